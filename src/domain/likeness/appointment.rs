//! When two appointments are one: by booking reference, else by moment, organisation and what it is for.

use chrono::{DateTime, Utc};

use super::normal::normal;
use super::{Alike, Key, Likeness};
use crate::domain::{
    Appointment, AppointmentRequest, AppointmentStatus, Clash, Code, How, OdsCode, Organisation, Setting,
};

/// What is compared of an appointment.
pub struct AppointmentLikeness {
    keys: Vec<Key>,
    references: Vec<Code>,
    start: Option<DateTime<Utc>>,
    /// Whose it is; none where a national service does not say.
    organisation: Option<OdsCode>,
    what: String,
    status: AppointmentStatus,
    request: Option<AppointmentRequest>,
    how: How,
}

impl AppointmentLikeness {
    pub fn of(appointment: &Appointment, teller: &Organisation) -> Self {
        let by_reference = appointment.references.iter().map(|reference| Key::of(("reference", reference)));
        let by_minute = appointment.start.map(|start| Key::of(("minute", minute(start))));
        let of_teller = (teller.setting != Setting::National).then(|| teller.ods_code.clone());
        Self {
            keys: by_reference.chain(by_minute).collect(),
            references: appointment.references.clone(),
            start: appointment.start,
            organisation: appointment.organisation.clone().or(of_teller),
            what: normal(&appointment.what.text),
            status: appointment.status.clone(),
            request: appointment.request.clone(),
            how: appointment.how,
        }
    }

    fn by_reference(&self, other: &Self) -> Alike {
        let shares = self.references.iter().any(|reference| other.references.contains(reference));
        let same_system = |one: &Code| other.references.iter().any(|other| other.system == one.system);
        match shares {
            true => Alike::Same,
            false if self.references.iter().any(same_system) => Alike::Different,
            false => Alike::MaybeSame,
        }
    }

    fn at_one_moment(&self, other: &Self) -> bool {
        self.start.map(minute).is_some_and(|start| Some(start) == other.start.map(minute))
    }

    fn at_one_organisation(&self, other: &Self) -> Alike {
        match (&self.organisation, &other.organisation) {
            (Some(one), Some(other)) => Alike::where_equal(is_of(one, other) || is_of(other, one)),
            _ => Alike::MaybeSame,
        }
    }

    /// Names that say nothing ("Appointment") go with every other.
    fn for_one_thing(&self, other: &Self) -> Alike {
        const SAYS_NOTHING: [&str; 4] =
            ["appointment", "outpatient appointment", "outpatients", "hospital appointment"];
        let says_nothing = |one: &Self| SAYS_NOTHING.contains(&one.what.as_str());
        let same = self.what == other.what || says_nothing(self) || says_nothing(other);
        Alike::where_equal(same).at_worst_maybe()
    }

    fn in_one_way(&self, other: &Self) -> Alike {
        let is_told = self.how != How::NotSaid && other.how != How::NotSaid;
        Alike::where_equal(!is_told || self.how == other.how).at_worst_maybe()
    }

    fn stands_alike(&self, other: &Self) -> Alike {
        use AppointmentStatus::{Asked, Booked, Happened, Other};
        let status = match (&self.status, &other.status) {
            (one, other) if one == other => Alike::Same,
            (Other(_), _) | (_, Other(_)) => Alike::MaybeSame,
            // The one has heard later than the other.
            (Asked, Booked) | (Booked, Asked) | (Booked, Happened) | (Happened, Booked) => Alike::MaybeSame,
            _ => Alike::Different,
        };
        status.max(Alike::where_equal(self.request == other.request).at_worst_maybe())
    }

    fn is_about_one(&self, other: &Self) -> bool {
        match self.by_reference(other) {
            Alike::Same => true,
            Alike::Different => false,
            Alike::MaybeSame => {
                self.at_one_moment(other)
                    && self.at_one_organisation(other) == Alike::Same
                    && self.for_one_thing(other) == Alike::Same
            }
        }
    }
}

/// A trust's code, of three signs, begins the codes of its sites (ODS, "NHS trust sites").
fn is_of(site: &OdsCode, organisation: &OdsCode) -> bool {
    let (site, organisation) = (site.as_str(), organisation.as_str());
    site == organisation || (organisation.len() == 3 && site.len() == 5 && site.starts_with(organisation))
}

fn minute(moment: DateTime<Utc>) -> i64 {
    moment.timestamp().div_euclid(60)
}

impl Likeness for AppointmentLikeness {
    fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn alike(&self, other: &Self) -> Alike {
        let moment = Alike::where_equal(self.at_one_moment(other));
        let stands = self.stands_alike(other);
        match self.by_reference(other) {
            Alike::Different => Alike::Different,
            // One that has no time yet may be the one that has.
            Alike::Same if self.start.is_none() || other.start.is_none() => stands.at_best_maybe(),
            Alike::Same => stands.max(moment),
            Alike::MaybeSame => Alike::least([
                moment,
                stands,
                self.at_one_organisation(other),
                self.for_one_thing(other),
                self.in_one_way(other),
            ]),
        }
    }

    fn clash(&self, other: &Self) -> Option<Clash> {
        use AppointmentStatus::{Booked, Cancelled};
        if !self.is_about_one(other) {
            return None;
        }
        match (&self.status, &other.status) {
            (Booked, Cancelled) | (Cancelled, Booked) => Some(Clash::Cancelled),
            (Booked, Booked) if self.start.is_some() && other.start.is_some() => {
                (!self.at_one_moment(other)).then_some(Clash::OtherTime)
            }
            _ => None,
        }
    }
}
