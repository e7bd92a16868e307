//! What the team of the sample learns about a deal on its way: the later the phase, the better it is known. Now and then
//! somebody cannot decide alone, and help is planned against it.

use chrono::{Datelike as _, NaiveDate};

use super::{
    days::after,
    play::{Living, Stage},
};
use crate::{
    activities::{self, Done},
    deals::DecisionPart,
    error::Result,
    ids::{ActivityKindId, ContactId, InterestId, ItemId},
    money::Currency,
    qualification::{self, NewHelp, Said, Source, State, Stated, Value},
    tx::Tx,
};

/// What customers are in need of.
const NEEDS: [&str; 5] = [
    "紙とExcelでの管理に手間がかかり、月末の残業が続いている",
    "担当者しか状況が分からず、引き継ぎのたびに止まる",
    "拠点ごとに書式が違い、集計に3日かかる",
    "法改正への対応を来期までに終えたい",
    "現場からの問い合わせが多く、本来の仕事が進まない",
];

impl Stage<'_> {
    /// Writes down what is learned until a deal reaches a phase, each once.
    pub(super) async fn learn(&self, tx: &mut Tx, deal: &mut Living, phase: usize) -> Result<()> {
        for reached in deal.learned + 1..=phase {
            match reached {
                2 => self.first_talk(tx, deal).await?,
                3 => self.first_visit(tx, deal).await?,
                4 => self.hearing(tx, deal).await?,
                5 => self.state(tx, deal, 3).await?,
                _ => {}
            }
        }
        deal.learned = deal.learned.max(phase);
        Ok(())
    }

    async fn first_talk(&self, tx: &mut Tx, deal: &Living) -> Result<()> {
        self.state(tx, deal, usize::from(deal.id.0 % 3 == 0)).await?;
        let need = NEEDS[usize::try_from(deal.id.0).unwrap_or(0) % NEEDS.len()];
        self.say(tx, deal, 2, State::Confirmed, Value::Words(need.to_owned()), "")
            .await?;
        if deal.id.0 % 9 == 0 {
            let (from, to) = quarter_after(after(tx.now().day(tx.workspace().zone), 370));
            self.say(
                tx,
                deal,
                3,
                State::Unfit,
                Value::Days(from, to),
                "今期の予算では始められない",
            )
            .await?;
        }
        if deal.id.0 % 2 == 0 {
            let value = self.budget(deal, true);
            self.say(tx, deal, 0, State::Unknown, value, "同じ規模の会社の例から推測")
                .await?;
        }
        Ok(())
    }

    async fn first_visit(&self, tx: &mut Tx, deal: &mut Living) -> Result<()> {
        let today = tx.now().day(tx.workspace().zone);
        let (from, to) = quarter_after(today);
        self.say(tx, deal, 3, State::Confirmed, Value::Days(from, to), "")
            .await?;
        if deal.id.0 % 8 != 0 {
            return Ok(());
        }
        let contact = self.contact(deal);
        let part = Some(DecisionPart::Champions);
        let value = contact.map_or(Value::Nothing, |contact| Value::Person { contact, part });
        self.say(
            tx,
            deal,
            1,
            State::Concern,
            value,
            "決裁権がなく、稟議の書き方が分からない",
        )
        .await?;
        let help = NewHelp {
            what: "稟議書のひな形を渡す".to_owned(),
            kind: ActivityKindId(self.house.kinds[5]),
            owner: self.house.seller(deal.owner),
            on: after(today, 21),
        };
        deal.help = Some(qualification::plan_help(tx, deal.id, ItemId(self.house.items[1]), help).await?);
        Ok(())
    }

    async fn hearing(&self, tx: &mut Tx, deal: &mut Living) -> Result<()> {
        if let Some(help) = deal.help.take() {
            let done = Done {
                result: "ひな形と記入例を渡した".to_owned(),
                customer_took_part: false,
            };
            activities::done(tx, help, None, done).await?;
        }
        self.state(tx, deal, 1 + usize::from(deal.id.0 % 4 == 0)).await?;
        let value = self.budget(deal, deal.id.0 % 3 == 0);
        self.say(tx, deal, 0, State::Confirmed, value, "").await?;
        let part = Some(DecisionPart::Decides);
        let contacts = &self.customers[deal.opening.customer].contacts;
        if let Some(contact) = contacts.last().map(|contact| contact.id) {
            let value = Value::Person { contact, part };
            self.say(tx, deal, 1, State::Confirmed, value, "").await?;
        }
        Ok(())
    }

    /// About what the offer will come to, in whole 100,000 yen.
    fn budget(&self, deal: &Living, is_range: bool) -> Value {
        let low = (deal.amount.max(100_000) / 100_000) * 100_000;
        Value::Amount {
            low,
            high: is_range.then_some(low + (low / 400_000).max(1) * 100_000),
            currency: Currency::JPY,
        }
    }

    fn contact(&self, deal: &Living) -> Option<ContactId> {
        let contacts = &self.customers[deal.opening.customer].contacts;
        contacts.first().map(|contact| contact.id)
    }

    async fn state(&self, tx: &mut Tx, deal: &Living, degree: usize) -> Result<()> {
        let stated = Stated {
            interest: InterestId(self.house.interests[degree.min(self.house.interests.len() - 1)]),
            said_on: tx.now().day(tx.workspace().zone),
            told_by: self.contact(deal),
        };
        qualification::state_interest(tx, deal.id, None, stated).await?;
        Ok(())
    }

    async fn say(&self, tx: &mut Tx, deal: &Living, item: usize, state: State, value: Value, note: &str) -> Result<()> {
        let is_guess = state == State::Unknown;
        let said = Said {
            state,
            value,
            source: Some(if is_guess { Source::Guess } else { Source::Heard }),
            told_by: self.contact(deal).filter(|_| !is_guess),
            said_on: Some(tx.now().day(tx.workspace().zone)),
            note: note.to_owned(),
        };
        let item = ItemId(self.house.items[item]);
        qualification::say(tx, deal.id, item, None, said).await?;
        Ok(())
    }
}

/// The first and the last day of the next quarter of the calendar.
fn quarter_after(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let month = |day: NaiveDate, months: u32| day.checked_add_months(chrono::Months::new(months)).unwrap_or(day);
    let first = day.with_day(1).unwrap_or(day);
    let from = month(first, 3 - first.month0() % 3);
    (from, month(from, 3).pred_opt().unwrap_or(from))
}
