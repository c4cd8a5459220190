//! Payments are entered, given to their owners, put to use, and asked about.

use billing::audit::AuditAction as A;
use billing::ids::{AllocationId, PaymentId};
use billing::money::Currency;
use billing::payment::Method;
use billing::receipt::Receipt;
use billing::role::Permission as P;
use operations::actor::Actor;
use operations::debts::settle;
use operations::manual_payment::{self, ManualPayment};
use operations::push::{self, NewPush};
use operations::{allocate, associate, janitor, receipt_claim, status_query};
use store::claims::ClaimRecord;
use store::pushes::{PushRecord, PushReview};
use store::states::{Annotations, Settle};
use uuid::Uuid;

use super::{Stage, Tried, Write};
use crate::answering_mpesa::AnsweringMpesa;
use crate::world::{C2b, SHORT_CODE, amina, kes, stk, wanted};

const RECEIPT: &str = "RKL51ZDR4F";

pub const WRITES: &[Write] = &[
    write(
        "enter a payment",
        P::RecordPayment,
        A::PaymentRecorded,
        enters,
    ),
    write("edit a payment", P::RecordPayment, A::PaymentEdited, edits),
    write(
        "associate",
        P::AssociatePayment,
        A::PaymentAssociated,
        associates,
    ),
    write(
        "disassociate",
        P::AssociatePayment,
        A::PaymentDisassociated,
        disassociates,
    ),
    write("verify", P::VerifyPayment, A::PaymentVerified, verifies),
    write(
        "reallocate",
        P::AllocatePayment,
        A::PaymentAllocated,
        reallocates,
    ),
    write(
        "put credit to what was chosen",
        P::AllocatePayment,
        A::PaymentAllocated,
        settles,
    ),
    write("unmap", P::AllocatePayment, A::PaymentUnmapped, unmaps),
    write(
        "undo one allocation",
        P::AllocatePayment,
        A::PaymentUnmapped,
        undoes,
    ),
    write(
        "ask about a receipt",
        P::AskMpesa,
        A::PaymentStatusAsked,
        asks,
    ),
    write("prompt a phone", P::RequestPush, A::PushRequested, prompts),
    write("look at a push", P::ReviewPush, A::PushReviewed, reviews),
    write("quote a receipt", P::QuoteReceipt, A::ReceiptQuoted, quotes),
    write("close a claim", P::ResolveClaim, A::ClaimResolved, closes),
];

/// One line of a table.
pub const fn write(
    does: &'static str,
    needs: P,
    leaves: A,
    tries: for<'a> fn(&'a Stage, &'a Actor) -> Tried<'a>,
) -> Write {
    Write {
        does,
        needs,
        leaves,
        tries,
    }
}

impl Stage {
    fn cash(&self) -> ManualPayment {
        ManualPayment {
            customer: self.customer.id.clone(),
            amount: kes("500"),
            method: Method::Cash,
            reference: None,
            received_on: None,
            till: None,
            remark: None,
            settle: Settle::OldestFirst,
            shortcode: SHORT_CODE.into(),
        }
    }

    /// A payment that is nobody's.
    pub async fn unowned(&self) -> PaymentId {
        self.world.pays(&C2b::new(RECEIPT, "500.00", "?")).await
    }

    /// A payment of the customer, put to nothing.
    pub async fn owned(&self) -> PaymentId {
        let reference = &self.customer.account_number;
        self.world
            .pays(&C2b::new(RECEIPT, "500.00", reference))
            .await
    }

    /// A payment of the customer, put to what they owe.
    async fn allocated(&self) -> PaymentId {
        let doses = [("2026-12-07", "200")];
        self.world.owes(&self.customer, "December", &doses).await;
        self.owned().await
    }

    async fn pushed(&self) -> PushRecord {
        let mpesa = AnsweringMpesa::start().await;
        let (store, now) = (&self.world.store, self.world.now);
        push::request(
            store,
            &mpesa.mpesa,
            &self.push(),
            &amina(),
            Uuid::new_v4(),
            now,
        )
        .await
        .unwrap()
    }

    fn push(&self) -> NewPush {
        NewPush {
            customer: self.customer.id.clone(),
            phone: None,
            amount: kes("500"),
            obligation: None,
            short_code: None,
        }
    }

    async fn claimed(&self) -> ClaimRecord {
        let (store, now) = (&self.world.store, self.world.now);
        let id = &self.customer.id;
        let (amina, seed) = (amina(), Uuid::new_v4());
        let quoted = receipt_claim::quote(store, None, id, RECEIPT, &amina, seed, now).await;
        quoted.unwrap().claim.unwrap()
    }
}

