//! What customers answered, beside what is known: a proposal until somebody takes it, keeps what was known, or both.

use db::{Dialect, Sql};
use japan::FiscalCalendar;
use sea_orm::{ColumnTrait as _, ConnectionTrait, FromQueryResult, QueryFilter as _};

use super::{
    Asked, Field, Target, edition,
    worth::{self, Fill},
};
use crate::{
    actor::Actor,
    companies::{self, Company},
    contacts::{self, Contact},
    deals::Deal,
    error::{Error, Result},
    ids::{ContactId, DealId, QuestionnaireAnswerId},
    masters::{self, Master},
    qualification::{self, Fact, Item, Saying, Value},
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
    pub deal_id: DealId,
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

    pub(super) fn decision(&self) -> Option<Decision> {
        Decision::from_code(self.decision.as_deref()?)
    }
}

const SELECT: &str = "SELECT a.id, a.response_id, a.question_id, a.value_text, a.value_number, a.value_day, a.decision,
        u.name AS decider, a.decided_at, r.deal_id, r.contact_id, c.name AS contact, r.at, e.content
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

/// How many answers of a deal wait for a decision.
///
/// # Errors
/// When the database is away.
pub async fn open_count<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<i64> {
    let mut sql = Sql::new(
        "SELECT COUNT(*) FROM questionnaire_answers a JOIN questionnaire_responses r ON r.id = a.response_id
         WHERE a.decision IS NULL AND a.target <> 'none' AND r.deal_id = ",
    );
    sql.bind(deal.0);
    let row = db.query_one_raw(sql.statement(Dialect::of(db))).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
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
    /// What a decision has seen; see [`Known::seen`].
    pub seen: String,
    /// Whether it can be taken: it fits, and its reader may change what it fills.
    pub may_take: bool,
    /// Whether both can stand.
    pub may_both: bool,
    /// What was decided, by whom and when.
    pub decided: Option<(Decision, String, At)>,
}

/// What came back about a deal, the newest first. Who asks has looked whether the reader sees the deal.
///
/// # Errors
/// When the database is away.
pub async fn responses_of<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    deal: &Deal,
    today: chrono::NaiveDate,
) -> Result<Vec<Response>> {
    let mut sql = Sql::new(SELECT);
    sql.push("r.deal_id = ").bind(deal.id.0);
    sql.push(" ORDER BY r.id DESC, a.id");
    let rows = AnswerRow::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?;
    let mut responses: Vec<(i64, Response)> = Vec::new();
    for row in rows {
        let proposal = proposal(db, actor, deal, &row, today).await?;
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
    deal: &Deal,
    row: &AnswerRow,
    today: chrono::NaiveDate,
) -> Result<Proposal> {
    let words = actor.texts();
    let (asked, answer) = row.read()?;
    let saying = saying(actor, words, today);
    let known = known(db, actor, deal, row.contact_id, asked.target, saying).await?;
    let decided = row.decision().zip(row.decided_at);
    Ok(Proposal {
        id: row.id,
        question: asked.text.for_reader(words.locale).to_owned(),
        answer: answer.said(&asked.asks, words),
        fills: known.name.clone(),
        may_take: taken(db, &known, deal, &asked, &answer).await?.is_some(),
        may_both: known.stands.may_both() && !known.text.is_empty(),
        known: known.text,
        seen: known.seen,
        decided: decided.map(|(decision, at)| (decision, row.decider.clone().unwrap_or_default(), at)),
    })
}

fn saying(actor: &Actor, words: Texts, today: chrono::NaiveDate) -> Saying {
    let calendar: FiscalCalendar = actor.workspace.calendar();
    Saying { words, calendar, today }
}

/// What is known of what an answer can fill.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// What it is called; `None` fills nothing.
    name: Option<String>,
    /// What is known, in words.
    text: String,
    /// Changes whenever what is known changes: a decision about something else than was seen is refused.
    pub seen: String,
    /// The record behind it.
    pub stands: Stands,
}

/// Where what is known stands.
#[derive(Clone, Debug)]
pub(super) enum Stands {
    /// Nowhere: nothing is filled, or its reader may not see it, or it is asked no more.
    Nowhere,
    Interest,
    Item(Item, Option<Box<Fact>>),
    Deal(Field),
    Contact(Field, Box<Contact>),
    Company(Field, Box<Company>),
}

impl Stands {
    /// One interest is stated at a time, and what stands nowhere is only read.
    const fn may_both(&self) -> bool {
        !matches!(self, Self::Nowhere | Self::Interest)
    }
}

