//! The phones in one's hands.

use crate::mpesa::handle::Handle;
use crate::mpesa::phone::{AutoAnswer, PinAnswer, Prompt, PromptError, WRONG_PIN_TYPED};
use crate::mpesa::pushes::Push;
use crate::mpesa::result_code::{CANCELLED, NO_MONEY, PAID, TIMED_OUT, WRONG_PIN};
use crate::mpesa::state::State;
use crate::mpesa::truth::Outcome;

impl Handle {
    /// The prompts on all phones.
    #[must_use]
    pub fn prompts(&self) -> Vec<Prompt> {
        let state = self.exchange.state();
        let open = state.rings.keys().filter_map(|it| state.prompt_on(it));
        open.map(|push| prompt(&state, push)).collect()
    }

    /// The prompts on one phone, written as `2547…`: one, or none.
    #[must_use]
    pub fn phone(&self, msisdn: &str) -> Vec<Prompt> {
        let state = self.exchange.state();
        let open = state.prompt_on(msisdn);
        open.map(|push| prompt(&state, push)).into_iter().collect()
    }

    /// Lets phones answer prompts by themselves that come from now on; by hand again with `None`.
    pub fn auto_answer(&self, policy: Option<AutoAnswer>) {
        self.exchange.state().auto_answer = policy;
    }

    /// Says what the owner of a number is called, for the payments by push.
    pub fn name(&self, msisdn: &str, name: &str) {
        let names = &mut self.exchange.state().names;
        names.insert(msisdn.to_owned(), name.to_owned());
    }

    /// Types a PIN. Any four digits but `0000` are right, and then money moves.
    ///
    /// # Errors
    /// It is no PIN, or the prompt is not there.
    pub async fn enter_pin(
        &self,
        checkout_request: &str,
        pin: &str,
    ) -> Result<PinAnswer, PromptError> {
        if pin.len() != 4 || !pin.bytes().all(|it| it.is_ascii_digit()) {
            return Err(PromptError::NotAPin);
        }
        if pin == WRONG_PIN_TYPED {
            self.wrong_pin(checkout_request).await?;
            return Ok(PinAnswer::WrongPin);
        }
        self.end(checkout_request, PAID).await?;
        let state = self.exchange.state();
        let push = state.pushes.get(checkout_request);
        match push.map(|it| &it.outcome) {
            Some(Outcome::Paid { receipt }) => Ok(PinAnswer::Paid {
                receipt: receipt.clone(),
            }),
            _ => Err(PromptError::NoSuchPrompt),
        }
    }

    /// Types a wrong PIN: 2001.
    ///
    /// # Errors
    /// The prompt is not there.
    pub async fn wrong_pin(&self, checkout_request: &str) -> Result<(), PromptError> {
        self.end(checkout_request, WRONG_PIN).await
    }

    /// Cancels: 1032.
    ///
    /// # Errors
    /// The prompt is not there.
    pub async fn cancel(&self, checkout_request: &str) -> Result<(), PromptError> {
        self.end(checkout_request, CANCELLED).await
    }

    /// Lets the prompt time out at once: 1037.
    ///
    /// # Errors
    /// The prompt is not there.
    pub async fn ignore(&self, checkout_request: &str) -> Result<(), PromptError> {
        self.end(checkout_request, TIMED_OUT).await
    }

    /// Types the right PIN with too little money: 1.
    ///
    /// # Errors
    /// The prompt is not there.
    pub async fn no_money(&self, checkout_request: &str) -> Result<(), PromptError> {
        self.end(checkout_request, NO_MONEY).await
    }

    /// Lets the push fail with any code but that of success.
    ///
    /// # Errors
    /// The prompt is not there.
    pub async fn fail(&self, checkout_request: &str, code: &str) -> Result<(), PromptError> {
        assert_ne!(code, PAID, "a push that does not fail is paid with a PIN");
        self.end(checkout_request, code).await
    }

    async fn end(&self, checkout_request: &str, code: &str) -> Result<(), PromptError> {
        // What was due before comes before: the prompt may have timed out.
        self.exchange.tick().await;
        let now = self.exchange.now();
        let ended = self.exchange.state().end(checkout_request, code, now);
        self.exchange.tick().await;
        match ended {
            true => Ok(()),
            false => Err(PromptError::NoSuchPrompt),
        }
    }
}

fn prompt(state: &State, push: &Push) -> Prompt {
    let account = state.books.account(&push.order.short_code);
    Prompt {
        checkout_request: push.checkout_request.clone(),
        phone: push.order.phone.clone(),
        amount_shillings: push.order.amount_shillings,
        business_name: account.map_or_else(String::new, |it| it.terms.name.clone()),
        account_reference: push.order.account_reference.clone(),
        at: push.asked_at,
    }
}
