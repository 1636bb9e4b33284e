//! The rows of a query's answer: each one checked for whose it is before anything in it is read.

use super::subject::EhrCheck;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{About, Node};

/// The compositions in the rows.
#[derive(Debug, Default)]
pub struct Rows<'a> {
    pub compositions: Vec<Node<'a>>,
    /// Rows that do not say whom they are about, or hold no composition.
    pub set_aside: u32,
}

/// Where our columns stand: the servers may order them as they like.
struct Columns {
    ehr_id: Option<usize>,
    subject_id: Option<usize>,
    namespace: Option<usize>,
    composition: Option<usize>,
}

impl Columns {
    fn of(result: Node) -> Self {
        let names: Vec<_> = result.all("columns").map(|column| column.str_at("name")).collect();
        let place = |wanted: &str| names.iter().position(|name| *name == Some(wanted));
        Self {
            ehr_id: place("ehr_id"),
            subject_id: place("subject_id"),
            namespace: place("subject_namespace"),
            composition: place("composition"),
        }
    }
}

impl<'a> Rows<'a> {
    /// Reads the pages of one query.
    ///
    /// # Errors
    /// [`ConnectorError::AboutSomebodyElse`] when a single row is about anyone but the subject.
    pub fn read(
        results: impl IntoIterator<Item = Node<'a>>,
        check: &EhrCheck,
    ) -> Result<Self, ConnectorError> {
        let mut rows = Self::default();
        for result in results {
            let columns = Columns::of(result);
            let all = result.at("rows");
            for row in all.inner().filter(|_| all.is_list()) {
                rows.take(row, &columns, check)?;
            }
        }
        Ok(rows)
    }

    fn take(&mut self, row: Node<'a>, columns: &Columns, check: &EhrCheck) -> Result<(), ConnectorError> {
        let cells: Vec<_> = row.inner().filter(|_| row.is_list()).collect();
        let cell =
            |place: Option<usize>| place.and_then(|place| cells.get(place)).copied().unwrap_or(Node::NOTHING);
        let composition = cell(columns.composition);
        let about = check.row(cell(columns.ehr_id), cell(columns.subject_id), cell(columns.namespace));
        if about == About::SomebodyElse || check.names_another_self(composition) {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        let is_composition =
            composition.is_object() && matches!(composition.str_at("_type"), None | Some("COMPOSITION"));
        match about {
            About::Subject if is_composition => self.compositions.push(composition),
            _ => self.set_aside = self.set_aside.saturating_add(1),
        }
        Ok(())
    }
}
