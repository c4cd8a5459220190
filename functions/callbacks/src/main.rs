//! The callbacks function on Lambda.

use runtime::config::ConfigError;
use runtime::context::Context;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    runtime::logging::start();
    let context = Context::from_env().await?;
    // Without one every provider would be answered that there is no such address, and nobody here would know.
    if context.config.hooks.is_empty() {
        return Err(ConfigError::Missing("MALIPO_HOOK_TOKEN").into());
    }
    lambda_http::run(callbacks::router(context)).await
}
