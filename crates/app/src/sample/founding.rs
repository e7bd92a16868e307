//! The sample's workspace, its people, its process and its lists.

use std::sync::Arc;

use db::Sql;
use sea_orm::ConnectionTrait as _;

use super::words::titles::{COMPETITORS, PRODUCTS};
use crate::{
    actor::{Actor, Role, Sees},
    app::App,
    error::{Error, Result},
    ids::{TeamId, UserId},
    pipelines::{self, Phase, TemplateKind},
    qualification,
    text::Locale,
    time::At,
    tx::Tx,
    workspace,
};

/// The name of the workspace.
const NAME: &str = "みなと商事";
/// Its teams.
pub const TEAMS: [&str; 3] = ["第一営業部", "第二営業部", "関西支社"];

/// A member: name, the name before the @, role, team.
type Member = (&'static str, &'static str, Role, Option<usize>);

/// The twelve who sell first, so that their place is their number in the plans.
const MEMBERS: [Member; 14] = [
    ("木村 直人", "kimura", Role::Manager, Some(0)),
    ("佐藤 美咲", "sato", Role::Rep, Some(0)),
    ("鈴木 大輔", "suzuki", Role::Rep, Some(0)),
    ("渡辺 拓海", "watanabe", Role::Rep, Some(0)),
    ("中村 真由美", "nakamura", Role::Manager, Some(1)),
    ("高橋 由紀", "takahashi", Role::Rep, Some(1)),
    ("小林 健太", "kobayashi", Role::Rep, Some(1)),
    ("加藤 さくら", "kato", Role::Rep, Some(1)),
    ("山本 慎一", "yamamoto", Role::Manager, Some(2)),
    ("吉田 彩花", "yoshida", Role::Rep, Some(2)),
    ("井上 蓮", "inoue", Role::Rep, Some(2)),
    ("清水 陸", "shimizu", Role::Rep, Some(2)),
    ("長谷川 学", "hasegawa", Role::Admin, None),
    ("森 京子", "mori", Role::Viewer, None),
];

/// How many of them sell.
pub const SELLERS: usize = 12;
/// The managers of the three teams.
pub const MANAGERS: [usize; 3] = [0, 4, 8];

/// What a plan refers to by place.
#[derive(Clone, Debug)]
pub struct House {
    /// The people, as they act.
    pub people: Vec<Actor>,
    /// The phases of the one pipeline.
    pub phases: Vec<Phase>,
    /// The numbers of the kinds of activities, in order.
    pub kinds: Vec<i64>,
    /// Of the channels.
    pub channels: Vec<i64>,
    /// Of the loss reasons.
    pub reasons: Vec<i64>,
    /// Of the competitors.
    pub competitors: Vec<i64>,
    /// Of the products.
    pub products: Vec<i64>,
    /// Of the items of BANT.
    pub items: Vec<i64>,
    /// Of the degrees of interest.
    pub interests: Vec<i64>,
}

impl House {
    /// The admin, in whose name what belongs to nobody is written.
    #[must_use]
    pub fn admin(&self) -> &Actor {
        &self.people[SELLERS]
    }

    /// The number of somebody who sells.
    #[must_use]
    pub fn seller(&self, place: usize) -> UserId {
        self.people[place].user.unwrap_or(UserId(0))
    }
}

