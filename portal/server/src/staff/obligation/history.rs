//! The changes of an obligation, typed, so that a page can write them in its language.

use billing::money::Money;
use portal_app::pages::staff::obligation::history::{
    Change, ChangeKind, ChangedField, FieldChange, Was,
};
use store::obligation_changes::{self, ObligationChange};
use store::obligations::ObligationRecord;

use crate::portal::CURRENCY;

/// Every change, newest first; the first of all is that it was entered.
#[must_use]
pub fn changes(head: &ObligationRecord, changes: &[ObligationChange]) -> Vec<Change> {
    let created = Change {
        kind: ChangeKind::Created,
        fields: Vec::new(),
        reason: String::new(),
        by: head.created_by.clone(),
        at: head.created_at,
    };
    let mut all: Vec<Change> = changes.iter().map(change).collect();
    all.reverse();
    all.push(created);
    all
}

fn change(change: &ObligationChange) -> Change {
    use obligation_changes::ChangeKind as K;
    let kind = match change.kind {
        K::Described => ChangeKind::Described,
        K::InstalmentChanged => ChangeKind::InstalmentChanged,
        K::DateMoved => ChangeKind::DateMoved,
        K::Cancelled => ChangeKind::Cancelled,
        K::Restored => ChangeKind::Restored,
    };
    Change {
        kind,
        fields: fields(&change.fields, change.instalment),
        reason: change.reason.clone(),
        by: change.by.clone(),
        at: change.at,
    }
}

/// Fields as they are stored, typed; one with a name that is not known is left out.
#[must_use]
pub fn fields(fields: &[obligation_changes::FieldChange], number: Option<u32>) -> Vec<FieldChange> {
    fields.iter().filter_map(|one| field(one, number)).collect()
}

fn field(change: &obligation_changes::FieldChange, number: Option<u32>) -> Option<FieldChange> {
    let (number, name) = match change.field.strip_prefix("instalments/") {
        Some(rest) => {
            let (number, name) = rest.split_once('/')?;
            (number.parse().ok(), name)
        }
        None => (number, change.field.as_str()),
    };
    let field = match name {
        "description" => ChangedField::Description,
        "manager_comments" => ChangedField::Comments,
        "notify_customer" => ChangedField::Told,
        "payment_code" => ChangedField::Code,
        "amount" => ChangedField::Amount,
        "due_on" => ChangedField::Due,
        _ => return None,
    };
    let was = |text: &Option<String>| was(field, text.as_deref());
    Some(FieldChange {
        field,
        number,
        from: was(&change.from),
        to: was(&change.to),
    })
}

fn was(field: ChangedField, text: Option<&str>) -> Was {
    let Some(text) = text else {
        return Was::Nothing;
    };
    let typed = match field {
        ChangedField::Amount => Money::parse(text, CURRENCY).ok().map(Was::Amount),
        ChangedField::Due => text.parse().ok().map(Was::Day),
        ChangedField::Told => text.parse().ok().map(Was::Yes),
        ChangedField::Description | ChangedField::Comments | ChangedField::Code => None,
    };
    typed.unwrap_or_else(|| Was::Text(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_fields_are_read_with_their_instalments() {
        let stored =
            |field: &str, from: Option<&str>, to: Option<&str>| obligation_changes::FieldChange {
                field: field.to_owned(),
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
            };
        let amount = |cents| Was::Amount(Money::from_cents(cents, CURRENCY).unwrap());
        let read = fields(
            &[
                stored("instalments/3/amount", Some("1250.00"), Some("0.00")),
                stored("due_on", Some("2026-12-06"), Some("2026-12-07")),
                stored("notify_customer", Some("true"), Some("false")),
                stored("payment_code", None, Some("KRA-7")),
                stored("colour", None, None),
            ],
            Some(2),
        );
        let told: Vec<_> = read
            .into_iter()
            .map(|it| (it.number, it.from, it.to))
            .collect();
        let day = |text: &str| Was::Day(text.parse().unwrap());
        assert_eq!(
            told,
            [
                (Some(3), amount(125_000), amount(0)),
                (Some(2), day("2026-12-06"), day("2026-12-07")),
                (Some(2), Was::Yes(true), Was::Yes(false)),
                (Some(2), Was::Nothing, Was::Text("KRA-7".to_owned())),
            ]
        );
    }
}
