//! Reading a partition in the order of its sort keys, page by page.

use crate::table::{INVALID, Table, code, item, s, texts};

impl Table {
    async fn with_sorts(pk: &str, sorts: &[&str]) -> Self {
        let table = Self::new().await;
        for sk in sorts {
            table.put(item(pk, sk, &[])).await;
        }
        table
    }
}

/// UTF-8, byte by byte: not by letters, and not as UTF-16, in which the last would stand before the one before it.
#[tokio::test]
async fn sort_keys_are_in_the_order_of_their_bytes() {
    let sorted = [
        " ",
        "!",
        "#",
        "0",
        "10",
        "2",
        "A",
        "AB",
        "B",
        "_",
        "a",
        "é",
        "\u{FFFD}",
        "\u{1F4B0}",
    ];
    let mut mixed = sorted;
    mixed.reverse();
    let table = Table::with_sorts("a", &mixed).await;
    let found = table.query("a").send().await.unwrap();
    assert_eq!(texts(found.items(), "sk"), sorted);
    let backwards = table
        .query("a")
        .scan_index_forward(false)
        .send()
        .await
        .unwrap();
    assert_eq!(texts(backwards.items(), "sk"), mixed);
}

#[tokio::test]
async fn a_query_takes_a_beginning_or_a_range_with_both_ends() {
    let table = Table::with_sorts("a", &["A", "J#1", "J#2", "J#3", "K", "O#1"]).await;
    let query = |condition: &str| {
        let query = table.query("a");
        query.key_condition_expression(format!("pk = :pk AND {condition}"))
    };
    let beginning = query("begins_with(sk, :x)").expression_attribute_values(":x", s("J#"));
    let found = beginning.send().await.unwrap();
    assert_eq!(texts(found.items(), "sk"), ["J#1", "J#2", "J#3"]);
    let range = |first: &str, last: &str| {
        let range = query("sk BETWEEN :x AND :y").expression_attribute_values(":x", s(first));
        range.expression_attribute_values(":y", s(last)).send()
    };
    let found = range("J#2", "K").await.unwrap();
    assert_eq!(texts(found.items(), "sk"), ["J#2", "J#3", "K"]);
    let before = query("sk < :x").expression_attribute_values(":x", s("J#2"));
    let found = before.send().await.unwrap();
    assert_eq!(texts(found.items(), "sk"), ["A", "J#1"]);
    // Upside down it is no empty range but a mistake.
    assert_eq!(code(&range("K", "J").await.unwrap_err()), INVALID);
}

#[tokio::test]
async fn pages_are_whole_and_a_page_that_was_filled_may_be_the_last() {
    let table = Table::with_sorts("a", &["1", "2", "3", "4"]).await;
    for forward in [true, false] {
        let mut seen = Vec::new();
        let mut pages = 0;
        let mut start = None;
        loop {
            let page = table.query("a").limit(2).scan_index_forward(forward);
            let page = page.set_exclusive_start_key(start).send().await.unwrap();
            seen.extend(texts(page.items(), "sk"));
            pages += 1;
            start = page.last_evaluated_key;
            if start.is_none() {
                break;
            }
        }
        // Only the empty third page says that the second was the last.
        assert_eq!(pages, 3);
        if !forward {
            seen.reverse();
        }
        assert_eq!(seen, ["1", "2", "3", "4"]);
    }
}

#[tokio::test]
async fn a_page_goes_on_behind_a_key_that_is_gone() {
    let table = Table::with_sorts("a", &["1", "2", "3"]).await;
    let first = table.query("a").limit(1).send().await.unwrap();
    let gone = first.last_evaluated_key.unwrap();
    let delete = table.client.delete_item().table_name(&table.name);
    delete.set_key(Some(gone.clone())).send().await.unwrap();
    let rest = table.query("a").set_exclusive_start_key(Some(gone));
    let rest = rest.send().await.unwrap();
    assert_eq!(texts(rest.items(), "sk"), ["2", "3"]);
}

/// So many bytes are a page, whatever the limit.
#[tokio::test]
async fn a_page_holds_a_megabyte_at_most() {
    const ITEMS: usize = 12;
    let table = Table::new().await;
    let body = "x".repeat(200_000);
    for number in 0..ITEMS {
        table
            .put(item("a", &format!("{number:02}"), &[("body", s(&body))]))
            .await;
    }
    let mut seen = 0;
    let mut start = None;
    loop {
        let page = table.query("a").set_exclusive_start_key(start);
        let page = page.send().await.unwrap();
        let here = page.items().len();
        // Five are a million bytes and a few; whether the one that goes over it is still told is the service's choice.
        assert!(here <= 6, "{here} items of 200 KB in one page");
        seen += here;
        start = page.last_evaluated_key;
        if start.is_none() {
            break;
        }
    }
    assert_eq!(seen, ITEMS);
}

#[tokio::test]
async fn counting_tells_no_items_and_pages_too() {
    let table = Table::with_sorts("a", &["1", "2", "3"]).await;
    let count = || {
        table
            .query("a")
            .select(aws_sdk_dynamodb::types::Select::Count)
    };
    let all = count().send().await.unwrap();
    assert_eq!((all.count(), all.items().len()), (3, 0));
    let some = count().limit(2).send().await.unwrap();
    assert_eq!(some.count(), 2);
    assert!(some.last_evaluated_key().is_some());
}
