//! The filters of deals as a form, and in words: above the list, the board and the reports.

use std::collections::HashMap;

use askama::Template;
use kit::fields::Fields;

use super::{
    Close, Colour, DealFilter, Outcome, RelativePeriod,
    filter_selects::{
        Select, fact_selects, hearing_select, owner_select, phase_select, pipeline_select, select, texts,
    },
};
use crate::{
    accounts, companies,
    cx::Cx,
    error::Result,
    ids::{CompanyId, ItemId},
    masters::{self, Master},
    merges::{self, Kind},
    page::Page,
    pipelines::{self, Phase, Pipeline},
    qualification::{Item, every_item},
    t,
    text::Texts,
};

/// What can be filtered by, as far as the reader may know of it.
#[derive(Clone, Debug)]
pub struct FilterChoices {
    /// All there have ever been; forms offer those in use.
    pub pipelines: Vec<Pipeline>,
    /// Likewise, by pipeline and in its order.
    pub phases: Vec<Phase>,
    pub(super) people: Vec<(i64, String)>,
    teams: Vec<(i64, String)>,
    channels: Vec<(i64, String)>,
    products: Vec<(i64, String)>,
    touches: Vec<(i64, String)>,
    interests: Vec<(i64, String)>,
    /// Those of retired frameworks too; forms offer those that are asked.
    pub(super) items: Vec<Item>,
    /// Of a company that is filtered by; set by [`FilterChoices::load`].
    companies: HashMap<CompanyId, String>,
}

impl FilterChoices {
    /// Reads them for whoever asks. What is retired is offered too: old deals are filtered by it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(cx: &Cx, filter: &DealFilter) -> Result<Self> {
        let db = cx.db();
        let people = accounts::seen_people(db, &cx.actor).await?;
        let teams = accounts::seen_teams(db, &cx.actor).await?;
        Ok(Self {
            pipelines: pipelines::every_pipeline(db).await?,
            phases: pipelines::every_phase(db).await?,
            people: people.into_iter().map(|person| (person.id.0, person.name)).collect(),
            teams: teams.into_iter().map(|team| (team.id.0, team.name)).collect(),
            channels: named(masters::names(db, Master::Channel).await?),
            products: named(masters::names(db, Master::Product).await?),
            interests: interests(cx).await?,
            items: every_item(db).await?,
            touches: named(masters::names(db, Master::TouchKind).await?),
            companies: company_names(cx, &filter.companies).await?,
        })
    }
}

/// What these companies are called; one that was merged into another, as that one is.
async fn company_names(cx: &Cx, ids: &[CompanyId]) -> Result<HashMap<CompanyId, String>> {
    let mut names = companies::names(cx.db(), &cx.actor, ids.iter().copied()).await?;
    for id in ids {
        if names.contains_key(id) {
            continue;
        }
        let Some(now) = merges::survivor(cx.db(), Kind::Company, id.0).await? else {
            continue;
        };
        let found = companies::names(cx.db(), &cx.actor, [CompanyId(now)]).await?;
        names.extend(found.into_values().map(|name| (*id, name)));
    }
    Ok(names)
}

/// None at all, and those in use in the team's order.
async fn interests(cx: &Cx) -> Result<Vec<(i64, String)>> {
    let choices = masters::choices(cx.db(), Master::Interest, None).await?;
    let none = (0, t!(cx, "interest-none"));
    let choices = choices.into_iter().map(|choice| (choice.id, choice.name));
    Ok(std::iter::once(none).chain(choices).collect())
}

fn named(names: HashMap<i64, String>) -> Vec<(i64, String)> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by(|one, other| one.1.cmp(&other.1));
    names
}

/// The form, drawn by `{{ filters }}`. A GET form: the filters are the URL.
#[derive(Template)]
#[template(path = "deals/views/filters.html")]
pub struct FilterForm {
    page: Page,
    action: String,
    /// The rest of the query, such as columns and order, which a change of filters leaves as it is.
    kept: Vec<(String, String)>,
    clear: String,
    pipelines: Select,
    phases: Select,
    outcomes: Select,
    colours: Select,
    owners: Select,
    teams: Select,
    channels: Select,
    products: Select,
    hearing: Select,
    touches: Select,
    interests: Select,
    /// Of each item, with its number.
    facts: Vec<(ItemId, Select)>,
    closes: Select,
    close: Option<String>,
    close_from: String,
    close_to: String,
    company: Option<(String, String)>,
    text: String,
    any: bool,
    on_board: bool,
}

impl askama::filters::HtmlSafe for FilterForm {}

