//! What a person said is not about them is in nothing that is gathered about them.

use uuid::Uuid;

use super::*;
use crate::domain::{Held, Report, ReportState, WhatIsWrong};

async fn hide(world: &World, held: &Held<Medicine>) -> Uuid {
    let report = Report {
        id: Uuid::now_v7(),
        entry: held.id,
        kind: Kind::Medicines,
        holders: held.holders.iter().map(|holder| holder.organisation.ods_code.clone()).collect(),
        what: WhatIsWrong::NotAboutMe,
        text: String::new(),
        made_at: world.clock.now(),
        state: ReportState::WrittenDown,
    };
    let reports = &world.gather.0.keeping.reports;
    reports.write_down(world.person.id, &report, &held.all_ids().collect::<Vec<_>>()).await.expect("stored");
    report.id
}

#[tokio::test]
async fn what_is_hidden_is_gone_at_the_next_look_though_nobody_is_asked_again() {
    let world = World::new().await;
    let before = world.medicines().await;
    before.keep("a page", "with the medicine");
    let report = hide(&world, &before.entries[0]).await;
    let after = world.medicines().await;
    assert!(after.entries.is_empty(), "both holders told of it");
    assert_eq!(after.made::<_, &str>(&"a page"), None, "the page with it is still kept");
    assert_eq!((world.asked(SURGERY), world.asked(HOSPITAL)), (1, 1));
    assert!(matches!(state(&after, SURGERY), SourceState::Answered { entries: 1, .. }), "it did tell of it");
    let reports = &world.gather.0.keeping.reports;
    reports.take_back(world.person.id, report, world.clock.now()).await.expect("stored");
    assert_eq!(world.medicines().await.entries.len(), 1);
}

#[tokio::test]
async fn only_what_was_hidden_is_gone_and_from_all_kinds_together_too() {
    let world = World::new().await;
    let two = vec![aspirin("h1", "Two a day"), aspirin("h2", "Three a day")];
    world.script(HOSPITAL, Says::Holds(medicines(two)));
    let before = world.medicines().await;
    assert_eq!(before.entries.len(), 3);
    hide(&world, &before.entries[1]).await;
    let left: Vec<_> = world.medicines().await.entries.iter().map(|held| held.id).collect();
    assert_eq!(left, [before.entries[0].id, before.entries[2].id]);
    let permit = world.permit();
    let sealed = world.gather.everything(&permit).await.expect("gathered");
    let everything = permit.disclose(sealed, Purpose::Home).await.expect("opened");
    assert_eq!(everything.medicines.entries.len(), 2);
}

#[tokio::test]
async fn when_what_is_hidden_cannot_be_looked_up_nothing_is_shown() {
    let world = World::new().await;
    let writer = world.home.database.writer();
    crate::store::query::execute!(writer, "ALTER TABLE hidden_entry RENAME TO away").expect("a change");
    assert!(world.gather.one::<Medicine>(&world.permit()).await.is_err());
}
