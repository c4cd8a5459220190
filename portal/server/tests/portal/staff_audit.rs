//! Who did what: for those who may read it, as a page and as a file.

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::role::{Capacity, Role};
use chrono::{DateTime, TimeDelta, Utc};
use operations::actor::Actor;
use operations::{reverse, staff};
use store::audit::AuditRecord;

use crate::bench::payment;
use crate::browser::between;
use crate::desk::{Desk, read};

/// An accountant reversed a payment of the customer, for a reason that a spreadsheet would run.
async fn reversed(role: Role) -> Desk {
    let desk = Desk::of(role).await;
    desk.own.pays("RKL51ZDR4F", "1250").await;
    let context = &desk.own.world.context;
    let accountant = Actor::staff("Otieno", Role::Accountant);
    let (id, now) = (payment("RKL51ZDR4F"), context.clock.now());
    let reason = "=1+1 <script>hit()</script>";
    reverse::reverse(&context.store, &id, reason, &accountant, now)
        .await
        .unwrap();
    desk
}

/// A line that stands for itself.
async fn notes(desk: &Desk, number: usize, at: DateTime<Utc>) {
    let line = AuditRecord {
        at,
        actor: format!("clerk {number:02}"),
        actor_id: None,
        role: Capacity::Staff(Role::Cashier),
        action: AuditAction::TextTried,
        subject: Subject::new(SubjectKind::Text, "receipt:en:sms"),
        customer: None,
        summary: String::new(),
        reason: None,
    };
    let store = &desk.own.world.context.store;
    store.audit_put(&line).await.unwrap();
}

#[tokio::test]
async fn a_line_says_who_did_what_when_why_and_leads_to_it() {
    let desk = reversed(Role::Auditor).await;
    let page = desk.page("/staff/audit").await;
    let text = read(&page);
    let said = "7 Dec 2026, 09:00 Otieno Accountant Reversed a payment Payment RKL51ZDR4F only this : Payment \
        RKL51ZDR4F Jane Wanjiru KES 1,250.00 =1+1 &lt;script&gt;hit()&lt;/script&gt;";
    assert!(text.contains(said), "{said} in {text}");
    assert!(
        text.contains("What people did from 1 Dec 2026 to 7 Dec 2026"),
        "{text}"
    );
    assert!(!page.contains("<script>hit"));
    let of_payment = format!("href=\"/staff/payments/{}\"", payment("RKL51ZDR4F"));
    let of_customer = format!("href=\"{}\"", desk.customer());
    for link in [of_payment, of_customer] {
        assert!(page.contains(&link), "{link} in {page}");
    }
    assert!(
        text.contains("Added a member of staff Member of staff Wanjiku the auditor"),
        "{text}"
    );
    assert!(page.contains("href=\"/staff/settings/staff/stf_"));
    assert!(page.contains("href=\"/staff/audit\" aria-current=\"page\""));
}

#[tokio::test]
async fn the_audit_is_told_in_kiswahili_too() {
    let desk = reversed(Role::Auditor).await;
    let page = desk.page("/staff/audit?lang=sw").await;
    let text = read(&page);
    for said in [
        "Ukaguzi",
        "Alirudisha malipo",
        "Mhasibu",
        "Pakua haya kama CSV",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("<td lang=\"en\">KES 1,250.00</td>"), "{page}");
}

#[tokio::test]
async fn a_filter_shows_what_fits_and_stays_chosen() {
    let desk = reversed(Role::Administrator).await;
    let store = &desk.own.world.context.store;
    let members = staff::list(store).await.unwrap();
    let me = members.first().unwrap().id.to_string();
    let one = format!("subject=payment%3A{}", payment("RKL51ZDR4F"));
    let cases = [
        ("action=payment_reversed".to_owned(), 1),
        ("action=text_tried".to_owned(), 0),
        ("subject=payment".to_owned(), 1),
        ("subject=obligation".to_owned(), 0),
        (one.clone(), 1),
        ("subject=payment%3Apay_other".to_owned(), 0),
        ("from=2026-11-01&to=2026-11-30".to_owned(), 0),
        (
            "from=2026-12-07&to=2026-12-07&subject=payment&action=payment_reversed".to_owned(),
            1,
        ),
    ];
    for (query, expected) in cases {
        let page = desk.page(&format!("/staff/audit?{query}")).await;
        assert_eq!(
            page.matches("<th scope=\"row\">").count(),
            expected,
            "{query}"
        );
    }
    let mine = desk.page(&format!("/staff/audit?actor={me}")).await;
    let text = read(&mine);
    assert!(
        text.contains("Wanjiku the administrator Administrator Signed in"),
        "{text}"
    );
    assert!(!text.contains("Otieno"), "{text}");
    let chosen = format!("<option value=\"{me}\" selected>");
    assert!(mine.contains(&chosen), "{chosen} in {mine}");
    let only = desk.page(&format!("/staff/audit?{one}")).await;
    let option = between(&only, "<option value=\"payment:pay_", "</option>");
    assert!(
        option.contains("selected") && option.contains("Payment RKL51ZDR4F"),
        "{option}"
    );
    let csv = format!("/staff/audit.csv?from=2026-12-01&amp;to=2026-12-07&amp;{one}");
    assert!(only.contains(&csv), "{csv} in {only}");
    let none = read(&desk.page("/staff/audit?action=text_tried").await);
    assert!(
        none.contains("Nothing in this period fits what you chose."),
        "{none}"
    );
    let quiet = read(
        &desk
            .page("/staff/audit?from=2026-11-01&to=2026-11-02")
            .await,
    );
    assert!(
        quiet.contains("Nobody did anything in this period."),
        "{quiet}"
    );
}

