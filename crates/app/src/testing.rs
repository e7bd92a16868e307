//! A small workspace for tests, people who sign in to it, and a browser that asks as them.
//!
//! The workspace: the teams 第一営業部 (a manager, two reps, a viewer) and 第二営業部 (a rep), an admin of no team,
//! one pipeline of three selling phases and one follow-up, and one of each master. The clock stands at
//! Sunday 22 November 2026, 10:00 in Tokyo.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, BodyDataStream},
    http::{Request, StatusCode, header, response::Parts},
};
use chrono::NaiveDate;
use db::{Db, DbUrl, Sql, testing::FromTestDb};
use futures_util::StreamExt as _;
use kit::clock::Clock;
use sea_orm::ConnectionTrait as _;
use tower::ServiceExt as _;

use crate::{
    accounts::sessions,
    actor::{self, Actor, Role},
    app::App,
    config::Settings,
    deals::{self, Deal, NewDeal},
    ids::{
        ActivityKindId, ChannelId, CompanyId, DealId, FrameworkId, InterestId, ItemId, LossReasonId, PhaseId,
        PipelineId, TeamId, TouchKindId, UserId,
    },
    money::Currency,
    router::router,
    text::Locale,
    workspace,
};

/// 2026-11-22 10:00 in Tokyo.
pub const NOW: i64 = 1_795_309_200_000;
/// That day.
pub const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

/// The admin, of no team.
pub const ADMIN: UserId = UserId(1);
/// The manager of the first team.
pub const MANAGER: UserId = UserId(2);
/// A rep of the first team.
pub const REP: UserId = UserId(3);
/// Another rep of the first team.
pub const COLLEAGUE: UserId = UserId(4);
/// A viewer of the first team.
pub const VIEWER: UserId = UserId(5);
/// A rep of the second team.
pub const STRANGER: UserId = UserId(6);

/// 第一営業部.
pub const FIRST_TEAM: TeamId = TeamId(1);
/// 第二営業部.
pub const SECOND_TEAM: TeamId = TeamId(2);
/// The pipeline.
pub const PIPELINE: PipelineId = PipelineId(1);
/// Its phases, in order; the last one is for follow-up.
pub const PHASES: [PhaseId; 4] = [PhaseId(1), PhaseId(2), PhaseId(3), PhaseId(4)];
/// 電話.
pub const PHONE: ActivityKindId = ActivityKindId(1);
/// 訪問.
pub const VISIT: ActivityKindId = ActivityKindId(2);
/// 展示会.
pub const CHANNEL: ChannelId = ChannelId(1);
/// 紹介.
pub const INTRODUCTION: TouchKindId = TouchKindId(2);
/// 他社に決定.
pub const LOSS_REASON: LossReasonId = LossReasonId(1);
/// BANT, the framework of the pipeline.
pub const FRAMEWORK: FrameworkId = FrameworkId(1);
/// 予算 (an amount), 決裁権 (a person), 必要性 (words) and 導入時期 (a day).
pub const ITEMS: [ItemId; 4] = [ItemId(1), ItemId(2), ItemId(3), ItemId(4)];
/// 情報収集中 and 比較検討中.
pub const INTERESTS: [InterestId; 2] = [InterestId(1), InterestId(2)];
/// 株式会社山田製作所, of nobody.
pub const COMPANY: CompanyId = CompanyId(1);

const FIXTURE: &str = "
INSERT INTO workspace (id, name, locale, time_zone, fiscal_start_month, currency, created_at)
    VALUES (1, 'みなと商事', 'ja', 'Asia/Tokyo', 4, 'JPY', 0);
INSERT INTO teams (name, position) VALUES ('第一営業部', 1), ('第二営業部', 2);
INSERT INTO users (team_id, email, name, role, created_at) VALUES
    (NULL, 'admin@example.jp', '情シス', 'admin', 0), (1, 'manager@example.jp', '部長 花子', 'manager', 0),
    (1, 'rep@example.jp', '佐藤 美咲', 'rep', 0), (1, 'colleague@example.jp', '鈴木 大輔', 'rep', 0),
    (1, 'viewer@example.jp', '閲覧 一郎', 'viewer', 0), (2, 'stranger@example.jp', '高橋 由紀', 'rep', 0);
