//! Why a balance is what it is: each step with what it rests on, and together the balance.

use billing::association::Rule;
use billing::money::{Currency, Money};
use chrono::Duration;
use operations::obligation_change::{self, InstalmentChange};
use operations::reverse;
use operations::why::{self, Step, WhyLine, WhyPage};
use store::customers::Customer;
use store::obligation_changes::ChangeKind;

use crate::world::{C2b, World, amina, kes};

async fn page(world: &World, customer: &Customer, after: Option<u64>, limit: u16) -> WhyPage {
    why::balance(&world.store, &customer.id, Currency::Kes, after, limit)
        .await
        .unwrap()
}

/// Every step, newest first, a page of `limit` at a time.
async fn steps(world: &World, customer: &Customer, limit: u16) -> Vec<WhyLine> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = page(world, customer, after, limit).await;
        assert!(page.lines.len() <= usize::from(limit));
        lines.extend(page.lines);
        after = page.next;
        if after.is_none() {
            return lines;
        }
    }
}

async fn busy_account(world: &mut World) -> (Customer, Customer) {
    let grace = world.customer("Grace Achieng", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    let fees = world
        .owes_told(&grace, &[("2026-12-07", "300"), ("2027-01-04", "200")])
        .await;
    let minute = Duration::minutes(1);
    world.passes(minute);
    let first = world
        .pays(&C2b::new("RKL51ZDR40", "100", &grace.account_number))
        .await;
    world.passes(minute);
    world.disassociates(&first).await;
    world.passes(minute);
    world.associates(&first, &grace).await;
    world.passes(minute);
    world.associates(&first, &peter).await;
    world.passes(minute);
    let second = world
        .pays(&C2b::new("RKL51ZDR41", "70", &grace.account_number))
        .await;
    world.passes(minute);
    reverse::reverse(&world.store, &second, "taken back", &amina(), world.now)
        .await
        .unwrap();
    world.passes(minute);
    let change = InstalmentChange {
        amount: Some(kes("250")),
        reason: "a discount".into(),
        ..InstalmentChange::default()
    };
    let fees = world.changes(&fees, 1, &change).await.unwrap();
    world.passes(minute);
    let id = &fees.head.id;
    obligation_change::cancel_unpaid(&world.store, id, "left", &amina(), world.now)
        .await
        .unwrap();
    world.passes(minute);
    obligation_change::restore(&world.store, id, "came back", &amina(), world.now)
        .await
        .unwrap();
    (grace, peter)
}

#[tokio::test]
async fn the_steps_come_to_the_balance_however_they_are_paged() {
    let mut world = World::new().await;
    let (grace, peter) = busy_account(&mut world).await;
    for customer in [&grace, &peter] {
        let all = steps(&world, customer, 100).await;
        let balance = page(&world, customer, None, 1).await.balance;
        assert_eq!(balance, world.balance(customer).await.balance);
        for limit in [1, 2, 3, 7] {
            assert_eq!(steps(&world, customer, limit).await, all, "{limit}");
        }
        let sum = Money::sum(Currency::Kes, all.iter().map(|line| line.change));
        assert_eq!(sum.unwrap(), balance);
        let mut after = balance;
        for line in &all {
            assert_eq!(line.balance, after);
            after = after.checked_sub(line.change).unwrap();
        }
        assert!(after.is_zero());
    }
    world.holds().await;
}

#[tokio::test]
async fn every_step_says_what_it_rests_on_and_what_it_corrects() {
    let mut world = World::new().await;
    let (grace, peter) = busy_account(&mut world).await;
    let mut lines = steps(&world, &grace, 100).await;
    lines.reverse();
    let told: Vec<String> = lines.iter().map(|line| tell(line, &peter)).collect();
    assert_eq!(
        told,
        [
            "1 -500.00 amina: charged School internet, 2 instalments",
            "2 100.00 system: given RKL51ZDR40 by account_number",
            "3 -100.00 amina: taken RKL51ZDR40 (wrong person), was given by account_number",
            "4 100.00 amina: given RKL51ZDR40 (told by phone)",
            "5 -100.00 amina: taken RKL51ZDR40 (told by phone) for Peter, was given (told by phone)",
            "6 70.00 system: given RKL51ZDR41 by account_number",
            "7 -70.00 amina: reversed RKL51ZDR41 (taken back), was given by account_number",
            "8 50.00 amina: instalment_changed 1 (a discount): amount 300.00 → 250.00",
            "9 450.00 amina: cancelled (left): instalments/1/amount 250.00 → 0.00, instalments/2/amount 200.00 → 0.00",
            "10 -450.00 amina: restored (came back): instalments/1/amount 0.00 → 250.00, instalments/2/amount 0.00 → 200.00",
        ]
    );
    let theirs = steps(&world, &peter, 100).await;
    let Step::PaymentGiven { moved_from, .. } = &theirs[0].step else {
        panic!("{theirs:?}");
    };
    assert_eq!(moved_from.as_ref(), Some(&grace.id));
}

fn tell(line: &WhyLine, peter: &Customer) -> String {
    let ground = |ground: &Option<why::grounds::Ground>| match ground {
        Some(ground) => ground.rule.map_or_else(
            || format!(" ({})", ground.reason),
            |rule: Rule| format!(" by {}", rule.name()),
        ),
        None => " for no reason".to_owned(),
    };
    let what = match &line.step {
        Step::PaymentGiven {
            payment,
            ground: on,
            ..
        } => {
            format!("given {}{}", payment.receipt, ground(on))
        }
        Step::PaymentTaken {
            payment,
            ground: on,
            moved_to,
            corrects,
        } => {
            let to = moved_to.as_ref().map(|to| {
                if *to == peter.id {
                    " for Peter"
                } else {
                    " for somebody"
                }
            });
            let (to, was) = (to.unwrap_or_default(), ground(corrects));
            format!(
                "taken {}{}{to}, was given{was}",
                payment.receipt,
                ground(on)
            )
        }
        Step::PaymentReversed {
            payment,
            ground: on,
            corrects,
        } => {
            format!(
                "reversed {}{}, was given{}",
                payment.receipt,
                ground(on),
                ground(corrects)
            )
        }
        Step::Charged { obligation } => {
            let count = obligation.instalments.unwrap();
            format!("charged {}, {count} instalments", obligation.description)
        }
        Step::Changed {
            obligation,
            kind,
            instalment,
            fields,
            reason,
        } => {
            assert_eq!(obligation.charged.as_ref().unwrap().1, "amina");
            let fields = fields.iter().map(|field| {
                let text = |value: &Option<String>| value.clone().unwrap_or_default();
                format!(
                    "{} {} → {}",
                    field.field,
                    text(&field.from),
                    text(&field.to)
                )
            });
            let fields: Vec<String> = fields.collect();
            let kind = kind.map_or("changed somehow", ChangeKind::name);
            let number = instalment.map_or_else(String::new, |number| format!(" {number}"));
            format!("{kind}{number} ({reason}): {}", fields.join(", "))
        }
        Step::Other { kind, description } => format!("{} {description}", kind.name()),
    };
    format!(
        "{} {} {}: {what}",
        line.number,
        line.change.amount_text(),
        line.by
    )
}
