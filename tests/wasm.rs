//! The same scenario gives the same bits natively and in a browser.
//!
//! `tests/golden/outcomes.csv` holds the outcome of the scenario matrix: a
//! hash of all bits, and a few numbers to read. Natively and in WebAssembly (`cargo
//! test --target wasm32-unknown-unknown --test wasm`) the model must give this
//! file back. In WebAssembly the two forms of lanes are also held against each
//! other, operation by operation.

mod matrix;

use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::quantiles::Points;
use root_causes::model::scenario::DEFAULT_SEED;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::Summary;
use root_causes::model::{DRAWS, MODEL_VERSION, YEARS};

const GOLDEN: &str = include_str!("golden/outcomes.csv");

const HEADER: &str = "scenario,bits,percent_fewer_p50,percent_fewer_p05,percent_fewer_p95,\
                      share_fewer,encounters_fy2036_p50";

/// Outcomes of all scenarios in the form of the golden file.
fn outcomes() -> String {
    let mut model = Simulator::new(DEFAULT_SEED, DRAWS);
    let mut lines =
        format!("# model {MODEL_VERSION}, {DRAWS} draws, seed {DEFAULT_SEED}\n{HEADER}\n");
    for (name, scenario) in matrix::scenarios() {
        let summary = model.run(&scenario, Detail::Everything);
        let change = &summary.change[SERIES - 1];
        lines += &format!(
            "{name},{:016x},{:.2},{:.2},{:.2},{:.3},{:.0}\n",
            hash(&model, &summary),
            change.percent.p50,
            change.percent.p05,
            change.percent.p95,
            change.fewer,
            summary.future[SERIES - 1][YEARS - 1].p50,
        );
    }
    lines
}

/// FNV-1a over the bits of every future and of every number of the summary.
fn hash(model: &Simulator, summary: &Summary) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    };
    let mut add_floats = |floats: &[f32]| {
        for float in floats {
            add(&float.to_bits().to_le_bytes());
        }
    };
    for series in 0..SERIES {
        for t in 0..YEARS {
            add_floats(model.paths().encounters(series, t));
        }
        add_floats(
            model
                .paths()
                .homicides(series)
                .expect("everything was asked for"),
        );
    }
    add_floats(model.paths().places_used());
    let fans = [summary.baseline, summary.future];
    let lead_in = summary.lead_in.into_iter().flatten().flatten();
    let points = fans.into_iter().flatten().flatten().chain(lead_in);
    for points in points.chain(summary.entries).chain([summary.places_used]) {
        add_floats(&Points::to_array(points));
    }
    for change in &summary.change {
        add_floats(&change.avoided.to_array());
        add_floats(&change.percent.to_array());
        add_floats(&[change.fewer, change.unchanged]);
    }
    add_floats(summary.today.as_flattened());
    add_floats(&[summary.entries_more]);
    let pot = summary.pot;
    for amount in [
        pot.total,
        pot.food,
        pot.violence,
        pot.mission,
        pot.smuggling,
        pot.research,
        pot.services,
        pot.delivered,
        pot.households,
        pot.local,
    ] {
        add(&amount.to_bits().to_le_bytes());
    }
    hash
}

