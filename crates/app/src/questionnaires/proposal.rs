//! What customers answered, beside what is known: a proposal until somebody takes it, keeps what was known, or both.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    About, Asked, Field,
    about::{AboutId, whose},
    edition,
    known::{Stands, known, saying, taken},
};
use crate::{
    actor::Actor,
    error::{Error, Result},
    ids::{ContactId, DealId, LeadId, QuestionnaireAnswerId},
    questions::Answer,
    t,
    text::Texts,
    time::At,
};

/// What somebody decided about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// 取り入れる: it holds now.
    Taken,
    /// 今のまま: what was known holds.
    Kept,
    /// 両方残す: what was known holds, and the answer stands beside it.
    Both,
}

impl Decision {
    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Kept => "kept",
            Self::Both => "both",
        }
    }

    /// As it is told afterwards.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Taken => t!(words, "told-questionnaire-taken"),
            Self::Kept => t!(words, "told-questionnaire-kept"),
            Self::Both => t!(words, "told-questionnaire-both"),
        }
    }

    /// From a form or the database.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Taken, Self::Kept, Self::Both]
            .into_iter()
            .find(|one| one.code() == code)
    }
}

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct AnswerRow {
    pub id: QuestionnaireAnswerId,
    response_id: i64,
    question_id: i64,
    value_text: String,
    value_number: Option<i64>,
    value_day: Option<chrono::NaiveDate>,
    decision: Option<String>,
    decider: Option<String>,
    decided_at: Option<At>,
    deal_id: Option<DealId>,
    lead_id: Option<LeadId>,
    pub contact_id: Option<ContactId>,
    contact: Option<String>,
    pub at: At,
    content: String,
}

impl AnswerRow {
    /// The question as it was worded, and what was answered.
    pub(super) fn read(&self) -> Result<(Asked, Answer)> {
        let content = edition::read(&self.content)?;
        let mut questions = content.questions.into_iter();
        let asked = questions.find(|asked| asked.id.0 == self.question_id);
        let asked = asked.ok_or_else(|| Error::internal("an answer to a question that was not asked"))?;
        let answer = Answer::from_columns(asked.asks.kind(), &self.value_text, self.value_number, self.value_day);
        let answer = answer.ok_or_else(|| Error::internal("an answer does not fit its question"))?;
        Ok((asked, answer))
    }

    /// Which deal or lead it is about.
    pub(super) fn whose(&self) -> Result<AboutId> {
        whose(self.deal_id, self.lead_id)
    }

    pub(super) fn decision(&self) -> Option<Decision> {
        Decision::from_code(self.decision.as_deref()?)
    }
}

const SELECT: &str = "SELECT a.id, a.response_id, a.question_id, a.value_text, a.value_number, a.value_day, a.decision,
        u.name AS decider, a.decided_at, r.deal_id, r.lead_id, r.contact_id, c.name AS contact, r.at, e.content
    FROM questionnaire_answers a JOIN questionnaire_responses r ON r.id = a.response_id
    JOIN questionnaire_editions e ON e.id = r.edition_id
    LEFT JOIN contacts c ON c.id = r.contact_id LEFT JOIN users u ON u.id = a.decided_by WHERE ";

/// One answer, whoever may see it.
pub(super) async fn answer<C: ConnectionTrait>(db: &C, id: QuestionnaireAnswerId) -> Result<AnswerRow> {
    let mut sql = Sql::new(SELECT);
    sql.push("a.id = ").bind(id.0);
    let row = AnswerRow::find_by_statement(sql.statement(Dialect::of(db)));
    row.one(db).await?.ok_or(Error::NotFound)
}

/// The answers `a` of a response `r` that can be decided about: not yet decided, and filling something. Of a lead, what it
/// has itself; the rest waits for the deal it may become.
pub(super) fn push_open(sql: &mut Sql) {
    sql.push("a.decision IS NULL AND a.target <> 'none' AND (r.deal_id IS NOT NULL OR a.target IN ")
        .bind_list(Field::OF_LEADS.map(|field| field.code().to_owned()))
        .push(")");
}

