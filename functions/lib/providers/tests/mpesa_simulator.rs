//! The client against the simulated M-PESA, which was written from the documentation and not from the client:
//! they understand each other, and what the client says of a phone is true.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::sync::Arc;
use std::time::Duration;

use billing::phone::Msisdn;
use billing::receipt::Receipt;
use chrono::{DateTime, TimeDelta, Utc};
use local_providers::mpesa::callback::CallbackKind;
use local_providers::mpesa::handle::Handle;
use local_providers::mpesa::oddities::Oddities;
use local_providers::mpesa::{self as simulated, Mpesa, SimulatedShortCode};
use local_providers::sms::oddities::Odds;
use providers::mpesa::daraja::asynchronous::{AsyncAnswer, Reporting};
use providers::mpesa::daraja::callback_url::{CallbackUrl, Reach};
use providers::mpesa::daraja::pull::{PullAnswer, PullVerb, PullWindow};
use providers::mpesa::daraja::register_c2b::{RegisterAnswer, Registration, ResponseType, Version};
use providers::mpesa::daraja::reversal::ReversalRequest;
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::{App, Collector, CollectorKind, Operator, Settings};
use providers::mpesa::daraja::stk_push::{PushAnswer, PushRequest};
use providers::mpesa::daraja::stk_query::QueryAnswer;
use providers::mpesa::daraja::token::Token;
use providers::mpesa::daraja::transaction_status::About;
use providers::mpesa::daraja::{Daraja, Patience};
use providers::mpesa::results::{AsyncResult, ResultKind, result};

const SHORT_CODE: &str = "600966";
const PASSKEY: &str = "not-a-real-passkey";
const PHONE: &str = "254712345678";

/// Nothing listens there, so callbacks are sent and not received.
const HOOK: &str = "http://127.0.0.1:9/hooks/t";

/// Long enough for a busy machine to take a request, and short enough to be waited for.
const IMPATIENCE: Duration = Duration::from_millis(500);

fn now() -> DateTime<Utc> {
    "2026-12-07T06:00:00Z".parse().unwrap()
}

struct Stage {
    handle: Handle,
    daraja: Daraja,
    collector: Collector,
    token: Token,
    _simulated: Mpesa,
}

impl Stage {
    async fn set(call: Duration) -> Stage {
        let settings = simulated::Settings {
            short_codes: vec![SimulatedShortCode {
                passkey: Some(PASSKEY.to_owned()),
                ..SimulatedShortCode::pay_bill(SHORT_CODE, "Maji Internet")
            }],
            clock: Arc::new(now),
            ..simulated::Settings::default()
        };
        let simulated = Mpesa::start(settings).await.unwrap();
        let settings = Settings {
            base_url: simulated.url(),
            app: App {
                consumer_key: Secret::new("key"),
                consumer_secret: Secret::new("secret"),
            },
        };
        let patience = Patience {
            connect: Duration::from_secs(20),
            call,
        };
        let daraja = Daraja::new(settings, patience).unwrap();
        Stage {
            handle: simulated.handle(),
            token: daraja.token().await.unwrap().token,
            daraja,
            collector: collector(),
            _simulated: simulated,
        }
    }

    async fn push(&self) -> PushAnswer {
        let request = PushRequest {
            amount_shillings: 1250,
            phone: Msisdn::parse(PHONE).unwrap(),
            payer: None,
            account_reference: "10000017".to_owned(),
            description: "Internet".to_owned(),
            callback_url: format!("{HOOK}/stk"),
            at: now(),
        };
        let (daraja, collector) = (&self.daraja, &self.collector);
        daraja.stk_push(&self.token, collector, &request).await
    }

    /// The name of a push that was accepted.
    async fn accepted(&self) -> String {
        match self.push().await {
            PushAnswer::Accepted {
                checkout_request, ..
            } => checkout_request,
            other => panic!("{other:?}"),
        }
    }

