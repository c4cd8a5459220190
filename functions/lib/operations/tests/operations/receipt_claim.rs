//! "I paid, but…": the payer gets their payment, and nobody gets somebody else's.

mod limits;
mod own;

use billing::ids::PaymentId;
use billing::phone::Msisdn;
use billing::receipt::{Provider, Receipt};
use operations::associate;
use operations::error::OperationError;
use operations::intake::{Arrival, Unexpected, take_in};
use operations::receipt_claim::staff;
use operations::receipt_claim::{self, Outcome, Quoted};
use store::claims::ClaimStatus;
use store::customers::Customer;
use uuid::Uuid;

use crate::answering_mpesa::{AnsweringMpesa, Mood, Status, failed, line};
use crate::world::{C2b, SHORT_CODE, World, amina};

const RECEIPT: &str = "RKL51ZDR4F";
/// As the payer gets it; the payment is of 20 November at 10:15.
const MESSAGE: &str = "RKL51ZDR4F Confirmed. Ksh500.00 sent to ZURI NET for account X on 20/11/26 at 10:15 AM. New M-PESA \
    balance is Ksh3,480.25.";

async fn quotes(
    world: &World,
    mpesa: Option<&AnsweringMpesa>,
    customer: &Customer,
    text: &str,
) -> Quoted {
    tries(world, mpesa, customer, text, Uuid::new_v4())
        .await
        .unwrap()
}

async fn tries(
    world: &World,
    mpesa: Option<&AnsweringMpesa>,
    customer: &Customer,
    text: &str,
    seed: Uuid,
) -> Result<Quoted, OperationError> {
    let mpesa = mpesa.map(|mpesa| &mpesa.mpesa);
    let (store, id) = (&world.store, &customer.id);
    receipt_claim::quote(store, mpesa, id, text, &amina(), seed, world.now).await
}

async fn owner(world: &World, receipt: &str) -> Option<(String, String)> {
    let id = PaymentId::of(&Provider::mpesa(), &Receipt::parse(receipt).unwrap());
    let detail = world.payment(&id).await;
    let association = detail.shown.state.association()?;
    let rule = association.rule.map_or("person", |rule| rule.name());
    Some((association.customer.to_string(), rule.to_owned()))
}

fn given_to(customer: &Customer) -> Option<(String, String)> {
    Some((customer.id.to_string(), "quoted_receipt".to_owned()))
}

async fn status(world: &World, quoted: &Quoted) -> ClaimStatus {
    let id = &quoted.claim.as_ref().unwrap().id;
    receipt_claim::load(&world.store, id).await.unwrap().status
}

/// Two customers have this phone, so no rule gives its payments to either.
async fn a_shared_phone(world: &World) -> (Customer, Customer) {
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let john = world.customer("John Kamau", "0712000126").await;
    (jane, john)
}

#[tokio::test]
async fn the_payer_gets_a_payment_that_nobody_owns_once() {
    let hash = Msisdn::parse("0712000126").unwrap().sha256();
    for phone in ["254712000126", hash.as_str()] {
        for text in [RECEIPT, MESSAGE] {
            let world = World::new().await;
            let (jane, _) = a_shared_phone(&world).await;
            world
                .pays(&C2b::new(RECEIPT, "500.00", "").from(phone, "SOMEBODY"))
                .await;
            let seed = Uuid::new_v4();
            let quoted = tries(&world, None, &jane, text, seed).await.unwrap();
            assert_eq!(quoted.outcome, Outcome::Settled);
            assert_eq!(owner(&world, RECEIPT).await, given_to(&jane));
            world.dispatches(quoted.to_allocate.as_ref().unwrap()).await;
            let again = tries(&world, None, &jane, text, seed).await.unwrap();
            assert_eq!(
                (again.outcome, &again.claim),
                (Outcome::Settled, &quoted.claim)
            );
            let anew = quotes(&world, None, &jane, text).await;
            assert_eq!((anew.outcome, anew.to_allocate), (Outcome::Yours, None));
            assert_eq!(world.figures(&jane).await, "500.00 / 0.00 / 0.00 / 500.00");
            world.holds().await;
        }
    }
}

