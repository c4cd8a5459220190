//! Staff find customers, enter them and change how they are reached.

use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use billing::role::Role;
use store::customers::CustomerStatus;

use crate::desk::{Desk, hidden, read};

#[tokio::test]
async fn a_customer_is_found_by_account_phone_and_name_and_nothing_of_it_stands_in_an_address() {
    let desk = Desk::of(Role::Cashier).await;
    let bench = &desk.own.world.bench;
    bench
        .reachable("Peter Otieno", &["0722 000 126"], &[])
        .await;
    let account = desk.own.customer.account_number.clone();
    let (start, end) = account.split_at(4);
    let typed = [
        &account,
        &format!("{start} {end}"),
        "0712 345 149",
        "+254712345149",
        "wanj",
        "JANE",
    ];
    for typed in typed {
        let page = desk.shown("/staff/customers", &[("q", typed)]).await;
        assert!(page.contains("Jane Wanjiru"), "{typed}");
        assert!(!page.contains("Peter Otieno"), "{typed}");
        assert!(read(&page).contains("07•• ••• 149"), "{typed}");
        assert!(page.contains("1 found"), "{typed}");
        let addresses: Vec<&str> = page.split("href=\"").skip(1).collect();
        let addresses = addresses.iter().filter_map(|it| it.split('"').next());
        for address in addresses {
            let personal = ["wanj", "712", "jane"];
            let plain = address.to_lowercase();
            assert!(!personal.iter().any(|it| plain.contains(it)), "{address}");
        }
    }
    let page = desk
        .shown("/staff/customers", &[("q", "nobody at all")])
        .await;
    assert!(page.contains("Nobody was found."));
    assert!(page.contains("value=\"nobody at all\""));
}

#[tokio::test]
async fn who_types_gets_only_what_was_found() {
    let desk = Desk::of(Role::Auditor).await;
    let part = desk
        .part("/staff/customers", "results", &[("q", "wanjiru")])
        .await;
    assert_eq!(part.header("x-fragment"), Some("results"));
    let text = part.text();
    assert!(text.contains("Jane Wanjiru"));
    assert!(!text.contains("<html") && !text.contains("<form"), "{text}");
    let empty = desk
        .part("/staff/customers", "results", &[("q", "")])
        .await
        .text();
    assert!(
        empty.contains("Jane Wanjiru"),
        "an empty field shows the first page"
    );
}

#[tokio::test]
async fn a_list_and_a_search_go_on_where_the_page_ends() {
    let desk = Desk::of(Role::Cashier).await;
    for number in 0..52 {
        desk.own
            .world
            .bench
            .customer(&format!("Mwangi number{number:02}"))
            .await;
    }
    let first = desk.page("/staff/customers").await;
    let next = first
        .split("href=\"/staff/customers?after=")
        .nth(1)
        .unwrap();
    let next = next.split('"').next().unwrap();
    let second = desk.page(&format!("/staff/customers?after={next}")).await;
    assert_eq!(first.matches("data-find").count(), 50);
    assert_eq!(second.matches("data-find").count(), 3);
    for number in 0..52 {
        let name = format!("number{number:02}<");
        assert_ne!(first.contains(&name), second.contains(&name), "{name}");
    }

    let found = desk.shown("/staff/customers", &[("q", "mwangi")]).await;
    assert!(found.contains("The first 50 found"));
    let after = hidden(&found, "after");
    let rest = desk
        .shown("/staff/customers", &[("q", "mwangi"), ("after", after)])
        .await;
    assert_eq!(rest.matches("data-find").count(), 2);
    let odd = desk.open("/staff/customers?after=%00").await;
    assert_eq!(odd.status, 404);
}

