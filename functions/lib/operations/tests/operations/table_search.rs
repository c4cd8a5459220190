//! The search of the table of payments: every form in which a person may have it in hand.

use billing::money::Currency;
use billing::phone::Msisdn;
use chrono::Duration;
use operations::search::table::{self, Found};
use store::meter::Meter;

use crate::world::{C2b, World};

async fn finds(world: &World, typed: &str, associated: Option<bool>) -> Found {
    table::payments(
        &world.store,
        typed,
        associated,
        Currency::Kes,
        world.now,
        20,
    )
    .await
    .unwrap()
}

/// The ends of the receipts found, newest first.
async fn found(world: &World, typed: &str) -> Vec<String> {
    ends(&finds(world, typed, None).await)
}

fn ends(found: &Found) -> Vec<String> {
    let end = |receipt: &str| receipt.trim_start_matches("RKO51ZDR").to_owned();
    let receipts = found
        .items
        .iter()
        .map(|shown| end(shown.id().receipt().as_str()));
    receipts.collect()
}

/// Grace has a phone; her payments come with it, with its hash, and masked. `4` is nobody's.
async fn street(world: &mut World) -> String {
    let grace = world.customer("Grace Achieng", "0712345126").await;
    let peter = world.customer("Peter Otieno", "0722000999").await;
    let hash = Msisdn::parse("0733111222").unwrap().sha256();
    let account = &grace.account_number;
    let payments = [
        C2b::new("RKO51ZDR41", "1250", account).from("254712345126", "GRACE"),
        C2b::new("RKO51ZDR42", "700", &peter.account_number).from(hash.as_str(), "ASHA"),
        C2b::new("RKO51ZDR43", "1250.50", account).from("2547 ***** 555", "NICHOLAS"),
        C2b::new("RKO51ZDR44", "1250", "water bill").from("2547 ***** 126", "JUMA OMARI"),
    ];
    for payment in payments {
        world.passes(Duration::minutes(1));
        world.pays(&payment).await;
    }
    account.clone()
}

#[tokio::test]
async fn a_payment_is_found_by_each_form_of_what_a_person_has() {
    let mut world = World::new().await;
    let account = street(&mut world).await;
    let spaced = format!("{}-{}", &account[..4], &account[4..]);
    let cases: Vec<(&str, Vec<&str>)> = vec![
        // Transaction code: whole, its beginning, with slips, in any case.
        ("RKO51ZDR42", vec!["42"]),
        (" rko51 zdr42", vec!["42"]),
        ("RK051ZDR42", vec!["42"]),
        ("rko5IZDR43", vec!["43"]),
        ("rk05", vec!["44", "43", "42", "41"]),
        ("RKO51ZDR4", vec!["44", "43", "42", "41"]),
        ("QQQ51ZDR42", vec![]),
        // Account number.
        (&account, vec!["43", "41"]),
        (&spaced, vec!["43", "41"]),
        // Phone: the customer's own and the payer's.
        ("0712345126", vec!["44", "43", "41"]),
        ("+254 712 345 126", vec!["44", "43", "41"]),
        ("254712345126", vec!["44", "43", "41"]),
        ("2547 ***** 126", vec!["44", "43", "41"]),
        ("07•• ••• 126", vec!["44", "43", "41"]),
        ("0733111222", vec!["42"]),
        ("0722 000 999", vec!["42"]),
        ("0799999999", vec![]),
        // Amount.
        ("1250", vec!["44", "41"]),
        ("1,250", vec!["44", "41"]),
        ("1250.00", vec!["44", "41"]),
        ("KES 1250", vec!["44", "41"]),
        ("1,250.50", vec!["43"]),
        ("3", vec![]),
        // Name: the customer's and the payer's.
        ("grace", vec!["43", "41"]),
        ("achi", vec!["43", "41"]),
        ("omari juma", vec!["44"]),
        ("asha", vec!["42"]),
        ("grace otieno", vec![]),
        // What the payer typed.
        ("water bill", vec!["44"]),
        ("?", vec![]),
    ];
    for (typed, expected) in cases {
        assert_eq!(found(&world, typed).await, expected, "{typed}");
    }
}

