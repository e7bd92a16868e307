//! The phases of the ready-made pipelines, with their words.

use super::{
    PhaseKind,
    templates::{
        Template,
        TemplateCriterion::{self, Check, Field as Filled, Meeting},
        TemplateDays, TemplateKind, TemplatePhase,
    },
};
use crate::{deals::Field, t, text::Texts};

pub(super) fn five(w: Texts) -> Template {
    Template {
        kind: TemplateKind::Five,
        name: t!(w, "template-five"),
        about: t!(w, "template-five-about"),
        phases: vec![
            selling(
                t!(w, "template-five-lead"),
                t!(w, "template-five-lead-purpose"),
                t!(w, "template-five-lead-guidance"),
                5,
                days(14, 7, 14),
                vec![Filled(Field::Company), Filled(Field::Channel)],
            ),
            selling(
                t!(w, "template-five-approach"),
                t!(w, "template-five-approach-purpose"),
                t!(w, "template-five-approach-guidance"),
                15,
                days(14, 7, 14),
                vec![Filled(Field::Contact), Filled(Field::NextAction)],
            ),
            selling(
                t!(w, "template-five-hearing"),
                t!(w, "template-five-hearing-purpose"),
                t!(w, "template-five-hearing-guidance"),
                35,
                days(21, 7, 14),
                vec![
                    Meeting,
                    Check(t!(w, "template-check-need")),
                    Check(t!(w, "template-check-budget")),
                    Filled(Field::DecidingContact),
                ],
            ),
            selling(
                t!(w, "template-five-presentation"),
                t!(w, "template-five-presentation-purpose"),
                t!(w, "template-five-presentation-guidance"),
                55,
                days(21, 7, 14),
                vec![
                    Filled(Field::Amount),
                    Filled(Field::ExpectedCloseOn),
                    Check(t!(w, "template-check-proposed")),
                ],
            ),
            selling(
                t!(w, "template-five-closing"),
                t!(w, "template-five-closing-purpose"),
                t!(w, "template-five-closing-guidance"),
                75,
                days(14, 5, 10),
                vec![
                    Filled(Field::ExpectedCloseOn),
                    Check(t!(w, "template-check-terms")),
                    Check(t!(w, "template-check-approval")),
                ],
            ),
        ],
    }
}

pub(super) fn seven(w: Texts) -> Template {
    Template {
        kind: TemplateKind::Seven,
        name: t!(w, "template-seven"),
        about: t!(w, "template-seven-about"),
        phases: vec![
            selling(
                t!(w, "template-seven-appointment"),
                t!(w, "template-seven-appointment-purpose"),
                t!(w, "template-seven-appointment-guidance"),
                10,
                days(14, 7, 14),
                vec![Filled(Field::Company), Filled(Field::Channel), Filled(Field::Contact)],
            ),
            selling(
                t!(w, "template-seven-qualification"),
                t!(w, "template-seven-qualification-purpose"),
                t!(w, "template-seven-qualification-guidance"),
                20,
                days(14, 7, 14),
                vec![
                    Check(t!(w, "template-check-interest")),
                    Check(t!(w, "template-check-bant")),
                ],
            ),
            selling(
                t!(w, "template-seven-first-visit"),
                t!(w, "template-seven-first-visit-purpose"),
                t!(w, "template-seven-first-visit-guidance"),
                30,
                days(14, 7, 14),
                vec![Meeting, Filled(Field::NextAction)],
            ),
            selling(
                t!(w, "template-seven-hearing"),
                t!(w, "template-seven-hearing-purpose"),
                t!(w, "template-seven-hearing-guidance"),
                45,
                days(21, 7, 14),
                vec![
                    Check(t!(w, "template-check-need")),
                    Check(t!(w, "template-check-budget")),
                    Filled(Field::DecidingContact),
                ],
            ),
            selling(
                t!(w, "template-seven-proposal"),
                t!(w, "template-seven-proposal-purpose"),
                t!(w, "template-seven-proposal-guidance"),
                60,
                days(21, 7, 14),
                vec![
                    Filled(Field::Amount),
                    Filled(Field::Product),
                    Filled(Field::ExpectedCloseOn),
                    Check(t!(w, "template-check-proposed")),
                ],
            ),
            selling(
                t!(w, "template-seven-closing"),
                t!(w, "template-seven-closing-purpose"),
                t!(w, "template-seven-closing-guidance"),
                80,
                days(14, 5, 10),
                vec![
                    Check(t!(w, "template-check-terms")),
                    Check(t!(w, "template-check-approval")),
                ],
            ),
            follow_up(
                t!(w, "template-seven-follow-up"),
                t!(w, "template-seven-follow-up-purpose"),
                t!(w, "template-seven-follow-up-guidance"),
            ),
        ],
    }
}

fn selling(
    name: String,
    purpose: String,
    guidance: String,
    probability: i64,
    days: TemplateDays,
    criteria: Vec<TemplateCriterion>,
) -> TemplatePhase {
    TemplatePhase {
        name,
        kind: PhaseKind::Selling,
        purpose,
        guidance,
        probability,
        days: Some(days),
        criteria,
    }
}

/// After the contract: won already, and watched by follow-up rules instead of clocks.
fn follow_up(name: String, purpose: String, guidance: String) -> TemplatePhase {
    TemplatePhase {
        name,
        kind: PhaseKind::FollowUp,
        purpose,
        guidance,
        probability: 100,
        days: None,
        criteria: Vec::new(),
    }
}

const fn days(normal: i64, watch: i64, danger: i64) -> TemplateDays {
    TemplateDays { normal, watch, danger }
}
