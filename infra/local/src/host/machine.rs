//! Everything that AWS would be, on this machine: engine, queues, mailbox, and the context of the
//! functions over them, with M-PESA and the carriers that messages go out by. It must not know what the functions do.

use std::sync::Arc;

use aws_sdk_sqs::types::QueueAttributeName;
use local_aws::endpoint::Endpoint;
use local_aws::engine::Engine;
use local_aws::mailbox::Mailbox;
use local_aws::queues::{QueueSettings, Queues};
use notifications::outlets::Outlets;
use operations::mpesa::Mpesa;
use runtime::clock::Clock;
use runtime::config::payee::Payee;
use runtime::config::{self, Config, ConfigError, SHORT_CODE_DEFAULT};
use runtime::context::Context;

use crate::data_folder::DataFolder;
use crate::host::HostError;
use crate::host::carriers::{self, Carriers};
use crate::host::mpesa::simulator::Simulator;
use crate::host::mpesa::{Connection, Site};
use crate::settings::{Environment, Secrets, set};

/// The name of the table in the engine.
pub const TABLE: &str = "malipo";

/// How long a message that is being worked on stays hidden, and how long that may take.
const VISIBILITY_TIMEOUT_S: u32 = 30;

/// The same where somebody outside has to answer: as long as the deployed function may take.
const OUTSIDE_VISIBILITY_TIMEOUT_S: u32 = 120;

/// Receipts after which a message goes to the dead letters.
const RECEIVES_MAX: u32 = 5;

/// A queue, as its consumer needs it.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Where it is asked.
    pub url: String,
    /// What an event calls it.
    pub arn: String,
    /// How long a message that is being worked on stays hidden, and how long that may take.
    pub visibility_timeout_s: u32,
}

/// What the functions run on.
pub struct Machine {
    /// What the functions are given.
    pub context: Context,
    /// The queue of payments to associate.
    pub payments: Queue,
    /// The queue of payments to allocate.
    pub allocations: Queue,
    /// The queue of notifications to send, and of what carriers report.
    pub notifications: Queue,
    /// What messages go out through.
    pub outlets: Outlets,
    /// The client that receives.
    pub sqs: aws_sdk_sqs::Client,
    /// Everything that was sent.
    pub mailbox: Arc<Mailbox>,
    engine: Engine,
    endpoint: Endpoint,
    carriers: Carriers,
    connection: Connection,
    _queues: Queues,
}

impl Machine {
    /// Opens or creates the files of a folder and starts what serves them; `address` is where the host is reached.
    pub async fn start(
        folder: &DataFolder,
        secrets: &Secrets,
        environment: &Environment,
        address: &str,
    ) -> Result<Self, HostError> {
        let clock = config::clock(|name| match name {
            "MALIPO_CLOCK" => environment.clock.clone(),
            _ => None,
        })?;
        let engine = Engine::open(&folder.table()).await?;
        store::table::create(&engine.client(), TABLE).await?;
        let queues = Queues::open(&folder.queues())?;
        let mailbox = Arc::new(Mailbox::open_at(&folder.mail(), millis(&clock))?);
        let endpoint = Endpoint::start(&queues, &mailbox).await?;
        let sqs = endpoint.sqs_client();
        let queue = async |name: &str, visibility_timeout_s| {
            ensure_with_dead_letters(&queues, name, visibility_timeout_s).await?;
            find(&sqs, name, visibility_timeout_s).await
        };
        let payments = queue("malipo-payments", VISIBILITY_TIMEOUT_S).await?;
        let allocations = queue("malipo-allocations", VISIBILITY_TIMEOUT_S).await?;
        let notifications = queue("malipo-notifications", OUTSIDE_VISIBILITY_TIMEOUT_S).await?;
        let urls = [&payments.url, &allocations.url, &notifications.url];
        let config = functions_config(urls, secrets, environment, address)?;
        let carriers = Carriers::start(&mailbox, &clock).await?;
        let payee = payee(environment)?;
        let site = Site {
            environment,
            secrets,
            name: &payee.name,
            address,
        };
        let connection = Connection::open(&site, &clock).await?;
        let outlets = carriers::outlets(&carriers, endpoint.ses_client(), payee, environment)?;
        let context = Context::new(config, engine.client(), sqs.clone(), clock);
        connection.introduce(&context.store, &context.clock).await;
        Ok(Self {
            context,
            payments,
            allocations,
            notifications,
            outlets,
            sqs,
            mailbox,
            engine,
            endpoint,
            carriers,
            connection,
            _queues: queues,
        })
    }

    /// M-PESA, as the functions call it.
    pub fn mpesa(&self) -> &Mpesa {
        &self.connection.mpesa
    }

