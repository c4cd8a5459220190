//! Money that came in without a word is seen by the balance, shown, and seen to be found.

use billing::payment::{Channel, Payer};
use billing::receipt::Provider;
use chrono::{DateTime, Duration, Utc};
use operations::accept::{Circumstances, accept};
use operations::gaps::{self, Looked, is_shown};
use operations::intake::{Arrival, Unexpected, take_in};
use providers::report::PaymentReport;
use store::pulls::GapRecord;

use crate::listing::{Booked, Listing};
use crate::world::{SHORT_CODE, World, kes};

impl World {
    async fn looks(&self) -> Looked {
        let short_codes = [SHORT_CODE.to_owned(), "174379".to_owned()];
        gaps::run(&self.store, &short_codes, self.now)
            .await
            .unwrap()
    }

    async fn gaps(&self) -> Vec<GapRecord> {
        self.store.gaps(SHORT_CODE).await.unwrap()
    }
}

/// Three payments, a minute apart, half an hour ago.
fn three(world: &World, listing: &Listing) -> [Booked; 3] {
    [100, 250, 70].map(|shillings| {
        let minutes = i64::try_from(listing.books().booked.len()).unwrap();
        let at = world.now - Duration::minutes(30 - minutes);
        listing.books_in(shillings, at, "")
    })
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_gap_is_remembered_shown_after_a_while_and_closed_by_what_is_listed() {
    // Whether M-PESA's list means Nairobi's time or UTC is not documented.
    for in_utc in [false, true] {
        let mut world = World::new().await;
        let listing = Listing::new().await;
        listing.books().odd.in_utc = in_utc;
        let [before, lost, after] = three(&world, &listing);
        world.hears_of(&after).await;
        world.hears_of(&before).await;
        let looked = world.looks().await;
        let expected = GapRecord {
            after: before.receipt(),
            before: after.receipt(),
            from: at("2026-11-20T07:30:00Z"),
            to: at("2026-11-20T07:32:00Z"),
            cents: 25_000,
            open: true,
            seen_at: world.now,
            closed_at: None,
        };
        assert_eq!(looked.open, [(SHORT_CODE.to_owned(), expected.clone())]);
        assert_eq!((looked.payments, looked.is_cut), (2, false));
        assert_eq!(world.gaps().await, std::slice::from_ref(&expected));

        world.passes(Duration::minutes(4));
        assert!(!is_shown(&expected, world.now));
        world.passes(Duration::minutes(1));
        assert!(is_shown(&expected, world.now));
        // Looking changes nothing but the time of the look.
        assert_eq!(world.looks().await.open.len(), 1);
        assert_eq!(world.gaps().await, std::slice::from_ref(&expected));
        let record = world.store.pull_record(SHORT_CODE).await.unwrap();
        assert_eq!(record.gaps_seen_at, Some(world.now));

        world.pulls(&listing).await;
        assert_eq!(world.looks().await.open, []);
        let closed = GapRecord {
            open: false,
            closed_at: Some(world.now),
            ..expected
        };
        assert_eq!(world.gaps().await, std::slice::from_ref(&closed));
        world.payment(&lost.id()).await;

        // Its confirmation comes in the end; nothing happens again.
        world.hears_of(&lost).await;
        assert_eq!(world.looks().await.open, []);
        assert_eq!(world.gaps().await, [closed]);
        world.holds().await;
    }
}

#[tokio::test]
async fn confirmations_that_overtake_each_other_leave_no_trace_unless_it_was_shown() {
    for (minutes, kept) in [(4, 0), (5, 1)] {
        let mut world = World::new().await;
        let listing = Listing::new().await;
        let [before, late, after] = three(&world, &listing);
        world.hears_of(&after).await;
        world.hears_of(&before).await;
        assert_eq!(world.looks().await.open.len(), 1);
        world.passes(Duration::minutes(minutes));
        world.hears_of(&late).await;
        assert_eq!(world.looks().await.open, []);
        let gaps = world.gaps().await;
        assert_eq!(gaps.len(), kept, "{minutes}");
        assert!(gaps.iter().all(|it| it.closed_at == Some(world.now)));
    }
}

#[tokio::test]
async fn a_gap_of_which_a_part_is_found_is_the_rest_of_it() {
    let mut world = World::new().await;
    let listing = Listing::new().await;
    let [first, second, third] = three(&world, &listing);
    let last = listing.books_in(40, world.now - Duration::minutes(20), "");
    world.hears_of(&first).await;
    world.hears_of(&last).await;
    assert_eq!(world.looks().await.open[0].1.cents, 32_000);
    world.passes(Duration::minutes(10));
    // Behind its beginning, then before its end: the first is the same gap, shortened.
    world.hears_of(&third).await;
    let open = world.looks().await.open;
    assert_eq!((open.len(), open[0].1.cents), (1, 25_000));
    assert_eq!(open[0].1.before, third.receipt());
    assert!(is_shown(&open[0].1, world.now));
    world.hears_of(&second).await;
    assert_eq!(world.looks().await.open, []);
}

#[tokio::test]
async fn withdrawals_and_what_other_short_codes_hold_are_no_gaps() {
    let world = World::new().await;
    let listing = Listing::new().await;
    let [one, two, three] = three(&world, &listing);
    listing.books_out(5_000);
    let four = listing.books_in(10, world.now - Duration::minutes(1), "");
    for booked in [&four, &two, &three, &one] {
        world.hears_of(booked).await;
    }
    assert_eq!(world.looks().await.open, []);
    assert_eq!(world.gaps().await, []);
    assert_eq!(world.store.gaps("174379").await.unwrap(), []);
}

#[tokio::test]
async fn the_balance_is_found_where_the_result_of_a_push_came_first() {
    let world = World::new().await;
    let listing = Listing::new().await;
    let [one, two, three] = three(&world, &listing);
    for booked in [&one, &two, &three] {
        world.receives("stk", &booked.push_result()).await;
    }
    assert_eq!(
        world.looks().await.open,
        [],
        "without a balance nothing is known"
    );
    world.hears_of(&one).await;
    world.hears_of(&three).await;
    assert_eq!(
        world.looks().await.open,
        [],
        "the second is known, and fills it"
    );
    let lost = listing.books_in(500, world.now - Duration::minutes(2), "");
    let last = listing.books_in(20, world.now - Duration::minutes(1), "");
    world.receives("stk", &last.push_result()).await;
    world.hears_of(&last).await;
    let open = world.looks().await.open;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].1.after, three.receipt());
    assert_eq!(open[0].1.cents, lost.shillings * 100);
}

