//! How much was given out, in the plural that its number needs: "28 tablets" where a source writes "28 tablet".

use std::borrow::Cow;

use crate::count;
use crate::words::Locale;
use crate::words::numbers::quantity;

/// A number and a unit that we know; everything else stays as its source wrote it.
pub fn supplied(locale: Locale, text: &str) -> Cow<'_, str> {
    in_plural(locale, text).unwrap_or(Cow::Borrowed(text))
}

fn in_plural(locale: Locale, text: &str) -> Option<Cow<'static, str>> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)?;
    let unit = unit.trim().to_lowercase();
    let unit = unit.strip_suffix("(s)").or(unit.strip_suffix('s')).unwrap_or(&unit);
    let (n, x) = (if number == 1.0 { 1 } else { 2 }, quantity(number));
    Some(match unit {
        "tablet" => count!(locale, n, one = "{x} tablet", other = "{x} tablets", x = x),
        "capsule" => count!(locale, n, one = "{x} capsule", other = "{x} capsules", x = x),
        "sachet" => count!(locale, n, one = "{x} sachet", other = "{x} sachets", x = x),
        "dose" => count!(locale, n, one = "{x} dose", other = "{x} doses", x = x),
        "spray" => count!(locale, n, one = "{x} spray", other = "{x} sprays", x = x),
        "inhaler" => count!(locale, n, one = "{x} inhaler", other = "{x} inhalers", x = x),
        "device" => count!(locale, n, one = "{x} device", other = "{x} devices", x = x),
        "patche" | "patch" => count!(locale, n, one = "{x} patch", other = "{x} patches", x = x),
        "suppositorie" | "suppository" => {
            count!(locale, n, one = "{x} suppository", other = "{x} suppositories", x = x)
        }
        "pessarie" | "pessary" => count!(locale, n, one = "{x} pessary", other = "{x} pessaries", x = x),
        "lozenge" => count!(locale, n, one = "{x} lozenge", other = "{x} lozenges", x = x),
        "vial" => count!(locale, n, one = "{x} vial", other = "{x} vials", x = x),
        "ampoule" => count!(locale, n, one = "{x} ampoule", other = "{x} ampoules", x = x),
        "dressing" => count!(locale, n, one = "{x} dressing", other = "{x} dressings", x = x),
        "bottle" => count!(locale, n, one = "{x} bottle", other = "{x} bottles", x = x),
        "tube" => count!(locale, n, one = "{x} tube", other = "{x} tubes", x = x),
        "pack" => count!(locale, n, one = "{x} pack", other = "{x} packs", x = x),
        "packet" => count!(locale, n, one = "{x} packet", other = "{x} packets", x = x),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_things_has_its_plural() {
        for (told, shown) in [
            ("28 tablet", "28 tablets"),
            ("56 Tablet", "56 tablets"),
            ("1 tablets", "1 tablet"),
            ("30 tablet(s)", "30 tablets"),
            ("2 inhaler", "2 inhalers"),
            ("3 patches", "3 patches"),
            ("12 suppository", "12 suppositories"),
        ] {
            assert_eq!(supplied(Locale::English, told), shown);
        }
    }

    #[test]
    fn what_we_do_not_know_stays_as_it_was_written() {
        for told in [
            "100 ml",
            "5 pre-filled disposable injection",
            "tablet",
            "1 x 28 tablet",
            "0 tablet",
            "NaN tablet",
            "",
        ] {
            assert_eq!(supplied(Locale::English, told), told);
        }
    }
}
