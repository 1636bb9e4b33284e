//! Takes connections, and does not wait for ever for what a client sends.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use tokio::net::TcpListener;

/// No browser sends a larger head: our cookie and a path of ours have some hundred bytes.
const LARGEST_HEAD: usize = 32 * 1024;
const MOST_HEADERS: usize = 100;

/// How long clients may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// For the whole head of a request, also of a connection that is kept. Default: 15 seconds. The body has its limit
    /// with the request: [`super::security::LONGEST_REQUEST`].
    pub head: Duration,
    /// For requests under way when the program is told to stop. Default: 30 seconds.
    pub farewell: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(15), farewell: super::security::LONGEST_REQUEST }
    }
}

/// Serves until `stop` ends, then lets requests under way finish.
///
/// # Errors
/// When the listener cannot be used.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let handle = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stop.await;
        stopping.graceful_shutdown(Some(patience.farewell));
    });
    // Telling HTTP/2 apart would mean to wait, without any limit, for the first bytes.
    let mut server = axum_server::from_tcp(listener.into_std()?)?.http1_only().handle(handle);
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LARGEST_HEAD);
    server.serve(router.into_make_service_with_connect_info::<SocketAddr>()).await
}
