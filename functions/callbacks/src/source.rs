//! Where a callback came from, as the platform saw it. What a sender says of itself in a header is not looked at.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use lambda_http::request::RequestContext;

/// The sender's network address; nothing where the platform does not tell it.
pub(crate) fn of(request: &Request) -> Option<IpAddr> {
    let extensions = request.extensions();
    if let Some(RequestContext::ApiGatewayV2(context)) = extensions.get::<RequestContext>() {
        return context.http.source_ip.as_deref()?.parse().ok();
    }
    let connection = extensions.get::<ConnectInfo<SocketAddr>>();
    connection.map(|ConnectInfo(address)| address.ip())
}
