//! Staff enter what customers have to pay, and look at it.

use billing::ids::ObligationId;
use billing::role::Role;
use operations::obligation_list;

use crate::browser::between;
use crate::desk::{Desk, hidden, read};

const NEW: &str = "/staff/obligations/new";
const ONCE: &str = "0192b5d0-5e4e-7000-8000-000000000042";

/// A form that is right: KES 1,500.00 on a Sunday.
fn right(desk: &Desk) -> Vec<(&'static str, String)> {
    let account = desk.own.customer.account_number.clone();
    let fields = [
        ("once", ONCE),
        ("customer", account.as_str()),
        ("payee", "us"),
        ("income", "service"),
        ("institution", ""),
        ("description", "Home internet"),
        ("payment_code", ""),
        ("amount", "1,500.00"),
        ("kind", "one_off"),
        ("due_on", "2026-12-13"),
        ("first_on", ""),
        ("every", "monthly"),
        ("instalment_amount", ""),
        ("count", ""),
        ("last_amount", ""),
        ("comments", "Agreed by phone"),
    ];
    fields
        .map(|(name, value)| (name, value.to_owned()))
        .to_vec()
}

fn with<'a>(
    fields: &'a [(&'static str, String)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| more.iter().any(|(other, _)| *other == name);
    let kept = fields.iter().filter(|(name, _)| !changed(name));
    let kept = kept.map(|(name, value)| (*name, value.as_str()));
    kept.chain(more.iter().copied()).collect()
}

async fn count(desk: &Desk) -> usize {
    let (store, id) = (&desk.own.world.context.store, &desk.own.customer.id);
    let page = obligation_list::of_customer(store, id, None, None, 100).await;
    page.unwrap().items.len()
}

