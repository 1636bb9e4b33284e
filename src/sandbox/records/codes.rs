//! The codes used in the made-up records: SNOMED CT (UK edition), dm+d and Read, with their own terms.

use serde_json::{Value, json};

use super::holder::Holder;
use crate::sandbox::organisations::{Dialect, Interface};

/// A SNOMED CT concept, or a dm+d product (which is one).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Concept {
    pub code: &'static str,
    pub term: &'static str,
    /// The Read version 2 code that EMIS systems also send.
    pub read: Option<&'static str>,
}

pub const SNOMED: &str = "http://snomed.info/sct";

const fn concept(code: &'static str, term: &'static str) -> Concept {
    Concept { code, term, read: None }
}

const fn with_read(code: &'static str, term: &'static str, read: &'static str) -> Concept {
    Concept { code, term, read: Some(read) }
}

impl Concept {
    /// As a FHIR CodeableConcept in the manner of the organisation.
    pub fn coded(&self, holder: &Holder) -> Value {
        let snomed = json!({ "system": SNOMED, "code": self.code, "display": self.term });
        match (holder.organisation.interface, self.read) {
            (Interface::GpConnect(Dialect::Emis), Some(read)) => json!({ "coding": [
                { "system": "http://read.info/readv2", "code": read, "display": self.term, "userSelected": true },
                snomed,
            ] }),
            (Interface::GpConnect(Dialect::Emis), None) => json!({ "coding": [snomed] }),
            _ => json!({ "coding": [snomed], "text": self.term }),
        }
    }
}

/// A CodeableConcept with one coding of a FHIR code system.
pub fn coding(system: &str, code: &str, display: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": display }] })
}

// Conditions.
pub const ASTHMA: Concept = with_read("195967001", "Asthma", "H33..00");
pub const TYPE_2_DIABETES: Concept = with_read("44054006", "Type 2 diabetes mellitus", "C10F.00");
pub const HIGH_BLOOD_PRESSURE: Concept = with_read("38341003", "Hypertensive disorder", "G2...00");
pub const GLAUCOMA: Concept = concept("23986001", "Glaucoma");
pub const CATARACT: Concept = concept("193570009", "Cataract");
pub const OSTEOARTHRITIS_OF_KNEE: Concept = concept("239873007", "Osteoarthritis of knee");
pub const ECZEMA: Concept = concept("43116000", "Eczema");
pub const MIGRAINE: Concept = concept("37796009", "Migraine");
pub const HYPOTHYROIDISM: Concept = concept("40930008", "Hypothyroidism");
pub const ATRIAL_FIBRILLATION: Concept = concept("49436004", "Atrial fibrillation");
pub const PNEUMONIA: Concept = concept("233604007", "Pneumonia");
pub const FRACTURE_OF_ANKLE: Concept = concept("16114001", "Fracture of ankle");
pub const FRACTURE_OF_FOREARM: Concept = concept("65966004", "Fracture of forearm");
pub const COELIAC_DISEASE: Concept = concept("396331005", "Coeliac disease");
pub const IRON_DEFICIENCY_ANAEMIA: Concept = concept("87522002", "Iron deficiency anaemia");
pub const FAMILY_HISTORY_OF_DIABETES: Concept = concept("160303001", "Family history: Diabetes mellitus");
pub const MIXED_ANXIETY_AND_DEPRESSION: Concept =
    concept("231504006", "Mixed anxiety and depressive disorder");
pub const LEFT_KNEE: Concept = concept("82169009", "Structure of left knee region");
pub const RIGHT_KNEE: Concept = concept("6757004", "Structure of right knee region");
pub const LEFT_EYE: Concept = concept("8966001", "Left eye structure");
pub const RIGHT_EYE: Concept = concept("18944008", "Right eye structure");

// Allergies and reactions.
pub const PENICILLIN_ALLERGY: Concept = with_read("91936005", "Allergy to penicillin", "14L1.00");
pub const PEANUT_ALLERGY: Concept = with_read("91935009", "Allergy to peanut", "SN58200");
pub const ASPIRIN_ALLERGY: Concept = concept("293586001", "Allergy to aspirin");
pub const LATEX_ALLERGY: Concept = concept("300916003", "Latex allergy");
pub const COW_MILK_INTOLERANCE: Concept = concept("738069006", "Intolerance to cow milk");
pub const NO_KNOWN_ALLERGY: Concept = concept("716186003", "No known allergy");
pub const RASH: Concept = concept("271807003", "Eruption of skin");
pub const ANAPHYLAXIS: Concept = concept("39579001", "Anaphylaxis");

// Medicines (dm+d).
pub const SALBUTAMOL: Concept =
    concept("39113611000001102", "Salbutamol 100micrograms/dose inhaler CFC free");
pub const METFORMIN: Concept = concept("325278007", "Metformin 500mg tablets");
pub const AMLODIPINE_5: Concept = concept("319283006", "Amlodipine 5mg tablets");
pub const AMLODIPINE_10: Concept = concept("319284000", "Amlodipine 10mg tablets");
pub const GLICLAZIDE: Concept = concept("38896211000001104", "Gliclazide 30mg modified-release tablets");
pub const OMEPRAZOLE: Concept = concept("317291008", "Omeprazole 20mg gastro-resistant capsules");
pub const ASPIRIN: Concept = concept("319775004", "Aspirin 75mg tablets");
pub const AMOXICILLIN: Concept = concept("39732411000001106", "Amoxicillin 500mg capsules");
pub const PARACETAMOL: Concept = concept("322236009", "Paracetamol 500mg tablets");
pub const ALLOPURINOL: Concept = concept("330062008", "Allopurinol 300mg tablets");
pub const CITALOPRAM: Concept = concept("321987003", "Citalopram 20mg tablets");
pub const CO_CODAMOL: Concept = concept("322341003", "Co-codamol 30mg/500mg tablets");
pub const TRAMADOL: Concept = concept("322623000", "Tramadol 50mg capsules");
pub const IBUPROFEN: Concept = concept("329652003", "Ibuprofen 200mg tablets");
pub const BECLOMETASONE: Concept =
    concept("39111911000001107", "Beclometasone 50micrograms/dose nasal spray");

