//! The sheet that a move opens: what is missing, read from its form and filled in together with the move.
//!
//! Each missing criterion has an input of its own, named `fill.…`. Empty ones are left; what is filled in is applied by
//! the acts that any page uses, so that nothing can be written here that could not be written there.

use chrono::NaiveDate;

use super::{
    Criterion, Field,
    choices::{self, Choice},
    company_choice::{self, CompanyChoice, Picked},
    fill_facts,
    form::{Reading, TEXT},
    offered_contacts, offered_products,
    table::Model,
};
pub(super) use super::{fill_apply::apply, fill_facts::suggest_facts};
use crate::{
    activities::{self, Done},
    cx::Cx,
    error::Result,
    ids::{ActivityKindId, ChannelId, ContactId, CriterionId, ItemId, ProductId, QuestionId},
    masters::Master,
    qualification::{self, Said, Stated, ValueFields, ValueOffer},
    questions::{Answer, Asks},
    t,
};

/// An item of the sheet.
pub(super) struct Item {
    /// What it asks for.
    pub label: String,
    /// With which input.
    pub input: Input,
}

/// The input of an item.
pub(super) enum Input {
    /// The amount, in the deal's currency.
    Amount,
    /// The expected close.
    Close,
    /// A company, by typing.
    Company,
    /// The channel.
    Channel,
    /// A contact who takes part.
    Contact,
    /// The contact who decides.
    Decider,
    /// A product and how many.
    Product,
    /// What is planned next, and when.
    Next,
    /// An activity of a kind that was done; the names of its fields.
    Activity {
        done: String,
        on: String,
        customer: String,
        result: String,
    },
    /// A free item; the name of its field.
    Check(String),
    /// A question of the hearing sheet; the name of its field, and what it asks for.
    Answer(String, Asks),
    /// How interested the customer is.
    Interest,
    /// An item of the framework; the names of its fields.
    Fact(Box<ValueFields>),
}

impl Item {
    /// For a criterion that is not met. `asked` are the items that the deal is asked.
    pub fn new(criterion: &Criterion, cx: &Cx, deal: &Model, asked: &[qualification::Item]) -> Self {
        if let Some((question, asks)) = &criterion.question {
            return Self {
                label: criterion.label.clone(),
                input: Input::Answer(answer_field(*question), asks.clone()),
            };
        }
        let input = match (criterion.field, criterion.activity_kind_id) {
            (Some(Field::Amount), _) => Input::Amount,
            (Some(Field::ExpectedCloseOn), _) => Input::Close,
            (Some(Field::Company), _) => Input::Company,
            (Some(Field::Channel), _) => Input::Channel,
            (Some(Field::Contact), _) => Input::Contact,
            (Some(Field::DecidingContact), _) => Input::Decider,
            (Some(Field::Product), _) => Input::Product,
            (Some(Field::NextAction), _) => Input::Next,
            (Some(Field::Interest), _) => Input::Interest,
            (None, Some(kind)) => {
                let done = activity_field(kind);
                Input::Activity {
                    on: format!("{done}.on"),
                    customer: format!("{done}.customer"),
                    result: format!("{done}.result"),
                    done,
                }
            }
            (None, None) => match asked.iter().find(|item| Some(item.id) == criterion.item_id) {
                Some(item) => Input::Fact(Box::new(fill_facts::names(cx, deal, item))),
                None => Input::Check(check_field(criterion.id)),
            },
        };
        Self {
            label: criterion.name(cx.texts()),
            input,
        }
    }

    /// The field at which a message about it stands.
    pub fn field(&self) -> String {
        match &self.input {
            Input::Amount => "fill.amount".into(),
            Input::Close => "fill.close".into(),
            Input::Company => "company".into(),
            Input::Channel => "fill.channel".into(),
            Input::Contact => "fill.contact".into(),
            Input::Decider => "fill.decider".into(),
            Input::Product => "fill.product".into(),
            Input::Next => "fill.next".into(),
            Input::Activity { done, .. } => done.clone(),
            Input::Check(name) | Input::Answer(name, _) => name.clone(),
            Input::Interest => "fill.interest".into(),
            Input::Fact(names) => names.state.clone(),
        }
    }
}

fn activity_field(kind: ActivityKindId) -> String {
    format!("fill.activity.{kind}")
}

fn answer_field(question: QuestionId) -> String {
    format!("fill.answer.{question}")
}

