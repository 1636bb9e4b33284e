//! Accepts TLS connections that end when the organisation's fault changes, or with a reset where that is the fault.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::faults::{Fault, Switch};

const HANDSHAKE: Duration = Duration::from_secs(10);

/// Hands connections to the server once their handshake is over.
pub struct TlsListener {
    ready: mpsc::Receiver<(Connection, SocketAddr)>,
    address: SocketAddr,
}

impl TlsListener {
    /// Listens until `stop`.
    pub fn new(
        tcp: TcpListener,
        tls: rustls::ServerConfig,
        switch: Arc<Switch>,
        stop: CancellationToken,
    ) -> io::Result<Self> {
        let address = tcp.local_addr()?;
        let (sender, ready) = mpsc::channel(64);
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        tokio::spawn(stop.run_until_cancelled_owned(accept_all(tcp, acceptor, switch, sender)));
        Ok(Self { ready, address })
    }
}

type Ready = mpsc::Sender<(Connection, SocketAddr)>;

async fn accept_all(tcp: TcpListener, acceptor: TlsAcceptor, switch: Arc<Switch>, ready: Ready) {
    loop {
        match tcp.accept().await {
            Ok((stream, from)) => {
                tokio::spawn(shake_hands(stream, from, acceptor.clone(), switch.clone(), ready.clone()));
            }
            // Out of file handles, most likely: others may close soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

async fn shake_hands(
    stream: TcpStream,
    from: SocketAddr,
    acceptor: TlsAcceptor,
    switch: Arc<Switch>,
    ready: Ready,
) {
    let _ = stream.set_nodelay(true);
    let (changed, open) = switch.until_changed();
    let handshake = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream));
    if let Some(Ok(Ok(tls))) = changed.clone().run_until_cancelled_owned(handshake).await {
        let connection = Connection {
            tls,
            switch,
            changed: Box::pin(changed.cancelled_owned()),
            over: false,
            _open: open,
        };
        // A closed channel means that the server has stopped.
        let _ = ready.send((connection, from)).await;
    }
}

impl axum::serve::Listener for TlsListener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        match self.ready.recv().await {
            Some(accepted) => accepted,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// One TLS connection.
pub struct Connection {
    tls: TlsStream<TcpStream>,
    switch: Arc<Switch>,
    changed: Pin<Box<WaitForCancellationFutureOwned>>,
    over: bool,
    _open: TaskTrackerToken,
}

impl Connection {
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        self.over = self.over || self.changed.as_mut().poll(context).is_ready();
        self.over
    }

    /// Ends without a word of TLS or a closing TCP packet.
    fn reset(&mut self) -> io::Error {
        let _ = self.tls.get_ref().0.set_zero_linger();
        self.over = true;
        io::ErrorKind::ConnectionReset.into()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is_over(context) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.tls).poll_read(context, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_over(context) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        if self.switch.fault() == Fault::Reset {
            return Poll::Ready(Err(self.reset()));
        }
        Pin::new(&mut self.tls).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tls).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.over {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.tls).poll_shutdown(context)
    }
}
