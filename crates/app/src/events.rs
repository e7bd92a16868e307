//! Events: what happened, to what, by whom. Timeline, audit and live updates read them.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use serde_json::{Value, json};

use crate::{
    ids::{ActivityId, CompanyId, ContactId, DealId, EventId, LeadId, PhaseId, UserId},
    time::At,
};

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EventKind {
    DealCreated,
    DealChanged,
    DealMoved,
    DealMoveUndone,
    DealWon,
    DealLost,
    DealHeld,
    DealResumed,
    DealReopened,
    DealDeleted,
    DealRestored,
    DealImported,
    DealApproached,
    QualificationChanged,
    InterestChanged,
    ActivityPlanned,
    ActivityDone,
    ActivityChanged,
    ActivityDeleted,
    ActivityRestored,
    CompanyCreated,
    CompanyChanged,
    CompanyDeleted,
    CompanyRestored,
    CompanyApproached,
    CompanyToldApart,
    CompanyProposed,
    CompanyMerged,
    CompanyMergedInto,
    CompanyUnmerged,
    CompanyCameBack,
    ContactCreated,
    ContactChanged,
    ContactDeleted,
    ContactRestored,
    LeadCreated,
    LeadChanged,
    LeadApproached,
    LeadConverted,
    LeadDeleted,
    LeadRestored,
    TouchCreated,
    TouchChanged,
    TouchDeleted,
    TouchRestored,
    HearingAnswered,
    HearingWithdrawn,
    IdeaNoted,
    IdeaDeleted,
    IdeaRestored,
    ContactToldApart,
    ContactProposed,
    ContactMerged,
    ContactMergedInto,
    ContactUnmerged,
    ContactCameBack,
    QuestionnaireSent,
    QuestionnaireRevoked,
    QuestionnaireAnswered,
    QuestionnaireDecided,
    SettingsChanged,
    PeopleChanged,
}

impl EventKind {
    /// As in the database and in live messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DealCreated => "deal.created",
            Self::DealChanged => "deal.changed",
            Self::DealMoved => "deal.moved",
            Self::DealMoveUndone => "deal.move_undone",
            Self::DealWon => "deal.won",
            Self::DealLost => "deal.lost",
            Self::DealHeld => "deal.held",
            Self::DealResumed => "deal.resumed",
            Self::DealReopened => "deal.reopened",
            Self::DealDeleted => "deal.deleted",
            Self::DealRestored => "deal.restored",
            Self::DealImported => "deal.imported",
            Self::DealApproached => "deal.approached",
            Self::QualificationChanged => "qualification.changed",
            Self::InterestChanged => "interest.changed",
            Self::ActivityPlanned => "activity.planned",
            Self::ActivityDone => "activity.done",
            Self::ActivityChanged => "activity.changed",
            Self::ActivityDeleted => "activity.deleted",
            Self::ActivityRestored => "activity.restored",
            Self::CompanyCreated => "company.created",
            Self::CompanyChanged => "company.changed",
            Self::CompanyDeleted => "company.deleted",
            Self::CompanyRestored => "company.restored",
            Self::CompanyApproached => "company.approached",
            Self::CompanyToldApart => "company.told_apart",
            Self::CompanyProposed => "company.proposed",
            Self::CompanyMerged => "company.merged",
            Self::CompanyMergedInto => "company.merged_into",
            Self::CompanyUnmerged => "company.unmerged",
            Self::CompanyCameBack => "company.came_back",
            Self::ContactCreated => "contact.created",
            Self::ContactChanged => "contact.changed",
            Self::ContactDeleted => "contact.deleted",
            Self::ContactRestored => "contact.restored",
            Self::LeadCreated => "lead.created",
            Self::LeadChanged => "lead.changed",
            Self::LeadApproached => "lead.approached",
            Self::LeadConverted => "lead.converted",
            Self::LeadDeleted => "lead.deleted",
            Self::LeadRestored => "lead.restored",
            Self::TouchCreated => "touch.created",
            Self::TouchChanged => "touch.changed",
            Self::TouchDeleted => "touch.deleted",
            Self::TouchRestored => "touch.restored",
            Self::HearingAnswered => "hearing.answered",
            Self::HearingWithdrawn => "hearing.withdrawn",
            Self::IdeaNoted => "idea.noted",
            Self::IdeaDeleted => "idea.deleted",
            Self::IdeaRestored => "idea.restored",
            Self::ContactToldApart => "contact.told_apart",
            Self::ContactProposed => "contact.proposed",
            Self::ContactMerged => "contact.merged",
            Self::ContactMergedInto => "contact.merged_into",
            Self::ContactUnmerged => "contact.unmerged",
            Self::ContactCameBack => "contact.came_back",
            Self::QuestionnaireSent => "questionnaire.sent",
            Self::QuestionnaireRevoked => "questionnaire.revoked",
            Self::QuestionnaireAnswered => "questionnaire.answered",
            Self::QuestionnaireDecided => "questionnaire.decided",
            Self::SettingsChanged => "settings.changed",
            Self::PeopleChanged => "people.changed",
        }
    }
}

