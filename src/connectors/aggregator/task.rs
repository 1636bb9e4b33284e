//! A portal's own `Task` to fill in a questionnaire, as hospitals send it to the Aggregator.

use crate::connectors::fhir_json::{Node, SetAside, date};
use crate::connectors::mapping::{Context, asked_questionnaires};
use crate::domain::{AskedQuestionnaire, OutsideLink};

/// As any task. Here the questionnaire's address is the page where people fill it in, and the last change of the task
/// is that of the answers (the Aggregator's specification for portals, `Task.reasonReference`, `Task.lastModified`).
pub fn questionnaire<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<AskedQuestionnaire, SetAside> {
    let mut told = asked_questionnaires(&[resource], context);
    let told = told.pop().ok_or(SetAside::NoKind)??;
    let page = resource.at("reasonReference").str_at("reference").and_then(OutsideLink::parse);
    Ok(AskedQuestionnaire {
        link: told.link.or(page),
        answered: told.answered.or_else(|| date(resource.at("lastModified"))),
        ..told
    })
}
