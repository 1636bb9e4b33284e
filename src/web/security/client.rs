//! Where a request comes from, believing only proxies that we trust.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use ipnet::IpNet;

use super::SecurityConfig;

/// The address that log-in attempts are limited by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ClientAddress(pub IpAddr);

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDING: [&str; 7] = [
    "forwarded",
    FORWARDED_FOR,
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-real-ip",
    "via",
];

pub fn came_through_a_proxy(headers: &HeaderMap) -> bool {
    FORWARDING.iter().any(|name| headers.contains_key(*name))
}

/// The address of the person's own computer. Outside of practice mode the forwarding headers of anyone else than a
/// trusted proxy are taken off.
pub fn address(request: &mut Request, config: &SecurityConfig) -> ClientAddress {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let trusted = |address: &IpAddr| config.trusted_proxies.iter().any(|net: &IpNet| net.contains(address));
    if trusted(&peer) {
        return ClientAddress(last_untrusted(request.headers(), trusted).unwrap_or(peer));
    }
    if !config.practice {
        for name in FORWARDING {
            request.headers_mut().remove(name);
        }
    }
    ClientAddress(peer)
}

/// Each proxy adds the address it heard at the end; the last one that is no proxy of ours is the person's.
fn last_untrusted(headers: &HeaderMap, trusted: impl Fn(&IpAddr) -> bool) -> Option<IpAddr> {
    let lines: Vec<&str> =
        headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str()).collect::<Result<_, _>>().ok()?;
    for heard in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        let address: IpAddr = heard.trim().parse().ok()?;
        if !trusted(&address.to_canonical()) {
            return Some(address.to_canonical());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn heard(peer: &str, forwarded: &[&str]) -> (ClientAddress, bool) {
        let mut request = Request::get("/");
        for line in forwarded {
            request = request.header(FORWARDED_FOR, *line);
        }
        let mut request = request.body(Body::empty()).expect("a request");
        let peer: SocketAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
        let config = SecurityConfig {
            public_url: url::Url::parse("https://door.example").expect("a URL"),
            practice: false,
            trusted_proxies: vec!["10.0.0.0/8".parse().expect("a network")],
            longest_request: crate::web::security::LONGEST_REQUEST,
        };
        let client = address(&mut request, &config);
        (client, came_through_a_proxy(request.headers()))
    }

    fn ip(text: &str) -> ClientAddress {
        ClientAddress(text.parse().expect("an address"))
    }

    #[test]
    fn the_word_of_a_trusted_proxy_counts_and_only_its_own_part() {
        assert_eq!(heard("10.0.0.1:80", &["6.6.6.6, 192.0.2.7"]).0, ip("192.0.2.7"));
        assert_eq!(heard("10.0.0.1:80", &["6.6.6.6", "192.0.2.7, 10.0.0.2"]).0, ip("192.0.2.7"));
        assert_eq!(heard("10.0.0.1:80", &[]).0, ip("10.0.0.1"));
        assert_eq!(heard("10.0.0.1:80", &["nonsense"]).0, ip("10.0.0.1"));
    }

    #[test]
    fn anyone_elses_forwarding_headers_are_taken_off() {
        assert_eq!(heard("192.0.2.9:80", &["10.0.0.1"]), (ip("192.0.2.9"), false));
    }
}
