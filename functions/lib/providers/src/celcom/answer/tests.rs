//! Every answer that the gateway may give to a call, and what it says of each message.

use super::*;

const FIRST: &str = "254712345678";
const SECOND: &str = "254112345678";

fn sms(client_id: u64, to: &str) -> Sms {
    Sms {
        client_id,
        to: Msisdn::parse(to).unwrap(),
        text: "hello".to_owned(),
    }
}

/// What an answer says of a call, in one line: a word for each message.
fn read(call: &[Sms], body: &str) -> String {
    let call: Vec<&Sms> = call.iter().collect();
    let words = outcomes(body, &call).into_iter().map(|it| match it {
        SmsOutcome::Accepted { message_id } => format!("id:{message_id}"),
        SmsOutcome::Refused(refusal) => format!("{:?}:{}", refusal.why, refusal.code.unwrap_or(0)),
        SmsOutcome::NotSent { .. } => "not sent".to_owned(),
        SmsOutcome::Unknown { cause } => match cause {
            UNREADABLE => "unreadable",
            MISSING => "missing",
            CONTRADICTORY => "contradictory",
            NAMELESS => "nameless",
            other => other,
        }
        .to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn one_message_is_answered_in_every_form() {
    let call = [sms(178_234, FIRST)];
    let cases = [
        (
            r#"{"responses":[{"respose-code":200,"mobile":254712345678,"messageid":8290842,"clientsmsid":178234}]}"#,
            "id:8290842",
        ),
        (
            r#"{"responses":[{"messageid":"8290842","clientsmsid":"178234","response-code":"200"}]}"#,
            "id:8290842",
        ),
        (
            r#"{"response-code":200,"respose-code":"200","mobile":"254712345678","messageid":1}"#,
            "id:1",
        ),
        (
            r#"{"respose-code":200,"mobile":"+254 712 345 678","messageid":1}"#,
            "id:1",
        ),
        (
            r#"[{"respose-code":200,"mobile":"0712345678","messageid":1}]"#,
            "id:1",
        ),
        (
            r#"{"respose-code":200,"clientsmsid":178234,"mobile":"2547*****678","messageid":1}"#,
            "id:1",
        ),
        (
            r#"{"respose-code":200,"clientsmsid":"","mobile":254712345678,"messageid":1}"#,
            "id:1",
        ),
        (
            r#"{"respose-code":200,"clientsmsid":null,"mobile":254712345678,"messageid":1}"#,
            "id:1",
        ),
        (
            r#"{"respose-code":1003,"clientsmsid":178234,"mobile":254712345678}"#,
            "BadNumber:1003",
        ),
        (
            r#"{"respose-code":"1005","mobile":254712345678}"#,
            "Later:1005",
        ),
        (
            r#"{"response-code":1006,"response-description":"Invalid credentials"}"#,
            "Misconfigured:1006",
        ),
        (r#"{"response-code":4090}"#, "Later:4090"),
        (
            r#"{"response-code":4093,"clientsmsid":178234}"#,
            "Other:4093",
        ),
        // Yes, but to what?
        (r#"{"respose-code":200,"mobile":254712345678}"#, "nameless"),
        (
            r#"{"respose-code":200,"mobile":254712345678,"messageid":null}"#,
            "nameless",
        ),
        (
            r#"{"respose-code":200,"mobile":254712345678,"messageid":{"id":1}}"#,
            "nameless",
        ),
        (r#"{"respose-code":200}"#, "nameless"),
        (r#"{"respose-code":200,"messageid":1}"#, "missing"),
        // About somebody else.
        (
            r#"{"respose-code":200,"mobile":254112345678,"messageid":1}"#,
            "missing",
        ),
        (
            r#"{"respose-code":200,"clientsmsid":9,"mobile":254712345678,"messageid":1}"#,
            "missing",
        ),
        (
            r#"{"respose-code":200,"clientsmsid":178234,"mobile":254112345678,"messageid":1}"#,
            "missing",
        ),
        // Neither yes nor no.
        (
            r#"{"respose-code":200,"response-code":1005,"mobile":254712345678,"messageid":1}"#,
            "unreadable",
        ),
        (
            r#"{"respose-code":"ok","mobile":254712345678,"messageid":1}"#,
            "unreadable",
        ),
        (
            r#"{"respose-code":200.0,"mobile":254712345678,"messageid":1}"#,
            "unreadable",
        ),
        (
            r#"{"respose-code":-200,"mobile":254712345678,"messageid":1}"#,
            "unreadable",
        ),
        (r#"{"mobile":254712345678,"messageid":1}"#, "unreadable"),
        (r#"{"responses":[]}"#, "unreadable"),
        (r#"{"responses":[null]}"#, "unreadable"),
        ("{}", "unreadable"),
        ("[]", "unreadable"),
        ("\"200\"", "unreadable"),
        ("", "unreadable"),
        (
            "<!DOCTYPE html><html><body>Success</body></html>",
            "unreadable",
        ),
        (
            "{\"responses\":[{\"respose-code\":200,\"mobile\":2547123",
            "unreadable",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(read(&call, body), expected, "{body}");
    }
}

#[test]
fn only_200_is_a_yes_and_every_other_code_is_its_own_no() {
    let call = [sms(1, FIRST)];
    let codes = [
        200, 0, 1, 199, 201, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 4090,
        4091, 4092, 4093, 9999,
    ];
    for code in codes {
        for key in ["respose-code", "response-code"] {
            for quote in ["", "\""] {
                let body = format!(
                    r#"{{"responses":[{{"{key}":{quote}{code}{quote},"clientsmsid":1,"messageid":7}}]}}"#
                );
                let expected = match code {
                    200 => "id:7".to_owned(),
                    _ => format!("{:?}:{code}", RefusalKind::of_code(code)),
                };
                assert_eq!(read(&call, &body), expected, "{body}");
            }
        }
    }
}

#[test]
fn rows_find_their_messages_in_any_order() {
    let call = [sms(1, FIRST), sms(2, SECOND), sms(3, FIRST)];
    let row = |fields: &str, code: u32, id: u32| {
        format!(r#"{{{fields},"respose-code":{code},"messageid":{id}}}"#)
    };
    let one = row(r#""clientsmsid":1"#, 200, 11);
    let two = row(r#""clientsmsid":2"#, 200, 12);
    let three = row(r#""clientsmsid":3"#, 200, 13);
    let refused = row(r#""clientsmsid":2"#, 1005, 0);
    let refused_otherwise = row(r#""clientsmsid":2"#, 1003, 0);
    let stranger = row(r#""clientsmsid":9"#, 200, 19);
    let by_first = row(r#""mobile":254712345678"#, 200, 21);
    let by_second = row(r#""mobile":"254112345678""#, 200, 22);
    let again = row(r#""clientsmsid":1"#, 200, 99);
    let cases = [
        (vec![&one, &two, &three], "id:11 id:12 id:13"),
        (vec![&three, &one, &two], "id:11 id:12 id:13"),
        (vec![&one, &refused, &three], "id:11 Later:1005 id:13"),
        (vec![&one, &two], "id:11 id:12 missing"),
        (vec![&one, &one, &two, &three, &three], "id:11 id:12 id:13"),
        (vec![&one, &again, &two, &three], "id:11 id:12 id:13"),
        (vec![&one, &stranger, &two, &three], "id:11 id:12 id:13"),
        (vec![&stranger], "missing missing missing"),
        // Taken once is taken, and two different refusals are no certainty.
        (vec![&one, &refused, &two, &three], "id:11 id:12 id:13"),
        (vec![&one, &two, &refused, &three], "id:11 id:12 id:13"),
        (
            vec![&one, &refused, &refused, &three],
            "id:11 Later:1005 id:13",
        ),
        (
            vec![&one, &refused, &refused_otherwise, &three],
            "id:11 contradictory id:13",
        ),
        // The first number occurs twice in the call, the second one once.
        (
            vec![&by_first, &by_second, &by_first],
            "missing id:22 missing",
        ),
        (vec![&one, &by_second, &by_first], "id:11 id:22 missing"),
    ];
    for (rows, expected) in cases {
        let rows = rows.into_iter().cloned().collect::<Vec<_>>().join(",");
        for body in [format!("[{rows}]"), format!(r#"{{"responses":[{rows}]}}"#)] {
            assert_eq!(read(&call, &body), expected, "{body}");
        }
    }
}

#[test]
fn a_lone_refusal_speaks_for_a_whole_call_only_where_it_concerns_all() {
    let call = [sms(1, FIRST), sms(2, SECOND)];
    let cases = [
        (1001, "Misconfigured:1001 Misconfigured:1001"),
        (1004, "CreditsExhausted:1004 CreditsExhausted:1004"),
        (1006, "Misconfigured:1006 Misconfigured:1006"),
        (4091, "Misconfigured:4091 Misconfigured:4091"),
        (4092, "Misconfigured:4092 Misconfigured:4092"),
        (1003, "missing missing"),
        (1005, "missing missing"),
        (4090, "missing missing"),
        (4093, "missing missing"),
        (200, "missing missing"),
    ];
    for (code, expected) in cases {
        let body = format!(r#"{{"response-code":{code},"response-description":"so it is"}}"#);
        assert_eq!(read(&call, &body), expected, "{body}");
    }
    let named = r#"{"response-code":1006,"mobile":254712345678}"#;
    assert_eq!(read(&call, named), "Misconfigured:1006 missing");
    let unreadably_named = r#"{"response-code":1006,"mobile":"2547***678"}"#;
    assert_eq!(read(&call, unreadably_named), "missing missing");
}

#[test]
fn a_status_speaks_where_the_body_has_nothing_to_say() {
    let refused = |why| SmsOutcome::Refused(SmsRefusal { code: None, why });
    let cases: [(&[u16], Option<&str>); 5] = [
        (&[200, 201, 202, 204], None),
        (&[429], Some("not sent")),
        (
            &[301, 302, 307, 308, 401, 403, 404, 405],
            Some("misconfigured"),
        ),
        (&[400, 402, 406, 410, 413, 422], Some("refused")),
        (
            &[101, 408, 500, 501, 502, 503, 504, 520, 599],
            Some("unknown"),
        ),
    ];
    for (statuses, expected) in cases {
        for status in statuses {
            let word = outcome_of_status(*status).map(|it| match it {
                SmsOutcome::NotSent { .. } => "not sent",
                SmsOutcome::Unknown { .. } => "unknown",
                it if it == refused(RefusalKind::Misconfigured) => "misconfigured",
                it if it == refused(RefusalKind::Other) => "refused",
                _ => "?",
            });
            assert_eq!(word, expected, "{status}");
        }
    }
}
