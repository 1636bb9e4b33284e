//! Where a person's information comes from.

mod page;
pub mod said;
pub mod standing;
