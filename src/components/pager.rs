//! Pages of a list.

use crate::domain::locale::Locale;
use leptos::prelude::*;

/// Where a page lies in its list. Pages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageOf {
    pub page: u32,
    /// Rows on a full page.
    pub size: u32,
    /// Rows in all.
    pub total: u32,
}

impl PageOf {
    /// The page that is asked for, or the last one when there are fewer.
    pub fn asked(page: u32, size: u32, rows: usize) -> Self {
        let total = u32::try_from(rows).unwrap_or(u32::MAX);
        let last = total.div_ceil(size.max(1)).max(1);
        Self { page: page.clamp(1, last), size, total }
    }

    /// The rows that lie on it.
    pub fn rows<T>(self, all: Vec<T>) -> impl Iterator<Item = T> {
        let (skip, size) = (usize::try_from((self.page - 1) * self.size), usize::try_from(self.size));
        all.into_iter().skip(skip.unwrap_or(usize::MAX)).take(size.unwrap_or(usize::MAX))
    }

    pub fn pages(self) -> u32 {
        self.total.div_ceil(self.size.max(1)).max(1)
    }

    fn first(self) -> u32 {
        (self.page.saturating_sub(1) * self.size + 1).min(self.total)
    }

    fn last(self) -> u32 {
        (self.page * self.size).min(self.total)
    }

    /// The first, the last, and those around this page; `None` is a gap.
    fn shown(self) -> Vec<Option<u32>> {
        let mut shown = Vec::new();
        for page in 1..=self.pages() {
            if page == 1 || page == self.pages() || page.abs_diff(self.page) <= 1 {
                shown.push(Some(page));
            } else if shown.last() != Some(&None) {
                shown.push(None);
            }
        }
        shown
    }
}

/// Links to the pages of a list; `href` gives the address of a page. Renders only the range when all rows are in sight.
#[component]
pub fn Pager(locale: Locale, place: PageOf, href: impl Fn(u32) -> String + Send + 'static) -> impl IntoView {
    let range = locale.list_range(&place.first(), &place.last(), &place.total);
    let links = (place.pages() > 1).then(|| {
        let pages = place.shown().into_iter().map(|page| entry(locale, page, place.page, &href)).collect_view();
        let previous = step(locale.list_previous(), (place.page > 1).then(|| href(place.page - 1)));
        let next = step(locale.list_next(), (place.page < place.pages()).then(|| href(place.page + 1)));
        view! { <ul>{previous}{pages}{next}</ul> }
    });
    view! {
        <nav class="pager" aria-label=locale.list_pages()>
            <span class="muted">{range}</span>
            {links}
        </nav>
    }
}

fn entry(locale: Locale, page: Option<u32>, current: u32, href: &dyn Fn(u32) -> String) -> AnyView {
    match page {
        Some(page) => {
            let current = (page == current).then_some("page");
            let label = locale.list_page(&page);
            view! { <li><a href=href(page) aria-current=current aria-label=label>{page.to_string()}</a></li> }
                .into_any()
        }
        None => view! { <li><span>"…"</span></li> }.into_any(),
    }
}

fn step(words: &'static str, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <li><a href=href>{words}</a></li> }.into_any(),
        None => view! { <li><span aria-disabled="true">{words}</span></li> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_shows_its_ends_and_the_neighbours() {
        let place = PageOf { page: 5, size: 10, total: 95 };
        assert_eq!(place.shown(), [Some(1), None, Some(4), Some(5), Some(6), None, Some(10)]);
        assert_eq!((place.first(), place.last()), (41, 50));
    }

    #[test]
    fn a_page_behind_the_last_is_the_last_and_each_row_lies_on_one() {
        let all: Vec<u32> = (0..7).collect();
        let page = |asked| PageOf::asked(asked, 3, all.len());
        let shown: Vec<Vec<u32>> = [0, 1, 2, 3, 9].map(|asked| page(asked).rows(all.clone()).collect()).into();
        assert_eq!(shown, [vec![0, 1, 2], vec![0, 1, 2], vec![3, 4, 5], vec![6], vec![6]]);
        assert_eq!(PageOf::asked(4, 3, 0).page, 1);
    }

    #[test]
    fn an_empty_list_is_one_page() {
        let place = PageOf { page: 1, size: 10, total: 0 };
        assert_eq!((place.pages(), place.first(), place.last()), (1, 0, 0));
    }
}
