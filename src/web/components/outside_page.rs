//! The way to an organisation's own page: people are told first that they leave Front Door, and where to.

use leptos::prelude::*;

use crate::domain::OutsideLink;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// `what` says what there is to do or to see, and whose page it is. The page opens in the same window, so that Back
/// comes home, and is told nothing of where the person comes from.
#[component]
pub fn OutsidePage(locale: Locale, #[prop(into)] what: Words, link: OutsideLink) -> impl IntoView {
    let words = t!(locale, "Go to {host}", host = link.host());
    view! {
        <p dir="auto">{what}</p>
        <p>{t!(locale, "That website is not part of Front Door. You may have to log in there.")}</p>
        <p>
            <a href=link.href().to_owned() rel="external noreferrer" dir="auto">{words}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::rendered;

    #[test]
    fn the_page_says_where_a_link_leads_before_anybody_follows_it() {
        let link = OutsideLink::parse("https://my.portal.com/Questionnaire?id=1&x=<b>").expect("a link");
        let html =
            rendered(|| view! { <OutsidePage locale=Locale::English what="You fill it in there." link /> });
        let (before, after) = html.split_once("<a ").expect("a link");
        assert!(before.contains("That website is not part of Front Door."), "{html}");
        assert!(after.contains("Go to my.portal.com"), "{html}");
        assert!(after.contains(r#"rel="external noreferrer""#) && !after.contains("target="), "{html}");
        assert!(after.contains(r#"href="https://my.portal.com/Questionnaire?id=1&amp;x=%3Cb%3E""#), "{html}");
    }
}
