//! Why NHS login did not let somebody in; each reason has a page of its own.

use axum::response::{IntoResponse, Redirect, Response};
use url::form_urlencoded;

use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// One reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The person went back.
    Cancelled,
    /// The person did not agree that NHS login shares their details with us.
    NotShared,
    /// Their NHS login does not yet say who they are; they can prove it now.
    ProveFirst,
    /// They went to prove who they are, and it did not come to that.
    NotProved,
    NoNhsNumber,
    /// Nobody here has this NHS number, and no account is made by itself.
    NoAccount,
    /// What NHS login says and what we know differ.
    Differs,
    /// The browser came back on a way that it did not begin.
    StartAgain,
    TooLate,
    /// The NHS App's word was not enough; the person must log in there again.
    LogInAgain,
    NotWorking,
    /// NHS login does not take us for who we are.
    OurFault,
    /// What came from NHS login was not what it should be.
    NotRight,
}

impl Why {
    pub const ALL: [Self; 13] = [
        Self::Cancelled,
        Self::NotShared,
        Self::ProveFirst,
        Self::NotProved,
        Self::NoNhsNumber,
        Self::NoAccount,
        Self::Differs,
        Self::StartAgain,
        Self::TooLate,
        Self::LogInAgain,
        Self::NotWorking,
        Self::OurFault,
        Self::NotRight,
    ];

