//! What one customer owes by age, credit that is put to it, and why the balance is what it is.

use billing::ids::{ObligationId, PushId};
use billing::role::Role;

use crate::browser::between;
use crate::desk::{Desk, read};

const TICK: &str = "charge";

fn tick(id: &ObligationId, number: u32) -> String {
    format!("{id}/{number}")
}

/// KES 1,000 of credit, then two charges: one overdue by a week, one due later.
async fn with_credit(role: Role) -> (Desk, ObligationId, ObligationId) {
    let desk = Desk::of(role).await;
    desk.own.pays("RKL51ZDR4F", "1000.00").await;
    let late = desk
        .own
        .owes("Home internet", &[("2026-11-30", "700")])
        .await;
    let later = desk
        .own
        .owes("Router", &[("2026-12-15", "500"), ("2027-01-15", "500")])
        .await;
    (desk, late, later)
}

#[tokio::test]
async fn every_charge_and_payment_stands_there_with_its_status_and_balance() {
    let (desk, late, _) = with_credit(Role::Auditor).await;
    let address = format!("{}/debts", desk.customer());
    let page = desk.page(&address).await;
    let text = read(&page);
    for said in [
        "Balance KES −700.00",
        "Outstanding KES 1,700.00",
        "Overdue KES 700.00",
        "Unallocated credit KES 1,000.00",
        "Not overdue 1,000.00",
        "1 to 7 days 700.00",
        "Home internet 1 of 1 30 Nov 2026 7 days Overdue 700.00 0.00 700.00",
        "Router 2 of 2 15 Jan 2027 Unpaid 500.00 0.00 500.00",
        "RKL51ZDR4F",
        "Not allocated 1,000.00 0.00 1,000.00",
        "Total balance to pay today KES 0.00",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("data-cents=\"70000\""), "{page}");
    assert!(page.contains(&format!("value=\"{}\"", tick(&late, 1))));
    assert!(!text.contains("Settled and cancelled"));
    desk.own.pays("RKL51ZDR5G", "700.00").await;
    let all = read(&desk.page(&format!("{address}?show=all")).await);
    assert!(
        all.contains("Settled and cancelled charges")
            && all.contains("Home internet 1 of 1 30 Nov 2026 Paid"),
        "{all}"
    );
}

#[tokio::test]
async fn what_is_ticked_adds_up_without_a_script() {
    let (desk, late, later) = with_credit(Role::Cashier).await;
    let address = format!("{}/debts", desk.customer());
    let (one, two) = (tick(&late, 1), tick(&later, 2));
    let fields = [
        (TICK, one.as_str()),
        (TICK, two.as_str()),
        ("action", "total"),
    ];
    let page = desk.shown(&address, &fields).await;
    assert!(read(&page).contains("Total balance to pay today KES 1,200.00"));
    assert_eq!(page.matches(" checked").count(), 2, "{page}");
    assert_eq!(desk.balance().await, "-700.00");
}

