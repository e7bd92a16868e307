//! Which of a file's columns are an item's, the interest's or a question's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::languages;
use crate::{
    error::Result,
    hearing::{self, AnswerColumn, NamedQuestion},
    imports::reading::Table,
    qualification::{self, Item, NamedItem, file::FactColumn},
    t,
    text::Texts,
    tx::Tx,
};

/// What the columns of a file say of deals.
#[derive(Default)]
pub(super) struct Columns {
    pub items: Vec<ItemColumns>,
    pub interest: HashMap<InterestColumn, usize>,
    pub questions: Vec<QuestionColumns>,
    used: BTreeSet<usize>,
}

/// The columns of an item.
pub(super) struct ItemColumns {
    pub item: Item,
    pub places: HashMap<FactColumn, usize>,
}

/// The columns of a question.
pub(super) struct QuestionColumns {
    pub question: NamedQuestion,
    pub places: HashMap<AnswerColumn, usize>,
}

/// A column of the interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum InterestColumn {
    Interest,
    SaidOn,
    ToldBy,
}

impl InterestColumn {
    const ALL: [Self; 3] = [Self::Interest, Self::SaidOn, Self::ToldBy];

    fn head(self, words: Texts) -> String {
        let interest = t!(words, "interest");
        let part = match self {
            Self::Interest => return interest,
            Self::SaidOn => t!(words, "fact-said-on"),
            Self::ToldBy => t!(words, "fact-told-by"),
        };
        t!(words, "fact-says", item = interest, value = part)
    }
}

/// What a column can be; items and questions by their place among the others.
#[derive(Clone, Copy)]
enum Target {
    Interest(InterestColumn),
    Item(usize, FactColumn),
    Question(usize, AnswerColumn),
}

/// What each name of a column means, folded. Of two that are named alike the first wins.
type Names = HashMap<String, Target>;

impl Columns {
    /// Looks at the columns that are nothing else.
    pub async fn find(tx: &Tx, table: &Table) -> Result<Self> {
        let unknown = &table.columns.unknown;
        if unknown.is_empty() {
            return Ok(Self::default());
        }
        let items = qualification::asked_items(tx.db()).await?;
        let questions = hearing::asked_questions(tx.db()).await?;
        let names = names(&items, &questions);
        let mut columns = Self::default();
        let mut of_items: BTreeMap<usize, HashMap<FactColumn, usize>> = BTreeMap::new();
        let mut of_questions: BTreeMap<usize, HashMap<AnswerColumn, usize>> = BTreeMap::new();
        for &place in unknown {
            let Some(target) = names.get(&japan::fold(&table.columns.names[place])) else {
                continue;
            };
            columns.used.insert(place);
            match *target {
                Target::Interest(column) => _ = columns.interest.insert(column, place),
                Target::Item(index, column) => _ = of_items.entry(index).or_default().insert(column, place),
                Target::Question(index, column) => _ = of_questions.entry(index).or_default().insert(column, place),
            }
        }
        let item = |(index, places): (usize, _)| ItemColumns {
            item: items[index].item.clone(),
            places,
        };
        columns.items = of_items.into_iter().map(item).collect();
        let question = |(index, places): (usize, _)| QuestionColumns {
            question: questions[index].clone(),
            places,
        };
        columns.questions = of_questions.into_iter().map(question).collect();
        Ok(columns)
    }

    /// Whether a column is one of them.
    pub fn has(&self, place: usize) -> bool {
        self.used.contains(&place)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.used.is_empty()
    }
}

fn names(items: &[NamedItem], questions: &[NamedQuestion]) -> Names {
    let mut names = Names::new();
    let mut add = |head: String, target| {
        let head = japan::fold(&head);
        if !head.is_empty() {
            names.entry(head).or_insert(target);
        }
    };
    for words in languages() {
        for column in InterestColumn::ALL {
            add(column.head(words), Target::Interest(column));
        }
        for (index, NamedItem { item, name }) in items.iter().enumerate() {
            for column in FactColumn::of(item.value_kind) {
                add(column.head(name, words), Target::Item(index, column));
            }
        }
        for (index, question) in questions.iter().enumerate() {
            for column in AnswerColumn::ALL {
                add(column.head(&question.name, words), Target::Question(index, column));
            }
        }
    }
    names
}
