//! The portal on Lambda.

use portal_server::PortalSettings;
use runtime::config::payee::Payee;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    runtime::logging::start();
    let Payee { name, short_code } = Payee::from_env()?;
    let settings = PortalSettings {
        provider_name: name,
        short_code,
    };
    lambda_http::run(portal_server::router(settings)).await
}