    async fn query(&self, push: &str) -> String {
        let (daraja, collector) = (&self.daraja, &self.collector);
        let answer = daraja.stk_query(&self.token, collector, push, now());
        match answer.await {
            QueryAnswer::Pending => "pending".to_owned(),
            QueryAnswer::Result { code, .. } => code,
            QueryAnswer::TokenRejected => "token".to_owned(),
            QueryAnswer::NoInformation { .. } => "nothing".to_owned(),
        }
    }

    /// A payment over the counter of a paybill, and its receipt.
    async fn paid(&self, shillings: u32) -> String {
        let pays = self
            .handle
            .pay_bill(SHORT_CODE, PHONE, "Jane Doe", shillings, "10000017");
        pays.await.unwrap()
    }

    /// The result that came for the only request.
    async fn result_of(&self, answer: AsyncAnswer) -> AsyncResult {
        let AsyncAnswer::Accepted {
            originator_conversation,
            conversation,
        } = answer
        else {
            panic!("{answer:?}");
        };
        self.handle.tick().await;
        let sent = self.handle.callbacks_sent();
        let sent = sent
            .iter()
            .rfind(|it| it.kind == CallbackKind::Result)
            .unwrap();
        let read = result(sent.body.as_bytes()).unwrap();
        assert_eq!(read.originator_conversation, originator_conversation);
        assert_eq!(read.conversation, conversation);
        read
    }
}

fn collector() -> Collector {
    Collector {
        short_code: SHORT_CODE.to_owned(),
        party_b: SHORT_CODE.to_owned(),
        kind: CollectorKind::PayBill,
        passkey: Secret::new(PASSKEY),
        operator: Some(Operator {
            initiator: "api".to_owned(),
            security_credential: Secret::new("Y3JlZGVudGlhbA=="),
        }),
        pull_number: Some("0722000000".to_owned()),
    }
}

fn reporting() -> Reporting {
    Reporting {
        result_url: format!("{HOOK}/results"),
        timeout_url: format!("{HOOK}/timeouts"),
        remarks: "Asked by Malipo".to_owned(),
    }
}

const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_push_is_followed_from_the_prompt_to_its_result() {
    let stage = Stage::set(LONG).await;
    let push = stage.accepted().await;
    assert_eq!(stage.query(&push).await, "pending");
    stage.handle.change(|it| it.pending_as_4999 = Odds::Next(1));
    assert_eq!(stage.query(&push).await, "pending");
    stage.handle.change(|it| it.pending_as_1037 = Odds::Next(1));
    assert_eq!(stage.query(&push).await, "pending");
    let prompts = stage.handle.phone(PHONE);
    assert_eq!(prompts[0].account_reference, "10000017");
    assert_eq!(prompts[0].amount_shillings, 1250);

    stage.handle.enter_pin(&push, "1234").await.unwrap();
    stage.handle.tick().await;
    stage.handle.change(|it| it.query_failing = Odds::Next(1));
    assert_eq!(stage.query(&push).await, "nothing");
    stage
        .handle
        .change(|it| it.query_rate_limited = Odds::Next(1));
    assert_eq!(stage.query(&push).await, "nothing");
    assert_eq!(stage.query(&push).await, "0");
    stage
        .handle
        .change(|it| it.query_code_as_number = Odds::Next(1));
    assert_eq!(stage.query(&push).await, "0");
    assert_eq!(stage.handle.truth().receipts.len(), 1);
}

