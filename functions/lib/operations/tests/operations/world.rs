//! A fresh store per test, and one line for each thing a test sets up.

use billing::allocation::Wanted;
use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use operations::actor::Actor;
use operations::balance::Balance;
use operations::customers::NewCustomer;
use operations::intake::{self, Outcome, TakenIn};
use operations::obligations::NewObligation;
use operations::payments::Detail;
use operations::{allocate, associate, balance, check, customers, obligations, payments};
use store::client::Store;
use store::customers::Customer;
use uuid::Uuid;

use dynamodb::Dynamodb;

#[path = "../../../../testing/dynamodb.rs"]
mod dynamodb;

/// The short code that test callbacks are for.
pub const SHORT_CODE: &str = "600966";

/// A store with nothing in it, and a clock that moves when told.
pub struct World {
    _dynamodb: Dynamodb,
    pub store: Store,
    pub now: DateTime<Utc>,
}

/// A C2B confirmation as M-PESA sends it.
#[derive(Clone)]
pub struct C2b {
    pub receipt: String,
    pub amount: String,
    pub reference: String,
    pub phone: String,
    pub name: String,
}

impl C2b {
    pub fn new(receipt: &str, amount: &str, reference: &str) -> Self {
        Self {
            receipt: receipt.into(),
            amount: amount.into(),
            reference: reference.into(),
            phone: "2547 ***** 126".into(),
            name: "NICHOLAS".into(),
        }
    }

    pub fn from(mut self, phone: &str, name: &str) -> Self {
        self.phone = phone.into();
        self.name = name.into();
        self
    }

    pub fn body(&self) -> Vec<u8> {
        serde_json::json!({
            "TransactionType": "Pay Bill", "TransID": self.receipt, "TransTime": "20261120101500",
            "TransAmount": self.amount, "BusinessShortCode": SHORT_CODE, "BillRefNumber": self.reference,
            "InvoiceNumber": "", "OrgAccountBalance": "49197.00", "ThirdPartyTransID": "", "MSISDN": self.phone,
            "FirstName": self.name, "MiddleName": "", "LastName": "",
        })
        .to_string()
        .into_bytes()
    }
}

/// A successful STK result for the same kind of payment.
pub fn stk(receipt: &str, amount: &str, phone: &str) -> Vec<u8> {
    format!(
        r#"{{"Body":{{"stkCallback":{{"MerchantRequestID":"29115-34620561-1","CheckoutRequestID":"ws_CO_{receipt}",
        "ResultCode":0,"ResultDesc":"The service request is processed successfully.","CallbackMetadata":{{"Item":[
        {{"Name":"Amount","Value":{amount}}},{{"Name":"MpesaReceiptNumber","Value":"{receipt}"}},{{"Name":"Balance"}},
        {{"Name":"TransactionDate","Value":20261120101459}},{{"Name":"PhoneNumber","Value":{phone}}}]}}}}}}}}"#
    )
    .into_bytes()
}

impl World {
    pub async fn new() -> Self {
        let dynamodb = Dynamodb::fresh().await;
        Self {
            store: dynamodb.store(),
            _dynamodb: dynamodb,
            now: Utc.with_ymd_and_hms(2026, 11, 20, 8, 0, 0).unwrap(),
        }
    }

    pub fn passes(&mut self, time: Duration) {
        self.now += time;
    }

    pub async fn customer(&self, name: &str, phone: &str) -> Customer {
        self.customer_with(NewCustomer {
            name: name.into(),
            phones: if phone.is_empty() {
                vec![]
            } else {
                vec![phone.into()]
            },
            ..NewCustomer::default()
        })
        .await
    }

    pub async fn customer_with(&self, new: NewCustomer) -> Customer {
        customers::create(&self.store, &new, &amina(), Uuid::new_v4(), self.now)
            .await
            .expect("the customer is created")
    }

    pub async fn owes(
        &self,
        customer: &Customer,
        description: &str,
        doses: &[(&str, &str)],
    ) -> ObligationId {
        self.owes_with(customer, description, None, doses).await
    }

    pub async fn owes_with(
        &self,
        customer: &Customer,
        description: &str,
        payment_code: Option<&str>,
        doses: &[(&str, &str)],
    ) -> ObligationId {
        let instalments: Vec<(NaiveDate, Money)> = doses
            .iter()
            .map(|(due_on, amount)| (day(due_on), kes(amount)))
            .collect();
        let amount = Money::sum(Currency::Kes, instalments.iter().map(|(_, amount)| *amount))
            .expect("a sum");
        let new = NewObligation {
            customer: customer.id.clone(),
            payee: Payee::Us {
                income: Income::Service,
            },
            description: description.into(),
            payment_code: payment_code.map(str::to_owned),
            amount,
            notify_customer: false,
            manager_comments: None,
            schedule: Schedule::Manual { instalments },
        };
        obligations::create(&self.store, &new, &amina(), Uuid::new_v4(), self.now)
            .await
            .expect("the obligation is created")
            .head
            .id
    }

