//! A portal on a store of its own, and people who have signed in.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use billing::language::Language;
use billing::notification::Message;
use billing::role::Role;
use http_body_util::BodyExt;
use operations::actor::Actor;
use operations::mpesa::Mpesa;
use operations::portal_key::PortalKey;
use operations::second_factor::{self, totp};
use operations::sign_in::secrets::Secrets;
use operations::sign_in::{self, Door, SignedIn};
use operations::staff::{self, NewStaff};
use portal_app::payee::Payee;
use runtime::context::Context;
use runtime::secret::fresh_bytes;
use std::sync::Arc;
use store::customers::Customer;
use tower::ServiceExt;
use uuid::Uuid;

use crate::bench::{Bench, SHORT_CODE};
use crate::browser::Answer;

pub struct World {
    pub bench: Bench,
    /// What the portal works with: the bench's, with a key of the portal.
    pub context: Context,
    router: Router,
}

/// Somebody who has signed in, as their browser shows it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The cookie of their session.
    pub cookie: String,
}

impl World {
    pub async fn new() -> Self {
        Self::of("Savanna Fibre").await
    }

    /// The portal of a provider with this name.
    pub async fn of(provider_name: &str) -> Self {
        Self::on(Bench::new().await, provider_name, None)
    }

    /// On a store that is there, with an M-PESA that can be asked or without.
    pub fn on(bench: Bench, provider_name: &str, mpesa: Option<Mpesa>) -> Self {
        let payee = Payee {
            name: provider_name.into(),
            short_code: SHORT_CODE.into(),
        };
        let mut config = (*bench.context.config).clone();
        config.portal_key = Some(key());
        let context = Context {
            config: Arc::new(config),
            ..bench.context.clone()
        };
        let router = portal_server::router(context.clone(), mpesa, payee);
        Self {
            bench,
            context,
            router,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let answered = self.router.clone().oneshot(request).await;
        let (parts, body) = answered.expect("a router always answers").into_parts();
        let collected = body.collect().await.expect("a page does not break off");
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: collected.to_bytes(),
        }
    }

    /// Opens an address without having signed in.
    pub async fn open(&self, address: &str) -> Answer {
        self.request("GET", address, "", &[]).await
    }

    /// Sends a form without having signed in.
    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.request("POST", address, "", fields).await
    }

    /// As a page of ours sends it.
    pub async fn request(
        &self,
        method: &str,
        address: &str,
        cookie: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = serde_urlencoded::to_string(fields).expect("fields are text");
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", "pay.example.co.ke")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        let body = if method == "GET" {
            Body::empty()
        } else {
            Body::from(body)
        };
        self.send(request.body(body).expect("the test writes valid requests"))
            .await
    }

    /// Opens an address as somebody who has signed in.
    pub async fn open_as(&self, person: &Person, address: &str) -> Answer {
        self.request("GET", address, &person.cookie, &[]).await
    }

    /// Sends a form as somebody who has signed in.
    pub async fn post_as(&self, person: &Person, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.request("POST", address, &person.cookie, fields).await
    }

    /// The text of a page that a person must be shown.
    pub async fn page_as(&self, person: &Person, address: &str) -> String {
        let answer = self.open_as(person, address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer.text()
    }

    /// Signs a customer in, at the first phone that they have.
    pub async fn signs_in(&self, customer: &Customer) -> Person {
        let phone = customer.phones.first().expect("the customer has a phone");
        let (browser, code) = self.code_at(Door::Customer, phone.as_str()).await;
        let (store, now) = (&self.context.store, self.context.clock.now());
        let secrets = Secrets::new(fresh_bytes());
        let signed_in = sign_in::answer(store, &key(), &browser, &code, "", &secrets, now).await;
        match signed_in.expect("the code is right") {
            SignedIn::Customer { token, .. } => Person {
                cookie: format!("__Host-customer={token}"),
            },
            other => panic!("{other:?}"),
        }
    }

    /// Signs a new member of the staff in.
    pub async fn staff(&self, role: Role) -> Person {
        let (store, now) = (&self.context.store, self.context.clock.now());
        let new = NewStaff {
            email: format!("{}-{}@example.com", role.name(), Uuid::new_v4().simple()),
            name: format!("Wanjiku the {}", role.name()),
            role,
            language: Language::En,
        };
        let seed = Uuid::new_v4();
        let added = staff::add(store, &new, &Actor::named("a test"), seed, now).await;
        added.expect("a member can be added");
        let (browser, code) = self.code_at(Door::Staff, &new.email).await;
        let secrets = || Secrets::new(fresh_bytes());
        let answered = sign_in::answer(store, &key(), &browser, &code, "", &secrets(), now).await;
        let SignedIn::SecondFactor { browser, .. } = answered.expect("the code is right") else {
            panic!("staff need a second factor");
        };
        let enrolment = second_factor::enrolment(store, &key(), &browser, "Savanna", now).await;
        let secret = enrolment.expect("nothing is set up yet").secret_base32;
        let secret = store::staff::TotpSecret::new(secret);
        let code = totp::code_at(&secret, totp::step_at(now)).expect("the secret is base32");
        let entered =
            second_factor::enter(store, &key(), &browser, code.as_str(), "", &secrets(), now).await;
        let token = entered.expect("the code is right").token;
        Person {
            cookie: format!("__Host-staff={token}"),
        }
    }

    /// Asks for a code; the browser's token, and the code as the message tells it.
    async fn code_at(&self, door: Door, typed: &str) -> (String, String) {
        let (store, now) = (&self.context.store, self.context.clock.now());
        let secrets = Secrets::new(fresh_bytes());
        let asked = sign_in::ask(store, &key(), door, typed, Language::En, &secrets, now).await;
        let asked = asked.expect("a code can be asked for");
        let told = store.notification(&asked.notification).await;
        let told = told.expect("the store answers").expect("somebody is told");
        match told.message {
            Message::SignInCode(told) => (asked.browser, told.code.as_str().to_owned()),
            other => panic!("{other:?}"),
        }
    }
}

/// The key of the portal.
pub fn key() -> PortalKey {
    PortalKey::new([7; 32])
}
