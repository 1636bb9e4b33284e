//! One organisation in the sources file, and what can be wrong with it.

use std::path::PathBuf;

use serde::Deserialize;
use url::Url;

use super::auth::Auth;
use super::interface::InterfaceEntry;
use super::protocol::Protocol;
use crate::domain::{Kind, Kinds, OdsCode, Organisation, PartialDate, Setting, Takes};

/// One organisation that is asked.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// As people know it: "Hill Street Surgery".
    pub name: String,
    /// Its code in the Organisation Data Service.
    pub ods_code: OdsCode,
    /// `gp`, `hospital`, `community` or `national`.
    pub setting: Setting,
    /// Which interface it has.
    pub protocol: Protocol,
    /// The address its interface begins with.
    pub base_url: Url,
    /// Shown wherever something of it is missing.
    pub phone: Option<String>,
    /// How Front Door shows who it is. Default: `{ type = "none" }`.
    #[serde(default)]
    pub auth: Auth,
    /// `pds` only: how changes that patients make themselves are sent, a `token-exchange` of the patient's own NHS login
    /// token. Default: none are sent.
    pub changes_auth: Option<Auth>,
    /// The system of the NHS number in its patients' identifiers.
    #[serde(default = "nhs_number_system")]
    pub patient_identifier_system: String,
    /// Since when its online records run: a year, month or day.
    pub records_start: Option<PartialDate>,
    /// The kinds of entry it shares online; national services leave this out.
    #[serde(default)]
    pub offers: Vec<Kind>,
    /// Certificates to trust for it besides the usual ones (PEM).
    pub ca_file: Option<PathBuf>,
    /// Our certificate and key for it (PEM).
    pub client_certificate: Option<PathBuf>,
    /// Whether its address may be within a private network; checked when connecting. Default: no.
    #[serde(default)]
    pub allow_private_addresses: bool,
    /// It answers only to the patient's own national log-in. Default: yes for the Patient Care Aggregator, prescriptions,
    /// GP Connect's appointments and the Validated Relationships Service, where only practice mode may say no; no for
    /// all others.
    pub needs_nhs_login: Option<bool>,
    /// The approval under which patients may see what it holds; GP Connect's record, the Patient Care Aggregator and
    /// Prescriptions for Patients stay off without one.
    pub approval: Option<String>,
    /// It may be asked about people whose record is restricted. Default: no.
    #[serde(default)]
    pub answers_for_restricted: bool,
    /// It does not share online with people younger than this, in years.
    pub from_age: Option<u32>,
    /// GP Connect only: our accredited system id, sent as `Ssp-From`.
    pub spine_from: Option<String>,
    /// GP Connect only: the surgery's accredited system id, sent as `Ssp-To`.
    pub spine_to: Option<String>,
    /// Immunisation history only: the vaccine types to ask for, as the service names them. Default: all.
    #[serde(default)]
    pub immunisation_targets: Vec<String>,
    /// `fhir-r4` with messages only: within how many working days it says that it answers them. Default: not said.
    pub message_answer_days: Option<u32>,
    /// `fhir-r4` only: what its patients may ask of it online besides, such as `attendance`. Default: nothing.
    #[serde(default)]
    pub takes: Vec<Takes>,
    /// How many questions may be under way to it at one time.
    #[serde(default = "connections")]
    pub connections: usize,
    /// Further interfaces of the same organisation, each for other kinds of entry.
    #[serde(default)]
    pub interface: Vec<InterfaceEntry>,
}

/// One organisation that cannot be asked.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct UnconnectedEntry {
    pub name: String,
    pub ods_code: OdsCode,
    pub setting: Setting,
    pub phone: Option<String>,
}

fn nhs_number_system() -> String {
    "https://fhir.nhs.uk/Id/nhs-number".to_owned()
}

pub(super) const fn connections() -> usize {
    8
}

impl SourceEntry {
    /// Every interface of the organisation, its own first; each as if it stood alone, with what it does not say
    /// itself taken from the source.
    pub fn interfaces(&self) -> Vec<SourceEntry> {
        let own = SourceEntry { interface: Vec::new(), ..self.clone() };
        let further = self.interface.iter().map(|interface| interface.of(&own));
        std::iter::once(own.clone()).chain(further).collect()
    }

