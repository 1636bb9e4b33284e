//! One organisation's HTTPS server: the fault now set stands around what its protocol answers.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use futures::stream;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::SandboxError;
use super::aggregator;
use super::answers::{NOT_FOUND, Refusal, content_type, fhir};
use super::certificates::Authority;
use super::demographics;
use super::faults::{Fault, Switch};
use super::fhir_r4;
use super::gp_appointments::{self, Asked, Book};
use super::gp_connect;
use super::gp_prescriptions;
use super::gp_sections;
use super::immunisations;
use super::listener::TlsListener;
use super::openehr;
use super::organisation_data;
use super::organisations::{Interface, PracticeOrganisation};
use super::people::PracticePerson;
use super::prescriptions;
use super::records::calendar::Calendar;
use super::relationships;
use super::request_log::RequestLog;
use super::service_directory;
use super::shelf::Shelf;
use super::tokens::Tokens;

/// Messages come with their files.
const LARGEST_QUESTION: usize = 8 * 1024 * 1024;
const TOO_LARGE: Refusal =
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-long", "BAD_REQUEST", "The question is too long");
const ERROR_500: Refusal = Refusal::new(
    StatusCode::INTERNAL_SERVER_ERROR,
    "exception",
    "INTERNAL_SERVER_ERROR",
    "Unexpected internal server error",
);
const TOO_MANY: Refusal =
    Refusal::new(StatusCode::TOO_MANY_REQUESTS, "throttled", "TOO_MANY_REQUESTS", "Too many requests");
const UNAVAILABLE: Refusal =
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "transient", "SERVICE_UNAVAILABLE", "Service unavailable");
const REDIRECTED: Refusal = Refusal::new(StatusCode::TEMPORARY_REDIRECT, "informational", "MOVED", "Moved");

/// One running organisation.
pub struct Server {
    pub organisation: &'static PracticeOrganisation,
    pub base_url: String,
    pub switch: Arc<Switch>,
    pub log: RequestLog,
    pub tokens: Tokens,
    answers: Answers,
    /// A surgery's prescriptions for its patients, which stand beside its record.
    prescriptions: Option<Shelf<gp_prescriptions::Held>>,
    /// A surgery's appointment book, which stands beside its record.
    book: Option<Book>,
}

enum Answers {
    Gp(Shelf<gp_sections::Held>),
    Fhir(Shelf<fhir_r4::Held>),
    OpenEhr(Shelf<openehr::Held>),
    Immunisations(Shelf<immunisations::Held>),
    Aggregator(Shelf<aggregator::Held>),
    Prescriptions(Shelf<prescriptions::Held>),
    Demographics(demographics::Register),
    Relationships(Arc<[PracticePerson]>),
    OrganisationData,
    ServiceDirectory,
}

