//! What is special to one letter: its text, its picture, or the way to its file with its size.

use leptos::prelude::*;

use super::clean::{MOST_READ, cleaned};
use super::entry_words::{file, paragraphs, size};
use crate::domain::{EntryId, FileKind, Label, Letter, Organisation};
use crate::journeys::record::detail::{Phone, Shown};
use crate::t;
use crate::web::components::{Button, LinkButton};
use crate::words::{Locale, isolated};

/// A larger picture, in bytes, is not loaded before somebody asks for it.
const LARGEST_PICTURE_IN_PAGE: u64 = 5 * 1024 * 1024;

/// Whether the letter itself stands in its page, so that whoever opens the page reads it.
pub fn stands_in_page(letter: &Letter) -> bool {
    has_text(letter) || html(letter).is_some()
}

/// Whether it can be opened here at all; nobody is told that they have not read what they cannot read.
pub fn can_be_opened(letter: &Letter, largest_file: u64) -> bool {
    let is_file = letter.file_address.is_some()
        && letter.file_size.is_none_or(|bytes| bytes <= largest_file)
        && FileKind::labelled(letter.file_type.as_deref()) != Label::Other;
    stands_in_page(letter) || is_file
}

fn has_text(letter: &Letter) -> bool {
    letter.text.as_ref().is_some_and(|text| !text.trim().is_empty())
}

fn html(letter: &Letter) -> Option<&str> {
    letter.html.as_deref().filter(|html| html.len() <= MOST_READ && !html.trim().is_empty())
}

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, Letter>) -> impl IntoView + use<> {
    let Shown { locale, held, largest_file, .. } = shown;
    let letter = &held.entry;
    let holder = held.holders.first().map(|holder| (*holder.organisation).clone());
    if stands_in_page(letter) {
        let content = match html(letter) {
            Some(html) if !has_text(letter) => {
                view! { <LetterHtml locale html=html.to_owned() /> }.into_any()
            }
            _ => {
                let text = letter.text.clone().unwrap_or_default();
                view! { <LetterText text /> }.into_any()
            }
        };
        return view! {
            <h2>{t!(locale, "What the letter says")}</h2>
            {content}
        }
        .into_any();
    }
    let file = file(locale, letter);
    if letter.file_address.is_none() {
        return view! { <NotHere locale file holder /> }.into_any();
    }
    let bytes = letter.file_size;
    if bytes.is_some_and(|bytes| bytes > largest_file) {
        let why = too_large(locale, bytes, largest_file);
        return view! { <CannotOpen locale why holder /> }.into_any();
    }
    let href = format!("/record/letters/{}/file", held.id);
    match FileKind::labelled(letter.file_type.as_deref()) {
        Label::Other => {
            let why = not_opened(locale, file);
            view! { <CannotOpen locale why holder /> }.into_any()
        }
        Label::Says(kind)
            if kind.is_picture() && bytes.is_some_and(|bytes| bytes <= LARGEST_PICTURE_IN_PAGE) =>
        {
            view! { <Picture locale href file holder /> }.into_any()
        }
        label => view! { <OpenIt locale id=held.id file label holder /> }.into_any(),
    }
}

/// Why a file of a kind that is not on our list is not opened.
pub fn not_opened(locale: Locale, file: Option<String>) -> String {
    let words = match file {
        Some(file) => {
            t!(locale, "This letter is a file of a kind that we do not open here ({file}).", file = file)
        }
        None => t!(locale, "This letter is a file of a kind that we do not open here."),
    };
    words.into_owned()
}

/// Why a file that is larger than settings allow is not opened.
pub fn too_large(locale: Locale, bytes: Option<u64>, largest: u64) -> String {
    let most = size(largest);
    let words = match bytes {
        Some(bytes) => t!(
            locale,
            "This letter is too large to open here. It has {size}, and we open up to {most}.",
            size = size(bytes),
            most = most
        ),
        None => t!(locale, "This letter is too large to open here. We open up to {most}.", most = most),
    };
    words.into_owned()
}

/// The letter as it was written, in its paragraphs and lines.
#[component]
pub fn LetterText(text: String) -> impl IntoView {
    let paragraph = |lines: Vec<String>| {
        let lines = lines.into_iter().enumerate();
        let lines = lines.map(|(n, line)| ((n > 0).then(|| view! { <br /> }), line)).collect_view();
        view! { <p dir="auto">{lines}</p> }
    };
    view! { <div class="letter">{paragraphs(&text).into_iter().map(paragraph).collect_view()}</div> }
}

