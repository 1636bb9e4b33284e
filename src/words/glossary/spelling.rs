//! When two spellings are the same: whole words only, whatever their capitals, dashes and plurals.

/// What a name is found by: its words in lower case, without dashes, dots, apostrophes and the s of a plural.
pub fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '.' | '\'' | '’'));
    let spaced: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<String> = spaced.split_whitespace().map(|word| singular(&word.to_lowercase())).collect();
    words.join(" ")
}

/// A word of five letters or more without the s of its plural; short forms stay whole, so that "ms" is not "m".
fn singular(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(stem) if word.chars().count() >= 5 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// What a short form is found by: itself, in its own capitals, without dots.
pub fn short_key(short: &str) -> String {
    short.trim().replace('.', "")
}

/// A source's term without what some systems write behind it: "Asthma (disorder)", "Asthma NOS".
pub fn without_tag(term: &str) -> &str {
    const TAGS: [&str; 11] = [
        "(disorder)",
        "(finding)",
        "(procedure)",
        "(situation)",
        "(observable entity)",
        "(substance)",
        "(product)",
        "(morphologic abnormality)",
        "(body structure)",
        "(regime/therapy)",
        "NOS",
    ];
    let term = term.trim();
    TAGS.iter().find_map(|tag| term.strip_suffix(tag)?.strip_suffix(' ')).map_or(term, str::trim_end)
}

/// What a term of an allergy is about: "penicillin" of "Allergy to penicillin" and of "Penicillin allergy".
pub fn reacted_to(term: &str) -> Option<String> {
    let term = key(term);
    let before = ["allergy to ", "allergic to ", "intolerance to ", "adverse reaction to "];
    let after = [" allergy", " intolerance", " adverse reaction"];
    let inner = before
        .iter()
        .find_map(|words| term.strip_prefix(words))
        .or_else(|| after.iter().find_map(|words| term.strip_suffix(words)))?;
    Some(inner.to_owned())
}

/// What a blood test is of: "sodium" of "Serum sodium level". Never of pee or other samples.
pub fn measured(term: &str) -> Option<String> {
    let term = key(term);
    let of_blood = ["serum ", "plasma "].iter().find_map(|words| term.strip_prefix(words));
    let level = [" level", " concentration"]
        .iter()
        .find_map(|words| of_blood.unwrap_or(&term).strip_suffix(words))
        .or(of_blood)?;
    Some(level.to_owned())
}

/// The beginnings of a product's name that may be its ingredient, the longest first, each only where nothing but
/// strength, salt and form follows: "amlodipine" of "Amlodipine 5mg tablets". None of a product of two ingredients.
pub fn ingredients(product: &str) -> Vec<String> {
    let product = without_maker(product.trim()).replace("powder and solvent", "powder");
    let words: Vec<&str> = product.split_whitespace().collect();
    let most = words.len().saturating_sub(1).min(5);
    (1..=most)
        .rev()
        .filter(|&count| is_one_name(&words[..count]) && is_rest_of_product(&words[count..]))
        .map(|count| key(&words[..count].join(" ")))
        .collect()
}

/// "Nasonex 50micrograms/dose nasal spray (Organon Pharma (UK) Ltd)" without who makes it.
fn without_maker(product: &str) -> &str {
    match product.ends_with(')').then(|| product.find(" (")).flatten() {
        Some(at) => product[..at].trim_end(),
        None => product,
    }
}

/// Whether words can be the name of one ingredient or brand.
fn is_one_name(words: &[&str]) -> bool {
    !words.iter().any(|word| joins(word) || word.contains('/'))
}

/// Whether only a salt, a strength and a form follow, and no second ingredient.
fn is_rest_of_product(rest: &[&str]) -> bool {
    let mut after_salts = rest.iter().skip_while(|word| SALTS.contains(&key(word).as_str()));
    let begins = after_salts.next().is_some_and(|word| {
        let first = key(word);
        let first = first.split(' ').next().unwrap_or_default();
        first.starts_with(|c: char| c.is_ascii_digit()) || FORMS.contains(&first)
    });
    begins && !rest.iter().any(|word| joins(word)) && parts_are_amounts(&rest.join(" "))
}

/// Whether a word joins two things, or holds a mark that does; the comma of "20,000" joins none.
fn joins(word: &str) -> bool {
    const JOINS: [&str; 5] = ["and", "with", "plus", "in", "compound"];
    let digit = |after: &str| after.starts_with(|c: char| c.is_ascii_digit());
    JOINS.contains(&word.to_lowercase().as_str())
        || word.contains(['+', '&', ';'])
        || word.split(',').skip(1).any(|after| !digit(after))
}

/// Whether a unit or a number follows each slash: "5mg/ml" is one ingredient, "5mg / Valsartan" two.
fn parts_are_amounts(rest: &str) -> bool {
    const UNITS: [&str; 12] =
        ["ml", "dose", "actuation", "hour", "g", "kg", "l", "puff", "litre", "spray", "drop", "day"];
    rest.split('/').skip(1).all(|after| {
        let after = after.trim_start();
        let unit: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
        let unit = unit.to_lowercase();
        after.starts_with(|c: char| c.is_ascii_digit())
            || UNITS.iter().any(|known| *known == unit || *known == unit.trim_end_matches('s'))
    })
}

/// What an ingredient can be bound to without being another medicine; as keys.
const SALTS: &[&str] = &[
    "sodium",
    "potassium",
    "calcium",
    "magnesium",
    "hydrochloride",
    "hcl",
    "dihydrochloride",
    "maleate",
    "besilate",
    "mesilate",
    "fumarate",
    "hemifumarate",
    "tartrate",
    "succinate",
    "citrate",
    "acetate",
    "phosphate",
    "sulfate",
    "sulphate",
    "bromide",
    "hydrobromide",
    "nitrate",
    "erbumine",
    "arginine",
    "medoxomil",
    "cilexetil",
    "trihydrate",
    "monohydrate",
];

/// What a form, or a device, begins with; as keys.
const FORMS: &[&str] = &[
    "tablet",
    "capsule",
    "caplet",
    "oral",
    "cream",
    "ointment",
    "gel",
    "lotion",
    "shampoo",
    "foam",
    "inhaler",
    "modified",
    "gastro",
    "dispersible",
    "effervescent",
    "soluble",
    "chewable",
    "orodispersible",
    "eye",
    "ear",
    "nasal",
    "spray",
    "solution",
    "suspension",
    "syrup",
    "elixir",
    "linctu",
    "injection",
    "transdermal",
    "patch",
    "patche",
    "sachet",
    "granule",
    "powder",
    "suppositorie",
    "pessary",
    "pessarie",
    "nebuliser",
    "lozenge",
    "xl",
    "sr",
    "mr",
    "la",
    "evohaler",
    "accuhaler",
    "turbohaler",
    "easyhaler",
    "autohaler",
    "ellipta",
    "flexpen",
    "kwikpen",
    "solostar",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_dashes_apostrophes_and_plurals_do_not_count() {
        for same in ["Crohn's disease", "CROHN’S DISEASE", "crohns  disease"] {
            assert_eq!(key(same), "crohn disease");
        }
        assert_eq!(key("Beta-blockers"), key("beta blocker"));
        assert_eq!(key("H. pylori"), "h pylori");
    }

    #[test]
    fn a_short_word_keeps_its_s_and_its_capitals() {
        assert_eq!(key("MS"), "ms");
        assert_ne!(key("MS"), key("MST"));
        assert_ne!(key("ms"), key("m"));
        assert_ne!(short_key("PsA"), short_key("PSA"));
        assert_eq!(short_key("b.d."), short_key("bd"));
    }

    #[test]
    fn a_tag_behind_a_term_is_left_out_and_words_before_it_never_are() {
        assert_eq!(without_tag("Asthma (disorder)"), "Asthma");
        assert_eq!(without_tag("Anxiety NOS"), "Anxiety");
        assert_eq!(without_tag("FH: Asthma"), "FH: Asthma");
        assert_eq!(without_tag("NOS"), "NOS");
    }

    #[test]
    fn a_product_is_found_by_the_ingredient_that_it_begins_with() {
        for (product, ingredient) in [
            ("Amlodipine 5mg tablets", "amlodipine"),
            ("Metformin hydrochloride 500 mg tablets", "metformin"),
            ("Salbutamol 100micrograms/dose inhaler CFC free", "salbutamol"),
            ("Insulin glargine 100units/ml solution for injection", "insulin glargine"),
            ("Co-codamol 30mg/500mg tablets", "co codamol"),
            ("Nasonex 50micrograms/dose nasal spray (Organon Pharma (UK) Ltd)", "nasonex"),
            ("Risperidone 25mg powder and solvent for suspension for injection vials", "risperidone"),
            ("Aspirin tablets", "aspirin"),
            ("Gliclazide modified-release tablets", "gliclazide"),
            ("Colecalciferol 20,000unit capsules", "colecalciferol"),
        ] {
            assert!(ingredients(product).iter().any(|found| found == ingredient), "{product}");
        }
    }

    #[test]
    fn a_product_of_two_ingredients_has_none() {
        for product in [
            "Amlodipine 5mg / Valsartan 80mg tablets",
            "Budesonide 200micrograms/dose / Formoterol 6micrograms/dose inhaler",
            "Paracetamol 500mg and codeine 8mg tablets",
            "Lidocaine 2% with adrenaline 1 in 80,000",
            "Aspirin 75mg + dipyridamole 200mg capsules",
            "Hydrocortisone 1%/Clotrimazole 1% cream",
        ] {
            assert_eq!(ingredients(product), Vec::<String>::new(), "{product}");
        }
    }

    #[test]
    fn another_medicine_that_begins_with_the_same_word_is_not_that_medicine() {
        for (product, not) in [
            ("Nurofen Plus tablets", "nurofen"),
            ("Fucidin H cream", "fucidin"),
            ("Humalog Mix25 100units/ml solution for injection", "humalog"),
            ("Hydrocortisone butyrate 0.1% cream", "hydrocortisone"),
            ("Insulin aspart 100units/ml solution for injection", "insulin"),
            ("Morphine", "morphine"),
        ] {
            assert!(!ingredients(product).iter().any(|found| found == not), "{product}");
        }
    }

    #[test]
    fn what_a_term_is_about_is_found_only_in_whole_known_phrases() {
        assert_eq!(reacted_to("Allergy to penicillin").as_deref(), Some("penicillin"));
        assert_eq!(reacted_to("Penicillin allergy").as_deref(), Some("penicillin"));
        assert_eq!(reacted_to("No known allergy to penicillin"), None);
        assert_eq!(measured("Serum sodium level").as_deref(), Some("sodium"));
        assert_eq!(measured("Urine sodium"), None);
    }
}
