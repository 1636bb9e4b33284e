//! Every word of ours is asked for in the reader’s language, and names of any script fit.

use super::*;

#[test]
fn a_name_of_any_length_or_script_fits_the_heading_and_keeps_its_direction() {
    for name in ["ن".repeat(300), "very long name ".repeat(30), "<script>alert(1)</script>".into()] {
        let entry = held(medicine(&name), &[SURGERY]);
        let html = entry_page(Locale::English, &entry, &gathered(vec![entry.clone()], Vec::new()), |_| ());
        assert_well_made(&html);
        assert!(html.contains(r#"<h1 dir="auto">"#) && !html.contains("<script>"), "{html}");
    }
}

/// One entry of each kind, told in Greek letters alone.
fn in_greek<T: Listed>(entry: T) -> Gathered<T> {
    let sources = vec![answered(GREEK, 1), failed_with_copy(GREEK, 1), waiting(GREEK), not_asked(GREEK)];
    gathered(vec![as_old_copy(held(entry.clone(), &[GREEK])), held(entry, &[GREEK])], sources)
}

fn all_ours<T: Listed, V: IntoView + 'static>(
    entry: T,
    special: impl FnOnce(crate::journeys::record::detail::Shown<'_, T>) -> V,
) {
    let all = in_greek(entry);
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, ""));
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, "by=test"));
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, "page=9"));
    assert_all_words_ask_for_their_language(&entry_page(Locale::Pseudo, &all.entries[0], &all, special));
}

#[test]
fn every_word_of_ours_on_every_page_asks_for_its_language() {
    let date = || PartialDate::parse("2026-11-18T09:10:00Z");
    all_ours(Medicine { started: date(), course: Course::Repeat, ..medicine("Ασπιρίνη") }, |_| ());
    all_ours(
        Allergy {
            reactions: vec!["εξάνθημα".into()],
            severity: Some("ήπια".into()),
            recorded: date(),
            ..allergy("γύρη")
        },
        |_| (),
    );
    all_ours(Condition { started: date(), certainty: Certainty::Suspected, ..condition("Άσθμα") }, |_| ());
    all_ours(
        TestResult { mark: Some("Υ".into()), comment: Some("καλά".into()), ..greek_result() },
        test_results::page::special,
    );
    all_ours(
        Letter { written: date(), author: Some("Δρ".into()), ..letter("Γράμμα") },
        letters::page::special,
    );
    all_ours(Vaccination { was_given: false, given: date(), ..vaccination("Εμβόλιο") }, |_| ());
    let notes = vec![VisitNote { heading: Some("Α".into()), lines: vec!["Β".into()] }];
    all_ours(Visit { started: date(), notes, ..visit("Επίσκεψη") }, visits::page::special);
    for state in states_in_greek() {
        let asked_by = Some("Δρ".into());
        let urgency = Some(Urgency::AsSoonAsPossible);
        all_ours(
            Referral {
                state,
                asked_by,
                urgency,
                asked: vec!["Α".into(), "Β".into()],
                made: date(),
                ..referral("Πόδι")
            },
            referrals::page::special,
        );
    }
    for state in states_in_greek() {
        let part = PlanPart {
            state: state.clone(),
            is_not_to_be_done: true,
            when: date(),
            who: Some("Δρ".into()),
            ..plan_part("Στόχος")
        };
        let (goals, activities) = (vec![part.clone()], vec![part]);
        let for_what = vec!["Άσθμα".into()];
        all_ours(
            CarePlan {
                state,
                goals,
                activities,
                for_what,
                started: date(),
                parts_not_read: 2,
                ..care_plan("Σχέδιο")
            },
            care_plans::page::special,
        );
    }
    all_ours(care_plan("Σχέδιο"), care_plans::page::special);
    for state in prescription_states_in_greek() {
        for pharmacy in [None, Some(greek_pharmacy())] {
            let number = pharmacy.as_ref().map(|_| "Α".to_owned());
            let item =
                PrescribedItem { state: state.clone(), since: date(), ..prescribed_item("Φάρμακο") };
            let items = vec![item, prescribed_item("Φάρμακο")];
            let one = Prescription {
                pharmacy,
                number,
                items: vec![items[0].clone()],
                dated: date(),
                course: Course::Repeat,
                ..prescription("Α")
            };
            all_ours(one.clone(), prescriptions::page::special);
            all_ours(Prescription { items, items_not_read: 1, ..one }, prescriptions::page::special);
        }
    }
    all_ours(CarePlan { has_parts_elsewhere: true, ..care_plan("Σχέδιο") }, care_plans::page::special);
    for booking in bookings_in_greek() {
        let waiting = Waiting {
            planned: Some("ΚΒ".into()),
            most_people: Some("ΚΕ".into()),
            since: date(),
            ended: date(),
            confirmed: date(),
        };
        let (booking, state) = (Some(booking), RequestState::Active);
        let told = Referral { booking, state, waiting, review_due: date(), ..referral("Πόδι") };
        all_ours(Referral { is_waiting_list: true, ..told.clone() }, referrals::page::special);
        all_ours(told, referrals::page::special);
    }
    for state in fillings_in_greek() {
        for due in ["2026-11-21", "2027", ""] {
            let asked = AskedQuestionnaire {
                state: state.clone(),
                asked_by: Some("Δρ".into()),
                due: PartialDate::parse(due),
                answered: date(),
                asks_for_follow_up: true,
                questions: Some(questions_in_greek()),
                ..asked_questionnaire("Ερωτήσεις")
            };
            all_ours(asked, questionnaires::page::special);
        }
    }
}

