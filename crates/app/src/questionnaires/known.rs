//! What is known now of what an answer can fill, and what would hold if it were taken.

use japan::FiscalCalendar;
use sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _};

use super::{
    About, Asked, Field, Target,
    worth::{self, Fill},
};
use crate::{
    actor::Actor,
    companies::{self, Company},
    contacts::{self, Contact},
    deals::Deal,
    error::{Error, Result},
    hearing,
    ids::{ContactId, InterestId, ItemId, QuestionId},
    leads::Lead,
    masters::{self, Master},
    money::Currency,
    qualification::{self, Fact, Item, Saying, Value},
    questions::{Answer, Asks},
    t,
    text::Texts,
};

pub(super) fn saying(actor: &Actor, words: Texts, today: chrono::NaiveDate) -> Saying {
    let calendar: FiscalCalendar = actor.workspace.calendar();
    Saying { words, calendar, today }
}

/// What is known of what an answer can fill.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// What it is called; `None` fills nothing.
    pub name: Option<String>,
    /// What is known, in words.
    pub text: String,
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
    /// Nowhere yet: a lead has no such thing, and the deal it may become has.
    Later,
    Interest,
    Item(Item, Option<Box<Fact>>),
    Hearing(Box<hearing::Line>, Option<Box<hearing::AnswerRow>>),
    Deal(Field),
    Contact(Field, Box<Contact>),
    Company(Field, Box<Company>),
    Lead(Field, Box<Lead>),
}

impl Stands {
    /// One interest is stated at a time, of choices one holds, and what stands nowhere is only read.
    pub const fn may_both(&self) -> bool {
        match self {
            Self::Nowhere | Self::Later | Self::Interest => false,
            Self::Hearing(line, _) => matches!(line.asks, Some(Asks::Text)),
            _ => true,
        }
    }
}

impl Known {
    const fn of(name: Option<String>, stands: Stands) -> Self {
        Self {
            name,
            text: String::new(),
            seen: String::new(),
            stands,
        }
    }

    const fn nowhere(name: Option<String>) -> Self {
        Self::of(name, Stands::Nowhere)
    }
}

/// What is known now of what an answer can fill.
pub(super) async fn known<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    about: &About,
    contact: Option<ContactId>,
    target: Target,
    saying: Saying,
) -> Result<Known> {
    match (target, about) {
        (Target::Nothing, _) => Ok(Known::nowhere(None)),
        (Target::Field(field), About::Deal(deal)) => field_known(db, actor, deal, contact, field, saying).await,
        (Target::Field(field), About::Lead(lead)) => Ok(match field.of_lead(lead) {
            Some(text) => Known {
                name: Some(field.name(saying.words)),
                text: text.to_owned(),
                seen: text.to_owned(),
                stands: Stands::Lead(field, lead.clone()),
            },
            None => Known::of(Some(field.name(saying.words)), Stands::Later),
        }),
        (Target::Interest, About::Deal(deal)) => interest_known(db, deal, saying).await,
        (Target::Item(id), About::Deal(deal)) => item_known(db, deal, id, saying).await,
        (Target::Hearing(id), About::Deal(deal)) => hearing_known(db, deal, id, saying).await,
        (Target::Interest, About::Lead(_)) => Ok(Known::of(Some(t!(saying.words, "interest")), Stands::Later)),
        (Target::Item(id), About::Lead(_)) => Ok(Known::of(item_name(db, id).await?, Stands::Later)),
        (Target::Hearing(id), About::Lead(_)) => Ok(Known::of(hearing_name(db, id).await?, Stands::Later)),
    }
}

async fn interest_known<C: ConnectionTrait>(db: &C, deal: &Deal, saying: Saying) -> Result<Known> {
    let newest = qualification::interests_of(db, deal.id).await?.into_iter().next();
    Ok(Known {
        name: Some(t!(saying.words, "interest")),
        seen: newest.as_ref().map_or(0, |interest| interest.id).to_string(),
        text: newest.map_or_else(String::new, |interest| interest.name),
        stands: Stands::Interest,
    })
}

async fn item_known<C: ConnectionTrait>(db: &C, deal: &Deal, id: ItemId, saying: Saying) -> Result<Known> {
    let asked = qualification::items_of(db, deal).await?;
    let Some(item) = asked.into_iter().find(|item| item.id == id) else {
        return Ok(Known::nowhere(item_name(db, id).await?));
    };
    let fact = qualification::newest(db, deal.id, id).await?;
    Ok(Known {
        name: Some(item.name.clone()),
        seen: fact.as_ref().map_or(0, |fact| fact.id).to_string(),
        text: fact.as_ref().map_or_else(String::new, |fact| told(fact, saying)),
        stands: Stands::Item(item, fact.map(Box::new)),
    })
}

