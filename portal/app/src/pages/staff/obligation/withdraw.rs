//! `/staff/obligations/{id}/cancel` and `…/restore`: what is unpaid need not be paid any more, or is owed again.

use billing::ids::ObligationId;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::TextField;
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::views::obligation::obligation_path;
use crate::words::staff::obligation_change::ObligationChangeWords;
use crate::words::things::ThingWords;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// Cancel what is unpaid.
    Cancel,
    /// Take that back.
    Restore,
}

impl Withdrawal {
    /// The last part of its address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Restore => "restore",
        }
    }
}

/// What will happen, the reason, and the button.
#[component]
pub fn WithdrawPage(
    /// What every page is told.
    frame: Frame,
    /// Which of the two.
    withdrawal: Withdrawal,
    /// Which obligation.
    id: ObligationId,
    /// What it is for.
    what: String,
    /// What will happen, in sentences.
    consequences: Vec<String>,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = ObligationChangeWords::of(language);
    let (heading, button, danger) = match withdrawal {
        Withdrawal::Cancel => ((words.cancel_title)(&what), words.do_cancel, true),
        Withdrawal::Restore => ((words.restore_title)(&what), words.do_restore, false),
    };
    let title = titled(language, &heading, &form);
    let back = obligation_path(&id);
    let action = format!("{back}/{}", withdrawal.path());
    view! {
        <Layout frame=frame.clone() title section=Section::Obligations>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <h2>{words.what_happens}</h2>
                <Confirmation language action consequences button danger back>
                    <Once frame />
                    <TextField
                        form
                        name="reason"
                        label=ThingWords::of(language).reason
                        hint=words.reason_hint
                        rows=2
                    />
                </Confirmation>
            </div>
        </Layout>
    }
}