impl Server {
    /// Listens on loopback until `stop`; port 0 takes any free one.
    pub async fn start(
        organisation: &'static PracticeOrganisation,
        port: u16,
        authority: &Authority,
        people: &Arc<[PracticePerson]>,
        calendar: Calendar,
        stop: &CancellationToken,
    ) -> Result<Arc<Server>, SandboxError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let cannot_listen = |error: io::Error| SandboxError::CannotListen(address, error);
        let tcp = TcpListener::bind(address).await.map_err(cannot_listen)?;
        let address = tcp.local_addr().map_err(cannot_listen)?;
        let base_url = format!("https://{address}{}", organisation.base_path());
        let switch = Arc::new(Switch::new(stop.clone()));
        let tls = authority.server_config(switch.clone())?;
        let people = people.clone();
        let prescriptions = matches!(organisation.interface, Interface::GpConnect(_)).then(|| {
            let url = format!("https://{address}{}", gp_prescriptions::BASE);
            Shelf::new(organisation, people.clone(), url, calendar, gp_prescriptions::Held::new)
        });
        let book = match organisation.interface {
            Interface::GpConnect(_) => {
                let book_url = format!("https://{address}{}", gp_appointments::BASE);
                Book::new(organisation, people.clone(), book_url, calendar)
            }
            _ => None,
        };
        let tokens = Tokens::new(organisation, people.clone(), calendar, base_url.clone());
        let answers = match organisation.interface {
            Interface::GpConnect(_) => Answers::Gp(Shelf::new(
                organisation,
                people,
                base_url.clone(),
                calendar,
                gp_sections::Held::new,
            )),
            Interface::FhirR4(_) => Answers::Fhir(Shelf::new(
                organisation,
                people,
                base_url.clone(),
                calendar,
                fhir_r4::Held::new,
            )),
            Interface::OpenEhr => Answers::OpenEhr(Shelf::new(
                organisation,
                people,
                base_url.clone(),
                calendar,
                openehr::Held::new,
            )),
            Interface::ImmunisationHistory => Answers::Immunisations(Shelf::new(
                organisation,
                people,
                base_url.clone(),
                calendar,
                immunisations::Held::new,
            )),
            Interface::Aggregator => Answers::Aggregator(Shelf::new(
                organisation,
                people,
                base_url.clone(),
                calendar,
                aggregator::Held::new,
            )),
            Interface::Prescriptions => Answers::Prescriptions(Shelf::new(
                organisation,
                people,
                base_url.clone(),
                calendar,
                prescriptions::Held::new,
            )),
            Interface::Relationships => Answers::Relationships(people),
            Interface::OrganisationData => Answers::OrganisationData,
            Interface::ServiceDirectory => Answers::ServiceDirectory,
            Interface::Demographics | Interface::NotConnected => {
                Answers::Demographics(demographics::Register::new(people, calendar.today()))
            }
        };
        let listener = TlsListener::new(tcp, tls, switch.clone(), stop.clone()).map_err(cannot_listen)?;
        let log = RequestLog::default();
        let server =
            Arc::new(Server { organisation, base_url, switch, log, tokens, answers, prescriptions, book });
        let router = Router::new().fallback(handle).with_state(server.clone());
        tokio::spawn(stop.clone().run_until_cancelled_owned(axum::serve(listener, router).into_future()));
        Ok(server)
    }

    fn answer(
        &self,
        fault: Fault,
        method: &Method,
        uri: &Uri,
        headers: &http::HeaderMap,
        body: &[u8],
    ) -> Response {
        if let Some(answer) = self.tokens.answer(fault, method, uri, headers, body) {
            return answer;
        }
        let beside = uri.path().strip_prefix(gp_prescriptions::BASE);
        if let (Some(shelf), Some(path)) = (&self.prescriptions, beside) {
            let query = uri.query().unwrap_or_default();
            let asked = gp_prescriptions::Asked { fault, method, path, query, headers, body };
            return gp_prescriptions::answer(shelf, &asked);
        }
        if let (Some(book), Some(path)) = (&self.book, uri.path().strip_prefix(gp_appointments::BASE)) {
            let query = uri.query().unwrap_or_default();
            return gp_appointments::answer(book, fault, &Asked { method, path, query, headers, body });
        }
        let Some(path) = uri.path().strip_prefix(self.organisation.base_path()) else {
            return self.refuse(NOT_FOUND);
        };
        match &self.answers {
            Answers::Gp(shelf) => gp_connect::answer(shelf, fault, method, path, headers, body),
            Answers::Fhir(shelf) => {
                fhir_r4::answer(shelf, fault, method, path, uri.query().unwrap_or_default(), headers, body)
            }
            Answers::OpenEhr(shelf) => {
                openehr::answer(shelf, fault, method, path, uri.query().unwrap_or_default(), headers, body)
            }
            Answers::Immunisations(shelf) => {
                let query = uri.query().unwrap_or_default();
                immunisations::answer(shelf, fault, method, path, query, headers)
            }
            Answers::Aggregator(shelf) => {
                aggregator::answer(shelf, fault, method, path, uri.query().unwrap_or_default(), headers)
            }
            Answers::Prescriptions(shelf) => {
                let patient = self.tokens.patient(headers);
                prescriptions::answer(shelf, fault, method, path, headers, patient)
            }
            Answers::Demographics(register) => {
                let (has_token, base_url) =
                    (headers.contains_key(header::AUTHORIZATION), self.base_url.as_str());
                let asked = demographics::Asked { fault, method, path, headers, body, has_token, base_url };
                demographics::answer(register, &asked)
            }
            Answers::Relationships(people) => {
                let query = uri.query().unwrap_or_default();
                relationships::answer(people, &self.base_url, fault, method, path, query, headers)
            }
            Answers::OrganisationData => {
                organisation_data::answer(fault, method, path, uri.query().unwrap_or_default(), headers)
            }
            Answers::ServiceDirectory => {
                service_directory::answer(fault, method, path, uri.query().unwrap_or_default(), headers)
            }
        }
    }

    /// Where its prescriptions for patients stand, where it has them.
    pub fn prescriptions_url(&self) -> Option<&str> {
        self.prescriptions.as_ref().map(|shelf| shelf.base_url.as_str())
    }

    /// Where its appointment book stands, where it has one.
    pub fn book_url(&self) -> Option<&str> {
        self.book.as_ref().map(Book::base_url)
    }

    fn refuse(&self, refusal: Refusal) -> Response {
        refusal.response(self.organisation.interface)
    }

    fn content_type(&self) -> &'static str {
        content_type(self.organisation.interface)
    }
}

