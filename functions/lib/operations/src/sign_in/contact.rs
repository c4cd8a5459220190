//! Where a code goes: what somebody typed, who has that contact, and how it is shown again.

use billing::phone::Msisdn;
use store::client::Store;
use store::customers::Customer;
use store::sign_ins::{Contact, Sought};

use crate::customers::checked::checked_email;
use crate::error::OperationError;
use crate::sign_in::Door;
use crate::sign_in::error::SignInError;

/// Accounts of one contact that can be chosen between.
const ACCOUNTS_MAX: usize = 20;

/// Reads what somebody typed: a phone as people write it, or an e-mail address. Staff have an address.
pub(super) fn read(door: Door, typed: &str) -> Result<Contact, SignInError> {
    let typed = typed.trim();
    if typed.contains('@') {
        let email = checked_email("contact", typed);
        let email = email.map_err(|_| SignInError::ContactUnusable { door })?;
        return Ok(Contact::Email(email.to_lowercase()));
    }
    match (door, Msisdn::parse(typed)) {
        (Door::Customer, Ok(phone)) => Ok(Contact::Phone(phone)),
        _ => Err(SignInError::ContactUnusable { door }),
    }
}

/// Who has a contact.
pub(super) async fn find(
    store: &Store,
    door: Door,
    contact: &Contact,
) -> Result<Sought, OperationError> {
    let found = match (door, contact) {
        (Door::Customer, Contact::Phone(phone)) => {
            store.customers_by_phone(&phone.sha256()).await?
        }
        (Door::Customer, Contact::Email(email)) => store.customers_by_email(email).await?,
        (Door::Staff, Contact::Phone(_)) => return Ok(Sought::Member(None)),
        (Door::Staff, Contact::Email(email)) => {
            let member = store.staff_by_email(email).await?;
            let member = member.filter(|member| member.works_here());
            return Ok(Sought::Member(member.map(|member| member.id)));
        }
    };
    let mut customers: Vec<_> = found.into_iter().map(|pointer| pointer.customer).collect();
    customers.truncate(ACCOUNTS_MAX);
    Ok(Sought::Customers(customers))
}

/// Whether nobody has the contact.
pub(super) fn is_nobody(sought: &Sought) -> bool {
    match sought {
        Sought::Customers(customers) => customers.is_empty(),
        Sought::Member(member) => member.is_none(),
    }
}

/// Whether a contact is a customer's, also since somebody asked for the code.
pub(crate) fn belongs_to(contact: &Contact, customer: &Customer) -> bool {
    match contact {
        Contact::Phone(phone) => customer.phones.contains(phone),
        Contact::Email(email) => customer
            .emails
            .iter()
            .any(|known| known.eq_ignore_ascii_case(email)),
    }
}

/// For showing to whoever typed it, and whoever looks over their shoulder: `07•• ••• 149`, `j•••@example.com`.
pub(super) fn masked(contact: &Contact) -> String {
    match contact {
        Contact::Phone(phone) => phone.masked(),
        Contact::Email(email) => {
            let (local, domain) = email.split_once('@').unwrap_or_default();
            let first: String = local.chars().take(1).collect();
            format!("{first}•••@{domain}")
        }
    }
}

/// As a key or a digest has it.
pub(crate) fn text(contact: &Contact) -> &str {
    match contact {
        Contact::Phone(phone) => phone.as_str(),
        Contact::Email(email) => email,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(door: Door, typed: &str) -> Option<String> {
        read(door, typed).ok().map(|contact| masked(&contact))
    }

    #[test]
    fn a_contact_is_read_as_people_write_it_and_shown_so_that_nobody_else_can_use_it() {
        use Door::{Customer, Staff};
        let cases = [
            (Customer, " 0712 345 149 ", Some("07•• ••• 149")),
            (Customer, "+254 (0) 712-345-149", Some("07•• ••• 149")),
            (Customer, " Jane.Doe@Example.com ", Some("j•••@example.com")),
            (Staff, "jane@example.com", Some("j•••@example.com")),
            (Staff, "0712345149", None),
            (Customer, "", None),
            (Customer, "10000012", None),
            (Customer, "jane@", None),
            (Customer, "a@b.ke, c@d.ke", None),
            (Customer, "jane@example.com\r\nBcc: x@y.ke", None),
        ];
        for (door, typed, expected) in cases {
            assert_eq!(shown(door, typed).as_deref(), expected, "{typed}");
        }
    }
}
