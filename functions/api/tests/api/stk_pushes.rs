//! Phones are prompted, and what became of it is told to customers and to staff.

use axum::http::StatusCode;
use billing::account_number::AccountNumber;
use billing::language::Language;
use billing::push::{PushStatus, progress};
use local_providers::sms::oddities::Odds;
use operations::intake::{Arrival, take_in};
use operations::{allocate, associate};
use serde_json::{Value, json};

use crate::bench::{Bench, SHORT_CODE};
use crate::phones::Phones;
use crate::world::{Reply, World, each, text};

const PHONE: &str = "254712345678";
const PUSHES: &str = "/stk-pushes";

struct Stage {
    world: World,
    phones: Phones,
    customer: String,
}

impl Stage {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let phones = Phones::beside(&bench).await;
        let world = World::on(bench, Some(phones.mpesa.clone()));
        let customer = customer(&world, "Jane Wanjiku", "en", &[PHONE]).await;
        Self {
            world,
            phones,
            customer,
        }
    }

    fn of(&self, amount: &str) -> Value {
        json!({"customer": self.customer, "amount": amount})
    }

    async fn push(&self, body: &Value) -> Reply {
        self.world.post(PUSHES, body).await
    }

    /// A push of a few shillings that is on the phone.
    async fn prompted(&self, amount: &str) -> Value {
        let pushed = self.push(&self.of(amount)).await.with(202);
        assert_eq!(pushed["status"], "accepted", "{pushed}");
        pushed
    }

    async fn read(&self, push: &Value) -> Value {
        let path = format!("{PUSHES}/{}", text(&push["id"]));
        self.world.get(&path).await.with(200)
    }

    /// M-PESA calls back, and the prompt has left the phone.
    async fn told(&self, push: &Value, code: &str, receipt: Option<&str>) {
        let name = text(&push["checkout_request"]);
        // Of a push that M-PESA contradicts itself about, it is gone already.
        let _ = self.phones.handle.cancel(&name).await;
        let items = receipt.map(|receipt| {
            json!({"Item": [
                {"Name": "Amount", "Value": 5.00}, {"Name": "MpesaReceiptNumber", "Value": receipt},
                {"Name": "TransactionDate", "Value": 20261207090010_u64}, {"Name": "PhoneNumber", "Value": 254712345678_u64},
            ]})
        });
        let mut result = json!({
            "MerchantRequestID": "29115-34620561-1", "CheckoutRequestID": name,
            "ResultCode": code, "ResultDesc": "M-PESA's words",
        });
        if let Some(items) = items {
            result["CallbackMetadata"] = items;
        }
        let raw = json!({"Body": {"stkCallback": result}}).to_string();
        let hook = format!("stk/{}", text(&push["id"]));
        let now = self.world.context.clock.now();
        let arrival = Arrival::new(&hook, SHORT_CODE, raw.as_bytes(), now);
        let store = &self.world.context.store;
        if let Some(payment) = take_in(store, &arrival).await.unwrap().dispatch {
            associate::by_rules(store, &payment, now).await.unwrap();
            allocate::automatically(store, &payment, now).await.unwrap();
        }
    }
}

async fn customer(world: &World, name: &str, language: &str, phones: &[&str]) -> String {
    let new = json!({"name": name, "language": language, "phones": phones});
    text(&world.post("/customers", &new).await.with(201)["account_number"])
}