/// The letter made safe.
#[component]
pub fn LetterHtml(locale: Locale, html: String) -> impl IntoView {
    let cleaned = cleaned(&html);
    view! {
        <div class="letter" dir="auto" inner_html=cleaned.html></div>
        {cleaned.had_pictures.then(|| view! { <p>{t!(locale, "Pictures in this letter are not shown.")}</p> })}
    }
}

/// Whether a letter is read is for the patient alone to say.
#[component]
pub fn MarkUnread(locale: Locale, id: EntryId) -> impl IntoView {
    view! {
        <form action=format!("/record/letters/{id}/unread") method="post">
            <Button text=t!(locale, "Mark as unread") secondary=true />
        </form>
    }
}

/// A picture in the page, with a way to see it on its own.
#[component]
fn Picture(
    locale: Locale,
    href: String,
    file: Option<String>,
    holder: Option<Organisation>,
) -> impl IntoView {
    let file = file.unwrap_or_default();
    view! {
        <h2>{t!(locale, "What the letter says")}</h2>
        <img class="letter__picture" src=href.clone() alt=t!(locale, "Picture of this letter") />
        <p><a href=href>{t!(locale, "Open the picture on its own ({file})", file = file)}</a></p>
        <p>{t!(locale, "If you cannot see or read the picture, ask for its words.")}</p>
        <WhomToAsk locale holder />
    }
}

/// The way to a letter that is a file of its holder's, with its size.
#[component]
fn OpenIt(
    locale: Locale,
    id: EntryId,
    file: Option<String>,
    label: Label,
    holder: Option<Organisation>,
) -> impl IntoView {
    let name = holder.map(|holder| holder.name).unwrap_or_default();
    let is_pdf = label == Label::Says(FileKind::Pdf);
    let known = file.clone().unwrap_or_else(|| t!(locale, "size not told").into_owned());
    let is_read = matches!(label, Label::Says(kind) if is_pdf || kind.is_text());
    let open = if is_read {
        t!(locale, "Read the letter ({file})", file = known)
    } else {
        t!(locale, "Open the letter ({file})", file = known)
    };
    let href = format!("/record/letters/{id}/{}", if is_pdf { "pages" } else { "file" });
    view! {
        <p><LinkButton href text=open secondary=true /></p>
        <p>{t!(locale, "We get it from {name} when you open it.", name = isolated(&name))}</p>
        {is_pdf.then(|| view! { <Save locale id file /> })}
    }
}

/// The way to save a letter. On a terminal, other words stand in the place of all this (`web::terminal`).
#[component]
pub fn Save(locale: Locale, id: EntryId, file: Option<String>) -> impl IntoView {
    let save = match file {
        Some(file) => t!(locale, "Download the letter ({file})", file = file),
        None => t!(locale, "Download the letter"),
    };
    view! {
        <div class="saves">
            <p><a href=format!("/record/letters/{id}/file")>{save}</a></p>
            <p>
                {t!(
                    locale,
                    "The file stays on this device until somebody deletes it. Do not download it on a shared one."
                )}
            </p>
        </div>
    }
}

/// A letter that cannot be opened here, and whom to ask.
#[component]
pub fn CannotOpen(locale: Locale, why: String, holder: Option<Organisation>) -> impl IntoView {
    view! {
        <p>{why}</p>
        <WhomToAsk locale holder />
    }
}

/// A letter of which only this is known.
#[component]
fn NotHere(locale: Locale, file: Option<String>, holder: Option<Organisation>) -> impl IntoView {
    let name = holder.as_ref().map(|holder| holder.name.clone()).unwrap_or_default();
    let why = match file {
        Some(file) => t!(locale, "This letter is a file ({file}). You cannot open it here yet.", file = file),
        None => {
            t!(locale, "{name} told us of this letter, but did not send its text.", name = isolated(&name))
        }
    };
    view! { <CannotOpen locale why=why.into_owned() holder /> }
}

#[component]
pub fn WhomToAsk(locale: Locale, holder: Option<Organisation>) -> impl IntoView {
    holder.map(|Organisation { name, phone, .. }| {
        let ask = t!(locale, "Ask {name} if you want to read it.", name = isolated(&name));
        view! {
            <p>{ask}</p>
            {phone.map(|number| view! { <p><Phone phone=(name, number) /></p> })}
        }
    })
}
