//! How often somebody may try to sign in: per account and per network address, with growing pauses.
//!
//! Counts lie in the database, so that every node knows them.

use super::session::hex_sha256;
use chrono::Duration;
use std::net::IpAddr;

/// How many failures are free, and how the pauses grow from there.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// So many failures cost nothing.
    pub free: i64,
    /// The pause after the first one that is not free; each further one doubles it.
    pub pause: Duration,
    /// No pause is longer: a stranger must not lock somebody out for a day.
    pub longest: Duration,
    /// After so long without a failure counting begins anew.
    pub forget_after: Duration,
}

/// Every attempt on an account counts before its password is looked at, so that parallel guesses gain nothing.
pub const PER_ACCOUNT: Limit =
    Limit { free: 5, pause: Duration::seconds(15), longest: Duration::minutes(15), forget_after: Duration::hours(1) };

/// A whole office may share an address: more is free, and only failures count.
pub const PER_ADDRESS: Limit =
    Limit { free: 30, pause: Duration::seconds(5), longest: Duration::minutes(15), forget_after: Duration::hours(1) };

impl Limit {
    /// The pause after so many failures.
    pub fn pause_after(&self, failures: i64) -> Option<Duration> {
        let over = failures - self.free;
        if over < 0 {
            return None;
        }
        let doublings = u32::try_from(over).unwrap_or(u32::MAX).min(16);
        Some((self.pause * 2_i32.pow(doublings)).min(self.longest))
    }
}

/// The name under which attempts on an account are counted, whether it exists or not.
pub fn account_subject(sign_in_name: &str) -> String {
    hex_sha256(format!("account:{sign_in_name}").as_bytes())
}

/// The name under which attempts from an address are counted. An IPv6 customer has a /64: they count together.
pub fn address_subject(address: IpAddr) -> String {
    let network = match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    };
    hex_sha256(format!("address:{network}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let cases = [(4, None), (5, Some(15)), (6, Some(30)), (8, Some(120)), (11, Some(900)), (i64::MAX, Some(900))];
        for (failures, seconds) in cases {
            assert_eq!(PER_ACCOUNT.pause_after(failures), seconds.map(Duration::seconds), "{failures}");
        }
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_together() {
        let subject = |text: &str| address_subject(text.parse().expect("an address"));
        assert_eq!(subject("2001:db8::1"), subject("2001:db8::2"));
        assert_ne!(subject("2001:db8::1"), subject("2001:db8:0:1::1"));
        assert_eq!(subject("::ffff:10.0.0.1"), subject("10.0.0.1"));
        assert_ne!(subject("10.0.0.1"), subject("10.0.0.2"));
    }
}
