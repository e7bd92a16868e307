//! `GET /board`, its columns and its totals.

use askama::Template;
use axum::{
    extract::Path,
    response::{Html, IntoResponse as _, Response},
};
use kit::fields::{Fields, QueryFields};

use super::{
    DealFilter, FilterChoices, FilterForm,
    board::{self, Asked, Total},
    board_cards::{self, CardPage, PAGE, Wish},
    board_order::Cursor,
    board_parts::{Acts, BarView, CardsView, ColumnView, TotalsView},
    board_view::{Drawing, currencies},
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    ids::{EventId, PhaseId, PipelineId},
    live,
    page::Page,
    pipelines::{self, Phase, Pipeline},
    qualification::AskedItems,
    saved_views::SavedViews,
    t,
};

/// A column that was scrolled far is reloaded as far, up to so many cards.
const MOST_CARDS: usize = 1000;

#[derive(Template)]
#[template(path = "deals/views/board.html")]
struct BoardPage {
    page: Page,
    query: String,
    filters: FilterForm,
    bar: BarView,
    saved: SavedViews,
    refused: Vec<String>,
    as_of: Option<String>,
    today_url: String,
    none_match: bool,
    totals: TotalsView,
    columns: Vec<ColumnView>,
    acts: Option<Acts>,
    live_after: EventId,
}

#[derive(Template)]
#[template(path = "deals/views/board_empty.html")]
struct EmptyPage {
    page: Page,
    title: String,
    text: String,
    act: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "deals/views/board_column_frame.html")]
struct ColumnFrame {
    page: Page,
    column: ColumnView,
    acts: Option<Acts>,
}

#[derive(Template)]
#[template(path = "deals/views/board_cards_frame.html")]
struct CardsFrame {
    frame: String,
    cards: CardsView,
    acts: Option<Acts>,
}

#[derive(Template)]
#[template(path = "deals/views/board_totals_frame.html")]
struct TotalsFrame {
    page: Page,
    totals: TotalsView,
}

/// `GET /`: to the board, where the day begins.
pub async fn home(cx: Cx) -> Response {
    cx.see("/board", None)
}

/// `GET /board`.
///
/// # Errors
/// [`Error::NotFound`] for a pipeline that is not in use, [`Error::Invalid`] for a day that cannot be read.
pub async fn show(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let pipelines = pipelines::pipelines(cx.db()).await?;
    let Some(pipeline) = chosen(&pipelines, &query)? else {
        return without_pipeline(&cx);
    };
    // Before anything else is read: what happens from here on comes over the live stream.
    let live_after = live::newest(&cx.app).await?;
    let asked = Asked::parse(&query, pipeline, &cx.actor, cx.now)?;
    let phases = phases(&cx, &asked).await?;
    let query = kept(&query, pipeline);
    let filter = DealFilter::parse(&query, &cx.actor, cx.now);
    let ((totals, any_colour), choices, saved) = tokio::try_join!(
        read_totals(&cx, &asked, &phases),
        FilterChoices::load(&cx, &filter),
        SavedViews::load(&cx, "/board", &query),
    )?;
    let is_empty = nothing(&totals);
    let is_narrowed = !asked.filter.is_empty() || asked.as_of.is_some();
    if is_empty && !is_narrowed && !board::has_any(&cx.app, &cx.actor).await? {
        return without_deals(&cx);
    }
    let phases = shown(phases, &totals);
    let pages = read_cards(&cx, &asked, &phases, &totals).await?;
    let page = cx.page(t!(cx, "board-title")).fixed();
    let items = AskedItems::read(cx.db()).await?;
    let drawing = Drawing::new(&cx, &asked, &page, &query, &phases).with_items(items);
    let columns = phases
        .iter()
        .zip(pages)
        .map(|(phase, cards)| drawing.column(phase, &totals, cards))
        .collect();
    let (acts, totals) = (drawing.acts(), drawing.totals(&phases, &totals, &any_colour));
    let lang = cx.texts().lang();
    cx.html(&BoardPage {
        filters: FilterForm::new(&cx, "/board", &query, &filter, &choices).on_board(),
        bar: drawing.bar(),
        saved,
        refused: asked.filter.refused.clone(),
        as_of: asked.as_of.map(|day| japan::long_date(day, lang)),
        today_url: format!("/board?{}", query.with("as_of", "").encode()),
        none_match: is_narrowed && is_empty,
        totals,
        columns,
        acts,
        live_after,
        query: query.encode(),
        page,
    })
}

