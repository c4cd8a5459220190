//! The first page of staff, and the lists of what waits for somebody.

use billing::receipt::Receipt;
use billing::role::Role;
use operations::actor::Actor;
use operations::intake::{Arrival, take_in};
use operations::receipt_claim;
use store::notifications::{NotificationRecord, NotificationStatus};
use store::pulls::GapRecord;
use uuid::Uuid;

use crate::bench::{PAYMENTS, SHORT_CODE, payment};
use crate::browser::between;
use crate::desk::{Desk, read};
use crate::staff_payments::arrives;

#[tokio::test]
async fn the_day_is_told_in_three_figures_and_two_pictures() {
    let desk = Desk::of(Role::Auditor).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "2000")])
        .await;
    desk.own.pays("RKL51ZDR4F", "1250.00").await;
    arrives(&desk, "RKL61ZDS0A", "850.00", "house 4").await;
    let page = desk.page("/staff").await;
    let text = read(&page);
    for said in [
        "Today, Monday 7 December",
        "Collected today 2,100.00 2 payments",
        "Unassociated 1 · 850.00 oldest 7 Dec 2026, 09:00",
        "Overdue 750.00 1 customer",
        "Collected per day, by channel",
        "Mon 7 Dec 2,100.00 2,100.00",
        "1 to 7 days 1 1 750.00",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(page.matches("role=\"img\"").count(), 2);
    assert!(!page.contains("style=") && !page.contains("Nothing waits for you."));
    for link in [
        "/staff/payments?show=unassociated",
        "/staff/obligations?status=overdue",
    ] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
}

#[tokio::test]
async fn a_day_on_which_nothing_waits_says_so() {
    let desk = Desk::of(Role::Cashier).await;
    let page = desk.page("/staff").await;
    let text = read(&page);
    for said in [
        "Nothing waits for you.",
        "every payment has an owner",
        "Nothing is overdue.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(
        !page.contains("/staff/waiting/"),
        "what is not there is no link"
    );
    let kiswahili = read(&desk.page("/staff?lang=sw").await);
    assert!(kiswahili.contains("Hakuna kinachokusubiri."), "{kiswahili}");
}

#[tokio::test]
async fn what_is_overdue_is_worked_out_again_on_demand() {
    let desk = Desk::of(Role::Cashier).await;
    desk.page("/staff").await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "2000")])
        .await;
    assert!(read(&desk.page("/staff").await).contains("Overdue 0.00"));
    let led = desk.sent("/staff/overdue", &[]).await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("Overdue 2,000.00 1 customer"), "{text}");
    assert!(
        text.contains("What is overdue was worked out again."),
        "{text}"
    );
}

/// A callback that cannot be read waits for a person.
async fn parked(desk: &Desk, raw: &[u8]) -> String {
    let context = &desk.own.world.context;
    let arrival = Arrival::new("c2b/confirmation", SHORT_CODE, raw, context.clock.now());
    take_in(&context.store, &arrival).await.unwrap();
    let page = desk.page("/staff/waiting/parked").await;
    let rows = between(&page, "<tbody", "</tbody>");
    between(rows, "href=\"", "\"").to_owned()
}

#[tokio::test]
async fn a_callback_that_cannot_be_read_is_shown_as_it_came_and_put_aside() {
    let desk = Desk::of(Role::Accountant).await;
    let address = parked(&desk, b"{\"TransID\": <script>hit()</script>").await;
    assert!(
        desk.page("/staff")
            .await
            .contains("Callbacks that wait for a decision: 1")
    );
    let page = desk.page(&address).await;
    assert!(page.contains("&lt;script&gt;hit()") && !page.contains("<script>hit"));
    assert!(
        read(&page).contains("What is wrong It cannot be read"),
        "{}",
        read(&page)
    );
    let led = desk.sent(&format!("{address}/replay"), &[]).await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("It still cannot be taken in."), "{text}");
    let dismiss = format!("{address}/dismiss");
    assert!(
        desk.refused(&dismiss, &[("reason", "")])
            .await
            .contains("id=\"reason-error\"")
    );
    let fields = [("reason", "A test of the provider")];
    desk.sent(&dismiss, &fields).await;
    desk.sent(&dismiss, &fields).await;
    let text = read(&desk.page(&address).await);
    assert!(
        text.contains("Put aside by Wanjiku the accountant"),
        "{text}"
    );
    assert!(!text.contains("Take this callback in again"), "{text}");
    assert!(read(&desk.page("/staff/waiting/parked").await).contains("No callback waits."));
}

