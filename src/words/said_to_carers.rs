//! For tests: nothing that a carer may read says "you" of the patient, whatever state a page is in.

use super::acting::twins;
use super::catalogue::{Piece, pieces};
use super::wording::our_words;

/// Where that is said which is open to carers.
const OPEN: &[&str] = &[
    "journeys/record/",
    "journeys/appointments/",
    "journeys/messages/",
    "journeys/ordering/",
    "journeys/requests/",
    "journeys/search/",
    "journeys/download/",
    "web/components/",
];

/// What stands there and is for the patient alone.
const CLOSED: &[&str] = &[
    "journeys/record/wrong/",
    "journeys/record/hiding/",
    "journeys/record/front/",
    "journeys/record/care_journey/",
    "journeys/record/test_results/waiting.rs",
    "journeys/appointments/calendar_feed/",
    "journeys/requests/details_words.rs",
    "journeys/requests/questionnaire_words.rs",
];

/// Sentences of pages that carers open too which are said to the patient alone: carers have none there, or one with the
/// patient's name.
const TO_THE_PATIENT_ALONE: &[&str] = &[
    "If you need it again later, you may have to be referred again and wait longer.",
    "If you are not sure, talk to whoever referred you first.",
    "We tell {name} that you are coming.",
    "{name} knows that you are coming.",
    "Why do you want to be seen?",
    "What do you need there?",
    "Where do you want to collect your medicines?",
    "Change the pharmacy for all your prescriptions",
    "The page “Where your information comes from” says why. Call them to book.",
    "We cannot order from {name} at the moment. The page “Where your information comes from” says why.",
    "Let your calendar app look for your appointments by itself",
    "{name} wrote for you",
    "Somebody wrote for you",
    "New to you",
    "You have 1 message that you have not opened.",
    "You have {n} messages that you have not opened.",
    "This goes to {name}. What you send becomes part of what they keep about you.",
    "{who} asked for you",
    "Waiting for you to call",
    "Tell them that something is not about you",
    "In your words",
    "They have answered what you told them",
    "They have not got what you told them",
    "We do not know yet if they have what you told them",
    "{name} has what you told them. Somebody there has to look at it.",
    "Read their answer in your messages. The entry stays as it is until they change it.",
    "Your NHS login has run out. Log in with NHS login again.",
];

/// What is meant by "you" where it is whoever reads.
const OF_THE_READER: &[&str] = &[
    // What the page lets them do, and shows them.
    "you can",
    "you cannot",
    "you may see",
    "you may not see",
    "you may not book",
    "you may order",
    "you may not order",
    "you may write",
    "you may have to log in",
    "you see",
    "you do not see",
    "you saw",
    "you open",
    "you log in",
    "you log out",
    "you are logged in",
    "log you out",
    "we show you",
    "we cannot tell you",
    "words you do not know",
    "you have not opened a page",
    "you look at",
    "people you help",
    // What they do themselves.
    "you write",
    "you wrote",
    "you send",
    "you cancel",
    "do you cancel",
    "you book",
    "you order",
    "you confirm",
    "you go there",
    "you act on it",
    "you search for",
    "you looking for",
    "you want",
    "you asked",
    "you ask for here",
    "you have asked",
    "you chose",
    "you did not choose",
    "you last changed",
    "you have 20 messages",
    "wants you to",
    "you need to do",
    "you do not have to say",
    "you made it",
    "you did",
    // What is theirs: what they write, and what they take along.
    "your message",
    "your answer",
    "your order",
    "your words",
    "your other request",
    "read yours",
    "your name",
    "your calendar",
    "your file",
    "your own copy",
    "you get one file",
    "take with you",
    "this record with you",
    // What they think, or may need to know.
    "you think it",
    "you expect",
    "you need it",
    "you need help",
    "you hear nothing",
    "you are not sure",
    "you or this person",
    "you think of ending yours",
];

/// Whether a text says "you" of anybody but whoever reads it.
fn says_you_of_the_patient(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut at = 0;
    while at < words.len() {
        let of_the_reader = OF_THE_READER.iter().map(|phrase| phrase.split(' ').collect::<Vec<_>>());
        let found =
            of_the_reader.filter(|phrase| words[at..].starts_with(phrase)).map(|phrase| phrase.len()).max();
        if found.is_none() && matches!(words[at], "you" | "your" | "yours" | "yourself") {
            return true;
        }
        at += found.unwrap_or(1);
    }
    false
}