#[tokio::test]
async fn what_cannot_be_chosen_is_refused_and_not_repeated() {
    let desk = reversed(Role::Auditor).await;
    let cases = [
        ("from=yesterday", "from"),
        ("to=2026-02-30", "to"),
        ("from=2026-12-07&to=2026-12-01", "to"),
        ("from=2025-01-01&to=2026-12-01", "from"),
        ("actor=Grace%20Achieng", "actor"),
        ("action=sat_down", "action"),
        ("subject=Grace%20Achieng", "subject"),
    ];
    for (query, field) in cases {
        for path in ["/staff/audit", "/staff/audit.csv"] {
            let answer = desk.open(&format!("{path}?{query}")).await;
            assert_eq!(answer.status, 422, "{path}?{query}");
            let page = answer.text();
            assert!(
                page.contains(&format!("id=\"{field}-error\"")),
                "{query}: {page}"
            );
            assert!(page.contains(&format!("href=\"#{field}\"")), "{query}");
            assert!(page.contains("<title>Error: Audit"), "{query}");
            let form = between(&page, "<form", "</form>");
            assert!(!form.contains("Grace"), "{query}: {form}");
            assert!(!page.contains("Otieno"), "{query}");
        }
    }
    assert_eq!(desk.open("/staff/audit?after=nowhere").await.status, 404);
}

#[tokio::test]
async fn the_list_goes_on_page_by_page_and_looks_back_in_parts() {
    let desk = Desk::of(Role::Auditor).await;
    let now = desk.own.world.context.clock.now();
    for number in 0..60 {
        let minutes = i64::try_from(number).unwrap();
        notes(&desk, number, now - TimeDelta::minutes(minutes)).await;
    }
    let address = "/staff/audit?action=text_tried";
    let first = desk.page(address).await;
    let clerks = |page: &str| -> Vec<String> {
        let rows = between(page, "<tbody", "</tbody>").split("clerk ").skip(1);
        rows.map(|rest| rest.chars().take(2).collect()).collect()
    };
    let mut found = clerks(&first);
    assert_eq!((found.len(), found[0].as_str()), (50, "00"));
    let second = desk.page(&next(&first)).await;
    found.extend(clerks(&second));
    let expected: Vec<String> = (0..60).map(|number| format!("{number:02}")).collect();
    assert_eq!(found, expected);
    assert!(!second.contains("Show more"), "{second}");
    let long = desk
        .page("/staff/audit?from=2026-01-01&to=2026-06-30&action=text_tried")
        .await;
    let text = read(&long);
    assert!(
        text.contains("Nothing fits back to 31 May 2026; the list goes on before that."),
        "{text}"
    );
    assert!(next(&long).contains("action=text_tried"));
}

/// Where the next page is.
fn next(page: &str) -> String {
    let (before, _) = page
        .split_once("rel=\"next\" class=\"button plain\">Show more")
        .expect("there is more");
    let (_, next) = before.rsplit_once("href=\"").unwrap();
    next.trim_end_matches(['"', ' ']).replace("&amp;", "&")
}

#[tokio::test]
async fn the_file_has_the_same_lines_and_no_cell_is_a_formula() {
    let desk = reversed(Role::Auditor).await;
    let answer = desk.open("/staff/audit.csv?subject=payment").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"audit-2026-12-01-2026-12-07.csv\"")
    );
    let file = answer.text();
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines.len(), 2, "{file}");
    let account = desk.own.customer.id.account();
    let expected = format!(
        "\"2026-12-07\",\"09:00:00\",\"Otieno\",\"Accountant\",\"Reversed a payment\",\"payment_reversed\",\
        \"Payment\",\"{}\",{account},\"KES 1,250.00\",\"'=1+1 <script>hit()</script>\"",
        payment("RKL51ZDR4F")
    );
    assert_eq!(lines[1], expected);
    let kiswahili = desk.open("/staff/audit.csv?subject=payment&lang=sw").await;
    assert!(
        kiswahili
            .text()
            .contains("\"Alirudisha malipo\",\"payment_reversed\"")
    );
}

#[tokio::test]
async fn administrators_and_auditors_read_the_audit_and_nobody_else() {
    for role in Role::ALL {
        let desk = Desk::of(role).await;
        let may = matches!(role, Role::Administrator | Role::Auditor);
        let status = if may { 200 } else { 403 };
        for address in ["/staff/audit", "/staff/audit.csv", "/staff/audit?from=x"] {
            let answer = desk.open(address).await;
            let expected = if may && address.ends_with('x') {
                422
            } else {
                status
            };
            assert_eq!(answer.status, expected, "{address} as {role}");
            if !may {
                assert!(!answer.text().contains("<option"), "{address} as {role}");
            }
        }
        let page = desk.page("/staff").await;
        assert_eq!(page.contains("href=\"/staff/audit\""), may, "{role}");
        assert!(page.contains("href=\"/staff/settings\""), "{role}");
        if may {
            continue;
        }
        let told = read(&desk.open("/staff/audit").await.text());
        assert!(
            told.contains("may not read the audit; ask an administrator or an auditor."),
            "{told}"
        );
    }
}
