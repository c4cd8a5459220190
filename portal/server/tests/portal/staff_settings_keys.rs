//! API keys: issued and shown once, listed without the key, revoked.

use billing::role::Role;
use operations::api_keys;
use store::api_keys::ApiKeyRecord;

use crate::browser::between;
use crate::desk::{Desk, hidden, read};
use crate::staff_settings_staff::audited;

const LIST: &str = "/staff/settings/keys";
const NEW: &str = "/staff/settings/keys/new";

impl Desk {
    async fn keys(&self) -> Vec<ApiKeyRecord> {
        let store = &self.own.world.context.store;
        api_keys::list(store).await.unwrap()
    }

    /// What a key opens.
    async fn opens(&self, key: &str) -> Option<Role> {
        let (store, now) = (
            &self.own.world.context.store,
            self.own.world.context.clock.now(),
        );
        let found = api_keys::resume(store, key, now).await.unwrap();
        found.map(|key| key.role)
    }

    /// The hidden fields of a form that was just opened.
    async fn fresh(&self) -> (String, String) {
        let page = self.page(NEW).await;
        let value = |name| hidden(&page, name).to_owned();
        (value("once"), value("nonce"))
    }

    /// Has a key issued; the page that shows it.
    async fn issues(&self, name: &str, role: &str) -> String {
        let (once, nonce) = self.fresh().await;
        self.shown(NEW, &filled(&once, &nonce, name, role)).await
    }
}

fn filled<'a>(
    once: &'a str,
    nonce: &'a str,
    name: &'a str,
    role: &'a str,
) -> [(&'a str, &'a str); 4] {
    [
        ("once", once),
        ("nonce", nonce),
        ("name", name),
        ("role", role),
    ]
}

/// The key that a page shows.
fn key_in(page: &str) -> &str {
    let start = page
        .find("mlp_")
        .unwrap_or_else(|| panic!("no key in {page}"));
    let rest = &page[start..];
    let is_of_key = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    let end = rest.bytes().position(|byte| !is_of_key(byte));
    &rest[..end.unwrap_or(rest.len())]
}

