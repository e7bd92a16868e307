//! What the page of a deal shows of its qualification: the interest, and each item with what is known of it.

use askama::Template;

use super::{
    Fact, Help, Item, State,
    fact::{self, facts_of, items_of},
    fact_form::saying,
    help::helps_of,
    interest::{Interest, interests_of},
    marks::{Mark, Marks, States},
    value::Saying,
};
use crate::{
    activities,
    cx::Cx,
    deals::Deal,
    error::Result,
    ids::{DealId, ItemId},
    page::Page,
    t,
};

/// The panel; drawn by `{{ panel }}`.
#[derive(Template)]
#[template(path = "qualification/views/panel.html")]
pub struct Panel {
    page: Page,
    deal: DealId,
    /// Of all items that are asked, for the head of the page; none when nothing is.
    pub marks: Option<Marks>,
    interest: Option<Known>,
    items: Vec<ItemView>,
    /// Items that something is known of although they are no longer asked.
    former: Vec<ItemView>,
}

impl askama::filters::HtmlSafe for Panel {}

/// One item as it is shown.
struct ItemView {
    id: ItemId,
    name: String,
    help: String,
    mark: Marks,
    edit: String,
    state: String,
    known: Known,
    helps: Vec<HelpView>,
    is_concern: bool,
}

/// What is known, who said it, and what was known before.
struct Known {
    value: String,
    /// 「聞いた・諏訪 健一・11/20（金）」.
    source: String,
    note: String,
    /// Day, what, by whom.
    before: Vec<(String, String, String)>,
    before_title: String,
}

struct HelpView {
    id: crate::ids::ActivityId,
    what: String,
    when: String,
    state: String,
    is_planned: bool,
    is_overdue: bool,
}

impl Panel {
    /// For the page of a deal that the reader sees.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, deal: &Deal) -> Result<Self> {
        let asked = items_of(cx.db(), deal).await?;
        let mut facts = facts_of(cx.db(), deal.id).await?;
        let mut helps = helps_of(&cx.app, &cx.actor, deal.id).await?;
        let known: Vec<ItemId> = facts.keys().copied().collect();
        let former = fact::former_items(cx.db(), &known, &asked).await?;
        let drawing = Drawing {
            page: cx.page(""),
            saying: saying(cx),
        };
        let now = facts
            .values()
            .filter_map(|facts| facts.first().filter(|fact| fact.replaced_at.is_none()));
        let states = States::of(&now.cloned().collect::<Vec<_>>());
        let marks = Marks::of_items(&asked, &states, cx.texts());
        let mut view = |item: Item| {
            let helps = helps.remove(&item.id).unwrap_or_default();
            drawing.item(&item, &facts.remove(&item.id).unwrap_or_default(), &helps)
        };
        let (items, former) = (
            asked.into_iter().map(&mut view).collect(),
            former.into_iter().map(&mut view).collect(),
        );
        let stated = interests_of(cx.db(), deal.id).await?;
        Ok(Self {
            marks,
            interest: drawing.interest(&stated),
            deal: deal.id,
            items,
            former,
            page: drawing.page,
        })
    }
}

struct Drawing {
    page: Page,
    saying: Saying,
}

impl Drawing {
    fn item(&self, item: &Item, facts: &[Fact], helps: &[Help]) -> ItemView {
        let words = self.page.words;
        let now = facts.first().filter(|fact| fact.replaced_at.is_none());
        let state = now.map_or(State::Unknown, |fact| fact.state);
        let before: &[Fact] = if now.is_some() { &facts[1..] } else { facts };
        let mark = Mark {
            letters: item.mark.clone(),
            state,
            name: item.name.clone(),
        };
        ItemView {
            id: item.id,
            name: item.name.clone(),
            help: item.help.clone(),
            mark: Marks::new(vec![mark], words),
            edit: t!(words, "edit-one", name = item.name.as_str()),
            state: state.name(words),
            known: Known {
                value: now.map(|fact| self.value(fact)).unwrap_or_default(),
                source: now.map(|fact| self.source(fact)).unwrap_or_default(),
                note: now.map(|fact| fact.note.clone()).unwrap_or_default(),
                before: before.iter().map(|fact| self.before(fact)).collect(),
                before_title: t!(words, "fact-before", count = before.len()),
            },
            helps: helps.iter().map(|help| self.help(help)).collect(),
            is_concern: state == State::Concern,
        }
    }

    fn value(&self, fact: &Fact) -> String {
        self.saying.value(&fact.value(), fact.contact.as_deref())
    }

    fn source(&self, fact: &Fact) -> String {
        let source = fact.source.map(|source| source.name(self.page.words));
        let day = fact.said_on.map(|day| self.page.day(day));
        let parts = [source, fact.teller.clone(), day].into_iter().flatten();
        parts.collect::<Vec<_>>().join(&t!(self.page, "told-and"))
    }

    fn before(&self, fact: &Fact) -> (String, String, String) {
        let parts = [
            fact.state.name(self.page.words),
            self.value(fact),
            self.source(fact),
            fact.note.clone(),
        ];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let day = self.page.day(self.page.day_of(fact.at));
        (
            day,
            parts.collect::<Vec<_>>().join("　"),
            fact.author.clone().unwrap_or_default(),
        )
    }

    fn help(&self, help: &Help) -> HelpView {
        let day = self.page.day(self.page.day_of(help.starts_at));
        let is_planned = help.state == activities::State::Planned;
        HelpView {
            id: help.id,
            what: help.subject.clone(),
            when: [day, help.owner.clone()].join(&t!(self.page, "told-and")),
            state: match help.state {
                activities::State::Planned => t!(self.page, "help-planned"),
                activities::State::Done => t!(self.page, "help-done"),
                activities::State::Cancelled => t!(self.page, "help-cancelled"),
            },
            is_planned,
            is_overdue: is_planned && help.due_at <= self.page.now,
        }
    }

    fn interest(&self, stated: &[Interest]) -> Option<Known> {
        let (now, before) = stated.split_first()?;
        let said = |interest: &Interest| {
            let parts = [interest.teller.clone(), Some(self.page.day(interest.said_on))];
            parts
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(&t!(self.page, "told-and"))
        };
        let told = |interest: &Interest| {
            let day = self.page.day(self.page.day_of(interest.at));
            let text = format!("{}　{}", interest.name, said(interest));
            (day, text, interest.author.clone().unwrap_or_default())
        };
        Some(Known {
            value: now.name.clone(),
            source: said(now),
            note: String::new(),
            before: before.iter().map(told).collect(),
            before_title: t!(self.page, "fact-before", count = before.len()),
        })
    }
}
