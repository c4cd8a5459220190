//! What putting a customer's credit to the ticked charges will do, before it is done; and what is missing.

use billing::money::Money;
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::once::Once;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::debts::TICK;
use crate::pages::staff::customer::head::Tab;
use crate::views::customer::CustomerHead;
use crate::words::staff::settle::SettleWords;
use crate::words::things::ThingWords;
use crate::written;

/// What would be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settling {
    /// What is ticked, as the form sends it.
    pub ticks: Vec<String>,
    /// What happens to each charge.
    pub lines: Vec<SettlingLine>,
    /// What is put to use in all.
    pub put: Money,
    /// What is missing in all.
    pub missing: Money,
    /// The credit before.
    pub credit_before: Money,
    /// The credit after.
    pub credit_after: Money,
    /// Whether M-PESA can be asked.
    pub can_ask: bool,
}

/// What happens to one charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlingLine {
    /// What it is for.
    pub description: String,
    /// The instalment.
    pub number: u32,
    /// How many the obligation has.
    pub of: u32,
    /// What is put to it.
    pub put: Money,
    /// What is missing then.
    pub missing: Money,
}

/// The page.
#[component]
pub fn SettlePage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// What would be done.
    settling: Settling,
) -> impl IntoView {
    let language = frame.language;
    let words = SettleWords::of(language);
    let title = (words.title)(&head.name);
    let back = format!("{}{}", head.path(), Tab::Debts.path());
    let missing = settling.missing.is_positive().then(|| {
        view! { <Missing frame=frame.clone() head=head.clone() settling=settling.clone() /> }
    });
    let content = if settling.put.is_positive() {
        let consequences = consequences(&frame, &head, &settling);
        let once = view! { <Once frame=frame.clone() /> };
        let ticks = settling.ticks.into_iter();
        let ticks = ticks.map(|tick| view! { <input type="hidden" name=TICK value=tick /> });
        let ticks = ticks.collect_view();
        view! {
            <h2>{words.what_happens}</h2>
            <Confirmation
                language
                action=format!("{back}/settle")
                consequences
                button=words.do_it
                back
            >
                {once}
                {ticks}
            </Confirmation>
        }
        .into_any()
    } else {
        view! {
            <p>{words.no_credit} "."</p>
            <p>
                <a href=back>{words.back}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <Layout frame title=title.clone() section=Section::Customers>
            <div class="stack">
                <h1>{title}</h1>
                {missing}
                {content}
            </div>
        </Layout>
    }
}

fn consequences(frame: &Frame, head: &CustomerHead, settling: &Settling) -> Vec<String> {
    let words = SettleWords::of(frame.language);
    let things = ThingWords::of(frame.language);
    let money = written::with_currency;
    let lines = settling.lines.iter().map(|line| {
        let of = usize::try_from(line.of).unwrap_or(usize::MAX);
        let dose = (things.dose_of)(line.number, of);
        let what = format!("{}, {dose}", line.description);
        match (line.put.is_positive(), line.missing.is_positive()) {
            (true, false) => (words.settles)(&what, &money(line.put)),
            (true, true) => (words.in_part)(&what, &money(line.put), &money(line.missing)),
            (false, true) => (words.not_reached)(&what, &money(line.missing)),
            (false, false) => (words.already)(&what),
        }
    });
    let mut sentences: Vec<String> = lines.collect();
    let [from, to] = [settling.credit_before, settling.credit_after].map(money);
    sentences.push((words.credit_goes)(&from, &to));
    sentences.push((words.balance_stays)(&money(head.balance)));
    sentences.push(words.not_told.to_owned());
    sentences
}

/// What is missing, and the ways to get it.
#[component]
fn Missing(frame: Frame, head: CustomerHead, settling: Settling) -> impl IntoView {
    let words = SettleWords::of(frame.language);
    let may = |permission| frame.role().is_some_and(|role| role.may(permission));
    let amount = settling.missing.amount_text();
    let shown = written::with_currency(settling.missing);
    let pay = may(Permission::RecordPayment).then(|| {
        let href = format!(
            "/staff/payments/new?customer={}&amount={amount}",
            head.account
        );
        view! {
            <a class="button plain" href=href>
                {(words.make_payment)(&shown)}
            </a>
        }
    });
    let ask = (settling.can_ask && may(Permission::RequestPush)).then(|| {
        let href = format!("{}/ask?amount={amount}", head.path());
        view! {
            <a class="button plain" href=href>
                {(words.ask)(&shown)}
            </a>
        }
    });
    view! {
        <Notice weight=Weight::Caution headline=(words.missing)(&shown)>
            <p>{words.missing_means}</p>
            <p class="actions">{pay} {ask}</p>
        </Notice>
    }
}
