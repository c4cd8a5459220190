//! The pictures of the first page of staff: what came in on each day, and how old what is overdue is.

use billing::language::Language;
use billing::money::{Currency, Money};
use billing::payment::Channel;
use chrono::Datelike;
use leptos::prelude::*;

use crate::components::charts::bars::{Bar, Bars, BarsHeads};
use crate::components::charts::picture::ChartWords;
use crate::components::charts::stacked_days::{DayParts, StackedDays};
use crate::pages::staff::today::{AgeSum, Day, OVERDUE_PATH, Overdue};
use crate::words::staff::payment_names::PaymentNames;
use crate::words::staff::today::TodayWords;
use crate::written;

/// What came in on each of the last days, by channel.
#[component]
pub fn PerDay(
    /// The language of the page.
    language: Language,
    /// The days, the first one first.
    days: Vec<Day>,
    /// Whether all of them are complete.
    complete: bool,
) -> impl IntoView {
    let words = TodayWords::of(language);
    let names = PaymentNames::of(language);
    let currency = days
        .first()
        .map_or(Currency::Kes, |day| day.total.currency());
    let channels = channels(&days);
    let total = days
        .iter()
        .try_fold(Money::zero(currency), |sum, day| sum.checked_add(day.total));
    let total = total.map(written::with_currency).unwrap_or_default();
    let highest = days.iter().max_by_key(|day| day.total.cents());
    let says = highest.map(|day| {
        let on = written::day_long(day.day, language);
        (words.per_day_says)(&total, &on, &written::with_currency(day.total))
    });
    let parts = channels
        .iter()
        .map(|channel| names.channel(*channel).to_owned());
    let parts: Vec<String> = parts.collect();
    let bars = days.iter().map(|day| DayParts {
        day: written::day_short(day.day, language),
        short: day.day.day().to_string(),
        parts: channels.iter().map(|channel| part(day, *channel)).collect(),
        total: day.total,
    });
    let bars: Vec<DayParts> = bars.collect();
    let chart = ChartWords {
        title: words.per_day.to_owned(),
        says: says.unwrap_or_default(),
        numbers: words.numbers.to_owned(),
        empty: words.per_day_empty.to_owned(),
    };
    let total = (words.total)(currency.code());
    let incomplete = (!complete).then(|| {
        view! { <p class="quiet small">{words.days_incomplete}</p> }
    });
    view! {
        <section class="stack" aria-label=words.per_day>
            <StackedDays id="collected" words=chart day=words.day total parts days=bars />
            {incomplete}
        </section>
    }
}

/// The channels over which anything came, always in the same order.
fn channels(days: &[Day]) -> Vec<Channel> {
    let all = days.iter().flat_map(|day| &day.by_channel);
    let mut channels: Vec<Channel> = all.map(|(channel, _)| *channel).collect();
    channels.sort_unstable();
    channels.dedup();
    channels
}

fn part(day: &Day, channel: Channel) -> Money {
    let found = day.by_channel.iter().find(|(one, _)| *one == channel);
    found.map_or(Money::zero(day.total.currency()), |(_, amount)| *amount)
}

/// What is overdue, by how long, with the button that works it out again.
#[component]
pub fn ByAge(
    /// The language of the page.
    language: Language,
    /// What is overdue; nothing before it was first worked out.
    overdue: Option<Overdue>,
) -> impl IntoView {
    let words = TodayWords::of(language);
    let body = match overdue {
        None => view! { <p class="quiet">{words.not_worked_out}</p> }.into_any(),
        Some(overdue) => view! { <Ages language overdue /> }.into_any(),
    };
    view! {
        <section class="stack" aria-label=words.by_age>
            {body}
            <form method="post" action=OVERDUE_PATH>
                <button class="button small plain">{words.again}</button>
            </form>
        </section>
    }
}

#[component]
fn Ages(language: Language, overdue: Overdue) -> impl IntoView {
    let words = TodayWords::of(language);
    let currency = overdue.amount.currency().code();
    let chart = ChartWords {
        title: words.by_age.to_owned(),
        says: (words.by_age_says)(&written::with_currency(overdue.amount)),
        numbers: words.numbers.to_owned(),
        empty: words.by_age_empty.to_owned(),
    };
    let heads = BarsHeads {
        name: words.age.to_owned(),
        amount: (words.amount)(currency),
        counts: vec![
            words.instalments.to_owned(),
            words.customers_head.to_owned(),
        ],
    };
    let bars = overdue.ages.into_iter().map(|age| bar(words, age));
    let bars: Vec<Bar> = bars.collect();
    let when = written::day_and_time(overdue.done_at, language);
    let worked_out = (words.worked_out)(&when, &written::day(overdue.from, language));
    let under_way = overdue
        .under_way
        .then(|| view! { <p class="small">{words.under_way}</p> });
    view! {
        <Bars id="overdue" words=chart heads bars />
        <p class="quiet small">{worked_out}</p>
        {under_way}
    }
}

fn bar(words: &TodayWords, age: AgeSum) -> Bar {
    let name = match age.last {
        Some(last) => (words.days)(age.first, last),
        None => (words.days_and_more)(age.first),
    };
    Bar {
        name,
        amount: age.amount,
        counts: vec![age.instalments, age.customers.figure],
    }
}
