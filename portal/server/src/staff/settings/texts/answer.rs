//! What a request about one text is answered with: the page, or only its sample.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use messages::template::defaults::default_template;
use messages::template::placeholder::{placeholders, required};
use operations::texts;
use portal_app::form::Entered;
use portal_app::pages::staff::settings::texts::edit::{
    PlaceholderView, TextPage, TextPageProps, TextView,
};
use portal_app::pages::staff::settings::texts::sample::{Sample, SampleRegion, SampleRegionProps};
use portal_app::pages::staff::settings::texts::{Changed, TextId};
use portal_frontend::fragment;

use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::{render, render_part};
use crate::session::StaffVisit;
use crate::staff::customer::keep_once;

/// What a page shows besides the form.
pub struct Shown {
    /// The text with made-up values.
    pub sample: Sample,
    /// Whether that was just sent.
    pub sent: bool,
    /// Whether all is well.
    pub status: StatusCode,
}

/// Only the sample, where that is all that is asked for; it is shown beside a form that stays.
///
/// # Errors
/// Faults of the store.
pub async fn answer(
    portal: &Portal,
    me: &StaffVisit,
    id: TextId,
    form: Entered,
    shown: Shown,
) -> Result<Response, Failure> {
    if me.visit.wants(fragment::PREVIEW) {
        let (language, written, sample) = (me.visit.language, id.language, shown.sample);
        let part = move || {
            SampleRegion(SampleRegionProps {
                language,
                written,
                sample,
                form,
            })
        };
        return Ok(render_part(fragment::PREVIEW, part).await);
    }
    page(portal, me, id, form, shown).await
}

/// The whole page.
///
/// # Errors
/// Faults of the store.
pub async fn page(
    portal: &Portal,
    me: &StaffVisit,
    id: TextId,
    form: Entered,
    shown: Shown,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let standing = texts::one(store, id.kind, id.language, id.channel).await?;
    let text = view(id, &standing, shown.sent);
    let sample = shown.sample;
    // A text that was sent can be sent again, so that form is a new one.
    let frame = match shown.sent {
        true => me.frame(),
        false => keep_once(me.frame(), &form),
    };
    let page = render(move || {
        TextPage(TextPageProps {
            frame,
            text,
            sample,
            form,
        })
    });
    Ok((shown.status, page.await).into_response())
}

fn view(id: TextId, standing: &texts::TextInForce, sent: bool) -> TextView {
    let own = default_template(id.kind, id.language, id.channel);
    let changed = standing.changed.as_ref();
    let changed = changed.filter(|record| record.text.is_some());
    let needed = required(id.kind);
    let known = placeholders(id.kind).iter();
    TextView {
        id,
        changed: changed.map(|record| Changed {
            by: record.by.clone(),
            at: record.at,
        }),
        own: (own.subject().map(str::to_owned), own.body().to_owned()),
        placeholders: known
            .map(|one| PlaceholderView {
                name: one.name,
                meaning: one.meaning,
                needed: needed.contains(&one.name),
            })
            .collect(),
        sent,
    }
}
