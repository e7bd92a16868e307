//! Deals (案件): what a team works on, in a phase, with an outcome, watched by four clocks.
//!
//! Rules and acts: `deal.rs`, `moves.rs`, `outcomes.rs`; many from before, `past.rs`. What a phase asks for:
//! `criteria.rs`. History: `versions.rs`. Clocks: `clocks.rs`, in words `clock_words.rs`, kept up to date by
//! `refresh.rs`. Who takes part: `people.rs`; which products: `lines.rs`. What happened: `timeline.rs`, and the way through
//! the phases, `way.rs`. Pages: `pages/`. Who sees what: `scope.rs`; what somebody asks for of that: `filter.rs`.

mod board;
mod board_cards;
mod board_order;
pub mod board_pages;
mod board_parts;
mod board_view;
mod checks;
mod choices;
mod clock_words;
mod clocks;
mod company_choice;
mod company_names;
mod criteria;
mod criteria_words;
mod deal;
mod deal_key;
mod edit_form;
mod facts;
mod fill;
mod fill_apply;
mod fill_facts;
mod filter;
mod filter_form;
mod filter_reading;
mod filter_selects;
mod form;
mod lines;
mod list;
mod list_asked;
mod list_columns;
mod list_pages;
mod moves;
mod next_action;
mod outcomes;
pub mod pages;
mod past;
mod people;
mod process;
mod refresh;
mod resume;
mod scope;
mod table;
mod timeline;
mod timeline_words;
mod twin;
mod versions;
mod way;

#[cfg(test)]
mod board_page_tests;
#[cfg(test)]
mod board_tests;
#[cfg(test)]
mod clock_words_tests;
#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod move_tests;
#[cfg(test)]
mod tests;

pub use board::outcome_in;
pub use checks::set_check;
pub use clock_words::{Chip, ClockWords, Reading};
pub use clocks::{Clock, Colour, Facts, Norms, Rules, Turn, colour};
pub use company_names::{company_renamed, refold};
pub use criteria::{Criterion, CriterionKind, Field, Missing, Needs, criteria_of, missing};
pub use deal::{Change, NewDeal, change, create, delete, open_for_change, restore};
pub use deal_key::{deal_key, numbered};
pub use filter::{Close, DealFilter, RelativePeriod};
pub use filter_form::{FilterChoices, FilterForm, colour_name, outcome_name};
pub(crate) use form::{LINE, Reading as FormReading, TEXT, is_iso_day};
pub use lines::{Line, NewLine, OfferedProduct, lines_of, offered_products, set_lines, sum};
pub use list_pages::{list, list_file};
pub use moves::{Move, Moved, move_to, undo_move};
pub use outcomes::{Hold, Loss, Win, hold, lose, reopen, win};
pub use past::{Ended, Ending, PastDeal, end_past, enter_past, told_until};
pub use people::{
    DealContact, DecisionPart, Member, OfferedContact, People, contacts_of, members_of, offered_contacts, set_people,
};
pub use process::{count_living_in, follow_probability, hand_on};
pub use refresh::{refresh, refresh_all, rules_for};
pub use resume::resume_all;
pub use scope::{all_visible_to, push_visible, visible_to, which_visible};
pub use table::{Column, Entity, Model as Deal, Outcome};
pub use timeline::{Entry, Sentence};
pub use versions::disagreements;
pub use way::{Place, Step, way_of};
