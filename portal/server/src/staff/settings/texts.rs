//! `/staff/settings/texts`: the texts of messages, tried, saved and put back.

mod answer;
mod sample;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use billing::role::Permission;
use messages::template::Template;
use messages::template::defaults::default_template;
use operations::error::OperationError;
use operations::text_trial::{self, Trial};
use operations::texts;
use portal_app::form::Entered;
use portal_app::pages::staff::settings::texts::edit::{ACTION, RESTORED, SAVE, SAVED, SEND};
use portal_app::pages::staff::settings::texts::sample::Sample;
use portal_app::pages::staff::settings::texts::{PATH, TextId, TextsPage, TextsPageProps};
use portal_frontend::fragment;
use store::templates::TemplateText;
use uuid::Uuid;

use self::answer::{Shown, answer, page};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::notify::pass_on;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    let one = "/staff/settings/texts/{message}/{language}/{channel}";
    Router::new()
        .route(PATH, get(list))
        .route(one, get(open).post(send))
        .route(&format!("{one}/restore"), post(restore))
}

/// The text that an address names.
type Place = Path<(String, String, String)>;

fn in_path((message, language, channel): &(String, String, String)) -> Result<TextId, Failure> {
    let channels = Channel::ALL.into_iter();
    let named = || {
        Some(TextId {
            kind: MessageKind::of_name(message)?,
            language: Language::of_tag(language)?,
            channel: channels.clone().find(|one| one.name() == channel)?,
        })
    };
    named().ok_or(Failure::NotFound)
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let all = texts::all(&portal.context.store).await?;
    let changed = all.into_iter().filter(is_changed);
    let changed = changed.map(|text| TextId {
        kind: text.kind,
        language: text.language,
        channel: text.channel,
    });
    let changed = changed.collect();
    let frame = me.frame();
    Ok(render(move || TextsPage(TextsPageProps { frame, changed })).await)
}

/// A text that was put back has a record too, which says who did that.
fn is_changed(text: &texts::TextInForce) -> bool {
    let record = text.changed.as_ref();
    record.is_some_and(|record| record.text.is_some())
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(place): Place,
) -> Result<Response, Failure> {
    let id = in_path(&place)?;
    let store = &portal.context.store;
    let standing = texts::one(store, id.kind, id.language, id.channel).await?;
    let template = standing.template;
    let form = Entered::of([
        ("subject", template.subject().unwrap_or_default()),
        ("body", template.body()),
    ]);
    let shown = Shown {
        sample: sample::of(&portal, id, &template),
        sent: false,
        status: StatusCode::OK,
    };
    page(&portal, &me, id, form, shown).await
}

async fn send(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(place): Place,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeTexts)?;
    let id = in_path(&place)?;
    let (seed, action) = (fields.seed(), fields.text(ACTION).to_owned());
    let mut form = fields.0;
    let text = read(id, &form);
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let template = match check(id, &text) {
        Ok(template) => template,
        Err((field, error)) => {
            form.refuse(field, refusal::sentence(me.visit.language, &error));
            let shown = Shown {
                sample: Sample::Wrong,
                sent: false,
                status: refused,
            };
            return answer(&portal, &me, id, form, shown).await;
        }
    };
    let mut shown = Shown {
        sample: sample::of(&portal, id, &template),
        sent: false,
        status: StatusCode::OK,
    };
    let is_part = me.visit.wants(fragment::PREVIEW);
    if action == SAVE && !is_part {
        save(&portal, &me, id, &text).await?;
        return Ok(way::done(&id.path(), SAVED));
    }
    if action == SEND && !is_part {
        match try_out(&portal, &me, id, text, form.value("to"), seed).await {
            Ok(()) => shown.sent = true,
            Err(error @ OperationError::Field { .. }) => {
                refusal::note(&mut form, me.visit.language, &error);
                shown.status = refused;
            }
            Err(error) => return Err(error.into()),
        }
    }
    answer(&portal, &me, id, form, shown).await
}

/// The text as it is kept: lines end in one way, whatever the browser sent.
fn read(id: TextId, form: &Entered) -> TemplateText {
    let subject = form.value("subject").trim().to_owned();
    let body = form.value("body").replace("\r\n", "\n").replace('\r', "\n");
    TemplateText {
        subject: (id.channel == Channel::Email).then_some(subject),
        body: body.trim().to_owned(),
    }
}

/// Most faults can be in either field; with a body of ours they can only be in the subject.
fn check(id: TextId, text: &TemplateText) -> Result<Template, (&'static str, OperationError)> {
    let own = default_template(id.kind, id.language, id.channel);
    let subject = text.subject.as_deref();
    Template::parse(id.kind, id.channel, subject, own.body())
        .map_err(|error| ("subject", OperationError::Template(error)))?;
    texts::parse(id.kind, id.channel, text).map_err(|error| ("body", error))
}

/// What is the original, word for word, is no change.
async fn save(
    portal: &Portal,
    me: &StaffVisit,
    id: TextId,
    text: &TemplateText,
) -> Result<(), OperationError> {
    let own = default_template(id.kind, id.language, id.channel);
    let is_own = own.subject() == text.subject.as_deref() && own.body() == text.body;
    let text = Some(text).filter(|_| !is_own);
    put(portal, me, id, text).await
}

async fn put(
    portal: &Portal,
    me: &StaffVisit,
    id: TextId,
    text: Option<&TemplateText>,
) -> Result<(), OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let key = (id.kind, id.language, id.channel);
    texts::change(store, key, text, &me.actor, now)
        .await
        .map(drop)
}

async fn try_out(
    portal: &Portal,
    me: &StaffVisit,
    id: TextId,
    text: TemplateText,
    to: &str,
    seed: Uuid,
) -> Result<(), OperationError> {
    let trial = Trial {
        kind: id.kind,
        language: id.language,
        channel: id.channel,
        text,
        to: to.trim().to_owned(),
    };
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let record = text_trial::send(store, &trial, &me.actor, seed, now).await?;
    pass_on(portal, &[record]).await;
    Ok(())
}

async fn restore(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(place): Place,
) -> Result<Response, Failure> {
    let id = in_path(&place)?;
    put(&portal, &me, id, None).await?;
    Ok(way::done(&id.path(), RESTORED))
}
