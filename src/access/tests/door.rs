//! A door to log in at, and what its answers say.

use super::*;

/// Somewhere to log in and out, and to ask who is there.
pub(super) struct Door {
    pub(super) access: Access,
    pub(super) clock: Clock,
    pub(super) routes: Router,
}

pub(super) fn anna() -> NewAccount {
    NewAccount {
        email: Some(EMAIL.to_owned()),
        nhs_number: NhsNumber::parse("9990000018").expect("a number"),
        name: "Anna Example".to_owned(),
        date_of_birth: NaiveDate::from_ymd_opt(1980, 12, 31).expect("a day"),
        known_to: vec![ods("A12345")],
        password: PASSWORD.into(),
    }
}

pub(super) fn door_with(home: &TestDatabase, keys: Keys, https: bool) -> Door {
    let clock = Clock::fixed(at(0));
    let settings = AccessSettings { https, ..AccessSettings::default() };
    let access = Access::new(home.database.clone(), keys, clock.clone(), settings).expect("access");
    let routes = Router::new()
        .route("/who", get(async |permit: Permit| permit.subject().nhs_number.spaced()))
        .route("/last", get(async |permit: Permit| format!("{:?}", permit.visits().previous)))
        .route("/maybe", get(async |permit: Option<Permit>| format!("{}", permit.is_some())))
        .route("/in", post(enter))
        .route("/out", post(leave))
        .layer(access.session_layer())
        .with_state(access.clone());
    Door { access, clock, routes }
}

pub(super) fn door(home: &TestDatabase) -> Door {
    door_with(home, keys(), false)
}

pub(super) async fn enter(State(access): State<Access>, session: Session, email: String) -> StatusCode {
    match access.accounts.check_log_in(&email, PASSWORD.into(), None, ADDRESS).await {
        Ok(LogInAttempt::Right(account)) => {
            log_in(&access, &session, account).await.expect("logged in");
            StatusCode::SEE_OTHER
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

pub(super) async fn leave(State(access): State<Access>, session: Session) -> (ForgetEverything, StatusCode) {
    (log_out(&access, &session).await.expect("logged out"), StatusCode::SEE_OTHER)
}

impl Door {
    pub(super) async fn ask(&self, method: &str, path: &str, cookie: Option<&str>) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let body = Body::from(if path == "/in" { EMAIL } else { "" });
        self.routes.clone().oneshot(request.body(body).expect("a request")).await.expect("a response")
    }

    /// Logs Anna in and gives the cookie that the browser then sends.
    pub(super) async fn log_in(&self, cookie: Option<&str>) -> String {
        let response = self.ask("POST", "/in", cookie).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let set = set_cookies(&response);
        assert_eq!(set.len(), 1, "{set:?}");
        set[0].split(';').next().expect("a pair").to_owned()
    }

    pub(super) async fn is_in(&self, cookie: &str) -> bool {
        self.ask("GET", "/who", Some(cookie)).await.status() == StatusCode::OK
    }
}

pub(super) fn set_cookies(response: &Response<Body>) -> Vec<String> {
    let lines = response.headers().get_all(header::SET_COOKIE).iter();
    lines.map(|line| line.to_str().expect("text").to_owned()).collect()
}

pub(super) fn leads_to_log_in(response: &Response<Body>) -> bool {
    let to_log_in = |place: &HeaderValue| place.to_str().is_ok_and(|place| place.starts_with("/log-in"));
    response.status() == StatusCode::SEE_OTHER && to_log_in(&response.headers()[header::LOCATION])
}

pub(super) fn forgets_everything(response: &Response<Body>) -> bool {
    let cleared = response.headers().get("clear-site-data");
    let gone = |line: &String| {
        line.starts_with("front-door=;") && line.contains("Max-Age=0") && line.contains("Path=/")
    };
    cleared.is_some_and(|value| value == "\"cache\", \"cookies\", \"storage\"")
        && set_cookies(response).iter().any(gone)
}

pub(super) async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}
