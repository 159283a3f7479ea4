//! Code lists.

use std::collections::HashSet;

use super::Check;
use crate::domain::{locale::NETWORK_LOCALES, seed::file::Codes};

pub(super) fn check(check: &mut Check<'_>, codes: &Codes) {
    for scheme in codes.schemes.iter() {
        let mut record = check.record(scheme, format!("list {}", scheme.scheme));
        record.unique("the list", &scheme.scheme);
        record.expect(is_code(&scheme.scheme), "the name of a list is in capitals");
        record.texts("name", Some(&scheme.name));
        let mut before = HashSet::new();
        for code in scheme.codes.iter() {
            let name = format!("code {} of {}", code.code, scheme.scheme);
            let mut record = check.record(code, name);
            record.unique("the code", format!("{} of {}", code.code, scheme.scheme));
            record.expect(!code.code.trim().is_empty(), "a code has letters");
            if let Some(parent) = &code.parent {
                let stands = before.contains(parent);
                record.expect(
                    stands,
                    format!("its parent \"{parent}\" must stand before it"),
                );
            }
            record.texts("label", Some(&code.label));
            for locale in NETWORK_LOCALES {
                let there = code.label.get(locale).is_some();
                record.expect(there, format!("the label in {locale} is missing"));
            }
            before.insert(&code.code);
        }
    }
}

fn is_code(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    !text.is_empty() && text.bytes().all(plain)
}
