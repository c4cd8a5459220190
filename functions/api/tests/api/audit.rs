//! The audit over the API.

use serde_json::json;

use crate::world::{World, each, text};

#[tokio::test]
async fn what_people_did_is_listed_newest_first_and_narrowed_by_a_filter() {
    let world = World::new().await;
    let account = world.customer("Jane Wanjiku").await;
    world.passes(1);
    let cash = json!({"customer": account, "amount": "1250.50", "method": "cash"});
    let headers = [("malipo-actor", "amina")];
    let body = cash.to_string();
    let paid = world.call("POST", "/payments", &headers, Some(&body)).await;
    let payment = text(&paid.with(201)["id"]);
    let page = world.get("/audit").await.with(200);
    let actions = each(&page["items"], "action");
    assert_eq!(actions, ["payment_recorded", "customer_created"]);
    let line = &page["items"][0];
    assert_eq!(line["actor"], "amina");
    assert_eq!(line["role"], "administrator");
    assert_eq!(
        (&line["subject_kind"], &line["subject"]),
        (&json!("payment"), &json!(payment))
    );
    assert_eq!(line["customer"], account);
    assert_eq!(line["summary"], "KES 1,250.50, cash");
    let filters = [
        (format!("subject={payment}"), 1),
        ("action=customer_created".to_owned(), 1),
        ("subject_kind=customer".to_owned(), 1),
        ("actor=AMINA".to_owned(), 1),
        (format!("customer={account}"), 2),
        ("to=2020-01-01".to_owned(), 0),
    ];
    for (filter, expected) in filters {
        let found = world.get(&format!("/audit?{filter}")).await.with(200);
        let count = found["items"].as_array().unwrap().len();
        assert_eq!(count, expected, "{filter}");
    }
}

#[tokio::test]
async fn a_page_leads_to_the_next_and_a_cursor_of_another_list_is_refused() {
    let world = World::new().await;
    for name in ["Jane", "Ben", "Grace"] {
        world.customer(name).await;
        world.passes(1);
    }
    let mut found = Vec::new();
    let mut path = "/audit?limit=1".to_owned();
    loop {
        let page = world.get(&path).await.with(200);
        found.extend(each(&page["items"], "subject"));
        match page["next"].as_str() {
            Some(next) => path = format!("/audit?limit=1&cursor={next}"),
            None => break,
        }
    }
    found.dedup();
    assert_eq!(found.len(), 3);
    let refused = world.get("/audit?cursor=x").await;
    assert_eq!(refused.refused(400), "invalid_cursor");
}

#[tokio::test]
async fn a_filter_that_means_nothing_is_refused() {
    let world = World::new().await;
    let cases = [
        ("action=sat_down", 400, "invalid_query action unknown_value"),
        (
            "subject_kind=moon",
            400,
            "invalid_query subject_kind unknown_value",
        ),
        (
            "from=2026-12-02&to=2026-12-01",
            400,
            "invalid_query to before_from",
        ),
        (
            "from=2024-12-02&to=2026-12-01",
            422,
            "invalid_fields from period_too_long",
        ),
    ];
    for (query, status, code) in cases {
        let refused = world.get(&format!("/audit?{query}")).await;
        assert_eq!(refused.refused(status), code, "{query}");
    }
}