INSERT INTO frameworks (name, position) VALUES ('BANT', 1);
INSERT INTO framework_items (framework_id, name, mark, value_kind, position) VALUES
    (1, '予算', 'B', 'amount', 1), (1, '決裁権', 'A', 'person', 2), (1, '必要性', 'N', 'text', 3), (1, '導入時期', 'T', 'day', 4);
INSERT INTO interests (name, position) VALUES ('情報収集中', 1), ('比較検討中', 2);
INSERT INTO pipelines (name, position, framework_id) VALUES ('新規開拓', 1, 1);
INSERT INTO phases (pipeline_id, name, position, kind, probability, normal_days, watch_days, danger_days) VALUES
    (1, 'アプローチ', 1, 'selling', 10, 14, 7, 14), (1, '提案', 2, 'selling', 40, 14, 7, 14),
    (1, 'クロージング', 3, 'selling', 70, 14, 7, 14), (1, 'フォローアップ', 4, 'follow_up', 100, NULL, NULL, NULL);
INSERT INTO activity_kinds (name, way, position) VALUES ('電話', 'phone', 1), ('訪問', 'visit', 2);
INSERT INTO channels (name, position) VALUES ('展示会', 1);
INSERT INTO touch_kinds (name, position) VALUES ('広告', 1), ('紹介', 2);
INSERT INTO loss_reasons (name, position) VALUES ('他社に決定', 1);
INSERT INTO competitors (name, position) VALUES ('競合A', 1);
INSERT INTO products (name, price, currency, position) VALUES ('原価管理', 1200000, 'JPY', 1);
INSERT INTO companies (name, kana, name_fold, near_fold, kana_fold, search_fold, created_at, updated_at)
    VALUES ('株式会社山田製作所', 'ヤマダセイサクショ', '山田製作所', '山田製作所', 'やまだせいさくしよ',
            '株式会社山田製作所やまだせいさくしよ yamadaseisakusyo', 0, 0);
";

/// An application on a fresh database with the small workspace in it. What `#[db_test]` functions take.
#[derive(Clone)]
pub struct TestApp {
    /// The application.
    pub app: App,
}

impl FromTestDb for TestApp {
    async fn from_test_db(url: DbUrl) -> Self {
        let this = Self { app: empty(url).await };
        let transaction = this.app.db().begin().await.unwrap();
        transaction.execute_unprepared(FIXTURE).await.unwrap();
        transaction.commit().await.unwrap();
        this
    }

    fn db(&self) -> Db {
        self.app.db().clone()
    }
}

/// An application on a fresh database with nothing in it, as before the setup page.
#[derive(Clone)]
pub struct EmptyApp {
    /// The application.
    pub app: App,
}

impl FromTestDb for EmptyApp {
    async fn from_test_db(url: DbUrl) -> Self {
        Self { app: empty(url).await }
    }

    fn db(&self) -> Db {
        self.app.db().clone()
    }
}

async fn empty(url: DbUrl) -> App {
    App::open(&url, Settings::default().complete().unwrap(), Clock::fixed(NOW))
        .await
        .unwrap()
}

impl EmptyApp {
    /// A browser of nobody.
    #[must_use]
    pub fn guest(&self) -> Browser {
        TestApp { app: self.app.clone() }.guest()
    }
}

impl TestApp {
    /// Somebody as the one who asks.
    pub async fn actor(&self, user: UserId) -> Actor {
        let workspace = self.app.workspace().await.unwrap().unwrap();
        let (role, team) = match user {
            ADMIN => (Role::Admin, None),
            MANAGER => (Role::Manager, Some(FIRST_TEAM)),
            VIEWER => (Role::Viewer, Some(FIRST_TEAM)),
            STRANGER => (Role::Rep, Some(SECOND_TEAM)),
            _ => (Role::Rep, Some(FIRST_TEAM)),
        };
        let sees = actor::sees(self.app.db().read(), user, role, team, &workspace)
            .await
            .unwrap();
        Actor {
            user: Some(user),
            name: String::new(),
            role,
            team,
            sees,
            locale: Locale::Ja,
            theme: None,
            workspace: Arc::new(workspace),
        }
    }

