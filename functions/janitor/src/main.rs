//! The janitor function on Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::config::mpesa;
use runtime::context::Context;
use runtime::request::{RequestId, carrying};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let mpesa = &mpesa::from_env()?.ok_or("no account with M-PESA is set up")?;
    let context = &Context::from_env().await?;
    let handler = |event: LambdaEvent<Value>| async move {
        let request = RequestId::of_invocation(&event.context.request_id);
        carrying(request, janitor::handle(context, mpesa)).await?;
        Ok::<_, Error>(())
    };
    lambda_runtime::run(service_fn(handler)).await
}