#[tokio::test]
async fn a_receipt_of_somebody_else_cannot_be_claimed() {
    let other_hash = Msisdn::parse("0722999888").unwrap().sha256();
    let full = "254712000126";
    // Whose phone it was paid from, the payer's name, what was quoted.
    let cases = [
        ("254722999888", "JANE", MESSAGE),
        (other_hash.as_str(), "JANE", MESSAGE),
        ("", "JANE", MESSAGE),
        ("nonsense", "JANE", MESSAGE),
        ("2547 ***** 888", "JANE", MESSAGE),
        // The mask fits, and something is missing or disagrees.
        ("2547 ***** 126", "JANE", RECEIPT),
        (
            "2547 ***** 126",
            "JANE",
            "RKL51ZDR4F Confirmed. Ksh500.00 sent to ZURI NET.",
        ),
        (
            "2547 ***** 126",
            "JANE",
            "RKL51ZDR4F Confirmed. Sent to ZURI NET on 20/11/26 at 10:15 AM.",
        ),
        (
            "2547 ***** 126",
            "JANE",
            "RKL51ZDR4F Confirmed. Ksh500.00 sent to ZURI NET on 22/11/26 at 10:15 AM.",
        ),
        (
            "2547 ***** 126",
            "JANE",
            "RKL51ZDR4F Confirmed. Ksh501.00 sent to ZURI NET on 20/11/26 at 10:15 AM.",
        ),
        ("2547 ***** 126", "PETER", MESSAGE),
        ("2547 ***** 126", "", MESSAGE),
        // The phone is theirs, and the amount is not.
        (
            full,
            "JANE",
            "RKL51ZDR4F Confirmed. Ksh501.00 sent to ZURI NET on 20/11/26 at 10:15 AM.",
        ),
    ];
    for (phone, name, text) in cases {
        let world = World::new().await;
        let (jane, _) = a_shared_phone(&world).await;
        world.customer("Jane Other", "0733000126").await;
        world
            .pays(&C2b::new(RECEIPT, "500.00", "").from(phone, name))
            .await;
        let quoted = quotes(&world, None, &jane, text).await;
        assert_eq!(quoted.outcome, Outcome::WithStaff, "{phone} {name} {text}");
        assert_eq!(owner(&world, RECEIPT).await, None, "{phone} {name} {text}");
        assert_eq!(quoted.to_allocate, None);
        world.holds().await;
    }
}

#[tokio::test]
async fn a_mask_is_enough_with_amount_time_and_name() {
    let world = World::new().await;
    let (jane, john) = a_shared_phone(&world).await;
    world.customer("Jane Other", "0733000126").await;
    world
        .pays(&C2b::new(RECEIPT, "500.00", "").from("2547 ***** 126", "JANE"))
        .await;
    assert_eq!(owner(&world, RECEIPT).await, None);
    assert_eq!(
        quotes(&world, None, &john, MESSAGE).await.outcome,
        Outcome::WithStaff
    );
    assert_eq!(
        quotes(&world, None, &jane, MESSAGE).await.outcome,
        Outcome::Settled
    );
    assert_eq!(owner(&world, RECEIPT).await, given_to(&jane));
    world.holds().await;
}