fn enters<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (cash, seed, now) = (stage.cash(), Uuid::new_v4(), stage.world.now);
        manual_payment::record(&stage.store, &cash, actor, seed, now).await?;
        Ok(())
    })
}

fn edits<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let (store, seed, now) = (&stage.world.store, Uuid::new_v4(), stage.world.now);
        let id = manual_payment::record(store, &stage.cash(), &amina(), seed, now).await?;
        let changes = Annotations {
            till: Some("2".into()),
            ..Annotations::default()
        };
        manual_payment::annotate(&stage.store, &id, &changes, actor, now).await
    })
}

fn associates<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let payment = stage.unowned().await;
        let customer = &stage.customer.id;
        let now = stage.world.now;
        associate::by_person(&stage.store, &payment, customer, "told us", actor, now).await
    })
}

fn disassociates<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let payment = stage.owned().await;
        let now = stage.world.now;
        associate::disassociate(&stage.store, &payment, "not theirs", actor, now).await
    })
}

fn verifies<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        // Of a push that nobody asked for.
        let body = stk(RECEIPT, "500", "254708374149");
        let taken = stage.world.processes("stk", &body).await;
        let payment = taken.outcome.payment().unwrap();
        let now = stage.world.now;
        associate::verify(&stage.store, payment, "on the statement", actor, now).await
    })
}

fn settles<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        stage.owned().await;
        let doses = [("2026-12-07", "200")];
        let owed = stage.world.owes(&stage.customer, "December", &doses).await;
        let (customer, now) = (&stage.customer.id, stage.world.now);
        settle::settle(
            &stage.store,
            customer,
            Currency::Kes,
            &[(owed, 1)],
            actor,
            now,
        )
        .await?;
        Ok(())
    })
}

fn reallocates<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let payment = stage.allocated().await;
        let doses = [("2027-01-07", "300")];
        let january = stage.world.owes(&stage.customer, "January", &doses).await;
        let wanted = [wanted(&january, None, None)];
        let now = stage.world.now;
        allocate::reallocate(&stage.store, &payment, &wanted, "as agreed", actor, now).await
    })
}

fn unmaps<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let payment = stage.allocated().await;
        allocate::unmap(&stage.store, &payment, "a mistake", actor, stage.world.now).await
    })
}

fn undoes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let payment = stage.allocated().await;
        let first = AllocationId::new(&payment, 1);
        let now = stage.world.now;
        allocate::undo(&stage.store, &payment, &first, "a mistake", actor, now).await
    })
}

fn asks<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let mpesa = AnsweringMpesa::start().await;
        let receipt = Receipt::parse(RECEIPT).unwrap();
        let now = stage.world.now;
        status_query::ask(&stage.store, &mpesa.mpesa, &receipt, None, actor, now).await?;
        Ok(())
    })
}

fn prompts<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let mpesa = AnsweringMpesa::start().await;
        let (push, seed, now) = (stage.push(), Uuid::new_v4(), stage.world.now);
        push::request(&stage.store, &mpesa.mpesa, &push, actor, seed, now).await?;
        Ok(())
    })
}

fn reviews<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let before = stage.pushed().await;
        let after = PushRecord {
            version: before.version + 1,
            review: Some(PushReview {
                reason: "nobody knows".into(),
                at: stage.world.now,
            }),
            ..before.clone()
        };
        stage.world.store.save_push(&before, &after).await?;
        let now = stage.world.now;
        janitor::reviewed(&stage.store, &after.id, "asked the customer", actor, now).await?;
        Ok(())
    })
}

fn quotes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        // With an M-PESA that is asked: whoever may quote a receipt has it looked for.
        let mpesa = AnsweringMpesa::start().await;
        let (id, seed, now) = (&stage.customer.id, Uuid::new_v4(), stage.world.now);
        let asks = Some(&mpesa.mpesa).filter(|_| actor.is_system());
        receipt_claim::quote(&stage.store, asks, id, RECEIPT, actor, seed, now).await?;
        Ok(())
    })
}

fn closes<'a>(stage: &'a Stage, actor: &'a Actor) -> Tried<'a> {
    Box::pin(async move {
        let claim = stage.claimed().await;
        let now = stage.world.now;
        receipt_claim::staff::close(&stage.store, &claim.id, "not found", None, actor, now).await?;
        Ok(())
    })
}
