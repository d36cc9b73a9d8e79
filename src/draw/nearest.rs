//! Which number of a drawn figure a place in its picture means, and where the arrow keys lead from
//! there.

use super::scene::Scene;
use crate::figures::spec::{Figure, Row};

/// A number that is being read: its row in the figure's table, and its column where one is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Row of the table: a year of a plane, a point of a strip.
    pub row: usize,
    /// Column of the table: a series of a plane.
    pub column: Option<usize>,
}

/// The number nearest to a place in CSS pixels: on a plane that of the nearest year, on a strip the
/// nearest of all. Where a strip has no number its first row is meant.
pub fn at(figure: &Figure, scene: &Scene, (x, y): (f64, f64)) -> Option<Spot> {
    let rows = || figure.table.rows.iter().enumerate();
    let Some(scale) = &scene.y else {
        let along = rows().filter_map(|(row, of)| {
            let value = of.cells.first().copied().flatten()?;
            Some((row, (scene.x.project(value) - x).abs()))
        });
        let row = closest(along).unwrap_or(0);
        return Some(Spot { row, column: None });
    };
    let year = scene.x.year_at(x)?;
    let (row, of) = rows().find(|(_, row)| row.year() == Some(year))?;
    let up = numbers(of).map(|(column, value)| (column, (scale.project(value) - y).abs()));
    let column = closest(up);
    Some(Spot { row, column })
}

/// The numbers of a row by column.
fn numbers(row: &Row) -> impl Iterator<Item = (usize, f64)> {
    let cells = row.cells.iter().enumerate();
    cells.filter_map(|(column, cell)| Some((column, (*cell)?)))
}

/// The first of those with the least distance.
fn closest(all: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    let least = all.fold(None, |best: Option<(usize, f64)>, one| match best {
        Some(best) if best.1 <= one.1 => Some(best),
        _ => Some(one),
    });
    least.map(|(at, _)| at)
}

/// Where a key leads from a number, or from none: left and right from row to row, up and down to
/// the next number of the row, or where it has but one from row to row. None for other keys.
pub fn by_key(figure: &Figure, from: Option<Spot>, key: &str) -> Option<Spot> {
    let last = figure.table.rows.len().saturating_sub(1);
    let column = from.and_then(|spot| spot.column);
    let to = |row: usize| {
        let cells = figure.table.rows.get(row).map(|row| &row.cells);
        let there = column.filter(|at| cells.is_some_and(|cells| cells[*at].is_some()));
        Spot { row, column: there }
    };
    let back = || to(from.map_or(last, |spot| spot.row.saturating_sub(1)));
    let on = || to(from.map_or(last, |spot| (spot.row + 1).min(last)));
    Some(match key {
        "ArrowLeft" => back(),
        "ArrowRight" => on(),
        "ArrowDown" => beside(figure, from, |value, than| value < than).unwrap_or_else(back),
        "ArrowUp" => beside(figure, from, |value, than| value > than).unwrap_or_else(on),
        "Home" => to(0),
        "End" => to(last),
        _ => return None,
    })
}

/// The nearest number of the row on one side of the one that is read, this itself where there is
/// none; from none of them the first.
fn beside(figure: &Figure, from: Option<Spot>, is_beyond: fn(f64, f64) -> bool) -> Option<Spot> {
    let spot = from?;
    let row = figure.table.rows.get(spot.row)?;
    let mut all = numbers(row);
    if row.cells.len() == 1 {
        return None;
    }
    let Some(value) = spot.column.and_then(|column| row.cells[column]) else {
        let column = all.next().map(|(column, _)| column);
        return Some(Spot { column, ..spot });
    };
    let beyond = all.filter(|(_, other)| is_beyond(*other, value));
    let next = closest(beyond.map(|(column, other)| (column, (other - value).abs())));
    Some(Spot {
        column: next.or(spot.column),
        ..spot
    })
}
