//! What M-PESA answers later is believed only as the answer to a question of ours, and once.

use billing::ids::PaymentId;
use billing::payment::Channel;
use billing::receipt::{Provider, Receipt};
use chrono::Duration;
use operations::error::OperationError;
use operations::intake::Outcome;
use operations::{parked, reversal_request, status_query};
use store::asks::AskRecord;
use store::parked::ParkedKind;

use crate::answering_mpesa::{AnsweringMpesa, Mood, Status, failed, line, reversed};
use crate::world::{C2b, SHORT_CODE, World, amina};

const RECEIPT: &str = "RKL51ZDR4F";
const PAYER: &str = "254712000126 - NICHOLAS";

async fn asks(world: &World, mpesa: &AnsweringMpesa, receipt: &str) -> AskRecord {
    let receipt = Receipt::parse(receipt).unwrap();
    let (store, now) = (&world.store, world.now);
    status_query::ask(store, &mpesa.mpesa, &receipt, None, &amina(), now)
        .await
        .unwrap()
}

fn payment(receipt: &str) -> PaymentId {
    PaymentId::of(&Provider::mpesa(), &Receipt::parse(receipt).unwrap())
}

#[tokio::test]
async fn a_receipt_that_mpesa_confirms_becomes_a_payment_and_its_replays_change_nothing() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let customer = world.customer("Nicholas Kamau", "0712000126").await;
    let ask = asks(&world, &mpesa, RECEIPT).await;
    let body = Status::of(RECEIPT, "500.00", PAYER).body();
    let taken = world.processes(&mpesa.results(), &body).await;
    assert_eq!(taken.outcome, Outcome::Recorded(payment(RECEIPT)));
    let other = Status::of(RECEIPT, "900.00", PAYER).body();
    for again in [&body, &other, &failed("17")] {
        let taken = world.processes(&mpesa.results(), again).await;
        assert_eq!(
            (taken.outcome, taken.dispatch),
            (Outcome::NothingHappened, None)
        );
    }
    let shown = world.payment(&payment(RECEIPT)).await.shown.facts.payment;
    assert_eq!(
        (shown.channel, shown.holder.as_str()),
        (Channel::MpesaStatus, SHORT_CODE)
    );
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    let ask = status_query::load(&world.store, &ask.id).await.unwrap();
    assert_eq!(
        (ask.answered_at, ask.outcome.as_str()),
        (Some(world.now), "Completed")
    );
    world.holds().await;
}

#[tokio::test]
async fn a_confirmation_and_an_answer_are_one_payment_in_either_order() {
    for answer_first in [true, false] {
        let world = World::new().await;
        let mpesa = AnsweringMpesa::start().await;
        let customer = world.customer("Nicholas Kamau", "0712000126").await;
        asks(&world, &mpesa, RECEIPT).await;
        let answer = (mpesa.results(), Status::of(RECEIPT, "500.00", PAYER).body());
        let told = C2b::new(RECEIPT, "500.00", &customer.account_number).body();
        let told = ("c2b/confirmation".to_owned(), told);
        let order = if answer_first {
            [answer, told]
        } else {
            [told, answer]
        };
        for (hook, body) in &order {
            world.processes(hook, body).await;
        }
        assert_eq!(
            world.figures(&customer).await,
            "500.00 / 0.00 / 0.00 / 500.00"
        );
        world.holds().await;
    }
}

