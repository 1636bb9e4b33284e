//! A medicine's product: its strength and form, read from its name, and the name that is left.

use std::collections::BTreeSet;

use super::Alike;
use super::normal::{millionths, normal};

/// dm+d writes a product's name as "ingredient strength form"; others write the same parts in other orders.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Product {
    /// In one unit each: "5000000 ng", "100000 ng / dose".
    strengths: BTreeSet<String>,
    forms: BTreeSet<&'static str>,
    /// The ingredient or the brand, and whatever else is said.
    rest: String,
}

impl Product {
    pub fn of(name: &str) -> Self {
        let name = normal(name);
        let mut words: &[&str] = &name.split(' ').collect::<Vec<_>>();
        let mut product = Self::default();
        let mut rest = Vec::new();
        while let [first, after @ ..] = words {
            if let Some((strength, after)) = strength(words) {
                product.strengths.insert(strength);
                words = after;
            } else if let Some((form, after)) = release(words) {
                product.forms.insert(form);
                words = after;
            } else {
                match FORMS.iter().find(|(word, _)| word == first) {
                    Some((_, "")) => {}
                    Some((_, form)) => {
                        product.forms.insert(form);
                    }
                    None => rest.push(*first),
                }
                words = after;
            }
        }
        product.rest = rest.join(" ");
        product
    }

    /// Strength and form must be told by both and agree. Another strength or form is another product; another rest may
    /// be a brand beside a plain product.
    pub fn compare(&self, other: &Self) -> Alike {
        let strengths = match (self.strengths.is_empty(), other.strengths.is_empty()) {
            (false, false) => Alike::where_equal(self.strengths == other.strengths),
            _ => Alike::MaybeSame,
        };
        let forms = match (self.forms.is_empty(), other.forms.is_empty()) {
            (false, false) if self.forms == other.forms => Alike::Same,
            (false, false) if self.is_part_of(other) || other.is_part_of(self) => Alike::MaybeSame,
            (false, false) => Alike::Different,
            _ => Alike::MaybeSame,
        };
        Alike::least([strengths, forms, Alike::where_equal(self.rest == other.rest).at_worst_maybe()])
    }

    /// Whether it is the same ingredient or brand in the same form, and another strength.
    pub fn is_other_strength_of(&self, other: &Self) -> bool {
        self.is_named(&other.rest)
            && self.forms == other.forms
            && !self.strengths.is_empty()
            && !other.strengths.is_empty()
            && self.strengths != other.strengths
    }

    /// Whether this is its name without strength and form.
    pub fn is_named(&self, name: &str) -> bool {
        !name.is_empty() && self.rest == name
    }

    fn is_part_of(&self, other: &Self) -> bool {
        self.forms.is_subset(&other.forms)
    }

    /// Whether the form alone says by which way it is taken, so that nobody has to.
    pub fn form_says_route(&self) -> bool {
        const OPEN: [&str; 10] = [
            "injection",
            "infusion",
            "solution",
            "suspension",
            "drops",
            "liquid",
            "powder",
            "vial",
            "ampoule",
            "syringe",
        ];
        const SAYS: [&str; 4] = ["eye", "ear", "nasal", "oral"];
        !self.forms.is_empty()
            && (self.forms.iter().any(|form| SAYS.contains(form))
                || !self.forms.iter().any(|form| OPEN.contains(form)))
    }
}

/// "5 mg", "100 micrograms / dose", "10 mg / 5 ml" at the beginning, and what follows.
fn strength<'a>(words: &'a [&'a str]) -> Option<(String, &'a [&'a str])> {
    let [number, unit, after @ ..] = words else { return None };
    let mut strength = amount(number, unit)?;
    let mut rest = after;
    while let ["/", after @ ..] = rest {
        let (part, after) = match after {
            [number, unit, after @ ..] if amount(number, unit).is_some() => (amount(number, unit)?, after),
            [unit, after @ ..] if in_units(unit).is_some() => (in_units(unit)?.0.to_owned(), after),
            _ => break,
        };
        strength = format!("{strength} / {part}");
        rest = after;
    }
    Some((strength, rest))
}

/// A number in the smallest unit of its sort.
fn amount(number: &str, unit: &str) -> Option<String> {
    let (unit, times) = in_units(unit)?;
    Some(format!("{} {unit}", millionths(number)?.checked_mul(times)?))
}

/// The unit in which all of its sort are compared, and how many of these it is.
fn in_units(unit: &str) -> Option<(&'static str, u128)> {
    Some(match unit {
        "ng" | "nanogram" | "nanograms" => ("ng", 1),
        "ug" | "μg" | "mcg" | "microgram" | "micrograms" => ("ng", 1_000),
        "mg" | "milligram" | "milligrams" => ("ng", 1_000_000),
        "g" | "gram" | "grams" => ("ng", 1_000_000_000),
        "ml" | "millilitre" | "millilitres" => ("ml", 1),
        "l" | "litre" | "litres" => ("ml", 1_000),
        "unit" | "units" | "iu" => ("unit", 1),
        "mmol" | "millimol" => ("mmol", 1),
        "%" => ("%", 1),
        "dose" | "doses" | "actuation" | "actuations" => ("dose", 1),
        "hour" | "hours" | "hr" => ("hour", 1),
        _ => return None,
    })
}

/// "m/r" and "e/c".
fn release<'a>(words: &'a [&'a str]) -> Option<(&'static str, &'a [&'a str])> {
    match words {
        ["m", "/", "r", after @ ..] => Some(("modified release", after)),
        ["e", "/", "c", after @ ..] => Some(("gastro-resistant", after)),
        _ => None,
    }
}