fn assert_golden(outcomes: &str) {
    for (got, want) in outcomes.lines().zip(GOLDEN.lines()) {
        assert_eq!(
            got, want,
            "the model gives other numbers than tests/golden/outcomes.csv; if that is meant, \
             run `UPDATE_GOLDEN=1 cargo test --test wasm`, read the difference, and raise \
             MODEL_VERSION"
        );
    }
    assert_eq!(outcomes.lines().count(), GOLDEN.lines().count());
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::*;

    #[test]
    fn outcomes_are_those_of_the_golden_file() {
        let outcomes = outcomes();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/outcomes.csv");
            std::fs::write(path, outcomes).expect("the golden file can be written");
        } else {
            assert_golden(&outcomes);
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::*;
    use root_causes::model::lanes::{Array, Eight, Lanes, WIDTH};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn outcomes_are_those_of_the_native_program() {
        assert_golden(&outcomes());
    }

    /// Numbers of all sizes and both signs, with the edges among them.
    fn numbers() -> Vec<[f32; WIDTH]> {
        let mut numbers = vec![
            0.0,
            -0.0,
            1.0,
            -1.0,
            f32::MIN_POSITIVE,
            -f32::MIN_POSITIVE,
            1e-42,
            f32::MAX,
            f32::MIN,
            f32::EPSILON,
            1.0 - f32::EPSILON / 2.0,
            1.0 + f32::EPSILON,
            87.0,
            -87.0,
            88.5,
            -104.0,
        ];
        let mut state = 1u64;
        let mut random = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 32) as u32
        };
        while numbers.len() < 4_000 {
            let any = f32::from_bits(random());
            if any.is_finite() {
                numbers.push(any);
            }
            // Where the model's numbers lie.
            numbers.push(random() as f32 / 4.3e9);
            numbers.push((random() as f32 / 4.3e9 - 0.5) * 40.0);
            numbers.push(random() as f32 / 1e4);
        }
        numbers.as_chunks().0.to_vec()
    }

    fn assert_same(name: &str, vectors: Lanes, array: Eight<Array>, of: [f32; WIDTH]) {
        for (lane, (a, b)) in vectors
            .to_array()
            .into_iter()
            .zip(array.to_array())
            .enumerate()
        {
            let same = a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
            assert!(
                same,
                "{name} of {}: {a:e} in vectors, {b:e} in arrays",
                of[lane]
            );
        }
    }

    #[wasm_bindgen_test]
    fn vectors_and_arrays_agree_on_every_operation_of_one_argument() {
        for numbers in numbers() {
            let (v, a) = (
                Lanes::from_array(numbers),
                Eight::<Array>::from_array(numbers),
            );
            assert_same("identity", v, a, numbers);
            assert_same("sqrt", v.sqrt(), a.sqrt(), numbers);
            assert_same("abs", v.abs(), a.abs(), numbers);
            assert_same("minus", -v, -a, numbers);
            assert_same("exp", v.exp(), a.exp(), numbers);
            assert_same("ln", v.ln(), a.ln(), numbers);
            assert_same("cos", v.cos_of_turns(), a.cos_of_turns(), numbers);
            assert_same("clamp", v.clamp(-0.5, 1.0), a.clamp(-0.5, 1.0), numbers);
            let whole = numbers.map(|number| number.to_bits() as i32);
            let (v, a) = (Lanes::from_integers(whole), Eight::from_integers(whole));
            assert_same("from_integers", v, a, numbers);
        }
        let splat = (Lanes::splat(0.1), Eight::<Array>::splat(0.1));
        assert_same("splat", splat.0, splat.1, [0.1; WIDTH]);
        assert_same("one", Lanes::ONE, Eight::ONE, [1.0; WIDTH]);
        assert_same("zero", Lanes::ZERO, Eight::ZERO, [0.0; WIDTH]);
    }

    #[wasm_bindgen_test]
    fn vectors_and_arrays_agree_on_every_operation_of_two_arguments() {
        let numbers = numbers();
        for shift in [0, 1, 2, 3, 17, 101] {
            let others = numbers.iter().cycle().skip(shift);
            for (x, other) in numbers.iter().zip(others) {
                let mut y = *other;
                y.rotate_left(shift % WIDTH);
                let (vx, vy) = (Lanes::from_array(*x), Lanes::from_array(y));
                let (ax, ay) = (Eight::<Array>::from_array(*x), Eight::from_array(y));
                assert_same("sum", vx + vy, ax + ay, *x);
                assert_same("difference", vx - vy, ax - ay, *x);
                assert_same("product", vx * vy, ax * ay, *x);
                assert_same("quotient", vx / vy, ax / ay, *x);
                assert_same("product with a number", vx * y[0], ax * y[0], *x);
                assert_same("min", vx.min(vy), ax.min(ay), *x);
                assert_same("max", vx.max(vy), ax.max(ay), *x);
                let chosen = (
                    vx.where_at_least(vx, vy, Lanes::ONE),
                    ax.where_at_least(ax, ay, Eight::ONE),
                );
                assert_same("choice", chosen.0, chosen.1, *x);
            }
        }
    }
}
