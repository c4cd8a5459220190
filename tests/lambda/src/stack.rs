//! What the functions work with, made from the template: its table, its queues and its secrets, an SES that keeps
//! what it is given, and the outside parties. Plays what AWS does between queue and function.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types as dynamodb;
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName};
use local_aws::endpoint::Endpoint;
use local_aws::engine::Engine;
use local_aws::mailbox::Mailbox;
use local_aws::queues::{QueueSettings, Queues};
use local_providers::mpesa::{self, Mpesa, SimulatedShortCode};
use local_providers::sms::{self, SmsGateway};
use serde_json::{Value, json};

use crate::function::Endpoints;
use crate::template::deployment::Deployment;
use crate::template::{Fault, Template};

/// The paybill of the deployment.
pub const SHORT_CODE: &str = "600966";

/// Whom customers pay.
pub const PROVIDER_NAME: &str = "Savanna Net";

const QUEUE: &str = "AWS::SQS::Queue";

/// What stands where the table's name would.
const TABLE: &str = "malipo-staging-Table";

/// Everything that runs beside the functions. Stops when dropped.
pub struct Stack {
    /// What the names in the template stand for.
    pub deployment: Deployment,
    /// The e-mails that were sent.
    pub mailbox: Mailbox,
    /// The gateway that takes short messages.
    pub sms: SmsGateway,
    /// M-PESA.
    pub mpesa: Mpesa,
    sqs: aws_sdk_sqs::Client,
    engine: Engine,
    endpoint: Endpoint,
    _queues: Queues,
}

impl Stack {
    /// Makes what the template describes, with every option that it has.
    ///
    /// # Errors
    /// Something of it cannot be made.
    pub async fn deploy(template: &Template) -> Result<Self, Fault> {
        let engine = Engine::memory().await?;
        let queues = Queues::memory()?;
        let mailbox = Mailbox::memory()?;
        let endpoint = Endpoint::start(&queues, &mailbox).await?;
        let sqs = endpoint.sqs_client();
        let sms = SmsGateway::start(sms::Settings::default(), sms::nowhere()).await?;
        let mpesa = Mpesa::start(mpesa::Settings {
            short_codes: vec![SimulatedShortCode::pay_bill(SHORT_CODE, PROVIDER_NAME)],
            ..mpesa::Settings::default()
        })
        .await?;
        let mut deployment = Deployment {
            parameters: parameters(&sms.url(), &mpesa.url()),
            secrets: secrets(template),
            ..Deployment::default()
        };
        create_table(template, &engine).await?;
        deployment
            .references
            .insert("Table".to_owned(), TABLE.to_owned());
        create_queues(template, &queues).await?;
        for (name, _) in template.resources(QUEUE) {
            let found = sqs.get_queue_url().queue_name(name).send().await?;
            let url = found.queue_url.ok_or("a queue without an address")?;
            deployment.references.insert(name.to_owned(), url);
        }
        Ok(Self {
            deployment,
            mailbox,
            sms,
            mpesa,
            sqs,
            engine,
            endpoint,
            _queues: queues,
        })
    }

    /// Where the functions find it.
    pub fn endpoints(&self) -> Endpoints {
        Endpoints {
            dynamodb: self.engine.endpoint_url().to_owned(),
            sqs: self.endpoint.url().to_owned(),
            ses: self.endpoint.url().to_owned(),
        }
    }

    /// A secret of the deployment.
    ///
    /// # Errors
    /// The template makes none of this name.
    pub fn secret(&self, name: &str) -> Result<&str, Fault> {
        let secret = self.deployment.secrets.get(name);
        Ok(secret.ok_or_else(|| format!("no secret {name}"))?)
    }

    /// Up to ten messages of a queue, which are hidden from then on.
    ///
    /// # Errors
    /// The queue does not answer.
    pub async fn receive(&self, queue: &str) -> Result<Vec<Message>, Fault> {
        let received = self
            .sqs
            .receive_message()
            .queue_url(self.url(queue)?)
            .max_number_of_messages(10)
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .message_attribute_names("All")
            .send()
            .await?;
        Ok(received.messages.unwrap_or_default())
    }

    /// Takes a message that was worked on off its queue.
    ///
    /// # Errors
    /// The queue does not answer.
    pub async fn delete(&self, queue: &str, message: &Message) -> Result<(), Fault> {
        let deletion = self.sqs.delete_message().queue_url(self.url(queue)?);
        let handle = message.receipt_handle.clone().unwrap_or_default();
        deletion.receipt_handle(handle).send().await?;
        Ok(())
    }

    fn url(&self, queue: &str) -> Result<&str, Fault> {
        let url = self.deployment.references.get(queue);
        Ok(url.ok_or_else(|| format!("no queue {queue}"))?)
    }
}

