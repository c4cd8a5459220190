//! Nobody tries out receipts.

use chrono::Duration;
use operations::error::OperationError;
use operations::receipt_claim::{CLAIMS_PER_DAY_MAX, CLAIMS_PER_HOUR_MAX, Outcome};
use uuid::Uuid;

use super::{RECEIPT, a_shared_phone, owner, quotes, tries};
use crate::world::{C2b, World};

#[tokio::test]
async fn too_many_tries_are_refused_whatever_they_would_find() {
    let mut world = World::new().await;
    let (jane, john) = a_shared_phone(&world).await;
    world
        .pays(&C2b::new(RECEIPT, "500.00", "").from("254712000126", "JANE"))
        .await;
    let seed = Uuid::new_v4();
    let mut quoted = 0;
    let mut next = || {
        quoted += 1;
        format!("RKL51ZDR{quoted:02}")
    };
    tries(&world, None, &jane, &next(), seed).await.unwrap();
    for _ in 1..CLAIMS_PER_HOUR_MAX {
        quotes(&world, None, &jane, &next()).await;
    }
    let refused = tries(&world, None, &jane, RECEIPT, Uuid::new_v4()).await;
    assert!(matches!(refused, Err(OperationError::TooManyClaims)));
    // A repetition is no new try, an unreadable text none at all, and others are not affected.
    tries(&world, None, &jane, "RKL51ZDR01", seed)
        .await
        .unwrap();
    assert_eq!(
        quotes(&world, None, &jane, "hello").await.outcome,
        Outcome::Unreadable
    );
    quotes(&world, None, &john, "RKL51ZDR01").await;
    for _ in CLAIMS_PER_HOUR_MAX..CLAIMS_PER_DAY_MAX {
        world.passes(Duration::minutes(61));
        quotes(&world, None, &jane, &next()).await;
    }
    world.passes(Duration::minutes(61));
    let refused = tries(&world, None, &jane, RECEIPT, Uuid::new_v4()).await;
    assert!(matches!(refused, Err(OperationError::TooManyClaims)));
    assert_eq!(owner(&world, RECEIPT).await, None);
    world.passes(Duration::hours(24));
    assert_eq!(
        quotes(&world, None, &jane, RECEIPT).await.outcome,
        Outcome::Settled
    );
}

#[tokio::test]
async fn many_tries_at_once_are_counted_one_by_one() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku", "").await;
    let seeds: Vec<Uuid> = (0..12).map(|_| Uuid::new_v4()).collect();
    let at_once = seeds
        .iter()
        .map(|seed| tries(&world, None, &jane, RECEIPT, *seed));
    let tried = futures::future::join_all(at_once).await;
    let taken = tried.iter().filter(|it| it.is_ok()).count();
    assert!(taken <= CLAIMS_PER_HOUR_MAX, "{taken}");
}