    pub const fn slug(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::NotShared => "not-shared",
            Self::ProveFirst => "prove-who-you-are",
            Self::NotProved => "not-proved",
            Self::NoNhsNumber => "no-nhs-number",
            Self::NoAccount => "no-account",
            Self::Differs => "differs",
            Self::StartAgain => "start-again",
            Self::TooLate => "too-late",
            Self::LogInAgain => "log-in-again",
            Self::NotWorking => "not-working",
            Self::OurFault => "our-fault",
            Self::NotRight => "not-right",
        }
    }

    pub fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.slug() == slug)
    }

    /// What an error that came back means (OpenID Connect Core 1.0, section 3.1.2.6; NHS App developer documentation,
    /// for `ConsentNotGiven`).
    pub fn of_error(error: &str, description: Option<&str>, from_app: bool) -> Self {
        match error {
            "access_denied" if description.is_some_and(|said| said.contains("ConsentNotGiven")) => {
                Self::NotShared
            }
            "consent_required" => Self::NotShared,
            "access_denied" => Self::Cancelled,
            "login_required" | "interaction_required" | "account_selection_required" if from_app => {
                Self::LogInAgain
            }
            "login_required" | "interaction_required" | "account_selection_required" => Self::TooLate,
            _ => Self::NotWorking,
        }
    }

    /// To its page.
    pub fn redirect(self, return_to: &str) -> Response {
        let mut address = format!("/log-in/nhs-login/{}", self.slug());
        if return_to != "/" {
            let query =
                form_urlencoded::Serializer::new(String::new()).append_pair("return", return_to).finish();
            address = format!("{address}?{query}");
        }
        Redirect::to(&address).into_response()
    }

    pub fn heading(self, locale: Locale) -> Words {
        match self {
            Self::Cancelled => t!(locale, "You did not log in"),
            Self::NotShared => t!(locale, "We cannot log you in with NHS login"),
            Self::ProveFirst => t!(locale, "Prove who you are to see your record"),
            Self::NotProved => t!(locale, "NHS login does not know yet who you are"),
            Self::NoNhsNumber => t!(locale, "NHS login did not give us your NHS number"),
            Self::NoAccount => t!(locale, "We cannot find you here"),
            Self::Differs => t!(locale, "Your details do not match"),
            Self::StartAgain => t!(locale, "Start again to log in"),
            Self::TooLate => t!(locale, "That took too long"),
            Self::LogInAgain => t!(locale, "Log in again in the NHS App"),
            Self::NotWorking => t!(locale, "NHS login is not working at the moment"),
            Self::OurFault => t!(locale, "We could not log you in with NHS login"),
            Self::NotRight => t!(locale, "We could not check your NHS login"),
        }
    }

    /// What happened, and what to do.
    pub(super) fn words(self, locale: Locale) -> [Words; 2] {
        match self {
            Self::Cancelled => [
                t!(locale, "You went back before NHS login was finished."),
                t!(locale, "Nothing was changed. You can try again whenever you want."),
            ],
            Self::NotShared => [
                t!(locale, "You chose not to share your NHS login details with Front Door."),
                t!(
                    locale,
                    "Without them we cannot tell whose record to show. You can go back and agree, or log in another way."
                ),
            ],
            Self::ProveFirst => [
                t!(
                    locale,
                    "You have an NHS login, but it does not know yet who you are. We only show a record to the person it is about."
                ),
                t!(
                    locale,
                    "NHS login can check who you are now. You may need photo ID, such as a passport or driving licence, and the camera of your phone."
                ),
            ],
            Self::NotProved => [
                t!(
                    locale,
                    "The check of who you are was not finished, or did not work. It can take up to 24 hours."
                ),
                t!(locale, "Try again later. If you have no photo ID, your GP surgery can help you."),
            ],
            Self::NoNhsNumber => [
                t!(locale, "We need your NHS number to find your record."),
                t!(
                    locale,
                    "Call your GP surgery. Ask if the NHS number they have for you is the one that NHS login has."
                ),
            ],
            Self::NoAccount => [
                t!(locale, "NHS login let you in, but nobody with your NHS number is known to this portal."),
                t!(locale, "Ask your GP surgery how to get a log-in here."),
            ],
            Self::Differs => [
                t!(
                    locale,
                    "NHS login and Front Door do not have the same NHS number or date of birth for you. To keep records safe, we opened nothing."
                ),
                t!(locale, "Call your GP surgery. They can check your details and put them right."),
            ],
            Self::StartAgain => [
                t!(
                    locale,
                    "This browser did not begin this log-in, or you opened it in 2 windows. Nobody was logged in."
                ),
                t!(locale, "Go back to the log-in page and start again."),
            ],
            Self::TooLate => [
                t!(
                    locale,
                    "NHS login gives us a code that works once and for a short time. It no longer works."
                ),
                t!(locale, "Nothing was changed. Try again."),
            ],
            Self::LogInAgain => [
                t!(locale, "The NHS App could not tell us who you are."),
                t!(locale, "Go back to the NHS App, log in there again, and open Front Door once more."),
            ],
            Self::NotWorking => [
                t!(
                    locale,
                    "We cannot reach NHS login, or it could not answer. This is not because of anything you did."
                ),
                t!(locale, "Try again in a few minutes."),
            ],
            Self::OurFault => [
                t!(
                    locale,
                    "It is not something that you did. Front Door and NHS login do not understand each other at the moment."
                ),
                t!(locale, "Those who run Front Door can see this. Log in another way, or try again later."),
            ],
            Self::NotRight => [
                t!(
                    locale,
                    "What came back from NHS login was not what it should be. To keep records safe, we opened nothing."
                ),
                t!(locale, "Try again. If it happens again, log in another way and tell your GP surgery."),
            ],
        }
    }

    /// Whether trying again now may help.
    pub(super) fn can_try_again(self) -> bool {
        !matches!(
            self,
            Self::NoNhsNumber | Self::NoAccount | Self::Differs | Self::LogInAgain | Self::OurFault
        )
    }

    /// Whether somebody may now be without something that they need.
    pub(super) fn leaves_people_without(self) -> bool {
        matches!(self, Self::NotWorking | Self::OurFault | Self::Differs | Self::NoNhsNumber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_of_openid_connect_has_its_reason() {
        for (error, said, from_app, why) in [
            ("access_denied", Some("ConsentNotGiven"), false, Why::NotShared),
            ("access_denied", None, false, Why::Cancelled),
            ("consent_required", None, false, Why::NotShared),
            ("login_required", None, true, Why::LogInAgain),
            ("login_required", None, false, Why::TooLate),
            ("interaction_required", None, true, Why::LogInAgain),
            ("temporarily_unavailable", None, false, Why::NotWorking),
            ("server_error", None, false, Why::NotWorking),
            ("invalid_request", None, false, Why::NotWorking),
            ("unauthorized_client", None, false, Why::NotWorking),
            ("something_new", None, true, Why::NotWorking),
        ] {
            assert_eq!(Why::of_error(error, said, from_app), why, "{error}");
        }
    }

    #[test]
    fn each_reason_is_found_by_its_address() {
        for why in Why::ALL {
            assert_eq!(Why::of(why.slug()), Some(why));
        }
        assert_eq!(Why::of("back"), None);
    }
}
