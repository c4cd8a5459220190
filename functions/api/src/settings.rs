//! `settings`: what staff decide for the whole provider.

use axum::extract::State;
use axum::{Extension, Json};
use billing::business_days::Direction;
use operations::actor::Actor;
use operations::settings::{self, SettingsChanges};
use runtime::context::Context;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use store::settings::{QuietHours, Settings};
use utoipa::ToSchema;
use utoipa::openapi::Schema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{one_of, text};
use crate::input::Input;
use crate::refusal::Refusal;

const MINUTES_OF_AN_HOUR: u16 = 60;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(read_settings, change_settings))
}

/// What staff decided for the whole provider.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Settings)]
pub struct SettingsView {
    /// Where a due date goes that falls on a weekend or a holiday.
    #[schema(schema_with = direction)]
    due_date_direction: Direction,
    /// Days before a due date on which customers are reminded, the furthest first; 0 is the day itself.
    #[schema(example = json!([7, 3, 0]))]
    remind_before_days: Vec<u16>,
    /// Days after a due date on which customers are reminded of what is overdue, the nearest first.
    #[schema(example = json!([1, 7]))]
    remind_after_days: Vec<u16>,
    /// When no reminder goes out by SMS, or null for no such hours.
    quiet_hours: Option<QuietHoursView>,
    /// Whom of the staff to tell of payments that nobody can be found for.
    staff_emails: Vec<String>,
    /// Who changed them last; null while nobody did.
    changed_by: Option<String>,
}

/// Hours of every day in Nairobi; those that end earlier than they begin end on the next day.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = QuietHours)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct QuietHoursView {
    /// When they begin.
    #[schema(schema_with = time_of_day)]
    from: TimeOfDay,
    /// When they end.
    #[schema(schema_with = time_of_day)]
    until: TimeOfDay,
}

/// A time of the day to the minute, told as `20:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TimeOfDay(u16);

/// What of the settings is to change. What is left out stays; lists are replaced as a whole.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SettingsChanges)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct SettingsInput {
    /// Where a due date goes that falls on a weekend or a holiday.
    #[schema(schema_with = direction)]
    due_date_direction: Option<Direction>,
    /// Days before a due date, 0 to 90, at most six.
    remind_before_days: Option<Vec<i64>>,
    /// Days after a due date, 1 to 90, at most six.
    remind_after_days: Option<Vec<i64>>,
    /// When no reminder goes out by SMS; null for no such hours.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<QuietHoursView>)]
    quiet_hours: Option<Option<QuietHoursView>>,
    /// E-mail addresses of staff, at most ten.
    staff_emails: Option<Vec<String>>,
}

/// Read the settings
#[utoipa::path(
    get, path = "/settings", tag = "settings",
    responses((status = 200, description = "The settings.", body = SettingsView))
)]
async fn read_settings(State(context): State<Context>) -> Result<Json<SettingsView>, Refusal> {
    Ok(Json(context.store.settings().await?.into()))
}

/// Change the settings
///
/// They hold for what is planned and written from now on; due dates that stand do not move.
#[utoipa::path(
    patch, path = "/settings", tag = "settings",
    request_body = SettingsInput,
    responses(
        (status = 200, description = "The settings as they are now.", body = SettingsView),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn change_settings(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Input(input): Input<SettingsInput>,
) -> Result<Json<SettingsView>, Refusal> {
    let changes = SettingsChanges {
        direction: input.due_date_direction,
        remind_before_days: input.remind_before_days.as_deref().map(offsets),
        remind_after_days: input.remind_after_days.as_deref().map(offsets),
        quiet: input.quiet_hours.map(quiet_hours).transpose()?,
        staff_emails: input.staff_emails,
    };
    let settings = settings::change(&context.store, &changes, &actor, context.clock.now()).await?;
    Ok(Json(settings.into()))
}

/// What is no number of days at all is told as one that is too large.
fn offsets(days: &[i64]) -> Vec<u16> {
    let days = days.iter().copied();
    days.map(|day| u16::try_from(day).unwrap_or(u16::MAX))
        .collect()
}

fn quiet_hours(hours: Option<QuietHoursView>) -> Result<Option<QuietHours>, Refusal> {
    if hours.is_some_and(|hours| hours.from == hours.until) {
        let detail = "give two different times, or null for no quiet hours";
        return Err(Refusal::field("quiet_hours", "empty", detail));
    }
    Ok(hours.map(|hours| QuietHours {
        from_minute: hours.from.0,
        until_minute: hours.until.0,
    }))
}

/// A field that is there, be it null or not; left out, it takes its default.
fn given<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<QuietHoursView>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl From<Settings> for SettingsView {
    fn from(settings: Settings) -> Self {
        Self {
            due_date_direction: settings.direction,
            remind_before_days: settings.remind_before_days,
            remind_after_days: settings.remind_after_days,
            quiet_hours: settings.quiet.map(|hours| QuietHoursView {
                from: TimeOfDay(hours.from_minute),
                until: TimeOfDay(hours.until_minute),
            }),
            staff_emails: settings.staff_emails,
            changed_by: Some(settings.changed_by).filter(|by| !by.is_empty()),
        }
    }
}

impl TimeOfDay {
    /// Two digits, a colon, two digits.
    fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let number = |digits: &str, end: u16| {
            let usable = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            let number: Option<u16> = usable.then(|| digits.parse().ok()).flatten();
            number.filter(|number| *number < end)
        };
        let hours = number(hours, 24)?;
        Some(Self(
            hours * MINUTES_OF_AN_HOUR + number(minutes, MINUTES_OF_AN_HOUR)?,
        ))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (hours, minutes) = (self.0 / MINUTES_OF_AN_HOUR, self.0 % MINUTES_OF_AN_HOUR);
        serializer.collect_str(&format_args!("{hours:02}:{minutes:02}"))
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("write the time like 20:00"))
    }
}

fn direction() -> Schema {
    one_of(
        "Where a due date goes that falls on a weekend or a holiday: to the next business day or to the last one before.",
        &["following", "preceding"],
    )
}

fn time_of_day() -> Schema {
    text("A time of the day in Nairobi.")
        .pattern(Some(r"^([01]\d|2[0-3]):[0-5]\d$"))
        .examples(["20:00"])
        .into()
}
