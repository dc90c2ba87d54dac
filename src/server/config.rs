//! What the operator decides: by environment variable or by option of the command line.

use super::storage::DatabaseUrl;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// Where data lies and how the service is reached. Every command that touches data takes these.
#[derive(Debug, Clone, clap::Args)]
pub struct Config {
    /// Folder of the SQLite database and of evidence files. Made if missing.
    #[arg(long, env = "RUNGS_DATA_DIR", default_value = Config::DATA_DIR, value_name = "FOLDER", global = true)]
    pub data_dir: PathBuf,

    /// Which database; without it, `rungs.sqlite` in the data folder.
    #[arg(
        help = "sqlite:PATH or postgres://USER@HOST/NAME. Without it: rungs.sqlite in the data folder",
        long,
        env = "RUNGS_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true,
        global = true
    )]
    pub database_url: Option<DatabaseUrl>,

    /// Address and port to listen on.
    #[arg(long, env = "RUNGS_ADDR", default_value = "127.0.0.1:3000", value_name = "ADDRESS", global = true)]
    pub addr: SocketAddr,

    /// The address that people type. With https, cookies are Secure and browsers are told never to come back without it.
    #[arg(
        help = "The address that people type, such as https://rungs.example.com. With https, cookies are Secure and browsers \
                are told never to come back without it. Without this option: http and the listening address",
        long,
        env = "RUNGS_PUBLIC_URL",
        value_name = "URL",
        global = true
    )]
    pub public_url: Option<PublicUrl>,

    /// The organisation that issues certificates, as it stands on them.
    #[arg(
        long,
        env = "RUNGS_ISSUER",
        default_value = Config::ISSUER,
        value_name = "NAME",
        global = true
    )]
    pub issuer: String,

    /// Folder of the fonts that certificates are written in: those of the package fonts-noto-cjk.
    #[arg(long, env = "RUNGS_FONTS", default_value = Config::FONTS, value_name = "FOLDER", global = true)]
    pub fonts: PathBuf,

    /// A reverse proxy stands in front: take the visitor's address from the last entry of X-Forwarded-For. Set it only then,
    /// since anybody can send that header.
    #[arg(long, env = "RUNGS_BEHIND_PROXY", global = true)]
    pub behind_proxy: bool,
}

impl Config {
    /// Where data lies unless somebody says otherwise.
    pub const DATA_DIR: &str = "rungs-data";
    /// Who issues certificates unless somebody says otherwise.
    pub const ISSUER: &str = "Rungs 阶梯";
    /// Where Debian's fonts-noto-cjk puts them.
    pub const FONTS: &str = "/usr/share/fonts/opentype/noto";

    pub fn database(&self) -> DatabaseUrl {
        self.database_url.clone().unwrap_or_else(|| DatabaseUrl::Sqlite(self.data_dir.join("rungs.sqlite")))
    }

    pub fn public_url(&self) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl { https: false, authority: self.addr.to_string() })
    }
}

/// Scheme, host and port: the origin that the service is reached under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    authority: String,
}

impl PublicUrl {
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// The whole address of a path, which begins with `/`.
    pub fn of(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

/// As browsers write an origin: without a slash at the end.
impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected http://HOST[:PORT] or https://HOST[:PORT], without a path")]
pub struct BadPublicUrl;

impl FromStr for PublicUrl {
    type Err = BadPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, rest) = text.split_once("://").ok_or(BadPublicUrl)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let https = match scheme {
            "https" => true,
            "http" => false,
            _ => return Err(BadPublicUrl),
        };
        if authority.is_empty() || authority.contains(|c: char| "/?#@".contains(c) || c.is_whitespace()) {
            return Err(BadPublicUrl);
        }
        Ok(Self { https, authority })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin_and_nothing_more() {
        let cases = [
            ("https://Rungs.example.com/", Some("https://rungs.example.com")),
            ("http://127.0.0.1:3000", Some("http://127.0.0.1:3000")),
            ("https://example.com/rungs", None),
            ("ftp://example.com", None),
            ("https://user@example.com", None),
            ("example.com", None),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<PublicUrl>().ok().map(|url| url.to_string()).as_deref(), expected, "{text}");
        }
    }
}
