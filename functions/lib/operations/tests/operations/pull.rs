//! M-PESA's own list of payments brings what nobody told us of, whatever it answers on the way.

use chrono::{Duration, Utc};
use operations::intake::{Arrival, Outcome, Unexpected, take_in};
use operations::pull::{self, Pulled};
use serde_json::json;
use store::keys::List;
use store::parked::ParkedKind;
use store::pulls::PullRecord;
use store::walk::{Order, Range};

use crate::listing::Listing;
use crate::world::{C2b, SHORT_CODE, World};

impl World {
    /// Fetches; nothing is remembered, as if the process died.
    async fn fetches_only(&self, listing: &Listing) -> Pulled {
        let line = listing.line();
        pull::run(&self.store, &listing.mpesa, line, None, self.now)
            .await
            .unwrap()
    }

    pub async fn pulls(&self, listing: &Listing) -> Pulled {
        let pulled = self.fetches_only(listing).await;
        pull::remember(&self.store, listing.line(), &pulled, self.now)
            .await
            .unwrap();
        pulled
    }

    async fn pull_record(&self) -> PullRecord {
        self.store.pull_record(SHORT_CODE).await.unwrap()
    }

    async fn parked(&self) -> Vec<(ParkedKind, String)> {
        let range = Range::all(Order::OldestFirst);
        let mut walk = self.store.walk(List::Parked, &range, 10);
        let mut parked = Vec::new();
        while let Some(record) = walk.next_parked().await.unwrap() {
            parked.push((record.kind, record.hook));
        }
        parked
    }
}

