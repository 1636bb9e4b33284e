//! How to take a medicine, as far as it is understood: read from a whole text, or from a source's codes.

use serde::{Deserialize, Serialize};

/// Made only where everything that was told is understood.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dosage {
    pub verb: Option<Verb>,
    pub amount: Option<Amount>,
    pub by_mouth: bool,
    pub site: Option<Site>,
    pub often: Option<Often>,
    /// At most so many times a day.
    pub up_to_times: Option<u8>,
    /// At each of these the whole amount.
    pub moments: Vec<Moment>,
    pub food: Option<Food>,
    /// Only when it is needed; none where nothing is said of that.
    pub when_needed: Option<bool>,
    pub for_days: Option<u16>,
    pub most: Option<Most>,
}

/// What is done with it, where the source says so; never guessed from the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Verb {
    Take,
    Inhale,
    Use,
}

/// How much at one time.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Amount {
    pub from: f64,
    /// The upper end of "1 or 2".
    pub to: Option<f64>,
    pub unit: Option<Unit>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unit {
    Tablet,
    Capsule,
    Puff,
    /// A medicine spoon of 5 ml.
    Spoonful,
    Millilitre,
    Milligram,
    Sachet,
    Drop,
    Spray,
}

/// Where drops and sprays go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Site {
    pub side: Side,
    pub part: BodyPart,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Side {
    Each,
    Left,
    Right,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BodyPart {
    Eye,
    Ear,
    Nostril,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Often {
    /// "2 tablets a day": the amount is that of the day, however it is parted.
    ADay,
    TimesADay {
        from: u8,
        to: Option<u8>,
    },
    EveryHours {
        from: u8,
        to: Option<u8>,
    },
}

/// A moment of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Moment {
    pub of_day: OfDay,
    /// "Every morning", not only "in the morning".
    pub every: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum OfDay {
    Morning,
    Breakfast,
    Evening,
    Night,
    Bedtime,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Food {
    With,
    Before,
    After,
    WithOrAfter,
}

/// Never more than this.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Most {
    pub number: f64,
    pub unit: Option<Unit>,
    pub within: Within,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Within {
    TwentyFourHours,
    OneDay,
}

/// What a source coded of how to take a medicine.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum CodedDosage {
    /// All of it is understood.
    Understood {
        dosage: Dosage,
        /// The source gave no text of its own.
        stands_alone: bool,
    },
    /// Something in it is not, such as a day of the week: then nothing may be said in our words.
    NotUnderstood,
}

impl Unit {
    /// The unit that a word means, in small letters; insulin's "units" is none of them.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "tablet" | "tablets" | "tab" | "tabs" | "tablet(s)" => Self::Tablet,
            "capsule" | "capsules" | "cap" | "caps" | "capsule(s)" => Self::Capsule,
            "puff" | "puffs" => Self::Puff,
            "ml" | "mls" | "millilitre" | "millilitres" => Self::Millilitre,
            "mg" | "milligram" | "milligrams" => Self::Milligram,
            "sachet" | "sachets" => Self::Sachet,
            "drop" | "drops" => Self::Drop,
            "spray" | "sprays" => Self::Spray,
            _ => return None,
        })
    }

    /// Whether it can go nowhere near an eye, so that "OD" can only mean once a day.
    pub fn is_never_for_eyes(self) -> bool {
        matches!(self, Self::Tablet | Self::Capsule | Self::Puff | Self::Spoonful | Self::Sachet)
    }
}

impl Often {
    /// The short forms that prescribers use, in small letters. "OD" is not among them: it also means the right eye.
    pub fn abbreviated(word: &str) -> Option<Self> {
        let from = match word {
            "bd" | "bid" => 2,
            "tds" | "tid" => 3,
            "qds" | "qid" => 4,
            _ => return None,
        };
        Some(Self::TimesADay { from, to: None })
    }
}

impl Dosage {
    /// Whether it says when or how often.
    pub fn says_when(&self) -> bool {
        self.often.is_some()
            || self.up_to_times.is_some()
            || !self.moments.is_empty()
            || self.when_needed == Some(true)
    }

    /// Whether its parts fit together: nothing twice a day at three moments, and no more at once than in a day.
    pub fn makes_sense(&self) -> bool {
        let moments = self.moments.len();
        let times_fit = match self.often {
            _ if moments == 0 => true,
            None => self.up_to_times.is_none(),
            Some(Often::ADay) => moments == 1 && self.up_to_times.is_none(),
            Some(Often::TimesADay { from, to }) => usize::from(from) == moments && to.is_none(),
            Some(Often::EveryHours { .. }) => false,
        };
        let up_to_fits =
            self.up_to_times.is_none() || matches!(self.often, None | Some(Often::EveryHours { .. }));
        let amount = self
            .amount
            .is_some_and(|amount| amount.from > 0.0 && amount.to.is_none_or(|to| to > amount.from));
        let most_fits = self.most.zip(self.amount).is_none_or(|(most, amount)| {
            most.number >= amount.to.unwrap_or(amount.from)
                && most.unit.is_none_or(|unit| amount.unit == Some(unit))
        });
        let is_swallowed = !self.by_mouth || matches!(self.verb, None | Some(Verb::Take));
        amount && times_fit && up_to_fits && most_fits && is_swallowed
    }

    /// Whether it says all that `coded` says, and nothing else of it. It may say more.
    pub fn agrees_with(&self, coded: &Dosage) -> bool {
        fn same<T: PartialEq>(own: Option<T>, coded: Option<T>) -> bool {
            coded.is_none() || own == coded
        }
        let amount = match (self.amount, coded.amount) {
            (_, None) => true,
            (Some(own), Some(coded)) => {
                let unit = own.unit.is_none() || coded.unit.is_none() || own.unit == coded.unit;
                own.from == coded.from && own.to == coded.to && unit
            }
            (None, Some(_)) => false,
        };
        let when_needed = match coded.when_needed {
            None => true,
            Some(needed) => self.when_needed.unwrap_or(false) == needed,
        };
        let moments = coded.moments.is_empty()
            || self.moments.iter().map(|one| one.of_day).eq(coded.moments.iter().map(|one| one.of_day));
        amount
            && when_needed
            && moments
            && (coded.often.is_none() || self.times() == coded.times())
            && (!coded.by_mouth || self.by_mouth || self.verb == Some(Verb::Take))
            && same(self.verb, coded.verb)
            && same(self.site, coded.site)
            && same(self.up_to_times, coded.up_to_times)
            && same(self.food, coded.food)
            && same(self.for_days, coded.for_days)
            && match (self.most, coded.most) {
                (_, None) => true,
                (Some(own), Some(coded)) => own.number == coded.number,
                (None, Some(_)) => false,
            }
    }

    /// How often, in one way where there are several to say it: "at night" is once a day.
    fn times(&self) -> Option<Often> {
        match self.often {
            Some(Often::ADay) => Some(Often::TimesADay { from: 1, to: None }),
            None if !self.moments.is_empty() => {
                Some(Often::TimesADay { from: u8::try_from(self.moments.len()).ok()?, to: None })
            }
            other => other,
        }
    }
}
