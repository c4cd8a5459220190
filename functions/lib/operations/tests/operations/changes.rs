//! What was written down is changed: amounts, deadlines, words, or that it is owed at all.

use billing::notification::{Channel, Message};
use billing::obligation::change::ChangeError;
use billing::obligation::{Income, Payee, Schedule};
use operations::customers::NewCustomer;
use operations::error::OperationError;
use operations::obligation_change::{self, Description, InstalmentChange};
use operations::obligations::{self, NewObligation};
use store::customers::Customer;
use store::obligations::ObligationFile;
use uuid::Uuid;

use crate::world::{C2b, World, amina, day, kes, wanted};

impl World {
    /// A customer with a phone and an address.
    pub async fn reachable(&self, name: &str) -> Customer {
        self.customer_with(NewCustomer {
            name: name.into(),
            phones: vec!["0712345678".into()],
            emails: vec!["jane@example.com".into()],
            ..NewCustomer::default()
        })
        .await
    }

    /// An obligation of which its customer is told.
    pub async fn owes_told(&self, customer: &Customer, doses: &[(&str, &str)]) -> ObligationFile {
        let instalments: Vec<_> = doses
            .iter()
            .map(|(due_on, amount)| (day(due_on), kes(amount)))
            .collect();
        let cents = instalments.iter().map(|(_, amount)| amount.cents()).sum();
        let new = NewObligation {
            customer: customer.id.clone(),
            payee: Payee::Us {
                income: Income::Service,
            },
            description: "School internet".into(),
            payment_code: None,
            amount: billing::money::Money::from_cents(cents, billing::money::Currency::Kes)
                .unwrap(),
            notify_customer: true,
            manager_comments: Some("pays late".into()),
            schedule: Schedule::Manual { instalments },
        };
        obligations::create(&self.store, &new, &amina(), Uuid::new_v4(), self.now)
            .await
            .unwrap()
    }

    pub async fn changes(
        &self,
        file: &ObligationFile,
        number: u32,
        change: &InstalmentChange,
    ) -> Result<ObligationFile, OperationError> {
        let id = &file.head.id;
        obligation_change::change_instalment(&self.store, id, number, change, &amina(), self.now)
            .await
    }

    /// What a customer was told, oldest first: the message and the channel.
    pub async fn told(&self, customer: &Customer) -> Vec<(Message, Channel)> {
        let page = self.store.notifications_of(&customer.id, None, 100).await;
        let mut records = page.unwrap().items;
        records.sort_by_key(|record| (record.created_at, record.channel));
        records
            .into_iter()
            .map(|record| (record.message, record.channel))
            .collect()
    }
}

fn amount(text: &str) -> InstalmentChange {
    InstalmentChange {
        amount: Some(kes(text)),
        reason: "agreed on the phone".into(),
        ..InstalmentChange::default()
    }
}

fn due(on: &str) -> InstalmentChange {
    InstalmentChange {
        due_on: Some(day(on)),
        reason: "agreed on the phone".into(),
        ..InstalmentChange::default()
    }
}

#[tokio::test]
async fn the_total_the_journal_and_the_statuses_follow_the_amount_of_a_dose() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let obligation = world
        .owes(
            &jane,
            "Internet",
            &[("2026-12-01", "100"), ("2026-12-08", "100")],
        )
        .await;
    let account = jane.account_number.clone();
    world.pays(&C2b::new("RKL51ZDR4F", "160", &account)).await;
    assert_eq!(world.figures(&jane).await, "-40.00 / 40.00 / 0.00 / 0.00");

    let file = obligations::get(&world.store, &obligation).await.unwrap();
    let steps = [
        // Number, new amount, statuses, figures.
        (2, "60", "paid: paid, paid", "0.00 / 0.00 / 0.00 / 0.00"),
        (
            2,
            "250",
            "partially_paid: paid, partially_paid",
            "-190.00 / 190.00 / 0.00 / 0.00",
        ),
        (
            1,
            "150",
            "partially_paid: partially_paid, partially_paid",
            "-240.00 / 240.00 / 0.00 / 0.00",
        ),
        (
            1,
            "100",
            "partially_paid: paid, partially_paid",
            "-190.00 / 190.00 / 0.00 / 0.00",
        ),
    ];
    for (number, new, statuses, figures) in steps {
        world.changes(&file, number, &amount(new)).await.unwrap();
        assert_eq!(
            world.statuses(&obligation).await,
            statuses,
            "{number} {new}"
        );
        assert_eq!(world.figures(&jane).await, figures, "{number} {new}");
        world.holds().await;
    }
    let history = obligations::history(&world.store, &obligation)
        .await
        .unwrap();
    let fields: Vec<String> = history
        .iter()
        .flat_map(|change| &change.fields)
        .map(|field| {
            let (from, to) = (field.from.as_deref(), field.to.as_deref());
            format!("{} {} {}", field.field, from.unwrap(), to.unwrap())
        })
        .collect();
    assert_eq!(
        fields,
        [
            "amount 100.00 60.00",
            "amount 60.00 250.00",
            "amount 100.00 150.00",
            "amount 150.00 100.00"
        ]
    );
    assert!(
        history
            .iter()
            .all(|change| change.by == "amina" && !change.reason.is_empty())
    );
}

