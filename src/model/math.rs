//! Scalar mathematics: the only transcendental functions outside [`super::lanes`].
//!
//! All go through `libm`, which is the same code on every platform.

/// Natural exponential.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `value` kept between `low` and `high`; not a number stays so.
///
/// `clamp` of the floats panics where `low > high` and writes both: that alone brings some 15 kB
/// of code for writing floats into the page. Here `low` wins.
pub fn within<T: PartialOrd>(value: T, low: T, high: T) -> T {
    if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    }
}

/// Standard normal distribution function.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Inverse of the standard normal distribution function for `p` in (0, 1).
///
/// Wichura's algorithm AS 241 (PPND16), relative accuracy about 1e-16
/// (Applied Statistics 37, 1988).
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * polynomial(&CENTRE_NUMERATOR, r) / polynomial(&CENTRE_DENOMINATOR, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-ln(tail));
    let magnitude = if r <= 5.0 {
        polynomial(&MIDDLE_NUMERATOR, r - 1.6) / polynomial(&MIDDLE_DENOMINATOR, r - 1.6)
    } else {
        polynomial(&TAIL_NUMERATOR, r - 5.0) / polynomial(&TAIL_DENOMINATOR, r - 5.0)
    };
    if q < 0.0 { -magnitude } else { magnitude }
}

/// A beta distribution with whole shapes `a`, `b` >= 1, made ready for many quantiles.
#[derive(Clone, Debug, PartialEq)]
pub struct Beta {
    a: u32,
    /// `C(a - 1 + j, j)` for `j < b`.
    coefficients: Vec<f64>,
    /// `1 / B(a, b)`.
    scale: f64,
    /// Quantiles at `i / STARTS`, near which the others are sought.
    starts: [f64; STARTS + 1],
}

const STARTS: usize = 64;

impl Beta {
    /// The distribution with shapes `a` and `b`.
    ///
    /// # Panics
    /// If a shape is 0.
    pub fn new(a: u32, b: u32) -> Self {
        assert!(a > 0 && b > 0, "shapes of a beta distribution start at 1");
        let mut coefficients = vec![1.0];
        for j in 1..b {
            let last = coefficients[j as usize - 1];
            coefficients.push(last * f64::from(a - 1 + j) / f64::from(j));
        }
        let mut beta = Beta {
            a,
            scale: coefficients[b as usize - 1] * f64::from(a + b - 1),
            coefficients,
            starts: [0.0; STARTS + 1],
        };
        let mut starts = [0.0; STARTS + 1];
        starts[STARTS] = 1.0;
        for i in 1..STARTS {
            let p = i as f64 / STARTS as f64;
            starts[i] = beta.search(p, starts[i - 1], 1.0, 0.5);
        }
        beta.starts = starts;
        beta
    }

    /// Distribution function: the regularised incomplete beta function `I_x(a, b)`,
    /// as the chance of `a` successes before `b` failures.
    pub fn cdf(&self, x: f64) -> f64 {
        power(x, self.a) * polynomial(&self.coefficients, 1.0 - x)
    }

    /// Inverse of [`Beta::cdf`] for `p` in (0, 1), to about 1e-12.
    pub fn quantile(&self, p: f64) -> f64 {
        let place = p * STARTS as f64;
        let cell = (place as usize).min(STARTS - 1);
        let (low, high) = (self.starts[cell], self.starts[cell + 1]);
        self.search(p, low, high, low + (high - low) * (place - cell as f64))
    }

    /// Newton's method from `x`, kept between `low` and `high` by halving.
    fn search(&self, p: f64, mut low: f64, mut high: f64, mut x: f64) -> f64 {
        for _ in 0..80 {
            let excess = self.cdf(x) - p;
            if excess > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let failures = self.coefficients.len() as u32 - 1;
            let density = self.scale * power(x, self.a - 1) * power(1.0 - x, failures);
            let newton = x - excess / density;
            if (newton - x).abs() < 1e-7 {
                // The error after a Newton step is of the order of the step's square.
                return within(newton, low, high);
            }
            x = if low < newton && newton < high {
                newton
            } else {
                0.5 * (low + high)
            };
        }
        x
    }
}

/// `x` to a whole power, by squaring.
fn power(mut x: f64, mut exponent: u32) -> f64 {
    let mut product = 1.0;
    while exponent > 0 {
        if exponent & 1 == 1 {
            product *= x;
        }
        x *= x;
        exponent >>= 1;
    }
    product
}

fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_NUMERATOR: [f64; 8] = [
    3.387_132_872_796_366_5,
    1.331_416_678_917_843_8e2,
    1.971_590_950_306_551_3e3,
    1.373_169_376_550_946e4,
    4.592_195_393_154_987e4,
    6.726_577_092_700_87e4,
    3.343_057_558_358_813e4,
    2.509_080_928_730_122_7e3,
];
const CENTRE_DENOMINATOR: [f64; 8] = [
    1.0,
    4.231_333_070_160_091e1,
    6.871_870_074_920_579e2,
    5.394_196_021_424_751e3,
    2.121_379_430_158_659_7e4,
    3.930_789_580_009_271e4,
    2.872_908_573_572_194_3e4,
    5.226_495_278_852_854e3,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506e-1,
    2.272_384_498_926_918_4e-2,
    7.745_450_142_783_414e-4,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851e-1,
    1.481_039_764_274_800_8e-1,
    1.519_866_656_361_645_7e-2,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const TAIL_NUMERATOR: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_048_7e-1,
    2.653_218_952_657_612_4e-2,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const TAIL_DENOMINATOR: [f64; 8] = [
    1.0,
    5.998_322_065_558_88e-1,
    1.369_298_809_227_358e-1,
    1.487_536_129_085_061_5e-2,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantile_inverts_the_distribution_function() {
        for i in 1..1000 {
            let p = f64::from(i) / 1000.0;
            assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-14);
        }
        // Reference value: the 97.5 % point of the standard normal.
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
        assert!((normal_quantile(1e-9) + 5.997_807_015_007_687).abs() < 1e-12);
    }

    #[test]
    fn beta_quantile_inverts_the_distribution_function() {
        for (a, b) in [(8, 3), (4, 4), (2, 14), (8, 2), (1, 1)] {
            let beta = Beta::new(a, b);
            for i in 1..2_000 {
                let p = f64::from(i) / 2_000.0;
                let x = beta.quantile(p);
                assert!((beta.cdf(x) - p).abs() < 1e-12, "Beta({a},{b}) at {p}");
            }
            for p in [1e-9, 1e-6, 1.0 - 1e-6, 1.0 - 1e-9] {
                let x = beta.quantile(p);
                assert!((beta.cdf(x) - p).abs() < 1e-12, "Beta({a},{b}) at {p}");
            }
        }
        // Symmetry fixes the median; Beta(1, 1) is uniform.
        assert!((Beta::new(4, 4).quantile(0.5) - 0.5).abs() < 1e-12);
        assert!((Beta::new(1, 1).quantile(0.3) - 0.3).abs() < 1e-12);
        // Beta(2, 1) has the distribution function x^2, Beta(1, 3) 1 - (1 - x)^3.
        assert!((Beta::new(2, 1).quantile(0.25) - 0.5).abs() < 1e-12);
        assert!((Beta::new(1, 3).quantile(0.875) - 0.5).abs() < 1e-12);
    }
}