#[tokio::test]
async fn a_callback_that_can_be_read_now_becomes_its_payment() {
    let desk = Desk::of(Role::Accountant).await;
    let raw = crate::bench::confirmation("RKL51ZDR4F", "500.00", "x");
    let other = raw.replace("\"500.00\"", "\"600.00\"");
    desk.own
        .world
        .bench
        .recorded("RKL51ZDR4F", "500.00", "x")
        .await;
    let address = parked(&desk, other.as_bytes()).await;
    let page = desk.page(&address).await;
    let payment_link = format!("href=\"/staff/payments/{}\"", payment("RKL51ZDR4F"));
    assert!(
        page.contains(&payment_link),
        "the payment that it contradicts"
    );
    let paid = desk
        .page(&format!("/staff/payments/{}", payment("RKL51ZDR4F")))
        .await;
    assert!(paid.contains(&format!("href=\"{address}\"")), "and back");
    desk.own.world.bench.messages(PAYMENTS).await;
    let still = desk.sent(&format!("{address}/replay"), &[]).await;
    assert!(
        still.ends_with("done=still"),
        "it still contradicts: {still}"
    );
}

#[tokio::test]
async fn callbacks_are_decided_on_by_accountants_only() {
    let desk = Desk::of(Role::Cashier).await;
    let address = parked(&desk, b"not a callback").await;
    let page = desk.page(&address).await;
    assert!(!page.contains("/replay") && !page.contains("/dismiss"));
    for action in ["replay", "dismiss"] {
        let answer = desk
            .post(&format!("{address}/{action}"), &[("reason", "because")])
            .await;
        assert_eq!(answer.status, 403, "{action}");
    }
}

#[tokio::test]
async fn a_push_that_contradicts_itself_is_looked_at_and_noted() {
    let desk = Desk::of(Role::Cashier).await;
    let own = &desk.own;
    own.owes("Home internet", &[("2026-11-30", "700")]).await;
    let fields = [("what", "other"), ("amount", "10"), ("phone", "0")];
    let ask = format!("/staff/customers/{}/ask", own.customer.id.account());
    let led = desk.sent(&ask, &fields).await;
    let push = billing::ids::PushId::parse(led.rsplit('/').next().unwrap()).unwrap();
    own.told(&push, "0", Some("RKL51ZDR4F")).await;
    own.told(&push, "1032", None).await;
    let list = desk.page("/staff/waiting/pushes").await;
    let text = read(&list);
    assert!(
        text.contains("Jane Wanjiru") && text.contains("07•• ••• 149"),
        "{text}"
    );
    assert!(!list.contains("0712345149") && !list.contains("254712345149"));
    assert!(desk.page("/staff").await.contains("Pushes to look at: 1"));
    let address = format!("/staff/waiting/pushes/{push}");
    let page = read(&desk.page(&address).await);
    for said in [
        "Push for KES 10.00",
        "A person has to look at this",
        "M-PESA’s result",
        "Look at the payment",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let review = format!("{address}/review");
    assert!(
        desk.refused(&review, &[])
            .await
            .contains("id=\"reason-error\"")
    );
    let led = desk
        .sent(&review, &[("reason", "It is on the statement")])
        .await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("It is on the statement"), "{text}");
    let list = read(&desk.page("/staff/waiting/pushes").await);
    assert!(list.contains("There is none."), "{list}");
    let auditor = own.world.staff(Role::Auditor).await;
    let answer = own
        .world
        .post_as(&auditor, &review, &[("reason", "x")])
        .await;
    assert_eq!(answer.status, 403);
    assert_eq!(desk.open("/staff/waiting/pushes/stk_x").await.status, 404);
}