    /// Sets what reps see: `everything`, `team` or `own`.
    pub async fn reps_see(&self, sees: workspace::RepSees) {
        let mut sql = Sql::new("UPDATE workspace SET rep_sees = ");
        sql.bind(sees.code());
        self.execute(sql).await;
    }

    /// Runs a statement that no act offers.
    pub async fn execute(&self, sql: Sql) {
        let transaction = self.app.db().begin().await.unwrap();
        transaction
            .execute_raw(sql.statement(self.app.db().dialect()))
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    }

    /// The number a query with one number answers, such as a count.
    pub async fn number(&self, sql: &str) -> i64 {
        let statement = Sql::new(sql).statement(self.app.db().dialect());
        let row = self.app.db().read().query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// Everything in the tables that acts write, to prove that a refused request left no trace.
    pub async fn traces(&self) -> Vec<i64> {
        let mut traces = Vec::new();
        for query in [
            "SELECT COUNT(*) FROM events",
            "SELECT COUNT(*) FROM deal_versions",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM deals",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM companies",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM contacts",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM activities",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM users",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM phases",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM leads",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM touches",
            "SELECT COALESCE(CAST(SUM(version) AS BIGINT), 0) FROM workspace",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM hearing_sheets",
            "SELECT COUNT(*) FROM hearing_wordings",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM hearing_answers",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM proposal_ideas",
            "SELECT COUNT(*) FROM qualification_facts",
            "SELECT COUNT(*) FROM deal_interests",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM framework_items",
            "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM frameworks",
        ] {
            traces.push(self.number(query).await);
        }
        traces
    }

    /// A deal of somebody in the first phase: 原価管理パッケージ, ¥1,000,000, 山田製作所.
    pub async fn deal(&self, owner: UserId) -> Deal {
        let mut tx = self.app.begin(&self.actor(owner).await).await.unwrap();
        let deal = deals::create(&mut tx, new_deal(owner)).await.unwrap();
        tx.commit().await.unwrap();
        deal
    }

    /// A deal as it is now.
    pub async fn read_deal(&self, id: DealId) -> Deal {
        use sea_orm::{ColumnTrait as _, QueryFilter as _};
        let all = deals::all_visible_to(&self.app.system().await.unwrap());
        all.filter(deals::Column::Id.eq(id))
            .one(self.app.db().read())
            .await
            .unwrap()
            .unwrap()
    }

    /// A browser of somebody who is signed in.
    pub async fn browser(&self, user: UserId) -> Browser {
        let transaction = self.app.db().begin().await.unwrap();
        let cookie = sessions::open(&transaction, &self.app, user).await.unwrap();
        transaction.commit().await.unwrap();
        Browser {
            app: self.app.clone(),
            cookie: Some(sessions::cookie_pair(&cookie)),
            accept: "text/html".into(),
            frame: None,
        }
    }

    /// A browser of nobody.
    #[must_use]
    pub fn guest(&self) -> Browser {
        Browser {
            app: self.app.clone(),
            cookie: None,
            accept: "text/html".into(),
            frame: None,
        }
    }
}

/// What [`TestApp::deal`] enters.
#[must_use]
pub fn new_deal(owner: UserId) -> NewDeal {
    NewDeal {
        title: "原価管理パッケージ".into(),
        pipeline: PIPELINE,
        phase: None,
        company: Some(COMPANY),
        owner,
        amount: Some(1_000_000),
        currency: Currency::JPY,
        expected_close_on: Some(TODAY),
        probability: None,
        channel: None,
        note: String::new(),
        opened_at: None,
        external_id: None,
    }
}

/// Asks the router as a browser would, with a cookie.
#[derive(Clone)]
pub struct Browser {
    app: App,
    cookie: Option<String>,
    accept: String,
    frame: Option<String>,
}

impl Browser {
    /// The same, asking for another type: `application/json`, or Turbo's streams.
    #[must_use]
    pub fn accepting(mut self, accept: &str) -> Self {
        accept.clone_into(&mut self.accept);
        self
    }

