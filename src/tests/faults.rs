//! Every fault that can be set at the switchboard: the page's words, the others still shown, nothing of anyone else's.

use chrono::Duration;
use scraper::{Html, Selector};

use super::app::{TestApp, Visitor, run};
use crate::sandbox::Fault;

const RIVERSIDE: &str = "RZ1";
/// The lists of every kind that Riverside Hospital shares.
const LISTS: [&str; 11] = [
    "/appointments",
    "/record/medicines",
    "/record/allergies",
    "/record/conditions",
    "/record/test-results",
    "/record/letters",
    "/record/vaccinations",
    "/record/visits",
    "/record/referrals",
    "/record/care-plans",
    "/record/questionnaires",
];

/// What the strip over a list says of an organisation with this fault.
fn words(fault: Fault) -> &'static str {
    match fault {
        Fault::None | Fault::ListsNothing | Fault::FailsAfterwards | Fault::Conflict => "answered",
        Fault::Slow(_) | Fault::Hang | Fault::Reset | Fault::ExpiredCertificate => {
            "Riverside Hospital has not answered."
        }
        Fault::Error500 | Fault::TooManyRequests(_) | Fault::Unavailable => {
            "Riverside Hospital cannot answer at the moment."
        }
        Fault::WrongContentType
        | Fault::TruncatedJson
        | Fault::InvalidJson
        | Fault::HugeBody
        | Fault::RedirectLoop => "Riverside Hospital sent an answer that we cannot read.",
        Fault::MalformedEntry => "Riverside Hospital answered in part.",
        Fault::WrongToken | Fault::ExpiredToken | Fault::WrongTenant | Fault::ClockSkew => {
            "Riverside Hospital did not let us ask."
        }
        Fault::NoPermission => "Riverside Hospital does not share",
        Fault::OtherPerson | Fault::IgnoresFilter => {
            "Riverside Hospital sent an answer that we cannot trust, so we do not show it."
        }
    }
}

/// Whether the organisation has answered that it does not let us see.
fn is_refusal(fault: Fault) -> bool {
    matches!(
        fault,
        Fault::WrongToken | Fault::ExpiredToken | Fault::WrongTenant | Fault::ClockSkew | Fault::NoPermission
    )
}