#[tokio::test]
async fn what_answers_no_question_of_ours_is_parked_and_never_believed() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    asks(&world, &mpesa, RECEIPT).await;
    let real = mpesa.results();
    let body = Status::of(RECEIPT, "500.00", PAYER).body();
    let guessed = format!("results/{}", "0".repeat(32));
    let cases = [
        ("results".to_owned(), body.clone(), ParkedKind::Unexpected),
        ("timeouts".to_owned(), body.clone(), ParkedKind::Unexpected),
        (guessed, body.clone(), ParkedKind::Unexpected),
        (
            format!("results/{}", "x".repeat(3000)),
            body.clone(),
            ParkedKind::Unexpected,
        ),
        (
            real.clone(),
            Status::of("RKL51ZDR4G", "500.00", PAYER).body(),
            ParkedKind::Unexpected,
        ),
        (
            real.clone(),
            reversed(RECEIPT, "SKE52PAWR9", "500.00"),
            ParkedKind::Unexpected,
        ),
        (real.clone(), b"{}".to_vec(), ParkedKind::Unreadable),
        (real.clone(), b"no json".to_vec(), ParkedKind::Unreadable),
        (real.clone(), vec![b' '; 300 * 1024], ParkedKind::Unreadable),
    ];
    for (hook, body, expected) in cases {
        let taken = world.processes(&hook, &body).await;
        let id = taken.outcome.parked().unwrap();
        let (record, _) = parked::get(&world.store, id).await.unwrap();
        assert_eq!(record.kind, expected, "{hook}");
    }
    for receipt in [RECEIPT, "RKL51ZDR4G"] {
        assert!(
            world
                .store
                .payment_file(&payment(receipt))
                .await
                .unwrap()
                .is_none()
        );
    }
    // None of them has spoilt the real one.
    let taken = world.processes(&real, &body).await;
    assert_eq!(taken.outcome, Outcome::Recorded(payment(RECEIPT)));
    world.holds().await;
}

#[tokio::test]
async fn an_answer_at_the_address_of_another_short_code_is_not_believed() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::with_lines(vec![line("174379", true)]).await;
    asks(&world, &mpesa, RECEIPT).await;
    let taken = world
        .processes(&mpesa.results(), &Status::of(RECEIPT, "5.00", PAYER).body())
        .await;
    assert!(taken.outcome.parked().is_some());
}

#[tokio::test]
async fn a_receipt_of_what_is_no_payment_to_us_is_recorded_nowhere() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let ours = format!("{SHORT_CODE} - ZURI NET");
    let real = Status::of(RECEIPT, "500.00", PAYER);
    let cases = [
        Status {
            to: "254708374149 - JANE".into(),
            ..real.clone()
        },
        Status {
            to: "174379 - OTHERS".into(),
            ..real.clone()
        },
        Status {
            to: String::new(),
            ..real.clone()
        },
        // What we paid out, and what we moved between our own accounts.
        Status {
            from: ours.clone(),
            to: "254712000126 - NICHOLAS".into(),
            ..real.clone()
        },
        Status {
            from: ours,
            ..real.clone()
        },
        Status {
            status: "Cancelled".into(),
            ..real.clone()
        },
        Status {
            status: "Declined".into(),
            ..real
        },
    ];
    let mut world = world;
    for case in cases {
        let ask = asks(&world, &mpesa, RECEIPT).await;
        let taken = world.processes(&mpesa.results(), &case.body()).await;
        assert_eq!(taken.outcome, Outcome::NothingHappened, "{}", case.to);
        let ask = status_query::load(&world.store, &ask.id).await.unwrap();
        assert!(ask.answered_at.is_some());
        assert!(
            world
                .store
                .payment_file(&payment(RECEIPT))
                .await
                .unwrap()
                .is_none()
        );
        world.passes(Duration::minutes(6));
    }
}

