//! Deciding about an answer: it is taken, what was known is kept, or both stand. Nothing is overwritten unseen.

use chrono::NaiveDate;
use db::Sql;
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::{
    About, Asked, Field,
    known::{Known, Stands, Taken, known, saying, taken},
    link::tell,
    proposal::{Decision, answer},
    worth::{self, Fill},
};
use crate::{
    companies, contacts,
    deals::{self, Deal},
    error::{Error, Result},
    events::EventKind,
    hearing,
    ids::{ContactId, QuestionnaireAnswerId},
    leads,
    qualification::{self, Fact, Said, Source, State, Stated, Value},
    questions::Answer,
    t,
    text::Texts,
    tx::Tx,
};

/// Writes down what somebody decided. `seen` is what they saw of what was known; see
/// [`Proposal`](super::proposal::Proposal). A second decision does nothing.
///
/// # Errors
/// [`Error::NotFound`]; as [`open_for_change`](deals::open_for_change); [`Error::Stale`] when something else is known by
/// now; [`Error::Forbidden`] for a decision that the answer does not allow.
pub async fn decide(tx: &mut Tx, id: QuestionnaireAnswerId, decision: Decision, seen: &str) -> Result<About> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let row = answer(tx.db(), id).await?;
    let about = About::open_for_change(tx, row.whose()?).await?;
    // Read again behind the lock on the deal or lead: of two who decide at once, the second finds it decided.
    let row = answer(tx.db(), row.id).await?;
    if row.decision().is_some() {
        return Ok(about);
    }
    let (asked, answered) = row.read()?;
    let day = row.at.day(tx.workspace().zone);
    let today = tx.now().day(tx.workspace().zone);
    let saying = saying(tx.actor(), tx.actor().texts(), today);
    let known = known(tx.db(), tx.actor(), &about, row.contact_id, asked.target, saying).await?;
    if known.seen != seen {
        return Err(Error::Stale);
    }
    let told_by = offered(tx, &about, row.contact_id).await?;
    let answer = Answered {
        asked: &asked,
        answer: &answered,
        told_by,
        day,
        words: tx.workspace().locale.texts(),
    };
    match decision {
        Decision::Kept => {}
        Decision::Taken => answer.take(tx, &about, &known).await?,
        Decision::Both => answer.add(tx, &about, &known).await?,
    }
    write(tx, id, decision).await?;
    let data = json!({
        "question": asked.text.ja, "answer": worth::said(&asked, &answered), "decision": decision.code(),
    });
    tell(tx, EventKind::QuestionnaireDecided, &about, data);
    Ok(about)
}

/// The contact who answered, as long as they belong to the deal.
async fn offered(tx: &Tx, about: &About, contact: Option<ContactId>) -> Result<Option<ContactId>> {
    let Some(deal) = about.deal() else { return Ok(None) };
    let offered = deals::offered_contacts(tx.db(), tx.actor(), deal).await?;
    Ok(contact.filter(|id| offered.iter().any(|one| one.id == *id)))
}

async fn write(tx: &Tx, id: QuestionnaireAnswerId, decision: Decision) -> Result<()> {
    let mut sql = Sql::new("UPDATE questionnaire_answers SET decision = ");
    sql.bind(decision.code());
    sql.push(", decided_by = ").bind(tx.user().map(|user| user.0));
    sql.push(", decided_at = ").bind(tx.now().0);
    sql.push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// An answer on its way into what is known.
struct Answered<'a> {
    asked: &'a Asked,
    answer: &'a Answer,
    told_by: Option<ContactId>,
    day: NaiveDate,
    /// In which a note is written: the workspace's.
    words: Texts,
}

