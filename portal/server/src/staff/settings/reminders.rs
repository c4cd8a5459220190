//! `/staff/settings/reminders`: when customers are reminded, when it is quiet, and where due dates move.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use billing::business_days::Direction;
use billing::civil::nairobi_date;
use billing::role::Permission;
use chrono::{Days, NaiveTime, Timelike};
use operations::business_days::business_days;
use operations::error::OperationError;
use operations::settings::{self, SettingsChanges};
use portal_app::form::Entered;
use portal_app::pages::staff::settings::reminders::{
    PATH, RESTORED, Reminders, RemindersPage, RemindersPageProps, SAVED, clock,
};
use portal_app::words::staff::settings::reminders::RemindersWords;
use store::settings::{QuietHours, Settings};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::lines;
use crate::way;

/// How far ahead the example is due, in days: past the usual reminders.
const EXAMPLE_DAYS: u64 = 14;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(open).post(save))
        .route("/staff/settings/reminders/restore", post(restore))
}

async fn open(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let set = shown(&portal.context.store.settings().await?);
    let form = filled(&set);
    page(&portal, &me, set, form, StatusCode::OK).await
}

async fn save(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeSettings)?;
    let words = RemindersWords::of(me.visit.language);
    let store = &portal.context.store;
    let mut form = fields.0;
    if let Some(changes) = read(&mut form, words) {
        let now = portal.context.clock.now();
        match settings::change(store, &changes, &me.actor, now).await {
            Ok(_) => return Ok(way::done(PATH, SAVED)),
            Err(error @ OperationError::Field { .. }) => {
                refusal::note(&mut form, me.visit.language, &error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let set = shown(&store.settings().await?);
    page(&portal, &me, set, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn restore(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let default = Settings::default();
    let changes = SettingsChanges {
        direction: Some(default.direction),
        remind_before_days: Some(default.remind_before_days),
        remind_after_days: Some(default.remind_after_days),
        quiet: Some(default.quiet),
        staff_emails: None,
    };
    let now = portal.context.clock.now();
    settings::change(&portal.context.store, &changes, &me.actor, now).await?;
    Ok(way::done(PATH, RESTORED))
}

/// What was entered; nothing, with everything that is wrong noted, where some of it cannot be read.
fn read(form: &mut Entered, words: &RemindersWords) -> Option<SettingsChanges> {
    let before = offsets(form, "remind_before_days", words);
    let after = offsets(form, "remind_after_days", words);
    let quiet = quiet_hours(form, words);
    let direction = [Direction::Following, Direction::Preceding]
        .into_iter()
        .find(|one| one.name() == form.value("direction"));
    Some(SettingsChanges {
        direction,
        remind_before_days: Some(before?),
        remind_after_days: Some(after?),
        quiet: Some(quiet?),
        staff_emails: Some(lines(form.value("staff_emails"))),
    })
}

/// A number that is too large for any offset is left to the operation, which says what is allowed.
fn offsets(form: &mut Entered, field: &str, words: &RemindersWords) -> Option<Vec<u16>> {
    let text = form.value(field).replace([',', ';'], " ");
    let numbers = text.split_whitespace().map(|number| {
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| number.parse().unwrap_or(u16::MAX))
    });
    let numbers: Option<Vec<u16>> = numbers.collect();
    if numbers.is_none() {
        form.refuse(field, words.bad_days);
    }
    numbers
}

fn quiet_hours(form: &mut Entered, words: &RemindersWords) -> Option<Option<QuietHours>> {
    let [from, until] = ["quiet_from", "quiet_until"].map(|field| {
        let text = form.value(field).trim().to_owned();
        (field, text)
    });
    if from.1.is_empty() && until.1.is_empty() {
        return Some(None);
    }
    let mut minutes = Vec::new();
    for (field, text) in [from, until] {
        match minute(&text) {
            Some(minute) => minutes.push(minute),
            None if text.is_empty() => form.refuse(field, words.both_times),
            None => form.refuse(field, words.bad_time),
        }
    }
    let [from_minute, until_minute]: [u16; 2] = minutes.try_into().ok()?;
    if from_minute == until_minute {
        form.refuse("quiet_until", words.same_times);
        return None;
    }
    Some(Some(QuietHours {
        from_minute,
        until_minute,
    }))
}

/// The minute of the day of `20:00`.
fn minute(text: &str) -> Option<u16> {
    let time = NaiveTime::parse_from_str(text, "%H:%M").ok()?;
    u16::try_from(time.num_seconds_from_midnight() / 60).ok()
}

fn shown(settings: &Settings) -> Reminders {
    Reminders {
        before: settings.remind_before_days.clone(),
        after: settings.remind_after_days.clone(),
        quiet: settings.quiet.map(|quiet| (quiet.start(), quiet.end())),
        direction: settings.direction,
        emails: settings.staff_emails.clone(),
    }
}

/// The form as it is before anybody typed.
fn filled(set: &Reminders) -> Entered {
    let days = |days: &[u16]| {
        let days: Vec<String> = days.iter().map(u16::to_string).collect();
        days.join(", ")
    };
    let (from, until) = match set.quiet {
        Some((from, until)) => (clock(from), clock(until)),
        None => (String::new(), String::new()),
    };
    Entered::of([
        ("remind_before_days", days(&set.before)),
        ("remind_after_days", days(&set.after)),
        ("quiet_from", from),
        ("quiet_until", until),
        ("direction", set.direction.name().to_owned()),
        ("staff_emails", set.emails.join("\n")),
    ])
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    set: Reminders,
    form: Entered,
    status: StatusCode,
) -> Result<Response, Failure> {
    let today = nairobi_date(portal.context.clock.now());
    let ahead = today.checked_add_days(Days::new(EXAMPLE_DAYS));
    let days = business_days(&portal.context.store).await?;
    let example_due_on = days.settle(ahead.unwrap_or(today)).due_on;
    let usual = shown(&Settings::default());
    let frame = me.frame();
    let page = render(move || {
        RemindersPage(RemindersPageProps {
            frame,
            set,
            usual,
            example_due_on,
            form,
        })
    });
    Ok((status, page.await).into_response())
}
