//! What systems ask of the API, with right keys and wrong ones, and prompts at a simulated M-PESA.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use local_providers::mpesa::{Mpesa as Simulated, Settings, SimulatedShortCode};
use operations::mpesa::Mpesa;
use providers::mpesa::daraja::Patience;
use serde_json::{Value, json};
use store::customers::Customer;
use uuid::Uuid;

use crate::bench::{PUBLIC_URL, SHORT_CODE, TOKEN, nothing};
use crate::secrets::{
    ACHIENG, AMINA, CONSUMER_SECRET, EMAIL_OF_AMINA, MARK, NUMBERS, PASSKEY, WRONG_KEY,
};
use crate::stage::{API_KEY, Stage};

async fn ask(router: &Router, method: &str, address: &str, key: &str, body: &Value) -> u16 {
    let request = Request::builder().method(method).uri(address);
    let request = request
        .header("authorization", format!("Bearer {key}"))
        .header("malipo-actor", "Achieng")
        .header("idempotency-key", Uuid::new_v4().to_string())
        .header("content-type", "application/json");
    let body = match body {
        Value::Null => Body::empty(),
        Value::String(text) => Body::from(text.clone()),
        body => Body::from(body.to_string()),
    };
    Stage::answer(router.clone(), request.body(body).unwrap())
        .await
        .0
}

pub async fn ask_everything(stage: &Stage, achieng: &Customer) {
    let account = &achieng.account_number;
    let mut dead = nothing();
    dead.config = stage.context.config.clone();
    for context in [stage.context.clone(), dead] {
        let router = api::router(context, None);
        for key in [API_KEY, WRONG_KEY, ""] {
            let customer = json!({
                "name": AMINA, "phones": [format!("0{}", NUMBERS[2])], "emails": [EMAIL_OF_AMINA], "language": "sw",
            });
            let quoted =
                json!({"name": ACHIENG, "language": ACHIENG, "phones": NUMBERS[0], MARK: AMINA});
            let contact = json!({"name": AMINA, "emails": ["amina+bills@example.co.ke", ACHIENG]});
            let manual = json!({"amount": ACHIENG, "reference": MARK});
            for (method, address, body) in [
                ("POST", "/api/v1/customers".to_owned(), customer),
                ("POST", "/api/v1/customers".to_owned(), quoted),
                ("PATCH", format!("/api/v1/customers/{account}"), contact),
                (
                    "POST",
                    "/api/v1/customers".to_owned(),
                    json!(format!("{{{MARK} {ACHIENG}")),
                ),
                (
                    "POST",
                    format!("/api/v1/customers/{account}/payments"),
                    manual,
                ),
                (
                    "GET",
                    format!("/api/v1/customers?q=0{}", NUMBERS[0]),
                    Value::Null,
                ),
                ("GET", "/api/v1/customers?q=Achieng".to_owned(), Value::Null),
                ("GET", format!("/api/v1/customers/{account}"), Value::Null),
                (
                    "GET",
                    format!("/api/v1/customers/254{}", NUMBERS[0]),
                    Value::Null,
                ),
                (
                    "GET",
                    format!("/api/v1/payments?q={}", NUMBERS[1]),
                    Value::Null,
                ),
                (
                    "GET",
                    "/api/v1/payments?association=unassociated".to_owned(),
                    Value::Null,
                ),
                (
                    "GET",
                    format!("/feeds/{WRONG_KEY}/calendar.ics"),
                    Value::Null,
                ),
                ("POST", format!("/unsubscribe/{WRONG_KEY}"), Value::Null),
                ("GET", format!("/api/v1/{EMAIL_OF_AMINA}"), Value::Null),
            ] {
                ask(&router, method, &address, key, &body).await;
            }
        }
    }
}

/// Prompts that nobody answers, with a result that somebody forged, until M-PESA is asked about them.
pub async fn prompt(stage: &Stage, customer: &Customer) {
    let clock = stage.context.clock.clone();
    let settings = Settings {
        clock: Arc::new(move || clock.now()),
        short_codes: vec![SimulatedShortCode {
            passkey: Some(PASSKEY.to_owned()),
            ..SimulatedShortCode::pay_bill(SHORT_CODE, "Savanna Net")
        }],
        ..Settings::default()
    };
    let simulated = Simulated::start(settings).await.unwrap();
    for url in [simulated.url(), "http://127.0.0.1:9".to_owned()] {
        let mpesa = mpesa(&url);
        let router = stk_push::router(stage.context.clone(), mpesa.clone());
        for phone in [NUMBERS[1], NUMBERS[2]] {
            let push = json!({
                "customer": customer.account_number, "amount": "10.00", "phone": format!("0{phone}"),
            });
            ask(&router, "POST", "/api/v1/stk-pushes", API_KEY, &push).await;
        }
        let claim = json!({"message": format!("{MARK} Confirmed. Ksh5.00 sent by {ACHIENG}"), "receipt": "RKL51ZDR4F"});
        let address = format!(
            "/api/v1/customers/{}/receipt-claims",
            customer.account_number
        );
        ask(&router, "POST", &address, API_KEY, &claim).await;
        stage.context.clock.advance(Duration::from_secs(180));
        janitor::handle(&stage.context, &mpesa).await.unwrap();
        // What M-PESA does not list is no error; what the broken table answers is one.
        let _ = reconciliation::handle(&stage.context, &mpesa).await;
    }
}

fn mpesa(url: &str) -> Mpesa {
    let settings = [
        ("MALIPO_MPESA_URL", url),
        ("MALIPO_MPESA_CONSUMER_KEY", "key"),
        ("MALIPO_MPESA_CONSUMER_SECRET", CONSUMER_SECRET),
        ("MALIPO_MPESA_PASSKEY", PASSKEY),
        ("MALIPO_MPESA_PULL_NUMBER", "0722999888"),
        ("MALIPO_SHORTCODE", SHORT_CODE),
        ("MALIPO_HOOK_TOKEN", TOKEN),
        ("MALIPO_PUBLIC_URL", PUBLIC_URL),
    ];
    let setting = |name: &str| {
        let found = settings.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let patience = Patience {
        connect: Duration::from_secs(3),
        call: Duration::from_secs(3),
    };
    runtime::config::mpesa::read(setting, patience)
        .unwrap()
        .unwrap()
}