#[tokio::test]
async fn nobody_learns_that_a_receipt_exists() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let john = world.customer("John Kamau", "0722999888").await;
    let told = C2b::new(RECEIPT, "500.00", &john.account_number);
    world.pays(&told.from("254712000126", "JANE")).await;
    // Also not to whoever paid it: the reference decides.
    let known = quotes(&world, Some(&mpesa), &jane, RECEIPT).await;
    assert_eq!(known.outcome, Outcome::WithStaff);
    let unknown = quotes(&world, Some(&mpesa), &jane, "RKL51ZDR4G").await;
    assert_eq!(unknown.outcome, Outcome::Asked);
    let nowhere = quotes(&world, None, &jane, "RKL51ZDR4H").await;
    let bare = |quoted: &Quoted| {
        let claim = quoted.claim.as_ref().unwrap();
        let receipt = claim.receipt.as_ref().unwrap().as_str();
        let reference = receipt_claim::reference(&claim.id);
        [&quoted.sentence_en, &quoted.sentence_sw]
            .map(|it| it.replace(receipt, "#").replace(&reference, "#"))
    };
    assert_eq!(bare(&known), bare(&unknown));
    assert_eq!(bare(&known), bare(&nowhere));
    assert_eq!(owner(&world, RECEIPT).await.unwrap().0, john.id.to_string());
    world.holds().await;
}

#[tokio::test]
async fn the_rules_come_before_whoever_quotes_first() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let john = world.customer("John Kamau", "").await;
    let told = C2b::new(RECEIPT, "500.00", &john.account_number).from("254712000126", "JANE");
    // It is recorded, and nothing has looked at it yet.
    world.receives("c2b/confirmation", &told.body()).await;
    assert_eq!(
        quotes(&world, None, &jane, MESSAGE).await.outcome,
        Outcome::WithStaff
    );
    assert_eq!(
        quotes(&world, None, &john, MESSAGE).await.outcome,
        Outcome::Yours
    );
    world.holds().await;
}

#[tokio::test]
async fn what_a_person_took_away_or_mpesa_took_back_is_for_people() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let told = |receipt| C2b::new(receipt, "500.00", "").from("254712000126", "JANE");
    let taken = world.pays(&told("RKL51ZDR40")).await;
    world.disassociates(&taken).await;
    let reversed = world.pays(&told("RKL51ZDR41")).await;
    operations::reverse::reverse(&world.store, &reversed, "paid twice", &amina(), world.now)
        .await
        .unwrap();
    for receipt in ["RKL51ZDR40", "RKL51ZDR41"] {
        assert_eq!(
            quotes(&world, None, &jane, receipt).await.outcome,
            Outcome::WithStaff
        );
    }
    assert_eq!(world.figures(&jane).await, "0.00 / 0.00 / 0.00 / 0.00");
    world.holds().await;
}

#[tokio::test]
async fn an_answer_of_mpesa_settles_the_claim_that_waits_for_it() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let (jane, john) = a_shared_phone(&world).await;
    let quoted = quotes(&world, Some(&mpesa), &jane, RECEIPT).await;
    assert_eq!((quoted.outcome, mpesa.asked().len()), (Outcome::Asked, 1));
    assert_eq!(mpesa.asked()[0]["TransactionID"], RECEIPT);
    let body = Status::of(RECEIPT, "500.00", "254712000126 - JANE").body();
    for _ in 0..3 {
        world.processes(&mpesa.results(), &body).await;
    }
    assert_eq!(status(&world, &quoted).await, ClaimStatus::Settled);
    assert_eq!(owner(&world, RECEIPT).await, given_to(&jane));
    assert_eq!(world.figures(&jane).await, "500.00 / 0.00 / 0.00 / 500.00");
    assert_eq!(
        quotes(&world, Some(&mpesa), &john, RECEIPT).await.outcome,
        Outcome::WithStaff
    );
    world.holds().await;
}

#[tokio::test]
async fn an_answer_that_names_another_payer_gives_nothing_to_whoever_asked() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let john = world.customer("John Kamau", "0722999888").await;
    let guess = quotes(&world, Some(&mpesa), &jane, MESSAGE).await;
    assert_eq!(guess.outcome, Outcome::Asked);
    // The one who paid quotes it too, while the question is under way: both wait for one answer.
    let true_one = quotes(&world, Some(&mpesa), &john, RECEIPT).await;
    assert_eq!((true_one.outcome, mpesa.asked().len()), (Outcome::Asked, 1));
    let body = Status::of(RECEIPT, "500.00", "254722999888 - JOHN").body();
    world.processes(&mpesa.results(), &body).await;
    assert_eq!(status(&world, &guess).await, ClaimStatus::WithStaff);
    assert_eq!(status(&world, &true_one).await, ClaimStatus::Settled);
    assert_eq!(owner(&world, RECEIPT).await.unwrap().0, john.id.to_string());
    assert_eq!(world.figures(&john).await, "500.00 / 0.00 / 0.00 / 500.00");
    world.holds().await;
}