#[tokio::test]
async fn an_amount_never_goes_below_what_is_allocated() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let obligation = world
        .owes(&jane, "Internet", &[("2026-12-01", "100")])
        .await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "60", &jane.account_number))
        .await;
    let file = obligations::get(&world.store, &obligation).await.unwrap();
    for (new, expected) in [
        ("59.99", ChangeError::BelowAllocated { paid: kes("60") }),
        ("0", ChangeError::NotPositive),
        ("-5", ChangeError::NotPositive),
    ] {
        let refused = world.changes(&file, 1, &amount(new)).await.unwrap_err();
        assert!(
            matches!(&refused, OperationError::Change(error) if *error == expected),
            "{refused:?}"
        );
    }
    world.changes(&file, 1, &amount("60")).await.unwrap();
    assert_eq!(world.statuses(&obligation).await, "paid: paid");
    // Taking the payment away reopens the smaller amount, and no more.
    world.disassociates(&payment).await;
    assert_eq!(world.statuses(&obligation).await, "unpaid: unpaid");
    assert_eq!(world.figures(&jane).await, "-60.00 / 60.00 / 0.00 / 0.00");
    world.holds().await;
}

#[tokio::test]
async fn an_overpayment_stays_as_credit_and_can_be_put_to_a_dose_that_grew() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let obligation = world
        .owes(&jane, "Internet", &[("2026-12-01", "100")])
        .await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "150", &jane.account_number))
        .await;
    assert_eq!(world.figures(&jane).await, "50.00 / 0.00 / 0.00 / 50.00");
    let file = obligations::get(&world.store, &obligation).await.unwrap();
    world.changes(&file, 1, &amount("130")).await.unwrap();
    assert_eq!(world.figures(&jane).await, "20.00 / 30.00 / 0.00 / 50.00");
    world
        .reallocates(&payment, &[wanted(&obligation, None, Some("130"))])
        .await;
    assert_eq!(world.statuses(&obligation).await, "paid: paid");
    assert_eq!(world.figures(&jane).await, "20.00 / 0.00 / 0.00 / 20.00");
    world.holds().await;
}

#[tokio::test]
async fn a_new_deadline_goes_to_a_business_day_and_the_customer_is_told_once() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world.owes_told(&jane, &[("2026-12-01", "100")]).await;
    // Saturday the 12th is Jamhuri Day and stays there: the next business day is Monday.
    let after = world.changes(&file, 1, &due("2026-12-12")).await.unwrap();
    let dose = &after.instalments[0];
    assert_eq!(
        (dose.nominal_on, dose.due_on),
        (day("2026-12-12"), day("2026-12-14"))
    );
    assert_eq!(
        world.changes(&file, 1, &due("2026-12-12")).await.unwrap(),
        after
    );
    let moved: Vec<_> = world
        .told(&jane)
        .await
        .into_iter()
        .filter_map(|(message, channel)| match message {
            Message::DateMoved { dose, was_due_on } => Some((was_due_on, dose.due_on, channel)),
            _ => None,
        })
        .collect();
    let (from, to) = (day("2026-12-01"), day("2026-12-14"));
    assert_eq!(
        moved,
        [(from, to, Channel::Sms), (from, to, Channel::Email)]
    );
    world.holds().await;
}

