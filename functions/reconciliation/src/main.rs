//! The reconciliation function on Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::context::Context;
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let context = &Context::from_env().await?;
    let mpesa = &runtime::config::mpesa::from_env()?;
    let handler = |_: LambdaEvent<Value>| async move {
        match mpesa {
            // Boxed, since the compiler gives up on so many futures within each other.
            Some(mpesa) => drop(Box::pin(reconciliation::handle(context, mpesa)).await?),
            // Without an account with M-PESA nothing can be fetched, but what is missing can be seen.
            None => drop(Box::pin(reconciliation::look(context)).await?),
        }
        Ok::<_, Error>(())
    };
    lambda_runtime::run(service_fn(handler)).await
}
