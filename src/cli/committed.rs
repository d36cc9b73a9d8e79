//! The committed results in `assets/model`, as pages read them.

/// A committed file.
pub struct Committed {
    /// Its name.
    pub name: &'static str,
    text: &'static str,
}

/// Results of `root-causes backtest`.
pub const BACKTEST: Committed = Committed {
    name: "backtest.csv",
    text: include_str!("../../assets/model/backtest.csv"),
};

/// From what, and how, they were made.
pub const BACKTEST_RUN: Committed = Committed {
    name: "backtest_run.csv",
    text: include_str!("../../assets/model/backtest_run.csv"),
};

/// Results of `root-causes backtest --trials`.
pub const TRIALS: Committed = Committed {
    name: "trials.csv",
    text: include_str!("../../assets/model/trials.csv"),
};

/// From what, and how, they were made.
pub const TRIALS_RUN: Committed = Committed {
    name: "trials_run.csv",
    text: include_str!("../../assets/model/trials_run.csv"),
};

/// Results of `root-causes bounds`.
pub const BOUNDS: Committed = Committed {
    name: "bounds.csv",
    text: include_str!("../../assets/model/bounds.csv"),
};

/// Results of `root-causes calibrate`.
pub const POSTERIOR: Committed = Committed {
    name: "posterior.csv",
    text: include_str!("../../assets/model/posterior.csv"),
};

/// From what, and how, they were made.
pub const POSTERIOR_RUN: Committed = Committed {
    name: "posterior_run.csv",
    text: include_str!("../../assets/model/posterior_run.csv"),
};

/// Results of `root-causes permutation`.
pub const PERMUTATION: Committed = Committed {
    name: "permutation.csv",
    text: include_str!("../../assets/model/permutation.csv"),
};

impl Committed {
    /// The rows below the head, each as its cells.
    pub fn rows(&self) -> impl Iterator<Item = Vec<&'static str>> + use<> {
        self.text
            .lines()
            .skip(1)
            .map(|row| row.split(',').collect())
    }

    /// The cell of a column in the row that begins with these cells.
    ///
    /// # Errors
    /// What is missing.
    pub fn cell(&self, first: &[&str], column: &str) -> Result<&'static str, String> {
        let head = self.text.lines().next().unwrap_or_default();
        let at = head.split(',').position(|name| name == column);
        let at = at.ok_or_else(|| format!("assets/model/{}: no column {column}", self.name))?;
        self.rows()
            .find(|row| row.starts_with(first))
            .and_then(|row| row.get(at).copied())
            .ok_or_else(|| format!("assets/model/{}: no row {}", self.name, first.join(", ")))
    }

    /// The number in that cell.
    ///
    /// # Errors
    /// What is missing or no number.
    pub fn number(&self, first: &[&str], column: &str) -> Result<f64, String> {
        let cell = self.cell(first, column)?;
        cell.parse()
            .map_err(|_| format!("assets/model/{}: {cell:?} is no number", self.name))
    }

    /// The files' line at the end of a part of a page.
    pub fn line(files: &[&Committed], words: &str) -> String {
        let links: Vec<String> = files
            .iter()
            .map(|file| format!("<a href=\"./model/{0}\" download>{0}</a>", file.name))
            .collect();
        format!(
            "<p class=\"small source-line\">{words} {}</p>",
            links.join(" · ")
        )
    }
}
