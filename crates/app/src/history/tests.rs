//! What is told of a company and of a contact, and what is not told to whom.

use db::db_test;

use crate::{
    activities::{self, Done, NewActivity, Way, When},
    deals::{self, DecisionPart, Loss, People},
    ids::{CompanyId, ContactId, DealId},
    testing::*,
};

const CONTACT: ContactId = ContactId(1);

/// A deal of the rep with the company, with its contact in it, a visit to that contact, and the loss.
async fn story(app: &TestApp) -> DealId {
    let browser = app.browser(REP).await;
    let contact = [("company", "1"), ("name", "諏訪 健一")];
    assert_eq!(browser.post("/contacts", &contact).await.status, 303);
    app.app.clock().advance(60_000);
    let actor = app.actor(REP).await;
    let mut tx = app.app.begin(&actor).await.unwrap();
    let mut new = new_deal(REP);
    new.title = "原価管理の刷新".into();
    new.company = Some(COMPANY);
    let deal = deals::create(&mut tx, new).await.unwrap();
    let people = People {
        contacts: vec![(CONTACT, DecisionPart::ALL[0])],
        ..People::default()
    };
    let deal = deals::set_people(&mut tx, deal.id, Some(deal.version), people)
        .await
        .unwrap();
    let visit = NewActivity {
        deal: Some(deal.id),
        company: Some(COMPANY),
        lead: None,
        owner: REP,
        kind: VISIT,
        way: Some(Way::Visit),
        subject: "工場の見学".into(),
        when: When { day: TODAY, time: None },
        minutes: None,
        contacts: vec![CONTACT],
        done: Some(Done {
            result: "担当者と話せた".into(),
            customer_took_part: true,
        }),
        external_id: None,
    };
    activities::create(&mut tx, visit).await.unwrap();
    let loss = Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, deal.id, None, loss).await.unwrap();
    tx.commit().await.unwrap();
    deal.id
}

/// Each line of the history on a page, as it reads.
fn told(page: &Answer) -> Vec<String> {
    let lines = scraper::Selector::parse(".timeline__what").unwrap();
    let page = scraper::Html::parse_document(&page.body);
    let text = |line: scraper::ElementRef<'_>| line.text().collect::<String>();
    page.select(&lines).map(text).collect()
}

fn pages() -> [String; 2] {
    [format!("/companies/{}", CompanyId(1)), format!("/contacts/{CONTACT}")]
}

#[db_test]
async fn tells_of_deals_and_activities_newest_first(app: TestApp) {
    story(&app).await;
    for path in pages() {
        let page = app.browser(REP).await.get(&path).await;
        let told = told(&page);
        for expected in ["工場の見学", "「原価管理の刷新」を失注", "「諏訪 健一」を登録"] {
            assert!(
                told.iter().any(|line| line.contains(expected)),
                "{path} does not tell {expected}: {told:?}"
            );
        }
        let place = |what: &str| told.iter().position(|line| line.contains(what));
        assert!(place("を失注") < place("「諏訪 健一」を登録"), "{path}: {told:?}");
    }
}

#[db_test]
async fn tells_strangers_nothing_of_deals_they_do_not_see(app: TestApp) {
    app.reps_see(crate::workspace::RepSees::Own).await;
    story(&app).await;
    for path in pages() {
        let page = app.browser(STRANGER).await.get(&path).await;
        if page.status == 404 {
            continue;
        }
        let told = told(&page).join("\n");
        assert!(!told.contains("原価管理の刷新"), "{path}: {told}");
        assert!(!told.contains("工場の見学"), "{path}: {told}");
    }
}

#[db_test]
async fn tells_the_first_of_a_long_history_and_all_when_asked(app: TestApp) {
    story(&app).await;
    let browser = app.browser(REP).await;
    for number in 0..super::FIRST {
        let phone = format!("03-0000-{number:04}");
        let version = (number + 1).to_string();
        let form = [("version", version.as_str()), ("name", "諏訪 健一"), ("phone", &phone)];
        assert_eq!(browser.post("/contacts/1", &form).await.status, 303);
    }
    for path in pages() {
        let first = told(&browser.get(&path).await);
        let all = told(&browser.get(&format!("{path}?all=1")).await);
        assert_eq!(first.len(), super::FIRST, "{path}");
        assert!(all.len() > first.len(), "{path}");
        assert_eq!(all[..super::FIRST], first[..], "{path}");
    }
}
