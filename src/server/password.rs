//! Passwords: what is accepted, how they are hashed, and hashing that never starves the rest of the service.

use super::ids::random_bytes;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fmt;
use std::num::NonZero;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// A password that somebody chose and that the policy accepts. Never printed.
///
/// The policy follows NIST SP 800-63B: length matters, composition does not, and common ones are refused.
#[derive(Clone)]
pub struct Password(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("a password has at least {} characters", Password::MIN)]
    Short,
    #[error("a password has at most {} characters", Password::MAX)]
    Long,
    #[error("this password is among the first that attackers try")]
    Common,
}

impl Password {
    /// In characters.
    pub const MIN: usize = 12;
    pub const MAX: usize = 128;

    /// `names` are words that the password must not consist of: the person's sign-in name and the like.
    pub fn parse(text: &str, names: &[&str]) -> Result<Self, WeakPassword> {
        let length = text.chars().count();
        if length < Self::MIN {
            return Err(WeakPassword::Short);
        }
        if length > Self::MAX {
            return Err(WeakPassword::Long);
        }
        let folded = text.to_lowercase();
        let is_name = |name: &&str| !name.is_empty() && folded.replace(&name.to_lowercase(), "").chars().count() < 6;
        if is_common(&folded) || names.iter().any(is_name) {
            return Err(WeakPassword::Common);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Beginnings that, repeated or followed by a few characters, make up the long ones of every list of leaked passwords.
const COMMON: [&str; 24] = [
    "123456789012345678901234567890",
    "098765432109876543210987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "woaini1314520",
    "5201314",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "administrator",
    "iloveyou",
    "letmein",
    "welcome",
    "changeme",
    "qwerty",
    "abc123",
    "123abc",
    "123456",
    "123123",
    "mima",
    "rungs",
];

fn is_common(folded: &str) -> bool {
    let distinct: std::collections::BTreeSet<char> = folded.chars().collect();
    if distinct.len() < 5 {
        return true;
    }
    let mut rest = folded.to_owned();
    for common in COMMON {
        if common.starts_with(folded) {
            return true;
        }
        rest = rest.replace(common, "");
    }
    rest.chars().count() < 6 && rest.chars().count() < folded.chars().count()
}

/// Hashes with argon2id at OWASP's first recommendation (46 MiB, one pass), some at a time, off the async threads.
#[derive(Clone)]
pub struct Hasher {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// Verified when there is no such account, so that the answer takes as long.
    dummy: Arc<str>,
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub struct HashFailure(String);

impl Hasher {
    /// Half of the cores hash; the other half keeps answering.
    pub fn new() -> Result<Self, HashFailure> {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self::with(47_104, (cores / 2).max(1))
    }

    /// Weak and quick, for tests only.
    #[cfg(test)]
    pub(crate) fn quick() -> Self {
        Self::with(Params::MIN_M_COST, 4).expect("valid parameters")
    }

    fn with(memory_kib: u32, at_a_time: usize) -> Result<Self, HashFailure> {
        let params = Params::new(memory_kib, 1, 1, None).map_err(|error| HashFailure(error.to_string()))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let dummy = hash(&argon2, "nobody has this password")?;
        Ok(Self { argon2, turns: Arc::new(Semaphore::new(at_a_time)), dummy: dummy.into() })
    }

    /// The hash as a PHC string, with its parameters and salt.
    pub async fn hash(&self, password: Password) -> Result<String, HashFailure> {
        let argon2 = self.argon2.clone();
        self.in_turn(move || hash(&argon2, &password.0)).await?
    }

    /// Whether the text is the password behind the hash. Without a hash the answer is no, after the same time.
    pub async fn verify(&self, text: String, stored: Option<String>) -> Result<bool, HashFailure> {
        let exists = stored.is_some();
        let (argon2, phc) = (self.argon2.clone(), stored.unwrap_or_else(|| self.dummy.to_string()));
        let matches = self
            .in_turn(move || {
                let phc = PasswordHash::new(&phc).map_err(|error| HashFailure(error.to_string()))?;
                Ok::<_, HashFailure>(argon2.verify_password(text.as_bytes(), &phc).is_ok())
            })
            .await??;
        Ok(matches && exists)
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashFailure> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|error| HashFailure(error.to_string()))?;
        // The turn goes with the work: a caller who gives up does not let the next one in early.
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        });
        done.await.map_err(|error| HashFailure(error.to_string()))
    }
}

fn hash(argon2: &Argon2<'static>, text: &str) -> Result<String, HashFailure> {
    let salt: [u8; 16] = random_bytes();
    let phc: PasswordHash =
        argon2.hash_password_with_salt(text.as_bytes(), &salt).map_err(|error| HashFailure(error.to_string()))?;
    Ok(phc.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_is_enough_and_common_is_not() {
        let cases = [
            ("mint-lantern-42", Ok(())),
            ("我家门前有一条小河弯弯曲曲", Ok(())),
            ("short-pass1", Err(WeakPassword::Short)),
            ("123456789012", Err(WeakPassword::Common)),
            ("Password1234", Err(WeakPassword::Common)),
            ("passwordpassword", Err(WeakPassword::Common)),
            ("aaaaaaaaaaaaaaaa", Err(WeakPassword::Common)),
            ("abababababababab", Err(WeakPassword::Common)),
            ("qwertyuiopas", Err(WeakPassword::Common)),
            ("Li.Lei@example.com1", Err(WeakPassword::Common)),
        ];
        for (text, expected) in cases {
            assert_eq!(Password::parse(text, &["li.lei@example.com"]).map(|_| ()), expected, "{text}");
        }
        assert_eq!(Password::parse(&"长a".repeat(65), &[]).map(|_| ()), Err(WeakPassword::Long));
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_only() {
        let hasher = Hasher::quick();
        let password = Password::parse("mint-lantern-42", &[]).expect("a good password");
        let stored = hasher.hash(password).await.expect("a hash");
        assert!(stored.starts_with("$argon2id$v=19$"));
        assert!(hasher.verify("mint-lantern-42".to_owned(), Some(stored.clone())).await.expect("an answer"));
        assert!(!hasher.verify("mint-lantern-43".to_owned(), Some(stored)).await.expect("an answer"));
    }

    #[tokio::test]
    async fn nobody_can_sign_in_with_the_dummy_password() {
        let hasher = Hasher::quick();
        assert!(!hasher.verify("nobody has this password".to_owned(), None).await.expect("an answer"));
    }

    #[test]
    fn the_real_parameters_are_those_of_the_policy() {
        let hasher = Hasher::new().expect("valid parameters");
        assert!(hasher.dummy.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
    }
}