/// Words of forms, and the one that stands for all spellings; those without one say nothing by themselves.
const FORMS: &[(&str, &str)] = &[
    ("tablet", "tablet"),
    ("tablets", "tablet"),
    ("tabs", "tablet"),
    ("tab", "tablet"),
    ("capsule", "capsule"),
    ("capsules", "capsule"),
    ("caps", "capsule"),
    ("cap", "capsule"),
    ("modified", "modified release"),
    ("prolonged", "modified release"),
    ("mr", "modified release"),
    ("sr", "modified release"),
    ("xl", "modified release"),
    ("release", ""),
    ("gastro", "gastro-resistant"),
    ("enteric", "gastro-resistant"),
    ("ec", "gastro-resistant"),
    ("resistant", ""),
    ("coated", ""),
    ("effervescent", "effervescent"),
    ("dispersible", "dispersible"),
    ("orodispersible", "orodispersible"),
    ("soluble", "soluble"),
    ("chewable", "chewable"),
    ("buccal", "buccal"),
    ("sublingual", "sublingual"),
    ("oral", "oral"),
    ("eye", "eye"),
    ("ear", "ear"),
    ("nasal", "nasal"),
    ("rectal", "rectal"),
    ("vaginal", "vaginal"),
    ("solution", "solution"),
    ("suspension", "suspension"),
    ("syrup", "syrup"),
    ("liquid", "liquid"),
    ("elixir", "elixir"),
    ("drop", "drops"),
    ("drops", "drops"),
    ("injection", "injection"),
    ("injections", "injection"),
    ("infusion", "infusion"),
    ("concentrate", "concentrate"),
    ("vial", "vial"),
    ("vials", "vial"),
    ("ampoule", "ampoule"),
    ("ampoules", "ampoule"),
    ("syringe", "syringe"),
    ("syringes", "syringe"),
    ("pre", ""),
    ("prefilled", ""),
    ("filled", ""),
    ("pen", "pen"),
    ("pens", "pen"),
    ("cartridge", "cartridge"),
    ("cartridges", "cartridge"),
    ("inhaler", "inhaler"),
    ("inhalers", "inhaler"),
    ("inhalation", "inhalation"),
    ("nebuliser", "nebuliser"),
    ("spray", "spray"),
    ("cream", "cream"),
    ("ointment", "ointment"),
    ("gel", "gel"),
    ("lotion", "lotion"),
    ("foam", "foam"),
    ("paste", "paste"),
    ("shampoo", "shampoo"),
    ("mouthwash", "mouthwash"),
    ("patch", "patch"),
    ("patches", "patch"),
    ("plaster", "patch"),
    ("plasters", "patch"),
    ("suppository", "suppository"),
    ("suppositories", "suppository"),
    ("pessary", "pessary"),
    ("pessaries", "pessary"),
    ("enema", "enema"),
    ("powder", "powder"),
    ("granules", "granules"),
    ("sachet", "sachet"),
    ("sachets", "sachet"),
    ("lozenge", "lozenge"),
    ("lozenges", "lozenge"),
    ("pastille", "pastille"),
    ("pastilles", "pastille"),
    ("gum", "gum"),
    ("implant", "implant"),
    ("for", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_and_form_are_read_whatever_their_order_and_spelling() {
        for (one, other, expected) in [
            ("Amlodipine 5mg tablets", "AMLODIPINE TABS 5 MG", Alike::Same),
            ("Amlodipine 5mg tablets", "Amlodipine 10mg tablets", Alike::Different),
            ("Amlodipine 5mg tablets", "Amlodipine 5mg capsules", Alike::Different),
            ("Amlodipine 5mg tablets", "Amlodipine tablets", Alike::MaybeSame),
            ("Amlodipine 5mg tablets", "Amlodipine 5mg", Alike::MaybeSame),
            ("Amlodipine 5mg tablets", "Istin 5mg tablets", Alike::MaybeSame),
            ("Levothyroxine 100micrograms tablets", "Levothyroxine 0.1mg tablet", Alike::Same),
            ("Levothyroxine 100mcg tablets", "Levothyroxine 100mg tablets", Alike::Different),
            ("Metformin 500mg tablets", "Metformin 500mg modified-release tablets", Alike::MaybeSame),
            ("Metformin 500mg m/r tablets", "Metformin 500mg modified-release tablets", Alike::Same),
            ("Aspirin 75mg e/c tablets", "Aspirin 75mg gastro-resistant tablets", Alike::Same),
            ("Aspirin 75mg dispersible tablets", "Aspirin 75mg gastro-resistant tablets", Alike::Different),
            ("Salbutamol 100micrograms/dose inhaler", "Salbutamol inhaler 100 mcg / dose", Alike::Same),
            ("Morphine 10mg/5ml oral solution", "Morphine 10mg/ml injection", Alike::Different),
            ("Chloramphenicol 0.5% eye drops", "Chloramphenicol 0.5% ear drops", Alike::Different),
            ("Aqueous cream", "Aqueous cream", Alike::MaybeSame),
        ] {
            let (first, second) = (Product::of(one), Product::of(other));
            assert_eq!(first.compare(&second), expected, "{one} and {other}: {first:?} {second:?}");
            assert_eq!(second.compare(&first), expected, "{other} and {one}");
        }
    }

    #[test]
    fn tablets_say_how_they_are_taken_and_injections_do_not() {
        assert!(Product::of("Amlodipine 5mg tablets").form_says_route());
        assert!(Product::of("Latanoprost 50micrograms/ml eye drops").form_says_route());
        assert!(!Product::of("Methotrexate 50mg/2ml solution for injection").form_says_route());
        assert!(!Product::of("Aspirin").form_says_route());
    }
}
