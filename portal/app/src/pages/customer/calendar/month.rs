//! The weeks of a month. On a phone the same table reads as a list of the days on which something is due.

use billing::business_days::ClosedDay;
use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::Money;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::components::moved::Moved;
use crate::components::settled::{Settled, SettledMark};
use crate::pages::customer::calendar::Month;
use crate::words::customer::calendar::CalendarWords;
use crate::words::things::ThingWords;
use crate::written;

const DAYS_PER_WEEK: usize = 7;

/// What falls due on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub on: NaiveDate,
    /// What is still to be paid of it; all of it where nothing is.
    pub amount: Money,
    /// The instalments.
    pub doses: Vec<DueDose>,
}

/// An instalment that falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDose {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The number of the instalment.
    pub number: u32,
    /// How many the obligation has.
    pub of: usize,
    /// How much.
    pub amount: Money,
    /// What is still to be paid of it.
    pub outstanding: Money,
    /// The day that the plan asks for.
    pub nominal_on: NaiveDate,
    /// The closed days because of which that is not the day.
    pub moved_over: Vec<ClosedDay>,
    /// How it stands.
    pub settled: Settled,
}

/// The month as weeks, Monday first.
#[component]
pub fn MonthTable(
    /// The language of the page.
    language: Language,
    /// The month.
    month: Month,
) -> impl IntoView {
    let names = (0..7).map(|day| {
        view! { <th scope="col">{written::weekday_short(day, language)}</th> }
    });
    let days = days(month.first);
    let weeks = days.chunks(DAYS_PER_WEEK).map(|week| {
        let cells = week.iter().map(|day| {
            let due = month.due.iter().find(|due| Some(due.on) == *day).cloned();
            view! { <Day language day=*day due today=month.today /> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let weeks = weeks.collect_view();
    view! {
        <table class="month">
            <caption class="hidden">{written::month(month.first, language)}</caption>
            <thead>
                <tr>{names.collect_view()}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

/// The days of a month with nothing before and after them, so that they fill whole weeks.
fn days(first: NaiveDate) -> Vec<Option<NaiveDate>> {
    let before = first.weekday().num_days_from_monday();
    let before = usize::try_from(before).unwrap_or_default();
    let mut days: Vec<Option<NaiveDate>> = vec![None; before];
    let of_month = first
        .iter_days()
        .take_while(|day| day.month() == first.month());
    days.extend(of_month.map(Some));
    let whole = days.len().next_multiple_of(DAYS_PER_WEEK);
    days.resize(whole, None);
    days
}

#[component]
fn Day(
    language: Language,
    day: Option<NaiveDate>,
    due: Option<Due>,
    today: NaiveDate,
) -> impl IntoView {
    let words = CalendarWords::of(language);
    let Some(day) = day else {
        return view! { <td class="empty"></td> }.into_any();
    };
    let is_today = day == today;
    let class = if due.is_none() { "empty" } else { "" };
    let date = view! {
        <p class="date">
            <span class="roomy">{day.day()}</span>
            <span class="narrow">{written::day_short(day, language)}</span>
            {is_today.then(|| view! { <span class="small">" · " {words.today}</span> })}
        </p>
    };
    let due = due.map(|due| view! { <DueOnDay language due /> });
    view! {
        <td class=class aria-current=is_today.then_some("date")>
            {date}
            {due}
        </td>
    }
    .into_any()
}

#[component]
fn DueOnDay(language: Language, due: Due) -> impl IntoView {
    let words = CalendarWords::of(language);
    let on = due.on;
    let several = due.doses.len() > 1;
    let together = several.then(|| {
        let sum = written::with_currency(due.amount);
        view! { <p class="sum">{(words.together)(&sum)}</p> }
    });
    let doses = due.doses.into_iter().map(|dose| {
        view! {
            <li>
                <DueLine language on dose />
            </li>
        }
    });
    view! {
        {together}
        <ul>{doses.collect_view()}</ul>
    }
}

#[component]
fn DueLine(language: Language, on: NaiveDate, dose: DueDose) -> impl IntoView {
    let words = CalendarWords::of(language);
    let things = ThingWords::of(language);
    let amount = written::with_currency(dose.amount);
    let is_part = dose.outstanding.is_positive() && dose.outstanding != dose.amount;
    let left = is_part.then(|| {
        let left = written::with_currency(dose.outstanding);
        view! { <p class="small quiet">{(words.left)(&left)}</p> }
    });
    let number = (dose.of > 1).then(|| {
        view! { <span class="small quiet">{(things.dose_of)(dose.number, dose.of)}</span> }
    });
    let was_moved = dose.nominal_on != on;
    let moved = was_moved.then(|| {
        view! {
            <p class="small quiet">
                <Moved
                    language
                    nominal_on=dose.nominal_on
                    due_on=on
                    moved_over=dose.moved_over.clone()
                />
            </p>
        }
    });
    view! {
        <p>
            <a class="tap" href=format!("/obligations/{}", dose.obligation)>
                {dose.description}
            </a>
            " "
            {number}
        </p>
        <p>
            <span class="code">{amount}</span>
            " "
            <SettledMark language settled=dose.settled />
        </p>
        {left}
        {moved}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_fills_whole_weeks_from_monday() {
        let table = [
            // A month that begins on a Tuesday, one that fits four weeks, one that touches six.
            ("2026-12-01", 1, 31, 35),
            ("2027-02-01", 0, 28, 28),
            ("2026-08-01", 5, 31, 42),
        ];
        for (first, before, of_month, whole) in table {
            let days = days(first.parse().unwrap());
            assert_eq!(days.len(), whole, "{first}");
            assert_eq!(days.iter().flatten().count(), of_month, "{first}");
            let leading = days.iter().take_while(|day| day.is_none());
            assert_eq!(leading.count(), before, "{first}");
        }
    }
}
