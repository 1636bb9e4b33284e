//! Units of measurement as people read them: "mmHg" where computers write "mm[Hg]" (UCUM).

use std::borrow::Cow;

/// The unit as laboratories print it; one that we do not know stays as the source wrote it.
pub fn unit(code: &str) -> Cow<'_, str> {
    let known = match code.trim() {
        "10*9/L" | "10^9/L" | "10*9/l" => "× 10⁹/L",
        "10*12/L" | "10^12/L" | "10*12/l" => "× 10¹²/L",
        "mm[Hg]" => "mmHg",
        "umol/L" | "umol/l" => "µmol/L",
        "ug/L" | "ug/l" => "µg/L",
        "ug" => "µg",
        "kg/m2" => "kg/m²",
        "Cel" => "°C",
        "[degF]" => "°F",
        "mL/min/{1.73_m2}" | "mL/min/1.73m2" => "mL/min/1.73 m²",
        "[IU]/L" => "IU/L",
        "m[IU]/L" => "mIU/L",
        "{score}" => "",
        other => return Cow::Borrowed(other),
    };
    Cow::Borrowed(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computer_units_are_written_as_laboratories_print_them() {
        assert_eq!(unit("mm[Hg]"), "mmHg");
        assert_eq!(unit("10*9/L"), "× 10⁹/L");
        assert_eq!(unit("umol/L"), "µmol/L");
    }

    #[test]
    fn a_unit_that_we_do_not_know_stays_as_the_source_wrote_it() {
        for code in ["mmol/mol", "g/L", "%", "puffs[US]", ""] {
            assert_eq!(unit(code), code);
        }
    }
}
