//! What falls due when, over all customers.

use serde_json::{Value, json};

use crate::world::{World, each, obligation, text};

#[tokio::test]
async fn days_are_listed_with_their_sums_and_what_falls_due() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku").await;
    let otieno = world.customer("Otieno").await;
    let new = json!({
        "customer": jane, "payee": {"kind": "institution", "name": "Nairobi County"}, "description": "Land rates",
        "amount": "300.00", "notify_customer": false, "manager_comments": "a secret of ours",
        "schedule": {"kind": "automatic", "first_on": "2026-12-12", "instalment_amount": "150.00", "count": 2},
    });
    let rates = text(&world.post("/obligations", &new).await.with(201)["id"]);
    let late = world.owes(&otieno, "7.00", &[("2026-12-04", "7.00")]).await;
    world.owes(&otieno, "5.00", &[("2026-12-14", "5.00")]).await;
    world.paid("RKL51ZDR4F", "9.00", &otieno).await;
    let path = format!("/customers/{jane}");
    world
        .patch(&path, &json!({"name": "Jane W. Otieno"}))
        .await
        .with(200);
    let reply = world.get("/calendar?from=2026-12-01&to=2027-01-12").await;
    assert!(!reply.text.contains("secret"), "{}", reply.text);
    let page = reply.with(200);
    assert_eq!(
        each(&page["items"], "date"),
        ["2026-12-04", "2026-12-14", "2027-01-12"]
    );
    let day = &page["items"][1];
    let sums = json!([
        day["count"],
        day["amount"],
        day["paid"],
        day["outstanding"],
        day["currency"]
    ]);
    assert_eq!(sums, json!([2, "155.00", "2.00", "153.00", "KES"]));
    assert_eq!(day["holiday"], Value::Null);
    assert_eq!(day["continues"], false);
    let doses = day["instalments"].as_array().unwrap();
    let first = doses
        .iter()
        .find(|dose| dose["obligation"] == rates.as_str());
    assert_eq!(
        *first.unwrap(),
        json!({
            "obligation": rates, "customer": jane, "customer_name": "Jane W. Otieno",
            "description": "Land rates", "payee": {"kind": "institution", "name": "Nairobi County", "income": null},
            "number": 1, "of": 2, "amount": "150.00", "paid": "0.00", "outstanding": "150.00",
            "status": "unpaid", "overdue": false, "moved_because": "Saturday",
        })
    );
    assert_eq!(
        page["items"][0]["instalments"][0]["obligation"],
        late.as_str()
    );
    assert_eq!(page["items"][0]["instalments"][0]["status"], "paid");
    assert_eq!(
        page["totals"],
        json!({"count": 4, "amount": "312.00", "paid": "9.00", "outstanding": "303.00", "currency": "KES"})
    );
    assert_eq!(page["next"], Value::Null);
    // Today and the thirty days after it.
    let usual = world.get("/calendar").await.with(200);
    assert_eq!(each(&usual["items"], "date"), ["2026-12-14"]);
    let dollars = world.get("/calendar?currency=USD").await.with(200);
    assert_eq!(dollars["items"], json!([]));
    assert_eq!(dollars["totals"]["amount"], "0.00");
}

#[tokio::test]
async fn pages_cut_days_and_say_so() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    for due_on in ["2026-12-10", "2026-12-14"] {
        for _ in 0..5 {
            world.owes(&customer, "5.00", &[(due_on, "5.00")]).await;
        }
    }
    let whole = world.get("/calendar").await.with(200);
    let everything: Vec<Value> = whole["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|day| day["instalments"].as_array().unwrap().clone())
        .collect();
    assert_eq!(everything.len(), 10);
    for limit in [1, 3, 5, 10] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = world.get(&format!("/calendar?limit={limit}{cursor}")).await;
            let page = page.with(200);
            let mut count = 0;
            for day in page["items"].as_array().unwrap() {
                let doses = day["instalments"].as_array().unwrap();
                assert_eq!(day["count"], doses.len());
                count += doses.len();
                seen.extend(doses.iter().cloned());
                let all_seen = seen.len() % 5 == 0;
                assert_eq!(day["continues"], !all_seen, "{limit} {day}");
            }
            assert!(count <= limit);
            assert_eq!(page["totals"]["count"], count);
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, everything, "{limit}");
    }
}

#[tokio::test]
async fn what_moved_or_was_cancelled_is_where_it_is_now() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let doses = [("2026-12-10", "5.00"), ("2026-12-11", "5.00")];
    let id = world.owes(&customer, "10.00", &doses).await;
    let path = format!("/obligations/{id}");
    let change = json!({"due_on": "2026-12-15", "reason": "asked for time"});
    let changed = world.patch(&format!("{path}/instalments/1"), &change).await;
    changed.with(200);
    let shown = world.get("/calendar").await.with(200);
    assert_eq!(each(&shown["items"], "date"), ["2026-12-11", "2026-12-15"]);
    let why = json!({"reason": "moved away"});
    world
        .post(&format!("{path}/cancellation"), &why)
        .await
        .with(200);
    let shown = world.get("/calendar").await.with(200);
    assert_eq!(shown["items"], json!([]));
}

#[tokio::test]
async fn a_period_that_cannot_be_is_refused() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    for _ in 0..2 {
        world
            .owes(&customer, "5.00", &[("2027-01-05", "5.00")])
            .await;
    }
    let cases = [
        (
            "from=2026-12-08&to=2026-12-07",
            "invalid_query to before_from",
        ),
        ("to=2026-12-06", "invalid_query to before_from"),
        ("from=2026-01-01&to=2027-01-03", "invalid_query to too_long"),
        ("from=2026-1-1", "invalid_query from unusable"),
        ("currency=ABC", "invalid_query currency unknown_value"),
        ("limit=101", "limit_out_of_range"),
        ("limit=0", "limit_out_of_range"),
        ("cursor=x", "invalid_cursor"),
        ("day=2026-01-01", "invalid_query day unknown_field"),
    ];
    for (query, code) in cases {
        let reply = world.get(&format!("/calendar?{query}")).await;
        assert_eq!(reply.refused(400), code, "{query}");
    }
    // A cursor of a longer period leads beyond the end of a shorter one.
    let page = world.get("/calendar?limit=1").await.with(200);
    let cursor = text(&page["next"]);
    let beyond = format!("/calendar?to=2026-12-20&cursor={cursor}");
    assert_eq!(world.get(&beyond).await.with(200)["items"], json!([]));
    let one_off = json!({"kind": "one_off", "due_on": "2027-01-05"});
    let new = obligation(&customer, "5.00", &one_off);
    world.post("/obligations/preview", &new).await.with(200);
    let rest = world.get(&format!("/calendar?cursor={cursor}")).await;
    assert_eq!(rest.with(200)["totals"]["count"], 1);
}
