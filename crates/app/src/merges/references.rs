//! Which tables hang on a company or a contact: a line for each column that names one. A test reads the schemas of both
//! databases and fails for a column that has no line here.

use db::Sql;
use sea_orm::FromQueryResult;

use super::kind::Kind;
use crate::{activities, actor::Actor, app::App, contacts, deals, error::Result, t, text::Texts, touches};

/// Pushes ` AND …` on the rows behind an alias: those that somebody sees.
type Scope = fn(&Actor, &mut Sql, &str);
/// What is said of rows that are counted before a merge.
type Label = fn(Texts) -> String;

/// A column that names a company or a contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    /// Of what it names one.
    pub kind: Kind,
    /// Its table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What a merge does with its rows.
    pub how: How,
    counted: Option<(Label, Scope)>,
}

/// What a merge does with the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// They have an `id` and are moved to the kept record.
    Rows,
    /// Their primary key is the pair of this column and the reference, and they say nothing more but perhaps a rank. They
    /// are moved; where the kept record has a row of its own with the same other half, the two are folded into one.
    Pairs {
        /// The other half of the pair.
        other: &'static str,
        /// A column of which the stronger value wins, and its values from the strongest.
        rank: Option<(&'static str, &'static [&'static str])>,
    },
    /// They stay as they are: a record of what happened tells to whom it happened, and is read along with the kept one's.
    Stays,
}

/// The parts in a decision, the strongest first: the codes of `deals::DecisionPart::ALL`.
pub(super) const PARTS: &[&str] = &["decides", "champions", "uses", "opposes", "other"];

/// All of them.
pub(super) const REFERENCES: &[Reference] = &[
    rows(Kind::Company, "deals", "company_id").counted(|words| t!(words, "deals"), deals::push_visible),
    rows(Kind::Company, "contacts", "company_id").counted(|words| t!(words, "contacts"), contacts::push_visible),
    rows(Kind::Company, "activities", "company_id").counted(|words| t!(words, "activity"), activities::push_visible),
    rows(Kind::Company, "touches", "introducer_company_id")
        .counted(|words| t!(words, "merge-introductions"), touches::push_visible),
    rows(Kind::Contact, "touches", "contact_id").counted(|words| t!(words, "touch"), touches::push_visible),
    rows(Kind::Contact, "touches", "introducer_contact_id")
        .counted(|words| t!(words, "merge-introductions"), touches::push_visible),
    rows(Kind::Contact, "hearing_answers", "contact_id"),
    rows(Kind::Contact, "qualification_facts", "contact_id"),
    rows(Kind::Contact, "qualification_facts", "told_by"),
    rows(Kind::Contact, "deal_interests", "told_by"),
    rows(Kind::Contact, "questionnaire_links", "contact_id"),
    rows(Kind::Contact, "questionnaire_responses", "contact_id"),
    rows(Kind::Company, "notices", "company_id"),
    stays(Kind::Company, "events", "company_id"),
    stays(Kind::Contact, "events", "contact_id"),
    pairs(
        Kind::Contact,
        "deal_contacts",
        "contact_id",
        "deal_id",
        Some(("part", PARTS)),
    )
    .counted(|words| t!(words, "deals"), push_visible_deals),
    pairs(Kind::Contact, "activity_contacts", "contact_id", "activity_id", None)
        .counted(|words| t!(words, "activity"), push_visible_activities),
];

const fn line(kind: Kind, table: &'static str, column: &'static str, how: How) -> Reference {
    Reference {
        kind,
        table,
        column,
        how,
        counted: None,
    }
}

const fn rows(kind: Kind, table: &'static str, column: &'static str) -> Reference {
    line(kind, table, column, How::Rows)
}

const fn stays(kind: Kind, table: &'static str, column: &'static str) -> Reference {
    line(kind, table, column, How::Stays)
}

const fn pairs(
    kind: Kind,
    table: &'static str,
    column: &'static str,
    other: &'static str,
    rank: Option<(&'static str, &'static [&'static str])>,
) -> Reference {
    line(kind, table, column, How::Pairs { other, rank })
}

impl Reference {
    /// Says before a merge how many rows change hands, as far as the reader sees them.
    const fn counted(mut self, name: Label, scope: Scope) -> Self {
        self.counted = Some((name, scope));
        self
    }
}

fn push_visible_deals(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(
        " AND EXISTS (SELECT 1 FROM deals rd WHERE rd.id = {alias}.deal_id"
    ));
    deals::push_visible(actor, sql, "rd");
    sql.push(")");
}

fn push_visible_activities(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(
        " AND EXISTS (SELECT 1 FROM activities ra WHERE ra.id = {alias}.activity_id"
    ));
    activities::push_visible(actor, sql, "ra");
    sql.push(")");
}

/// What hangs on a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hanging {
    /// What, and how many of it the reader sees.
    pub counts: Vec<(String, i64)>,
    /// Whether there is more that they may not see.
    pub has_hidden: bool,
}

/// What hangs on a record that the reader sees.
///
/// # Errors
/// When the database is away.
pub(super) async fn hanging(app: &App, actor: &Actor, kind: Kind, id: i64) -> Result<Hanging> {
    let everything = app.system().await?;
    let mut hanging = Hanging::default();
    for reference in REFERENCES.iter().filter(|reference| reference.kind == kind) {
        let Some((name, scope)) = reference.counted else {
            continue;
        };
        let seen = count(app, actor, reference, scope, id).await?;
        hanging.has_hidden |= seen < count(app, &everything, reference, scope, id).await?;
        hanging.counts.push((name(actor.texts()), seen));
    }
    if kind == Kind::Company {
        hanging
            .counts
            .push((t!(actor.texts(), "merge-products"), products(app, actor, id).await?));
    }
    Ok(hanging)
}

#[derive(FromQueryResult)]
struct Count {
    n: i64,
}

async fn count(app: &App, actor: &Actor, reference: &Reference, scope: Scope, id: i64) -> Result<i64> {
    let (table, column) = (reference.table, reference.column);
    let mut sql = Sql::new(&format!(
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {table} r WHERE r.{column} = "
    ));
    sql.bind(id);
    scope(actor, &mut sql, "r");
    Ok(app.one::<Count>(sql).await?.map_or(0, |row| row.n))
}

/// The lines of products of its deals.
async fn products(app: &App, actor: &Actor, id: i64) -> Result<i64> {
    let mut sql = Sql::new(
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deal_products l JOIN deals d ON d.id = l.deal_id WHERE d.company_id = ",
    );
    sql.bind(id);
    deals::push_visible(actor, &mut sql, "d");
    Ok(app.one::<Count>(sql).await?.map_or(0, |row| row.n))
}