#[tokio::test]
async fn a_preview_says_when_how_much_and_why_a_date_moved_and_stores_nothing() {
    let desk = Desk::of(Role::Accountant).await;
    let form = right(&desk);
    let page = desk
        .shown(
            NEW,
            &with(&form, &[("action", "preview"), ("notify", "yes")]),
        )
        .await;
    let text = read(&page);
    for said in [
        "1 Mon 14 Dec 2026 1,500.00 Planned for Sun 13 Dec, moved because that is Sunday.",
        "Total KES 1,500.00",
        "The balance of Jane Wanjiru goes from KES 0.00 to KES −1,500.00.",
        "The customer is told about it",
        "Create obligation",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(
        page.contains("value=\"Home internet\""),
        "what was typed stays"
    );
    assert_eq!(hidden(&page, "once"), ONCE);
    assert_eq!(count(&desk).await, 0);
}

#[tokio::test]
async fn only_what_was_looked_at_is_created_and_only_once() {
    let desk = Desk::of(Role::Accountant).await;
    let form = right(&desk);
    let preview = desk
        .shown(NEW, &with(&form, &[("action", "preview")]))
        .await;
    let seen = hidden(&preview, "seen").to_owned();

    let other = [
        ("action", "create"),
        ("seen", seen.as_str()),
        ("amount", "1600"),
    ];
    let page = desk.shown(NEW, &with(&form, &other)).await;
    assert!(page.contains("The schedule is not the one that you looked at"));
    assert!(page.contains("1,600.00"));
    assert_eq!(count(&desk).await, 0);
    let unseen = desk.shown(NEW, &with(&form, &[("action", "create")])).await;
    assert!(unseen.contains("Look at this one, then create it."));

    let same = [("action", "create"), ("seen", seen.as_str())];
    let led = desk.sent(NEW, &with(&form, &same)).await;
    assert_eq!(desk.sent(NEW, &with(&form, &same)).await, led);
    assert_eq!(count(&desk).await, 1);
    let text = read(&desk.page(&led).await);
    for said in [
        "The obligation was created.",
        "Home internet",
        "Amount KES 1,500.00",
        "Jane Wanjiru",
        "Manager comments Agreed by phone",
        "Customer is told No",
        "14 Dec 2026",
        "Entered",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(desk.balance().await, "-1500.00");
}

#[tokio::test]
async fn doses_that_do_not_add_up_come_with_buttons_for_what_would() {
    let desk = Desk::of(Role::Administrator).await;
    let form = right(&desk);
    let automatic = [
        ("action", "preview"),
        ("kind", "automatic"),
        ("first_on", "2026-12-31"),
        ("instalment_amount", "400"),
        ("count", "3"),
    ];
    let page = desk.refused(NEW, &with(&form, &automatic)).await;
    assert!(page.contains("id=\"instalment_amount-error\""), "{page}");
    assert!(page.contains("These would add up"));
    let offers: Vec<&str> = page.split("name=\"proposal\" value=\"").skip(1).collect();
    assert!(offers.len() >= 2, "{page}");
    for offer in offers {
        let proposal = offer.split('"').next().unwrap();
        let mut fields = with(&form, &automatic);
        fields.retain(|(name, _)| *name != "action");
        fields.push(("proposal", proposal));
        let fits = desk.shown(NEW, &fields).await;
        assert!(
            read(&fits).contains("Total KES 1,500.00"),
            "{proposal}: {fits}"
        );
        assert!(fits.contains("Create obligation"));
        let chosen = proposal.split(' ').nth(1).unwrap();
        assert!(
            fits.contains(&format!("name=\"count\" type=\"text\" value=\"{chosen}\"")),
            "{fits}"
        );
    }
}

#[tokio::test]
async fn rows_are_written_down_one_by_one_and_more_can_be_added_without_a_script() {
    let desk = Desk::of(Role::Accountant).await;
    let form = right(&desk);
    let rows = [
        ("kind", "manual"),
        ("row_on", "2026-12-15"),
        ("row_amount", "900"),
    ];
    let mut fields = with(&form, &rows);
    fields.extend([
        ("row_on", ""),
        ("row_amount", ""),
        ("row_on", "2027-01-15"),
        ("row_amount", "600"),
    ]);
    let mut more = fields.clone();
    more.push(("action", "add-row"));
    let page = desk.shown(NEW, &more).await;
    assert_eq!(page.matches("name=\"row_on\"").count(), 6);
    assert!(page.contains("value=\"2027-01-15\"") && page.contains("value=\"900\""));
    let page = read(&desk.shown(NEW, &fields).await);
    assert!(
        page.contains("1 Tue 15 Dec 2026 900.00 As planned"),
        "{page}"
    );
    assert!(
        page.contains("2 Fri 15 Jan 2027 600.00 As planned"),
        "{page}"
    );

    fields.extend([("row_on", "2027-02-15"), ("row_amount", "")]);
    let half = desk.refused(NEW, &fields).await;
    assert!(half.contains("Give each instalment a day and an amount"));
    assert!(half.contains("href=\"#row_on\""));
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_beside_its_field() {
    let desk = Desk::of(Role::Accountant).await;
    let form = right(&desk);
    let wrong = [
        ("customer", "?"),
        ("amount", "much"),
        ("kind", ""),
        ("payee", ""),
    ];
    let page = desk.refused(NEW, &with(&form, &wrong)).await;
    for field in ["customer", "amount", "kind", "payee"] {
        assert!(
            page.contains(&format!("href=\"#{field}\"")),
            "{field}: {page}"
        );
    }
    let cases = [
        ("customer", "99999999", "customer"),
        ("description", "", "description"),
        ("payment_code", "!!!", "payment_code"),
        ("amount", "0", "amount"),
        ("due_on", "next week", "due_on"),
        ("due_on", "1926-12-07", "due_on"),
    ];
    for (field, typed, beside) in cases {
        let page = desk.refused(NEW, &with(&form, &[(field, typed)])).await;
        assert!(
            page.contains(&format!("id=\"{beside}-error\"")),
            "{field} {typed}: {page}"
        );
    }
    let nameless = [("payee", "institution")];
    let page = desk.refused(NEW, &with(&form, &nameless)).await;
    assert!(page.contains("id=\"institution-error\""));
    assert_eq!(count(&desk).await, 0);
}

#[tokio::test]
async fn who_types_gets_only_the_preview() {
    let desk = Desk::of(Role::Accountant).await;
    let form = right(&desk);
    let part = desk.part(NEW, "preview", &with(&form, &[])).await;
    assert_eq!(part.header("x-fragment"), Some("preview"));
    let text = part.text();
    assert!(text.contains("14 Dec") && !text.contains("<html"), "{text}");
    let part = desk
        .part(NEW, "preview", &with(&form, &[("amount", "")]))
        .await;
    assert_eq!(part.status, 200);
    assert!(part.text().contains("No schedule yet:"));
    assert_eq!(count(&desk).await, 0);
}

#[tokio::test]
async fn a_form_for_a_customer_begins_with_their_account() {
    let desk = Desk::of(Role::Accountant).await;
    let account = desk.own.customer.account_number.clone();
    let page = desk.page(&format!("{NEW}?customer={account}")).await;
    assert!(page.contains(&format!("value=\"{account}\"")));
    assert!(page.contains("data-preview"));
}

#[tokio::test]
async fn lists_show_each_state_and_nothing_else() {
    let desk = Desk::of(Role::Auditor).await;
    let empty = desk.page("/staff/obligations").await;
    assert!(empty.contains("Nothing to pay was entered yet."));
    assert!(!empty.contains(NEW), "an auditor enters nothing");
    desk.own.owes("Paid line", &[("2026-12-01", "100")]).await;
    desk.own.pays("RKL51ZDR4F", "100.00").await;
    desk.own.owes("Late line", &[("2026-12-01", "100")]).await;
    desk.own.owes("Open line", &[("2026-12-20", "100")]).await;
    let cases: [(&str, &[&str]); 5] = [
        ("", &["Paid", "Late", "Open"]),
        ("?status=paid", &["Paid"]),
        ("?status=overdue", &["Late"]),
        ("?status=unpaid", &["Late", "Open"]),
        ("?status=partially_paid", &[]),
    ];
    for (query, shown) in cases {
        let page = desk.page(&format!("/staff/obligations{query}")).await;
        for name in ["Paid", "Late", "Open"] {
            let listed = page.contains(&format!("{name} line"));
            assert_eq!(listed, shown.contains(&name), "{name} at {query}");
        }
    }
    let page = desk.page("/staff/obligations").await;
    let table = between(&page, "<tbody>", "</tbody>");
    assert!(
        read(table).contains("Late line Jane Wanjiru Us 1 Dec 2026 Overdue 100.00 0.00 100.00"),
        "{}",
        read(table)
    );
}

#[tokio::test]
async fn a_role_that_may_not_change_obligations_is_refused_everywhere() {
    for role in [Role::Cashier, Role::Auditor] {
        let desk = Desk::of(role).await;
        let id: ObligationId = desk
            .own
            .owes("Home internet", &[("2026-12-15", "700")])
            .await;
        let address = format!("/staff/obligations/{id}");
        let page = desk.page(&address).await;
        for link in ["/edit", "/cancel", "/instalments/1"] {
            assert!(!page.contains(&format!("{id}{link}")), "{role} {link}");
            let opened = desk.open(&format!("{address}{link}")).await;
            assert_eq!(opened.status, 403, "{role} {link}");
        }
        let posts = ["/edit", "/cancel", "/restore", "/instalments/1"];
        let fields = [
            ("description", "x"),
            ("reason", "x"),
            ("amount", "1"),
            ("due_on", "2026-12-16"),
            ("step", "confirmed"),
        ];
        for post in posts {
            let refused = desk.post(&format!("{address}{post}"), &fields).await;
            assert_eq!(refused.status, 403, "{role} {post}");
        }
        assert_eq!(desk.open(NEW).await.status, 403);
        assert_eq!(desk.post(NEW, &[("action", "create")]).await.status, 403);
        assert_eq!(desk.balance().await, "-700.00");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let desk = Desk::of(Role::Administrator).await;
    let address = format!(
        "/staff/obligations/obl_{}_abc",
        desk.own.customer.id.account()
    );
    for end in ["", "/edit", "/cancel", "/restore", "/instalments/1"] {
        assert_eq!(
            desk.open(&format!("{address}{end}")).await.status,
            404,
            "{end}"
        );
        assert_eq!(
            desk.open(&format!("/staff/obligations/nonsense{end}"))
                .await
                .status,
            404,
            "{end}"
        );
    }
}