/// What is known now of what an answer can fill.
pub(super) async fn known<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    deal: &Deal,
    contact: Option<ContactId>,
    target: Target,
    saying: Saying,
) -> Result<Known> {
    match target {
        Target::Nothing => Ok(Known::nowhere(None)),
        Target::Interest => {
            let newest = qualification::interests_of(db, deal.id).await?.into_iter().next();
            Ok(Known {
                name: Some(t!(saying.words, "interest")),
                seen: newest.as_ref().map_or(0, |interest| interest.id).to_string(),
                text: newest.map_or_else(String::new, |interest| interest.name),
                stands: Stands::Interest,
            })
        }
        Target::Item(id) => {
            let asked = qualification::items_of(db, deal).await?;
            let Some(item) = asked.into_iter().find(|item| item.id == id) else {
                let all = qualification::every_item(db).await?;
                let name = all.into_iter().find(|item| item.id == id).map(|item| item.name);
                return Ok(Known::nowhere(Some(name.unwrap_or_default())));
            };
            let fact = qualification::newest(db, deal.id, id).await?;
            Ok(Known {
                name: Some(item.name.clone()),
                seen: fact.as_ref().map_or(0, |fact| fact.id).to_string(),
                text: fact.as_ref().map_or_else(String::new, |fact| told(fact, saying)),
                stands: Stands::Item(item, fact.map(Box::new)),
            })
        }
        Target::Field(field) => field_known(db, actor, deal, contact, field, saying).await,
    }
}

impl Known {
    const fn nowhere(name: Option<String>) -> Self {
        Self {
            name,
            text: String::new(),
            seen: String::new(),
            stands: Stands::Nowhere,
        }
    }
}

/// 「確認済・¥3,000,000（聞いた）」.
fn told(fact: &Fact, saying: Saying) -> String {
    let value = saying.value(&fact.value(), fact.contact.as_deref());
    let source = fact.source.map(|source| source.name(saying.words)).unwrap_or_default();
    let parts = [fact.state.name(saying.words), value, fact.note.clone(), source];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("・")
}

async fn field_known<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    deal: &Deal,
    contact: Option<ContactId>,
    field: Field,
    saying: Saying,
) -> Result<Known> {
    let (text, stands) = match field {
        Field::DealAmount => (
            deal.money().map(|money| money.to_string()).unwrap_or_default(),
            Stands::Deal(field),
        ),
        Field::DealExpectedClose => (
            deal.expected_close_on
                .map(|day| japan::long_date(day, saying.words.lang()))
                .unwrap_or_default(),
            Stands::Deal(field),
        ),
        Field::ContactDepartment | Field::ContactJobTitle | Field::ContactPhone | Field::ContactEmail => {
            let visible = contacts::visible_to(actor).filter(contacts::Column::Id.eq(contact.unwrap_or(ContactId(0))));
            match visible.one(db).await? {
                None => (String::new(), Stands::Nowhere),
                Some(contact) => (
                    line(field, &contact).to_owned(),
                    Stands::Contact(field, Box::new(contact)),
                ),
            }
        }
        Field::CompanyEmployees => {
            let company = deal.company_id.map_or(0, |company| company.0);
            let visible = companies::visible_to(actor).filter(companies::Column::Id.eq(company));
            match visible.one(db).await? {
                None => (String::new(), Stands::Nowhere),
                Some(company) => {
                    let count = company
                        .employees
                        .map(|count| t!(saying.words, "questionnaire-people", count = count));
                    (count.unwrap_or_default(), Stands::Company(field, Box::new(company)))
                }
            }
        }
    };
    Ok(Known {
        name: Some(field.name(saying.words)),
        seen: text.clone(),
        text,
        stands,
    })
}

fn line(field: Field, contact: &Contact) -> &str {
    match field {
        Field::ContactDepartment => &contact.department,
        Field::ContactJobTitle => &contact.job_title,
        Field::ContactPhone => &contact.phone,
        _ => &contact.email,
    }
}

/// What would hold if the answer were taken.
#[derive(Clone, Debug)]
pub(super) enum Taken {
    Interest(crate::ids::InterestId),
    /// With a value of its kind, or only in the note.
    Item(Option<Value>),
    Field(Fill),
}

/// What would hold if the answer were taken; `None` when it does not fit.
pub(super) async fn taken<C: ConnectionTrait>(
    db: &C,
    known: &Known,
    deal: &Deal,
    asked: &Asked,
    answer: &Answer,
) -> Result<Option<Taken>> {
    let currency = deal.money_currency();
    Ok(match &known.stands {
        Stands::Nowhere => None,
        Stands::Interest => {
            let offered = masters::choices(db, Master::Interest, None).await?;
            worth::interest(asked, answer, &offered).map(Taken::Interest)
        }
        Stands::Item(item, _) => Some(Taken::Item(worth::value(item.value_kind, asked, answer, currency))),
        Stands::Deal(field) | Stands::Contact(field, _) | Stands::Company(field, _) => {
            worth::fill(*field, asked, answer, currency).map(Taken::Field)
        }
    })
}
