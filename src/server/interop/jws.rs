//! Signatures that anybody can check: JSON Web Signatures (RFC 7515) in compact form with Ed25519 (`EdDSA`, RFC 8037).

use crate::server::digest::sha256;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde_json::{Value, json};
use std::fmt;

/// The private half of a key. It cannot be printed or serialised; only `document` gives it away, to be kept in a file.
pub struct SigningKey {
    pair: Ed25519KeyPair,
    document: Vec<u8>,
}

/// The public half, by which others check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// What was presented is no signature of this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit")]
pub struct BadSignature;

/// The key's document is damaged, or the machine gives no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no usable signing key")]
pub struct BadKey;

impl SigningKey {
    pub fn generate() -> Result<Self, BadKey> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| BadKey)?;
        Self::from_document(document.as_ref().to_vec())
    }

    /// Reads a PKCS #8 document.
    pub fn from_document(document: Vec<u8>) -> Result<Self, BadKey> {
        let pair = Ed25519KeyPair::from_pkcs8(&document).map_err(|_| BadKey)?;
        Ok(Self { pair, document })
    }

    /// The PKCS #8 document: the secret itself.
    pub fn document(&self) -> &[u8] {
        &self.document
    }

    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        PublicKey(bytes)
    }

    /// Signs claims, naming the key.
    pub fn sign(&self, claims: &Value) -> String {
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": self.public().id() });
        let signed = format!("{}.{}", encoded(&header), encoded(claims));
        let signature = self.pair.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public().id())
    }
}

impl PublicKey {
    /// The thumbprint of the key by RFC 7638: its name for ever, wherever it is published.
    pub fn id(&self) -> String {
        let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, self.encoded());
        URL_SAFE_NO_PAD.encode(sha256(canonical.as_bytes()).as_bytes())
    }

    /// base64url without padding, as in a JSON Web Key.
    pub fn encoded(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    pub fn from_encoded(text: &str) -> Result<Self, BadKey> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadKey)?;
        bytes.try_into().map(Self).map_err(|_| BadKey)
    }

    /// The JSON Web Key (RFC 7517) under which it is published.
    pub fn jwk(&self) -> Value {
        json!({ "kty": "OKP", "crv": "Ed25519", "x": self.encoded(), "kid": self.id(), "use": "sig", "alg": "EdDSA" })
    }

    /// The claims of a signature of this key.
    pub fn verify(&self, token: &str) -> Result<Value, BadSignature> {
        let (signed, signature) = token.rsplit_once('.').ok_or(BadSignature)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| BadSignature)?;
        UnparsedPublicKey::new(&ED25519, &self.0).verify(signed.as_bytes(), &signature).map_err(|_| BadSignature)?;
        let (_, claims) = signed.split_once('.').ok_or(BadSignature)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| BadSignature)?;
        serde_json::from_slice(&claims).map_err(|_| BadSignature)
    }
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037, appendix A: key, thumbprint and public key.
    #[test]
    fn a_published_key_has_its_published_thumbprint() {
        let key = PublicKey::from_encoded("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").expect("a key");
        assert_eq!(key.id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn a_signature_is_checked_by_the_published_half_alone() {
        let key = SigningKey::generate().expect("a key");
        let claims = json!({ "name": "林晓雯" });
        let token = key.sign(&claims);
        let published = PublicKey::from_encoded(&key.public().encoded()).expect("a key");
        assert_eq!(published.verify(&token), Ok(claims));
    }

    #[test]
    fn a_changed_claim_or_another_key_is_refused() {
        let (key, other) = (SigningKey::generate().expect("a key"), SigningKey::generate().expect("a key"));
        let token = key.sign(&json!({ "level": 1 }));
        let forged = {
            let (header, rest) = token.split_once('.').expect("a header");
            let (_, signature) = rest.split_once('.').expect("a signature");
            format!("{header}.{}.{signature}", encoded(&json!({ "level": 5 })))
        };
        assert_eq!(key.public().verify(&forged), Err(BadSignature));
        assert_eq!(other.public().verify(&token), Err(BadSignature));
        for nonsense in ["", ".", "a.b", "a.b.c", "…"] {
            assert_eq!(key.public().verify(nonsense), Err(BadSignature), "{nonsense}");
        }
    }

    #[test]
    fn a_key_survives_its_file_and_is_never_printed() {
        let key = SigningKey::generate().expect("a key");
        let again = SigningKey::from_document(key.document().to_vec()).expect("the same key");
        assert_eq!(again.public(), key.public());
        assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.public().id()));
        assert!(SigningKey::from_document(vec![1, 2, 3]).is_err());
    }
}
