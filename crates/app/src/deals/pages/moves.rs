//! `GET /deals/{id}/moves/new`, `POST /deals/{id}/moves`, `POST /deals/{id}/moves/undo`: to another phase, with what is
//! missing for it filled in on the way, and back.

use askama::Template;
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse as _, Response},
};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
    turbo::Streams,
};
use serde_json::{Map, Value, json};

use super::answer::{form_page, seen_to_change};
use crate::{
    cx::Cx,
    deals::{
        self, Criterion, Deal, Move, Moved, Outcome,
        company_choice::CompanyChoice,
        fill::{self, Input, Item, Offer},
        form::Reading,
    },
    error::{Error, Result},
    form::Form,
    ids::{DealId, PhaseId},
    page::Page,
    pipelines::{self, Phase},
    qualification,
    questions::FieldView,
    t,
};

/// `GET /deals/{id}/moves/new`: where to; with `?phase_id=` the sheet for that phase. As JSON: what each phase misses.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see, [`Error::Forbidden`] for a viewer, [`Error::Invalid`] for a
/// deal that cannot be moved.
pub async fn new_move(cx: Cx, Path(id): Path<DealId>, QueryFields(query): QueryFields) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let phases = targets(&cx, &deal).await?;
    let lacking = deals::missing(cx.db(), &deal).await?;
    if cx.wants.json {
        return Ok(Json(json!({ "missing": sentences(&cx, &deal, &phases, &lacking) })).into_response());
    }
    if query.has("phase_id") {
        let sheet = Sheet::fresh(&cx, deal, to(&query)?, lacking).await?;
        return sheet.answer(&cx).await;
    }
    let page = form_page(&cx, t!(cx, "move-title"));
    cx.html(&NewMovePage { page, deal, phases })
}

/// `POST /deals/{id}/moves`: `phase_id`, `version`; from the sheet also `sheet`, `fill.…` and `override_reason`.
///
/// # Errors
/// As [`new_move`]; [`Error::Stale`] when somebody else was quicker and no sheet is open.
pub async fn create_move(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let phase = to(&fields)?;
    let is_sheet = fields.flag("sheet");
    let lacking = deals::missing(cx.db(), &deal).await?;
    let mut sheet = Sheet::typed(&cx, deal, phase, lacking, fields).await?;
    let filled = if is_sheet {
        sheet.read(&cx).await?
    } else {
        sheet.suggest(&cx).await?;
        fill::Fill::default()
    };
    if !sheet.form.is_good() {
        return sheet.answer(&cx).await;
    }
    let wish = Move {
        to: phase,
        version: None,
        override_reason: sheet.override_reason(),
    };
    let version = sheet.form.fields().number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let before = deals::open_for_change(&tx, id, Some(version)).await?;
    fill::apply(&mut tx, &before, filled).await?;
    match deals::move_to(&mut tx, id, wish).await? {
        Moved::Done { deal, from } => {
            tx.commit().await?;
            moved(&cx, &deal, from).await
        }
        Moved::Missing(still) => {
            tx.rollback().await?;
            if is_sheet {
                sheet.say_missing(&cx, &still);
            }
            sheet.answer(&cx).await
        }
    }
}

/// `POST /deals/{id}/moves/undo`: takes back the newest move, win, loss or hold of one's own, at once.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as everywhere, [`Error::Stale`] when it is too late.
pub async fn undo_move(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let before = seen_to_change(&cx, id).await?;
    let mut tx = cx.begin().await?;
    let deal = deals::undo_move(&mut tx, id, fields.number("version").unwrap_or(0)).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "move-undone", title = deal.title.as_str()));
    answer(&cx, &deal, [before.phase_id, deal.phase_id], toast).await
}

fn to(fields: &Fields) -> Result<PhaseId> {
    fields.number("phase_id").map(PhaseId).ok_or(Error::NotFound)
}

