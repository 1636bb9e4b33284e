//! Where a person's information comes from.

pub mod said;
pub mod standing;
