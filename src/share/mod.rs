//! A scenario as a link and as a file.
//!
//! Both are read as input that nobody vouches for: bounded in length, checked in
//! range, never evaluated. A link always opens and says what it refused; a file
//! with a fault is refused as a whole and names every fault.

mod values;

pub mod link;

#[cfg(feature = "cli")]
pub mod file;
