//! The questionnaire of the sample workspace: links in all states, and answers that wait for a decision.

use db::Sql;
use kit::fields::Fields;
use sea_orm::FromQueryResult;

use super::{
    AboutId, Content, Target, Wording, form_example,
    link::{self, NewLink},
    question::{self, NewQuestion},
    questionnaire::{self, Heading},
    sheet::field,
    submit,
};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    form::Form,
    ids::{ContactId, DealId, QuestionnaireId, UserId},
    qualification,
    questions::{Asks, Scale},
    text::Locale,
    time::At,
};

/// A deal that is asked, and whom of the customer's.
#[derive(FromQueryResult)]
struct Asked {
    deal: DealId,
    owner: UserId,
    contact: ContactId,
}

/// Makes it, in the names of `people`, of whom `admin` writes the questions.
///
/// # Errors
/// When the database is away.
pub async fn ask(app: &App, admin: &Actor, people: &[Actor]) -> Result<()> {
    let id = write(app, admin).await?;
    let mut sql = Sql::new(
        "SELECT d.id AS deal, d.owner_id AS owner, MIN(c.contact_id) AS contact FROM deals d
         JOIN deal_contacts c ON c.deal_id = d.id WHERE d.outcome = 'open' AND d.deleted_at IS NULL
         GROUP BY d.id, d.owner_id ORDER BY d.id DESC LIMIT ",
    );
    sql.bind(7_i64);
    let asked: Vec<Asked> = app.all(sql).await?;
    for (place, one) in asked.iter().enumerate() {
        let Some(owner) = people.iter().find(|person| person.user == Some(one.owner)) else {
            continue;
        };
        send(app, owner, id, one, place).await?;
    }
    form_example::publish(app, admin).await
}

async fn write(app: &App, admin: &Actor) -> Result<QuestionnaireId> {
    let mut tx = app.begin(admin).await?;
    tx.set_now(app.now().plus_days(-40));
    let heading = Heading {
        name: both("導入前のご確認", "Before we begin"),
        intro: both(
            "3分ほどで終わります。わかる範囲でお答えください。",
            "This takes about three minutes. Please answer as far as you can.",
        ),
        receiver: both(
            "回答はみなと商事の営業担当が受け取ります。",
            "Your answers go to the sales team of Minato Trading.",
        ),
    };
    let id = questionnaire::add(&mut tx, &heading).await?;
    let mut items = qualification::every_item(tx.db())
        .await?
        .into_iter()
        .map(|item| Target::Item(item.id));
    let (budget, _, needs, timeframe) = (items.next(), items.next(), items.next(), items.next());
    let choices = |choices: &[&str]| choices.iter().map(|choice| (*choice).to_owned()).collect::<Vec<_>>();
    let asks = [
        (
            both("ご予算の目安を教えてください", "What budget do you have in mind?"),
            Asks::Choice {
                choices: choices(&["100〜300万円", "300〜500万円", "500〜1,000万円", "これから決める"]),
            },
            choices(&["¥1–3 million", "¥3–5 million", "¥5–10 million", "Not decided yet"]),
            budget,
        ),
        (
            both("いちばん困っていることは何ですか", "What troubles you most?"),
            Asks::Text,
            Vec::new(),
            needs,
        ),
        (
            both("いつから使い始めたいですか", "When would you like to start?"),
            Asks::Date,
            Vec::new(),
            timeframe,
        ),
        (
            both("ご検討の状況に近いものを選んでください", "How far are you?"),
            Asks::Choice {
                choices: choices(&["情報収集中", "比較検討中", "他社から移行検討", "導入決定済"]),
            },
            choices(&[
                "Gathering information",
                "Comparing",
                "Replacing another product",
                "Decided",
            ]),
            Some(Target::Interest),
        ),
        (
            both("従業員数", "Number of employees"),
            Asks::Number { unit: "名".to_owned() },
            choices(&["people"]),
            Some(Target::Field(super::Field::CompanyEmployees)),
        ),
        (
            both(
                "いまのやり方への満足度",
                "How satisfied are you with the way you work now?",
            ),
            Asks::Scale(Scale {
                from: 1,
                to: 5,
                low: "不満".to_owned(),
                high: "満足".to_owned(),
            }),
            choices(&["Not at all", "Very"]),
            None,
        ),
        (
            both(
                "知りたいこと（いくつでも）",
                "What would you like to know? (any number)",
            ),
            Asks::Several {
                choices: choices(&["料金", "導入事例", "セキュリティ", "サポート体制"]),
            },
            choices(&["Prices", "References", "Security", "Support"]),
            None,
        ),
    ];
    for (place, (text, asks, choices_en, target)) in asks.into_iter().enumerate() {
        let new = NewQuestion {
            text,
            help: Wording::default(),
            asks,
            choices_en,
            required: place == 1,
            target: target.unwrap_or_default(),
        };
        question::add(&mut tx, id, &new).await?;
    }
    tx.commit().await?;
    Ok(id)
}

pub(super) fn both(ja: &str, en: &str) -> Wording {
    Wording {
        ja: ja.to_owned(),
        en: en.to_owned(),
    }
}

/// The first two are answered; the others are sent, opened, saved as a draft, over, and taken back.
async fn send(app: &App, owner: &Actor, id: QuestionnaireId, asked: &Asked, place: usize) -> Result<()> {
    let ago = if place == 5 { 30 } else { 6 };
    let mut tx = app.begin(owner).await?;
    tx.set_now(app.now().plus_days(-ago));
    let new = NewLink {
        questionnaire: id,
        about: AboutId::Deal(asked.deal),
        contact: Some(asked.contact),
        days: link::DEFAULT_DAYS,
    };
    let made = link::make(&mut tx, new).await?;
    tx.commit().await?;
    let found = link::by_token(app, &made.secret()).await?;
    let Some(link) = found else { return Ok(()) };
    match place {
        0 | 1 => answer(app, &link, place).await?,
        3 => link::mark_opened(app, &link).await?,
        4 => link::save_draft(app, &link, String::new()).await?,
        6 => {
            let mut tx = app.begin(owner).await?;
            link::revoke(&mut tx, link.id).await?;
            tx.commit().await?;
        }
        _ => {}
    }
    Ok(())
}

async fn answer(app: &App, link: &link::Opened, place: usize) -> Result<()> {
    let content = link.content()?;
    let said = [
        [
            "300〜500万円",
            "見積もりの作成に時間がかかり、担当者しか内容がわかりません。",
            "2027/4/1",
            "比較検討中",
            "180",
            "2",
            "導入事例",
        ],
        [
            "これから決める",
            "紙の申請が多く、出張中に承認が止まります。",
            "",
            "情報収集中",
            "",
            "3",
            "料金",
        ],
    ];
    let mut form = Form::new(Locale::Ja.texts(), typed(&content, &said[place]));
    let mut tx = app.begin(&app.system().await?).await?;
    tx.set_now(At(app.now().0 - 3_600_000));
    let today = tx.now().day(tx.workspace().zone);
    let answers = submit::read(&mut form, &content, today);
    let answers = answers.ok_or_else(|| Error::internal("the sample answers do not fit their questions"))?;
    submit::submit(&mut tx, link, Locale::Ja.code(), &answers).await?;
    tx.commit().await
}

fn typed(content: &Content, said: &[&str]) -> Fields {
    let mut fields = Fields::default();
    for (asked, answer) in content.questions.iter().zip(said) {
        fields.set(&field(asked), *answer);
    }
    fields
}
