//! Plain pictures beside words, for whoever finds reading hard. They say nothing that the words do not.

use leptos::prelude::*;

use crate::domain::Kind;

/// What is to be seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    Key,
    Slip,
    Calendar,
    Pill,
    Envelope,
    Tube,
    Person,
    Door,
    House,
    Phone,
    Lock,
    Eye,
    Screen,
    Question,
    Needle,
    Warning,
    Heart,
    Hospital,
    Arrow,
    List,
    Speech,
}

impl Picture {
    /// What stands beside the name of a kind.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Appointments => Self::Calendar,
            Kind::Medicines => Self::Pill,
            Kind::Prescriptions => Self::Slip,
            Kind::Allergies => Self::Warning,
            Kind::Conditions => Self::Heart,
            Kind::TestResults => Self::Tube,
            Kind::Letters => Self::Envelope,
            Kind::Vaccinations => Self::Needle,
            Kind::Visits => Self::Hospital,
            Kind::Referrals => Self::Arrow,
            Kind::CarePlans => Self::List,
            Kind::Questionnaires => Self::Question,
            Kind::Details => Self::Person,
            Kind::Messages => Self::Speech,
        }
    }

    /// Lines on a field of 64 by 64.
    const fn lines(self) -> &'static str {
        match self {
            Self::Key => r#"<circle cx="20" cy="32" r="14"/><path d="M34 32h26v12M50 32v9"/>"#,
            Self::Slip => r#"<path d="M12 4h40v56l-8-6-6 6-6-6-6 6-6-6-8 6zM22 20h20M22 34h20"/>"#,
            Self::Calendar => r#"<path d="M6 12h52v46H6zM6 24h52M20 4v14M44 4v14"/>"#,
            Self::Pill => r#"<rect x="4" y="20" width="56" height="24" rx="12"/><path d="M32 20v24"/>"#,
            Self::Envelope => r#"<path d="M4 12h56v40H4zM4 14l28 22 28-22"/>"#,
            Self::Tube => r#"<path d="M22 4v46a10 10 0 0 0 20 0V4M16 6h32M22 34h20"/>"#,
            Self::Person => {
                r#"<circle cx="32" cy="20" r="13"/><path d="M8 60c0-14 10-22 24-22s24 8 24 22"/>"#
            }
            Self::Door => r#"<path d="M14 60V6h36v54M6 60h52"/><circle cx="42" cy="34" r="2"/>"#,
            Self::House => r#"<path d="M4 32 32 6l28 26M12 26v34h40V26M26 60V42h12v18"/>"#,
            Self::Phone => {
                r#"<rect x="18" y="4" width="28" height="56" rx="5"/><path d="M18 14h28M18 48h28"/>"#
            }
            Self::Lock => {
                r#"<rect x="10" y="28" width="44" height="32" rx="4"/><path d="M18 28v-8a14 14 0 0 1 28 0v8M32 40v8"/>"#
            }
            Self::Eye => {
                r#"<path d="M4 32c8-12 18-18 28-18s20 6 28 18c-8 12-18 18-28 18S12 44 4 32z"/><circle cx="32" cy="32" r="8"/>"#
            }
            Self::Screen => {
                r#"<rect x="4" y="8" width="56" height="38" rx="3"/><path d="M32 46v12M18 58h28"/>"#
            }
            Self::Needle => {
                r#"<path d="M40 6l18 18M49 15l-9 9M26 18l20 20-18 18H8V36zM8 56l-4 4M24 32l8 8"/>"#
            }
            Self::Warning => r#"<path d="M32 6l28 50H4zM32 24v16M32 47v2"/>"#,
            Self::Heart => {
                r#"<path d="M32 56C8 38 4 30 4 22a14 14 0 0 1 28-3 14 14 0 0 1 28 3c0 8-4 16-28 34z"/>"#
            }
            Self::Hospital => r#"<path d="M8 60V8h48v52M4 60h56M32 16v20M22 26h20M26 60V46h12v14"/>"#,
            Self::Arrow => r#"<path d="M4 22h34V10l22 22-22 22V42H4z"/>"#,
            Self::List => {
                r#"<path d="M10 8h44v52H10zM22 4h20v8H22zM20 28l3 3 5-6M34 28h12M20 44l3 3 5-6M34 44h12"/>"#
            }
            Self::Speech => r#"<path d="M4 8h56v36H30L16 58V44H4zM16 20h32M16 32h20"/>"#,
            Self::Question => {
                r#"<circle cx="32" cy="32" r="28"/><path d="M23 26a9 9 0 1 1 13 8c-3 2-4 3-4 7M32 48v1"/>"#
            }
        }
    }
}

#[component]
pub fn Drawn(picture: Picture, class: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 64 64" aria-hidden="true" focusable="false" inner_html=picture.lines()></svg>
    }
}
