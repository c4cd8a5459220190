//! One payment: what is shown of it, and every correction with its confirmation.

use billing::ids::{ObligationId, PaymentId};
use billing::role::Role;

use crate::bench::payment;
use crate::desk::{Desk, hidden, read};
use crate::staff_payments::{arrives, mistyped};

/// KES 1,000 that pays one charge and part of another.
async fn settled(role: Role) -> (Desk, PaymentId, [ObligationId; 2]) {
    let desk = Desk::of(role).await;
    let first = desk
        .own
        .owes("Home internet", &[("2026-11-30", "700")])
        .await;
    let second = desk.own.owes("Router", &[("2026-12-15", "500")]).await;
    desk.own.pays("RKL51ZDR4F", "1000.00").await;
    (desk, payment("RKL51ZDR4F"), [first, second])
}

fn path(id: &PaymentId) -> String {
    format!("/staff/payments/{id}")
}

#[tokio::test]
async fn a_payment_tells_its_facts_its_owner_with_the_reason_and_what_it_is_put_to() {
    let (desk, id, _) = settled(Role::Auditor).await;
    let text = read(&desk.page(&path(&id)).await);
    for said in [
        "Payment RKL51ZDR4F",
        "KES 1,000.00 Allocated",
        "Jane Wanjiru",
        "The reference is the account number",
        "Decided by Malipo itself",
        "Changes by people 0 of 5",
        "Home internet 1 of 1 30 Nov 2026 700.00",
        "Router 1 of 1 15 Dec 2026 300.00",
        "Not yet used : KES 0.00",
        "Payer NICHOLAS",
        "Phone 2547 ***** 126",
        "Reported by M-PESA confirmation",
        "Reached us: M-PESA confirmation",
        "Allocated by itself KES 700.00 put to Home internet, 1 of 1",
        "assets:mpesa:600966 1,000.00",
        "liabilities:unassociated 1,000.00",
        "\"TransID\":\"RKL51ZDR4F\"",
    ] {
        let quoted = said.replace('"', "&quot;");
        assert!(
            text.contains(said) || text.contains(&quoted),
            "{said} in {text}"
        );
    }
    for action in [
        "Disassociate",
        "Reallocate",
        "Unmap",
        "Undo",
        "Record that it went back",
    ] {
        assert!(!text.contains(action), "an auditor is offered: {action}");
    }
}

#[tokio::test]
async fn associating_is_confirmed_with_balance_and_settlement_before_it_is_done() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "700")])
        .await;
    let id = arrives(&desk, "RKL51ZDR4F", "1000.00", &mistyped(&desk)).await;
    let page = read(&desk.page(&path(&id)).await);
    assert!(page.contains("Nobody owns this payment yet."), "{page}");
    assert!(page.contains("Associate with Jane Wanjiru"), "{page}");
    let account = desk.own.customer.id.account().to_string();
    let confirm = format!("{}/associate", path(&id));
    let page = desk.page(&format!("{confirm}?customer={account}")).await;
    let text = read(&page);
    for said in [
        "goes from KES −700.00 to KES 300.00.",
        "KES 700.00 pays Home internet, 1 of 1, due 30 Nov 2026, to the end.",
        "KES 300.00 is put to nothing and stays as credit.",
        "This is change 1 of 5 of whose payment this is.",
        "Jane Wanjiru gets the receipt by SMS.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(desk.balance().await, "-700.00", "looking changes nothing");
    let seen = hidden(&page, "seen").to_owned();
    let with = |reason| {
        [
            ("seen", seen.as_str()),
            ("customer", account.as_str()),
            ("reason", reason),
        ]
    };
    let refused = desk.refused(&confirm, &with(" ")).await;
    assert!(refused.contains("id=\"reason-error\""));
    let led = desk.sent(&confirm, &with("They showed the message")).await;
    assert_eq!(led, format!("{}?done=associated", path(&id)));
    assert_eq!(
        desk.sent(&confirm, &with("They showed the message")).await,
        led,
        "sent twice"
    );
    assert_eq!(desk.balance().await, "300.00");
    let state = desk.own.world.bench.state(&id).await;
    assert_eq!((state.edits.len(), state.allocations.len()), (1, 1));
    let text = read(&desk.page(&led).await);
    assert!(text.contains("The payment is associated"), "{text}");
    assert!(text.contains("They showed the message"), "{text}");
    let messages = desk
        .own
        .world
        .bench
        .messages(crate::bench::NOTIFICATIONS)
        .await;
    assert!(!messages.is_empty(), "the receipt is on its way at once");
}

#[tokio::test]
async fn a_wrong_account_number_is_told_beside_the_field() {
    let (desk, id, _) = settled(Role::Cashier).await;
    let own = desk.own.customer.account_number.clone();
    let cases = [
        ("", "Enter the account number"),
        ("a!b", "Use only letters"),
        ("99999999", "No customer has this account number"),
        (own.as_str(), "has the payment already"),
    ];
    for (typed, message) in cases {
        let query = serde_urlencoded::to_string([("customer", typed)]).unwrap();
        let answer = desk.open(&format!("{}/associate?{query}", path(&id))).await;
        assert_eq!(answer.status, 422, "{typed}");
        let page = answer.text();
        assert!(
            page.contains("id=\"customer-error\"") && page.contains(message),
            "{typed}"
        );
        assert!(page.contains("<title>Error: "), "{typed}");
    }
}

