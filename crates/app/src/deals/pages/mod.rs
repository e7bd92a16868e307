//! Pages of deals: thin handlers, one file per thing that is done.

mod answer;
mod checks;
mod close;
mod delete;
mod edit;
mod moves;
mod new;
mod people;
mod products;
mod rows;
mod show;

#[cfg(test)]
mod tests;

pub(crate) use answer::{form_page, saved, seen_to_change};
pub use checks::tick;
pub use close::{hold, hold_form, lose, lose_form, reopen, win, win_form};
pub use delete::{delete, restore};
pub use edit::{change, edit};
pub use moves::{create_move, new_move, undo_move};
pub use new::{create, new};
pub use people::{people_form, set_people};
pub use products::{products_form, set_products};
pub use show::show;
