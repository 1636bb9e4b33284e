//! Every table that holds something sealed, and what binds a value to its place there. Sealing takes one of these, so
//! that nothing is sealed in a table that a change of keys would pass over.

/// One column that takes part in what a value is bound to, or words of ours that do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Text(&'static str),
    Id(&'static str),
    Number(&'static str),
    /// To the microsecond, in UTC.
    Time(&'static str),
    Said(&'static str),
}

/// By which column rows are found; it has an index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RowKey {
    Id(&'static str),
    LookUp(&'static str),
}

/// When a change of keys reaches a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anew {
    /// At the next start, and with `front-door seal-anew`.
    AtStart,
    /// With `front-door seal-anew`: there may be much of it.
    ByCommand,
    /// Never: it ends by itself, within a day.
    EndsFirst,
}

/// How a table holds what is sealed.
pub(super) struct Layout {
    pub name: &'static str,
    pub key: RowKey,
    /// The column that stands in the place of the person; none where a value is bound to nobody.
    pub person: Option<&'static str>,
    /// The sealed columns, and what each is bound to besides the table and the person, in that order.
    pub sealed: &'static [(&'static str, &'static [Part])],
    /// Whether the column `sealed_by` names the key.
    pub marked: bool,
    pub anew: Anew,
}

macro_rules! sealed_tables {
    ($($table:ident => $layout:expr,)+) => {
        /// A table with something sealed.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum SealedTable { $($table,)+ }

        impl SealedTable {
            pub const ALL: &'static [SealedTable] = &[$(SealedTable::$table,)+];

            pub(super) const fn layout(self) -> &'static Layout {
                match self { $(SealedTable::$table => const { &$layout },)+ }
            }
        }
    };
}

use Anew::{AtStart, ByCommand, EndsFirst};
use Part::{Id, Number, Said, Text, Time};

sealed_tables! {
    Person => Layout {
        name: "person",
        key: RowKey::Id("id"),
        person: Some("id"),
        sealed: &[("nhs_number", &[Said("nhs_number")])],
        marked: true,
        anew: AtStart,
    },
    // An account need not have a person; its own id stands in that place, here and below.
    AccountEmail => Layout {
        name: "account_email",
        key: RowKey::LookUp("look_up"),
        person: Some("account"),
        sealed: &[("sealed", &[Said("email")])],
        marked: true,
        anew: AtStart,
    },
    AuthenticatorApp => Layout {
        name: "authenticator_app",
        key: RowKey::Id("account"),
        person: Some("account"),
        sealed: &[("sealed", &[])],
        marked: true,
        anew: AtStart,
    },
    Passkey => Layout {
        name: "passkey",
        key: RowKey::LookUp("look_up"),
        person: Some("account"),
        sealed: &[("sealed", &[Id("id")])],
        marked: true,
        anew: AtStart,
    },
    // An account of staff has no person; its own id stands in that place, here and below.
    StaffAccount => Layout {
        name: "staff_account",
        key: RowKey::Id("id"),
        person: Some("id"),
        sealed: &[("sealed", &[Said("email")])],
        marked: true,
        anew: AtStart,
    },
    StaffApp => Layout {
        name: "staff_app",
        key: RowKey::Id("staff"),
        person: Some("staff"),
        sealed: &[("sealed", &[])],
        marked: true,
        anew: AtStart,
    },
    Contact => Layout {
        name: "contact",
        key: RowKey::Id("account"),
        person: Some("account"),
        sealed: &[("sealed", &[Text("way")])],
        marked: true,
        anew: AtStart,
    },
    ContactToConfirm => Layout {
        name: "contact_to_confirm",
        key: RowKey::Id("account"),
        person: Some("account"),
        sealed: &[("sealed", &[Text("way")])],
        marked: false,
        anew: EndsFirst,
    },
    LinkageCode => Layout {
        name: "linkage_code",
        key: RowKey::LookUp("look_up"),
        person: None,
        sealed: &[("sealed", &[])],
        marked: false,
        anew: ByCommand,
    },
    Reports => Layout {
        name: "reports",
        key: RowKey::Id("person"),
        person: Some("person"),
        sealed: &[("sealed", &[Id("id"), Text("holder")])],
        marked: true,
        anew: AtStart,
    },
    Requests => Layout {
        name: "requests",
        key: RowKey::Id("person"),
        person: Some("person"),
        sealed: &[
            ("sealed", &[Id("id"), Text("holder"), Said("wish")]),
            ("standing", &[Id("id"), Text("holder"), Said("standing")]),
        ],
        marked: true,
        anew: AtStart,
    },
    // A notice need not have a person; its own id stands in that place.
    Outbox => Layout {
        name: "outbox",
        key: RowKey::Id("id"),
        person: Some("id"),
        sealed: &[("sealed", &[Said("notice")])],
        marked: true,
        anew: AtStart,
    },
    SourceCopy => Layout {
        name: "source_copy",
        key: RowKey::Id("person"),
        person: Some("person"),
        sealed: &[("sealed", &[Text("source"), Text("kinds"), Text("authority"), Time("told_at")])],
        marked: false,
        anew: ByCommand,
    },
    Demographics => Layout {
        name: "demographics",
        key: RowKey::Id("person"),
        person: Some("person"),
        sealed: &[("sealed", &[Time("told_at")])],
        marked: false,
        anew: ByCommand,
    },
    NationalRelationships => Layout {
        name: "national_relationships",
        key: RowKey::Id("person"),
        person: Some("person"),
        sealed: &[("sealed", &[Time("read_at")])],
        marked: false,
        anew: ByCommand,
    },
    // Ends with its log-in; the session's table knows the person.
    Search => Layout {
        name: "search",
        key: RowKey::LookUp("session"),
        person: None,
        sealed: &[("sealed", &[])],
        marked: false,
        anew: EndsFirst,
    },
    Draft => Layout {
        name: "draft",
        key: RowKey::Id("person"),
        person: Some("person"),
        sealed: &[("sealed", &[Id("id")])],
        marked: true,
        anew: AtStart,
    },
    DraftFile => Layout {
        name: "draft_file",
        key: RowKey::Id("person"),
        person: Some("person"),
        sealed: &[("sealed", &[Id("draft"), Number("place")])],
        marked: true,
        anew: ByCommand,
    },
    CareGrant => Layout {
        name: "care_grant",
        key: RowKey::Id("patient"),
        person: Some("patient"),
        sealed: &[("sealed", &[Id("id")])],
        marked: true,
        anew: AtStart,
    },
    CareDecision => Layout {
        name: "care_decision",
        key: RowKey::Id("id"),
        person: Some("patient"),
        sealed: &[("sealed", &[Id("id")])],
        marked: true,
        anew: AtStart,
    },
    // It stays when the person is deleted.
    Safeguarding => Layout {
        name: "safeguarding",
        key: RowKey::Id("id"),
        person: Some("patient"),
        sealed: &[("sealed", &[Id("id")])],
        marked: true,
        anew: AtStart,
    },
    ToldElsewhere => Layout {
        name: "told_elsewhere",
        key: RowKey::Id("account"),
        person: Some("account"),
        sealed: &[("sealed", &[Said("elsewhere")])],
        marked: true,
        anew: AtStart,
    },
    CareDraft => Layout {
        name: "care_draft",
        key: RowKey::Id("account"),
        person: Some("account"),
        sealed: &[("sealed", &[Said("given")])],
        marked: false,
        anew: EndsFirst,
    },
    StaffCareDraft => Layout {
        name: "staff_care_draft",
        key: RowKey::Id("staff"),
        person: Some("patient"),
        sealed: &[("sealed", &[Id("staff"), Text("basis")])],
        marked: false,
        anew: EndsFirst,
    },
    KeptForm => Layout {
        name: "kept_form",
        key: RowKey::Id("account"),
        person: Some("account"),
        sealed: &[("sealed", &[Said("form")])],
        marked: false,
        anew: EndsFirst,
    },
}

impl SealedTable {
    /// As the database calls it; bound to whatever is sealed in it.
    pub const fn name(self) -> &'static str {
        self.layout().name
    }

    /// Whether what is sealed in it ends by itself, so that a change of keys waits for it.
    pub const fn ends_first(self) -> bool {
        matches!(self.layout().anew, Anew::EndsFirst)
    }
}