fn check_field(criterion: CriterionId) -> String {
    format!("fill.check.{criterion}")
}

/// What the sheet offers to choose from.
#[derive(Default)]
pub(super) struct Offer {
    pub channels: Vec<Choice>,
    pub contacts: Vec<Choice>,
    pub products: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub companies: Vec<String>,
    pub interests: Vec<Choice>,
    pub values: ValueOffer,
}

impl Offer {
    /// Reads what its items need.
    pub async fn read(cx: &Cx, deal: &Model, items: &[Item]) -> Result<Self> {
        let needs = |wanted: fn(&Input) -> bool| items.iter().any(|item| wanted(&item.input));
        let mut offer = Self::default();
        if needs(|input| matches!(input, Input::Channel)) {
            offer.channels = choices::channels(cx.db(), Some(deal)).await?;
        }
        if needs(|input| matches!(input, Input::Contact | Input::Decider)) {
            let contacts = offered_contacts(cx.db(), &cx.actor, deal).await?;
            let called = |contact: super::OfferedContact| {
                let name = format!("{} {}", contact.name, contact.job_title);
                (contact.id.0, name.trim_end().to_owned())
            };
            offer.contacts = contacts.into_iter().map(called).collect();
        }
        if needs(|input| matches!(input, Input::Product)) {
            let products = offered_products(cx.db(), deal.id).await?;
            offer.products = products
                .into_iter()
                .map(|product| (product.id.0, product.name))
                .collect();
        }
        if needs(|input| matches!(input, Input::Next)) {
            offer.kinds = choices::of_master(cx.db(), Master::ActivityKind, None).await?;
        }
        if needs(|input| matches!(input, Input::Interest)) {
            offer.interests = choices::of_master(cx.db(), Master::Interest, None).await?;
        }
        if needs(|input| matches!(input, Input::Fact(_) | Input::Interest)) {
            offer.values = ValueOffer::read(cx, deal).await?;
        }
        if needs(|input| matches!(input, Input::Company)) {
            offer.companies = company_choice::suggestions(cx).await?;
        }
        Ok(offer)
    }
}

/// What was filled in.
#[derive(Debug, Default)]
pub(super) struct Fill {
    pub amount: Option<i64>,
    pub close: Option<NaiveDate>,
    pub company: Option<Picked>,
    pub channel: Option<ChannelId>,
    pub contact: Option<ContactId>,
    pub decider: Option<ContactId>,
    pub product: Option<(ProductId, i64)>,
    pub next: Option<(ActivityKindId, NaiveDate)>,
    pub done: Vec<(ActivityKindId, NaiveDate, Done)>,
    pub checks: Vec<CriterionId>,
    pub answers: Vec<(QuestionId, Answer)>,
    pub interest: Option<Stated>,
    pub facts: Vec<(ItemId, Said)>,
}

/// What the sheet begins with: one piece of a product; an activity of today, with the customer if its kind is such.
pub(super) async fn suggestions(cx: &Cx, lacking: &[Criterion]) -> Result<Vec<(String, String)>> {
    let mut values = vec![("fill.quantity".to_owned(), "1".to_owned())];
    let wanted: Vec<ActivityKindId> = lacking
        .iter()
        .filter_map(|criterion| criterion.activity_kind_id)
        .collect();
    let mut kinds = activities::kinds(cx.db(), &wanted).await?;
    kinds.retain(|kind| wanted.contains(&kind.id));
    for kind in kinds {
        let name = activity_field(kind.id);
        values.push((format!("{name}.on"), cx.today().to_string()));
        if kind.way.is_with_customer() {
            values.push((format!("{name}.customer"), "1".to_owned()));
        }
    }
    Ok(values)
}

