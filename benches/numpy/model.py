"""The model's hot path in numpy: equations (3) to (14), the pot of money, and the statistics.

    python model.py FOLDER EVENTS KIND

reads model.json and model.f32, holds its answers against those of the export, plays EVENTS
slider events in numbers of KIND (float64, numpy's own, or float32) and prints milliseconds and
the largest distance as JSON.

Vectorised over draws, and over countries where it can be; temporaries small enough for the
cache, written over where they are of no more use; points by one sort of each row.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

H_SCALE = float(np.log(2.0) / np.log(1.5))
H0 = H_SCALE * float(np.log(2.0))
PROBABILITIES = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


class Model:
    def __init__(self, folder, kind):
        self.kind = np.dtype(kind)
        about = self.about = json.loads((folder / "model.json").read_text())
        numbers = np.fromfile(folder / "model.f32", dtype="<f4").astype(self.kind)
        names = about["coefficients"]
        self.draws, self.years = about["draws"], about["years"]
        rows, rest = np.split(numbers.reshape(-1, self.draws), [len(names)])
        self.b = dict(zip(names, rows))
        for slope in ("homicide_elasticity", "drought", "storm"):
            first = names.index(slope + "_slv")
            self.b[slope] = rows[first : first + 3]
        shape = (self.years, 3, self.draws)
        self.potential = np.ascontiguousarray(rest[: self.years * 3].reshape(shape))
        self.ends = np.ascontiguousarray(rest[self.years * 3 :].reshape(shape))
        column = lambda name: np.array(about[name], dtype=self.kind)[:, None]
        self.rho = column("regime_factor")
        self.adults = column("single_adults")
        self.per_ceiling = 1.0 / column("ceiling")
        self.most = column("ceiling") * 1e6
        position = PROBABILITIES * (self.draws - 1)
        self.below = position.astype(int)
        self.above = np.minimum(self.below + 1, self.draws - 1)
        self.fraction = (position - self.below).astype(self.kind)

    def plan(self, scenario):
        """What a scenario fixes for every year."""
        levers, shocks, about = scenario["levers"], scenario["shocks"], self.about
        base = about["local_baseline"]
        in_year = lambda name, t: levers[name] if t >= 0 else 0.0
        stock, before, years = 0.0, base, []
        for t in range(self.years):
            stock = 0.85 * stock + levers["aid"] * levers["research"]
            ramp = min((t + 1) / about["local_ramp_years"], 1.0)
            local = base + (levers["local_share"] - base) * ramp
            reached = min(max((local - base) / 0.4, 0.0), 1.0)
            felt = lambda shock, now: np.array(
                [
                    now * shocks[shock][t][c] + (1 - now) * (shocks[shock][t - 1][c] if t else 0.0)
                    for c in range(3)
                ],
                dtype=self.kind,
            )[:, None]
            mean = lambda name: 0.5 * (in_year(name, t) + in_year(name, t - 1))
            year = dict(
                left=levers["aid"] * (1 - levers["research"]),
                food=levers["food_security"],
                violence=levers["violence_prevention"],
                mission=levers["anti_corruption"],
                smuggling=levers["anti_smuggling"],
                local=local,
                more_local=local - base,
                rush=max(local - before - 0.05, 0.0),
                need=1 - about["need_local"] * (1 - reached),
                need_floor=(1 - about["need_local"]) * H0,
                research=1 - np.exp(-stock / 0.15),
                offered=levers["work_visas"] + levers["entry_places"],
                visas_felt=mean("work_visas"),
                ports_felt=mean("entry_places"),
                before3=in_year("work_visas", t - 3) + in_year("entry_places", t - 3),
                targeting=levers["visa_targeting"],
                gun=shocks["gun_flow"][t][0],
                openings=np.log(shocks["us_openings"][t][0]),
            )
            # Python's own numbers leave arrays as wide as they are.
            year = {name: float(value) for name, value in year.items()}
            year["drought"], year["storm"] = felt("drought", 0.6), felt("storm", 0.7)
            years.append(year)
            before = local
        return years

    def simulate(self, scenario):
        b, rho, draws = self.b, self.rho, self.draws
        encounters = np.empty((4, self.years, draws), dtype=self.kind)
        pot = np.zeros(7)
        level = np.ones(draws, dtype=self.kind)
        persistence = np.ones(draws, dtype=self.kind)
        places = np.zeros(draws, dtype=self.kind)
        alive = np.ones((3, draws), dtype=bool)
        gov = np.zeros((3, draws), dtype=self.kind)
        responses = []
        for t, year in enumerate(self.plan(scenario)):
            # (3) One pot: programmes first, services get the rest.
            costs = [
                b["food_cost"] * year["food"],
                b["violence_cost"] * year["violence"],
                b["mission_cost"] * year["mission"],
                b["smuggling_cost"] * (year["smuggling"] - 1.0),
            ]
            cost = costs[0] + costs[1] + costs[2] + costs[3]
            covered = year["left"] / np.maximum(cost, year["left"])
            rest = np.maximum(year["left"] - covered * cost, 0)
            food, violence, mission = (covered * year[name] for name in ("food", "violence", "mission"))
            pot[:4] += [np.vdot(covered, cost) for cost in costs]
            pot[4] += rest.sum()
            pot[5] += covered.sum()
            # (6) The part of aid that works as money, three to five years on.
            level += (rest - level) * 0.35
            responses.append(response(level))
            common = b["b_x"] * year["openings"]
            for lag in range(3, min(t, 5) + 1):
                common += b["aid_money"] * responses[t - lag]
            # (10) The market adapts to enforcement.
            if year["smuggling"] > 1:
                smuggling = covered * (year["smuggling"] - 1.0) + 1.0
                adapted = persistence * 0.6 + 0.4
                common -= b["smuggling_cut"] * np.log(smuggling) * adapted
            persistence *= b["smuggling_persistence"]
            places += b["uptake"] * year["offered"]
            # (5) Quality, by country where a mission is alive.
            q = (
                b["local_quality"] * year["more_local"]
                + 1.0
                + b["research_quality"] * year["research"]
                - b["absorption_loss"] * year["rush"]
            )
            gain = b["governance_quality"] * mission * (1.0 - year["local"])
            under = np.stack([q, q + gain])
            np.maximum(under, 0.2, out=under)
            # (6), (8), (9) What follows without and with a mission: two rows serve three countries.
            hope = response(level * under) + H0
            aid = b["aid_hope"] * (hope * year["need"] - year["need_floor"])
            cut = b["violence_cut"] * np.minimum(violence * under, 0.9)
            prevented = b["violence_transfer"] * np.log(1.0 - cut)
            cover = np.minimum(food * under, 0.9)
            less = aid + b["food_level"] * cover
            if year["mission"] > 0:
                less = np.where(alive, less[1], less[0])
                prevented = np.where(alive, prevented[1], prevented[0])
                cover = np.where(alive, cover[1], cover[0])
                # (7) Missions end; until then homicide falls.
                alive &= self.ends[t] >= b["mission_hazard"]
                gov -= (b["mission_homicide_fall"] * mission) * alive
                np.maximum(gov, -0.45, out=gov)
            else:
                less, prevented, cover = less[0], prevented[0], cover[0]
            # (8) Violence, (11) all together.
            effect = b["governance_transfer"] * gov
            effect += b["gun_elasticity"] * year["gun"]
            effect += prevented
            effect *= b["homicide_elasticity"]
            effect += common
            effect -= less
            # (9) Drought and storm; food programmes absorb a part.
            if year["drought"].any() or year["storm"].any():
                shock = b["drought"] * year["drought"] + b["storm"] * year["storm"]
                effect += shock * (1.0 - b["shock_absorbed"] * cover)
            u = np.exp(effect, out=effect)
            u *= self.potential[t]
            np.minimum(u, self.most, out=u)
            # (12) Places displace trips, ports first.
            displace(u, (b["port"] * year["ports_felt"]) * rho, 0.9)
            per_visa = b["work_replacing"] * year["targeting"] + b["work_attracting"]
            displace(u, (per_visa * year["visas_felt"]) * rho, self.adults)
            # (13) Networks bring later trips. (14) Soft ceiling.
            if year["before3"]:
                u += (b["networks"] * year["before3"]) * rho
            ratio = u * self.per_ceiling
            ratio *= ratio
            ratio *= ratio
            ratio += 1.0
            np.divide(u, np.sqrt(np.sqrt(ratio, out=ratio), out=ratio), out=encounters[:3, t])
            # (4) Households that local delivery reaches for the same money.
            reach = b["local_cost_saving"] * year["more_local"] + 1.0
            pot[6] += np.minimum(food * reach, 1.0).sum()
        encounters[:3].sum(axis=0, out=encounters[3])
        pot[6] *= self.about["rural_households"]
        return encounters, encounters.sum(axis=1), places, pot / (draws * self.years)

    def summarise(self, reference, scenario):
        """The numbers that are said of a scenario, in the order of the export."""
        encounters, sums, places, pot = scenario
        before = reference[1]
        avoided = before - sums
        percent = 100 * (avoided / before)
        entries = np.multiply.outer(np.array([1, 1, 1, 3], dtype=self.kind), places) - avoided
        rows = [encounters.reshape(-1, self.draws), avoided, percent, entries, places[None]]
        points = [self.points(row).ravel() for row in rows]
        fewer = np.count_nonzero(avoided > 0, axis=1) / self.draws
        return np.concatenate([*points, fewer, pot])

    def points(self, rows):
        """Five points of every row."""
        ordered = np.sort(rows, axis=-1)
        low, high = ordered[:, self.below], ordered[:, self.above]
        return low + (high - low) * self.fraction


def response(x):
    return np.log((x + 1.0) * 0.5) * H_SCALE


def displace(u, d, psi):
    replaceable = u * psi
    saturation = 1.0 - np.exp(-np.maximum(d, 0) / replaceable)
    u -= replaceable * saturation
    u -= np.minimum(d, 0)


def reference(scenario, about):
    """The world a scenario is held against: the same shocks, no lever moved."""
    still = dict.fromkeys(scenario["levers"], 0.0)
    still.update(visa_targeting=0.5, aid=1.0, local_share=about["local_baseline"], anti_smuggling=1.0)
    return dict(levers=still, shocks=scenario["shocks"])


def distance(numbers, expected):
    """Largest distance, relative to the largest of the five numbers that belong together."""
    expected = np.array(expected)
    worst = 0.0
    for first in range(0, len(expected), 5):
        five = slice(first, first + 5)
        size = np.abs(expected[five]).max() + 1e-9
        worst = max(worst, float(np.abs(numbers[five] - expected[five]).max() / size))
    return worst


def main(folder, events, kind):
    model = Model(Path(folder), kind)
    scenarios = model.about["scenarios"]
    worst = 0.0
    for scenario in scenarios:
        still = model.simulate(reference(scenario, model.about))
        numbers = model.summarise(still, model.simulate(scenario))
        worst = max(worst, distance(numbers, scenario["numbers"]))
    pair = scenarios[:2]
    still = model.simulate(reference(pair[0], model.about))
    times = []
    for event in range(int(events)):
        visas = 1_000.0 * (event % 100 + 1)
        moved = [dict(one, levers=dict(one["levers"], work_visas=visas)) for one in pair]
        began = perf_counter()
        futures = [model.simulate(one) for one in moved]
        simulated = perf_counter()
        for one in futures:
            model.summarise(still, one)
        times.append((1e3 * (simulated - began), 1e3 * (perf_counter() - began)))
    print(json.dumps(dict(distance=worst, times=times, numpy=np.__version__)))


main(*sys.argv[1:])
