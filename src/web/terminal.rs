//! What is different on an assisted terminal: around each page, and within it.

use axum::http::Method;
use leptos::prelude::*;

use super::hydration::Start;
use super::layout::{after, footer_item};
use crate::access::is_open_address;
use crate::domain::Terminal;
use crate::islands::StayLoggedIn;
use crate::words::Locale;
use crate::{count, t};

/// How long before a screen clears somebody is warned.
const WARNED_BEFORE: chrono::Duration = chrono::Duration::minutes(1);

/// The name of the form that clears the screen; the island sends it when nobody is there any more.
const FINISH: &str = "finish";

/// Somebody on a terminal, as far as it changes what is open to them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct OnTerminal {
    pub locale: Locale,
    pub by_visit_code: bool,
}

/// The class of the whole page.
pub(super) fn page_class(terminal: &Terminal) -> &'static str {
    if terminal.prints { "large" } else { "large terminal--no-print" }
}

/// Always in sight: one press ends it all.
#[component]
pub(super) fn FinishAndClear(locale: Locale, idle: chrono::Duration) -> impl IntoView {
    view! {
        <section class="finish" aria-label=t!(locale, "Finish")>
            <form class="finish__row nhsuk-width-container" id=FINISH action="/log-out" method="post">
                <button class="finish__button">{t!(locale, "Finish and clear")}</button>
                <span>
                    {count!(
                        locale,
                        idle.num_minutes(),
                        one = "If nobody uses this screen for 1 minute, it clears by itself.",
                        other = "If nobody uses this screen for {n} minutes, it clears by itself."
                    )}
                </span>
            </form>
        </section>
    }
}

/// Warns at the last minute, and then clears the screen.
pub(super) fn clearing(locale: Locale, idle: chrono::Duration, start: Option<Start>) -> impl IntoView {
    let warn_after_seconds = after(idle - WARNED_BEFORE, start);
    let end_after_seconds = u32::try_from(WARNED_BEFORE.num_seconds()).unwrap_or(u32::MAX);
    let warning_text = t!(locale, "Are you still here? This screen clears in 1 minute.").into_owned();
    let button_text = t!(locale, "I am still here").into_owned();
    let ended_text = t!(locale, "Your time has ended. Press Finish and clear.").into_owned();
    view! { <StayLoggedIn warn_after_seconds end_after_seconds warning_text button_text ended_text /> }
}

/// Seen on paper only, in the place of the page, where the printer stands within other people's reach.
#[component]
pub(super) fn DoesNotPrint(locale: Locale) -> impl IntoView {
    view! { <p class="terminal__no-paper">{t!(locale, "This screen does not print. Ask the staff here.")}</p> }
}

/// Few links, far apart.
#[component]
pub(super) fn SmallFooter(
    locale: Locale,
    /// With the way to whoever told us what.
    with_sources: bool,
) -> impl IntoView {
    let item = footer_item;
    view! {
        <footer class="nhsuk-footer" role="contentinfo">
            <div class="nhsuk-width-container">
                <h2 class="nhsuk-u-visually-hidden">{t!(locale, "Support links")}</h2>
                <ul class="nhsuk-footer__list">
                    {item("/help", t!(locale, "Help"))}
                    {item("/accessibility", t!(locale, "Accessibility"))}
                    {item("/privacy", t!(locale, "Privacy"))}
                    {with_sources.then(|| item("/where-from", t!(locale, "Where your information comes from")))}
                </ul>
            </div>
        </footer>
    }
}

/// On a terminal, the page without ways to pages that are closed there, and to other sites: nobody is led to what they may
/// not do, whichever page it is. A link alone in its line goes with the line; one within a sentence leaves its words.
pub(super) fn open_here(terminal: Option<OnTerminal>, html: String) -> String {
    let Some(OnTerminal { locale, by_visit_code }) = terminal else { return html };
    let html = instead_of_saving(locale, &html);
    let html = without(&html, "form", |tag| {
        let method = if tag.contains("method=\"post\"") { Method::POST } else { Method::GET };
        attribute(tag, "action").is_none_or(|action| is_open_address(&method, action, by_visit_code))
    });
    without(&html, "a", |tag| {
        attribute(tag, "href")
            .is_none_or(|href| is_open_address(&Method::GET, &href.replace("&amp;", "&"), by_visit_code))
    })
}

