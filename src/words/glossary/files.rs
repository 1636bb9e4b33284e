//! The files of the glossary, built into the program.

macro_rules! built_in {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("terms/", $name, ".toml")))),*]
    };
}

/// Name and content. A new file is a line here; a test finds one that was forgotten.
pub const FILES: &[(&str, &str)] = built_in! {
    "allergens"
    "body"
    "conditions_blood_and_cancer"
    "conditions_blood_vessels"
    "conditions_bones_and_joints"
    "conditions_breathing"
    "conditions_digestion"
    "conditions_eyes_ears_and_mouth"
    "conditions_heart"
    "conditions_hormones"
    "conditions_infections"
    "conditions_kidneys_and_men"
    "conditions_mind"
    "conditions_nerves"
    "conditions_skin"
    "conditions_women_and_pregnancy"
    "dosage"
    "letters"
    "medicine_classes"
    "medicines_breathing_and_allergy"
    "medicines_diabetes_and_thyroid"
    "medicines_heart"
    "medicines_hormones_eyes_and_skin"
    "medicines_infections"
    "medicines_mind"
    "medicines_nerves_and_joints"
    "medicines_pain"
    "medicines_stomach_and_vitamins"
    "procedures_heart_joints_and_care"
    "procedures_operations_and_cameras"
    "several_meanings"
    "tests_blood_cells_and_chemistry"
    "tests_blood_fats_hormones_and_more"
    "tests_heart_lungs_and_scans"
    "tests_infections"
    "tests_measurements_and_samples"
    "vaccines"
};
