//! A customer chooses what to pay, and their phone is prompted.

use billing::ids::PushId;

use crate::bench::SHORT_CODE;
use crate::browser::between;
use crate::own::{Own, PHONE};

const ONCE: &str = "0190c3a1-0000-7000-8000-000000000001";

/// The id of the push that a form has led to.
fn push_in(location: &str) -> PushId {
    PushId::parse(location.strip_prefix("/pay/").unwrap()).unwrap()
}

/// The radio button or box with a value.
fn input<'a>(page: &'a str, value: &str) -> &'a str {
    let place = page
        .find(&format!("value=\"{value}\""))
        .unwrap_or_else(|| panic!("{value} in {page}"));
    let start = page[..place].rfind("<input").unwrap();
    between(&page[start..], "<input", ">")
}

#[tokio::test]
async fn all_that_is_due_is_preselected_and_each_obligation_can_be_chosen() {
    let own = Own::new().await;
    let internet = own
        .owes(
            "Home internet",
            &[("2026-11-30", "1250"), ("2026-12-14", "1250.50")],
        )
        .await;
    let fees = own
        .owes_fees(
            "TUM-2291",
            &[("2026-12-14", "8000"), ("2027-01-14", "8000")],
        )
        .await;
    let page = own.page("/pay").await;
    for text in [
        "KES 10,501.00: all that is due by Monday 14 December, of it KES 1,250.00 overdue (KES 10,500.50, rounded up: the rest stays as credit)",
        "KES 2,501.00: Home internet (KES 2,500.50, rounded up: the rest stays as credit)",
        "KES 8,000.00: Fees for Grade 4, of KES 16,000.00 in all",
        "07•• ••• 149",
        "Ask M-PESA for the payment",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains(PHONE) && !page.contains("0712345149"));
    assert!(input(&page, "due").contains("checked"));
    assert!(!input(&page, internet.as_str()).contains("checked"));
    // By hand: our number, the account, what is due; and the payment code of the fees.
    let facts = between(&page, "<dl class=\"facts\">", "</dl>");
    assert!(
        facts.contains(SHORT_CODE) && facts.contains("KES 10,501.00"),
        "{facts}"
    );
    assert!(page.contains("TUM-2291"));

    let page = own
        .page(&format!("/pay?obligation={fees}&amount=500"))
        .await;
    assert!(input(&page, fees.as_str()).contains("checked"));
    assert!(!input(&page, "due").contains("checked"));
    assert!(page.contains("value=\"500\""));
    let facts = between(&page, "<dl class=\"facts\">", "</dl>");
    assert!(
        facts.contains("TUM-2291") && facts.contains("KES 8,000.00"),
        "{facts}"
    );
}

#[tokio::test]
async fn the_phone_is_prompted_once_however_often_the_form_is_sent() {
    let own = Own::new().await;
    let internet = own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    let fields = [
        ("once", ONCE),
        ("what", internet.as_str()),
        ("amount", ""),
        ("from", "0"),
        ("phone", ""),
    ];
    let first = own.sent("/pay", &fields).await;
    let again = own.sent("/pay", &fields).await;
    assert_eq!(first, again);
    let prompts = own.phones.handle.phone(PHONE);
    assert_eq!(prompts.len(), 1);
    assert_eq!(prompts[0].amount_shillings, 1_250);
    let push = own.push(&push_in(&first)).await;
    assert_eq!(push.obligation, Some(internet));
    assert_eq!(push.id.customer(), own.customer.id);
    assert_eq!(
        push.requested_by,
        format!("customer {}", own.customer.id.account())
    );
}

