//! The made-up places of the directory, out at sea so that nobody goes there.

use serde_json::{Value, json};

/// One place.
pub struct Place {
    pub code: &'static str,
    pub name: &'static str,
    /// Type id, type and subtype.
    pub what: (&'static str, &'static str, Option<&'static str>),
    pub address: [&'static str; 2],
    pub postcode: &'static str,
    pub latitude: f64,
    pub longitude: f64,
    pub phone: &'static str,
    /// From Monday to Friday, on Saturday, on Sunday.
    pub open: [Option<(&'static str, &'static str)>; 3],
    pub services: &'static [&'static str],
    pub status: &'static str,
}

const PHARMACY: (&str, &str, Option<&str>) = ("PHA", "Pharmacy", Some("Community"));
const BY_POST: (&str, &str, Option<&str>) = ("PHA", "Pharmacy", Some("DistanceSelling"));
const SURGERY: (&str, &str, Option<&str>) = ("GPB", "GpBranch", None);
const URGENT: (&str, &str, Option<&str>) = ("UC", "Urgent Care", None);
const MINOR: (&str, &str, Option<&str>) = ("MIU", "Minor Injury Unit", None);
const OFFICE: [Option<(&str, &str)>; 3] = [Some(("08:00", "18:30")), None, None];
const SHOP: [Option<(&str, &str)>; 3] = [Some(("09:00", "18:00")), Some(("09:00", "13:00")), None];
const ALL_WEEK: [Option<(&str, &str)>; 3] = [Some(("08:00", "22:00")); 3];

const fn place(
    code: &'static str,
    name: &'static str,
    what: (&'static str, &'static str, Option<&'static str>),
    address: [&'static str; 2],
    postcode: &'static str,
    (latitude, longitude): (f64, f64),
) -> Place {
    let open = match what.0.as_bytes() {
        b"PHA" => SHOP,
        b"GPB" => OFFICE,
        _ => ALL_WEEK,
    };
    let services: &[&str] = match what.0.as_bytes() {
        b"PHA" => &["Pharmacy First", "Flu vaccination"],
        b"GPB" => &["Asthma clinic"],
        _ => &["Minor injuries", "X-ray"],
    };
    Place {
        code,
        name,
        what,
        address,
        postcode,
        latitude,
        longitude,
        phone: "01632 960 020",
        open,
        services,
        status: "Visible",
    }
}

/// Every place there is.
pub static PLACES: [Place; 13] = [
    place(
        "FZZ01",
        "Riverside Pharmacy",
        PHARMACY,
        ["4 River Road", "Market Sample"],
        "ZZ99 4RR",
        (54.2000, 1.2000),
    ),
    place(
        "FZZ02",
        "Hill Street Pharmacy",
        PHARMACY,
        ["3 Hill Street", "Market Sample"],
        "ZZ99 3VZ",
        (54.2040, 1.2060),
    ),
    place(
        "FZZ03",
        "Market Place Chemist",
        PHARMACY,
        ["9 Market Place", "Market Sample"],
        "ZZ99 5VV",
        (54.2010, 1.2110),
    ),
    place(
        "FZZ04",
        "Mill Lane Pharmacy",
        PHARMACY,
        ["15 Mill Lane", "Little Sample"],
        "ZZ99 3WZ",
        (54.2310, 1.2400),
    ),
    Place {
        open: ALL_WEEK,
        ..place(
            "FZZ05",
            "Northfield Late Pharmacy",
            PHARMACY,
            ["1 North Road", "Northfield Sample"],
            "ZZ99 4NN",
            (54.2700, 1.1700),
        )
    },
    place("FZZ06", "Sample Post Pharmacy", BY_POST, ["Unit 6", "Sampleton"], "ZZ99 1AA", (54.2001, 1.2001)),
    Place {
        status: "Hidden",
        ..place(
            "FZZ07",
            "Old Bridge Pharmacy",
            PHARMACY,
            ["2 Bridge Street", "Market Sample"],
            "ZZ99 4RR",
            (54.2002, 1.2003),
        )
    },
    place(
        "A99901",
        "Hill Street Surgery",
        SURGERY,
        ["2 Hill Street", "Market Sample"],
        "ZZ99 3VZ",
        (54.2041, 1.2061),
    ),
    place(
        "A99902",
        "Mill Lane Surgery",
        SURGERY,
        ["14 Mill Lane", "Little Sample"],
        "ZZ99 3WZ",
        (54.2311, 1.2401),
    ),
    place(
        "A99904",
        "Quay Surgery",
        SURGERY,
        ["6 Harbour Street", "Sample Quay"],
        "ZZ99 6HH",
        (54.1800, 1.2500),
    ),
    place(
        "RZ101",
        "Riverside Urgent Treatment Centre",
        URGENT,
        ["River Road", "Market Sample"],
        "ZZ99 4RR",
        (54.2005, 1.1990),
    ),
    place(
        "RZ201",
        "Northfield Walk-in Centre",
        URGENT,
        ["North Road", "Northfield Sample"],
        "ZZ99 4NN",
        (54.2702, 1.1702),
    ),
    place(
        "RZ501",
        "Harbour Minor Injuries Unit",
        MINOR,
        ["3 Harbour Street", "Sample Quay"],
        "ZZ99 6HH",
        (54.1801, 1.2503),
    ),
];

impl Place {
    /// In the directory's own shape; opening times in the order of their names, as it has them.
    pub fn json(&self) -> Value {
        let (type_id, what, subtype) = self.what;
        let [weekdays, saturday, sunday] = self.open;
        let days = [
            ("Friday", weekdays),
            ("Monday", weekdays),
            ("Saturday", saturday),
            ("Sunday", sunday),
            ("Thursday", weekdays),
            ("Tuesday", weekdays),
            ("Wednesday", weekdays),
        ];
        let mut opening: Vec<Value> = days.into_iter().map(|(day, times)| line(day, "", times)).collect();
        opening.push(line("", "Dec 25 2026", None));
        let services =
            self.services.iter().map(|name| json!({ "ServiceName": name, "ServiceCode": "SRV0000" }));
        json!({
            "@search.score": 1.0,
            "SearchKey": self.code,
            "ODSCode": self.code,
            "OrganisationName": self.name,
            "OrganisationTypeId": type_id,
            "OrganisationType": what,
            "OrganisationSubType": subtype,
            "OrganisationStatus": self.status,
            "URL": null,
            "Address1": self.address[0],
            "Address2": null,
            "Address3": " ",
            "City": self.address[1],
            "County": "",
            "Postcode": self.postcode,
            "Latitude": self.latitude,
            "Longitude": self.longitude,
            "Geocode": { "type": "Point", "coordinates": [self.longitude, self.latitude],
                "crs": { "type": "name", "properties": { "name": "EPSG:4326" } } },
            "Contacts": [{
                "ContactType": "Primary", "ContactAvailabilityType": "Office hours",
                "ContactMethodType": "Telephone", "ContactValue": self.phone,
            }, {
                "ContactType": "Primary", "ContactAvailabilityType": "Office hours",
                "ContactMethodType": "Email", "ContactValue": format!("{}@sample.example", self.code.to_lowercase()),
            }],
            "Facilities": [
                { "Name": "Step free access", "Value": "Yes", "FacilityGroupName": "Accessibility" },
                { "Name": "Signing service available", "Value": if type_id == "GPB" { "Yes" } else { "No" },
                    "FacilityGroupName": "Accessibility" },
            ],
            "OpeningTimes": opening,
            "Services": services.collect::<Vec<_>>(),
        })
    }
}

fn line(day: &str, special: &str, times: Option<(&str, &str)>) -> Value {
    let (opens, closes) = times.unwrap_or_default();
    json!({
        "Weekday": day,
        "Times": format!("{opens}-{closes}"),
        "OpeningTime": opens,
        "ClosingTime": closes,
        "OpeningTimeType": if special.is_empty() { "General" } else { "Additional" },
        "AdditionalOpeningDate": special,
        "IsOpen": times.is_some(),
    })
}