#[tokio::test]
async fn the_switch_between_with_and_without_an_owner_holds_for_every_search() {
    let mut world = World::new().await;
    street(&mut world).await;
    let cases = [
        ("", Some(true), vec!["43", "42", "41"]),
        ("", Some(false), vec!["44"]),
        ("", None, vec!["44", "43", "42", "41"]),
        ("1250", Some(true), vec!["41"]),
        ("1250", Some(false), vec!["44"]),
        ("rko51zdr44", Some(true), vec![]),
        ("rko51zdr44", Some(false), vec!["44"]),
        ("rko5", Some(false), vec!["44"]),
        ("0712345126", Some(false), vec!["44"]),
        ("0712345126", Some(true), vec!["43", "41"]),
        ("juma", Some(false), vec!["44"]),
        ("grace", Some(false), vec![]),
    ];
    for (typed, associated, expected) in cases {
        let found = finds(&world, typed, associated).await;
        assert_eq!(ends(&found), expected, "{typed} {associated:?}");
    }
}

#[tokio::test]
async fn a_search_says_since_when_it_looked_and_whether_there_is_more() {
    let mut world = World::new().await;
    let account = street(&mut world).await;
    assert_eq!(
        finds(&world, "1250", None).await.looked_from,
        None,
        "there is nothing older"
    );
    let store = &world.store;
    let one = table::payments(store, "rko5", None, Currency::Kes, world.now, 1)
        .await
        .unwrap();
    assert_eq!((one.items.len(), one.more), (1, true));
    assert!(one.looked_from.is_some(), "it stopped when it had enough");
    world.passes(Duration::days(100));
    let late = finds(&world, "1250", None).await;
    assert_eq!(ends(&late), [""; 0]);
    assert_eq!(late.looked_from, Some(world.now - Duration::days(92)));
    // What has a key is found however old it is.
    assert_eq!(found(&world, "rk051zdr42").await, ["42"]);
    assert_eq!(found(&world, &account).await, ["43", "41"]);
    assert_eq!(found(&world, "0712345126").await, ["43", "41"]);
    assert_eq!(found(&world, "grace").await, ["43", "41"]);
    let whole = finds(&world, &account, None).await;
    assert_eq!(whole.looked_from, None);
}

#[tokio::test]
async fn a_whole_code_costs_a_few_reads_and_an_amount_a_bounded_walk() {
    let mut world = World::new().await;
    street(&mut world).await;
    let meter = Meter::default();
    let metered = world.store.clone().metered(meter.clone());
    for (typed, most) in [("RKO51ZDR42", 30.0), ("1,250", 60.0), ("grace", 60.0)] {
        let found = table::payments(&metered, typed, None, Currency::Kes, world.now, 20).await;
        assert!(!found.unwrap().items.is_empty(), "{typed}");
        let units = meter.take_total();
        assert!(
            units.read <= most && units.write == 0.0,
            "{typed} {units:?}"
        );
    }
}

#[tokio::test]
async fn a_walk_ends_after_a_thousand_payments_and_says_how_far_it_came() {
    let mut world = World::new().await;
    let oldest = C2b::new("RKO51ZDR99", "1250", "?");
    world.receives("c2b/confirmation", &oldest.body()).await;
    for number in 0..1_005 {
        world.passes(Duration::seconds(1));
        let c2b = C2b::new(&format!("RKO51Z{number:04}"), "1", "?");
        world.receives("c2b/confirmation", &c2b.body()).await;
    }
    let by_amount = finds(&world, "1250", None).await;
    assert_eq!(ends(&by_amount), [""; 0]);
    let expected = world.now - Duration::seconds(999);
    assert_eq!(by_amount.looked_from, Some(expected));
    assert_eq!(found(&world, "RKO51ZDR99").await, ["99"]);
}
