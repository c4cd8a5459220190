//! The settings as a whole, and the holidays: what a gazetted day does is told before it is entered.

use billing::role::Role;

use crate::desk::{Desk, read};

const PATH: &str = "/staff/settings/holidays";
/// Wednesday 16 December 2026 is an ordinary business day.
const IDD: [(&str, &str); 3] = [
    ("date", "2026-12-16"),
    ("name", "Idd <b>ul</b> Fitr"),
    ("reason", "Gazette notice 7"),
];

fn confirmed<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let step = ("step", "confirmed");
    fields.iter().copied().chain([step]).collect()
}

impl Desk {
    /// An instalment of the customer, who is told of it, on the day that becomes a holiday.
    async fn due_on_idd(&self) -> String {
        let bench = &self.own.world.bench;
        let id = bench.owes(&self.own.customer, "500", "2026-12-16").await;
        id.to_string()
    }
}

#[tokio::test]
async fn the_settings_say_how_everything_stands_and_lead_there() {
    let desk = Desk::of(Role::Administrator).await;
    desk.sent(PATH, &confirmed(&IDD)).await;
    let page = desk.page("/staff/settings").await;
    let text = read(&page);
    for said in [
        "1 gazetted day in 2026",
        "7 days before, 3 days before, on the day, 1 day after, 7 days after",
        "All as they came",
        "1 person",
        "Messages go out",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let pages = [
        "holidays",
        "reminders",
        "texts",
        "short-codes",
        "staff",
        "keys",
        "integrations",
        "channels",
        "institutions",
    ];
    for name in pages {
        let link = format!("href=\"/staff/settings/{name}\"");
        assert!(page.contains(&link), "{name}");
    }
    let swahili = read(&desk.page("/staff/settings?lang=sw").await);
    assert!(
        swahili.contains("Siku 1 iliyotangazwa mwaka 2026"),
        "{swahili}"
    );
    let cashier = desk.own.world.staff(Role::Cashier).await;
    let page = desk.own.world.page_as(&cashier, "/staff/settings").await;
    assert!(!page.contains("/staff/settings/keys") && page.contains("/staff/settings/staff"));
}

#[tokio::test]
async fn a_year_shows_what_makes_each_day_a_holiday() {
    let desk = Desk::of(Role::Auditor).await;
    let page = desk.page(&format!("{PATH}?year=2027")).await;
    let text = read(&page);
    for said in [
        "Holidays in 2027",
        "Fri 1 Jan New Year's Day Fixed date",
        "Fri 26 Mar Good Friday Easter",
        "Sun 10 Oct Mazingira Day Fixed date",
        "Mon 11 Oct Mazingira Day (observed) Moved from a Sunday",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("?year=2026\"") && page.contains("?year=2028\""));
    assert!(!page.contains("name=\"date\""), "an auditor enters nothing");
    let this_year = read(&desk.page(PATH).await);
    assert!(this_year.contains("Holidays in 2026"), "{this_year}");
    let swahili = read(&desk.page(&format!("{PATH}?year=2027&lang=sw")).await);
    assert!(swahili.contains("Ijumaa Kuu Pasaka"), "{swahili}");
    for year in ["1850", "2500", "soon", "99999999999"] {
        let answer = desk.open(&format!("{PATH}?year={year}")).await;
        assert_eq!(answer.status, 404, "{year}");
    }
}

#[tokio::test]
async fn a_gazetted_day_moves_what_its_confirmation_said() {
    let desk = Desk::of(Role::Accountant).await;
    let id = desk.due_on_idd().await;
    let page = desk.shown(PATH, &IDD).await;
    let text = read(&page);
    for said in [
        "Wednesday 16 December 2026 becomes a holiday: nothing new falls due on it.",
        "1 instalment moves to Thursday 17 December 2026.",
        "1 customer is told of the new date.",
        "Jane Wanjiru",
        "Internet · Instalment 1 Wed 16 Dec Thu 17 Dec",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("Idd &lt;b&gt;ul") && !page.contains("<b>ul"));
    assert!(page.contains(&format!("/staff/obligations/{id}\"")));
    let before = read(&desk.page(PATH).await);
    assert!(!before.contains("Gazetted"), "nothing was entered yet");

    let led = desk.sent(PATH, &confirmed(&IDD)).await;
    assert_eq!(led, format!("{PATH}?year=2026&done=entered"));
    let page = desk.page(&led).await;
    let text = read(&page);
    assert!(text.contains("The holiday was entered."), "{text}");
    assert!(text.contains("Gazetted Wanjiku the accountant, 7 Dec 2026 Gazette notice 7"));
    assert!(!page.contains("<b>ul"));
    let obligation = read(&desk.page(&format!("/staff/obligations/{id}")).await);
    assert!(obligation.contains("17 Dec 2026"), "{obligation}");
    // Sent twice, it is entered once.
    desk.sent(PATH, &confirmed(&IDD)).await;
    let days = desk.own.world.context.store.gazetted_days().await;
    assert_eq!(days.unwrap().len(), 1);
}

#[tokio::test]
async fn a_day_that_cannot_be_entered_comes_back_with_the_reason_beside_its_field() {
    let desk = Desk::of(Role::Administrator).await;
    desk.sent(PATH, &confirmed(&IDD)).await;
    let long = "x".repeat(61);
    let cases = [
        ("", "Idd", "date", "Enter the day, such as 15/12/2026."),
        ("2026-02-30", "Idd", "date", "Enter the day"),
        ("2026-12-06", "Idd", "date", "use today or a later day"),
        ("6/12/2026", "Idd", "date", "use today or a later day"),
        ("2026-12-13", "Idd", "date", "Nothing falls due on a Sunday"),
        (
            "2026-12-25",
            "Idd",
            "date",
            "a holiday already: Christmas Day",
        ),
        (
            "2026-12-16",
            "Idd",
            "date",
            "a holiday already: Idd &lt;b&gt;",
        ),
        ("2026-12-17", " ", "name", "Say what the day is called."),
        ("2026-12-17", long.as_str(), "name", "at most 60 characters"),
    ];
    for (date, name, field, said) in cases {
        for step in ["", "confirmed"] {
            let fields = [("date", date), ("name", name), ("step", step)];
            let page = desk.refused(PATH, &fields).await;
            assert!(
                page.contains(&format!("id=\"{field}-error\"")),
                "{said}: {page}"
            );
            assert!(page.contains(said), "{said} in {page}");
            assert!(page.contains("<title>Error: "));
        }
    }
    let swahili = desk
        .refused(
            &format!("{PATH}?lang=sw"),
            &[("date", "2026-12-13"), ("name", "Idd")],
        )
        .await;
    assert!(swahili.contains("Jumapili hakuna deni"), "{swahili}");
}

#[tokio::test]
async fn a_saturday_and_a_day_without_instalments_say_that_nothing_moves() {
    let desk = Desk::of(Role::Administrator).await;
    let saturday = [("date", "2026-12-19"), ("name", "Idd")];
    let text = read(&desk.shown(PATH, &saturday).await);
    for said in [
        "It is a Saturday",
        "No instalment falls due on this day, so nothing moves.",
        "No customer is told.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("What moves"));
}

#[tokio::test]
async fn a_gazetted_day_is_taken_back_and_what_it_moved_stays() {
    let desk = Desk::of(Role::Accountant).await;
    let id = desk.due_on_idd().await;
    desk.sent(PATH, &confirmed(&IDD)).await;
    let address = format!("{PATH}/2026-12-16/withdraw");
    assert!(
        desk.page(PATH)
            .await
            .contains(&format!("href=\"{address}\""))
    );
    let text = read(&desk.page(&address).await);
    for said in [
        "Wednesday 16 December 2026 is a business day again",
        "What it moved stays where it is: that date was promised.",
        "No customer is told.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let long = "x".repeat(301);
    let page = desk.refused(&address, &[("reason", &long)]).await;
    assert!(page.contains("id=\"reason-error\""));
    let led = desk
        .sent(&address, &[("reason", "The moon was late")])
        .await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("The holiday was taken back."), "{text}");
    assert!(text.contains("Taken back by Wanjiku the accountant, 7 Dec 2026 The moon was late"));
    let obligation = read(&desk.page(&format!("/staff/obligations/{id}")).await);
    assert!(obligation.contains("17 Dec 2026"), "{obligation}");
    for gone in ["2026-12-16", "2026-12-25", "2026-12-17", "someday"] {
        let address = format!("{PATH}/{gone}/withdraw");
        assert_eq!(desk.open(&address).await.status, 404, "{gone}");
    }
    assert_eq!(desk.post(&address, &[]).await.status, 404);
    let by_law = desk.post(&format!("{PATH}/2026-12-25/withdraw"), &[]).await;
    assert_eq!(by_law.status, 409, "{}", by_law.text());
}

#[tokio::test]
async fn who_takes_the_money_and_who_only_reads_change_no_holiday() {
    let desk = Desk::of(Role::Administrator).await;
    desk.sent(PATH, &confirmed(&IDD)).await;
    let address = format!("{PATH}/2026-12-16/withdraw");
    for role in [Role::Cashier, Role::Auditor] {
        let person = desk.own.world.staff(role).await;
        let world = &desk.own.world;
        let page = world.page_as(&person, PATH).await;
        assert!(
            page.contains("Idd") && !page.contains("/withdraw"),
            "{role}"
        );
        let other = [
            ("date", "2026-12-17"),
            ("name", "Idd"),
            ("step", "confirmed"),
        ];
        let nothing: &[(&str, &str)] = &[];
        for (path, fields) in [(PATH, &other[..]), (address.as_str(), nothing)] {
            let answer = world.post_as(&person, path, fields).await;
            assert_eq!(answer.status, 403, "{role} {path}");
        }
        assert_eq!(world.open_as(&person, &address).await.status, 403);
    }
    let days = desk.own.world.context.store.gazetted_days().await.unwrap();
    assert!(days.len() == 1 && days[0].withdrawal.is_none());
}
