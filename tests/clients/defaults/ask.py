"""Asks a server with gql as it comes: python ask.py URL TOKEN AFTER. Prints lines as ask.mjs does."""

import asyncio
import json
import sys

from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.websockets import WebsocketsTransport

base, token, after = sys.argv[1:]
url = f"{base}/graphql"
CITY = 'query OneCity { city(slug: "kr-hanam") { slug } }'
CHANGES = "subscription Follow($after: String) { changeStream(after: $after) { cursor kind } }"


async def over_http():
    async with Client(transport=AIOHTTPTransport(url=url), fetch_schema_from_transport=True) as session:
        return (await session.execute(gql(CITY)))["city"]["slug"] == "kr-hanam"


async def over_socket():
    transport = WebsocketsTransport(url=url.replace("http", "ws"), init_payload={"Authorization": f"Bearer {token}"})
    async with Client(transport=transport) as session:
        if (await session.execute(gql("{ viewer { name } }")))["viewer"]["name"] != "city:kr-hanam":
            return "it is not known"
        request = gql(CHANGES)
        request.variable_values = {"after": after}
        async for answer in session.subscribe(request):
            return bool(answer["changeStream"]["cursor"])


for what, attempt in [("gql asks, and knows the schema", over_http), ("gql follows over a WebSocket at /graphql", over_socket)]:
    try:
        found = asyncio.run(asyncio.wait_for(attempt(), 30))
    except Exception as problem:  # whatever goes wrong is what is told
        found = f"{type(problem).__name__}: {problem}"
    print(json.dumps([what, found is True, "" if found is True else str(found)]))
