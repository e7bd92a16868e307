//! Reports: numbers that say their definition, their n and their interval, and open the deals behind them.

pub mod phases;
