//! In which of its two forms a client wants its answer.
//!
//! The two say the same in their bodies. They differ in the status: under
//! `application/graphql-response+json` it tells whether the request was good;
//! under `application/json`, which proxies also send on their own account, a
//! client has to look into the body, so the status stays 200.

use axum::http::{HeaderMap, header};

/// A form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `application/graphql-response+json`.
    Response,
    /// `application/json`.
    Json,
}

impl Form {
    /// As `Content-Type` has it.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Response => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    fn subtype(self) -> &'static str {
        match self {
            Self::Response => "graphql-response+json",
            Self::Json => "json",
        }
    }

    /// The form that the client likes best; `None` when it likes neither.
    ///
    /// One that is named beats one that a wildcard allows. Without a
    /// preference, and for `*/*`, it is plain JSON: that is what clients that
    /// do not speak of it were written for.
    pub(super) fn wanted(headers: &HeaderMap) -> Option<Self> {
        if !headers.contains_key(header::ACCEPT) {
            return Some(Self::Json);
        }
        let ranges: Vec<Range> = headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(Range::parse)
            .collect();
        let liking = |form: Self| {
            let best = ranges
                .iter()
                .filter(|range| range.covers(form))
                .max_by_key(|range| range.precision());
            best.map_or((0, 0), |range| (range.quality, range.precision()))
        };
        let (response, json) = (liking(Self::Response), liking(Self::Json));
        match (response.0, json.0) {
            (0, 0) => None,
            _ if response > json => Some(Self::Response),
            _ if response == json && response.1 == EXACT => Some(Self::Response),
            _ => Some(Self::Json),
        }
    }
}

/// The precision of a range that names its type.
const EXACT: u8 = 2;

/// One entry of an `Accept` header.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut quality = 1000;
        for parameter in parts {
            let (name, value) = parameter.split_once('=')?;
            if name.trim().eq_ignore_ascii_case("q") {
                quality = thousandths(value.trim())?;
            } else if name.trim().eq_ignore_ascii_case("charset") && !is_utf_8(value.trim()) {
                return None;
            }
        }
        Some(Self {
            kind,
            subtype,
            quality,
        })
    }

    fn covers(&self, form: Form) -> bool {
        match (self.kind, self.subtype) {
            ("*", "*") => true,
            (kind, _) if !kind.eq_ignore_ascii_case("application") => false,
            (_, "*") => true,
            (_, subtype) => subtype.eq_ignore_ascii_case(form.subtype()),
        }
    }

    fn precision(&self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }
}

fn thousandths(quality: &str) -> Option<u16> {
    let quality: f32 = quality.parse().ok()?;
    if !(0.0..=1.0).contains(&quality) {
        return None;
    }
    (0..=1000)
        .rev()
        .find(|thousandths| f32::from(*thousandths) <= quality * 1000.0)
}

/// Whether a charset is the only one there is.
pub(super) fn is_utf_8(charset: &str) -> bool {
    charset.trim_matches('"').eq_ignore_ascii_case("utf-8")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn wanted(accept: &str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
        Form::wanted(&headers)
    }

    #[test]
    fn who_says_nothing_gets_json() {
        assert_eq!(Form::wanted(&HeaderMap::new()), Some(Form::Json));
    }

    #[test]
    fn the_form_follows_the_header() {
        for (accept, form) in [
            ("application/json", Some(Form::Json)),
            ("application/graphql-response+json", Some(Form::Response)),
            ("Application/GraphQL-Response+JSON", Some(Form::Response)),
            (
                "application/graphql-response+json; charset=UTF-8",
                Some(Form::Response),
            ),
            ("*/*", Some(Form::Json)),
            ("application/*", Some(Form::Json)),
            (
                "application/graphql-response+json, application/json;q=0.9",
                Some(Form::Response),
            ),
            (
                "application/json, application/graphql-response+json;q=0.9",
                Some(Form::Json),
            ),
            (
                "application/json, application/graphql-response+json",
                Some(Form::Response),
            ),
            ("application/json, */*", Some(Form::Json)),
            (
                "application/graphql-response+json, */*",
                Some(Form::Response),
            ),
            ("application/json;q=0, */*", Some(Form::Response)),
            (
                "text/html,application/xhtml+xml,*/*;q=0.8",
                Some(Form::Json),
            ),
            ("application/json;q=0.001", Some(Form::Json)),
            ("text/html", None),
            ("application/json;q=0", None),
            ("application/json; charset=latin1", None),
            ("application/json;q=much", None),
            ("", None),
            ("nonsense", None),
        ] {
            assert_eq!(wanted(accept), form, "{accept}");
        }
    }

    #[test]
    fn several_headers_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(header::ACCEPT, HeaderValue::from_static("text/html"));
        headers.append(header::ACCEPT, HeaderValue::from_static("application/json"));

        assert_eq!(Form::wanted(&headers), Some(Form::Json));
    }
}