#[tokio::test]
async fn any_amount_can_be_paid_from_any_phone() {
    let own = Own::new().await;
    own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    for typed in ["500", "1,000", "KES 700.00", " 1 100 ", "Ksh. 20"] {
        own.passes(200);
        let fields = [
            ("what", "due"),
            ("amount", typed),
            ("from", "0"),
            ("phone", "junk"),
        ];
        let location = own.sent("/pay", &fields).await;
        let push = own.push(&push_in(&location)).await;
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let expected = digits
            .strip_suffix("00")
            .filter(|_| typed.contains(".00"))
            .unwrap_or(&digits);
        assert_eq!(push.shillings.to_string(), expected, "{typed}");
        assert_eq!(push.obligation, None);
    }
    let fields = [
        ("what", "due"),
        ("amount", "5"),
        ("from", "other"),
        ("phone", "+254 (0) 733 000 555"),
    ];
    let location = own.sent("/pay", &fields).await;
    assert_eq!(
        own.push(&push_in(&location)).await.phone.as_str(),
        "254733000555"
    );
    assert_eq!(own.phones.handle.phone("254733000555").len(), 1);
}

#[tokio::test]
async fn who_owes_nothing_says_how_much() {
    let own = Own::new().await;
    let page = own.page("/pay").await;
    assert!(page.contains("You owe nothing now.") && !page.contains("name=\"what\""));
    let fields = [("amount", ""), ("from", "0"), ("phone", "")];
    let answer = own.post("/pay", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Enter how much you want to pay"));
    let location = own.sent("/pay", &[("amount", "50"), ("from", "0")]).await;
    assert_eq!(own.push(&push_in(&location)).await.shillings, 50);
}

#[tokio::test]
async fn what_is_wrong_comes_back_with_what_was_typed_and_what_to_do() {
    let own = Own::new().await;
    own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    // What, amount, from, phone; the field at fault, and a part of its message.
    let cases = [
        (["", "5", "0", ""], "what", "Choose what you want to pay."),
        (
            ["rent", "5", "0", ""],
            "what",
            "Choose what you want to pay.",
        ),
        (
            ["due", "12,50.5", "0", ""],
            "amount",
            "whole shillings, for example 1250",
        ),
        (
            ["due", "lots", "0", ""],
            "amount",
            "whole shillings, for example 1250",
        ),
        (["due", "0", "0", ""], "amount", "at least KES 1.00"),
        (["due", "-5", "0", ""], "amount", "at least KES 1.00"),
        (["due", "12.50", "0", ""], "amount", "KES 12.00"),
        (["due", "300000", "0", ""], "amount", "KES 50,000.00"),
        (["due", "99999999", "0", ""], "amount", "bank"),
        (["due", "5", "", ""], "from", "Choose which phone pays."),
        (["due", "5", "7", ""], "from", "Choose which phone pays."),
        (
            ["due", "5", "other", ""],
            "phone",
            "Enter a Kenyan mobile number",
        ),
        (
            ["due", "5", "other", "<b>0712</b>"],
            "phone",
            "Enter a Kenyan mobile number",
        ),
    ];
    for ([what, amount, from, phone], field, message) in cases {
        let fields = [
            ("once", ONCE),
            ("what", what),
            ("amount", amount),
            ("from", from),
            ("phone", phone),
        ];
        let answer = own.post("/pay", &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        let page = answer.text();
        let summary = between(&page, "role=\"alert\"", "</div>");
        assert!(summary.contains("tabindex=\"-1\" autofocus"), "{summary}");
        assert!(
            summary.contains(&format!("href=\"#{field}\"")),
            "{fields:?}: {summary}"
        );
        let beside = between(&page, &format!("id=\"{field}-error\""), "</p>");
        assert!(beside.contains(message), "{fields:?}: {beside}");
        assert!(page.contains(&format!("id=\"{field}\"")), "{fields:?}");
        assert!(between(&page, "<title>", "</title>").starts_with("Error: Pay"));
        let kept = format!("value=\"{}\"", amount.replace('"', "&quot;"));
        assert!(page.contains(&kept), "{fields:?}");
        assert!(
            page.contains(ONCE) && !page.contains("<b>0712"),
            "{fields:?}"
        );
    }
    assert!(own.phones.handle.prompts().is_empty());
}

#[tokio::test]
async fn a_second_request_is_held_back_and_the_first_is_shown() {
    let own = Own::new().await;
    own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    let fields = [("what", "due"), ("from", "0")];
    let first = own.sent("/pay", &fields).await;
    let answer = own.post("/pay", &fields).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(between(&page, "role=\"alert\"", "</div>").contains("try again in 3 minutes"));
    assert!(page.contains(&format!("href=\"{first}\"")), "{page}");
    assert!(page.contains("Please do not pay again."));
    own.told(&push_in(&first), "1032", None).await;
    let page = own.post("/pay", &fields).await.text();
    assert!(
        between(&page, "role=\"alert\"", "</div>").contains("the same amount"),
        "{page}"
    );
    assert!(!page.contains("Please do not pay again."));
    own.passes(180);
    own.sent("/pay", &fields).await;
}

#[tokio::test]
async fn too_many_requests_and_too_many_strange_phones_are_refused() {
    let own = Own::new().await;
    for number in 0..3 {
        let phone = format!("073300055{number}");
        own.sent(
            "/pay",
            &[("amount", "5"), ("from", "other"), ("phone", &phone)],
        )
        .await;
    }
    let fourth = [("amount", "5"), ("from", "other"), ("phone", "0733000559")];
    let page = own.post("/pay", &fourth).await.text();
    let beside = between(&page, "id=\"phone-error\"", "</p>");
    assert!(beside.contains("other phones"), "{beside}");
    for number in 0..6 {
        own.passes(200);
        own.sent(
            "/pay",
            &[("amount", &format!("{}", 10 + number)), ("from", "0")],
        )
        .await;
    }
    own.passes(200);
    let answer = own.post("/pay", &[("amount", "99"), ("from", "0")]).await;
    assert_eq!(answer.status, 422);
    assert!(between(&answer.text(), "role=\"alert\"", "</div>").contains("last hour"));
}

#[tokio::test]
async fn what_was_paid_meanwhile_or_is_somebody_elses_prompts_nobody() {
    let own = Own::new().await;
    let paid = own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    own.pays("RKL51ZDR4F", "1250.00").await;
    own.owes("Router", &[("2026-12-20", "800")]).await;
    let page = own.page(&format!("/pay?obligation={paid}")).await;
    assert!(page.contains("Nothing is left to pay for Home internet."));
    assert!(input(&page, "due").contains("checked"));
    let fields = [("what", paid.as_str()), ("from", "0")];
    let answer = own.post("/pay", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("id=\"what-error\""));

    let stranger = own.stranger().await;
    let answer = own.world.post_as(&stranger, "/pay", &fields).await;
    assert_eq!(answer.status, 404);
    let signed_out = own.world.post("/pay", &fields).await;
    assert_eq!(signed_out.header("location"), Some("/sign-in"));
    assert!(own.phones.handle.prompts().is_empty());
}

#[tokio::test]
async fn without_prompts_the_page_tells_how_to_pay_by_hand() {
    let own = Own::without_mpesa().await;
    own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    let page = own.page("/pay").await;
    assert!(page.contains("We cannot send a request to your phone here."));
    assert!(!page.contains("Ask M-PESA for the payment"));
    let facts = between(&page, "<dl class=\"facts\">", "</dl>");
    assert!(
        facts.contains(SHORT_CODE) && facts.contains("KES 1,250.00"),
        "{facts}"
    );
    let answer = own.post("/pay", &[("what", "due"), ("from", "0")]).await;
    assert_eq!(answer.status, 409);
}

#[tokio::test]
async fn the_page_speaks_kiswahili() {
    let own = Own::new().await;
    own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    let page = own.page("/pay?lang=sw").await;
    for text in [
        "Unataka kulipa nini?",
        "KES 1,250.00: yote ya kulipa kufikia Jumatatu 14 Desemba",
        "Omba malipo kwa M-PESA",
        "Au lipa mwenyewe",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
}
