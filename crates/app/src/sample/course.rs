//! How the sample's deals came to be, and the leads that are none yet. Told after the deals, with dice of its own, so that
//! their lives stay as they were.

use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;

use super::{
    customers::{Customer, owner},
    days::{after, at, before},
    dice::Dice,
    first_contact,
    founding::House,
    words::{
        course::{ARTICLES, EXHIBITIONS, NOTES, REASONS, SEMINARS},
        names::{GIVEN, PLACES, POSTS, SURNAMES, TRADES},
    },
};
use crate::{
    app::App,
    error::Result,
    ids::{ChannelId, DealId, LeadId, TouchKindId},
    leads::{self, State},
    money::{Currency, Money},
    time::At,
    touches::{self, About, Facts, Introducer},
    tx::Tx,
};

/// The kinds of touches, by their places: ad, article, seminar, exhibition, newsletter, call, introduction.
const INTRODUCTION: usize = 6;
/// How many leads there are that are no deals.
const LEADS: usize = 48;
/// How many became deals, of those that began in so many days.
const CONVERTED: usize = 10;
const RECENT: i64 = 150;
/// Writes of one transaction.
const AT_ONCE: usize = 100;

/// A deal of the sample, as it began.
#[derive(Clone, Debug, FromQueryResult)]
struct Begun {
    id: DealId,
    opened_at: At,
    company_id: i64,
    channel_id: i64,
    company: String,
    kana: String,
    contact: String,
}

/// Tells the course of every deal, and enters the leads.
///
/// # Errors
/// When the database is away.
pub async fn tell(app: &App, house: &House, customers: &[Customer], seed: u64) -> Result<()> {
    let mut dice = Dice::new(seed.wrapping_add(5));
    let kinds = kinds(app).await?;
    let today = app.now().day(chrono_tz::Asia::Tokyo);
    let sql = Sql::new(
        "SELECT d.id, d.opened_at, d.company_id, d.channel_id, c.name AS company, c.kana,
                (SELECT p.name FROM contacts p WHERE p.company_id = c.id ORDER BY p.id LIMIT 1) AS contact
         FROM deals d JOIN companies c ON c.id = d.company_id ORDER BY d.id",
    );
    let deals: Vec<Begun> = app.all(sql).await?;
    for some in deals.chunks(AT_ONCE) {
        let mut tx = app.begin(house.admin()).await?;
        for deal in some {
            let mut teller = Teller {
                dice: &mut dice,
                house,
                customers,
                kinds: &kinds,
                today,
            };
            teller.course(&mut tx, deal).await?;
        }
        tx.commit().await?;
    }
    let mut tx = app.begin(house.admin()).await?;
    let now = tx.now();
    for place in 0..LEADS {
        let mut teller = Teller {
            dice: &mut dice,
            house,
            customers,
            kinds: &kinds,
            today,
        };
        teller.lead(&mut tx, place, now).await?;
    }
    // Some of the deals were leads before.
    let recent = deals.iter().filter(|deal| deal.opened_at > now.plus_days(-RECENT));
    let recent: Vec<&Begun> = recent.step_by(9).take(CONVERTED).collect();
    for deal in recent {
        let mut teller = Teller {
            dice: &mut dice,
            house,
            customers,
            kinds: &kinds,
            today,
        };
        teller.converted(&mut tx, deal).await?;
    }
    tx.commit().await
}

async fn kinds(app: &App) -> Result<Vec<i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let rows: Vec<Row> = app
        .all(Sql::new("SELECT id FROM touch_kinds ORDER BY position, id"))
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

struct Teller<'t> {
    dice: &'t mut Dice,
    house: &'t House,
    customers: &'t [Customer],
    kinds: &'t [i64],
    today: NaiveDate,
}