fn retry_after_s(reply: &Reply) -> i64 {
    reply.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

#[tokio::test]
async fn a_push_prompts_the_phone_and_tells_how_far_it_is() {
    let stage = Stage::new().await;
    let obligation = stage
        .world
        .owes(&stage.customer, "5.00", &[("2026-12-10", "5.00")])
        .await;
    let mut body = stage.of("5");
    body["obligation"] = json!(obligation);
    body["phone"] = json!("+254 (0) 712-345678");
    let pushed = stage.push(&body).await.with(202);
    let expected = json!({
        "status": "accepted", "retry": null, "payment": null, "customer": stage.customer, "customer_name": "Jane Wanjiku",
        "phone": "0712345678", "amount": "5.00", "currency": "KES", "obligation": obligation, "short_code": SHORT_CODE,
        "requested_at": "2026-12-07T06:00:00Z", "requested_by": "administrator", "code": null, "review": null,
        "next_look_at": "2026-12-07T06:00:30Z",
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&pushed[field], value, "{field}");
    }
    assert!(text(&pushed["message"]).starts_with("Look at your phone"));
    assert_eq!(pushed.get("steps"), None);
    let prompts = stage.phones.handle.phone(PHONE);
    assert_eq!(prompts.len(), 1);
    assert_eq!(prompts[0].amount_shillings, 5);
    assert_eq!(
        prompts[0].checkout_request,
        text(&pushed["checkout_request"])
    );

    let mut read = stage.read(&pushed).await;
    let steps = read.as_object_mut().unwrap().remove("steps").unwrap();
    assert_eq!(read, pushed);
    assert_eq!(each(&steps, "source"), ["request"]);
    assert_eq!(each(&steps, "status"), ["accepted"]);
}

#[tokio::test]
async fn what_came_of_it_is_told_with_when_to_try_again() {
    let stage = Stage::new().await;
    let cancelled = stage.prompted("4").await;
    stage.told(&cancelled, "1032", None).await;
    let read = stage.read(&cancelled).await;
    assert_eq!(
        (&read["status"], &read["code"]),
        (&json!("failed"), &json!("1032"))
    );
    assert_eq!(read["retry"], json!({"when": "now", "minutes": null}));
    assert!(text(&read["message"]).contains("cancelled"));
    assert_eq!(each(&read["steps"], "source"), ["request", "callback"]);

    let ignored = stage.prompted("6").await;
    stage.told(&ignored, "1037", None).await;
    let read = stage.read(&ignored).await;
    assert_eq!(
        (&read["status"], &read["retry"]),
        (&json!("unknown"), &Value::Null)
    );
    assert!(text(&read["message"]).contains("before you pay again"));

    stage.world.passes(200);
    let paid = stage.prompted("5").await;
    stage.told(&paid, "0", Some("RKL51ZDR4F")).await;
    let read = stage.read(&paid).await;
    assert_eq!(read["status"], "paid");
    assert!(text(&read["message"]).starts_with("You have paid"));
}

#[tokio::test]
async fn the_customer_reads_it_in_their_language() {
    let stage = Stage::new().await;
    let asha = customer(&stage.world, "Asha Otieno", "sw", &["0722000001"]).await;
    let body = json!({"customer": asha, "amount": "5"});
    let pushed = stage.push(&body).await.with(202);
    let expected = progress::sentence(PushStatus::Accepted, None, Language::Sw);
    assert_eq!(pushed["message"], expected);
}

#[tokio::test]
async fn a_repetition_prompts_nobody_again() {
    let stage = Stage::new().await;
    let body = stage.of("5");
    let first = stage.world.post_once(PUSHES, "press-1", &body).await;
    let again = stage.world.post_once(PUSHES, "press-1", &body).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(first.with(202), again.with(202));
    assert_eq!(stage.phones.handle.prompts().len(), 1);
}

#[tokio::test]
async fn what_mpesa_does_not_take_is_failed_and_what_it_does_not_answer_is_unknown() {
    let stage = Stage::new().await;
    stage
        .phones
        .handle
        .change(|it| it.spike_arrest = Odds::Next(1));
    let refused = stage.push(&stage.of("5")).await.with(202);
    assert_eq!(refused["status"], "failed");
    assert_eq!(
        refused["retry"],
        json!({"when": "after_minutes", "minutes": 5})
    );
    assert!(text(&refused["message"]).starts_with("M-PESA did not take"));

    stage
        .phones
        .handle
        .change(|it| it.ack_never = Odds::Next(1));
    let unanswered = stage.push(&stage.of("6")).await.with(202);
    assert_eq!(unanswered["status"], "unknown");
    assert_eq!(
        (&unanswered["retry"], &unanswered["checkout_request"]),
        (&Value::Null, &Value::Null)
    );

    stage.world.passes(200);
    stage.phones.unplug().await;
    let unreached = stage.push(&stage.of("7")).await.with(202);
    assert_eq!(unreached["status"], "failed");
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_and_prompts_nobody() {
    let stage = Stage::new().await;
    let other = customer(&stage.world, "Nicholas Otieno", "en", &[]).await;
    let foreign = stage.world.owes(&other, "5", &[("2026-12-10", "5")]).await;
    let with = |field: &str, value: Value| {
        let mut body = stage.of("5");
        body[field] = value;
        body
    };
    let nobody = AccountNumber::generated(1);
    let cases = [
        (
            with("amount", json!("0.50")),
            422,
            "amount_refused amount too_small",
        ),
        (
            with("amount", json!("5.50")),
            422,
            "amount_refused amount not_whole",
        ),
        (
            with("amount", json!("600000")),
            422,
            "amount_refused amount above_limit",
        ),
        (
            with("amount", json!("9000000")),
            422,
            "amount_refused amount too_many_parts",
        ),
        (
            with("currency", json!("USD")),
            422,
            "amount_refused amount other_currency",
        ),
        (
            with("amount", json!(5)),
            422,
            "invalid_fields amount wrong_type",
        ),
        (
            with("phone", json!("0912345678")),
            422,
            "invalid_fields phone unusable",
        ),
        (
            with("pin", json!("1234")),
            422,
            "invalid_fields pin unknown_field",
        ),
        (with("short_code", json!("999999")), 409, "mpesa_not_set_up"),
        (with("customer", json!(nobody)), 404, "customer_not_found"),
        (with("customer", json!(other)), 422, "no_phone"),
        (
            with("obligation", json!(foreign)),
            422,
            "obligation_of_another_customer",
        ),
    ];
    for (body, status, code) in cases {
        assert_eq!(stage.push(&body).await.refused(status), code, "{body}");
    }
    assert_eq!(stage.phones.handle.prompts(), []);
}

#[tokio::test]
async fn a_sum_above_the_limit_is_offered_in_parts_that_are_taken() {
    let stage = Stage::new().await;
    let refused = stage.push(&stage.of("600000")).await.with(422);
    assert_eq!(
        refused["parts"],
        json!(["250000.00", "250000.00", "100000.00"])
    );
    let part = text(&refused["parts"][2]);
    stage.prompted(&part).await;
}

#[tokio::test]
async fn a_phone_is_held_back_with_how_long_to_wait() {
    let stage = Stage::new().await;
    let first = stage.prompted("5").await;
    let open = stage.push(&stage.of("6")).await;
    assert_eq!(open.refused(409), "another_prompt_open");
    assert!(text(&open.json()["detail"]).starts_with("A payment request is still open"));

    stage.told(&first, "1032", None).await;
    stage.world.passes(20);
    let again = stage.push(&stage.of("5")).await;
    assert_eq!(again.refused(429), "same_amount_again");
    assert_eq!(retry_after_s(&again), 100);

    for amount in ["10", "11", "12", "13", "14"] {
        let push = stage.prompted(amount).await;
        stage.told(&push, "1032", None).await;
    }
    let seventh = stage.push(&stage.of("15")).await;
    assert_eq!(seventh.refused(429), "too_many_prompts");
    assert_eq!(retry_after_s(&seventh), 3_580);
    assert_eq!(seventh.status, StatusCode::TOO_MANY_REQUESTS.as_u16());
}

#[tokio::test]
async fn other_peoples_phones_are_prompted_a_few_times_a_day() {
    let stage = Stage::new().await;
    for (index, phone) in ["0722000001", "0722000002", "0722000003", "0722000004"]
        .iter()
        .enumerate()
    {
        let mut body = stage.of("5");
        body["phone"] = json!(phone);
        let reply = stage.push(&body).await;
        if index < 3 {
            assert_eq!(reply.with(202)["status"], "accepted");
        } else {
            assert_eq!(reply.refused(429), "too_many_phones");
            assert_eq!(retry_after_s(&reply), 86_400);
        }
    }
}

#[tokio::test]
async fn a_paid_obligation_is_not_asked_for_again() {
    let stage = Stage::new().await;
    let obligation = stage
        .world
        .owes(&stage.customer, "5.00", &[("2026-12-10", "5.00")])
        .await;
    stage
        .world
        .paid("RKL51ZDR4F", "5.00", &stage.customer)
        .await;
    let mut body = stage.of("5");
    body["obligation"] = json!(obligation);
    assert_eq!(stage.push(&body).await.refused(409), "nothing_to_pay");
}

#[tokio::test]
async fn without_an_account_with_mpesa_it_is_said_what_to_do() {
    let world = World::new().await;
    let customer = customer(&world, "Jane Wanjiku", "en", &[PHONE]).await;
    let body = json!({"customer": customer, "amount": "5"});
    let refused = world.post(PUSHES, &body).await;
    assert_eq!(refused.refused(409), "mpesa_not_set_up");
    assert_eq!(world.get(PUSHES).await.with(200)["items"], json!([]));
    let nowhere = world.get(&format!("{PUSHES}/stk_{customer}_0")).await;
    assert_eq!(nowhere.refused(404), "push_not_found");
    assert_eq!(
        world.get(&format!("{PUSHES}/x")).await.refused(404),
        "push_not_found"
    );
}

#[tokio::test]
async fn pushes_are_listed_for_the_customer_and_for_staff() {
    let stage = Stage::new().await;
    let mut ids = Vec::new();
    for amount in ["4", "5", "6"] {
        let push = stage.prompted(amount).await;
        ids.insert(0, text(&push["id"]));
        if amount != "6" {
            stage.told(&push, "1032", None).await;
        }
        stage.world.passes(10);
    }
    let own = format!("{PUSHES}?customer={}", stage.customer);
    let all = stage.world.get(&own).await.with(200);
    assert_eq!(
        (each(&all["items"], "id"), &all["next"]),
        (ids.clone(), &Value::Null)
    );
    assert_eq!(all["items"][0].get("steps"), None);
    let first = stage.world.get(&format!("{own}&limit=2")).await.with(200);
    assert_eq!(each(&first["items"], "id"), ids[..2]);
    let cursor = text(&first["next"]);
    let rest = stage
        .world
        .get(&format!("{own}&limit=2&cursor={cursor}"))
        .await
        .with(200);
    assert_eq!(
        (each(&rest["items"], "id"), &rest["next"]),
        (ids[2..].to_vec(), &Value::Null)
    );
    let foreign = stage.world.get(&format!("{PUSHES}?cursor={cursor}")).await;
    assert_eq!(foreign.refused(400), "invalid_cursor");

    let unsettled = stage.world.get(PUSHES).await.with(200);
    assert_eq!(each(&unsettled["items"], "id"), ids[..1]);
    let nobody = stage.world.get(&format!("{PUSHES}?customer=x")).await;
    assert_eq!(nobody.refused(404), "customer_not_found");
}

#[tokio::test]
async fn what_contradicts_itself_waits_for_a_person_until_one_has_looked() {
    let stage = Stage::new().await;
    let push = stage.prompted("5").await;
    stage.told(&push, "0", Some("RKL51ZDR4F")).await;
    stage.told(&push, "1032", None).await;
    let read = stage.read(&push).await;
    assert_eq!(read["status"], "paid");
    assert!(text(&read["review"]["reason"]).contains("1032"));
    let list = format!("{PUSHES}?review=true");
    let waiting = stage.world.get(&list).await.with(200);
    assert_eq!(each(&waiting["items"], "id"), [text(&push["id"])]);

    let review = format!("{PUSHES}/{}/review", text(&push["id"]));
    let empty = stage.world.post(&review, &json!({"reason": " "})).await;
    assert_eq!(empty.refused(422), "invalid_fields reason required");
    let reason = json!({"reason": "the statement has it"});
    let reviewed = stage.world.post(&review, &reason).await.with(200);
    assert_eq!(
        (&reviewed["status"], &reviewed["review"]),
        (&json!("paid"), &Value::Null)
    );
    let last = reviewed["steps"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["source"], "staff");
    assert_eq!(last["words"], "administrator: the statement has it");
    assert_eq!(stage.world.get(&list).await.with(200)["items"], json!([]));
    assert_eq!(stage.world.post(&review, &reason).await.with(200), reviewed);
}
