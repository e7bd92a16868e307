//! `GET /deals/{id}`: everything about a deal on one page, in the drawer or by itself.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::fields::QueryFields;

use super::answer::seen;
use crate::{
    activities::{About, QuickLog},
    cx::Cx,
    deals::{
        self, Colour, Criterion, CriterionKind, Deal, DealContact, DecisionPart, Entry, Field, Line, Member, Outcome,
        Place, Reading, Step,
    },
    deals::{facts::DealFacts, next_action::NextAction, timeline},
    error::Result,
    hearing,
    ids::DealId,
    live,
    money::Money,
    page::Page,
    pipelines::{self, PhaseKind},
    qualification::Panel,
    questionnaires, t,
    touches::Course,
};

/// `GET /deals/{id}`.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn show(cx: Cx, Path(id): Path<DealId>, QueryFields(query): QueryFields) -> Result<Response> {
    let deal = seen(&cx, id).await?;
    let own_frame = format!("deal_{id}");
    let mut page = cx.page(deal.title.clone()).under(t!(cx, "deals"));
    // Any other frame, such as a dialog after its form, finds what it needs in the whole page.
    page.frame = page.frame.filter(|frame| frame == "drawer" || *frame == own_frame);
    let in_drawer = page.frame.as_deref() == Some("drawer") || query.text("in") == "drawer";
    let limit = (!query.flag("all")).then_some(timeline::FIRST);
    let words = cx.texts();
    let phase = pipelines::phase(cx.db(), deal.phase_id).await?;
    let facts = DealFacts::read(&cx.app, &deal).await?;
    let next = NextAction::read(&cx.app, &deal).await?;
    let next_label = next.as_ref().map(|next| next.label(&page));
    let rules = deals::rules_for(&phase, &cx.actor.workspace);
    let clocks = deals::Facts::from(&deal);
    let readings = deals::ClockWords::new(&rules, &clocks, cx.now, words).readings(next_label.as_deref());
    let (entries, more) = timeline::timeline(&cx.app, &cx.actor, &deal, words, limit).await?;
    let phases = pipelines::phases(cx.db(), deal.pipeline_id).await?;
    let next_phase = phases
        .into_iter()
        .find(|next| next.position > phase.position && next.kind == PhaseKind::Selling);
    let view = ShowPage {
        own: page.frame.as_deref() == Some(own_frame.as_str()),
        in_drawer,
        live_after: live::newest(&cx.app).await?.0,
        way: deals::way_of(cx.db(), &deal, cx.zone()).await?,
        criteria: deals::criteria_of(cx.db(), &deal).await?,
        contacts: deals::contacts_of(cx.db(), id).await?,
        members: deals::members_of(cx.db(), id).await?,
        qualification: Panel::read(&cx, &deal).await?,
        questionnaires: questionnaires::Panel::read(&cx, questionnaires::AboutId::Deal(id)).await?,
        quick_log: QuickLog::about(&cx, About::Deal(id)).await?,
        lines: deals::lines_of(cx.db(), id).await?,
        course: Course::of_deal(&cx, &page, &deal).await?,
        hearing: hearing::Panel::read(&cx, &page, &deal).await?,
        next_phase: next_phase.map(|phase| phase.name),
        days_in_phase: (cx.today() - deal.phase_since.day(cx.zone())).num_days(),
        deal,
        facts,
        next,
        readings,
        entries,
        more,
        page,
    };
    cx.html(&view)
}

#[derive(Template)]
#[template(path = "deals/views/show.html")]
struct ShowPage {
    page: Page,
    deal: Deal,
    /// Only the content of the deal's own frame is asked for.
    own: bool,
    in_drawer: bool,
    live_after: i64,
    facts: DealFacts,
    way: Vec<Step>,
    days_in_phase: i64,
    readings: Vec<Reading>,
    next: Option<NextAction>,
    next_phase: Option<String>,
    criteria: Vec<Criterion>,
    contacts: Vec<DealContact>,
    members: Vec<Member>,
    lines: Vec<Line>,
    hearing: hearing::Panel,
    quick_log: QuickLog,
    course: Course,
    qualification: Panel,
    questionnaires: questionnaires::Panel,
    entries: Vec<Entry>,
    more: bool,
}

