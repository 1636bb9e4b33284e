//! What the name of an entry means in plain words, and where to read more; the source's own name always stands first.

use leptos::prelude::*;

use crate::domain::PartialDate;
use crate::t;
use crate::words::glossary::{self, Asked, Explained, Place, PracticeMode, Words};
use crate::words::{Locale, dates};

/// The name of an entry, and what kind of thing it names.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    asked: Asked<'a>,
    place: Place,
}

impl<'a> Named<'a> {
    pub fn of(asked: impl Into<Asked<'a>>, place: Place) -> Self {
        Self { asked: asked.into(), place }
    }
}

/// What may be said of a name: our words where they are reviewed or everybody is made up, else the link alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlainWords {
    place: Place,
    /// The source's own name.
    own_name: String,
    known: Explained<'static>,
    words: Option<Words<'static>>,
}

impl PlainWords {
    /// Nothing where the name is not known, or nothing may be said of it.
    pub fn of(named: Named<'_>, practice: Option<PracticeMode>) -> Option<Self> {
        let known = glossary::explain(named.asked, named.place)?;
        let words = known.words(practice);
        (words.is_some() || known.more().is_some()).then(|| Self {
            place: named.place,
            own_name: named.asked.text().to_owned(),
            known,
            words,
        })
    }

    pub fn view(self, locale: Locale) -> impl IntoView {
        let heading = self.words.map(|_| heading(locale, self.place));
        let link = self.known.more().map(|href| {
            let text = t!(locale, "Read more about {term} on the NHS website", term = self.known.name());
            view! { <p><a href=href>{text}</a></p> }
        });
        view! {
            {heading.map(|heading| view! { <h2>{heading}</h2> })}
            {self.words.map(|words| said(locale, words, &self.own_name))}
            {self.words.map(|words| view! { <p>{review(locale, words)}</p> })}
            {link}
        }
    }
}

/// The plain name alone, for a list: where the source's own name is another. What somebody is allergic to stands
/// without, for most of it is named plainly.
pub fn plain_name(named: Named<'_>, practice: Option<PracticeMode>) -> Option<String> {
    if matches!(named.place, Place::Allergy | Place::Letter) {
        return None;
    }
    match glossary::explain(named.asked, named.place)?.words(practice)? {
        Words::Meaning { plain, .. } if !glossary::is_same_name(plain, named.asked.text()) => {
            Some(capital(plain))
        }
        _ => None,
    }
}

