//! Who sends messages and calendars: this deployment's own name and number, and where it is reached.

use axum::http::StatusCode;
use messages::render::Sender;
use runtime::context::Context;

use crate::refusal::Refusal;

/// The provider, as customers know it.
///
/// # Errors
/// `short_code_not_set`: a number that is assumed would send money to a stranger.
pub fn sender(context: &Context) -> Result<Sender, Refusal> {
    let payee = context.config.payee.as_ref().ok_or_else(|| {
        let detail = "Set MALIPO_SHORTCODE to the number that customers pay to.";
        Refusal::new(StatusCode::CONFLICT, "short_code_not_set", detail)
    })?;
    Ok(Sender {
        provider_name: payee.name.clone(),
        short_code: payee.short_code.clone(),
        contact: None,
    })
}

/// The address of `path` as people outside can open it.
///
/// # Errors
/// `public_url_not_set`: an address that is assumed would lead nowhere.
pub fn address(context: &Context, path: &str) -> Result<String, Refusal> {
    let base = context.config.public_url.as_ref().ok_or_else(|| {
        let detail =
            "Set MALIPO_PUBLIC_URL to the address under which people reach this deployment.";
        Refusal::new(StatusCode::CONFLICT, "public_url_not_set", detail)
    })?;
    Ok(format!("{base}{path}"))
}
