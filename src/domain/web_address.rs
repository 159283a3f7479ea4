//! Addresses of the web, as strict as the strictest of those who read them.
//!
//! They stand in calendars, feeds, catalogues and pages, and each has readers that give
//! up a whole file for one address that is none. So an address is taken that both RFC
//! 3986 and the URL Standard of browsers take, and for the same: what a browser would
//! mend (blanks, letters beyond ASCII, `0x7f.1` as a host) is refused.

use std::{fmt::Write, net::Ipv6Addr};

use url::Url;

/// Whether a text is an address of the web that everybody reads alike: `http` or
/// `https`, a host, perhaps a port from 1 to 65535, no user, and only letters that such
/// an address can have.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let schemes = ["https://", "http://"];
    let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        is_authority(authority, text) && is_path(path)
    })
}

/// The same address for a text of a browser's address bar, where letters beyond ASCII
/// are shown as themselves (RFC 3987, 3.1).
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            address.push(letter);
        } else {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                // Writing to a text cannot fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

fn is_authority(authority: &str, whole: &str) -> bool {
    let end = match authority.find(']') {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(end);
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    is_port && is_host(host, whole)
}

/// What a browser makes of the host is what was written: no other spelling of it.
fn is_host(host: &str, whole: &str) -> bool {
    let Ok(read) = Url::parse(whole) else {
        return false;
    };
    if let Some(rest) = host.strip_prefix('[') {
        let literal = rest.strip_suffix(']');
        return literal.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok());
    }
    let host = host.to_ascii_lowercase();
    is_name(&host) && is_written(&host) && read.host_str() == Some(&*host)
}

/// Whether a name in another script (`xn--…`) has only letters that Unicode knows:
/// browsers follow no others.
fn is_written(host: &str) -> bool {
    if !host.contains("xn--") {
        return true;
    }
    let name = url::quirks::domain_to_unicode(host);
    !name.is_empty() && name.escape_debug().eq(name.chars())
}

fn is_name(host: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(is_letter);
    let name = host.strip_suffix('.').unwrap_or(host);
    name.len() <= 253 && name.split('.').all(is_label)
}

fn is_port(port: &str) -> bool {
    let is_number = !port.starts_with('0') && port.bytes().all(|byte| byte.is_ascii_digit());
    is_number && port.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Path, query and fragment (RFC 3986, 3.3 to 3.5).
fn is_path(path: &str) -> bool {
    let mut bytes = path.bytes();
    let mut fragments = 0;
    while let Some(byte) = bytes.next() {
        let is_good = match byte {
            b'%' => {
                let digits = [bytes.next(), bytes.next()];
                digits
                    .iter()
                    .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
            }
            b'#' => {
                fragments += 1;
                fragments == 1
            }
            byte => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte),
        };
        if !is_good {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_reads_alike_is_taken() {
        for address in [
            "https://www.hanam.go.kr/edu?page=1#top",
            "http://a",
            "https://Example.ORG:8443/~x/(a)/%ED%95%9C?q=a+b&c='d';e=1,2&f=@:/?",
            "https://xn--hy1b43d.kr/",
            "http://127.0.0.1:9/x",
            "http://[::1]:65535/",
            "https://a_b.example./",
            "https://learn.example:1",
        ] {
            assert!(is_web_address(address), "{address}");
        }
    }

    #[test]
    fn what_somebody_reads_otherwise_is_not() {
        for address in [
            "",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "http://a b",
            "//x",
            "https://user@a.example/",
            "https://user:word@a.example/",
            "https://@a.example/",
            "https://a.example:99999/",
            "https://a.example:0/",
            "https://a.example:/",
            "https://a.example:+80/",
            "https://a.example:8o/",
            "https://[::1/",
            "https://[::1]x/",
            "https://[::g]/",
            "https://0x7f.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://1.2.3.999/",
            "https://a..example/",
            "https://.example/",
            "https://xn--a/",
            "https://xn--hy-1b43d.kr/",
            "https://a.example:080/",
            "https://하남.kr/",
            "https://a.example/강좌",
            "https://a.example/{b}",
            "https://a.example/?a=\"<c>",
            "https://a.example/a|b",
            "https://a.example/a\\b",
            "https://a.example\\b",
            "https://a.example/`^",
            "https://a.example/?a[]=1",
            "https://a.example/%",
            "https://a.example/%1",
            "https://a.example/%zz",
            "https://a.example/#a#b",
            "https://a.example/\t",
            "https://a.example/\u{0}",
            "https://a%2eexample/",
            "HTTPS://a.example/",
        ] {
            assert!(!is_web_address(address), "{address}");
        }
    }

    #[test]
    fn an_address_as_a_browser_shows_it_is_encoded() {
        let address = encoded("https://a.example/강좌?q=%20x");
        assert_eq!(address, "https://a.example/%EA%B0%95%EC%A2%8C?q=%20x");
        assert!(is_web_address(&address));
    }
}
