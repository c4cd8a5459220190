//! Holidays: those of the law, and days that are gazetted at short notice, which move what is not announced yet.

pub mod preview;

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::business_days::{BusinessDays, Settled};
use billing::civil::nairobi_date;
use billing::holidays::{Holiday, HolidayKind, statutory, statutory_on};
use billing::ids::ObligationId;
use billing::obligation::PLANNED_YEARS;
use billing::obligation::change::{Kept, Replan, replan};
use billing::role::Permission;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use store::client::Store;
use store::due::DuePointer;
use store::holidays::{GazettedDay, Replanned, Withdrawal};
use store::obligation_changes::ChangeKind;
use store::obligations::{InstalmentRecord, ObligationFile};

use crate::actor::Actor;
use crate::audit;
use crate::business_days::business_days;
use crate::error::OperationError;
use crate::obligation_change::edit::Edit;
use crate::retry::on_conflict;
use crate::words::{REASON_CHARS_MAX, checked_text, required_text};

/// Longest name of a holiday, in characters.
const NAME_CHARS_MAX: usize = 60;
/// Most days that may be gazetted in all; far more than the law ever did.
const DAYS_MAX: usize = 500;
/// Pointers read of each shard at a time.
const PAGE_ITEMS: i32 = 25;
/// Obligations that were being written when a day was entered are there by now, in seconds.
const WRITTEN_BY_S: i64 = 120;

/// What a new holiday did to the instalments of its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replanning {
    /// Those that have another date.
    pub moved: Vec<MovedDose>,
    /// Those that stay, with the reason.
    pub kept: Vec<KeptDose>,
    /// Whether all were looked at; otherwise it goes on in the background.
    pub complete: bool,
}

/// An instalment that has another date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDose {
    /// The obligation.
    pub obligation: ObligationId,
    /// The number of the instalment.
    pub number: u32,
    /// The date that it had.
    pub from: NaiveDate,
    /// The date that it has.
    pub to: NaiveDate,
}

/// An instalment that stays on a holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDose {
    /// The obligation.
    pub obligation: ObligationId,
    /// The number of the instalment.
    pub number: u32,
    /// Why.
    pub because: Kept,
}

/// The holidays of a year, in the order of the days.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn of_year(store: &Store, year: i32) -> Result<Vec<Holiday>, OperationError> {
    let mut holidays = statutory(year);
    for day in store.gazetted_days().await? {
        let is_standing = day.withdrawal.is_none() && day.on.year() == year;
        if is_standing && !holidays.iter().any(|holiday| holiday.date == day.on) {
            holidays.push(Holiday {
                date: day.on,
                name: day.name,
                kind: HolidayKind::Gazetted,
            });
        }
    }
    holidays.sort_by_key(|holiday| holiday.date);
    Ok(holidays)
}