/// How many answers of a deal or lead wait for a decision.
///
/// # Errors
/// When the database is away.
pub async fn open_count<C: ConnectionTrait>(db: &C, about: AboutId) -> Result<i64> {
    let mut sql = Sql::new(
        "SELECT COUNT(*) FROM questionnaire_answers a JOIN questionnaire_responses r ON r.id = a.response_id WHERE ",
    );
    push_open(&mut sql);
    push_about(&mut sql, "r", about);
    let row = db.query_one_raw(sql.statement(Dialect::of(db))).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
}

/// How many responses of a deal or lead came without a link.
///
/// # Errors
/// When the database is away.
pub async fn unasked_count<C: ConnectionTrait>(db: &C, about: AboutId) -> Result<i64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM questionnaire_responses r WHERE r.link_id IS NULL");
    push_about(&mut sql, "r", about);
    let row = db.query_one_raw(sql.statement(Dialect::of(db))).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
}

/// Pushes ` AND …` on the rows of a deal or lead.
pub(super) fn push_about(sql: &mut Sql, alias: &str, about: AboutId) {
    match about {
        AboutId::Deal(id) => sql.push(&format!(" AND {alias}.deal_id = ")).bind(id.0),
        AboutId::Lead(id) => sql.push(&format!(" AND {alias}.lead_id = ")).bind(id.0),
    };
}

/// What came back from one link.
#[derive(Clone, Debug)]
pub struct Response {
    /// What the questionnaire was called.
    pub name: String,
    /// Who answered, as far as the link says.
    pub contact: Option<String>,
    /// When.
    pub at: At,
    /// Answer by answer.
    pub proposals: Vec<Proposal>,
}

/// An answer beside what is known.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its number.
    pub id: QuestionnaireAnswerId,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// What it can fill; nothing for what is only read.
    pub fills: Option<String>,
    /// What is known of that now; "" for nothing.
    pub known: String,
    /// What a decision has seen; see [`Known`](super::known::Known).
    pub seen: String,
    /// Whether it waits for the deal that a lead may become.
    pub is_later: bool,
    /// Whether it can be taken: it fits, and its reader may change what it fills.
    pub may_take: bool,
    /// Whether both can stand.
    pub may_both: bool,
    /// What was decided, by whom and when.
    pub decided: Option<(Decision, String, At)>,
}

/// What came back about a deal or lead, the newest first. Who asks has looked whether the reader sees it.
///
/// # Errors
/// When the database is away.
pub async fn responses_of<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    about: &About,
    today: chrono::NaiveDate,
) -> Result<Vec<Response>> {
    let mut sql = Sql::new(SELECT);
    sql.push("1 = 1");
    push_about(&mut sql, "r", about.id());
    sql.push(" ORDER BY r.id DESC, a.id");
    let rows = AnswerRow::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?;
    let mut responses: Vec<(i64, Response)> = Vec::new();
    for row in rows {
        let proposal = proposal(db, actor, about, &row, today).await?;
        match responses.last_mut().filter(|(id, _)| *id == row.response_id) {
            Some((_, response)) => response.proposals.push(proposal),
            None => responses.push((
                row.response_id,
                Response {
                    name: edition::read(&row.content)?.name.ja,
                    contact: row.contact.clone(),
                    at: row.at,
                    proposals: vec![proposal],
                },
            )),
        }
    }
    Ok(responses.into_iter().map(|(_, response)| response).collect())
}

async fn proposal<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    about: &About,
    row: &AnswerRow,
    today: chrono::NaiveDate,
) -> Result<Proposal> {
    let words = actor.texts();
    let (asked, answer) = row.read()?;
    let saying = saying(actor, words, today);
    let known = known(db, actor, about, row.contact_id, asked.target, saying).await?;
    let decided = row.decision().zip(row.decided_at);
    Ok(Proposal {
        id: row.id,
        question: asked.text.for_reader(words.locale).to_owned(),
        answer: answer.said(&asked.asks, words),
        fills: known.name.clone(),
        may_take: taken(db, &known, about, &asked, &answer).await?.is_some(),
        is_later: matches!(known.stands, Stands::Later),
        may_both: known.stands.may_both() && !known.text.is_empty(),
        known: known.text,
        seen: known.seen,
        decided: decided.map(|(decision, at)| {
            let who = row.decider.clone();
            (decision, who.unwrap_or_else(|| t!(words, "history-by-itself")), at)
        }),
    })
}
