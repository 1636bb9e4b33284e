//! The worker against a stand-in for Notify and a real mail server: everything is told, and nothing twice.

mod notify_stand_in;
mod smtp_sink;
mod stopped;

use super::*;
use crate::domain::{About, Channel, Clock, Contact};
use crate::store::testing::{TestDatabase, at, keys};
use crate::store::{NoticeId, Outbox, Told};

/// An outbox with one thing to tell, and a clock.
struct Desk {
    home: TestDatabase,
    outbox: Outbox,
    clock: Clock,
}

impl Desk {
    async fn new() -> Self {
        let home = TestDatabase::sqlite().await;
        let outbox = Outbox::new(home.database.clone(), keys(), &Channel::ALL, None);
        Self { home, outbox, clock: Clock::fixed(at(0)) }
    }

    async fn write(&self, to: &Contact, about: &About) -> NoticeId {
        let mut transaction = self.home.database.begin_write().await.expect("a transaction");
        let told = self.outbox.tell_contact(&mut transaction, None, to, about, None, self.clock.now()).await;
        transaction.commit().await.expect("stored");
        match told.expect("written") {
            Told::Written(id) => id,
            other => panic!("{other:?}"),
        }
    }

    fn worker(&self, posts: &Posts) -> Worker {
        Worker::new(self.outbox.clone(), posts.clone(), self.clock.clone())
    }

    async fn work(&self, posts: &Posts) {
        self.worker(posts).work().await.expect("it works");
    }

    /// How the one notice stands, and why.
    async fn state(&self) -> (String, Option<String>) {
        use crate::store::query::fetch_optional;
        let sql = "SELECT state, why FROM outbox";
        let row = fetch_optional!(self.home.database.reader(), (String, Option<String>), sql);
        row.expect("an answer").expect("a row")
    }
}

fn mobile() -> Contact {
    Contact::Text("+447700900123".into())
}

fn email() -> Contact {
    Contact::Email("anna@example.org".into())
}
