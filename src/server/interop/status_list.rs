//! Which certificates are revoked, as a W3C Bitstring Status List: one bit a certificate, so that whoever asks does not tell
//! which certificate he asks about.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write as _;

/// Bits in a list: the least that the recommendation allows, so that one certificate hides among many.
pub const LIST_BITS: u32 = 131_072;

/// A certificate's place: which list, and which bit of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub list: u32,
    pub bit: u32,
}

impl Place {
    /// Where the certificate with this running number stands; numbers count from 0.
    pub fn of(running: u32) -> Self {
        Self { list: running / LIST_BITS, bit: running % LIST_BITS }
    }
}

/// The list as a credential, to be signed. `revoked` are bits of this list; `url` is the address that it is published at.
pub fn credential(url: &str, issuer: &str, revoked: &[u32], at: DateTime<Utc>) -> Value {
    let from = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": from,
        "credentialSubject": {
            "id": format!("{url}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
    })
}

/// The bits, the first one leftmost, compressed and in multibase base64url (`u`).
fn encoded(revoked: &[u32]) -> String {
    let mut bits = vec![0_u8; LIST_BITS as usize / 8];
    for bit in revoked {
        if let Some(byte) = bits.get_mut(*bit as usize / 8) {
            *byte |= 0x80 >> (bit % 8);
        }
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to a vector cannot fail.
    let packed = packed.write_all(&bits).and_then(|()| packed.finish()).unwrap_or_default();
    format!("u{}", URL_SAFE_NO_PAD.encode(packed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read as _;

    fn bits_of(list: &Value) -> Vec<u8> {
        let text = list["credentialSubject"]["encodedList"].as_str().expect("a list");
        let packed = URL_SAFE_NO_PAD.decode(text.strip_prefix('u').expect("multibase")).expect("base64url");
        let mut bits = Vec::new();
        GzDecoder::new(&packed[..]).read_to_end(&mut bits).expect("gzip");
        bits
    }

    #[test]
    fn exactly_the_revoked_bits_are_set_leftmost_first() {
        let list = credential(
            "https://rungs.example/status/0",
            "https://rungs.example/issuer",
            &[0, 9, 131_071],
            DateTime::UNIX_EPOCH,
        );
        let bits = bits_of(&list);
        assert_eq!(bits.len(), 16_384);
        assert_eq!((bits[0], bits[1], bits[16_383]), (0b1000_0000, 0b0100_0000, 0b0000_0001));
        assert_eq!(bits.iter().map(|byte| byte.count_ones()).sum::<u32>(), 3);
    }

    #[test]
    fn certificates_fill_one_list_after_the_other() {
        assert_eq!(Place::of(0), Place { list: 0, bit: 0 });
        assert_eq!(Place::of(131_071), Place { list: 0, bit: 131_071 });
        assert_eq!(Place::of(131_072), Place { list: 1, bit: 0 });
    }
}
