//! Passwords: argon2id, so that a stolen database does not give them away.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use argon2::password_hash::{Output, PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{Semaphore, oneshot};
use unicode_normalization::UnicodeNormalization;

/// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// NHS and NCSC guidance: length is what counts. In characters.
pub(super) const SHORTEST: usize = 8;
/// So that nobody can keep the machine busy with a long one. In bytes.
pub(super) const LONGEST: usize = 1024;

/// How far a hash steps back behind pages, as `nice` counts: beside a page that wants the same core it gets a tenth.
#[cfg(target_os = "linux")]
const HASHING_STEPS_BACK: i32 = 10;

/// How long a log-in waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a password was not hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("too many people log in at this moment")]
    Busy,
    #[error("the password could not be hashed")]
    Failed,
}

/// Hashes and checks passwords, as many at once as the machine has cores. Cheap to clone.
#[derive(Clone)]
pub(super) struct Passwords(Arc<Inner>);

struct Inner {
    turns: Semaphore,
    argon2: Argon2<'static>,
    /// The 19 MiB that each hash needs: used again while one log-in follows the other rather than asked of the system
    /// every time, and given back as soon as nobody logs in.
    memory: Mutex<Vec<Vec<Block>>>,
    cores: usize,
    /// The hash that no password has.
    nobodys: String,
}

impl Passwords {
    pub fn new() -> Result<Self, PasswordError> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Failed)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobodys = written(&argon2, &[0; 16], &[0; 32])?;
        let turns = Semaphore::new(cores);
        Ok(Self(Arc::new(Inner { turns, argon2, memory: Mutex::default(), cores, nobodys })))
    }

    /// The hash under which a password is stored.
    pub async fn hash(&self, password: SecretString) -> Result<String, PasswordError> {
        self.in_turn(move |inner| {
            let mut salt = [0; 16];
            aws_lc_rs::rand::fill(&mut salt).map_err(|_| PasswordError::Failed)?;
            let output = inner.run(&inner.argon2, &password, &salt, 32)?;
            written(&inner.argon2, &salt, &output)
        })
        .await
    }

    /// Whether a password has this hash. Without a hash, for an account that does not exist, it takes as long and is
    /// wrong.
    pub async fn check(&self, password: SecretString, hash: Option<String>) -> Result<bool, PasswordError> {
        self.in_turn(move |inner| {
            let fits = inner.fits(&password, hash.as_deref().unwrap_or(&inner.nobodys))?;
            Ok(fits && hash.is_some())
        })
        .await
    }

    /// Whether a hash was made at another cost than today's: then it is made anew when its password is there.
    pub fn is_old(&self, hash: &str) -> bool {
        let params = PasswordHash::new(hash).ok().and_then(|hash| Params::try_from(&hash).ok());
        params.is_none_or(|params| {
            let now = self.0.argon2.params();
            params.m_cost() < now.m_cost() || params.t_cost() < now.t_cost() || params.p_cost() < now.p_cost()
        })
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = tokio::time::timeout(PATIENCE, self.0.turns.acquire()).await;
        let Ok(Ok(turn)) = turn else { return Err(PasswordError::Busy) };
        let inner = self.0.clone();
        let (say, said) = oneshot::channel();
        // A thread of its own, since one that has stepped back stays there. It costs a thousandth of the hash.
        let thread = std::thread::Builder::new().name("password".to_owned()).spawn(move || {
            step_back();
            // Whoever asked may have gone.
            let _ = say.send(work(&inner));
        });
        let outcome = match thread {
            Ok(_) => said.await,
            Err(_) => return Err(PasswordError::Failed),
        };
        drop(turn);
        self.0.give_memory_back();
        outcome.map_err(|_| PasswordError::Failed)?
    }
}

/// Lets everything else on the machine go first, so that whoever reads a page does not wait for those who log in.
fn step_back() {
    // Linux counts threads where others count programs.
    #[cfg(target_os = "linux")]
    if let Err(why) = rustix::process::setpriority_process(None, HASHING_STEPS_BACK) {
        tracing::debug!(%why, "passwords are hashed as if they were pages");
    }
}

impl Inner {
    /// A turn that was waited for is taken already, so its memory stays.
    fn give_memory_back(&self) {
        if self.turns.available_permits() == self.cores
            && let Ok(mut spare) = self.memory.lock()
        {
            spare.clear();
        }
    }

    fn fits(&self, password: &SecretString, hash: &str) -> Result<bool, PasswordError> {
        let failed = |_| PasswordError::Failed;
        let hash = PasswordHash::new(hash).map_err(failed)?;
        let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else { return Err(PasswordError::Failed) };
        let mut salt_bytes = [0; 64];
        let salt = salt.decode_b64(&mut salt_bytes).map_err(failed)?;
        // With the parameters that it was made with, which may be older ones.
        let params = Params::try_from(&hash).map_err(failed)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let output = self.run(&argon2, password, salt, expected.len())?;
        // `Output` compares in constant time.
        Ok(Output::new(&output).map_err(failed)? == expected)
    }

