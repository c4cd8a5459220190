//! The audit is read: newest first, a bounded part of it at a time.
//!
//! A filter reads every line of its days and passes over those that do not fit, so one page looks at a limited number of
//! days and lines and says how far it came; the next page goes on from there.

use billing::audit::{AuditAction, SubjectKind};
use billing::ids::CustomerId;
use billing::role::Permission;
use chrono::NaiveDate;
use store::audit::AuditRecord;
use store::client::Store;

use crate::actor::Actor;
use crate::error::OperationError;

/// The longest period that one list goes through, in days.
pub const PERIOD_DAYS_MAX: i64 = 366;
/// Days that one page looks at.
const DAYS_LOOKED_MAX: usize = 31;
/// Lines that one page looks at.
const LINES_LOOKED_MAX: usize = 2_000;
/// Lines that are read of each shard at a time.
const PAGE_ITEMS: i32 = 25;
/// Lines of one export at most.
pub const EXPORT_LINES_MAX: usize = 5_000;
/// Pages that one export is made of at most: more than a whole period has where it has little, and an end where a
/// filter passes over almost everything.
const EXPORT_PAGES_MAX: usize = 20;

/// Which lines are wanted.
#[derive(Clone, Debug)]
pub struct Filter {
    /// First day, in Nairobi.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Who: a name in any capitals, or the id of a member of the staff, a key or a customer.
    pub actor: Option<String>,
    /// What they did.
    pub action: Option<AuditAction>,
    /// To what kind of thing.
    pub subject_kind: Option<SubjectKind>,
    /// To which one.
    pub subject: Option<String>,
    /// About whose account.
    pub customer: Option<CustomerId>,
}

impl Filter {
    /// Everything between two days, both included.
    #[must_use]
    pub fn days(from: NaiveDate, to: NaiveDate) -> Filter {
        Filter {
            from,
            to,
            actor: None,
            action: None,
            subject_kind: None,
            subject: None,
            customer: None,
        }
    }

    fn lets_through(&self, line: &AuditRecord) -> bool {
        let is_actor = |wanted: &String| {
            line.actor_id.as_ref() == Some(wanted)
                || line.actor.to_lowercase() == wanted.to_lowercase()
        };
        self.actor.as_ref().is_none_or(is_actor)
            && self.action.is_none_or(|wanted| wanted == line.action)
            && self
                .subject_kind
                .is_none_or(|wanted| wanted == line.subject.kind)
            && self
                .subject
                .as_ref()
                .is_none_or(|wanted| *wanted == line.subject.id)
            && self
                .customer
                .as_ref()
                .is_none_or(|wanted| line.customer.as_ref() == Some(wanted))
    }
}

/// A part of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The lines, newest first; there may be fewer than asked for although more follow.
    pub lines: Vec<AuditRecord>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// The earliest day that was looked at.
    pub looked_back_to: NaiveDate,
}

/// The audit of a period, as far as one file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The lines, newest first.
    pub lines: Vec<AuditRecord>,
    /// Where it was cut: the day that may be there in part, and before which nothing was looked at. Nothing where all
    /// of the period is there.
    pub cut_on: Option<NaiveDate>,
}

/// Where a page begins: behind a line of a day, or with the day.
struct Place {
    day: NaiveDate,
    behind: Option<String>,
}

impl Place {
    fn parse(text: &str) -> Option<Place> {
        let (day, behind) = match text.split_once('#') {
            Some((day, behind)) => (day, Some(behind.to_owned())),
            None => (text, None),
        };
        let day = day.parse().ok()?;
        Some(Place { day, behind })
    }

    fn text(&self) -> String {
        match &self.behind {
            Some(behind) => format!("{}#{behind}", self.day),
            None => self.day.to_string(),
        }
    }
}

/// Lines of the audit from the position `after`, at most `limit`.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`]; [`OperationError::Field`] for a period that is none or too long, or for a position that is none;
/// [`OperationError::Store`].
pub async fn list(
    store: &Store,
    filter: &Filter,
    actor: &Actor,
    after: Option<&str>,
    limit: usize,
) -> Result<Page, OperationError> {
    actor.may(Permission::ReadAudit)?;
    let mut place = begin(filter, after)?;
    let mut page = Page {
        lines: Vec::new(),
        next: None,
        looked_back_to: place.day,
    };
    let mut looked = 0;
    for _ in 0..DAYS_LOOKED_MAX {
        page.looked_back_to = place.day;
        let mut walk = store.walk_audit(place.day, place.behind.as_deref(), PAGE_ITEMS);
        while let Some(line) = walk.next_line().await? {
            looked += 1;
            if filter.lets_through(&line) {
                page.lines.push(line);
            }
            if page.lines.len() >= limit || looked >= LINES_LOOKED_MAX {
                place.behind = walk.position().map(str::to_owned);
                page.next = Some(place.text());
                return Ok(page);
            }
        }
        let Some(day) = place.day.pred_opt().filter(|day| *day >= filter.from) else {
            return Ok(page);
        };
        place = Place { day, behind: None };
    }
    page.next = Some(place.text());
    Ok(page)
}

/// Lines of the audit for a file, at most `lines_max` and never more than [`EXPORT_LINES_MAX`].
///
/// # Errors
/// As [`list`].
pub async fn export(
    store: &Store,
    filter: &Filter,
    actor: &Actor,
    lines_max: usize,
) -> Result<Export, OperationError> {
    let lines_max = lines_max.min(EXPORT_LINES_MAX);
    let mut lines = Vec::new();
    let mut after: Option<String> = None;
    let mut cut_on = Some(filter.to);
    for _ in 0..EXPORT_PAGES_MAX {
        let left = lines_max.saturating_sub(lines.len());
        if left == 0 {
            break;
        }
        let page = list(store, filter, actor, after.as_deref(), left).await?;
        lines.extend(page.lines);
        cut_on = page.next.as_ref().map(|_| page.looked_back_to);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    // A page that is full does not know whether it was the last one.
    if let Some(position) = after.filter(|_| lines.len() >= lines_max)
        && is_end(store, filter, actor, &position).await?
    {
        cut_on = None;
    }
    Ok(Export { lines, cut_on })
}

/// Whether nothing follows a position, as far as one page sees.
async fn is_end(
    store: &Store,
    filter: &Filter,
    actor: &Actor,
    position: &str,
) -> Result<bool, OperationError> {
    let rest = list(store, filter, actor, Some(position), 1).await?;
    Ok(rest.lines.is_empty() && rest.next.is_none())
}

fn begin(filter: &Filter, after: Option<&str>) -> Result<Place, OperationError> {
    if filter.to < filter.from {
        let detail = "the period ends before it begins";
        return Err(OperationError::field("to", "before_from", detail));
    }
    if (filter.to - filter.from).num_days() >= PERIOD_DAYS_MAX {
        let detail = format!("ask for at most {PERIOD_DAYS_MAX} days");
        return Err(OperationError::field("from", "period_too_long", detail));
    }
    let Some(after) = after else {
        return Ok(Place {
            day: filter.to,
            behind: None,
        });
    };
    Place::parse(after)
        .filter(|place| (filter.from..=filter.to).contains(&place.day))
        .ok_or_else(|| {
            let detail = "begin again at the first page";
            OperationError::field("after", "unusable", detail)
        })
}