impl Answered<'_> {
    /// It holds now.
    async fn take(&self, tx: &mut Tx, about: &About, known: &Known) -> Result<()> {
        let taken = taken(tx.db(), known, about, self.asked, self.answer).await?;
        if let (Some(Taken::Field(fill)), Stands::Lead(field, lead)) = (&taken, &known.stands) {
            return self.fill_lead(tx, lead, *field, fill).await;
        }
        let deal = about.deal().ok_or(Error::Forbidden)?;
        match (taken, &known.stands) {
            (Some(Taken::Interest(interest)), Stands::Interest) => {
                let stated = Stated {
                    interest,
                    said_on: self.day,
                    told_by: self.told_by,
                };
                qualification::state_interest(tx, deal.id, None, stated).await?;
            }
            (Some(Taken::Item(value)), Stands::Item(item, fact)) => {
                let said = self.taken_fact(fact.as_deref(), value);
                qualification::say(tx, deal.id, item.id, None, said).await?;
            }
            (Some(Taken::Hearing(answer)), Stands::Hearing(line, _)) => {
                self.give(tx, deal, line, answer, &known.seen).await?;
            }
            (Some(Taken::Field(fill)), stands) => self.fill(tx, deal, stands, fill).await?,
            _ => return Err(Error::Forbidden),
        }
        Ok(())
    }

    /// Answers a question of a hearing sheet, as its form would.
    async fn give(&self, tx: &mut Tx, deal: &Deal, line: &hearing::Line, answer: Answer, seen: &str) -> Result<()> {
        let given = hearing::Given {
            answer: Some(answer),
            source: hearing::Source::Questionnaire,
            contact: self.told_by,
            heard_on: self.day,
        };
        hearing::give(tx, deal.id, line.id, hearing::Seen::parse(seen), given).await?;
        Ok(())
    }

    fn taken_fact(&self, fact: Option<&Fact>, value: Option<Value>) -> Said {
        let before = fact.map(Fact::said).unwrap_or_default();
        let state = match before.state {
            State::Unknown => State::Confirmed,
            other => other,
        };
        let note = match &value {
            Some(_) => before.note,
            None => self.below(&before.note),
        };
        Said {
            state,
            value: value.unwrap_or(before.value),
            source: Some(Source::Questionnaire),
            told_by: self.told_by,
            said_on: Some(self.day),
            note,
        }
    }

    /// What was known holds, and the answer stands beside it: words below the words, anything else in the note.
    async fn add(&self, tx: &mut Tx, about: &About, known: &Known) -> Result<()> {
        if let Stands::Lead(_, lead) = &known.stands {
            let mut facts = leads::Facts::from(lead.as_ref());
            facts.note = self.below(&lead.note);
            leads::change(tx, lead.id, None, facts).await?;
            return Ok(());
        }
        let deal = about.deal().ok_or(Error::Forbidden)?;
        match &known.stands {
            Stands::Hearing(line, Some(current)) if known.stands.may_both() => {
                let answer = format!("{}\n{}", current.answer.text(), worth::said(self.asked, self.answer));
                self.give(tx, deal, line, Answer::Text(answer), &known.seen).await?;
            }
            Stands::Nowhere | Stands::Later | Stands::Interest | Stands::Hearing(..) | Stands::Lead(..) => {
                return Err(Error::Forbidden);
            }
            Stands::Item(item, fact) => {
                let mut said = fact.as_deref().map(Fact::said).unwrap_or_default();
                match &mut said.value {
                    Value::Words(words) => *words = format!("{words}\n{}", worth::said(self.asked, self.answer)),
                    _ => said.note = self.below(&said.note),
                }
                said.source = Some(Source::Questionnaire);
                said.told_by = self.told_by;
                said.said_on = Some(self.day);
                qualification::say(tx, deal.id, item.id, None, said).await?;
            }
            Stands::Deal(_) => {
                let change = deals::Change {
                    note: Some(self.below(&deal.note)),
                    ..deals::Change::default()
                };
                deals::change(tx, deal.id, None, change).await?;
            }
            Stands::Contact(_, contact) => {
                let mut facts = contact_facts(contact);
                facts.note = self.below(&contact.note);
                contacts::change(tx, contact.id, None, facts).await?;
            }
            Stands::Company(_, company) => {
                let mut facts = companies::Facts::from(company.as_ref());
                facts.note = self.below(&company.note);
                companies::change(tx, company.id, None, facts).await?;
            }
        }
        Ok(())
    }

    /// 「アンケート（2026-11-22）導入時期：来年度」 below what a note says.
    fn below(&self, note: &str) -> String {
        let line = t!(
            self.words,
            "questionnaire-in-note",
            day = self.day.to_string(),
            question = self.asked.text.ja.as_str(),
            answer = worth::said(self.asked, self.answer)
        );
        if note.is_empty() {
            line
        } else {
            format!("{note}\n{line}")
        }
    }

    async fn fill_lead(&self, tx: &mut Tx, lead: &leads::Lead, field: Field, fill: &Fill) -> Result<()> {
        let Fill::Line(line) = fill else {
            return Err(Error::Forbidden);
        };
        let mut facts = leads::Facts::from(lead);
        set_line(&mut facts, field, line);
        leads::change(tx, lead.id, None, facts).await?;
        Ok(())
    }

    async fn fill(&self, tx: &mut Tx, deal: &Deal, stands: &Stands, fill: Fill) -> Result<()> {
        match (stands, fill) {
            (Stands::Deal(_), Fill::Amount(amount)) => {
                let change = deals::Change {
                    amount: Some(Some(amount)),
                    ..deals::Change::default()
                };
                deals::change(tx, deal.id, None, change).await?;
            }
            (Stands::Deal(_), Fill::Day(day)) => {
                let change = deals::Change {
                    expected_close_on: Some(Some(day)),
                    ..deals::Change::default()
                };
                deals::change(tx, deal.id, None, change).await?;
            }
            (Stands::Company(_, company), Fill::Count(count)) => {
                let mut facts = companies::Facts::from(company.as_ref());
                facts.employees = Some(count);
                companies::change(tx, company.id, None, facts).await?;
            }
            (Stands::Company(Field::CompanyName, company), Fill::Line(line)) => {
                let mut facts = companies::Facts::from(company.as_ref());
                facts.name = line;
                companies::change(tx, company.id, None, facts).await?;
            }
            (Stands::Contact(field, contact), Fill::Line(line)) => {
                let mut facts = contact_facts(contact);
                *match field {
                    Field::ContactName => &mut facts.name,
                    Field::ContactDepartment => &mut facts.department,
                    Field::ContactJobTitle => &mut facts.job_title,
                    Field::ContactPhone => &mut facts.phone,
                    _ => &mut facts.email,
                } = line;
                contacts::change(tx, contact.id, None, facts).await?;
            }
            _ => return Err(Error::Forbidden),
        }
        Ok(())
    }
}

/// Writes a line into a field that leads have; nothing into any other.
pub(super) fn set_line(facts: &mut leads::Facts, field: Field, line: &str) {
    line.clone_into(match field {
        Field::CompanyName => &mut facts.company,
        Field::ContactName => &mut facts.contact,
        Field::ContactDepartment => &mut facts.department,
        Field::ContactJobTitle => &mut facts.job_title,
        Field::ContactPhone => &mut facts.phone,
        Field::ContactEmail => &mut facts.email,
        Field::DealAmount | Field::DealExpectedClose | Field::CompanyEmployees => return,
    });
}

fn contact_facts(contact: &contacts::Contact) -> contacts::Facts {
    contacts::Facts {
        name: contact.name.clone(),
        kana: contact.kana.clone(),
        department: contact.department.clone(),
        job_title: contact.job_title.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone(),
        mobile: contact.mobile.clone(),
        note: contact.note.clone(),
    }
}
