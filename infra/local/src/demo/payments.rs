//! What M-PESA reports in the sample: every way in which a payment finds its owner, and every way in
//! which it does not.

use billing::ids::{CustomerId, PaymentId};
use billing::phone::Msisdn;
use billing::receipt::{Provider, Receipt};
use serde_json::Value;

use crate::demo::customers::PEOPLE;
use crate::demo::{DemoError, Story, customer, shillings};
use crate::sample::{self, PhoneForm, SamplePayment};

/// A number of nobody's.
const STRANGER: &str = "254796000700";

/// The number of the first receipt; M-PESA's of these days begin alike.
const FIRST_RECEIPT: u64 = 0x4d41_4c49_504f;

/// What happened, in the order in which it is reported.
struct Event {
    /// Who pays, by the place in the list of people; nobody for a stranger.
    by: Option<usize>,
    /// What is typed as account number.
    typed: Typed,
    /// Shillings.
    amount: i64,
    /// Days ago.
    days: i64,
    /// How M-PESA tells the phone.
    phone: PhoneForm,
    /// The first name that it tells.
    name: &'static str,
    /// How it is reported.
    way: Way,
}

#[derive(Clone, Copy)]
enum Typed {
    Account(usize),
    /// With a space in the middle.
    Spaced(usize),
    /// With the last two digits swapped.
    Slip(usize),
    Text(&'static str),
}

#[derive(Clone, Copy)]
enum Way {
    Confirmation,
    /// The result of a push that we know nothing of, and then the confirmation of the same receipt.
    PushAndConfirmation,
    /// The result of such a push and nothing else, which is not believed.
    PushOfNobody,
    /// The same confirmation three times.
    Thrice,
    /// Once, and then with ten times the amount.
    Contradicted,
}

use PhoneForm::{Hash, Mask, Number};
use Typed::{Account, Slip, Spaced, Text};

#[rustfmt::skip]
const EVENTS: &[Event] = &[
    event(Some(0), Account(0), 2_500, 33, Hash, "WANJIKU", Way::Confirmation),
    event(Some(0), Spaced(0), 1_000, 3, Mask, "WANJIKU", Way::Thrice),
    event(Some(1), Account(1), 9_000, 12, Mask, "OTIENO", Way::Confirmation),
    event(Some(1), Text("internet"), 500, 2, Hash, "OTIENO", Way::Confirmation),
    event(Some(2), Account(2), 6_000, 5, Hash, "AKINYI", Way::Confirmation),
    event(Some(3), Text("TUM-2291"), 8_000, 38, Hash, "MWANGI", Way::Confirmation),
    event(Some(3), Text("tum 2291"), 3_000, 6, Mask, "MWANGI", Way::Confirmation),
    event(Some(4), Text("malipo ya mtandao"), 1_500, 9, Mask, "FATUMA", Way::Confirmation),
    event(Some(5), Text(""), 9_500, 30, Number, "KIPRONO", Way::PushAndConfirmation),
    event(Some(5), Text(""), 2_000, 1, Number, "KIPRONO", Way::PushOfNobody),
    event(None, Slip(6), 2_500, 1, Mask, "PETER", Way::Confirmation),
    event(None, Slip(7), 4_000, 1, Mask, "JANET", Way::Confirmation),
    event(Some(8), Text("internet"), 1_500, 4, Hash, "AMINA", Way::Confirmation),
    event(Some(9), Account(9), 1_500, 4, Hash, "BAKARI", Way::Confirmation),
    event(Some(10), Account(10), 30_000, 45, Mask, "GREENFIELD", Way::Contradicted),
    event(Some(11), Account(11), 5_000, 7, Hash, "TUMAINI", Way::Confirmation),
    event(Some(7), Text("permit"), 600, 8, Mask, "ROSE", Way::Confirmation),
    event(None, Text("rent house 4"), 12_000, 2, Mask, "SAMSON", Way::Confirmation),
    event(None, Account(4), 700, 1, Mask, "HASSAN", Way::Confirmation),
];

const fn event(
    by: Option<usize>,
    typed: Typed,
    amount: i64,
    days: i64,
    phone: PhoneForm,
    name: &'static str,
    way: Way,
) -> Event {
    Event {
        by,
        typed,
        amount,
        days,
        phone,
        name,
        way,
    }
}

/// Reports all of it to the callback address, and answers the payments that it made, in order.
pub(crate) async fn send(
    story: &Story<'_>,
    customers: &[CustomerId],
    hook: &str,
) -> Result<Vec<PaymentId>, DemoError> {
    let client = reqwest::Client::new();
    let mut payments = Vec::new();
    for (event, number) in EVENTS.iter().zip(0..) {
        let payment = event.payment(story, customers, number)?;
        for (path, body) in event.bodies(&payment)? {
            post(&client, hook, path, body.to_string()).await?;
        }
        let receipt = Receipt::parse(&payment.receipt).map_err(text)?;
        payments.push(PaymentId::of(&Provider::mpesa(), &receipt));
    }
    post(
        &client,
        hook,
        "c2b/confirmation",
        r#"{"TransID": "T0BROKEN01", "TransAmount": "#.to_owned(),
    )
    .await?;
    Ok(payments)
}

async fn post(
    client: &reqwest::Client,
    hook: &str,
    path: &str,
    body: String,
) -> Result<(), DemoError> {
    let request = client.post(format!("{hook}/{path}"));
    let request = request
        .header("content-type", "application/json")
        .body(body);
    request.send().await?.error_for_status()?;
    Ok(())
}

impl Event {
    fn payment(
        &self,
        story: &Story<'_>,
        customers: &[CustomerId],
        number: u64,
    ) -> Result<SamplePayment, DemoError> {
        let phone = self
            .by
            .and_then(|place| PEOPLE.get(place))
            .and_then(|person| person.phones.first());
        let minute = u32::try_from(number % 60).unwrap_or_default();
        Ok(SamplePayment {
            receipt: sample::receipt(FIRST_RECEIPT + number * 7_919),
            amount: shillings(self.amount)?,
            reference: self.typed.reference(customers)?,
            phone: Msisdn::parse(phone.unwrap_or(&STRANGER)).map_err(text)?,
            phone_form: self.phone,
            name: self.name.to_owned(),
            paid_at: sample::at(story.day(-self.days), 9, minute),
            short_code: story.short_code(),
        })
    }

