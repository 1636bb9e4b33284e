//! Demographics that can be changed, national relationships and the directories, as their clients see them.

use super::*;
use crate::sandbox::Fault;
use crate::sandbox::organisation_data::OLD_MILL;
use crate::sandbox::organisations::{DEMOGRAPHICS, ORGANISATION_DATA, RELATIONSHIPS, SERVICE_DIRECTORY};
use crate::sandbox::relationships::REQUEST;

const SAM: &str = "/Patient/9990000018";

fn token(practice: &Practice) -> String {
    practice.sandbox.server(DEMOGRAPHICS).expect("demographics").tokens.front_doors()
}

/// A PATCH of Sam's record: `version` as in `If-Match`, one request id.
async fn patch(practice: &Practice, version: Option<&str>, request_id: &str, patches: Value) -> Response {
    let url = format!("{}{SAM}", practice.base(DEMOGRAPHICS));
    let request = practice.client.patch(url).header("content-type", "application/json-patch+json");
    let request = request.header("x-request-id", request_id).bearer_auth(token(practice));
    let request = match version {
        Some(version) => request.header("if-match", version),
        None => request,
    };
    request.body(json!({ "patches": patches }).to_string()).send().await.expect("an answer")
}

fn email(id: Option<&str>, value: &str) -> Value {
    let mut email = json!({ "system": "email", "use": "home", "value": value });
    if let Some(id) = id {
        email["id"] = id.into();
    }
    email
}

fn replaced(value: &str) -> Value {
    json!([{ "op": "replace", "path": "/telecom/2", "value": email(Some("t3"), value) }])
}

