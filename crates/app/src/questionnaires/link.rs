//! Links by which one customer answers one questionnaire: made, opened, answered, over, taken back.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use super::{
    About,
    about::{AboutId, whose},
    edition,
    proposal::push_about,
    table::Content,
};
use crate::{
    accounts::sessions::hash,
    app::App,
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{ContactId, DealId, LeadId, QuestionnaireId, QuestionnaireLinkId},
    time::At,
    tx::Tx,
};

/// Days after which a link ends unless somebody says otherwise.
pub const DEFAULT_DAYS: i64 = 14;
/// Days a link lasts at most.
pub const MOST_DAYS: i64 = 180;

/// A link to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// Of which questionnaire.
    pub questionnaire: QuestionnaireId,
    /// About which deal or lead.
    pub about: AboutId,
    /// For whom of a deal's contacts; a lead is its own.
    pub contact: Option<ContactId>,
    /// For how many days.
    pub days: i64,
}

/// A link that was just made: the only time its secret is known.
#[derive(Clone, Debug)]
pub struct Made {
    /// Until when it can be used.
    pub expires_at: At,
    token: String,
}

impl Made {
    /// The address to hand over. `base` has no trailing slash.
    #[must_use]
    pub fn url(&self, base: &str) -> String {
        format!("{base}/q/{}", self.token)
    }

    pub(super) fn secret(&self) -> String {
        self.token.clone()
    }
}

/// Makes a link.
///
/// # Errors
/// As [`About::open_for_change`]; [`Error::NotFound`] for a questionnaire that is not offered or a contact who does not belong
/// to the deal.
pub async fn make(tx: &mut Tx, new: NewLink) -> Result<Made> {
    let about = About::open_for_change(tx, new.about).await?;
    let offered = edition::sendable(tx.db()).await?;
    let name = offered.into_iter().find(|(id, _)| *id == new.questionnaire);
    let (id, name) = name.ok_or(Error::NotFound)?;
    let contact = match (new.contact, &about) {
        (None, _) => None,
        (Some(_), About::Lead(_)) => return Err(Error::NotFound),
        (Some(contact), About::Deal(deal)) => {
            let offered = deals::offered_contacts(tx.db(), tx.actor(), deal).await?;
            let found = offered.into_iter().find(|offered| offered.id == contact);
            Some(found.ok_or(Error::NotFound)?)
        }
    };
    let edition = edition::current(tx, id).await?.ok_or(Error::NotFound)?;
    let made = Made {
        expires_at: tx.now().plus_days(new.days.clamp(1, MOST_DAYS)),
        token: kit::random::token(),
    };
    let mut sql = Sql::new(
        "INSERT INTO questionnaire_links (edition_id, token_hash, deal_id, lead_id, contact_id, made_by, made_at, expires_at)
         VALUES (",
    );
    sql.bind(edition).push(", ").bind(hash(&made.token));
    let (deal, lead) = about.columns();
    sql.push(", ").bind(deal).push(", ").bind(lead);
    sql.push(", ").bind(new.contact.map(|id| id.0));
    sql.push(", ").bind(tx.user().map(|user| user.0));
    sql.push(", ").bind(tx.now().0);
    sql.push(", ").bind(made.expires_at.0).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let contact = contact.map(|contact| contact.name);
    tell(
        tx,
        EventKind::QuestionnaireSent,
        &about,
        json!({ "name": name, "contact": contact }),
    );
    Ok(made)
}

pub(super) fn tell(tx: &mut Tx, kind: EventKind, about: &About, data: Value) {
    let event = Event::new(kind).data(data);
    tx.record(match about {
        About::Deal(deal) => event.deal(deal.id).company(deal.company_id).phases([deal.phase_id]),
        About::Lead(lead) => event.lead(Some(lead.id)),
    });
}

/// What a link has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Sent,
    Opened,
    Draft,
    Answered,
    Expired,
    Revoked,
}

