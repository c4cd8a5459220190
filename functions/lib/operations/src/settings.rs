//! What staff decide for the whole provider is changed here, and checked.

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::business_days::Direction;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::settings::{QuietHours, Settings};

use crate::actor::Actor;
use crate::audit;
use crate::customers::checked::checked_emails;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// The longest offset of a reminder, in days.
const OFFSET_DAYS_MAX: u16 = 90;
/// The most offsets on either side of a due date.
const OFFSETS_MAX: usize = 6;

/// Minutes of a day.
const DAY_MIN: u16 = 24 * 60;

/// What is changed; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct SettingsChanges {
    /// Which way a due date goes that falls on a closed day.
    pub direction: Option<Direction>,
    /// Days before a due date on which customers are reminded.
    pub remind_before_days: Option<Vec<u16>>,
    /// Days after it.
    pub remind_after_days: Option<Vec<u16>>,
    /// When no reminder goes out by SMS; the inner nothing for no quiet hours.
    pub quiet: Option<Option<QuietHours>>,
    /// Whom of the staff to tell of payments that nobody can be found for.
    pub staff_emails: Option<Vec<String>>,
}

/// Changes settings. They hold for what is planned and written from now on.
///
/// # Idempotency
/// Setting what is set already changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`OperationError::Store`].
pub async fn change(
    store: &Store,
    changes: &SettingsChanges,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Settings, OperationError> {
    actor.may(Permission::ChangeSettings)?;
    let before_days = offsets(
        "remind_before_days",
        changes.remind_before_days.as_deref(),
        0,
    )?;
    let after_days = offsets("remind_after_days", changes.remind_after_days.as_deref(), 1)?;
    let staff_emails = changes.staff_emails.as_deref();
    let staff_emails = staff_emails.map(|typed| checked_emails("staff_emails", typed));
    let staff_emails = staff_emails.transpose()?;
    if let Some(Some(quiet)) = changes.quiet
        && (quiet.from_minute >= DAY_MIN || quiet.until_minute >= DAY_MIN)
    {
        let detail = "give times of the day, like 20:00 and 07:00";
        return Err(OperationError::field("quiet_hours", "unusable", detail));
    }
    on_conflict(|| async {
        let before = store.settings().await?;
        let wanted = Settings {
            direction: changes.direction.unwrap_or(before.direction),
            remind_before_days: before_days
                .clone()
                .unwrap_or(before.remind_before_days.clone()),
            remind_after_days: after_days
                .clone()
                .unwrap_or(before.remind_after_days.clone()),
            quiet: changes.quiet.unwrap_or(before.quiet),
            staff_emails: staff_emails.clone().unwrap_or(before.staff_emails.clone()),
            ..before.clone()
        };
        if wanted == before {
            return Ok(before);
        }
        let after = Settings {
            changed_by: actor.name().to_owned(),
            version: before.version + 1,
            ..wanted
        };
        let subject = Subject::new(SubjectKind::Settings, "settings");
        audit::line(actor, AuditAction::SettingsChanged, subject, now)
            .noting(changed(&before, &after))
            .on(store)
            .save_settings(&before, &after)
            .await?;
        Ok(after)
    })
    .await
}

/// What is set anew, before and after; of the addresses only that they are others.
fn changed(before: &Settings, after: &Settings) -> String {
    let days = |days: &[u16]| match days {
        [] => "none".to_owned(),
        days => days
            .iter()
            .map(u16::to_string)
            .collect::<Vec<_>>()
            .join("/"),
    };
    let direction = |settings: &Settings| settings.direction.name().to_owned();
    let quiet = |settings: &Settings| match settings.quiet {
        Some(quiet) => format!(
            "{}–{}",
            quiet.start().format("%H:%M"),
            quiet.end().format("%H:%M")
        ),
        None => "none".to_owned(),
    };
    let before_days = |settings: &Settings| days(&settings.remind_before_days);
    let after_days = |settings: &Settings| days(&settings.remind_after_days);
    let facts = [
        ("direction", direction(before), direction(after)),
        (
            "remind_before_days",
            before_days(before),
            before_days(after),
        ),
        ("remind_after_days", after_days(before), after_days(after)),
        ("quiet_hours", quiet(before), quiet(after)),
    ];
    let mut words: Vec<String> = facts
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| format!("{name} {before} → {after}"))
        .collect();
    if before.staff_emails != after.staff_emails {
        words.push("staff_emails".to_owned());
    }
    words.join(", ")
}

/// The furthest first before a due date, the nearest first after it: the order in which they come.
fn offsets(
    field: &'static str,
    days: Option<&[u16]>,
    least: u16,
) -> Result<Option<Vec<u16>>, OperationError> {
    let Some(days) = days else {
        return Ok(None);
    };
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    if days.len() > OFFSETS_MAX {
        let detail = format!("use at most {OFFSETS_MAX} of them");
        return Err(OperationError::field(field, "too_many", detail));
    }
    if days
        .iter()
        .any(|day| !(least..=OFFSET_DAYS_MAX).contains(day))
    {
        let detail = format!("use {least} to {OFFSET_DAYS_MAX} days");
        return Err(OperationError::field(field, "out_of_range", detail));
    }
    if least == 0 {
        days.reverse();
    }
    Ok(Some(days))
}
