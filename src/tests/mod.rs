//! Tests of the whole portal, in the order of its URLs.

mod app;
mod arrows;
mod bad_input;
mod route_list;