// Measurements.
pub const HBA1C: Concept = concept("999791000000106", "Haemoglobin A1c level - IFCC standardised");
pub const SODIUM: Concept = concept("1000661000000107", "Serum sodium level");
pub const POTASSIUM: Concept = concept("1000651000000109", "Serum potassium level");
pub const UREA: Concept = concept("1028131000000104", "Serum urea level");
pub const CREATININE: Concept = concept("1000731000000107", "Serum creatinine level");
pub const HAEMOGLOBIN: Concept = concept("1022431000000105", "Haemoglobin estimation");
pub const WHITE_CELLS: Concept = concept("1022541000000102", "Total white cell count");
pub const RED_CELLS: Concept = concept("1022451000000103", "Red blood cell count");
pub const PLATELETS: Concept = concept("1022651000000100", "Platelet count");
pub const CHOLESTEROL: Concept = concept("1005671000000105", "Serum cholesterol level");
pub const HDL: Concept = concept("1005681000000107", "Serum high density lipoprotein cholesterol level");
pub const LDL: Concept = concept("1022191000000100", "Serum low density lipoprotein cholesterol level");
pub const TRIGLYCERIDES: Concept = concept("1005691000000109", "Serum triglyceride level");
pub const BLOOD_PRESSURE: Concept = with_read("163020007", "O/E - blood pressure reading", "246..00");
pub const SYSTOLIC: Concept = with_read("72313002", "Systolic arterial pressure", "2469.00");
pub const DIASTOLIC: Concept = with_read("1091811000000102", "Diastolic arterial pressure", "246A.00");
pub const BODY_WEIGHT: Concept = concept("27113001", "Body weight");
pub const C_REACTIVE_PROTEIN: Concept = concept("1001371000000100", "Serum C reactive protein level");
pub const URINE_CULTURE: Concept = concept("401324008", "Urine culture");
pub const FULL_BLOOD_COUNT: Concept = concept("26604007", "Full blood count");
pub const UREA_AND_ELECTROLYTES: Concept = concept("252167001", "Urea and electrolytes");
pub const LIPIDS: Concept = concept("16254007", "Lipid panel");
pub const DIAGNOSTIC_REPORT: Concept = concept("721981007", "Diagnostic studies report");
pub const VENOUS_BLOOD: Concept = concept("122555007", "Venous blood specimen");
pub const COMMENT: Concept = concept("37331000000100", "Comment note");

// Vaccinations (procedures, as GP systems record them).
pub const FLU_VACCINATION: Concept = concept("86198006", "Administration of influenza vaccine");
pub const FIRST_COVID_VACCINATION: Concept = concept(
    "1324681000000101",
    "Administration of first dose of severe acute respiratory syndrome coronavirus 2 vaccine",
);
pub const SECOND_COVID_VACCINATION: Concept = concept(
    "1324691000000104",
    "Administration of second dose of severe acute respiratory syndrome coronavirus 2 vaccine",
);
pub const THIRD_COVID_VACCINATION: Concept = concept(
    "1363861000000103",
    "Administration of third dose of severe acute respiratory syndrome coronavirus 2 vaccine",
);
pub const MMR_VACCINATION: Concept =
    with_read("38598009", "Administration of measles and mumps and rubella vaccine", "65M1.00");
pub const INFLUENZA: Concept = concept("6142004", "Influenza");
pub const COVID: Concept = concept("840539006", "COVID-19");
pub const MEASLES: Concept = concept("14189004", "Measles");
pub const MUMPS: Concept = concept("36989005", "Mumps");
pub const RUBELLA: Concept = concept("36653000", "Rubella");
pub const LEFT_UPPER_ARM: Concept = concept("368208006", "Left upper arm structure");

// Referrals.
pub const REFERRAL_TO_PHYSIOTHERAPY: Concept =
    with_read("308447003", "Referral to physiotherapist", "8H77.00");
pub const REFERRAL_TO_ORTHOPAEDICS: Concept = concept("183545006", "Referral to orthopaedic service");
pub const REFERRAL_TO_DIETITIAN: Concept = concept("103699006", "Patient referral to dietitian");

// Letters and specialties.
pub const DISCHARGE_SUMMARY: Concept = concept("373942005", "Discharge summary");
pub const OUTPATIENT_LETTER: Concept = concept("823681000000100", "Outpatient letter");
pub const OPHTHALMOLOGY: Concept = concept("394594003", "Ophthalmology");
pub const CARDIOLOGY: Concept = concept("394579002", "Cardiology");
pub const DERMATOLOGY: Concept = concept("394582007", "Dermatology");
pub const PAEDIATRICS: Concept = concept("394537008", "Paediatric specialty");
pub const TRAUMA_AND_ORTHOPAEDICS: Concept = concept("394801008", "Trauma and orthopaedics");
