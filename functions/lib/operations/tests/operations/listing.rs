//! The books of a short code as M-PESA keeps them, and its list of payments as it answers it, with its oddities.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use billing::ids::PaymentId;
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, Duration, Utc};
use operations::mpesa::{Line, Mpesa};
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::{App, Collector, CollectorKind, Settings};
use providers::mpesa::daraja::{Daraja, Patience};
use serde_json::{Value, json};

use crate::world::{SHORT_CODE, World};

/// A payment as M-PESA booked it.
#[derive(Clone, Debug)]
pub struct Booked {
    pub receipt: String,
    pub shillings: i64,
    pub at: DateTime<Utc>,
    pub balance: i64,
    pub reference: String,
}

/// What M-PESA does with requests for its list.
#[derive(Default)]
pub struct Oddities {
    /// Rows that are no payments.
    pub gibberish: Vec<Value>,
    /// Answers from this request on fail, counted from 0.
    pub failing_from: Option<usize>,
    /// The offset is not understood.
    pub ignores_offset: bool,
    /// Times are UTC, as their `Z` says.
    pub in_utc: bool,
}

/// One short code of M-PESA's.
pub struct Books {
    pub booked: Vec<Booked>,
    pub balance: i64,
    pub odd: Oddities,
    /// Begin, end and offset of each request.
    pub asked: Vec<(String, String, usize)>,
    pub page_rows: usize,
}

/// An M-PESA that lists the payments of one short code.
#[derive(Clone)]
pub struct Listing {
    books: Arc<Mutex<Books>>,
    pub mpesa: Mpesa,
}

impl Listing {
    pub async fn new() -> Self {
        Self::of(SHORT_CODE, CollectorKind::PayBill).await
    }

    /// A till whose head office is another short code.
    pub async fn of_till() -> Self {
        Self::of("7654321", CollectorKind::BuyGoods).await
    }

    async fn of(short_code: &str, kind: CollectorKind) -> Self {
        let books = Arc::new(Mutex::new(Books {
            booked: Vec::new(),
            balance: 10_000,
            odd: Oddities::default(),
            asked: Vec::new(),
            page_rows: 20,
        }));
        let router = Router::new()
            .route("/oauth/v1/generate", get(token))
            .route("/pulltransactions/v1/query", post(list))
            .with_state(books.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        // Ends with the runtime of its test.
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = Settings {
            base_url: format!("http://{address}"),
            app: App {
                consumer_key: Secret::new("key"),
                consumer_secret: Secret::new("secret"),
            },
        };
        let line = Line {
            holder: SHORT_CODE.to_owned(),
            collector: Collector {
                short_code: short_code.to_owned(),
                party_b: SHORT_CODE.to_owned(),
                kind,
                passkey: Secret::new("passkey"),
                operator: None,
                pull_number: Some("0722000000".to_owned()),
            },
            hooks: "https://pay.example.co.ke/hooks/token".to_owned(),
        };
        let client = Daraja::new(settings, Patience::default()).unwrap();
        Self {
            books,
            mpesa: Mpesa::new(client, Secret::new("app"), vec![line]),
        }
    }

    pub fn line(&self) -> &Line {
        self.mpesa.line(None).unwrap()
    }

    pub fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap()
    }

    /// Somebody pays.
    pub fn books_in(&self, shillings: i64, at: DateTime<Utc>, reference: &str) -> Booked {
        let mut books = self.books();
        books.balance += shillings;
        let booked = Booked {
            receipt: format!("RK{:08}", books.booked.len() + 1),
            shillings,
            at,
            balance: books.balance,
            reference: reference.to_owned(),
        };
        books.booked.push(booked.clone());
        booked
    }

    /// Money goes to the bank.
    pub fn books_out(&self, shillings: i64) {
        self.books().balance -= shillings;
    }
}

impl Booked {
    pub fn id(&self) -> PaymentId {
        PaymentId::of(&Provider::mpesa(), &self.receipt())
    }

    pub fn receipt(&self) -> Receipt {
        Receipt::parse(&self.receipt).unwrap()
    }