/// Makes everything that deals refer to, at a moment before the first of them.
///
/// # Errors
/// When there is a workspace already; when the database is away.
pub async fn found(app: &App, at: At) -> Result<House> {
    add_workspace(app, at).await?;
    let system = app.system().await?;
    let mut tx = app.begin(&system).await?;
    tx.set_now(at);
    let mut teams = Vec::new();
    for (name, position) in TEAMS.iter().zip(1_i64..) {
        let mut sql = Sql::new("INSERT INTO teams (name, position) VALUES (");
        sql.bind(*name).push(", ").bind(position).push(") RETURNING id");
        teams.push(TeamId(id(&tx, sql).await?));
    }
    let mut people = Vec::new();
    for member in MEMBERS {
        people.push(add_member(&tx, &system, member, &teams).await?);
    }
    tx.set_actor(people[SELLERS].clone());
    pipelines::fill_default_masters(&tx).await?;
    qualification::fill_default_frameworks(&mut tx).await?;
    add_products(&tx).await?;
    for (name, position) in COMPETITORS.iter().zip(1_i64..) {
        let mut sql = Sql::new("INSERT INTO competitors (name, position) VALUES (");
        sql.bind(*name).push(", ").bind(position).push(") RETURNING id");
        id(&tx, sql).await?;
    }
    let template = TemplateKind::Seven.template(Locale::Ja.texts());
    let pipeline = pipelines::start_from_template(&mut tx, &template, "法人営業").await?;
    let house = House {
        people,
        phases: pipelines::phases(tx.db(), pipeline).await?,
        kinds: ids(&tx, "activity_kinds").await?,
        channels: ids(&tx, "channels").await?,
        reasons: ids(&tx, "loss_reasons").await?,
        competitors: ids(&tx, "competitors").await?,
        products: ids(&tx, "products").await?,
        items: ids(&tx, "framework_items").await?,
        interests: ids(&tx, "interests").await?,
    };
    tx.commit().await?;
    Ok(house)
}

async fn add_workspace(app: &App, at: At) -> Result<()> {
    let transaction = app.db().begin().await?;
    if workspace::load(&transaction).await?.is_some() {
        return Err(Error::Invalid("there is a workspace already".into()));
    }
    let mut sql = Sql::new(
        "INSERT INTO workspace (id, name, locale, time_zone, fiscal_start_month, currency, created_at) VALUES (1, ",
    );
    sql.bind(NAME)
        .push(", 'ja', 'Asia/Tokyo', 4, 'JPY', ")
        .bind(at.0)
        .push(")");
    transaction.execute_raw(sql.statement(app.db().dialect())).await?;
    transaction.commit().await?;
    Ok(())
}

/// Adds a person without a password: nobody signs in to a sample with one that is known.
async fn add_member(tx: &Tx, system: &Actor, (name, mail, role, team): Member, teams: &[TeamId]) -> Result<Actor> {
    let team = team.map(|team| teams[team]);
    let mut sql = Sql::new("INSERT INTO users (team_id, email, name, role, created_at) VALUES (");
    sql.bind(team.map(|team| team.0));
    sql.push(", ").bind(format!("{mail}@minato.example"));
    sql.push(", ").bind(name);
    sql.push(", ").bind(role.code());
    sql.push(", ").bind(tx.now().0).push(") RETURNING id");
    Ok(Actor {
        user: Some(UserId(id(tx, sql).await?)),
        name: name.to_owned(),
        role,
        team,
        sees: Sees::Everything,
        locale: Locale::Ja,
        theme: None,
        workspace: Arc::clone(&system.workspace),
    })
}

async fn add_products(tx: &Tx) -> Result<()> {
    for ((name, family, price), position) in PRODUCTS.into_iter().zip(1_i64..) {
        let mut sql = Sql::new("INSERT INTO products (name, family, price, currency, position) VALUES (");
        sql.bind(name).push(", ").bind(family);
        sql.push(", ").bind(price);
        sql.push(", 'JPY', ").bind(position).push(") RETURNING id");
        id(tx, sql).await?;
    }
    Ok(())
}

async fn id(tx: &Tx, sql: Sql) -> Result<i64> {
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a row was not inserted"))?;
    Ok(row.try_get_by_index(0)?)
}

async fn ids(tx: &Tx, table: &str) -> Result<Vec<i64>> {
    let sql = Sql::new(&format!("SELECT id FROM {table} ORDER BY position, id"));
    let rows = tx.db().query_all_raw(sql.statement(tx.dialect())).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