#[tokio::test]
async fn a_forged_confirmation_makes_no_gap_and_hides_none() {
    let world = World::new().await;
    let listing = Listing::new().await;
    let [before, lost, after] = three(&world, &listing);
    world.hears_of(&before).await;
    world.hears_of(&after).await;
    let forged = Booked {
        receipt: "RKFORGED01".to_owned(),
        shillings: 90_000,
        balance: 990_000,
        at: lost.at,
        reference: String::new(),
    };
    let body = forged.confirmation();
    let mut arrival = Arrival::new("c2b/confirmation", SHORT_CODE, &body, world.now);
    arrival.unexpected = Some(Unexpected {
        source: "203.0.113.7",
        believed_cents: 1_000_000,
    });
    take_in(&world.store, &arrival).await.unwrap();
    // Of exactly what is missing, as the result of a push that was never sent.
    let guessed = Booked {
        receipt: "RKFORGED02".to_owned(),
        ..lost.clone()
    };
    let taken = world.receives("stk", &guessed.push_result()).await;
    world.dispatches(&taken.dispatch.unwrap()).await;
    let open = world.looks().await.open;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].1.cents, 25_000);
}

#[tokio::test]
async fn a_gap_that_is_listed_no_more_stays_open_until_its_payment_is_known() {
    let mut world = World::new().await;
    let listing = Listing::new().await;
    let [before, lost, after] = three(&world, &listing);
    world.hears_of(&before).await;
    world.hears_of(&after).await;
    let open = world.looks().await.open;
    world.passes(Duration::days(4));
    assert_eq!(world.looks().await.open, open);
    let recent = listing.books_in(10, world.now, "");
    world.hears_of(&recent).await;
    assert_eq!(world.looks().await.open, open, "what is new lies elsewhere");
    // Somebody quotes its receipt, and M-PESA confirms it.
    let report = PaymentReport {
        provider: Provider::mpesa(),
        receipt: lost.receipt(),
        channel: Channel::MpesaStatus,
        holder: SHORT_CODE.to_owned(),
        amount: kes("250.00"),
        paid_at: lost.at,
        payer: Payer::default(),
        reference: String::new(),
        checkout_request: None,
        holder_balance: None,
    };
    let circumstances = Circumstances::default();
    accept(&world.store, &report, circumstances, b"{}", world.now)
        .await
        .unwrap();
    assert_eq!(world.looks().await.open, []);
    let gaps = world.gaps().await;
    assert_eq!((gaps.len(), gaps[0].closed_at), (1, Some(world.now)));
}
