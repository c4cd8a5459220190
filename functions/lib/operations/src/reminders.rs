//! Every morning: who is reminded of what.
//!
//! A morning looks at the due dates that lie its offsets away, finds their instalments in the list of due dates,
//! and writes a notification for each that is still to be paid. What was written stands under a key made of the
//! instalment, its date and the offset, so a morning that runs twice, beside itself or again after a crash writes
//! nothing twice. Mornings that were missed are made up for, the oldest first.

use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use billing::notification::{Dose, Message};
use chrono::{DateTime, Days, NaiveDate, Utc};
use store::client::Store;
use store::commit::Commit;
use store::due::DuePointer;
use store::error::StoreError;
use store::obligations::{InstalmentRecord, ObligationFile};
use store::reminders::{Midway, ReminderPlace};
use store::settings::Settings;

use crate::error::OperationError;
use crate::obligations::institution;
use crate::outbox::{self, Event};

/// Missed mornings that are made up for, in days; what was to be said before is no reminder any more.
pub const MISSED_MORNINGS_MAX: u64 = 14;
/// Instalments after which the place is saved.
const PAGE_INSTALMENTS: usize = 100;
/// Pointers read of each shard at a time.
const PAGE_ITEMS: i32 = 25;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReminderRun {
    /// Mornings that are done now.
    pub mornings: Vec<NaiveDate>,
    /// Instalments looked at.
    pub looked_at: usize,
    /// Notifications written.
    pub written: usize,
    /// Instalments whose reminder was left to a later one of the same run.
    pub superseded: usize,
    /// Whether there is more to do than one run may.
    pub more: bool,
}

/// An offset of a due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offset {
    Before(u16),
    After(u16),
}

impl Offset {
    /// The due date of whom is reminded on `morning`.
    fn due_on(self, morning: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Before(days) => morning.checked_add_days(Days::new(days.into())),
            Self::After(days) => morning.checked_sub_days(Days::new(days.into())),
        }
    }

    /// The morning on which one is reminded of `due_on`.
    fn morning(self, due_on: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Before(days) => due_on.checked_sub_days(Days::new(days.into())),
            Self::After(days) => due_on.checked_add_days(Days::new(days.into())),
        }
    }

    fn name(self) -> String {
        match self {
            Self::Before(0) => "on_the_day".to_owned(),
            Self::Before(days) => format!("{days}_before"),
            Self::After(days) => format!("{days}_after"),
        }
    }
}

/// Reminds of everything up to this morning, for at most `instalments_max` instalments.
///
/// # Idempotency
/// Running it again, at the same time or after a crash in the middle, writes nothing twice.
///
/// # Errors
/// [`OperationError::Store`]; the next run goes on where this one was.
pub async fn run(
    store: &Store,
    now: DateTime<Utc>,
    instalments_max: usize,
) -> Result<ReminderRun, OperationError> {
    let settings = store.settings().await?;
    let offsets = offsets(&settings);
    let today = nairobi_date(now);
    let mut place = match store.reminder_place().await? {
        Some(place) => place,
        None => ReminderPlace {
            done_through: days_before(today, 1),
            midway: None,
        },
    };
    place.done_through = place
        .done_through
        .max(days_before(today, MISSED_MORNINGS_MAX));
    let mut morning = Morning {
        store,
        settings: &settings,
        offsets: &offsets,
        now,
        today,
        run: ReminderRun::default(),
    };
    while let Some(next) = place.done_through.succ_opt().filter(|day| *day <= today) {
        if !morning.remind(next, &mut place, instalments_max).await? {
            morning.run.more = true;
            break;
        }
        place = ReminderPlace {
            done_through: next,
            midway: None,
        };
        store.set_reminder_place(&place).await?;
        morning.run.mornings.push(next);
    }
    Ok(morning.run)
}

struct Morning<'a> {
    store: &'a Store,
    settings: &'a Settings,
    offsets: &'a [Offset],
    now: DateTime<Utc>,
    today: NaiveDate,
    run: ReminderRun,
}