/// The phases a deal can be in: selling ones while it is open, follow-up ones once it is won.
async fn targets(cx: &Cx, deal: &Deal) -> Result<Vec<Phase>> {
    if matches!(deal.outcome, Outcome::Lost | Outcome::OnHold) {
        return Err(Error::Invalid(t!(cx, "deal-move-closed")));
    }
    let mut phases = pipelines::phases(cx.db(), deal.pipeline_id).await?;
    phases.retain(|phase| deals::outcome_in(phase.kind) == deal.outcome);
    Ok(phases)
}

/// For each phase ahead a sentence of what it misses: the criteria are those of the phase that is left.
fn sentences(cx: &Cx, deal: &Deal, phases: &[Phase], lacking: &[Criterion]) -> Map<String, Value> {
    let here = phases.iter().find(|phase| phase.id == deal.phase_id);
    let ahead = phases
        .iter()
        .filter(|phase| here.is_some_and(|here| phase.position > here.position));
    if lacking.is_empty() {
        return Map::new();
    }
    let sentence = missing_words(cx, lacking);
    ahead
        .map(|phase| (phase.id.to_string(), Value::from(sentence.clone())))
        .collect()
}

fn missing_words(cx: &Cx, lacking: &[Criterion]) -> String {
    let words = cx.texts();
    let names: Vec<String> = lacking.iter().map(|criterion| criterion.name(words)).collect();
    let names = names.join(&t!(words, "move-and"));
    t!(words, "move-missing", count = lacking.len(), names = names)
}

async fn moved(cx: &Cx, deal: &Deal, from: PhaseId) -> Result<Response> {
    let phase = pipelines::phase(cx.db(), deal.phase_id).await?;
    let text = t!(
        cx,
        "move-done",
        title = deal.title.as_str(),
        phase = phase.name.as_str()
    );
    let mut toast = Toast::new(text);
    if from != deal.phase_id {
        let version = vec![("version".to_owned(), deal.version.to_string())];
        toast = toast.with_undo(format!("/deals/{}/moves/undo", deal.id), version);
    }
    answer(cx, deal, [from, deal.phase_id], toast).await
}

/// What changed on the page one is on; without Turbo the board.
async fn answer(cx: &Cx, deal: &Deal, phases: [PhaseId; 2], toast: Toast) -> Result<Response> {
    if !cx.wants.streams {
        return Ok(cx.see(&format!("/board?pipeline={}", deal.pipeline_id), Some(toast)));
    }
    let mut frames = phases.map(|phase| format!("column_{phase}")).to_vec();
    frames.dedup();
    frames.extend(["totals".to_owned(), format!("deal_{}", deal.id)]);
    Ok(cx.toast_stream(Streams::new().reload(frames), toast)?.into_response())
}

/// Where to, for those who have no menu.
#[derive(Template)]
#[template(path = "deals/views/move_new.html")]
struct NewMovePage {
    page: Page,
    deal: Deal,
    phases: Vec<Phase>,
}

impl NewMovePage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }
}

/// What is missing for a move, to be filled in and confirmed in one movement.
struct Sheet {
    form: Form,
    deal: Deal,
    to: PhaseId,
    lacking: Vec<Criterion>,
    items: Vec<Item>,
    asked: Vec<qualification::Item>,
    offer: Offer,
    company: CompanyChoice,
}

#[derive(Template)]
#[template(path = "deals/views/move_sheet.html", blocks = ["content"])]
struct SheetPage {
    page: Page,
    form: Form,
    deal: Deal,
    from: String,
    to: Phase,
    items: Vec<Item>,
    offer: Offer,
    company: CompanyChoice,
    may_override: bool,
    /// A page of its own, which the board follows; not a dialog over what changes.
    whole: bool,
}

