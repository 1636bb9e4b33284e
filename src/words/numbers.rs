//! Numbers as people read them.

/// A measured number with at most 2 decimals and no needless noughts: "61", "4.5", "0.25".
///
/// A number that 2 decimals would lose keeps its first two figures: "0.0012".
pub fn quantity(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let mut decimals = 2;
    while number != 0.0 && number.abs() < 10f64.powi(1 - decimals) && decimals < 9 {
        decimals += 1;
    }
    let text = format!("{number:.*}", decimals.unsigned_abs() as usize);
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_has_at_most_two_decimals_and_no_needless_noughts() {
        for (number, text) in [
            (61.0, "61"),
            (4.5, "4.5"),
            (0.25, "0.25"),
            (1.0 / 3.0, "0.33"),
            (100.0, "100"),
            (12_500.0, "12500"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (-0.0, "0"),
        ] {
            assert_eq!(quantity(number), text, "{number}");
        }
    }

    #[test]
    fn a_very_small_quantity_is_not_rounded_to_nothing() {
        assert_eq!(quantity(0.0012), "0.0012");
        assert_eq!(quantity(0.05), "0.05");
    }

    #[test]
    fn what_is_not_a_number_is_not_written() {
        assert_eq!(quantity(f64::NAN), "");
        assert_eq!(quantity(f64::INFINITY), "");
    }
}
