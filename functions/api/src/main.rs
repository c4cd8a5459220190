//! The staff and integration API on Lambda.

use runtime::context::Context;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    runtime::logging::start();
    let context = Context::from_env().await?;
    lambda_http::run(api::router(context, None)).await
}
