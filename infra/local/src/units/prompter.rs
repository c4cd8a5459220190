//! An M-PESA for the measurements: it prompts a phone, has it pay at once, and keeps what it would call back.

use std::sync::Arc;

use billing::ids::CustomerId;
use billing::money::Money;
use chrono::{DateTime, Utc};
use local_providers::mpesa::callback::CallbackKind;
use local_providers::mpesa::{Mpesa as Simulated, Settings, SimulatedShortCode};
use operations::actor::Actor;
use operations::mpesa::Mpesa;
use operations::push::{self, NewPush};
use providers::mpesa::daraja::Patience;
use runtime::config::mpesa;
use store::client::Store;
use store::pushes::PushRecord;
use uuid::Uuid;

use crate::units::{SHORT_CODE, UnitsError};

/// A PIN that is right.
const PIN: &str = "1234";

/// M-PESA and whoever calls it.
pub(super) struct Prompter {
    simulated: Simulated,
    mpesa: Mpesa,
}

impl Prompter {
    /// Starts one at a time that does not pass.
    pub(super) async fn start(now: DateTime<Utc>) -> Result<Self, UnitsError> {
        let settings = Settings {
            short_codes: vec![SimulatedShortCode::pay_bill(SHORT_CODE, "Malipo")],
            clock: Arc::new(move || now),
            ..Settings::default()
        };
        let simulated = Simulated::start(settings).await?;
        let url = simulated.url();
        let setting = |name: &str| {
            let value = match name {
                "MALIPO_MPESA_URL" => url.as_str(),
                // Nobody listens there: what is called back is taken in by hand.
                "MALIPO_PUBLIC_URL" => "http://127.0.0.1:9",
                "MALIPO_SHORTCODE" => SHORT_CODE,
                "MALIPO_MPESA_CONSUMER_KEY"
                | "MALIPO_MPESA_CONSUMER_SECRET"
                | "MALIPO_MPESA_PASSKEY"
                | "MALIPO_HOOK_TOKEN" => "measured",
                _ => return None,
            };
            Some(value.to_owned())
        };
        let mpesa = mpesa::read(setting, Patience::default())?;
        let mpesa = mpesa.ok_or(UnitsError::Push("there is no M-PESA"))?;
        Ok(Self { simulated, mpesa })
    }

    /// Prompts the customer's phone.
    pub(super) async fn request(
        &self,
        store: &Store,
        customer: &CustomerId,
        amount: Money,
        seed: u128,
        now: DateTime<Utc>,
    ) -> Result<PushRecord, UnitsError> {
        let new = NewPush {
            customer: customer.clone(),
            phone: None,
            amount,
            obligation: None,
            short_code: None,
        };
        let (actor, seed) = (Actor::system(), Uuid::from_u128(seed));
        Ok(push::request(store, &self.mpesa, &new, &actor, seed, now).await?)
    }

    /// Has the phone pay, and answers the receipt and the body of the result.
    pub(super) async fn pay(&self, push: &PushRecord) -> Result<(String, String), UnitsError> {
        let handle = self.simulated.handle();
        let name = push.checkout_request.as_deref();
        let name = name.ok_or(UnitsError::Push("the request was not accepted"))?;
        let paid = handle.enter_pin(name, PIN).await;
        paid.map_err(|_| UnitsError::Push("there is no prompt"))?;
        let receipt = handle.truth().receipts.pop().map(|paid| paid.receipt);
        let results = handle.callbacks_sent();
        let result = results
            .into_iter()
            .rfind(|sent| sent.kind == CallbackKind::Stk);
        receipt
            .zip(result.map(|sent| sent.body))
            .ok_or(UnitsError::Push("nothing was paid"))
    }

    /// Ends it.
    pub(super) async fn stop(self) {
        self.simulated.stop().await;
    }
}