/// Reads the sheet. What cannot be read stands in the form, and then nothing of the sheet is written.
pub(super) async fn read(
    reading: &mut Reading<'_>,
    deal: &Model,
    lacking: &[Criterion],
    items: &[Item],
    offer: &Offer,
) -> Result<(Fill, CompanyChoice)> {
    let cx = reading.cx;
    let mut fill = Fill::default();
    let mut company = CompanyChoice::default();
    for (criterion, item) in lacking.iter().zip(items) {
        if let (Input::Fact(names), Some(id)) = (&item.input, criterion.item_id) {
            let said = qualification::read_if_said(reading, names, &offer.values);
            fill.facts.extend(said.map(|said| (id, said)));
            continue;
        }
        if let Some((question, asks)) = &criterion.question {
            let name = answer_field(*question);
            let answer = Answer::read(&mut reading.form, asks, &name, &criterion.label, cx.today());
            fill.answers.extend(answer.flatten().map(|answer| (*question, answer)));
            continue;
        }
        match (criterion.field, criterion.activity_kind_id) {
            (Some(Field::Amount), _) => {
                let amount = reading.amount("fill.amount", t!(cx, "amount"), deal.money_currency());
                fill.amount = amount.flatten();
            }
            (Some(Field::ExpectedCloseOn), _) => {
                fill.close = reading.day("fill.close", t!(cx, "expected-close")).flatten();
            }
            (Some(Field::Company), _) => {
                company = company_choice::read(reading, "company", None, None).await?;
                fill.company = company.picked.clone();
            }
            (Some(Field::Channel), _) => {
                let chosen = reading.chosen("fill.channel", t!(cx, "channel"), &offer.channels);
                fill.channel = chosen.flatten().map(ChannelId);
            }
            (Some(Field::Contact), _) => {
                let chosen = reading.chosen("fill.contact", t!(cx, "contact"), &offer.contacts);
                fill.contact = chosen.flatten().map(ContactId);
            }
            (Some(Field::DecidingContact), _) => {
                let chosen = reading.chosen("fill.decider", t!(cx, "part-decides"), &offer.contacts);
                fill.decider = chosen.flatten().map(ContactId);
            }
            (Some(Field::Product), _) => fill.product = product(reading, offer),
            (Some(Field::Interest), _) => fill.interest = fill_facts::interest(reading, offer),
            (Some(Field::NextAction), _) => fill.next = next(reading, offer),
            (None, Some(kind)) => fill.done.extend(done(reading, kind)),
            (None, None) => {
                if reading.form.fields().flag(&check_field(criterion.id)) {
                    fill.checks.push(criterion.id);
                }
            }
        }
    }
    Ok((fill, company))
}

fn product(reading: &mut Reading<'_>, offer: &Offer) -> Option<(ProductId, i64)> {
    let cx = reading.cx;
    let chosen = reading.chosen("fill.product", t!(cx, "product"), &offer.products)??;
    let typed = reading.form.value("fill.quantity").to_owned();
    match japan::parse_amount(&typed) {
        Ok(quantity @ 1..=1_000_000) => Some((ProductId(chosen), quantity)),
        Err(_) if typed.is_empty() => Some((ProductId(chosen), 1)),
        _ => {
            let message = t!(cx, "move-fill-quantity", value = typed);
            reading.form.wrong("fill.quantity", message);
            None
        }
    }
}

fn next(reading: &mut Reading<'_>, offer: &Offer) -> Option<(ActivityKindId, NaiveDate)> {
    let cx = reading.cx;
    let kind = reading.chosen("fill.next", t!(cx, "next-action"), &offer.kinds)?;
    let day = reading.day("fill.next.on", t!(cx, "move-fill-next-on"))?;
    match (kind, day) {
        (Some(kind), Some(day)) => Some((ActivityKindId(kind), day)),
        (Some(_), None) => {
            let label = t!(cx, "move-fill-next-on");
            let message = t!(cx, "deal-form-empty", label = label);
            reading.form.wrong("fill.next.on", message);
            None
        }
        (None, _) => None,
    }
}

fn done(reading: &mut Reading<'_>, kind: ActivityKindId) -> Option<(ActivityKindId, NaiveDate, Done)> {
    let cx = reading.cx;
    let name = activity_field(kind);
    let fields = reading.form.fields();
    if !fields.flag(&name) {
        return None;
    }
    let done = Done {
        customer_took_part: fields.flag(&format!("{name}.customer")),
        result: fields.text(&format!("{name}.result")).chars().take(TEXT).collect(),
    };
    let on = format!("{name}.on");
    let day = reading
        .day(on.clone(), t!(cx, "move-fill-done-on"))?
        .unwrap_or(cx.today());
    if day > cx.today() {
        let value = reading.form.value(&on).to_owned();
        let label = t!(cx, "move-fill-done-on");
        let message = t!(cx, "deal-form-not-later", label = label, value = value);
        reading.form.wrong(on, message);
        return None;
    }
    Some((kind, day, done))
}