#[tokio::test]
async fn pushes_that_failed_today_and_unknown_ones_have_lists_of_their_own() {
    let desk = Desk::of(Role::Auditor).await;
    for (show, said) in [
        ("unknown", "We are asking M-PESA"),
        ("failed", "No money was taken."),
    ] {
        let text = read(
            &desk
                .page(&format!("/staff/waiting/pushes?show={show}"))
                .await,
        );
        assert!(
            text.contains(said) && text.contains("There is none."),
            "{text}"
        );
    }
}

/// What the customer was told, as if it had not arrived.
async fn undelivered(desk: &Desk) -> NotificationRecord {
    let store = &desk.own.world.context.store;
    desk.own.pays("RKL51ZDR4F", "100.00").await;
    let now = desk.own.world.context.clock.now();
    let told = operations::tell::payment_received(store, &payment("RKL51ZDR4F"), now).await;
    let before = told.unwrap().remove(0);
    let after = NotificationRecord {
        status: NotificationStatus::Failed,
        next_at: None,
        version: before.version + 1,
        ..before.clone()
    };
    store.save_notification(&before, &after).await.unwrap();
    after
}

#[tokio::test]
async fn a_message_that_did_not_arrive_is_sent_again_or_put_aside() {
    let desk = Desk::of(Role::Cashier).await;
    let record = undelivered(&desk).await;
    assert!(
        desk.page("/staff")
            .await
            .contains("Messages that did not arrive: 1")
    );
    let list = desk.page("/staff/waiting/notifications").await;
    assert!(
        read(&list).contains("Jane Wanjiru A payment that arrived by SMS"),
        "{}",
        read(&list)
    );
    let address = format!("/staff/waiting/notifications/{}", record.id);
    let page = desk.page(&address).await;
    assert!(page.contains("07•• ••• 149") && !page.contains("254712345149"));
    let aside = desk.sent(&format!("{address}/aside"), &[]).await;
    assert!(
        desk.page(&aside)
            .await
            .contains("The message was put aside.")
    );
    assert!(read(&desk.page("/staff/waiting/notifications").await).contains("There is none."));
    desk.own
        .world
        .bench
        .messages(crate::bench::NOTIFICATIONS)
        .await;
    let again = format!("{address}/again");
    let led = desk.sent(&again, &[]).await;
    desk.sent(&again, &[]).await;
    let sent = desk
        .own
        .world
        .bench
        .messages(crate::bench::NOTIFICATIONS)
        .await;
    assert_eq!(sent.len(), 1, "sent twice, on its way once");
    assert!(
        desk.page(&led)
            .await
            .contains("The message is on its way again.")
    );
    let auditor = desk.own.world.staff(Role::Auditor).await;
    assert_eq!(
        desk.own.world.post_as(&auditor, &again, &[]).await.status,
        403
    );
}

#[tokio::test]
async fn gaps_are_shown_for_each_short_code_and_only_read() {
    let desk = Desk::of(Role::Cashier).await;
    let none = read(&desk.page("/staff/waiting/gaps").await);
    assert!(
        none.contains("Every confirmation follows from the one before."),
        "{none}"
    );
    let now = desk.own.world.context.clock.now();
    let gap = GapRecord {
        after: Receipt::parse("RKL51ZDR4F").unwrap(),
        before: Receipt::parse("RKL61ZDS0A").unwrap(),
        from: now,
        to: now,
        cents: 125_000,
        open: true,
        seen_at: now - chrono::TimeDelta::hours(1),
        closed_at: None,
    };
    desk.own
        .world
        .context
        .store
        .put_gap(SHORT_CODE, &gap)
        .await
        .unwrap();
    let page = desk.page("/staff/waiting/gaps").await;
    let text = read(&page);
    assert!(
        text.contains("RKL51ZDR4F – RKL61ZDS0A") && text.contains("1,250.00"),
        "{text}"
    );
    assert!(!page.contains("<form"));
    assert!(
        desk.page("/staff")
            .await
            .contains("Gaps in the confirmations: 1, KES 1,250.00 missing")
    );
}

