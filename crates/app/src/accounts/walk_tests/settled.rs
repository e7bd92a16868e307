//! The routes of questionnaires, settings and people, each with a request that succeeds when it may.

use super::{
    lines::{Line, VERSION, get, post},
    records::Record,
};

const PERSON: &[(&str, &str)] = &[
    ("name", "山田 葵"),
    ("email", "{email}"),
    ("role", "rep"),
    ("team", "1"),
    ("version", "1"),
];

/// From questionnaires to setup.
pub(super) const SETTLED: &[Line] = &[
    // Questionnaires.
    get("/q/{token}"),
    post("/q/{token}").form(&[("act", "send")]),
    get("/f/{token}"),
    post("/f/{token}").form(&[("act", "send")]),
    get("/questionnaires"),
    get("/questionnaires.csv"),
    get("/leads/{id}/questionnaires").of(Record::Lead),
    get("/leads/{id}/questionnaires/new").of(Record::Lead),
    post("/leads/{id}/questionnaires")
        .of(Record::LeadToAsk)
        .form(&[("questionnaire", "{questionnaire}"), ("days", "14")]),
    get("/deals/{id}/questionnaires").of(Record::Deal),
    get("/deals/{id}/questionnaires/new").of(Record::Deal),
    post("/deals/{id}/questionnaires")
        .of(Record::DealToAsk)
        .form(&[("questionnaire", "{questionnaire}"), ("days", "14")]),
    post("/questionnaire-links/{id}/revoke").of(Record::QuestionnaireLink),
    post("/questionnaire-links/{id}/accept").of(Record::QuestionnaireLink),
    post("/questionnaire-answers/{id}")
        .of(Record::QuestionnaireAnswer)
        .form(&[("decision", "kept"), ("seen", "0")]),
    get("/settings/questionnaires"),
    post("/settings/questionnaires").form(&[("name", "{name}")]),
    post("/settings/questionnaires/order").form(&[("id", "1")]),
    get("/settings/questionnaires/{id}").of(Record::Questionnaire),
    post("/settings/questionnaires/{id}").of(Record::Questionnaire).form(&[
        ("name", "{name}"),
        ("receiver", "営業担当が受け取ります"),
        ("version", "1"),
    ]),
    get("/settings/questionnaires/{id}/preview").of(Record::Questionnaire),
    post("/settings/questionnaires/{id}/form")
        .of(Record::QuestionnaireForLeads)
        .form(&[("kind", "1"), ("version", "0")]),
    post("/settings/questionnaires/{id}/form/close")
        .of(Record::PublishedQuestionnaire)
        .form(VERSION),
    post("/settings/questionnaires/{id}/up").of(Record::Questionnaire),
    post("/settings/questionnaires/{id}/down").of(Record::Questionnaire),
    post("/settings/questionnaires/{id}/retire")
        .of(Record::Questionnaire)
        .form(VERSION),
    post("/settings/questionnaires/{id}/restore")
        .of(Record::RetiredQuestionnaire)
        .form(VERSION),
    get("/settings/questionnaires/{id}/questions/new").of(Record::Questionnaire),
    post("/settings/questionnaires/{id}/questions")
        .of(Record::Questionnaire)
        .form(&[("text", "ご予算は？"), ("kind", "text"), ("target", "none")]),
    post("/settings/questionnaires/{id}/questions/order")
        .of(Record::Questionnaire)
        .form(&[("id", "1")]),
    get("/settings/questionnaires/questions/{id}/edit").of(Record::QuestionnaireQuestion),
    post("/settings/questionnaires/questions/{id}")
        .of(Record::QuestionnaireQuestion)
        .form(&[
            ("text", "ご予算は？"),
            ("kind", "text"),
            ("target", "none"),
            ("version", "1"),
        ]),
    post("/settings/questionnaires/questions/{id}/up").of(Record::QuestionnaireQuestion),
    post("/settings/questionnaires/questions/{id}/down").of(Record::QuestionnaireQuestion),
    post("/settings/questionnaires/questions/{id}/retire")
        .of(Record::QuestionnaireQuestion)
        .form(VERSION),
    post("/settings/questionnaires/questions/{id}/restore")
        .of(Record::RetiredQuestionnaireQuestion)
        .form(VERSION),
    // Settings of the process.
    get("/settings/pipelines"),
    post("/settings/pipelines").form(&[("name", "{name}"), ("template", "five")]),
    post("/settings/pipelines/order").form(&[("id", "1")]),
    get("/settings/pipelines/{id}").of(Record::Pipeline),
    post("/settings/pipelines/{id}")
        .of(Record::Pipeline)
        .form(&[("name", "{name}"), ("version", "1")]),
    post("/settings/pipelines/{id}/up").of(Record::Pipeline),
    post("/settings/pipelines/{id}/down").of(Record::Pipeline),
    get("/settings/pipelines/{id}/retire").of(Record::Pipeline),
    post("/settings/pipelines/{id}/retire")
        .of(Record::Pipeline)
        .form(VERSION),
    post("/settings/pipelines/{id}/restore")
        .of(Record::RetiredPipeline)
        .form(VERSION),
    post("/settings/pipelines/{id}/phases")
        .of(Record::Pipeline)
        .form(&[("new_name", "{name}"), ("kind", "selling")]),
    post("/settings/pipelines/{id}/phases/order").of(Record::Pipeline),
    get("/settings/phases/{id}/edit").of(Record::Phase),
    post("/settings/phases/{id}").of(Record::Phase).form(&[
        ("name", "{name}"),
        ("kind", "selling"),
        ("probability", "40"),
        ("version", "1"),
    ]),
    post("/settings/phases/{id}/up").of(Record::Phase),
    post("/settings/phases/{id}/down").of(Record::Phase),
    get("/settings/phases/{id}/retire").of(Record::Phase),
    post("/settings/phases/{id}/retire").of(Record::Phase).form(VERSION),
    post("/settings/phases/{id}/restore")
        .of(Record::RetiredPhase)
        .form(VERSION),
    post("/settings/phases/{id}/criteria")
        .of(Record::Phase)
        .form(&[("criterion_kind", "check"), ("criterion_label", "{name}")]),
    post("/settings/criteria/{id}")
        .of(Record::Criterion)
        .form(&[("label", "{name}")]),
    post("/settings/criteria/{id}/retire").of(Record::Criterion),
    post("/settings/criteria/{id}/up").of(Record::Criterion),
    post("/settings/criteria/{id}/down").of(Record::Criterion),
    get("/settings/frameworks"),
    post("/settings/frameworks").form(&[("name", "{name}"), ("template", "meddic")]),
    post("/settings/frameworks/order").form(&[("id", "1")]),
    get("/settings/frameworks/{id}").of(Record::Framework),
    post("/settings/frameworks/{id}")
        .of(Record::Framework)
        .form(&[("name", "{name}"), ("version", "1")]),
    post("/settings/frameworks/{id}/up").of(Record::Framework),
    post("/settings/frameworks/{id}/down").of(Record::Framework),
    post("/settings/frameworks/{id}/retire")
        .of(Record::Framework)
        .form(VERSION),
    post("/settings/frameworks/{id}/restore")
        .of(Record::RetiredFramework)
        .form(VERSION),
    post("/settings/frameworks/{id}/items")
        .of(Record::Framework)
        .form(&[("new_name", "{name}"), ("value_kind", "text")]),
    post("/settings/frameworks/{id}/items/order").of(Record::Framework),
    get("/settings/frameworks/items/{id}/edit").of(Record::Item),
    post("/settings/frameworks/items/{id}").of(Record::Item).form(&[
        ("name", "{name}"),
        ("mark", "N"),
        ("version", "1"),
    ]),
    post("/settings/frameworks/items/{id}/up").of(Record::Item),
    post("/settings/frameworks/items/{id}/down").of(Record::Item),
    post("/settings/frameworks/items/{id}/retire")
        .of(Record::Item)
        .form(VERSION),
    post("/settings/frameworks/items/{id}/restore")
        .of(Record::RetiredItem)
        .form(VERSION),
    get("/settings/clocks"),
    post("/settings/clocks").form(&[
        ("age_watch_percent", "100"),
        ("age_danger_percent", "200"),
        ("overdue_danger_days", "3"),
        ("slips_watch", "1"),
        ("slips_danger", "2"),
        ("slip_days_watch", "30"),
        ("slip_days_danger", "60"),
        ("lead_watch_days", "3"),
        ("lead_danger_days", "7"),
        ("version", "{workspace_version}"),
    ]),
    get("/settings/masters/{master}"),
    post("/settings/masters/{master}").form(&[("name", "{name}")]),
    post("/settings/masters/{master}/order").form(&[("id", "1")]),
    get("/settings/masters/{master}/{id}/edit").of(Record::Channel),
    post("/settings/masters/{master}/{id}")
        .of(Record::Channel)
        .form(&[("name", "{name}"), ("version", "1")]),
    post("/settings/masters/{master}/{id}/retire")
        .of(Record::Channel)
        .form(VERSION),
    post("/settings/masters/{master}/{id}/restore")
        .of(Record::RetiredChannel)
        .form(VERSION),
    post("/settings/masters/{master}/{id}/up").of(Record::Channel),
    post("/settings/masters/{master}/{id}/down").of(Record::Channel),
    // People, sign-in, setup.
    get("/setup"),
    get("/setup/{token}"),
    post("/setup/{token}"),
    get("/sign-in"),
    post("/sign-in"),
    get("/sign-in-links/{token}"),
    get("/invitations/{token}"),
    post("/invitations/{token}"),
    get("/resets/{token}"),
    post("/resets/{token}"),
    post("/sign-out"),
    post("/sign-out-everywhere"),
    get("/me"),
    post("/me")
        .personal()
        .form(&[("name", "新しい 名前"), ("version", "{my_version}")]),
    // Nobody of the small workspace has a password yet, so the current one is not asked for.
    post("/me/password")
        .personal()
        .form(&[("new_password", "三つの椅子と青い傘と古い地図")]),
    get("/settings"),
    get("/settings/workspace"),
    post("/settings/workspace").form(&[
        ("name", "みなと商事"),
        ("locale", "ja"),
        ("time_zone", "Asia/Tokyo"),
        ("fiscal_start_month", "4"),
        ("currency", "JPY"),
        ("rep_sees", "{rep_sees}"),
        ("version", "{workspace_version}"),
    ]),
    get("/settings/people"),
    post("/settings/people").form(PERSON),
    get("/settings/people/new"),
    get("/settings/people/{id}/edit").of(Record::Person),
    post("/settings/people/{id}").of(Record::Person).form(PERSON),
    get("/settings/people/{id}/links").of(Record::Person),
    post("/settings/people/{id}/links").of(Record::Person),
    get("/settings/people/{id}/disable").of(Record::Person),
    post("/settings/people/{id}/disable").of(Record::Person).form(VERSION),
    post("/settings/people/{id}/enable")
        .of(Record::DisabledPerson)
        .form(VERSION),
    get("/settings/teams"),
    post("/settings/teams").form(&[("name", "{email}")]),
    post("/settings/teams/order").form(&[("id", "2"), ("id", "1")]),
    get("/settings/teams/{id}/edit").of(Record::Team),
    post("/settings/teams/{id}")
        .of(Record::Team)
        .form(&[("name", "{email}"), ("version", "1")]),
    get("/settings/teams/{id}/retire").of(Record::Team),
    post("/settings/teams/{id}/retire").of(Record::Team).form(VERSION),
    post("/settings/teams/{id}/restore")
        .of(Record::RetiredTeam)
        .form(VERSION),
];
