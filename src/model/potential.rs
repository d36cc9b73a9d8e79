//! Futures in which no lever moves and nothing happens: equations (0) to (2).
//!
//! They depend on the regime and on the draws, never on levers or shocks, so
//! they are computed once and reused for every scenario.

use super::coefficients::Coefficients;
use super::draws::{ALL_YEARS, Draws, NOISE_PER_YEAR, Start};
use super::fixed::DRIFT_KEPT;
use super::lanes::Lanes;
use super::math;
use super::regimes::Regime;
use super::{COUNTRIES, FIRST_YEAR, YEARS};
use crate::data::{self, Country, RegimeWindow};

/// Potential encounters of every draw under one regime.
pub struct Potential {
    regime: Regime,
    /// `[block][year][country]`, from the first simulated year on.
    values: Vec<Lanes>,
}

impl Potential {
    /// Simulates `regime` with the noise of `draws`.
    pub fn new(draws: &Draws, coefficients: &Coefficients, regime: Regime) -> Self {
        let level = Level::of(regime);
        let mut values = Vec::with_capacity(draws.blocks() * ALL_YEARS * COUNTRIES);
        for (block, coefficients) in coefficients.blocks.iter().enumerate() {
            let (return_rate, drift) = (coefficients.return_rate, coefficients.drift);
            level.simulate(draws, block, return_rate, drift, &mut values);
        }
        Potential { regime, values }
    }

    /// The regime these futures belong to.
    pub fn regime(&self) -> Regime {
        self.regime
    }

    /// Potential encounters of a block from FY2027 on, `[year][country]`.
    pub fn block(&self, block: usize) -> &[Lanes] {
        &self.with_lead_in(block)[self.lead_in() * COUNTRIES..]
    }

    /// Years before FY2027 that are simulated beside the record: 2 or none.
    pub fn lead_in(&self) -> usize {
        usize::from(FIRST_YEAR - 1 - self.regime.start_year())
    }

    /// Potential encounters of a block from the first simulated year on, `[year][country]`.
    pub fn with_lead_in(&self, block: usize) -> &[Lanes] {
        let size = (self.lead_in() + YEARS) * COUNTRIES;
        &self.values[block * size..][..size]
    }
}

/// How well a regime's recorded months show the level at its start: standard deviations of its log,
/// common to the countries and of one country, where the noise has the sizes `s_eta`, `s_w`, `s_u`
/// and `s_e`.
pub fn start_spread(regime: Regime, [s_eta, s_w, s_u, s_e]: [f32; 4]) -> [f32; 2] {
    let start = Start {
        s_eta: Lanes::splat(s_eta),
        s_w: Lanes::splat(s_w),
        s_u: Lanes::splat(s_u),
        s_e: Lanes::splat(s_e),
        b_x: Lanes::ZERO,
        z_a: Lanes::ZERO,
        z_c: [Lanes::ZERO; COUNTRIES],
    };
    let (common, own) = Level::of(regime).start_spread(&start);
    [common, own].map(|lanes| lanes.to_array()[0])
}

/// What a regime's recorded months say about the level at its start.
struct Level {
    regime: Regime,
    ln_e24: [f32; COUNTRIES],
    /// Log ratio of the regime's level to FY2024, by country.
    shift: [f32; COUNTRIES],
    /// Log of the ten-year anchor, by country.
    ln_anchor: [f32; COUNTRIES],
    /// Log distance of the openings index of 2025 from its mean over FY2015-24.
    openings: f32,
    windows: &'static [RegimeWindow],
}

impl Level {
    fn of(regime: Regime) -> Self {
        Level {
            regime,
            ln_e24: Country::ALL.map(|c| math::ln(data::encounters_fy2024(c)) as f32),
            shift: Country::ALL.map(|c| data::regime_shift(regime, c) as f32),
            ln_anchor: Country::ALL.map(|c| math::ln(data::anchor(c)) as f32),
            openings: data::openings_gap() as f32,
            windows: data::regime_windows(regime),
        }
    }

    // A function of its own, so that a browser can compile it well between two blocks.
    #[inline(never)]
    fn simulate(
        &self,
        draws: &Draws,
        block: usize,
        return_rate: Lanes,
        mut drift: Lanes,
        values: &mut Vec<Lanes>,
    ) {
        let start = draws.start(block);
        let (sd_common, sd_country) = self.start_spread(start);
        let anchor: [Lanes; COUNTRIES] = self
            .ln_anchor
            .map(|anchor| start.b_x * self.openings + anchor);
        let mut m: [Lanes; COUNTRIES] = std::array::from_fn(|c| {
            sd_common * start.z_a + sd_country * start.z_c[c] + self.ln_e24[c]
        });
        let first = ALL_YEARS - (usize::from(super::LAST_YEAR - self.regime.start_year()));
        for noise in draws.noise(block).chunks_exact(NOISE_PER_YEAR).skip(first) {
            let (eta, w) = (noise[0], &noise[1..4]);
            let (u, e) = (noise[4], &noise[5..8]);
            for c in 0..COUNTRIES {
                m[c] = m[c]
                    + drift
                    + return_rate * (anchor[c] - m[c])
                    + start.s_eta * eta
                    + start.s_w * w[c];
                let passing = start.s_u * u + start.s_e * e[c];
                values.push((m[c] + passing + self.shift[c]).exp());
            }
            drift = drift * DRIFT_KEPT;
        }
    }

    /// Standard deviations of the starting level, common and by country: how
    /// well a year's worth of months, some of them missing, shows the persistent level.
    fn start_spread(&self, start: &Start) -> (Lanes, Lanes) {
        let spread = |passing: Lanes, yearly: Lanes, share_sd: fn(&RegimeWindow) -> f64| {
            let seen = |window: &RegimeWindow| {
                let v = share_sd(window) as f32;
                passing * passing + v * v
            };
            match self.windows {
                [only] => seen(only).sqrt(),
                [older, newer] => {
                    let p = seen(older) + yearly * yearly;
                    let o = seen(newer);
                    (p * o / (p + o)).sqrt()
                }
                windows => unreachable!("a regime has one window or two, not {}", windows.len()),
            }
        };
        (
            spread(start.s_u, start.s_eta, |window| window.sd_common),
            spread(start.s_e, start.s_w, |window| window.sd_country),
        )
    }
}
