//! The method page against the code that it describes.

use std::fs;
use std::path::Path;

use root_causes::model::levers::Lever;
use root_causes::model::parameters::Parameter;

/// Where the equations are worked out.
const CODE: [&str; 3] = [
    "src/model/equations.rs",
    "src/model/potential.rs",
    "src/model/coefficients.rs",
];

/// The state of the code when the equations were last held against it.
const FINGERPRINT: &str = "tests/golden/equations-fingerprint.txt";

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn equations() -> String {
    read("assets/method/equations.txt")
}

/// Fowler-Noll-Vo hash of the code without its white space, so that formatting does not count.
fn fingerprint() -> String {
    let code: String = CODE.iter().map(|path| read(path)).collect();
    let hash = code
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}\n")
}

#[test]
fn the_equations_on_paper_were_held_against_the_code_as_it_stands() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FINGERPRINT);
        fs::write(path, fingerprint()).expect("the fingerprint can be written");
        return;
    }
    assert_eq!(
        read(FINGERPRINT),
        fingerprint(),
        "{CODE:?} changed: read assets/method/equations.txt against them, \
         then UPDATE_GOLDEN=1 cargo test --test method"
    );
}

#[test]
fn every_equation_that_a_lever_names_is_on_paper() {
    let equations = equations();
    for lever in Lever::ALL {
        for number in lever.record().equations {
            assert!(
                equations.contains(&format!("({number})")),
                "{}: equation {number}",
                lever.record().key
            );
        }
    }
}

#[test]
fn every_symbol_of_a_parameter_stands_in_an_equation() {
    let equations = equations();
    let words: Vec<&str> = equations
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .collect();
    for record in Parameter::all() {
        // Deviations of a lever's transfer are written once, as z_j.
        let written = match record.symbol {
            "z_bS" | "z_bD" | "z_eV" => record.symbol,
            symbol if symbol.starts_with("z_") => "z_j",
            symbol => symbol,
        };
        assert!(words.contains(&written), "{}", record.symbol);
    }
}
