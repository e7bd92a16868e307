//! A double approach of the sample: a colleague entered a lead of a company with which somebody else works already, with a
//! reason, and that person has not read it yet.

use db::Sql;
use sea_orm::FromQueryResult;

use super::founding::House;
use crate::{
    app::App,
    error::Result,
    guard::{self, Answer, Decision, EntryKind, Found, Hidden, Record, Work},
    ids::{ChannelId, CompanyId},
    leads,
    time::At,
};

/// Whose customer it is, and who came upon them: their places among the people.
const ONE: usize = 1;
const OTHER: usize = 2;

/// Enters it, an hour and a half ago.
///
/// # Errors
/// When the database is away.
pub async fn approach(app: &App, house: &House) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        id: CompanyId,
        name: String,
        kana: String,
    }
    let (one, other) = (house.seller(ONE), house.seller(OTHER));
    let mut sql = Sql::new(
        "SELECT c.id, c.name, c.kana FROM deals d JOIN companies c ON c.id = d.company_id
         WHERE d.outcome = 'open' AND d.owner_id = ",
    );
    sql.bind(one.0).push(" ORDER BY d.last_touch_at DESC, d.id LIMIT 1");
    let Some(company) = app.one::<Row>(sql).await? else {
        return Ok(());
    };
    let mut tx = app.begin(&house.people[OTHER]).await?;
    tx.set_now(At(app.now().0 - 5_400_000));
    let facts = leads::Facts {
        owner: Some(other),
        company: company.name.clone(),
        kana: company.kana,
        contact: "島田 亮".to_owned(),
        department: "名古屋工場 生産管理課".to_owned(),
        channel: Some(ChannelId(house.channels[3])),
        ..leads::Facts::default()
    };
    let lead = leads::create(&mut tx, facts, None).await?;
    let found = Found {
        hidden: vec![Hidden {
            owner: one,
            team: None,
            team_name: None,
            work: Work::Company(company.id),
            company: Some(company.id),
        }],
        ..Found::default()
    };
    let reason = "展示会で名古屋工場の方と名刺を交換しました。本社の案件とは予算が別だそうです。".to_owned();
    let decision = Decision::new(EntryKind::Lead, Answer::GoOn(reason), found, lead.name());
    guard::tell(&mut tx, &decision, Record::Lead(lead.id)).await?;
    tx.commit().await
}
