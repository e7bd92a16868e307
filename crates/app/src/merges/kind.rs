//! The kinds of records that can become one, and what merging needs to know of each.

use sea_orm::{ActiveEnum as _, ColumnTrait as _, ConnectionTrait, DeriveActiveEnum, EnumIter, QueryFilter as _};
use serde_json::{Map, Value};

use crate::{
    actor::Actor,
    companies, contacts,
    error::{Error, Result},
    ids::{CompanyId, ContactId},
    text::Texts,
    time::At,
    tx::Tx,
};

/// Companies or contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Kind {
    /// 取引先.
    #[sea_orm(string_value = "company")]
    Company,
    /// コンタクト.
    #[sea_orm(string_value = "contact")]
    Contact,
}

/// A record of either kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// As it was read.
    pub version: i64,
    /// When it was changed last.
    pub updated_at: At,
    /// What is known about it, by the names of the fields of its form.
    pub facts: Map<String, Value>,
    /// Of which company a contact is.
    pub company: Option<CompanyId>,
}

impl Kind {
    /// As in the database, in paths and in the kinds of events.
    #[must_use]
    pub fn code(self) -> String {
        self.to_value()
    }

    /// Its table.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Company => "companies",
            Self::Contact => "contacts",
        }
    }

    /// Where a record of the kind has its page.
    #[must_use]
    pub fn path(self, id: i64) -> String {
        format!("/{}/{id}", self.table())
    }

    /// The fields of its form, in their order.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Company => &companies::FIELDS,
            Self::Contact => &contacts::FIELDS,
        }
    }

    /// What a field is called.
    #[must_use]
    pub fn label(self, field: &str, words: Texts) -> String {
        match self {
            Self::Company => companies::label_of(field, words),
            Self::Contact => contacts::label_of(field, words),
        }
        .unwrap_or_default()
    }

    /// A record, if this person sees it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what they may not see.
    pub async fn seen<C: ConnectionTrait>(self, db: &C, actor: &Actor, id: i64) -> Result<Record> {
        match self {
            Self::Company => {
                let found = companies::visible_to(actor).filter(companies::Column::Id.eq(CompanyId(id)));
                Record::of_company(&found.one(db).await?.ok_or(Error::NotFound)?)
            }
            Self::Contact => {
                let found = contacts::visible_to(actor).filter(contacts::Column::Id.eq(ContactId(id)));
                Record::of_contact(&found.one(db).await?.ok_or(Error::NotFound)?)
            }
        }
    }

    /// Reads a record in order to change it; others wait.
    ///
    /// # Errors
    /// As [`companies::open_for_change`].
    pub async fn open_for_change(self, tx: &Tx, id: i64, version: Option<i64>) -> Result<Record> {
        match self {
            Self::Company => Record::of_company(&companies::open_for_change(tx, CompanyId(id), version).await?),
            Self::Contact => Record::of_contact(&contacts::open_for_change(tx, ContactId(id), version).await?),
        }
    }

    /// Changes what is known about a record, and has that told.
    ///
    /// # Errors
    /// As [`companies::change`].
    pub(super) async fn change(self, tx: &mut Tx, id: i64, facts: Map<String, Value>) -> Result<()> {
        let facts = Value::Object(facts);
        match self {
            Self::Company => {
                companies::change(tx, CompanyId(id), None, serde_json::from_value(facts)?).await?;
            }
            Self::Contact => {
                contacts::change(tx, ContactId(id), None, serde_json::from_value(facts)?).await?;
            }
        }
        Ok(())
    }
}

impl Record {
    fn of_company(company: &companies::Company) -> Result<Self> {
        Ok(Self {
            id: company.id.0,
            name: company.name.clone(),
            version: company.version,
            updated_at: company.updated_at,
            facts: as_object(serde_json::to_value(companies::Facts::from(company))?),
            company: None,
        })
    }

    fn of_contact(contact: &contacts::Contact) -> Result<Self> {
        Ok(Self {
            id: contact.id.0,
            name: contact.name.clone(),
            version: contact.version,
            updated_at: contact.updated_at,
            facts: as_object(serde_json::to_value(contacts::Facts::from(contact))?),
            company: Some(contact.company_id),
        })
    }

    /// What is known under a field's name, as text; empty when nothing is.
    #[must_use]
    pub fn text(&self, field: &str) -> String {
        match &self.facts[field] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

fn as_object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
