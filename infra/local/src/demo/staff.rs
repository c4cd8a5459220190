//! The sample's staff, one in each role. For a first look nobody has to set up an authenticator: theirs follow from the
//! portal's key, so that a page of this host can show their codes.

use billing::language::Language;
use billing::role::Role;
use operations::portal_key::PortalKey;
use operations::second_factor::totp;
use operations::staff::{self, NewStaff};
use runtime::context::Context;
use store::staff::{StaffMember, TotpSecret};

use crate::demo::{BEGAN_DAYS_AGO, DemoError, Story, seed};

/// Seeds of the staff, apart from those of everything else.
const FIRST_SEED: u64 = 1 << 42;

/// Bytes of an authenticator's secret.
const SECRET_BYTES: usize = 20;

/// Somebody of the sample's staff.
pub struct Person {
    /// As they are called.
    pub name: &'static str,
    /// Where they get mail.
    pub email: &'static str,
    /// What they may do.
    pub role: Role,
}

/// Everybody; the first one may do everything.
pub const STAFF: [Person; 4] = [
    person(
        "Grace Wambui",
        "grace@office.example.com",
        Role::Administrator,
    ),
    person(
        "Daniel Kiptoo",
        "daniel@office.example.com",
        Role::Accountant,
    ),
    person("Mercy Atieno", "mercy@office.example.com", Role::Cashier),
    person("Hassan Ali", "hassan@office.example.com", Role::Auditor),
];

const fn person(name: &'static str, email: &'static str, role: Role) -> Person {
    Person { name, email, role }
}

/// The secret of a sample member's authenticator on this host.
#[must_use]
pub fn authenticator(key: &PortalKey, email: &str) -> TotpSecret {
    let bytes = key.mac("sample authenticator", email.as_bytes());
    let (secret, _) = bytes.split_at(SECRET_BYTES);
    totp::secret(secret)
}

/// Whether somebody works here with the authenticator that the sample gave them.
#[must_use]
pub fn is_of_sample(key: &PortalKey, member: &StaffMember) -> bool {
    member.works_here() && member.totp.as_ref() == Some(&authenticator(key, &member.email))
}

/// Lets everybody in; with their authenticators where this host shows the codes.
pub(crate) async fn create(story: &Story<'_>, with_authenticators: bool) -> Result<(), DemoError> {
    let Context { store, config, .. } = story.context;
    let since = story.ago(BEGAN_DAYS_AGO);
    for (person, number) in STAFF.iter().zip(FIRST_SEED..) {
        let new = NewStaff {
            email: person.email.to_owned(),
            name: person.name.to_owned(),
            role: person.role,
            language: Language::En,
        };
        let member = staff::add(store, &new, &story.clerk, seed(number), since).await?;
        let enrols = with_authenticators && member.totp.is_none();
        let Some(key) = config.portal_key.as_ref().filter(|_| enrols) else {
            continue;
        };
        let enrolled = StaffMember {
            totp: Some(authenticator(key, &member.email)),
            version: member.version + 1,
            ..member.clone()
        };
        store.save_staff(Some(&member), &enrolled).await?;
    }
    Ok(())
}
