//! The records that are asked for: a fresh one for every request.

use db::Sql;
use sea_orm::ConnectionTrait as _;

use super::{SECRET, questionnaires::*};
use crate::{
    deals,
    ids::{DealId, PhaseId, UserId},
    merges,
    testing::*,
};

/// What `{id}` is the number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    None,
    Deal,
    DealToCheck,
    MovedDeal,
    LostDeal,
    DeletedDeal,
    Company,
    DeletedCompany,
    CompanyTwin,
    MergedCompany,
    Notice,
    OwnCompany,
    Contact,
    ContactTwin,
    DeletedContact,
    Activity,
    CancelledActivity,
    DeletedActivity,
    Touch,
    DeletedTouch,
    Lead,
    DeletedLead,
    ConvertedLead,
    Candidates,
    ToldApart,
    SavedView,
    Person,
    DisabledPerson,
    Team,
    RetiredTeam,
    Pipeline,
    RetiredPipeline,
    Phase,
    RetiredPhase,
    Criterion,
    Channel,
    RetiredChannel,
    HearingDeal,
    Answer,
    Idea,
    DeletedIdea,
    HearingSheet,
    RetiredHearingSheet,
    Question,
    RetiredQuestion,
    Framework,
    RetiredFramework,
    Item,
    RetiredItem,
    Questionnaire,
    RetiredQuestionnaire,
    QuestionnaireForLeads,
    PublishedQuestionnaire,
    QuestionnaireQuestion,
    RetiredQuestionnaireQuestion,
    DealToAsk,
    LeadToAsk,
    QuestionnaireLink,
    QuestionnaireAnswer,
}

impl Record {
    /// Whether some people may not see it: the others are for admins, or one's own.
    pub(super) fn has_owner(self) -> bool {
        matches!(
            self,
            Self::Deal
                | Self::DealToCheck
                | Self::MovedDeal
                | Self::LostDeal
                | Self::DeletedDeal
                | Self::Company
                | Self::DeletedCompany
                | Self::CompanyTwin
                | Self::MergedCompany
                | Self::Contact
                | Self::ContactTwin
                | Self::DeletedContact
                | Self::Activity
                | Self::CancelledActivity
                | Self::DeletedActivity
                | Self::Touch
                | Self::DeletedTouch
                | Self::Lead
                | Self::DeletedLead
                | Self::ConvertedLead
                | Self::HearingDeal
                | Self::Answer
                | Self::Idea
                | Self::DeletedIdea
                | Self::Candidates
                | Self::ToldApart
                | Self::DealToAsk
                | Self::LeadToAsk
                | Self::QuestionnaireLink
                | Self::QuestionnaireAnswer
        )
    }
}

/// The record of one request, and what forms say about it.
pub(super) struct Records {
    id: i64,
    serial: i64,
}