    fn bodies(&self, payment: &SamplePayment) -> Result<Vec<(&'static str, Value)>, DemoError> {
        let confirmation = || ("c2b/confirmation", payment.confirmation());
        let push = || ("stk", payment.stk_result());
        Ok(match self.way {
            Way::Confirmation => vec![confirmation()],
            Way::PushAndConfirmation => {
                let with_mask = SamplePayment {
                    phone_form: Mask,
                    ..payment.clone()
                };
                vec![push(), ("c2b/confirmation", with_mask.confirmation())]
            }
            Way::PushOfNobody => vec![push()],
            Way::Thrice => vec![confirmation(), confirmation(), confirmation()],
            Way::Contradicted => {
                let amount = shillings(self.amount.saturating_mul(10))?;
                let other = SamplePayment {
                    amount,
                    ..payment.clone()
                };
                vec![confirmation(), ("c2b/confirmation", other.confirmation())]
            }
        })
    }
}

impl Typed {
    fn reference(self, customers: &[CustomerId]) -> Result<String, DemoError> {
        let account =
            |place| Ok::<_, DemoError>(customer(customers, place)?.account().as_str().to_owned());
        Ok(match self {
            Account(place) => account(place)?,
            Spaced(place) => {
                let account = account(place)?;
                let (start, end) = account.split_at_checked(4).unwrap_or((&account, ""));
                format!("{start} {end}")
            }
            Slip(place) => {
                let mut digits: Vec<char> = account(place)?.chars().collect();
                let last = digits.len().saturating_sub(1);
                digits.swap(last.saturating_sub(1), last);
                digits.into_iter().collect()
            }
            Text(typed) => typed.to_owned(),
        })
    }
}

pub(crate) fn text(error: impl std::fmt::Display) -> DemoError {
    DemoError::Text(error.to_string())
}
