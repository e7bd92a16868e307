//! The published form of the sample workspace, and the lead that came by it.

use kit::fields::Fields;

use super::{
    Field, Target, Wording,
    example::both,
    intake::take_in,
    publication::{self, Terms},
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
    ids::{ChannelId, QuestionnaireId, TouchKindId},
    masters::{self, Master},
    questions::Asks,
    text::Locale,
    time::At,
};

/// Publishes it, and answers it once.
///
/// # Errors
/// When the database is away.
pub(super) async fn publish(app: &App, admin: &Actor) -> Result<()> {
    let mut tx = app.begin(admin).await?;
    tx.set_now(app.now().plus_days(-20));
    let heading = Heading {
        name: both("資料請求・お問い合わせ", "Contact us"),
        intro: both(
            "担当者から2営業日以内にご連絡します。",
            "We will be in touch within two business days.",
        ),
        receiver: both(
            "回答はみなと商事の営業担当が受け取ります。",
            "Your answers go to the sales team of Minato Trading.",
        ),
    };
    let id = questionnaire::add(&mut tx, &heading).await?;
    for (text, target, required) in [
        (both("会社名", "Company"), Target::Field(Field::CompanyName), true),
        (both("お名前", "Your name"), Target::Field(Field::ContactName), true),
        (both("メール", "Email"), Target::Field(Field::ContactEmail), true),
        (both("電話番号", "Phone"), Target::Field(Field::ContactPhone), false),
        (both("ご検討の状況", "How far are you?"), Target::Interest, false),
        (both("ご相談の内容", "What is it about?"), Target::Nothing, false),
    ] {
        question::add(&mut tx, id, &asking(text, target, required)).await?;
    }
    let first = |choices: Vec<masters::Choice>| choices.into_iter().next().map(|choice| choice.id);
    let kind = first(masters::choices(tx.db(), Master::TouchKind, None).await?);
    let terms = Terms {
        kind: TouchKindId(kind.ok_or_else(|| Error::internal("the sample has no kinds of touches"))?),
        channel: first(masters::choices(tx.db(), Master::Channel, None).await?).map(ChannelId),
        origins: vec!["https://www.minato.example".to_owned()],
    };
    publication::publish(&mut tx, id, 0, &terms).await?;
    tx.commit().await?;
    answer(app, id).await
}

fn asking(text: Wording, target: Target, required: bool) -> NewQuestion {
    let choices = ["情報収集中", "比較検討中", "他社から移行検討", "導入決定済"];
    let english = [
        "Gathering information",
        "Comparing",
        "Replacing another product",
        "Decided",
    ];
    let is_choice = target == Target::Interest;
    NewQuestion {
        text,
        help: Wording::default(),
        asks: if is_choice {
            Asks::Choice {
                choices: choices.map(str::to_owned).to_vec(),
            }
        } else {
            Asks::Text
        },
        choices_en: if is_choice {
            english.map(str::to_owned).to_vec()
        } else {
            Vec::new()
        },
        required,
        target,
    }
}

async fn answer(app: &App, id: QuestionnaireId) -> Result<()> {
    let published = publication::publication(app.db().read(), id).await?;
    let key = published.map(|one| one.key).unwrap_or_default();
    let published = publication::by_key(app, &key).await?;
    let published = published.ok_or_else(|| Error::internal("the sample form is not published"))?;
    let content = published.content()?;
    let said = [
        "株式会社諏訪湖テック",
        "小口 恵",
        "oguchi@suwako.example",
        "0266-00-2222",
        "比較検討中",
        "原価の見える化について、導入事例と料金を知りたいです。",
    ];
    let mut fields = Fields::default();
    for (asked, said) in content.questions.iter().zip(said) {
        fields.set(&field(asked), said);
    }
    let mut form = Form::new(Locale::Ja.texts(), fields);
    let mut tx = app.begin(&app.system().await?).await?;
    tx.set_now(At(app.now().0 - 7_200_000));
    let today = tx.now().day(tx.workspace().zone);
    let answers = submit::read(&mut form, &content, today);
    let answers = answers.ok_or_else(|| Error::internal("the sample answers do not fit their form"))?;
    take_in(&mut tx, &published, Locale::Ja.code(), &answers).await?;
    tx.commit().await
}
