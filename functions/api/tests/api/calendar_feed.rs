//! A customer's due dates as a calendar, read by a parser that is not ours.

use axum::body::Body;
use axum::http::Request;
use billing::ids::ObligationId;
use calcard::common::IanaString;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarProperty, ICalendarValue};
use operations::actor::Actor;
use operations::obligation_change::{self, InstalmentChange};
use runtime::secret::fresh_secret;
use serde_json::{Value, json};

use crate::bench::{PUBLIC_URL, nothing};
use crate::contact::leaving_secret;
use crate::world::{KEY, Reply, World, open, text};

/// An event as a phone knows it.
#[derive(Debug, PartialEq, Eq)]
struct Event {
    uid: String,
    sequence: i64,
    on: String,
    status: String,
    summary: String,
}

fn property(component: &ICalendarComponent, name: &ICalendarProperty) -> String {
    let entry = component.property(name).unwrap();
    match entry.values.first().unwrap() {
        ICalendarValue::Text(text) => text.clone(),
        ICalendarValue::Integer(number) => number.to_string(),
        ICalendarValue::PartialDateTime(day) => {
            let part = |number: Option<u16>| number.unwrap();
            let (month, day_of) = (day.month.map(u16::from), day.day.map(u16::from));
            format!("{}-{:02}-{:02}", part(day.year), part(month), part(day_of))
        }
        ICalendarValue::Status(status) => status.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

/// Its events, by date, and its name.
fn read(ics: &str) -> (Vec<Event>, String) {
    let calendar = ICalendar::parse(ics).unwrap();
    let events = calendar.components.iter();
    let events = events.filter(|it| it.component_type.as_str() == "VEVENT");
    let events = events.map(|it| Event {
        uid: property(it, &ICalendarProperty::Uid),
        sequence: property(it, &ICalendarProperty::Sequence).parse().unwrap(),
        on: property(it, &ICalendarProperty::Dtstart),
        status: property(it, &ICalendarProperty::Status),
        summary: property(it, &ICalendarProperty::Summary),
    });
    let name = property(&calendar.components[0], &ICalendarProperty::Name);
    (events.collect(), name)
}

impl World {
    /// Opens an address as anybody may, without a key.
    pub async fn visit(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Reply {
        let path = url.strip_prefix(PUBLIC_URL).unwrap_or(url);
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let router = api::router(self.context.clone(), None);
        open(&router, request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// The address of a customer's calendar.
    async fn feed(&self, customer: &str) -> String {
        let path = format!("/customers/{customer}/calendar-feed");
        text(&self.post(&path, &json!({})).await.with(201)["url"])
    }

    async fn events(&self, url: &str) -> Vec<Event> {
        let reply = self.visit("GET", url, &[], "").await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        read(&reply.text).0
    }
}

#[tokio::test]
async fn an_address_stands_until_it_is_renewed_or_revoked() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let path = format!("/customers/{customer}/calendar-feed");
    let none = json!({"url": null, "created_at": null});
    assert_eq!(world.get(&path).await.with(200), none);
    let made = world.post(&path, &json!({})).await.with(201);
    let url = text(&made["url"]);
    assert!(url.starts_with("https://pay.example.co.ke/feeds/"), "{url}");
    assert_eq!(made["created_at"], "2026-12-07T06:00:00Z");
    world.passes(60);
    assert_eq!(world.post(&path, &json!({})).await.with(201), made);
    assert_eq!(world.get(&path).await.with(200), made);
    assert_eq!(world.visit("GET", &url, &[], "").await.status, 200);

    let renewed = world.post(&format!("{path}?renew=true"), &json!({})).await;
    let renewed = text(&renewed.with(201)["url"]);
    assert_ne!(renewed, url);
    assert_eq!(world.visit("GET", &url, &[], "").await.status, 404);
    assert_eq!(world.visit("GET", &renewed, &[], "").await.status, 200);

    for _ in 0..2 {
        assert_eq!(world.delete(&path).await.status, 204);
        assert_eq!(world.get(&path).await.with(200), none);
        let gone = world.visit("GET", &renewed, &[], "").await;
        assert_eq!(gone.status, 404);
        assert_eq!(gone.headers["content-type"], "text/plain; charset=utf-8");
        assert_eq!(gone.headers["cache-control"], "no-store");
    }
    let another = world.feed(&customer).await;
    assert!(![url, renewed].contains(&another));
}

#[tokio::test]
async fn a_secret_opens_nothing_but_what_it_was_made_for() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let unsubscribe = leaving_secret(&world, &customer).await;
    let unknown = fresh_secret();
    let mut told = Vec::new();
    for secret in [
        unsubscribe.as_str(),
        &unknown,
        "x",
        "%00",
        "..%2f..",
        customer.as_str(),
    ] {
        let url = format!("/feeds/{secret}/calendar.ics");
        let reply = world.visit("GET", &url, &[], "").await;
        assert_eq!(reply.status, 404, "{secret}");
        told.push((reply.text, reply.headers));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "nobody learns which secrets exist");
}

#[tokio::test]
async fn every_instalment_is_a_day_that_says_how_far_it_is_paid() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let other = world.customer("Amina Otieno").await;
    world
        .owes(&other, "77.00", &[("2026-12-09", "77.00")])
        .await;
    let doses = [
        ("2026-12-10", "100.00"),
        ("2027-01-11", "100.00"),
        ("2027-02-10", "100.00"),
    ];
    let owed = world.owes(&customer, "300.00", &doses).await;
    world.paid("RKL51ZDR4F", "130.00", &customer).await;
    let cancelled = world
        .owes(&customer, "9.00", &[("2027-03-10", "9.00")])
        .await;
    let id = ObligationId::parse(&cancelled).unwrap();
    let (store, now) = (&world.context.store, world.context.clock.now());
    obligation_change::cancel_unpaid(store, &id, "entered twice", &Actor::system(), now)
        .await
        .unwrap();
    let url = world.feed(&customer).await;
    let reply = world.visit("GET", &url, &[], "").await;
    assert_eq!(
        reply.headers["content-type"],
        "text/calendar; charset=utf-8"
    );
    let (events, name) = read(&reply.text);
    assert_eq!(name, "Malipo: Jane Wanjiku");
    let seen: Vec<_> = events
        .iter()
        .map(|it| (it.on.as_str(), it.status.as_str(), it.summary.as_str()))
        .collect();
    let what = "Internet, December";
    assert_eq!(
        seen,
        [
            (
                "2026-12-10",
                "CONFIRMED",
                format!("Paid KES 100: {what} (1 of 3)").as_str()
            ),
            (
                "2027-01-11",
                "CONFIRMED",
                format!("Pay KES 70 of KES 100: {what} (2 of 3)").as_str()
            ),
            (
                "2027-02-10",
                "CONFIRMED",
                format!("Pay KES 100: {what} (3 of 3)").as_str()
            ),
            (
                "2027-03-10",
                "CANCELLED",
                format!("Cancelled: {what}").as_str()
            ),
        ]
    );
    let uids: Vec<_> = events.iter().take(3).map(|it| it.uid.clone()).collect();
    assert_eq!(
        uids,
        [1, 2, 3].map(|number| format!("{owed}_{number}@malipo"))
    );
    for foreign in ["Amina", &other, "KES 77"] {
        assert!(!reply.text.contains(foreign), "{foreign}");
    }
}

#[tokio::test]
async fn a_moved_date_moves_in_the_calendar_of_whoever_has_it() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let doses = [("2026-12-10", "100.00"), ("2027-01-11", "100.00")];
    let owed = world.owes(&customer, "200.00", &doses).await;
    let url = world.feed(&customer).await;
    let before = world.events(&url).await;
    world.passes(60);
    let change = InstalmentChange {
        amount: None,
        due_on: Some("2026-12-15".parse().unwrap()),
        insist: false,
        reason: "asked for more time".to_owned(),
    };
    let id = ObligationId::parse(&owed).unwrap();
    let (store, now) = (&world.context.store, world.context.clock.now());
    let actor = Actor::named("Wairimu");
    obligation_change::change_instalment(store, &id, 1, &change, &actor, now)
        .await
        .unwrap();
    let after = world.events(&url).await;
    assert_eq!(after.len(), 2);
    assert_eq!(after[0].uid, before[0].uid);
    assert_eq!(
        (before[0].on.as_str(), after[0].on.as_str()),
        ("2026-12-10", "2026-12-15")
    );
    assert!(after[0].sequence > before[0].sequence);
    assert_eq!(after[1].uid, before[1].uid);

    let sequence = after[0].sequence;
    world.paid("RKL51ZDR4F", "30.00", &customer).await;
    let paid = world.events(&url).await;
    assert!(paid[0].sequence > sequence, "{paid:?}");
}

#[tokio::test]
async fn what_only_staff_see_stays_out_and_the_customers_language_is_used() {
    let world = World::new().await;
    let new = json!({"name": "Jane Wanjiku", "language": "sw"});
    let created = world.post("/customers", &new).await.with(201);
    let customer = text(&created["account_number"]);
    let owed = json!({
        "customer": customer, "payee": {"kind": "institution", "name": "Nairobi County"}, "description": "Land rates",
        "payment_code": "LR-2026", "amount": "1250.00", "notify_customer": false, "manager_comments": "call first",
        "schedule": {"kind": "one_off", "due_on": "2026-12-10"},
    });
    world.post("/obligations", &owed).await.with(201);
    let url = world.feed(&customer).await;
    let reply = world.visit("GET", &url, &[], "").await;
    assert_eq!(read(&reply.text).0[0].summary, "Lipa KES 1,250: Land rates");
    let unfolded = reply.text.replace("\r\n ", "");
    assert!(unfolded.contains("LR-2026") && unfolded.contains("600966"));
    assert!(!unfolded.contains("call first"), "{unfolded}");
}

#[tokio::test]
async fn an_unchanged_calendar_is_not_sent_twice() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    world
        .owes(&customer, "5.00", &[("2026-12-10", "5.00")])
        .await;
    let url = world.feed(&customer).await;
    let first = world.visit("GET", &url, &[], "").await;
    let tag = first.headers["etag"].to_str().unwrap();
    assert_eq!(first.headers["cache-control"], "private, max-age=600");
    assert_eq!(first.headers["x-robots-tag"], "noindex, nofollow");
    assert_eq!(first.headers["referrer-policy"], "no-referrer");
    let known = [("if-none-match", tag)];
    let second = world.visit("GET", &url, &known, "").await;
    assert_eq!((second.status, second.text.as_str()), (304, ""));
    assert_eq!(second.headers["etag"], tag);
    world.paid("RKL51ZDR4F", "3.00", &customer).await;
    let third = world.visit("GET", &url, &known, "").await;
    assert_eq!(third.status, 200);
    assert_ne!(third.headers["etag"], tag);
    let head = world.visit("HEAD", &url, &[], "").await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
}

