//! What comes of every example file: how many entries of each kind, and how many are set aside.

use super::examples::all;
use super::mappings::Mapping;
use super::told::told;
use crate::connectors::ConnectorError;
use crate::domain::Answer;

/// One line a file: `kind entries`, with `+n` where n were set aside. A new file, or one that is read otherwise than
/// before, fails the test below, which then prints the lines as they would be now.
///
/// What is set aside was looked at one by one: see each mapping's own tests.
const TABLE: &str = "\
aggregator/GetAppointmentResponseHappyPath.json: appointments 1
aggregator/GetDocumentReferencesResponseHappyPath.json: letters 1
aggregator/GetTasksResponseHappyPath.json: questionnaires 1
aggregator/consumer/allAppointmentStates.json: appointments 38, letters 3
aggregator/consumer/allDocumentStates.json: letters 6
aggregator/consumer/allQuestionnairestates.json: questionnaires 6
aggregator/consumer/allReferralStates.json: referrals 5
aggregator/consumer/completeWaitingLists.json: referrals 1
aggregator/consumer/emptyBundle.json: nothing
aggregator/consumer/incompleteWaitingListBreastScreening.json: appointments 2, letters 3, care-plans 1
aggregator/consumer/incompleteWaitingLists.json: referrals 1
aggregator/consumer/internalError.json: unreadable: not a bundle
aggregator/consumer/invalidAuthToken.json: unreadable: not a bundle
aggregator/consumer/invalidNhsNumber.json: unreadable: not a bundle
aggregator/consumer/mismatchNhsNumber.json: unreadable: not a bundle
aggregator/consumer/multipleWaitingLists.json: appointments 6, letters 2, referrals 3, questionnaires 1
aggregator/consumer/oneOrMoreErrors.json: appointments 1, letters 1, referrals 1
aggregator/consumer/operationOutcomeBusinessRule.json: nothing
aggregator/consumer/pifuZeroWaitingListZeroPifu.json: nothing
aggregator/consumer/under16.json: unreadable: not a bundle
aggregator/consumer/upstreamTimeout.json: nothing
aggregator/emptyBundle.json: nothing
aggregator/gatewayTimeout.json: unreadable: not a bundle
aggregator/rateLimit.json: unreadable: not a bundle
aggregator/under16.json: unreadable: not a bundle
fhir_r4/hospital.json: appointments 2, medicines 3, allergies 2, conditions 1, test-results 3, letters 1, vaccinations 2, visits 1, referrals 1, care-plans 1
gp_connect/body-site.json: medicines 1, conditions 1, details 1
gp_connect/emis-5.json: allergies 2, conditions 2, test-results 2, vaccinations 1, visits 9, details 1
gp_connect/emis-7.json: medicines 1, conditions 3, letters 7, visits 11, referrals 4, details 1
gp_connect/no-documents.json: medicines 6, allergies 2, test-results 34+1, vaccinations 1, visits 3, referrals 2, details 1
gp_connect/tpp-3.json: medicines 28, allergies 7, conditions 2, visits 1, details 1
gp_connect_appointments/appointment.json: nothing
gp_connect_appointments/appointments.json: appointments 2
gp_connect_appointments/booked.json: nothing
gp_connect_appointments/cancelled.json: nothing
gp_connect_appointments/slots.json: nothing
immunisation_history/history.json: vaccinations 3
openehr/ehr.json: nothing
openehr/result_set.json: test-results 9+2, visits 2+2
pds/Minimal_Patient.json: details 1
pds/Patient.json: details 1
pds/RelatedPersonBundle.json: nothing
pds/Sensitive_Patient.json: details 1
prescriptions_for_patients/error-401.json: unreadable: not a bundle
prescriptions_for_patients/success-multiple.json: prescriptions 3
prescriptions_for_patients/success-single-exclusion.json: prescriptions 1
prescriptions_for_patients/success.json: prescriptions 1
synthea/buster-hoeger.json: medicines 1, conditions 3, test-results 33, vaccinations 4, visits 6
synthea/clemente-kreiger.json: conditions 1, test-results 48, vaccinations 4, visits 3
";

#[test]
fn every_example_gives_all_its_usable_entries() {
    let lines: Vec<_> = all().iter().map(|path| line(path)).collect();
    let now = lines.join("\n");
    assert_eq!(now, TABLE.trim_end(), "now:\n{now}\n");
}

fn line(path: &str) -> String {
    let mapping = Mapping::of(path).expect(path);
    let said = match mapping.read_example(path) {
        Ok(answer) => counts(&answer),
        Err(ConnectorError::Unreadable(why)) => format!("unreadable: {why}"),
        Err(error) => format!("{error:?}"),
    };
    format!("{path}: {said}")
}

fn counts(answer: &Answer) -> String {
    let kinds = told(answer).into_iter().filter(|told| !told.ids.is_empty() || told.set_aside > 0);
    let words: Vec<_> = kinds
        .map(|told| match told.set_aside {
            0 => format!("{} {}", told.kind.slug(), told.ids.len()),
            aside => format!("{} {}+{aside}", told.kind.slug(), told.ids.len()),
        })
        .collect();
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}
