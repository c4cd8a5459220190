//! The reminders function on Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use reminders::Effort;
use runtime::context::Context;
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let context = &Context::from_env().await?;
    let handler = |_: LambdaEvent<Value>| async move {
        reminders::handle(context, Effort::default()).await?;
        reminders::work_out_figures(context, Effort::default()).await?;
        Ok::<_, Error>(())
    };
    lambda_runtime::run(service_fn(handler)).await
}
