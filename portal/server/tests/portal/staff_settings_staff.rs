//! Who works here and in which role: adding people, changing roles, ending access, forgetting authenticators.

use billing::ids::StaffId;
use billing::role::Role;
use operations::actor::Actor;
use operations::audit::reading::{self, Filter};
use operations::staff;
use store::staff::StaffMember;

use crate::browser::between;
use crate::desk::{Desk, read};
use crate::world::Person;

const LIST: &str = "/staff/settings/staff";
const NEW: &str = "/staff/settings/staff/new";
const ONCE: &str = "0192b5d0-5e4e-7000-8000-000000000042";

/// A form that is right.
const OTIENO: [(&str, &str); 5] = [
    ("once", ONCE),
    ("name", "Otieno <b>Odhiambo</b>"),
    ("email", "Otieno@example.co.ke"),
    ("role", "cashier"),
    ("language", "sw"),
];

fn with<'a>(field: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let changed = |(name, old): (&'static str, &'static str)| match name == field {
        true => (name, value),
        false => (name, old),
    };
    OTIENO.map(changed).to_vec()
}

impl Desk {
    async fn members(&self) -> Vec<StaffMember> {
        staff::list(&self.own.world.context.store).await.unwrap()
    }

    async fn member(&self, role: Role) -> StaffMember {
        let all = self.members().await;
        all.into_iter().find(|one| one.role == role).unwrap()
    }

    /// Somebody else who has signed in, and the address of the page about them.
    async fn colleague(&self, role: Role) -> (Person, String) {
        let before: Vec<StaffId> = self.members().await.into_iter().map(|it| it.id).collect();
        let person = self.own.world.staff(role).await;
        let all = self.members().await;
        let new = all.into_iter().find(|one| !before.contains(&one.id));
        (person, format!("{LIST}/{}", new.unwrap().id))
    }

    async fn is_in(&self, person: &Person) -> bool {
        let answer = self.own.world.open_as(person, "/staff").await;
        answer.status == 200
    }
}

#[tokio::test]
async fn everybody_sees_who_works_here_and_only_who_looks_after_them_sees_the_rest() {
    for (role, whole, adds) in [
        (Role::Administrator, true, true),
        (Role::Auditor, true, false),
        (Role::Accountant, false, false),
        (Role::Cashier, false, false),
    ] {
        let desk = Desk::of(role).await;
        let member = desk.member(role).await;
        let page = desk.page(LIST).await;
        let text = read(&page);
        assert!(text.contains(&member.name), "{role}: {text}");
        assert_eq!(text.contains(&member.email), whole, "{role}");
        assert_eq!(
            text.contains("Set up 7 Dec 2026, 09:00"),
            whole,
            "{role}: {text}"
        );
        assert_eq!(page.contains(&format!("href=\"{NEW}\"")), adds, "{role}");
        assert_eq!(text.contains("An administrator adds people"), !adds);
        let own = desk.open(&format!("{LIST}/{}", member.id)).await;
        assert_eq!(own.status, if whole { 200 } else { 403 }, "{role}");
    }
}

