//! The association function on Lambda.

use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use runtime::context::Context;
use runtime::request::{RequestId, carrying};

#[tokio::main]
async fn main() -> Result<(), Error> {
    runtime::logging::start();
    let context = &Context::from_env().await?;
    let handler = |event: LambdaEvent<SqsEvent>| async move {
        let request = RequestId::of_invocation(&event.context.request_id);
        let response = carrying(request, association::handle(context, event.payload));
        Ok::<_, Error>(response.await)
    };
    lambda_runtime::run(service_fn(handler)).await
}
