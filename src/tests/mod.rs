//! Tests of the whole portal, in the order of its URLs.

mod aggregator;
mod another_hospital;
mod app;
mod arrows;
mod bad_input;
mod care_journey;
mod community;
mod documents;
mod doors;
mod faults;
mod hospital_log_in;
mod letters;
mod national;
mod practice_sources;
mod prescriptions;
mod repeat_prescriptions;
mod route_list;
mod start;
mod surgery_book;
mod switchboard;
mod your_details;
