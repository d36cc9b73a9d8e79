//! What tells crawlers of all pages: `sitemap.xml`, with each page's other language, and `robots.txt`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use root_causes::i18n::Lang;

use super::head::{address, site_url};
use super::pages::escaped;

/// Writes both; `pages` are paths below a language's folder, each there in all languages.
///
/// # Errors
/// What could not be written.
pub fn write(dist: &Path, pages: &BTreeSet<String>) -> Result<(), String> {
    let robots = format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n",
        site_url()
    );
    for (name, text) in [("sitemap.xml", sitemap(pages)), ("robots.txt", robots)] {
        let path = dist.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn sitemap(pages: &BTreeSet<String>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let alternates: String = Lang::ALL
            .map(|lang| {
                format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                    lang.tag(),
                    escaped(&address(page, lang))
                )
            })
            .concat();
        for lang in Lang::ALL {
            let _ = writeln!(
                xml,
                "<url><loc>{}</loc>{alternates}</url>",
                escaped(&address(page, lang))
            );
        }
    }
    xml + "</urlset>\n"
}