#[tokio::test]
async fn what_mpesa_does_not_confirm_is_for_staff() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let quoted = quotes(&world, Some(&mpesa), &jane, RECEIPT).await;
    world.processes(&mpesa.results(), &failed("2032")).await;
    assert_eq!(status(&world, &quoted).await, ClaimStatus::WithStaff);
    let given_up = quotes(&world, Some(&mpesa), &jane, "RKL51ZDR4G").await;
    world.processes(&mpesa.timeouts(), b"").await;
    assert_eq!(status(&world, &given_up).await, ClaimStatus::WithStaff);
    mpesa.is(Mood::Refuses);
    let refused = quotes(&world, Some(&mpesa), &jane, "RKL51ZDR4H").await;
    assert_eq!(refused.outcome, Outcome::WithStaff);
    assert_eq!(mpesa.asked().len(), 3);
    // What cannot be a receipt of M-PESA's is not asked about.
    let odd = quotes(&world, Some(&mpesa), &jane, "FT00026252Z").await;
    assert_eq!((odd.outcome, mpesa.asked().len()), (Outcome::WithStaff, 3));
    let page = staff::list(&world.store, None, 10).await.unwrap();
    assert_eq!(page.items.len(), 4);
    assert!(page.items.iter().all(|claim| !claim.reason.is_empty()));
}

#[tokio::test]
async fn every_short_code_is_asked_and_the_one_that_knows_it_settles_it() {
    let world = World::new().await;
    let lines = vec![
        line("174379", true),
        line(SHORT_CODE, true),
        line("600000", false),
    ];
    let mpesa = AnsweringMpesa::with_lines(lines).await;
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let quoted = quotes(&world, Some(&mpesa), &jane, RECEIPT).await;
    assert_eq!((quoted.outcome, mpesa.asked().len()), (Outcome::Asked, 2));
    let first = mpesa.asked()[0]["ResultURL"].as_str().unwrap().to_owned();
    let (_, first) = first.rsplit_once("secret/").unwrap();
    let no = failed("2032");
    let now = world.now;
    take_in(&world.store, &Arrival::new(first, "174379", &no, now))
        .await
        .unwrap();
    assert_eq!(status(&world, &quoted).await, ClaimStatus::WithStaff);
    let yes = Status::of(RECEIPT, "500.00", "254712000126 - JANE").body();
    world.processes(&mpesa.results(), &yes).await;
    assert_eq!(status(&world, &quoted).await, ClaimStatus::Settled);
    assert_eq!(world.figures(&jane).await, "500.00 / 0.00 / 0.00 / 500.00");
}

#[tokio::test]
async fn a_doubted_payment_is_asked_about_and_given_only_when_mpesa_confirms_it() {
    let world = World::new().await;
    let mpesa = AnsweringMpesa::start().await;
    let jane = world.customer("Jane Wanjiku", "0712000126").await;
    let told = C2b::new(RECEIPT, "500.00", "")
        .from("254712000126", "JANE")
        .body();
    let arrival = Arrival {
        unexpected: Some(Unexpected {
            source: "203.0.113.9",
            believed_cents: 100,
        }),
        ..Arrival::new("c2b/confirmation", SHORT_CODE, &told, world.now)
    };
    let taken = take_in(&world.store, &arrival).await.unwrap();
    world.dispatches(&taken.dispatch.unwrap()).await;
    let quoted = quotes(&world, Some(&mpesa), &jane, MESSAGE).await;
    assert_eq!((quoted.outcome, mpesa.asked().len()), (Outcome::Asked, 1));
    assert_eq!(world.figures(&jane).await, "0.00 / 0.00 / 0.00 / 0.00");
    let body = Status::of(RECEIPT, "500.00", "254712000126 - JANE").body();
    world.processes(&mpesa.results(), &body).await;
    assert_eq!(status(&world, &quoted).await, ClaimStatus::Settled);
    assert_eq!(world.figures(&jane).await, "500.00 / 0.00 / 0.00 / 500.00");
    world.holds().await;
}

