//! The function on Lambda that calls M-PESA for the API.

use runtime::config::mpesa;
use runtime::context::Context;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    runtime::logging::start();
    let mpesa = mpesa::from_env()?.ok_or("no account with M-PESA is set up")?;
    let context = Context::from_env().await?;
    lambda_http::run(stk_push::router(context, mpesa)).await
}
