//! Exit criteria: what a phase asks for before a deal may leave it forwards, and what of that is missing.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, DeriveActiveEnum, EnumIter, FromQueryResult};

use super::table::Model;
use crate::{
    error::Result,
    hearing,
    ids::{ActivityKindId, CriterionId, DealId, ItemId, PhaseId, QuestionId},
    questions::Asks,
    time::At,
};

/// Which kind a criterion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum CriterionKind {
    /// A field of the deal is filled.
    #[sea_orm(string_value = "field")]
    Field,
    /// An activity of a kind is done.
    #[sea_orm(string_value = "activity")]
    Activity,
    /// A free item is ticked.
    #[sea_orm(string_value = "check")]
    Check,
    /// An item of the framework is confirmed, or known at all.
    #[sea_orm(string_value = "item")]
    Item,
    /// A required question of the phase's hearing sheet is answered. Never kept as a criterion: it follows from the sheet.
    #[sea_orm(string_value = "answer")]
    Answer,
}

/// How far an item of the framework must be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Needs {
    /// It is confirmed.
    #[default]
    #[sea_orm(string_value = "confirmed")]
    Confirmed,
    /// It is confirmed, a concern, or does not fit: somebody has found out.
    #[sea_orm(string_value = "known")]
    Known,
}

impl Needs {
    /// As in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Known => "known",
        }
    }
}

/// The fields a criterion can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    #[sea_orm(string_value = "amount")]
    Amount,
    #[sea_orm(string_value = "expected_close_on")]
    ExpectedCloseOn,
    #[sea_orm(string_value = "company")]
    Company,
    #[sea_orm(string_value = "channel")]
    Channel,
    #[sea_orm(string_value = "contact")]
    Contact,
    #[sea_orm(string_value = "deciding_contact")]
    DecidingContact,
    #[sea_orm(string_value = "product")]
    Product,
    #[sea_orm(string_value = "next_action")]
    NextAction,
    #[sea_orm(string_value = "interest")]
    Interest,
}

impl Field {
    /// All that can be asked for, in the order of the deal's form.
    pub const ALL: [Self; 9] = [
        Self::Company,
        Self::Amount,
        Self::ExpectedCloseOn,
        Self::Channel,
        Self::Contact,
        Self::DecidingContact,
        Self::Product,
        Self::NextAction,
        Self::Interest,
    ];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::ExpectedCloseOn => "expected_close_on",
            Self::Company => "company",
            Self::Channel => "channel",
            Self::Contact => "contact",
            Self::DecidingContact => "deciding_contact",
            Self::Product => "product",
            Self::NextAction => "next_action",
            Self::Interest => "interest",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }
}

/// A criterion of a phase, and whether a deal meets it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Criterion {
    /// Its number.
    pub id: CriterionId,
    /// Which kind.
    pub kind: CriterionKind,
    /// The field, for a field.
    pub field: Option<Field>,
    /// The kind of activity, for an activity.
    pub activity_kind_id: Option<ActivityKindId>,
    /// The name of that kind.
    pub activity_kind: Option<String>,
    /// The item of the framework, for an item.
    pub item_id: Option<ItemId>,
    /// What it is called.
    pub item: Option<String>,
    /// How far it must be known.
    pub item_needs: Needs,
    /// What a free item says.
    pub label: String,
    /// Since when it is met: ticked, done or confirmed. For fields, not known.
    pub met_at: Option<At>,
    /// Whether the deal meets it.
    pub met: bool,
    /// The question, for an answer.
    #[sea_orm(skip)]
    pub question: Option<(QuestionId, Asks)>,
}

/// A criterion that is not met.
pub type Missing = Criterion;

/// The criteria of a deal's phase, in order, each with whether it is met.
///
/// # Errors
/// When the database is away.
pub async fn criteria_of<C: ConnectionTrait>(db: &C, deal: &Model) -> Result<Vec<Criterion>> {
    let filled = Filled::read(db, deal.id).await?;
    let mut criteria = read(db, deal.id, deal.phase_id).await?;
    for criterion in &mut criteria {
        criterion.met = match criterion.field {
            Some(field) => filled.has(deal, field),
            None => criterion.met_at.is_some(),
        };
    }
    let required = hearing::required_of(db, deal).await?;
    criteria.extend(required.into_iter().map(answered));
    Ok(criteria)
}

