//! What answers can fill, as the form of a question offers it, and which questions fit it.

use std::collections::BTreeMap;

use super::{Field, Target};
use crate::{
    cx::Cx,
    error::Result,
    hearing,
    ids::HearingSheetId,
    masters::{self, Master},
    qualification::{self, ValueKind},
    questions::{Asks, Kind},
    t,
    text::Texts,
};

/// Everything that answers can fill.
pub(super) struct Targets(Vec<Offer>);

struct Offer {
    target: Target,
    name: String,
    /// The heading under which it is offered.
    group: String,
    takes: Takes,
}

/// Which questions fit.
enum Takes {
    Anything,
    Kinds(&'static [Kind]),
    /// A choice of nothing but these, or words.
    Interest(Vec<String>),
    /// What a question of a hearing sheet asks for.
    Hearing(Asks),
}

const fn kinds_of_field(field: Field) -> &'static [Kind] {
    match field {
        Field::DealAmount => &[Kind::Number, Kind::Choice, Kind::Text],
        Field::DealExpectedClose => &[Kind::Date],
        Field::CompanyEmployees => &[Kind::Number],
        Field::ContactDepartment | Field::ContactJobTitle => &[Kind::Text, Kind::Choice],
        Field::CompanyName | Field::ContactName | Field::ContactPhone | Field::ContactEmail => &[Kind::Text],
    }
}

const fn takes_of_item(kind: ValueKind) -> Takes {
    match kind {
        ValueKind::Text => Takes::Anything,
        ValueKind::Amount => Takes::Kinds(&[Kind::Number, Kind::Choice, Kind::Text]),
        ValueKind::Day => Takes::Kinds(&[Kind::Date]),
        ValueKind::Person => Takes::Kinds(&[Kind::Text, Kind::Choice]),
    }
}

impl Targets {
    /// Everything there is.
    pub(super) async fn read(cx: &Cx) -> Result<Self> {
        let words = cx.texts();
        let offer = |target, name, group: &str, takes| Offer {
            target,
            name,
            group: group.to_owned(),
            takes,
        };
        let interests = masters::choices(cx.db(), Master::Interest, None).await?;
        let interests = interests.into_iter().map(|choice| choice.name).collect();
        let mut offers = vec![
            offer(
                Target::Nothing,
                t!(words, "questionnaire-target-none"),
                "",
                Takes::Anything,
            ),
            offer(Target::Interest, t!(words, "interest"), "", Takes::Interest(interests)),
        ];
        let group = t!(words, "questionnaire-targets-items");
        for item in qualification::every_item(cx.db()).await? {
            offers.push(offer(
                Target::Item(item.id),
                item.name,
                &group,
                takes_of_item(item.value_kind),
            ));
        }
        let group = t!(words, "questionnaire-targets-fields");
        for field in Field::ALL {
            let takes = Takes::Kinds(kinds_of_field(field));
            offers.push(offer(Target::Field(field), field.name(words), &group, takes));
        }
        offers.extend(hearing_offers(cx).await?);
        Ok(Self(offers))
    }

    /// What a question fills, if it fills anything.
    pub(super) fn filled_by(&self, target: Target) -> Option<&str> {
        let found = self.find(target).filter(|_| target != Target::Nothing);
        found.map(|offer| offer.name.as_str())
    }

    fn find(&self, target: Target) -> Option<&Offer> {
        self.0.iter().find(|offer| offer.target == target)
    }

    pub(super) fn offers(&self, target: Target) -> bool {
        self.find(target).is_some()
    }

    /// Group by group: the heading, and codes with names.
    pub(super) fn groups(self) -> Vec<(String, Vec<(String, String)>)> {
        let mut groups: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for offer in self.0 {
            let choice = (offer.target.code(), offer.name);
            match groups.last_mut().filter(|(group, _)| *group == offer.group) {
                Some((_, choices)) => choices.push(choice),
                None => groups.push((offer.group, vec![choice])),
            }
        }
        groups
    }

