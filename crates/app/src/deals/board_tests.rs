//! What the board reads, against a naive count over the same rows, on both databases.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use db::{Sql, db_test};
use kit::fields::Fields;
use proptest::{collection::vec, option::weighted, prelude::*, strategy::ValueTree as _, test_runner::TestRunner};

use super::{
    Colour, Move, Outcome,
    board::{self, Asked},
    board_cards::{self, Card, Wish},
    board_order::Order,
    board_view::currencies,
    move_to,
};
use crate::{
    actor::Actor,
    ids::{DealId, PhaseId, UserId},
    money::Currency,
    pipelines::{self, Phase},
    testing::*,
    time::At,
    workspace::RepSees,
};

/// A row of `deals` as the board sees it.
#[derive(Clone, Debug)]
struct Row {
    id: i64,
    phase: i64,
    outcome: Outcome,
    owner: i64,
    member: Option<i64>,
    amount: Option<i64>,
    currency: Currency,
    close: Option<NaiveDate>,
    probability: i64,
    yellow_at: i64,
    red_at: i64,
    touched: bool,
    channel: bool,
    deleted: bool,
}

fn row() -> impl Strategy<Value = Row> {
    let outcome = prop_oneof![
        6 => Just(Outcome::Open),
        2 => Just(Outcome::Won),
        1 => Just(Outcome::Lost),
        1 => Just(Outcome::OnHold),
    ];
    let facts = (1..=4_i64, outcome, 1..=6_i64, weighted(0.1, 1..=6_i64));
    // Few different values, so that many cards stand in the same place and only their number tells them apart.
    let amount = (
        weighted(0.8, 0..5_i64),
        prop::bool::weighted(0.2),
        weighted(0.8, 0..4_u64),
        0..=100_i64,
    );
    let clocks = (
        -3..4_i64,
        0..3_i64,
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.1),
    );
    (facts, amount, clocks).prop_map(
        |((phase, outcome, owner, member), (amount, dollars, close, probability), clocks)| {
            let (yellow, later, touched, channel, deleted) = clocks;
            Row {
                id: 0,
                phase,
                outcome,
                owner,
                member,
                amount: amount.map(|amount| amount * 250),
                currency: if dollars { "USD".parse().unwrap() } else { Currency::JPY },
                close: close.map(|days| TODAY + Days::new(days)),
                probability,
                yellow_at: NOW + yellow * 1000,
                red_at: NOW + (yellow + later) * 1000,
                touched,
                channel,
                deleted,
            }
        },
    )
}

async fn fill(app: &TestApp, rows: Vec<Row>) -> Vec<Row> {
    for table in ["deal_members", "deals"] {
        app.execute(Sql::new(&format!("DELETE FROM {table}"))).await;
    }
    let rows: Vec<Row> = (1..).zip(rows).map(|(id, row)| Row { id, ..row }).collect();
    for row in &rows {
        insert(app, row).await;
    }
    rows
}

async fn insert(app: &TestApp, row: &Row) {
    let mut sql = Sql::new(
        "INSERT INTO deals (id, pipeline_id, phase_id, outcome, title, company_id, owner_id, amount, currency,
         expected_close_on, probability, channel_id, opened_at, closed_at, loss_reason_id, phase_since, outcome_since,
         last_touch_at, yellow_at, red_at, search_fold, created_at, updated_at, deleted_at) VALUES (",
    );
    sql.bind(row.id)
        .push(", 1, ")
        .bind(row.phase)
        .push(", ")
        .bind(row.outcome.code());
    sql.push(", 'x', 1, ").bind(row.owner).push(", ").bind(row.amount);
    sql.push(", ").bind(row.currency.code()).push(", ").bind(row.close);
    sql.push(", ")
        .bind(row.probability)
        .push(", ")
        .bind(row.channel.then_some(1_i64));
    let closed = matches!(row.outcome, Outcome::Won | Outcome::Lost);
    sql.push(", 0, ").bind(closed.then_some(1_i64));
    sql.push(", ")
        .bind((row.outcome == Outcome::Lost).then_some(1_i64))
        .push(", 0, 0, ");
    sql.bind(row.touched.then_some(1_i64))
        .push(", ")
        .bind(row.yellow_at)
        .push(", ")
        .bind(row.red_at);
    sql.push(", 'x', 0, 0, ").bind(row.deleted.then_some(1_i64)).push(")");
    app.execute(sql).await;
    if let Some(member) = row.member {
        app.execute(Sql::new(&format!(
            "INSERT INTO deal_members (deal_id, user_id) VALUES ({}, {member})",
            row.id
        )))
        .await;
    }
}

