//! The part of the API that calls M-PESA: it prompts phones and asks about payments. In a function of its own, so that
//! only it holds the secrets for that, and waiting for M-PESA holds up nobody else.
//! It owns nothing but this cut; what stands behind the addresses is in `api`.

use axum::Router;
use operations::mpesa::Mpesa;
use runtime::context::Context;

/// The addresses that call M-PESA, with the keys, refusals and repetitions of the API.
pub fn router(context: Context, mpesa: Mpesa) -> Router {
    api::mpesa_router(context, mpesa)
}