#[tokio::test]
async fn a_member_is_shown_with_where_they_are_signed_in_and_what_can_be_changed() {
    let desk = Desk::of(Role::Administrator).await;
    let (_, address) = desk.colleague(Role::Accountant).await;
    let page = desk.page(&address).await;
    let text = read(&page);
    for said in [
        "Wanjiku the accountant",
        "Role Accountant: all that a cashier does",
        "Authenticator Set up",
        "Signed in now at 1 place, last used 7 Dec 2026, 09:00",
        "Here since 7 Dec 2026, 09:00, by a test",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    for change in ["role", "second-factor", "end"] {
        let link = format!("href=\"{address}/{change}\"");
        assert!(page.contains(&link), "{change}");
    }
    for nobody in [format!("{LIST}/x"), format!("{LIST}/stf_0000000000")] {
        assert_eq!(desk.open(&nobody).await.status, 404, "{nobody}");
    }
    assert_eq!(desk.open(&format!("{address}/promote")).await.status, 404);
}

#[tokio::test]
async fn somebody_is_added_once_and_is_told_how_to_come_in() {
    let desk = Desk::of(Role::Administrator).await;
    let form = desk.page(NEW).await;
    assert!(form.contains("name=\"once\"") && form.contains("value=\"auditor\""));
    let led = desk.sent(NEW, &OTIENO).await;
    assert_eq!(desk.sent(NEW, &OTIENO).await, led, "sent twice");
    assert!(!led.contains('@') && !led.contains("Otieno"), "{led}");
    let page = desk.page(&led).await;
    let text = read(&page);
    assert!(page.contains("Otieno &lt;b&gt;Odhiambo") && !page.contains("<b>Odhiambo"));
    for said in [
        "can sign in now.",
        "open https://pay.example.co.ke/staff/sign-in",
        "E-mail address otieno@example.co.ke",
        "Authenticator Not set up yet",
        "Last signed in Not yet",
        "Signed in now nowhere",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!page.contains("/second-factor"), "there is none to forget");
    assert_eq!(desk.members().await.len(), 2);
}

#[tokio::test]
async fn a_form_that_cannot_be_taken_comes_back_with_what_was_typed() {
    let desk = Desk::of(Role::Administrator).await;
    desk.sent(NEW, &OTIENO).await;
    let other = "0192b5d0-5e4e-7000-8000-000000000043";
    let cases = [
        ("name", "", "name", "Enter their name."),
        ("email", "otieno", "email", "name@example.com"),
        ("role", "owner", "role", "Choose what they may do."),
        // Capitals make no difference, and it is another form.
        (
            "once",
            other,
            "email",
            "Somebody works here with this address",
        ),
    ];
    for (field, typed, beside, said) in cases {
        let page = desk.refused(NEW, &with(field, typed)).await;
        let error = between(&page, &format!("id=\"{beside}-error\""), "</p>");
        assert!(error.contains(said), "{field}: {error}");
        assert!(page.contains("<title>Error: Add somebody"), "{field}");
        assert!(page.contains("value=\"sw\" checked"), "{field}: {page}");
    }
    let kiswahili = desk
        .refused(&format!("{NEW}?lang=sw"), &with("name", ""))
        .await;
    assert!(kiswahili.contains("Andika jina lake."));
    assert_eq!(desk.members().await.len(), 2);
}

#[tokio::test]
async fn a_role_is_changed_with_a_reason_and_holds_from_the_next_page() {
    let desk = Desk::of(Role::Administrator).await;
    let (colleague, address) = desk.colleague(Role::Cashier).await;
    let role = format!("{address}/role");
    let text = read(&desk.page(&role).await);
    for said in [
        "Change the role of Wanjiku the cashier",
        "Present role of Wanjiku the cashier: Cashier.",
        "The new role holds from the next page that they open.",
        "Auditor: reads everything, changes nothing",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let without = desk.refused(&role, &[("reason", "promoted")]).await;
    assert!(without.contains("id=\"role-error\"") && without.contains("promoted"));
    let without = desk.refused(&role, &[("role", "auditor")]).await;
    assert!(without.contains("id=\"reason-error\""));
    assert!(without.contains("value=\"auditor\" checked"));
    let right = [("role", "auditor"), ("reason", "looks at the books")];
    let led = desk.sent(&role, &right).await;
    assert_eq!(desk.sent(&role, &right).await, led, "sent twice");
    assert!(read(&desk.page(&led).await).contains("The role holds from now on."));
    assert_eq!(desk.member(Role::Auditor).await.name, "Wanjiku the cashier");
    assert!(desk.is_in(&colleague).await, "they need not sign in again");
    let lines = audited(&desk).await;
    assert_eq!(lines, ["staff_role_changed: looks at the books"]);
}

/// What was audited with a reason on the day of these tests.
pub async fn audited(desk: &Desk) -> Vec<String> {
    let store = &desk.own.world.context.store;
    let today = "2026-12-07".parse().unwrap();
    let (filter, actor) = (Filter::days(today, today), Actor::named("a test"));
    let page = reading::list(store, &filter, &actor, None, 100).await;
    let told = page.unwrap().lines.into_iter().filter_map(|line| {
        let reason = line.reason?;
        Some(format!("{}: {reason}", line.action))
    });
    told.collect()
}

#[tokio::test]
async fn whose_access_ends_is_out_at_once_and_stays_in_the_records() {
    let desk = Desk::of(Role::Administrator).await;
    let (colleague, address) = desk.colleague(Role::Cashier).await;
    let end = format!("{address}/end");
    let text = read(&desk.page(&end).await);
    assert!(text.contains("is signed out everywhere at once"), "{text}");
    assert!(!text.contains("This is you"));
    let unreasoned = desk.refused(&end, &[("reason", " ")]).await;
    assert!(unreasoned.contains("id=\"reason-error\""));
    assert!(desk.is_in(&colleague).await);
    let fields = [("reason", "<i>moved</i> away")];
    let led = desk.sent(&end, &fields).await;
    assert_eq!(desk.sent(&end, &fields).await, led, "sent twice");
    assert!(!desk.is_in(&colleague).await);
    let page = desk.page(&led).await;
    let text = read(&page);
    for said in [
        "Their access has ended.",
        "They do not work here any more, since 7 Dec 2026, 09:00, by Wanjiku the administrator.",
        "add them with the same e-mail address",
        "Signed in now nowhere",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("&lt;i&gt;moved") && !page.contains("<i>moved"));
    assert!(
        !page.contains(&format!("{address}/")),
        "nothing is left to change"
    );
    let again = desk.open(&end).await;
    assert_eq!(again.header("location"), Some(address.as_str()));
    let list = desk.page(LIST).await;
    assert!(between(&list, "id=\"left\"", "</section>").contains("Wanjiku the cashier"));
}

#[tokio::test]
async fn an_authenticator_that_was_lost_is_forgotten_and_signs_them_out() {
    let desk = Desk::of(Role::Administrator).await;
    let (colleague, address) = desk.colleague(Role::Accountant).await;
    let reset = format!("{address}/second-factor");
    let text = read(&desk.page(&reset).await);
    for said in [
        "is signed out everywhere at once.",
        "set up their authenticator app again with a new QR code",
        "Be sure that it is they who ask",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(
        desk.refused(&reset, &[])
            .await
            .contains("id=\"reason-error\"")
    );
    let led = desk.sent(&reset, &[("reason", "lost the phone")]).await;
    assert!(!desk.is_in(&colleague).await);
    let text = read(&desk.page(&led).await);
    assert!(text.contains("The authenticator was reset."), "{text}");
    assert!(text.contains("Authenticator Not set up yet"));
    assert_eq!(
        desk.open(&reset).await.status,
        303,
        "there is none any more"
    );
    assert_eq!(
        audited(&desk).await,
        ["second_factor_reset: lost the phone"]
    );
}

#[tokio::test]
async fn the_last_administrator_stays_and_is_told_why() {
    let desk = Desk::of(Role::Administrator).await;
    let me = desk.member(Role::Administrator).await;
    let address = format!("{LIST}/{}", me.id);
    let end = format!("{address}/end");
    assert!(read(&desk.page(&end).await).contains("This is you"));
    let why = "This is the last administrator; make somebody else an administrator first.";
    let reason = ("reason", "leaves");
    let page = desk.refused(&end, &[reason]).await;
    assert!(page.contains(why), "{page}");
    let role = format!("{address}/role");
    let page = desk.refused(&role, &[("role", "auditor"), reason]).await;
    assert!(page.contains(why) && page.contains("leaves"), "{page}");
    let kiswahili = desk.refused(&format!("{end}?lang=sw"), &[reason]).await;
    assert!(kiswahili.contains("msimamizi wa mwisho"));
    // With another one, they may go, and are out.
    desk.colleague(Role::Administrator).await;
    desk.sent(&end, &[reason]).await;
    assert!(!desk.is_in(&desk.me).await);
}

#[tokio::test]
async fn only_an_administrator_changes_anything_about_the_staff() {
    for role in Role::ALL
        .into_iter()
        .filter(|it| *it != Role::Administrator)
    {
        let desk = Desk::of(role).await;
        let (_, address) = desk.colleague(Role::Cashier).await;
        let before = desk.members().await;
        let changes = ["role", "second-factor", "end"].map(|end| format!("{address}/{end}"));
        for address in changes.iter().map(String::as_str).chain([NEW]) {
            assert_eq!(
                desk.open(address).await.status,
                403,
                "{role} opens {address}"
            );
            let fields = [OTIENO.as_slice(), &[("reason", "wants to")]].concat();
            let answer = desk.post(address, &fields).await;
            assert_eq!(answer.status, 403, "{role} sends {address}");
            assert!(answer.text().contains("administrator"), "{role}");
        }
        assert_eq!(desk.members().await, before, "{role}");
    }
}
