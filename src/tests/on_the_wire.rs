//! What only a hand-made client sends: lengths that contradict each other, chunks, endless heads, nothing at all.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::app::{run, shared};
use crate::web::server::{Patience, serve};

fn port(base: &str) -> &str {
    base.rsplit(':').next().expect("a port")
}

/// Sends bytes as they are, and gives all that comes back until the connection ends or two seconds are over.
async fn sent(request: &str) -> String {
    let port = port(&shared().await.base).to_owned();
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).await.expect("a connection");
    stream.write_all(request.replace("{port}", &port).as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(2), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn answers(all: &str) -> usize {
    all.matches("HTTP/1.1 ").count()
}

const POST: &str = "POST /log-in HTTP/1.1\r\nhost: localhost:{port}\r\norigin: http://localhost:{port}\r\n\
                    content-type: application/x-www-form-urlencoded\r\n";
const HIDDEN: &str = "GET /health/live HTTP/1.1\r\nhost: localhost:{port}\r\n\r\n";

#[test]
fn a_request_whose_length_could_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_answered() {
    run(async {
        for (what, head) in [
            ("two lengths", "content-length: 4\r\ncontent-length: 0\r\n\r\n"),
            ("a length and chunks", "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
            ("chunks and a length", "transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n"),
            ("chunks", "transfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
            ("a bad chunk", "transfer-encoding: chunked\r\n\r\nzz\r\n\r\n"),
            ("an endless chunk", "transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n\r\n"),
            ("a negative length", "content-length: -1\r\n\r\n"),
            ("a length that is no number", "content-length: 4a\r\n\r\n"),
            ("another encoding", "transfer-encoding: identity, chunked\r\n\r\n0\r\n\r\n"),
        ] {
            let all = sent(&format!("{POST}{head}{HIDDEN}")).await;
            assert!(answers(&all) <= 1, "{what}: {all}");
            assert!(all.is_empty() || all.starts_with("HTTP/1.1 400 "), "{what}: {all}");
            assert!(!all.contains("\r\n\r\nlive"), "{what}: {all}");
        }
    });
}

#[test]
fn heads_that_no_browser_sends_are_refused() {
    run(async {
        let long =
            format!("GET / HTTP/1.1\r\nhost: localhost:{{port}}\r\nx: {}\r\n\r\n", "a".repeat(100_000));
        let many = (0..300).map(|n| format!("x-{n}: 1\r\n")).collect::<String>();
        let many = format!("GET / HTTP/1.1\r\nhost: localhost:{{port}}\r\n{many}\r\n");
        for (what, request) in [("long", long), ("many", many)] {
            let all = sent(&request).await;
            assert!(all.is_empty() || all.starts_with("HTTP/1.1 431 "), "{what}: {all}");
        }
        for (what, request) in [
            ("no host", "GET / HTTP/1.1\r\n\r\n".to_owned()),
            (
                "two hosts",
                format!(
                    "GET / HTTP/1.1\r\nhost: evil.example\r\n{}",
                    &HIDDEN["GET /health/live HTTP/1.1\r\n".len()..]
                ),
            ),
            ("a line that goes on", "GET / HTTP/1.1\r\nhost: localhost\r\n folded: x\r\n\r\n".to_owned()),
            ("a space before the colon", "GET / HTTP/1.1\r\nhost : localhost:{port}\r\n\r\n".to_owned()),
            ("no HTTP", "hello\r\n\r\n".to_owned()),
        ] {
            let all = sent(&request).await;
            let refused = all.starts_with("HTTP/1.1 400 ") || all.starts_with("HTTP/1.1 421 ");
            assert!(all.is_empty() || refused, "{what}: {all}");
        }
    });
}

#[test]
fn a_client_that_does_not_finish_its_head_is_not_waited_for() {
    run(async {
        let router = shared().await.portal.router.clone();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let patience = Patience { head: Duration::from_millis(300), ..Patience::default() };
        tokio::spawn(serve(listener, router, patience, std::future::pending()));
        for begun in ["", "GET / HTTP/1.1\r\nhost: loc"] {
            let started = Instant::now();
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            stream.write_all(begun.as_bytes()).await.expect("sent");
            let mut answer = Vec::new();
            let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer));
            let _ = read.await.expect("the connection ends");
            assert!(started.elapsed() >= Duration::from_millis(250), "{begun:?} ended at once");
        }
    });
}
