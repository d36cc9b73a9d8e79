//! Values of levers, shocks and beliefs as links and files hold them.

use crate::model::levers::{Lever, Mark};
use crate::model::math::within;
use crate::model::parameters::Parameter;
use crate::model::scenario::SPREAD_STEP;
use crate::model::shocks::Shock;

/// What a value must keep to.
#[derive(Clone, Copy)]
pub(super) struct Track {
    pub min: f32,
    pub max: f32,
    pub step: f32,
    marks: &'static [Mark],
}

impl Track {
    pub(super) const fn lever(lever: Lever) -> Track {
        let record = lever.record();
        Track {
            min: record.min,
            max: record.max,
            step: record.step,
            marks: record.marks,
        }
    }

    pub(super) const fn shock(shock: Shock) -> Track {
        let record = shock.record();
        Track {
            min: record.min,
            max: record.max,
            step: record.step,
            marks: &[],
        }
    }

    /// A parameter known to be one value.
    pub(super) const fn pin(parameter: Parameter) -> Track {
        let settable = parameter.record().settable;
        let (min, max) = settable.possible;
        Track {
            min: min as f32,
            max: max as f32,
            step: settable.step as f32,
            marks: &[],
        }
    }

    /// Shift or width of a prior.
    pub(super) const fn spread((min, max): (f32, f32)) -> Track {
        Track {
            min,
            max,
            step: SPREAD_STEP,
            marks: &[],
        }
    }

    /// A share that has no slider of its own and is kept to three decimals.
    pub(super) const fn share(min: f32, max: f32) -> Track {
        Track {
            min,
            max,
            step: 0.001,
            marks: &[],
        }
    }

    pub(super) fn contains(&self, value: f32) -> bool {
        (self.min..=self.max).contains(&value)
    }

    /// The nearest step; a named value on the track stays where it is.
    pub(super) fn snap(&self, value: f32) -> f32 {
        if self.marks.iter().any(|mark| mark.value == value) {
            return value;
        }
        let (min, step) = (thousandths(self.min), thousandths(self.step));
        let steps = libm::round((f64::from(value) * 1000.0 - min) / step);
        self.keep((min + steps * step) / 1000.0)
    }

    /// Steps between the ends.
    pub(super) fn steps(&self) -> u32 {
        let (min, max, step) = self.in_thousandths();
        libm::round((max - min) / step) as u32
    }

    /// The value at a step.
    pub(super) fn at(&self, step: u32) -> f32 {
        let (min, _, length) = self.in_thousandths();
        self.keep((min + f64::from(step) * length) / 1000.0)
    }

    /// The step at which a value lies.
    pub(super) fn step_of(&self, value: f32) -> Option<u32> {
        let (min, _, length) = self.in_thousandths();
        let step = libm::round((f64::from(value) * 1000.0 - min) / length).max(0.0) as u32;
        (step <= self.steps() && self.at(step) == value).then_some(step)
    }

    /// Named values between steps, in the order of the registry.
    pub(super) fn between_steps(&self) -> impl Iterator<Item = f32> {
        let track = *self;
        let values = track.marks.iter().map(|mark| mark.value);
        values.filter(move |value| track.step_of(*value).is_none())
    }

    fn in_thousandths(&self) -> (f64, f64, f64) {
        let [min, max, step] = [self.min, self.max, self.step].map(thousandths);
        (min, max, step)
    }

    /// Three decimals.
    pub(super) fn round(&self, value: f32) -> f32 {
        self.keep(thousandths(value) / 1000.0)
    }

    /// In range, and never a negative nought, which would be written with its sign.
    fn keep(&self, value: f64) -> f32 {
        within(value as f32, self.min, self.max) + 0.0
    }
}

/// Whole thousandths: the decimal number that a bound or step was written as.
fn thousandths(value: f32) -> f64 {
    libm::round(f64::from(value) * 1000.0)
}

/// The decimal number that `value` was written as, for messages.
pub(super) fn decimal(value: f32) -> f64 {
    thousandths(value) / 1000.0
}

/// A value with at most three decimals, as a link holds it: a point, a plain minus, no zeros behind.
pub(super) fn number_text(value: f32) -> String {
    let thousandths = thousandths(value) as i64;
    let (whole, part) = (
        thousandths.unsigned_abs() / 1000,
        thousandths.unsigned_abs() % 1000,
    );
    let sign = if thousandths < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{part:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_those_of_the_lever() {
        for lever in Lever::ALL {
            let record = lever.record();
            let track = Track::lever(lever);
            let steps = libm::round(f64::from((record.max - record.min) / record.step)) as u32;
            for k in 0..=10 * steps {
                let value =
                    record.min + (record.max - record.min) * (k as f32 / (10 * steps) as f32);
                // Half-way values may go either way.
                if k % 10 != 5 && !record.marks.iter().any(|mark| mark.value == value) {
                    assert_eq!(
                        track.snap(value),
                        record.snap(value),
                        "{} {value}",
                        record.key
                    );
                }
            }
        }
    }

    #[test]
    fn defaults_and_bounds_lie_on_the_steps() {
        for shock in Shock::ALL {
            let record = shock.record();
            for value in [record.min, record.default, record.max] {
                assert_eq!(Track::shock(shock).snap(value), value, "{}", record.key);
            }
        }
        for record in Parameter::all() {
            let (low, high) = record.settable.possible;
            for value in [Some(low), record.settable.neutral, Some(high)] {
                let value = value.unwrap_or(low) as f32;
                assert_eq!(
                    Track::pin(record.parameter).snap(value),
                    value,
                    "{}",
                    record.key
                );
            }
        }
        for lever in Lever::ALL {
            let record = lever.record();
            for value in [record.min, record.default, record.max] {
                assert_eq!(Track::lever(lever).snap(value), value, "{}", record.key);
            }
        }
    }
}