    /// The same, asking for one frame of a page.
    #[must_use]
    pub fn in_frame(&self, frame: &str) -> Self {
        Self {
            frame: Some(frame.to_owned()),
            ..self.clone()
        }
    }

    /// `GET path`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// `GET path`, without waiting for the body: for streams, which do not end.
    pub async fn get_head(&self, path: &str) -> Answer {
        let response = self.ask(Request::get(path), Body::empty()).await;
        let (parts, _) = response.into_parts();
        Answer::new(&parts, String::new())
    }

    /// `POST path` with the fields of a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = kit::fields::Fields::default();
        for (name, value) in fields {
            form.add(name, *value);
        }
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body: String = form.pairs().iter().fold(String::new(), |mut body, (name, value)| {
            let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            body.push_str(&format!("{}={}&", encode(name), encode(value)));
            body
        });
        self.send(request.header(header::CONTENT_LENGTH, body.len()), Body::from(body))
            .await
    }

    /// Listens to a live stream, perhaps after the last message that was heard.
    pub async fn listen(&self, path: &str, last_event: Option<&str>) -> Listening {
        let mut request = Request::get(path);
        if let Some(id) = last_event {
            request = request.header("last-event-id", id);
        }
        let response = self.ask(request, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::OK);
        Listening {
            body: response.into_body().into_data_stream(),
            text: String::new(),
        }
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> axum::response::Response {
        let mut request = request
            .header(header::ACCEPT, &self.accept)
            .header(header::HOST, "127.0.0.1:8080");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(frame) = &self.frame {
            request = request.header("turbo-frame", frame);
        }
        let router = router(self.app.clone());
        router.oneshot(request.body(body).unwrap()).await.unwrap()
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let (parts, body) = self.ask(request, body).await.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer::new(&parts, String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A live stream somebody listens to.
pub struct Listening {
    body: BodyDataStream,
    text: String,
}

/// A message of a live stream.
#[derive(Debug, Default)]
pub struct Message {
    /// Of the newest event it tells of.
    pub id: String,
    /// Its name; "" for a plain message.
    pub event: String,
    /// What it says.
    pub data: String,
}

impl Message {
    /// What it says, read.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.data).unwrap()
    }
}

impl Listening {
    /// The next message; `None` when the stream has ended. Waits ten seconds at most.
    pub async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                if let Some(message) = message(&block) {
                    return Some(message);
                }
                continue;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(10), self.body.next());
            let chunk = chunk.await.expect("a message within ten seconds")?.unwrap();
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

/// A block of lines; none for a comment that keeps the connection alive.
fn message(block: &str) -> Option<Message> {
    let mut message = Message::default();
    for line in block.lines() {
        let (name, value) = line.split_once(": ")?;
        match name {
            "id" => value.clone_into(&mut message.id),
            "event" => value.clone_into(&mut message.event),
            "data" => value.clone_into(&mut message.data),
            _ => return None,
        }
    }
    Some(message)
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Where a redirect leads; "" without one.
    pub location: String,
    /// `Set-Cookie`, one by one.
    pub cookies: Vec<String>,
    /// The page, stream or JSON.
    pub body: String,
    headers: axum::http::HeaderMap,
}

impl Answer {
    fn new(parts: &Parts, body: String) -> Self {
        let location = parts
            .headers
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned());
        let cookies = parts
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned());
        Self {
            status: parts.status,
            location: location.unwrap_or_default(),
            cookies: cookies.collect(),
            body,
            headers: parts.headers.clone(),
        }
    }

    /// A header; "" without it.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Whether the page says this.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}
