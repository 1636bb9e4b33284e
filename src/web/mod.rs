//! What all pages share: layout, components, errors, forms, security headers.

pub mod components;
