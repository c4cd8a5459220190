//! The list index: everything that is listed by time.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::table::{INVALID, Item, Table, code, item, n, s, texts};

/// An index follows its table, on AWS usually within a second.
const FOLLOWS_WITHIN: Duration = Duration::from_secs(10);

fn listed(pk: &str, lpk: &str, lsk: &str) -> Item {
    item(pk, "A", &[("lpk", s(lpk)), ("lsk", s(lsk))])
}

impl Table {
    async fn list_becomes(&self, lpk: &str, pks: &[&str]) {
        let looking = async {
            loop {
                let found = self.list(lpk).send().await.unwrap();
                if texts(found.items(), "pk") == pks {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let seen = tokio::time::timeout(FOLLOWS_WITHIN, looking).await;
        seen.unwrap_or_else(|_| panic!("{lpk} never became {pks:?}"));
    }
}

#[tokio::test]
async fn an_item_is_in_the_list_that_it_names_as_long_as_it_names_it() {
    let table = Table::new().await;
    table.put(listed("a", "L", "2")).await;
    table.put(listed("b", "L", "1")).await;
    // Without either key it is in no list.
    table.put(item("c", "A", &[("lpk", s("L"))])).await;
    table.put(item("d", "A", &[("lsk", s("1"))])).await;
    table.list_becomes("L", &["b", "a"]).await;
    table.put(listed("b", "M", "1")).await;
    table.list_becomes("M", &["b"]).await;
    table.list_becomes("L", &["a"]).await;
    table.put(item("a", "A", &[])).await;
    table.list_becomes("L", &[]).await;
}

#[tokio::test]
async fn a_list_has_the_whole_item() {
    let table = Table::new().await;
    let mut whole = listed("a", "L", "1");
    whole.insert("more".to_owned(), AttributeValue::L(vec![n("1"), s("x")]));
    table.put(whole.clone()).await;
    table.list_becomes("L", &["a"]).await;
    let found = table.list("L").send().await.unwrap();
    assert_eq!(found.items(), [whole]);
}

/// Several items may stand at one place of a list; none is lost between two pages.
#[tokio::test]
async fn a_list_is_paged_by_all_its_keys() {
    let table = Table::new().await;
    let names = ["a", "b", "c", "d", "e"];
    for name in names {
        table.put(listed(name, "L", "same")).await;
    }
    let all = async {
        while table.list("L").send().await.unwrap().count() < 5 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(FOLLOWS_WITHIN, all).await.unwrap();
    let mut seen = Vec::new();
    let mut start: Option<Item> = None;
    loop {
        let page = table.list("L").limit(2).set_exclusive_start_key(start);
        let page = page.send().await.unwrap();
        seen.extend(texts(page.items(), "pk"));
        start = page.last_evaluated_key;
        let Some(last) = &start else { break };
        let mut keys: Vec<&str> = last.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["lpk", "lsk", "pk", "sk"]);
    }
    seen.sort();
    assert_eq!(seen, names);
}

#[tokio::test]
async fn a_list_cannot_be_read_consistently() {
    let table = Table::new().await;
    let refused = table.list("L").consistent_read(true).send().await;
    assert_eq!(code(&refused.unwrap_err()), INVALID);
}

#[tokio::test]
async fn a_key_of_the_list_is_a_text_with_something_in_it() {
    let table = Table::new().await;
    for wrong in [s(""), n("1"), AttributeValue::Null(true)] {
        let put = item("a", "A", &[("lpk", wrong.clone()), ("lsk", s("1"))]);
        let refused = table.try_put(put).await.map_err(|error| code(&error));
        assert_eq!(refused, Err(INVALID.to_owned()), "{wrong:?}");
    }
    assert_eq!(table.get("a", "A").await, None);
}
