//! What is owed is changed, money goes back, and money goes on.

use billing::audit::AuditAction as A;
use billing::ids::{ObligationId, ParkedId};
use billing::money::Currency;
use billing::obligation::{Income, Payee, Schedule};
use billing::role::Permission as P;
use operations::actor::Actor;
use operations::debts::settle::settle;
use operations::institutions::{self, NewRemittance};
use operations::obligation_change::{self, Description, InstalmentChange};
use operations::obligations::{self, NewObligation};
use operations::park::{self, Unreadable};
use operations::{parked, reversal_request, reverse};
use store::parked::ParkedKind;
use uuid::Uuid;

use super::money::write;
use super::{Stage, Tried, Write};
use crate::answering_mpesa::AnsweringMpesa;
use crate::world::{C2b, SHORT_CODE, amina, day, kes};

const HOOK: &str = "c2b/confirmation";
const COUNCIL: &str = "Nakuru County";

pub const WRITES: &[Write] = &[
    write(
        "enter what is owed",
        P::ChangeObligation,
        A::ObligationCreated,
        enters,
    ),
    write(
        "describe it anew",
        P::ChangeObligation,
        A::ObligationChanged,
        describes,
    ),
    write(
        "change an instalment",
        P::ChangeObligation,
        A::ObligationChanged,
        changes_dose,
    ),
    write(
        "cancel it",
        P::ChangeObligation,
        A::ObligationCancelled,
        cancels,
    ),
    write(
        "restore it",
        P::ChangeObligation,
        A::ObligationRestored,
        restores,
    ),
    write(
        "settle debts",
        P::AllocatePayment,
        A::PaymentAllocated,
        settles,
    ),
    write(
        "reverse a payment",
        P::ReversePayment,
        A::PaymentReversed,
        reverses,
    ),
    write(
        "ask for a reversal",
        P::ReversePayment,
        A::ReversalRequested,
        asks_back,
    ),
    write(
        "remit",
        P::RemitToInstitution,
        A::RemittanceRecorded,
        remits,
    ),
    write(
        "undo a remittance",
        P::RemitToInstitution,
        A::RemittanceUndone,
        takes_back,
    ),
    write(
        "replay a callback",
        P::ResolveParked,
        A::ParkedReplayed,
        replays,
    ),
    write(
        "dismiss a callback",
        P::ResolveParked,
        A::ParkedDismissed,
        dismisses,
    ),
];

impl Stage {
    fn rent(&self, payee: Payee) -> NewObligation {
        NewObligation {
            customer: self.customer.id.clone(),
            payee,
            description: "Rent".into(),
            payment_code: Some("RENT-12".into()),
            amount: kes("500"),
            notify_customer: false,
            manager_comments: None,
            schedule: Schedule::OneOff {
                due_on: day("2026-12-15"),
            },
        }
    }

    fn ours(&self) -> NewObligation {
        self.rent(Payee::Us {
            income: Income::Service,
        })
    }

    async fn owed(&self) -> ObligationId {
        let (store, now) = (&self.world.store, self.world.now);
        let file = obligations::create(store, &self.ours(), &amina(), Uuid::new_v4(), now).await;
        file.unwrap().head.id
    }

    /// What customers paid for an institution.
    async fn collected(&self) -> NewRemittance {
        let council = self.rent(Payee::Institution {
            name: COUNCIL.into(),
        });
        let (store, now) = (&self.world.store, self.world.now);
        let created = obligations::create(store, &council, &amina(), Uuid::new_v4(), now).await;
        assert!(created.is_ok());
        self.owned().await;
        NewRemittance {
            institution: COUNCIL.into(),
            amount: kes("500"),
            paid_from: "assets:mpesa:600966".parse().unwrap(),
            reference: "FT26350X1".into(),
            remitted_on: None,
        }
    }

    /// A callback that an older version could not read.
    async fn parked(&self) -> ParkedId {
        let body = C2b::new("RKL51ZDR4G", "20.00", "?").body();
        let why = Unreadable {
            hook: HOOK.into(),
            holder: SHORT_CODE.into(),
            reason: "an older version could not read it".into(),
            kind: ParkedKind::Unreadable,
            truncated: false,
        };
        let parked = park::park(&self.world.store, &why, &body, self.world.now).await;
        parked.unwrap()
    }
}

fn enters<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (new, seed, now) = (stage.ours(), Uuid::new_v4(), stage.world.now);
        obligations::create(&stage.store, &new, actor, seed, now).await?;
        Ok(())
    })
}

fn describes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let id = stage.owed().await;
        let wanted = Description {
            description: Some("Rent of the shop".into()),
            ..Description::default()
        };
        obligation_change::describe(&stage.store, &id, &wanted, actor, stage.world.now).await?;
        Ok(())
    })
}

fn changes_dose<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let id = stage.owed().await;
        let wanted = InstalmentChange {
            amount: Some(kes("400")),
            reason: "agreed".into(),
            ..InstalmentChange::default()
        };
        let now = stage.world.now;
        obligation_change::change_instalment(&stage.store, &id, 1, &wanted, actor, now).await?;
        Ok(())
    })
}

fn cancels<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (stage.owed().await, stage.world.now);
        obligation_change::cancel_unpaid(&stage.store, &id, "twice", actor, now).await?;
        Ok(())
    })
}

fn restores<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (id, now) = (stage.owed().await, stage.world.now);
        let store = &stage.world.store;
        obligation_change::cancel_unpaid(store, &id, "twice", &amina(), now).await?;
        obligation_change::restore(&stage.store, &id, "not twice", actor, now).await?;
        Ok(())
    })
}

fn settles<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        stage.owned().await;
        let chosen = [(stage.owed().await, 1)];
        let (id, now) = (&stage.customer.id, stage.world.now);
        settle(&stage.store, id, Currency::Kes, &chosen, actor, now).await?;
        Ok(())
    })
}

fn reverses<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let payment = stage.owned().await;
        reverse::reverse(&stage.store, &payment, "bounced", actor, stage.world.now).await
    })
}

fn asks_back<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let mpesa = AnsweringMpesa::start().await;
        let (payment, now) = (stage.owned().await, stage.world.now);
        let (store, mpesa) = (&stage.store, &mpesa.mpesa);
        reversal_request::request(store, mpesa, &payment, "paid twice", actor, now).await?;
        Ok(())
    })
}

fn remits<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let new = stage.collected().await;
        let (seed, now) = (Uuid::new_v4(), stage.world.now);
        institutions::remit(&stage.store, &new, actor, seed, now).await?;
        Ok(())
    })
}

fn takes_back<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let new = stage.collected().await;
        let (store, now) = (&stage.world.store, stage.world.now);
        institutions::remit(store, &new, &amina(), Uuid::new_v4(), now).await?;
        institutions::undo(&stage.store, COUNCIL, 1, "not sent", actor, now).await?;
        Ok(())
    })
}

fn replays<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let id = stage.parked().await;
        parked::replay(&stage.store, &id, actor, stage.world.now).await?;
        Ok(())
    })
}

fn dismisses<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let id = stage.parked().await;
        parked::dismiss(&stage.store, &id, "a test", actor, stage.world.now).await
    })
}
