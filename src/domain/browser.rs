//! What kind of browser somebody uses, as far as it says so itself: enough to know one's own device again.

/// A browser and the system that it runs on. Kept as two words; nothing else of what the browser sends is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Browser {
    pub name: BrowserName,
    pub system: System,
}

macro_rules! words {
    ($(#[$doc:meta])* $type:ident: $($name:ident = $slug:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $type {
            $($name,)+
        }

        impl $type {
            pub const ALL: &'static [$type] = &[$($type::$name,)+];

            pub const fn slug(self) -> &'static str {
                match self {
                    $($type::$name => $slug,)+
                }
            }

            fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|this| this.slug() == slug)
            }
        }
    };
}

words! {
    /// As its maker calls it.
    BrowserName:
    Chrome = "chrome",
    Edge = "edge",
    Firefox = "firefox",
    Opera = "opera",
    Safari = "safari",
    Samsung = "samsung",
    Other = "other",
}

words! {
    /// What it runs on.
    System:
    Android = "android",
    Chromebook = "chromebook",
    IPad = "ipad",
    IPhone = "iphone",
    Linux = "linux",
    Mac = "mac",
    Windows = "windows",
    Other = "other",
}

impl Browser {
    pub const UNKNOWN: Browser = Browser { name: BrowserName::Other, system: System::Other };

    /// Reads a `User-Agent` header. Most browsers name others as well, so the order matters.
    pub fn from_user_agent(said: &str) -> Self {
        let names = [
            ("Edg", BrowserName::Edge),
            ("OPR/", BrowserName::Opera),
            ("SamsungBrowser", BrowserName::Samsung),
            ("Firefox/", BrowserName::Firefox),
            ("FxiOS/", BrowserName::Firefox),
            ("Chrome/", BrowserName::Chrome),
            ("CriOS/", BrowserName::Chrome),
            ("Safari/", BrowserName::Safari),
        ];
        let systems = [
            ("iPhone", System::IPhone),
            ("iPad", System::IPad),
            ("Android", System::Android),
            ("CrOS", System::Chromebook),
            ("Windows", System::Windows),
            ("Macintosh", System::Mac),
            ("Linux", System::Linux),
        ];
        let name = names.into_iter().find(|(part, _)| said.contains(part));
        let system = systems.into_iter().find(|(part, _)| said.contains(part));
        Self {
            name: name.map_or(BrowserName::Other, |(_, name)| name),
            system: system.map_or(System::Other, |(_, system)| system),
        }
    }

    /// The two words that are kept.
    pub fn slug(self) -> String {
        format!("{} {}", self.name.slug(), self.system.slug())
    }

    /// Of the two words; unknown where they are not ours.
    pub fn from_slug(slug: &str) -> Self {
        let (name, system) = slug.split_once(' ').unwrap_or_default();
        Self {
            name: BrowserName::from_slug(name).unwrap_or(BrowserName::Other),
            system: System::from_slug(system).unwrap_or(System::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_that_name_others_too_are_told_apart() {
        for (said, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "firefox windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0",
                "edge windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
                "chrome android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "safari iphone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "safari mac",
            ),
            (
                "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                "samsung android",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36",
                "chrome chromebook",
            ),
            ("curl/8.5", "other other"),
            ("", "other other"),
            ("<script>alert(1)</script>", "other other"),
        ] {
            let browser = Browser::from_user_agent(said);
            assert_eq!(browser.slug(), expected);
            assert_eq!(Browser::from_slug(&browser.slug()), browser);
        }
    }

    #[test]
    fn words_that_are_not_ours_are_unknown() {
        for slug in ["", "firefox", "firefox  windows", "x y", "windows firefox"] {
            let Browser { name, system } = Browser::from_slug(slug);
            assert!(name == BrowserName::Other || system == System::Other, "{slug}");
        }
    }
}
