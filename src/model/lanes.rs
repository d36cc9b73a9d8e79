//! Eight numbers at a time: the arithmetic of the model's inner loop.
//!
//! [`Lanes`] is two SIMD vectors in WebAssembly and an array elsewhere. Both do
//! the same IEEE operations in the same order (no fused multiply-add, no
//! platform mathematics), so both give the same bits. Two vectors side by side
//! hide the latency of each operation behind the other.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// Draws in one block.
pub const WIDTH: usize = 8;

/// Eight `f32` values, one a draw, in the fastest form of the platform.
pub type Lanes = Eight<Platform>;

/// The form that [`Lanes`] has here.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub type Platform = Array;

/// The form that [`Lanes`] has here.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub type Platform = simd::Vectors;

/// Eight `f32` values in some form.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Eight<F>(F);

/// Lane by lane operations from which everything else is made. Every form
/// must give the same bits for all numbers that are not NaN.
pub trait Form: Copy {
    /// The constants of a polynomial, held where they are read fastest.
    fn in_memory<const N: usize>(constants: &'static [f32; N]) -> &'static [f32; N];
    /// Zero in every lane.
    const ZERO: Self;
    /// One in every lane.
    const ONE: Self;
    /// The same value in every lane.
    fn splat(value: f32) -> Self;
    /// Lanes from an array.
    fn from_array(values: [f32; WIDTH]) -> Self;
    /// Lanes from whole numbers, rounded to the nearest float.
    fn from_integers(values: [i32; WIDTH]) -> Self;
    /// The lanes as an array.
    fn to_array(self) -> [f32; WIDTH];
    /// Sum.
    fn plus(self, other: Self) -> Self;
    /// Difference.
    fn minus(self, other: Self) -> Self;
    /// Product.
    fn times(self, other: Self) -> Self;
    /// Quotient.
    fn over(self, other: Self) -> Self;
    /// The smaller of the two; the first where they are equal.
    fn min(self, other: Self) -> Self;
    /// The larger of the two; the first where they are equal.
    fn max(self, other: Self) -> Self;
    /// Square root.
    fn sqrt(self) -> Self;
    /// Absolute value.
    fn abs(self) -> Self;
    /// `self` where `a >= b`, `other` elsewhere.
    fn where_at_least(self, a: Self, b: Self, other: Self) -> Self;
    /// Two to the power of the integer stored in the low bits of a float
    /// that had `1.5 * 2^23` added to it.
    fn exp2_of_shifted(self) -> Self;
    /// Exponent (as a float) and mantissa, which is at least the float whose
    /// bits are `least_mantissa` and less than twice that.
    fn split_exponent(self, least_mantissa: i32) -> (Self, Self);
}

/// Eight values one after the other: the plain form, which exists on every platform.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(16))]
pub struct Array([f32; WIDTH]);

/// An [`Array`] written out lane by lane: no closure or loop that a build for
/// size could leave as a call.
macro_rules! each_lane {
    ($lane:ident => $value:expr) => {
        each_lane!($lane => $value; 0 1 2 3 4 5 6 7)
    };
    ($lane:ident => $value:expr; $($number:literal)*) => {
        Self([$({
            let $lane = $number;
            $value
        }),*])
    };
}

impl Form for Array {
    const ZERO: Self = Self([0.0; WIDTH]);
    const ONE: Self = Self([1.0; WIDTH]);

    #[inline(always)]
    fn in_memory<const N: usize>(constants: &'static [f32; N]) -> &'static [f32; N] {
        constants
    }

    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([value; WIDTH])
    }

    #[inline(always)]
    fn from_array(values: [f32; WIDTH]) -> Self {
        Self(values)
    }

    #[inline(always)]
    fn from_integers(values: [i32; WIDTH]) -> Self {
        each_lane!(i => values[i] as f32)
    }

    #[inline(always)]
    fn to_array(self) -> [f32; WIDTH] {
        self.0
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        each_lane!(i => self.0[i] + other.0[i])
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        each_lane!(i => self.0[i] - other.0[i])
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        each_lane!(i => self.0[i] * other.0[i])
    }

