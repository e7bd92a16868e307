//! The hearings of the sample: a sheet, answered to different degrees, some answers anew after a while, and ideas.
//!
//! Drawn by dice of its own after all lives were played, so that the lives stay what they are.

use chrono::{Days, NaiveDate};
use db::Sql;
use sea_orm::FromQueryResult;

use super::{
    dice::Dice,
    founding::House,
    words::hearing::{APPROVALS, BUSINESS, IDEAS, PROBLEMS, RIVALS, TOOLS},
};
use crate::{
    app::App,
    deals::{self, Outcome},
    error::Result,
    hearing::{self, Given, Kept, Line, NewIdea, NewSheet, Seen, Source},
    ids::{AnswerId, ContactId, DealId, UserId},
    questions::{Answer, Asks},
    text::Locale,
    time::At,
    tx::Tx,
};

/// The place of ヒアリング・情報収集 among the phases.
const PHASE: usize = 3;
/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;
/// Deals of one transaction.
const DEALS: usize = 40;

/// A deal that came as far as the hearing.
#[derive(FromQueryResult)]
struct Heard {
    id: DealId,
    owner_id: UserId,
    outcome: Outcome,
    is_there: bool,
    at: At,
}

/// Makes the sheet at the beginning, and answers it.
///
/// # Errors
/// When an act is refused, which would be a mistake here; when the database is away.
pub async fn hear(app: &App, house: &House, beginning: At, seed: u64) -> Result<()> {
    let mut dice = Dice::new(seed ^ 0x4EA2);
    let mut tx = app.begin(house.admin()).await?;
    tx.set_now(At(beginning.0 + HOUR));
    let new = NewSheet {
        phase: house.phases[PHASE].id,
        name: "ヒアリングシート".into(),
        lines: hearing::template_lines(Locale::Ja.texts()),
    };
    let sheet = hearing::add_sheet(&mut tx, &new).await?;
    let mut questions = hearing::lines_of(tx.db(), &[sheet]).await?;
    questions.retain(|line| !line.is_heading());
    tx.commit().await?;
    let heard = heard(app, house).await?;
    for some in heard.chunks(DEALS) {
        let mut tx = app.begin(house.admin()).await?;
        for deal in some {
            let owner = house.people.iter().find(|person| person.user == Some(deal.owner_id));
            if let Some(owner) = owner {
                tx.set_actor(owner.clone());
                answer(&mut tx, &mut dice, deal, &questions, app.now()).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// In the order in which they came there.
async fn heard(app: &App, house: &House) -> Result<Vec<Heard>> {
    let phase = &house.phases[PHASE];
    let mut sql = Sql::new("SELECT d.id, d.owner_id, d.outcome, d.phase_id = ");
    sql.bind(phase.id.0)
        .push(
            " AS is_there, CAST(MIN(v.valid_from) AS BIGINT) AS at
             FROM deal_versions v JOIN deals d ON d.id = v.deal_id JOIN phases p ON p.id = v.phase_id
             WHERE p.position >= ",
        )
        .bind(phase.position)
        .push(" GROUP BY d.id, d.owner_id, d.outcome, d.phase_id ORDER BY at, d.id");
    app.all(sql).await
}

/// Whoever won had asked more: of those who lost, and those who are still there, something is missing.
fn diligence(dice: &mut Dice, deal: &Heard) -> i64 {
    match deal.outcome {
        Outcome::Won => dice.between(75, 100),
        Outcome::Lost => dice.between(15, 75),
        _ if deal.is_there => dice.between(0, 80),
        _ => dice.between(55, 100),
    }
}

async fn answer(tx: &mut Tx, dice: &mut Dice, deal: &Heard, questions: &[Line], now: At) -> Result<()> {
    let diligence = diligence(dice, deal);
    let contact = deals::contacts_of(tx.db(), deal.id)
        .await?
        .first()
        .map(|contact| contact.id);
    let mut at = At(deal.at.0 + dice.between(2, 50) * HOUR);
    let mut given: Vec<AnswerId> = Vec::new();
    for (place, line) in questions.iter().enumerate() {
        let (asked, again) = (dice.chance(diligence), dice.chance(12));
        let answers = [draw(dice, deal, place, line, at), draw(dice, deal, place, line, at)];
        let source = [Source::Heard, Source::Web, Source::Press, Source::Guess][dice.weighted(&[70, 10, 5, 15])];
        if !asked || at > now {
            continue;
        }
        given.extend(give(tx, deal.id, line, &answers[0], (at, source, contact)).await?);
        let later = At(at.0 + dice.between(3, 12) * At::DAY);
        if again && later <= now && answers[0] != answers[1] {
            given.extend(give(tx, deal.id, line, &answers[1], (later, Source::Heard, contact)).await?);
        }
        at = At(at.0 + dice.between(1, 4) * 60_000);
    }
    let text = *dice.pick(IDEAS);
    let noted = At(at.0 + 2 * HOUR);
    if dice.chance(35) && given.len() >= 4 && noted <= now {
        tx.set_now(noted);
        let idea = NewIdea {
            text: text.into(),
            answers: given.into_iter().take(2).collect(),
            by: None,
            at: None,
        };
        hearing::note(tx, deal.id, &idea).await?;
    }
    Ok(())
}

async fn give(
    tx: &mut Tx,
    deal: DealId,
    line: &Line,
    answer: &Answer,
    (at, source, contact): (At, Source, Option<ContactId>),
) -> Result<Option<AnswerId>> {
    tx.set_now(at);
    let given = Given {
        answer: Some(answer.clone()),
        source,
        contact: contact.filter(|_| source == Source::Heard),
        heard_on: at.day(tx.workspace().zone),
    };
    let kept = hearing::give(tx, deal, line.id, Seen::default(), given).await?;
    Ok(match kept {
        Kept::Added(id) | Kept::Beside(id) | Kept::Corrected(id) => Some(id),
        Kept::Unchanged | Kept::Withdrawn(_) => None,
    })
}

/// An answer to the question at this place of the template.
fn draw(dice: &mut Dice, deal: &Heard, place: usize, line: &Line, at: At) -> Answer {
    let is_won = deal.outcome == Outcome::Won;
    match line.asks.as_ref().unwrap_or(&Asks::Text) {
        Asks::Text => Answer::Text(
            (*dice.pick(match place {
                0 => BUSINESS,
                1 => PROBLEMS,
                4 => TOOLS,
                8 => APPROVALS,
                _ => RIVALS,
            }))
            .to_owned(),
        ),
        // Whose budget is secured and whose problem is great, decides more often.
        Asks::Choice { choices } => {
            let weights: &[u32] = if is_won { &[50, 25, 15, 10] } else { &[15, 20, 30, 35] };
            Answer::Choice(choices[dice.weighted(weights).min(choices.len() - 1)].clone())
        }
        Asks::Several { choices } => {
            let mut some: Vec<String> = choices.iter().filter(|_| dice.chance(40)).cloned().collect();
            if some.is_empty() {
                some.extend(choices.first().cloned());
            }
            Answer::Several(some)
        }
        Asks::Number { .. } if place == 3 => Answer::Number(dice.between(5, 120) * 10 * 1000),
        Asks::Number { .. } => Answer::Number(dice.between(3, 180) * 1000),
        Asks::Date => Answer::Date(first_of_month(at, dice.between(60, 240))),
        Asks::Scale(scale) => {
            let step = if is_won { dice.between(3, 5) } else { dice.between(1, 5) };
            Answer::Scale(step.clamp(scale.from, scale.to))
        }
    }
}

/// The first of the month so many days later: systems start when books begin.
fn first_of_month(at: At, days: i64) -> NaiveDate {
    use chrono::Datelike as _;
    let day = at.day(chrono_tz::Asia::Tokyo);
    let later = day.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(day);
    later.with_day(1).unwrap_or(later)
}
