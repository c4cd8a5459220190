//! Statements, lists, search, the journal, and a check that can fail.

use billing::journal::plain_text;
use billing::money::Currency;
use chrono::Duration;
use operations::journal::{self, JournalPosition};
use operations::payments::Filter;
use operations::{check, customers, search, statement, validate};
use store::commit::Commit;

use crate::world::{C2b, World, amina, day};

#[tokio::test]
async fn a_statement_has_opening_lines_and_closing_that_agree_with_the_balance() {
    let mut world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    world
        .owes(&customer, "October", &[("2026-10-05", "300")])
        .await;
    world
        .pays(&C2b::new("RKL51ZDR40", "100", &customer.account_number))
        .await;
    world.passes(Duration::days(3));
    world
        .pays(&C2b::new("RKL51ZDR41", "50.50", &customer.account_number))
        .await;
    let all = statement::statement(&world.store, &customer.id, None, None, Currency::Kes)
        .await
        .expect("a statement");
    assert_eq!(
        (
            all.opening.amount_text().as_str(),
            all.closing.amount_text().as_str()
        ),
        ("0.00", "-149.50")
    );
    assert_eq!(all.lines.len(), 3);
    let later = statement::statement(
        &world.store,
        &customer.id,
        Some(day("2026-11-22")),
        None,
        Currency::Kes,
    )
    .await
    .expect("a statement");
    assert_eq!(
        (later.opening.amount_text().as_str(), later.lines.len()),
        ("-200.00", 1)
    );
    let earlier = statement::statement(
        &world.store,
        &customer.id,
        None,
        Some(day("2026-11-20")),
        Currency::Kes,
    )
    .await
    .expect("a statement");
    assert_eq!(
        (earlier.closing.amount_text().as_str(), earlier.lines.len()),
        ("-200.00", 2)
    );
    assert_eq!(all.closing, world.balance(&customer).await.balance);
}

#[tokio::test]
async fn a_payment_is_found_by_code_account_phone_and_amount() {
    let mut world = World::new().await;
    let customer = world.customer("Grace Achieng", "0722000111").await;
    let hers = world
        .pays(&C2b::new("RKL51ZDR40", "123.45", &customer.account_number))
        .await;
    world.passes(Duration::seconds(1));
    let nobodys = world
        .pays(&C2b::new("RKL51ZDR41", "77", "?").from("2547***999", "X"))
        .await;
    let find = async |query: &str| {
        let page = search::search(
            &world.store,
            query,
            &Filter::default(),
            None,
            50,
            Currency::Kes,
        )
        .await
        .expect("a page");
        page.items
            .into_iter()
            .map(|shown| shown.id().clone())
            .collect::<Vec<_>>()
    };
    for query in [
        "rkl51zdr40",
        &customer.account_number,
        "0722 000 111",
        "+254722000111",
        "123.45",
    ] {
        assert_eq!(find(query).await, vec![hers.clone()], "{query}");
    }
    assert_eq!(find("0711222999").await, vec![nobodys.clone()]);
    assert_eq!(
        find("").await,
        vec![nobodys.clone(), hers.clone()],
        "newest first"
    );
    assert_eq!(find("no such thing").await, vec![]);
}

#[tokio::test]
async fn a_list_pages_through_everything_once() {
    let mut world = World::new().await;
    let mut expected = Vec::new();
    for number in 0..25 {
        expected.push(
            world
                .pays(&C2b::new(&format!("RKL51ZDR{number:02}"), "5", "?"))
                .await,
        );
        world.passes(Duration::milliseconds(number % 3));
    }
    for associated in [None, Some(false)] {
        let filter = Filter {
            associated,
            ..Filter::default()
        };
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = operations::payments::list(&world.store, &filter, cursor, 4)
                .await
                .expect("a page");
            assert!(page.items.len() <= 4);
            seen.extend(page.items.iter().map(|shown| shown.id().clone()));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!((seen.len(), sorted.len()), (25, 25));
        assert_eq!(seen.last(), expected.first(), "newest first");
    }
}

