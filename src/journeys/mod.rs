//! The things a person can do; one folder each.
