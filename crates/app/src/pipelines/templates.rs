//! Ready-made pipelines to start from: the standard one of five phases, and the process of seven.
//!
//! A template is only a start: what it wrote belongs to the team, which renames, reorders and retires as it likes.

use db::Sql;
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::{PhaseKind, template_phases};
use crate::{
    deals::Field,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{PhaseId, PipelineId},
    qualification,
    text::Texts,
    tx::Tx,
};

/// Which template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemplateKind {
    /// リード → アプローチ → ヒアリング → プレゼンテーション → クロージング.
    #[default]
    Five,
    /// アポイント獲得 → … → クロージング → フォローアップ.
    Seven,
}

impl TemplateKind {
    /// All of them, the simpler one first.
    pub const ALL: [Self; 2] = [Self::Five, Self::Seven];

    /// As in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Five => "five",
            Self::Seven => "seven",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The template in somebody's language.
    #[must_use]
    pub fn template(self, words: Texts) -> Template {
        match self {
            Self::Five => template_phases::five(words),
            Self::Seven => template_phases::seven(words),
        }
    }
}

/// A pipeline to start from, in one language.
#[derive(Clone, Debug)]
pub struct Template {
    /// Which one.
    pub kind: TemplateKind,
    /// What the pipeline will be called unless somebody says otherwise.
    pub name: String,
    /// In one sentence, for whom it is.
    pub about: String,
    /// In order.
    pub phases: Vec<TemplatePhase>,
}

/// A phase of a template. Days and percentages are a start, to be replaced by the team's own.
#[derive(Clone, Debug)]
pub struct TemplatePhase {
    /// What it is called.
    pub name: String,
    /// Selling or follow-up.
    pub kind: PhaseKind,
    /// What it is for.
    pub purpose: String,
    /// What a good rep does here.
    pub guidance: String,
    /// Of winning, in percent.
    pub probability: i64,
    /// When its deals become conspicuous; follow-up has no clocks.
    pub days: Option<TemplateDays>,
    /// What it asks for before a deal moves on.
    pub criteria: Vec<TemplateCriterion>,
}

/// When the deals of a phase become conspicuous, in days.
#[derive(Clone, Copy, Debug)]
pub struct TemplateDays {
    /// In the phase: normal until then.
    pub normal: i64,
    /// Of silence: to be watched.
    pub watch: i64,
    /// Of silence: to be acted on.
    pub danger: i64,
}

/// An exit criterion of a template.
#[derive(Clone, Debug)]
pub enum TemplateCriterion {
    /// A field of the deal is filled.
    Field(Field),
    /// A meeting in person was held: an activity of the first kind whose way is a visit.
    Meeting,
    /// A free item is ticked.
    Check(String),
}

/// Makes a pipeline of a template, behind those there are, and says so.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn start_from_template(tx: &mut Tx, template: &Template, name: &str) -> Result<PipelineId> {
    tx.require_admin()?;
    let mut sql = Sql::new("INSERT INTO pipelines (name, position, framework_id) VALUES (");
    sql.bind(name)
        .push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM pipelines), ")
        .push(qualification::FIRST)
        .push(") RETURNING id");
    let pipeline = PipelineId(insert(tx, sql).await?);
    for (phase, position) in template.phases.iter().zip(1_i64..) {
        add_phase(tx, pipeline, phase, position).await?;
    }
    let data = json!({ "pipeline": pipeline, "template": template.kind.code() });
    tx.record(Event::new(EventKind::SettingsChanged).data(data));
    Ok(pipeline)
}

async fn add_phase(tx: &Tx, pipeline: PipelineId, phase: &TemplatePhase, position: i64) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO phases (pipeline_id, name, position, kind, purpose, guidance, probability, normal_days, watch_days,
                             danger_days) VALUES (",
    );
    sql.bind(pipeline.0).push(", ").bind(phase.name.as_str());
    sql.push(", ").bind(position).push(", ").bind(phase.kind.code());
    sql.push(", ").bind(phase.purpose.as_str());
    sql.push(", ").bind(phase.guidance.as_str());
    sql.push(", ").bind(phase.probability);
    sql.push(", ").bind(phase.days.map(|days| days.normal));
    sql.push(", ").bind(phase.days.map(|days| days.watch));
    sql.push(", ").bind(phase.days.map(|days| days.danger));
    sql.push(") RETURNING id");
    let id = PhaseId(insert(tx, sql).await?);
    for (criterion, position) in phase.criteria.iter().zip(1_i64..) {
        add_criterion(tx, id, criterion, position).await?;
    }
    Ok(())
}

async fn add_criterion(tx: &Tx, phase: PhaseId, criterion: &TemplateCriterion, position: i64) -> Result<()> {
    let (kind, field, label, meeting) = match criterion {
        TemplateCriterion::Field(field) => ("field", Some(field.code()), "", None),
        TemplateCriterion::Check(label) => ("check", None, label.as_str(), None),
        // A team that keeps no record of visits is not asked for one.
        TemplateCriterion::Meeting => match first_visit(tx).await? {
            None => return Ok(()),
            meeting => ("activity", None, "", meeting),
        },
    };
    let mut sql = Sql::new("INSERT INTO criteria (phase_id, kind, field, activity_kind_id, label, position) VALUES (");
    sql.bind(phase.0).push(", ").bind(kind).push(", ").bind(field);
    sql.push(", ").bind(meeting).push(", ").bind(label);
    sql.push(", ").bind(position).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// The number of the first kind of activity that is a visit.
async fn first_visit(tx: &Tx) -> Result<Option<i64>> {
    let sql = Sql::new(
        "SELECT id FROM activity_kinds WHERE way = 'visit' AND retired_at IS NULL ORDER BY position, id LIMIT 1",
    );
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

async fn insert(tx: &Tx, sql: Sql) -> Result<i64> {
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a row was not inserted"))?;
    Ok(row.try_get_by_index(0)?)
}
