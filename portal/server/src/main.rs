//! The portal on Lambda.

use portal_app::payee::Payee;
use runtime::config::{self, mpesa};
use runtime::context::Context;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    runtime::logging::start();
    let payee = config::payee::Payee::from_env()?;
    let payee = Payee {
        name: payee.name.into(),
        short_code: payee.short_code.into(),
    };
    let mpesa = mpesa::from_env()?;
    let context = Context::from_env().await?;
    lambda_http::run(portal_server::router(context, mpesa, payee)).await
}
