//! What is collected for institutions is owed to them, and handed on.

use serde_json::{Value, json};

use crate::world::{World, each, text};

const COUNTY_ID: &str = "ins_952f74d1e883c6f77d26d747aaa91d0c";
const COUNTY: &str = "/institutions/Nairobi%20County";

/// Rates of 300.00 for the county, of which 120.00 are paid; the account number and the obligation.
async fn collected(world: &World) -> (String, String) {
    let customer = world.customer("Jane Wanjiku").await;
    let new = json!({
        "customer": customer, "payee": {"kind": "institution", "name": "Nairobi County"}, "description": "Land rates",
        "payment_code": "LR-2026", "amount": "300.00", "notify_customer": false, "manager_comments": "ours",
        "schedule": {"kind": "one_off", "due_on": "2026-12-10"},
    });
    let created = world.post("/obligations", &new).await.with(201);
    world.paid("RKL51ZDR4F", "120.00", &customer).await;
    (customer, text(&created["id"]))
}

fn transfer(amount: &str) -> Value {
    json!({"amount": amount, "reference": "RTGS 77", "paid_from": "assets:mpesa:600966"})
}

#[tokio::test]
async fn an_institution_is_shown_with_everything_behind_its_figures() {
    let world = World::new().await;
    let none = world.get("/institutions").await.with(200);
    assert_eq!(none, json!({"items": [], "next": null}));
    let (customer, id) = collected(&world).await;
    let figures = json!({
        "id": COUNTY_ID, "name": "Nairobi County", "charged": "300.00", "collected": "120.00", "remitted": "0.00",
        "to_remit": "120.00", "currency": "KES",
    });
    let all = world.get("/institutions").await.with(200);
    assert_eq!(all["items"], json!([figures]));
    let first = world
        .post(&format!("{COUNTY}/remittances"), &transfer("100.00"))
        .await;
    let first = first.with(201);
    assert_eq!(
        first,
        json!({
            "number": 1, "institution": "Nairobi County", "amount": "100.00", "currency": "KES",
            "reference": "RTGS 77", "remitted_on": "2026-12-07", "paid_from": "assets:mpesa:600966",
            "by": "administrator", "at": "2026-12-07T06:00:00Z", "undone": null,
        })
    );
    let by_id = format!("/institutions/{COUNTY_ID}");
    for path in [COUNTY, "/institutions/NAIROBI%20county", &by_id] {
        let reply = world.get(path).await;
        assert!(!reply.text.contains("ours"));
        assert_eq!(
            reply.with(200),
            json!({
                "id": COUNTY_ID, "name": "Nairobi County", "charged": "300.00", "collected": "120.00", "remitted": "100.00",
                "to_remit": "20.00", "currency": "KES", "remittances": [first], "obligations": [{
                    "id": id, "customer": customer, "customer_name": "Jane Wanjiku", "description": "Land rates",
                    "payment_code": "LR-2026", "amount": "300.00", "collected": "120.00", "outstanding": "180.00",
                    "status": "partially_paid",
                }],
            })
        );
    }
    let unknown = world.get("/institutions/Nobody").await;
    assert_eq!(unknown.refused(404), "institution_not_found");
    world.is_sound().await;
}

#[tokio::test]
async fn a_remittance_is_recorded_once_and_never_beyond_what_was_collected() {
    let world = World::new().await;
    collected(&world).await;
    let path = format!("{COUNTY}/remittances");
    let first = world.post_once(&path, "k-1", &transfer("100.00")).await;
    let again = world.post_once(&path, "k-1", &transfer("100.00")).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(again.text, first.text);
    let more = world.post(&path, &transfer("20.01")).await;
    assert_eq!(more.refused(409), "remittance_exceeds_collected");
    let told = text(&more.json()["detail"]);
    assert!(told.contains("KES 20.00"), "{told}");
    let rest = world.post(&path, &transfer("20.00")).await.with(201);
    assert_eq!(rest["number"], 2);
    let journal = world.get("/journal").await.with(200);
    let kinds = each(&journal["items"], "kind");
    assert_eq!(kinds.iter().filter(|kind| *kind == "remitted").count(), 2);
    world.is_sound().await;
}

