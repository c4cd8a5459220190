//! `/staff/payments`: the lists of payments and the search in them. What is searched for is posted, so that no phone and
//! no name is in an address.

pub mod row;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::civil::nairobi_date;
use operations::payments::{self, Filter, Shown};
use operations::search::table;
use portal_app::pages::staff::payments::{
    Acts, PaymentList, PaymentResults, PaymentResultsProps, PaymentsPage, PaymentsPageProps,
    SEARCH_FIELD, Which,
};
use portal_app::views::count::Count;
use portal_frontend::fragment;
use store::keys::List;
use store::walk::{Order, Range};

use self::row::{rows, waiting_rows};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::paging;
use crate::portal::{CURRENCY, Portal};
use crate::render::{render, render_part};
use crate::session::StaffVisit;

const PATH: &str = "/staff/payments";
/// Rows of one page. Each one that waits for an owner is looked into, so there are fewer of those.
const REGULAR_ROWS: usize = 50;
const WAITING_ROWS: usize = 25;
/// What a search looks for at most, in both lists together.
const FOUND_MAX: usize = 100;
/// Payments that one page of a list looks at before it gives up for now.
const WALKED_MAX: usize = 500;
/// Up to so many payments without an owner are counted.
const COUNTED_MAX: u32 = 200;
/// The number of the first row, in an address.
const FIRST: &str = "n";

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(list).post(search))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let which = which(&me);
    let after = paging::after(&me.visit)?;
    let first = me.visit.query(FIRST).and_then(|text| text.parse().ok());
    let first: usize = first.unwrap_or(1);
    let store = &portal.context.store;
    let mut list = PaymentList {
        first,
        ..nothing(which)
    };
    let next = match which {
        Which::Regular => {
            let (shown, next) = regular(&portal, after).await?;
            list.rows = rows(store, &shown).await?;
            next
        }
        Which::Unassociated => {
            let filter = Filter {
                associated: Some(false),
                walked_max: WALKED_MAX,
                ..Filter::default()
            };
            let page = payments::list(store, &filter, after, WAITING_ROWS).await?;
            list.rows = waiting_rows(store, &page.items).await?;
            page.next
        }
    };
    let number = (first + list.rows.len()).to_string();
    let fields = [("show", which.value()), (FIRST, number.as_str())];
    list.next = paging::href(PATH, &fields, next.as_deref());
    answer(&portal, &me, list).await
}

/// Those that somebody owns or owned: what went back stays on the list.
async fn regular(
    portal: &Portal,
    mut after: Option<String>,
) -> Result<(Vec<Shown>, Option<String>), Failure> {
    let mut found: Vec<Shown> = Vec::new();
    let mut walked = 0;
    loop {
        let wanted = REGULAR_ROWS - found.len();
        let filter = Filter::default();
        let page = payments::list(&portal.context.store, &filter, after, wanted).await?;
        walked += wanted;
        found.extend(page.items.into_iter().filter(is_regular));
        after = page.next;
        if after.is_none() || found.len() >= REGULAR_ROWS || walked >= WALKED_MAX {
            return Ok((found, after));
        }
    }
}

fn is_regular(shown: &Shown) -> bool {
    shown.state.association().is_some() || shown.state.reversal.is_some()
}

async fn search(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    let typed = fields.text(SEARCH_FIELD).to_owned();
    if typed.is_empty() {
        return list(State(portal), me).await;
    }
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let which = which(&me);
    let all = table::payments(store, &typed, None, CURRENCY, now, FOUND_MAX);
    let mut list = match which {
        Which::Regular => {
            let found = all.await?;
            let (mut here, elsewhere): (Vec<_>, Vec<_>) =
                found.items.into_iter().partition(is_regular);
            let cut = found.more || here.len() > REGULAR_ROWS;
            here.truncate(REGULAR_ROWS);
            PaymentList {
                rows: rows(store, &here).await?,
                cut,
                looked_from: found.looked_from.map(nairobi_date),
                elsewhere: elsewhere.len(),
                ..nothing(which)
            }
        }
        Which::Unassociated => {
            let waiting = table::payments(store, &typed, Some(false), CURRENCY, now, WAITING_ROWS);
            let (all, mut found) = tokio::try_join!(all, waiting)?;
            // What went back waits for nobody.
            found.items.retain(|shown| !is_regular(shown));
            PaymentList {
                rows: waiting_rows(store, &found.items).await?,
                cut: found.more,
                looked_from: found.looked_from.map(nairobi_date),
                elsewhere: all.items.iter().filter(|shown| is_regular(shown)).count(),
                ..nothing(which)
            }
        }
    };
    list.typed = typed;
    answer(&portal, &me, list).await
}

fn nothing(which: Which) -> PaymentList {
    PaymentList {
        which,
        typed: String::new(),
        rows: Vec::new(),
        first: 1,
        next: None,
        cut: false,
        looked_from: None,
        elsewhere: 0,
    }
}

fn which(me: &StaffVisit) -> Which {
    match me.visit.query("show") {
        Some("unassociated") => Which::Unassociated,
        _ => Which::Regular,
    }
}

async fn answer(portal: &Portal, me: &StaffVisit, list: PaymentList) -> Result<Response, Failure> {
    let frame = me.frame();
    if me.visit.wants(fragment::RESULTS) {
        let (language, acts) = (frame.language, Acts::of(&frame));
        let page = move || {
            PaymentResults(PaymentResultsProps {
                language,
                list,
                acts,
            })
        };
        return Ok(render_part(fragment::RESULTS, page).await);
    }
    let all = Range::all(Order::NewestFirst);
    let store = &portal.context.store;
    let counted = store.counted(List::Unassociated, &all, COUNTED_MAX).await?;
    let waiting = Count {
        figure: usize::try_from(counted.items).unwrap_or(usize::MAX),
        more: counted.more,
    };
    let page = move || {
        PaymentsPage(PaymentsPageProps {
            frame,
            list,
            waiting,
        })
    };
    Ok(render(page).await)
}
