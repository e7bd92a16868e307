//! Plays the planned lives in the order in which things happen, through the same acts that people use.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{
    appointments as appointments_of_sample,
    customers::Customer,
    days::time,
    founding::{House, MANAGERS},
    steps::{Loss, Opening, Step, Touch},
};
use crate::{
    activities::{self, Done, NewActivity, When},
    app::App,
    appointments,
    deals::{self, Change, DecisionPart, Hold, Missing, Move, Moved, NewDeal, NewLine, People, Win},
    error::Result,
    ids::{
        ActivityId, ActivityKindId, ChannelId, CompetitorId, ContactId, CriterionId, DealId, LossReasonId, ProductId,
    },
    money::Currency,
    time::At,
    tx::Tx,
};

/// Steps of one transaction.
const STEPS: usize = 400;

/// A step of a life, by its place.
pub type Planned = (At, usize, Step);

/// Plays steps that are in order of time.
///
/// # Errors
/// When an act is refused, which would be a mistake in the plan; when the database is away.
pub async fn play(app: &App, house: &House, customers: &[Customer], steps: Vec<Planned>) -> Result<()> {
    let mut stage = Stage {
        house,
        customers,
        lives: HashMap::new(),
    };
    let mut steps = steps.into_iter().peekable();
    while steps.peek().is_some() {
        let mut tx = app.begin(house.admin()).await?;
        for (at, life, step) in steps.by_ref().take(STEPS) {
            tx.set_now(at);
            stage.play(&mut tx, life, step).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

pub(super) struct Stage<'s> {
    pub(super) house: &'s House,
    pub(super) customers: &'s [Customer],
    lives: HashMap<usize, Living>,
}

/// A deal that lives.
pub(super) struct Living {
    pub(super) id: DealId,
    pub(super) opening: Opening,
    pub(super) owner: usize,
    planned: Option<ActivityId>,
    pub(super) amount: i64,
    /// Up to which phase what is learned is written down.
    pub(super) learned: usize,
    /// The help that is planned against a concern.
    pub(super) help: Option<ActivityId>,
}

impl Stage<'_> {
    async fn play(&mut self, tx: &mut Tx, life: usize, step: Step) -> Result<()> {
        if let Step::Open(opening) = step {
            let living = self.open(tx, *opening).await?;
            self.lives.insert(life, living);
            return Ok(());
        }
        let Some(mut deal) = self.lives.remove(&life) else {
            return Ok(());
        };
        tx.set_actor(self.house.people[deal.owner].clone());
        self.act(tx, &mut deal, step).await?;
        self.lives.insert(life, deal);
        Ok(())
    }

    async fn open(&self, tx: &mut Tx, opening: Opening) -> Result<Living> {
        tx.set_actor(self.house.people[opening.owner].clone());
        let customer = &self.customers[opening.customer];
        let deal = deals::create(
            tx,
            NewDeal {
                title: opening.title.clone(),
                pipeline: self.house.phases[0].pipeline_id,
                phase: Some(self.house.phases[opening.phase].id),
                company: Some(customer.id),
                owner: self.house.seller(opening.owner),
                amount: opening.amount,
                currency: Currency::JPY,
                expected_close_on: opening.expected,
                probability: None,
                channel: Some(ChannelId(self.house.channels[opening.channel])),
                note: opening.note.to_owned(),
                opened_at: None,
                external_id: None,
            },
        )
        .await?;
        let living = Living {
            id: deal.id,
            amount: opening.amount.unwrap_or(opening.offer()),
            owner: opening.owner,
            opening,
            planned: None,
            learned: 0,
            help: None,
        };
        self.set_people(tx, &living, false).await?;
        Ok(living)
    }

    /// The customer's people: the first at once, all of them and who decides when that is known.
    async fn set_people(&self, tx: &mut Tx, deal: &Living, all: bool) -> Result<()> {
        let contacts = &self.customers[deal.opening.customer].contacts;
        let count = if all { contacts.len() } else { 1 };
        let mut people = People::default();
        for contact in &contacts[..count] {
            people.contacts.push((contact.id, DecisionPart::ALL[contact.part]));
        }
        let decides = people.contacts.iter().any(|(_, part)| *part == DecisionPart::Decides);
        if let (true, false, Some((_, part))) = (all, decides, people.contacts.last_mut()) {
            *part = DecisionPart::Decides;
        }
        people
            .members
            .extend(deal.opening.helper.map(|helper| self.house.seller(helper)));
        deals::set_people(tx, deal.id, None, people).await?;
        Ok(())
    }

    async fn act(&self, tx: &mut Tx, deal: &mut Living, step: Step) -> Result<()> {
        match step {
            Step::Open(_) => {}
            Step::Plan(touch) => {
                let mut new = self.activity(deal, &touch, None);
                let helper = deal.opening.helper.map(|helper| self.house.seller(helper));
                let planned = match appointments_of_sample::of(&mut new, touch.kind, deal.id, helper) {
                    Some(details) => appointments::create(tx, new, &details).await?,
                    None => activities::create(tx, new).await?,
                };
                deal.planned = Some(planned.id);
            }
            Step::Done(result, customer_took_part) => {
                if let Some(planned) = deal.planned.take() {
                    let done = Done {
                        result,
                        customer_took_part,
                    };
                    activities::done(tx, planned, None, done).await?;
                }
            }
            Step::Log(touch, result, customer_took_part) => {
                let done = Done {
                    result,
                    customer_took_part,
                };
                activities::create(tx, self.activity(deal, &touch, Some(done))).await?;
            }
            Step::MeetDecider => self.set_people(tx, deal, true).await?,
            Step::Offer => self.offer(tx, deal).await?,
            Step::Tick => tick(tx, deal.id).await?,
            Step::Move(phase) => {
                self.learn(tx, deal, phase).await?;
                self.move_to(tx, deal, phase).await?;
            }
            Step::Expect(day) => expect(tx, deal.id, day).await?,
            Step::Discount(percent) => deal.amount = deal.amount * percent / 100 / 10_000 * 10_000,
            Step::Win(start) => self.win(tx, deal, start).await?,
            Step::Lose(loss) => self.lose(tx, deal, loss).await?,
            Step::Hold(until) => {
                deals::hold(tx, deal.id, None, Hold { until }).await?;
            }
            Step::Reopen => {
                deals::reopen(tx, deal.id, None).await?;
            }
            Step::HandOver(owner) => {
                let change = Change {
                    owner: Some(self.house.seller(owner)),
                    ..Change::default()
                };
                deals::change(tx, deal.id, None, change).await?;
                deal.owner = owner;
            }
        }
        Ok(())
    }

    fn activity(&self, deal: &Living, touch: &Touch, done: Option<Done>) -> NewActivity {
        let contacts = &self.customers[deal.opening.customer].contacts;
        let internal = touch.kind == 5;
        let contact: Option<ContactId> = contacts.first().map(|contact| contact.id).filter(|_| !internal);
        NewActivity {
            deal: Some(deal.id),
            company: None,
            lead: None,
            owner: self.house.seller(deal.owner),
            kind: ActivityKindId(self.house.kinds[touch.kind]),
            way: None,
            subject: touch.subject.clone(),
            when: When {
                day: touch.day,
                time: touch.minutes.map(time),
            },
            minutes: [60, 60, 45, 15, 10, 30].get(touch.kind).copied(),
            contacts: contact.into_iter().collect(),
            done,
            external_id: None,
        }
    }

    /// An offer says what, how many and when.
    async fn offer(&self, tx: &mut Tx, deal: &mut Living) -> Result<()> {
        let line = |(product, quantity, unit_price): &(usize, i64, i64)| NewLine {
            product: Some(ProductId(self.house.products[*product])),
            name: String::new(),
            quantity: *quantity,
            unit_price: *unit_price,
        };
        let lines = deal.opening.products.iter().map(line).collect();
        let saved = deals::set_lines(tx, deal.id, None, lines, true).await?;
        deal.amount = saved.amount.unwrap_or(deal.amount);
        if saved.expected_close_on.is_none() {
            let day = super::days::after(tx.now().day(tx.workspace().zone), 30);
            expect(tx, deal.id, day).await?;
        }
        Ok(())
    }

    /// Where something is missing, the manager lets it pass, with a reason.
    async fn move_to(&self, tx: &mut Tx, deal: &Living, phase: usize) -> Result<()> {
        let mut wish = Move {
            to: self.house.phases[phase].id,
            version: None,
            override_reason: None,
        };
        let moved = deals::move_to(tx, deal.id, wish.clone()).await?;
        if let Moved::Missing(missing) = moved {
            let manager = MANAGERS[deal.owner / 4];
            tx.set_actor(self.house.people[manager].clone());
            wish.override_reason = Some(reason(&missing).to_owned());
            deals::move_to(tx, deal.id, wish).await?;
        }
        Ok(())
    }

    async fn win(&self, tx: &mut Tx, deal: &Living, start: NaiveDate) -> Result<()> {
        let won_on = tx.now().day(tx.workspace().zone);
        let win = Win {
            won_on,
            amount: deal.amount,
            start_on: Some(start),
        };
        deals::win(tx, deal.id, None, win).await?;
        Ok(())
    }

    async fn lose(&self, tx: &mut Tx, deal: &mut Living, loss: Loss) -> Result<()> {
        // What was planned with a customer who is lost does not take place.
        for planned in [deal.planned.take(), deal.help.take()].into_iter().flatten() {
            activities::cancel(tx, planned, None).await?;
        }
        let loss = deals::Loss {
            reason: LossReasonId(self.house.reasons[loss.reason]),
            competitor: loss.competitor.map(|place| CompetitorId(self.house.competitors[place])),
            customer_words: loss.words.to_owned(),
            our_guess: loss.guess.to_owned(),
            come_back_on: loss.come_back,
        };
        deals::lose(tx, deal.id, None, loss).await?;
        Ok(())
    }
}

/// Why a manager lets a deal pass, by what is missing.
fn reason(missing: &[Missing]) -> &'static str {
    match missing.first().and_then(|criterion| criterion.field) {
        Some(deals::Field::Product | deals::Field::Amount) => "先方の希望で、概算のまま先に進めるため",
        Some(deals::Field::DecidingContact) => "決裁者との面談は次回に設定済みのため",
        Some(_) => "引き合いの段階で確認できているため",
        None => "電話で確認済み。記録は後日まとめるため",
    }
}

async fn expect(tx: &mut Tx, deal: DealId, day: NaiveDate) -> Result<()> {
    let change = Change {
        expected_close_on: Some(Some(day)),
        ..Change::default()
    };
    deals::change(tx, deal, None, change).await?;
    Ok(())
}

/// Ticks the free items of the phase a deal is in.
async fn tick(tx: &Tx, deal: DealId) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Open {
        id: CriterionId,
    }
    let mut sql = Sql::new(
        "SELECT c.id FROM criteria c JOIN deals d ON d.phase_id = c.phase_id
         WHERE c.kind = 'check' AND c.retired_at IS NULL AND d.id = ",
    );
    sql.bind(deal.0).push(" ORDER BY c.position");
    for item in Open::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?
    {
        let mut sql = Sql::new("INSERT INTO deal_checks (deal_id, criterion_id, checked_at, checked_by) VALUES (");
        sql.bind(deal.0).push(", ").bind(item.id.0);
        sql.push(", ").bind(tx.now().0);
        sql.push(", ")
            .bind(tx.user().map(|user| user.0))
            .push(") ON CONFLICT DO NOTHING");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}