    /// Its simulator; nothing where the environment names another M-PESA.
    pub fn simulator(&self) -> Option<&Simulator> {
        self.connection.simulator()
    }

    /// Lets what runs come to its end and closes every file.
    pub async fn stop(self) -> Result<(), HostError> {
        self.connection.stop().await;
        self.carriers.stop().await;
        self.endpoint.stop().await;
        self.engine.stop().await?;
        Ok(())
    }
}

/// What the deployed functions are told by their environment; the queues are those of payments, allocations and
/// notifications.
fn functions_config(
    [payments, allocations, notifications]: [&String; 3],
    secrets: &Secrets,
    environment: &Environment,
    address: &str,
) -> Result<Config, ConfigError> {
    Config::read(|name| {
        let value = match name {
            "MALIPO_TABLE" => Some(TABLE),
            "MALIPO_PAYMENTS_QUEUE_URL" => Some(payments.as_str()),
            "MALIPO_ALLOCATIONS_QUEUE_URL" => Some(allocations.as_str()),
            "MALIPO_NOTIFICATIONS_QUEUE_URL" => Some(notifications.as_str()),
            "MALIPO_API_KEY" => Some(secrets.api_key.as_str()),
            "MALIPO_HOOK_TOKEN" => Some(secrets.hook_token.as_str()),
            "MALIPO_PORTAL_KEY" => Some(secrets.portal_key.as_str()),
            "MALIPO_HOOK_TOKENS" => set(&environment.hook_tokens),
            "MALIPO_HOOK_SOURCES" => set(&environment.hook_sources),
            "MALIPO_UNVERIFIED_ABOVE" => set(&environment.unverified_above),
            "MALIPO_SHORTCODE" => Some(short_code(environment)),
            "MALIPO_PROVIDER_NAME" => set(&environment.provider_name),
            "MALIPO_PUBLIC_URL" => set(&environment.public_url).or(Some(address)),
            // Where no other carrier is named, this host carries messages into its mailbox.
            "MALIPO_SMS_URL" => set(&environment.sms_url).or(Some(address)),
            "MALIPO_MAIL_FROM" => set(&environment.mail_from).or(Some(address)),
            _ => None,
        };
        value.map(str::to_owned)
    })
}

/// The functions' clock, as what stands in for AWS and for providers reads it.
pub(super) fn millis(clock: &Clock) -> local_aws::clock::Clock {
    let clock = clock.clone();
    Arc::new(move || clock.now().timestamp_millis())
}

/// The short code that the printed callback address is for.
pub fn short_code(environment: &Environment) -> &str {
    set(&environment.shortcode).unwrap_or(SHORT_CODE_DEFAULT)
}

/// Whom the portal's visitors pay.
///
/// # Errors
/// [`ConfigError`] for a short code or a name that cannot be shown.
pub fn payee(environment: &Environment) -> Result<Payee, ConfigError> {
    Payee::read(|name| match name {
        "MALIPO_SHORTCODE" => environment.shortcode.clone(),
        "MALIPO_PROVIDER_NAME" => environment.provider_name.clone(),
        _ => None,
    })
}

async fn ensure_with_dead_letters(
    queues: &Queues,
    name: &str,
    visibility_timeout_s: u32,
) -> Result<(), HostError> {
    let dead_letters = format!("{name}-dead");
    queues
        .ensure_queue(QueueSettings {
            retention_s: 14 * 24 * 60 * 60,
            ..QueueSettings::named(&dead_letters)
        })
        .await?;
    queues
        .ensure_queue(QueueSettings {
            visibility_timeout_s,
            max_receive_count: Some(RECEIVES_MAX),
            dead_letter_queue: Some(dead_letters),
            ..QueueSettings::named(name)
        })
        .await?;
    Ok(())
}

async fn find(
    sqs: &aws_sdk_sqs::Client,
    name: &str,
    visibility_timeout_s: u32,
) -> Result<Queue, HostError> {
    let url = sqs
        .get_queue_url()
        .queue_name(name)
        .send()
        .await
        .map_err(aws_sdk_sqs::Error::from)?
        .queue_url
        .unwrap_or_default();
    let arn = sqs
        .get_queue_attributes()
        .queue_url(&url)
        .attribute_names(QueueAttributeName::QueueArn)
        .send()
        .await
        .map_err(aws_sdk_sqs::Error::from)?
        .attributes
        .and_then(|mut attributes| attributes.remove(&QueueAttributeName::QueueArn))
        .unwrap_or_default();
    Ok(Queue {
        url,
        arn,
        visibility_timeout_s,
    })
}
