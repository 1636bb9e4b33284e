//! What all pages share: layout, components, errors, forms, security headers.

pub mod assets;
pub mod components;
pub mod hydration;