/// `GET /board/columns/{phase}`: the frame of a column, or of a later page of it.
///
/// # Errors
/// [`Error::NotFound`] for a phase that never was, or a place that is in no column.
pub async fn column(cx: Cx, Path(phase): Path<PhaseId>, QueryFields(query): QueryFields) -> Result<Response> {
    let phase = pipelines::phase(cx.db(), phase).await?;
    let asked = Asked::parse(&query, phase.pipeline_id, &cx.actor, cx.now)?;
    let after = cursor(&query)?;
    let (limit, before) = (limit(&query), number(&query, "shown"));
    let query = kept(&query, phase.pipeline_id);
    let Some(frame) = cx.wants.frame.clone() else {
        return Ok(cx.see(&format!("/board?{}", query.encode()), None));
    };
    let phases = [phase];
    let totals = board::totals(&cx.app, &cx.actor, &asked, &phases).await?;
    let [phase] = &phases;
    let is_later = after.is_some();
    let wish = wish(&cx, phase, &totals, after, limit);
    let cards = match wish {
        Some(wish) => board_cards::cards(&cx.app, &cx.actor, &asked, &[wish]).await?.pop(),
        None => None,
    };
    let cards = cards.unwrap_or_default();
    let page = cx.page(phase.name.clone());
    let items = AskedItems::read(cx.db()).await?;
    let drawing = Drawing::new(&cx, &asked, &page, &query, &phases).with_items(items);
    let acts = drawing.acts();
    if is_later {
        let deals = totals.iter().map(|total| total.deals).sum();
        let cards = drawing.cards(phase, deals, before, cards);
        return fragment(&CardsFrame { frame, cards, acts });
    }
    let column = drawing.column(phase, &totals, cards);
    fragment(&ColumnFrame { page, column, acts })
}

/// `GET /board/totals`: the frame with the sums and the colours of all columns.
///
/// # Errors
/// As [`show`].
pub async fn totals(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let pipelines = pipelines::pipelines(cx.db()).await?;
    let pipeline = chosen(&pipelines, &query)?.ok_or(Error::NotFound)?;
    let asked = Asked::parse(&query, pipeline, &cx.actor, cx.now)?;
    let phases = phases(&cx, &asked).await?;
    let query = kept(&query, pipeline);
    if cx.wants.frame.is_none() {
        return Ok(cx.see(&format!("/board?{}", query.encode()), None));
    }
    let (totals, any_colour) = read_totals(&cx, &asked, &phases).await?;
    let page = cx.page(t!(cx, "board-title"));
    let drawing = Drawing::new(&cx, &asked, &page, &query, &phases);
    let totals = drawing.totals(&phases, &totals, &any_colour);
    fragment(&TotalsFrame { page, totals })
}

fn fragment(template: &impl Template) -> Result<Response> {
    Ok(Html(template.render()?).into_response())
}

/// The pipeline asked for, or the first; none before there is any.
fn chosen(pipelines: &[Pipeline], query: &Fields) -> Result<Option<PipelineId>> {
    let asked = query.text("pipeline");
    if asked.is_empty() {
        return Ok(pipelines.first().map(|pipeline| pipeline.id));
    }
    let found = pipelines.iter().find(|pipeline| pipeline.id.to_string() == asked);
    found.map(|pipeline| Some(pipeline.id)).ok_or(Error::NotFound)
}

/// What of the URL says which board this is; links and frames carry it on.
fn kept(query: &Fields, pipeline: PipelineId) -> Fields {
    let names = DealFilter::NAMES
        .into_iter()
        .filter(|name| !matches!(*name, "pipeline" | "phase" | "outcome"));
    let mut kept = Fields::default();
    kept.set("pipeline", pipeline.to_string());
    for name in names.chain(["order", "as_of"]) {
        for value in query.all(name) {
            kept.add(name, value);
        }
    }
    kept
}

