//! `front-door letters`: what is to be printed for people who are told by post.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use leptos::prelude::*;

use super::Failure;
use crate::domain::Clock;
use crate::settings::Settings;
use crate::start;
use crate::store::{Letter, NoticeId, Outbox};
use crate::t;
use crate::telling::message;
use crate::web::rendered;
use crate::words::{Locale, dates, isolated};

/// Says how many letters wait, or writes them to a file and takes them off the list.
///
/// # Errors
/// When they cannot be read or written; then they go on waiting.
pub(super) async fn letters(settings: &Settings, to: Option<&Path>) -> Result<(), Failure> {
    let kept = start::kept(settings, Clock::System).await?;
    let outbox = Outbox::new(kept.database.clone(), kept.keys.clone(), &[], None);
    let outcome = match to {
        None => count(&outbox).await,
        Some(path) => print(&outbox, path).await,
    };
    kept.database.close().await;
    println!("{}", outcome?);
    Ok(())
}

async fn count(outbox: &Outbox) -> Result<String, Failure> {
    Ok(match outbox.letters(Clock::System.now()).await?.len() {
        0 => "No letters wait to be printed.".to_owned(),
        1 => "1 letter waits to be printed. Give a file with --to to write it there.".to_owned(),
        n => format!("{n} letters wait to be printed. Give a file with --to to write them there."),
    })
}

/// The letters are whole on the disk before they leave the list, and get their name after: whoever stops in between finds
/// them under the name that ends in `.part`, and none is printed twice or lost.
async fn print(outbox: &Outbox, path: &Path) -> Result<String, Failure> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    for there in [path, &part] {
        if there.exists() {
            return Err(Failure(format!(
                "{} is there already, and may hold letters that are off the list: print them, then move it away",
                there.display()
            )));
        }
    }
    let letters = outbox.letters(Clock::System.now()).await?;
    if letters.is_empty() {
        return Ok("No letters wait to be printed.".to_owned());
    }
    let ids: Vec<NoticeId> = letters.iter().map(|letter| letter.id).collect();
    let html = format!("<!DOCTYPE html>{}", rendered(|| view! { <Letters letters /> }));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    let written = file.write_all(html.as_bytes()).and_then(|()| file.sync_all());
    let stored = match written {
        Ok(()) => outbox.letters_printed(&ids, Clock::System.now()).await.map_err(Failure::from),
        Err(why) => Err(why.into()),
    };
    if let Err(why) = stored {
        let _ = fs::remove_file(&part);
        return Err(why);
    }
    fs::rename(&part, path)?;
    Ok(format!(
        "{} letters are in {} and off the list. Print them, post them, then delete the file.",
        ids.len(),
        path.display()
    ))
}

const STYLE: &str = "body{font:16pt/1.4 Arial,sans-serif;margin:2cm}article{break-after:page}dt{font-weight:bold}dd{margin:0 0 .5em}@media print{body{margin:0}}";

#[component]
fn Letters(letters: Vec<Letter>) -> impl IntoView {
    let locale = Locale::English;
    view! {
        <html lang=locale.tag()>
            <head>
                <meta charset="utf-8" />
                <title>{t!(locale, "Letters to print")}</title>
                <style>{STYLE}</style>
            </head>
            <body>
                <article>
                    <h1>{t!(locale, "Letters to print")}</h1>
                    <p>
                        {t!(
                            locale,
                            "Look up each address in your own records by the NHS number. If a record is restricted, do what your rules say for it. Do not post this page."
                        )}
                    </p>
                    {letters.iter().map(|letter| line(locale, letter)).collect_view()}
                </article>
                {letters.iter().map(|letter| one(locale, letter)).collect_view()}
            </body>
        </html>
    }
}

/// For whoever posts it: to whom.
fn line(locale: Locale, letter: &Letter) -> impl IntoView + use<> {
    let who = match &letter.person {
        Some(person) => format!("{}, {}", isolated(&person.name), person.nhs_number.spaced()),
        None => t!(locale, "Nobody is known for this letter").into_owned(),
    };
    let id = letter.id.to_string();
    view! { <dl><dt>{who}</dt><dd>{id}</dd></dl> }
}

/// For whoever gets it: no NHS number, no health words.
fn one(locale: Locale, letter: &Letter) -> impl IntoView + use<> {
    let name = letter.person.as_ref().map(|person| isolated(&person.name).into_owned());
    let said = message(locale, &letter.about);
    let id = letter.id.to_string();
    view! {
        <article>
            <p>{name.clone()}</p>
            <p>{dates::day(locale, letter.written)}</p>
            <h1>{said.subject}</h1>
            {name.map(|name| view! { <p>{t!(locale, "Dear {name}", name = name)}</p> })}
            <p>{said.body}</p>
            <p>
                {t!(
                    locale,
                    "You get letters because you chose them. You can change that in Front Door, or ask your GP surgery."
                )}
            </p>
            <p>{t!(locale, "Reference: {id}", id = id)}</p>
        </article>
    }
}
