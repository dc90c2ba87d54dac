//! A certificate as an Open Badges 3.0 credential: an `OpenBadgeCredential` of the W3C data model 2.0, to be signed as a JWT
//! (Open Badges 3.0, section 8.2).

use super::status_list::Place;
use crate::domain::certificate::Certificate;
use crate::domain::level::Level;
use crate::domain::locale::Text;
use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde_json::{Value, json};

/// Who issues, and under which addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    pub name: String,
    /// Address of the service without a slash at its end.
    pub url: String,
}

/// What is awarded: a level of the ladder, named by the catalogues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Achievement {
    pub name: Text,
    pub description: Text,
    /// What somebody must have done to get it.
    pub criteria: Text,
}

impl Issuer {
    /// Where the issuer describes itself.
    pub fn id(&self) -> String {
        format!("{}/.well-known/issuer.json", self.url)
    }

    /// Where a certificate can be verified by people.
    pub fn verification(&self, certificate: &Certificate) -> String {
        format!("{}/verify/{}", self.url, certificate.number)
    }

    /// Where a status list is published.
    pub fn status_list(&self, list: u32) -> String {
        format!("{}/status/{list}", self.url)
    }

    /// The issuer as a profile.
    pub fn profile(&self) -> Value {
        json!({ "id": self.id(), "type": ["Profile"], "name": self.name, "url": self.url })
    }
}

impl Achievement {
    /// The level as an achievement of the issuer.
    pub fn described(&self, issuer: &Issuer, level: Level) -> Value {
        json!({
            "id": format!("{}/.well-known/levels/{level}", issuer.url),
            "type": ["Achievement"],
            "achievementType": "Certification",
            "name": both(&self.name),
            "description": both(&self.description),
            "criteria": { "narrative": both(&self.criteria) },
            "humanCode": format!("RG{level}"),
        })
    }
}

/// The credential with the claims of its JWT.
pub fn credential(certificate: &Certificate, achievement: &Achievement, issuer: &Issuer, place: Place) -> Value {
    let id = issuer.verification(certificate);
    let list = issuer.status_list(place.list);
    let mut credential = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": both(&achievement.name),
        "issuer": issuer.profile(),
        "validFrom": instant(certificate.issued),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject",
                "identityType": "name",
                "identityHash": certificate.holder.name,
                "hashed": false,
            }],
            "achievement": achievement.described(issuer, certificate.level()),
        },
        "credentialStatus": {
            "id": format!("{list}#{}", place.bit),
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": place.bit.to_string(),
            "statusListCredential": list,
        },
        "iss": issuer.id(),
        "jti": id,
        "sub": id,
        "nbf": midnight(certificate.issued).timestamp(),
    });
    if let Some(expires) = certificate.expires {
        credential["validUntil"] = json!(instant(expires));
        credential["exp"] = json!(midnight(expires).timestamp());
    }
    credential
}

/// One string for readers of either language: the schema wants a string here.
fn both(text: &Text) -> String {
    format!("{} / {}", text.zh, text.en)
}

fn instant(day: NaiveDate) -> String {
    midnight(day).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Days are calendar days of the company; the credential counts them in UTC.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certificate::{CertificateNumber, Holder};

    fn text(words: &str) -> Text {
        Text { zh: words.to_owned(), en: words.to_owned() }
    }

    fn badge(expires: Option<&str>) -> Value {
        let certificate = Certificate {
            number: CertificateNumber::new(Level::Two, 2026, 7),
            holder: Holder { name: "林晓雯".into(), latin_name: String::new() },
            issued: "2026-06-20".parse().expect("a day"),
            expires: expires.map(|day| day.parse().expect("a day")),
            revoked: None,
        };
        let achievement = Achievement { name: text("N"), description: text("D"), criteria: text("C") };
        let issuer = Issuer { name: "云桥".into(), url: "https://rungs.example".into() };
        credential(&certificate, &achievement, &issuer, Place { list: 0, bit: 94 })
    }

    fn is_string(value: &Value) -> bool {
        value.as_str().is_some_and(|text| !text.is_empty())
    }

    /// The required properties and types of the published schema of an `AchievementCredential` (Open Badges 3.0, data model
    /// 2.0) and of the classes that it holds.
    #[test]
    fn every_required_property_of_the_published_schema_is_there() {
        let badge = badge(None);
        assert_eq!(badge["@context"][0], "https://www.w3.org/ns/credentials/v2");
        assert!(
            badge["@context"][1]
                .as_str()
                .is_some_and(|url| url.starts_with("https://purl.imsglobal.org/spec/ob/v3p0/context-3"))
        );
        let types = badge["type"].as_array().expect("types");
        assert!(types.contains(&json!("VerifiableCredential")) && types.contains(&json!("OpenBadgeCredential")));
        for property in ["id", "name", "validFrom"] {
            assert!(is_string(&badge[property]), "{property}");
        }
        let issuer = &badge["issuer"];
        assert!(
            is_string(&issuer["id"])
                && issuer["type"].as_array().is_some_and(|types| types.contains(&json!("Profile")))
        );
        let subject = &badge["credentialSubject"];
        assert_eq!(subject["type"], json!(["AchievementSubject"]));
        let identity = &subject["identifier"][0];
        assert_eq!((&identity["type"], &identity["hashed"]), (&json!("IdentityObject"), &json!(false)));
        assert!(is_string(&identity["identityHash"]) && is_string(&identity["identityType"]));
        let achievement = &subject["achievement"];
        assert_eq!(achievement["type"], json!(["Achievement"]));
        for property in ["id", "name", "description"] {
            assert!(is_string(&achievement[property]), "{property}");
        }
        assert!(is_string(&achievement["criteria"]["narrative"]));
        let status = &badge["credentialStatus"];
        assert!(is_string(&status["id"]) && status["type"] == "BitstringStatusListEntry");
        assert_eq!((&status["statusListIndex"], &status["statusPurpose"]), (&json!("94"), &json!("revocation")));
    }

    #[test]
    fn the_claims_of_the_token_say_what_the_credential_says() {
        let lasting = badge(None);
        assert_eq!((&lasting["jti"], &lasting["iss"]), (&lasting["id"], &lasting["issuer"]["id"]));
        assert_eq!(lasting["nbf"], 1_781_913_600);
        assert_eq!(lasting["validFrom"], "2026-06-20T00:00:00Z");
        assert!(lasting.get("exp").is_none() && lasting.get("validUntil").is_none());
        let ending = badge(Some("2028-06-20"));
        assert_eq!((&ending["validUntil"], &ending["exp"]), (&json!("2028-06-20T00:00:00Z"), &json!(1_845_072_000)));
    }
}