async fn phases(cx: &Cx, asked: &Asked) -> Result<Vec<Phase>> {
    if asked.as_of.is_some() {
        pipelines::all_phases(cx.db(), asked.pipeline).await
    } else {
        pipelines::phases(cx.db(), asked.pipeline).await
    }
}

/// A retired phase has a column for the days on which deals were in it.
fn shown(mut phases: Vec<Phase>, totals: &[Total]) -> Vec<Phase> {
    phases.retain(|phase| phase.retired_at.is_none() || totals.iter().any(|total| total.phase == phase.id));
    phases
}

fn nothing(totals: &[Total]) -> bool {
    totals.iter().all(|total| total.deals == 0)
}

/// What is asked for, and the same without a filter by colour.
async fn read_totals(cx: &Cx, asked: &Asked, phases: &[Phase]) -> Result<(Vec<Total>, Vec<Total>)> {
    let totals = board::totals(&cx.app, &cx.actor, asked, phases).await?;
    let any_colour = if asked.filter.colours.is_empty() {
        totals.clone()
    } else {
        board::totals(&cx.app, &cx.actor, &asked.in_any_colour(), phases).await?
    };
    Ok((totals, any_colour))
}

/// The first page of every column, in the order of the phases.
async fn read_cards(cx: &Cx, asked: &Asked, phases: &[Phase], totals: &[Total]) -> Result<Vec<CardPage>> {
    let wishes: Vec<Option<Wish>> = phases.iter().map(|phase| wish(cx, phase, totals, None, PAGE)).collect();
    let filled: Vec<Wish> = wishes.iter().flatten().cloned().collect();
    let mut read = board_cards::cards(&cx.app, &cx.actor, asked, &filled)
        .await?
        .into_iter();
    let page = |wish: Option<Wish>| wish.and_then(|_| read.next()).unwrap_or_default();
    Ok(wishes.into_iter().map(page).collect())
}

/// What to read of a column; nothing of an empty one.
fn wish(cx: &Cx, phase: &Phase, totals: &[Total], after: Option<Cursor>, limit: usize) -> Option<Wish> {
    let currencies = currencies(totals, phase.id, cx.actor.workspace.currency);
    (!currencies.is_empty()).then_some(Wish {
        phase: phase.id,
        kind: phase.kind,
        currencies,
        after,
        limit,
    })
}

fn cursor(query: &Fields) -> Result<Option<Cursor>> {
    match query.text("after") {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Error::NotFound),
    }
}

fn limit(query: &Fields) -> usize {
    number(query, "cards").next_multiple_of(PAGE).clamp(PAGE, MOST_CARDS)
}

fn number(query: &Fields, name: &str) -> usize {
    let number = query.number(name).and_then(|number| usize::try_from(number).ok());
    number.map_or(0, |number| number.min(1_000_000))
}

fn without_pipeline(cx: &Cx) -> Result<Response> {
    let may = cx.actor.may_administer();
    cx.html(&EmptyPage {
        page: cx.page(t!(cx, "board-title")),
        title: t!(cx, "board-no-pipeline-title"),
        text: if may {
            t!(cx, "board-no-pipeline")
        } else {
            t!(cx, "board-no-pipeline-ask")
        },
        act: may.then(|| ("/settings/pipelines/new", t!(cx, "board-no-pipeline-act"))),
    })
}

fn without_deals(cx: &Cx) -> Result<Response> {
    let may = cx.actor.may_write();
    cx.html(&EmptyPage {
        page: cx.page(t!(cx, "board-title")),
        title: if may {
            t!(cx, "board-no-deals-title")
        } else {
            t!(cx, "board-no-deals-title-viewer")
        },
        text: if may {
            t!(cx, "board-no-deals")
        } else {
            t!(cx, "board-no-deals-viewer")
        },
        act: may.then(|| ("/deals/new", t!(cx, "board-no-deals-act"))),
    })
}
