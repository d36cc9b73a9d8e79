//! Small symmetric matrices: Cholesky factor, solution, inverse.

/// A square matrix of `N` rows.
pub type Matrix<const N: usize> = [[f64; N]; N];

/// Lower triangular square root, or `None` if the matrix is not positive definite.
pub fn cholesky<const N: usize>(matrix: &Matrix<N>) -> Option<Matrix<N>> {
    let mut factor = [[0.0; N]; N];
    for row in 0..N {
        for column in 0..=row {
            let known: f64 = (0..column)
                .map(|k| factor[row][k] * factor[column][k])
                .sum();
            let rest = matrix[row][column] - known;
            factor[row][column] = if row != column {
                rest / factor[column][column]
            } else if rest > 0.0 && rest.is_finite() {
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    Some(factor)
}

/// Product of a lower triangular factor and a vector.
pub fn times<const N: usize>(factor: &Matrix<N>, vector: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|row| (0..=row).map(|k| factor[row][k] * vector[k]).sum())
}

/// The vector that a lower triangular factor takes to `right`.
pub fn solve_lower<const N: usize>(factor: &Matrix<N>, right: &[f64; N]) -> [f64; N] {
    let mut solution = [0.0; N];
    for row in 0..N {
        let known: f64 = (0..row).map(|k| factor[row][k] * solution[k]).sum();
        solution[row] = (right[row] - known) / factor[row][row];
    }
    solution
}

/// Solution of `factor * transpose(factor) * x = right`.
pub fn solve<const N: usize>(factor: &Matrix<N>, right: &[f64; N]) -> [f64; N] {
    let mut solution = solve_lower(factor, right);
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|k| factor[k][row] * solution[k]).sum();
        solution[row] = (solution[row] - known) / factor[row][row];
    }
    solution
}

/// Inverse of the matrix whose Cholesky factor is given.
pub fn inverse<const N: usize>(factor: &Matrix<N>) -> Matrix<N> {
    std::array::from_fn(|column| {
        let mut unit = [0.0; N];
        unit[column] = 1.0;
        solve(factor, &unit)
    })
}

/// Covariance of a sample around its mean, with `n - 1`; also the mean.
///
/// Needs at least two points.
pub fn mean_and_covariance<const N: usize>(sample: &[[f64; N]]) -> ([f64; N], Matrix<N>) {
    let count = sample.len() as f64;
    let mean: [f64; N] =
        std::array::from_fn(|k| sample.iter().map(|point| point[k]).sum::<f64>() / count);
    let covariance = std::array::from_fn(|row| {
        std::array::from_fn(|column| {
            let products = sample
                .iter()
                .map(|point| (point[row] - mean[row]) * (point[column] - mean[column]));
            products.sum::<f64>() / (count - 1.0)
        })
    });
    (mean, covariance)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: Matrix<3> = [[4.0, 2.0, 0.6], [2.0, 3.0, 0.4], [0.6, 0.4, 2.0]];

    #[test]
    fn factor_times_its_transpose_is_the_matrix_and_the_inverse_undoes_it() {
        let factor = cholesky(&MATRIX).expect("positive definite");
        let inverse = inverse(&factor);
        for row in 0..3 {
            for column in 0..3 {
                let back: f64 = (0..3).map(|k| factor[row][k] * factor[column][k]).sum();
                assert!((back - MATRIX[row][column]).abs() < 1e-14);
                let unit: f64 = (0..3).map(|k| MATRIX[row][k] * inverse[k][column]).sum();
                assert!((unit - f64::from(u8::from(row == column))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn an_indefinite_matrix_has_no_factor() {
        assert!(cholesky(&[[1.0, 2.0], [2.0, 1.0]]).is_none());
    }
}
