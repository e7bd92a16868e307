//! What is known of deals, out of the list as a file and in again: items, interest, answers, and cells that cannot be read.

use chrono::NaiveDate;
use db::{Sql, db_test};

use super::{
    Kind,
    tests::{counts, import, why},
};
use crate::{
    deals::DecisionPart,
    hearing,
    ids::{ContactId, DealId, InterestId, PhaseId},
    money::Currency,
    qualification::{self, Said, Source, State, Stated, Value},
    questions::{Answer, Asks},
    testing::*,
};

const ALL: &str = "columns=key&columns=company&columns=owner&columns=phase&columns=outcome&columns=amount&columns=interest\
    &columns=interest_on&columns=interest_by&columns=item-1&columns=item-2&columns=item-3&columns=item-4&columns=question-1\
    &columns=question-2&sort=key";

const SAID_ON: NaiveDate = TODAY;

async fn asked(app: &TestApp) {
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (1, '諏訪 健一', '', 0, 0)",
    ))
    .await;
    let line = |text: &str, asks| hearing::LineFacts {
        text: text.into(),
        help: String::new(),
        required: false,
        asks: Some(asks),
    };
    let choices = vec!["Excel".to_owned(), "紙".to_owned()];
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let new = hearing::NewSheet {
        phase: PhaseId(1),
        name: "ヒアリングシート".into(),
        lines: vec![
            line("いまの管理方法", Asks::Several { choices }),
            line("利用人数", Asks::Number { unit: "名".into() }),
        ],
    };
    hearing::add_sheet(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
}