impl ShowPage {
    fn is_open(&self) -> bool {
        self.deal.outcome == Outcome::Open
    }

    /// Open or on hold: it can still be won or lost.
    fn is_undecided(&self) -> bool {
        matches!(self.deal.outcome, Outcome::Open | Outcome::OnHold)
    }

    /// What is wrong, the worst first.
    fn signs(&self) -> Vec<&Reading> {
        let mut signs: Vec<&Reading> = self.readings.iter().filter(|sign| !sign.sentence.is_empty()).collect();
        signs.sort_by_key(|sign| std::cmp::Reverse(sign.colour));
        signs
    }

    fn amount(&self) -> String {
        self.deal
            .money()
            .map_or_else(|| t!(self.page, "deal-not-set"), |money| money.to_string())
    }

    fn expected_close(&self) -> String {
        self.deal
            .expected_close_on
            .map_or_else(|| t!(self.page, "deal-not-set"), |day| self.page.day(day))
    }

    fn probability(&self) -> String {
        if self.deal.probability_by_hand {
            t!(self.page, "deal-probability-by-hand", percent = self.deal.probability)
        } else {
            format!("{}%", self.deal.probability)
        }
    }

    fn channel(&self) -> String {
        self.facts
            .channel
            .clone()
            .unwrap_or_else(|| t!(self.page, "deal-not-set"))
    }

    fn member_names(&self) -> String {
        let names: Vec<&str> = self.members.iter().map(|member| member.name.as_str()).collect();
        names.join(&t!(self.page, "told-list"))
    }

    fn outcome_name(&self) -> String {
        match self.deal.outcome {
            Outcome::Open => t!(self.page, "outcome-open"),
            Outcome::Won => t!(self.page, "outcome-won"),
            Outcome::Lost => t!(self.page, "outcome-lost"),
            Outcome::OnHold => t!(self.page, "outcome-on-hold"),
        }
    }

    /// 「失注 11/20（金）」 among the facts; nothing while it is open.
    fn outcome_note(&self) -> Option<String> {
        let day = match self.deal.outcome {
            Outcome::Open => return None,
            Outcome::Won => self.deal.won_on,
            Outcome::Lost => self.deal.closed_at.map(|at| self.page.day_of(at)),
            Outcome::OnHold => self.deal.hold_until,
        };
        let (name, day) = (self.outcome_name(), day.map(|day| self.page.day(day)));
        Some(match day {
            None => name,
            Some(day) if self.deal.outcome == Outcome::OnHold => t!(self.page, "deal-held-until", day = day),
            Some(day) => format!("{name} {day}"),
        })
    }

    /// How it ended, in lines.
    fn outcome_lines(&self) -> Vec<String> {
        let deal = &self.deal;
        let mut lines = Vec::new();
        match deal.outcome {
            Outcome::Open => {}
            Outcome::Won => lines.extend(self.outcome_note()),
            Outcome::OnHold => lines.extend(self.outcome_note()),
            Outcome::Lost => {
                let competitor = self.facts.competitor.as_deref().unwrap_or("");
                match self.facts.loss_reason.as_deref() {
                    Some(reason) if competitor.is_empty() => lines.push(reason.to_owned()),
                    Some(reason) => lines.push(t!(self.page, "told-lost-to", reason = reason, competitor = competitor)),
                    None => {}
                }
                if !deal.loss_customer_words.is_empty() {
                    lines.push(t!(
                        self.page,
                        "deal-customer-said",
                        words = deal.loss_customer_words.as_str()
                    ));
                }
                if !deal.loss_our_guess.is_empty() {
                    lines.push(t!(self.page, "deal-we-guess", words = deal.loss_our_guess.as_str()));
                }
                if let Some(day) = deal.come_back_on {
                    lines.push(t!(self.page, "deal-come-back-on", day = self.page.day(day)));
                }
            }
        }
        lines
    }

    fn clock_icon(&self, colour: Colour) -> String {
        self.page.icon(&format!("clock-{}", colour.code()))
    }

