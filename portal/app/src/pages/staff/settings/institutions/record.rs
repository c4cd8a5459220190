//! `/staff/institutions/{id}/transfers/new`: a transfer that was made is entered, then confirmed.

use billing::journal::account::LedgerAccount;
use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::field::{Field, SelectField};
use crate::components::form_page::FormPage;
use crate::components::kept::Kept;
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::settings::institutions::{Standing, account_name, institution_path};
use crate::words::staff::settings::institutions::InstitutionsWords;
use crate::words::things::ThingWords;
use crate::written;

/// The fields of the form; the names are those that the operation knows.
pub const FIELDS: [&str; 4] = ["amount", "remitted_on", "reference", "paid_from"];
/// The field that says that what will happen was read.
pub const CONFIRMED: &str = "confirmed";

/// The end of its address.
pub const END: &str = "transfers/new";

/// The form.
#[component]
pub fn RecordTransferPage(
    /// What every page is told.
    frame: Frame,
    /// How the institution stands.
    standing: Standing,
    /// Where money can be taken from.
    accounts: Vec<LedgerAccount>,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = InstitutionsWords::of(language);
    let path = institution_path(&standing.id);
    let heading = (words.record_title)(&standing.name);
    let lead = view! { <p>{words.record_means}</p> }.into_any();
    let accounts = accounts.into_iter();
    let accounts = accounts.map(|one| (one.to_string(), account_name(language, &one)));
    let accounts: Vec<_> = accounts.collect();
    let available = written::with_currency(standing.to_remit);
    view! {
        <FormPage
            frame
            section=Section::Settings
            heading
            form=form.clone()
            lead
            action=format!("{path}/{END}")
            button=words.look
            back=path
        >
            <Field
                form=form.clone()
                name="amount"
                label=ThingWords::of(language).amount
                hint=(words.amount_hint)(&available)
                inputmode="decimal"
                required=true
            />
            <Field form=form.clone() name="remitted_on" label=words.remitted_on kind="date" />
            <Field
                form=form.clone()
                name="reference"
                label=words.reference
                hint=words.reference_hint
                required=true
                maxlength=80
            />
            <SelectField form name="paid_from" label=words.paid_from options=accounts />
        </FormPage>
    }
}

/// What would be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// How the institution stands.
    pub standing: Standing,
    /// How much.
    pub amount: Money,
    /// Where the money was.
    pub paid_from: LedgerAccount,
    /// The day.
    pub on: NaiveDate,
    /// The number of the transfer.
    pub reference: String,
    /// What the institution would still get.
    pub after: Money,
}

/// What will happen, and the button.
#[component]
pub fn ConfirmTransferPage(
    /// What every page is told.
    frame: Frame,
    /// What would be recorded.
    recording: Recording,
    /// What was entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = InstitutionsWords::of(language);
    let Recording { standing, .. } = &recording;
    let path = institution_path(&standing.id);
    let title = (words.record_title)(&standing.name);
    let [amount, before, after] =
        [recording.amount, standing.to_remit, recording.after].map(written::with_currency);
    let account = account_name(language, &recording.paid_from);
    let day = written::day(recording.on, language);
    let consequences = vec![
        (words.becomes)(&standing.name, &before, &after),
        (words.booked)(&amount, &account, &day, &recording.reference),
        words.not_told.to_owned(),
    ];
    view! {
        <Layout frame=frame.clone() title=title.clone() section=Section::Settings>
            <div class="stack">
                <h1>{title}</h1>
                <h2>{words.will_happen}</h2>
                <Confirmation
                    language
                    action=format!("{path}/{END}")
                    consequences
                    button=words.do_record
                    back=path
                >
                    <Once frame />
                    <Kept form names=FIELDS.map(str::to_owned).to_vec() />
                    <input type="hidden" name=CONFIRMED value="yes" />
                </Confirmation>
            </div>
        </Layout>
    }
}