    /// A callback arrives.
    pub async fn receives(&self, hook: &str, body: &[u8]) -> TakenIn {
        intake::take_in(
            &self.store,
            &intake::Arrival::new(hook, SHORT_CODE, body, self.now),
        )
        .await
        .expect("taken in")
    }

    /// A callback arrives and the queues do their work.
    pub async fn processes(&self, hook: &str, body: &[u8]) -> TakenIn {
        let taken = self.receives(hook, body).await;
        if let Some(payment) = &taken.dispatch {
            self.dispatches(payment).await;
        }
        taken
    }

    /// What the queues do with one payment.
    pub async fn dispatches(&self, payment: &PaymentId) {
        associate::by_rules(&self.store, payment, self.now)
            .await
            .expect("associated or not");
        allocate::automatically(&self.store, payment, self.now)
            .await
            .expect("allocated");
    }

    /// A confirmation arrives and is processed; the payment it made.
    pub async fn pays(&self, c2b: &C2b) -> PaymentId {
        let taken = self.processes("c2b/confirmation", &c2b.body()).await;
        match taken.outcome {
            Outcome::Recorded(payment) => payment,
            other => panic!("expected a new payment, got {other:?}"),
        }
    }

    pub async fn associates(&self, payment: &PaymentId, customer: &Customer) {
        associate::by_person(
            &self.store,
            payment,
            &customer.id,
            "told by phone",
            &amina(),
            self.now,
        )
        .await
        .expect("associated");
        allocate::automatically(&self.store, payment, self.now)
            .await
            .expect("allocated");
    }

    pub async fn disassociates(&self, payment: &PaymentId) {
        associate::disassociate(&self.store, payment, "wrong person", &amina(), self.now)
            .await
            .expect("disassociated");
    }

    pub async fn reallocates(&self, payment: &PaymentId, wanted: &[Wanted]) {
        allocate::reallocate(
            &self.store,
            payment,
            wanted,
            "as agreed",
            &amina(),
            self.now,
        )
        .await
        .expect("reallocated");
    }

    pub async fn payment(&self, id: &PaymentId) -> Detail {
        payments::get(&self.store, id)
            .await
            .expect("the payment is there")
    }

    pub async fn balance(&self, customer: &Customer) -> Balance {
        self.balance_of(&customer.id).await
    }

    pub async fn balance_of(&self, customer: &CustomerId) -> Balance {
        balance::balance(&self.store, customer, Currency::Kes, day("2026-11-20"))
            .await
            .expect("a balance")
    }

    /// Balance, outstanding, overdue and unallocated credit as one readable line.
    pub async fn figures(&self, customer: &Customer) -> String {
        let figures = self.balance(customer).await;
        format!(
            "{} / {} / {} / {}",
            figures.balance.amount_text(),
            figures.outstanding.amount_text(),
            figures.overdue.amount_text(),
            figures.unallocated_credit.amount_text(),
        )
    }

    /// Statuses of a customer's instalments, in order, as one readable line.
    pub async fn statuses(&self, obligation: &ObligationId) -> String {
        let file = obligations::get(&self.store, obligation)
            .await
            .expect("the obligation is there");
        let obligation = file.obligation().expect("readable");
        let doses: Vec<&str> = obligation
            .instalments
            .iter()
            .map(|dose| dose.status().name())
            .collect();
        format!("{}: {}", obligation.status().name(), doses.join(", "))
    }

    /// Proves every invariant. Each test ends with it.
    pub async fn holds(&self) {
        let report = check::check(&self.store)
            .await
            .expect("the store can be read");
        assert_eq!(report.broken, vec![], "invariants are broken");
    }
}

/// A member of staff.
pub fn amina() -> Actor {
    Actor::named("amina")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn kes(text: &str) -> Money {
    Money::parse(text, Currency::Kes).expect("an amount")
}

/// An amount for an obligation, as a person asks for it.
pub fn wanted(obligation: &ObligationId, instalment: Option<u32>, amount: Option<&str>) -> Wanted {
    Wanted {
        obligation: obligation.clone(),
        instalment,
        amount: amount.map(kes),
    }
}
