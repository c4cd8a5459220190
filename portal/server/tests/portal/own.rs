//! A customer who has signed in, with a phone that can be prompted, and all that a test wants them to owe or to pay.

use axum::body::Body;
use axum::http::Request;
use billing::ids::{ObligationId, PushId};
use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use operations::actor::Actor;
use operations::intake::{Arrival, take_in};
use operations::obligations::{self, NewObligation};
use operations::{allocate, associate};
use serde_json::json;
use std::time::Duration;
use store::customers::Customer;
use store::pushes::PushRecord;
use uuid::Uuid;

use crate::bench::{Bench, SHORT_CODE, confirmation};
use crate::browser::Answer;
use crate::phones::Phones;
use crate::world::{Person, World};

/// The customer's phone, as M-PESA writes it.
pub const PHONE: &str = "254712345149";

pub struct Own {
    pub world: World,
    pub phones: Phones,
    pub customer: Customer,
    pub person: Person,
}

impl Own {
    pub async fn new() -> Self {
        let bench = Bench::new().await;
        let phones = Phones::beside(&bench).await;
        let mpesa = Some(phones.mpesa.clone());
        Self::in_world(World::on(bench, "Savanna Fibre", mpesa), phones).await
    }

    /// Where no phone can be prompted.
    pub async fn without_mpesa() -> Self {
        let bench = Bench::new().await;
        let phones = Phones::beside(&bench).await;
        Self::in_world(World::on(bench, "Savanna Fibre", None), phones).await
    }

    pub async fn in_world(world: World, phones: Phones) -> Self {
        let customer = world.bench.reachable("Jane Wanjiru", &[PHONE], &[]).await;
        let person = world.signs_in(&customer).await;
        Self {
            world,
            phones,
            customer,
            person,
        }
    }

    /// Somebody else who has signed in.
    pub async fn stranger(&self) -> Person {
        let bench = &self.world.bench;
        let customer = bench.reachable("Peter Otieno", &["0722000126"], &[]).await;
        self.world.signs_in(&customer).await
    }

    pub async fn open(&self, address: &str) -> Answer {
        self.world.open_as(&self.person, address).await
    }

    pub async fn page(&self, address: &str) -> String {
        self.world.page_as(&self.person, address).await
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.world.post_as(&self.person, address, fields).await
    }

    /// Sends a form that has to be taken; where it leads.
    pub async fn sent(&self, address: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(address, fields).await;
        assert_eq!(answer.status, 303, "{address}: {}", answer.text());
        answer.header("location").unwrap().to_owned()
    }

    /// A part of a page, as a script asks for it.
    pub async fn part(&self, address: &str, name: &str) -> Answer {
        let request = Request::get(address)
            .header("cookie", &self.person.cookie)
            .header("x-fragment", name);
        let request = request.body(Body::empty()).unwrap();
        self.world.send(request).await
    }

    /// The customer owes us something, as days and amounts.
    pub async fn owes(&self, what: &str, doses: &[(&str, &str)]) -> ObligationId {
        let payee = Payee::Us {
            income: Income::Service,
        };
        self.owes_to(payee, what, None, doses).await
    }

    /// The customer owes a school something that has a payment code.
    pub async fn owes_fees(&self, code: &str, doses: &[(&str, &str)]) -> ObligationId {
        let payee = Payee::Institution {
            name: "Tumaini Academy".to_owned(),
        };
        self.owes_to(payee, "Fees for Grade 4", Some(code), doses)
            .await
    }

    async fn owes_to(
        &self,
        payee: Payee,
        what: &str,
        code: Option<&str>,
        doses: &[(&str, &str)],
    ) -> ObligationId {
        let doses = doses
            .iter()
            .map(|(day, amount)| (day.parse().unwrap(), kes(amount)));
        let doses: Vec<_> = doses.collect();
        let amount = Money::sum(Currency::Kes, doses.iter().map(|(_, amount)| *amount));
        let new = NewObligation {
            customer: self.customer.id.clone(),
            payee,
            description: what.to_owned(),
            payment_code: code.map(str::to_owned),
            amount: amount.unwrap(),
            notify_customer: false,
            manager_comments: Some("They always pay late".to_owned()),
            schedule: Schedule::Manual { instalments: doses },
        };
        let (store, now) = (&self.world.context.store, self.world.context.clock.now());
        let made = obligations::create(store, &new, &Actor::system(), Uuid::new_v4(), now).await;
        made.unwrap().head.id
    }

    /// The customer pays by hand, and it is put to what is due first.
    pub async fn pays(&self, receipt: &str, amount: &str) {
        let raw = confirmation(receipt, amount, &self.customer.account_number);
        self.arrives("c2b/confirmation", &raw).await;
    }

    /// A push as it is kept.
    pub async fn push(&self, id: &PushId) -> PushRecord {
        let found = self.world.context.store.push(id).await;
        found.unwrap().unwrap()
    }

    /// M-PESA calls back about a push; with a receipt where it was paid.
    pub async fn told(&self, push: &PushId, code: &str, receipt: Option<&str>) {
        let push = self.push(push).await;
        let name = push.checkout_request.unwrap();
        // Of a push that M-PESA contradicts itself about, it is gone already.
        let _gone = self.phones.handle.cancel(&name).await;
        let items = receipt.map(|receipt| {
            json!({"Item": [
                {"Name": "Amount", "Value": push.shillings}, {"Name": "MpesaReceiptNumber", "Value": receipt},
                {"Name": "TransactionDate", "Value": 20261207090010_u64},
                {"Name": "PhoneNumber", "Value": push.phone.as_str().parse::<u64>().unwrap()},
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
        self.arrives(&format!("stk/{}", push.id), &raw).await;
    }

    async fn arrives(&self, hook: &str, raw: &str) {
        let (store, now) = (&self.world.context.store, self.world.context.clock.now());
        let arrival = Arrival::new(hook, SHORT_CODE, raw.as_bytes(), now);
        if let Some(payment) = take_in(store, &arrival).await.unwrap().dispatch {
            associate::by_rules(store, &payment, now).await.unwrap();
            allocate::automatically(store, &payment, now).await.unwrap();
        }
    }

    pub fn passes(&self, seconds: u64) {
        let clock = &self.world.context.clock;
        clock.advance(Duration::from_secs(seconds));
    }
}

pub fn kes(text: &str) -> Money {
    Money::parse(text, Currency::Kes).unwrap()
}
