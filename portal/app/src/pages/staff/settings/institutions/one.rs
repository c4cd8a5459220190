//! `/staff/institutions/{id}`: how one stands, what it was handed, and what customers have to pay to it.

use billing::journal::account::LedgerAccount;
use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::account_movements::{Period, Periods};
use crate::components::dense_table::{DenseTable, numbers, words as column};
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::notice::{Notice, Weight};
use crate::components::status::{Shape, Status};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::obligations::ObligationTable;
use crate::pages::staff::settings::institutions::{PATH, Standing, account_name, institution_path};
use crate::views::obligation::ObligationRow;
use crate::words::staff::settings::institutions::InstitutionsWords;
use crate::words::things::ThingWords;
use crate::written;

/// After a transfer was recorded.
pub const RECORDED: &str = "recorded";
/// After one was undone.
pub const UNDONE: &str = "undone";

/// What it was handed within a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfers {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The newest first; not more than a page shows.
    pub rows: Vec<Transfer>,
    /// How many there are.
    pub all: usize,
    /// The sum of those that count.
    pub sum: Money,
}

/// Money that it was handed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Counted from 1.
    pub number: u32,
    /// The day.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// The number of the transfer.
    pub reference: String,
    /// Where the money was.
    pub paid_from: LedgerAccount,
    /// Who entered it.
    pub by: String,
    /// Set once it was undone: who, when and why.
    pub undone: Option<(String, DateTime<Utc>, String)>,
}

/// What customers have to pay to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Those of this page, the newest first.
    pub rows: Vec<ObligationRow>,
    /// Where the next page is.
    pub next: Option<String>,
}

/// The page.
#[component]
pub fn InstitutionPage(
    /// What every page is told.
    frame: Frame,
    /// How it stands.
    standing: Standing,
    /// The period as entered, and what is wrong with it.
    form: Entered,
    /// Periods that are offered.
    periods: Periods,
    /// What it was handed; nothing where the period cannot be shown.
    transfers: Option<Transfers>,
    /// What customers have to pay to it.
    owed: Owed,
) -> impl IntoView {
    let language = frame.language;
    let words = InstitutionsWords::of(language);
    let name = standing.name.clone();
    let path = institution_path(&standing.id);
    let title = titled(language, &name, &form);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::RemitToInstitution));
    let record = (may && standing.to_remit.is_positive()).then(|| {
        view! {
            <p class="tools">
                <a class="button" href=format!("{path}/transfers/new")>
                    {words.record}
                </a>
            </p>
        }
    });
    let done = match frame.done.as_deref() {
        Some(RECORDED) => Some(words.recorded),
        Some(UNDONE) => Some(words.undo_done),
        _ => None,
    };
    let done = done.map(|headline| view! { <Notice headline answers=true /> });
    let transfers = transfers.map(|transfers| {
        let path = path.clone();
        view! { <TransferList language path transfers may /> }
    });
    let obligations = match owed.rows.is_empty() {
        true => view! { <p>{words.owed_none}</p> }.into_any(),
        false => view! { <ObligationTable language rows=owed.rows /> }.into_any(),
    };
    view! {
        <Layout frame title section=Section::Settings wide=true>
            <div class="stack">
                {done} <ErrorSummary language form=form.clone() /> <h1>{name}</h1>
                <Figures language standing /> {record} <h2 id="transfers">{words.transfers}</h2>
                <Period language path form periods /> {transfers} <h2>{words.owed}</h2>
                {obligations} <More language href=owed.next /> <p>
                    <a class="tap" href=PATH>
                        {words.to_list}
                    </a>
                </p>
            </div>
        </Layout>
    }
}

#[component]
fn Figures(language: Language, standing: Standing) -> impl IntoView {
    let words = InstitutionsWords::of(language);
    let figures = [
        (words.charged, standing.charged),
        (words.collected, standing.collected),
        (words.remitted, standing.remitted),
        (words.to_remit, standing.to_remit),
    ];
    let figures = figures.map(|(name, money)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{written::with_currency(money)}</dd>
            </div>
        }
    });
    let too_much = standing.to_remit.is_negative().then(|| {
        let missing = written::with_currency(standing.to_remit.negated());
        view! {
            <Notice weight=Weight::Caution headline=words.too_much>
                <p>{(words.too_much_means)(&missing)}</p>
            </Notice>
        }
    });
    view! {
        <dl class="figures">{figures.collect_view()}</dl>
        <p class="small quiet">{words.of_now}</p>
        {too_much}
    }
}

#[component]
fn TransferList(
    language: Language,
    path: String,
    transfers: Transfers,
    may: bool,
) -> impl IntoView {
    let words = InstitutionsWords::of(language);
    if transfers.rows.is_empty() {
        return view! { <p>{words.no_transfers}</p> }.into_any();
    }
    let (from, to) = (transfers.from, transfers.to);
    let [first, last] = [from, to].map(|day| written::day(day, language));
    let columns = vec![
        numbers(words.number),
        column(ThingWords::of(language).date),
        column(words.reference),
        column(words.paid_from),
        column(words.by),
        column(ThingWords::of(language).status),
        numbers(ThingWords::of(language).amount),
    ];
    let shown = transfers.rows.len();
    let cut = (shown < transfers.all).then(|| {
        view! { <p class="quiet">{(words.first_only)(shown, transfers.all)}</p> }
    });
    let csv = format!("{path}/transfers.csv?from={from}&to={to}");
    let rows = transfers.rows.into_iter();
    let rows = rows.map(|one| view! { <Row language path=path.clone() one may /> });
    let rows = rows.collect_view();
    view! {
        <p>{(words.sum)(&written::with_currency(transfers.sum))}</p>
        <DenseTable caption=(words.transfers_caption)(&first, &last) columns>
            {rows}
        </DenseTable>
        {cut}
        <p class="actions">
            <a class="button plain small" href=csv>
                {words.csv}
            </a>
        </p>
    }
    .into_any()
}

#[component]
fn Row(language: Language, path: String, one: Transfer, may: bool) -> impl IntoView {
    let words = InstitutionsWords::of(language);
    let number = one.number;
    let status = match one.undone {
        Some((by, at, reason)) => {
            let at = written::day_and_time(at, language);
            view! {
                <Status shape=Shape::Void word=words.undone />
                " "
                <span class="quiet">{(words.undone_by)(&by, &at, &reason)}</span>
            }
            .into_any()
        }
        None => {
            let undo = may.then(|| {
                view! {
                    " "
                    <a href=format!("{path}/transfers/{number}/undo")>{(words.undo)(number)}</a>
                }
            });
            view! {
                <Status shape=Shape::Done word=words.counts />
                {undo}
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <td class="num">{number}</td>
            <td>{written::day(one.on, language)}</td>
            <th scope="row">{one.reference}</th>
            <td>{account_name(language, &one.paid_from)}</td>
            <td>{one.by}</td>
            <td>{status}</td>
            <td class="num">{written::amount(one.amount)}</td>
        </tr>
    }
}
