//! What a person asked for before staff stopped their own access, at their wish.

use super::*;
use crate::store::query::execute;

async fn is_stopped(world: &World, by: Option<&str>) {
    let sql = "UPDATE account SET stopped_by = $1";
    execute!(world.home.database.writer(), sql, by).expect("a change");
}

#[tokio::test]
async fn what_was_not_sent_when_own_access_was_stopped_is_never_sent_and_says_so() {
    let world = World::new().await;
    world.written_down_alone(WISH).await;
    is_stopped(&world, Some(world::SURGERY)).await;
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::OwnAccessStopped));
    is_stopped(&world, None).await;
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::OwnAccessStopped), "it stays so");
    assert_eq!(world.book.sent(), 0);
}

#[tokio::test]
async fn what_was_sent_before_own_access_was_stopped_is_found_and_never_sent_again() {
    let world = World::new().await;
    world.book.does(Does::HangsAfter);
    world.killed_while_asking(WISH).await;
    is_stopped(&world, Some(world::SURGERY)).await;
    world.book.does(Does::Books);
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)), "it was done");

    let world = World::new().await;
    world.book.does(Does::HangsBefore);
    world.killed_while_asking(WISH).await;
    is_stopped(&world, Some(world::SURGERY)).await;
    world.book.does(Does::Books);
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::NotDone));
    assert_eq!((world.book.sent(), world.book.booked()), (1, 0));
}
