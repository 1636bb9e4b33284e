//! Why something of a record is opened or changed: the word in the log of who looked.

/// One line for each purpose: a new one is found again by its word, and `/who-looked` does not compile without its words.
macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)+) => {
        /// Why something is opened or changed; it stands in the access log.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Purpose {
            $($(#[$doc])* $name,)+
        }

        impl Purpose {
            /// The word in the database. A word that has been written is never changed.
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Purpose::$name => $slug,)+
                }
            }

            /// The purpose of a word; none for one that only a newer program knows.
            pub fn from_slug(slug: &str) -> Option<Self> {
                match slug {
                    $($slug => Some(Purpose::$name),)+
                    _ => None,
                }
            }
        }
    };
}

purposes! {
    Home = "home",
    List = "list",
    Detail = "detail",
    /// The file of a letter.
    File = "file",
    /// To say that something in an entry is wrong.
    Report = "report",
    WhereFrom = "where-from",
    Search = "search",
    /// A file to take away.
    Download = "download",
    YourDetails = "your-details",
    /// To have something done, and to find what can be.
    Act = "act",
    /// What was written to and by organisations.
    Messages = "messages",
    /// The file of a message.
    MessageFile = "message-file",
    /// What was asked for, and how it stands.
    Requests = "requests",
    /// To find out what became of a request, perhaps while nobody is there.
    FollowUp = "follow-up",
    /// To remind somebody of an appointment while nobody is there.
    Reminder = "reminder",
    /// To see if there is something new while nobody is there.
    News = "news",
    /// A calendar that the person gave a private address to read when their appointments are.
    CalendarFeed = "calendar-feed",
    /// The log itself.
    WhoLooked = "who-looked",
    /// A change: another place is asked.
    PlaceAdded = "place-added",
    /// A change: the patient logged in at a hospital, which is asked with that from now on.
    HospitalLogIn = "hospital-log-in",
    /// A change: a place is asked no more.
    PlaceTakenBack = "place-taken-back",
    /// A change: something is said to be wrong, or hidden.
    ReportMade = "report-made",
    ReportTakenBack = "report-taken-back",
    /// Whoever runs the portal read what somebody said is wrong, to see that it is dealt with.
    ReportRead = "report-read",
    /// A change of when new results are shown.
    ResultsChosen = "results-chosen",
    /// A change: an address for a calendar was made or ended.
    CalendarChanged = "calendar-changed",
    /// Whoever runs the portal copied the log, for the person who asked for it.
    LogCopied = "log-copied",
    /// The log-in and all that belongs to it was deleted.
    AccountClosed = "account-closed",
    /// A change of the password.
    PasswordChanged = "password-changed",
    /// A change of the email address to log in with.
    EmailChanged = "email-changed",
    /// A change of the mobile number that texts go to.
    MobileChanged = "mobile-changed",
    /// A change of the second step: an app, printed codes, remembered devices.
    SecondStepChanged = "second-step-changed",
    /// A change: a passkey was made or removed.
    PasskeysChanged = "passkeys-changed",
    /// A change: an NHS login opens this account from now on.
    NhsLoginLinked = "nhs-login-linked",
    /// A log-in was made with a code from the GP surgery.
    LogInMade = "log-in-made",
    /// A change: somebody was given access.
    AccessGiven = "access-given",
    /// A change: somebody accepted the access that they were given.
    AccessAccepted = "access-accepted",
    /// A change of what somebody may see.
    AccessChanged = "access-changed",
    /// A change: somebody's access was refused, stopped or given back.
    AccessEnded = "access-ended",
    /// Staff wrote a patient down who had never used this portal.
    PatientAdded = "patient-added",
    /// Staff looked at who acts for the person.
    CarersRead = "carers-read",
    /// A change: staff looked again whether somebody's access should stand, and it goes on.
    AccessReviewed = "access-reviewed",
    /// A change: access that was stopped goes on.
    AccessLifted = "access-lifted",
    /// A change of the person's own access, by staff, at the person's wish.
    OwnAccessStopped = "own-access-stopped",
    OwnAccessGivenBack = "own-access-given-back",
    /// Staff did something for somebody's safety; only ever in the log about nobody.
    Safeguarding = "safeguarding",
    /// Those who answer for information governance read what was done so.
    SafeguardingRead = "safeguarding-read",
    /// Staff made a visit code for the person.
    VisitCodeMade = "visit-code-made",
    /// Somebody logged in at a terminal with a visit code.
    VisitCodeUsed = "visit-code-used",
    /// A member of staff logged in.
    StaffLoggedIn = "staff-logged-in",
    /// A member of staff wanted what their role is not for, or something about themselves, and did not get it.
    StaffRefused = "staff-refused",
    /// A change of an account of staff.
    StaffChanged = "staff-changed",
    /// A change: something of an organisation's is not shown any more, at its own wish.
    SourceStopped = "source-stopped",
    /// A change: it is shown again.
    SourceStarted = "source-started",
    /// A change: a notice to patients was written.
    NoticeWritten = "notice-written",
    NoticeTakenBack = "notice-taken-back",
    /// Staff read what the log says about somebody and their organisation, since the patient asked for it.
    LogReadForPatient = "log-read-for-patient",
    LogReadForComplaint = "log-read-for-complaint",
    LogReadForIncident = "log-read-for-incident",
    LogReadForCheck = "log-read-for-check",
    /// The whole log was checked for rows that were changed or are missing.
    LogChecked = "log-checked",
    /// Staff gave somebody a code to make a log-in, after they had shown who they are.
    LinkageIssued = "linkage-issued",
    /// Staff gave somebody a code for a new password, after they had shown who they are.
    LogInCodeGiven = "log-in-code-given",
    /// A change: a terminal was added.
    TerminalAdded = "terminal-added",
    /// A change: a terminal was ended.
    TerminalEnded = "terminal-ended",
    /// Somebody begins to help the person at a terminal.
    HelperCame = "helper-came",
    /// They help no more.
    HelperWent = "helper-went",
    /// Old rows of the log were let go of.
    LogPurged = "log-purged",
}
