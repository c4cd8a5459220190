//! `/staff/settings/institutions`: everybody that we collect for, and how each stands.

pub mod one;

pub mod record;
pub mod undo;

use billing::ids::InstitutionId;
use billing::journal::account::LedgerAccount;
use billing::language::Language;
use billing::money::Money;
use billing::receipt::Provider;
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, numbers, words as column};
use crate::components::layout::Layout;
use crate::frame::{Frame, Section};
use crate::pages::staff::settings::overview::ToSettings;
use crate::words::staff::settings::institutions::InstitutionsWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/settings/institutions";

/// How an institution stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What stands for it in an address.
    pub id: InstitutionId,
    /// Its name, as it was written first.
    pub name: String,
    /// What customers have to pay to it in all.
    pub charged: Money,
    /// What they paid of that.
    pub collected: Money,
    /// What it was handed.
    pub remitted: Money,
    /// What it still gets; negative where a payment was taken back after it was handed over.
    pub to_remit: Money,
}

/// Where the pages about an institution begin. Not by its name, which may be any text: API Gateway decodes a path
/// before a function sees it, so of `KRA%2FNSSF` two segments would be left.
#[must_use]
pub fn institution_path(id: &InstitutionId) -> String {
    format!("/staff/institutions/{id}")
}

/// Where money was, as people call it.
#[must_use]
pub fn account_name(language: Language, account: &LedgerAccount) -> String {
    match account {
        LedgerAccount::Cash => InstitutionsWords::of(language).cash.to_owned(),
        LedgerAccount::Asset { provider, holder } if *provider == Provider::mpesa() => {
            format!("M-PESA {holder}")
        }
        LedgerAccount::Asset { provider, holder } => format!("{provider} {holder}"),
        other => other.to_string(),
    }
}

/// The list.
#[component]
pub fn InstitutionsPage(
    /// What every page is told.
    frame: Frame,
    /// By name.
    rows: Vec<Standing>,
) -> impl IntoView {
    let language = frame.language;
    let words = InstitutionsWords::of(language);
    let list = if rows.is_empty() {
        view! {
            <p>
                <strong>{words.none}</strong>
            </p>
            <p>{words.none_means}</p>
        }
        .into_any()
    } else {
        view! { <Table language rows /> }.into_any()
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Settings wide=true>
            <div class="stack">
                <h1>{words.title}</h1>
                <p>{words.means}</p>
                {list}
                <ToSettings language />
            </div>
        </Layout>
    }
}

#[component]
fn Table(language: Language, rows: Vec<Standing>) -> impl IntoView {
    let words = InstitutionsWords::of(language);
    let columns = vec![
        column(words.institution),
        numbers(words.charged),
        numbers(words.collected),
        numbers(words.remitted),
        numbers(words.to_remit),
    ];
    let rows = rows.into_iter().map(|row| {
        view! {
            <tr>
                <th scope="row">
                    <a href=institution_path(&row.id)>{row.name.clone()}</a>
                </th>
                <td class="num">{written::amount(row.charged)}</td>
                <td class="num">{written::amount(row.collected)}</td>
                <td class="num">{written::amount(row.remitted)}</td>
                <td class="num">
                    <strong>{written::amount(row.to_remit)}</strong>
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <DenseTable caption=words.title headed=true columns>
            {rows}
        </DenseTable>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_money_was_is_called_as_people_call_it() {
        let table = [
            ("assets:cash", "Cash"),
            ("assets:mpesa:600966", "M-PESA 600966"),
            ("assets:bank:0110", "bank 0110"),
        ];
        for (account, expected) in table {
            let account = account.parse().unwrap();
            assert_eq!(account_name(Language::En, &account), expected);
        }
    }
}
