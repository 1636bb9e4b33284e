//! How sure NHS login is to be of who somebody is: vectors of trust (RFC 8485; NHS login, "Vectors of trust").

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Ask {
    /// Whoever has an NHS login: whoever has not proved who they are yet is told by us what comes next.
    Anyone,
    /// Only people who have proved who they are; NHS login lets the others do so there and then.
    Proved,
}

/// What was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    /// P9: the identity was checked. Only this opens a record.
    Proved,
    /// P5 or anything else that was asked for.
    NotProved,
}

const P9: [&str; 3] = ["P9.Cp.Cd", "P9.Cp.Ck", "P9.Cm"];
const P5: [&str; 3] = ["P5.Cp.Cd", "P5.Cp.Ck", "P5.Cm"];

impl Ask {
    fn vectors(self) -> impl Iterator<Item = &'static str> {
        let lower = if self == Ask::Anyone { &P5[..] } else { &[] };
        P9.iter().chain(lower).copied()
    }

    /// As the request says it: a JSON array.
    pub fn vtr(self) -> String {
        let quoted: Vec<_> = self.vectors().map(|vector| format!("\"{vector}\"")).collect();
        format!("[{}]", quoted.join(","))
    }

    /// What the token says was reached, if that is something that was asked for.
    pub fn reached(self, vot: &str) -> Option<Reached> {
        let parts = |vector: &str| {
            let mut parts: Vec<_> = vector.split('.').map(str::to_owned).collect();
            // RFC 8485, section 3.1: their order says nothing.
            parts.sort();
            parts
        };
        let told = parts(vot);
        let asked = self.vectors().find(|vector| parts(vector) == told)?;
        Some(if asked.starts_with("P9.") { Reached::Proved } else { Reached::NotProved })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_counts_and_only_p9_is_proved() {
        assert_eq!(Ask::Anyone.reached("P9.Cp.Cd"), Some(Reached::Proved));
        assert_eq!(Ask::Anyone.reached("Cd.P9.Cp"), Some(Reached::Proved));
        assert_eq!(Ask::Anyone.reached("P5.Cm"), Some(Reached::NotProved));
        assert_eq!(Ask::Proved.reached("P9.Cm"), Some(Reached::Proved));
        for lower in ["P5.Cp.Cd", "P0.Cp.Cd", "P9", "P9.Cp", "P9.Cp.Cd.Cm", "", "P10.Cp.Cd"] {
            assert_eq!(Ask::Proved.reached(lower), None, "{lower}");
        }
    }

    #[test]
    fn the_request_lists_the_vectors_as_a_json_array() {
        assert_eq!(Ask::Proved.vtr(), r#"["P9.Cp.Cd","P9.Cp.Ck","P9.Cm"]"#);
        assert!(Ask::Anyone.vtr().contains(r#""P5.Cm""#));
    }
}