#[tokio::test]
async fn a_customer_is_created_once_however_often_the_form_is_sent() {
    let desk = Desk::of(Role::Accountant).await;
    let form = desk.page("/staff/customers/new").await;
    let once = hidden(&form, "once").to_owned();
    let fields = [
        ("once", once.as_str()),
        ("name", "Achieng Odhiambo"),
        ("phones", "0733 111 222\r\n0110 222 333"),
        ("emails", "achieng@example.com"),
        ("language", "sw"),
        ("told_by_sms", "all"),
        ("told_by_email", "essential"),
        ("account_number", ""),
    ];
    let first = desk.sent("/staff/customers/new", &fields).await;
    let again = desk.sent("/staff/customers/new", &fields).await;
    assert_eq!(first, again);
    assert!(first.ends_with("?done=created"), "{first}");
    let page = desk.page(&first).await;
    let text = read(&page);
    for said in [
        "The customer was created.",
        "Achieng Odhiambo",
        "0733111222",
        "0110222333",
        "achieng@example.com",
        "Kiswahili",
        "what happens to their money and dates, no reminders",
        "by Wanjiku the accountant",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let found = desk.shown("/staff/customers", &[("q", "achieng")]).await;
    assert_eq!(found.matches("data-find").count(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays() {
    let desk = Desk::of(Role::Accountant).await;
    let account = desk.own.customer.account_number.clone();
    let cases = [
        ("name", "", "name"),
        ("phones", "12", "phones"),
        ("emails", "not an address", "emails"),
        ("account_number", "!!", "account_number"),
        ("account_number", account.as_str(), "account_number"),
    ];
    for (field, typed, wrong) in cases {
        let right = [
            ("name", "Achieng"),
            ("phones", ""),
            ("emails", ""),
            ("account_number", ""),
        ];
        let mut fields: Vec<(&str, &str)> = vec![("once", "0192b5d0-5e4e-7000-8000-000000000001")];
        fields.extend(right.map(|(name, value)| {
            if name == field {
                (name, typed)
            } else {
                (name, value)
            }
        }));
        let page = desk.refused("/staff/customers/new", &fields).await;
        assert!(page.contains("<title>Error: New customer"), "{field}");
        assert!(
            page.contains(&format!("href=\"#{wrong}\"")),
            "{field}: {page}"
        );
        assert!(page.contains(&format!("id=\"{wrong}-error\"")), "{field}");
        assert!(typed.is_empty() || page.contains(typed), "{field}");
        assert_eq!(
            hidden(&page, "once"),
            "0192b5d0-5e4e-7000-8000-000000000001"
        );
    }
}

#[tokio::test]
async fn a_cashier_changes_contacts_but_neither_name_nor_status() {
    let desk = Desk::of(Role::Cashier).await;
    let address = format!("{}/edit", desk.customer());
    let form = desk.page(&address).await;
    assert!(!form.contains("name=\"name\"") && !form.contains("name=\"served\""));
    assert!(form.contains("0712345149"));
    let contacts = [
        ("phones", "0712345149, 0799 888 777"),
        ("emails", ""),
        ("language", "en"),
        ("told_by_sms", "nothing"),
        ("told_by_email", "all"),
    ];
    let led = desk.sent(&address, &contacts).await;
    let page = desk.page(&led).await;
    assert!(page.contains("The changes were saved.") && page.contains("0799888777"));
    for field in [("name", "Somebody else"), ("served", "suspended")] {
        let refused = desk.post(&address, &[field]).await;
        assert_eq!(refused.status, 403, "{field:?}");
    }
    let page = desk.page(&desk.customer()).await;
    assert!(page.contains("Jane Wanjiru") && !page.contains("Somebody else"));
    assert_eq!(desk.open("/staff/customers/new").await.status, 403);
    assert_eq!(
        desk.post("/staff/customers/new", &[("name", "X")])
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn an_accountant_suspends_a_customer() {
    let desk = Desk::of(Role::Accountant).await;
    let address = format!("{}/edit", desk.customer());
    let fields = [
        ("name", "Jane W. Kamau"),
        ("served", "suspended"),
        ("phones", "0712345149"),
    ];
    let led = desk.sent(&address, &fields).await;
    let page = read(&desk.page(&led).await);
    assert!(
        page.contains("Jane W. Kamau") && page.contains("Suspended"),
        "{page}"
    );
    let store = &desk.own.world.context.store;
    let kept = store
        .customer(&desk.own.customer.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.status, CustomerStatus::Suspended);
    assert!(kept.emails.is_empty());
}

#[tokio::test]
async fn an_auditor_reads_everything_and_is_offered_nothing_to_write() {
    let desk = Desk::of(Role::Auditor).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "1250")])
        .await;
    for tab in [
        "",
        "/debts",
        "/why",
        "/payments",
        "/obligations",
        "/statement",
    ] {
        let page = desk.page(&format!("{}{tab}", desk.customer())).await;
        for button in [
            "Make payment",
            "New obligation",
            "Change contacts",
            "Put the unallocated",
        ] {
            assert!(!page.contains(button), "{tab}: {button}");
        }
    }
    let writes = ["/edit", "/reachable", "/debts/settle", "/ask"];
    for address in writes {
        let fields = [
            ("phones", "0712345149"),
            ("to", "254712345149"),
            ("amount", "10"),
            ("phone", "0"),
        ];
        let refused = desk
            .post(&format!("{}{address}", desk.customer()), &fields)
            .await;
        assert_eq!(refused.status, 403, "{address}");
    }
}

#[tokio::test]
async fn markup_in_a_name_is_shown_as_text_wherever_it_appears() {
    let desk = Desk::of(Role::Administrator).await;
    let name = "<script>alert(1)</script>";
    let customer = desk.own.world.bench.customer(name).await;
    let path = format!("/staff/customers/{}", customer.id.account());
    let mut pages = vec![desk.page("/staff/customers").await];
    for tab in [
        "",
        "/edit",
        "/debts",
        "/why",
        "/payments",
        "/obligations",
        "/statement",
        "/ask",
    ] {
        pages.push(desk.page(&format!("{path}{tab}")).await);
    }
    for page in pages {
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(!page.contains("<script>alert"), "{page}");
    }
}

#[tokio::test]
async fn an_account_that_is_nobodys_is_not_found() {
    let desk = Desk::of(Role::Administrator).await;
    for tab in [
        "",
        "/edit",
        "/debts",
        "/why",
        "/payments",
        "/obligations",
        "/statement",
        "/ask",
    ] {
        for account in ["99999999", "%2e%2e", "a%20b%21"] {
            let answer = desk.open(&format!("/staff/customers/{account}{tab}")).await;
            assert_eq!(answer.status, 404, "{account}{tab}");
        }
    }
    let nobody = CustomerId::from(&AccountNumber::parse("99999999").unwrap());
    assert!(
        desk.own
            .world
            .context
            .store
            .customer(&nobody)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_page_speaks_kiswahili_when_asked_to() {
    let desk = Desk::of(Role::Accountant).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "1250")])
        .await;
    let cases = [
        ("/staff/customers".to_owned(), "Wateja"),
        ("/staff/customers/new".to_owned(), "Mteja mpya"),
        (desk.customer(), "Pesa ambazo hazijatumika"),
        (format!("{}/debts", desk.customer()), "Jumla ya kulipa leo"),
        (format!("{}/why", desk.customer()), "Kwa nini salio ni"),
        ("/staff/obligations".to_owned(), "Imechelewa"),
        ("/staff/obligations/new".to_owned(), "Nani anapata pesa"),
    ];
    for (address, text) in cases {
        let page = desk.page(&format!("{address}?lang=sw")).await;
        assert!(page.contains("<html lang=\"sw\">"), "{address}");
        assert!(page.contains(text), "{address}: {page}");
    }
}
