//! The calendar of staff: what falls due in a month and on a day, over all customers.

use billing::role::Role;
use operations::actor::Actor;
use operations::holidays;

use crate::browser::between;
use crate::desk::{Desk, read};

/// A month with a paid, a partly paid and an open instalment, and a gazetted day.
async fn december(role: Role) -> Desk {
    let desk = Desk::of(role).await;
    let doses = [("2026-12-07", "1000"), ("2026-12-14", "500")];
    desk.own.owes("Home internet", &doses).await;
    desk.own
        .owes_fees("FEES-1", &[("2026-12-15", "2000")])
        .await;
    desk.own.pays("RKL51ZDR4F", "1200").await;
    let context = &desk.own.world.context;
    let (on, now) = ("2026-12-21".parse().unwrap(), context.clock.now());
    let administrator = Actor::named("amina");
    holidays::gazette(&context.store, on, "Idd-ul-Azha", "", &administrator, now)
        .await
        .unwrap();
    desk
}

#[tokio::test]
async fn a_month_has_a_picture_and_the_sums_of_its_days() {
    let desk = december(Role::Cashier).await;
    let page = desk.page("/staff/calendar").await;
    let text = read(&page);
    for said in [
        "Due: December 2026",
        "3 instalments, KES 3,500.00 in all; KES 2,300.00 is still to be paid.",
        "KES 3,500.00 in this month; the most on Tuesday 15 December, KES 2,000.00.",
        "Mon 7 Dec today 1 1,000.00 1,000.00 0.00",
        "Mon 14 Dec 1 500.00 200.00 300.00",
        "Tue 15 Dec 1 2,000.00 0.00 2,000.00",
        "Sat 12 Dec Jamhuri Day (public holiday) · weekend 0",
        "Sun 13 Dec weekend 0",
        "Mon 21 Dec Idd-ul-Azha (gazetted) 0",
        "Total 3 3,500.00 1,200.00 2,300.00",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(page.matches("role=\"img\"").count(), 1);
    assert_eq!(
        page.matches("<table").count(),
        1,
        "the numbers stand there once"
    );
    assert_eq!(page.matches("aria-current=\"date\"").count(), 1);
    for link in [
        "/staff/calendar/2026-12-14",
        "/staff/calendar?month=2026-11",
        "/staff/calendar?month=2027-01",
    ] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
    assert!(
        !page.contains("/staff/calendar/2026-12-16"),
        "nothing to open"
    );
    assert!(!page.contains("style="));
}

#[tokio::test]
async fn a_month_is_told_in_kiswahili_too() {
    let desk = december(Role::Auditor).await;
    let text = read(&desk.page("/staff/calendar?month=2026-12&lang=sw").await);
    for said in [
        "Ya kulipwa: Desemba 2026",
        "Awamu 3, jumla KES 3,500.00; bado KES 2,300.00 hazijalipwa.",
        "J3 7 Des leo 1",
        "Idd-ul-Azha (imetangazwa kwenye Gazeti)",
        "wikendi",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let day = read(&desk.page("/staff/calendar/2026-12-15?lang=sw").await);
    assert!(day.contains("Ya kulipwa: Jumanne 15 Desemba 2026"), "{day}");
}

#[tokio::test]
async fn a_month_without_anything_due_says_so_and_leads_back() {
    let desk = december(Role::Cashier).await;
    let page = desk.page("/staff/calendar?month=2027-02").await;
    let text = read(&page);
    assert!(text.contains("Nothing falls due in this month."), "{text}");
    assert!(text.contains("This month"), "{text}");
    assert!(!page.contains("<table") && !page.contains("role=\"img\""));
}

#[tokio::test]
async fn a_day_lists_its_instalments_with_whose_they_are() {
    let desk = december(Role::Accountant).await;
    let page = desk.page("/staff/calendar/2026-12-14").await;
    let text = read(&page);
    for said in [
        "Due: Monday 14 December 2026",
        "1 instalment, KES 500.00 in all; KES 300.00 is still to be paid.",
        "Jane Wanjiru Home internet 2 of 2 Partially paid 500.00 200.00 300.00",
        "Sun 13 Dec",
        "All of December 2026",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let customer = format!("href=\"{}\"", desk.customer());
    assert!(page.contains(&customer), "{customer} in {page}");
    assert!(page.contains("href=\"/staff/obligations/obl_"));
    let today = read(&desk.page("/staff/calendar/2026-12-07").await);
    assert!(
        today.contains("today 1 instalment, KES 1,000.00 in all; everything is paid."),
        "{today}"
    );
    let empty = read(&desk.page("/staff/calendar/2026-12-21").await);
    assert!(empty.contains("Idd-ul-Azha (gazetted)"), "{empty}");
    assert!(empty.contains("Nothing falls due on this day."), "{empty}");
}

#[tokio::test]
async fn a_day_that_moved_says_why() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own
        .owes("Home internet", &[("2026-12-13", "700")])
        .await;
    let text = read(&desk.page("/staff/calendar/2026-12-14").await);
    let why = "Planned for Sun 13 Dec, moved because that is Sunday.";
    assert!(text.contains(why), "{text}");
}

#[tokio::test]
async fn what_somebody_typed_stays_text() {
    let desk = Desk::of(Role::Cashier).await;
    let hostile = "<script>hit()</script>";
    desk.own.owes(hostile, &[("2026-12-14", "700")]).await;
    let page = desk.page("/staff/calendar/2026-12-14").await;
    assert!(page.contains("&lt;script&gt;hit()") && !page.contains("<script>hit"));
}

#[tokio::test]
async fn a_day_with_many_instalments_is_read_page_by_page() {
    let desk = Desk::of(Role::Auditor).await;
    for number in 0..53 {
        let what = format!("Item {number:02}");
        desk.own.owes(&what, &[("2026-12-14", "10")]).await;
    }
    let items = |page: &str| -> Vec<String> {
        let rows = between(page, "<tbody", "</tbody>").split("Item ").skip(1);
        rows.map(|rest| rest.chars().take(2).collect()).collect()
    };
    let first = desk.page("/staff/calendar/2026-12-14").await;
    assert!(read(&first).contains("53 instalments, KES 530.00 in all"));
    let mut found = items(&first);
    assert_eq!(found.len(), 50);
    let (before, _) = first
        .split_once("rel=\"next\" class=\"button plain\">Show more")
        .unwrap();
    let (_, next) = before.rsplit_once("href=\"").unwrap();
    let next = next.trim_end_matches(['"', ' ']).replace("&amp;", "&");
    let second = desk.page(&next).await;
    found.extend(items(&second));
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 53);
    assert!(!second.contains("Show more") && !second.contains("KES 530.00 in all"));
    let elsewhere = next.replace("calendar/2026-12-14", "calendar/2026-12-15");
    assert_eq!(desk.open(&elsewhere).await.status, 404);
}

#[tokio::test]
async fn an_address_that_names_no_month_or_day_says_what_one_looks_like() {
    let desk = Desk::of(Role::Cashier).await;
    let cases = [
        ("/staff/calendar?month=2026-13", "There is no such month"),
        ("/staff/calendar?month=1066-10", "There is no such month"),
        ("/staff/calendar?month=%3Cb%3Ex", "There is no such month"),
        ("/staff/calendar?month=", "There is no such month"),
        ("/staff/calendar/2026-02-30", "There is no such day"),
        ("/staff/calendar/2026-12-7", "There is no such day"),
        ("/staff/calendar/tomorrow", "There is no such day"),
    ];
    for (address, said) in cases {
        let answer = desk.open(address).await;
        assert_eq!(answer.status, 404, "{address}");
        let page = answer.text();
        assert!(page.contains(said), "{address}: {page}");
        assert!(
            page.contains("href=\"/staff/calendar\" class=\"button\""),
            "{page}"
        );
        assert!(!page.contains("<b>x") && !page.contains("tomorrow\""));
    }
}

#[tokio::test]
async fn every_role_reads_the_calendar_and_nobody_else_does() {
    for role in Role::ALL {
        let desk = Desk::of(role).await;
        let page = desk.page("/staff/calendar").await;
        assert!(
            page.contains("href=\"/staff/calendar\" aria-current=\"page\""),
            "{role}"
        );
        desk.page("/staff/calendar/2026-12-07").await;
        if role == Role::Cashier {
            for address in ["/staff/calendar", "/staff/calendar/2026-12-07"] {
                let outside = desk.own.world.open(address).await;
                let customer = desk.own.open(address).await;
                for answer in [outside, customer] {
                    assert_eq!(answer.status, 303, "{address}");
                    let to = answer.header("location").unwrap();
                    assert!(to.starts_with("/staff/sign-in"), "{to}");
                }
            }
        }
    }
}