#[tokio::test]
async fn credit_goes_to_the_ticked_charges_only_after_it_was_said_what_happens() {
    let (desk, late, later) = with_credit(Role::Cashier).await;
    let address = format!("{}/debts", desk.customer());
    let (one, two) = (tick(&later, 2), tick(&late, 1));
    let fields = [
        (TICK, one.as_str()),
        (TICK, two.as_str()),
        ("action", "settle"),
    ];
    let page = desk.shown(&address, &fields).await;
    let text = read(&page);
    for said in [
        // In the order of the ticks.
        "Router, 2 of 2: KES 500.00 is put to it, and it is settled.",
        "Home internet, 1 of 1: KES 500.00 is put to it, and KES 200.00 stays unpaid.",
        "The unallocated credit goes from KES 1,000.00 to KES 0.00.",
        "The balance stays at KES −700.00: no money moves, it is only put to use.",
        "KES 200.00 is missing to settle all of these",
        "Make payment of KES 200.00",
        "Ask M-PESA for KES 200.00",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let account = desk.own.customer.id.account();
    assert!(page.contains(&format!(
        "/staff/payments/new?customer={account}&amp;amount=200.00"
    )));
    let before = read(&desk.page(&address).await);
    assert!(
        before.contains("Unallocated credit KES 1,000.00"),
        "nothing was done yet"
    );

    let fields = [(TICK, one.as_str()), (TICK, two.as_str())];
    let led = desk.sent(&format!("{address}/settle"), &fields).await;
    let after = read(&desk.page(&led).await);
    assert!(
        after.contains("The credit was put to the charges."),
        "{after}"
    );
    assert!(after.contains("Unallocated credit KES 0.00"), "{after}");
    assert!(after.contains("Home internet 1 of 1 30 Nov 2026 7 days Overdue 700.00 500.00 200.00"));
    assert_eq!(desk.balance().await, "-700.00");
    let again = desk.sent(&format!("{address}/settle"), &fields).await;
    assert_eq!(again, led, "a repetition changes nothing");
    let once_more = read(&desk.page(&address).await);
    assert!(
        once_more.contains("Home internet 1 of 1 30 Nov 2026 7 days Overdue 700.00 500.00 200.00")
    );
}

#[tokio::test]
async fn without_ticks_or_credit_it_says_what_to_do() {
    let desk = Desk::without_mpesa(Role::Cashier).await;
    let id = desk
        .own
        .owes("Home internet", &[("2026-11-30", "700.50")])
        .await;
    let address = format!("{}/debts", desk.customer());
    let page = desk.page(&address).await;
    assert!(
        !page.contains("Put the unallocated credit"),
        "there is none"
    );
    let page = desk.refused(&address, &[("action", "settle")]).await;
    assert!(page.contains("Tick at least one charge.") && page.contains("href=\"#charge\""));
    let one = tick(&id, 1);
    let page = desk
        .shown(&address, &[(TICK, &one), ("action", "settle")])
        .await;
    let text = read(&page);
    assert!(
        text.contains("There is no unallocated credit") && text.contains("KES 700.50 is missing")
    );
    assert!(!text.contains("Ask M-PESA"), "it is not set up");
    assert!(
        !page.contains("/debts/settle"),
        "there is nothing to confirm"
    );
}

#[tokio::test]
async fn somebody_elses_charge_is_not_found() {
    let (desk, ..) = with_credit(Role::Administrator).await;
    let other = desk.own.world.bench.customer("Peter Otieno").await;
    let theirs = desk.own.world.bench.owes(&other, "300", "2026-12-01").await;
    let address = format!("{}/debts", desk.customer());
    for one in [
        tick(&theirs, 1),
        "obl_x/1".to_owned(),
        "<script>".to_owned(),
    ] {
        let preview = desk
            .post(&address, &[(TICK, &one), ("action", "settle")])
            .await;
        assert_eq!(preview.status, 404, "{one}");
        let settle = desk
            .post(&format!("{address}/settle"), &[(TICK, &one)])
            .await;
        assert_eq!(settle.status, 404, "{one}");
    }
}

#[tokio::test]
async fn a_phone_is_asked_for_what_is_missing_and_the_page_tells_what_came_of_it() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "700.50")])
        .await;
    let address = format!("{}/ask", desk.customer());
    let form = desk.page(&format!("{address}?amount=700.50")).await;
    assert!(
        form.contains("value=\"701.00\""),
        "M-PESA takes whole shillings"
    );
    assert!(form.contains("07•• ••• 149") && !form.contains("0712345149"));
    let wrong = desk
        .refused(&address, &[("amount", "0.50"), ("phone", "0")])
        .await;
    assert!(wrong.contains("id=\"amount-error\""));
    let wrong = desk
        .refused(
            &address,
            &[("amount", "10"), ("phone", "other"), ("other_phone", "12")],
        )
        .await;
    assert!(wrong.contains("id=\"other_phone-error\""));
    let fields = [
        ("amount", "701"),
        ("phone", "0"),
        ("once", "0192b5d0-5e4e-7000-8000-000000000009"),
    ];
    let led = desk.sent(&address, &fields).await;
    assert_eq!(
        desk.sent(&address, &fields).await,
        led,
        "sent twice, asked once"
    );
    let page = desk.page(&led).await;
    assert!(
        read(&page).contains("M-PESA is asking 07•• ••• 149"),
        "{page}"
    );
    assert!(page.contains("http-equiv=\"refresh\""));
    assert!(page.contains(&format!("data-follow=\"{led}\"")), "{page}");
    assert!(!page.contains("data-final"));
    let part = desk.followed(&led).await;
    assert!(
        part.contains("M-PESA is asking") && !part.contains("<html") && !part.contains("<h1"),
        "{part}"
    );
    let push = PushId::parse(led.rsplit('/').next().unwrap()).unwrap();
    desk.own.told(&push, "1032", None).await;
    let part = desk.followed(&led).await;
    assert!(
        part.contains("data-final") && part.contains("Not paid"),
        "{part}"
    );
    let page = desk.page(&led).await;
    assert!(!page.contains("data-follow") && !page.contains("http-equiv"));
    let page = read(&page);
    assert!(
        page.contains("Not paid") && page.contains("Ask again"),
        "{page}"
    );
    let elsewhere = desk.own.world.bench.customer("Peter Otieno").await;
    let theirs = format!("/staff/customers/{}/ask/{push}", elsewhere.id.account());
    assert_eq!(desk.open(&theirs).await.status, 404);
}

