//! Charts of "what we do not know".

use root_causes::i18n::{Lang, words};
use root_causes::model::presets::Preset;

use super::super::pages::{escaped, folder};
use super::super::spread;
use super::super::yearly::Caption;
use super::Step;

/// Which assumptions decide, and what research would buy.
pub const STEP: Step = Step {
    key: "what-we-do-not-know",
    stage: "#v1&p=aid-local",
    charts: &[("influences", influences)],
};

/// Where the spread of the opening answer comes from.
fn influences(caption: &Caption, lang: Lang) -> Result<String, String> {
    let report = spread::study(Preset::DEFAULT.scenario());
    let block = spread::block(&report, lang);
    let here = folder(lang);
    let cards = format!("=\"./{here}assumptions/");
    Ok(format!(
        "<figure class=\"influences-figure\"><figcaption>{}</figcaption>{}\
         <p class=\"small source-line\"><a href=\"./{here}method/\">{}</a></p></figure>",
        caption.html,
        block.replace("=\"assumptions/", &cards),
        escaped(words::notes(lang).method)
    ))
}