#[tokio::test]
async fn an_address_is_refused_to_nobody_and_where_none_can_be_made() {
    let world = World::new().await;
    let path = "/customers/10000017/calendar-feed";
    let replies = [
        world.get(path).await,
        world.post(path, &json!({})).await,
        world.delete(path).await,
    ];
    for reply in replies {
        assert_eq!(reply.refused(404), "customer_not_found");
    }
    let customer = world.customer("Jane Wanjiku").await;
    let mut context = world.context.clone();
    let mut config = (*context.config).clone();
    config.public_url = None;
    context.config = config.into();
    let router = api::router(context, None);
    let request = Request::post(format!("/api/v1/customers/{customer}/calendar-feed"))
        .header("authorization", format!("Bearer {KEY}"));
    let reply = open(&router, request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.refused(409), "public_url_not_set");
    let none = format!("/customers/{customer}/calendar-feed");
    assert_eq!(world.get(&none).await.with(200)["url"], Value::Null);
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_no_empty_calendar() {
    let router = api::router(nothing(), None);
    let url = format!("/feeds/{}/calendar.ics", fresh_secret());
    let request = Request::get(url).body(Body::empty()).unwrap();
    let reply = open(&router, request).await;
    assert_eq!(reply.refused(503), "temporarily_unavailable");
    assert!(reply.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn a_calendar_without_a_number_to_pay_to_is_a_fault_of_ours() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let url = world.feed(&customer).await;
    let mut context = world.context.clone();
    let mut config = (*context.config).clone();
    config.payee = None;
    context.config = config.into();
    let path = url.strip_prefix(PUBLIC_URL).unwrap();
    let request = Request::get(path).body(Body::empty()).unwrap();
    let reply = open(&api::router(context, None), request).await;
    assert_eq!(reply.refused(500), "internal_error");
}
