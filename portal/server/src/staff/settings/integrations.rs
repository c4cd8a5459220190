//! `/staff/settings/integrations`: whether what Malipo works with answers.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use billing::notification::Channel;
use chrono::{DateTime, Utc};
use operations::error::OperationError;
use operations::integrations;
use portal_app::form::Entered;
use portal_app::pages::staff::settings::integrations::{
    Found, IntegrationsPage, IntegrationsPageProps, PATH, Party, PartyView, Test, to_field,
};
use runtime::logging::chain;
use runtime::queue::QueueError;
use store::integrations::{self as kept, TestRecord};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::staff::notify::pass_on;
use crate::staff::waiting::notifications::progress;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(open))
        .route("/staff/settings/integrations/{party}", post(test))
}

async fn open(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    page(&portal, &me, Entered::default()).await
}

async fn test(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(party): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let party = Party::ALL.into_iter().find(|one| one.name() == party);
    let party = party.ok_or(Failure::NotFound)?;
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let actor = &me.actor;
    match party {
        Party::Mpesa => {
            let mpesa = portal.mpesa.as_ref();
            integrations::test_mpesa(store, mpesa, actor, now).await?;
        }
        Party::Store => {
            integrations::test_store(store, actor, now).await?;
        }
        Party::Queues => {
            integrations::test_queues(store, counted(&portal), actor, now).await?;
        }
        Party::Carrier(channel) => {
            if let Some(refused) = send(&portal, &me, channel, fields).await? {
                return Ok(refused);
            }
        }
    }
    Ok(way::done(PATH, party.name()))
}

/// How many messages are on the queues; nothing where one does not answer.
async fn counted(portal: &Portal) -> Option<u64> {
    let waiting = portal.context.queues.waiting().await;
    let failed = |error: QueueError| {
        tracing::warn!(error = chain(&error), "the queues were tested and fail");
    };
    waiting.map_err(failed).ok()
}

/// Sends a test message; the page again, where something is wrong with where to.
async fn send(
    portal: &Portal,
    me: &StaffVisit,
    channel: Channel,
    fields: Fields,
) -> Result<Option<Response>, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let (language, field) = (me.visit.language, to_field(channel));
    let (to, seed) = ((channel, fields.text(field)), fields.seed());
    match integrations::test_channel(store, to, language, &me.actor, seed, now).await {
        Ok(record) => {
            pass_on(portal, std::slice::from_ref(&record)).await;
            Ok(None)
        }
        Err(error) if is_refusal_of_form(&error) => {
            let mut form = fields.0;
            form.refuse(field, refusal::sentence(language, &error));
            let page = page(portal, me, form).await?;
            Ok(Some(
                (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
            ))
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(portal: &Portal, me: &StaffVisit, form: Entered) -> Result<Response, Failure> {
    let parties = parties(portal).await?;
    let frame = keep_once(me.frame(), &form);
    let page = move || {
        IntegrationsPage(IntegrationsPageProps {
            frame,
            parties,
            form,
        })
    };
    Ok(render(page).await)
}

async fn parties(portal: &Portal) -> Result<Vec<PartyView>, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let mut parties = Vec::new();
    for (party, record) in integrations::latest(store).await? {
        let party = shown(party);
        let (set_up, stop) = match party {
            Party::Mpesa => (portal.mpesa.is_some(), None),
            Party::Carrier(channel) => {
                let state = store.channel_state(channel).await?;
                (portal.context.config.carriers.has(channel), state.stop)
            }
            Party::Store | Party::Queues => (true, None),
        };
        let test = match record {
            Some(record) => Some(latest(portal, party, record, now).await?),
            None => None,
        };
        parties.push(PartyView {
            party,
            set_up,
            stopped: stop.map(|stop| (stop.at, stop.because)),
            test,
        });
    }
    Ok(parties)
}

const fn shown(party: kept::Party) -> Party {
    match party {
        kept::Party::Mpesa => Party::Mpesa,
        kept::Party::Sms => Party::Carrier(Channel::Sms),
        kept::Party::Email => Party::Carrier(Channel::Email),
        kept::Party::Store => Party::Store,
        kept::Party::Queues => Party::Queues,
    }
}

async fn latest(
    portal: &Portal,
    party: Party,
    record: TestRecord,
    now: DateTime<Utc>,
) -> Result<Test, Failure> {
    let under_way = integrations::is_under_way(&record, now);
    let took_ms = record.ended.as_ref().map(|ended| ended.took_ms);
    let found = match record.ended.map(|ended| ended.found) {
        None if under_way => Found::UnderWay,
        None => Found::Forgotten,
        Some(kept::Found::Answered) if party == Party::Mpesa => Found::Granted,
        Some(kept::Found::Answered) => Found::Answered,
        Some(kept::Found::Waiting { messages }) => Found::Waiting(messages),
        Some(kept::Found::Written { notification }) => {
            let message = portal.context.store.notification(&notification).await?;
            let message = message.ok_or(OperationError::NotificationNotFound)?;
            Found::Message(notification, progress(message.status))
        }
        Some(kept::Found::CredentialsRefused) => Found::Refused,
        Some(kept::Found::TooManyCalls { retry_after_s }) => Found::TooManyCalls(retry_after_s),
        Some(kept::Found::Status { status }) => Found::Status(status),
        Some(kept::Found::NotUnderstood) => Found::NotUnderstood,
        Some(kept::Found::NotReached) => Found::NotReached,
        Some(kept::Found::NoAnswer) => Found::NoAnswer,
        Some(kept::Found::Busy) => Found::Busy,
        Some(kept::Found::Failed) => Found::Failed,
    };
    Ok(Test {
        at: record.begun_at,
        by: record.by,
        took_ms: took_ms.filter(|_| !matches!(found, Found::Message(..))),
        found,
    })
}