#[tokio::test]
async fn a_receipt_is_asked_about_once_in_five_minutes_unless_mpesa_did_not_take_it() {
    let mut world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let first = asks(&world, &mpesa, RECEIPT).await;
    let at_once = (0..10).map(|_| asks(&world, &mpesa, RECEIPT));
    for again in futures::future::join_all(at_once).await {
        assert_eq!(again.id, first.id);
    }
    assert_eq!(mpesa.asked().len(), 1);
    let url = mpesa.asked()[0]["ResultURL"].clone();
    let expected = format!(
        "https://pay.example.co.ke/hooks/secret/results/{}",
        first.id
    );
    assert_eq!(url, expected);
    world.passes(Duration::minutes(5));
    assert_ne!(asks(&world, &mpesa, RECEIPT).await.id, first.id);
    // Given up: it may be asked again at once, and a late answer counts all the same.
    let late = mpesa.results();
    let timeouts = mpesa.timeouts();
    world.processes(&timeouts, b"whatever").await;
    asks(&world, &mpesa, RECEIPT).await;
    assert_eq!(mpesa.asked().len(), 3);
    let taken = world
        .processes(&late, &Status::of(RECEIPT, "5.00", PAYER).body())
        .await;
    assert_eq!(taken.outcome, Outcome::Recorded(payment(RECEIPT)));
    // Refused: the same.
    mpesa.is(Mood::Refuses);
    let refused = asks(&world, &mpesa, "RKL51ZDR4G").await;
    assert!(
        refused.outcome.contains("400.002.02"),
        "{}",
        refused.outcome
    );
    mpesa.is(Mood::Breaks);
    let unknown = asks(&world, &mpesa, "RKL51ZDR4G").await;
    assert_eq!(unknown.outcome, "");
    // Nobody knows whether it was taken, so an answer may come.
    assert_eq!(asks(&world, &mpesa, "RKL51ZDR4G").await.id, unknown.id);
    assert_eq!(mpesa.asked().len(), 5);
}

#[tokio::test]
async fn without_the_right_to_ask_nothing_is_asked() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::with_lines(vec![line(SHORT_CODE, false)]).await;
    let receipt = Receipt::parse(RECEIPT).unwrap();
    for short_code in [None, Some(SHORT_CODE), Some("174379")] {
        let asked = status_query::ask(
            &world.store,
            &mpesa.mpesa,
            &receipt,
            short_code,
            &amina(),
            world.now,
        )
        .await;
        assert!(matches!(asked, Err(OperationError::MpesaNotSetUp)));
    }
    assert_eq!(mpesa.asked().len(), 0);
}

async fn requests_back(
    world: &World,
    mpesa: &AnsweringMpesa,
    payment: &PaymentId,
) -> Result<AskRecord, OperationError> {
    let (store, now) = (&world.store, world.now);
    reversal_request::request(store, &mpesa.mpesa, payment, "paid twice", &amina(), now).await
}

#[tokio::test]
async fn a_payment_that_mpesa_gives_back_leaves_the_books_once() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let paid = world
        .pays(&C2b::new(RECEIPT, "500.00", &customer.account_number))
        .await;
    let first = requests_back(&world, &mpesa, &paid).await.unwrap();
    let again = requests_back(&world, &mpesa, &paid).await.unwrap();
    assert_eq!((again.id, mpesa.asked().len()), (first.id, 1));
    assert_eq!(mpesa.asked()[0]["Amount"], "500");
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    let results = mpesa.results();
    let body = reversed(RECEIPT, "SKE52PAWR9", "500.00");
    for _ in 0..2 {
        world.processes(&results, &body).await;
    }
    let reversal = world.payment(&paid).await.shown.state.reversal.unwrap();
    assert!(
        reversal.reason.contains("SKE52PAWR9"),
        "{}",
        reversal.reason
    );
    assert_eq!(reversal.by, "amina");
    assert_eq!(world.figures(&customer).await, "0.00 / 0.00 / 0.00 / 0.00");
    let late = requests_back(&world, &mpesa, &paid).await;
    assert!(matches!(late, Err(OperationError::PaymentReversed)));
    world.holds().await;
}

#[tokio::test]
async fn a_reversal_that_was_refused_or_is_another_one_changes_nothing() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let paid = world
        .pays(&C2b::new(RECEIPT, "500.00", &customer.account_number))
        .await;
    requests_back(&world, &mpesa, &paid).await.unwrap();
    let other = world
        .processes(
            &mpesa.results(),
            &reversed("RKL51ZDR4G", "SKE52PAWR9", "500.00"),
        )
        .await;
    assert!(other.outcome.parked().is_some());
    world.processes(&mpesa.results(), &failed("R000001")).await;
    // After a no it can be asked for again.
    requests_back(&world, &mpesa, &paid).await.unwrap();
    assert_eq!(mpesa.asked().len(), 2);
    let part = world
        .processes(&mpesa.results(), &reversed(RECEIPT, "SKE52PAWR9", "100.00"))
        .await;
    assert!(part.outcome.parked().is_some());
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    world.holds().await;
}