async fn say(app: &TestApp, deal: DealId) {
    let contact = ContactId(1);
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let values = [
        Value::Amount {
            low: 3_000_000,
            high: Some(5_000_000),
            currency: Currency::JPY,
        },
        Value::Person {
            contact,
            part: Some(DecisionPart::Decides),
        },
        Value::Words("=月末の残業\n紙での回覧".into()),
        Value::Days(day("2027-01-01"), day("2027-03-31")),
    ];
    let states = [State::Confirmed, State::Concern, State::Unknown, State::Unfit];
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    for ((item, value), state) in ITEMS.into_iter().zip(values).zip(states) {
        let said = Said {
            state,
            value,
            source: Some(Source::Document),
            told_by: Some(contact),
            said_on: Some(SAID_ON),
            note: "稟議は「部長」まで".into(),
        };
        qualification::say(&mut tx, deal, item, None, said).await.unwrap();
    }
    let stated = Stated {
        interest: InterestId(2),
        said_on: SAID_ON,
        told_by: Some(contact),
    };
    qualification::state_interest(&mut tx, deal, None, stated)
        .await
        .unwrap();
    let answers = [
        Answer::Several(vec!["Excel".into(), "紙".into()]),
        Answer::Number(1_250_000),
    ];
    for (question, answer) in (1..).zip(answers) {
        let given = hearing::Given {
            answer: Some(answer),
            source: hearing::Source::Press,
            contact: Some(contact),
            heard_on: SAID_ON,
        };
        hearing::give(
            &mut tx,
            deal,
            crate::ids::QuestionId(question),
            hearing::Seen::default(),
            given,
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

#[db_test]
async fn what_the_list_writes_comes_in_again_the_same(app: TestApp) {
    asked(&app).await;
    let (deal, _) = (app.deal(REP).await.id, app.deal(REP).await);
    say(&app, deal).await;
    let admin = app.browser(ADMIN).await;
    let file = admin.get(&format!("/deals.csv?{ALL}")).await.body;
    for cell in [
        "3000000〜5000000",
        "諏訪 健一",
        "決裁者",
        "'=月末の残業",
        "2026-Q4",
        "条件外",
        "Excel\n紙",
        "1250",
    ] {
        assert!(file.contains(cell), "{cell}: {file}");
    }
    let before = app.traces().await;
    let report = import(&app, Kind::Deals, &file).await;
    assert_eq!(
        counts(&report, Kind::Deals),
        [0, 0, 2, 0],
        "{:?}",
        report.first_refused()
    );
    assert_eq!(app.traces().await, before);

    for table in [
        "hearing_answer_choices",
        "hearing_answers",
        "qualification_facts",
        "deal_interests",
    ] {
        app.execute(Sql::new(&format!("DELETE FROM {table}"))).await;
    }
    let report = import(&app, Kind::Deals, &file).await;
    assert_eq!(
        counts(&report, Kind::Deals),
        [0, 1, 1, 0],
        "{:?}",
        report.first_refused()
    );
    assert_eq!(admin.get(&format!("/deals.csv?{ALL}")).await.body, file);
}

#[db_test]
async fn a_new_deal_brings_what_is_known_of_it(app: TestApp) {
    asked(&app).await;
    let file = "案件ID,案件名,担当者,取引先,フェーズ,予算,予算: State,決裁権,決裁権：役割,Interest,利用人数,天気
B-1,導入,佐藤 美咲,株式会社山田製作所,提案,300万,Confirmed,諏訪健一,決裁者,比較検討中,120,晴れ
";
    let report = import(&app, Kind::Deals, file).await;
    assert_eq!(
        counts(&report, Kind::Deals),
        [1, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    let deal = DealId(app.number("SELECT id FROM deals WHERE external_id = 'B-1'").await);
    let known = async |item| {
        qualification::newest(app.app.db().read(), deal, item)
            .await
            .unwrap()
            .unwrap()
    };
    let budget = known(ITEMS[0]).await.said();
    assert_eq!(budget.state, State::Confirmed);
    let low = 3_000_000;
    assert_eq!(
        budget.value,
        Value::Amount {
            low,
            high: None,
            currency: Currency::JPY
        }
    );
    let decides = Value::Person {
        contact: ContactId(1),
        part: Some(DecisionPart::Decides),
    };
    assert_eq!(known(ITEMS[1]).await.value(), decides);
    let stated = qualification::interests_of(app.app.db().read(), deal).await.unwrap();
    assert_eq!((stated[0].name.as_str(), stated[0].said_on), ("比較検討中", TODAY));
    assert_eq!(app.number("SELECT value_number FROM hearing_answers").await, 120_000);
}

#[db_test]
async fn each_cell_that_cannot_be_read_is_told_with_its_column(app: TestApp) {
    asked(&app).await;
    let key = format!("#{}", app.deal(REP).await.id);
    let before = app.traces().await;
    for (column, value, says) in [
        ("予算", "たくさん", "金額として読み取れません。"),
        ("予算", "500万〜300万", "上限が下限より前です。"),
        ("予算：通貨", "XYZ", "知らない通貨です。"),
        ("予算：状態", "たぶん", "選べる値ではありません。"),
        ("決裁権", "知らない人", "見つかりません。"),
        ("導入時期", "いつか", "日付として読み取れません。"),
        ("導入時期", "2027-03-01〜2027-01-01", "上限が下限より前です。"),
        ("必要性：聞いた日", "2027-01-01", "まだ来ていない日です"),
        ("関心度", "とても高い", "見つかりません。"),
        ("利用人数", "多い", "「利用人数」の答え「多い」"),
        ("いまの管理方法", "口頭", "口頭"),
    ] {
        let file = format!("案件ID,案件名,担当者,{column}\n{key},原価管理パッケージ,佐藤 美咲,{value}\n");
        let report = import(&app, Kind::Deals, &file).await;
        let (_, row) = &report.first_refused()[0];
        assert_eq!(why(row), [column], "{row:?}");
        assert!(row.notes.iter().any(|note| note.what.contains(says)), "{says}: {row:?}");
        assert_eq!(row.notes[0].value, value);
    }
    let other = format!("案件ID,案件名,担当者,予算\n{key},別の案件,佐藤 美咲,300万\n");
    let report = import(&app, Kind::Deals, &other).await;
    assert_eq!(counts(&report, Kind::Deals), [0, 0, 0, 1]);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_deal_that_is_not_asked_takes_no_answer(app: TestApp) {
    asked(&app).await;
    let key = format!("#{}", app.deal(REP).await.id);
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let first = crate::pipelines::TemplateKind::Five.template(crate::text::Locale::Ja.texts());
    crate::pipelines::start_from_template(&mut tx, &first, "既存深耕")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app.execute(Sql::new("UPDATE pipelines SET framework_id = NULL WHERE id = 1"))
        .await;
    let file = format!("案件ID,案件名,担当者,予算\n{key},原価管理パッケージ,佐藤 美咲,300万\n");
    let report = import(&app, Kind::Deals, &file).await;
    let (_, row) = &report.first_refused()[0];
    assert_eq!(row.notes[0].what, "この案件タイプでは確かめない項目です。");
}
