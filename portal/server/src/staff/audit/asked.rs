//! Which lines an address asks for. It takes ids and names of actions only, so that no person's name can stand in it.

use billing::audit::{AuditAction, Subject, SubjectKind};
use chrono::{Days, NaiveDate};
use operations::audit::reading::Filter;
use portal_app::form::Entered;
use portal_app::pages::staff::audit::PATH;
use portal_app::pages::staff::audit::filter::{AuditActor, FIELDS, OneSubject};
use portal_app::words::staff::audit::AuditWords;
use portal_app::words::statement::StatementWords;

use crate::visit::Visit;

/// Days that are shown where the address names none: a week with today.
const DAYS_BEFORE: Days = Days::new(6);

/// Longest id of a thing; ours are shorter.
const ID_CHARS_MAX: usize = 200;

/// What an address asks for.
#[derive(Debug)]
pub struct Asked {
    /// What is chosen, and what is wrong with it.
    pub form: Entered,
    /// The same for the operation; nothing where something is wrong.
    pub filter: Option<Filter>,
    /// The one thing to which the list is narrowed.
    pub one: Option<Subject>,
}

/// What the address asks for.
#[must_use]
pub fn asked(visit: &Visit, actors: &[AuditActor], today: NaiveDate) -> Asked {
    let (words, period) = (
        AuditWords::of(visit.language),
        StatementWords::of(visit.language),
    );
    let to = visit.query("to").unwrap_or_default();
    let last: NaiveDate = to.trim().parse().unwrap_or(today);
    let first = last.checked_sub_days(DAYS_BEFORE).unwrap_or(last);
    let usual = |field: &str| match field {
        "from" => first.to_string(),
        "to" => last.to_string(),
        _ => String::new(),
    };
    let typed = FIELDS.map(|field| {
        let typed = visit.query(field).map(str::to_owned);
        (field, typed.unwrap_or_else(|| usual(field)))
    });
    let mut form = Entered::of(typed);
    let from = day(&mut form, "from", period.bad_day);
    let to = day(&mut form, "to", period.bad_day);
    let actor = chosen(&mut form, "actor", words.bad_actor, |id| {
        let known = actors.iter().any(|actor| actor.id == id);
        known.then(|| id.to_owned())
    });
    let action = chosen(&mut form, "action", words.bad_action, AuditAction::parse);
    let narrowed = chosen(&mut form, "subject", words.bad_subject, narrowed);
    let one = narrowed.as_ref().and_then(|(kind, id)| {
        let id = id.clone()?;
        Some(Subject::new(*kind, id))
    });
    let filter = from.zip(to).filter(|_| !form.is_refused());
    let filter = filter.map(|(from, to)| Filter {
        actor,
        action,
        subject_kind: narrowed.as_ref().map(|(kind, _)| *kind),
        subject: narrowed.and_then(|(_, id)| id),
        ..Filter::days(from, to)
    });
    Asked { form, filter, one }
}

fn day(form: &mut Entered, field: &str, wrong: &str) -> Option<NaiveDate> {
    let day = form.value(field).trim().parse().ok();
    if day.is_none() {
        form.refuse(field, wrong);
    }
    day
}

/// What is chosen in a field; nothing where it is left open, or where nothing is known by that name.
fn chosen<Choice>(
    form: &mut Entered,
    field: &str,
    wrong: &str,
    read: impl FnOnce(&str) -> Option<Choice>,
) -> Option<Choice> {
    let typed = form.value(field);
    if typed.is_empty() {
        return None;
    }
    let choice = read(typed);
    if choice.is_none() {
        form.refuse(field, wrong);
        // What is not known is not repeated: it may be anything.
        form.set(field, "");
    }
    choice
}

/// A kind of things, or one thing of it.
fn narrowed(text: &str) -> Option<(SubjectKind, Option<String>)> {
    match text.split_once(':') {
        None => Some((SubjectKind::parse(text)?, None)),
        Some((kind, id)) => {
            let usable = !id.is_empty() && id.chars().count() <= ID_CHARS_MAX;
            let kind = SubjectKind::parse(kind)?;
            usable.then(|| (kind, Some(id.to_owned())))
        }
    }
}

/// What is chosen, for an address.
#[must_use]
pub fn fields(form: &Entered) -> Vec<(&'static str, &str)> {
    let fields = FIELDS.map(|field| (field, form.value(field)));
    let chosen = fields.into_iter().filter(|(_, value)| !value.is_empty());
    chosen.collect()
}

/// Where only what was done to one thing is listed.
#[must_use]
pub fn only(subject: &Subject, from: NaiveDate, to: NaiveDate) -> String {
    let one = OneSubject::value(subject.kind, &subject.id);
    let query = [
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("subject", one),
    ];
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    format!("{PATH}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_named_by_its_kind_or_by_kind_and_id() {
        let table = [
            ("payment", Some((SubjectKind::Payment, None))),
            (
                "payment:pay_1",
                Some((SubjectKind::Payment, Some("pay_1".to_owned()))),
            ),
            (
                "text:receipt:en:sms",
                Some((SubjectKind::Text, Some("receipt:en:sms".to_owned()))),
            ),
            ("payment:", None),
            ("moon", None),
            ("moon:1", None),
        ];
        for (text, expected) in table {
            assert_eq!(narrowed(text), expected, "{text}");
        }
        assert_eq!(narrowed(&format!("payment:{}", "x".repeat(201))), None);
    }
}
