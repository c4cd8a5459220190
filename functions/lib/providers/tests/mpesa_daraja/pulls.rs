//! What a pull brings: payments, rows for a person, or nothing that is known.

use providers::mpesa::daraja::pull::{PullAnswer, PullVerb, PullWindow};

use crate::stage::{Stage, at, error, paybill, riddles, sample, silences, token, why};

async fn pulled(stage: &Stage) -> PullAnswer {
    let window = PullWindow {
        from: at("2026-12-06T06:00:00Z"),
        to: at("2026-12-07T06:00:00Z"),
        offset: 0,
        verb: PullVerb::Post,
    };
    stage.daraja.pull(&token(), &paybill(), &window).await
}

/// What a pull brings, a line for each row.
async fn words(stage: &Stage) -> Vec<String> {
    let pulled = match pulled(stage).await {
        PullAnswer::Pulled(pulled) => pulled,
        PullAnswer::TokenRejected => return vec!["token".to_owned()],
        PullAnswer::NoInformation { why: it } => return vec![why(&it)],
    };
    assert_eq!(
        pulled.rows_seen(),
        pulled.rows.len() + pulled.unreadable.len()
    );
    let rows = pulled.rows.iter().map(|row| {
        let report = &row.report;
        let payer = &report.payer;
        assert_eq!(
            (report.holder.as_str(), payer.name.as_str()),
            ("174379", "")
        );
        format!(
            "{} {} {} by {:?} ({}) for {:?} via {} {:?}",
            report.receipt,
            report.amount.amount_text(),
            report.paid_at.format("%FT%T"),
            payer.phone_text.as_deref().unwrap_or_default(),
            if payer.phone.is_some() {
                "known"
            } else {
                "unknown"
            },
            report.reference,
            report.channel.name(),
            row.notes,
        )
    });
    let unreadable = pulled.unreadable.iter();
    let unreadable = unreadable.map(|row| format!("{} <- {}", row.reason, row.raw));
    rows.chain(unreadable).collect()
}