impl Row {
    fn colour(&self) -> Colour {
        match (self.red_at <= NOW, self.yellow_at <= NOW, self.touched) {
            (true, ..) => Colour::Red,
            (_, true, _) => Colour::Yellow,
            (.., false) => Colour::Grey,
            _ => Colour::Blue,
        }
    }

    fn is_shown_in(&self, phase: &Phase) -> bool {
        self.phase == phase.id.0 && !self.deleted && self.outcome == board::outcome_in(phase.kind)
    }

    /// As `Sees` and `deal_members` say, told once more.
    fn is_seen_by(&self, user: UserId, sees: RepSees) -> bool {
        let team = |user: i64| match user {
            2..=5 => 1,
            6 => 2,
            _ => 0,
        };
        match sees {
            RepSees::Everything => true,
            _ if user == ADMIN => true,
            RepSees::Team => team(self.owner) == team(user.0) || self.member == Some(user.0),
            RepSees::Own => self.owner == user.0 || self.member == Some(user.0),
        }
    }

    fn order(&self, order: Order) -> (i64, i64, i64, i64) {
        match order {
            Order::Worst if self.red_at <= NOW => (0, 0, self.red_at, self.id),
            Order::Worst => (1, 0, self.yellow_at, self.id),
            Order::Close => match self.close {
                Some(day) => (0, 0, (day - TODAY).num_days(), self.id),
                None => (1, 0, 0, self.id),
            },
            Order::Amount => {
                let foreign = i64::from(self.currency != Currency::JPY);
                match self.amount {
                    Some(amount) => (0, foreign, -amount, -self.id),
                    None => (1, foreign, 0, -self.id),
                }
            }
        }
    }
}

type Matches = fn(&Row) -> bool;

const FILTERS: [(&str, Matches); 6] = [
    ("", |_| true),
    ("owner=3&owner=6", |row| matches!(row.owner, 3 | 6)),
    ("team=1", |row| matches!(row.owner, 2..=5)),
    ("channel=1", |row| row.channel),
    ("colour=yellow&colour=gray", |row| {
        row.outcome == Outcome::Open && matches!(row.colour(), Colour::Yellow | Colour::Grey)
    }),
    ("close_from=2026-11-23&text=x", |row| {
        row.close.is_some_and(|day| day > TODAY)
    }),
];

async fn asked(actor: &Actor, query: &str, order: Order) -> Asked {
    let fields = Fields::parse(query.as_bytes()).with("order", order.code());
    Asked::parse(&fields, PIPELINE, actor, At(NOW)).unwrap()
}

/// Walks a column page by page to its end.
async fn walk(app: &TestApp, actor: &Actor, asked: &Asked, phase: &Phase, currencies: Vec<Currency>) -> Vec<Card> {
    let mut wish = Wish {
        phase: phase.id,
        kind: phase.kind,
        currencies,
        after: None,
        limit: 3,
    };
    let mut all = Vec::new();
    loop {
        let page = board_cards::cards(&app.app, actor, asked, &[wish.clone()])
            .await
            .unwrap()
            .remove(0);
        assert!(page.cards.len() <= 3 && (page.next.is_none() || page.cards.len() == 3));
        all.extend(page.cards);
        match page.next {
            None => return all,
            // As through the URL.
            Some(cursor) => wish.after = Some(cursor.to_string().parse().unwrap()),
        }
    }
}