#[tokio::test]
async fn every_page_is_taken_in_and_dispatched_until_it_is_associated() {
    let mut world = World::new().await;
    let customer = world.customer("Nicholas Otieno", "").await;
    let listing = Listing::new().await;
    for minute in 0..45 {
        let at = world.now - Duration::minutes(100 - minute);
        listing.books_in(10, at, &customer.account_number);
    }
    let pulled = world.pulls(&listing).await;
    assert_eq!((pulled.recovered, pulled.dispatch.len()), (45, 45));
    assert_eq!((pulled.rows, pulled.failure), (45, None));
    let offsets: Vec<usize> = listing.books().asked.iter().map(|(.., it)| *it).collect();
    // Three empty parts of the 48 hours before it.
    assert_eq!(offsets, [0, 0, 0, 0, 20, 40]);
    // Nobody has dispatched them.
    world.passes(Duration::seconds(1));
    let again = world.pulls(&listing).await;
    assert_eq!((again.recovered, again.dispatch.len()), (0, 45));
    for payment in &again.dispatch {
        world.dispatches(payment).await;
    }
    let quiet = world.pulls(&listing).await;
    assert_eq!((quiet.recovered, quiet.dispatch.len()), (0, 0));
    let record = world.pull_record().await;
    assert_eq!(
        (record.pulled_until, record.tried_at),
        (Some(world.now), Some(world.now))
    );
    assert_eq!((record.recovered, record.failure), (45, None));
    assert_eq!(
        world.figures(&customer).await,
        "450.00 / 0.00 / 0.00 / 450.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn what_is_asked_for_is_two_days_at_first_and_then_overlaps() {
    let mut world = World::new().await;
    let listing = Listing::new().await;
    world.pulls(&listing).await;
    world.passes(Duration::hours(6));
    world.pulls(&listing).await;
    let asked: Vec<(String, String)> = std::mem::take(&mut listing.books().asked)
        .into_iter()
        .map(|(from, to, _)| (from, to))
        .collect();
    // In Nairobi it is eleven.
    let expected = [
        ("2026-11-18 11:05:00", "2026-11-18 23:05:00"),
        ("2026-11-18 23:05:00", "2026-11-19 11:05:00"),
        ("2026-11-19 11:05:00", "2026-11-19 23:05:00"),
        ("2026-11-19 23:05:00", "2026-11-20 11:00:00"),
        ("2026-11-20 08:00:00", "2026-11-20 17:00:00"),
    ];
    assert_eq!(
        asked,
        expected.map(|(from, to)| (from.to_owned(), to.to_owned()))
    );
}

#[tokio::test]
async fn a_list_that_breaks_off_is_kept_as_far_as_it_came_and_moves_nothing() {
    let mut world = World::new().await;
    let listing = Listing::new().await;
    for minute in 0..45 {
        listing.books_in(10, world.now + Duration::minutes(minute), "");
    }
    world.passes(Duration::hours(1));
    // The parts before that are empty; of the last one, the second page is missing.
    listing.books().odd.failing_from = Some(4);
    let pulled = world.pulls(&listing).await;
    assert_eq!(pulled.recovered, 20);
    let failure = pulled.failure.unwrap();
    assert_eq!(failure, "M-PESA had an internal error");
    let record = world.pull_record().await;
    assert_eq!(record.failure.as_ref(), Some(&failure));
    let moved = world.now - record.pulled_until.unwrap();
    assert_eq!(
        moved,
        Duration::minutes(11 * 60 + 55),
        "as far as it was whole"
    );
    assert_eq!(record.tried_at, Some(world.now));

    world.passes(Duration::minutes(10));
    listing.books().odd.failing_from = None;
    let pulled = world.pulls(&listing).await;
    assert_eq!((pulled.recovered, pulled.failure), (25, None));
    let record = world.pull_record().await;
    assert_eq!(record.pulled_until, Some(world.now));
    assert_eq!((record.recovered, record.failure), (45, None));
}

#[tokio::test]
async fn a_list_without_end_is_given_up_and_told() {
    let world = World::new().await;
    let listing = Listing::new().await;
    for minute in 0..30 {
        listing.books_in(10, world.now - Duration::minutes(minute), "");
    }
    listing.books().odd.ignores_offset = true;
    let pulled = world.pulls(&listing).await;
    assert_eq!(pulled.recovered, 20);
    let told = "M-PESA lists the same payments again after 20 of them";
    assert_eq!(pulled.failure.as_deref(), Some(told));
    assert!(world.pull_record().await.pulled_until < Some(world.now));
}

#[tokio::test]
async fn two_pulls_at_once_record_each_payment_once() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Otieno", "").await;
    let listing = Listing::new().await;
    for minute in 0..45 {
        let at = world.now - Duration::minutes(minute);
        listing.books_in(10, at, &customer.account_number);
    }
    let begins = |later| {
        let (store, now) = (&world.store, world.now + Duration::milliseconds(later));
        let (mpesa, line) = (&listing.mpesa, listing.line());
        async move {
            let pulled = pull::run(store, mpesa, line, None, now).await.unwrap();
            pull::remember(store, line, &pulled, now).await.unwrap();
            pulled
        }
    };
    let (one, other) = tokio::join!(begins(0), begins(1));
    assert_eq!(one.recovered + other.recovered, 45);
    for payment in one.dispatch.iter().chain(&other.dispatch) {
        world.dispatches(payment).await;
    }
    let record = world.pull_record().await;
    assert_eq!((record.recovered, record.version), (45, 2));
    assert_eq!(
        world.figures(&customer).await,
        "450.00 / 0.00 / 0.00 / 450.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn what_was_confirmed_is_credited_once_and_what_contradicts_waits_for_a_person() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Otieno", "").await;
    let listing = Listing::new().await;
    let known = listing.books_in(100, world.now, &customer.account_number);
    let other = listing.books_in(200, world.now, &customer.account_number);
    world
        .pays(&C2b::new(&known.receipt, "100.00", &known.reference))
        .await;
    world
        .pays(&C2b::new(&other.receipt, "250.00", &other.reference))
        .await;
    let gibberish = json!({"transactionId": "RKL51ZDR4F", "amount": "much"});
    listing.books().odd.gibberish.push(gibberish);
    for dispatched in [vec![known.id()], vec![]] {
        let pulled = world.pulls(&listing).await;
        assert_eq!(pulled.recovered, 0);
        assert_eq!(pulled.dispatch, dispatched);
        for payment in &pulled.dispatch {
            world.dispatches(payment).await;
        }
        let mut parked = world.parked().await;
        parked.sort_by_key(|(kind, _)| format!("{kind:?}"));
        let pull = "pull".to_owned();
        let expected = [
            (ParkedKind::Conflict, pull.clone()),
            (ParkedKind::Unreadable, pull),
        ];
        assert_eq!(parked, expected);
    }
    assert_eq!(
        world.figures(&customer).await,
        "350.00 / 0.00 / 0.00 / 350.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn a_doubtful_confirmation_that_is_listed_is_credited_even_after_a_crash() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Otieno", "").await;
    let listing = Listing::new().await;
    let booked = listing.books_in(90_000, world.now, &customer.account_number);
    let body = booked.confirmation();
    let mut arrival = Arrival::new("c2b/confirmation", SHORT_CODE, &body, world.now);
    arrival.unexpected = Some(Unexpected {
        source: "203.0.113.7",
        believed_cents: 1_000_000,
    });
    let taken = take_in(&world.store, &arrival).await.unwrap();
    assert_eq!(taken.outcome, Outcome::Recorded(booked.id()));
    world.dispatches(&booked.id()).await;
    assert_eq!(world.figures(&customer).await, "0.00 / 0.00 / 0.00 / 0.00");
    let died = world.fetches_only(&listing).await;
    assert_eq!(died.dispatch, [booked.id()]);
    assert_eq!(world.pull_record().await, PullRecord::default());
    assert_eq!(world.pulls(&listing).await.dispatch, [booked.id()]);
    world.dispatches(&booked.id()).await;
    assert_eq!(
        world.figures(&customer).await,
        "90000.00 / 0.00 / 0.00 / 90000.00"
    );
    assert!(world.pulls(&listing).await.dispatch.is_empty());
    world.holds().await;
}

