//! Colleagues for the storm of sign-ins, invited as an administrator invites them.

use crate::load::encode;
use crate::process::Rungs;
use crate::world::http::Client;

/// So many sign in at the same moment.
pub const SIGN_INS: usize = 200;
/// An account may try five times before it must wait: each of these signs in from four browsers.
const ACCOUNTS: usize = SIGN_INS / 4;

/// Name and password of an account.
#[derive(Clone)]
pub struct Account {
    pub name: String,
    pub password: String,
}

pub async fn make(rungs: &Rungs) -> Vec<Account> {
    let administrator = rungs.sign_in("administrator").await;
    let mut client = Client::connect(rungs.address).await;
    let mut accounts = Vec::new();
    for number in 0..ACCOUNTS {
        let name = format!("storm-{number}@example.test");
        let form = format!("display_name=Storm+{number}&name={}&role=learner", encode(&name));
        let page = client.post("/accounts/new", &[("cookie", &administrator)], &form).await;
        let html = String::from_utf8(page.body).expect("a page is UTF-8");
        let link = html.split(['"', '<', '>', ' ']).find_map(|word| word.split_once("/invitation/")).expect("a link");
        let password = format!("weather {number} report");
        let form = format!("new_password={0}&new_password_again={0}", encode(&password));
        let accepted = client.post(&format!("/invitation/{}", link.1), &[], &form).await;
        assert_eq!(accepted.status, 303, "{name} may come in");
        accounts.push(Account { name, password });
    }
    accounts
}
