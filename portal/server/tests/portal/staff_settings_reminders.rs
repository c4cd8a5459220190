//! Reminders, quiet hours and where due dates move: what is set, changed and put back.

use billing::business_days::Direction;
use billing::role::Role;
use store::settings::Settings;

use crate::desk::{Desk, read};

const PATH: &str = "/staff/settings/reminders";

/// A form that is right.
const OTHER: [(&str, &str); 6] = [
    ("remind_before_days", " 0, 5;2 5 "),
    ("remind_after_days", ""),
    ("quiet_from", "21:30"),
    ("quiet_until", "06:00"),
    ("direction", "preceding"),
    ("staff_emails", "desk@example.co.ke\r\nday@example.co.ke"),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let value = |name: &str| changed.iter().find(|(one, _)| *one == name);
    let fields = OTHER.iter();
    fields
        .map(|field| value(field.0).copied().unwrap_or(*field))
        .collect()
}

impl Desk {
    async fn settings(&self) -> Settings {
        self.own.world.context.store.settings().await.unwrap()
    }
}

#[tokio::test]
async fn what_is_set_is_told_with_what_a_customer_gets_by_it() {
    let desk = Desk::of(Role::Auditor).await;
    let page = desk.page(PATH).await;
    let text = read(&page);
    for said in [
        "7 days before, 3 days before, on the day, 1 day after, 7 days after",
        "Quiet hours 20:00 to 07:00",
        "to the next business day",
        "Of an instalment that is due on Monday 21 December 2026, a customer is reminded:",
        "Monday 14 December, 7 days before",
        "Monday 21 December, on the day",
        "Tuesday 22 December, 1 day after",
        "An SMS between 20:00 and 07:00 waits until 07:00.",
        "An administrator can change this.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!page.contains("name=\"remind_before_days\""));
    let swahili = read(&desk.page(&format!("{PATH}?lang=sw")).await);
    assert!(
        swahili.contains("Jumatatu 21 Desemba: siku yenyewe"),
        "{swahili}"
    );
}

#[tokio::test]
async fn settings_are_saved_and_put_back() {
    let desk = Desk::of(Role::Administrator).await;
    let page = desk.page(PATH).await;
    assert!(page.contains("value=\"7, 3, 0\"") && page.contains("value=\"20:00\""));
    assert!(!page.contains("Restore the defaults"), "they hold");
    let led = desk.sent(PATH, &OTHER).await;
    let page = desk.page(&led).await;
    let text = read(&page);
    for said in [
        "The reminders were saved.",
        "Wednesday 16 December, 5 days before",
        "An SMS between 21:30 and 06:00 waits until 06:00.",
        "Reminders: 7 days before, 3 days before, on the day, 1 day after, 7 days after.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(
        page.contains("value=\"5, 2, 0\""),
        "in the order in which they come"
    );
    let set = desk.settings().await;
    assert_eq!(set.remind_before_days, [5, 2, 0]);
    assert_eq!(set.remind_after_days, [0_u16; 0]);
    assert_eq!(set.direction, Direction::Preceding);
    assert_eq!(set.staff_emails.len(), 2);
    let quiet = set.quiet.unwrap();
    assert_eq!((quiet.from_minute, quiet.until_minute), (21 * 60 + 30, 360));

    let led = desk.sent(&format!("{PATH}/restore"), &[]).await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("The defaults hold again."), "{text}");
    let set = desk.settings().await;
    let default = Settings::default();
    assert_eq!(set.remind_before_days, default.remind_before_days);
    assert_eq!(
        (set.quiet, set.direction),
        (default.quiet, default.direction)
    );
    assert_eq!(set.staff_emails.len(), 2, "whom to tell is no default");
}

#[tokio::test]
async fn nobody_has_to_be_reminded_and_no_hour_has_to_be_quiet() {
    let desk = Desk::of(Role::Administrator).await;
    let fields = with(&[
        ("remind_before_days", ""),
        ("quiet_from", ""),
        ("quiet_until", " "),
    ]);
    let led = desk.sent(PATH, &fields).await;
    let text = read(&desk.page(&led).await);
    assert!(
        text.contains("What a customer gets Nobody is reminded"),
        "{text}"
    );
    assert_eq!(desk.settings().await.quiet, None);
}

#[tokio::test]
async fn what_cannot_be_set_comes_back_with_the_reason_beside_its_field() {
    let desk = Desk::of(Role::Administrator).await;
    let before = desk.settings().await;
    let cases = [
        (
            "remind_before_days",
            "a week",
            "Write whole numbers of days",
        ),
        ("remind_before_days", "-1", "Write whole numbers of days"),
        ("remind_before_days", "91", "Use 0 to 90 days."),
        ("remind_before_days", "99999999999", "Use 0 to 90 days."),
        (
            "remind_before_days",
            "1,2,3,4,5,6,7",
            "Use at most 6 of them.",
        ),
        ("remind_after_days", "0", "Use 1 to 90 days."),
        ("remind_after_days", "1.5", "Write whole numbers of days"),
        ("quiet_from", "", "Give both times, or neither."),
        ("quiet_until", "8 pm", "Write the time like 20:00."),
        ("quiet_until", "21:30", "Give two different times"),
        ("staff_emails", "<b>desk</b>", ""),
    ];
    for (field, typed, said) in cases {
        let page = desk.refused(PATH, &with(&[(field, typed)])).await;
        let error = format!("id=\"{field}-error\"");
        assert!(page.contains(&error), "{field} {typed}: {page}");
        assert!(page.contains(said), "{said} in {page}");
        assert!(!page.contains("<b>desk"));
    }
    assert_eq!(desk.settings().await, before);
}

#[tokio::test]
async fn only_an_administrator_changes_settings() {
    let desk = Desk::of(Role::Administrator).await;
    let before = desk.settings().await;
    for role in [Role::Cashier, Role::Accountant, Role::Auditor] {
        let person = desk.own.world.staff(role).await;
        for path in [PATH.to_owned(), format!("{PATH}/restore")] {
            let answer = desk.own.world.post_as(&person, &path, &OTHER).await;
            assert_eq!(answer.status, 403, "{role} {path}");
        }
    }
    assert_eq!(desk.settings().await, before);
}
