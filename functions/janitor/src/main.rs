//! The janitor function on Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::config::mpesa;
use runtime::context::Context;
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let mpesa = &mpesa::from_env()?.ok_or("no account with M-PESA is set up")?;
    let context = &Context::from_env().await?;
    let handler = |_: LambdaEvent<Value>| async move {
        janitor::handle(context, mpesa).await?;
        Ok::<_, Error>(())
    };
    lambda_runtime::run(service_fn(handler)).await
}