/// A link of a deal or lead.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Link {
    /// Its number.
    pub id: QuestionnaireLinkId,
    deal_id: Option<DealId>,
    lead_id: Option<LeadId>,
    /// What the questionnaire is called.
    pub name: String,
    /// For whom.
    pub contact: Option<String>,
    /// Who made it.
    pub maker: Option<String>,
    /// When.
    pub made_at: At,
    /// Until when it can be answered.
    pub expires_at: At,
    /// When it was first opened.
    pub opened_at: Option<At>,
    /// When a draft was last saved.
    pub draft_at: Option<At>,
    /// When an answer was held back that a program seems to have sent.
    pub suspect_at: Option<At>,
    /// When it was answered.
    pub answered_at: Option<At>,
    /// When it was taken back.
    pub revoked_at: Option<At>,
}

impl Link {
    /// What it has come to.
    #[must_use]
    pub fn state(&self, now: At) -> State {
        if self.answered_at.is_some() {
            State::Answered
        } else if self.revoked_at.is_some() {
            State::Revoked
        } else if self.expires_at <= now {
            State::Expired
        } else if self.draft_at.is_some() {
            State::Draft
        } else if self.opened_at.is_some() {
            State::Opened
        } else {
            State::Sent
        }
    }

    /// Whether it can still be answered.
    #[must_use]
    pub fn is_out(&self, now: At) -> bool {
        matches!(self.state(now), State::Sent | State::Opened | State::Draft)
    }
}

const SELECT: &str =
    "SELECT l.id, l.deal_id, l.lead_id, q.name, c.name AS contact, u.name AS maker, l.made_at, l.expires_at,
        l.opened_at, l.draft_at, l.suspect_at, l.answered_at, l.revoked_at
    FROM questionnaire_links l JOIN questionnaire_editions e ON e.id = l.edition_id
    JOIN questionnaires q ON q.id = e.questionnaire_id
    LEFT JOIN contacts c ON c.id = l.contact_id LEFT JOIN users u ON u.id = l.made_by WHERE ";

