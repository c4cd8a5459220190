//! The reminders function on Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use reminders::Effort;
use runtime::context::Context;
use runtime::request::{RequestId, carrying};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let context = &Context::from_env().await?;
    let handler = |event: LambdaEvent<Value>| async move {
        let run = async {
            reminders::handle(context, Effort::default()).await?;
            reminders::work_out_figures(context, Effort::default()).await?;
            Ok::<_, Error>(())
        };
        carrying(RequestId::of_invocation(&event.context.request_id), run).await
    };
    lambda_runtime::run(service_fn(handler)).await
}
