//! Publishing a questionnaire as a form for new leads: under which address, on whose sites, and with which touch a lead
//! begins.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use super::{
    Content, Field, Target, edition,
    questionnaire::{questionnaire, told},
};
use crate::{
    app::App,
    error::{Error, Result},
    ids::{ChannelId, QuestionnaireId, TouchKindId},
    t,
    time::At,
    tx::Tx,
};

/// Characters of an address, in hexadecimal digits.
const KEY: usize = 32;

/// How a form is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Of which kind the touch is with which a lead begins.
    pub kind: TouchKindId,
    /// Through which channel it came.
    pub channel: Option<ChannelId>,
    /// Sites that may show the form in a frame, such as `https://www.example.co.jp`.
    pub origins: Vec<String>,
}

/// A form as its admin knows it.
#[derive(Clone, Debug)]
pub struct Publication {
    /// What is in its address.
    pub key: String,
    /// Which edition it shows.
    pub edition_id: i64,
    /// How it is published.
    pub terms: Terms,
    /// Since when it shows that edition.
    pub published_at: At,
    /// Since when it is closed.
    pub closed_at: Option<At>,
    /// For forms.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    key: String,
    edition_id: i64,
    kind_id: TouchKindId,
    channel_id: Option<ChannelId>,
    origins: String,
    published_at: At,
    closed_at: Option<At>,
    version: i64,
}

impl From<Row> for Publication {
    fn from(row: Row) -> Self {
        Self {
            key: row.key,
            edition_id: row.edition_id,
            terms: Terms {
                kind: row.kind_id,
                channel: row.channel_id,
                origins: row.origins.lines().map(str::to_owned).collect(),
            },
            published_at: row.published_at,
            closed_at: row.closed_at,
            version: row.version,
        }
    }
}

/// How a questionnaire is or was published.
///
/// # Errors
/// When the database is away.
pub async fn publication<C: ConnectionTrait>(db: &C, id: QuestionnaireId) -> Result<Option<Publication>> {
    let mut sql = Sql::new("SELECT * FROM questionnaire_forms WHERE questionnaire_id = ");
    sql.bind(id.0);
    let row = Row::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    Ok(row.map(Publication::from))
}

/// Whether answers make a lead that can be called by a name and reached.
#[must_use]
pub fn makes_leads(content: &Content) -> bool {
    let asks = |fields: [Field; 2], required: bool| {
        let mut asked = content.questions.iter();
        asked.any(|asked| {
            (asked.required || !required) && fields.iter().any(|field| asked.target == Target::Field(*field))
        })
    };
    asks([Field::CompanyName, Field::ContactName], true) && asks([Field::ContactEmail, Field::ContactPhone], false)
}

/// Publishes what a questionnaire says now, or publishes it anew; its address stays the same.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] for one that is retired or asks nothing,
/// [`Error::Invalid`] for one whose answers make no lead, [`Error::Stale`] when somebody was quicker.
pub async fn publish(tx: &mut Tx, id: QuestionnaireId, version: i64, terms: &Terms) -> Result<()> {
    tx.require_admin()?;
    let of = questionnaire(tx.db(), id).await?;
    if of.retired_at.is_some() {
        return Err(Error::NotFound);
    }
    let before = publication(tx.db(), id).await?;
    if before.as_ref().map_or(0, |before| before.version) != version {
        return Err(Error::Stale);
    }
    if !makes_leads(&edition::content(tx.db(), &of).await?) {
        return Err(Error::Invalid(t!(tx.actor().texts(), "questionnaire-form-cannot")));
    }
    let edition = edition::current(tx, id).await?.ok_or(Error::NotFound)?;
    if before.is_none() {
        insert(tx, id, edition, terms).await?;
    } else {
        update(tx, id, edition, terms).await?;
    }
    told(
        tx,
        json!({
            "questionnaire": id, "published": true, "edition": edition, "kind": terms.kind, "channel": terms.channel,
            "origins": terms.origins,
        }),
    );
    Ok(())
}

async fn insert(tx: &Tx, id: QuestionnaireId, edition: i64, terms: &Terms) -> Result<()> {
    let key: String = kit::random::token().chars().take(KEY).collect();
    let mut sql = Sql::new(
        "INSERT INTO questionnaire_forms
             (questionnaire_id, key, edition_id, kind_id, channel_id, origins, published_at, published_by) VALUES (",
    );
    sql.bind(id.0).push(", ").bind(key);
    sql.push(", ").bind(edition);
    sql.push(", ").bind(terms.kind.0);
    sql.push(", ").bind(terms.channel.map(|id| id.0));
    sql.push(", ").bind(terms.origins.join("\n"));
    sql.push(", ").bind(tx.now().0);
    sql.push(", ").bind(tx.user().map(|user| user.0)).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn update(tx: &Tx, id: QuestionnaireId, edition: i64, terms: &Terms) -> Result<()> {
    let mut sql = Sql::new("UPDATE questionnaire_forms SET version = version + 1, closed_at = NULL, edition_id = ");
    sql.bind(edition);
    sql.push(", kind_id = ").bind(terms.kind.0);
    sql.push(", channel_id = ").bind(terms.channel.map(|id| id.0));
    sql.push(", origins = ").bind(terms.origins.join("\n"));
    sql.push(", published_at = ").bind(tx.now().0);
    sql.push(", published_by = ").bind(tx.user().map(|user| user.0));
    sql.push(" WHERE questionnaire_id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// Closes a form: its address answers as if it had never been. What was answered stays.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] for one that was never published, [`Error::Stale`] when
/// somebody was quicker.
pub async fn close(tx: &mut Tx, id: QuestionnaireId, version: i64) -> Result<()> {
    tx.require_admin()?;
    let before = publication(tx.db(), id).await?.ok_or(Error::NotFound)?;
    if before.version != version {
        return Err(Error::Stale);
    }
    let mut sql = Sql::new("UPDATE questionnaire_forms SET version = version + 1, closed_at = ");
    sql.bind(tx.now().0).push(" WHERE questionnaire_id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(tx, json!({ "questionnaire": id, "published": false }));
    Ok(())
}

/// A form as whoever opens its address gets it.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Published {
    pub id: i64,
    pub key: String,
    pub edition_id: i64,
    pub kind_id: TouchKindId,
    pub channel_id: Option<ChannelId>,
    pub origins: String,
    pub secret: String,
    content: String,
}

impl Published {
    pub(super) fn content(&self) -> Result<Content> {
        edition::read(&self.content)
    }
}

/// The form at an address, unless it is closed or its questionnaire retired.
pub(super) async fn by_key(app: &App, key: &str) -> Result<Option<Published>> {
    let mut sql = Sql::new(
        "SELECT f.id, f.key, f.edition_id, f.kind_id, f.channel_id, f.origins, q.secret, e.content
         FROM questionnaire_forms f JOIN questionnaires q ON q.id = f.questionnaire_id
         JOIN questionnaire_editions e ON e.id = f.edition_id
         WHERE f.closed_at IS NULL AND q.retired_at IS NULL AND f.key = ",
    );
    sql.bind(key);
    app.one(sql).await
}
