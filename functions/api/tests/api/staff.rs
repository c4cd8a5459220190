//! Who works here, over the API.

use serde_json::{Value, json};

use crate::world::{World, each, text};

fn member(name: &str, role: &str) -> Value {
    let email = format!("{}@example.co.ke", name.to_lowercase());
    json!({"email": email, "name": name, "role": role})
}

impl World {
    async fn hires(&self, name: &str, role: &str) -> String {
        let added = self.post("/staff", &member(name, role)).await;
        text(&added.with(201)["id"])
    }
}

#[tokio::test]
async fn somebody_is_added_changed_ended_and_stays_in_the_list() {
    let world = World::new().await;
    let added = world
        .post("/staff", &member("Wanjiru", "administrator"))
        .await;
    let added = added.with(201);
    assert_eq!(added["email"], "wanjiru@example.co.ke");
    assert_eq!(added["language"], "en");
    assert_eq!(
        (&added["second_factor"], &added["leaving"]),
        (&json!(false), &Value::Null)
    );
    assert!(added.get("totp").is_none());
    let otieno = world.hires("Otieno", "cashier").await;
    let path = format!("/staff/{otieno}");
    let change = json!({"role": "auditor", "language": "sw"});
    let changed = world.patch(&path, &change).await.with(200);
    assert_eq!(
        (&changed["role"], &changed["language"]),
        (&json!("auditor"), &json!("sw"))
    );
    let ended = world
        .post(&format!("{path}/leaving"), &json!({"reason": "moved away"}))
        .await
        .with(200);
    assert_eq!(ended["leaving"]["reason"], "moved away");
    assert_eq!(ended["leaving"]["by"], "administrator");
    let list = world.get("/staff").await.with(200);
    assert_eq!(each(&list["items"], "name"), ["Wanjiru", "Otieno"]);
    let factor = format!("{path}/second-factor");
    assert_eq!(world.delete(&factor).await.refused(409), "staff_left");
}

#[tokio::test]
async fn what_cannot_be_done_about_the_staff_is_refused_with_its_code() {
    let world = World::new().await;
    let wanjiru = world.hires("Wanjiru", "administrator").await;
    let path = format!("/staff/{wanjiru}");
    let again = world.post("/staff", &member("Wanjiru", "cashier")).await;
    assert_eq!(again.refused(409), "staff_email_taken");
    let demoted = world.patch(&path, &json!({"role": "cashier"})).await;
    assert_eq!(demoted.refused(409), "last_administrator");
    let unexplained = world
        .post(&format!("{path}/leaving"), &json!({"reason": " "}))
        .await;
    assert_eq!(unexplained.refused(422), "invalid_fields reason required");
    let unknown = world.post("/staff", &member("Otieno", "king")).await;
    assert_eq!(unknown.refused(422), "invalid_fields role unknown_value");
    for id in ["stf_nobody", "nobody"] {
        let missing = world.patch(&format!("/staff/{id}"), &json!({})).await;
        assert_eq!(missing.refused(404), "staff_not_found");
    }
}

#[tokio::test]
async fn the_same_request_adds_somebody_once() {
    let world = World::new().await;
    let body = member("Wanjiru", "accountant");
    let first = world.post_once("/staff", "one", &body).await.with(201);
    let again = world.post_once("/staff", "one", &body).await.with(201);
    assert_eq!(first, again);
}
