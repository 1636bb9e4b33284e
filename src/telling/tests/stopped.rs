//! A worker that is dropped in the middle, at every step that it takes: the next one goes on, and nothing is told twice.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use super::notify_stand_in::StandIn;
use super::smtp_sink::Sink;
use super::*;

/// Runs a worker until it has waited so often, then drops it. Says whether it came to its end before.
async fn dropped_after(waits: usize, work: impl Future<Output = ()>) -> bool {
    let mut work = pin!(work);
    let mut left = waits;
    std::future::poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(true),
        Poll::Pending if left == 0 => Poll::Ready(false),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_stops_at_any_step_leaves_a_text_that_is_sent_exactly_once() {
    for waits in 0.. {
        let desk = Desk::new().await;
        let (stand_in, posts) = StandIn::start(&desk.clock).await;
        desk.write(&mobile(), &About::SomethingNew).await;
        let worker = desk.worker(&posts);
        let ended = dropped_after(waits, async { worker.work().await.expect("it works") }).await;
        // What was on its way comes to its end.
        tokio::time::sleep(Duration::from_millis(30)).await;
        desk.clock.advance(chrono::Duration::minutes(6));
        desk.work(&posts).await;
        assert_eq!(stand_in.count(), 1, "stopped after {waits} waits");
        assert_eq!(desk.state().await.0, "sent", "stopped after {waits} waits");
        desk.home.remove().await;
        if ended {
            assert!(waits > 2, "the worker was hardly ever stopped");
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_stops_at_any_step_leaves_an_email_that_is_never_sent_twice() {
    let sink = Sink::from_environment();
    for waits in 0.. {
        let desk = Desk::new().await;
        let posts = sink.posts();
        let id = desk.write(&email(), &About::SomethingNew).await;
        let worker = desk.worker(&posts);
        let ended = dropped_after(waits, async { worker.work().await.expect("it works") }).await;
        tokio::time::sleep(Duration::from_millis(30)).await;
        desk.clock.advance(chrono::Duration::minutes(6));
        desk.work(&posts).await;
        tokio::time::sleep(Duration::from_millis(30)).await;
        let (state, came) = (desk.state().await.0, sink.emails(id).len());
        // A mail server does not tell what it has taken: what may have gone is not sent again.
        let right = matches!((state.as_str(), came), ("sent", 1) | ("not-known", 0 | 1));
        assert!(right, "stopped after {waits} waits: {state}, {came} came");
        desk.home.remove().await;
        if ended {
            assert!(waits > 2, "the worker was hardly ever stopped");
            assert_eq!((state.as_str(), came), ("sent", 1));
            return;
        }
    }
}

/// Hands over to another, and stays away for good before or after that.
struct Stays {
    away: When,
    post: Arc<dyn Post>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum When {
    Before,
    After,
}

#[async_trait::async_trait]
impl Post for Stays {
    async fn send(&self, id: NoticeId, to: &Contact, message: &Message) -> Result<(), NotSent> {
        if self.away == When::After {
            self.post.send(id, to, message).await?;
        }
        std::future::pending().await
    }

    async fn has_gone(&self, id: NoticeId) -> Result<Option<bool>, NotSent> {
        self.post.has_gone(id).await
    }
}

#[tokio::test]
async fn a_worker_that_stops_just_before_or_after_a_text_has_gone_leaves_it_sent_exactly_once() {
    for away in [When::Before, When::After] {
        let desk = Desk::new().await;
        let (stand_in, posts) = StandIn::start(&desk.clock).await;
        desk.write(&mobile(), &About::SomethingNew).await;
        let post = posts.text.clone().expect("a way");
        let stays = Posts { text: Some(Arc::new(Stays { away, post })), ..Posts::default() };
        let worker = desk.worker(&stays);
        let stopped = tokio::time::timeout(Duration::from_millis(500), worker.work()).await;
        assert!(stopped.is_err(), "{away:?}: it came to its end");
        assert_eq!(desk.state().await.0, "sending", "{away:?}");
        desk.clock.advance(chrono::Duration::minutes(6));
        desk.work(&posts).await;
        assert_eq!((desk.state().await.0.as_str(), stand_in.count()), ("sent", 1), "{away:?}");
    }
}
