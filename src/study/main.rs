//! The study's program: WebAssembly for the parts of the page that a reader digs for.

fn main() {
    root_causes::study::start();
}
