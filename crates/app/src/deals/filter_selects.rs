//! The choices of the filters of deals: what each offers, and what of it is chosen.

use super::{DealFilter, filter_form::FilterChoices};
use crate::{
    cx::Cx,
    ids::{ItemId, PipelineId},
    pipelines::{Phase, Pipeline},
    qualification::{Item, State},
    t,
    text::Texts,
};

/// One thing to filter by, and what it can be.
pub(super) struct Select {
    pub name: &'static str,
    pub label: String,
    pub options: Vec<Choice>,
}

/// One of them.
pub(super) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

impl Select {
    /// Offers these. Several that are chosen at once, which only a URL can do, become one choice of their own.
    pub fn new(name: &'static str, label: String, all: Vec<(String, String)>, chosen: &[String], words: Texts) -> Self {
        let mut options: Vec<Choice> = all
            .iter()
            .map(|(value, label)| Choice {
                value: value.clone(),
                label: label.clone(),
                chosen: chosen == [value.clone()],
            })
            .collect();
        if chosen.len() > 1 {
            let called = |value: &String| label_of(&all, value);
            let labels: Vec<String> = chosen.iter().map(called).collect();
            options.insert(
                0,
                Choice {
                    value: chosen.join(","),
                    label: labels.join(&t!(words, "filter-or")),
                    chosen: true,
                },
            );
        }
        Self { name, label, options }
    }

    /// What is filtered by.
    pub fn chosen(&self) -> Option<&Choice> {
        self.options.iter().find(|choice| choice.chosen)
    }
}

fn label_of(all: &[(String, String)], value: &str) -> String {
    let found = all.iter().find(|(known, _)| known == value);
    found.map_or_else(|| value.to_owned(), |(_, label)| label.clone())
}

pub(super) fn texts<V: ToString>(values: impl IntoIterator<Item = V>) -> Vec<String> {
    values.into_iter().map(|value| value.to_string()).collect()
}

pub(super) fn select(
    name: &'static str,
    label: String,
    all: &[(i64, String)],
    chosen: Vec<String>,
    words: Texts,
) -> Select {
    let all = all.iter().map(|(id, name)| (id.to_string(), name.clone()));
    Select::new(name, label, all.collect(), &chosen, words)
}

pub(super) fn hearing_select(filter: &DealFilter, words: Texts) -> Select {
    let code = |missing| if missing { "open" } else { "done" };
    let choices = vec![
        (code(true).to_owned(), t!(words, "hearing-filter-open")),
        (code(false).to_owned(), t!(words, "hearing-filter-done")),
    ];
    let chosen = texts(filter.hearing.map(code));
    Select::new("hearing", t!(words, "hearing-filter"), choices, &chosen, words)
}

pub(super) fn pipeline_select(filter: &DealFilter, choices: &FilterChoices, words: Texts) -> Select {
    let offered = |pipeline: &&Pipeline| pipeline.retired_at.is_none() || filter.pipelines.contains(&pipeline.id);
    let all = choices.pipelines.iter().filter(offered);
    let all: Vec<_> = all.map(|pipeline| (pipeline.id.0, pipeline.name.clone())).collect();
    select("pipeline", t!(words, "pipeline"), &all, texts(&filter.pipelines), words)
}

/// Those of the pipeline that is chosen; with several pipelines in play a phase says whose it is.
pub(super) fn phase_select(filter: &DealFilter, choices: &FilterChoices, words: Texts) -> Select {
    let in_play = |pipeline: PipelineId| filter.pipelines.is_empty() || filter.pipelines.contains(&pipeline);
    let several = choices.pipelines.iter().filter(|pipeline| in_play(pipeline.id)).count() > 1;
    let called = |phase: &Phase| {
        let pipeline = choices
            .pipelines
            .iter()
            .find(|pipeline| pipeline.id == phase.pipeline_id);
        match pipeline {
            Some(pipeline) if several => {
                t!(
                    words,
                    "filter-phase-of",
                    phase = phase.name.as_str(),
                    pipeline = pipeline.name.as_str()
                )
            }
            _ => phase.name.clone(),
        }
    };
    let offered = |phase: &&Phase| {
        filter.phases.contains(&phase.id) || (in_play(phase.pipeline_id) && phase.retired_at.is_none())
    };
    let all = choices.phases.iter().filter(offered);
    let all: Vec<_> = all.map(|phase| (phase.id.0, called(phase))).collect();
    select("phase", t!(words, "phase"), &all, texts(&filter.phases), words)
}

/// A choice of states for each item that is asked in the pipelines in play, and for those that are filtered by already.
pub(super) fn fact_selects(filter: &DealFilter, choices: &FilterChoices, words: Texts) -> Vec<(ItemId, Select)> {
    let in_play = |pipeline: &&Pipeline| {
        filter.pipelines.contains(&pipeline.id) || (filter.pipelines.is_empty() && pipeline.retired_at.is_none())
    };
    let pipelines = choices.pipelines.iter().filter(in_play);
    let frameworks: Vec<_> = pipelines.filter_map(|pipeline| pipeline.framework_id).collect();
    let is_asked = |item: &&Item| {
        (item.retired_at.is_none() && frameworks.contains(&item.framework_id))
            || filter.facts.items().any(|asked| asked == item.id)
    };
    let fact = |item: &Item| {
        let states = State::ALL.map(|state| (format!("{}:{}", item.id, state.code()), state.name(words)));
        let chosen = filter.facts.codes(item.id);
        (
            item.id,
            Select::new("fact", item.name.clone(), states.into(), &chosen, words),
        )
    };
    choices.items.iter().filter(is_asked).map(fact).collect()
}

pub(super) fn owner_select(filter: &DealFilter, choices: &FilterChoices, cx: &Cx) -> Select {
    let words = cx.texts();
    select(
        "owner",
        t!(words, "owner"),
        &choices.people,
        texts(&filter.owners),
        words,
    )
}
