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
        "Written to {} and off the list: {}. Print them, post them, then delete the file.",
        path.display(),
        if ids.len() == 1 { "1 letter".to_owned() } else { format!("{} letters", ids.len()) }
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use tempfile::TempDir;

    use super::*;
    use crate::domain::{About, Channel, Contact};
    use crate::store::testing::{TestDatabase, account, keys};

    /// An outbox with one letter in it.
    async fn outbox(home: &TestDatabase) -> Outbox {
        let keys = keys();
        let outbox = Outbox::new(home.database.clone(), keys.clone(), &Channel::ALL, None);
        let anna = account(&home.database, &keys).await;
        let mut transaction = home.database.begin_write().await.expect("a transaction");
        let now = Clock::System.now();
        let told =
            outbox.tell_contact(&mut transaction, Some(anna), &Contact::Letter, &About::Helping, None, now);
        told.await.expect("written");
        transaction.commit().await.expect("stored");
        outbox
    }

    #[tokio::test]
    async fn letters_are_written_for_their_owner_alone_and_leave_the_list() {
        let (home, folder) = (TestDatabase::sqlite().await, TempDir::new().expect("a folder"));
        let (outbox, path) = (outbox(&home).await, folder.path().join("letters.html"));
        assert!(count(&outbox).await.expect("a number").starts_with("1 letter waits"));
        let said = print(&outbox, &path).await.expect("written");
        assert!(said.contains("off the list: 1 letter."), "{said}");
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        assert!(!folder.path().join("letters.html.part").exists());
        assert_eq!(count(&outbox).await.expect("a number"), "No letters wait to be printed.");
        let html = fs::read_to_string(&path).expect("a file");
        let (list, letter) = html.split_once("</article>").expect("a list before the letters");
        assert!(list.contains("Anna Example") && list.contains("999"), "{list}");
        assert!(letter.contains("Dear Anna Example") && letter.contains("who may act for whom"), "{letter}");
        assert!(!letter.contains("999"), "an NHS number stands in a letter: {letter}");
    }

    #[tokio::test]
    async fn a_file_that_is_there_is_left_as_it_is_and_the_letters_go_on_waiting() {
        let (home, folder) = (TestDatabase::sqlite().await, TempDir::new().expect("a folder"));
        let (outbox, path) = (outbox(&home).await, folder.path().join("letters.html"));
        for there in ["letters.html", "letters.html.part"] {
            let there = folder.path().join(there);
            fs::write(&there, "earlier letters").expect("a file");
            let Failure(why) = print(&outbox, &path).await.expect_err("a refusal");
            assert!(why.contains("is there already"), "{why}");
            assert_eq!(fs::read_to_string(&there).expect("a file"), "earlier letters");
            fs::remove_file(&there).expect("removed");
        }
        let nowhere = folder.path().join("missing").join("letters.html");
        assert!(print(&outbox, &nowhere).await.is_err());
        assert!(count(&outbox).await.expect("a number").starts_with("1 letter waits"));
    }
}
