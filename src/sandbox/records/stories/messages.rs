//! Who has written with whom.

use super::super::calendar::Calendar;
use super::super::documents::{Document, PNG};
use super::super::messages::{Conversation, conversation};
use crate::sandbox::organisations::{NORTHFIELD, RIVERSIDE, VALE};

/// The conversations of a person at an organisation; most people have none.
pub fn conversations(person: &str, ods_code: &str, calendar: &Calendar) -> Vec<Conversation> {
    let c = calendar;
    match (person, ods_code) {
        ("sam", RIVERSIDE) => vec![
            conversation("drops", "Eye drops before the operation")
                .asks(c.at(-9, 20, 14), "Do I go on with my eye drops on the day of the operation?")
                .answers(
                    "eyes",
                    c.at(-8, 11, 5),
                    "Yes. Use them in the morning as always.\n\nBring the bottle with you.",
                )
                .asks(c.at(-8, 12, 31), "Thank you. I have read the leaflet too."),
            conversation("parking", "Parking for your visit")
                .answers(
                    "heart",
                    c.at(-2, 9, 0),
                    "The car park at the West Wing is closed until January. Use the one at River Road.",
                )
                .with_file("Map of the car parks", Document::good("image/png", PNG)),
        ],
        ("sam", VALE) => vec![
            conversation("exercises", "Exercises for your knee")
                .answers("physio", c.at(-20, 15, 40), "How do you get on with the exercises?")
                .asks(c.at(-19, 8, 2), "The second one hurts. 😕 May I leave it out?")
                .answers("physio", c.at(-19, 16, 25), "Leave it out until we meet."),
        ],
        ("olive", RIVERSIDE) => vec![
            conversation("transport", "How you come to us")
                .asks(c.at(-6, 14, 20), "I cannot take the bus alone. Can somebody fetch me?")
                .answers(
                    "heart",
                    c.at(-5, 9, 45),
                    "Yes. A car comes to your door an hour before your visit.",
                ),
            conversation("leaflet", "A leaflet about your heart tablets").answers(
                "heart",
                c.at(-12, 10, 10),
                "Read this before you begin with the new tablets. Ask us if anything is not clear.",
            ),
        ],
        ("priya", NORTHFIELD) => vec![conversation("pump", "Your new pump").answers(
            "diabetes",
            c.at(-1, 10, 30),
            "Your pump has come. Call us to agree a day to begin with it.",
        )],
        ("nour", VALE) => vec![
            conversation("visit", "زيارة الممرضة")
                .asks(c.at(-4, 9, 12), "هل يمكن أن تأتي الممرضة بعد الظهر؟")
                .answers("nurse", c.at(-3, 10, 0), "نعم، بعد الساعة الثانية."),
        ],
        _ => Vec::new(),
    }
}