async fn item_name<C: ConnectionTrait>(db: &C, id: ItemId) -> Result<Option<String>> {
    let all = qualification::every_item(db).await?;
    let found = all.into_iter().find(|item| item.id == id);
    Ok(Some(found.map(|item| item.name).unwrap_or_default()))
}

async fn hearing_known<C: ConnectionTrait>(db: &C, deal: &Deal, id: QuestionId, saying: Saying) -> Result<Known> {
    let line = match hearing::question(db, deal, id).await {
        Err(Error::NotFound) => return Ok(Known::nowhere(hearing_name(db, id).await?)),
        found => found?,
    };
    let current = hearing::current(db, deal.id, id).await?;
    let told = |row: &hearing::AnswerRow| {
        let said = row.answer.said(&row.asks, saying.words);
        saying.words.beside([said, row.source.name(saying.words)])
    };
    Ok(Known {
        name: Some(line.text.clone()),
        seen: current
            .as_ref()
            .map_or_else(|| "0".to_owned(), |row| format!("{}.{}", row.id, row.version)),
        text: current.as_ref().map_or_else(String::new, told),
        stands: Stands::Hearing(Box::new(line), current.map(Box::new)),
    })
}

async fn hearing_name<C: ConnectionTrait>(db: &C, id: QuestionId) -> Result<Option<String>> {
    Ok(Some(match hearing::line(db, id).await {
        Err(Error::NotFound) => String::new(),
        line => line?.text,
    }))
}

/// 「確認済・¥3,000,000・聞いた」.
fn told(fact: &Fact, saying: Saying) -> String {
    let value = saying.value(&fact.value(), fact.contact.as_deref());
    let source = fact.source.map(|source| source.name(saying.words)).unwrap_or_default();
    let state = fact.state.name(saying.words);
    saying.words.beside([state, value, fact.note.clone(), source])
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
        Field::ContactName
        | Field::ContactDepartment
        | Field::ContactJobTitle
        | Field::ContactPhone
        | Field::ContactEmail => {
            let visible = contacts::visible_to(actor).filter(contacts::Column::Id.eq(contact.unwrap_or(ContactId(0))));
            match visible.one(db).await? {
                None => (String::new(), Stands::Nowhere),
                Some(contact) => (
                    field.of_contact(&contact).to_owned(),
                    Stands::Contact(field, Box::new(contact)),
                ),
            }
        }
        Field::CompanyName | Field::CompanyEmployees => {
            let company = deal.company_id.map_or(0, |company| company.0);
            let visible = companies::visible_to(actor).filter(companies::Column::Id.eq(company));
            match visible.one(db).await? {
                None => (String::new(), Stands::Nowhere),
                Some(company) if field == Field::CompanyName => {
                    (company.name.clone(), Stands::Company(field, Box::new(company)))
                }
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

/// What would hold if the answer were taken.
#[derive(Clone, Debug)]
pub(super) enum Taken {
    Interest(InterestId),
    /// With a value of its kind, or only in the note.
    Item(Option<Value>),
    Hearing(Answer),
    Field(Fill),
}

/// What would hold if the answer were taken; `None` when it does not fit.
pub(super) async fn taken<C: ConnectionTrait>(
    db: &C,
    known: &Known,
    about: &About,
    asked: &Asked,
    answer: &Answer,
) -> Result<Option<Taken>> {
    let currency = about.deal().map_or(Currency::JPY, Deal::money_currency);
    Ok(match &known.stands {
        Stands::Nowhere | Stands::Later => None,
        Stands::Interest => {
            let offered = masters::choices(db, Master::Interest, None).await?;
            worth::interest(asked, answer, &offered).map(Taken::Interest)
        }
        Stands::Item(item, _) => Some(Taken::Item(worth::value(item.value_kind, asked, answer, currency))),
        Stands::Hearing(line, _) => {
            let asks = line.asks.as_ref();
            asks.and_then(|asks| worth::hearing(asks, asked, answer))
                .map(Taken::Hearing)
        }
        Stands::Deal(field) | Stands::Contact(field, _) | Stands::Company(field, _) | Stands::Lead(field, _) => {
            worth::fill(*field, asked, answer, currency).map(Taken::Field)
        }
    })
}
