//! Somebody of the staff at work, and the customer whom they look at.

use axum::body::Body;
use axum::http::Request;
use billing::money::Currency;
use billing::role::Role;
use operations::statement::statement;

use crate::browser::Answer;
use crate::own::Own;
use crate::world::Person;

pub struct Desk {
    pub own: Own,
    pub me: Person,
}

impl Desk {
    pub async fn of(role: Role) -> Self {
        let own = Own::new().await;
        let me = own.world.staff(role).await;
        Self { own, me }
    }

    /// Where no phone can be prompted.
    pub async fn without_mpesa(role: Role) -> Self {
        let own = Own::without_mpesa().await;
        let me = own.world.staff(role).await;
        Self { own, me }
    }

    pub async fn open(&self, address: &str) -> Answer {
        self.own.world.open_as(&self.me, address).await
    }

    pub async fn page(&self, address: &str) -> String {
        self.own.world.page_as(&self.me, address).await
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.own.world.post_as(&self.me, address, fields).await
    }

    /// Sends a form that comes back with something wrong; the page.
    pub async fn refused(&self, address: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(address, fields).await;
        assert_eq!(answer.status, 422, "{address}: {}", answer.text());
        answer.text()
    }

    /// Sends a form that is answered with another page, without anything having been done.
    pub async fn shown(&self, address: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(address, fields).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer.text()
    }

    /// Sends a form that has to be taken; where it leads.
    pub async fn sent(&self, address: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(address, fields).await;
        assert_eq!(answer.status, 303, "{address}: {}", answer.text());
        answer.header("location").unwrap().to_owned()
    }

    /// The part of a page that a form is answered with, as a script asks for it.
    pub async fn part(&self, address: &str, name: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::post(address)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", &self.me.cookie)
            .header("x-fragment", name)
            .body(Body::from(body));
        self.own.world.send(request.unwrap()).await
    }

    /// The part of a page that changes, as a script that follows it asks for it.
    pub async fn followed(&self, address: &str) -> String {
        let request = Request::get(address)
            .header("cookie", &self.me.cookie)
            .header("x-fragment", "state")
            .body(Body::empty());
        let answer = self.own.world.send(request.unwrap()).await;
        assert_eq!(answer.header("x-fragment"), Some("state"), "{address}");
        answer.text()
    }

    /// Where the pages about the customer begin.
    pub fn customer(&self) -> String {
        format!("/staff/customers/{}", self.own.customer.id.account())
    }

    /// The customer's balance.
    pub async fn balance(&self) -> String {
        let (store, id) = (&self.own.world.context.store, &self.own.customer.id);
        let statement = statement(store, id, None, None, Currency::Kes).await;
        statement.unwrap().closing.amount_text()
    }
}

/// The value of the hidden field that makes a form do its work once.
pub fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, after) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    after.split_once('"').map_or(after, |(value, _)| value)
}

/// The text of a page, without its elements: what somebody reads.
pub fn read(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in page.chars() {
        match character {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
