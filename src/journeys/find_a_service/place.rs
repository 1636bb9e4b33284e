//! One place, in words: how far, when it is open, how to reach it.

use chrono::Weekday;
use leptos::prelude::*;

use crate::domain::{MeasuredFrom, NearbyPlace, Opening, OpeningDay, OutsideLink};
use crate::t;
use crate::web::Words;
use crate::web::components::{Details, Facts, OutsidePage, Row};
use crate::words::{Locale, numbers};

/// One place.
#[component]
pub fn Place(
    locale: Locale,
    place: NearbyPlace,
    from: MeasuredFrom,
    /// What it shares with Front Door, where it is connected.
    #[prop(into, default = None)]
    shares: Option<AnyView>,
) -> impl IntoView {
    let address = place.address.iter().chain(&place.postcode).cloned().collect::<Vec<_>>().join(", ");
    let mut rows = Vec::new();
    if let Some(metres) = place.metres {
        rows.push(Row::new(t!(locale, "How far"), how_far(locale, metres, &from)));
    }
    rows.push(Row::new(t!(locale, "Address"), address));
    if let Some(phone) = place.phone.clone() {
        let href = format!("tel:{}", phone.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        let relay = t!(locale, "Relay UK: 18001 {phone}", phone = phone);
        rows.push(Row::new(t!(locale, "Phone"), view! { <a href=href>{phone}</a> }));
        rows.push(Row::new(t!(locale, "If you cannot hear or speak on the phone"), relay));
    }
    if let Some(email) = place.email.clone() {
        let href = format!("mailto:{email}");
        rows.push(Row::new(t!(locale, "Email"), view! { <a href=href>{email}</a> }));
    }
    if !place.access.is_empty() {
        rows.push(Row::new(t!(locale, "Access, as they told"), place.access.join(" · ")));
    }
    if !place.services.is_empty() {
        rows.push(Row::new(t!(locale, "Services, as they told"), place.services.join(" · ")));
    }
    let name = place.name.clone();
    let website = place.website.as_deref().and_then(OutsideLink::parse).map(|link| {
        let what = t!(locale, "{name} has a website.", name = name);
        view! { <OutsidePage locale what link /> }
    });
    let opening = opening(locale, &place.opening);
    view! {
        <li class="entry entry--national">
            <h2 class="entry__title" dir="auto">{place.name}</h2>
            <Facts rows />
            {opening}
            {website}
            {shares}
        </li>
    }
}

/// "0.4 miles", as roads are signed here. From the middle of an area it is "about".
pub fn how_far(locale: Locale, metres: u32, from: &MeasuredFrom) -> Words {
    let miles = f64::from(metres) / 1609.344;
    let miles = if miles < 10.0 { (miles * 10.0).round() / 10.0 } else { miles.round() };
    let is_there = miles < 0.1;
    let miles = numbers::quantity(miles);
    match from {
        MeasuredFrom::Postcode if is_there => t!(locale, "Less than 0.1 miles"),
        MeasuredFrom::Postcode => t!(locale, "{n} miles in a straight line", n = miles),
        MeasuredFrom::Area(_) => t!(locale, "About {n} miles in a straight line", n = miles),
    }
}

fn opening(locale: Locale, all: &[Opening]) -> AnyView {
    if all.is_empty() {
        return view! { <p>{t!(locale, "We were not told when it is open. Call first.")}</p> }.into_any();
    }
    let rows = all.iter().map(|opening| {
        let day: Words = match &opening.on {
            OpeningDay::Every(day) => weekday(locale, *day),
            OpeningDay::Special(day) => day.clone().into(),
        };
        let times: Words = match &opening.times {
            Some(times) => times.clone().into(),
            None => t!(locale, "Closed"),
        };
        Row::new(day, times)
    });
    let rows = rows.collect();
    view! {
        <Details summary=t!(locale, "When it is open")>
            <Facts rows />
            <p>{t!(locale, "On bank holidays times may differ. Call first.")}</p>
        </Details>
    }
    .into_any()
}

fn weekday(locale: Locale, day: Weekday) -> Words {
    match day {
        Weekday::Mon => t!(locale, "Monday"),
        Weekday::Tue => t!(locale, "Tuesday"),
        Weekday::Wed => t!(locale, "Wednesday"),
        Weekday::Thu => t!(locale, "Thursday"),
        Weekday::Fri => t!(locale, "Friday"),
        Weekday::Sat => t!(locale, "Saturday"),
        Weekday::Sun => t!(locale, "Sunday"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_in_miles_and_rough_where_they_were_measured_roughly() {
        let far = |metres, from: &MeasuredFrom| how_far(Locale::English, metres, from).into_owned();
        assert_eq!(far(20, &MeasuredFrom::Postcode), "Less than 0.1 miles");
        assert_eq!(far(644, &MeasuredFrom::Postcode), "0.4 miles in a straight line");
        assert_eq!(far(40_000, &MeasuredFrom::Area("LS1".into())), "About 25 miles in a straight line");
    }
}