#[tokio::test]
async fn what_is_said_of_the_phone_is_true() {
    type Change = fn(&mut Oddities);
    let cases: [(&str, Change, &str, u32); 12] = [
        ("well-behaved", |_| {}, "accepted", 1),
        (
            "never, prompted",
            |it| it.ack_never = Odds::Always,
            "unknown",
            1,
        ),
        (
            "web page, prompted",
            |it| it.ack_web_page.prompted = Odds::Always,
            "unknown",
            1,
        ),
        (
            "web page",
            |it| it.ack_web_page.unprompted = Odds::Always,
            "unknown",
            0,
        ),
        (
            "empty, prompted",
            |it| it.ack_empty.prompted = Odds::Always,
            "unknown",
            1,
        ),
        (
            "internal error, prompted",
            |it| it.ack_internal_error.prompted = Odds::Always,
            "unknown",
            1,
        ),
        (
            "internal error",
            |it| it.ack_internal_error.unprompted = Odds::Always,
            "unknown",
            0,
        ),
        (
            "cut, prompted",
            |it| it.ack_cut.prompted = Odds::Always,
            "unknown",
            1,
        ),
        (
            "too many",
            |it| it.ack_too_many.unprompted = Odds::Always,
            "Busy",
            0,
        ),
        (
            "spike arrest",
            |it| it.spike_arrest = Odds::Always,
            "Busy",
            0,
        ),
        ("quota", |it| it.quota = Odds::Always, "QuotaExhausted", 0),
        ("token lost", |it| it.token_lost = Odds::Always, "token", 0),
    ];
    for (name, change, expected, prompted) in cases {
        let patience = if name.starts_with("never") {
            IMPATIENCE
        } else {
            LONG
        };
        let stage = Stage::set(patience).await;
        stage.handle.change(change);
        let said = match stage.push().await {
            PushAnswer::Accepted { .. } => "accepted".to_owned(),
            PushAnswer::Refused { reason, .. } => format!("{reason:?}"),
            PushAnswer::TokenRejected => "token".to_owned(),
            PushAnswer::Unknown { .. } => "unknown".to_owned(),
        };
        let rang: u32 = stage
            .handle
            .truth()
            .pushes
            .iter()
            .map(|it| it.prompted)
            .sum();
        assert_eq!((said.as_str(), rang), (expected, prompted), "{name}");
    }
}

#[tokio::test]
async fn a_busy_phone_and_a_wrong_passkey_are_refused() {
    let mut stage = Stage::set(LONG).await;
    stage.accepted().await;
    let PushAnswer::Refused { reason, .. } = stage.push().await else {
        panic!("the phone is busy");
    };
    assert_eq!(format!("{reason:?}"), "Locked");
    stage.collector.passkey = Secret::new("another");
    let PushAnswer::Refused { reason, .. } = stage.push().await else {
        panic!("the passkey is wrong");
    };
    assert_eq!(format!("{reason:?}"), "Misconfigured");
}

#[tokio::test]
async fn a_new_token_ends_the_one_before_for_every_call() {
    let stage = Stage::set(LONG).await;
    let renewed = stage.daraja.token().await.unwrap();
    assert_eq!(renewed.expires_in_s, 3599);
    let (daraja, old, collector) = (&stage.daraja, &stage.token, &stage.collector);
    let (reporting, url) = (reporting(), format!("{HOOK}/pull"));
    let registered = daraja.pull_register(old, collector, &url);
    assert_eq!(stage.push().await, PushAnswer::TokenRejected);
    assert_eq!(stage.query("ws_1").await, "token");
    assert_eq!(registered.await, RegisterAnswer::TokenRejected);
    let balance = daraja.account_balance(old, collector, &reporting);
    assert_eq!(balance.await, AsyncAnswer::TokenRejected);
    let again = daraja.pull_register(&renewed.token, collector, &url);
    assert_eq!(again.await, RegisterAnswer::Registered);
}

#[tokio::test]
async fn addresses_are_registered_once() {
    let stage = Stage::set(LONG).await;
    let url = |path| CallbackUrl::parse(&format!("{HOOK}/{path}"), Reach::ThisMachineToo).unwrap();
    let registration = Registration {
        version: Version::V2,
        response_type: ResponseType::Completed,
        confirmation_url: url("c2b/confirmation"),
        validation_url: url("c2b/validation"),
    };
    for expected in [
        RegisterAnswer::Registered,
        RegisterAnswer::AlreadyRegistered,
    ] {
        let (daraja, collector) = (&stage.daraja, &stage.collector);
        let answer = daraja.register_c2b(&stage.token, collector, &registration);
        assert_eq!(answer.await, expected);
    }
}