/// A required question as a criterion.
fn answered(required: hearing::Required) -> Criterion {
    Criterion {
        id: CriterionId(0),
        kind: CriterionKind::Answer,
        field: None,
        activity_kind_id: None,
        activity_kind: None,
        item_id: None,
        item: None,
        item_needs: Needs::default(),
        label: required.text,
        met: required.met_at.is_some(),
        met_at: required.met_at,
        question: Some((required.question, required.asks)),
    }
}

/// The criteria of a deal's phase that are not met.
///
/// # Errors
/// When the database is away.
pub async fn missing<C: ConnectionTrait>(db: &C, deal: &Model) -> Result<Vec<Missing>> {
    let mut criteria = criteria_of(db, deal).await?;
    criteria.retain(|criterion| !criterion.met);
    Ok(criteria)
}

/// An activity counts when it was done during the deal, in whichever phase: nobody is asked twice.
async fn read<C: ConnectionTrait>(db: &C, deal: DealId, phase: PhaseId) -> Result<Vec<Criterion>> {
    let mut sql = Sql::new(
        "SELECT c.id, c.kind, c.field, c.activity_kind_id, k.name AS activity_kind, c.item_id, i.name AS item, c.item_needs, c.label, FALSE AS met,
                CASE c.kind
                    WHEN 'check' THEN (SELECT t.checked_at FROM deal_checks t WHERE t.criterion_id = c.id AND t.deal_id = ",
    );
    sql.bind(deal.0).push(
        ")
                    WHEN 'activity' THEN (SELECT MAX(a.starts_at) FROM activities a WHERE a.kind_id = c.activity_kind_id
                        AND a.state = 'done' AND a.deleted_at IS NULL AND a.deal_id = ",
    );
    sql.bind(deal.0).push(
        ")
                    WHEN 'item' THEN (SELECT q.at FROM qualification_facts q WHERE q.item_id = c.item_id
                        AND q.replaced_at IS NULL
                        AND (q.state = 'confirmed' OR (c.item_needs = 'known' AND q.state <> 'unknown')) AND q.deal_id = ",
    );
    sql.bind(deal.0).push(
        ")
                END AS met_at
         FROM criteria c LEFT JOIN activity_kinds k ON k.id = c.activity_kind_id
         LEFT JOIN framework_items i ON i.id = c.item_id
         WHERE c.retired_at IS NULL AND (i.id IS NULL OR (i.retired_at IS NULL AND EXISTS (SELECT 1 FROM phases ph
             JOIN pipelines pl ON pl.id = ph.pipeline_id WHERE ph.id = c.phase_id AND pl.framework_id = i.framework_id)))
         AND c.phase_id = ",
    );
    sql.bind(phase.0).push(" ORDER BY c.position, c.id");
    Ok(Criterion::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

#[derive(FromQueryResult)]
struct Filled {
    contacts: i64,
    deciding: i64,
    products: i64,
    interests: i64,
}

impl Filled {
    async fn read<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Self> {
        let mut sql = Sql::new("SELECT (SELECT COUNT(*) FROM deal_contacts WHERE deal_id = ");
        sql.bind(deal.0)
            .push(") AS contacts, (SELECT COUNT(*) FROM deal_contacts WHERE part = 'decides' AND deal_id = ");
        sql.bind(deal.0)
            .push(") AS deciding, (SELECT COUNT(*) FROM deal_products WHERE deal_id = ");
        sql.bind(deal.0)
            .push(") AS products, (SELECT COUNT(*) FROM deal_interests WHERE deal_id = ");
        sql.bind(deal.0).push(") AS interests");
        let found = Self::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
        Ok(found.unwrap_or(Self {
            contacts: 0,
            deciding: 0,
            products: 0,
            interests: 0,
        }))
    }

    fn has(&self, deal: &Model, field: Field) -> bool {
        match field {
            Field::Amount => deal.amount.is_some(),
            Field::ExpectedCloseOn => deal.expected_close_on.is_some(),
            Field::Company => deal.company_id.is_some(),
            Field::Channel => deal.channel_id.is_some(),
            Field::Contact => self.contacts > 0,
            Field::DecidingContact => self.deciding > 0,
            Field::Product => self.products > 0,
            Field::NextAction => deal.next_activity_id.is_some(),
            Field::Interest => self.interests > 0,
        }
    }
}