fn answer(response: &str) -> String {
    format!(r#"{{"ResponseCode":"1000","ResponseMessage":"Success","Response":{response}}}"#)
}

#[tokio::test]
async fn the_samples_rows_are_payments() {
    let stage = Stage::answers(200, &sample("pull_rows")).await;
    let expected = [
        "YZLYRESRG1 168.00 2020-08-05T07:13:00 by \"72200000\" (unknown) for \"37207636392\" via mpesa_pull []",
        "ZOBJR29VDZ 647.00 2020-08-05T07:13:00 by \"72200000\" (unknown) for \"37207636392\" via mpesa_pull []",
    ];
    assert_eq!(words(&stage).await, expected);
    let PullAnswer::Pulled(pulled) = pulled(&stage).await else {
        panic!("no rows");
    };
    assert_eq!(pulled.rows[0].sender.as_deref(), Some("UAT2"));
}

#[tokio::test]
async fn a_row_is_a_payment_with_receipt_and_amount_and_otherwise_for_a_person() {
    let row = |time: &str, phone: &str, rest: &str| {
        format!(
            r#"[[{{"transactionId":"SGR0N5T5Q1","trxDate":{time},"msisdn":{phone},"amount":"5.00"{rest}}}]]"#
        )
    };
    let paid = |time: &str, phone: &str, known: &str, notes: &str| {
        vec![format!(
            "SGR0N5T5Q1 5.00 {time} by {phone:?} ({known}) for \"\" via mpesa_pull {notes}"
        )]
    };
    let local = "2026-12-07T05:00:00";
    let end = "2026-12-07T06:00:00";
    let cases = [
        (row(r#""2026-12-07T08:00:00Z""#, "722000000", ""), paid(local, "722000000", "known", "[]")),
        (row(r#""2026-12-07 08:00:00""#, "254722000000", ""), paid(local, "254722000000", "known", "[]")),
        (row(r#""2026-12-07 08:00""#, r#""0722000000""#, ""), paid(local, "0722000000", "known", "[]")),
        (row(r#""2026-12-07T08:00:00.123Z""#, r#""2547 ***** 126""#, ""), paid(local, "2547 ***** 126", "known", "[]")),
        (row("20261207080000", "null", ""), paid(local, "", "unknown", "[]")),
        (row("null", "{}", ""), paid(end, "", "unknown", "[TimeUnreadable]")),
        (row(r#""yesterday""#, "1", ""), paid(end, "1", "unknown", "[TimeUnreadable]")),
        (row("null", "1", r#","transactiontype":"C2B-buy-goods-debit""#), paid(end, "1", "unknown", "[TimeUnreadable]")),
        (
            row("null", "1", r#","transactiontype":"b2c""#),
            vec![r#"this is not a customer's payment <- {"transactionId":"SGR0N5T5Q1","trxDate":null,"msisdn":1,"amount":"5.00","transactiontype":"b2c"}"#.to_owned()],
        ),
        (r#"[[{"amount":"5.00"}]]"#.to_owned(), vec![r#"transactionId is missing <- {"amount":"5.00"}"#.to_owned()]),
        (r#"[[{"transactionId":"A1"}]]"#.to_owned(), vec![r#"amount is missing <- {"transactionId":"A1"}"#.to_owned()]),
        (r#"[[{"transactionId":"A1","amount":1e3}]]"#.to_owned(), vec![r#"amount is not written as digits with at most two decimals <- {"transactionId":"A1","amount":1e3}"#.to_owned()]),
        (r#"[[{"transactionId":"A1","amount":"0"}]]"#.to_owned(), vec![r#"amount is not positive <- {"transactionId":"A1","amount":"0"}"#.to_owned()]),
        ("[[7,null]]".to_owned(), vec!["there is no JSON object where one should be <- 7".to_owned(), "there is no JSON object where one should be <- null".to_owned()]),
    ];
    for (response, expected) in cases {
        let stage = Stage::answers(200, &answer(&response)).await;
        assert_eq!(words(&stage).await, expected, "{response}");
    }
}

#[tokio::test]
async fn lists_may_be_nested_once_or_twice_or_be_text() {
    let row = |id: &str| format!(r#"{{"transactionId":"{id}","amount":233.8}}"#);
    let (a, b) = (row("A1"), row("B1"));
    let text = format!("[[{a},{b}]]").replace('"', "\\\"");
    let cases = [
        (format!("[[{a},{b}]]"), 2),
        (format!("[[{a}],[{b}]]"), 2),
        (format!("[{a},{b}]"), 2),
        (format!("[{a},[{b}]]"), 2),
        (a.clone(), 1),
        (format!("\"{text}\""), 2),
        ("[[]]".to_owned(), 0),
        ("[]".to_owned(), 0),
        ("\"[[]]\"".to_owned(), 0),
    ];
    for (response, expected) in cases {
        let stage = Stage::answers(200, &answer(&response)).await;
        assert_eq!(words(&stage).await.len(), expected, "{response}");
    }
}

#[tokio::test]
async fn none_is_said_in_two_ways_and_nothing_else_means_none() {
    let none =
        "Failed to retrieve transactions. The short code does not have any available transactions.";
    let empty = [
        (200, sample("pull_none")),
        (200, r#"{"ResponseCode":1001,"Response":[[]]}"#.to_owned()),
        (
            200,
            r#"{"ResponseCode":"1001","Transaction":"[[]]"}"#.to_owned(),
        ),
        (
            200,
            format!(r#"{{"ResponseCode":"500","ResponseMessage":"{none}"}}"#),
        ),
        (500, error("500", none)),
        (500, error("500.003.1001", "No transactions found")),
    ];
    for (status, body) in empty {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(words(&stage).await, Vec::<String>::new(), "{status} {body}");
    }
    let odd = |code: &str| {
        format!(
            "unknown: M-PESA answers with the code {code}, which does not say whether it took the request"
        )
    };
    let not_understood =
        |why: &str| format!("unknown: M-PESA's answer cannot be understood: {why}");
    let cases = [
        (
            200,
            r#"{"ResponseCode":"500","ResponseMessage":"Failed"}"#.to_owned(),
            odd("500"),
        ),
        (500, error("500", "Internal"), odd("500")),
        (200, r#"{"ResponseCode":"7"}"#.to_owned(), odd("7")),
        (
            200,
            "{}".to_owned(),
            not_understood("ResponseCode is missing"),
        ),
        (
            200,
            r#"{"ResponseCode":"1000"}"#.to_owned(),
            not_understood("Response is missing"),
        ),
        (
            200,
            answer("\"none\""),
            not_understood("the body is not JSON"),
        ),
        (
            200,
            answer("7"),
            not_understood("Response is neither text nor a number"),
        ),
        (
            200,
            answer("true"),
            not_understood("Response is neither text nor a number"),
        ),
        (
            200,
            r#"{"ResponseCode":"1001","Response":[[{"transactionId":"A1","amount":5}]]}"#
                .to_owned(),
            "unknown: M-PESA's answer contradicts itself or the request".to_owned(),
        ),
        (
            400,
            error("400.001", "Invalid ShortCode"),
            "refused Invalid \"400.001\"".to_owned(),
        ),
    ];
    for (status, body, expected) in cases {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(words(&stage).await, [expected], "{status} {body}");
    }
}

#[tokio::test]
async fn a_thousand_rows_are_not_too_many() {
    let row = r#"{"transactionId":"SGR0N5T5Q1","trxDate":"2026-12-07T08:00:00Z","msisdn":722000000,"sender":"X","transactiontype":"c2b-pay-bill-debit","billreference":"37207636392","amount":"168.00","organizationname":"A name of an organisation"}"#;
    let rows = vec![row; 1000].join(",");
    let stage = Stage::answers(200, &answer(&format!("[[{rows}]]"))).await;
    assert_eq!(words(&stage).await.len(), 1000);
}

#[tokio::test]
async fn no_failure_of_the_question_looks_like_an_empty_list() {
    for (status, body, expected) in riddles() {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(words(&stage).await, [expected], "{status} {body}");
    }
    for (name, stage, expected) in silences().await {
        if name != "truncated" {
            assert_eq!(words(&stage).await, [expected], "{name}");
        }
    }
}