#[tokio::test]
async fn a_pull_brings_every_payment_of_its_window() {
    let stage = Stage::set(LONG).await;
    let (daraja, token, collector) = (&stage.daraja, &stage.token, &stage.collector);
    let url = format!("{HOOK}/pull");
    let window = PullWindow {
        from: now() - TimeDelta::hours(24),
        to: now(),
        offset: 0,
        verb: PullVerb::Post,
    };
    let answer = daraja.pull_register(token, collector, &url);
    assert_eq!(answer.await, RegisterAnswer::Registered);
    for as_error in [Odds::Never, Odds::Always] {
        stage.handle.change(|it| it.pull_empty_as_error = as_error);
        let PullAnswer::Pulled(none) = daraja.pull(token, collector, &window).await else {
            panic!("none is an answer");
        };
        assert_eq!(none.rows_seen(), 0);
    }
    let receipts = [stage.paid(100).await, stage.paid(250).await];
    for verb in [PullVerb::Get, PullVerb::Post] {
        let window = PullWindow { verb, ..window };
        let PullAnswer::Pulled(pulled) = daraja.pull(token, collector, &window).await else {
            panic!("there are payments");
        };
        let mut found: Vec<&str> = pulled
            .rows
            .iter()
            .map(|it| it.report.receipt.as_str())
            .collect();
        found.sort_unstable();
        let mut expected = receipts.each_ref().map(String::as_str);
        expected.sort_unstable();
        assert_eq!(found, expected);
        assert!(pulled.rows.iter().all(|it| it.report.paid_at == now()));
    }
    stage.handle.change(|it| it.pull_failing = Odds::Always);
    let answer = daraja.pull(token, collector, &window).await;
    assert!(
        matches!(answer, PullAnswer::NoInformation { .. }),
        "{answer:?}"
    );
}

#[tokio::test]
async fn status_reversal_and_balance_have_their_results() {
    let stage = Stage::set(LONG).await;
    let (daraja, token, collector) = (&stage.daraja, &stage.token, &stage.collector);
    let reporting = reporting();
    let receipt = Receipt::parse(&stage.paid(1250).await).unwrap();

    let about = About::Receipt(receipt.clone());
    let answer = daraja.transaction_status(token, collector, &about, &reporting);
    let ResultKind::Status(facts) = stage.result_of(answer.await).await.kind else {
        panic!("no status");
    };
    let report = facts.report(&[SHORT_CODE], SHORT_CODE, now()).unwrap();
    assert_eq!(report.receipt, receipt);
    assert_eq!(report.amount.amount_text(), "1250.00");
    assert_eq!(report.payer.phone_text.as_deref(), Some(PHONE));

    let unknown = About::Receipt(Receipt::parse("QQQ0N5T5Q7").unwrap());
    let answer = daraja.transaction_status(token, collector, &unknown, &reporting);
    let failed = stage.result_of(answer.await).await;
    assert!(!failed.is_success());
    assert_eq!(failed.kind, ResultKind::Other);

    let answer = daraja.account_balance(token, collector, &reporting);
    let ResultKind::Balance(accounts) = stage.result_of(answer.await).await.kind else {
        panic!("no balance");
    };
    let utility = accounts.iter().find(|it| it.account == "Utility Account");
    assert_eq!(utility.unwrap().current.unwrap().amount_text(), "1250.00");

    let request = ReversalRequest {
        receipt: receipt.clone(),
        amount_shillings: 1250,
    };
    let answer = daraja.reversal(token, collector, &request, &reporting);
    let ResultKind::Reversal(facts) = stage.result_of(answer.await).await.kind else {
        panic!("no reversal");
    };
    assert_eq!(facts.original, receipt);
    assert_ne!(facts.receipt, receipt);
    let answer = daraja.reversal(token, collector, &request, &reporting);
    assert_eq!(stage.result_of(answer.await).await.code, "R000001");
}
