//! What the address of a page of free times asks for: since when, how people meet, what for, where.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use chrono_tz::Europe::London;
use url::form_urlencoded;

use crate::domain::{EntryId, FreeTime, How, OdsCode};

/// How many days one page shows.
const SPAN: Duration = Duration::days(13);
/// How many weeks ahead can be chosen.
pub const WEEKS: i64 = 8;

/// What was chosen. An address holds days, words of ours and hashes, nothing that anybody typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Narrow {
    pub from: Option<NaiveDate>,
    pub how: Option<How>,
    /// The [`hash`] of what it is for.
    pub what: Option<String>,
    /// The [`hash`] of the place.
    pub place: Option<String>,
    /// The appointment that the person has and wants another time for.
    pub instead: Option<EntryId>,
}

impl Narrow {
    /// Reads what it knows and passes over the rest.
    pub fn read(query: &str) -> Self {
        let fields: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self::of_fields(&fields)
    }

    /// The same of the fields of a form.
    pub fn of_fields(fields: &[(String, String)]) -> Self {
        let mut read = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "from" => read.from = value.parse().ok(),
                "how" => read.how = how_of(value),
                "what" => read.what = hash_of(value),
                "place" => read.place = hash_of(value),
                "instead" => read.instead = EntryId::parse(value),
                _ => {}
            }
        }
        read
    }

    /// The days that one page shows, both included; never past ones, and not for ever ahead.
    pub fn days(&self, now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
        let today = now.with_timezone(&London).date_naive();
        let last = today + Duration::weeks(WEEKS);
        let from = self.from.map_or(today, |from| from.clamp(today, last));
        (from, from + SPAN)
    }

    /// Whether a time is one of those that were chosen, and still to come.
    pub fn keeps(&self, now: DateTime<Utc>, time: &FreeTime) -> bool {
        let is = |wanted: &Option<String>, told: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| told.is_some_and(|told| hash(told) == wanted))
        };
        time.start > now
            && self.how.is_none_or(|how| how == time.how)
            && is(&self.what, what(time))
            && is(&self.place, time.place.as_deref())
    }

    /// What was chosen apart from the day, for a form.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let how = self.how.map(|how| ("how", how_word(how).to_owned()));
        let what = self.what.clone().map(|what| ("what", what));
        let place = self.place.clone().map(|place| ("place", place));
        [how, what, place].into_iter().flatten().collect()
    }

    /// The address of the same page from another day on.
    pub fn address(&self, to: &OdsCode, from: Option<NaiveDate>) -> String {
        let mut written = form_urlencoded::Serializer::new(String::new());
        written.extend_pairs(from.map(|day| ("from", day.to_string())));
        written.extend_pairs(self.fields());
        written.extend_pairs(self.instead.map(|id| ("instead", id.to_string())));
        match written.finish() {
            query if query.is_empty() => format!("/appointments/book/{to}"),
            query => format!("/appointments/book/{to}?{query}"),
        }
    }
}

/// What a time is for.
pub fn what(time: &FreeTime) -> Option<&str> {
    time.what.as_deref().or(time.session.as_deref())
}

/// The word of a way to meet in an address.
pub fn how_word(how: How) -> &'static str {
    match how {
        How::InPerson => "in-person",
        How::ByPhone => "phone",
        How::ByVideo => "video",
        How::Remotely => "remotely",
        How::NotSaid => "not-said",
    }
}

fn how_of(word: &str) -> Option<How> {
    let all = [How::InPerson, How::ByPhone, How::ByVideo, How::Remotely, How::NotSaid];
    all.into_iter().find(|how| how_word(*how) == word)
}

/// Eight hexadecimal digits that stand for somebody's words (FNV-1a): an address need not say what somebody looks for.
pub fn hash(words: &str) -> String {
    let fold = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", words.bytes().fold(0x811c_9dc5, fold))
}

fn hash_of(text: &str) -> Option<String> {
    let is_hash = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| text.to_owned())
}

/// The Mondays that can be chosen, the next one first.
pub fn mondays(now: DateTime<Utc>) -> impl Iterator<Item = NaiveDate> {
    let today = now.with_timezone(&London).date_naive();
    let next = today + Duration::days(7 - i64::from(today.weekday().num_days_from_monday()));
    (0..WEEKS).map(move |week| next + Duration::weeks(week))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn to() -> OdsCode {
        OdsCode::parse("A81001").expect("a code")
    }

    #[test]
    fn nonsense_in_an_address_is_passed_over_and_the_rest_is_written_as_it_was_read() {
        assert_eq!(Narrow::read("from=tomorrow&how=boat&what=<b>&place=&instead=1&%ff"), Narrow::default());
        let query = "from=2026-12-01&how=phone&what=0a1b2c3d";
        let read = Narrow::read(query);
        assert_eq!(read.address(&to(), read.from), format!("/appointments/book/A81001?{query}"));
        assert_eq!(Narrow::default().address(&to(), None), "/appointments/book/A81001");
    }

    #[test]
    fn days_that_are_over_or_far_off_are_not_asked_for() {
        let now = at("2026-11-20T23:59:00Z");
        let days = |query: &str| Narrow::read(query).days(now).0.to_string();
        assert_eq!(days("from=2020-01-01"), "2026-11-20");
        assert_eq!(days("from=9999-12-31"), "2027-01-15");
        assert_eq!(days("from=-262142-01-01"), "2026-11-20");
        // In summer the day in the UK begins an hour before the world's.
        assert_eq!(Narrow::default().days(at("2026-07-01T23:30:00Z")).0.to_string(), "2026-07-02");
    }

    #[test]
    fn the_next_mondays_can_be_chosen() {
        let mondays: Vec<_> = mondays(at("2026-11-20T09:00:00Z")).map(|day| day.to_string()).collect();
        assert_eq!((mondays.len(), mondays[0].as_str()), (8, "2026-11-23"));
        let on_a_monday: Vec<_> = super::mondays(at("2026-11-23T09:00:00Z")).collect();
        assert_eq!(on_a_monday[0].to_string(), "2026-11-30");
    }
}