impl FilterForm {
    /// For a page at `action` that shows `fields` now. Whatever else the query says is kept.
    #[must_use]
    pub fn new(cx: &Cx, action: &str, fields: &Fields, filter: &DealFilter, choices: &FilterChoices) -> Self {
        let words = cx.texts();
        let others = |(name, value): &&(String, String)| {
            name != "page" && !value.is_empty() && !DealFilter::NAMES.contains(&name.as_str())
        };
        let kept: Vec<_> = fields.pairs().iter().filter(others).cloned().collect();
        let closes = close_choices(words);
        let closing = Select::new(
            "close",
            t!(words, "expected-close"),
            closes,
            &close_code(filter, fields),
            words,
        );
        Self {
            page: cx.page(""),
            action: action.to_owned(),
            clear: cleared(action, &kept),
            kept,
            pipelines: pipeline_select(filter, choices, words),
            phases: phase_select(filter, choices, words),
            outcomes: Select::new(
                "outcome",
                t!(words, "outcome"),
                Outcome::ALL
                    .map(|outcome| (outcome.code().to_owned(), outcome_name(outcome, words)))
                    .into(),
                &texts(filter.outcomes.iter().map(|outcome| outcome.code())),
                words,
            ),
            colours: Select::new(
                "colour",
                t!(words, "filter-colour"),
                Colour::ALL
                    .map(|colour| (colour.code().to_owned(), colour_name(colour, words)))
                    .into(),
                &texts(filter.colours.iter().map(|colour| colour.code())),
                words,
            ),
            owners: owner_select(filter, choices, cx),
            teams: select("team", t!(words, "team"), &choices.teams, texts(&filter.teams), words),
            channels: select(
                "channel",
                t!(words, "channel"),
                &choices.channels,
                texts(&filter.channels),
                words,
            ),
            products: select(
                "product",
                t!(words, "product"),
                &choices.products,
                texts(&filter.products),
                words,
            ),
            hearing: hearing_select(filter, words),
            touches: select(
                "touch",
                t!(words, "touch"),
                &choices.touches,
                texts(&filter.touches),
                words,
            ),
            interests: select(
                "interest",
                t!(words, "interest"),
                &choices.interests,
                texts(&filter.interests),
                words,
            ),
            facts: fact_selects(filter, choices, words),
            close: filter.close.map(|close| close_name(close, cx)),
            closes: closing,
            close_from: day_typed(filter, fields, "close_from"),
            close_to: day_typed(filter, fields, "close_to"),
            company: company(filter, choices, words),
            text: filter.text.clone(),
            any: !filter.is_empty(),
            on_board: false,
        }
    }

    /// For a board: one pipeline is always chosen, its phases are the columns, and it shows what is open.
    #[must_use]
    pub fn on_board(mut self) -> Self {
        self.on_board = true;
        if let Some(pipeline) = self.pipelines.chosen() {
            self.kept.retain(|(name, _)| name != "pipeline");
            let mut kept = vec![("pipeline".to_owned(), pipeline.value.clone())];
            kept.extend(self.kept.iter().cloned());
            self.clear = cleared(&self.action, &kept);
        }
        let narrowing = [
            &self.colours,
            &self.owners,
            &self.teams,
            &self.channels,
            &self.products,
            &self.hearing,
            &self.touches,
        ];
        self.any = narrowing.into_iter().any(|select| select.chosen().is_some())
            || self.close.is_some()
            || self.company.is_some()
            || self.qualified() > 0
            || !self.text.is_empty();
        self
    }

    /// How many of the filters behind 「見極め」 are in force.
    fn qualified(&self) -> usize {
        let facts = self.facts.iter().map(|(_, select)| select);
        let all = std::iter::once(&self.interests).chain(facts);
        all.filter(|select| select.chosen().is_some()).count()
    }

    /// How many of the filters behind 「ほかの条件」 are in force.
    fn more(&self) -> usize {
        [
            &self.channels,
            &self.products,
            &self.teams,
            &self.touches,
            &self.hearing,
        ]
        .into_iter()
        .filter(|select| select.chosen().is_some())
        .count()
    }
}

impl DealFilter {
    /// What is filtered by, one by one, in the reader's words: `["既存深耕", "失注", "佐藤 美咲"]`.
    #[must_use]
    pub fn describe(&self, cx: &Cx, choices: &FilterChoices) -> Vec<String> {
        let words = cx.texts();
        let form = FilterForm::new(cx, "", &Fields::default(), self, choices);
        let selects = [
            &form.pipelines,
            &form.phases,
            &form.outcomes,
            &form.colours,
            &form.owners,
            &form.teams,
            &form.channels,
            &form.products,
            &form.hearing,
            &form.touches,
        ];
        let mut said: Vec<String> = selects
            .into_iter()
            .filter_map(|select| select.chosen().map(|choice| choice.label.clone()))
            .collect();
        for select in std::iter::once(&form.interests).chain(form.facts.iter().map(|(_, select)| select)) {
            let state = select.chosen().map(|choice| choice.label.as_str());
            said.extend(state.map(|state| t!(words, "mark-says", item = select.label.as_str(), state = state)));
        }
        said.extend(form.close.map(|close| t!(words, "filter-close-said", close = close)));
        said.extend(form.company.map(|(_, name)| name));
        if !self.text.is_empty() {
            said.push(self.text.clone());
        }
        said
    }
}

