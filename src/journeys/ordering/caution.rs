//! What speaks against ordering a medicine before somebody has asked: another holder stopped it or has another dose, or
//! an allergy is to this very thing.

use std::sync::Arc;

use crate::domain::{
    Alike, Allergy, AllergyLikeness, Clash, Course, Gathered, Likeness, Medicine, MedicineLikeness,
    MedicineState, Organisation, PartialDate, Repeat, SourceReport,
};

/// One reason to ask first, with whoever gives it.
#[derive(Clone, PartialEq, Debug)]
pub struct Caution {
    pub why: Why,
    pub at: Arc<Organisation>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Why {
    /// Another holder lists the same as stopped, on hold, or to be taken otherwise.
    Clash(Clash, Arc<Medicine>),
    /// Another holder lists it in another strength.
    OtherStrength(Arc<Medicine>),
    Allergy(Arc<Allergy>),
}

/// What everyone says of medicines and allergies.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Others {
    medicines: Vec<(Arc<Medicine>, Arc<Organisation>)>,
    allergies: Vec<(Arc<Allergy>, Arc<Organisation>)>,
    /// Who has not told everything, so that nobody knows what else speaks against an order.
    pub not_told: Vec<Arc<Organisation>>,
}

impl Others {
    pub fn of(medicines: &Gathered<Medicine>, allergies: &Gathered<Allergy>) -> Self {
        let mut not_told: Vec<Arc<Organisation>> = Vec::new();
        let open = |source: &&SourceReport| source.state.may_be_missing_something();
        for source in medicines.sources.iter().chain(&allergies.sources).filter(open) {
            if !not_told.contains(&source.organisation) {
                not_told.push(source.organisation.clone());
            }
        }
        let told = |gathered: &Gathered<Medicine>| {
            let all = gathered.entries.iter().flat_map(|held| held.told());
            all.map(|(holder, member)| (member.entry.clone(), holder.organisation.clone())).collect()
        };
        let listed = allergies.entries.iter().flat_map(|held| held.told());
        let listed = listed.map(|(holder, member)| (member.entry.clone(), holder.organisation.clone()));
        Self { medicines: told(medicines), allergies: listed.collect(), not_told }
    }

    /// What there is to think of before this surgery is asked for this medicine, allergies first.
    pub fn cautions(&self, surgery: &Organisation, repeat: &Repeat) -> Vec<Caution> {
        let asked = self.likeness(surgery, repeat);
        // The surgery's own allergies count too: whoever renewed the medicine may not have seen them.
        let allergies =
            self.allergies.iter().filter(|(allergy, _)| AllergyLikeness::of(allergy).is_to(&asked));
        let allergies =
            allergies.map(|(allergy, at)| Caution { why: Why::Allergy(allergy.clone()), at: at.clone() });
        let elsewhere = self.medicines.iter().filter(|(_, at)| at.ods_code != surgery.ods_code);
        let medicines = elsewhere.filter_map(|(medicine, at)| {
            let other = MedicineLikeness::of(medicine);
            let why = match asked.clash(&other) {
                Some(clash) => Why::Clash(clash, medicine.clone()),
                None if asked.is_other_strength_of(&other) => Why::OtherStrength(medicine.clone()),
                None => return None,
            };
            Some(Caution { why, at: at.clone() })
        });
        let mut all: Vec<Caution> = Vec::new();
        for caution in allergies.chain(medicines) {
            if !all.contains(&caution) {
                all.push(caution);
            }
        }
        all
    }

    /// Whether this surgery's own list of medicines, as it may be seen, has it under the same name.
    pub fn list(&self, surgery: &Organisation, repeat: &Repeat) -> bool {
        let asked = self.likeness(surgery, repeat);
        self.medicines.iter().filter(|(_, at)| at.ods_code == surgery.ods_code).any(|(medicine, _)| {
            medicine.name.text == repeat.name.text
                && MedicineLikeness::of(medicine).alike(&asked) != Alike::Different
        })
    }

    /// What is compared of a medicine that can be ordered. When it was begun stands in the surgery's record alone: one
    /// that it began after another holder had stopped it was begun anew, and is no contradiction.
    fn likeness(&self, surgery: &Organisation, repeat: &Repeat) -> MedicineLikeness {
        let asked = MedicineLikeness::of(&taken_now(repeat, None));
        let own = self.medicines.iter().filter(|(_, at)| at.ods_code == surgery.ods_code);
        let mut same =
            own.filter(|(medicine, _)| MedicineLikeness::of(medicine).alike(&asked) != Alike::Different);
        let started = same.next().and_then(|(medicine, _)| medicine.started);
        MedicineLikeness::of(&taken_now(repeat, started))
    }
}

fn taken_now(repeat: &Repeat, started: Option<PartialDate>) -> Medicine {
    Medicine {
        source_id: String::new(),
        name: repeat.name.clone(),
        dosage: repeat.dosage.clone(),
        route: None,
        coded_dosage: None,
        instructions: None,
        quantity: None,
        course: Course::Repeat,
        state: MedicineState::Current,
        started,
        ended: None,
        last_issued: None,
        recorded: None,
        reason: None,
        reason_stopped: None,
        prescriber: None,
        note: None,
    }
}
