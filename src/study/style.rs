//! The looks of what only the study shows: they come with it, not with the page.

use leptos::prelude::*;
use web_sys::CssStyleSheet;

/// Rules for panels and guide.
const RULES: &str = include_str!("../../style/study.css");

/// Adds the rules to the page. A browser that takes none shows the same words plainly.
pub fn add() {
    let added = CssStyleSheet::new().and_then(|sheet| {
        sheet.replace_sync(RULES)?;
        document().adopted_style_sheets().push(&sheet);
        Ok(())
    });
    if let Err(error) = added {
        web_sys::console::error_1(&error);
    }
}
