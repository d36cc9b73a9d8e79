//! The simulator built piece by piece: each piece is a task of its own, so that a slow phone
//! answers to its reader in between.

use std::time::Duration;

use leptos::prelude::*;

use super::picture::Screen;
use crate::figures::rows::Row;

/// How far the building has come.
#[derive(Clone, Copy, Default)]
pub struct Stage(RwSignal<usize>);

impl Stage {
    /// What is built in the piece with this number, counted from one.
    pub fn piece(self, number: usize, part: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        let is_due = Memo::new(move |_| self.0.get() >= number);
        (move || is_due.get().then(&part).into_any()).into_any()
    }

    /// Builds one piece after another and, once their pictures are drawn, goes on.
    pub fn play(self, screen: Screen, then: impl FnOnce() + 'static) {
        let next = move || {
            let is_built = self.0.get_untracked() == PIECES;
            if is_built && !screen.is_waiting() {
                return then();
            }
            if !is_built {
                self.0.update(|stage| *stage += 1);
            }
            self.play(screen, then);
        };
        set_timeout(next, Duration::ZERO);
    }
}

/// The number of the first row's piece.
pub const ROWS: usize = 5;

/// Pieces of the simulator.
const PIECES: usize = ROWS + Row::ALL.len() - 1;