impl Records {
    pub(super) async fn make(app: &TestApp, record: Record, owner: UserId, mover: UserId) -> Self {
        let serial = app.number("SELECT COUNT(*) FROM users").await
            + app.number("SELECT COUNT(*) FROM teams").await
            + app.number("SELECT COUNT(*) FROM saved_views").await;
        let id = match record {
            Record::None => 0,
            Record::Deal => deal(app, owner).await,
            Record::DealToCheck => {
                let values = "VALUES (3, 'check', '競合を確認した', 1)";
                insert(app, "criteria (phase_id, kind, label, position)", values).await;
                deal(app, owner).await
            }
            Record::MovedDeal => {
                let id = deal(app, owner).await;
                move_to(app, mover, id, PHASES[1]).await;
                id
            }
            Record::LostDeal => {
                let id = deal(app, owner).await;
                lose(app, owner, id).await;
                id
            }
            Record::DeletedDeal => {
                let id = deal(app, owner).await;
                delete(app, owner, id).await;
                id
            }
            Record::Company => company(app, owner, "NULL").await,
            Record::DeletedCompany => company(app, owner, "1").await,
            Record::CompanyTwin => {
                let twin = company(app, owner, "NULL").await;
                company(app, owner, "NULL").await;
                twin
            }
            // No secret: it is the one's own who asks.
            Record::OwnCompany => {
                let values = format!("VALUES ({owner}, '木曽木工', '木曽木工', '木曽木工', 0, 0)");
                let columns = "companies (owner_id, name, name_fold, search_fold, created_at, updated_at)";
                insert(app, columns, &values).await
            }
            Record::Notice => {
                let values = format!("VALUES ({owner}, 0, 1, 'together', 'deal', '山田製作所')");
                insert(app, "notices (user_id, at, by_user_id, kind, entry, about)", &values).await
            }
            Record::MergedCompany => merged_company(app, owner).await,
            Record::ContactTwin => {
                let twin = contact(app, owner, "NULL").await;
                contact(app, owner, "NULL").await;
                twin
            }
            Record::Contact => contact(app, owner, "NULL").await,
            Record::DeletedContact => contact(app, owner, "1").await,
            Record::Activity => activity(app, owner, "planned", "NULL").await,
            Record::CancelledActivity => activity(app, owner, "cancelled", "NULL").await,
            Record::DeletedActivity => activity(app, owner, "planned", "1").await,
            Record::Lead => lead(app, owner, "NULL").await,
            Record::DeletedLead => lead(app, owner, "1").await,
            Record::ConvertedLead => {
                let deal = deal(app, owner).await;
                let lead = lead(app, owner, "NULL").await;
                let became = format!(
                    "UPDATE leads SET state = 'converted', converted_at = 0, deal_id = {deal} WHERE id = {lead}"
                );
                app.execute(db::Sql::new(&became)).await;
                lead
            }
            Record::Touch => touch(app, owner, "NULL").await,
            Record::DeletedTouch => touch(app, owner, "1").await,
            Record::Candidates => candidates(app, owner).await,
            Record::ToldApart => {
                let other = candidates(app, owner).await;
                let values = format!("VALUES ('company', {}, {other}, {owner}, 0)", other - 1);
                insert(
                    app,
                    "matching_dismissals (kind, one_id, other_id, user_id, at)",
                    &values,
                )
                .await
            }
            Record::SavedView => {
                let name = format!("ビュー{serial}");
                let values = format!("VALUES ({owner}, '/deals', '{name}', 'q=x')");
                insert(app, "saved_views (user_id, page, name, query)", &values).await
            }
            Record::Person => person(app, serial, "NULL").await,
            Record::DisabledPerson => person(app, serial, "1").await,
            Record::Team => team(app, serial, "NULL").await,
            Record::RetiredTeam => team(app, serial, "1").await,
            Record::Pipeline => pipeline(app, "NULL").await,
            Record::RetiredPipeline => pipeline(app, "1").await,
            Record::Phase => phase(app, "NULL").await,
            Record::RetiredPhase => phase(app, "1").await,
            Record::Criterion => {
                let values = "VALUES (1, 'check', '競合を確認した', 1)";
                insert(app, "criteria (phase_id, kind, label, position)", values).await
            }
            Record::Channel => channel(app, "NULL").await,
            Record::RetiredChannel => channel(app, "1").await,
            Record::HearingDeal => {
                question(app, "NULL").await;
                deal(app, owner).await
            }
            Record::Answer => answer(app, owner).await,
            Record::Idea => idea(app, owner, "NULL").await,
            Record::DeletedIdea => idea(app, owner, "1").await,
            Record::HearingSheet => hearing_sheet(app, "NULL").await,
            Record::RetiredHearingSheet => hearing_sheet(app, "1").await,
            Record::Question => question(app, "NULL").await,
            Record::RetiredQuestion => question(app, "1").await,
            Record::Framework => framework(app, "NULL").await,
            Record::RetiredFramework => framework(app, "1").await,
            Record::Item => item(app, "NULL").await,
            Record::RetiredItem => item(app, "1").await,
            Record::Questionnaire => questionnaire(app, "NULL").await,
            Record::RetiredQuestionnaire => questionnaire(app, "1").await,
            Record::QuestionnaireForLeads => questionnaire_for_leads(app).await,
            Record::PublishedQuestionnaire => published_questionnaire(app).await,
            Record::QuestionnaireQuestion => questionnaire_question(app, "NULL").await,
            Record::RetiredQuestionnaireQuestion => questionnaire_question(app, "1").await,
            Record::DealToAsk => {
                questionnaire_question(app, "NULL").await;
                deal(app, owner).await
            }
            Record::LeadToAsk => {
                questionnaire_question(app, "NULL").await;
                lead(app, owner, "NULL").await
            }
            Record::QuestionnaireLink => questionnaire_link(app, owner).await,
            Record::QuestionnaireAnswer => questionnaire_answer(app, owner).await,
        };
        Self { id, serial }
    }

