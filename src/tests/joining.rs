//! What people read of things that several practice organisations hold.

use scraper::{Html, Selector};

use super::app::{Visitor, run, shared};

fn texts(page: &str, wanted: &str) -> Vec<String> {
    let wanted = Selector::parse(wanted).expect("a selector");
    let spaced = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = |one: scraper::ElementRef| spaced(one.text().collect::<Vec<_>>().join(" "));
    Html::parse_document(page).select(&wanted).map(text).collect()
}

async fn words(visitor: &Visitor<'_>, path: &str) -> String {
    texts(&visitor.page(path).await, "main").join(" ")
}

#[test]
fn the_same_medicine_stands_once_and_every_contradiction_is_said_before_the_list() {
    run(async {
        let visitor = shared().await.log_in("Priya").await;
        let page = visitor.page("/record/medicines").await;
        let entries = texts(&page, ".entry");
        let of = |name: &str| entries.iter().filter(|entry| entry.starts_with(name)).count();
        assert_eq!((of("Amlodipine"), of("Metformin"), of("Omeprazole"), of("Paracetamol")), (1, 2, 2, 2));
        assert!(entries.iter().any(|entry| entry.contains("Mill Lane Surgery and Northfield Hospital")));
        let main = texts(&page, "main").join(" ");
        for told in [
            "Mill Lane Surgery says that you take Omeprazole 20mg gastro-resistant capsules. Northfield Hospital says \
             that Omeprazole 20mg gastro-resistant capsules was stopped",
            "Mill Lane Surgery says how to take Metformin 500mg tablets: “Take one tablet twice a day”.",
            "May be the same as Paracetamol 500mg tablets, held by Northfield Hospital",
        ] {
            assert!(main.contains(told), "{told}: {main}");
        }
        assert!(main.find("Ask them to check.") < main.find("Medicines listed as taken now"));
        let conditions = words(&visitor, "/record/conditions").await;
        assert!(conditions.contains("May be the same as Type 2 diabetes mellitus"), "{conditions}");
        let allergies = words(&visitor, "/record/allergies").await;
        let told =
            "Mill Lane Surgery lists Allergy to penicillin. Northfield Hospital lists “No known allergy”.";
        assert!(allergies.contains(told), "{allergies}");
    });
}

#[test]
fn an_appointment_of_a_hospital_and_of_the_aggregator_stands_once_or_is_said_to_be_contradicted() {
    run(async {
        let visitor = shared().await.log_in("Wilhelmina").await;
        let entries = texts(&visitor.page("/appointments").await, ".entry");
        let skin: Vec<_> = entries.iter().filter(|entry| entry.starts_with("Skin clinic")).collect();
        assert_eq!(skin.len(), 1, "{entries:?}");
        assert!(skin[0].contains("Northfield Hospital and Patient Care Aggregator"), "{skin:?}");
        let visitor = shared().await.log_in("Priya").await;
        let appointments = words(&visitor, "/appointments").await;
        let told = "Patient Care Aggregator says that Diabetes clinic was cancelled";
        assert!(appointments.contains(told) && appointments.contains("Ask them to check."), "{appointments}");
    });
}

#[test]
fn a_joined_entry_s_page_has_both_holders_with_their_own_words() {
    run(async {
        let visitor = shared().await.log_in("Priya").await;
        let page = visitor.page("/record/medicines").await;
        let link = Selector::parse(".entry a").expect("a selector");
        let document = Html::parse_document(&page);
        let amlodipine =
            document.select(&link).find(|link| link.text().any(|text| text.starts_with("Amlodipine")));
        let href = amlodipine.and_then(|link| link.value().attr("href")).expect("a link").to_owned();
        let page = words(&visitor, &href).await;
        for told in [
            "Held by Mill Lane Surgery",
            "Northfield Hospital: Dr Farah Iqbal",
            "Mill Lane Surgery: Dr Huw Prosser",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
    });
}

#[test]
fn hospitals_are_not_said_to_share_no_prescriptions() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let prescriptions = words(&visitor, "/record/prescriptions").await;
        assert!(!prescriptions.contains("does not share prescriptions online"), "{prescriptions}");
        assert!(!prescriptions.contains("Northfield Hospital"), "{prescriptions}");
    });
}
