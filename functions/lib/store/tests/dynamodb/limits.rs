//! How large things may be.

use crate::table::{INVALID, Table, code, item, s};

/// An item's bytes: its names and its values.
const ITEM_BYTES_MAX: usize = 400 * 1024;

#[tokio::test]
async fn an_item_has_400_kilobytes_at_most() {
    let table = Table::new().await;
    // `pk`, `sk` and `b`, and the two letters of the keys.
    let room = ITEM_BYTES_MAX - "pksk".len() - "aA".len() - "b".len();
    table
        .put(item("a", "A", &[("b", s(&"x".repeat(room)))]))
        .await;
    let over = item("b", "A", &[("b", s(&"x".repeat(room + 1)))]);
    assert_eq!(code(&table.try_put(over).await.unwrap_err()), INVALID);
    // Bytes and not letters.
    let over = item("c", "A", &[("b", s(&"é".repeat(room / 2 + 1)))]);
    assert_eq!(code(&table.try_put(over).await.unwrap_err()), INVALID);
}

#[tokio::test]
async fn keys_have_2048_and_1024_bytes_at_most() {
    let table = Table::new().await;
    let long = |length| "k".repeat(length);
    table.put(item(&long(2048), &long(1024), &[])).await;
    for (pk, sk) in [(2049, 1), (1, 1025)] {
        let put = table.try_put(item(&long(pk), &long(sk), &[])).await;
        assert_eq!(code(&put.unwrap_err()), INVALID, "{pk} and {sk}");
    }
}

#[tokio::test]
async fn a_key_is_not_empty() {
    let table = Table::new().await;
    for (pk, sk) in [("", "A"), ("a", "")] {
        let put = table.try_put(item(pk, sk, &[])).await;
        assert_eq!(code(&put.unwrap_err()), INVALID, "{pk:?} and {sk:?}");
    }
}
