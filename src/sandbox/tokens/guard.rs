//! Who is let in to the records: nobody with a wrong token, and nobody without one where one is wanted.

use axum::response::Response;
use chrono::Utc;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};

use super::Tokens;
use super::given::Whose;
use crate::sandbox::answers::Refusal;
use crate::sandbox::faults::Fault;

const fn refusal(diagnostics: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "login", "ACCESS_DENIED", "Access denied").because(diagnostics)
}

const NO_TOKEN: Refusal = refusal("No access token was sent");
const UNKNOWN: Refusal = refusal("The access token is not known");
const EXPIRED: Refusal = refusal("The access token has expired");
const OTHER_TENANT: Refusal = refusal("The access token is for another organisation");
const OTHER_PERSON: Refusal = refusal("The access token is for another person");
const NO_PERMISSION: Refusal =
    Refusal::new(StatusCode::FORBIDDEN, "forbidden", "ACCESS_DENIED", "Access denied")
        .because("The access token does not give permission for this");

impl Tokens {
    /// The refusal, where there is one.
    pub(super) fn guard(
        &self,
        fault: Fault,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Option<Response> {
        let refused = self.check(fault, uri, headers, body).err()?;
        let mut response = refused.response(self.organisation.interface);
        if refused.status == StatusCode::UNAUTHORIZED {
            let wanted = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, wanted);
        }
        Some(response)
    }

    /// The NHS number of the person whose own token was sent, as the gateway before a national service passes it on.
    pub fn patient(&self, headers: &HeaderMap) -> Option<String> {
        let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        match self.inside().given.whose(sent.strip_prefix("Bearer ")?, Utc::now().timestamp())? {
            Whose::Patients(number) => Some(number),
            Whose::FrontDoors => None,
        }
    }

    fn check(&self, fault: Fault, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
        match fault {
            Fault::WrongToken => return Err(UNKNOWN),
            Fault::ExpiredToken | Fault::ClockSkew => return Err(EXPIRED),
            Fault::WrongTenant => return Err(OTHER_TENANT),
            Fault::NoPermission => return Err(NO_PERMISSION),
            _ => {}
        }
        let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some(sent) = sent else {
            return if self.organisation.wants_tokens() { Err(NO_TOKEN) } else { Ok(()) };
        };
        let token = sent.strip_prefix("Bearer ").ok_or(NO_TOKEN)?;
        let whose = self.inside().given.whose(token, Utc::now().timestamp()).ok_or(UNKNOWN)?;
        match whose {
            Whose::Patients(number) if self.is_about_another(&number, uri, body) => Err(OTHER_PERSON),
            _ => Ok(()),
        }
    }

    /// Whether a question names anybody but the person with this number.
    fn is_about_another(&self, number: &str, uri: &Uri, body: &[u8]) -> bool {
        let named = |word: &str| uri.to_string().contains(word) || contains(body, word);
        let mut others = self.people.iter().filter(|person| !person.answers_to(number));
        others.any(|person| {
            named(person.nhs_number)
                || person.superseded_by.is_some_and(named)
                || named(&self.holder(person).patient_id())
        })
    }

    /// Makes every token that was given run out.
    #[cfg(test)]
    pub fn end_all(&self) {
        self.inside().given.end_access();
    }

    /// A token of Front Door's own.
    #[cfg(test)]
    pub fn front_doors(&self) -> String {
        self.inside().given.access(Whose::FrontDoors, Utc::now().timestamp())
    }
}

fn contains(body: &[u8], word: &str) -> bool {
    body.windows(word.len()).any(|part| part == word.as_bytes())
}
