//! The portal alone, on `http://127.0.0.1:8088`: for looking at a page while working on it.

use portal_server::PortalSettings;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let settings = PortalSettings {
        provider_name: "Savanna Fibre".to_owned(),
        short_code: "600966".to_owned(),
    };
    let listener = TcpListener::bind("127.0.0.1:8088").await?;
    axum::serve(listener, portal_server::router(settings)).await
}
