//! One customer's debts by age, and their credit put to what a person chose.

use billing::ids::ObligationId;
use billing::money::Currency;
use billing::role::Role;
use operations::actor::Actor;
use operations::allocate;
use operations::debts::settle::{self, Settlement};
use operations::debts::{self, AgedDebts, Debt, Rows};
use operations::error::OperationError;
use operations::payments::account::AccountPayment;
use operations::reverse::reverse;
use store::customers::Customer;
use store::meter::Meter;

use crate::world::{C2b, World, amina, day, wanted};

const TODAY: &str = "2026-11-20";

impl World {
    async fn debts(&self, customer: &Customer, rows: Rows) -> AgedDebts {
        debts::aged_debtors(&self.store, &customer.id, Currency::Kes, rows, day(TODAY))
            .await
            .unwrap()
    }

    async fn previews(&self, customer: &Customer, chosen: &[(ObligationId, u32)]) -> Settlement {
        settle::preview(&self.store, &customer.id, Currency::Kes, chosen, day(TODAY))
            .await
            .unwrap()
    }

    async fn settles(
        &self,
        customer: &Customer,
        chosen: &[(ObligationId, u32)],
    ) -> Result<Settlement, OperationError> {
        let (kes, actor) = (Currency::Kes, amina());
        settle::settle(&self.store, &customer.id, kes, chosen, &actor, self.now).await
    }

    /// A payment of a customer that is put to nothing.
    async fn pays_without_use(&self, customer: &Customer, receipt: &str, amount: &str) {
        let payment = self
            .pays(&C2b::new(receipt, amount, &customer.account_number))
            .await;
        allocate::unmap(&self.store, &payment, "kept back", &amina(), self.now)
            .await
            .unwrap();
    }

    /// A payment that is put to nothing and then goes back.
    async fn mistypes(&self, customer: &Customer, receipt: &str, amount: &str) {
        let payment = self
            .pays(&C2b::new(receipt, amount, &customer.account_number))
            .await;
        reverse(&self.store, &payment, "mistyped", &amina(), self.now)
            .await
            .unwrap();
    }
}

fn debt(debt: &Debt) -> String {
    let age = debt.age.map_or("not overdue", billing::aging::Age::name);
    format!(
        "{} {}/{} {} {age} {} {} of {}",
        debt.description,
        debt.dose.number,
        debt.of,
        debt.dose.due_on,
        debt.dose.status().name(),
        debt.dose.outstanding().amount_text(),
        debt.dose.amount.amount_text(),
    )
}

fn receipts(payments: &[AccountPayment]) -> Vec<String> {
    let left = |one: &AccountPayment| one.shown.unallocated().unwrap().amount_text();
    let line = |one: &AccountPayment| format!("{} {}", one.shown.id().receipt(), left(one));
    payments.iter().map(line).collect()
}

fn puts(settlement: &Settlement) -> Vec<String> {
    let line = |put: &settle::Put| {
        let (receipt, amount) = (put.payment.receipt(), put.amount.amount_text());
        format!("{receipt} → {} {amount}", put.instalment)
    };
    settlement.puts.iter().map(line).collect()
}

#[tokio::test]
async fn every_charge_and_payment_stands_with_its_age_and_what_is_left() {
    let mut world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    assert!(world.debts(&grace, Rows::All).await.open.is_empty());
    let dates = [
        ("2026-08-03", "100"),
        ("2026-10-19", "100"),
        ("2026-11-18", "100"),
        ("2026-12-07", "100"),
    ];
    let fees = world.owes(&grace, "Fees", &dates).await;
    world.passes(chrono::Duration::seconds(1));
    world.owes(&grace, "Bus", &[("2026-11-18", "40")]).await;
    let account = &grace.account_number;
    world.pays(&C2b::new("RKL51ZDR40", "130", account)).await;
    world.pays_without_use(&grace, "RKL51ZDR41", "60").await;
    world.pays_without_use(&grace, "RKL51ZDR42", "25").await;

    let aged = world.debts(&grace, Rows::Open).await;
    let open: Vec<String> = aged.open.iter().map(debt).collect();
    assert_eq!(
        open,
        [
            "Fees 2/4 2026-10-19 days_31_to_60 partially_paid 70.00 of 100.00",
            "Fees 3/4 2026-11-18 days_1_to_7 unpaid 100.00 of 100.00",
            "Bus 1/1 2026-11-18 days_1_to_7 unpaid 40.00 of 40.00",
            "Fees 4/4 2026-12-07 not overdue unpaid 100.00 of 100.00",
        ]
    );
    assert_eq!(aged.open[0].days_overdue, 32);
    let ages: Vec<String> = aged
        .ages
        .iter()
        .map(|age| age.amount.amount_text())
        .collect();
    assert_eq!(ages, ["100.00", "140.00", "0.00", "70.00", "0.00", "0.00"]);
    assert_eq!(
        receipts(&aged.credit),
        ["RKL51ZDR41 60.00", "RKL51ZDR42 25.00"]
    );
    assert_eq!((aged.settled.len(), aged.allocated.len()), (0, 0));
    let figures = aged.figures;
    assert_eq!(figures.balance.amount_text(), "-225.00");
    assert_eq!(figures.outstanding.amount_text(), "310.00");
    assert_eq!(figures.overdue.amount_text(), "210.00");
    assert_eq!(figures.unallocated_credit.amount_text(), "85.00");

    let all = world.debts(&grace, Rows::All).await;
    let settled: Vec<String> = all.settled.iter().map(debt).collect();
    assert_eq!(
        settled,
        ["Fees 1/4 2026-08-03 not overdue paid 0.00 of 100.00"]
    );
    assert_eq!(all.settled[0].place(), (fees, 1));
    assert_eq!(receipts(&all.allocated), ["RKL51ZDR40 0.00"]);
    world.holds().await;
}

