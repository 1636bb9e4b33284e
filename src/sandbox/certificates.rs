//! The practice certificate authority, and the good and the expired certificate of each server; made at start.

use std::fmt;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use time::{Duration, OffsetDateTime};

use super::SandboxError;
use super::faults::{Fault, Switch};

/// Signs the servers' certificates; its key is forgotten when start is over.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// What clients are told to trust.
    pub pem: String,
}

impl Authority {
    pub fn new() -> Result<Authority, SandboxError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(Vec::<String>::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.distinguished_name.push(DnType::CommonName, "Front Door practice authority");
        let now = OffsetDateTime::now_utc();
        params.not_before = now - Duration::days(400);
        params.not_after = now + Duration::days(365);
        let pem = params.self_signed(&key)?.pem();
        Ok(Authority { issuer: Issuer::new(params, key), pem })
    }

    /// TLS for one server on loopback: the switch decides which certificate it shows.
    pub fn server_config(&self, switch: Arc<Switch>) -> Result<rustls::ServerConfig, SandboxError> {
        let now = OffsetDateTime::now_utc();
        let day = Duration::days(1);
        let good = self.certificate(now - day, now + Duration::days(365))?;
        let expired = self.certificate(now - Duration::days(366), now - day)?;
        let mut config = rustls::ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(TwoCertificates { good, expired, switch }));
        // A resumed session would not show the certificate again.
        config.send_tls13_tickets = 0;
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }

    fn certificate(
        &self,
        from: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<Arc<CertifiedKey>, SandboxError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(["127.0.0.1".to_owned(), "localhost".to_owned()])?;
        params.distinguished_name.push(DnType::CommonName, "Front Door practice health service");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = from;
        params.not_after = until;
        let certificate = params.signed_by(&key, &self.issuer)?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let key = aws_lc_rs::default_provider().key_provider.load_private_key(key)?;
        Ok(Arc::new(CertifiedKey::new(vec![certificate.der().clone()], key)))
    }
}

struct TwoCertificates {
    good: Arc<CertifiedKey>,
    expired: Arc<CertifiedKey>,
    switch: Arc<Switch>,
}

impl ResolvesServerCert for TwoCertificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let certificate = match self.switch.fault() {
            Fault::ExpiredCertificate => &self.expired,
            _ => &self.good,
        };
        Some(certificate.clone())
    }
}

impl fmt::Debug for TwoCertificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TwoCertificates")
    }
}
