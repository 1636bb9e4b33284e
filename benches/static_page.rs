//! What the portal is measured against: a handler that sends the bytes of one page from memory.
//!
//! `static_page ADDRESS FILE`, started by `cargo xtask bench`. Compression and its settings are the portal's.

use std::{env, fs};

use axum::http::header;
use axum::{Router, routing::get};
use bytes::Bytes;
use tower_http::compression::CompressionLayer;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(address), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: static_page ADDRESS FILE".into());
    };
    let page = Bytes::from(fs::read(file)?);
    let handler = move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page) };
    let router = Router::new().route("/", get(handler)).layer(CompressionLayer::new());
    let listener = tokio::net::TcpListener::bind(address).await?;
    Ok(axum::serve(listener, router).await?)
}
