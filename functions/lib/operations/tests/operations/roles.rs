//! Each role tried against each write: it is done and leaves one line in the audit, or it is refused and nothing is
//! written at all.

mod adjusting;
mod customers;
mod messages;
mod money;
mod office;

use billing::audit::AuditAction;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::role::{Capacity, Permission, Role};
use futures::future::BoxFuture;
use operations::actor::Actor;
use operations::audit::reading::{self, Filter};
use operations::error::OperationError;
use store::audit::AuditRecord;
use store::client::Store;
use store::customers::Customer;
use store::meter::Meter;

use crate::world::World;

/// Lines that are read at once; no trial writes so many.
const LINES_MAX: usize = 100;

/// A world in which one write is tried once.
pub struct Stage {
    pub world: World,
    /// Whose account it is about.
    pub customer: Customer,
    /// The store that the write under trial goes through; what sets the stage does not.
    pub store: Store,
    meter: Meter,
}

pub type Tried<'a> = BoxFuture<'a, Result<(), OperationError>>;

/// One write, and what it takes to do it.
pub struct Write {
    pub does: &'static str,
    pub needs: Permission,
    pub leaves: AuditAction,
    /// Sets the stage and tries it.
    pub tries: for<'a> fn(&'a Stage, &'a Actor) -> Tried<'a>,
}

/// Every write of every operation.
fn all() -> impl Iterator<Item = &'static Write> {
    let parts = [
        money::WRITES,
        adjusting::WRITES,
        customers::WRITES,
        messages::WRITES,
        office::WRITES,
    ];
    parts.into_iter().flatten()
}

impl Stage {
    async fn set() -> Self {
        let world = World::new().await;
        let customer = world.customer("Nicholas Kamau", "0708374149").await;
        let meter = Meter::default();
        Self {
            store: world.store.clone().metered(meter.clone()),
            world,
            customer,
            meter,
        }
    }

    /// What the audit says of somebody, newest first.
    async fn lines(&self, actor: &Actor) -> Vec<AuditRecord> {
        let today = nairobi_date(self.world.now);
        let filter = Filter {
            actor: Some(actor.name().to_owned()),
            ..Filter::days(today, today)
        };
        let page = reading::list(
            &self.world.store,
            &filter,
            &Actor::system(),
            None,
            LINES_MAX,
        )
        .await
        .unwrap();
        assert_eq!(page.next, None);
        page.lines
    }
}

fn staff(role: Role) -> Actor {
    Actor::staff("Wanjiru", role)
}

fn other_customer() -> CustomerId {
    CustomerId::parse("cus_HOUSE7").unwrap()
}

async fn try_in_every_role(writes: &[Write]) {
    for write in writes {
        for role in Role::ALL {
            try_as(write, &staff(role), write.needs).await;
        }
        is_not_audited_of_the_system(write).await;
        try_as_customers(write).await;
    }
}

async fn try_as(write: &Write, actor: &Actor, needs: Permission) {
    let stage = Stage::set().await;
    let outcome = (write.tries)(&stage, actor).await;
    let what = format!("{} as {}", write.does, actor.capacity());
    let lines = stage.lines(actor).await;
    if actor.capacity().may(needs) {
        assert!(outcome.is_ok(), "{what}: {outcome:?}");
        assert_eq!(lines.len(), 1, "{what}: {lines:?}");
        assert_eq!(lines[0].action, write.leaves, "{what}");
        assert_eq!(lines[0].role, actor.capacity(), "{what}");
        return;
    }
    match outcome {
        Err(OperationError::NotAllowed { role, permission }) => {
            assert_eq!((role, permission), (actor.capacity(), needs), "{what}");
        }
        other => panic!("{what}: {other:?}"),
    }
    is_untouched(&stage, &what);
    assert_eq!(lines, [], "{what}");
}

fn is_untouched(stage: &Stage, what: &str) {
    let units = stage.meter.take_total();
    assert_eq!((units.calls, units.write), (0, 0.0), "{what} was looked at");
}

async fn is_not_audited_of_the_system(write: &Write) {
    let stage = Stage::set().await;
    let system = Actor::system();
    let outcome = (write.tries)(&stage, &system).await;
    assert!(outcome.is_ok(), "{} by itself: {outcome:?}", write.does);
    assert_eq!(stage.lines(&system).await, [], "{} by itself", write.does);
}

/// Customers may do a little on their own account, and for others' accounts they learn nothing.
async fn try_as_customers(write: &Write) {
    let stage = Stage::set().await;
    let own = Actor::customer(&stage.customer.id);
    let outcome = (write.tries)(&stage, &own).await;
    let lines = stage.lines(&own).await;
    let may = Capacity::Customer.may(write.needs);
    match outcome {
        Ok(()) if may => assert_eq!(lines.len(), 1, "{}: {lines:?}", write.does),
        Err(OperationError::NotAllowed { .. }) if !may => {
            is_untouched(&stage, write.does);
            assert_eq!(lines, [], "{}", write.does);
        }
        other => panic!("{} by its customer: {other:?}", write.does),
    }
    let stage = Stage::set().await;
    let outcome = (write.tries)(&stage, &Actor::customer(&other_customer())).await;
    match outcome {
        Err(OperationError::CustomerNotFound) if may => {}
        Err(OperationError::NotAllowed { .. }) if !may => {}
        other => panic!("{} by another customer: {other:?}", write.does),
    }
    is_untouched(&stage, write.does);
}

#[tokio::test]
async fn money_is_entered_given_and_allocated_by_those_who_may() {
    try_in_every_role(money::WRITES).await;
}

#[tokio::test]
async fn what_is_owed_and_what_went_back_is_changed_by_those_who_may() {
    try_in_every_role(adjusting::WRITES).await;
}

#[tokio::test]
async fn customers_are_changed_by_those_who_may_and_a_little_by_themselves() {
    try_in_every_role(customers::WRITES).await;
}

#[tokio::test]
async fn messages_are_seen_to_by_those_who_may() {
    try_in_every_role(messages::WRITES).await;
}

#[tokio::test]
async fn the_office_is_run_by_those_who_may() {
    try_in_every_role(office::WRITES).await;
}

#[test]
fn every_permission_and_every_action_is_tried() {
    let tried: Vec<Permission> = all().map(|write| write.needs).collect();
    for permission in Permission::ALL {
        // Going over a limit is no write of its own, and reading is none.
        let is_write = !matches!(permission, Permission::GoOverLimit | Permission::ReadAudit);
        assert_eq!(tried.contains(&permission), is_write, "{permission:?}");
    }
    let left: Vec<AuditAction> = all().map(|write| write.leaves).collect();
    for action in AuditAction::ALL {
        assert!(
            left.contains(action) || is_of_signing_in(*action),
            "{action}"
        );
    }
}

/// What people do about their own sessions needs no role.
fn is_of_signing_in(action: AuditAction) -> bool {
    use AuditAction as A;
    matches!(
        action,
        A::SignedIn
            | A::SignedOut
            | A::SignedOutEverywhere
            | A::SecondFactorEnrolled
            | A::SecondFactorRefused
    )
}