    #[inline(always)]
    fn over(self, other: Self) -> Self {
        each_lane!(i => self.0[i] / other.0[i])
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        each_lane!(i => if other.0[i] < self.0[i] { other.0[i] } else { self.0[i] })
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        each_lane!(i => if self.0[i] < other.0[i] { other.0[i] } else { self.0[i] })
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        each_lane!(i => self.0[i].sqrt())
    }

    #[inline(always)]
    fn abs(self) -> Self {
        each_lane!(i => self.0[i].abs())
    }

    #[inline(always)]
    fn where_at_least(self, a: Self, b: Self, other: Self) -> Self {
        each_lane!(i => {
            let mask = u32::from(a.0[i] >= b.0[i]).wrapping_neg();
            f32::from_bits(self.0[i].to_bits() & mask | other.0[i].to_bits() & !mask)
        })
    }

    #[inline(always)]
    fn exp2_of_shifted(self) -> Self {
        each_lane!(i => f32::from_bits(self.0[i].to_bits().wrapping_add(127) << 23))
    }

    #[inline(always)]
    fn split_exponent(self, least_mantissa: i32) -> (Self, Self) {
        (
            each_lane!(i => ((self.0[i].to_bits() as i32).wrapping_sub(least_mantissa) >> 23) as f32),
            each_lane!(i => {
                let bits = self.0[i].to_bits() as i32;
                let exponent = bits.wrapping_sub(least_mantissa) >> 23;
                f32::from_bits(bits.wrapping_sub(exponent << 23) as u32)
            }),
        )
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use super::{Form, WIDTH};
    use core::arch::wasm32::*;

    /// Two vectors of four.
    #[derive(Clone, Copy, Debug)]
    #[repr(C, align(16))]
    pub struct Vectors(v128, v128);

    impl Form for Vectors {
        const ZERO: Self = Self(f32x4(0.0, 0.0, 0.0, 0.0), f32x4(0.0, 0.0, 0.0, 0.0));
        const ONE: Self = Self(f32x4(1.0, 1.0, 1.0, 1.0), f32x4(1.0, 1.0, 1.0, 1.0));

        // Browsers build a vector that they see in the code anew each time, in several
        // steps; a number in memory fills all lanes in one. The black box keeps the
        // compiler from writing the numbers into the code.
        #[inline(always)]
        fn in_memory<const N: usize>(constants: &'static [f32; N]) -> &'static [f32; N] {
            std::hint::black_box(constants)
        }

        #[inline(always)]
        fn splat(value: f32) -> Self {
            Self(f32x4_splat(value), f32x4_splat(value))
        }

        #[inline(always)]
        fn from_array(v: [f32; WIDTH]) -> Self {
            Self(f32x4(v[0], v[1], v[2], v[3]), f32x4(v[4], v[5], v[6], v[7]))
        }

        #[inline(always)]
        fn from_integers(v: [i32; WIDTH]) -> Self {
            Self(
                f32x4_convert_i32x4(i32x4(v[0], v[1], v[2], v[3])),
                f32x4_convert_i32x4(i32x4(v[4], v[5], v[6], v[7])),
            )
        }

        #[inline(always)]
        fn to_array(self) -> [f32; WIDTH] {
            // SAFETY: both are 32 bytes of plain floats.
            unsafe { core::mem::transmute(self) }
        }

        #[inline(always)]
        fn plus(self, other: Self) -> Self {
            Self(f32x4_add(self.0, other.0), f32x4_add(self.1, other.1))
        }

        #[inline(always)]
        fn minus(self, other: Self) -> Self {
            Self(f32x4_sub(self.0, other.0), f32x4_sub(self.1, other.1))
        }

        #[inline(always)]
        fn times(self, other: Self) -> Self {
            Self(f32x4_mul(self.0, other.0), f32x4_mul(self.1, other.1))
        }

        #[inline(always)]
        fn over(self, other: Self) -> Self {
            Self(f32x4_div(self.0, other.0), f32x4_div(self.1, other.1))
        }

        #[inline(always)]
        fn min(self, other: Self) -> Self {
            Self(f32x4_pmin(self.0, other.0), f32x4_pmin(self.1, other.1))
        }

        #[inline(always)]
        fn max(self, other: Self) -> Self {
            Self(f32x4_pmax(self.0, other.0), f32x4_pmax(self.1, other.1))
        }

        #[inline(always)]
        fn sqrt(self) -> Self {
            Self(f32x4_sqrt(self.0), f32x4_sqrt(self.1))
        }

        #[inline(always)]
        fn abs(self) -> Self {
            Self(f32x4_abs(self.0), f32x4_abs(self.1))
        }

        #[inline(always)]
        fn where_at_least(self, a: Self, b: Self, other: Self) -> Self {
            Self(
                v128_bitselect(self.0, other.0, f32x4_ge(a.0, b.0)),
                v128_bitselect(self.1, other.1, f32x4_ge(a.1, b.1)),
            )
        }

        #[inline(always)]
        fn exp2_of_shifted(self) -> Self {
            let bias = i32x4_splat(127);
            let power = |x| i32x4_shl(i32x4_add(x, bias), 23);
            Self(power(self.0), power(self.1))
        }

        #[inline(always)]
        fn split_exponent(self, least_mantissa: i32) -> (Self, Self) {
            let least = i32x4_splat(least_mantissa);
            let exponent = |x| i32x4_shr(i32x4_sub(x, least), 23);
            let (e0, e1) = (exponent(self.0), exponent(self.1));
            let mantissa = |x, e| i32x4_sub(x, i32x4_shl(e, 23));
            (
                Self(f32x4_convert_i32x4(e0), f32x4_convert_i32x4(e1)),
                Self(mantissa(self.0, e0), mantissa(self.1, e1)),
            )
        }
    }
}

/// ln 2 in two parts: the first is exact times any exponent.
const LN2_HIGH: f32 = 0.693_359_4;
const LN2_LOW: f32 = -2.121_944_4e-4;

impl<F: Form> Eight<F> {
    /// Zero in every lane.
    pub const ZERO: Self = Self(F::ZERO);

    /// One in every lane.
    pub const ONE: Self = Self(F::ONE);

    /// The same value in every lane.
    #[inline(always)]
    pub fn splat(value: f32) -> Self {
        Self(F::splat(value))
    }

    /// Lanes from an array.
    #[inline(always)]
    pub fn from_array(values: [f32; WIDTH]) -> Self {
        Self(F::from_array(values))
    }

    /// Lanes from whole numbers, rounded to the nearest float.
    #[inline(always)]
    pub fn from_integers(values: [i32; WIDTH]) -> Self {
        Self(F::from_integers(values))
    }

    /// The lanes as an array.
    #[inline(always)]
    pub fn to_array(self) -> [f32; WIDTH] {
        self.0.to_array()
    }

    /// The smaller of the two; the first where they are equal.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The larger of the two; the first where they are equal.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// Square root.
    #[inline(always)]
    pub fn sqrt(self) -> Self {
        Self(self.0.sqrt())
    }

    /// Absolute value.
    #[inline(always)]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// `self` where `a >= b`, `other` elsewhere.
    #[inline(always)]
    pub fn where_at_least(self, a: Self, b: Self, other: Self) -> Self {
        Self(self.0.where_at_least(a.0, b.0, other.0))
    }

    /// `self` kept between `low` and `high`.
    #[inline(always)]
    pub fn clamp(self, low: f32, high: f32) -> Self {
        self.max(Self::splat(low)).min(Self::splat(high))
    }

    /// Natural exponential; relative error below 2e-7, exactly 1 at 0.
    ///
    /// The argument is kept within ±87, where the result is a normal number.
    /// Range reduction by powers of two and the minimax polynomial of the
    /// Cephes library's `expf`.
    #[inline(always)]
    pub fn exp(self) -> Self {
        // Adding 1.5 * 2^23 rounds to the nearest integer.
        const ROUND: f32 = 12_582_912.0;
        static EXP: [f32; 7] = [
            1.987_569_1e-4,
            1.398_199_9e-3,
            8.333_452e-3,
            4.166_579_6e-2,
            1.666_666_5e-1,
            0.5,
            1.0,
        ];
        let x = self.clamp(-87.0, 87.0);
        let shifted = x * std::f32::consts::LOG2_E + ROUND;
        let n = shifted - ROUND;
        let r = x - n * LN2_HIGH - n * LN2_LOW;
        let k = F::in_memory(&EXP);
        let p = Self::splat(k[0]);
        let p = p * r + k[1];
        let p = p * r + k[2];
        let p = p * r + k[3];
        let p = p * r + k[4];
        let p = p * r + k[5];
        let p = p * (r * r) + r + k[6];
        p * Self(shifted.0.exp2_of_shifted())
    }

    /// [`Eight::exp`] as a call, for places that are short of size and not of time.
    #[inline(never)]
    pub fn exp_by_call(self) -> Self {
        self.exp()
    }

    /// Natural logarithm of positive normal numbers; absolute error below
    /// 2e-7 near 1, exactly 0 at 1. Polynomial of the Cephes library's `logf`.
    #[inline(always)]
    pub fn ln(self) -> Self {
        const SQRT_HALF_BITS: i32 = 0x3f35_04f3;
        static LN: [f32; 9] = [
            7.037_683_6e-2,
            -1.151_461e-1,
            1.167_699_9e-1,
            -1.242_014_1e-1,
            1.424_932_3e-1,
            -1.666_805_7e-1,
            2.000_071_5e-1,
            -2.499_999_4e-1,
            3.333_333e-1,
        ];
        let (e, mantissa) = self.0.split_exponent(SQRT_HALF_BITS);
        let (e, x) = (Self(e), Self(mantissa) - Self::ONE);
        let z = x * x;
        let k = F::in_memory(&LN);
        let p = Self::splat(k[0]);
        let p = p * x + k[1];
        let p = p * x + k[2];
        let p = p * x + k[3];
        let p = p * x + k[4];
        let p = p * x + k[5];
        let p = p * x + k[6];
        let p = p * x + k[7];
        let p = p * x + k[8];
        let p = p * x * z + e * LN2_LOW - z * 0.5;
        x + p + e * LN2_HIGH
    }

    /// Cosine of a turn: `cos(2 pi u)` for `u` in `[0, 1]`; absolute error below 1e-6.
    #[inline(always)]
    pub fn cos_of_turns(self) -> Self {
        // cos(2 pi u) = sin(2 pi (|u - 1/2| - 1/4)), an argument within a quarter turn.
        let x = ((self - 0.5).abs() - 0.25) * std::f32::consts::TAU;
        let z = x * x;
        let p = Self::splat(-2.505_210_8e-8);
        let p = p * z + 2.755_731_9e-6;
        let p = p * z - 1.984_127e-4;
        let p = p * z + 8.333_333e-3;
        let p = p * z - 1.666_666_7e-1;
        p * z * x + x
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $inner:ident) => {
        impl<F: Form> $trait for Eight<F> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$inner(other.0))
            }
        }
        impl<F: Form> $trait<f32> for Eight<F> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f32) -> Self {
                Self(self.0.$inner(F::splat(other)))
            }
        }
    };
}

operator!(Add, add, plus);
operator!(Sub, sub, minus);
operator!(Mul, mul, times);
operator!(Div, div, over);

impl<F: Form> Default for Eight<F> {
    fn default() -> Self {
        Self::ZERO
    }
}

impl<F: Form> Neg for Eight<F> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

/// The values of a row of lanes, one after the other.
pub fn as_floats(lanes: &[Lanes]) -> &[f32] {
    // SAFETY: both forms are `repr(C)` and made of exactly `WIDTH` floats.
    unsafe { std::slice::from_raw_parts(lanes.as_ptr().cast(), lanes.len() * WIDTH) }
}
