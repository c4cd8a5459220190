//! What a change would do is told before it is done, and is what is done then.

use billing::notification::Channel;
use operations::error::OperationError;
use operations::obligation_change::{self, Description, InstalmentChange, preview};
use store::obligations::ObligationFile;

use crate::world::{World, amina, day, kes};

fn moved(due_on: &str, amount: &str) -> InstalmentChange {
    InstalmentChange {
        amount: Some(kes(amount)),
        due_on: Some(day(due_on)),
        insist: false,
        reason: "agreed".into(),
    }
}

fn figures(file: &ObligationFile) -> Vec<(u32, String, i64)> {
    let doses = file.instalments.iter();
    doses
        .map(|dose| (dose.number, dose.due_on.to_string(), dose.cents))
        .collect()
}

#[tokio::test]
async fn a_change_of_an_instalment_does_what_its_preview_said() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world
        .owes_told(&jane, &[("2027-01-04", "100"), ("2027-02-01", "200")])
        .await;
    let (store, id) = (&world.store, &file.head.id);
    let told_before = world.told(&jane).await.len();
    let wanted = moved("2027-02-07", "250");
    let said = preview::of_instalment(store, id, 2, &wanted, world.now).await;
    let said = said.unwrap().expect("something changes");
    assert_eq!(said.told, [Channel::Sms, Channel::Email]);
    assert_eq!(
        (said.balance, said.balance_after),
        (kes("-300"), kes("-350"))
    );
    assert_eq!(
        store.obligation(id).await.unwrap().as_ref(),
        Some(&file),
        "nothing is written"
    );
    assert_eq!(world.told(&jane).await.len(), told_before);

    let done = world.changes(&file, 2, &wanted).await.unwrap();
    assert_eq!(figures(&said.after), figures(&done));
    assert_eq!(figures(&done)[1], (2, "2027-02-08".into(), 25_000));
    assert_eq!(world.told(&jane).await.len(), told_before + said.told.len());
    let again = preview::of_instalment(store, id, 2, &moved("2027-02-08", "250"), world.now).await;
    assert!(again.unwrap().is_none(), "it is so already");
    let earlier =
        preview::of_instalment(store, id, 2, &moved("2027-01-05", "250"), world.now).await;
    assert!(matches!(earlier, Err(OperationError::Change(_))));
    world.holds().await;
}

#[tokio::test]
async fn cancelling_and_restoring_do_what_their_previews_said() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world
        .owes_told(&jane, &[("2027-01-04", "100"), ("2027-02-01", "200")])
        .await;
    let (store, id, now) = (&world.store, &file.head.id, world.now);
    let early = preview::of_restoration(store, id, now).await;
    assert!(matches!(early, Err(OperationError::ObligationNotCancelled)));
    let said = preview::of_cancellation(store, id, now).await.unwrap();
    assert_eq!(said.balance_after, kes("0"));
    assert!(said.told.is_empty());
    let cancelled = obligation_change::cancel_unpaid(store, id, "left", &amina(), now).await;
    assert_eq!(figures(&said.after), figures(&cancelled.unwrap()));
    let said = preview::of_restoration(store, id, now).await.unwrap();
    assert_eq!((said.balance, said.balance_after), (kes("0"), kes("-300")));
    let restored = obligation_change::restore(store, id, "came back", &amina(), now).await;
    assert_eq!(figures(&said.after), figures(&restored.unwrap()));
    world.holds().await;
}

#[tokio::test]
async fn a_corrected_payment_code_leads_here_and_the_old_one_nowhere() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world.owes_told(&jane, &[("2027-01-04", "100")]).await;
    let (store, id, now) = (&world.store, &file.head.id, world.now);
    let leads = async |code: &str| store.obligations_by_code(code).await.unwrap().len();
    let write = async |code: &str| {
        let wanted = Description {
            payment_code: Some(code.into()),
            ..Description::default()
        };
        obligation_change::describe(store, id, &wanted, &amina(), now).await
    };
    write("KRA-2291").await.unwrap();
    assert_eq!(leads("KRA2291").await, 1);
    // The same code, spelled otherwise.
    write("kra 2291").await.unwrap();
    assert_eq!(leads("KRA2291").await, 1);
    let after = write("KRA-2292").await.unwrap();
    assert_eq!((leads("KRA2291").await, leads("KRA2292").await), (0, 1));
    assert_eq!(after.head.payment_code.as_deref(), Some("KRA-2292"));
    let refused = write("?!").await;
    assert!(matches!(
        refused,
        Err(OperationError::Field {
            field: "payment_code",
            ..
        })
    ));
    write("").await.unwrap();
    assert_eq!(leads("KRA2292").await, 0);
    world.holds().await;
}
