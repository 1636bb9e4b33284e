//! Lists: nothing said that nobody told, old copies, long lists, disagreements.

use super::*;

#[test]
fn an_empty_list_that_may_be_missing_something_never_says_that_there_is_none() {
    let may_be_missing = [failed(HOSPITAL), waiting(HOSPITAL), not_asked(HOSPITAL)];
    for source in may_be_missing {
        let words = english(&gathered::<Medicine>(Vec::new(), vec![answered(SURGERY, 0), source.clone()]));
        assert!(words.contains("That does not mean that there is nothing."), "{words}");
        assert!(words.contains("Riverside Hospital"), "{words}");
        assert!(!words.to_lowercase().contains("you have no"), "{words}");
    }
}

#[test]
fn an_empty_list_that_everyone_answered_says_who_told_of_none() {
    let words = english(&gathered::<Letter>(Vec::new(), vec![answered(SURGERY, 0)]));
    assert!(words.contains("Hill Street Surgery told us of none."), "{words}");
}

#[test]
fn the_list_still_shows_the_others_when_everyone_else_has_failed() {
    let words = english(&gathered(
        vec![held(medicine("Aspirin"), &[SURGERY])],
        vec![answered(SURGERY, 1), failed(HOSPITAL)],
    ));
    assert!(words.contains("Aspirin"), "{words}");
    assert!(words.contains("Riverside Hospital has not answered"), "{words}");
    assert!(words.contains("01632 960 001"), "{words}");
}

#[test]
fn each_entry_of_an_old_copy_says_so_and_the_others_do_not() {
    let entries = vec![as_old_copy(held(medicine("Old"), &[HOSPITAL])), held(medicine("Fresh"), &[SURGERY])];
    let words = english(&gathered(entries, vec![answered(SURGERY, 1), failed_with_copy(HOSPITAL, 1)]));
    assert_eq!(words.matches("As Riverside Hospital told us today at 8:12am").count(), 1, "{words}");
}

#[test]
fn two_thousand_entries_are_shown_fifty_to_a_page_with_plain_links() {
    let many = gathered(many_medicines(2000), vec![answered(SURGERY, 2000)]);
    let html = list_page(Locale::English, &many, "page=2");
    assert_eq!(html.matches("Medicine 0").count() + html.matches("Medicine 1").count(), 50);
    assert!(
        html.contains(r#"href="/record/medicines?page=3""#) && html.contains(r#"href="/record/medicines""#)
    );
    assert!(text(&html).contains("Page 2 of 40"));
    assert_well_made(&html);
}

#[test]
fn a_page_that_is_not_there_says_how_many_there_are() {
    let many = gathered(many_medicines(120), vec![answered(SURGERY, 120)]);
    for query in ["page=4", "page=0", "page=nonsense"] {
        let words = text(&list_page(Locale::English, &many, query));
        assert!(words.contains("There is no such page. This list has 3 pages."), "{words}");
        assert!(!words.contains("Medicine 0001"), "{words}");
    }
}

#[test]
fn the_allergies_page_shows_a_disagreement_before_the_list() {
    let words = english(&crate::gather::testing::told(vec![
        (answered(SURGERY, 1), vec![allergy("penicillin")]),
        (none_known(HOSPITAL, "No known allergies"), vec![]),
    ]));
    let at =
        words.find("Hill Street Surgery lists penicillin. Riverside Hospital lists “No known allergies”.");
    let list = words.find("Allergies listed now");
    assert!(at.is_some() && at < list, "{words}");
}

#[test]
fn an_allergy_with_its_state_not_said_is_counted_as_listed_now() {
    let entry = Allergy { state: AllergyState::NotSaid, ..allergy("latex") };
    assert_eq!(allergies::place(&entry), allergies::Place::Now);
}
