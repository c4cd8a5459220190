//! `/staff/waiting/gaps`: where M-PESA took money that nobody told us of.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use operations::gaps::is_shown;
use portal_app::pages::staff::waiting::gaps::{Gap, GapsPage, GapsPageProps, PATH, ShortCode};
use store::error::StoreError;
use store::pulls::GapRecord;

use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::today::short_codes;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(show))
}

async fn show(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let mut shown = Vec::new();
    for code in short_codes(&portal) {
        let record = store.pull_record(&code).await?;
        let mut gaps = store.gaps(&code).await?;
        gaps.retain(|gap| gap.open && is_shown(gap, now));
        shown.push(ShortCode {
            pulled_until: record.pulled_until,
            failure: record.failure,
            recovered: usize::try_from(record.recovered).unwrap_or(usize::MAX),
            gaps: gaps.iter().map(gap).collect::<Result<_, _>>()?,
            code,
        });
    }
    let frame = me.frame();
    let page = move || {
        GapsPage(GapsPageProps {
            frame,
            short_codes: shown,
        })
    };
    Ok(render(page).await)
}

fn gap(record: &GapRecord) -> Result<Gap, StoreError> {
    Ok(Gap {
        missing: record.difference()?,
        after: record.after.to_string(),
        before: record.before.to_string(),
        from: record.from,
        to: record.to,
    })
}
