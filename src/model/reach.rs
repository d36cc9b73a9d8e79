//! How far a scenario's results reach under the readings of the studies that a reader can choose:
//! what their axes rest on, so that another reading moves no axis.

use super::account::{Account, Accounts, SAMPLE, Twenty};
use super::equations::{Detail, SERIES};
use super::outcomes::Outcome;
use super::packs::Pack;
use super::scenario::{Assumptions, Scenario};
use super::simulator::Simulator;
use super::summary::Change;
use super::wedges::Wedges;

/// Futures behind it: few, because an axis goes up to round numbers and waits for no one.
const DRAWS: usize = 256;

/// What so few futures may miss of an end, in points of a per cent.
const MARGIN: f32 = 0.5;

/// The same of amounts, as a share of their extent.
const ROOM: f32 = 0.25;

/// The same of dots, which reach far as it is.
const ROOM_OF_DOTS: f32 = 0.05;

/// Least and most of a change, fewer being negative; no change is among them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// The end on the side of fewer.
    pub least: f32,
    /// The end on the side of more.
    pub most: f32,
}

/// How far an outcome reaches. Of two, the first is that of the countries, which share an axis, the
/// second that of the total.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Most in a year, with the scenario and without.
    pub most: [f32; 2],
    /// Change over all years in per cent of any series, where that can be told.
    pub percent: Extent,
    /// Changes over all years that stand for a twentieth of the futures each, in per cent where
    /// that can be told, else in the outcome's unit.
    pub twenty: [Extent; 2],
    /// Change of a year.
    pub by_year: [Extent; 2],
    /// Change of the years from the first up to each.
    pub up_to: [Extent; 2],
}

/// Works it out, a reading at a time; what belongs to the readings is kept.
#[derive(Default)]
pub struct Reach {
    models: [Option<Simulator>; Pack::ALL.len()],
    /// The scenario asked for last, whatever its own reading is.
    asked: Option<Scenario>,
    done: usize,
    extent: Extent,
    accounts: Accounts,
    /// The outcome asked for last, of which scenario.
    known: Option<(Outcome, Scenario, Bounds)>,
}

/// How far the parts of a change reach, that is what each lever and shock contributed; worked out
/// a simulated scenario a step.
pub struct Parts {
    reading: Scenario,
    under_way: Option<(Simulator, Wedges)>,
    done: usize,
    extent: Extent,
}

impl Extent {
    /// What holds both.
    pub fn with(mut self, other: Extent) -> Extent {
        self.hold(other.least, other.most);
        self
    }

    fn hold(&mut self, least: f32, most: f32) {
        self.least = self.least.min(least);
        self.most = self.most.max(most);
    }

    fn hold_percent(&mut self, change: &Change) {
        let points = change.percent;
        self.hold(-points.p95 - MARGIN, -points.p05 + MARGIN);
    }

    fn widen(&mut self, room: f32) {
        let room = room * (self.most - self.least);
        self.hold(self.least - room, self.most + room);
    }
}

impl Bounds {
    /// Place of a series in what holds countries and total apart.
    pub const fn place(series: usize) -> usize {
        (series == SERIES - 1) as usize
    }

    fn hold(&mut self, account: &Account, series: usize, twenty: &Twenty) {
        let at = Bounds::place(series);
        let years = account.before[series].iter().chain(&account.after[series]);
        self.most[at] = years.fold(self.most[at], |most, year| most.max(year.p95));
        if account.relative {
            self.percent.hold_percent(&account.change[series]);
        }
        self.twenty[at].hold(twenty.changes[0], twenty.changes[SAMPLE - 1]);
        for (extent, years) in [
            (&mut self.by_year[at], &account.by_year[series]),
            (&mut self.up_to[at], &account.up_to[series]),
        ] {
            for year in years {
                extent.hold(year.more.p05, year.more.p95);
            }
        }
    }

    fn widen(&mut self) {
        for most in &mut self.most {
            *most *= 1.0 + ROOM;
        }
        for (extents, room) in [
            (&mut self.twenty, ROOM_OF_DOTS),
            (&mut self.by_year, ROOM),
            (&mut self.up_to, ROOM),
        ] {
            extents.iter_mut().for_each(|extent| extent.widen(room));
        }
    }
}

impl Reach {
    /// One reading of `scenario`; gives whether there was one left.
    pub fn advance(&mut self, scenario: &Scenario) -> bool {
        let mut reading = unread(scenario);
        if self.asked.as_ref() != Some(&reading) {
            self.asked = Some(reading.clone());
            self.done = 0;
            self.extent = Extent::default();
        }
        let Some(pack) = Pack::ALL.get(self.done) else {
            return false;
        };
        reading.assumptions.pack = *pack;
        let model = model_of(&mut self.models[self.done], reading.seed);
        for change in &model.run(&reading, Detail::Encounters).change {
            self.extent.hold_percent(change);
        }
        self.done += 1;
        true
    }

    /// How far the change of `scenario` reaches.
    pub fn of(&mut self, scenario: &Scenario) -> Extent {
        while self.advance(scenario) {}
        self.extent
    }

    /// How far an outcome of `scenario` reaches.
    pub fn bounds(&mut self, scenario: &Scenario, outcome: Outcome) -> Bounds {
        let mut reading = unread(scenario);
        if let Some((of, known, bounds)) = &self.known
            && (*of, known) == (outcome, &reading)
        {
            return *bounds;
        }
        let mut bounds = Bounds::default();
        for (pack, model) in Pack::ALL.into_iter().zip(&mut self.models) {
            reading.assumptions.pack = pack;
            let model = model_of(model, reading.seed);
            model.run(&reading, outcome.record().detail);
            let account = self.accounts.account(model, outcome);
            for series in 0..SERIES {
                let twenty = self.accounts.twenty(model, outcome, series);
                bounds.hold(&account, series, &twenty);
            }
        }
        bounds.widen();
        self.known = Some((outcome, unread(scenario), bounds));
        bounds
    }
}

impl Parts {
    /// Nothing simulated yet.
    pub fn new(scenario: &Scenario) -> Self {
        Parts {
            reading: unread(scenario),
            under_way: None,
            done: 0,
            extent: Extent::default(),
        }
    }

    /// Readings done and readings in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, Pack::ALL.len())
    }

    /// One step; gives whether more are to come.
    pub fn advance(&mut self) -> bool {
        let Some(pack) = Pack::ALL.get(self.done) else {
            return false;
        };
        let Some((model, wedges)) = &mut self.under_way else {
            self.reading.assumptions.pack = *pack;
            let model = Simulator::new(self.reading.seed, DRAWS);
            self.under_way = Some((model, Wedges::new(self.reading.clone(), DRAWS)));
            return true;
        };
        if model.prepare_next(&self.reading).is_some() || wedges.advance(model) {
            return true;
        }
        for wedge in wedges.report().wedges {
            for change in &wedge.change {
                self.extent.hold_percent(change);
            }
        }
        self.under_way = None;
        self.done += 1;
        self.done < Pack::ALL.len()
    }

    /// How far they reach, after the last step.
    pub fn extent(&self) -> Extent {
        self.extent
    }
}

/// The scenario without any reading of the studies of its own.
fn unread(scenario: &Scenario) -> Scenario {
    let mut reading = scenario.clone();
    reading.assumptions = Assumptions::default();
    reading
}

fn model_of(kept: &mut Option<Simulator>, seed: u32) -> &mut Simulator {
    kept.take_if(|model| model.seed() != seed);
    kept.get_or_insert_with(|| Simulator::new(seed, DRAWS))
}