#[tokio::test]
async fn a_key_is_shown_once_with_what_to_do_with_it_and_opens() {
    let desk = Desk::of(Role::Administrator).await;
    assert!(desk.page(LIST).await.contains("No key was issued yet."));
    let (once, nonce) = desk.fresh().await;
    let fields = filled(&once, &nonce, "router <at> the exchange", "cashier");
    let answer = desk.post(NEW, &fields).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let page = answer.text();
    let key = key_in(&page).to_owned();
    let text = read(&page);
    for said in [
        "Copy this key now.",
        "cannot be shown again",
        "Cashier: enters payments",
        &format!("Authorization: Bearer {key}"),
        "curl https://pay.example.co.ke/api/v1/customers",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("router &lt;at>") || page.contains("router &lt;at&gt;"));
    assert!(
        !page.contains(&nonce),
        "what it is made of goes with the form"
    );
    assert_eq!(desk.opens(&key).await, Some(Role::Cashier));
    let list = desk.page(LIST).await;
    assert!(!list.contains("mlp_") && !list.contains(&key[4..]));
    let text = read(&list);
    for said in [
        "Cashier 7 Dec 2026, 09:00, by Wanjiku the administrator",
        "7 Dec 2026 Works Revoke",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[tokio::test]
async fn a_form_that_is_sent_twice_shows_the_one_key_again_and_later_none() {
    let desk = Desk::of(Role::Administrator).await;
    let (once, nonce) = desk.fresh().await;
    let fields = filled(&once, &nonce, "router", "cashier");
    let first = desk.shown(NEW, &fields).await;
    desk.own.passes(9 * 60);
    let second = desk.shown(NEW, &fields).await;
    assert_eq!(key_in(&first), key_in(&second));
    assert_eq!(desk.keys().await.len(), 1);
    // The same form with something else in it is no repetition.
    let other = filled(&once, &nonce, "shop", "cashier");
    assert!(desk.refused(NEW, &other).await.contains("shown only once"));
    desk.own.passes(60);
    let page = desk.refused(NEW, &fields).await;
    assert!(!page.contains("mlp_") && page.contains("value=\"router\""));
    // What comes back is another form, for whoever wants another key.
    let (again, another) = (hidden(&page, "once"), hidden(&page, "nonce"));
    assert!(again != once && another != nonce);
    let third = desk
        .shown(NEW, &filled(again, another, "router", "cashier"))
        .await;
    assert_ne!(key_in(&third), key_in(&first));
    assert_eq!(desk.keys().await.len(), 2);
}

#[tokio::test]
async fn two_forms_at_the_same_moment_issue_one_key() {
    let desk = Desk::of(Role::Administrator).await;
    let (once, nonce) = desk.fresh().await;
    let fields = filled(&once, &nonce, "router", "auditor");
    let (one, two) = tokio::join!(desk.shown(NEW, &fields), desk.shown(NEW, &fields));
    assert_eq!(key_in(&one), key_in(&two));
    assert_eq!(desk.keys().await.len(), 1);
}

#[tokio::test]
async fn a_form_shows_nobody_else_its_key() {
    let desk = Desk::of(Role::Administrator).await;
    let (once, nonce) = desk.fresh().await;
    let fields = filled(&once, &nonce, "router", "cashier");
    desk.shown(NEW, &fields).await;
    let other = desk.own.world.staff(Role::Administrator).await;
    let answer = desk.own.world.post_as(&other, NEW, &fields).await;
    assert_eq!(answer.status, 422);
    assert!(!answer.text().contains("mlp_"));
    // Without its random number a form gets a key that nobody can work out from what is stored.
    for nonce in ["", "short"] {
        let seed = uuid::Uuid::new_v4().to_string();
        let fields = filled(&seed, nonce, "shop", "cashier");
        let first = desk.shown(NEW, &fields).await;
        assert!(key_in(&first).len() > 40);
        assert!(desk.refused(NEW, &fields).await.contains("shown only once"));
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_taken_keeps_what_makes_it_this_form() {
    let desk = Desk::of(Role::Administrator).await;
    let (once, nonce) = desk.fresh().await;
    let long = "x".repeat(61);
    for (name, role, beside) in [
        ("", "cashier", "name"),
        (long.as_str(), "cashier", "name"),
        ("router", "", "role"),
        ("router", "root", "role"),
    ] {
        let page = desk.refused(NEW, &filled(&once, &nonce, name, role)).await;
        assert!(
            page.contains(&format!("id=\"{beside}-error\"")),
            "{name} {role}"
        );
        assert!(page.contains("<title>Error: Issue an API key"));
        assert_eq!(
            (hidden(&page, "once"), hidden(&page, "nonce")),
            (&*once, &*nonce)
        );
    }
    assert!(desk.keys().await.is_empty());
}

#[tokio::test]
async fn a_key_is_revoked_with_a_reason_and_opens_nothing_from_then_on() {
    let desk = Desk::of(Role::Administrator).await;
    let key = key_in(&desk.issues("router", "accountant").await).to_owned();
    let list = desk.page(LIST).await;
    let address = between(&list, "<tbody", "</tbody>");
    let address = between(address, "href=\"", "\"").to_owned();
    assert!(list.contains("aria-label=\"Revoke the key for router\""));
    let text = read(&desk.page(&address).await);
    assert!(text.contains("It was never used."), "{text}");
    assert_eq!(desk.opens(&key).await, Some(Role::Accountant));
    let text = read(&desk.page(&address).await);
    assert!(
        text.contains("It was last used on Monday 7 December 2026."),
        "{text}"
    );
    assert!(
        desk.refused(&address, &[])
            .await
            .contains("id=\"reason-error\"")
    );
    assert!(desk.opens(&key).await.is_some());
    let fields = [("reason", "<b>leaked</b>")];
    let led = desk.sent(&address, &fields).await;
    assert_eq!(desk.sent(&address, &fields).await, led, "sent twice");
    assert_eq!(desk.opens(&key).await, None);
    let page = desk.page(&led).await;
    assert!(page.contains("&lt;b&gt;leaked") && !page.contains("<b>leaked"));
    let text = read(&page);
    assert!(text.contains("The key was revoked."), "{text}");
    assert!(
        text.contains("Revoked 7 Dec 2026, 09:00, by Wanjiku the administrator"),
        "{text}"
    );
    assert!(!page.contains("/revoke\""), "it is revoked already");
    assert_eq!(desk.open(&address).await.header("location"), Some(LIST));
    assert_eq!(audited(&desk).await, ["api_key_revoked: <b>leaked</b>"]);
}

#[tokio::test]
async fn keys_are_read_by_who_may_and_by_auditors_and_changed_by_administrators() {
    for (role, reads) in [
        (Role::Auditor, true),
        (Role::Accountant, false),
        (Role::Cashier, false),
    ] {
        let desk = Desk::of(role).await;
        let manager = desk.own.world.staff(Role::Administrator).await;
        let form = desk.own.world.page_as(&manager, NEW).await;
        let fields = filled(
            hidden(&form, "once"),
            hidden(&form, "nonce"),
            "router",
            "auditor",
        );
        let issued = desk.own.world.post_as(&manager, NEW, &fields).await;
        assert_eq!(issued.status, 200);
        let revoke = format!("{LIST}/{}/revoke", desk.keys().await[0].id);
        let listed = desk.open(LIST).await;
        assert_eq!(listed.status, if reads { 200 } else { 403 }, "{role}");
        let listed = listed.text();
        assert!(
            !listed.contains("/revoke") && !listed.contains(NEW),
            "{role}"
        );
        for address in [NEW, &revoke] {
            assert_eq!(desk.open(address).await.status, 403, "{role} {address}");
            let answer = desk.post(address, &fields).await;
            assert_eq!(answer.status, 403, "{role} {address}");
            assert!(!answer.text().contains("mlp_"));
        }
        assert!(desk.keys().await[0].revoked.is_none(), "{role}");
    }
}

#[tokio::test]
async fn a_key_that_does_not_exist_is_not_found() {
    let desk = Desk::of(Role::Administrator).await;
    for id in ["x", "key_0000000000", "%00"] {
        let address = format!("{LIST}/{id}/revoke");
        assert_eq!(desk.open(&address).await.status, 404, "{id}");
        let answer = desk.post(&address, &[("reason", "gone")]).await;
        assert_eq!(answer.status, 404, "{id}");
    }
}