/// Enters a day that was gazetted. What falls due on it is planned anew by [`replan_day`].
/// `reason` may be empty, as where it was announced.
///
/// # Idempotency
/// Entering the same day under the same name again changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`OperationError::HolidayExists`],
/// [`OperationError::Store`].
pub async fn gazette(
    store: &Store,
    on: NaiveDate,
    name: &str,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<GazettedDay, OperationError> {
    actor.may(Permission::ChangeHolidays)?;
    let wanted = checked(on, name, reason, actor, now)?;
    on_conflict(|| async {
        let known = store.gazetted_days().await?;
        check_room(&known)?;
        let before = known.into_iter().find(|day| day.on == on);
        let standing = before.as_ref().filter(|day| day.withdrawal.is_none());
        match standing {
            Some(day) if day.name == wanted.name => return Ok(day.clone()),
            Some(day) => {
                let name = day.name.clone();
                return Err(OperationError::HolidayExists { name });
            }
            None => {}
        }
        let after = GazettedDay {
            version: before.as_ref().map_or(1, |day| day.version + 1),
            ..wanted.clone()
        };
        audit::line(actor, AuditAction::HolidayEntered, holiday(on), now)
            .noting(after.name.clone())
            .because(&after.reason)
            .on(store)
            .save_gazetted_day(before.as_ref(), &after)
            .await?;
        Ok(after)
    })
    .await
}

/// The day as it is kept, if it can be.
fn checked(
    on: NaiveDate,
    name: &str,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<GazettedDay, OperationError> {
    let name = required_text("name", name, NAME_CHARS_MAX, "say what the day is called")?;
    let reason = checked_text("reason", reason, REASON_CHARS_MAX)?;
    if on < nairobi_date(now) {
        let detail = "what fell due in the past does not move; use today or a later day";
        return Err(OperationError::field("date", "in_the_past", detail));
    }
    if !PLANNED_YEARS.contains(&on.year()) {
        let last = PLANNED_YEARS.end();
        let detail = format!("nothing falls due after {last}; check the year");
        return Err(OperationError::field("date", "too_far_ahead", detail));
    }
    if let Some(holiday) = statutory_on(on) {
        return Err(OperationError::HolidayExists { name: holiday.name });
    }
    if on.weekday() == Weekday::Sun {
        let detail = "nothing falls due on a Sunday anyway; enter the day that is given off for it";
        return Err(OperationError::field("date", "sunday", detail));
    }
    Ok(GazettedDay {
        on,
        name,
        reason,
        added_at: now,
        added_by: actor.name().to_owned(),
        replanned: Replanned::No,
        withdrawal: None,
        version: 1,
    })
}

fn check_room(known: &[GazettedDay]) -> Result<(), OperationError> {
    if known.len() >= DAYS_MAX {
        let detail = format!("at most {DAYS_MAX} days can be entered");
        return Err(OperationError::field("date", "too_many", detail));
    }
    Ok(())
}

/// Takes a gazetted day back. What it moved stays where it is: that date was promised.
/// `reason` may be empty.
///
/// # Idempotency
/// A day that was taken back is refused, so a repetition changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::HolidayByLaw`], [`OperationError::HolidayNotFound`], [`OperationError::Store`].
pub async fn withdraw(
    store: &Store,
    on: NaiveDate,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::ChangeHolidays)?;
    let reason = checked_text("reason", reason, REASON_CHARS_MAX)?;
    on_conflict(|| async {
        let known = store.gazetted_days().await?;
        let standing = known
            .into_iter()
            .find(|day| day.on == on && day.withdrawal.is_none());
        let Some(before) = standing else {
            return Err(match statutory_on(on) {
                Some(holiday) => OperationError::HolidayByLaw { name: holiday.name },
                None => OperationError::HolidayNotFound,
            });
        };
        let after = GazettedDay {
            withdrawal: Some(Withdrawal {
                by: actor.name().to_owned(),
                at: now,
                reason: reason.clone(),
            }),
            version: before.version + 1,
            ..before.clone()
        };
        audit::line(actor, AuditAction::HolidayWithdrawn, holiday(on), now)
            .noting(before.name.clone())
            .because(&reason)
            .on(store)
            .save_gazetted_day(Some(&before), &after)
            .await?;
        Ok(())
    })
    .await
}

fn holiday(on: NaiveDate) -> Subject {
    Subject::new(SubjectKind::Holiday, on.to_string())
}

/// Plans the instalments of a gazetted day anew, at most `instalments_max` of them: those in the future of which
/// nobody was reminded yet move to the next business day, each with its record and a message.
///
/// # Idempotency
/// An instalment that moved is due on another day, so a repetition moves nothing twice.
///
/// # Errors
/// [`OperationError::HolidayNotFound`], [`OperationError::Store`].
pub async fn replan_day(
    store: &Store,
    on: NaiveDate,
    instalments_max: usize,
    now: DateTime<Utc>,
) -> Result<Replanning, OperationError> {
    let day = store.gazetted_days().await?;
    let day = day
        .into_iter()
        .find(|day| day.on == on && day.withdrawal.is_none())
        .ok_or(OperationError::HolidayNotFound)?;
    let days = business_days(store).await?;
    let after = match &day.replanned {
        Replanned::UpTo(position) => Some(position.clone()),
        _ => None,
    };
    let mut walk = store.walk_due(on, on, after.as_deref(), PAGE_ITEMS);
    let mut replanning = Replanning::default();
    let mut last = after;
    for _ in 0..instalments_max {
        let Some((pointer, position)) = walk.next().await? else {
            replanning.complete = true;
            break;
        };
        replan_one(store, &day, &pointer, &days, now, &mut replanning).await?;
        last = Some(position);
    }
    let replanned = match (replanning.complete, last) {
        (true, _) if now >= day.added_at + TimeDelta::seconds(WRITTEN_BY_S) => Replanned::Done,
        (true, _) => Replanned::Once,
        (false, Some(position)) => Replanned::UpTo(position),
        (false, None) => Replanned::No,
    };
    save_progress(store, on, replanned).await?;
    Ok(replanning)
}

/// Goes on with days whose instalments are not all planned anew, at most `instalments_max` of each.
///
/// # Idempotency
/// As [`replan_day`].
///
/// # Errors
/// [`OperationError::Store`].
pub async fn replan_rest(
    store: &Store,
    instalments_max: usize,
    now: DateTime<Utc>,
) -> Result<usize, OperationError> {
    let mut moved = 0;
    for day in store.gazetted_days().await? {
        let written = now >= day.added_at + TimeDelta::seconds(WRITTEN_BY_S);
        let waits = match day.replanned {
            Replanned::Done => false,
            Replanned::Once => written,
            Replanned::No | Replanned::UpTo(_) => true,
        };
        if waits && day.withdrawal.is_none() {
            let done = replan_day(store, day.on, instalments_max, now).await?;
            moved += done.moved.len();
        }
    }
    Ok(moved)
}

async fn replan_one(
    store: &Store,
    day: &GazettedDay,
    pointer: &DuePointer,
    days: &BusinessDays,
    now: DateTime<Utc>,
    replanning: &mut Replanning,
) -> Result<(), OperationError> {
    let outcome = on_conflict(|| async {
        let Some(decided) = decide(store, day.on, pointer, days, now).await? else {
            return Ok(None);
        };
        if let Replan::Moves(settled) = &decided.replan {
            decided.edit(day, settled, now)?.commit(store).await?;
        }
        Ok(Some(decided.replan))
    })
    .await?;
    replanning.note(pointer, outcome);
    Ok(())
}

/// What a day does to the instalment that a pointer leads to.
struct Decided {
    file: ObligationFile,
    before: InstalmentRecord,
    replan: Replan,
}

/// Nothing where the instalment is not there any more.
async fn decide(
    store: &Store,
    on: NaiveDate,
    pointer: &DuePointer,
    days: &BusinessDays,
    now: DateTime<Utc>,
) -> Result<Option<Decided>, OperationError> {
    let Some(file) = store.obligation(&pointer.obligation).await? else {
        return Ok(None);
    };
    let doses = file.obligation()?.instalments;
    let domain = doses.iter().find(|dose| dose.number == pointer.number);
    let mut records = file.instalments.iter();
    let record = records.find(|dose| dose.number == pointer.number);
    let (Some(before), Some(domain)) = (record.cloned(), domain) else {
        return Ok(None);
    };
    let fixed = before.announced_at.is_some() || before.insisted;
    let replan = replan(domain, fixed, nairobi_date(now), on, days);
    Ok(Some(Decided {
        file,
        before,
        replan,
    }))
}

impl Decided {
    /// The move as a change of its obligation.
    fn edit(
        &self,
        day: &GazettedDay,
        settled: &Settled,
        now: DateTime<Utc>,
    ) -> Result<Edit<'_>, OperationError> {
        let after = InstalmentRecord {
            due_on: settled.due_on,
            moved_over: settled.moved_over.clone(),
            ..self.before.clone()
        };
        let reason = format!("{} is {}", day.on, day.name);
        let actor = Actor::named(&day.added_by);
        let mut edit = Edit::of(&self.file, ChangeKind::DateMoved, &reason, &actor, now);
        edit.replace(&self.before, after)?;
        Ok(edit)
    }
}

