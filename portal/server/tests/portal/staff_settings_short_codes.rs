//! Short codes: what is set up from outside, what is missing, and no secret.

use billing::role::Role;
use runtime::config::HookToken;
use runtime::secret::SecretToken;

use crate::bench::{Bench, SHORT_CODE, TOKEN};
use crate::desk::{Desk, read};
use crate::world::World;

const PAGE: &str = "/staff/settings/short-codes";

#[tokio::test]
async fn every_role_sees_what_is_set_up_and_what_is_missing() {
    for role in Role::ALL {
        let desk = Desk::of(role).await;
        let page = desk.page(PAGE).await;
        let text = read(&page);
        for said in [
            "check account numbers before Set up",
            &format!("Paybill {SHORT_CODE} Customers are told to pay to this number."),
            "Prompt phones to pay Set up",
            "send one back Not set up Set: MALIPO_MPESA_INITIATOR MALIPO_MPESA_SECURITY_CREDENTIAL",
            "is noticed Not set up Set: MALIPO_MPESA_PULL_NUMBER",
            "A payment that was made https://pay.example.co.ke/hooks/ (secret) /c2b/confirmation",
            "What became of a prompt https://pay.example.co.ke/hooks/ (secret) /stk",
        ] {
            assert!(text.contains(said), "{role}: {said} in {text}");
        }
        for secret in [TOKEN, "consumer_secret"] {
            assert!(!page.contains(secret), "{secret}");
        }
    }
}

#[tokio::test]
async fn without_an_account_with_m_pesa_its_settings_are_named() {
    let desk = Desk::without_mpesa(Role::Administrator).await;
    let text = read(&desk.page(PAGE).await);
    let all = "Prompt phones to pay Not set up \
        Set: MALIPO_MPESA_CONSUMER_KEY MALIPO_MPESA_CONSUMER_SECRET MALIPO_MPESA_PASSKEY";
    assert!(text.contains(all), "{text}");
    assert!(text.contains(&format!("Short code {SHORT_CODE}")));
    let kiswahili = read(&desk.page(&format!("{PAGE}?lang=sw")).await);
    assert!(
        kiswahili.contains("Haijawekwa Weka: MALIPO_MPESA_CONSUMER_KEY"),
        "{kiswahili}"
    );
}

#[tokio::test]
async fn a_number_that_is_shown_and_receives_nothing_stands_out() {
    let mut bench = Bench::new().await;
    let mut config = (*bench.context.config).clone();
    config.public_url = None;
    config.hooks = vec![HookToken {
        token: SecretToken::new("of-another-one"),
        short_code: "5512345".to_owned(),
    }];
    bench.context.config = config.into();
    let world = World::on(bench, "Savanna Fibre", None);
    let person = world.staff(Role::Auditor).await;
    let text = read(&world.page_as(&person, PAGE).await);
    for said in [
        "nothing that is paid there is received here",
        "check account numbers before Not set up Set: MALIPO_HOOK_TOKEN",
        "Short code 5512345",
        "send one back Not set up Set: MALIPO_MPESA_CONSUMER_KEY MALIPO_MPESA_CONSUMER_SECRET \
            initiator of its entry in MALIPO_MPESA_LINES",
        "set MALIPO_PUBLIC_URL",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
}
