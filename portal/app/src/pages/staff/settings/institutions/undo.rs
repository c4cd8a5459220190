//! `/staff/institutions/{id}/transfers/{number}/undo`: a transfer that was entered by mistake is booked back.

use billing::money::Money;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::correction::ReasonField;
use crate::pages::staff::settings::institutions::one::Transfer;
use crate::pages::staff::settings::institutions::{Standing, account_name, institution_path};
use crate::words::staff::settings::institutions::InstitutionsWords;
use crate::written;

/// What will happen, the reason, and the button.
#[component]
pub fn UndoTransferPage(
    /// What every page is told.
    frame: Frame,
    /// How the institution stands.
    standing: Standing,
    /// The transfer.
    transfer: Transfer,
    /// What it would still get.
    after: Money,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = InstitutionsWords::of(language);
    let path = institution_path(&standing.id);
    let heading = (words.undo_title)(transfer.number, &standing.name);
    let title = titled(language, &heading, &form);
    let amount = written::with_currency(transfer.amount);
    let account = account_name(language, &transfer.paid_from);
    let [before, after] = [standing.to_remit, after].map(written::with_currency);
    let consequences = vec![
        (words.becomes)(&standing.name, &before, &after),
        (words.booked_back)(&amount, &account),
        words.stays.to_owned(),
        words.not_told.to_owned(),
    ];
    view! {
        <Layout frame title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <p class="code quiet">{transfer.reference}</p>
                <h2>{words.will_happen}</h2>
                <Confirmation
                    language
                    action=format!("{path}/transfers/{}/undo", transfer.number)
                    consequences
                    button=words.do_undo
                    danger=true
                    back=path
                >
                    <ReasonField language form />
                </Confirmation>
            </div>
        </Layout>
    }
}
