//! The small pictures; each stands beside words that say the same.

use leptos::prelude::*;

/// The service's mark: an open door.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 40" aria-hidden="true" focusable="false">
            <path fill="#fff" d="M2 2h28v36H2z" />
            <path fill="#003087" d="M5 5h22v33H5z" />
            <path fill="#ffeb3b" d="M5 5l15 5v28H5z" />
            <circle cx="16.5" cy="23" r="1.8" fill="#003087" />
        </svg>
    }
}

/// How an organisation stands, as a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    Answered,
    InPart,
    Failed,
    Waiting,
    NotAsked,
}

#[component]
pub fn Icon(sign: Sign) -> impl IntoView {
    let drawing = match sign {
        Sign::Answered => {
            r##"<circle cx="14" cy="14" r="14" fill="#007f3b"/><path d="m7.5 14.5 4.5 4.5 9-9.5" fill="none" stroke="#fff" stroke-width="3"/>"##
        }
        Sign::InPart => {
            r##"<circle cx="14" cy="14" r="12.5" fill="#fff" stroke="#b85c00" stroke-width="3"/><path d="M14 1.5a12.5 12.5 0 0 1 0 25z" fill="#b85c00"/>"##
        }
        Sign::Failed => {
            r##"<path d="M14 1 28 27H0z" fill="#d5281b"/><path d="M12.6 10h2.8v9h-2.8zM12.6 21h2.8v3h-2.8z" fill="#fff"/>"##
        }
        Sign::Waiting => {
            r##"<circle cx="14" cy="14" r="12.5" fill="#fff" stroke="#425563" stroke-width="3"/><path d="M14 7v7l5 3" fill="none" stroke="#425563" stroke-width="3"/>"##
        }
        Sign::NotAsked => {
            r##"<circle cx="14" cy="14" r="12.5" fill="#fff" stroke="#4c6272" stroke-width="3" stroke-dasharray="5 4"/><path d="M8 14h12" stroke="#4c6272" stroke-width="3"/>"##
        }
    };
    view! { <svg class="sign" viewBox="0 0 28 28" aria-hidden="true" focusable="false" inner_html=drawing></svg> }
}