    /// # Errors
    /// Which of the further interfaces is wrong, none for the source itself, and why.
    pub(super) fn check(&self) -> Result<(), (Option<usize>, String)> {
        let interfaces = self.interfaces();
        for (at, interface) in interfaces.iter().enumerate() {
            let further = at.checked_sub(1);
            let named = |why| match further {
                None => (further, why),
                Some(_) => (further, format!("interface {}: {why}", interface.protocol)),
            };
            interface.check_alone().map_err(named)?;
            let overlaps = |other: &&SourceEntry| !other.kinds().and(interface.kinds()).is_empty();
            if let Some(other) = interfaces.iter().take(at).find(overlaps) {
                let kinds: Vec<_> = other.kinds().and(interface.kinds()).iter().map(Kind::slug).collect();
                let why = format!(
                    "offers of both {} and {} names {}; let one of them alone name it",
                    other.protocol,
                    interface.protocol,
                    kinds.join(", ")
                );
                return Err((further, why));
            }
        }
        Ok(())
    }

    fn check_alone(&self) -> Result<(), String> {
        if !matches!(self.base_url.scheme(), "http" | "https") || self.base_url.cannot_be_a_base() {
            return Err("base_url must begin with http or https".to_owned());
        }
        if !self.protocol.holds_no_record() && self.offers.is_empty() {
            return Err("offers must name at least one kind of entry, such as [\"appointments\"]".to_owned());
        }
        if let Some(kind) = self.offers.iter().find(|kind| !self.protocol.can_tell(**kind)) {
            return Err(format!(
                "offers names {}, which cannot be asked for with this protocol",
                kind.slug()
            ));
        }
        if self.protocol == Protocol::GpConnect && (self.spine_from.is_none() || self.spine_to.is_none()) {
            return Err("gp-connect needs spine_from and spine_to, the accredited system ids of both sides"
                .to_owned());
        }
        if self.connections == 0 {
            return Err("connections must be at least 1".to_owned());
        }
        self.check_takes()?;
        self.auth.check()?;
        self.check_changes()?;
        self.check_whose_token()
    }

    fn check_takes(&self) -> Result<(), String> {
        let Some(first) = self.takes.first() else { return Ok(()) };
        if self.protocol != Protocol::FhirR4 {
            return Err(format!(
                "takes names {}, which is for fhir-r4; {} has its own rules",
                first.slug(),
                self.protocol
            ));
        }
        match self.takes.iter().find(|one| !self.kinds().contains(one.kind())) {
            Some(one) => {
                Err(format!("takes names {}, so offers must name {}", one.slug(), one.kind().slug()))
            }
            None => Ok(()),
        }
    }

    fn check_changes(&self) -> Result<(), String> {
        let Some(auth) = &self.changes_auth else { return Ok(()) };
        if self.protocol != Protocol::Pds {
            return Err(format!("changes_auth is for pds; {} has one auth for everything", self.protocol));
        }
        auth.check().map_err(|why| format!("changes_auth: {why}"))
    }

    fn check_whose_token(&self) -> Result<(), String> {
        match self.auth {
            // Demographics are asked before anyone knows who may be asked how, and serve every authority.
            Auth::TokenExchange(_) if self.protocol == Protocol::Pds => {
                Err("pds cannot be asked with a token of the patient's: use signed-jwt for auth, and token-exchange for \
                     changes_auth"
                    .to_owned())
            }
            Auth::TokenExchange(_) if !self.needs_nhs_login() => {
                Err("needs_nhs_login cannot be false where the patient's token is exchanged".to_owned())
            }
            Auth::Smart(_) if self.protocol != Protocol::FhirR4 => {
                Err(format!("{} cannot be asked with auth of the type smart; fhir-r4 can", self.protocol))
            }
            Auth::Smart(_) if self.needs_nhs_login() => {
                Err("needs_nhs_login cannot be true where patients log in at the hospital".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Whether it answers only to the patient's own national log-in.
    pub fn needs_nhs_login(&self) -> bool {
        let usual = self.protocol.is_for_the_patient_alone() || matches!(self.auth, Auth::TokenExchange(_));
        self.needs_nhs_login.unwrap_or(usual)
    }

    /// Whether changes go with the patient's own national token; none where none can be sent.
    pub fn changes_need_nhs_login(&self) -> Option<bool> {
        self.changes_auth.as_ref().map(|auth| matches!(auth, Auth::TokenExchange(_)))
    }

    /// Whether it answers only to patients who have logged in there.
    pub fn needs_hospital_log_in(&self) -> bool {
        matches!(self.auth, Auth::Smart(_))
    }

    pub fn kinds(&self) -> Kinds {
        self.offers.iter().copied().collect()
    }

    pub fn organisation(&self) -> Organisation {
        Organisation {
            ods_code: self.ods_code.clone(),
            name: self.name.clone(),
            setting: self.setting,
            phone: self.phone.clone(),
            records_start: self.records_start,
        }
    }
}

impl UnconnectedEntry {
    pub fn organisation(&self) -> Organisation {
        Organisation {
            ods_code: self.ods_code.clone(),
            name: self.name.clone(),
            setting: self.setting,
            phone: self.phone.clone(),
            records_start: None,
        }
    }
}
