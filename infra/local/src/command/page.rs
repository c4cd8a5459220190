//! `malipo page`

use std::error::Error;
use std::process::ExitCode;

use axum::serve::ListenerExt;

use crate::console;
use crate::host::web;
use crate::long_page;

/// Serve one long page from memory, to measure what writing it costs; `cargo run --package tasks -- compare-page` does.
#[derive(Debug, clap::Args)]
pub(crate) struct Page {
    /// The port on 127.0.0.1; 0 takes any that is free.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Rows of its table.
    #[arg(long, default_value_t = 1_000)]
    rows: usize,
}

impl Page {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let router = long_page::router(self.rows)?;
        let (listener, port) = web::listen(self.port).await?;
        console::line(format!("http://127.0.0.1:{port}"));
        // Without it the end of an answer would wait for the browser's word that the beginning came.
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        axum::serve(listener, router).await?;
        Ok(ExitCode::SUCCESS)
    }
}
