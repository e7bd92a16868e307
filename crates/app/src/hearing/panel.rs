//! The hearing on a deal's own page: how much is asked already, and the ideas drawn from it.

use askama::Template;

use super::{
    asked,
    idea::{self, Idea},
};
use crate::{
    cx::Cx,
    deals::{Deal, Outcome},
    error::Result,
    ids::DealId,
    page::Page,
    pipelines, t,
};

/// What `{{ hearing }}` draws on a deal's page.
#[derive(Template)]
#[template(path = "hearing/views/panel.html")]
pub struct Panel {
    page: Page,
    deal: DealId,
    asked: usize,
    answered: usize,
    missing: Vec<String>,
    ideas: Vec<Idea>,
}

impl askama::filters::HtmlSafe for Panel {}

impl Panel {
    /// Reads it for a deal that the reader sees.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, page: &Page, deal: &Deal) -> Result<Self> {
        let sheets = asked::sheets(cx.db(), deal).await?;
        let answers = asked::answers_of(cx.db(), deal.id).await?;
        let phases = pipelines::all_phases(cx.db(), deal.pipeline_id).await?;
        let here = phases.iter().find(|phase| phase.id == deal.phase_id);
        let here = here.map_or(0, |phase| phase.position);
        let is_due = |id| phases.iter().any(|phase| phase.id == id && phase.position <= here);
        let mut panel = Self {
            page: page.clone(),
            deal: deal.id,
            asked: 0,
            answered: 0,
            missing: Vec::new(),
            ideas: idea::ideas_of(cx.db(), deal.id).await?,
        };
        for sheet in &sheets {
            for line in sheet.lines.iter().filter(|line| !line.is_heading()) {
                let is_answered = answers
                    .get(&line.id)
                    .is_some_and(|rows| rows.iter().any(|row| row.is_current));
                panel.asked += 1;
                panel.answered += usize::from(is_answered);
                if !is_answered && deal.outcome == Outcome::Open && is_due(sheet.sheet.phase_id) {
                    panel.missing.push(line.text.clone());
                }
            }
        }
        Ok(panel)
    }

    /// Whether there is anything to show.
    fn is_empty(&self) -> bool {
        self.asked == 0 && self.ideas.is_empty()
    }

    fn note(&self, idea: &Idea) -> String {
        let day = self.page.day(self.page.day_of(idea.at));
        [idea.by.as_str(), day.as_str()].join(&t!(self.page, "told-and"))
    }
}