/// Other names of the same thing, for finding it by them: of reviewed terms alone, but in practice mode.
pub fn also_called(named: Named<'_>, practice: Option<PracticeMode>) -> impl Iterator<Item = &'static str> {
    let known = glossary::explain(named.asked, named.place);
    let names = known.and_then(|known| match known.words(practice)? {
        Words::Meaning { plain, .. } => Some([known.name(), plain]),
        Words::MayMean { .. } => None,
    });
    names.into_iter().flatten()
}

/// Says what is explained, and for a test never that it is the result.
fn heading(locale: Locale, place: Place) -> crate::web::Words {
    match place {
        Place::Medicine | Place::Dosage => t!(locale, "About this medicine"),
        Place::Test => t!(locale, "What this test is"),
        Place::Vaccination => t!(locale, "About this vaccination"),
        Place::Condition | Place::Allergy | Place::Letter => t!(locale, "What this means"),
    }
}

/// The plain name, where the source's own is another, and the sentences; or everything that it may mean.
fn said(locale: Locale, words: Words<'static>, own_name: &str) -> AnyView {
    // The glossary is in English until it stands in other languages too.
    let lang = (!locale.is_english()).then_some("en");
    match words {
        Words::Meaning { plain, says, .. } => {
            let plain = (!glossary::is_same_name(plain, own_name)).then(|| capital(plain));
            view! {
                {plain.map(|plain| view! { <p lang=lang><strong>{plain}</strong></p> })}
                <p lang=lang>{says}</p>
            }
            .into_any()
        }
        Words::MayMean { meanings, .. } => {
            let meanings =
                meanings.iter().map(|meaning| view! { <li>{meaning.as_str()}</li> }).collect_view();
            view! {
                <p dir="auto">{t!(locale, "“{term}” is short for several things. It may mean:", term = own_name)}</p>
                <ul lang=lang>{meanings}</ul>
                <p>{t!(locale, "The record does not say which.")}</p>
            }
            .into_any()
        }
    }
}

/// Who reviewed our words, or that nobody has.
fn review(locale: Locale, words: Words<'_>) -> crate::web::Words {
    let Some(reviewed) = words.reviewed() else {
        return t!(locale, "Nobody has reviewed these words yet. They are shown in this demonstration only.");
    };
    let on = PartialDate::parse(&reviewed.on).map(|day| dates::partial(locale, &day)).unwrap_or_default();
    t!(locale, "These words were reviewed by {name} on {date}.", name = reviewed.by, date = on)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Allergy, Condition, Letter, Medicine, TestResult, Vaccination};
    use crate::journeys::record::listed::Listed;
    use crate::journeys::record::testing::{self, html, text};
    use crate::words::outside_markers;

    fn practice() -> Option<PracticeMode> {
        PracticeMode::where_set(true)
    }

    fn page(locale: Locale, words: Option<PlainWords>) -> String {
        html(|| words.map(|words| words.view(locale)))
    }

    fn condition(name: &str, practice: Option<PracticeMode>) -> String {
        page(Locale::English, PlainWords::of(Named::of(name, Place::Condition), practice))
    }

    #[test]
    fn in_practice_mode_a_condition_is_explained_and_says_that_nobody_reviewed_it() {
        let html = condition("Hypertension", practice());
        let words = text(&html);
        let told = "What this means High blood pressure The heart pushes blood around the body.";
        assert!(words.starts_with(told), "{words}");
        assert!(words.contains("Nobody has reviewed these words yet."), "{words}");
        assert!(words.ends_with("Read more about Hypertension on the NHS website"), "{words}");
        assert!(html.contains(r#"href="https://www.nhs.uk/conditions/high-blood-pressure/""#), "{html}");
    }

    #[test]
    fn with_real_people_only_the_link_stands_until_somebody_has_reviewed_our_words() {
        assert_eq!(text(&condition("Hypertension", None)), "Read more about Hypertension on the NHS website");
        assert_eq!(condition("Atrial flutter", None), "");
    }

    #[test]
    fn a_name_that_is_plain_already_is_not_said_twice() {
        let words = text(&condition("High blood pressure", practice()));
        assert!(words.starts_with("What this means The heart pushes"), "{words}");
    }

    #[test]
    fn a_short_form_of_several_meanings_is_shown_with_all_of_them() {
        let words = text(&condition("MS", practice()));
        assert!(words.contains("“MS” is short for several things. It may mean:"), "{words}");
        assert!(words.contains("multiple sclerosis mitral stenosis"), "{words}");
        assert!(words.contains("The record does not say which."), "{words}");
        assert_eq!(condition("MS", None), "");
    }

    #[test]
    fn a_list_has_the_plain_name_where_it_is_another() {
        let plain = |name: &str, place| plain_name(Named::of(name, place), practice());
        assert_eq!(plain("Hypertension", Place::Condition).as_deref(), Some("High blood pressure"));
        assert_eq!(plain("High Blood Pressure", Place::Condition), None);
        assert_eq!(plain("MS", Place::Condition), None);
        assert_eq!(plain("Peanut", Place::Allergy), None);
        assert_eq!(plain_name(Named::of("Hypertension", Place::Condition), None), None);
    }

    #[test]
    fn a_name_that_we_do_not_know_is_left_alone() {
        assert_eq!(condition("FH: Hypertension", practice()), "");
    }

    #[test]
    fn a_test_is_explained_as_a_test_and_never_as_its_result() {
        let result = testing::test_result("HbA1c", 61.0, "mmol/mol");
        let named = result.named().expect("a name");
        let words = text(&page(Locale::English, PlainWords::of(named, practice())));
        assert!(words.starts_with("What this test is Average blood sugar It shows"), "{words}");
        for not in ["61", "high", "High", "means"] {
            assert!(!words.contains(not), "{not}: {words}");
        }
    }

    fn known<T: Listed>(entry: &T) -> bool {
        entry.named().and_then(|named| PlainWords::of(named, practice())).is_some()
    }

    #[test]
    fn every_kind_whose_entries_have_medical_names_asks_for_them() {
        let letter = Letter { what_kind: Some("Discharge summary".into()), ..testing::letter("Your stay") };
        assert!(known::<Condition>(&testing::condition("Asthma")));
        assert!(known::<Medicine>(&testing::medicine("Amlodipine 5mg tablets")));
        assert!(known::<Allergy>(&testing::allergy("Allergy to penicillin")));
        assert!(known::<TestResult>(&testing::test_result("Ferritin", 61.0, "ug/L")));
        assert!(known::<Vaccination>(&testing::vaccination("MMR vaccine")));
        assert!(known::<Letter>(&letter));
    }

    #[test]
    fn every_word_but_the_glossary_s_own_asks_for_its_language() {
        let words = PlainWords::of(Named::of("Atrial fibrillation", Place::Condition), practice());
        let html = page(Locale::Pseudo, words);
        let glossary = html.matches("lang=\"en\"").count();
        let outside = outside_markers(&html);
        assert_eq!(glossary, 2, "{html}");
        assert_eq!(outside.len(), 3, "{outside:?}");
        assert!(outside.contains(&"Atrial fibrillation".to_owned()), "{outside:?}");
    }
}
