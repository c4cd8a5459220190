//! Customers are created, found and changed.

use serde_json::json;

use crate::world::{World, each, text};

#[tokio::test]
async fn a_customer_is_created_with_a_number_of_its_own_and_read_in_any_spelling() {
    let world = World::new().await;
    let new = json!({
        "name": "Jane  Wanjiku", "phones": ["0712 345 678"], "emails": ["jane@example.com"], "language": "sw",
    });
    let created = world.post("/customers", &new).await.with(201);
    assert_eq!(created["name"], "Jane Wanjiku");
    assert_eq!(created["phones"], json!(["254712345678"]));
    assert_eq!(created["language"], "sw");
    assert_eq!(created["status"], "active");
    assert_eq!(created["created_at"], "2026-12-07T06:00:00Z");
    let number = text(&created["account_number"]);
    let (start, end) = number.split_at(4);
    for spelling in [
        number.clone(),
        format!("{start}%20{end}"),
        format!("cus_{number}"),
    ] {
        let read = world.get(&format!("/customers/{spelling}")).await.with(200);
        assert_eq!(read, created, "{spelling}");
    }
}

#[tokio::test]
async fn an_imported_number_is_kept_as_written_and_belongs_to_one_customer() {
    let world = World::new().await;
    let new = json!({"name": "Amina", "account_number": "ab-12/3"});
    let created = world.post("/customers", &new).await.with(201);
    assert_eq!(created["account_number"], "AB-12/3");
    assert_eq!(created["id"], "cus_AB123");
    let read = world.get("/customers/ab123").await.with(200);
    assert_eq!(read, created);
    let again = json!({"name": "Otieno", "account_number": "AB 123"});
    assert_eq!(
        world.post("/customers", &again).await.refused(409),
        "account_number_taken"
    );
}

#[tokio::test]
async fn a_customer_that_is_not_there_is_not_found() {
    let world = World::new().await;
    for path in ["10000017", "!", "cus_!", "cus_10000017"] {
        for end in ["", "/balance", "/statement", "/obligations", "/payments"] {
            let reply = world.get(&format!("/customers/{path}{end}")).await;
            assert_eq!(reply.refused(404), "customer_not_found", "{path}{end}");
        }
    }
    let reply = world
        .patch("/customers/10000017", &json!({"name": "A"}))
        .await;
    assert_eq!(reply.refused(404), "customer_not_found");
}

#[tokio::test]
async fn only_what_is_named_is_changed() {
    let world = World::new().await;
    let number = world.customer("Jane Wanjiku").await;
    let path = format!("/customers/{number}");
    let changed = world
        .patch(
            &path,
            &json!({"status": "suspended", "phones": ["0711000001"]}),
        )
        .await;
    let changed = changed.with(200);
    assert_eq!(changed["name"], "Jane Wanjiku");
    assert_eq!(changed["status"], "suspended");
    assert_eq!(changed["phones"], json!(["254711000001"]));
    assert_eq!(world.get(&path).await.with(200), changed);
    let refused = world.patch(&path, &json!({"account_number": "1"})).await;
    assert_eq!(
        refused.refused(422),
        "invalid_fields account_number unknown_field"
    );
}

#[tokio::test]
async fn customers_are_found_by_number_phone_and_name() {
    let world = World::new().await;
    let jane = json!({"name": "Jane Wanjiku Mwangi", "phones": ["0712345678"]});
    let jane = text(&world.post("/customers", &jane).await.with(201)["account_number"]);
    let other = world.customer("Wanjiku Otieno").await;
    let mut both = vec![jane.clone(), other.clone()];
    both.sort();
    let cases = [
        (jane.clone(), vec![jane.clone()]),
        ("+254 712 345 678".to_owned(), vec![jane.clone()]),
        ("wanjiku".to_owned(), both),
        ("wanj mwa".to_owned(), vec![jane.clone()]),
        ("otieno wanjiku".to_owned(), vec![other]),
        ("wa".to_owned(), vec![]),
        ("nobody".to_owned(), vec![]),
    ];
    for (q, expected) in cases {
        let q = q.replace('+', "%2B").replace(' ', "%20");
        let found = world.get(&format!("/customers?q={q}")).await.with(200);
        assert_eq!(each(&found["items"], "account_number"), expected, "{q}");
    }
}