/// What would be saved on a device is not shown on a shared screen: whom to ask stands there.
fn instead_of_saving(locale: Locale, html: &str) -> String {
    let (opening, closing) = ("<div class=\"saves\">", "</div>");
    let Some((before, rest)) = html.split_once(opening) else { return html.to_owned() };
    let Some((_, after)) = rest.split_once(closing) else { return html.to_owned() };
    let words = t!(
        locale,
        "You cannot save a file on a screen that others use. To keep it, log in on your own device."
    );
    format!("{before}<p>{words}</p>{after}")
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Leaves out elements of this name, none of which holds another, but for those whose opening tag may stay.
fn without(html: &str, name: &str, stays: impl Fn(&str) -> bool) -> String {
    let (opening, closing) = (format!("<{name} "), format!("</{name}>"));
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(&opening) {
        let Some(length) = rest[start..].find(&closing) else { break };
        let (element, behind) = rest[start..].split_at(length + closing.len());
        let tag_ends = element.find('>').map_or(element.len(), |at| at + 1);
        kept.push_str(&rest[..start]);
        rest = behind;
        if stays(&element[..tag_ends]) {
            kept.push_str(element);
        } else if name == "a" {
            rest = leave_out_link(&mut kept, &element[tag_ends..length], behind);
        }
    }
    kept.push_str(rest);
    kept
}

/// What follows the link, and what stands around it if it was alone there. The words of one within a sentence stay.
fn leave_out_link<'a>(kept: &mut String, words: &str, behind: &'a str) -> &'a str {
    let marker = "<!>";
    let before = kept.trim_end().trim_end_matches(marker).trim_end();
    let after = behind.trim_start().trim_start_matches(marker).trim_start();
    for around in ["p", "li", "nav"] {
        let Some(rest) = after.strip_prefix(&format!("</{around}>")) else { continue };
        let Some(opened) = before.rfind(&format!("<{around}")) else { continue };
        // Nothing else in it: the last tag before the link is its own.
        if before.ends_with('>') && !before[opened + 1..].contains('<') {
            kept.truncate(opened);
            return rest;
        }
    }
    kept.push_str(words);
    behind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        open_here(Some(OnTerminal { locale: Locale::English, by_visit_code: false }), html.to_owned())
    }

    #[test]
    fn a_link_to_a_page_that_is_closed_goes_with_its_line() {
        assert_eq!(
            shown("<p>A</p><p><a href=\"/download\">Take it along</a></p><p>B</p>"),
            "<p>A</p><p>B</p>"
        );
        assert_eq!(
            shown("<ul><li class=\"x\"><!><a class=\"y\" href=\"/devices\">D</a><!></li></ul>"),
            "<ul></ul>"
        );
        let page = "<p>Hello <a href=\"/record\">record</a></p>";
        assert_eq!(shown(page), page);
        assert_eq!(open_here(None, "<a href=\"/download\">D</a>".into()), "<a href=\"/download\">D</a>");
    }

    #[test]
    fn within_a_sentence_the_words_stay_and_no_way_leads_to_another_site() {
        assert_eq!(
            shown(
                "<p>See <a href=\"https://111.nhs.uk\">NHS <b>111</b></a> or call <a href=\"tel:111\">111</a>.</p>"
            ),
            "<p>See NHS <b>111</b> or call 111.</p>"
        );
    }

    #[test]
    fn what_is_saved_on_a_device_is_not_offered() {
        let page = "<h1>Letter</h1><div class=\"saves\"><p><a href=\"/record/letters/00/file\">Download</a></p></div><p>B</p>";
        let shown = shown(page);
        assert!(
            !shown.contains("href")
                && shown.contains("You cannot save a file")
                && shown.ends_with("<p>B</p>"),
            "{shown}"
        );
    }

    #[test]
    fn a_form_that_does_something_closed_is_not_there() {
        assert_eq!(
            shown("a<form action=\"/your-log-in/stop\" method=\"post\"><button>Go</button></form>b"),
            "ab"
        );
        let finish = "<form id=\"finish\" action=\"/log-out\" method=\"post\"><button>Finish</button></form>";
        assert_eq!(shown(finish), finish);
        assert_eq!(shown("<form action=\"/record\" method=\"post\">x</form>"), "");
        let own = "<form method=\"get\"><input></form>";
        assert_eq!(shown(own), own, "a form that asks its own page again");
    }
}