#[tokio::test]
async fn a_forged_report_with_the_claimants_phone_does_not_make_it_theirs() {
    let world = World::new().await;
    let (jane, _) = a_shared_phone(&world).await;
    // The real one tells no phone, the forged one a number.
    world
        .pays(&C2b::new(RECEIPT, "500.00", "").from("", "PETER"))
        .await;
    let forged = crate::world::stk(RECEIPT, "500.00", "254712000126");
    world.processes("stk", &forged).await;
    let quoted = quotes(&world, None, &jane, MESSAGE).await;
    assert_eq!(
        (quoted.outcome, owner(&world, RECEIPT).await),
        (Outcome::WithStaff, None)
    );
}

#[tokio::test]
async fn of_several_receipts_the_one_that_can_be_theirs_counts() {
    let world = World::new().await;
    let (jane, _) = a_shared_phone(&world).await;
    world
        .pays(&C2b::new(RECEIPT, "500.00", "").from("254712000126", "JANE"))
        .await;
    let text = format!("RKL51ZDR40 or RKL51ZDR41 or {RECEIPT} or RKL51ZDR42");
    let quoted = quotes(&world, None, &jane, &text).await;
    assert_eq!(quoted.outcome, Outcome::Settled);
    let claim = quoted.claim.unwrap();
    assert_eq!(claim.receipt.unwrap().as_str(), RECEIPT);
    assert!(quoted.sentence_en.contains(RECEIPT) && quoted.sentence_sw.contains(RECEIPT));
}

#[tokio::test]
async fn staff_close_a_claim_with_the_payment_that_they_found() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku", "").await;
    let found = world
        .pays(&C2b::new(RECEIPT, "500.00", "").from("254712000126", "JANE"))
        .await;
    let quoted = quotes(&world, None, &jane, RECEIPT).await;
    let id = quoted.claim.unwrap().id;
    let (store, now) = (&world.store, world.now);
    let blank = staff::close(store, &id, " ", None, &amina(), now).await;
    assert!(matches!(blank, Err(OperationError::Field { .. })));
    for reason in ["it is on the statement", "again"] {
        staff::close(store, &id, reason, Some(&found), &amina(), now)
            .await
            .unwrap();
    }
    let claim = receipt_claim::load(store, &id).await.unwrap();
    assert_eq!(
        (claim.status, claim.payment),
        (ClaimStatus::Closed, Some(found))
    );
    assert_eq!(claim.closed.unwrap().reason, "it is on the statement");
    assert_eq!(
        owner(&world, RECEIPT).await,
        Some((jane.id.to_string(), "person".to_owned()))
    );
    assert!(staff::list(store, None, 10).await.unwrap().items.is_empty());
    world.holds().await;
}

#[tokio::test]
async fn a_payment_that_two_claim_at_once_is_given_to_one() {
    let world = World::new().await;
    let (jane, john) = a_shared_phone(&world).await;
    world
        .pays(&C2b::new(RECEIPT, "500.00", "").from("254712000126", "JANE"))
        .await;
    let (one, other) = tokio::join!(
        quotes(&world, None, &jane, RECEIPT),
        quotes(&world, None, &john, RECEIPT),
    );
    let settled = [&one, &other]
        .iter()
        .filter(|it| it.outcome == Outcome::Settled)
        .count();
    assert_eq!(settled, 1);
    world.holds().await;
    let payment = one.to_allocate.or(other.to_allocate).unwrap();
    associate::by_rules(&world.store, &payment, world.now)
        .await
        .unwrap();
    world.holds().await;
}
