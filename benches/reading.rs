//! How long a GP record of 3 MB takes to be read, on one core, and how much memory that needs at most.
//!
//! Started by `cargo xtask bench`. The record is a published example of one system, repeated under new ids.

#[path = "support/counting.rs"]
mod counting;

use std::collections::HashSet;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::Value;
use uuid::Uuid;

use chrono::NaiveDate;
use front_door::access::FetchOrder;
use front_door::connectors::gp_connect;
use front_door::domain::{NhsNumber, Person, PersonId};

const EXAMPLE: &str = include_str!("../src/connectors/examples/gp_connect/no-documents.json");
/// In bytes.
const LARGE: usize = 3_000_000;
const ROUNDS: usize = 100;

/// The example with all but its patient repeated, each time under ids of their own.
fn record() -> Result<Vec<u8>, Box<dyn Error>> {
    let example: Value = serde_json::from_str(EXAMPLE)?;
    let entries = example["entry"].as_array().ok_or("no entries")?;
    let is_patient = |entry: &&Value| entry["resource"]["resourceType"] == "Patient";
    let mut all: Vec<Value> = entries.iter().filter(is_patient).cloned().collect();
    let others: Vec<&Value> = entries.iter().filter(|entry| !is_patient(entry)).collect();
    let ids: HashSet<&str> = others.iter().filter_map(|entry| entry["resource"]["id"].as_str()).collect();
    let mut size = 0;
    for copy in 0.. {
        if size >= LARGE {
            break;
        }
        for entry in &others {
            let mut entry = (*entry).clone();
            renew(&mut entry, &ids, copy);
            size += entry.to_string().len() + 1;
            all.push(entry);
        }
    }
    let mut record = example.clone();
    record["entry"] = Value::from(all);
    Ok(serde_json::to_vec(&record)?)
}

/// Gives a copy's ids, and what refers to them, the number of the copy.
fn renew(value: &mut Value, ids: &HashSet<&str>, copy: usize) {
    match value {
        Value::String(text) => {
            let id = text.rsplit('/').next().unwrap_or_default();
            if ids.contains(id) {
                text.push_str(&format!("-{copy}"));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| renew(inner, ids, copy)),
        Value::Object(fields) => fields.values_mut().for_each(|inner| renew(inner, ids, copy)),
        _ => {}
    }
}

/// An order about the person whom the example is about.
fn order() -> Result<FetchOrder, Box<dyn Error>> {
    let example: Value = serde_json::from_str(EXAMPLE)?;
    let entries = example["entry"].as_array().into_iter().flatten();
    let mut patients = entries.map(|entry| &entry["resource"]).filter(|one| one["resourceType"] == "Patient");
    let patient = patients.next().ok_or("no patient")?;
    let born: NaiveDate = patient["birthDate"].as_str().ok_or("no birth date")?.parse()?;
    Ok(FetchOrder::for_source_check(Person {
        id: PersonId(Uuid::from_u128(1)),
        nhs_number: NhsNumber::from_source("9990000018")?,
        name: "Ann Other".to_owned(),
        date_of_birth: born,
    }))
}

fn main() -> Result<(), Box<dyn Error>> {
    let (record, order) = (record()?, order()?);
    let mut times = Vec::with_capacity(ROUNDS);
    let (mut entries, mut most) = (0, 0);
    for _ in 0..ROUNDS {
        let (held, answer) = counting::most_held(|| {
            let body = record.clone();
            let begun = Instant::now();
            let answer = gp_connect::read_record(body, &order);
            times.push(begun.elapsed());
            answer
        });
        most = most.max(held);
        entries = black_box(answer?).len();
    }
    times.sort_unstable();
    let size = record.len() as f64;
    let print = |name: &str, value: f64, unit: &str| println!("{name:<64} {value:>12.2}  {unit}");
    print("reading a GP record, its size", size / 1e6, "MB");
    print("reading a GP record, entries", entries as f64, "");
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    print("reading a GP record, middle (at most 30 ms)", ms(times[ROUNDS / 2]), "ms");
    print("reading a GP record, slowest but one in 100", ms(times[ROUNDS - 2]), "ms");
    print("reading a GP record, memory by its size (at most 4)", most as f64 / size, "x");
    Ok(())
}
