//! Amounts of money in the smallest unit of their currency.

/// Currencies of ISO 4217 that have no smaller unit.
const WHOLE: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
];

/// Currencies of ISO 4217 whose unit has a thousand parts.
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

fn decimals(currency: &str) -> usize {
    if WHOLE.contains(&currency) {
        0
    } else if THOUSANDTHS.contains(&currency) {
        3
    } else {
        2
    }
}

/// The amount in the currency's smallest unit: `12.50` EUR is 1250.
pub(super) fn minor(amount: &str, currency: &str) -> Option<i64> {
    let known = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let places = decimals(currency);
    let fits = !whole.is_empty() && part.len() <= places && !amount.ends_with('.');
    if !(known && fits && digits(whole) && digits(part)) {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_have_their_own_smallest_unit() {
        assert_eq!(minor("12.50", "EUR"), Some(1250));
        assert_eq!(minor("12.5", "EUR"), Some(1250));
        assert_eq!(minor("15000", "KRW"), Some(15000));
        assert_eq!(minor("1.250", "KWD"), Some(1250));
    }

    #[test]
    fn amounts_that_cannot_be_paid_are_refused() {
        for (amount, currency) in [
            ("1.5", "KRW"),
            ("1.234", "EUR"),
            ("-1", "EUR"),
            ("", "EUR"),
            (".5", "EUR"),
            ("5.", "EUR"),
            ("5", "eur"),
            ("99999999999999999999", "EUR"),
        ] {
            assert_eq!(minor(amount, currency), None, "{amount} {currency}");
        }
    }
}
