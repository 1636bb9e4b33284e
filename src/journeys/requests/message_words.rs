//! The words of messages, and of what is said to be wrong in an entry.

use super::WishWords;
use crate::domain::{NewFile, SendMessage, TellWrong, WhatIsWrong};
use crate::journeys::record::entry_words::{Fact, FactList, beginning};
use crate::journeys::record::kinds;
use crate::journeys::record::letters::size;
use crate::t;
use crate::web::{Link, Words};
use crate::words::{Locale, isolated};

/// How much of a message stands in a list.
const LETTERS: usize = 80;

impl WishWords for SendMessage {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Send a message")
    }

    fn line(&self, _locale: Locale) -> String {
        let subject = self.message.subject.as_deref().unwrap_or(&self.message.text);
        beginning(subject, LETTERS).into_owned()
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let files = self.message.files.iter().map(|file| named(locale, file)).collect();
        FactList::default()
            .text(t!(locale, "What it is about"), self.message.subject.as_ref())
            .text(t!(locale, "The message"), Some(&self.message.text))
            .lines(t!(locale, "Files"), files)
            .done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "Your message has arrived")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "Your message has not arrived")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if your message has arrived")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "Your message is being sent")
    }

    fn after_done(&self, locale: Locale) -> Words {
        t!(
            locale,
            "Their answer will stand in the messages. There it says when to call them if you hear nothing."
        )
    }

    fn anew(&self, locale: Locale, to: &str) -> Option<Link> {
        Some(Link { href: format!("/messages/new/{to}").into(), text: t!(locale, "Write a new message") })
    }
}

fn named(locale: Locale, file: &NewFile) -> String {
    t!(locale, "{name} ({size})", name = isolated(&file.title), size = size(file.size)).into_owned()
}

impl WishWords for TellWrong {
    fn title(&self, locale: Locale) -> Words {
        match self.what {
            WhatIsWrong::Something => t!(locale, "Tell them that something is wrong"),
            WhatIsWrong::NotAboutMe => t!(locale, "Tell them that something is not about you"),
        }
    }

    fn line(&self, locale: Locale) -> String {
        let kind = kinds::words(locale, self.kind).one;
        t!(locale, "{kind}: {title}", kind = kind, title = isolated(&self.title)).into_owned()
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        FactList::default()
            .said(t!(locale, "About"), self.line(locale))
            .text(t!(locale, "In your words"), Some(&self.text))
            .done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "They have answered what you told them")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "They have not got what you told them")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if they have what you told them")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "They are being told what is wrong")
    }

    fn waiting(&self, locale: Locale, name: &str) -> Words {
        t!(locale, "{name} has what you told them. Somebody there has to look at it.", name = name)
    }

    fn after_done(&self, locale: Locale) -> Words {
        t!(locale, "Read their answer in your messages. The entry stays as it is until they change it.")
    }
}
