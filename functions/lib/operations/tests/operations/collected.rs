//! What each day collected: by channel, once, and for good two days later.

use std::fmt::Write as _;

use billing::payment::Method;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use operations::collected::{self, DayCollected};
use operations::error::OperationError;
use operations::intake::{self, Arrival};
use operations::manual_payment::{self, ManualPayment};
use operations::{associate, reverse};
use store::customers::Customer;
use store::meter::Meter;
use store::states::Settle;
use uuid::Uuid;

use crate::world::{C2b, SHORT_CODE, World, amina, day, kes, stk};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

impl World {
    async fn collected(&self, from: &str, to: &str) -> Vec<DayCollected> {
        let days = collected::by_day(&self.store, day(from), day(to), self.now).await;
        days.unwrap()
    }

    /// One line for each day on which something came: `2026-11-20: mpesa_c2b 2 300.00`, with `…` where more is to come.
    async fn collected_lines(&self, from: &str, to: &str) -> Vec<String> {
        let days = self.collected(from, to).await;
        let with_something = days
            .iter()
            .filter(|day| !day.by_channel.is_empty() || !day.complete);
        with_something.map(line).collect()
    }

    async fn takes_cash(&self, customer: &Customer, amount: &str) -> billing::ids::PaymentId {
        let manual = ManualPayment {
            customer: customer.id.clone(),
            amount: kes(amount),
            method: Method::Cash,
            reference: None,
            received_on: None,
            till: None,
            remark: None,
            settle: Settle::OldestFirst,
            shortcode: SHORT_CODE.into(),
        };
        manual_payment::record(&self.store, &manual, &amina(), Uuid::new_v4(), self.now)
            .await
            .unwrap()
    }
}

fn line(day: &DayCollected) -> String {
    let mut line = format!("{}:", day.day);
    for one in &day.by_channel {
        let (channel, amount) = (one.channel.name(), one.amount.amount_text());
        write!(line, " {channel} {} {amount}", one.count).unwrap();
    }
    if !day.complete {
        line.push_str(" …");
    }
    line
}

#[tokio::test]
async fn a_day_is_summed_by_channel_and_what_comes_later_is_added() {
    let mut world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    world.pays(&C2b::new("RKL51ZDR40", "100", "?")).await;
    world.pays(&C2b::new("RKL51ZDR41", "200.50", "?")).await;
    world.takes_cash(&customer, "50").await;
    let first = "2026-11-20: mpesa_c2b 2 300.50 manual 1 50.00";
    assert_eq!(
        world.collected_lines("2026-11-18", "2026-11-21").await,
        [first]
    );
    world.passes(Duration::hours(2));
    // What was read before is kept now, and what comes is added to it.
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        [first]
    );
    world.pays(&C2b::new("RKL51ZDR42", "9.50", "?")).await;
    let second = "2026-11-20: mpesa_c2b 3 310.00 manual 1 50.00";
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        [second]
    );
    let kept = world.store.day_totals(&[day("2026-11-20")]).await.unwrap();
    let counts: Vec<u64> = kept[0].first.sums.iter().map(|sum| sum.count).collect();
    assert_eq!(counts, [2, 1], "the youngest payment may not be kept yet");
    let total =
        world.collected("2026-11-20", "2026-11-20").await[0].total(billing::money::Currency::Kes);
    assert_eq!(total.unwrap(), (4, kes("360")));
}

#[tokio::test]
async fn a_day_ends_at_midnight_in_nairobi() {
    let mut world = World::new().await;
    for (instant, receipt) in [
        ("2026-11-20T20:59:59.999Z", "RKL51ZDR40"),
        ("2026-11-20T21:00:00Z", "RKL51ZDR41"),
        ("2026-11-21T20:59:59Z", "RKL51ZDR42"),
    ] {
        world.now = at(instant);
        world.pays(&C2b::new(receipt, "100", "?")).await;
    }
    let expected = [
        "2026-11-20: mpesa_c2b 1 100.00",
        "2026-11-21: mpesa_c2b 2 200.00",
    ];
    assert_eq!(
        world.collected_lines("2026-11-19", "2026-11-22").await,
        expected
    );
    world.now = at("2026-11-21T21:14:59Z");
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-21").await,
        expected
    );
    world.now = at("2026-11-21T21:15:00Z");
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-21").await,
        expected
    );
}