#[tokio::test]
async fn a_promised_date_moves_earlier_only_if_a_person_insists() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world.owes_told(&jane, &[("2026-12-14", "100")]).await;
    let refused = world
        .changes(&file, 1, &due("2026-12-07"))
        .await
        .unwrap_err();
    let expected = ChangeError::EarlierThanPromised {
        due_on: day("2026-12-14"),
    };
    assert!(matches!(&refused, OperationError::Change(error) if *error == expected));
    let insisting = InstalmentChange {
        insist: true,
        ..due("2026-12-06")
    };
    // A Sunday, and earlier.
    let after = world.changes(&file, 1, &insisting).await.unwrap();
    assert_eq!(after.instalments[0].due_on, day("2026-12-06"));
    assert!(after.instalments[0].insisted);
    world.holds().await;
}

#[tokio::test]
async fn cancelling_takes_what_is_unpaid_and_restoring_brings_it_back() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let doses = [
        ("2026-12-01", "100"),
        ("2026-12-08", "100"),
        ("2026-12-15", "100"),
    ];
    let obligation = world.owes(&jane, "Internet", &doses).await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "130", &jane.account_number))
        .await;
    let (store, now) = (&world.store, world.now);
    let cancelled =
        obligation_change::cancel_unpaid(store, &obligation, "moved away", &amina(), now)
            .await
            .unwrap();
    assert_eq!(cancelled.head.cents, 13_000);
    assert_eq!(world.figures(&jane).await, "0.00 / 0.00 / 0.00 / 0.00");
    world.holds().await;
    let again =
        obligation_change::cancel_unpaid(store, &obligation, "moved away", &amina(), now).await;
    assert!(matches!(
        again,
        Err(OperationError::Change(ChangeError::NothingToCancel))
    ));
    let change = world.changes(&cancelled, 3, &amount("50")).await;
    assert!(matches!(change, Err(OperationError::ObligationCancelled)));
    // What was paid and is taken away again is owed again, and nothing more.
    world.disassociates(&payment).await;
    assert_eq!(world.figures(&jane).await, "-130.00 / 130.00 / 0.00 / 0.00");
    let restored = obligation_change::restore(store, &obligation, "came back", &amina(), now)
        .await
        .unwrap();
    assert_eq!(restored.head.cents, 30_000);
    assert!(restored.head.cancellation.is_none());
    assert_eq!(world.figures(&jane).await, "-300.00 / 300.00 / 0.00 / 0.00");
    let again = obligation_change::restore(store, &obligation, "came back", &amina(), now).await;
    assert!(matches!(again, Err(OperationError::ObligationNotCancelled)));
    world.holds().await;
}

#[tokio::test]
async fn words_change_with_a_record_and_the_same_words_change_nothing() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world.owes_told(&jane, &[("2026-12-01", "100")]).await;
    let wanted = Description {
        description: Some("Internet, December".into()),
        manager_comments: Some(String::new()),
        ..Description::default()
    };
    let (store, id) = (&world.store, &file.head.id);
    let after = obligation_change::describe(store, id, &wanted, &amina(), world.now)
        .await
        .unwrap();
    assert_eq!(after.head.description, "Internet, December");
    assert_eq!(after.head.manager_comments, None);
    let again = obligation_change::describe(store, id, &wanted, &amina(), world.now)
        .await
        .unwrap();
    assert_eq!(again, after);
    let history = obligations::history(store, id).await.unwrap();
    let fields: Vec<&str> = history[0]
        .fields
        .iter()
        .map(|field| field.field.as_str())
        .collect();
    assert_eq!(
        (history.len(), fields),
        (1, vec!["description", "manager_comments"])
    );
    world.holds().await;
}

#[tokio::test]
async fn two_people_who_change_the_same_dose_at_once_both_find_their_change_in_the_history() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world.owes_told(&jane, &[("2026-12-01", "100")]).await;
    let (one, other) = (amount("120"), due("2026-12-07"));
    let (a, b) = tokio::join!(
        world.changes(&file, 1, &one),
        world.changes(&file, 1, &other)
    );
    a.unwrap();
    b.unwrap();
    let after = obligations::get(&world.store, &file.head.id).await.unwrap();
    let dose = &after.instalments[0];
    assert_eq!((dose.cents, dose.due_on), (12_000, day("2026-12-07")));
    let history = obligations::history(&world.store, &file.head.id)
        .await
        .unwrap();
    assert_eq!(history.len(), 2);
    world.holds().await;
}
