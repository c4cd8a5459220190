//! `/staff/waiting/notifications`: messages that did not arrive, or are late.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::ids::of_notification::{Addressee, NotificationId};
use billing::notification::{Channel, MessageKind};
use billing::phone::Msisdn;
use chrono::NaiveDate;
use operations::error::OperationError;
use operations::notification_list::{self, WorkList};
use operations::undelivered;
use portal_app::pages::staff::waiting::notifications::{
    AGAIN, ASIDE, MessageListPage, MessageListPageProps, MessagePage, MessagePageProps, MessageRow,
    PATH, Progress, Recipient, Step, WholeMessage,
};
use store::notifications::{NotificationRecord, NotificationStatus};

use super::ROWS;
use crate::failure::Failure;
use crate::paging;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::notify::pass_on;
use crate::staff::parties::Parties;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .route("/staff/waiting/notifications/{id}", get(show))
        .route("/staff/waiting/notifications/{id}/again", post(send_again))
        .route("/staff/waiting/notifications/{id}/aside", post(put_aside))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let late = me.visit.query("show") == Some("late");
    let (list, show) = match late {
        true => (WorkList::Waiting, "late"),
        false => (WorkList::Undelivered, ""),
    };
    let after = paging::after(&me.visit)?;
    let now = portal.context.clock.now();
    let mut page = notification_list::list(&portal.context.store, list, after, ROWS).await?;
    if late {
        // The list is by the time when something is to be done; what is behind now is not late.
        let is_late = |record: &NotificationRecord| record.next_at.is_some_and(|at| at <= now);
        let all = page.items.len();
        page.items.retain(is_late);
        page.next = page.next.filter(|_| page.items.len() == all);
    }
    let rows = rows(&portal, &page.items).await?;
    let next = paging::href(PATH, &[("show", show)], page.next.as_deref());
    let frame = me.frame();
    let page = move || {
        MessageListPage(MessageListPageProps {
            frame,
            late,
            rows,
            next,
        })
    };
    Ok(render(page).await)
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let record = notification_list::get(&portal.context.store, &in_path(&id)?).await?;
    let mut row = rows(&portal, std::slice::from_ref(&record)).await?;
    let row = row.pop().ok_or(Failure::NotFound)?;
    let message = whole(record, row);
    let frame = me.frame();
    Ok(render(move || MessagePage(MessagePageProps { frame, message })).await)
}

async fn send_again(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = in_path(&id)?;
    let now = portal.context.clock.now();
    let path = format!("{PATH}/{id}");
    match undelivered::send_again(&portal.context.store, &id, &me.actor, now).await {
        Ok(record) => {
            pass_on(&portal, std::slice::from_ref(&record)).await;
            Ok(way::done(&path, AGAIN))
        }
        // The same form was sent twice, and the message is on its way.
        Err(OperationError::NotificationNotResendable) => Ok(way::to(&path)),
        Err(error) => Err(error.into()),
    }
}

async fn put_aside(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = in_path(&id)?;
    let now = portal.context.clock.now();
    undelivered::dismiss(&portal.context.store, &id, &me.actor, now).await?;
    Ok(way::done(&format!("{PATH}/{id}"), ASIDE))
}

fn in_path(text: &str) -> Result<NotificationId, Failure> {
    NotificationId::parse(text).map_err(|_| Failure::NotFound)
}

async fn rows(portal: &Portal, records: &[NotificationRecord]) -> Result<Vec<MessageRow>, Failure> {
    let customers = records.iter().filter_map(|one| match one.id.addressee() {
        Addressee::Customer(id) => Some(id),
        Addressee::Payer | Addressee::Staff => None,
    });
    let customers: Vec<CustomerId> = customers.collect();
    let parties = Parties::load(&portal.context.store, &customers).await?;
    let today = nairobi_date(portal.context.clock.now());
    let rows = records.iter().map(|record| row(record, &parties, today));
    Ok(rows.collect())
}

fn row(record: &NotificationRecord, parties: &Parties, today: NaiveDate) -> MessageRow {
    let to = match record.channel {
        Channel::Sms => Msisdn::parse(&record.to).map(|phone| phone.masked()),
        Channel::Email => Ok(record.to.clone()),
    };
    MessageRow {
        id: record.id.clone(),
        recipient: match record.id.addressee() {
            Addressee::Customer(id) => Recipient::Customer(parties.of(&id)),
            Addressee::Payer => Recipient::Payer,
            Addressee::Staff => Recipient::Staff,
        },
        channel: record.channel,
        to: to.unwrap_or_default(),
        kind: record.kind(today),
        progress: progress(record.status),
        detail: record
            .steps
            .last()
            .map(|step| step.detail.clone())
            .unwrap_or_default(),
        created_at: record.created_at,
    }
}

fn whole(record: NotificationRecord, row: MessageRow) -> WholeMessage {
    let steps = record.steps.into_iter().map(|step| Step {
        at: step.at,
        progress: progress(step.status),
        detail: step.detail,
    });
    let is_code = row.kind == MessageKind::SignInCode;
    let waits = matches!(
        record.status,
        NotificationStatus::Failed | NotificationStatus::Unknown | NotificationStatus::Suppressed
    );
    WholeMessage {
        // Whoever waits for a code asks for another one, and nobody else reads it.
        open: waits && !is_code,
        wording: record
            .wording
            .filter(|_| !is_code)
            .map(|wording| wording.text),
        steps: steps.collect(),
        row,
    }
}

/// Where a message is on its way, as pages show it.
pub(crate) const fn progress(status: NotificationStatus) -> Progress {
    match status {
        NotificationStatus::Pending => Progress::Pending,
        NotificationStatus::Sending => Progress::Sending,
        NotificationStatus::Sent => Progress::Sent,
        NotificationStatus::Delivered => Progress::Delivered,
        NotificationStatus::Failed => Progress::Failed,
        NotificationStatus::Unknown => Progress::Unknown,
        NotificationStatus::Suppressed => Progress::Suppressed,
        NotificationStatus::Obsolete => Progress::Obsolete,
    }
}