fn greek_pharmacy() -> Pharmacy {
    let greek = || Some("Οδός".to_owned());
    Pharmacy {
        name: "Φαρμακείο".into(),
        address: greek(),
        phone: Some("01632 960 021".into()),
        website: greek(),
    }
}

/// Every state there is, with a source's own word in Greek letters.
fn prescription_states_in_greek() -> [PrescriptionState; 21] {
    use PrescriptionState as State;
    [
        State::AskedFor,
        State::BeingLookedAt,
        State::OnHold,
        State::Refused,
        State::Approved,
        State::SentElectronically,
        State::Cancelled,
        State::WithPharmacy,
        State::WithPharmacyNotTracked,
        State::PreparingRemainder,
        State::ReadyToCollect,
        State::ReadyToCollectInPart,
        State::ReadyToDispatch,
        State::ReadyToDispatchInPart,
        State::NotDispensed,
        State::Dispatched,
        State::Collected,
        State::TrackingUnavailable,
        State::Finished,
        State::NotSaid,
        State::Other("Λέξη".into()),
    ]
}

fn bookings_in_greek() -> [ReferralBooking; 4] {
    use ReferralBooking::{CanBeBooked, CanBeBookedAgain, InReview, Other};
    [CanBeBooked, CanBeBookedAgain, InReview, Other("Λέξη".into())]
}

fn fillings_in_greek() -> [FillingState; 8] {
    use FillingState::{Begun, Cancelled, Done, NotSaid, NotStarted, OnHold, Other, Refused};
    [NotStarted, Begun, OnHold, Done, Cancelled, Refused, NotSaid, Other("Λέξη".into())]
}

fn questions_in_greek() -> Questionnaire {
    let depends = QuestionItem { when_asked: WhenAsked::Unclear, ..question("1", "Α", QuestionKind::YesNo) };
    let required = QuestionItem { is_required: true, ..depends.clone() };
    let nameless = QuestionItem { text: None, prefix: Some("Β".into()), ..required.clone() };
    let silent = QuestionItem { prefix: None, ..nameless.clone() };
    let items = vec![depends, required, nameless, silent];
    Questionnaire { description: Some("Γ".into()), items_not_read: 1, ..questionnaire(items) }
}

/// Every state there is, with a source's own word in Greek letters.
fn states_in_greek() -> [RequestState; 9] {
    use RequestState::{Active, Booked, Cancelled, Done, NotSaid, OnHold, Other, Planned, Refused};
    [Planned, Booked, Active, OnHold, Cancelled, Refused, Done, NotSaid, Other("Λέξη".into())]
}

fn greek_result() -> TestResult {
    TestResult {
        name: Coded { text: "Σάκχαρο".into(), ..blood_sugar(1.0, "").name }, ..unitless_sugar()
    }
}

fn unitless_sugar() -> TestResult {
    let value = ResultValue::Quantity { comparator: None, number: 61.0, unit: String::new() };
    TestResult { value: Some(value), ..blood_sugar(61.0, "2026-11-18") }
}

#[test]
fn every_word_of_ours_on_the_front_page_asks_for_its_language() {
    let mut everything = nothing_at_all();
    everything.medicines = in_greek(medicine("Ασπιρίνη"));
    everything.allergies = gathered(Vec::new(), vec![none_known(GREEK, "Καμία")]);
    everything.sources = everything.medicines.sources.clone();
    let doors = record_doors(Locale::Pseudo, now(), &everything);
    let sources = everything.sources;
    let page = html(|| {
        view! { <RecordPage locale=Locale::Pseudo now=now() sources doors large=true /> }
    });
    assert_all_words_ask_for_their_language(&page);
    assert_well_made(&page);
}
