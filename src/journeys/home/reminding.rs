//! Appointments that the home page shows are noted, so that the person can be reminded of them.

use chrono::{DateTime, Utc};

use crate::access::Permit;
use crate::domain::AppointmentStatus;
use crate::gather::Everything;
use crate::store::{Reminders, StoreError};

/// Notes what is booked and to come. What somebody else sees on the patient's behalf reminds nobody.
///
/// # Errors
/// When it is not stored.
pub async fn note_appointments(
    reminders: &Reminders,
    permit: &Permit,
    everything: &Everything,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if !permit.is_the_patients_own() {
        return Ok(());
    }
    let booked = everything
        .appointments
        .entries
        .iter()
        .filter(|held| held.entry.status == AppointmentStatus::Booked && held.entry.is_upcoming(now));
    let booked: Vec<_> = booked.filter_map(|held| Some((held.id, held.entry.start?))).collect();
    match booked.is_empty() {
        true => Ok(()),
        false => reminders.note(permit.actor(), &booked, now).await,
    }
}