/// Something that happens in a transaction.
#[derive(Clone, Debug)]
pub struct Event {
    kind: EventKind,
    deal: Option<DealId>,
    company: Option<CompanyId>,
    contact: Option<ContactId>,
    activity: Option<ActivityId>,
    lead: Option<LeadId>,
    phases: Vec<PhaseId>,
    data: Value,
}

impl Event {
    /// Of a kind; the rest is added.
    #[must_use]
    pub fn new(kind: EventKind) -> Self {
        Self {
            kind,
            deal: None,
            company: None,
            contact: None,
            activity: None,
            lead: None,
            phases: Vec::new(),
            data: json!({}),
        }
    }

    /// What kind of thing.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        self.kind
    }

    /// To this deal.
    #[must_use]
    pub fn deal(mut self, deal: DealId) -> Self {
        self.deal = Some(deal);
        self
    }

    /// To this company.
    #[must_use]
    pub fn company(mut self, company: Option<CompanyId>) -> Self {
        self.company = company;
        self
    }

    /// To this contact.
    #[must_use]
    pub fn contact(mut self, contact: ContactId) -> Self {
        self.contact = Some(contact);
        self
    }

    /// To this activity.
    #[must_use]
    pub fn activity(mut self, activity: ActivityId) -> Self {
        self.activity = Some(activity);
        self
    }

    /// To this lead.
    #[must_use]
    pub fn lead(mut self, lead: Option<LeadId>) -> Self {
        self.lead = lead;
        self
    }

    /// The columns of the board it concerns.
    #[must_use]
    pub fn phases(mut self, phases: impl IntoIterator<Item = PhaseId>) -> Self {
        self.phases.extend(phases);
        self.phases.dedup();
        self
    }

    /// What changed, from what to what; an object.
    #[must_use]
    pub fn data(mut self, data: Value) -> Self {
        self.data = data;
        self
    }

    /// Its columns, in the order of [`insert_all`].
    fn push_values(self, sql: &mut Sql, at: At, user: Option<UserId>) {
        let mut data = self.data;
        if let (Value::Object(object), false) = (&mut data, self.phases.is_empty()) {
            object.insert("phases".into(), json!(self.phases));
        }
        sql.push("(").bind(at.0).push(", ").bind(user.map(|id| id.0));
        sql.push(", ").bind(self.kind.code());
        for id in [
            self.deal.map(|id| id.0),
            self.company.map(|id| id.0),
            self.contact.map(|id| id.0),
            self.activity.map(|id| id.0),
            self.lead.map(|id| id.0),
        ] {
            sql.push(", ").bind(id);
        }
        sql.push(", ").bind(data.to_string()).push(")");
    }
}

/// Rows of one statement. SQLite looks `$1`, `$2` … up by name, one after the other, so that twice as many take four times
/// as long: 500 rows took a second.
const ROWS: usize = 100;

/// Writes events in the order in which they happened, each with its moment and who did it; answers the last one's
/// number. Called by `Tx::commit` only. An import writes thousands: one by one took as long as all its other rows.
pub(crate) async fn insert_all<C: ConnectionTrait>(
    db: &C,
    events: Vec<(At, Option<UserId>, Event)>,
) -> Result<Option<EventId>, DbErr> {
    let mut newest = None;
    let mut events = events.into_iter().peekable();
    while events.peek().is_some() {
        let mut sql = Sql::new(
            "INSERT INTO events (at, user_id, kind, deal_id, company_id, contact_id, activity_id, lead_id, data) VALUES ",
        );
        for (row, (at, user, event)) in events.by_ref().take(ROWS).enumerate() {
            sql.push(if row > 0 { ", " } else { "" });
            event.push_values(&mut sql, at, user);
        }
        sql.push(" RETURNING id");
        for row in db.query_all_raw(sql.statement(Dialect::of(db))).await? {
            newest = newest.max(Some(EventId(row.try_get_by_index(0)?)));
        }
    }
    Ok(newest)
}

/// An event as it was written.
#[derive(Clone, Debug, FromQueryResult)]
pub struct EventRow {
    /// Its number.
    pub id: EventId,
    /// When.
    pub at: At,
    /// By whom; nobody for the program itself.
    pub user_id: Option<UserId>,
    /// As in [`EventKind::code`].
    pub kind: String,
    /// To which deal.
    pub deal_id: Option<DealId>,
    /// To which company.
    pub company_id: Option<CompanyId>,
    /// To which contact.
    pub contact_id: Option<ContactId>,
    /// To which activity.
    pub activity_id: Option<ActivityId>,
    /// To which lead.
    pub lead_id: Option<LeadId>,
    /// JSON.
    pub data: String,
}

impl EventRow {
    /// What changed, as an object; empty if it cannot be read.
    #[must_use]
    pub fn data(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_else(|_| json!({}))
    }
}
