//! After the code, where several customers have the contact: which of them.

use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::frame::Frame;
use crate::pages::sign_in::{ACCOUNT_FIELD, NEXT_FIELD};
use crate::words::sign_in::SignInWords;
use crate::written;

/// A customer who can be chosen.
#[derive(Debug, Clone)]
pub struct Account {
    /// Their account number.
    pub number: String,
    /// As they are called.
    pub name: String,
}

/// A button for each.
#[component]
pub fn ChoosePage(
    /// What every page is told.
    frame: Frame,
    /// Who can be chosen.
    accounts: Vec<Account>,
    /// The page to come back to.
    next: String,
) -> impl IntoView {
    let words = SignInWords::of(frame.language);
    let accounts = accounts.into_iter().map(|account| {
        let number = written::account(&account.number);
        view! {
            <p>
                <button class="button plain" name=ACCOUNT_FIELD value=account.number>
                    {account.name} ", " {number}
                </button>
            </p>
        }
    });
    view! {
        <Layout frame title=words.choose_title.to_owned()>
            <form class="stack" method="post" action="/sign-in/account">
                <h1>{words.choose_title}</h1>
                <p>{words.choose_why}</p>
                <input type="hidden" name=NEXT_FIELD value=next />
                {accounts.collect_view()}
            </form>
        </Layout>
    }
}
