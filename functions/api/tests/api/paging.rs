//! Every list is walked page by page without loss and without repetition.

use serde_json::{Value, json};

use crate::world::{World, each, text};

/// All pages of a list, and how many there were.
async fn pages(world: &World, path: &str, limit: usize, field: &str) -> (Vec<String>, usize) {
    let join = if path.contains('?') { '&' } else { '?' };
    let mut all = Vec::new();
    let mut cursor = String::new();
    for number in 1..=50 {
        let page = format!("{path}{join}limit={limit}{cursor}");
        let page = world.get(&page).await.with(200);
        let items = each(&page["items"], field);
        assert!(items.len() <= limit);
        all.extend(items);
        if page["next"] == Value::Null {
            return (all, number);
        }
        cursor = format!("&cursor={}", text(&page["next"]));
    }
    panic!("{path} does not end");
}

#[tokio::test]
async fn every_list_gives_each_item_once_whatever_the_size_of_its_pages() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    for number in 0..7 {
        world.customer(&format!("Jane Number{number}")).await;
        world
            .owes(&customer, "5.00", &[("2026-12-10", "5.00")])
            .await;
        world
            .paid(&format!("RKL51ZDR{number}A"), "3.00", &customer)
            .await;
        world
            .paid(&format!("RKL51ZDR{number}B"), "4.00", "nobody")
            .await;
        // Some at the same instant, some not.
        world.passes(number % 2);
    }
    let own = [
        ("/customers".to_owned(), "id", 8),
        ("/customers?q=jane".to_owned(), "id", 8),
        ("/payments".to_owned(), "id", 14),
        ("/payments?association=unassociated".to_owned(), "id", 7),
        ("/payments?association=associated".to_owned(), "id", 7),
        ("/payments?q=4.00".to_owned(), "id", 7),
        (format!("/payments?q={customer}"), "id", 7),
        ("/obligations".to_owned(), "id", 7),
        ("/obligations?status=paid".to_owned(), "id", 4),
        (format!("/obligations?customer={customer}"), "id", 7),
        (
            format!("/customers/{customer}/obligations?status=unpaid"),
            "id",
            2,
        ),
        (format!("/customers/{customer}/payments"), "id", 7),
        ("/journal".to_owned(), "id", 28),
    ];
    for (path, field, count) in own {
        let (whole, _) = pages(&world, &path, 100, field).await;
        assert_eq!(whole.len(), count, "{path}");
        for limit in [1, 3] {
            let (all, number) = pages(&world, &path, limit, field).await;
            assert_eq!(all, whole, "{path} by {limit}");
            assert!(number >= count.div_ceil(limit), "{path} by {limit}");
        }
    }
}

#[tokio::test]
async fn parked_callbacks_are_paged_too() {
    let world = World::new().await;
    for number in 0..5 {
        crate::parked::park(&world, format!("no json {number}").as_bytes()).await;
        world.passes(1);
    }
    let (whole, _) = pages(&world, "/parked", 100, "id").await;
    assert_eq!(whole.len(), 5);
    assert_eq!(pages(&world, "/parked", 2, "id").await.0, whole);
}

#[tokio::test]
async fn what_arrives_meanwhile_does_not_disturb_the_walk() {
    let world = World::new().await;
    for number in 0..4 {
        world
            .paid(&format!("RKL51ZDR{number}A"), "3.00", "nobody")
            .await;
        world.passes(1);
    }
    let first = world.get("/payments?limit=2").await.with(200);
    world.paid("RKL51ZDR9A", "3.00", "nobody").await;
    let cursor = text(&first["next"]);
    let second = world
        .get(&format!("/payments?limit=3&cursor={cursor}"))
        .await
        .with(200);
    assert_eq!(
        each(&second["items"], "receipt"),
        ["RKL51ZDR1A", "RKL51ZDR0A"]
    );
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_list_only() {
    let world = World::new().await;
    for number in 0..3 {
        let name = format!("Jane Number{number}");
        world
            .post("/customers", &json!({"name": name}))
            .await
            .with(201);
    }
    let page = world.get("/customers?limit=1").await.with(200);
    let cursor = text(&page["next"]);
    for path in [
        "/payments",
        "/obligations",
        "/parked",
        "/journal",
        "/customers?q=jane",
    ] {
        let join = if path.contains('?') { '&' } else { '?' };
        let reply = world.get(&format!("{path}{join}cursor={cursor}")).await;
        assert_eq!(reply.refused(400), "invalid_cursor", "{path}");
    }
    let cut = &cursor[..cursor.len() / 2];
    world
        .get(&format!("/customers?cursor={cursor}"))
        .await
        .with(200);
    let long = "A".repeat(5_000);
    for cursor in [cut, &long, "%00", "YQ"] {
        let status = world
            .get(&format!("/customers?cursor={cursor}"))
            .await
            .status;
        assert!(status == 400 || cursor == cut, "{cursor}: {status}");
    }
}
