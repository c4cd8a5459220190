//! Customers are created and changed.

use billing::audit::AuditAction as A;
use billing::ids::of_notification::{Addressee, NotificationId};
use billing::notification::{Channel, Told};
use billing::role::Permission as P;
use operations::actor::Actor;
use operations::customers::{self, CustomerChanges, NewCustomer};
use operations::links;
use store::channels::ContactProblem;
use store::links::LinkPurpose;
use uuid::Uuid;

use super::money::write;
use super::{Stage, Tried, Write};
use crate::world::{amina, day};

const SECRET: &str = "a-secret-of-an-address";
const FEED: LinkPurpose = LinkPurpose::CalendarFeed;

pub const WRITES: &[Write] = &[
    write(
        "create a customer",
        P::ChangeCustomer,
        A::CustomerCreated,
        creates,
    ),
    write(
        "rename a customer",
        P::ChangeCustomer,
        A::CustomerChanged,
        renames,
    ),
    write(
        "change contacts",
        P::ChangeContacts,
        A::CustomerChanged,
        moves,
    ),
    write(
        "try a contact again",
        P::ChangeContacts,
        A::ContactRetried,
        tries_again,
    ),
    write(
        "give out an address",
        P::ChangeContacts,
        A::LinkMade,
        gives_out,
    ),
    write(
        "revoke an address",
        P::ChangeContacts,
        A::LinkRevoked,
        revokes,
    ),
];

fn creates<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let new = NewCustomer {
            name: "Jane Wanjiru".into(),
            ..NewCustomer::default()
        };
        let (seed, now) = (Uuid::new_v4(), stage.world.now);
        customers::create(&stage.store, &new, actor, seed, now).await?;
        Ok(())
    })
}

fn renames<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let changes = CustomerChanges {
            name: Some("Nicholas Kamau Njoroge".into()),
            ..CustomerChanges::default()
        };
        let (id, now) = (&stage.customer.id, stage.world.now);
        customers::change(&stage.store, id, &changes, actor, now).await?;
        Ok(())
    })
}

fn moves<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let changes = CustomerChanges {
            emails: Some(vec!["kamau@example.co.ke".into()]),
            told_by_sms: Some(Told::Essential),
            ..CustomerChanges::default()
        };
        let (id, now) = (&stage.customer.id, stage.world.now);
        customers::change(&stage.store, id, &changes, actor, now).await?;
        Ok(())
    })
}

fn tries_again<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let id = &stage.customer.id;
        let addressee = Addressee::Customer(id.clone());
        let digest = "0123456789abcdef0123456789abcdef";
        let problem = ContactProblem {
            channel: Channel::Sms,
            to: "254708374149".into(),
            because: "no such subscriber".into(),
            at: stage.world.now,
            notification: NotificationId::new(&addressee, day("2026-11-19"), digest).unwrap(),
        };
        stage.world.store.add_contact_problem(id, &problem).await?;
        let now = stage.world.now;
        customers::try_contact_again(&stage.store, id, "0708 374 149", actor, now).await?;
        Ok(())
    })
}

fn gives_out<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (&stage.customer.id, stage.world.now);
        links::ensure(&stage.store, id, FEED, SECRET, actor, now).await?;
        Ok(())
    })
}

fn revokes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (&stage.customer.id, stage.world.now);
        links::ensure(&stage.world.store, id, FEED, SECRET, &amina(), now).await?;
        links::revoke(&stage.store, id, FEED, actor, now).await
    })
}
