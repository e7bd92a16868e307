//! The records that are asked for: a fresh one for every request.

use super::{made::*, questionnaires::*};
use crate::{ids::UserId, testing::*};

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
