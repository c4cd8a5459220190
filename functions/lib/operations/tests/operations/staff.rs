//! Who works here: added, given roles, ended, and never without an administrator.

use billing::language::Language;
use billing::role::{Permission, Role};
use operations::actor::Actor;
use operations::error::OperationError;
use operations::staff::error::StaffError;
use operations::staff::{self, NewStaff};
use store::staff::{StaffMember, TotpSecret};
use uuid::Uuid;

use crate::world::{World, amina};

fn named(name: &str, role: Role) -> NewStaff {
    NewStaff {
        email: format!("{}@Example.co.ke", name.to_lowercase()),
        name: name.into(),
        role,
        language: Language::En,
    }
}

impl World {
    async fn hires(&self, name: &str, role: Role) -> StaffMember {
        let (new, seed) = (named(name, role), Uuid::new_v4());
        staff::add(&self.store, &new, &amina(), seed, self.now)
            .await
            .unwrap()
    }

    async fn ends(&self, member: &StaffMember) -> Result<StaffMember, OperationError> {
        staff::end(&self.store, &member.id, "moved away", &amina(), self.now).await
    }

    async fn makes(&self, member: &StaffMember, role: Role) -> Result<StaffMember, OperationError> {
        staff::change_role(&self.store, &member.id, role, &amina(), self.now).await
    }
}

