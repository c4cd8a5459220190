//! Everything that a function works with, put together once per process.
//! It owns how long an AWS service may take to answer.

use std::sync::Arc;
use std::time::Duration;

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use store::client::Store;

use crate::clock::Clock;
use crate::config::{Config, ConfigError, on_aws};
use crate::metrics::Metrics;
use crate::queue::Queues;

/// To reach a service.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// For one attempt; a healthy one takes milliseconds.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(2);

/// For all attempts together, so that a callback can still go another way and be answered in time.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(5);

/// What a function works with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    /// The table.
    pub store: Store,
    /// The queues.
    pub queues: Queues,
    /// The time.
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
    /// Where business figures are told; nowhere but on AWS.
    pub metrics: Metrics,
}

impl Context {
    /// Reads the environment and connects to AWS, or to what stands in for it (`AWS_ENDPOINT_URL`).
    ///
    /// # Errors
    /// Names the first setting that is missing or wrong. No service is called.
    pub async fn from_env() -> Result<Self, ConfigError> {
        let config = Config::from_env()?;
        let aws = sdk().await;
        let clock = config.clock();
        let metrics = metrics(config.stack.as_deref());
        Ok(Self {
            metrics,
            ..Self::connect(config, &aws, clock)
        })
    }

    /// Connects both services with one SDK configuration.
    #[must_use]
    pub fn connect(config: Config, aws: &SdkConfig, clock: Clock) -> Self {
        let dynamodb = aws_sdk_dynamodb::Client::new(aws);
        Self::new(config, dynamodb, aws_sdk_sqs::Client::new(aws), clock)
    }

    /// Puts a context together from clients that may have endpoints of their own.
    #[must_use]
    pub fn new(
        config: Config,
        dynamodb: aws_sdk_dynamodb::Client,
        sqs: aws_sdk_sqs::Client,
        clock: Clock,
    ) -> Self {
        let urls = config.queues.clone();
        Self {
            store: Store::new(dynamodb, config.table.clone()),
            queues: Queues::new(sqs, urls),
            clock,
            config: Arc::new(config),
            metrics: Metrics::default(),
        }
    }
}

/// A store over one table, for a person who has credentials and no deployment's settings.
pub async fn table_on_aws(name: &str) -> Store {
    Store::new(aws_sdk_dynamodb::Client::new(&sdk().await), name.to_owned())
}

async fn sdk() -> SdkConfig {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .operation_timeout(OPERATION_TIMEOUT)
        .build();
    aws_config::from_env()
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard())
        .load()
        .await
}

/// A deployment without figures works, so that it has none is no reason not to start.
fn metrics(stack: Option<&str>) -> Metrics {
    match stack {
        Some(stack) if on_aws() => Metrics::of_stack(stack),
        None if on_aws() => {
            tracing::warn!("MALIPO_STACK is not set, so no metrics are written");
            Metrics::default()
        }
        _ => Metrics::default(),
    }
}