fn cleared(action: &str, kept: &[(String, String)]) -> String {
    let mut fields = Fields::default();
    for (name, value) in kept {
        fields.add(name, value.as_str());
    }
    format!("{action}?{}", fields.encode()).trim_end_matches('?').to_owned()
}

fn company(filter: &DealFilter, choices: &FilterChoices, words: Texts) -> Option<(String, String)> {
    let ids = &filter.companies;
    let name = |id: &CompanyId| choices.companies.get(id).cloned();
    (!ids.is_empty()).then(|| (texts(ids).join(","), words.beside(ids.iter().filter_map(name))))
}

fn close_choices(words: Texts) -> Vec<(String, String)> {
    let relative = RelativePeriod::ALL.map(|period| (period.code().to_owned(), relative_name(period, words)));
    let mut all = vec![("overdue".to_owned(), t!(words, "filter-close-overdue"))];
    all.extend(relative);
    all.push(("unset".to_owned(), t!(words, "filter-close-unset")));
    all
}

/// What the select shows: nothing while days are typed, which win.
fn close_code(filter: &DealFilter, fields: &Fields) -> Vec<String> {
    match filter.close {
        None | Some(Close::Between(..)) => Vec::new(),
        Some(Close::Relative(period, ..)) => vec![period.code().to_owned()],
        Some(Close::Overdue(_)) => vec!["overdue".to_owned()],
        Some(Close::Unset) => vec!["unset".to_owned()],
        Some(Close::Period(..)) => vec![fields.text("close").to_owned()],
    }
}

/// As `<input type="date">` wants it, if it was understood.
fn day_typed(filter: &DealFilter, fields: &Fields, name: &str) -> String {
    let day = match filter.close {
        Some(Close::Between(from, to)) => {
            if name == "close_from" {
                from
            } else {
                to
            }
        }
        _ => None,
    };
    day.map_or_else(|| fields.text(name).to_owned(), |day| day.to_string())
}

fn close_name(close: Close, cx: &Cx) -> String {
    let (words, calendar, lang) = (cx.texts(), cx.actor.workspace.calendar(), cx.texts().lang());
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| japan::short_date(day, cx.today(), lang));
    match close {
        Close::Relative(period, ..) => relative_name(period, words),
        Close::Period(period, ..) => period.label(calendar, lang),
        Close::Between(from, to) => t!(words, "filter-close-between", from = day(from), to = day(to)),
        Close::Overdue(_) => t!(words, "filter-close-overdue"),
        Close::Unset => t!(words, "filter-close-unset"),
    }
}

fn relative_name(period: RelativePeriod, words: Texts) -> String {
    match period {
        RelativePeriod::ThisMonth => t!(words, "filter-this-month"),
        RelativePeriod::NextMonth => t!(words, "filter-next-month"),
        RelativePeriod::ThisQuarter => t!(words, "filter-this-quarter"),
        RelativePeriod::NextQuarter => t!(words, "filter-next-quarter"),
        RelativePeriod::ThisHalf => t!(words, "filter-this-half"),
        RelativePeriod::NextHalf => t!(words, "filter-next-half"),
        RelativePeriod::ThisYear => t!(words, "filter-this-year"),
        RelativePeriod::NextYear => t!(words, "filter-next-year"),
    }
}

/// What an outcome is called.
#[must_use]
pub fn outcome_name(outcome: Outcome, words: Texts) -> String {
    match outcome {
        Outcome::Open => t!(words, "outcome-open"),
        Outcome::Won => t!(words, "outcome-won"),
        Outcome::Lost => t!(words, "outcome-lost"),
        Outcome::OnHold => t!(words, "outcome-on-hold"),
    }
}

/// What a colour asks of the reader.
#[must_use]
pub fn colour_name(colour: Colour, words: Texts) -> String {
    match colour {
        Colour::Red => t!(words, "colour-red"),
        Colour::Yellow => t!(words, "colour-yellow"),
        Colour::Blue => t!(words, "colour-blue"),
        Colour::Grey => t!(words, "colour-gray"),
    }
}