#[tokio::test]
async fn what_is_paid_to_a_till_is_the_tills_and_not_its_head_offices() {
    let world = World::new().await;
    let listing = Listing::of_till().await;
    let booked = listing.books_in(100, world.now, "");
    world.pulls(&listing).await;
    let detail = world.payment(&booked.id()).await;
    let payment = &detail.shown.facts.payment;
    assert_eq!(payment.holder, SHORT_CODE);
    let phone = payment.payer.phone_text.as_deref();
    assert_eq!(phone, Some("708374126"));
    let kept: serde_json::Value = serde_json::from_slice(&detail.shown.facts.raw).unwrap();
    assert_eq!(kept["transactionId"], booked.receipt.as_str());
    let paid_at = kept["trxDate"].as_str().unwrap();
    assert_eq!(paid_at.parse::<chrono::DateTime<Utc>>().unwrap(), booked.at);
}

#[tokio::test]
async fn what_could_not_be_dispatched_is_fetched_again() {
    let mut world = World::new().await;
    let listing = Listing::new().await;
    world.pulls(&listing).await;
    let until = world.now;
    world.passes(Duration::hours(6));
    listing.books_in(100, world.now, "");
    let mut pulled = world.fetches_only(&listing).await;
    pulled.was_not_dispatched();
    pull::remember(&world.store, listing.line(), &pulled, world.now)
        .await
        .unwrap();
    let record = world.pull_record().await;
    assert_eq!(record.pulled_until, Some(until));
    let told = "What M-PESA listed could not be passed on";
    assert_eq!(record.failure.as_deref(), Some(told));
    world.passes(Duration::minutes(10));
    assert!(pull::due(&record, &pull::Wanted::default(), world.now));
    assert_eq!(world.pulls(&listing).await.dispatch.len(), 1);
}
