//! The sweeper function on Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::context::Context;
use runtime::request::{RequestId, carrying};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let context = &Context::from_env().await?;
    let handler = |event: LambdaEvent<Value>| async move {
        let request = RequestId::of_invocation(&event.context.request_id);
        carrying(request, sweeper::handle(context)).await?;
        Ok::<_, Error>(())
    };
    lambda_runtime::run(service_fn(handler)).await
}