#[tokio::test]
async fn the_journal_goes_on_from_any_position() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    world
        .owes(&customer, "October", &[("2026-10-05", "300")])
        .await;
    for number in 0..5 {
        world
            .pays(&C2b::new(
                &format!("RKL51ZDR4{number}"),
                "100",
                &customer.account_number,
            ))
            .await;
    }
    let mut position = JournalPosition::default();
    let mut ids = Vec::new();
    loop {
        let mut walk = journal::walk(&world.store, None, None, position);
        let Some(entry) = walk.next().await.expect("an entry") else {
            break;
        };
        ids.push(entry.id().to_string());
        assert!(plain_text::to_plain_text(&entry).contains(entry.id().as_str()));
        position = walk.position().clone();
    }
    assert_eq!(ids.len(), 11);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 11);
}

#[tokio::test]
async fn validation_refuses_only_numbers_that_are_certainly_nobodys() {
    use validate::Validation::{Accept, RejectAccount};
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let wrong = format!(
        "{:08}",
        (customer.account_number.parse::<u32>().expect("digits") + 1) % 100_000_000
    );
    for (reference, expected) in [
        (customer.account_number.as_str(), Accept),
        (wrong.as_str(), RejectAccount),
        ("house 12", Accept),
        ("0722000111", Accept),
        ("", Accept),
    ] {
        assert_eq!(
            validate::validate_reference(&world.store, reference)
                .await
                .expect("an answer"),
            expected,
            "{reference}"
        );
    }
}

#[tokio::test]
async fn a_changed_phone_is_found_and_the_old_one_is_not() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "0722000111").await;
    let changes = customers::CustomerChanges {
        phones: Some(vec!["0733 000 222".into()]),
        ..customers::CustomerChanges::default()
    };
    customers::change(&world.store, &customer.id, &changes, &amina(), world.now)
        .await
        .expect("changed");
    let new = world
        .pays(&C2b::new("RKL51ZDR40", "5", "?").from("254733000222", "X"))
        .await;
    let old = world
        .pays(&C2b::new("RKL51ZDR41", "5", "?").from("254722000111", "X"))
        .await;
    assert_eq!(
        world.payment(&new).await.shown.state.customer(),
        Some(&customer.id)
    );
    assert_eq!(world.payment(&old).await.shown.state.customer(), None);
}

#[tokio::test]
async fn the_check_sees_a_balance_an_allocation_and_an_amount_that_are_wrong() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    world
        .owes(&customer, "October", &[("2026-10-05", "300")])
        .await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR40", "100", &customer.account_number))
        .await;
    world.holds().await;

    let file = world
        .store
        .obligations_of(&customer.id)
        .await
        .expect("obligations")
        .remove(0);
    let mut wrong = file.instalments[0].clone();
    wrong.version += 1;
    wrong.paid_cents += 1;
    let mut commit = Commit::default();
    commit.instalment(Some(&file.instalments[0]), &wrong);
    world.store.commit(commit).await.expect("tampered");
    let broken = check::check(&world.store).await.expect("a report").broken;
    assert!(broken.iter().any(|one| one.invariant == 4), "{broken:?}");
    assert!(broken.iter().any(|one| one.invariant == 3), "{broken:?}");

    let state = world.payment(&payment).await.shown.state;
    let mut taken = state.clone();
    taken.version += 1;
    taken.edits.clear();
    let mut commit = Commit::default();
    commit.state(&payment, world.now, Some(&state), &taken);
    world.store.commit(commit).await.expect("tampered");
    let broken = check::check(&world.store).await.expect("a report").broken;
    assert!(
        broken.iter().any(|one| one.invariant == 5),
        "credited without owning: {broken:?}"
    );
    assert!(
        broken.iter().any(|one| one.invariant == 2),
        "unassociated total: {broken:?}"
    );
}
