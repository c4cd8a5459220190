//! Who does something: the name that every write carries, and what they may.
//!
//! Every operation that writes for a person asks the actor before anything else. Who somebody is was proved by whoever
//! made the actor: a session, an API key, or the command line on the machine itself.

use billing::ids::{CustomerId, KeyId};
use billing::role::{Capacity, Permission, Role};
use store::staff::StaffMember;

use crate::error::OperationError;

/// Longest name of an actor, in characters.
const NAME_CHARS_MAX: usize = 80;

/// Somebody or something that writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    name: String,
    id: Option<String>,
    capacity: Capacity,
    customer: Option<CustomerId>,
    over_limit: bool,
}

impl Actor {
    /// Malipo itself: rules and schedules.
    #[must_use]
    pub fn system() -> Self {
        Self::acting("system", None, Capacity::System)
    }

    /// Whoever has every right: the configured key, and the command line.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::staff(name, Role::Administrator)
    }

    /// Somebody of the staff.
    #[must_use]
    pub fn staff(name: &str, role: Role) -> Self {
        Self::acting(name, None, Capacity::Staff(role))
    }

    /// A member of the staff who is signed in.
    #[must_use]
    pub fn member(member: &StaffMember) -> Self {
        let capacity = Capacity::Staff(member.role);
        Self::acting(&member.name, Some(member.id.to_string()), capacity)
    }

    /// A system with an API key, or the person that it speaks for; the rights are the key's.
    #[must_use]
    pub fn key(id: &KeyId, name: &str, role: Role) -> Self {
        Self::acting(name, Some(id.to_string()), Capacity::Staff(role))
    }

    /// A customer, who may only do what is about their own account.
    #[must_use]
    pub fn customer(customer: &CustomerId) -> Self {
        let name = format!("customer {}", customer.account());
        Self {
            customer: Some(customer.clone()),
            ..Self::acting(&name, Some(customer.to_string()), Capacity::Customer)
        }
    }

    /// Control characters are dropped and long names cut.
    fn acting(name: &str, id: Option<String>, capacity: Capacity) -> Self {
        let name: String = name
            .chars()
            .filter(|c| !c.is_control())
            .take(NAME_CHARS_MAX)
            .collect();
        Self {
            name: name.trim().to_owned(),
            id,
            capacity,
            customer: None,
            over_limit: false,
        }
    }

    /// The same actor, who asks to go over a limit; that they did is recorded.
    #[must_use]
    pub fn overriding(mut self) -> Self {
        self.over_limit = true;
        self
    }

    /// As records name them.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which member of the staff, key or customer this is; nothing where only a name was given.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// As what they act.
    #[must_use]
    pub fn capacity(&self) -> Capacity {
        self.capacity
    }

    /// Whether this is Malipo itself, whose writes follow from what others did and are not audited.
    #[must_use]
    pub fn is_system(&self) -> bool {
        self.capacity == Capacity::System
    }

    /// Whether they may do something.
    ///
    /// # Errors
    /// [`OperationError::NotAllowed`].
    pub fn may(&self, permission: Permission) -> Result<(), OperationError> {
        if self.capacity.may(permission) {
            return Ok(());
        }
        Err(OperationError::NotAllowed {
            role: self.capacity,
            permission,
        })
    }

    /// Whether they may do something to this customer's account: a customer only to their own, and another's does not
    /// exist for them.
    ///
    /// # Errors
    /// [`OperationError::NotAllowed`], [`OperationError::CustomerNotFound`].
    pub fn may_for(
        &self,
        permission: Permission,
        customer: &CustomerId,
    ) -> Result<(), OperationError> {
        self.may(permission)?;
        self.for_customer(customer)
    }

    /// Whether this account exists for them.
    ///
    /// # Errors
    /// [`OperationError::CustomerNotFound`].
    pub fn for_customer(&self, customer: &CustomerId) -> Result<(), OperationError> {
        match &self.customer {
            Some(own) if own != customer => Err(OperationError::CustomerNotFound),
            _ => Ok(()),
        }
    }

    /// Whether they go over a limit: they asked to, and may.
    ///
    /// # Errors
    /// [`OperationError::NotAllowed`] where they asked and may not.
    pub fn goes_over_limit(&self) -> Result<bool, OperationError> {
        if self.over_limit {
            self.may(Permission::GoOverLimit)?;
        }
        Ok(self.over_limit)
    }
}

#[cfg(test)]
mod tests {
    use billing::account_number::AccountNumber;

    use super::*;

    fn customer(account: &str) -> CustomerId {
        CustomerId::from(&AccountNumber::parse(account).unwrap())
    }

    #[test]
    fn a_customer_may_only_what_is_about_their_own_account() {
        let (own, other) = (customer("HOUSE7"), customer("HOUSE8"));
        let actor = Actor::customer(&own);
        assert!(actor.may_for(Permission::RequestPush, &own).is_ok());
        assert!(matches!(
            actor.may_for(Permission::RequestPush, &other),
            Err(OperationError::CustomerNotFound)
        ));
        assert!(matches!(
            actor.may_for(Permission::ChangeObligation, &own),
            Err(OperationError::NotAllowed { .. })
        ));
        let cashier = Actor::staff("amina", Role::Cashier);
        assert!(cashier.may_for(Permission::RequestPush, &other).is_ok());
    }

    #[test]
    fn what_is_refused_says_who_may() {
        let cases = [
            (
                Actor::staff("amina", Role::Cashier).may(Permission::ReversePayment),
                "a cashier may not reverse a payment; ask an accountant or an administrator",
            ),
            (
                Actor::staff("otieno", Role::Auditor).may(Permission::ManageStaff),
                "an auditor may not change who works here and in which role; ask an administrator",
            ),
        ];
        for (refused, expected) in cases {
            assert_eq!(refused.unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn only_an_administrator_goes_over_a_limit_and_only_when_asked_to() {
        let administrator = Actor::named("wanjiru");
        assert!(!administrator.goes_over_limit().unwrap());
        assert!(administrator.overriding().goes_over_limit().unwrap());
        let cashier = Actor::staff("amina", Role::Cashier);
        assert!(!cashier.goes_over_limit().unwrap());
        assert!(cashier.overriding().goes_over_limit().is_err());
    }

    #[test]
    fn a_name_is_cut_and_cleaned() {
        let actor = Actor::named(&format!(" ami\nna\u{7} {}", "x".repeat(200)));
        assert!(actor.name().starts_with("amina x"));
        assert!(actor.name().chars().count() <= NAME_CHARS_MAX);
    }
}
