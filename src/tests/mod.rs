//! Tests of the whole portal, in the order of its URLs.

mod aggregator;
mod app;
mod arrows;
mod bad_input;
mod community;
mod doors;
mod faults;
mod hospital_log_in;
mod letters;
mod practice_sources;
mod route_list;
mod start;
mod surgery_book;
mod switchboard;