    fn run(
        &self,
        argon2: &Argon2,
        password: &SecretString,
        salt: &[u8],
        length: usize,
    ) -> Result<Vec<u8>, PasswordError> {
        // The same characters may be typed in different ways on different keyboards.
        let password: SecretString = password.expose_secret().nfkc().collect::<String>().into();
        let mut memory = self.memory.lock().ok().and_then(|mut spare| spare.pop()).unwrap_or_default();
        memory.resize(argon2.params().block_count(), Block::new());
        let mut output = vec![0; length];
        let outcome = argon2.hash_password_into_with_memory(
            password.expose_secret().as_bytes(),
            salt,
            &mut output,
            memory.as_mut_slice(),
        );
        if let Ok(mut spare) = self.memory.lock() {
            spare.push(memory);
        }
        outcome.map_err(|_| PasswordError::Failed)?;
        Ok(output)
    }
}

/// As hashes are stored: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
fn written(argon2: &Argon2, salt: &[u8], output: &[u8]) -> Result<String, PasswordError> {
    let failed = |_| PasswordError::Failed;
    let salt = SaltString::encode_b64(salt).map_err(failed)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: argon2.params().try_into().map_err(failed)?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(output).map_err(failed)?),
    };
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_other() {
        let passwords = Passwords::new().expect("passwords");
        let hash = passwords.hash("correct horse".into()).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.check("correct horse".into(), Some(hash.clone())).await.expect("an answer"));
        assert!(!passwords.check("correct horsf".into(), Some(hash.clone())).await.expect("an answer"));
        assert_ne!(
            passwords.hash("correct horse".into()).await.expect("a hash"),
            hash,
            "the salt is the same"
        );
    }

    #[tokio::test]
    async fn once_nobody_logs_in_the_memory_of_hashing_is_given_back() {
        let passwords = Passwords::new().expect("passwords");
        let hashes = (0..5).map(|_| passwords.hash("correct horse".into()));
        for hash in futures::future::join_all(hashes).await {
            hash.expect("a hash");
        }
        assert_eq!(passwords.0.memory.lock().expect("the spare memory").len(), 0);
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn whoever_reads_a_page_goes_before_those_who_log_in() {
        let priority = || rustix::process::getpriority_process(None).expect("a priority");
        let before = priority();
        let passwords = Passwords::new().expect("passwords");
        let hashing = passwords.in_turn(move |_| Ok(priority())).await.expect("an answer");
        assert_eq!(hashing, HASHING_STEPS_BACK.max(before));
        assert_eq!(priority(), before, "only the hash steps back");
    }

    #[tokio::test]
    async fn a_hash_that_breaks_is_told_and_gives_its_turn_to_the_next() {
        let passwords = Passwords::new().expect("passwords");
        for _ in 0..=passwords.0.cores {
            let broken = passwords.in_turn::<()>(|_| panic!("broken on purpose")).await;
            assert!(matches!(broken, Err(PasswordError::Failed)));
        }
        assert!(passwords.hash("correct horse".into()).await.is_ok());
    }

    #[tokio::test]
    async fn the_crate_itself_agrees_with_our_hashes() {
        use argon2::PasswordVerifier;
        let hash = Passwords::new().expect("passwords").hash("correct horse".into()).await.expect("a hash");
        let parsed = PasswordHash::new(&hash).expect("a hash");
        assert!(Argon2::default().verify_password(b"correct horse", &parsed).is_ok());
    }

    #[tokio::test]
    async fn one_password_typed_on_two_keyboards_is_one_password() {
        let passwords = Passwords::new().expect("passwords");
        let hash = passwords.hash("caf\u{e9} au lait".into()).await.expect("a hash");
        assert!(passwords.check("cafe\u{301} au lait".into(), Some(hash)).await.expect("an answer"));
    }

    #[tokio::test]
    async fn a_hash_of_a_lower_cost_is_old_and_one_of_today_is_not() {
        let passwords = Passwords::new().expect("passwords");
        let hash = passwords.hash("correct horse".into()).await.expect("a hash");
        assert!(!passwords.is_old(&hash));
        assert!(passwords.is_old(&hash.replace("m=19456,t=2", "m=12288,t=2")));
        assert!(passwords.is_old(&hash.replace("t=2", "t=1")));
    }

    #[tokio::test]
    async fn an_account_that_does_not_exist_costs_the_same_work_and_is_wrong() {
        let passwords = Passwords::new().expect("passwords");
        let hash = passwords.hash("correct horse".into()).await.expect("a hash");
        let params =
            |hash: &str| Params::try_from(&PasswordHash::new(hash).expect("a hash")).expect("parameters");
        assert_eq!(params(&passwords.0.nobodys), params(&hash));
        assert!(!passwords.check("correct horse".into(), None).await.expect("an answer"));
    }
}
