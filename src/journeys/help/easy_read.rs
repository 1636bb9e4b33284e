//! Help in Easy Read: one short sentence at a time, with a picture beside it.

use leptos::prelude::*;

use crate::t;
use crate::web::Words;
use crate::web::components::{Drawn, Picture};
use crate::words::Locale;

#[component]
pub fn EasyRead(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Help in Easy Read")}</h1>
        <Lines
            heading=t!(locale, "What this is")
            lines=vec![
                (Picture::Door, vec![t!(locale, "This website is called Front Door.")]),
                (Picture::House, vec![
                    t!(locale, "Your GP surgery and hospitals write things down about your health."),
                    t!(locale, "You can see them here, all in one place."),
                ]),
                (Picture::Person, vec![t!(locale, "Only you, and people you choose, can see them here.")]),
            ]
        />
        <Lines
            heading=t!(locale, "How to get in")
            lines=vec![
                (Picture::Key, vec![
                    t!(locale, "You need a log-in."),
                    t!(locale, "That is a name and a secret word. The secret word is called a password."),
                ]),
                (Picture::Lock, vec![t!(locale, "Do not tell anybody your password.")]),
                (Picture::Slip, vec![
                    t!(locale, "The staff can give you a slip with 8 numbers."),
                    t!(locale, "You use it once, on a screen at the surgery or the library."),
                ]),
            ]
        />
        <Lines
            heading=t!(locale, "What you can do")
            lines=vec![
                (Picture::Calendar, vec![
                    t!(locale, "See when your appointments are."),
                    t!(locale, "Say that you cannot come."),
                ]),
                (Picture::Pill, vec![t!(locale, "Ask for more of your medicines.")]),
                (Picture::Envelope, vec![t!(locale, "Read letters about your health.")]),
                (Picture::Tube, vec![
                    t!(locale, "See the results of tests, like a blood test."),
                    t!(locale, "If a result worries you, call your GP surgery."),
                ]),
            ]
        />
        <Lines
            heading=t!(locale, "If something is not right")
            lines=vec![
                (Picture::Question, vec![
                    t!(locale, "Sometimes something is missing."),
                    t!(locale, "The page then says who did not answer."),
                ]),
                (Picture::Phone, vec![
                    t!(locale, "If something is wrong, call the people who wrote it."),
                    t!(locale, "Their name is beside it."),
                ]),
                (Picture::Person, vec![t!(locale, "You can ask somebody you trust to help you.")]),
            ]
        />
        <Lines
            heading=t!(locale, "How to keep it private")
            lines=vec![
                (Picture::Eye, vec![t!(locale, "Look if somebody can see your screen.")]),
                (Picture::Screen, vec![
                    t!(locale, "Log out when you have finished."),
                    t!(locale, "On a screen for everybody, press Finish and clear."),
                ]),
                (Picture::Lock, vec![
                    t!(locale, "We write down each person who looks at your health record."),
                    t!(locale, "You can see who it was."),
                ]),
            ]
        />
        <Lines
            heading=t!(locale, "If you feel very ill")
            lines=vec![
                (Picture::Phone, vec![
                    t!(locale, "In an emergency, call 999."),
                    t!(locale, "If you need help soon, call 111."),
                ]),
            ]
        />
        <p>
            <a href="/help">{t!(locale, "Help with more words")}</a>
        </p>
    }
}

#[component]
fn Lines(heading: Words, lines: Vec<(Picture, Vec<Words>)>) -> impl IntoView {
    let line = |(picture, sentences): (Picture, Vec<Words>)| {
        let sentences = sentences.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
        view! {
            <li class="easy__line">
                <Drawn picture class="easy__picture" />
                <div>{sentences}</div>
            </li>
        }
    };
    view! {
        <h2>{heading}</h2>
        <ul class="easy">{lines.into_iter().map(line).collect_view()}</ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn each_line_has_a_picture_and_few_short_sentences() {
        let html = rendered(|| view! { <EasyRead locale=Locale::English /> });
        let lines: Vec<&str> = html.split("easy__line").skip(1).collect();
        assert!(lines.len() > 12, "{}", lines.len());
        for line in lines {
            let line = line.split("</li>").next().unwrap_or_default();
            assert!(line.contains("<svg"), "{line}");
            let sentences =
                line.split("<p>").skip(1).map(|words| words.split('<').next().unwrap_or_default());
            assert!(sentences.clone().count() <= 2, "{line}");
            for sentence in sentences.flat_map(|words| words.split_inclusive('.')) {
                assert!(sentence.split_whitespace().count() <= 13, "{sentence}");
            }
        }
    }

    #[test]
    fn all_words_can_be_translated() {
        let html = rendered(|| view! { <EasyRead locale=Locale::Pseudo /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
    }
}
