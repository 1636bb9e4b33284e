//! What an organisation's engineer can do about each thing that `front-door check-source` finds.

use crate::connectors::ConnectorError;
use crate::domain::{SetAside, SourceNote, WhyMissing};

/// What to look at, for each way to fail.
pub(super) fn of_error(why: &ConnectorError) -> &'static str {
    match why {
        ConnectorError::TimedOut => {
            "It took the question and did not answer in time. See whether it hangs for other clients too, and which \
             search is slow there."
        }
        ConnectorError::NoConnection(why) if why.contains("certificate") => {
            "Its certificate has run out, is for another name, or is signed by an authority that is not trusted here: \
             renew it, or name the authority's file in ca_file."
        }
        ConnectorError::NoConnection(why) if why.contains("TLS") => {
            "base_url says https and what answers there speaks no TLS that we speak (1.2 or 1.3): check the port."
        }
        ConnectorError::NoConnection(_) => {
            "Nothing answers at base_url: check the host, the port, the firewall on either side, and \
             client_certificate where it wants one."
        }
        ConnectorError::Busy { .. } => {
            "It asked to be left alone for a while. Ask again later; if that is usual, lower connections in the \
             sources file or have its limit raised."
        }
        ConnectorError::ServerError(400..=499) => {
            "It refused the question as such. Compare base_url and patient_identifier_system with what it expects; its \
             log has the question under our X-Correlation-ID."
        }
        ConnectorError::ServerError(_) => {
            "The fault is on its side. Its log has the question under our X-Correlation-ID."
        }
        ConnectorError::Unauthorised => {
            "It does not accept how we show who we are. Check auth: the client id, the key and its key_id, token_url, the \
             scope, and that the token is for this very organisation and its test or live system."
        }
        ConnectorError::ClocksDiffer { .. } => {
            "Tokens count as run out where clocks differ. Set both clocks by NTP; nothing else is wrong perhaps."
        }
        ConnectorError::NeedsPatient(_) => {
            "It answers only while the patient is logged in, which a check is not: log in to the portal as a test \
             patient and look at the page Where your information comes from."
        }
        ConnectorError::Forbidden => {
            "It knows us and does not share this. Have the permission or scope given, or take the kind out of offers so \
             that pages say that it is not shared online."
        }
        ConnectorError::NotForThisAge => {
            "It does not share with people of this age. Name the age in from_age so that it is not asked, or check with \
             an older test patient."
        }
        ConnectorError::DoesNotKnowPerson => {
            "It holds nobody of this NHS number. Check with a test patient that it knows; if it does know this one, \
             compare patient_identifier_system with the system in its Patient.identifier."
        }
        ConnectorError::Gone => "It says that it no longer holds this. Nothing of it is shown any more.",
        ConnectorError::Unreadable(_) => {
            "What came is not what the interface promises. Check that base_url is the interface's own address and not \
             that of a web page, and that nothing on the way changes or cuts answers."
        }
        ConnectorError::TooLarge => {
            "One page of its answer is larger than FRONT_DOOR_ANSWER_BYTES. Have it send smaller pages (_count), or raise \
             the setting."
        }
        ConnectorError::Redirected => {
            "It sends us to another place. Write the address that it leads to as base_url, if that is meant."
        }
        ConnectorError::AboutSomebodyElse => {
            "STOP: it sent something about another person. Nothing of the answer is used. Do not connect it before its \
             supplier has found out why."
        }
        ConnectorError::IgnoredFilter => {
            "STOP: it left out whom we asked about and may send everybody. It must refuse what it does not understand \
             (Prefer: handling=strict) and repeat the patient in the self link."
        }
        ConnectorError::AddressNotAllowed => {
            "base_url leads to a private or local address. If that is meant, set allow_private_addresses = true."
        }
    }
}

/// What to look at, for each reason for which an entry is not shown.
pub(super) fn of_set_aside(why: SetAside) -> &'static str {
    match why {
        SetAside::DoesNotCount => "Nothing is wrong.",
        SetAside::NoName => "Send a text or a display with each code.",
        SetAside::NoSubject => "Send subject or patient with each resource.",
        SetAside::NoKind => "Send the type or category that the interface asks for.",
        SetAside::NotAResource => "Each entry must hold one resource of the type that was searched for.",
        SetAside::NotReadable => "A field has another form than the interface gives it.",
    }
}

/// What its own notes mean for people.
pub(super) fn of_note(note: &SourceNote) -> String {
    match note {
        SourceNote::ConfidentialItems => "Pages say: some entries are confidential and not shown.".to_owned(),
        SourceNote::TransferUnderWay { .. } => {
            "Pages say that the record is still on its way there and some of it is missing.".to_owned()
        }
        SourceNote::Incomplete { text: Some(text) } => {
            format!("It says itself that something is missing: {text}")
        }
        SourceNote::Incomplete { text: None } => {
            "Part of the answer is missing: a list, a search or a page of it failed, or it kept something back.".to_owned()
        }
        SourceNote::Missing(why) => match why {
            WhyMissing::NoAnswerInTime => "Some of those that it asks did not answer it in time.".to_owned(),
            WhyMissing::Unreadable => "Some of those that it asks sent it what it could not read.".to_owned(),
            WhyMissing::CouldNotAnswer => "Some of those that it asks failed.".to_owned(),
            WhyMissing::OlderThanYears(years) => {
                format!("It leaves out what is older than {years} years.")
            }
            WhyMissing::NoLongerCount => "It leaves out entries that no longer count.".to_owned(),
            WhyMissing::NoMoreThan(most) => format!("It never tells of more than {most}."),
        },
        SourceNote::Words(text) => format!("It says: {text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::WhyNotAsked;

    #[test]
    fn each_way_to_fail_says_something_of_its_own_to_do() {
        let no_connection = |why: &str| ConnectorError::NoConnection(why.into());
        let all = [
            ConnectorError::TimedOut,
            no_connection("its certificate is not accepted"),
            no_connection("no TLS can be agreed on"),
            no_connection("connection refused"),
            ConnectorError::Busy { retry_after: None },
            ConnectorError::ServerError(400),
            ConnectorError::ServerError(500),
            ConnectorError::Unauthorised,
            ConnectorError::ClocksDiffer { seconds: 600 },
            ConnectorError::NeedsPatient(WhyNotAsked::NeedsNhsLogin),
            ConnectorError::Forbidden,
            ConnectorError::NotForThisAge,
            ConnectorError::DoesNotKnowPerson,
            ConnectorError::Gone,
            ConnectorError::Unreadable("not JSON"),
            ConnectorError::TooLarge,
            ConnectorError::Redirected,
            ConnectorError::AboutSomebodyElse,
            ConnectorError::IgnoredFilter,
            ConnectorError::AddressNotAllowed,
        ];
        let said: std::collections::HashSet<_> = all.iter().map(of_error).collect();
        assert_eq!(said.len(), all.len());
        // Whatever is named is a key of the sources file or a setting, as they are written there.
        let documented = include_str!("../../docs/operations.md");
        for key in
            ["ca_file", "connections", "from_age", "allow_private_addresses", "FRONT_DOOR_ANSWER_BYTES"]
        {
            assert!(said.iter().any(|words| words.contains(key)) && documented.contains(key), "{key}");
        }
    }
}
