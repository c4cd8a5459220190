//! What customers see of their account: the answer, their payments, receipts, the statement, and themselves.

use crate::browser::between;
use crate::own::Own;

#[tokio::test]
async fn the_first_page_answers_how_much_and_by_when() {
    let own = Own::new().await;
    let doses = [("2026-12-14", "1250"), ("2027-01-14", "1250")];
    own.owes("Home internet", &doses).await;
    own.pays("RKL51ZDR4F", "500.00").await;
    let page = own.page("/").await;
    let answer = between(&page, "<h1 id=\"answer\"", "</section>");
    assert!(
        answer.contains("You owe") && answer.contains("2,000.00"),
        "{answer}"
    );
    assert!(
        answer.contains("Next: 750.00 on Monday 14 December for Home internet."),
        "{answer}"
    );
    assert!(
        page.contains("RKL51ZDR4F") && page.contains("settled Home internet 1/2"),
        "{page}"
    );
}

#[tokio::test]
async fn somebody_who_owes_nothing_is_told_so_and_what_they_paid_ahead() {
    let own = Own::new().await;
    let page = own.page("/").await;
    assert!(
        page.contains("You owe nothing. Thank you.")
            && page.contains("No payment has arrived yet.")
    );
    own.pays("RKL51ZDR4F", "500.00").await;
    let page = own.page("/").await;
    assert!(
        page.contains("You have paid ahead") && page.contains("500.00 not yet used"),
        "{page}"
    );
}

#[tokio::test]
async fn a_payment_is_opened_by_its_number_and_nobody_elses_is_found() {
    let own = Own::new().await;
    own.owes("Home internet", &[("2026-11-30", "1250")]).await;
    own.pays("RKL51ZDR4F", "500.00").await;
    let list = own.page("/payments").await;
    let path = between(&list, "href=\"/payments/", "\"");
    let path = format!("/payments/{path}");
    let page = own.page(&path).await;
    for text in [
        "Payment RKL51ZDR4F",
        "KES 500.00",
        "Home internet",
        "Allocated",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let stranger = own.stranger().await;
    for address in [path.clone(), format!("{path}/receipt.pdf")] {
        assert_eq!(
            own.world.open_as(&stranger, &address).await.status,
            404,
            "{address}"
        );
    }
    for address in ["/payments/0", "/payments/99", "/payments/x", "/payments/-1"] {
        assert_eq!(own.open(address).await.status, 404, "{address}");
    }
}

#[tokio::test]
async fn a_receipt_is_a_pdf_whose_address_proves_it_and_names_nobody() {
    let own = Own::new().await;
    own.pays("RKL51ZDR4F", "500.00").await;
    let list = own.page("/payments").await;
    let number = between(&list, "href=\"/payments/", "\"").to_owned();
    let receipt = own.open(&format!("/payments/{number}/receipt.pdf")).await;
    assert_eq!(receipt.header("content-type"), Some("application/pdf"));
    let name = receipt.header("content-disposition").unwrap();
    assert_eq!(name, "attachment; filename=\"receipt-RKL51ZDR4F.pdf\"");

    let id = billing::ids::PaymentId::of(
        &billing::receipt::Provider::mpesa(),
        &billing::receipt::Receipt::parse("RKL51ZDR4F").unwrap(),
    );
    let path = portal_server::documents::receipt::check_path(&crate::world::key(), &id);
    let page = own.world.open(&path).await;
    assert_eq!(page.status, 200);
    let page = page.text();
    assert!(page.contains("Savanna Fibre issued this receipt") && page.contains("KES 500.00"));
    assert!(!page.contains("Wanjiru") && !page.contains("149"), "{page}");
    let (head, _) = path.rsplit_once('/').unwrap();
    for proof in ["0", "00000000000000000000000000000000"] {
        assert_eq!(own.world.open(&format!("{head}/{proof}")).await.status, 404);
    }
}

#[tokio::test]
async fn a_receipt_that_is_quoted_is_found_and_a_wrong_text_stays_in_its_field() {
    let own = Own::new().await;
    let nothing = own.post("/missing-payment", &[("message", "  ")]).await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing
            .text()
            .contains("Type the code, or paste the whole message.")
    );
    let unreadable = own
        .post("/missing-payment", &[("message", "<b>hello</b>")])
        .await;
    assert_eq!(unreadable.status, 422);
    let text = unreadable.text();
    assert!(
        text.contains("&lt;b>hello&lt;/b>") && !text.contains("<b>hello"),
        "{text}"
    );

    own.pays("RKL51ZDR4F", "500.00").await;
    let path = own
        .sent("/missing-payment", &[("message", "rkl51zdr4f")])
        .await;
    let found = own.page(&path).await;
    assert!(
        found.contains("Your receipt RKL51ZDR4F")
            && found.contains("The payment has arrived and is in your account."),
        "{found}"
    );
}

#[tokio::test]
async fn a_statement_has_its_period_as_a_page_a_pdf_and_a_table() {
    let own = Own::new().await;
    own.owes("=Home internet", &[("2026-11-30", "1250")]).await;
    own.pays("RKL51ZDR4F", "500.00").await;
    let page = own.page("/statement?from=2026-12-01&to=2026-12-31").await;
    for text in [
        "Opening balance",
        "Closing balance",
        "−750.00",
        "RKL51ZDR4F",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let period = "from=2026-12-01&to=2026-12-31";
    let pdf = own.open(&format!("/statement.pdf?{period}")).await;
    assert!(pdf.header("content-type") == Some("application/pdf"));
    let csv = own.open(&format!("/statement.csv?{period}")).await.text();
    assert!(
        csv.contains("'=Home internet") && csv.contains("-1250.00"),
        "{csv}"
    );

    let empty = own.page("/statement?from=2026-01-01&to=2026-01-31").await;
    assert!(
        empty.contains("Nothing happened in this period."),
        "{empty}"
    );
    for wrong in [
        "from=yesterday&to=2026-12-31",
        "from=2026-12-31&to=2026-12-01",
    ] {
        for page in ["/statement", "/statement.pdf", "/statement.csv"] {
            let answer = own.open(&format!("{page}?{wrong}")).await;
            assert_eq!(answer.status, 422, "{page}?{wrong}");
            assert!(answer.header("content-disposition").is_none());
            let text = answer.text();
            assert!(
                text.contains("role=\"alert\"") && text.contains("action=\"/statement\""),
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn what_a_customer_chooses_to_be_told_is_kept_and_contacts_are_masked() {
    let own = Own::new().await;
    let page = own.page("/profile").await;
    assert!(
        page.contains("07•• ••• 149") && !page.contains("0712345149"),
        "{page}"
    );
    let fields = [
        ("language", "sw"),
        ("told_by_sms", "essential"),
        ("told_by_email", "nonsense"),
    ];
    assert_eq!(own.sent("/profile", &fields).await, "/profile?done=saved");
    let store = &own.world.context.store;
    let customer = store.customer(&own.customer.id).await.unwrap().unwrap();
    assert_eq!(customer.language.tag(), "sw");
    assert_eq!(customer.told_by_sms.name(), "essential");
    assert_eq!(customer.told_by_email, own.customer.told_by_email);
}
