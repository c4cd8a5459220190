//! The office: holidays, settings, who works here, and keys.

use billing::audit::AuditAction as A;
use billing::business_days::Direction;
use billing::language::Language;
use billing::role::{Permission as P, Role};
use operations::actor::Actor;
use operations::settings::SettingsChanges;
use operations::staff::NewStaff;
use operations::{api_keys, holidays, settings, staff};
use store::staff::{StaffMember, TotpSecret};
use uuid::Uuid;

use super::money::write;
use super::{Stage, Tried, Write};
use crate::world::{amina, day};

const WEDNESDAY: &str = "2026-12-02";
const SECRET: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

pub const WRITES: &[Write] = &[
    write(
        "enter a holiday",
        P::ChangeHolidays,
        A::HolidayEntered,
        gazettes,
    ),
    write(
        "take a holiday back",
        P::ChangeHolidays,
        A::HolidayWithdrawn,
        withdraws,
    ),
    write(
        "change settings",
        P::ChangeSettings,
        A::SettingsChanged,
        sets,
    ),
    write("add to the staff", P::ManageStaff, A::StaffAdded, adds),
    write(
        "give another role",
        P::ManageStaff,
        A::StaffRoleChanged,
        promotes,
    ),
    write("rename a member", P::ManageStaff, A::StaffChanged, renames),
    write("end a member", P::ManageStaff, A::StaffEnded, ends),
    write(
        "reset a factor",
        P::ManageStaff,
        A::SecondFactorReset,
        resets,
    ),
    write("issue a key", P::ManageKeys, A::ApiKeyIssued, issues),
    write("revoke a key", P::ManageKeys, A::ApiKeyRevoked, revokes),
];

fn new_cashier() -> NewStaff {
    NewStaff {
        email: "otieno@example.co.ke".into(),
        name: "Otieno".into(),
        role: Role::Cashier,
        language: Language::Sw,
    }
}

impl Stage {
    async fn cashier(&self) -> StaffMember {
        let (store, now) = (&self.world.store, self.world.now);
        let added = staff::add(store, &new_cashier(), &amina(), Uuid::new_v4(), now).await;
        added.unwrap()
    }
}

fn gazettes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let now = stage.world.now;
        holidays::gazette(&stage.store, day(WEDNESDAY), "Mourning", "", actor, now).await?;
        Ok(())
    })
}

fn withdraws<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (on, now) = (day(WEDNESDAY), stage.world.now);
        holidays::gazette(&stage.world.store, on, "Mourning", "", &amina(), now).await?;
        holidays::withdraw(&stage.store, on, "", actor, now).await
    })
}

fn sets<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let changes = SettingsChanges {
            direction: Some(Direction::Preceding),
            ..SettingsChanges::default()
        };
        settings::change(&stage.store, &changes, actor, stage.world.now).await?;
        Ok(())
    })
}

fn adds<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (seed, now) = (Uuid::new_v4(), stage.world.now);
        staff::add(&stage.store, &new_cashier(), actor, seed, now).await?;
        Ok(())
    })
}

fn promotes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (stage.cashier().await.id, stage.world.now);
        staff::change_role(&stage.store, &id, Role::Accountant, actor, now).await?;
        Ok(())
    })
}

fn renames<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let changes = staff::StaffChanges {
            name: Some("Otieno Odhiambo".into()),
            ..staff::StaffChanges::default()
        };
        let (id, now) = (stage.cashier().await.id, stage.world.now);
        staff::change(&stage.store, &id, &changes, actor, now).await?;
        Ok(())
    })
}

fn ends<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (stage.cashier().await.id, stage.world.now);
        staff::end(&stage.store, &id, "moved away", actor, now).await?;
        Ok(())
    })
}

fn resets<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let before = stage.cashier().await;
        let after = StaffMember {
            totp: Some(TotpSecret::new("JBSWY3DPEHPK3PXP".into())),
            version: before.version + 1,
            ..before.clone()
        };
        let store = &stage.world.store;
        store.save_staff(Some(&before), &after).await?;
        let now = stage.world.now;
        staff::reset_second_factor(&stage.store, &after.id, None, actor, now).await?;
        Ok(())
    })
}

fn issues<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (random, now) = ((Uuid::new_v4(), SECRET), stage.world.now);
        api_keys::issue(&stage.store, "router", Role::Cashier, actor, random, now).await?;
        Ok(())
    })
}

fn revokes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (random, now) = ((Uuid::new_v4(), SECRET), stage.world.now);
        let (store, role) = (&stage.world.store, Role::Cashier);
        let issued = api_keys::issue(store, "router", role, &amina(), random, now).await?;
        api_keys::revoke(&stage.store, &issued.record.id, None, actor, now).await?;
        Ok(())
    })
}