/// The links of a deal or lead, the newest first. Who asks has looked whether the reader sees it.
///
/// # Errors
/// When the database is away.
pub async fn links_of<C: ConnectionTrait>(db: &C, about: AboutId) -> Result<Vec<Link>> {
    let mut sql = Sql::new(SELECT);
    sql.push("1 = 1");
    push_about(&mut sql, "l", about);
    sql.push(" ORDER BY l.id DESC");
    Ok(Link::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// One link, for whoever may change its deal or lead.
///
/// # Errors
/// [`Error::NotFound`]; as [`About::open_for_change`].
pub async fn open_for_change(tx: &Tx, id: QuestionnaireLinkId) -> Result<(Link, About)> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let mut sql = Sql::new(SELECT);
    sql.push("l.id = ").bind(id.0);
    let link = Link::find_by_statement(sql.statement(tx.dialect()));
    let link = link.one(tx.db()).await?.ok_or(Error::NotFound)?;
    let about = About::open_for_change(tx, whose(link.deal_id, link.lead_id)?).await?;
    Ok((link, about))
}

/// Takes a link back: it answers as if it had never been. What was answered stays. Twice does nothing.
///
/// # Errors
/// As [`open_for_change`].
pub async fn revoke(tx: &mut Tx, id: QuestionnaireLinkId) -> Result<About> {
    let (link, about) = open_for_change(tx, id).await?;
    let mut sql = Sql::new("UPDATE questionnaire_links SET revoked_at = ");
    sql.bind(tx.now().0);
    sql.push(", revoked_by = ").bind(tx.user().map(|user| user.0));
    sql.push(" WHERE revoked_at IS NULL AND answered_at IS NULL AND id = ")
        .bind(id.0);
    let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if done.rows_affected() == 1 {
        let data = json!({ "name": link.name, "contact": link.contact });
        tell(tx, EventKind::QuestionnaireRevoked, &about, data);
    }
    Ok(about)
}

/// What a lead was asked and answered belongs to the deal it became, too, and to the contact its person became.
///
/// # Errors
/// When the database is away.
pub async fn carry_over(tx: &Tx, lead: LeadId, deal: DealId, contact: Option<ContactId>) -> Result<()> {
    for table in ["questionnaire_links", "questionnaire_responses"] {
        let mut sql = Sql::new(&format!("UPDATE {table} SET deal_id = "));
        sql.bind(deal.0);
        sql.push(", contact_id = COALESCE(contact_id, ")
            .bind(contact.map(|id| id.0))
            .push(") WHERE lead_id = ")
            .bind(lead.0);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

/// The way back: what is asked of a lead is the lead's alone again, and not of a contact who was entered for the deal.
///
/// # Errors
/// When the database refuses.
pub async fn carry_back(tx: &Tx, lead: LeadId, deal: DealId, contact: Option<ContactId>) -> Result<()> {
    for table in ["questionnaire_links", "questionnaire_responses"] {
        let mut sql = Sql::new(&format!(
            "UPDATE {table} SET deal_id = NULL, contact_id = NULLIF(contact_id, "
        ));
        sql.bind(contact.map_or(0, |id| id.0))
            .push(") WHERE lead_id = ")
            .bind(lead.0);
        sql.push(" AND deal_id = ").bind(deal.0);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

/// A link that somebody outside has opened, and what they may see of it.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Opened {
    pub id: QuestionnaireLinkId,
    pub deal_id: Option<DealId>,
    pub lead_id: Option<LeadId>,
    pub contact_id: Option<ContactId>,
    pub edition_id: i64,
    content: String,
    pub secret: String,
    pub draft: String,
    pub suspect: String,
    pub opened_at: Option<At>,
    pub answered_at: Option<At>,
}

impl Opened {
    pub(super) fn content(&self) -> Result<Content> {
        edition::read(&self.content)
    }
}

const OPENED: &str =
    "SELECT l.id, l.deal_id, l.lead_id, l.contact_id, l.edition_id, e.content, q.secret, l.draft, l.suspect,
        l.opened_at, l.answered_at
    FROM questionnaire_links l JOIN questionnaire_editions e ON e.id = l.edition_id
    JOIN questionnaires q ON q.id = e.questionnaire_id
    LEFT JOIN deals d ON d.id = l.deal_id LEFT JOIN leads n ON n.id = l.lead_id
    WHERE CASE WHEN l.deal_id IS NULL THEN n.deleted_at ELSE d.deleted_at END IS NULL AND ";

/// The link of a secret, if it is neither over nor taken back.
pub(super) async fn by_token(app: &App, token: &str) -> Result<Option<Opened>> {
    let mut sql = Sql::new(OPENED);
    sql.push("l.token_hash = ").bind(hash(token));
    sql.push(" AND l.revoked_at IS NULL AND l.expires_at > ")
        .bind(app.now().0);
    app.one(sql).await
}

/// The same by its number, whatever became of it, for those who may see what was held back.
pub(super) async fn by_id(tx: &Tx, id: QuestionnaireLinkId) -> Result<Opened> {
    let mut sql = Sql::new(OPENED);
    sql.push("l.id = ").bind(id.0);
    let found = Opened::find_by_statement(sql.statement(tx.dialect()));
    found.one(tx.db()).await?.ok_or(Error::NotFound)
}

/// Remembers that it was opened, the first time.
pub(super) async fn mark_opened(app: &App, link: &Opened) -> Result<()> {
    if link.opened_at.is_some() {
        return Ok(());
    }
    write(app, link, |sql| {
        sql.push("opened_at = ").bind(app.now().0);
    })
    .await
}

/// Keeps what was typed so far.
pub(super) async fn save_draft(app: &App, link: &Opened, draft: String) -> Result<()> {
    write(app, link, |sql| {
        sql.push("draft_at = ").bind(app.now().0);
        sql.push(", draft = ").bind(draft);
    })
    .await
}

/// Holds back what a program seems to have sent; the newest of it.
pub(super) async fn hold_back(app: &App, link: &Opened, typed: String) -> Result<()> {
    write(app, link, |sql| {
        sql.push("suspect_at = ").bind(app.now().0);
        sql.push(", suspect = ").bind(typed);
    })
    .await
}

async fn write(app: &App, link: &Opened, set: impl FnOnce(&mut Sql)) -> Result<()> {
    let mut sql = Sql::new("UPDATE questionnaire_links SET ");
    set(&mut sql);
    sql.push(" WHERE answered_at IS NULL AND id = ").bind(link.id.0);
    let transaction = app.db().begin().await?;
    transaction.execute_raw(sql.statement(app.db().dialect())).await?;
    Ok(transaction.commit().await?)
}
