//! The reconciliation function on Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::context::Context;
use runtime::request::{RequestId, carrying};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let context = &Context::from_env().await?;
    let mpesa = &runtime::config::mpesa::from_env()?;
    let handler = |event: LambdaEvent<Value>| async move {
        let request = RequestId::of_invocation(&event.context.request_id);
        match mpesa {
            // Boxed, since the compiler gives up on so many futures within each other.
            Some(mpesa) => {
                let run = Box::pin(reconciliation::handle(context, mpesa));
                drop(carrying(request, run).await?);
            }
            // Without an account with M-PESA nothing can be fetched, but what is missing can be seen.
            None => drop(carrying(request, Box::pin(reconciliation::look(context))).await?),
        }
        Ok::<_, Error>(())
    };
    lambda_runtime::run(service_fn(handler)).await
}
