//! The beginning: a code is made, written into the outbox for whoever has the contact, and expected in one browser.

use std::sync::atomic::{AtomicBool, Ordering};

use billing::civil::nairobi_date;
use billing::ids::of_notification::Addressee;
use billing::language::Language;
use billing::notification::sign_in_code::SignInCode;
use billing::notification::{Channel, Message};
use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::commit::Commit;
use store::error::StoreError;
use store::notifications::NotificationRecord;
use store::sessions::token_digest;
use store::settings::Settings;
use store::sign_ins::{Contact, SignIn, Sought, Stage};

use crate::error::OperationError;
use crate::outbox::{self, Event, Recipient};
use crate::portal_key::PortalKey;
use crate::retry::on_conflict;
use crate::sign_in::limits::{self, Limits, RESEND_AFTER_S};
use crate::sign_in::secrets::Secrets;
use crate::sign_in::{Asked, CODE_GOOD_MIN, Door, TRIES_MAX, code_mac, contact};

/// Begins an attempt at a contact.
pub(super) async fn begin(
    store: &Store,
    key: &PortalKey,
    (door, at): (Door, Contact),
    language: Language,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<Asked, OperationError> {
    let sought = contact::find(store, door, &at).await?;
    let browser = secrets.token();
    let sign_in = SignIn {
        stage: Stage::Code {
            mac: code_mac(key, &browser, &secrets.code()),
            tries_left: TRIES_MAX,
        },
        contact: at,
        sought,
        asked_at: now,
        until: now + TimeDelta::minutes(CODE_GOOD_MIN.into()),
        version: 1,
    };
    let told = message(&sign_in, &browser, language, secrets, now)?;
    // What a lost race repeats must not be counted again.
    let counted = AtomicBool::new(false);
    on_conflict(|| async {
        let limits = Limits::load(store, &sign_in.contact, &sign_in.sought).await?;
        limits.check_asking(now)?;
        let sends = !contact::is_nobody(&sign_in.sought) && limits.may_send(now);
        if told.channel == Channel::Sms && !counted.swap(true, Ordering::Relaxed) {
            limits::count_sms(store, u32::from(sends), now).await?;
        }
        let mut commit = Commit::default();
        commit.sign_in(&browser, None, &sign_in)?;
        limits.note_asked(&mut commit, now)?;
        if sends {
            commit.notification(&told);
        } else {
            commit.nobody_told(&browser, &sign_in)?;
        }
        Ok(store.commit(commit).await?)
    })
    .await?;
    Ok(Asked {
        browser,
        resend_after_seconds: RESEND_AFTER_S,
        notification: told.id,
    })
}

/// The notification that tells the code. It names no name: several may share the contact.
fn message(
    sign_in: &SignIn,
    browser: &str,
    language: Language,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, StoreError> {
    let addressee = match &sign_in.sought {
        Sought::Customers(customers) => customers
            .first()
            .map_or(Addressee::Payer, |it| Addressee::Customer(it.clone())),
        Sought::Member(_) => Addressee::Staff,
    };
    let channel = match sign_in.contact {
        Contact::Phone(_) => Channel::Sms,
        Contact::Email(_) => Channel::Email,
    };
    let recipient = Recipient {
        addressee,
        name: String::new(),
        channel,
        to: contact::text(&sign_in.contact).to_owned(),
        language,
    };
    let event = Event {
        key: format!("signin/{}", token_digest(browser)),
        day: nairobi_date(now),
        message: Message::SignInCode(SignInCode {
            code: secrets.code(),
            minutes: CODE_GOOD_MIN,
            good_until: sign_in.until,
        }),
    };
    // Somebody waits for it, so there are no quiet hours.
    outbox::record(&recipient, &event, &Settings::default(), now)
}
