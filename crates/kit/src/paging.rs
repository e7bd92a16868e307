//! Pages of a list: by number where totals are shown, by cursor where a column grows.

/// One page of a numbered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// From 1.
    pub page: u64,
    /// Rows per page.
    pub per_page: u64,
    /// Rows in all.
    pub total: u64,
}

impl Paging {
    /// The page asked for, moved to the last one when the list has become shorter.
    #[must_use]
    pub fn new(asked: Option<i64>, per_page: u64, total: u64) -> Self {
        let last = total.div_ceil(per_page).max(1);
        let page = asked
            .and_then(|page| u64::try_from(page).ok())
            .unwrap_or(1)
            .clamp(1, last);
        Self { page, per_page, total }
    }

    /// How many pages there are; at least one.
    #[must_use]
    pub const fn pages(&self) -> u64 {
        let pages = self.total.div_ceil(self.per_page);
        if pages == 0 { 1 } else { pages }
    }

    /// Rows to pass over.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        (self.page - 1) * self.per_page
    }

    /// The number of the first row shown; 0 when there is none.
    #[must_use]
    pub const fn first(&self) -> u64 {
        if self.total == 0 { 0 } else { self.offset() + 1 }
    }

    /// The number of the last row shown.
    #[must_use]
    pub fn last(&self) -> u64 {
        (self.offset() + self.per_page).min(self.total)
    }

    /// The page before, if any.
    #[must_use]
    pub const fn previous(&self) -> Option<u64> {
        if self.page > 1 { Some(self.page - 1) } else { None }
    }

    /// The page after, if any.
    #[must_use]
    pub const fn next(&self) -> Option<u64> {
        if self.page < self.pages() {
            Some(self.page + 1)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_end_is_the_last_one() {
        let paging = Paging::new(Some(99), 50, 101);
        assert_eq!(
            (paging.page, paging.first(), paging.last(), paging.next()),
            (3, 101, 101, None)
        );
    }

    #[test]
    fn an_empty_list_has_one_page() {
        let paging = Paging::new(Some(-4), 50, 0);
        assert_eq!(
            (paging.page, paging.pages(), paging.first(), paging.last()),
            (1, 1, 0, 0)
        );
    }
}