#[tokio::test]
async fn the_balance_is_explained_step_by_step_down_to_the_beginning() {
    let (desk, late, _) = with_credit(Role::Auditor).await;
    let actor = operations::actor::Actor::system();
    let (store, now) = (
        &desk.own.world.context.store,
        desk.own.world.context.clock.now(),
    );
    let reason = "They gave the line back";
    operations::obligation_change::cancel_unpaid(store, &late, reason, &actor, now)
        .await
        .unwrap();
    let address = format!("{}/why", desk.customer());
    let page = desk.page(&address).await;
    let text = read(&page);
    assert!(text.contains("Why the balance is KES 0.00"), "{text}");
    let steps = between(&page, "<ol", "</ol>");
    let items: Vec<String> = steps.split("<li").skip(1).map(read).collect();
    let expected: [&[&str]; 4] = [
        &[
            "Charge cancelled",
            "+ 700.00",
            "Reason: They gave the line back",
            "Balance after: 0.00",
        ],
        &[
            "Charged",
            "Router",
            "−1,000.00",
            "In 2 instalments.",
            "Balance after: −700.00",
        ],
        &[
            "Charged",
            "Home internet",
            "−700.00",
            "In one instalment.",
            "Balance after: 300.00",
        ],
        &[
            "Payment received",
            "RKL51ZDR4F",
            "+ 1,000.00",
            "M-PESA confirmation",
            "On the grounds: The reference is the account number",
            "Malipo itself",
            "Balance after: 1,000.00",
        ],
    ];
    assert_eq!(items.len(), expected.len());
    for (item, expected) in items.iter().zip(expected) {
        for said in expected {
            assert!(item.contains(said), "{said} in {item}");
        }
    }
    assert!(text.contains("Here the account began"));
    let nobody = desk.own.world.bench.customer("Peter Otieno").await;
    let empty = desk
        .page(&format!("/staff/customers/{}/why", nobody.id.account()))
        .await;
    assert!(empty.contains("Nothing has changed this balance yet."));
}

#[tokio::test]
async fn payments_and_obligations_of_a_customer_have_pages_of_their_own() {
    let (desk, late, _) = with_credit(Role::Cashier).await;
    let payments = desk.page(&format!("{}/payments", desk.customer())).await;
    assert!(
        read(&payments)
            .contains("RKL51ZDR4F 7 Dec 2026, 08:59 Not allocated 1,000.00 0.00 1,000.00"),
        "{}",
        read(&payments)
    );
    assert!(payments.contains("href=\"/staff/payments/pay_"));
    let obligations = desk
        .page(&format!("{}/obligations?status=overdue", desk.customer()))
        .await;
    assert!(obligations.contains(&format!("href=\"/staff/obligations/{late}\"")));
    assert!(!obligations.contains("Router"));
    let none = desk
        .page(&format!("{}/obligations?status=paid", desk.customer()))
        .await;
    assert!(none.contains("No obligation is in this state."));
}
