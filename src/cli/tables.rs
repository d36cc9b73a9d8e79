//! A table of a written page: it scrolls by itself where the page is too narrow for it.

use root_causes::i18n::{Lang, words};

use super::pages::escaped;

/// How the cells of a table are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// As numbers, to the right.
    Numbers,
    /// As words, to the left.
    Words,
}

/// A table with its caption, its heads and its rows, which are HTML already.
pub fn framed(caption: &str, heads: &[&str], rows: &str, cells: Cells) -> String {
    let class = match cells {
        Cells::Numbers => "table-frame",
        Cells::Words => "table-frame words",
    };
    format!(
        "<div class=\"{class}\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\
         <caption>{caption}</caption><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table></div>",
        columns(heads),
        caption = escaped(caption),
    )
}

/// The heads of columns.
pub fn columns(heads: &[&str]) -> String {
    heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{}</th>", escaped(head)))
        .collect()
}

/// A table that opens under its picture.
pub fn opened(heads: &[&str], rows: &str, lang: Lang) -> String {
    let caption = escaped(words::strategy(lang).table_of);
    format!(
        "<details class=\"more numbers\"><summary>{caption}</summary><div class=\"table-frame words\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\">\
         <table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table></div></details>",
        columns(heads),
    )
}