/// The customer quotes a receipt that cannot be decided by itself; where staff look at it.
async fn quotes(desk: &Desk, receipt: &str) -> String {
    let context = &desk.own.world.context;
    let (store, now) = (&context.store, context.clock.now());
    let actor = Actor::customer(&desk.own.customer.id);
    let customer = &desk.own.customer.id;
    let quoted = receipt_claim::quote(store, None, customer, receipt, &actor, Uuid::new_v4(), now);
    let claim = quoted.await.unwrap().claim.unwrap();
    format!("/staff/waiting/claims/{}", claim.id)
}

#[tokio::test]
async fn a_quoted_receipt_is_decided_with_its_payment_after_a_confirmation() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "700")])
        .await;
    let id = arrives(&desk, "RKL51ZDR4F", "500.00", "house 4").await;
    let address = quotes(&desk, "RKL51ZDR4F").await;
    assert!(
        desk.page("/staff")
            .await
            .contains("Receipts that customers quote: 1")
    );
    let list = read(&desk.page("/staff/waiting/claims").await);
    assert!(
        list.contains("Jane Wanjiru") && list.contains("RKL51ZDR4F"),
        "{list}"
    );
    let page = desk.page(&address).await;
    let text = read(&page);
    for said in [
        "The payment with this receipt has no owner.",
        "goes from KES −700.00 to KES −200.00.",
        "KES 500.00 pays part of Home internet, 1 of 1, due 30 Nov 2026; KES 200.00 is left to pay.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let give = format!("{address}/give");
    let payment = id.to_string();
    let without = [("payment", payment.as_str()), ("reason", "")];
    let refused = desk.refused(&give, &without).await;
    assert!(refused.contains("id=\"reason-error\"") && !refused.contains("id=\"closing-error\""));
    let with = [
        ("payment", payment.as_str()),
        ("reason", "She showed the message"),
    ];
    let led = desk.sent(&give, &with).await;
    assert_eq!(desk.sent(&give, &with).await, led);
    assert_eq!(desk.balance().await, "-200.00");
    let text = read(&desk.page(&led).await);
    assert!(text.contains("The quoted receipt is closed."), "{text}");
    assert!(text.contains("is the customer’s already"), "{text}");
}

#[tokio::test]
async fn a_quoted_receipt_that_nobody_knows_is_closed_with_what_came_of_it() {
    let desk = Desk::of(Role::Cashier).await;
    let address = quotes(&desk, "RKL51ZDR4F").await;
    let page = desk.page(&address).await;
    assert!(page.contains("We know of no payment with this receipt.") && !page.contains("/give"));
    let close = format!("{address}/close");
    let refused = desk.refused(&close, &[("closing", "")]).await;
    assert!(refused.contains("id=\"closing-error\""));
    desk.sent(&close, &[("closing", "Paid to another business")])
        .await;
    let text = read(&desk.page(&address).await);
    assert!(text.contains("Closed by Wanjiku the cashier"), "{text}");
    assert!(text.contains("Paid to another business"), "{text}");
    let auditor = desk.own.world.staff(Role::Auditor).await;
    let answer = desk
        .own
        .world
        .post_as(&auditor, &close, &[("closing", "x")])
        .await;
    assert_eq!(answer.status, 403);
    assert_eq!(desk.open("/staff/waiting/claims/clm_x").await.status, 404);
}

#[tokio::test]
async fn a_customer_gets_none_of_these_pages() {
    let desk = Desk::of(Role::Cashier).await;
    for address in [
        "/staff",
        "/staff/payments",
        "/staff/payments/new",
        "/staff/waiting/parked",
    ] {
        let answer = desk.own.open(address).await;
        assert_eq!(answer.status, 303, "{address}");
        assert!(
            answer
                .header("location")
                .unwrap()
                .starts_with("/staff/sign-in"),
            "{address}"
        );
    }
}
