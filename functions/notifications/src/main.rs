//! The notifications function on Lambda.

use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use notifications::outlets::Outlets;
use runtime::context::Context;

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let context = &Context::from_env().await?;
    let outlets = &Outlets::from_env().await?;
    let handler = |event: LambdaEvent<SqsEvent>| async move {
        Ok::<_, Error>(notifications::handle(context, outlets, event.payload).await)
    };
    lambda_runtime::run(service_fn(handler)).await
}