/// Writes the log line when the request is over, however it ends.
struct Noted {
    server: Arc<Server>,
    method: Method,
    uri: Uri,
    begun: Instant,
    status: Option<u16>,
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.server.log.add(&self.method, &self.uri, self.status, self.begun.elapsed());
    }
}

async fn handle(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let fault = server.switch.fault();
    let (changed, _) = server.switch.until_changed();
    let mut noted = Noted {
        server: server.clone(),
        method: parts.method.clone(),
        uri: parts.uri.clone(),
        begun: Instant::now(),
        status: None,
    };
    let Ok(body) = to_bytes(body, LARGEST_QUESTION).await else {
        return server.refuse(TOO_LARGE);
    };
    let right = |fault| server.answer(fault, &parts.method, &parts.uri, &parts.headers, &body);
    let response = match fault {
        Fault::Slow(time) => {
            tokio::time::sleep(time).await;
            right(Fault::None)
        }
        Fault::Hang => {
            // The connection ends with the change, so nobody sees what follows.
            changed.cancelled().await;
            return server.refuse(UNAVAILABLE);
        }
        Fault::Reset => return server.refuse(UNAVAILABLE),
        Fault::Error500 => server.refuse(ERROR_500),
        Fault::TooManyRequests(wait) => {
            let mut response = server.refuse(TOO_MANY);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs()));
            response
        }
        Fault::Unavailable => server.refuse(UNAVAILABLE),
        Fault::WrongContentType => {
            fhir(StatusCode::OK, "text/html; charset=utf-8", "<!doctype html><h1>Log in to the network</h1>")
        }
        Fault::InvalidJson => {
            fhir(StatusCode::OK, server.content_type(), r#"{"resourceType": "Bundle", "entry": [}"#)
        }
        Fault::TruncatedJson => cut(right(Fault::None)).await,
        Fault::HugeBody => fhir(StatusCode::OK, server.content_type(), huge_body()),
        Fault::RedirectLoop => round_again(&server, &parts.uri),
        Fault::None
        | Fault::MalformedEntry
        | Fault::OtherPerson
        | Fault::IgnoresFilter
        | Fault::ExpiredCertificate
        | Fault::WrongToken
        | Fault::ExpiredToken
        | Fault::WrongTenant
        | Fault::ClockSkew
        | Fault::NoPermission
        | Fault::ListsNothing
        | Fault::FailsAfterwards
        | Fault::Conflict => right(fault),
    };
    noted.status = Some(response.status().as_u16());
    response
}

/// The first half of an answer, told as if it were the whole.
async fn cut(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    Response::from_parts(parts, Body::from(whole.slice(..whole.len() / 2)))
}

/// 50 MB of well-formed JSON, most of it spaces, sent as it is made.
fn huge_body() -> Body {
    const CHUNK: usize = 64 * 1024;
    const CHUNKS: usize = 50_000_000_usize.div_ceil(CHUNK);
    let filler = Bytes::from(vec![b' '; CHUNK]);
    let begin = Bytes::from_static(br#"{"resourceType":"Bundle","type":"searchset","entry":["#);
    let parts =
        std::iter::once(begin).chain(std::iter::repeat_n(filler, CHUNKS)).chain([Bytes::from_static(b"]}")]);
    Body::from_stream(stream::iter(parts.map(Ok::<_, io::Error>)))
}

fn round_again(server: &Server, uri: &Uri) -> Response {
    let mut response = server.refuse(REDIRECTED);
    let origin = server.base_url.trim_end_matches(server.organisation.base_path());
    if let Ok(here) = HeaderValue::try_from(format!("{origin}{uri}")) {
        response.headers_mut().insert(header::LOCATION, here);
    }
    response
}
