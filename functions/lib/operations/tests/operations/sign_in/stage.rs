//! A world with a portal: people who ask for codes and read them where they were sent.

use billing::ids::of_notification::NotificationId;
use billing::language::Language;
use billing::notification::Message;
use billing::role::Role;
use chrono::Duration;
use operations::actor::Actor;
use operations::customers::NewCustomer;
use operations::error::OperationError;
use operations::portal_key::PortalKey;
use operations::second_factor::{self, StaffSignedIn, totp};
use operations::sessions::{self, Session};
use operations::sign_in::secrets::{SECRETS_BYTES, Secrets};
use operations::sign_in::{self, Asked, Door, SignedIn};
use operations::staff::{self, NewStaff};
use store::customers::Customer;
use store::staff::StaffMember;
use uuid::Uuid;

use crate::world::{World, amina};

pub const PHONE: &str = "0712 345 149";
pub const EMAIL: &str = "jane@example.com";
pub const STAFF_EMAIL: &str = "grace@example.com";

/// As a browser calls itself.
pub const BROWSER: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36";

pub struct Portal {
    pub world: World,
    pub key: PortalKey,
}

/// Random bytes, as the portal draws them.
pub fn secrets() -> Secrets {
    let mut bytes = [0; SECRETS_BYTES];
    for chunk in bytes.chunks_mut(16) {
        chunk.copy_from_slice(Uuid::new_v4().as_bytes());
    }
    Secrets::new(bytes)
}

impl Portal {
    pub async fn open() -> Self {
        Self {
            world: World::new().await,
            key: PortalKey::new([7; 32]),
        }
    }

    pub fn passes(&mut self, time: Duration) {
        self.world.passes(time);
    }

    /// A customer with a phone and an address.
    pub async fn jane(&self) -> Customer {
        self.customer("Jane Wanjiru", &[PHONE], &[EMAIL]).await
    }

    pub async fn customer(&self, name: &str, phones: &[&str], emails: &[&str]) -> Customer {
        let owned = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect();
        self.world
            .customer_with(NewCustomer {
                name: name.to_owned(),
                phones: owned(phones),
                emails: owned(emails),
                ..NewCustomer::default()
            })
            .await
    }

    /// Somebody of the staff.
    pub async fn grace(&self, role: Role) -> StaffMember {
        self.member(STAFF_EMAIL, "Grace Wambui", role).await
    }

    pub async fn member(&self, email: &str, name: &str, role: Role) -> StaffMember {
        let new = NewStaff {
            email: email.to_owned(),
            name: name.to_owned(),
            role,
            language: Language::En,
        };
        let (store, now) = (&self.world.store, self.world.now);
        staff::add(store, &new, &amina(), Uuid::new_v4(), now)
            .await
            .unwrap()
    }

    pub async fn tries_to_ask(&self, door: Door, typed: &str) -> Result<Asked, OperationError> {
        let (store, now) = (&self.world.store, self.world.now);
        sign_in::ask(store, &self.key, door, typed, Language::En, &secrets(), now).await
    }

    /// A customer asks for a code.
    pub async fn asks(&self, typed: &str) -> Asked {
        self.tries_to_ask(Door::Customer, typed).await.unwrap()
    }

    /// The code as it waits to be sent; nothing where nobody is told.
    pub async fn told(&self, notification: &NotificationId) -> Option<String> {
        let record = self.world.store.notification(notification).await.unwrap();
        record.map(|record| match record.message {
            Message::SignInCode(told) => told.code.as_str().to_owned(),
            other => panic!("{other:?}"),
        })
    }

    /// Another code than the one that was told.
    pub async fn wrong_code(&self, asked: &Asked) -> String {
        let told = self.told(&asked.notification).await;
        match told.as_deref() {
            Some("000000") => "000001".to_owned(),
            _ => "000000".to_owned(),
        }
    }

    pub async fn answers(&self, browser: &str, code: &str) -> Result<SignedIn, OperationError> {
        let (store, now) = (&self.world.store, self.world.now);
        sign_in::answer(store, &self.key, browser, code, BROWSER, &secrets(), now).await
    }

    /// A customer signs in; the token of the session.
    pub async fn signs_in(&self, typed: &str) -> String {
        let asked = self.asks(typed).await;
        let code = self.told(&asked.notification).await.unwrap();
        match self.answers(&asked.browser, &code).await.unwrap() {
            SignedIn::Customer { token, .. } => token,
            other => panic!("{other:?}"),
        }
    }

    /// Somebody of the staff types the code that they got by e-mail; what their browser goes on with.
    pub async fn staff_types_the_code(&self, email: &str) -> String {
        let asked = self.tries_to_ask(Door::Staff, email).await.unwrap();
        let code = self.told(&asked.notification).await.unwrap();
        match self.answers(&asked.browser, &code).await.unwrap() {
            SignedIn::SecondFactor { browser, .. } => browser,
            other => panic!("{other:?}"),
        }
    }

    pub async fn enters(&self, browser: &str, code: &str) -> Result<StaffSignedIn, OperationError> {
        let (store, now) = (&self.world.store, self.world.now);
        second_factor::enter(store, &self.key, browser, code, BROWSER, &secrets(), now).await
    }

    /// What the member's authenticator shows now; the secret is the one on the page where it is not set up yet.
    pub async fn authenticator(&self, browser: &str, member: &StaffMember) -> String {
        let (store, now) = (&self.world.store, self.world.now);
        let member = store.staff_member(&member.id).await.unwrap().unwrap();
        let secret = match member.totp {
            Some(secret) => secret,
            None => {
                let page = second_factor::enrolment(store, &self.key, browser, "Zuri Net", now);
                store::staff::TotpSecret::new(page.await.unwrap().secret_base32)
            }
        };
        let code = totp::code_at(&secret, totp::step_at(now)).unwrap();
        code.as_str().to_owned()
    }

    /// Somebody of the staff signs in, all the way; the token of the session.
    pub async fn staff_signs_in(&self, member: &StaffMember) -> String {
        let browser = self.staff_types_the_code(&member.email).await;
        let code = self.authenticator(&browser, member).await;
        self.enters(&browser, &code).await.unwrap().token
    }

    pub async fn resumes(&self, token: &str) -> Option<Session> {
        let (store, now) = (&self.world.store, self.world.now);
        sessions::resume(store, token, &secrets(), now)
            .await
            .unwrap()
    }

    /// What the audit says that somebody did today, by name.
    pub async fn audited(&self, actor: &Actor) -> Vec<&'static str> {
        let day = billing::civil::nairobi_date(self.world.now);
        let mut walk = self.world.store.walk_audit(day, None, 50);
        let mut actions = Vec::new();
        while let Some(line) = walk.next_line().await.unwrap() {
            if line.actor_id.as_deref() == actor.id() {
                actions.push(line.action.name());
            }
        }
        actions.sort_unstable();
        actions
    }
}
