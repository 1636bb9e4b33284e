//! What an organisation can be asked to do for a person. A new kind of wish is a variant here, with its own plain type,
//! and says in `requests/doing/` how it is sent and found again.

use serde::{Deserialize, Serialize};

use super::{Appointment, ChangeDetails, FreeTime, Kind, OrderMedicine, Said};

/// One thing that a person wants done. It is sealed wherever it is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "kebab-case")]
pub enum Wish {
    BookAppointment(BookAppointment),
    CancelAppointment(Box<CancelAppointment>),
    OrderMedicine(OrderMedicine),
    ChangeDetails(Box<ChangeDetails>),
}

impl Wish {
    /// The kind of entry that it is about: the organisation's interface for that kind carries it out.
    pub fn kind(&self) -> Kind {
        match self {
            Self::BookAppointment(_) | Self::CancelAppointment(_) => Kind::Appointments,
            Self::OrderMedicine(_) => Kind::Prescriptions,
            Self::ChangeDetails(_) => Kind::Details,
        }
    }

    /// The word for it in the database.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::BookAppointment(_) => "book-appointment",
            Self::CancelAppointment(_) => "cancel-appointment",
            Self::OrderMedicine(_) => "order-medicine",
            Self::ChangeDetails(_) => "change-details",
        }
    }
}

/// A time that was offered, with what the person says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BookAppointment {
    pub time: FreeTime,
    pub said: Said,
}

/// An appointment as the person saw it when they asked to cancel it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CancelAppointment {
    pub appointment: Appointment,
    /// The version that they saw, where the organisation tells versions: another one is not cancelled.
    pub version: Option<String>,
    pub reason: String,
}
