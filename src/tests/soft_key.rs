//! A passkey made of software, for tests: what a phone does, byte by byte (W3C Web Authentication, sections 6.1 and 6.5).

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// One passkey on one device.
pub struct SoftKey {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    /// Whose it is, as the portal calls them.
    handle: Value,
    pub counter: u32,
    /// Whether its owner shows their face or finger.
    pub verifies: bool,
}

fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn client_data(kind: &str, options: &Value, origin: &str) -> Vec<u8> {
    let challenge = &options["challenge"];
    json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false})
        .to_string()
        .into_bytes()
}

impl SoftKey {
    /// Makes one, and what the browser sends of it.
    pub fn make(options: &Value, origin: &str) -> (Self, String) {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key");
        let id = rand::random::<[u8; 20]>().to_vec();
        let handle = options["user"]["id"].clone();
        let key = Self { pair, id, handle, counter: 0, verifies: true };
        let mut data = key.data(options["rp"]["id"].as_str().expect("an id"), WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(key.id.len()).expect("short").to_be_bytes());
        data.extend(&key.id);
        // COSE: kty EC2, alg ES256, crv P-256, x, y. The public key is 0x04, x, y.
        let point = key.pair.public_key().as_ref();
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).expect("short"));
        object.extend(&data);
        let made = json!({
            "id": text(&key.id), "rawId": text(&key.id), "type": "public-key", "clientExtensionResults": {},
            "response": {
                "clientDataJSON": text(&client_data("webauthn.create", options, origin)),
                "attestationObject": text(&object),
            },
        });
        (key, made.to_string())
    }

    /// What the browser sends when it is used.
    pub fn used(&mut self, options: &Value, origin: &str) -> String {
        self.counter += 1;
        let data = self.data(options["rpId"].as_str().expect("an id"), 0);
        let client = client_data("webauthn.get", options, origin);
        let signed = [&data[..], digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key", "clientExtensionResults": {},
            "response": {
                "clientDataJSON": text(&client), "authenticatorData": text(&data),
                "signature": text(signature.as_ref()), "userHandle": self.handle,
            },
        })
        .to_string()
    }

    fn data(&self, host: &str, more: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, host.as_bytes()).as_ref().to_vec();
        data.push(PRESENT | more | if self.verifies { VERIFIED } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }
}