impl Morning<'_> {
    /// Goes through one morning from where `place` is; answers whether it came to the end.
    async fn remind(
        &mut self,
        morning: NaiveDate,
        place: &mut ReminderPlace,
        instalments_max: usize,
    ) -> Result<bool, OperationError> {
        let midway = place
            .midway
            .take()
            .filter(|midway| midway.morning == morning);
        let mut midway = midway.unwrap_or(Midway {
            morning,
            due_dates_done: 0,
            after: None,
        });
        for (number, offset) in (0_u16..).zip(self.offsets) {
            if number < midway.due_dates_done {
                continue;
            }
            let Some(due_on) = offset.due_on(morning) else {
                continue;
            };
            let mut after = midway.after.take();
            loop {
                if self.run.looked_at >= instalments_max {
                    place.midway = Some(Midway {
                        morning,
                        due_dates_done: number,
                        after,
                    });
                    self.store.set_reminder_place(place).await?;
                    return Ok(false);
                }
                let (pointers, next) = page(self.store, due_on, after.as_deref()).await?;
                self.remind_page(&pointers, *offset, morning).await?;
                after = next;
                if after.is_none() {
                    break;
                }
                place.midway = Some(Midway {
                    morning,
                    due_dates_done: number,
                    after: after.clone(),
                });
                self.store.set_reminder_place(place).await?;
            }
            midway.due_dates_done = number + 1;
        }
        Ok(true)
    }

    async fn remind_page(
        &mut self,
        pointers: &[DuePointer],
        offset: Offset,
        morning: NaiveDate,
    ) -> Result<(), OperationError> {
        let mut file: Option<ObligationFile> = None;
        for pointer in pointers {
            self.run.looked_at += 1;
            if self.is_superseded(pointer.on, morning) {
                self.run.superseded += 1;
                continue;
            }
            // Doses of one obligation that fall on one day come one after the other.
            if file.as_ref().map(|file| &file.head.id) != Some(&pointer.obligation) {
                file = self.store.obligation(&pointer.obligation).await?;
            }
            if let Some(file) = &file {
                self.remind_of(file, pointer, offset, morning).await?;
            }
        }
        Ok(())
    }

    /// Whether a later reminder of the same instalment is due by today too: then only that one is sent.
    fn is_superseded(&self, due_on: NaiveDate, morning: NaiveDate) -> bool {
        self.offsets
            .iter()
            .filter_map(|other| other.morning(due_on))
            .any(|other| morning < other && other <= self.today)
    }

    async fn remind_of(
        &mut self,
        file: &ObligationFile,
        pointer: &DuePointer,
        offset: Offset,
        morning: NaiveDate,
    ) -> Result<(), OperationError> {
        let dose = file
            .instalments
            .iter()
            .find(|dose| dose.number == pointer.number);
        let Some(dose) = dose.filter(|dose| dose.due_on == pointer.on) else {
            return Ok(());
        };
        if !file.head.notify_customer || dose.outstanding_cents() <= 0 {
            return Ok(());
        }
        let Some(customer) = self.store.customer(&pointer.obligation.customer()).await? else {
            return Ok(());
        };
        let event = Event {
            key: format!(
                "due/{}/{}/{}/{}",
                pointer.obligation,
                pointer.number,
                pointer.on,
                offset.name()
            ),
            day: morning,
            message: Message::InstalmentDue(dose_of(file, dose)?),
        };
        let records = outbox::to_customer(&customer, &event, self.settings, self.now)?;
        if records.is_empty() {
            return Ok(());
        }
        // First the mark, so that no new holiday moves a date of which the message is on its way.
        announce(
            self.store,
            &pointer.obligation,
            pointer.number,
            pointer.on,
            self.now,
        )
        .await?;
        self.run.written += outbox::write(self.store, records).await?.len();
        Ok(())
    }
}

/// The instalment as its customer is told about it.
pub(crate) fn dose_of(
    file: &ObligationFile,
    dose: &InstalmentRecord,
) -> Result<Dose, OperationError> {
    let outstanding = billing::money::Money::from_cents(dose.outstanding_cents(), dose.currency)?;
    Ok(Dose {
        obligation: file.head.id.clone(),
        number: dose.number,
        of: u32::try_from(file.instalments.len()).unwrap_or(u32::MAX),
        description: file.head.description.clone(),
        institution: institution(&file.head.payee),
        payment_code: file.head.payment_code.clone(),
        outstanding,
        due_on: dose.due_on,
        moved_over: dose.moved_over.clone(),
    })
}

/// Marks that the customer is told of a due date. One that was moved in the meantime is left alone: whoever sends
/// the message sees that.
async fn announce(
    store: &Store,
    obligation: &ObligationId,
    number: u32,
    due_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    crate::retry::on_conflict(|| async {
        let file = store.obligation(obligation).await?;
        let dose = file
            .into_iter()
            .flat_map(|file| file.instalments)
            .find(|dose| dose.number == number);
        let Some(before) = dose.filter(|dose| dose.due_on == due_on) else {
            return Ok(());
        };
        if before.announced_at.is_some() {
            return Ok(());
        }
        let after = InstalmentRecord {
            announced_at: Some(now),
            version: before.version + 1,
            ..before.clone()
        };
        let mut commit = Commit::default();
        commit.instalment(Some(&before), &after);
        Ok(store.commit(commit).await?)
    })
    .await
}

async fn page(
    store: &Store,
    due_on: NaiveDate,
    after: Option<&str>,
) -> Result<(Vec<DuePointer>, Option<String>), StoreError> {
    let mut walk = store.walk_due(due_on, due_on, after, PAGE_ITEMS);
    let mut pointers = Vec::with_capacity(PAGE_INSTALMENTS);
    let mut last = None;
    while pointers.len() < PAGE_INSTALMENTS {
        let Some((pointer, position)) = walk.next().await? else {
            return Ok((pointers, None));
        };
        pointers.push(pointer);
        last = Some(position);
    }
    Ok((pointers, last))
}

fn offsets(settings: &Settings) -> Vec<Offset> {
    let before = settings
        .remind_before_days
        .iter()
        .map(|days| Offset::Before(*days));
    let after = settings
        .remind_after_days
        .iter()
        .map(|days| Offset::After(*days));
    before.chain(after).collect()
}

fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}
