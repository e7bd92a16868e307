//! Pages of deals: thin handlers, one file per thing that is done.

mod answer;
mod show;

pub use show::show;
