"""Reads web addresses as RFC 3986 has them."""

import ipaddress
import json
import sys

from rfc3986 import exceptions, uri_reference, validators

VALIDATOR = (
    validators.Validator()
    .allow_schemes("http", "https")
    .forbid_use_of_password()
    .require_presence_of("scheme", "host")
    .check_validity_of("scheme", "userinfo", "host", "port", "path", "query", "fragment")
)


def host_of(host):
    """As browsers write it."""
    if host.startswith("["):
        return f"[{ipaddress.ip_address(host[1:-1]).compressed}]"
    return host.lower()


def read(address):
    reference = uri_reference(address)
    try:
        VALIDATOR.validate(reference)
    except exceptions.RFC3986Exception as problem:
        return {"valid": False, "problem": repr(problem)}
    return {
        "valid": True,
        "scheme": reference.scheme,
        "user": reference.userinfo,
        "host": host_of(reference.host),
        "port": reference.port,
    }


json.dump([read(address) for address in json.load(sys.stdin)], sys.stdout)
