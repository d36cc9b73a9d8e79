//! The page's program: WebAssembly that takes over the marked parts of the page.

fn main() {
    root_causes::ui::start();
}