    /// Its confirmation.
    pub fn confirmation(&self) -> Vec<u8> {
        json!({
            "TransactionType": "Pay Bill", "TransID": self.receipt,
            "TransTime": local(self.at, "%Y%m%d%H%M%S"), "TransAmount": format!("{}.00", self.shillings),
            "BusinessShortCode": SHORT_CODE, "BillRefNumber": self.reference,
            "OrgAccountBalance": format!("{}.00", self.balance), "MSISDN": "2547 ***** 126",
            "FirstName": "NICHOLAS",
        })
        .to_string()
        .into_bytes()
    }

    /// The result of the push that it was made for.
    pub fn push_result(&self) -> Vec<u8> {
        json!({"Body": {"stkCallback": {
            "MerchantRequestID": "29115-34620561-1", "CheckoutRequestID": format!("ws_CO_{}", self.receipt),
            "ResultCode": 0, "ResultDesc": "The service request is processed successfully.",
            "CallbackMetadata": {"Item": [
                {"Name": "Amount", "Value": self.shillings},
                {"Name": "MpesaReceiptNumber", "Value": self.receipt},
                {"Name": "TransactionDate", "Value": local(self.at, "%Y%m%d%H%M%S").parse::<u64>().unwrap()},
                {"Name": "PhoneNumber", "Value": 254_708_374_126_u64},
            ]},
        }}})
        .to_string()
        .into_bytes()
    }
}

impl World {
    /// The confirmation of a payment arrives; nothing is dispatched.
    pub async fn hears_of(&self, booked: &Booked) {
        self.receives("c2b/confirmation", &booked.confirmation())
            .await;
    }
}

async fn token() -> axum::Json<Value> {
    axum::Json(json!({"access_token": "c9SQxWWhmdVRlyh0zh8gZDTkubVF", "expires_in": "3599"}))
}

async fn list(State(books): State<Arc<Mutex<Books>>>, body: Bytes) -> impl IntoResponse {
    let mut books = books.lock().unwrap();
    let asked: Value = serde_json::from_slice(&body).unwrap();
    let text = |name: &str| asked[name].as_str().unwrap().to_owned();
    let (from, to) = (text("StartDate"), text("EndDate"));
    let offset: usize = text("OffSetValue").parse().unwrap();
    let number = books.asked.len();
    books.asked.push((from.clone(), to.clone(), offset));
    if books.odd.failing_from.is_some_and(|first| number >= first) {
        let error = json!({"requestId": "1", "errorCode": "500.003.1001", "errorMessage": "Internal Server Error"});
        return (StatusCode::INTERNAL_SERVER_ERROR, axum::Json(error));
    }
    let within = |booked: &&Booked| {
        let at = local(booked.at, "%Y-%m-%d %H:%M:%S");
        (from.clone()..=to.clone()).contains(&at)
    };
    let rows = books.booked.iter().filter(within);
    let rows = rows.map(|booked| row(booked, books.odd.in_utc));
    let rows = rows.chain(books.odd.gibberish.iter().cloned());
    let skipped = if books.odd.ignores_offset { 0 } else { offset };
    let rows: Vec<Value> = rows.skip(skipped).take(books.page_rows).collect();
    let answer = if rows.is_empty() {
        json!({"ResponseRefID": "1", "ResponseCode": "1001", "ResponseMessage": "None", "Response": "[[]]"})
    } else {
        json!({"ResponseRefID": "1", "ResponseCode": "1000", "ResponseMessage": "Success", "Response": [rows]})
    };
    (StatusCode::OK, axum::Json(answer))
}

fn row(booked: &Booked, in_utc: bool) -> Value {
    let form = "%Y-%m-%dT%H:%M:%SZ";
    let at = if in_utc {
        booked.at.format(form).to_string()
    } else {
        local(booked.at, form)
    };
    json!({
        "transactionId": booked.receipt, "trxDate": at, "msisdn": 708_374_126, "sender": "MPESA",
        "transactiontype": "c2b-pay-bill-debit", "billreference": booked.reference,
        "amount": format!("{}.00", booked.shillings), "organizationname": "Malipo",
    })
}

fn local(at: DateTime<Utc>, form: &str) -> String {
    (at + Duration::hours(3)).format(form).to_string()
}