fn text_of(page: &str) -> String {
    let main = Selector::parse("main").expect("a selector");
    let html = Html::parse_document(page);
    let text: Vec<_> = html.select(&main).flat_map(|main| main.text()).collect();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One entry of a list.
#[derive(PartialEq, Debug)]
struct Row {
    /// Its holders, and when.
    who: String,
    text: String,
}

fn entries(page: &str) -> Vec<Row> {
    let (entry, who) = (Selector::parse(".entry"), Selector::parse(".entry__who"));
    let (entry, who) = (entry.expect("a selector"), who.expect("a selector"));
    let row = |element: scraper::ElementRef| Row {
        who: element.select(&who).flat_map(|who| who.text()).collect(),
        text: element.text().collect(),
    };
    Html::parse_document(page).select(&entry).map(row).collect()
}

/// Nothing is used again, and nobody waits long.
async fn impatient() -> TestApp {
    TestApp::start(&["--reuse-seconds", "0", "--question-seconds", "1"]).await
}

async fn names_nobody_else(visitor: &Visitor<'_>, page: &str, fault: Fault) {
    let sandbox = visitor.app.portal.sandbox.as_ref().expect("practice mode");
    for other in sandbox.people().iter().filter(|person| person.key != "sam") {
        let name = other.family.unwrap_or(&other.name);
        assert!(!page.contains(name), "{fault:?} shows {name}");
        assert!(!page.contains(other.nhs_number), "{fault:?} shows somebody else's NHS number");
    }
}

/// What the strip over a list says of Riverside Hospital.
fn said_of_riverside(page: &str) -> String {
    let state = Selector::parse(".honesty .state").expect("a selector");
    let html = Html::parse_document(page);
    let text = |element: scraper::ElementRef| {
        let text: Vec<_> = element.text().collect();
        text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let all: Vec<_> = html.select(&state).map(text).filter(|text| text.contains("Riverside")).collect();
    all.join(" / ")
}

fn check_list(fault: Fault, path: &str, page: &str, good: &[Row]) {
    let text = text_of(page);
    assert!(text.contains(words(fault)), "{fault:?} on {path}: {text}");
    assert!(text.contains("01632 960 001"), "{fault:?} on {path} gives the hospital's phone number");
    let shown = entries(page);
    for entry in good.iter().filter(|entry| !entry.who.contains("Riverside")) {
        assert!(shown.contains(entry), "{fault:?} on {path} loses {entry:?}");
    }
    // What another holder has told of just now is no old copy.
    let is_theirs_alone =
        |entry: &&Row| entry.who.starts_with("Riverside Hospital") && !entry.who.contains(" and ");
    let from_there: Vec<_> = shown.iter().filter(is_theirs_alone).collect();
    if is_refusal(fault) {
        assert!(from_there.is_empty(), "{fault:?} on {path}: a refusal shows no copy: {from_there:?}");
    } else if words(fault) != words(Fault::MalformedEntry) {
        let old = from_there.iter().all(|entry| entry.text.contains("told us"));
        assert!(old, "{fault:?} on {path}: each old copy says so: {from_there:?}");
        let had_any = good.iter().any(|entry| is_theirs_alone(&entry));
        assert_eq!(!from_there.is_empty(), had_any, "{fault:?} on {path}: the last good copies stand in");
    }
}

#[test]
fn each_fault_has_its_words_while_the_others_are_still_shown_and_nobody_else_ever_is() {
    run(async {
        let app = impatient().await;
        let visitor = app.log_in("five").await;
        let mut good = Vec::new();
        for path in LISTS {
            good.push(entries(&visitor.page(path).await));
        }
        let mut said = String::new();
        for fault in Fault::ALL.into_iter().filter(|fault| *fault != Fault::None) {
            app.set_fault(RIVERSIDE, fault).await;
            // Past any rest that the organisation was given for failing before.
            app.clock.advance(Duration::seconds(35));
            let pages = futures::future::join_all(LISTS.map(|path| visitor.page(path))).await;
            for ((path, page), good) in LISTS.iter().zip(&pages).zip(&good) {
                check_list(fault, path, page, good);
                names_nobody_else(&visitor, page, fault).await;
                said.push_str(&format!("{} on {path}: {}\n", fault.slug(), said_of_riverside(page)));
            }
        }
        insta::assert_snapshot!(said);
    });
}

#[test]
fn a_list_with_nothing_in_it_never_says_none_while_somebody_has_not_answered() {
    run(async {
        let app = impatient().await;
        app.set_fault(RIVERSIDE, Fault::Error500).await;
        let visitor = app.log_in("Nothing anywhere").await;
        for path in LISTS {
            let text = text_of(&visitor.page(path).await);
            assert!(text.contains("That does not mean that there is nothing"), "{path}: {text}");
            assert!(!text.contains("You have no"), "{path}: {text}");
        }
    });
}

#[test]
fn a_page_says_who_is_still_waited_for_and_shows_the_others() {
    run(async {
        let app = TestApp::start(&["--page-deadline-ms", "400", "--question-seconds", "20"]).await;
        app.set_fault(RIVERSIDE, Fault::Slow(std::time::Duration::from_secs(2))).await;
        let visitor = app.log_in("five").await;
        let page = visitor.page("/record/conditions").await;
        assert!(
            text_of(&page).contains("We are still waiting for Riverside Hospital."),
            "{}",
            text_of(&page)
        );
        assert!(page.contains("leptos-island"), "the page looks again by itself where JavaScript runs");
        assert!(!entries(&page).is_empty());
        let waiting = visitor.page("/where-from/waiting/conditions").await;
        assert_eq!(waiting, "1");
        tokio::time::sleep(std::time::Duration::from_millis(4500)).await;
        let later = visitor.page("/record/conditions").await;
        assert!(!text_of(&later).contains("still waiting"));
        assert!(!later.contains("leptos-island"), "a page that waits for nobody loads no script");
    });
}