#[tokio::test]
async fn what_was_late_or_taken_back_is_put_right_when_the_day_is_read_for_good() {
    let mut world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    world.pays(&C2b::new("RKL51ZDR40", "100", "?")).await;
    let mistyped = world.takes_cash(&customer, "999999").await;
    let received = world.now;
    world.passes(Duration::hours(20));
    let before = "2026-11-20: mpesa_c2b 1 100.00 manual 1 999999.00";
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        [before]
    );
    // A callback waited on the queue for the store, and staff notice a slip.
    let late = C2b::new("RKL51ZDR41", "70", "?").body();
    let arrival = Arrival::new("c2b/confirmation", SHORT_CODE, &late, received);
    intake::take_in(&world.store, &arrival).await.unwrap();
    reverse::reverse(&world.store, &mistyped, "mistyped", &amina(), world.now)
        .await
        .unwrap();
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        [before]
    );
    let settled = async |world: &World| {
        let kept = world.store.day_totals(&[day("2026-11-20")]).await.unwrap();
        kept[0].settled
    };
    assert!(!settled(&world).await);
    world.now = at("2026-11-22T21:00:00Z");
    let after = "2026-11-20: mpesa_c2b 2 170.00";
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        [after]
    );
    assert!(settled(&world).await);

    // From then on nobody reads a payment of that day again.
    let meter = Meter::default();
    let metered = world.store.clone().metered(meter.clone());
    let days: Vec<NaiveDate> = vec![day("2026-11-20")];
    let again = collected::by_day(&metered, days[0], days[0], world.now).await;
    assert_eq!(line(&again.unwrap()[0]), after);
    let units = meter.take_total();
    assert!(units.read <= 1.0 && units.write == 0.0, "{units:?}");
}

#[tokio::test]
async fn what_nobody_has_confirmed_is_not_collected_until_somebody_does() {
    let mut world = World::new().await;
    let taken = world
        .processes("stk", &stk("RKL51ZDR49", "500", "254708374126"))
        .await;
    let payment = taken.outcome.payment().unwrap().clone();
    assert!(world.payment(&payment).await.shown.state.doubt.is_some());
    world.passes(Duration::minutes(20));
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        [""; 0]
    );
    associate::verify(
        &world.store,
        &payment,
        "it is on the statement",
        &amina(),
        world.now,
    )
    .await
    .unwrap();
    world.now = at("2026-11-23T05:00:00Z");
    let after = ["2026-11-20: mpesa_stk 1 500.00"];
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        after
    );
}

#[tokio::test]
async fn many_payments_are_read_in_steps_that_come_to_the_same() {
    let mut world = World::new().await;
    for number in 0..7 {
        let c2b = C2b::new(&format!("RKL51ZDR4{number}"), "10", "?");
        world.receives("c2b/confirmation", &c2b.body()).await;
        world.passes(Duration::minutes(1));
    }
    for morning in ["2026-11-21T05:00:00Z", "2026-11-23T05:00:00Z"] {
        world.now = at(morning);
        let mut steps = 0;
        while collected::work_out(&world.store, world.now, 3)
            .await
            .unwrap()
        {
            steps += 1;
            assert!(steps < 10, "it comes to an end");
        }
        assert_eq!(steps, 2, "three at a time, and then one");
        let expected = ["2026-11-20: mpesa_c2b 7 70.00"];
        assert_eq!(
            world.collected_lines("2026-11-18", "2026-11-22").await,
            expected
        );
    }
    let kept = world.store.day_totals(&[day("2026-11-20")]).await.unwrap();
    assert!(kept[0].settled);
}

#[tokio::test]
async fn while_a_day_is_read_for_good_it_shows_what_was_known() {
    let mut world = World::new().await;
    for number in 0..7 {
        let c2b = C2b::new(&format!("RKL51ZDR4{number}"), "10", "?");
        world.receives("c2b/confirmation", &c2b.body()).await;
    }
    world.now = at("2026-11-21T05:00:00Z");
    assert!(
        !collected::work_out(&world.store, world.now, 100)
            .await
            .unwrap()
    );
    world.now = at("2026-11-23T05:00:00Z");
    assert!(
        collected::work_out(&world.store, world.now, 3)
            .await
            .unwrap()
    );
    let kept = world.store.day_totals(&[day("2026-11-20")]).await.unwrap();
    let counts =
        |sums: &[store::day_totals::ChannelSum]| sums.iter().map(|sum| sum.count).sum::<u64>();
    let second = kept[0].second.as_ref().unwrap();
    assert_eq!((counts(&kept[0].first.sums), counts(&second.sums)), (7, 3));
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        ["2026-11-20: mpesa_c2b 7 70.00"]
    );
}

#[tokio::test]
async fn two_who_look_at_once_change_no_figure() {
    let mut world = World::new().await;
    world.pays(&C2b::new("RKL51ZDR40", "100", "?")).await;
    world.passes(Duration::hours(1));
    let look = || {
        collected::by_day(
            &world.store,
            day("2026-11-20"),
            day("2026-11-20"),
            world.now,
        )
    };
    let (one, other) = tokio::join!(look(), look());
    assert_eq!(one.unwrap(), other.unwrap());
    let expected = ["2026-11-20: mpesa_c2b 1 100.00"];
    assert_eq!(
        world.collected_lines("2026-11-20", "2026-11-20").await,
        expected
    );
}

#[tokio::test]
async fn a_period_that_is_too_long_or_backwards_is_refused() {
    let world = World::new().await;
    let cases = [
        ("2026-11-20", "2026-11-19", "before_from"),
        ("2026-10-01", "2026-11-01", "too_long"),
    ];
    for (from, to, expected) in cases {
        let refused = collected::by_day(&world.store, day(from), day(to), world.now).await;
        let Err(OperationError::Field { code, .. }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(code, expected);
    }
    let month = world.collected("2026-10-02", "2026-11-01").await;
    assert_eq!(month.len(), 31);
    assert!(
        month
            .iter()
            .all(|day| day.complete && day.by_channel.is_empty())
    );
}
