//! By what a deal is known outside Kizashi: the key of the system it came from, or its own number.

use crate::ids::DealId;

/// As files call a deal: the key it came with, else `#123`.
#[must_use]
pub fn deal_key(id: DealId, external: Option<&str>) -> String {
    external.map_or_else(|| format!("#{id}"), str::to_owned)
}

/// The number that such a key gives, if it gives one.
#[must_use]
pub fn numbered(key: &str) -> Option<DealId> {
    key.strip_prefix('#')?.parse().ok()
}
