//! Our functions with carriers beside them, and Lambda between the queues and the functions.

use std::sync::Arc;

use aws_lambda_events::event::sqs::SqsEvent;
use aws_sdk_sqs::types::Message;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use local_providers::sms::{Settings, SmsGateway, nowhere};
use notifications::outlets::{self, Outlets};
use operations::actor::Actor;
use operations::customers::{self, NewCustomer};
use operations::portal_key::PortalKey;
use runtime::config::mail::Mail;
use runtime::config::payee::Payee;
use runtime::config::sms::Sms;
use runtime::context::Context;
use runtime::redaction::Redacted;
use runtime::request::{RequestId, carrying};
use runtime::secret::SecretToken;
use serde_json::{Value, json};
use store::customers::Customer;
use tower::ServiceExt;
use uuid::Uuid;

use crate::bench::dynamodb::Dynamodb;
use crate::bench::{Bench, millis};
use crate::log;

pub const API_KEY: &str = "the-administrators-key-Zm9v";
pub const SMS_KEY: &str = "the-key-of-the-gateway-YmFy";

pub struct Stage {
    pub context: Context,
    /// The table behind the context, to break what is in it.
    pub dynamodb: Dynamodb,
    pub gateway: SmsGateway,
    pub outlets: Outlets,
    pub bench: Bench,
    sqs: aws_sdk_sqs::Client,
}

impl Stage {
    pub async fn set() -> Self {
        log::start();
        let bench = Bench::new().await;
        let dynamodb = Dynamodb::fresh().await;
        let mut config = (*bench.context.config).clone();
        config.api_key = Some(SecretToken::new(API_KEY));
        config.portal_key = Some(PortalKey::new([7; 32]));
        let context = Context {
            store: dynamodb.store(),
            config: Arc::new(config),
            metrics: log::metrics(),
            ..bench.context.clone()
        };
        let settings = Settings {
            clock: millis(&context.clock),
            ..Settings::default()
        };
        let gateway = SmsGateway::start(settings, nowhere()).await.unwrap();
        let sms = Sms {
            url: gateway.url(),
            api_key: Redacted(SMS_KEY.to_owned()),
            partner_id: "77".to_owned(),
            sender_id: "SAVANNA".to_owned(),
        };
        let outlets = Outlets {
            ses: bench.endpoint.ses_client(),
            sms: Some(outlets::gateway(sms).unwrap()),
            mail: Some(Mail {
                from: "Savanna Net <billing@example.co.ke>".to_owned(),
                reply_to: None,
                configuration_set: None,
            }),
            payee: Payee {
                name: "Savanna Net".to_owned(),
                short_code: "600966".to_owned(),
            },
        };
        Self {
            sqs: bench.endpoint.sqs_client(),
            context,
            dynamodb,
            gateway,
            outlets,
            bench,
        }
    }

    /// A customer who can be told.
    pub async fn customer(&self, name: &str, phone: &str, email: &str) -> Customer {
        let new = NewCustomer {
            name: name.to_owned(),
            phones: vec![phone.to_owned()],
            emails: vec![email.to_owned()],
            ..NewCustomer::default()
        };
        let (store, now) = (&self.context.store, self.context.clock.now());
        let actor = Actor::system();
        let created = customers::create(store, &new, &actor, Uuid::new_v4(), now);
        created.await.unwrap()
    }

    /// The status of an answer, and the answer.
    pub async fn answer(router: Router, request: Request<Body>) -> (u16, String) {
        let response = router.oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// Takes what lies on a queue, as Lambda does; nothing where it is empty.
    pub async fn receive(&self, url: &str) -> Option<SqsEvent> {
        let request = self.sqs.receive_message().queue_url(url);
        let request = request.max_number_of_messages(10);
        let request = request.message_attribute_names("All");
        let messages = request.send().await.unwrap().messages.unwrap_or_default();
        for message in &messages {
            let request = self.sqs.delete_message().queue_url(url);
            let handle = message.receipt_handle.clone().unwrap();
            request.receipt_handle(handle).send().await.unwrap();
        }
        let records: Vec<Value> = messages.iter().map(record).collect();
        let event = json!({ "Records": records });
        (!records.is_empty()).then(|| serde_json::from_value(event).unwrap())
    }

    /// Puts something onto a queue that we did not send.
    pub async fn put(&self, url: &str, body: &str) {
        let request = self.sqs.send_message().queue_url(url);
        request.message_body(body).send().await.unwrap();
    }

    /// Calls the functions behind the queues until there is nothing left to do, or a thousand batches are done.
    pub async fn drain(&self) {
        let urls = self.context.config.queues.clone();
        for number in 0..1_000 {
            let invocation = || RequestId::of_invocation(&format!("inv-{number}"));
            let mut is_idle = true;
            if let Some(event) = self.receive(&urls.payments).await {
                is_idle = false;
                carrying(invocation(), association::handle(&self.context, event)).await;
            }
            if let Some(event) = self.receive(&urls.allocations).await {
                is_idle = false;
                carrying(invocation(), allocations::handle(&self.context, event)).await;
            }
            if let Some(event) = self.receive(&urls.notifications).await {
                is_idle = false;
                let handled = notifications::handle(&self.context, &self.outlets, event);
                carrying(invocation(), handled).await;
            }
            if is_idle {
                return;
            }
        }
    }
}

fn record(message: &Message) -> Value {
    let attributes: serde_json::Map<String, Value> = message
        .message_attributes
        .iter()
        .flatten()
        .map(|(name, value)| {
            let value = json!({
                "stringValue": value.string_value, "dataType": value.data_type,
                "stringListValues": [], "binaryListValues": [],
            });
            (name.clone(), value)
        })
        .collect();
    json!({
        "messageId": message.message_id, "receiptHandle": message.receipt_handle, "body": message.body,
        "attributes": {}, "messageAttributes": attributes, "eventSource": "aws:sqs",
    })
}