impl Teller<'_> {
    /// One to three touches up to the day a deal began, the last of them by its channel; sometimes one after it.
    async fn course(&mut self, tx: &mut Tx, deal: &Begun) -> Result<()> {
        let zone = tx.workspace().zone;
        let opened = deal.opened_at.day(zone);
        let place = self.house.channels.iter().position(|id| *id == deal.channel_id);
        let customer = self.customers.iter().find(|customer| customer.id.0 == deal.company_id);
        let seller = customer.map_or(0, |customer| customer.owner);
        tx.set_actor(self.house.people[seller].clone());
        tx.set_now(deal.opened_at);
        let mut day = before(opened, self.dice.between(0, 6));
        let mut kind = place.unwrap_or(5);
        for step in 0..self.dice.between(1, 3) {
            if step > 0 {
                kind = self.dice.weighted(&[5, 5, 4, 2, 4, 2]);
                day = before(day, self.dice.between(5, 40));
            }
            let mut facts = self.touch(kind, day);
            facts.contact = customer
                .and_then(|customer| customer.contacts.first())
                .map(|one| one.id);
            if kind == INTRODUCTION {
                facts.introducer = self.introducer(deal.company_id);
            }
            touches::create(tx, About::Deal(deal.id), facts).await?;
        }
        let later = after(opened, self.dice.between(10, 40));
        if self.dice.chance(20) && later <= self.today {
            let kind = self.dice.weighted(&[0, 4, 4, 0, 6]);
            let facts = self.touch(kind, later);
            touches::create(tx, About::Deal(deal.id), facts).await?;
        }
        Ok(())
    }

    /// Another customer, one of those who were there first, and who there.
    fn introducer(&mut self, but: i64) -> Option<Introducer> {
        let first = self.customers.len() / 5;
        let customer = &self.customers[self.dice.between(0, first as i64 - 1) as usize];
        let contact = customer.contacts.first().map(|contact| contact.id);
        (customer.id.0 != but).then_some(Introducer {
            company: customer.id,
            contact: contact.filter(|_| self.dice.chance(80)),
        })
    }

    fn touch(&mut self, kind: usize, day: NaiveDate) -> Facts {
        let (what, cost) = match kind {
            0 => ("検索広告", self.dice.between(4, 18) * 1_000),
            1 => (*self.dice.pick(&ARTICLES), 0),
            2 => (*self.dice.pick(&SEMINARS), self.dice.between(8, 20) * 1_000),
            3 => (*self.dice.pick(&EXHIBITIONS), self.dice.between(15, 40) * 1_000),
            _ => ("", 0),
        };
        Facts {
            kind: TouchKindId(self.kinds[kind]),
            channel: Some(ChannelId(self.house.channels[kind])),
            on_day: day,
            what: what.to_owned(),
            contact: None,
            cost: (cost > 0).then_some(Money::new(cost, Currency::JPY)),
            introducer: None,
        }
    }

    /// A lead in one of the states: the newer ones are not dealt with yet, some of them for too long.
    async fn lead(&mut self, tx: &mut Tx, place: usize, now: At) -> Result<()> {
        let zone = tx.workspace().zone;
        let today = now.day(zone);
        let state = match place % 12 {
            0..=4 => State::New,
            5..=8 => State::Contacted,
            _ => State::Unqualified,
        };
        let age = match state {
            State::New => self.dice.between(0, 12),
            State::Contacted => self.dice.between(4, 40),
            State::Unqualified | State::Converted => self.dice.between(20, 150),
        };
        let minutes = self.dice.between(9 * 60, 16 * 60);
        let came = at(before(today, age), minutes, zone).min(now);
        let seller = owner(self.dice);
        tx.set_actor(self.house.people[seller].clone());
        tx.set_now(came);
        let kind = self.dice.weighted(&[6, 3, 4, 6, 2, 1, 2]);
        let is_assigned = state != State::New || self.dice.chance(50);
        let facts = self.facts(kind, is_assigned.then_some(seller));
        let lead = leads::create(tx, facts, None).await?;
        let mut touch = self.touch(kind, came.day(zone));
        if kind == INTRODUCTION {
            touch.introducer = self.introducer(0);
        }
        touches::create(tx, About::Lead(lead.id), touch).await?;
        self.go_on(tx, lead.id, state, came, now).await
    }

    fn facts(&mut self, kind: usize, seller: Option<usize>) -> leads::Facts {
        let ((town, town_kana, town_latin), (trade, trade_kana, trade_latin)) =
            (*self.dice.pick(&PLACES), self.dice.pick(&TRADES).0);
        let (surname, given, post) = (
            *self.dice.pick(&SURNAMES),
            *self.dice.pick(&GIVEN),
            *self.dice.pick(&POSTS),
        );
        let domain = format!("{town_latin}-{trade_latin}.example");
        leads::Facts {
            owner: seller.map(|seller| self.house.seller(seller)),
            company: format!("{town}{trade}株式会社"),
            kana: format!("{town_kana}{trade_kana}"),
            corporate_number: String::new(),
            contact: format!("{} {}", surname.0, given.0),
            department: post.0.to_owned(),
            job_title: post.1.to_owned(),
            email: format!("{}.{}@{domain}", given.2, surname.2),
            phone: format!("03-0{}-{}", self.dice.between(100, 999), self.dice.between(1000, 9999)),
            website: format!("https://www.{domain}/"),
            channel: Some(ChannelId(self.house.channels[kind])),
            note: if self.dice.chance(40) {
                (*self.dice.pick(&NOTES)).to_owned()
            } else {
                String::new()
            },
        }
    }

    async fn go_on(&mut self, tx: &mut Tx, lead: LeadId, state: State, came: At, now: At) -> Result<()> {
        if state == State::New {
            return Ok(());
        }
        let zone = tx.workspace().zone;
        let contacted = At(came.0 + At::DAY).min(now);
        tx.set_now(contacted);
        leads::set_state(tx, lead, None, State::Contacted, String::new()).await?;
        touches::create(tx, About::Lead(lead), self.touch(5, contacted.day(zone))).await?;
        first_contact::call(tx, self.house, lead, state).await?;
        if state == State::Contacted && lead.0 % 2 == 0 {
            first_contact::visit(tx, self.house, lead, self.today).await?;
        }
        if state == State::Unqualified {
            tx.set_now(contacted.plus_days(self.dice.between(2, 15)).min(now));
            let reason = (*self.dice.pick(&REASONS)).to_owned();
            leads::set_state(tx, lead, None, State::Unqualified, reason).await?;
        }
        Ok(())
    }

    /// A lead from before a deal that is there.
    async fn converted(&mut self, tx: &mut Tx, deal: &Begun) -> Result<()> {
        let zone = tx.workspace().zone;
        let customer = self.customers.iter().find(|customer| customer.id.0 == deal.company_id);
        let seller = customer.map_or(0, |customer| customer.owner);
        let came = at(
            before(deal.opened_at.day(zone), self.dice.between(3, 20)),
            10 * 60,
            zone,
        );
        tx.set_actor(self.house.people[seller].clone());
        tx.set_now(came);
        let facts = leads::Facts {
            owner: Some(self.house.seller(seller)),
            company: deal.company.clone(),
            kana: deal.kana.clone(),
            contact: deal.contact.clone(),
            channel: Some(ChannelId(deal.channel_id)),
            ..leads::Facts::default()
        };
        let lead = leads::create(tx, facts, None).await?;
        tx.set_now(deal.opened_at);
        leads::went_into(tx, lead.id, deal.id).await
    }
}
