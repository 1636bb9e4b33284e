//! Staff of each role at every URL.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::tests::access_matrix::{Door, ask, door, leads_to_log_in, routes};
use crate::tests::app::{TestApp, run};

fn nil(path: &str) -> String {
    let nil = uuid::Uuid::nil().to_string();
    path.replace("{id}", &nil).replace("{grant}", &nil).replace("{basis}", "best-interest")
}

#[test]
fn staff_of_each_role_reach_their_own_pages_and_no_others_and_the_log_says_who_tried() {
    run(async {
        let app = TestApp::start(&[]).await;
        for role in StaffRole::ALL {
            let staff = app.staff(role).await;
            let desk = routes().into_iter().filter(|(_, path)| path.starts_with("/staff"));
            for (method, path) in desk {
                let what = format!("{role:?} {method} {path}");
                let may = match door(&method, path) {
                    Some(Door::Desk(wanted)) => wanted.is_none_or(|wanted| wanted == role),
                    Some(Door::DeskOf(wanted)) => wanted.contains(&role),
                    _ => continue,
                };
                let before = app.log_about_nobody().await.len();
                let answer = ask(&app, &method, &nil(path), Some(&staff.cookie())).await;
                let status = answer.status();
                if may {
                    assert!(status.as_u16() < 500 && status != StatusCode::FORBIDDEN, "{what}: {status}");
                } else {
                    assert_eq!(status, StatusCode::FORBIDDEN, "{what}");
                    let page = answer.text().await.expect("a page");
                    assert!(
                        page.contains("You cannot see this page") && page.contains("href=\"/staff\""),
                        "{what}"
                    );
                    let log = app.log_about_nobody().await;
                    assert_eq!((log.len(), log[0].purpose.as_str()), (before + 1, "staff-refused"), "{what}");
                }
            }
        }
    });
}

#[test]
fn a_log_in_of_staff_opens_nothing_of_a_patients() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        let token = staff.cookie().split_once('=').expect("a cookie").1.to_owned();
        let named_as_a_patients = format!("front-door={token}");
        for (method, path) in routes() {
            let own = matches!(door(&method, path), Some(Door::Own | Door::OwnThing | Door::Ends));
            // An address with something of somebody's in it is refused before anything is looked for.
            if !own || path.contains('{') {
                continue;
            }
            for cookie in [&staff.cookie(), &named_as_a_patients] {
                let answer = ask(&app, &method, path, Some(cookie)).await;
                assert!(leads_to_log_in(&answer), "{method} {path}: {}", answer.status());
            }
        }
    });
}