#[tokio::test]
async fn credit_goes_to_exactly_what_was_chosen_in_the_order_chosen() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let dates = [
        ("2026-10-19", "100"),
        ("2026-11-18", "100"),
        ("2026-12-07", "100"),
    ];
    let fees = world.owes(&grace, "Fees", &dates).await;
    let bus = world.owes(&grace, "Bus", &[("2026-10-05", "40")]).await;
    let account = &grace.account_number;
    let used = world.pays(&C2b::new("RKL51ZDR40", "50", account)).await;
    world
        .reallocates(&used, &[wanted(&fees, Some(1), Some("20"))])
        .await;
    world.pays_without_use(&grace, "RKL51ZDR41", "60").await;
    world.pays_without_use(&grace, "RKL51ZDR42", "55").await;
    let before = world.figures(&grace).await;
    assert_eq!(before, "-175.00 / 320.00 / 220.00 / 145.00");

    let chosen = [(fees.clone(), 3), (fees.clone(), 1)];
    let preview = world.previews(&grace, &chosen).await;
    assert_eq!(
        world.figures(&grace).await,
        before,
        "a preview writes nothing"
    );
    let done = world.settles(&grace, &chosen).await.unwrap();
    assert_eq!(done, preview);
    assert_eq!(
        puts(&done),
        [
            "RKL51ZDR40 → 3 30.00",
            "RKL51ZDR41 → 3 60.00",
            "RKL51ZDR42 → 3 10.00",
            "RKL51ZDR42 → 1 45.00",
        ]
    );
    let lines = done.lines.iter().map(|line| {
        let (put, missing) = (line.put.amount_text(), line.missing.amount_text());
        format!("{} {put} {missing}", line.debt.dose.number)
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        ["3 100.00 0.00", "1 45.00 35.00"]
    );
    assert_eq!(
        (done.put.amount_text(), done.missing.amount_text()),
        ("145.00".into(), "35.00".into())
    );
    assert_eq!(done.credit_before.amount_text(), "145.00");
    assert!(done.credit_after.is_zero());

    // What the first payment was put to before stands, and nothing that was not chosen was touched.
    let state = world.payment(&used).await.shown.state;
    let amounts: Vec<(u32, i64)> = state
        .allocations
        .iter()
        .map(|one| (one.instalment, one.cents))
        .collect();
    assert_eq!(amounts, [(1, 2_000), (3, 3_000)]);
    assert_eq!(world.statuses(&bus).await, "unpaid: unpaid");
    assert_eq!(
        world.figures(&grace).await,
        "-175.00 / 175.00 / 175.00 / 0.00"
    );
    let history = world.payment(&used).await.file.history;
    assert_eq!(history.last().unwrap().what, "allocated");

    // Again: there is nothing left to put anywhere, and what is settled needs nothing.
    let again = world.settles(&grace, &chosen).await.unwrap();
    assert!(again.puts.is_empty());
    assert_eq!(again.missing.amount_text(), "35.00");
    world.holds().await;
}

