//! What shows a page part by part on a projector: a script and its style sheet, on pages that ask for
//! them. The script finds its words, and the pages before and behind, in its own element.

use std::path::Path;

use root_causes::i18n::{Lang, words};

use super::pages::{escaped, file_in};
use super::steps::{Step, address};

/// The two files, by their names at the root of the site.
pub struct Presenting {
    script: String,
    style: String,
}

impl Presenting {
    /// Finds them in the built site.
    ///
    /// # Errors
    /// Where one is missing.
    pub fn find(dist: &Path) -> Result<Self, String> {
        Ok(Presenting {
            script: file_in(dist, "present", ".js")?,
            style: file_in(dist, "present", ".css")?,
        })
    }

    /// The button that starts it. Its room is kept, so that nothing moves; it is shown once the
    /// script is there.
    pub fn button(lang: Lang) -> String {
        format!(
            "<p class=\"present-start\"><button type=\"button\" aria-keyshortcuts=\"P\">{}</button></p>",
            escaped(words::present(lang).start)
        )
    }

    /// What goes into the head of a page between the steps `before` and `behind`. The script is a
    /// classic one: pages that are opened from a file run no modules.
    pub fn head(&self, [before, behind]: [Option<&Step>; 2], lang: Lang) -> String {
        let w = words::present(lang);
        let way = |name: &str, step: Option<&Step>| {
            step.map_or(String::new(), |step| {
                format!(" data-{name}=\"{}\"", address(step, lang))
            })
        };
        format!(
            "  <link rel=\"stylesheet\" href=\"./{}\">\n  <script defer src=\"./{}\"{}{} \
             data-leave=\"{}\" data-name=\"{}\" data-place=\"{}\" data-back=\"{}\" data-on=\"{}\" data-end=\"{}\" \
             data-key=\"{}\"></script>\n",
            self.style,
            self.script,
            way("before", before),
            way("behind", behind),
            escaped(w.leave),
            escaped(w.name),
            escaped(w.place),
            escaped(w.back),
            escaped(w.on),
            escaped(w.end),
            escaped(w.key),
        )
    }
}
