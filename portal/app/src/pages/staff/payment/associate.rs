//! `/staff/payments/{id}/associate`: whose it is; first the choice, then what that would do.

use billing::role::Permission;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::consequences::consequences;
use crate::pages::staff::payment::correction::{
    Asked, Changed, OverLimit, OverrideField, ReasonField, Seen,
};
use crate::pages::staff::payment::facts::PaymentLine;
use crate::pages::staff::payment::history::named;
use crate::pages::staff::payment::owner::Suggestions;
use crate::views::payment::whole::WholePayment;
use crate::views::payment::{Foreseen, Party, payment_path};
use crate::words::staff::payment::associate::AssociateWords;
use crate::words::staff::payment::correction::CorrectionWords;

/// The name of the field with the account number, also in the address.
pub const CUSTOMER_FIELD: &str = "customer";

/// The choice: a suggestion, or the account number of whoever it is.
#[component]
pub fn ChooseOwnerPage(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = AssociateWords::of(language);
    let heading = (words.choose)(&payment.receipt);
    let title = titled(language, &heading, &form);
    let path = payment_path(&payment.id);
    let suggestions = payment.suggestions.clone();
    let suggestions = (!suggestions.is_empty()).then(|| {
        view! { <Suggestions language path=path.clone() suggestions acts=true /> }
    });
    view! {
        <Layout frame=frame.clone() title section=Section::Payments>
            <div class="stack">
                <ErrorSummary language form=form.clone() /> <h1>{heading}</h1>
                <PaymentLine frame payment /> {suggestions}
                <form class="stack" method="get" action=format!("{path}/associate")>
                    <Field
                        form
                        name=CUSTOMER_FIELD
                        label=words.account
                        hint=words.account_hint
                        required=true
                        maxlength=40
                    />
                    <p class="actions">
                        <button class="button">{words.go_on}</button>
                        " "
                        <a class="button plain" href="/staff/customers">
                            {words.find}
                        </a>
                    </p>
                </form>
            </div>
        </Layout>
    }
}

/// What giving it to this customer would do.
#[component]
pub fn AssociatePage(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
    /// Who would get it.
    party: Party,
    /// What that would do.
    foreseen: Foreseen,
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let language = frame.language;
    let words = AssociateWords::of(language);
    let heading = (words.confirm)(&payment.receipt, &named(&party));
    let title = titled(language, &heading, &asked.form);
    let path = payment_path(&payment.id);
    let action = format!("{path}/associate");
    let over = foreseen
        .is_over_limit()
        .then(|| view! { <OverLimit frame=frame.clone() foreseen=foreseen.clone() /> });
    let role = frame.role();
    let may_go_on =
        !foreseen.is_over_limit() || role.is_some_and(|role| role.may(Permission::GoOverLimit));
    let sentences = consequences(language, &foreseen);
    let form = asked.form.clone();
    let back = path.clone();
    let confirmation = may_go_on.then(|| {
        view! {
            <Confirmation language action consequences=sentences button=words.button back>
                <Seen seen=asked.seen />
                <input type="hidden" name=CUSTOMER_FIELD value=party.account />
                <ReasonField language form=form.clone() />
                <OverrideField language form foreseen />
            </Confirmation>
        }
    });
    view! {
        <Layout frame=frame.clone() title section=Section::Payments>
            <div class="stack">
                <ErrorSummary language form=asked.form.clone() />
                <Changed language changed=asked.changed />
                <h1>{heading}</h1>
                <PaymentLine frame payment />
                {over}
                <h2>{CorrectionWords::of(language).will_happen}</h2>
                {confirmation}
                <p>
                    <a href=format!("{path}/associate")>{words.someone_else}</a>
                </p>
            </div>
        </Layout>
    }
}
