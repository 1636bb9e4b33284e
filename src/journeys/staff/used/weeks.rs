//! How what an organisation offers, and its shared screens, were used week by week. What leaves this file are numbers that
//! may be read; there are no sums of them, from which a hidden one could be worked out.

use std::collections::BTreeMap;

use super::{Manager, Told};
use crate::domain::{Kind, Kinds, TerminalId, Week};
use crate::store::{StoreError, WEEKS_COUNTED, is_settled};
use crate::web::{AppState, PageError};

/// How one thing was used.
#[derive(Clone, PartialEq, Debug)]
pub struct Used<T> {
    pub what: T,
    /// In the week that is not over.
    pub so_far: Told,
    /// In those that are, the oldest first.
    pub weeks: Vec<(Week, Told)>,
}

/// A shared screen.
#[derive(Clone, PartialEq, Debug)]
pub struct Screen {
    pub id: TerminalId,
    pub name: String,
    pub place: String,
}

/// Numbers of this week and of those before it.
type ByWeek<T> = BTreeMap<Week, BTreeMap<T, usize>>;

/// How many people opened each kind that the organisation offers.
///
/// # Errors
/// When our database does not answer.
pub async fn kinds(app: &AppState, by: &Manager) -> Result<Vec<Used<Kind>>, PageError> {
    let health = app.gather.health();
    let own = health.iter().find(|health| health.organisation.ods_code == *by.organisation());
    let offers = own.map_or(Kinds::NONE, |own| own.offers());
    let this = Week::of(app.access.today());
    let weeks = people(app, by, this).await.map_err(PageError::internal)?;
    Ok(each(offers.iter(), this, &weeks, |kind| *kind))
}

/// What is kept of the weeks that are over, and the count of this week and, where it is not kept yet, of the last. Those
/// before are counted behind the pages ([`crate::store::WeekCounter`]): that can take long.
async fn people(app: &AppState, by: &Manager, this: Week) -> Result<ByWeek<Kind>, StoreError> {
    let (database, of, now) = (&app.database, by.organisation(), app.clock.now());
    let mut weeks = database.use_of_weeks(of, this.before(WEEKS_COUNTED)).await?;
    for week in [this, this.before(1)] {
        if weeks.contains_key(&week) {
            continue;
        }
        let people = database.people_by_kind(of, week.begins(), week.next().begins()).await?;
        if is_settled(week, now) {
            database.keep_use_of_weeks(of, &[(week, people.clone())].into()).await?;
        }
        weeks.insert(week, people);
    }
    Ok(weeks)
}

/// Whether weeks are still to be counted.
///
/// # Errors
/// When our database does not answer.
pub async fn are_being_counted(app: &AppState, by: &Manager) -> Result<bool, PageError> {
    let first = Week::of(app.access.today()).before(WEEKS_COUNTED);
    let kept = app.database.use_of_weeks(by.organisation(), first).await.map_err(PageError::internal)?;
    Ok((2..=WEEKS_COUNTED).any(|ago| !kept.contains_key(&Week::of(app.access.today()).before(ago))))
}

/// How often people logged in at each screen of the organisation that runs, or was used in these weeks.
///
/// # Errors
/// When our database does not answer.
pub async fn screens(app: &AppState, by: &Manager) -> Result<Vec<Used<Screen>>, PageError> {
    let this = Week::of(app.access.today());
    let found = app.access.terminal_uses(by, this.before(WEEKS_COUNTED).monday()).await;
    let (terminals, log_ins) = found.map_err(PageError::internal)?;
    let mut weeks: ByWeek<TerminalId> =
        (0..=WEEKS_COUNTED).map(|ago| (this.before(ago), BTreeMap::new())).collect();
    for (terminal, day, number) in log_ins {
        *weeks.entry(Week::of(day)).or_default().entry(terminal).or_default() += number;
    }
    let was_used = |id: TerminalId| weeks.values().any(|week| week.contains_key(&id));
    let shown = terminals.into_iter().filter_map(|row| {
        let (id, name, place) = (row.terminal.id, row.terminal.name, row.terminal.place);
        let runs = row.stopped.is_none() && row.registered_at.is_some();
        (runs || was_used(id)).then_some(Screen { id, name, place })
    });
    Ok(each(shown, this, &weeks, |screen| screen.id))
}

/// Each thing with what may be told of it, from the first week on in which anything was used.
fn each<T, K: Ord>(
    things: impl Iterator<Item = T>,
    this: Week,
    weeks: &ByWeek<K>,
    key: impl Fn(&T) -> K,
) -> Vec<Used<T>> {
    let begun = weeks.iter().find(|(_, numbers)| numbers.values().any(|number| *number > 0));
    let begun = begun.map_or(this, |(week, _)| *week).min(this);
    let used = |what: T| {
        let key = key(&what);
        let told = |week: &BTreeMap<K, usize>| Told::of(week.get(&key).copied().unwrap_or(0));
        let so_far = weeks.get(&this).map_or(Told::None, told);
        let over = weeks.range(begun..this).map(|(week, numbers)| (*week, told(numbers)));
        Used { so_far, weeks: over.collect(), what }
    };
    things.map(used).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_told_from_the_first_use_of_anything_on_and_each_for_itself() {
        let this = Week::of("2026-11-23".parse().expect("a day"));
        let week = |ago, numbers: &[(char, usize)]| (this.before(ago), numbers.iter().copied().collect());
        let weeks: ByWeek<char> = [
            week(4, &[('a', 0)]),
            week(3, &[('b', 1)]),
            week(2, &[('a', 6), ('b', 4)]),
            week(1, &[]),
            week(0, &[('a', 2)]),
        ]
        .into();
        let used = each(['a', 'b'].into_iter(), this, &weeks, |thing| *thing);
        let told = |used: &Used<char>| used.weeks.iter().map(|(_, told)| *told).collect::<Vec<_>>();
        assert_eq!(told(&used[0]), [Told::None, Told::Many(6), Told::None]);
        assert_eq!(told(&used[1]), [Told::Few, Told::Few, Told::None]);
        assert_eq!((used[0].so_far, used[1].so_far), (Told::Few, Told::None));
        assert_eq!(used[0].weeks[0].0, this.before(3));
        let nothing = each(['a'].into_iter(), this, &ByWeek::new(), |thing| *thing);
        assert_eq!((nothing[0].so_far, nothing[0].weeks.len()), (Told::None, 0));
    }
}