async fn code_of(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let json: Value = answer.json().await.expect("JSON");
    (status, json["issue"][0]["details"]["coding"][0]["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_change_raises_the_version_and_the_same_request_changes_nothing_twice() {
    let practice = practice().await;
    let before = practice.get(DEMOGRAPHICS, SAM).await.expect("an answer");
    assert_eq!(before.headers()["etag"], "W/\"2\"");
    for _ in 0..2 {
        let after = patch(&practice, Some("W/\"2\""), "1", replaced("new@example.org")).await;
        assert_eq!((after.status().as_u16(), after.headers()["etag"].to_str().ok()), (200, Some("W/\"3\"")));
        let json: Value = after.json().await.expect("JSON");
        assert_eq!(json["telecom"][2]["value"], "new@example.org");
        assert_eq!(json["telecom"][2]["period"]["start"], "2026-11-22");
    }
    let stale = patch(&practice, Some("W/\"2\""), "2", replaced("other@example.org")).await;
    assert_eq!(code_of(stale).await, (409, "RESOURCE_VERSION_MISMATCH".to_owned()));
    let none = patch(&practice, None, "3", replaced("other@example.org")).await;
    assert_eq!(code_of(none).await, (412, "PRECONDITION_FAILED".to_owned()));
    assert_eq!(practice.json(DEMOGRAPHICS, SAM).await["telecom"][2]["value"], "new@example.org");
}

#[tokio::test]
async fn a_patch_that_breaks_a_rule_is_refused_whole() {
    let practice = practice().await;
    let before = practice.json(DEMOGRAPHICS, SAM).await;
    let good =
        json!({ "op": "replace", "path": "/telecom/2", "value": email(Some("t3"), "new@example.org") });
    for (bad, status, code) in [
        (
            json!({ "op": "replace", "path": "/telecom/2", "value": email(None, "a@example.org") }),
            400,
            "INVALID_UPDATE",
        ),
        (
            json!({ "op": "replace", "path": "/telecom/9", "value": email(Some("t9"), "a@b.org") }),
            400,
            "INVALID_UPDATE",
        ),
        (
            json!({ "op": "add", "path": "/telecom/0", "value": email(None, "a@example.org") }),
            400,
            "INVALID_UPDATE",
        ),
        (
            json!({ "op": "add", "path": "/telecom/-", "value": email(None, "a@example.org") }),
            400,
            "INVALID_UPDATE",
        ),
        (json!({ "op": "remove", "path": "/telecom/2" }), 400, "INVALID_UPDATE"),
        (json!({ "op": "test", "path": "/telecom/2/id", "value": "t9" }), 400, "INVALID_UPDATE"),
        (
            json!({ "op": "replace", "path": "/telecom/2", "value": email(Some("t3"), "x") }),
            400,
            "INVALID_VALUE",
        ),
        (json!({ "op": "replace", "path": "/gender", "value": "male" }), 403, "FORBIDDEN_UPDATE"),
        (json!({ "op": "add", "path": "/pets/-", "value": {} }), 400, "INVALID_UPDATE"),
    ] {
        let refused = patch(&practice, Some("W/\"2\""), "1", json!([good, bad])).await;
        assert_eq!(code_of(refused).await, (status, code.to_owned()), "{bad}");
    }
    let phone = json!({ "id": "t2", "system": "phone", "use": "home", "value": "01632 960 124" });
    let staff = json!([{ "op": "replace", "path": "/telecom/1", "value": phone }]);
    let refused = patch(&practice, Some("W/\"2\""), "1", staff).await;
    assert_eq!(code_of(refused).await, (403, "FORBIDDEN_UPDATE".to_owned()), "a home number is for staff");
    assert_eq!(practice.json(DEMOGRAPHICS, SAM).await, before);
}

#[tokio::test]
async fn something_is_added_with_a_new_id_and_taken_away_after_a_test() {
    let practice = practice().await;
    let removal = json!([
        { "op": "test", "path": "/telecom/2/id", "value": "t3" },
        { "op": "remove", "path": "/telecom/2" },
    ]);
    assert_eq!(patch(&practice, Some("W/\"2\""), "1", removal).await.status(), 200);
    let addition = json!([{ "op": "add", "path": "/telecom/-", "value": email(None, "new@example.org") }]);
    assert_eq!(patch(&practice, Some("W/\"3\""), "2", addition).await.status(), 200);
    let sam = practice.json(DEMOGRAPHICS, SAM).await;
    assert_eq!(
        (&sam["meta"]["versionId"], &sam["telecom"][2]["value"]),
        (&json!("4"), &json!("new@example.org"))
    );
    assert_ne!(sam["telecom"][2]["id"], "t3");
}

#[tokio::test]
async fn a_restricted_record_is_not_changed() {
    let practice = practice().await;
    let url = format!("{}/Patient/9990006059", practice.base(DEMOGRAPHICS));
    let request = practice.client.patch(url).header("content-type", "application/json-patch+json");
    let request =
        request.header("x-request-id", "1").header("if-match", "W/\"2\"").bearer_auth(token(&practice));
    let addition =
        json!({ "patches": [{ "op": "add", "path": "/telecom/-", "value": email(None, "a@example.org") }] });
    let refused = request.body(addition.to_string()).send().await.expect("an answer");
    assert_eq!(code_of(refused).await, (403, "FORBIDDEN_UPDATE".to_owned()));
}

#[tokio::test]
async fn a_mother_is_found_with_her_son_from_either_side() {
    let practice = practice().await;
    let as_carer = "/Consent?performer:identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990000050\
                    &_include=Consent:grantee&_include=Consent:patient";
    let roles = practice.json(RELATIONSHIPS, as_carer).await;
    let consents = resources(&roles, "Consent");
    assert_eq!((consents.len(), &consents[0]["status"]), (1, &json!("active")));
    assert_eq!((resources(&roles, "Patient").len(), resources(&roles, "RelatedPerson").len()), (2, 1));
    let as_patient = practice.json(RELATIONSHIPS, "/Consent?patient:identifier=9990005044").await;
    assert_eq!(resources(&as_patient, "Consent")[0]["id"], consents[0]["id"]);
    let related = practice.json(RELATIONSHIPS, "/RelatedPerson?identifier=9990000050").await;
    assert_eq!(resources(&related, "RelatedPerson").len(), 1);
    let nobody = practice.json(RELATIONSHIPS, "/Consent?performer:identifier=9990000026").await;
    assert_eq!((&nobody["total"], nobody.get("entry")), (&json!(0), None));
}

#[tokio::test]
async fn relationships_refuse_what_they_cannot_answer() {
    let practice = practice().await;
    for (path, status, code) in [
        ("/Consent", 400, "MISSING_IDENTIFIER_VALUE"),
        ("/Consent?performer:identifier=9990000019", 400, "INVALID_IDENTIFIER_VALUE"),
        (
            "/Consent?performer:identifier=9990000050&patient:identifier=9990005044",
            400,
            "MULTIPLE_IDENTIFIERS",
        ),
        ("/QuestionnaireResponse?ID=NOWHERE", 404, "INVALIDATED_RESOURCE"),
    ] {
        let answer = practice.get(RELATIONSHIPS, path).await.expect("an answer");
        assert_eq!(code_of(answer).await, (status, code.to_owned()), "{path}");
    }
    let request = practice.json(RELATIONSHIPS, &format!("/QuestionnaireResponse?ID={REQUEST}")).await;
    assert_eq!(request["source"]["identifier"]["value"], "9990000042");
}

/// As [`Practice::json`], with an application's key.
async fn look_up(practice: &Practice, ods_code: &str, path: &str) -> (u16, Value) {
    let url = format!("{}{path}", practice.base(ods_code));
    let answer = practice.client.get(url).header("apikey", "practice").send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

#[tokio::test]
async fn the_list_of_organisations_knows_everyone_and_who_took_over_from_the_one_that_closed() {
    let practice = practice().await;
    let (_, surgery) = look_up(&practice, ORGANISATION_DATA, "/Organization/A99901").await;
    assert_eq!((&surgery["name"], &surgery["active"]), (&json!("HILL STREET SURGERY"), &json!(true)));
    let (_, old) = look_up(&practice, ORGANISATION_DATA, &format!("/Organization/{OLD_MILL}")).await;
    assert_eq!(old["active"], false);
    let path = format!(
        "/CodeSystem/$lookup?system=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fods-organization-code&code={OLD_MILL}&property=successor"
    );
    let (_, parameters) = look_up(&practice, ORGANISATION_DATA, &path).await;
    assert_eq!(parameters["parameter"][3]["part"][1]["valueCode"], "A99902");
    assert_eq!(look_up(&practice, ORGANISATION_DATA, "/Organization/ZZZ").await.0, 404);
    let keyless = practice.get(ORGANISATION_DATA, "/Organization/A99901").await.expect("an answer");
    assert_eq!(keyless.status(), 401);
}

#[tokio::test]
async fn places_are_filtered_sorted_and_cut_as_asked() {
    let practice = practice().await;
    let query = "/?api-version=3&search=*&$filter=OrganisationTypeId%20eq%20'PHA'%20and%20OrganisationSubType%20eq%20'Community'\
                 &$orderby=geo.distance(Geocode,%20geography'POINT(1.2%2054.2)')&$top=3&$select=ODSCode,OrganisationTypeId";
    let (status, found) = look_up(&practice, SERVICE_DIRECTORY, query).await;
    let codes: Vec<_> =
        found["value"].as_array().expect("a list").iter().map(|one| one["ODSCode"].clone()).collect();
    assert_eq!((status, codes), (200, vec![json!("FZZ01"), json!("FZZ07"), json!("FZZ02")]));
    assert_eq!(found["value"][0].get("Postcode"), None, "only what was selected");
    let (_, at) = look_up(
        &practice,
        SERVICE_DIRECTORY,
        "/?api-version=3&search=%22zz99%206hh%22&searchFields=Postcode",
    )
    .await;
    assert_eq!(at["value"].as_array().map(Vec::len), Some(2));
    assert_eq!(look_up(&practice, SERVICE_DIRECTORY, "/?api-version=2&search=*").await.0, 404);
    assert_eq!(look_up(&practice, SERVICE_DIRECTORY, "/?api-version=3&$filter=nonsense").await.0, 400);
    practice.sandbox.set_fault(SERVICE_DIRECTORY, Fault::IgnoresFilter).await.expect("an organisation");
    let (_, all) = look_up(&practice, SERVICE_DIRECTORY, query.replace("$top=3", "$top=50").as_str()).await;
    assert!(all["value"].as_array().is_some_and(|all| all.len() > 10));
}
