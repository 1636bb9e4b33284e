//! Who may see what, and the record of who saw it.

mod accounts;
mod acting;
mod app_code;
mod asker;
mod attempts;
mod bundle;
mod calendar;
mod calendar_feed;
mod check_log_in;
mod codes;
mod cookies;
mod extract;
mod fetch_order;
mod follow_up;
mod here;
mod invitations;
mod leaked;
mod log_in;
mod new_email;
mod new_password;
mod nhs_login;
mod notes;
mod own_access;
mod own_log_in;
mod passkeys;
mod passwords;
mod patient_token;
mod permit;
mod presences;
mod proof;
mod purpose;
mod register;
mod sealed;
mod second_step;
mod staff;
mod strength;
mod terminals;
mod to_remind;
mod visit_codes;
mod wishes;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use accounts::{Accounts, CannotAdd, CannotCheck, LogInAttempt, NewAccount, normal_email};
pub use app_code::AppKey;
pub use asker::Asker;
pub use attempts::AttemptLimits;
pub use bundle::{Access, AccessSettings, TerminalLogIn};
pub use cookies::{ForgetEverything, NewSessionId, SessionCookie};
pub use extract::{NoPermit, NotLoggedIn, Stopped};
pub use fetch_order::{ActOrder, Authority, FetchOrder};
pub use here::{Acting, Here, LoggedInName, PostedSubject, WHOSE_RECORD};
pub use invitations::{CannotChange, Gave, INVITATION_LIFE, Typed};
pub use log_in::{
    CameByNhsLogin, CannotLogIn, back_from_hospital, close_account, hospital_let_in, left_for_hospital,
    log_in, log_in_by_nhs_login, log_out, log_out_everywhere, log_out_there,
};
pub use new_password::{NewPasswordSet, set_password_by_code};
pub use nhs_login::{
    HowOpened, LONGEST_WAY, LostWay, NoAccount, OpenedByNhsLogin, ProvedPerson, Way, account_of_nhs_login,
};
pub use own_log_in::{WaysIn, log_out_elsewhere};
pub use passkeys::{LONGEST_NAME, MOST_PASSKEYS, PasskeyAsked, PasskeyCheck, PasskeyEntry};
pub use passwords::PasswordError;
pub use patient_token::{
    HospitalGrant, HospitalToken, HospitalTokens, HospitalWay, LogInId, NationalToken, PatientPresent,
    PatientToken,
};
pub use permit::{Action, AsksAs, CannotDisclose, Limits, Permit};
pub use proof::{NotProven, RecentlyProven, proven_again, renewed, shown_lately};
pub use purpose::Purpose;
pub use register::{CannotRegister, Linkage, Registered, register};
pub use sealed::{Contents, Sealed};
pub use second_step::{CodeCheck, Half, LONGEST_HALF, REMEMBERED_FOR};
pub use staff::{
    AccessTeam, AsAccessTeam, AsAdministrator, AsGovernance, AsReception, AsServiceManager, AsTerminalHost,
    AtDesk, Came, CannotAddStaff, CannotNote, CareStep, CareVisit, CareVisits, Duty, FoundPatient,
    GaveByStaff, HalfStaff, LogSearch, LogSearches, NewStaff, NoDeskCode, NoStaffPermit, OnDuty, STAFF_DESK,
    SetUp, StaffAccounts, StaffAttempt, StaffCameBy, StaffLimits, StaffPermit, StaffStep, StaffWay, ToSetUp,
    VisitPlaces,
};
pub use strength::Weak;
pub use terminals::{
    AtTerminal, CannotAddTerminal, IDLE_MINUTES, LONGEST_HELPER, Registering, TERMINAL_CODE_LASTS,
    TerminalHere, Where, is_open_address, is_open_at_terminals, open_at_terminals,
};
pub use visit_codes::{
    At, CannotMakeVisitCode, NewVisitCode, VisitCode, VisitCodeCheck, is_open_by_visit_code,
};
pub use wishes::Named;
