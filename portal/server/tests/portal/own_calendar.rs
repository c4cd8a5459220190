//! A customer's calendar, and the address that calendar programs read.

use store::links::LinkPurpose;

use crate::browser::between;
use crate::own::Own;

#[tokio::test]
async fn a_month_shows_what_is_due_on_which_day_and_why_it_moved() {
    let own = Own::new().await;
    own.owes(
        "Home internet",
        &[("2026-12-12", "1250"), ("2027-01-12", "1250")],
    )
    .await;
    own.pays("RKL51ZDR4F", "250.00").await;
    own.owes_fees("TUM-2291", &[("2026-12-14", "8000")]).await;
    let page = own.page("/calendar").await;
    assert!(between(&page, "<h1>", "</h1>").contains("Due in December 2026"));
    assert!(
        page.contains("KES 9,000.00 is to be paid in this month."),
        "{page}"
    );
    let table = between(&page, "<table class=\"month\">", "</table>");
    assert_eq!(table.matches("<th scope=\"col\">").count(), 7);
    assert_eq!(table.matches("<tr>").count(), 6);
    let day = between(table, "Mon 14 Dec", "</td>");
    for text in [
        "Together KES 9,000.00",
        "Home internet",
        "1 of 2",
        "KES 1,000.00 left",
        "Planned for Sat 12 Dec, moved because that is Saturday.",
        "Fees for Grade 4",
        "KES 8,000.00",
    ] {
        assert!(day.contains(text), "{text} in {day}");
    }
    let today = between(table, "aria-current=\"date\"", "</td>");
    assert!(
        today.contains("Mon 7 Dec") && today.contains("today"),
        "{today}"
    );
    assert!(page.contains("href=\"/calendar?month=2026-11\""));

    let january = own.page("/calendar?month=2027-01").await;
    assert!(january.contains("KES 1,250.00 is to be paid in this month."));
    assert!(january.contains("Tue 12 Jan") && !january.contains("Fees for Grade 4"));
    assert!(january.contains("href=\"/calendar\""));
}

#[tokio::test]
async fn a_month_with_nothing_and_one_that_is_paid_say_so() {
    let own = Own::new().await;
    let empty = own.page("/calendar?month=2030-02").await;
    assert!(empty.contains("Nothing is due in this month.") && !empty.contains("<table"));
    own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    own.pays("RKL51ZDR4F", "1250.00").await;
    let paid = own.page("/calendar").await;
    assert!(paid.contains("Everything that was due in this month is paid."));
    assert!(paid.contains("status done"));
    for nonsense in ["2026-13", "x", "1800-01", "<script>", ""] {
        let query = serde_urlencoded::to_string([("month", nonsense)]).unwrap();
        let page = own.page(&format!("/calendar?{query}")).await;
        assert!(page.contains("Due in December 2026"), "{nonsense}");
        assert!(!page.contains("<script"), "{nonsense}");
    }
}

#[tokio::test]
async fn the_calendar_address_is_made_replaced_and_ended() {
    let own = Own::new().await;
    let before = own.page("/calendar").await;
    assert!(before.contains("Make my calendar address") && !before.contains("/feeds/"));
    let made = own.sent("/calendar/feed", &[]).await;
    assert_eq!(made, "/calendar?done=feed-made");
    let first = own.page(&made).await;
    assert!(first.contains("Your calendar address is ready."));
    let secret = between(&first, "https://pay.example.co.ke/feeds/", "/calendar.ics").to_owned();
    assert_eq!(secret.len(), 43);
    assert!(first.contains(&format!(
        "webcal://pay.example.co.ke/feeds/{secret}/calendar.ics"
    )));
    let link = own
        .world
        .context
        .store
        .link_by_secret(&secret, LinkPurpose::CalendarFeed);
    assert_eq!(link.await.unwrap(), Some(own.customer.id.clone()));

    // Once more leaves it as it is.
    own.sent("/calendar/feed", &[]).await;
    assert!(own.page("/calendar").await.contains(&secret));

    let replaced = own.sent("/calendar/feed/replace", &[]).await;
    let second = own.page(&replaced).await;
    assert!(second.contains("The address was replaced.") && !second.contains(&secret));
    assert!(second.contains("/feeds/"));

    let ended = own.sent("/calendar/feed/end", &[]).await;
    let after = own.page(&ended).await;
    assert!(after.contains("The address has ended.") && !after.contains("/feeds/"));
    assert_eq!(
        own.page("/calendar?done=%3Cb%3E")
            .await
            .matches("role=\"status\"")
            .count(),
        0
    );
}

#[tokio::test]
async fn nobody_makes_an_address_by_opening_a_page_or_from_another_site() {
    let own = Own::new().await;
    for address in [
        "/calendar/feed",
        "/calendar/feed/replace",
        "/calendar/feed/end",
    ] {
        assert_ne!(own.open(address).await.status, 200, "{address}");
        let signed_out = own.world.post(address, &[]).await;
        assert_eq!(signed_out.header("location"), Some("/sign-in"), "{address}");
    }
    let link = own
        .world
        .context
        .store
        .link(&own.customer.id, LinkPurpose::CalendarFeed);
    assert_eq!(link.await.unwrap(), None);
}

#[tokio::test]
async fn the_calendar_speaks_kiswahili() {
    let own = Own::new().await;
    own.owes("Home internet", &[("2026-12-12", "1250")]).await;
    let page = own.page("/calendar?lang=sw").await;
    for text in [
        "Ya kulipa Desemba 2026",
        "J3 14 Des",
        "Weka kwenye kalenda yangu",
        "Haijalipwa",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
}
