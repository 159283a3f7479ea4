//! Amounts of money in the smallest unit of their currency.

/// How many decimals a currency has (ISO 4217).
#[must_use]
pub fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// The amount as a decimal number, with all decimals of its currency.
#[must_use]
pub fn decimal(minor: i64, currency: &str) -> String {
    let places = decimals(currency);
    let unit = 10_i64.pow(places);
    if places == 0 {
        return minor.to_string();
    }
    let width = places as usize;
    format!("{}.{:0width$}", minor / unit, minor.rem_euclid(unit))
}

/// The amount in the smallest unit; none when the text is no amount of this
/// currency.
#[must_use]
pub fn minor(decimal: &str, currency: &str) -> Option<i64> {
    let places = decimals(currency) as usize;
    let known = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !whole.is_empty() && part.len() <= places && !decimal.ends_with('.');
    if !(known && fits && is_number(whole) && is_number(part)) {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_won_has_no_decimals_and_a_euro_two() {
        assert_eq!(decimal(15_000, "KRW"), "15000");
        assert_eq!(decimal(1_250, "EUR"), "12.50");
        assert_eq!(decimal(5, "EUR"), "0.05");
        assert_eq!(decimal(1_005, "KWD"), "1.005");
    }

    #[test]
    fn amounts_read_back() {
        assert_eq!(minor("12.5", "EUR"), Some(1_250));
        assert_eq!(minor("15000", "KRW"), Some(15_000));
        for wrong in ["", "-1", "1.234", "1,5", "€5", ".", ".5", "5."] {
            assert_eq!(minor(wrong, "EUR"), None, "{wrong}");
        }
    }
}