#[tokio::test]
async fn what_cannot_be_chosen_is_refused_and_changes_nothing() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    let fees = world.owes(&grace, "Fees", &[("2026-12-07", "100")]).await;
    let theirs = world.owes(&peter, "Fees", &[("2026-12-07", "100")]).await;
    world.pays_without_use(&grace, "RKL51ZDR41", "60").await;
    let before = world.figures(&grace).await;
    for chosen in [
        vec![(fees.clone(), 1), (theirs, 1)],
        vec![(fees.clone(), 2)],
    ] {
        let refused = world.settles(&grace, &chosen).await;
        assert!(
            matches!(refused, Err(OperationError::InstalmentNotFound)),
            "{refused:?}"
        );
    }
    let twice = world
        .settles(&grace, &[(fees.clone(), 1), (fees.clone(), 1)])
        .await;
    assert!(
        matches!(twice, Err(OperationError::Allocation(_))),
        "{twice:?}"
    );
    let many: Vec<_> = (0..201).map(|number| (fees.clone(), number)).collect();
    let many = world.settles(&grace, &many).await;
    assert!(
        matches!(many, Err(OperationError::Field { .. })),
        "{many:?}"
    );
    let auditor = Actor::staff("otieno", Role::Auditor);
    let chosen = [(fees, 1)];
    let refused = settle::settle(
        &world.store,
        &grace.id,
        Currency::Kes,
        &chosen,
        &auditor,
        world.now,
    )
    .await;
    assert!(
        matches!(refused, Err(OperationError::NotAllowed { .. })),
        "{refused:?}"
    );
    assert_eq!(world.figures(&grace).await, before);
    let nothing = world.settles(&grace, &[]).await.unwrap();
    assert!(nothing.puts.is_empty());
    world.holds().await;
}

#[tokio::test]
async fn two_who_settle_at_once_use_each_shilling_once() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let fees = world
        .owes(
            &grace,
            "Fees",
            &[("2026-12-07", "70"), ("2026-12-14", "70")],
        )
        .await;
    world.pays_without_use(&grace, "RKL51ZDR41", "60").await;
    world.pays_without_use(&grace, "RKL51ZDR42", "60").await;
    let (one, other) = ([(fees.clone(), 1)], [(fees.clone(), 2)]);
    let (one, other) = tokio::join!(world.settles(&grace, &one), world.settles(&grace, &other));
    let put = one.unwrap().put.checked_add(other.unwrap().put).unwrap();
    assert_eq!(put.amount_text(), "120.00");
    assert_eq!(world.figures(&grace).await, "-20.00 / 20.00 / 0.00 / 0.00");
    world.holds().await;
}

#[tokio::test]
async fn the_debts_of_a_long_account_cost_no_more_than_its_instalments() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let dates: Vec<String> = (1..=60)
        .map(|number| (day("2026-03-02") + chrono::Duration::days(3 * number)).to_string())
        .collect();
    let doses: Vec<(&str, &str)> = dates.iter().map(|on| (on.as_str(), "10")).collect();
    world.owes(&grace, "Fees", &doses).await;
    for number in 10..50 {
        let c2b = C2b::new(&format!("RKL51ZDR{number}"), "5", &grace.account_number);
        world.pays(&c2b).await;
    }
    let meter = Meter::default();
    let metered = world.store.clone().metered(meter.clone());
    let aged =
        debts::aged_debtors(&metered, &grace.id, Currency::Kes, Rows::Open, day(TODAY)).await;
    assert_eq!(aged.unwrap().open.len(), 40);
    let units = meter.take_total();
    assert!(units.read <= 12.0, "{units:?}");
    assert_eq!(units.calls, 4, "no payment is read where no credit is left");

    world.pays_without_use(&grace, "RKL51ZDR99", "60").await;
    let aged =
        debts::aged_debtors(&metered, &grace.id, Currency::Kes, Rows::Open, day(TODAY)).await;
    assert_eq!(receipts(&aged.unwrap().credit), ["RKL51ZDR99 60.00"]);
    let units = meter.take_total();
    assert!(units.calls <= 7, "{units:?}");
    assert!(units.read <= 90.0, "{units:?}");
}

#[tokio::test]
async fn money_that_went_back_is_no_credit_and_hides_none() {
    let mut world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let fees = world.owes(&grace, "Fees", &[("2026-12-07", "1500")]).await;
    world.pays_without_use(&grace, "RKL51ZDR40", "1000").await;
    // So many entries that the older payment is on another page of the account than the newer one.
    for number in 0..30 {
        world.passes(chrono::Duration::seconds(1));
        world
            .mistypes(&grace, &format!("RKL51ZDS{number:02}"), "1")
            .await;
    }
    world.mistypes(&grace, "RKL51ZDR41", "1000").await;

    let aged = world.debts(&grace, Rows::All).await;
    assert_eq!(receipts(&aged.credit), ["RKL51ZDR40 1000.00"]);
    assert!(aged.allocated.is_empty(), "what went back is nowhere");
    let chosen = [(fees.clone(), 1)];
    let foreseen = world.previews(&grace, &chosen).await;
    assert_eq!(puts(&foreseen), ["RKL51ZDR40 → 1 1000.00"]);
    assert_eq!(foreseen.missing.amount_text(), "500.00");
    let done = world.settles(&grace, &chosen).await.unwrap();
    assert_eq!(
        (puts(&done), done.missing),
        (puts(&foreseen), foreseen.missing)
    );
    world.holds().await;
}