fn parameters(sms_url: &str, mpesa_url: &str) -> BTreeMap<String, String> {
    [
        ("Stage", "staging"),
        ("ShortCode", SHORT_CODE),
        ("ProviderName", PROVIDER_NAME),
        ("MailFrom", "billing@example.co.ke"),
        ("SmsSecret", "malipo-sms"),
        ("SmsUrl", sms_url),
        ("MpesaSecret", "malipo-mpesa"),
        ("MpesaUrl", mpesa_url),
        ("DomainName", "pay.example.co.ke"),
        (
            "CertificateArn",
            "arn:aws:acm:eu-west-1:123456789012:certificate/1",
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// Those that the template makes, as Secrets Manager would, and those that an administrator brings.
fn secrets(template: &Template) -> BTreeMap<String, String> {
    let generated = template
        .resources("AWS::SecretsManager::Secret")
        .map(|(name, secret)| (name.to_owned(), generate(&secret["GenerateSecretString"])));
    let sms =
        json!({"api_key": "an-api-key-of-the-gateway", "partner_id": "77", "sender_id": "SAVANNA"});
    let mpesa = json!({
        "consumer_key": "a-consumer-key", "consumer_secret": "a-consumer-secret", "passkey": "a-passkey",
        "initiator": "api", "security_credential": "c2VjcmV0", "pull_number": "0722000000", "lines": "-",
    });
    generated
        .chain(
            [("malipo-sms", sms), ("malipo-mpesa", mpesa)]
                .map(|(name, it)| (name.to_owned(), it.to_string())),
        )
        .collect()
}

fn generate(rules: &Value) -> String {
    let excluded = rules["ExcludeCharacters"].as_str().unwrap_or_default();
    let upper = rules["ExcludeUppercase"] != json!(true);
    let alphabet: Vec<char> = ('0'..='9')
        .chain('a'..='z')
        .chain(('A'..='Z').filter(|_| upper))
        .filter(|it| !excluded.contains(*it))
        .collect();
    let length = rules["PasswordLength"].as_u64().unwrap_or(32);
    (0..length)
        .filter_map(|_| fastrand::choice(&alphabet))
        .collect()
}

async fn create_table(template: &Template, engine: &Engine) -> Result<(), Fault> {
    let (_, table) = template
        .resources("AWS::DynamoDB::Table")
        .next()
        .ok_or("the template has no table")?;
    let mut creation = engine
        .client()
        .create_table()
        .table_name(TABLE)
        .billing_mode(text(&table["BillingMode"]).as_str().into())
        .set_key_schema(Some(keys(&table["KeySchema"])?));
    for attribute in list(&table["AttributeDefinitions"]) {
        let definition = dynamodb::AttributeDefinition::builder()
            .attribute_name(text(&attribute["AttributeName"]))
            .attribute_type(text(&attribute["AttributeType"]).as_str().into());
        creation = creation.attribute_definitions(definition.build()?);
    }
    for index in list(&table["GlobalSecondaryIndexes"]) {
        let kind = text(&index["Projection"]["ProjectionType"]);
        let projection = dynamodb::Projection::builder().projection_type(kind.as_str().into());
        let index = dynamodb::GlobalSecondaryIndex::builder()
            .index_name(text(&index["IndexName"]))
            .set_key_schema(Some(keys(&index["KeySchema"])?))
            .projection(projection.build());
        creation = creation.global_secondary_indexes(index.build()?);
    }
    creation.send().await?;
    Ok(())
}

fn keys(schema: &Value) -> Result<Vec<dynamodb::KeySchemaElement>, Fault> {
    let keys = list(schema).iter().map(|key| {
        let element = dynamodb::KeySchemaElement::builder()
            .attribute_name(text(&key["AttributeName"]))
            .key_type(text(&key["KeyType"]).as_str().into());
        Ok(element.build()?)
    });
    keys.collect()
}

/// Those without dead letters first: they are the dead letters of the others.
async fn create_queues(template: &Template, queues: &Queues) -> Result<(), Fault> {
    let mut all: Vec<QueueSettings> = template.resources(QUEUE).map(queue).collect();
    all.sort_by_key(|it| it.dead_letter_queue.is_some());
    for settings in all {
        queues.ensure_queue(settings).await?;
    }
    Ok(())
}

fn queue((name, properties): (&str, &Value)) -> QueueSettings {
    let number = |value: &Value| value.as_u64().and_then(|it| u32::try_from(it).ok());
    let usual = QueueSettings::named(name);
    let redrive = &properties["RedrivePolicy"];
    let target = redrive["deadLetterTargetArn"]["Fn::GetAtt"].get(0);
    QueueSettings {
        visibility_timeout_s: number(&properties["VisibilityTimeout"])
            .unwrap_or(usual.visibility_timeout_s),
        retention_s: number(&properties["MessageRetentionPeriod"]).unwrap_or(usual.retention_s),
        dead_letter_queue: target.map(text),
        max_receive_count: number(&redrive["maxReceiveCount"]),
        ..usual
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