#[db_test]
async fn totals_and_pages_are_what_a_naive_reader_counts(app: TestApp) {
    let mut runner = TestRunner::deterministic();
    let phases = pipelines::phases(app.app.db().read(), PIPELINE).await.unwrap();
    for (round, (user, sees)) in [
        (REP, RepSees::Everything),
        (REP, RepSees::Team),
        (REP, RepSees::Own),
        (ADMIN, RepSees::Own),
    ]
    .into_iter()
    .enumerate()
    {
        app.reps_see(sees).await;
        let rows = vec(row(), 30..80).new_tree(&mut runner).unwrap().current();
        let rows = fill(&app, rows).await;
        let actor = app.actor(user).await;
        for (index, (query, matches)) in FILTERS.into_iter().enumerate() {
            let order = Order::ALL[(round + index) % 3];
            let asked = asked(&actor, query, order).await;
            let totals = board::totals(&app.app, &actor, &asked, &phases).await.unwrap();
            for phase in &phases {
                let seen = |row: &&Row| row.is_shown_in(phase) && row.is_seen_by(user, sees) && matches(row);
                let mut expected: Vec<&Row> = rows.iter().filter(seen).collect();
                assert_eq!(
                    told(&totals, phase.id),
                    counted(&expected),
                    "{query} as {user} with {}",
                    sees.code()
                );
                let alone = board::totals(&app.app, &actor, &asked, std::slice::from_ref(phase))
                    .await
                    .unwrap();
                assert_eq!(told(&alone, phase.id), counted(&expected));
                expected.sort_by_key(|row| row.order(order));
                let currencies = currencies(&totals, phase.id, Currency::JPY);
                let walked = if currencies.is_empty() {
                    Vec::new()
                } else {
                    walk(&app, &actor, &asked, phase, currencies).await
                };
                let ids: Vec<i64> = walked.iter().map(|card| card.id.0).collect();
                let expected: Vec<i64> = expected.iter().map(|row| row.id).collect();
                assert_eq!(ids, expected, "{query} by {} as {user}", order.code());
            }
        }
    }
}

/// Deals, sum, weighted sum, red, yellow, gray per currency.
type Told = BTreeMap<String, [i64; 6]>;

fn told(totals: &[board::Total], phase: PhaseId) -> Told {
    let of_phase = totals.iter().filter(|total| total.phase == phase);
    of_phase
        .map(|total| {
            let numbers = [
                total.deals,
                total.sum.amount,
                total.weighted.amount,
                total.red,
                total.yellow,
                total.gray,
            ];
            assert_eq!(total.sum.currency, total.weighted.currency);
            (total.sum.currency.to_string(), numbers)
        })
        .collect()
}

fn counted(rows: &[&Row]) -> Told {
    let mut all = Told::new();
    let mut hundredfold: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows {
        let numbers = all.entry(row.currency.to_string()).or_default();
        numbers[0] += 1;
        numbers[1] += row.amount.unwrap_or(0);
        let weighted = hundredfold.entry(row.currency.to_string()).or_default();
        *weighted += row.amount.unwrap_or(0) * row.probability;
        numbers[2] = *weighted / 100;
        if row.outcome == Outcome::Open {
            let colour = match row.colour() {
                Colour::Red => 3,
                Colour::Yellow => 4,
                Colour::Grey => 5,
                Colour::Blue => continue,
            };
            numbers[colour] += 1;
        }
    }
    all
}

#[db_test]
async fn a_card_that_turns_red_between_two_pages_is_shown_once(app: TestApp) {
    let rows: Vec<i64> = (1..=5).collect();
    for id in &rows {
        let row = Row {
            id: *id,
            phase: 1,
            outcome: Outcome::Open,
            owner: 3,
            member: None,
            amount: None,
            currency: Currency::JPY,
            close: None,
            probability: 10,
            yellow_at: NOW - 10_000 + id,
            red_at: NOW + 1000 * id,
            touched: true,
            channel: false,
            deleted: false,
        };
        insert(&app, &row).await;
    }
    let actor = app.actor(REP).await;
    let mut asked = asked(&actor, "", Order::Worst).await;
    let phase = pipelines::phase(app.app.db().read(), PHASES[0]).await.unwrap();
    let mut wish = Wish {
        phase: phase.id,
        kind: phase.kind,
        currencies: vec![Currency::JPY],
        after: None,
        limit: 2,
    };
    let mut shown = Vec::new();
    loop {
        let page = board_cards::cards(&app.app, &actor, &asked, &[wish.clone()])
            .await
            .unwrap()
            .remove(0);
        shown.extend(page.cards.iter().map(|card| card.id.0));
        asked.now = At(asked.now.0 + 2000);
        let Some(cursor) = page.next else { break };
        wish.after = Some(cursor);
    }
    assert_eq!(shown, rows);
}