/// All words of ours that say "you" of the patient, to look for in pages. What an organisation wrote is its own.
pub(crate) struct SaysYou(Vec<String>);

impl SaysYou {
    pub(crate) fn read() -> Self {
        let all = our_words().into_iter().map(|(_, text)| text);
        let mut all: Vec<String> = all.filter(|text| says_you_of_the_patient(text)).collect();
        all.sort();
        all.dedup();
        Self(all)
    }

    /// The words of ours that this text is made of, if it says "you" of the patient.
    pub(crate) fn found_in(&self, text: &str) -> Option<&str> {
        let made_of = |ours: &&String| {
            let all: Vec<Piece<'_>> = pieces(ours).collect();
            let mut words = all.iter().filter_map(|piece| match piece {
                Piece::Words(words) => Some(words.trim()),
                Piece::Place(_) => None,
            });
            // Few words stand in many texts of others: they count where they are all of it.
            if words.clone().map(str::len).sum::<usize>() < 12 {
                let begins =
                    matches!(all.first(), Some(Piece::Words(words)) if !text.starts_with(words.trim()));
                let ends = matches!(all.last(), Some(Piece::Words(words)) if !text.ends_with(words.trim()));
                let is_one = all.len() == 1 && text != ours.trim();
                return !(begins || ends || is_one);
            }
            words.try_fold(text, |rest, words| rest.split_once(words).map(|(_, rest)| rest)).is_some()
        };
        says_you_of_the_patient(text).then(|| self.0.iter().find(made_of).map(String::as_str)).flatten()
    }
}

fn is_open(file: &str) -> bool {
    let inside = |places: &[&str]| places.iter().any(|place| file.contains(&format!("/src/{place}")));
    inside(OPEN) && !inside(CLOSED) && !file.contains("tests")
}

#[test]
fn nothing_that_a_carer_may_read_says_you_of_the_patient() {
    let twins: std::collections::HashMap<_, _> = twins().collect();
    let all = our_words();
    let mut wrong: Vec<String> = Vec::new();
    for (file, text) in all.iter().filter(|(file, _)| is_open(file)) {
        let read = twins.get(text.as_str()).copied().unwrap_or(text);
        if says_you_of_the_patient(read) && !TO_THE_PATIENT_ALONE.contains(&text.as_str()) {
            wrong.push(format!("{text:?} ({file})"));
        }
    }
    wrong.sort();
    wrong.dedup();
    let todo = "give each a twin in words/of_the_patient.toml, or say above why it has none";
    assert!(wrong.is_empty(), "{todo}:\n{}", wrong.join("\n"));
    for alone in TO_THE_PATIENT_ALONE {
        assert!(all.iter().any(|(_, text)| text == alone), "nothing says {alone:?} any more");
    }
}

#[test]
fn each_twin_stands_for_words_of_ours_has_their_places_and_says_you_of_the_reader_alone() {
    let all = our_words();
    assert!(twins().count() > 100, "the file is read");
    for (english, twin) in twins() {
        assert!(all.iter().any(|(_, text)| text == english), "nothing says {english:?} any more");
        assert_eq!(super::language::places(english), super::language::places(twin), "{twin:?}");
        assert_ne!(english, twin);
        assert!(!says_you_of_the_patient(twin), "{twin:?}");
    }
}

#[test]
fn you_is_the_patient_unless_the_words_are_of_whoever_reads() {
    for of_the_patient in
        ["Your medicines", "It does not know you.", "You told them", "Why you want it for yourself"]
    {
        assert!(says_you_of_the_patient(of_the_patient), "{of_the_patient}");
    }
    let ours = SaysYou::read();
    assert_eq!(
        ours.found_in("Hill Street told us that it does not know you."),
        Some("{name} told us that it does not know you.")
    );
    assert_eq!(ours.found_in("Take 1 tablet when your head hurts."), None, "an organisation wrote it");
    for of_the_reader in ["You cannot open this letter here", "Who do you want to write to?", "Youth clinic"]
    {
        assert!(!says_you_of_the_patient(of_the_reader), "{of_the_reader}");
    }
}
