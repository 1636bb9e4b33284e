//! How each kind of wish is sent and found again; one file a wish.

mod book_appointment;
mod cancel_appointment;
mod change_details;
mod confirm_appointment;
mod order_medicine;
mod messages;
mod no_longer_needed;
mod send_answers;

use async_trait::async_trait;

use crate::domain::{Standing, Wish};
use crate::gather::Hand;

/// What looking for a wish showed.
#[derive(Clone, PartialEq, Debug)]
pub enum Looked {
    /// The organisation has it, and this is how it stands.
    Stands(Standing),
    /// The organisation answered, and it is not done.
    NotThere,
    /// It did not answer, or not so that anyone could tell.
    CannotTell,
}

/// A wish that an organisation can be asked to carry out.
#[async_trait]
pub trait Doing: Send + Sync {
    /// Finds out at the organisation what has become of the wish. Changes nothing there.
    async fn look(&self, hand: &Hand) -> Looked;

    /// Has it done, at most once however often it is called for one wish ([`crate::access::ActOrder::wish`]).
    ///
    /// [`Standing::ToBeSent`] where it certainly was not done and may be tried again; [`Standing::Received`] where the
    /// organisation said yes, which is then looked for; [`Standing::NotKnown`] where nobody can say.
    async fn send(&self, hand: &Hand) -> Standing;
}

/// What carries a wish out.
pub fn doing(wish: &Wish) -> &dyn Doing {
    match wish {
        Wish::BookAppointment(wish) => wish,
        Wish::CancelAppointment(wish) => &**wish,
        Wish::ConfirmAppointment(wish) => &**wish,
        Wish::NoLongerNeeded(wish) => &**wish,
        Wish::OrderMedicine(wish) => wish,
        Wish::ChangeDetails(wish) => &**wish,
        Wish::SendMessage(wish) => wish,
        Wish::TellWrong(wish) => wish,
        Wish::SendAnswers(wish) => wish,
    }
}
