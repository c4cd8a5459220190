//! What something was done to: as people know it, and where its page is.

use billing::audit::{Subject, SubjectKind};
use billing::ids::{CustomerId, PaymentId};
use portal_app::pages::staff::audit::AuditSubject;
use portal_app::pages::staff::audit::filter::AuditActor;
use portal_app::written;

/// Longest id that is shown whole.
const ID_CHARS_MAX: usize = 20;
/// What is shown of a longer one.
const END_CHARS: usize = 8;

/// A thing with its page; `only` is left to whoever knows the list.
#[must_use]
pub fn shown(subject: &Subject, actors: &[AuditActor]) -> AuditSubject {
    AuditSubject {
        kind: subject.kind,
        name: name(subject, actors),
        href: href(subject),
        only: String::new(),
    }
}

fn name(subject: &Subject, actors: &[AuditActor]) -> String {
    let id = subject.id.as_str();
    let known = match subject.kind {
        SubjectKind::Payment => PaymentId::parse(id).ok().map(|it| it.receipt().to_string()),
        SubjectKind::Customer => {
            let customer = CustomerId::parse(id).ok();
            customer.map(|it| written::account(it.account().as_str()))
        }
        SubjectKind::Staff | SubjectKind::ApiKey => {
            let actor = actors.iter().find(|actor| actor.id == id);
            actor.map(|actor| actor.name.clone())
        }
        // There is one of them.
        SubjectKind::Settings => Some(String::new()),
        // Their ids are words.
        SubjectKind::Institution
        | SubjectKind::Holiday
        | SubjectKind::Text
        | SubjectKind::Channel
        | SubjectKind::Integration => Some(id.to_owned()),
        SubjectKind::Obligation
        | SubjectKind::Push
        | SubjectKind::Claim
        | SubjectKind::Question
        | SubjectKind::Parked
        | SubjectKind::Notification
        | SubjectKind::Session => None,
    };
    known.unwrap_or_else(|| short(id))
}

/// Ids are long where they are random; their ends tell them apart, and whoever needs all of one has it in the file.
fn short(id: &str) -> String {
    let chars = id.chars().count();
    if chars <= ID_CHARS_MAX {
        return id.to_owned();
    }
    let end = id.chars().skip(chars - END_CHARS);
    std::iter::once('…').chain(end).collect()
}

/// The page about a thing.
fn href(subject: &Subject) -> Option<String> {
    use SubjectKind as K;
    let whole = match subject.kind {
        K::Holiday => {
            let year = subject.id.get(..4).filter(|year| is_plain(year))?;
            return Some(format!("/staff/settings/holidays?year={year}"));
        }
        K::Customer => {
            let customer = CustomerId::parse(&subject.id).ok()?;
            return Some(format!("/staff/customers/{}", customer.account()));
        }
        K::Settings => "/staff/settings",
        K::ApiKey => "/staff/settings/keys",
        K::Text => "/staff/settings/texts",
        K::Channel => "/staff/settings/channels",
        K::Integration => "/staff/settings/integrations",
        K::Institution => "/staff/settings/institutions",
        K::Payment => return one("/staff/payments", subject),
        K::Obligation => return one("/staff/obligations", subject),
        K::Push => return one("/staff/waiting/pushes", subject),
        K::Claim => return one("/staff/waiting/claims", subject),
        K::Parked => return one("/staff/waiting/parked", subject),
        K::Notification => return one("/staff/waiting/notifications", subject),
        K::Staff => return one("/staff/settings/staff", subject),
        // A question has no page of its own, and a session only one for whoever it belongs to.
        K::Question | K::Session => return None,
    };
    Some(whole.to_owned())
}

/// The page of one of several. Ids are ours; that none leads anywhere else is made sure of here once more.
fn one(path: &str, subject: &Subject) -> Option<String> {
    is_plain(&subject.id).then(|| format!("{path}/{}", subject.id))
}

fn is_plain(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !id.is_empty() && id.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_id_is_shown_by_its_end() {
        let id = "obl_10000012_6d616c69706f40008000010000000007";
        let shown = shown(&Subject::new(SubjectKind::Obligation, id), &[]);
        assert_eq!(shown.name, "…00000007");
        let text = Subject::new(SubjectKind::Text, "receipt:en:sms");
        assert_eq!(super::shown(&text, &[]).name, "receipt:en:sms");
    }

    #[test]
    fn no_id_leads_out_of_its_page() {
        for id in ["../../sign-out", "a/b", "x?y", "x#y", "", "é"] {
            assert_eq!(href(&Subject::new(SubjectKind::Payment, id)), None, "{id}");
        }
        let one = Subject::new(SubjectKind::Obligation, "obl_10000012_a1");
        assert_eq!(
            href(&one).as_deref(),
            Some("/staff/obligations/obl_10000012_a1")
        );
    }
}