#[tokio::test]
async fn moving_a_payment_says_what_both_customers_lose_and_get() {
    let (desk, id, _) = settled(Role::Accountant).await;
    let other = desk.own.world.bench.customer("Peter Otieno").await;
    let account = other.id.account().to_string();
    let confirm = format!("{}/associate", path(&id));
    let page = desk.page(&format!("{confirm}?customer={account}")).await;
    let text = read(&page);
    for said in [
        "Jane Wanjiru goes from KES −200.00 to KES −1,200.00.",
        "Peter Otieno goes from KES 0.00 to KES 1,000.00.",
        "Home internet, 1 of 1, due 30 Nov 2026, is open again by KES 700.00; KES 700.00 is then to be paid.",
        "Router, 1 of 1, due 15 Dec 2026, is open again by KES 300.00; KES 500.00 is then to be paid.",
        "Peter Otieno gets no message",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let seen = hidden(&page, "seen").to_owned();
    let fields = [
        ("seen", seen.as_str()),
        ("customer", &account),
        ("reason", "It is Peter's"),
    ];
    desk.sent(&confirm, &fields).await;
    assert_eq!(desk.balance().await, "-1200.00");
}

#[tokio::test]
async fn nothing_else_is_done_than_what_was_confirmed() {
    let (desk, id, _) = settled(Role::Accountant).await;
    let disassociate = format!("{}/disassociate", path(&id));
    let page = desk.page(&disassociate).await;
    let seen = hidden(&page, "seen").to_owned();
    let unmap = format!("{}/unmap", path(&id));
    let unmap_page = desk.page(&unmap).await;
    desk.sent(&unmap, &[("seen", hidden(&unmap_page, "seen"))])
        .await;
    let answer = desk
        .post(&disassociate, &[("seen", &seen), ("reason", "not hers")])
        .await;
    assert_eq!(answer.status, 409);
    let page = answer.text();
    assert!(page.contains("This payment was changed meanwhile"));
    assert!(page.contains("not hers"), "what was typed stays");
    assert!(desk.own.world.bench.state(&id).await.customer().is_some());
    let seen = hidden(&page, "seen").to_owned();
    desk.sent(&disassociate, &[("seen", &seen), ("reason", "not hers")])
        .await;
    assert!(desk.own.world.bench.state(&id).await.customer().is_none());
}

#[tokio::test]
async fn disassociating_says_which_instalments_reopen_and_does_it_once() {
    let (desk, id, _) = settled(Role::Cashier).await;
    let address = format!("{}/disassociate", path(&id));
    let page = desk.page(&address).await;
    let text = read(&page);
    for said in [
        "goes from KES −200.00 to KES −1,200.00.",
        "Home internet, 1 of 1, due 30 Nov 2026, is open again by KES 700.00",
        "This is change 1 of 5 of whose payment this is.",
        "No message goes out.",
        "The payment is unassociated again.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let seen = hidden(&page, "seen").to_owned();
    let fields = [
        ("seen", seen.as_str()),
        ("reason", "paid for somebody else"),
    ];
    let led = desk.sent(&address, &fields).await;
    assert_eq!(desk.sent(&address, &fields).await, led);
    assert_eq!(desk.balance().await, "-1200.00");
    assert_eq!(desk.own.world.bench.state(&id).await.edits.len(), 2);
    let text = read(&desk.page(&led).await);
    assert!(text.contains("Changes by people 1 of 5"), "{text}");
    assert!(text.contains("Taken from"), "{text}");
    assert!(
        text.contains("KES 300.00 taken back from Router, 1 of 1"),
        "{text}"
    );
    let again = desk.open(&address).await;
    assert_eq!(again.status, 303, "there is nothing left to take away");
}

#[tokio::test]
async fn the_sixth_change_of_the_owner_is_for_an_administrator_who_says_so() {
    let (desk, id, _) = settled(Role::Administrator).await;
    let other = desk.own.world.bench.customer("Peter Otieno").await;
    let accounts = [other.id.account(), desk.own.customer.id.account()];
    let confirm = format!("{}/associate", path(&id));
    for turn in 0..5 {
        let account = accounts[turn % 2].to_string();
        let page = desk.page(&format!("{confirm}?customer={account}")).await;
        let fields = [
            ("seen", hidden(&page, "seen")),
            ("customer", &account),
            ("reason", "a turn"),
        ];
        desk.sent(&confirm, &fields).await;
    }
    let address = format!("{}/disassociate", path(&id));
    let cashier = desk.own.world.staff(Role::Cashier).await;
    let refused = desk.own.world.page_as(&cashier, &address).await;
    assert!(refused.contains("Only an administrator can change it once more"));
    assert!(!refused.contains("name=\"reason\""), "nothing can be sent");
    let page = desk.page(&address).await;
    assert!(page.contains("As administrator, go over the limit"));
    let seen = hidden(&page, "seen").to_owned();
    let without = [("seen", seen.as_str()), ("reason", "once more")];
    desk.refused(&address, &without).await;
    let with = [
        ("seen", seen.as_str()),
        ("reason", "once more"),
        ("override", "yes"),
    ];
    let forbidden = desk.own.world.post_as(&cashier, &address, &with).await;
    assert_eq!(forbidden.status, 403, "{}", forbidden.text());
    let led = desk.sent(&address, &with).await;
    let text = read(&desk.page(&led).await);
    assert!(
        text.contains("An administrator went over the limit of changes."),
        "{text}"
    );
}

#[tokio::test]
async fn undoing_one_allocation_leaves_the_other_and_unmapping_takes_all() {
    let (desk, id, _) = settled(Role::Cashier).await;
    let undo = format!("{}/allocations/1/undo", path(&id));
    let page = desk.page(&undo).await;
    let text = read(&page);
    assert!(text.contains("Home internet, 1 of 1, due 30 Nov 2026, is open again by KES 700.00"));
    assert!(
        text.contains("KES 700.00 is put to nothing and stays as credit."),
        "{text}"
    );
    assert!(
        text.contains("Every other allocation stays as it is."),
        "{text}"
    );
    let led = desk.sent(&undo, &[("seen", hidden(&page, "seen"))]).await;
    assert_eq!(led, format!("{}?done=undone", path(&id)));
    let left = desk.own.world.bench.state(&id).await.allocations;
    assert_eq!(
        left.iter().map(|one| one.cents).collect::<Vec<_>>(),
        [30_000]
    );
    let unmap = format!("{}/unmap", path(&id));
    let page = desk.page(&unmap).await;
    let long = "x".repeat(301);
    let too_long = [("seen", hidden(&page, "seen")), ("reason", long.as_str())];
    assert!(
        desk.refused(&unmap, &too_long)
            .await
            .contains("id=\"reason-error\"")
    );
    desk.sent(&unmap, &[("seen", hidden(&page, "seen"))]).await;
    assert!(desk.own.world.bench.state(&id).await.allocations.is_empty());
    assert_eq!(desk.balance().await, "-200.00", "allocation moves no money");
}

#[tokio::test]
async fn what_went_back_is_recorded_by_an_accountant_and_stays_visible() {
    let (desk, id, _) = settled(Role::Accountant).await;
    let address = format!("{}/reverse", path(&id));
    let cashier = desk.own.world.staff(Role::Cashier).await;
    let answer = desk.own.world.open_as(&cashier, &address).await;
    assert_eq!(answer.status, 403);
    let page = desk.page(&address).await;
    let text = read(&page);
    assert!(
        text.contains("goes from KES −200.00 to KES −1,200.00."),
        "{text}"
    );
    assert!(
        text.contains("It asks nobody to send the money back."),
        "{text}"
    );
    let fields = [
        ("seen", hidden(&page, "seen")),
        ("reason", "M-PESA took it back"),
    ];
    let led = desk.sent(&address, &fields).await;
    let text = read(&desk.page(&led).await);
    assert!(
        text.contains("The money went back M-PESA took it back"),
        "{text}"
    );
    assert!(
        !text.contains("Disassociate") && !text.contains("Reallocate"),
        "{text}"
    );
    let list = desk.page("/staff/payments").await;
    assert!(read(&list).contains("Reversed"), "it stays on the list");
}

#[tokio::test]
async fn no_address_of_a_payment_writes_for_whoever_may_only_read() {
    let (desk, id, _) = settled(Role::Auditor).await;
    let before = desk.own.world.bench.state(&id).await;
    let seen = before.version.to_string();
    let account = desk.own.customer.id.account().to_string();
    let fields = [
        ("seen", seen.as_str()),
        ("customer", account.as_str()),
        ("reason", "because"),
        ("step", "confirm"),
    ];
    for action in [
        "associate",
        "disassociate",
        "reallocate",
        "unmap",
        "allocations/1/undo",
        "reverse",
        "verify",
        "annotate",
    ] {
        let address = format!("{}/{action}", path(&id));
        for answer in [
            desk.open(&address).await,
            desk.post(&address, &fields).await,
        ] {
            assert_eq!(answer.status, 403, "{action}");
            assert!(
                read(&answer.text()).contains("Your role does not allow this"),
                "{action}"
            );
        }
    }
    assert_eq!(desk.own.world.bench.state(&id).await, before);
}

#[tokio::test]
async fn an_address_without_a_payment_is_not_found() {
    let desk = Desk::of(Role::Administrator).await;
    let unknown = payment("RKL99ZZZZZ").to_string();
    for id in [unknown.as_str(), "pay_", "<script>", "1"] {
        let id = serde_urlencoded::to_string([("", id)]).unwrap();
        let id = id.trim_start_matches('=');
        for action in [
            "",
            "/associate",
            "/disassociate",
            "/reallocate",
            "/verify",
            "/annotate",
        ] {
            let answer = desk.open(&format!("/staff/payments/{id}{action}")).await;
            assert_eq!(answer.status, 404, "{id}{action}");
        }
    }
}
