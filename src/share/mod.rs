//! A scenario as a link, a file, a code to type, a QR code and a list of kept ones; and what a reader
//! can take away of its results.
//!
//! All of these are read as input that nobody vouches for: bounded in length, checked in
//! range, never evaluated. A link always opens and says what it refused; a file
//! with a fault is refused as a whole and names every fault.

mod base32;
mod values;

pub mod shown;

pub mod link;

pub mod fingerprint;

pub mod code;

pub mod date;
pub mod tray;

#[cfg(feature = "export")]
pub mod qr;

#[cfg(feature = "export")]
pub mod cite;
#[cfg(feature = "export")]
pub mod told;

#[cfg(feature = "cli")]
pub mod file;
