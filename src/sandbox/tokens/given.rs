//! The codes and tokens that one practice organisation has given out.

use std::collections::HashMap;

use uuid::Uuid;

/// How long an access token is good for, in seconds.
pub const LIFE: i64 = 300;
const CODE_LIFE: i64 = 600;

/// Whom an access token is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Front Door itself.
    FrontDoors,
    /// One person's, by the NHS number in force.
    Patients(String),
}

/// A code on its way through the patient's browser.
pub struct Code {
    pub nhs_number: String,
    pub back_to: String,
    pub challenge: String,
    until: i64,
}

/// Times are in seconds of the epoch.
#[derive(Default)]
pub struct Given {
    access: HashMap<String, (Whose, i64)>,
    refresh: HashMap<String, String>,
    codes: HashMap<String, Code>,
}

fn random() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

impl Given {
    pub fn access(&mut self, whose: Whose, now: i64) -> String {
        self.access.retain(|_, (_, until)| *until > now);
        let token = random();
        self.access.insert(token.clone(), (whose, now + LIFE));
        token
    }

    /// Whose an access token is, while it is good.
    pub fn whose(&self, token: &str, now: i64) -> Option<Whose> {
        self.access.get(token).filter(|(_, until)| *until > now).map(|(whose, _)| whose.clone())
    }

    pub fn refresh(&mut self, nhs_number: String) -> String {
        let token = random();
        self.refresh.insert(token.clone(), nhs_number);
        token
    }

    /// Each is good once.
    pub fn take_refresh(&mut self, token: &str) -> Option<String> {
        self.refresh.remove(token)
    }

    pub fn code(&mut self, nhs_number: String, back_to: String, challenge: String, now: i64) -> String {
        let code = random();
        self.codes.insert(code.clone(), Code { nhs_number, back_to, challenge, until: now + CODE_LIFE });
        code
    }

    /// Each is good once.
    pub fn take_code(&mut self, code: &str, now: i64) -> Option<Code> {
        self.codes.remove(code).filter(|code| code.until > now)
    }

    /// Makes every access token run out.
    #[cfg(test)]
    pub fn end_access(&mut self) {
        self.access.clear();
    }
}
