//! What is done with a lead before it is a deal: somebody calls, and a first visit is arranged.

use chrono::NaiveDate;

use super::{
    days::{after, time},
    founding::House,
};
use crate::{
    activities::{self, Done, NewActivity, When},
    appointments::{self, Details},
    error::Result,
    ids::{ActivityKindId, LeadId},
    leads::State,
    tx::Tx,
};

/// Places of kinds in the default list.
const VISIT: usize = 1;
const PHONE: usize = 3;

/// The call to a lead, by whoever acts, now.
///
/// # Errors
/// As [`activities::create`].
pub async fn call(tx: &mut Tx, house: &House, lead: LeadId, became: State) -> Result<()> {
    let is_reached = became == State::Contacted;
    let result = if is_reached {
        "資料は確認済み。現状と課題をうかがい、訪問の日程を調整することになった。"
    } else {
        "不在。折り返しをお願いした。"
    };
    let done = Done {
        result: result.to_owned(),
        customer_took_part: is_reached,
    };
    let when = When {
        day: tx.now().day(tx.workspace().zone),
        time: None,
    };
    let call = NewActivity {
        done: Some(done),
        minutes: Some(15),
        ..activity(tx, house, lead, PHONE, "お問い合わせへの折り返し", when)
    };
    activities::create(tx, call).await?;
    Ok(())
}

/// The first visit to a lead, on one of the working days after today.
///
/// # Errors
/// As [`appointments::create`].
pub async fn visit(tx: &mut Tx, house: &House, lead: LeadId, today: NaiveDate) -> Result<()> {
    let when = When {
        day: after(today, 1 + lead.0 % 8),
        time: Some(time((10 + lead.0 % 6) * 60)),
    };
    let visit = NewActivity {
        minutes: Some(60),
        ..activity(tx, house, lead, VISIT, "初回訪問", when)
    };
    let details = Details {
        place: "先方本社 受付".to_owned(),
        purpose: "会社と事業のご紹介、現在の進め方を聞く".to_owned(),
        bring: "会社案内、事例集".to_owned(),
        ..Details::default()
    };
    appointments::create(tx, visit, &details).await?;
    Ok(())
}

fn activity(tx: &Tx, house: &House, lead: LeadId, kind: usize, subject: &str, when: When) -> NewActivity {
    NewActivity {
        deal: None,
        company: None,
        lead: Some(lead),
        owner: tx.user().unwrap_or(house.seller(0)),
        kind: ActivityKindId(house.kinds[kind]),
        way: None,
        subject: subject.to_owned(),
        when,
        minutes: None,
        contacts: Vec::new(),
        done: None,
        external_id: None,
    }
}
