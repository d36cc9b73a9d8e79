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

/// What a table is called.
#[derive(Clone, Copy, Debug)]
pub enum Caption<'a> {
    /// Words that stand above it.
    Shown(&'a str),
    /// The heading under which it stands: said to those who go from table to table, not shown twice.
    Heading(&'a str),
}

/// A table of words whose rows stand as cards below each other where the page is too narrow for
/// columns: each cell carries the head of its column, and all say their role, which browsers forget
/// of a table that is set as blocks. The first cell of a row heads it.
pub fn stacking(
    caption: Caption<'_>,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let (words, class) = match caption {
        Caption::Shown(words) => (escaped(words), ""),
        Caption::Heading(words) => (escaped(words), " class=\"spoken\""),
    };
    let head = |head: &&str| {
        format!(
            "<th role=\"columnheader\" scope=\"col\">{}</th>",
            escaped(head)
        )
    };
    let cell = |(at, cell): (usize, String)| match (at, heads.get(at)) {
        (1.., Some(head)) => format!(
            "<td role=\"cell\" data-label=\"{}\">{cell}</td>",
            escaped(head)
        ),
        _ => format!("<th role=\"rowheader\" scope=\"row\">{cell}</th>"),
    };
    let row = |row: Vec<String>| {
        let cells: String = row.into_iter().enumerate().map(cell).collect();
        format!("<tr role=\"row\">{cells}</tr>")
    };
    format!(
        "<div class=\"table-frame words stacking\" tabindex=\"0\" role=\"region\" aria-label=\"{words}\">\
         <table role=\"table\"><caption{class}>{words}</caption>\
         <thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead><tbody role=\"rowgroup\">{}</tbody></table></div>",
        heads.iter().map(head).collect::<String>(),
        rows.map(row).collect::<String>(),
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
