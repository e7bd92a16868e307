//! A workspace of many companies and contacts, some of them entered twice, to measure how long all candidates take.

use std::time::{Duration, Instant};

use anyhow::Result;
use db::{DbUrl, Sql};
use kit::clock::Clock;
use kizashi::{app::App, config::Settings, ids::CompanyId, matching};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::spellings::SPELLINGS;

/// Rows of one statement.
const ROWS: i64 = 100;
/// Every so many, a company is one that was entered before, in another spelling.
const TWICE_EVERY: i64 = 20;

const PEOPLE: &str = "山田 佐藤 鈴木 高橋 田中 伊藤 渡辺 中村 小林 加藤 吉田 山本 佐々木 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川";
const PLACES: &str =
    "東京 大阪 名古屋 札幌 仙台 広島 福岡 京都 神戸 横浜 長野 新潟 金沢 静岡 岡山 高松 松山 熊本 鹿児島 那覇";
const WORKS: &str =
    "製作所 工業 商事 電機 食品 運輸 建設 印刷 化学 精密 商店 物産 設備 金属 不動産 システム サービス ホールディングス";
const SOUNDS: &str =
    "ア カ サ タ ナ ハ マ ヤ ラ キ シ チ ニ ヒ ミ リ ク ス ツ ヌ フ ム ル テック リン ライト ネクス ソフ メディ バイオ";

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    pub companies: i64,
    pub contacts: i64,
    pub all: Duration,
    pub again: Duration,
    pub one: Duration,
    pub pairs: [i64; 3],
}

/// Fills a workspace, computes all candidates, all of them again, and those of one company that changed.
#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
pub async fn measure(url: &DbUrl, companies: i64) -> Result<Measured> {
    let app = fill(url, companies).await?;
    let start = Instant::now();
    matching::compute(&app).await?;
    let all = start.elapsed();
    let start = Instant::now();
    matching::compute(&app).await?;
    let again = start.elapsed();
    change_one(&app).await?;
    let start = Instant::now();
    matching::refresh(&app).await?;
    let one = start.elapsed();
    let measured = Measured {
        companies: count(&app, "companies", "1 = 1").await?,
        contacts: count(&app, "contacts", "1 = 1").await?,
        all,
        again,
        one,
        pairs: [
            count(&app, "matching_pairs", "certainty = 1").await?,
            count(&app, "matching_pairs", "certainty = 2").await?,
            count(&app, "matching_pairs", "certainty = 3").await?,
        ],
    };
    app.db().clone().close().await?;
    Ok(measured)
}

async fn fill(url: &DbUrl, companies: i64) -> Result<App> {
    let app = App::open(url, Settings::default().complete()?, Clock::System).await?;
    let transaction = app.db().begin().await?;
    transaction
        .execute_unprepared(
            "INSERT INTO workspace (id, name, locale, time_zone, fiscal_start_month, currency, created_at)
             VALUES (1, '名寄せ', 'ja', 'Asia/Tokyo', 4, 'JPY', 0)",
        )
        .await?;
    let mut first = 1;
    while first <= companies {
        let ids = first..=(first + ROWS - 1).min(companies);
        let mut sql = Sql::new(
            "INSERT INTO companies (id, name, kana, phone_digits, mail_domain, name_fold, near_fold, kana_fold, search_fold,
                created_at, updated_at) VALUES ",
        );
        let mut people =
            Sql::new("INSERT INTO contacts (company_id, name, email, search_fold, created_at, updated_at) VALUES ");
        for id in ids {
            let comma = if id == first { "(" } else { ", (" };
            push_company(sql.push(comma), id);
            push_contact(people.push(comma), id);
        }
        transaction.execute_raw(sql.statement(app.db().dialect())).await?;
        transaction.execute_raw(people.statement(app.db().dialect())).await?;
        first += ROWS;
    }
    transaction.execute_unprepared("ANALYZE").await?;
    transaction.commit().await?;
    Ok(app)
}

/// The registered name of the company of a number; that of an earlier one when it was entered twice.
fn name(id: i64) -> String {
    let of = if id % TWICE_EVERY == 0 { id - 7 } else { id };
    let word = |words: &str, at: i64| {
        let words: Vec<&str> = words.split_whitespace().collect();
        words[usize::try_from(at).unwrap_or(0) % words.len()].to_owned()
    };
    // Two thirds have kanji names, one third invented ones; no two alike below some 150,000.
    let own = if of % 3 == 0 {
        let mut rest = of * 7919;
        let mut own = String::new();
        for _ in 0..4 {
            own.push_str(&word(SOUNDS, rest % 30));
            rest /= 30;
        }
        own
    } else {
        word(PEOPLE, of) + &word(PLACES, of / 25) + &word(WORKS, of / 500) + &word(PEOPLE, of / 9_000)
    };
    let registered = if of % 2 == 0 {
        format!("株式会社{own}")
    } else {
        format!("{own}株式会社")
    };
    if of == id {
        return registered;
    }
    let spellings = usize::try_from(id / TWICE_EVERY).unwrap_or(0);
    let (_, spelling) = SPELLINGS[spellings % SPELLINGS.len()];
    spelling(&registered).unwrap_or(registered)
}

fn push_company(sql: &mut Sql, id: i64) {
    let name = name(id);
    let folded = japan::fold_company(&name);
    let phone = if id % 3 == 0 {
        format!("03{:08}", id / 6)
    } else {
        String::new()
    };
    let domain = if id % 4 == 0 {
        format!("c{}.example", id / 8)
    } else {
        String::new()
    };
    sql.bind(id).push(", ").bind(name.as_str()).push(", '', ").bind(phone);
    sql.push(", ").bind(domain).push(", ").bind(folded.as_str());
    sql.push(", ").bind(japan::near_key(&folded)).push(", '', ");
    sql.bind(japan::search_fold(&[&name])).push(", 0, 0)");
}

fn push_contact(sql: &mut Sql, id: i64) {
    let of = if id % TWICE_EVERY == 0 { id - 1 } else { id };
    sql.bind(id).push(", ").bind(format!("担当 {of}"));
    sql.push(", ")
        .bind(format!("p{of}@c{}.example", of / 8))
        .push(", '', 0, 0)");
}

async fn change_one(app: &App) -> Result<()> {
    let mut tx = app.begin(&app.system().await?).await?;
    let company = kizashi::companies::open_for_change(&tx, CompanyId(1), None).await?;
    let facts = kizashi::companies::Facts {
        phone: "03-0000-0001".into(),
        ..kizashi::companies::Facts::from(&company)
    };
    kizashi::companies::change(&mut tx, company.id, None, facts).await?;
    tx.commit().await?;
    Ok(())
}

async fn count(app: &App, table: &str, condition: &str) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {table} WHERE {condition}");
    Ok(app.one::<Count>(Sql::new(&sql)).await?.map_or(0, |count| count.n))
}
