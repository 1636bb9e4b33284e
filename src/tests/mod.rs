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
mod joining;
mod letters;
mod national;
mod practice_sources;
mod prescriptions;
mod repeat_prescriptions;
mod results_wait;
mod route_list;
mod search;
mod start;
mod surgery_book;
mod switchboard;
mod your_details;
