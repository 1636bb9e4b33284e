//! Codes of authenticator apps (RFC 6238).

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretSlice};
use totp_rs::{Builder, Totp};

/// How many half minutes a clock may go wrong.
const SKEW: u16 = 1;
/// RFC 4226, section 4: 160 bits.
const KEY_BYTES: usize = 20;

/// The key that an app and this portal share. Debug output hides it.
#[derive(Clone, Debug)]
pub struct AppKey(SecretSlice<u8>);

impl AppKey {
    /// One that nobody has had before.
    pub fn random() -> Self {
        Self(rand::random::<[u8; KEY_BYTES]>().to_vec().into())
    }

    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }

    pub fn bytes(&self) -> &[u8] {
        self.0.expose_secret()
    }

    /// As people type it into an app, in groups of four.
    pub fn typed(&self) -> String {
        let text = data_encoding::BASE32_NOPAD.encode(self.bytes());
        let groups: Vec<_> = text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
        groups.join(" ")
    }

    /// What the QR code says (Google Authenticator, "Key URI Format"). Without anybody's name in it.
    pub fn address(&self) -> String {
        let key = data_encoding::BASE32_NOPAD.encode(self.bytes());
        format!(
            "otpauth://totp/Front%20Door?secret={key}&issuer=Front%20Door&algorithm=SHA1&digits=6&period=30"
        )
    }

    /// The half minute of a code that is right now.
    pub fn step_of(&self, digits: &str, at: DateTime<Utc>) -> Option<i64> {
        let step = self.totp()?.check(digits, u64::try_from(at.timestamp()).ok()?)?;
        i64::try_from(step).ok()
    }

    fn totp(&self) -> Option<Totp> {
        let key = <[u8; KEY_BYTES]>::try_from(self.bytes()).ok()?;
        Builder::new().with_secret(key).with_skew(SKEW).build().ok()
    }

    /// The code that an app shows now; for the practice page, which stands in for one.
    pub fn code(&self, at: DateTime<Utc>) -> String {
        let code = self.totp().zip(u64::try_from(at.timestamp()).ok());
        code.map(|(totp, seconds)| totp.generate(seconds).to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        let key = AppKey::from_bytes(b"12345678901234567890".to_vec());
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            let at = DateTime::from_timestamp(seconds, 0).expect("a time");
            assert_eq!(key.code(at), code);
            assert_eq!(key.step_of(code, at), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_good_for_half_a_minute_and_one_more_on_each_side() {
        let key = AppKey::random();
        let at = |seconds: i64| DateTime::from_timestamp(1_795_340_010 + seconds, 0).expect("a time");
        let code = key.code(at(0));
        for (seconds, good) in [(0, true), (30, true), (-30, true), (75, false), (-75, false)] {
            assert_eq!(key.step_of(&code, at(seconds)).is_some(), good, "{seconds}");
        }
    }

    #[test]
    fn the_key_is_written_for_people_and_for_apps_and_hidden_from_logs() {
        let key = AppKey::from_bytes(b"12345678901234567890".to_vec());
        assert_eq!(key.typed(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(key.address().contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"));
        assert!(!format!("{key:?}").contains("49, 50"));
    }
}