fn is_refused<T: std::fmt::Debug>(outcome: Result<T, OperationError>, why: StaffError) {
    match outcome {
        Err(OperationError::Staff(error)) => assert_eq!(error, why),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_member_is_found_by_their_address_in_any_capitals() {
    let world = World::new().await;
    let wanjiru = world.hires("Wanjiru", Role::Accountant).await;
    assert_eq!(wanjiru.email, "wanjiru@example.co.ke");
    for typed in ["wanjiru@example.co.ke", " WANJIRU@example.CO.KE "] {
        let found = world.store.staff_by_email(typed).await.unwrap();
        assert_eq!(found, Some(wanjiru.clone()));
    }
    let nobody = world.store.staff_by_email("otieno@example.co.ke").await;
    assert_eq!(nobody.unwrap(), None);
}

#[tokio::test]
async fn the_same_request_adds_somebody_once_and_an_address_belongs_to_one() {
    let world = World::new().await;
    let (new, seed) = (named("Wanjiru", Role::Cashier), Uuid::new_v4());
    let first = staff::add(&world.store, &new, &amina(), seed, world.now).await;
    let again = staff::add(&world.store, &new, &amina(), seed, world.now).await;
    assert_eq!(first.unwrap(), again.unwrap());
    let other = staff::add(&world.store, &new, &amina(), Uuid::new_v4(), world.now).await;
    is_refused(other, StaffError::EmailTaken);
    assert_eq!(staff::list(&world.store).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_last_administrator_is_neither_ended_nor_demoted() {
    let world = World::new().await;
    let wanjiru = world.hires("Wanjiru", Role::Administrator).await;
    let otieno = world.hires("Otieno", Role::Accountant).await;
    is_refused(world.ends(&wanjiru).await, StaffError::LastAdministrator);
    is_refused(
        world.makes(&wanjiru, Role::Auditor).await,
        StaffError::LastAdministrator,
    );
    let message = world.ends(&wanjiru).await.unwrap_err().to_string();
    assert_eq!(
        message,
        "this is the last administrator; make somebody else an administrator first"
    );
    world.makes(&otieno, Role::Administrator).await.unwrap();
    world.ends(&wanjiru).await.unwrap();
    is_refused(world.ends(&otieno).await, StaffError::LastAdministrator);
}

#[tokio::test]
async fn two_administrators_who_end_each_other_at_once_leave_one() {
    for _ in 0..5 {
        let world = World::new().await;
        let wanjiru = world.hires("Wanjiru", Role::Administrator).await;
        let otieno = world.hires("Otieno", Role::Administrator).await;
        let (first, second) = futures::join!(world.ends(&wanjiru), world.ends(&otieno));
        assert_eq!(
            [&first, &second].iter().filter(|it| it.is_ok()).count(),
            1,
            "{first:?} {second:?}"
        );
        let members = staff::list(&world.store).await.unwrap();
        let left: Vec<_> = members.iter().filter(|one| one.works_here()).collect();
        assert_eq!(left.len(), 1);
    }
}

#[tokio::test]
async fn another_role_and_leaving_hold_at_once() {
    let world = World::new().await;
    let otieno = world.hires("Otieno", Role::Accountant).await;
    let may = async |permission| {
        let member = staff::get(&world.store, &otieno.id).await.unwrap();
        Actor::member(&member).may(permission).is_ok()
    };
    assert!(may(Permission::ReversePayment).await);
    world.makes(&otieno, Role::Cashier).await.unwrap();
    assert!(!may(Permission::ReversePayment).await);
    let left = world.ends(&otieno).await.unwrap();
    assert!(!left.works_here());
    assert_eq!(left.ended.unwrap().by, "amina");
    // They stay in the records, and nothing about them changes any more.
    is_refused(
        world.makes(&otieno, Role::Administrator).await,
        StaffError::Left,
    );
    let again = world.ends(&otieno).await.unwrap();
    assert_eq!(again.version, left.version);
}

#[tokio::test]
async fn who_left_comes_back_under_the_same_id_without_their_second_factor() {
    let world = World::new().await;
    let before = world.hires("Otieno", Role::Accountant).await;
    let enrolled = StaffMember {
        totp: Some(TotpSecret::new("JBSWY3DPEHPK3PXP".into())),
        totp_step_used: Some(7),
        version: before.version + 1,
        ..before.clone()
    };
    let saved = world.store.save_staff(Some(&before), &enrolled).await;
    saved.unwrap();
    let left = world.ends(&before).await.unwrap();
    assert_eq!((left.totp, left.totp_step_used), (None, None));
    let back = world.hires("Otieno", Role::Cashier).await;
    assert_eq!((back.id, back.role), (before.id, Role::Cashier));
    assert!(back.ended.is_none() && back.totp.is_none());
}

#[tokio::test]
async fn a_second_factor_is_forgotten_on_request_and_never_printed() {
    let world = World::new().await;
    let before = world.hires("Otieno", Role::Cashier).await;
    let after = StaffMember {
        totp: Some(TotpSecret::new("JBSWY3DPEHPK3PXP".into())),
        version: before.version + 1,
        ..before.clone()
    };
    let saved = world.store.save_staff(Some(&before), &after).await;
    saved.unwrap();
    assert!(!format!("{after:?}").contains("JBSWY3DPEHPK3PXP"));
    let read = staff::get(&world.store, &before.id).await.unwrap();
    assert_eq!(read.totp.unwrap().base32(), "JBSWY3DPEHPK3PXP");
    let reset =
        staff::reset_second_factor(&world.store, &before.id, None, &amina(), world.now).await;
    assert_eq!(reset.unwrap().totp, None);
}

#[tokio::test]
async fn what_is_no_name_and_no_address_is_refused() {
    let world = World::new().await;
    let usable = named("Otieno", Role::Cashier);
    let cases = [
        ("", "Otieno", "email"),
        ("otieno", "Otieno", "email"),
        ("otieno@example.co.ke", "  ", "name"),
    ];
    for (email, name, field) in cases {
        let new = NewStaff {
            email: email.into(),
            name: name.into(),
            ..usable.clone()
        };
        let refused = staff::add(&world.store, &new, &amina(), Uuid::new_v4(), world.now).await;
        match refused {
            Err(OperationError::Field { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{other:?}"),
        }
    }
    let unknown = billing::ids::StaffId::new("nobody").unwrap();
    is_refused(
        staff::get(&world.store, &unknown).await,
        StaffError::NotFound,
    );
}
