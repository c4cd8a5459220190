//! `/staff/settings/channels`: whether messages go out at all, and stopping and starting them.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::notification::Channel;
use billing::role::Permission;
use operations::channels;
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::REASON_FIELD;
use portal_app::pages::staff::settings::channels::{
    ChannelView, ChannelsPage, ChannelsPageProps, PATH, Stopped, Switch, SwitchPage,
    SwitchPageProps,
};
use store::channels::ChannelStop;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::is_refusal_of_form;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(list)).route(
        "/staff/settings/channels/{channel}/{switch}",
        get(open).post(act),
    )
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let mut channels = Vec::new();
    for channel in Channel::ALL {
        let stopped = stop_of(&portal, channel).await?.map(|stop| Stopped {
            because: stop.because,
            at: stop.at,
            by: stop.by,
            retry_at: stop.retry_at,
        });
        channels.push(ChannelView { channel, stopped });
    }
    let frame = me.frame();
    Ok(render(move || ChannelsPage(ChannelsPageProps { frame, channels })).await)
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((channel, switch)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (channel, switch) = in_path(&channel, &switch)?;
    me.actor.may(Permission::StartChannel)?;
    let stop = stop_of(&portal, channel).await?;
    let is_done = match switch {
        Switch::Start => stop.is_none(),
        Switch::Stop => stop.is_some_and(|stop| stop.by.is_some()),
    };
    if is_done {
        return Ok(way::to(PATH));
    }
    Ok(page(&me, channel, switch, Entered::default()).await)
}

/// A form that is sent twice finds what it asks for done, and says so again.
async fn act(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((channel, switch)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (channel, switch) = in_path(&channel, &switch)?;
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let reason = fields.text(REASON_FIELD);
    let done = match switch {
        Switch::Stop => channels::stop_by_person(store, channel, reason, &me.actor, now).await,
        Switch::Start => channels::start(store, channel, Some(reason), &me.actor, now).await,
    };
    match done {
        Ok(()) => Ok(way::done(PATH, &switch.done(channel))),
        Err(error) if is_refusal_of_form(&error) => {
            let mut form = fields.0;
            refusal::note(&mut form, me.visit.language, &error);
            let page = page(&me, channel, switch, form).await;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn stop_of(portal: &Portal, channel: Channel) -> Result<Option<ChannelStop>, Failure> {
    let state = portal.context.store.channel_state(channel).await?;
    Ok(state.stop)
}

fn in_path(channel: &str, switch: &str) -> Result<(Channel, Switch), Failure> {
    let channel = Channel::ALL.into_iter().find(|one| one.name() == channel);
    let switch = [Switch::Stop, Switch::Start]
        .into_iter()
        .find(|one| one.path() == switch);
    channel.zip(switch).ok_or(Failure::NotFound)
}

async fn page(me: &StaffVisit, channel: Channel, switch: Switch, form: Entered) -> Response {
    let frame = me.frame();
    let page = move || {
        SwitchPage(SwitchPageProps {
            frame,
            channel,
            switch,
            form,
        })
    };
    render(page).await
}
