//! Saying that one is coming to an appointment, at the time that the person saw.

use async_trait::async_trait;

use super::messages::taken;
use super::{Doing, Looked};
use crate::connectors::{Attendance, Taken};
use crate::domain::{AppointmentStatus, ConfirmAppointment, Refusal, Standing, Told};
use crate::gather::Hand;

#[async_trait]
impl Doing for ConfirmAppointment {
    async fn look(&self, hand: &Hand) -> Looked {
        let Some(service) = hand.connector().attendance_service() else { return Looked::CannotTell };
        match service.attendance(hand.to_ask(), &self.appointment.source_id).await {
            Ok(Some(now)) => {
                let is_ours = now.said.contains(&Some(hand.order().wish()));
                self.looked(&now, is_ours)
            }
            Ok(None) => Looked::Stands(Standing::Refused(Refusal::NotThere)),
            Err(_) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        let Some(service) = hand.connector().attendance_service() else {
            return Standing::Refused(Refusal::NotAllowed);
        };
        let answer = service.say_coming(hand.order(), &self.appointment).await;
        // What comes of it is the appointment, not the answer to it.
        taken(answer.map(|_| Taken { reference: Some(self.appointment.source_id.clone()) }))
    }
}

impl ConfirmAppointment {
    fn looked(&self, now: &Attendance, is_ours: bool) -> Looked {
        let appointment = &now.appointment;
        if appointment.status == AppointmentStatus::Cancelled || appointment.start != self.appointment.start {
            return Looked::Stands(Standing::Refused(Refusal::Changed));
        }
        if !is_ours && !now.is_known() {
            return Looked::NotThere;
        }
        let told = Told { reference: Some(self.appointment.source_id.clone()), says: None };
        Looked::Stands(Standing::Done(told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Appointment, Doubt};
    use crate::requests::tests::world::appointment;

    fn wish() -> ConfirmAppointment {
        ConfirmAppointment { appointment: appointment() }
    }

    fn now(appointment: Appointment) -> Attendance {
        Attendance { appointment, said: Vec::new(), said_otherwise: false }
    }

    #[test]
    fn an_appointment_that_was_moved_or_cancelled_meanwhile_is_not_confirmed() {
        let cancelled = Appointment { status: AppointmentStatus::Cancelled, ..appointment() };
        let moved =
            Appointment { start: Some("2026-11-25T10:40:00Z".parse().expect("a time")), ..appointment() };
        for changed in [cancelled, moved] {
            let coming = Appointment { said_coming: Some(true), ..changed };
            let expected = Looked::Stands(Standing::Refused(Refusal::Changed));
            assert_eq!(wish().looked(&now(coming), true), expected);
        }
    }

    #[test]
    fn it_is_done_where_the_organisation_has_it_in_either_way_and_not_on_the_strength_of_a_contradiction() {
        let coming = Appointment { said_coming: Some(true), ..appointment() };
        assert!(matches!(wish().looked(&now(coming), false), Looked::Stands(Standing::Done(_))));
        assert!(matches!(wish().looked(&now(appointment()), true), Looked::Stands(Standing::Done(_))));
        assert_eq!(wish().looked(&now(appointment()), false), Looked::NotThere);
        let elsewhere = Attendance { said: vec![None], ..now(appointment()) };
        assert!(matches!(wish().looked(&elsewhere, false), Looked::Stands(Standing::Done(_))));
        let both = Attendance { said_otherwise: true, ..elsewhere };
        assert_eq!(wish().looked(&both, false), Looked::NotThere);
    }

    #[test]
    fn only_what_may_have_arrived_is_a_doubt() {
        use crate::connectors::{ConnectorError, NotTaken};
        let lost = taken(Err(NotTaken::NotKnown(ConnectorError::TimedOut)));
        assert_eq!(lost, Standing::NotKnown(Doubt::NoAnswer));
        let refused = taken(Err(NotTaken::Refused(Some("It is full".into()))));
        assert_eq!(refused, Standing::Refused(Refusal::Other(Some("It is full".into()))));
    }
}
