//! The names of organisations that are told by their code alone, from the national list.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;

use crate::connectors::{CannotLookUp, OrganisationDirectory};
use crate::domain::OdsCode;

/// A page does not wait longer than this for a name.
const LONGEST: Duration = Duration::from_millis(800);
const KEPT_FOR: Duration = Duration::from_secs(24 * 60 * 60);
const MOST_KEPT: u64 = 20_000;

/// Looks names up, with a code and nothing else: nothing about a person is sent. Cheap to clone.
#[derive(Clone)]
pub struct OrganisationNames {
    directory: Option<Arc<dyn OrganisationDirectory>>,
    /// What the list said; none where it does not have the code.
    known: Cache<OdsCode, Option<String>>,
}

impl OrganisationNames {
    pub fn new(directory: Option<Arc<dyn OrganisationDirectory>>) -> Self {
        Self { directory, known: Cache::builder().max_capacity(MOST_KEPT).time_to_live(KEPT_FOR).build() }
    }

    /// The name, where there is a list and it tells in time.
    pub async fn name(&self, code: &OdsCode) -> Option<String> {
        if let Some(known) = self.known.get(code).await {
            return known;
        }
        let asked = self.directory.as_ref()?.organisation(code);
        let name = match tokio::time::timeout(LONGEST, asked).await {
            Ok(Ok(details)) => Some(details.name),
            Ok(Err(CannotLookUp::NotThere)) => None,
            Ok(Err(CannotLookUp::Failed(error))) => {
                tracing::info!(%code, %error, "the list of organisations did not answer");
                return None;
            }
            Err(_) => return None,
        };
        self.known.insert(code.clone(), name.clone()).await;
        name
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use async_trait::async_trait;

    use super::*;
    use crate::connectors::ConnectorError;
    use crate::domain::OrganisationDetails;

    struct Listed(Result<&'static str, CannotLookUp>, AtomicU32);

    #[async_trait]
    impl OrganisationDirectory for Listed {
        async fn organisation(&self, ods_code: &OdsCode) -> Result<OrganisationDetails, CannotLookUp> {
            self.1.fetch_add(1, Ordering::SeqCst);
            self.0.clone().map(|name| OrganisationDetails {
                ods_code: ods_code.clone(),
                name: name.into(),
                address: None,
                phone: None,
                roles: vec![],
                active: true,
                closed: None,
                successors: None,
            })
        }
    }

    async fn asked_twice(says: Result<&'static str, CannotLookUp>) -> (Option<String>, u32) {
        let directory = Arc::new(Listed(says, AtomicU32::new(0)));
        let names = OrganisationNames::new(Some(directory.clone()));
        let code = OdsCode::parse("A99001").expect("a code");
        let first = names.name(&code).await;
        assert_eq!(names.name(&code).await, first);
        (first, directory.1.load(Ordering::SeqCst))
    }

    #[tokio::test]
    async fn what_the_list_said_is_not_asked_again_and_what_it_failed_to_say_is() {
        assert_eq!(asked_twice(Ok("HILL STREET SURGERY")).await, (Some("HILL STREET SURGERY".into()), 1));
        assert_eq!(asked_twice(Err(CannotLookUp::NotThere)).await, (None, 1));
        let failed = CannotLookUp::Failed(ConnectorError::TimedOut);
        assert_eq!(asked_twice(Err(failed)).await, (None, 2));
    }
}