    fn colour_name(&self, colour: Colour) -> String {
        match colour {
            Colour::Red => t!(self.page, "clock-red"),
            Colour::Yellow => t!(self.page, "clock-yellow"),
            Colour::Blue => t!(self.page, "clock-blue"),
            Colour::Grey => t!(self.page, "clock-grey"),
        }
    }

    fn criterion_name(&self, criterion: &Criterion) -> String {
        criterion.name(self.page.words)
    }

    fn part_name(&self, contact: &DealContact) -> String {
        contact.part.name(self.page.words)
    }

    fn day(&self, entry: &Entry) -> String {
        self.page.day(self.page.day_of(entry.at))
    }

    fn iso_day(&self, entry: &Entry) -> String {
        self.page.day_of(entry.at).to_string()
    }

    fn opened(&self) -> String {
        self.page.day(self.page.day_of(self.deal.opened_at))
    }

    fn decides(&self, contact: &DealContact) -> bool {
        contact.part == DecisionPart::Decides
    }

    fn opposes(&self, contact: &DealContact) -> bool {
        contact.part == DecisionPart::Opposes
    }

    fn money(&self, amount: i64) -> String {
        Money::new(amount, self.deal.money_currency()).to_string()
    }

    fn sum(&self) -> Option<i64> {
        deals::sum(&self.lines).filter(|_| !self.lines.is_empty())
    }

    /// The sum of the lines when it differs from the amount: it can be taken over.
    fn other_sum(&self) -> Option<i64> {
        self.sum().filter(|sum| Some(*sum) != self.deal.amount)
    }

    fn plain(&self, amount: i64) -> String {
        Money::new(amount, self.deal.money_currency()).plain()
    }

    /// Below the name of a phase on the way.
    fn step_note(&self, step: &Step) -> String {
        let entered = step.entered_on.map(|day| self.page.month_day(day));
        match (step.place, entered) {
            (Place::Skipped, _) => t!(self.page, "deal-way-skipped"),
            (Place::Now, Some(day)) if self.is_open() => {
                t!(self.page, "deal-way-since", day = day, days = self.days_in_phase)
            }
            (Place::Passed | Place::Now, Some(day)) => day,
            _ => String::new(),
        }
    }

    fn criterion_state(&self, criterion: &Criterion) -> String {
        if !criterion.met {
            return t!(self.page, "criterion-is-open");
        }
        match (criterion.met_at, criterion.field) {
            (Some(at), _) => self.page.month_day(self.page.day_of(at)),
            (None, Some(Field::Amount)) => self.amount(),
            (None, Some(Field::ExpectedCloseOn)) => self.expected_close(),
            (None, Some(Field::Channel)) => self.facts.channel.clone().unwrap_or_default(),
            (None, _) => t!(self.page, "criterion-is-met"),
        }
    }

    /// Where what is missing can be filled in.
    fn criterion_url(&self, criterion: &Criterion) -> String {
        let id = self.deal.id;
        if let Some((question, _)) = &criterion.question {
            return format!("/deals/{id}/hearing#question_{question}");
        }
        match (criterion.field, criterion.activity_kind_id) {
            (Some(Field::Contact | Field::DecidingContact), _) => format!("/deals/{id}/people"),
            (Some(Field::Product), _) => format!("/deals/{id}/products"),
            (Some(Field::Interest), _) => format!("/deals/{id}/interest"),
            (Some(Field::NextAction), _) => format!("/activities/new?deal={id}"),
            (Some(_), _) => format!("/deals/{id}/edit"),
            (None, Some(kind)) => format!("/activities/new?deal={id}&kind={kind}"),
            (None, None) => match criterion.item_id {
                Some(item) => format!("/deals/{id}/qualification/{item}"),
                None => String::new(),
            },
        }
    }

    /// A question is answered on the page of the hearing, the rest in a dialog.
    fn criterion_frame(&self, criterion: &Criterion) -> &'static str {
        if criterion.question.is_some() { "_top" } else { "dialog" }
    }

    fn is_tickable(&self, criterion: &Criterion) -> bool {
        criterion.kind == CriterionKind::Check && self.is_open() && self.page.may_write()
    }
}
