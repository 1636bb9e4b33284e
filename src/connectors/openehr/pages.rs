//! One query with all its pages, by `fetch` and `offset` (ITS-REST 1.0, Query API).

use serde_json::json;
use uuid::Uuid;

use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Fetched, Question, SourceHttp};

/// Every composition of one EHR, newest first. Whose EHR it is stands in each row, so that each row can be checked;
/// the last column settles the order of those that began together, so that no page repeats or leaves out a row.
const EVERYTHING: &str = "SELECT e/ehr_id/value AS ehr_id, \
     e/ehr_status/subject/external_ref/id/value AS subject_id, \
     e/ehr_status/subject/external_ref/namespace AS subject_namespace, \
     c AS composition, c/context/start_time/value AS started, c/uid/value AS uid \
     FROM EHR e CONTAINS COMPOSITION c \
     WHERE e/ehr_id/value = $ehr_id \
     ORDER BY c/context/start_time/value DESC, c/uid/value DESC";

/// Rows asked for at a time. Whole compositions are large: some have 50 KB.
const FETCH: usize = 50;
/// No more rows of one person are read; the list then says that it is not complete.
pub const MOST_ROWS: usize = 2_000;
/// The same full page twice. A short one twice comes from a server that does not page: it has told everything.
const ROUND_IN_A_CIRCLE: ConnectorError = ConnectorError::Unreadable("its pages go round in a circle");

/// The pages of one query.
#[derive(Debug, Default)]
pub struct Pages {
    pages: Vec<Fetched>,
    /// There may be more than was read.
    pub is_cut_short: bool,
}

impl Pages {
    /// Asks for every composition of that EHR.
    pub async fn fetch(http: &SourceHttp, ehr_id: &str, correlation: Uuid) -> Result<Self, ConnectorError> {
        let mut all = Self::default();
        let mut received = 0;
        loop {
            let page = ask(http, ehr_id, received, correlation).await.map_err(|error| match error {
                // The EHR is known by now, so this is no statement on the person.
                ConnectorError::DoesNotKnowPerson | ConnectorError::Gone => {
                    ConnectorError::Unreadable("a page is missing")
                }
                other => other,
            })?;
            let rows = rows(&page)?;
            let count = rows.inner().count();
            if all.pages.last().and_then(rows_of).is_some_and(|last| last.is_same(rows)) {
                return if count < FETCH { Ok(all) } else { Err(ROUND_IN_A_CIRCLE) };
            }
            let more = may_have_more(Node::of(&page.json), count);
            received += count;
            all.pages.push(page);
            if !more {
                return Ok(all);
            }
            if received >= MOST_ROWS {
                all.is_cut_short = true;
                return Ok(all);
            }
        }
    }

    /// The result sets, in order.
    pub fn results(&self) -> impl Iterator<Item = Node<'_>> {
        self.pages.iter().map(|page| Node::of(&page.json))
    }
}

async fn ask(
    http: &SourceHttp,
    ehr_id: &str,
    offset: usize,
    correlation: Uuid,
) -> Result<Fetched, ConnectorError> {
    let body = json!({
        "q": EVERYTHING, "offset": offset, "fetch": FETCH, "query_parameters": { "ehr_id": ehr_id },
    });
    http.ask(&Question::json(http.below("query/aql")?, Some(body), correlation)).await
}

fn rows_of(page: &Fetched) -> Option<Node<'_>> {
    let rows = Node::of(&page.json).at("rows");
    rows.is_list().then_some(rows)
}

fn rows(page: &Fetched) -> Result<Node<'_>, ConnectorError> {
    rows_of(page).ok_or(ConnectorError::Unreadable("not the answer of a query"))
}

/// Whether there may be more after a page. A short page alone does not end the list: servers lower `fetch` without
/// a word. An empty one does, and so does one whose server says that it kept to the size that was asked for.
fn may_have_more(result: Node, rows: usize) -> bool {
    let meta = result.at("meta");
    let kept_size = ["_fetch", "fetch"]
        .into_iter()
        .any(|field| meta.at(field).number().is_some_and(|told| told == FETCH as f64));
    match rows {
        0 => false,
        rows if rows > FETCH => false,
        rows => rows == FETCH || !kept_size,
    }
}
