//! Pages that are the same for everyone: help, the accessibility statement, privacy and cookies.

mod accessibility;
mod cookies;
mod easy_read;
mod page;
mod privacy;
mod support;

use axum::response::Response;

use crate::t;
use crate::web::{Reader, page as answer};

/// `/help`
pub async fn help(reader: Reader) -> Response {
    let frame = reader.frame(t!(reader.locale(), "Help")).to_read();
    answer(
        frame,
        support::Help(support::HelpProps {
            locale: reader.locale(),
            practice: reader.practice,
            idle_minutes: reader.site.log_in.idle.num_minutes(),
        }),
    )
}

/// `/help/easy-read`
pub async fn easy_read(reader: Reader) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Help in Easy Read")).back("/help", t!(locale, "Help")).to_read();
    answer(frame, easy_read::EasyRead(easy_read::EasyReadProps { locale }))
}

/// `/accessibility`
pub async fn accessibility(reader: Reader) -> Response {
    let frame = reader.frame(t!(reader.locale(), "Accessibility statement"));
    answer(frame, accessibility::Accessibility(accessibility::AccessibilityProps { locale: reader.locale() }))
}

/// `/privacy`
pub async fn privacy(reader: Reader) -> Response {
    let frame = reader.frame(t!(reader.locale(), "Privacy"));
    answer(frame, privacy::Privacy(privacy::PrivacyProps { locale: reader.locale() }))
}

/// `/cookies`
pub async fn cookies(reader: Reader) -> Response {
    let frame = reader.frame(t!(reader.locale(), "Cookies"));
    let hours = reader.site.log_in.absolute.num_hours();
    answer(frame, cookies::Cookies(cookies::CookiesProps { locale: reader.locale(), hours }))
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;
    use crate::words::{Locale, outside_markers};

    async fn html(answer: Response) -> String {
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        String::from_utf8(bytes.to_vec()).expect("text")
    }

    fn reader(locale: Locale) -> Reader {
        Reader::of(Default::default(), locale)
    }

    async fn all(locale: Locale) -> [String; 4] {
        [
            html(help(reader(locale)).await).await,
            html(accessibility(reader(locale)).await).await,
            html(privacy(reader(locale)).await).await,
            html(cookies(reader(locale)).await).await,
        ]
    }

    #[tokio::test]
    async fn every_word_of_these_pages_can_be_translated() {
        for page in all(Locale::Pseudo).await {
            let mut left = outside_markers(&page);
            left.retain(|text| text != "Front Door");
            assert_eq!(left, Vec::<String>::new());
        }
    }

    #[tokio::test]
    async fn each_page_has_one_heading_of_the_first_level_and_skips_none() {
        for page in all(Locale::English).await {
            assert_eq!(page.matches("<h1").count(), 1);
            let levels: Vec<u32> = page
                .match_indices("<h")
                .filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10))
                .collect();
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        }
    }
}
