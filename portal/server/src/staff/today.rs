//! `/staff`: how the day goes, and what waits for somebody.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use billing::civil::nairobi_date;
use billing::money::Money;
use chrono::{DateTime, Days, Utc};
use operations::aging::{self, AgingReport};
use operations::collected::{self, DayCollected};
use operations::error::OperationError;
use operations::today::{self, Today};
use portal_app::pages::staff::today::{
    AgeSum, Day, OVERDUE_PATH, Overdue, TodayPage, TodayPageProps, TodayView, WORKED_OUT, Work,
};
use portal_app::views::count::Count;

use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::{STAFF_PATH, StaffVisit};
use crate::way;

/// Days of the first picture.
const DAYS_SHOWN: u64 = 14;
/// Instalments that are looked at while somebody waits for the answer; the rest is done by the schedule.
const AGING_STEP: usize = 2_000;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(STAFF_PATH, get(show))
        .route(OVERDUE_PATH, post(work_out))
}

async fn show(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let day = nairobi_date(now);
    let first = day
        .checked_sub_days(Days::new(DAYS_SHOWN - 1))
        .unwrap_or(day);
    let short_codes = short_codes(&portal);
    // Today's sums are worked out once: the days read what the overview has kept.
    let read = today::overview(store, &short_codes, CURRENCY, now).await?;
    let days = collected::by_day(store, first, day, now).await?;
    let today = view(read, &days, now)?;
    let frame = me.frame();
    Ok(render(move || TodayPage(TodayPageProps { frame, today })).await)
}

/// Every short code once: while a token is changed, one has two.
#[must_use]
pub fn short_codes(portal: &Portal) -> Vec<String> {
    let hooks = portal.context.config.hooks.iter();
    let mut codes: Vec<String> = hooks.map(|hook| hook.short_code.clone()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

async fn work_out(State(portal): State<Portal>, _me: StaffVisit) -> Result<Response, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    aging::again(store, now, AGING_STEP).await?;
    Ok(way::done(STAFF_PATH, WORKED_OUT))
}

fn view(
    read: Today,
    days: &[DayCollected],
    now: DateTime<Utc>,
) -> Result<TodayView, OperationError> {
    let (payments, collected) = read.collected.total(CURRENCY)?;
    let shown = days.iter().map(|one| {
        let of_currency = one.by_channel.iter();
        let of_currency = of_currency.filter(|sum| sum.amount.currency() == CURRENCY);
        Ok(Day {
            day: one.day,
            by_channel: of_currency.map(|sum| (sum.channel, sum.amount)).collect(),
            total: one.total(CURRENCY)?.1,
        })
    });
    Ok(TodayView {
        day: nairobi_date(now),
        at: read.at,
        payments: usize::try_from(payments).unwrap_or(usize::MAX),
        collected,
        complete: read.collected.complete,
        unassociated: count(read.unassociated.count),
        unassociated_amount: read.unassociated.amount,
        oldest_at: read.unassociated.oldest_at,
        overdue: read.overdue.as_ref().map(overdue),
        days: shown.collect::<Result<_, OperationError>>()?,
        days_complete: days.iter().all(|one| one.complete),
        work: work(&read),
    })
}

fn work(read: &Today) -> Work {
    let gaps_amount: Money = read.gaps.amount;
    Work {
        unverified: count(read.unassociated.unverified),
        to_review: count(read.pushes.to_review),
        unknown: count(read.pushes.unknown),
        failed: count(read.pushes.failed_today),
        not_arrived: count(read.notifications.not_arrived),
        stuck: count(read.notifications.stuck),
        gaps: Count {
            figure: usize::try_from(read.gaps.count).unwrap_or(usize::MAX),
            more: false,
        },
        gaps_amount,
        parked: count(read.parked),
        claims: count(read.claims),
    }
}

fn overdue(report: &AgingReport) -> Overdue {
    let ages = report.ages.iter().map(|one| {
        let (first, last) = one.age.days();
        AgeSum {
            first,
            last,
            amount: one.amount,
            instalments: usize::try_from(one.instalments).unwrap_or(usize::MAX),
            customers: count(one.customers),
        }
    });
    Overdue {
        amount: report.amount,
        customers: count(report.customers),
        ages: ages.collect(),
        done_at: report.done_at,
        from: report.from,
        under_way: report.next_begun_at.is_some(),
    }
}

fn count(count: operations::count::Count) -> Count {
    Count {
        figure: usize::try_from(count.figure()).unwrap_or(usize::MAX),
        more: count.is_cut(),
    }
}
