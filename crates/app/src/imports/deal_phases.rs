//! Where the deals of a file stand: in which phase of which pipeline, and how. Systems that know no outcomes keep them
//! among the phases (`Closed Won`); here they are told apart.

use std::collections::HashMap;

use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::{
    cells::Cells,
    columns::Field,
    reading::Table,
    references::{Found, References},
    run::Options,
};
use crate::{
    deals::Outcome,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{PhaseId, PipelineId},
    pipelines::{self, Phase, PhaseKind},
    t,
    tx::Tx,
};

/// The pipeline into which deals are imported.
pub struct Stages {
    /// Which one.
    pub pipeline: PipelineId,
    phases: Vec<Phase>,
    names: References,
}

/// Where a row says that its deal stands.
pub struct Stand {
    /// In which phase; for a closed one, where it stood last.
    pub phase: PhaseId,
    /// Whether the row names that phase.
    pub phase_said: bool,
    /// How.
    pub outcome: Outcome,
}

/// What other systems call an outcome.
#[must_use]
pub fn outcome_named(text: &str) -> Option<Outcome> {
    match japan::fold(text).as_str() {
        "won" | "closedwon" | "win" | "受注" | "成約" | "契約" | "契約済" => Some(Outcome::Won),
        "lost" | "closedlost" | "loss" | "失注" | "見送り" | "不成約" => Some(Outcome::Lost),
        "onhold" | "hold" | "保留" => Some(Outcome::OnHold),
        "open" | "inprogress" | "進行中" | "商談中" => Some(Outcome::Open),
        _ => None,
    }
}

impl Stages {
    /// Finds the pipeline, or makes it, with the phases that the file names.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is no pipeline at all; when the database is away.
    pub async fn load(tx: &mut Tx, table: &Table, options: &Options, remarks: &mut Vec<String>) -> Result<Self> {
        let words = tx.actor().texts();
        let pipelines = pipelines::pipelines(tx.db()).await?;
        let found = match &options.pipeline {
            Some(name) => pipelines
                .iter()
                .find(|pipeline| japan::fold(&pipeline.name) == japan::fold(name)),
            None => pipelines.first(),
        };
        let named = if options.phases.is_empty() {
            phases_named(table)
        } else {
            options.phases.clone()
        };
        let pipeline = match (found, &options.pipeline) {
            (Some(pipeline), _) => pipeline.id,
            (None, Some(name)) => add_pipeline(tx, name).await?,
            (None, None) => return Err(Error::Invalid(t!(words, "import-no-pipeline"))),
        };
        let mut stages = Self::read(tx, pipeline).await?;
        if found.is_none() || options.create_phases {
            let missing = named
                .into_iter()
                .filter(|name| stages.names.find(name) == Found::Nothing);
            let missing: Vec<String> = missing.collect();
            if !missing.is_empty() {
                stages.add(tx, &missing).await?;
                stages = Self::read(tx, pipeline).await?;
                remarks.push(t!(words, "import-phases-created", names = missing.join(" → ")));
            }
        }
        Ok(stages)
    }

    async fn read(tx: &Tx, pipeline: PipelineId) -> Result<Self> {
        let phases = pipelines::phases(tx.db(), pipeline).await?;
        let mut names = References::none(japan::fold);
        for phase in &phases {
            names.add(phase.id.0, &phase.name);
        }
        Ok(Self {
            pipeline,
            phases,
            names,
        })
    }

    /// Adds selling phases behind those there are; their probabilities rise evenly, until the team sets its own.
    async fn add(&self, tx: &mut Tx, names: &[String]) -> Result<()> {
        let before = self.phases.iter().filter(|phase| phase.kind == PhaseKind::Selling);
        let (before, behind) = (
            before.count(),
            self.phases.iter().map(|phase| phase.position).max().unwrap_or(0),
        );
        let all = before + names.len();
        for (name, index) in names.iter().zip(1..) {
            let probability = i64::try_from((before + index) * 90 / (all + 1)).unwrap_or(50);
            let mut sql = db::Sql::new("INSERT INTO phases (pipeline_id, name, position, kind, probability) VALUES (");
            sql.bind(self.pipeline.0).push(", ").bind(name.as_str());
            sql.push(", ").bind(behind + i64::try_from(index).unwrap_or(0));
            sql.push(", ").bind(PhaseKind::Selling.code());
            sql.push(", ").bind(probability).push(")");
            tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        }
        tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "pipeline": self.pipeline, "phases": names })));
        Ok(())
    }

    /// Where a row's deal stands.
    pub fn read_stand(&self, cells: &mut Cells<'_>) -> Option<Stand> {
        let words = cells.words();
        let said = cells.raw(Field::Outcome);
        let mut outcome = said.and_then(|cell| outcome_named(cell.text));
        if let (Some(cell), None) = (said, outcome) {
            cells.problem(
                Some(cell),
                t!(words, "import-no-outcome"),
                t!(words, "import-no-outcome-remedy"),
            );
        }
        let stage = cells.raw(Field::Stage);
        let as_outcome = stage.and_then(|cell| outcome_named(cell.text));
        let mut phase = None;
        if as_outcome.is_some() {
            outcome = outcome.or(as_outcome);
        } else if stage.is_some() {
            let id = cells.reference(Field::Stage, &self.names, |words| t!(words, "import-no-phase-remedy"))?;
            phase = self.phases.iter().find(|phase| phase.id.0 == id);
        }
        if phase.is_some_and(|phase| phase.kind == PhaseKind::FollowUp) {
            // Only a won deal is there; where it was before is not said.
            (outcome, phase) = (Some(Outcome::Won), None);
        }
        let mut outcome = outcome.unwrap_or(Outcome::Open);
        if outcome == Outcome::OnHold {
            cells.hint(said.or(stage), t!(words, "import-held-is-open"));
            outcome = Outcome::Open;
        }
        let mut selling = self.phases.iter().filter(|phase| phase.kind == PhaseKind::Selling);
        let otherwise = if outcome == Outcome::Open {
            selling.next()
        } else {
            selling.next_back()
        };
        let Some(stands) = phase.or(otherwise) else {
            cells.problem(
                stage,
                t!(words, "deal-phase-takes-none"),
                t!(words, "import-no-phase-remedy"),
            );
            return None;
        };
        Some(Stand {
            phase: stands.id,
            phase_said: phase.is_some(),
            outcome,
        })
    }
}

async fn add_pipeline(tx: &mut Tx, name: &str) -> Result<PipelineId> {
    let mut sql = db::Sql::new("INSERT INTO pipelines (name, position) VALUES (");
    sql.bind(name)
        .push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM pipelines)) RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a pipeline was not inserted"))?;
    Ok(PipelineId(row.try_get_by_index(0)?))
}

/// The phases that a file's rows name. Those in which deals have not begun yet come first, then in the order of the file.
fn phases_named(table: &Table) -> Vec<String> {
    let mut order: Vec<(String, bool)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in table.rows() {
        let Some(stage) = row.cell(Field::Stage).filter(|cell| outcome_named(cell.text).is_none()) else {
            continue;
        };
        let began = row.cell(Field::Opened).is_some();
        match places.get(&japan::fold(stage.text)) {
            Some(&place) => order[place].1 |= began,
            None => {
                places.insert(japan::fold(stage.text), order.len());
                order.push((stage.text.to_owned(), began));
            }
        }
    }
    order.sort_by_key(|(_, began)| *began);
    order.into_iter().map(|(name, _)| name).collect()
}
