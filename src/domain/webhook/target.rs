//! Where deliveries may go: to the public internet, and nowhere else.
//!
//! Whoever makes a webhook has this server send requests for them. It must not
//! reach what they could not reach themselves: the machine itself, the network
//! around it, the metadata of a cloud.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hyper::Uri;

use crate::domain::{problem::Complaint, web_address::is_web_address};

/// Which targets webhooks may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Targets {
    /// Public addresses, over https.
    #[default]
    Public,
    /// Any, also without TLS: for tests, and for networks that are closed to others.
    Any,
}

/// Why a target is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The text is no web address, or one that says too much.
    NoAddress,
    /// It is not on https.
    NoTls,
    /// It is, or leads to, an address that is not public.
    NotPublic,
}

impl Refused {
    /// Why, for whoever named it.
    pub(super) fn complaint(self) -> Complaint {
        match self {
            Self::NoAddress => Complaint::no_webhook_address(),
            Self::NoTls => Complaint::no_tls(),
            Self::NotPublic => Complaint::not_public(),
        }
    }
}

impl Targets {
    /// Whether an address may be reached.
    #[must_use]
    pub fn allow(self, address: IpAddr) -> bool {
        self == Self::Any || is_public(address)
    }

    /// The address of a webhook, as it is asked for over the wire. Where a name
    /// leads is looked at each time when something is sent.
    pub fn read(self, url: &str) -> Result<Uri, Refused> {
        if !is_web_address(url) || url.contains('#') {
            return Err(Refused::NoAddress);
        }
        let uri: Uri = url.parse().map_err(|_| Refused::NoAddress)?;
        let authority = uri.authority().ok_or(Refused::NoAddress)?;
        if self == Self::Public && uri.scheme_str() != Some("https") {
            return Err(Refused::NoTls);
        }
        let is_allowed = match literal(authority.host()) {
            Some(address) => self.allow(address),
            None => self == Self::Any || !is_local_name(authority.host()),
        };
        is_allowed.then_some(uri).ok_or(Refused::NotPublic)
    }
}

/// Whether a name never leads to the public internet: those for the machine itself
/// (RFC 6761), the link (RFC 6762), the home (RFC 8375) and inner networks (ICANN,
/// 2024). It is refused early; where any other leads is seen when it is looked up.
fn is_local_name(host: &str) -> bool {
    const LOCAL: [&str; 4] = ["localhost", "local", "home.arpa", "internal"];
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    let lies_in = |local: &str| {
        let rest = name.strip_suffix(local);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    LOCAL.into_iter().any(lies_in)
}

fn literal(host: &str) -> Option<IpAddr> {
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    bare.unwrap_or(host).parse().ok()
}

/// Whether the whole world reaches this address.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// What IANA's registry of special addresses does not take (RFC 6890), multicast
/// and the rest above it left out as well.
fn is_public_v4(address: Ipv4Addr) -> bool {
    const SPECIAL: [(u32, u32); 14] = [
        (0x0000_0000, 8),  // this network
        (0x0a00_0000, 8),  // private
        (0x6440_0000, 10), // behind a carrier's translation
        (0x7f00_0000, 8),  // the machine itself
        (0xa9fe_0000, 16), // the link, and metadata of clouds
        (0xac10_0000, 12), // private
        (0xc000_0000, 24), // protocols
        (0xc000_0200, 24), // examples
        (0xc058_6300, 24), // relays of 6to4
        (0xc0a8_0000, 16), // private
        (0xc612_0000, 15), // measurements
        (0xc633_6400, 24), // examples
        (0xcb00_7100, 24), // examples
        (0xe000_0000, 3),  // multicast, and what is above it
    ];
    let bits = address.to_bits();
    let lies_in =
        |(network, length): &(u32, u32)| bits >> (32 - length) == network >> (32 - length);
    !SPECIAL.iter().any(lies_in)
}

/// Global unicast is `2000::/3` so far; what is mapped, translated, local or
/// multicast lies outside of it.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_global = first & 0xe000 == 0x2000;
    let is_special = match first {
        // Protocols, tunnels (Teredo), examples.
        0x2001 => second < 0x0200 || second == 0x0db8,
        // 6to4, which leads to any address of version 4.
        0x2002 => true,
        // Examples.
        0x3fff => second < 0x1000,
        _ => false,
    };
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_public_is_known_in_every_dress() {
        for address in [
            "127.0.0.1",
            "127.255.255.254",
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.100.100.200",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.18.0.1",
            "192.0.2.1",
            "203.0.113.7",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "3fff::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn what_is_public_is_reached() {
        for address in [
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.169.0.1",
            "223.255.255.1",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00:1450::1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn an_address_that_is_written_out_is_refused_at_once() {
        for (url, refused) in [
            (
                "https://169.254.169.254/latest/meta-data",
                Refused::NotPublic,
            ),
            ("https://[::1]/", Refused::NotPublic),
            ("https://[::ffff:10.0.0.1]:8443/", Refused::NotPublic),
            ("https://localhost/x", Refused::NotPublic),
            ("https://API.Localhost./x", Refused::NotPublic),
            ("https://printer.local/", Refused::NotPublic),
            ("https://metadata.google.internal/", Refused::NotPublic),
            ("https://box.home.arpa:8443/", Refused::NotPublic),
            ("http://hooks.example.org/", Refused::NoTls),
            ("ftp://hooks.example.org/", Refused::NoAddress),
            ("https://user:word@hooks.example.org/", Refused::NoAddress),
            ("https://hooks.example.org/#x", Refused::NoAddress),
            ("https://hooks.example.org:99999/", Refused::NoAddress),
            ("https://hooks.example.org:0/", Refused::NoAddress),
            ("https://0x7f.1/", Refused::NoAddress),
            ("https://", Refused::NoAddress),
            ("/hooks", Refused::NoAddress),
            ("https://a b/", Refused::NoAddress),
        ] {
            assert_eq!(Targets::Public.read(url).unwrap_err(), refused, "{url}");
        }
        assert!(
            Targets::Public
                .read("https://hooks.example.org:8443/x?y=z")
                .is_ok()
        );
        assert!(Targets::Public.read("https://notlocalhost/").is_ok());
        assert!(Targets::Any.read("http://127.0.0.1:9/x").is_ok());
    }
}
