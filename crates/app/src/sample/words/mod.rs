//! What the sample's people write. `{p}` stands for the product, `{c}` for the contact, `{k}` for the company.

pub mod course;
pub mod hearing;
pub mod losses;
pub mod names;
pub mod talk;
pub mod titles;
