//! The community record and the national list of vaccinations, on the pages.

use scraper::{Html, Selector};

use super::app::{run, shared};

fn entries(page: &str) -> Vec<String> {
    let entry = Selector::parse(".entry").expect("a selector");
    let text = |element: scraper::ElementRef| element.text().collect::<String>();
    Html::parse_document(page).select(&entry).map(text).collect()
}

#[test]
fn a_vaccination_that_the_surgery_and_the_national_list_hold_stands_once_with_both_of_them() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let all = entries(&visitor.page("/record/vaccinations").await);
        let national: Vec<_> = all.iter().filter(|entry| entry.contains("Immunisation history")).collect();
        assert_eq!(national.len(), 2, "{all:?}");
        let joined = national.iter().filter(|entry| entry.contains("Hill Street Surgery")).count();
        assert_eq!(joined, 1, "the vaccination against flu, and not the one given elsewhere: {national:?}");
    });
}

#[test]
fn visits_and_results_of_the_community_record_stand_among_the_others() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let visits = entries(&visitor.page("/record/visits").await);
        let there: Vec<_> =
            visits.iter().filter(|entry| entry.contains("Harbour Community Record")).collect();
        assert_eq!(there.len(), 2, "{visits:?}");
        assert!(there.iter().any(|entry| entry.contains("Foot health check")));
        let results = visitor.page("/record/test-results").await;
        assert!(results.contains("Harbour Community Record"));
    });
}
