//! Counting in place: codes by SMS.

use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;

use crate::table::{Table, code, key, n};

impl Table {
    /// As the store counts, up to a limit.
    fn count_one(&self, limit: u32) -> UpdateItemFluentBuilder {
        let update = self.client.update_item().table_name(&self.name);
        update
            .set_key(Some(key("count", "A")))
            .update_expression("ADD #day :one SET #until = :until")
            .condition_expression("attribute_not_exists(#day) OR #day < :limit")
            .expression_attribute_names("#day", "day")
            .expression_attribute_names("#until", "expires_at")
            .expression_attribute_values(":one", n("1"))
            .expression_attribute_values(":until", n("1"))
            .expression_attribute_values(":limit", n(&limit.to_string()))
    }
}

#[tokio::test]
async fn of_many_who_count_at_once_none_is_lost_and_none_goes_over_the_limit() {
    const LIMIT: u32 = 10;
    let table = Table::new().await;
    let counts = (0..16).map(|_| table.count_one(LIMIT).send());
    let done = futures::future::join_all(counts).await;
    assert_eq!(done.iter().filter(|count| count.is_ok()).count(), 10);
    for refused in done.iter().filter_map(|count| count.as_ref().err()) {
        assert_eq!(code(refused), "ConditionalCheckFailedException");
    }
    assert_eq!(table.get("count", "A").await.unwrap()["day"], n("10"));
}

/// Deleted within days of its time on AWS; until then it is there, so nobody may rely on its being gone.
#[tokio::test]
async fn what_has_outlived_its_time_is_there_until_it_is_swept() {
    let table = Table::new().await;
    table.count_one(10).send().await.unwrap();
    assert!(table.get("count", "A").await.is_some());
}

#[tokio::test]
async fn adding_to_a_text_is_refused() {
    let table = Table::new().await;
    let mut item = key("count", "A");
    item.insert("day".to_owned(), crate::table::s("ten"));
    table.put(item).await;
    let update = table
        .count_one(10)
        .condition_expression("attribute_exists(#day) OR #day < :limit");
    let refused = update.send().await.unwrap_err();
    assert_eq!(code(&refused), crate::table::INVALID);
}