impl Replanning {
    /// Notes what became of the instalment that a pointer leads to.
    fn note(&mut self, pointer: &DuePointer, outcome: Option<Replan>) {
        let (obligation, number) = (pointer.obligation.clone(), pointer.number);
        match outcome {
            Some(Replan::Moves(settled)) => self.moved.push(MovedDose {
                obligation,
                number,
                from: pointer.on,
                to: settled.due_on,
            }),
            // Not there any more: nothing that anybody would look for on this day.
            Some(Replan::Keeps(Kept::OtherDay)) | None => {}
            Some(Replan::Keeps(because)) => self.kept.push(KeptDose {
                obligation,
                number,
                because,
            }),
        }
    }
}

async fn save_progress(
    store: &Store,
    on: NaiveDate,
    replanned: Replanned,
) -> Result<(), OperationError> {
    on_conflict(|| async {
        let known = store.gazetted_days().await?;
        let Some(before) = known.into_iter().find(|day| day.on == on) else {
            return Ok(());
        };
        if before.replanned == replanned {
            return Ok(());
        }
        let after = GazettedDay {
            replanned: replanned.clone(),
            version: before.version + 1,
            ..before.clone()
        };
        Ok(store.save_gazetted_day(Some(&before), &after).await?)
    })
    .await
}