impl SheetPage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }

    /// 「原価管理パッケージ　提案 → クロージング」
    fn way(&self) -> String {
        format!("{}　{} → {}", self.deal.title, self.from, self.to.name)
    }

    fn amount_label(&self) -> String {
        t!(self.page, "deal-form-amount-in", currency = self.deal.currency.as_str())
    }

    fn overrides(&self) -> bool {
        self.form.fields().flag("override") || !self.form.value("override_reason").is_empty()
    }
}

impl Sheet {
    async fn typed(cx: &Cx, deal: Deal, to: PhaseId, lacking: Vec<Criterion>, fields: Fields) -> Result<Self> {
        let asked = qualification::items_of(cx.db(), &deal).await?;
        let items: Vec<Item> = lacking
            .iter()
            .map(|criterion| Item::new(criterion, cx, &deal, &asked))
            .collect();
        Ok(Self {
            asked,
            form: Form::new(cx.texts(), fields),
            offer: Offer::read(cx, &deal, &items).await?,
            deal,
            to,
            lacking,
            items,
            company: CompanyChoice::default(),
        })
    }

    async fn fresh(cx: &Cx, deal: Deal, to: PhaseId, lacking: Vec<Criterion>) -> Result<Self> {
        let mut fields = Fields::default();
        fields.set("version", deal.version.to_string());
        let mut sheet = Self::typed(cx, deal, to, lacking, fields).await?;
        sheet.suggest(cx).await?;
        Ok(sheet)
    }

    /// What a sheet that nobody has filled in yet begins with.
    async fn suggest(&mut self, cx: &Cx) -> Result<()> {
        for (name, value) in fill::suggestions(cx, &self.lacking).await? {
            self.form.set(&name, value);
        }
        fill::suggest_facts(cx, &self.deal, &self.lacking, &self.items, &mut self.form).await
    }

    /// Reads what was typed; what is wrong about it then stands in the form.
    async fn read(&mut self, cx: &Cx) -> Result<fill::Fill> {
        let mut reading = Reading {
            cx,
            form: self.form.clone(),
        };
        let (filled, company) = fill::read(&mut reading, &self.deal, &self.lacking, &self.items, &self.offer).await?;
        self.company = company;
        self.form = reading.form;
        if self.form.fields().flag("override") && self.override_reason().is_none() {
            self.form.wrong("override_reason", t!(cx, "move-override-why"));
        }
        if self.form.fields().number("version") != Some(self.deal.version) {
            self.form.stale(self.deal.version);
        }
        Ok(filled)
    }

    fn override_reason(&self) -> Option<String> {
        let reason = self.form.value("override_reason");
        (!reason.is_empty()).then(|| reason.to_owned())
    }

    fn say_missing(&mut self, cx: &Cx, still: &[Criterion]) {
        for criterion in still {
            let item = Item::new(criterion, cx, &self.deal, &self.asked);
            let message = t!(cx, "move-still-missing", item = item.label.as_str());
            self.form.wrong(item.field(), message);
        }
    }

    /// 422, as something is asked; 200 when the sheet was asked for.
    async fn answer(self, cx: &Cx) -> Result<Response> {
        let status = if self.form.fields().has("phase_id") && self.form.is_good() {
            axum::http::StatusCode::UNPROCESSABLE_ENTITY
        } else {
            self.form.status()
        };
        let from = pipelines::phase(cx.db(), self.deal.phase_id).await?;
        let to = pipelines::phase(cx.db(), self.to).await?;
        let in_stream = cx.wants.streams && cx.wants.frame.is_none();
        let page = form_page(cx, t!(cx, "move-to", phase = to.name.as_str()));
        let page = SheetPage {
            whole: page.frame.is_none() && !in_stream,
            page,
            form: self.form,
            deal: self.deal,
            from: from.name,
            to,
            items: self.items,
            offer: self.offer,
            company: self.company,
            may_override: cx.actor.may_override(),
        };
        if in_stream {
            let streams = Streams::new().update("dialog", &page.as_content().render()?);
            return Ok((status, streams).into_response());
        }
        cx.html_with(status, &page)
    }
}
