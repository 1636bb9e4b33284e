//! How often people log in at an organisation's shared screens: counts alone, and small ones hidden.

use axum::extract::State;
use chrono::Duration;

use super::{DAYS, FEWEST, Manager, as_file};
use crate::domain::TerminalId;
use crate::journeys::who_looked::Spreadsheet;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, Words};
use crate::words::Locale;

/// How often, as far as it may be told: few log-ins may all be one person's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogIns(usize);

impl LogIns {
    pub fn said(self, locale: Locale) -> Words {
        match self.0 {
            0 => t!(locale, "not used"),
            few if few < FEWEST => t!(locale, "fewer than {n}", n = FEWEST),
            many => Words::from(many.to_string()),
        }
    }
}

/// One screen, in the last weeks and in as many before.
pub struct ScreenUse {
    pub name: String,
    pub place: String,
    pub lately: LogIns,
    pub before: LogIns,
}

/// Each screen of the organisation that runs, or was used in these weeks.
///
/// # Errors
/// When our database does not answer.
pub(super) async fn uses(app: &AppState, by: &Manager) -> Result<Vec<ScreenUse>, PageError> {
    let tomorrow = app.access.today() + Duration::days(1);
    let (lately, before) = (tomorrow - Duration::days(DAYS), tomorrow - Duration::days(2 * DAYS));
    let found = app.access.terminal_uses(by, [before, lately, tomorrow]).await;
    let (terminals, before, lately) = found.map_err(PageError::internal)?;
    let of = |counted: &[(TerminalId, usize)], id| {
        LogIns(counted.iter().find(|(terminal, _)| *terminal == id).map_or(0, |(_, log_ins)| *log_ins))
    };
    let uses = terminals.into_iter().filter_map(|row| {
        let id = row.terminal.id;
        let (lately, before) = (of(&lately, id), of(&before, id));
        let is_there = row.stopped.is_none() && row.registered_at.is_some();
        let counts = is_there || (lately, before) != (LogIns(0), LogIns(0));
        let (name, place) = (row.terminal.name, row.terminal.place);
        counts.then_some(ScreenUse { name, place, lately, before })
    });
    Ok(uses.collect())
}

/// The same for a spreadsheet.
///
/// # Errors
/// As [`uses`].
pub async fn file(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, screens) = (reader.locale, uses(&app, &by).await?);
    let mut sheet = Spreadsheet::default();
    let heads = [
        t!(locale, "Name"),
        t!(locale, "Place"),
        t!(locale, "Log-ins in {n} days", n = DAYS),
        t!(locale, "Log-ins in the {n} days before", n = DAYS),
    ];
    sheet.row(heads.iter().map(|head| &**head));
    for ScreenUse { name, place, lately, before } in screens {
        sheet.row([name.as_str(), place.as_str(), &*lately.said(locale), &*before.said(locale)]);
    }
    Ok(as_file(sheet, "attachment; filename=\"shared-screens.csv\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_log_ins_are_hidden_and_none_is_said() {
        let said = |number| LogIns(number).said(Locale::English).into_owned();
        assert_eq!(
            (said(0).as_str(), said(1).as_str(), said(4).as_str()),
            ("not used", "fewer than 5", "fewer than 5")
        );
        assert_eq!(said(5), "5");
    }
}
