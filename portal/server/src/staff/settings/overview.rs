//! `/staff/settings`: everything that is set for the whole provider, with how it stands.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::notification::Channel;
use chrono::Datelike;
use operations::{api_keys, staff};
use portal_app::pages::staff::settings::overview::{
    PATH, SettingsPage, SettingsPageProps, Standing,
};
use store::staff::StaffMember;

use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(open))
}

async fn open(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let standing = standing(&portal).await?;
    let frame = me.frame();
    Ok(render(move || SettingsPage(SettingsPageProps { frame, standing })).await)
}

async fn standing(portal: &Portal) -> Result<Standing, Failure> {
    let store = &portal.context.store;
    let year = nairobi_date(portal.context.clock.now()).year();
    let gazetted = store.gazetted_days().await?;
    let gazetted = gazetted.iter().filter(|day| day.withdrawal.is_none());
    let settings = store.settings().await?;
    let texts = store.templates().await?;
    let members = staff::list(store).await?;
    let keys = api_keys::list(store).await?;
    let mut stopped = Vec::new();
    for channel in Channel::ALL {
        if store.channel_state(channel).await?.stop.is_some() {
            stopped.push(channel);
        }
    }
    Ok(Standing {
        year,
        gazetted: gazetted.filter(|day| day.on.year() == year).count(),
        before: settings.remind_before_days,
        after: settings.remind_after_days,
        texts_changed: texts.iter().filter(|text| text.text.is_some()).count(),
        staff: members
            .iter()
            .filter(|one| StaffMember::works_here(one))
            .count(),
        keys: keys.iter().filter(|key| key.revoked.is_none()).count(),
        prompts: portal.mpesa.is_some(),
        stopped,
    })
}