#[tokio::test]
async fn a_remittance_is_undone_with_a_reason_and_stays_on_record() {
    let world = World::new().await;
    collected(&world).await;
    let path = format!("{COUNTY}/remittances");
    world.post(&path, &transfer("100.00")).await.with(201);
    let reversal = format!("{path}/1/reversal");
    let why = json!({"reason": "wrong bank"});
    let undone = world.post_once(&reversal, "k-1", &why).await;
    let again = world.post_once(&reversal, "k-1", &why).await;
    assert_eq!((again.status, &again.text), (200, &undone.text));
    assert_eq!(
        undone.with(200)["undone"],
        json!({"reason": "wrong bank", "by": "administrator", "at": "2026-12-07T06:00:00Z"})
    );
    let shown = world.get(COUNTY).await.with(200);
    assert_eq!(
        (&shown["remitted"], &shown["to_remit"]),
        (&json!("0.00"), &json!("120.00"))
    );
    assert_eq!(shown["remittances"][0]["undone"]["reason"], "wrong bank");
    let refused = world.post(&reversal, &why).await;
    assert_eq!(refused.refused(409), "remittance_undone");
    let refused = world.post(&reversal, &json!({"reason": ""})).await;
    assert_eq!(refused.refused(422), "invalid_fields reason required");
    for path in [
        format!("{path}/2/reversal"),
        format!("{path}/one/reversal"),
        "/institutions/Nobody/remittances/1/reversal".to_owned(),
    ] {
        let refused = world.post(&path, &why).await;
        assert_eq!(refused.refused(404), "remittance_not_found", "{path}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn money_that_was_taken_back_after_it_was_handed_on_is_still_missing() {
    let world = World::new().await;
    collected(&world).await;
    let path = format!("{COUNTY}/remittances");
    world.post(&path, &transfer("120.00")).await.with(201);
    let payments = world.get("/payments").await.with(200);
    let payment = text(&payments["items"][0]["id"]);
    let why = "reason=another%20customer's";
    let taken = world
        .delete(&format!("/payments/{payment}/association?{why}"))
        .await;
    taken.with(200);
    let shown = world.get(COUNTY).await.with(200);
    assert_eq!(shown["to_remit"], "-120.00");
    world.is_sound().await;
}

#[tokio::test]
async fn a_remittance_that_cannot_be_is_refused() {
    let world = World::new().await;
    collected(&world).await;
    let cases = [
        (json!({"amount": "0.00"}), "amount not_positive"),
        (json!({"amount": 5}), "amount wrong_type"),
        (json!({"reference": " "}), "reference required"),
        (json!({"reference": "x".repeat(81)}), "reference too_long"),
        (
            json!({"remitted_on": "2026-12-08"}),
            "remitted_on in_the_future",
        ),
        (json!({"paid_from": "income:service"}), "paid_from unusable"),
        (json!({"paid_from": "the bank"}), "paid_from unusable"),
        (json!({"number": 7}), "number unknown_field"),
    ];
    for (change, code) in cases {
        let mut body = transfer("5.00");
        for (field, value) in change.as_object().unwrap() {
            body[field] = value.clone();
        }
        let reply = world.post(&format!("{COUNTY}/remittances"), &body).await;
        assert_eq!(
            reply.refused(422),
            format!("invalid_fields {code}"),
            "{change}"
        );
    }
    let unknown = world
        .post("/institutions/Nobody/remittances", &transfer("5.00"))
        .await;
    assert_eq!(unknown.refused(404), "institution_not_found");
    let dollars =
        json!({"amount": "5.00", "currency": "USD", "reference": "1", "paid_from": "assets:cash"});
    let other = world.post(&format!("{COUNTY}/remittances"), &dollars).await;
    assert_eq!(other.refused(409), "remittance_exceeds_collected");
}

#[tokio::test]
async fn an_institution_whose_name_would_be_two_segments_of_an_address_has_an_id_that_is_one() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let new = json!({
        "customer": customer, "payee": {"kind": "institution", "name": "KRA/NSSF? 50% #1"}, "description": "Levy",
        "amount": "300.00", "notify_customer": false, "schedule": {"kind": "one_off", "due_on": "2026-12-10"},
    });
    world.post("/obligations", &new).await.with(201);
    world.paid("RKL51ZDR4F", "120.00", &customer).await;
    let all = world.get("/institutions").await.with(200);
    let id = text(&all["items"][0]["id"]);
    assert!(
        id.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
        "{id}"
    );
    let path = format!("/institutions/{id}");
    let transferred = format!("{path}/remittances");
    let first = world
        .post(&transferred, &transfer("100.00"))
        .await
        .with(201);
    assert_eq!(first["institution"], "KRA/NSSF? 50% #1");
    let undo = format!("{transferred}/1/reversal");
    world
        .post(&undo, &json!({"reason": "wrong bank"}))
        .await
        .with(200);
    let shown = world.get(&path).await.with(200);
    assert_eq!(
        (&shown["name"], &shown["to_remit"]),
        (&json!("KRA/NSSF? 50% #1"), &json!("120.00"))
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_name_that_begins_like_an_id_is_a_name_in_any_capitals() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    for name in ["ins_school", "INS_SCHOOL"] {
        let new = json!({
            "customer": customer, "payee": {"kind": "institution", "name": name}, "description": "Fees",
            "amount": "300.00", "notify_customer": false, "schedule": {"kind": "one_off", "due_on": "2026-12-10"},
        });
        world.post("/obligations", &new).await.with(201);
    }
    let all = world.get("/institutions").await.with(200);
    assert_eq!(each(&all["items"], "name"), ["ins_school"]);
    assert_ne!(all["items"][0]["id"], "ins_school");
    world.is_sound().await;
}