#[db_test]
async fn the_board_of_a_past_day_stands_as_it_was(app: TestApp) {
    let (moved, later) = (app.deal(REP).await, {
        app.app.clock().advance(2 * At::DAY);
        app.deal(REP).await
    });
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let wish = Move {
        to: PHASES[1],
        version: None,
        override_reason: None,
    };
    move_to(&mut tx, moved.id, wish).await.unwrap();
    let change = super::Change {
        amount: Some(Some(5)),
        ..Default::default()
    };
    super::change(&mut tx, moved.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
    app.app.clock().advance(At::DAY);
    let actor = app.actor(REP).await;
    let at = async |query: &str| {
        let asked = Asked::parse(&Fields::parse(query.as_bytes()), PIPELINE, &actor, app.app.now()).unwrap();
        let phases = pipelines::all_phases(app.app.db().read(), PIPELINE).await.unwrap();
        let totals = board::totals(&app.app, &actor, &asked, &phases).await.unwrap();
        let mut cards: Vec<(PhaseId, DealId, Option<i64>)> = Vec::new();
        for phase in &phases {
            let currencies = currencies(&totals, phase.id, Currency::JPY);
            if !currencies.is_empty() {
                let walked = walk(&app, &actor, &asked, phase, currencies).await;
                cards.extend(walked.iter().map(|card| (card.phase_id, card.id, card.amount)));
            }
        }
        let weighted: i64 = totals.iter().map(|total| total.weighted.amount).sum();
        (cards, weighted)
    };
    let (day_one, weighted) = at("as_of=2026-11-22").await;
    assert_eq!(day_one, [(PHASES[0], moved.id, Some(1_000_000))]);
    assert_eq!(weighted, 100_000);
    let (before, _) = at("as_of=2026-11-21").await;
    assert_eq!(before, []);
    let (day_three, weighted) = at("as_of=2026-11-24&order=amount").await;
    assert_eq!(
        day_three,
        [(PHASES[0], later.id, Some(1_000_000)), (PHASES[1], moved.id, Some(5))]
    );
    assert_eq!(weighted, 100_002);
    // Today and whatever lies ahead is the board of now.
    assert_eq!(
        Asked::parse(&Fields::parse(b"as_of=2026-12-31"), PIPELINE, &actor, app.app.now())
            .unwrap()
            .as_of,
        None
    );
}

/// The plans of the board without filters: every part is read from an index, nothing is sorted but what was read,
/// and neither totals nor the choice of cards fetches a row. Their text is SQLite's.
#[test]
fn an_unfiltered_board_is_read_from_indexes_alone() {
    db::testing::on_sqlite(|app: TestApp| async move {
        app.reps_see(RepSees::Team).await;
        for user in [ADMIN, REP] {
            let actor = app.actor(user).await;
            let phases = pipelines::phases(app.app.db().read(), PIPELINE).await.unwrap();
            let asked = asked(&actor, "", Order::Worst).await;
            let totals = plan(&app, board::totals_query(&actor, &asked, &phases).unwrap()).await;
            assert_eq!(
                totals
                    .iter()
                    .filter(|line| line.contains("COVERING INDEX deals_totals"))
                    .count(),
                2,
                "{totals:#?}"
            );
            assert!(!totals.iter().any(|line| line.contains("TEMP B-TREE")), "{totals:#?}");
            let wishes: Vec<Wish> = phases
                .iter()
                .map(|phase| Wish {
                    phase: phase.id,
                    kind: phase.kind,
                    currencies: vec![Currency::JPY],
                    after: None,
                    limit: 50,
                })
                .collect();
            let cards = plan(&app, board_cards::query(&actor, &asked, &wishes)).await;
            for index in [
                "COVERING INDEX deals_by_red (phase_id=? AND outcome=? AND red_at<?)",
                "COVERING INDEX deals_by_yellow (phase_id=? AND outcome=?)",
            ] {
                assert_eq!(
                    cards.iter().filter(|line| line.contains(index)).count(),
                    phases.len(),
                    "{cards:#?}"
                );
            }
            assert!(!cards.iter().any(|line| line.starts_with("SCAN d")), "{cards:#?}");
            for (order, index) in [(Order::Close, "deals_by_close"), (Order::Amount, "deals_by_amount")] {
                let asked = Asked { order, ..asked.clone() };
                let cards = plan(&app, board_cards::query(&actor, &asked, &wishes)).await;
                assert_eq!(
                    cards.iter().filter(|line| line.contains(index)).count(),
                    2 * phases.len(),
                    "{cards:#?}"
                );
            }
        }
    });
}

async fn plan(app: &TestApp, sql: Sql) -> Vec<String> {
    use sea_orm::ConnectionTrait as _;
    let mut statement = sql.statement(app.app.db().dialect());
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let rows = app.app.db().read().query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get::<String>("", "detail").unwrap())
        .collect()
}