    /// Why answers to such a question cannot fill it, and what can; nothing when they can.
    pub(super) fn misfit(&self, words: Texts, target: Target, asks: &Asks) -> Option<String> {
        let offer = self.find(target)?;
        let name = offer.name.as_str();
        match &offer.takes {
            Takes::Anything => None,
            Takes::Kinds(kinds) => wrong_kind(words, name, asks, kinds),
            Takes::Interest(interests) => wrong_kind(words, name, asks, &[Kind::Choice, Kind::Text])
                .or_else(|| others(words, name, asks, interests)),
            Takes::Hearing(wanted) => match wanted {
                Asks::Text => None,
                Asks::Choice { choices } => wrong_kind(words, name, asks, &[Kind::Choice, Kind::Text])
                    .or_else(|| others(words, name, asks, choices)),
                Asks::Several { choices } => wrong_kind(words, name, asks, &[Kind::Several, Kind::Choice])
                    .or_else(|| others(words, name, asks, choices)),
                Asks::Number { unit } => wrong_kind(words, name, asks, &[Kind::Number]).or_else(|| match asks {
                    Asks::Number { unit: asked } if japan::fold(asked) != japan::fold(unit) => Some(t!(
                        words,
                        "questionnaire-target-unit",
                        target = name,
                        unit = unit.as_str()
                    )),
                    _ => None,
                }),
                Asks::Date => wrong_kind(words, name, asks, &[Kind::Date]),
                Asks::Scale(scale) => wrong_kind(words, name, asks, &[Kind::Scale]).or_else(|| match asks {
                    Asks::Scale(asked) if (asked.from, asked.to) != (scale.from, scale.to) => Some(t!(
                        words,
                        "questionnaire-target-steps",
                        target = name,
                        from = scale.from,
                        to = scale.to
                    )),
                    _ => None,
                }),
            },
        }
    }
}

fn wrong_kind(words: Texts, target: &str, asks: &Asks, kinds: &[Kind]) -> Option<String> {
    if kinds.contains(&asks.kind()) {
        return None;
    }
    let names: Vec<String> = kinds.iter().map(|kind| kind.name(words)).collect();
    Some(t!(
        words,
        "questionnaire-target-kind",
        target = target,
        kind = asks.kind().name(words),
        kinds = names.join(&t!(words, "questionnaire-target-or"))
    ))
}

/// The choices that the target does not know.
fn others(words: Texts, target: &str, asks: &Asks, known: &[String]) -> Option<String> {
    let is_known = |choice: &&String| known.iter().any(|one| japan::fold(one) == japan::fold(choice));
    let others: Vec<&str> = asks
        .choices()
        .iter()
        .filter(|choice| !is_known(choice))
        .map(String::as_str)
        .collect();
    let list = t!(words, "question-list");
    (!others.is_empty()).then(|| {
        t!(
            words,
            "questionnaire-target-choices",
            target = target,
            others = others.join(&list),
            known = known.join(&list)
        )
    })
}

/// The questions that hearing sheets ask now, under the names of their sheets.
async fn hearing_offers(cx: &Cx) -> Result<Vec<Offer>> {
    let sheets = hearing::sheets(cx.db()).await?.into_iter();
    let sheets: Vec<hearing::Sheet> = sheets.filter(|sheet| sheet.retired_at.is_none()).collect();
    let ids: Vec<HearingSheetId> = sheets.iter().map(|sheet| sheet.id).collect();
    let mut lines: BTreeMap<HearingSheetId, Vec<hearing::Line>> = BTreeMap::new();
    for line in hearing::lines_of(cx.db(), &ids).await? {
        lines.entry(line.sheet).or_default().push(line);
    }
    let mut offers = Vec::new();
    for sheet in sheets {
        let group = t!(
            cx,
            "questionnaire-targets-hearing",
            sheet = cx
                .texts()
                .beside([sheet.pipeline.as_str(), sheet.phase.as_str(), sheet.name.as_str()])
        );
        for line in lines.remove(&sheet.id).unwrap_or_default() {
            if let (Some(asks), None) = (line.asks, line.retired_at) {
                offers.push(Offer {
                    target: Target::Hearing(line.id),
                    name: line.text,
                    group: group.clone(),
                    takes: Takes::Hearing(asks),
                });
            }
        }
    }
    Ok(offers)
}