    pub(super) fn path(&self, pattern: &str) -> String {
        let filled =
            pattern.split('/').map(
                |part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                    None => part.to_owned(),
                    Some("id") => self.id.to_string(),
                    Some(name) => parameter(name).to_owned(),
                },
            );
        filled.collect::<Vec<_>>().join("/")
    }

    /// The number of the record may stand within it.
    pub(super) fn query(&self, query: &str) -> String {
        query.replace("{id}", &self.id.to_string())
    }

    /// Placeholders: `{email}` is a name that nobody has yet, the others are what the form would have shown.
    pub(super) async fn fill(
        &self,
        app: &TestApp,
        form: &[(&'static str, &str)],
        user: Option<UserId>,
    ) -> Vec<(&'static str, String)> {
        let mut filled = Vec::new();
        for (name, value) in form {
            let value = match *value {
                "{name}" => {
                    let made = app.number("SELECT COALESCE(MAX(id), 0) FROM events").await;
                    format!("新しい名前 {}-{made}", self.id)
                }
                "{email}" => format!("new{}.{}@example.jp", self.serial, self.id),
                "{my_version}" => {
                    let user = user.map_or(0, |user| user.0);
                    let query = format!("SELECT COALESCE(MAX(version), 0) FROM users WHERE id = {user}");
                    app.number(&query).await.to_string()
                }
                "{deal_version}" => {
                    let query = format!("SELECT version FROM deals WHERE id = {}", self.id);
                    app.number(&query).await.to_string()
                }
                "{one}" => (self.id - 1).to_string(),
                "{other}" => self.id.to_string(),
                "{newest_company}" => app.number("SELECT MAX(id) FROM companies").await.to_string(),
                "{newest_contact}" => app.number("SELECT MAX(id) FROM contacts").await.to_string(),
                "{questionnaire}" => app.number("SELECT MAX(id) FROM questionnaires").await.to_string(),
                "{criterion}" => app.number("SELECT MAX(id) FROM criteria").await.to_string(),
                "{workspace_version}" => app.number("SELECT version FROM workspace").await.to_string(),
                "{rep_sees}" => {
                    let workspace = app.app.workspace().await.unwrap().unwrap();
                    workspace.rep_sees.code().to_owned()
                }
                // The number of the record stands within a value.
                other => self.query(other),
            };
            filled.push((*name, value));
        }
        filled
    }
}

/// Two companies that are proposed as one; the number of the second, which follows that of the first.
async fn candidates(app: &TestApp, owner: UserId) -> i64 {
    let one = company(app, owner, "NULL").await;
    let other = company(app, owner, "NULL").await;
    let mut sql =
        Sql::new("INSERT INTO matching_pairs (kind, one_id, other_id, certainty, reasons) VALUES ('company', ");
    sql.bind(one).push(", ").bind(other).push(", 2, 'name')");
    app.execute(sql).await;
    other
}

/// The number of the merge of two companies of somebody.
async fn merged_company(app: &TestApp, owner: UserId) -> i64 {
    let (kept, gone) = (company(app, owner, "NULL").await, company(app, owner, "NULL").await);
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let half = |id| merges::Half { id, version: 1 };
    let takes = merges::Takes::new();
    let id = merges::merge(&mut tx, merges::Kind::Company, half(kept), half(gone), &takes);
    let id = id.await.unwrap();
    tx.commit().await.unwrap();
    id.0
}

async fn pipeline(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES ('既存深耕', 2, {retired_at})");
    let id = insert(app, "pipelines (name, position, retired_at)", &values).await;
    let values = format!("VALUES ({id}, 'リード', 1, 'selling', 10)");
    insert(app, "phases (pipeline_id, name, position, kind, probability)", &values).await;
    id
}

async fn phase(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES (1, '見極め', 3, 'selling', 50, {retired_at})");
    insert(
        app,
        "phases (pipeline_id, name, position, kind, probability, retired_at)",
        &values,
    )
    .await
}

async fn channel(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM channels").await;
    let values = format!("VALUES ('紹介 {number}', 2, {retired_at})");
    insert(app, "channels (name, position, retired_at)", &values).await
}

async fn framework(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM frameworks").await;
    let values = format!("VALUES ('MEDDIC {number}', 2, {retired_at})");
    insert(app, "frameworks (name, position, retired_at)", &values).await
}

async fn item(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM framework_items").await;
    let values = format!("VALUES (1, '競合 {number}', 'K', 'text', 5, {retired_at})");
    let columns = "framework_items (framework_id, name, mark, value_kind, position, retired_at)";
    insert(app, columns, &values).await
}

pub(super) async fn deal(app: &TestApp, owner: UserId) -> i64 {
    let company = company(app, owner, "NULL").await;
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let mut new = new_deal(owner);
    new.title = format!("{SECRET}の案件");
    new.company = Some(crate::ids::CompanyId(company));
    let deal = deals::create(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    deal.id.0
}

async fn move_to(app: &TestApp, mover: UserId, deal: i64, to: PhaseId) {
    let mut tx = app.app.begin(&app.actor(mover).await).await.unwrap();
    let wish = deals::Move {
        to,
        version: None,
        override_reason: None,
    };
    deals::move_to(&mut tx, DealId(deal), wish).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lose(app: &TestApp, owner: UserId, deal: i64) {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let loss = deals::Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, DealId(deal), None, loss).await.unwrap();
    tx.commit().await.unwrap();
}

async fn delete(app: &TestApp, owner: UserId, deal: i64) {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    deals::delete(&mut tx, DealId(deal), None).await.unwrap();
    tx.commit().await.unwrap();
}

async fn company(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let values = format!("VALUES ({owner}, '{SECRET}株式会社', '{SECRET}', '{SECRET}', 0, 0, {deleted_at})");
    insert(
        app,
        "companies (owner_id, name, name_fold, search_fold, created_at, updated_at, deleted_at)",
        &values,
    )
    .await
}

async fn contact(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let company = company(app, owner, "NULL").await;
    let values = format!("VALUES ({company}, '{SECRET} 太郎', '{SECRET}', 0, 0, {deleted_at})");
    insert(
        app,
        "contacts (company_id, name, search_fold, created_at, updated_at, deleted_at)",
        &values,
    )
    .await
}

async fn activity(app: &TestApp, owner: UserId, state: &str, deleted_at: &str) -> i64 {
    let deal = deal(app, owner).await;
    let times = format!("{NOW}, {NOW}, 0, 0, {deleted_at}");
    let values = format!("VALUES ({deal}, {owner}, 1, 'phone', '{state}', '{SECRET}の確認', {times})");
    let columns = "activities (deal_id, owner_id, kind_id, way, state, subject, starts_at, due_at, created_at, updated_at, deleted_at)";
    insert(app, columns, &values).await
}

async fn lead(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let values = format!(
        "VALUES ({owner}, 'new', '{SECRET}株式会社', '{SECRET} 太郎', '{SECRET}', 0, 0, 0, 0, 0, 0, {deleted_at})"
    );
    let columns = "leads (owner_id, state, company, contact, search_fold, state_since, touched_at, yellow_at, red_at,
         created_at, updated_at, deleted_at)";
    insert(app, columns, &values).await
}

async fn touch(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let deal = deal(app, owner).await;
    let values = format!("VALUES ({deal}, 1, '2026-11-01', '{SECRET}セミナー', 0, 0, {deleted_at})");
    let columns = "touches (deal_id, kind_id, on_day, what, created_at, updated_at, deleted_at)";
    insert(app, columns, &values).await
}

async fn hearing_sheet(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES (1, 'ヒアリングシート', 1, {retired_at})");
    insert(app, "hearing_sheets (phase_id, name, position, retired_at)", &values).await
}

/// A question of a sheet of its own.
async fn question(app: &TestApp, retired_at: &str) -> i64 {
    let sheet = hearing_sheet(app, "NULL").await;
    let question = insert(
        app,
        "hearing_questions (sheet_id, kind)",
        &format!("VALUES ({sheet}, 'text')"),
    )
    .await;
    let asks = r#"{"kind":"text"}"#;
    let values = format!("VALUES ({sheet}, 1, {question}, 1, '困りごと', '{asks}', {retired_at})");
    let columns = "hearing_wordings (sheet_id, edition, question_id, position, text, asks, retired_at)";
    insert(app, columns, &values).await;
    question
}

/// An answer that stands beside another one.
async fn answer(app: &TestApp, owner: UserId) -> i64 {
    let question = question(app, "NULL").await;
    let wording = app.number("SELECT MAX(id) FROM hearing_wordings").await;
    let deal = deal(app, owner).await;
    let columns = "hearing_answers (deal_id, question_id, wording_id, source, heard_on, at, value_text, search_fold, is_current, beside_id)";
    let values = |current: &str, beside: &str| {
        format!("VALUES ({deal}, {question}, {wording}, 'heard', '{TODAY}', 0, '{SECRET}', '', {current}, {beside})")
    };
    let first = insert(app, columns, &values("FALSE", "NULL")).await;
    insert(app, columns, &values("TRUE", &first.to_string())).await
}

async fn idea(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let deal = deal(app, owner).await;
    let values = format!("VALUES ({deal}, '{SECRET}の提案', 0, {deleted_at})");
    insert(app, "proposal_ideas (deal_id, text, at, deleted_at)", &values).await
}

async fn person(app: &TestApp, serial: i64, disabled_at: &str) -> i64 {
    let values = format!("VALUES (1, 'walk{serial}@example.jp', '歩く人', 'rep', 0, {disabled_at})");
    insert(
        app,
        "users (team_id, email, name, role, created_at, disabled_at)",
        &values,
    )
    .await
}

async fn team(app: &TestApp, serial: i64, retired_at: &str) -> i64 {
    let values = format!("VALUES ('チーム{serial}', 9, {retired_at})");
    insert(app, "teams (name, position, retired_at)", &values).await
}

pub(super) async fn insert(app: &TestApp, columns: &str, values: &str) -> i64 {
    let transaction = app.app.db().begin().await.unwrap();
    let sql = Sql::new(&format!("INSERT INTO {columns} {values} RETURNING id"));
    let row = transaction
        .query_one_raw(sql.statement(app.app.db().dialect()))
        .await
        .unwrap();
    let id = row.unwrap().try_get_by_index(0).unwrap();
    transaction.commit().await.unwrap();
    id
}

/// What a parameter of a path other than `{id}` is filled with.
fn parameter(name: &str) -> &'static str {
    match name {
        "file" => "app.css",
        "token" => "0000000000000000000000000000000000000000000000000000000000000000",
        "phase" => "1",
        "master" => "channels",
        // The first question that was made, see `Record::HearingDeal`.
        "question" => "1",
        // 必要性, which is known in words.
        "item" => "3",
        _ => panic!("walk_tests/records.rs: say in `parameter` what fills {{{name}}}"),
    }
}
