// The model's hot path in plain JavaScript, as fast as the language lets it be written with care:
// equations (3) to (14), the pot of money, and the statistics of an answer.
//
// It is the measure for the model in WebAssembly. Written for the engine: one pass over the draws
// with all state in local numbers; typed arrays; one row of numbers a draw, so that one address
// serves all its coefficients; nothing allocated an event but the views that get sorted; what a
// year or a scenario fixes is worked out once; logarithms and exponentials that can't matter are
// left out. Numbers are held in 64 bits, which engines calculate in.

const SERIES = 4;
const H_SCALE = Math.LN2 / Math.log(1.5);
const H0 = H_SCALE * Math.LN2;
const BUCKETS = 2048;
const PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95];

// Places of the coefficients in a draw's row, in the order in which they are exported.
const [
  PORT, WORK_REPLACING, WORK_ATTRACTING, NETWORKS, UPTAKE, AID_HOPE, AID_MONEY, LOCAL_COST_SAVING,
  LOCAL_QUALITY, ABSORPTION_LOSS, GOVERNANCE_QUALITY, RESEARCH_QUALITY, VIOLENCE_CUT,
  VIOLENCE_TRANSFER, MISSION_HOMICIDE_FALL, MISSION_HAZARD, GOVERNANCE_TRANSFER,
  HOMICIDE_ELASTICITY, , , DROUGHT, , , STORM, , , SHOCK_ABSORBED, FOOD_LEVEL, SMUGGLING_CUT,
  SMUGGLING_PERSISTENCE, GUN_ELASTICITY, FOOD_COST, VIOLENCE_COST, MISSION_COST, SMUGGLING_COST,
  B_X, ROW,
] = Array(37).keys();

/** The model with its draws and constants; answers scenarios as exported. */
export class Twin {
  /** @param {object} about model.json; @param {Float32Array} numbers model.f32 */
  constructor(about, numbers) {
    const { draws, years, countries } = about;
    if (about.coefficients.length !== ROW) throw new Error("other coefficients than this model knows");
    this.about = about;
    this.draws = draws;
    this.years = years;
    const rows = (first, count) => {
      const turned = new Float64Array(count * draws);
      for (let row = 0; row < count; row++)
        for (let draw = 0; draw < draws; draw++) turned[draw * count + row] = numbers[(first + row) * draws + draw];
      return turned;
    };
    const places = years * countries;
    /** `[draw][coefficient]` */
    this.coefficients = rows(0, ROW);
    /** `[draw][year][country]` */
    this.potential = rows(ROW, places);
    this.ends = rows(ROW + places, places);
    this.histogram = new Int32Array(BUCKETS);
    this.wanted = new Uint8Array(BUCKETS);
    this.candidates = new Float64Array(draws);
    this.differences = new Float64Array(draws);
    this.ratios = new Float64Array(draws);
    this.responses = new Float64Array(years);
    this.alive = new Uint8Array(countries);
    this.gov = new Float64Array(countries);
  }

  /** Room for the futures of one scenario. */
  room() {
    const { draws, years } = this;
    return {
      /** `[series][year][draw]` */
      encounters: new Float64Array(SERIES * years * draws),
      /** `[series][draw]` */
      sums: new Float64Array(SERIES * draws),
      places: new Float64Array(draws),
      pot: new Float64Array(7),
      /** What an answer says: the numbers in the order of the export. */
      numbers: new Float64Array((SERIES * (years + 3) + 1) * 5 + SERIES + 7),
    };
  }

  /** What a scenario fixes for every year. */
  plan({ levers, shocks }) {
    const { years, about } = this;
    const base = about.local_baseline;
    const places = (lever, t) => (t < 0 ? 0 : lever);
    const past = (shock, t, c) => (t === 0 ? 0 : shock[t - 1][c]);
    let stock = 0;
    let before = base;
    return Array.from({ length: years }, (_, t) => {
      const { aid, research } = levers;
      stock = 0.85 * stock + aid * research;
      const local = base + (levers.local_share - base) * Math.min((t + 1) / about.local_ramp_years, 1);
      const reached = Math.min(Math.max((local - base) / 0.4, 0), 1);
      const year = {
        left: aid * (1 - research),
        food: levers.food_security,
        violence: levers.violence_prevention,
        mission: levers.anti_corruption,
        smuggling: levers.anti_smuggling,
        local,
        moreLocal: local - base,
        rush: Math.max(local - before - 0.05, 0),
        need: 1 - about.need_local * (1 - reached),
        needFloor: (1 - about.need_local) * H0,
        research: 1 - Math.exp(-stock / 0.15),
        offered: levers.work_visas + levers.entry_places,
        visasFelt: 0.5 * (levers.work_visas + places(levers.work_visas, t - 1)),
        portsFelt: 0.5 * (levers.entry_places + places(levers.entry_places, t - 1)),
        before3: places(levers.work_visas, t - 3) + places(levers.entry_places, t - 3),
        targeting: levers.visa_targeting,
        shocked: false,
        drought: Float64Array.from([0, 1, 2], (c) => 0.6 * shocks.drought[t][c] + 0.4 * past(shocks.drought, t, c)),
        storm: Float64Array.from([0, 1, 2], (c) => 0.7 * shocks.storm[t][c] + 0.3 * past(shocks.storm, t, c)),
        gun: shocks.gun_flow[t][0],
        openings: Math.log(shocks.us_openings[t][0]),
      };
      year.shocked = year.drought.some(Boolean) || year.storm.some(Boolean);
      before = local;
      return year;
    });
  }

  /** Simulates a scenario in every draw. */
  simulate(scenario, into) {
    const plan = this.plan(scenario);
    const { draws, years, coefficients, potential, ends, responses, alive, gov } = this;
    const { encounters, sums, places } = into;
    const rho = Float64Array.from(this.about.regime_factor);
    const adults = Float64Array.from(this.about.single_adults);
    const most = Float64Array.from(this.about.ceiling, (cap) => cap * 1e6);
    const perCeiling = Float64Array.from(this.about.ceiling, (cap) => 1 / cap);
    let food = 0, violence = 0, mission = 0, smuggling = 0, services = 0, delivered = 0, reached = 0;

    for (let draw = 0; draw < draws; draw++) {
      const k = draw * ROW;
      const at = draw * years * 3;
      const port = coefficients[k + PORT];
      const replacing = coefficients[k + WORK_REPLACING];
      const attracting = coefficients[k + WORK_ATTRACTING];
      const networks = coefficients[k + NETWORKS];
      const uptake = coefficients[k + UPTAKE];
      const aidHope = coefficients[k + AID_HOPE];
      const aidMoney = coefficients[k + AID_MONEY];
      const costSaving = coefficients[k + LOCAL_COST_SAVING];
      const localQuality = coefficients[k + LOCAL_QUALITY];
      const absorption = coefficients[k + ABSORPTION_LOSS];
      const governance = coefficients[k + GOVERNANCE_QUALITY];
      const researchQuality = coefficients[k + RESEARCH_QUALITY];
      const violenceCut = coefficients[k + VIOLENCE_CUT];
      const violenceTransfer = coefficients[k + VIOLENCE_TRANSFER];
      const homicideFall = coefficients[k + MISSION_HOMICIDE_FALL];
      const hazard = coefficients[k + MISSION_HAZARD];
      const governanceTransfer = coefficients[k + GOVERNANCE_TRANSFER];
      const absorbed = coefficients[k + SHOCK_ABSORBED];
      const foodLevel = coefficients[k + FOOD_LEVEL];
      const smugglingCut = coefficients[k + SMUGGLING_CUT];
      const keeps = coefficients[k + SMUGGLING_PERSISTENCE];
      const guns = coefficients[k + GUN_ELASTICITY];
      const openings = coefficients[k + B_X];
      let level = 1;
      let persistence = 1;
      let used = 0;
      let sum0 = 0, sum1 = 0, sum2 = 0;
      alive[0] = alive[1] = alive[2] = 1;
      gov[0] = gov[1] = gov[2] = 0;

      for (let t = 0; t < years; t++) {
        const year = plan[t];
        // (3) One pot: programmes first, services get the rest.
        const left = year.left;
        const costFood = coefficients[k + FOOD_COST] * year.food;
        const costViolence = coefficients[k + VIOLENCE_COST] * year.violence;
        const costMission = coefficients[k + MISSION_COST] * year.mission;
        const costSmuggling = coefficients[k + SMUGGLING_COST] * (year.smuggling - 1);
        const cost = costFood + costViolence + costMission + costSmuggling;
        const covered = cost > left ? left / cost : 1;
        const rest = cost > left ? 0 : left - cost;
        const hasFood = covered * year.food;
        const hasViolence = covered * year.violence;
        const hasMission = covered * year.mission;
        food += covered * costFood;
        violence += covered * costViolence;
        mission += covered * costMission;
        smuggling += covered * costSmuggling;
        services += rest;
        delivered += covered;
        // (6) The part of aid that works as money, three to five years on.
        level += (rest - level) * 0.35;
        if (t + 3 < years) responses[t] = Math.log((level + 1) * 0.5) * H_SCALE;
        let hump = 0;
        for (let lag = 3; lag <= 5 && lag <= t; lag++) hump += responses[t - lag];
        // (10) The market adapts to enforcement.
        let smug = 0;
        if (year.smuggling > 1)
          smug = smugglingCut * Math.log(covered * (year.smuggling - 1) + 1) * (persistence * 0.6 + 0.4);
        persistence *= keeps;
        const common = aidMoney * hump + openings * year.openings - smug;
        used += uptake * year.offered;
        // (5) Quality, without and with a live mission.
        const q = localQuality * year.moreLocal + 1 + researchQuality * year.research - absorption * year.rush;
        let aid0 = 0, violence0 = 0, cover0 = 0;
        let aid1 = 0, violence1 = 0, cover1 = 0;
        const living = year.mission > 0 ? alive[0] + alive[1] + alive[2] : 0;
        if (living < 3) {
          const quality = q > 0.2 ? q : 0.2;
          const x = hasViolence * quality;
          const y = hasFood * quality;
          aid0 = aidHope * ((Math.log((level * quality + 1) * 0.5) * H_SCALE + H0) * year.need - year.needFloor);
          violence0 = hasViolence > 0 ? violenceTransfer * Math.log(1 - violenceCut * (x < 0.9 ? x : 0.9)) : 0;
          cover0 = y < 0.9 ? y : 0.9;
        }
        if (living > 0) {
          const under = q + governance * hasMission * (1 - year.local);
          const quality = under > 0.2 ? under : 0.2;
          const x = hasViolence * quality;
          const y = hasFood * quality;
          aid1 = aidHope * ((Math.log((level * quality + 1) * 0.5) * H_SCALE + H0) * year.need - year.needFloor);
          violence1 = hasViolence > 0 ? violenceTransfer * Math.log(1 - violenceCut * (x < 0.9 ? x : 0.9)) : 0;
          cover1 = y < 0.9 ? y : 0.9;
        }
        const fall = homicideFall * hasMission;
        const perVisa = replacing * year.targeting + attracting;
        const ports = port * year.portsFelt;
        const visas = perVisa * year.visasFelt;
        const later = networks * year.before3;
        const gunsFelt = guns * year.gun;
        const place = at + t * 3;
        let total = 0;

        for (let c = 0; c < 3; c++) {
          let aid = aid0, prevented = violence0, cover = cover0;
          if (year.mission > 0) {
            if (alive[c] === 1) {
              aid = aid1;
              prevented = violence1;
              cover = cover1;
              // (7) Missions end; until then homicide falls.
              if (ends[place + c] >= hazard) {
                const fallen = gov[c] - fall;
                gov[c] = fallen > -0.45 ? fallen : -0.45;
              } else {
                alive[c] = 0;
              }
            }
          }
          // (8) Violence, (11) all together.
          const lnV = governanceTransfer * gov[c] + gunsFelt + prevented;
          let effect = common - aid + coefficients[k + HOMICIDE_ELASTICITY + c] * lnV - foodLevel * cover;
          // (9) Drought and storm; food programmes absorb a part.
          if (year.shocked) {
            const shock = coefficients[k + DROUGHT + c] * year.drought[c] + coefficients[k + STORM + c] * year.storm[c];
            effect += shock * (1 - absorbed * cover);
          }
          let u = potential[place + c] * Math.exp(effect);
          if (u > most[c]) u = most[c];
          // (12) Places displace trips, ports first.
          const r = rho[c];
          const byPorts = ports * r;
          if (byPorts > 0) {
            const replaceable = u * 0.9;
            u -= replaceable * (1 - Math.exp(-byPorts / replaceable));
          } else u -= byPorts;
          const byVisas = visas * r;
          if (byVisas > 0) {
            const replaceable = u * adults[c];
            u -= replaceable * (1 - Math.exp(-byVisas / replaceable));
          } else u -= byVisas;
          // (13) Networks bring later trips. (14) Soft ceiling.
          u += later * r;
          const ratio = u * perCeiling[c];
          const squared = ratio * ratio;
          const e = u / Math.sqrt(Math.sqrt(squared * squared + 1));
          encounters[(c * years + t) * draws + draw] = e;
          total += e;
          if (c === 0) sum0 += e;
          else if (c === 1) sum1 += e;
          else sum2 += e;
        }
        encounters[(3 * years + t) * draws + draw] = total;
        // (4) Households that local delivery reaches for the same money.
        const households = hasFood * (costSaving * year.moreLocal + 1);
        reached += households < 1 ? households : 1;
      }
      sums[draw] = sum0;
      sums[draws + draw] = sum1;
      sums[2 * draws + draw] = sum2;
      sums[3 * draws + draw] = sum0 + sum1 + sum2;
      places[draw] = used;
    }
    into.pot.set([food, violence, mission, smuggling, services, delivered, reached * this.about.rural_households]);
    for (let item = 0; item < 7; item++) into.pot[item] /= draws * years;
  }

  /** The numbers that are said of a scenario, held against a reference. */
  summarise(reference, scenario) {
    const { draws, years, differences, ratios } = this;
    const { numbers, sums, places } = scenario;
    let next = 0;
    const add = (values, start) => {
      this.points(values, start, numbers, next);
      next += 5;
    };
    for (let row = 0; row < SERIES * years; row++) add(scenario.encounters, row * draws);
    const avoidedFrom = next;
    const fewerFrom = avoidedFrom + (SERIES * 3 + 1) * 5;
    for (let series = 0; series < SERIES; series++) {
      const countries = series === 3 ? 3 : 1;
      let fewer = 0;
      const first = series * draws;
      for (let draw = 0; draw < draws; draw++) {
        const before = reference.sums[first + draw];
        const avoided = before - sums[first + draw];
        if (avoided > 0) fewer++;
        differences[draw] = avoided;
        ratios[draw] = (100 * avoided) / before;
      }
      this.points(differences, 0, numbers, avoidedFrom + series * 5);
      this.points(ratios, 0, numbers, avoidedFrom + (SERIES + series) * 5);
      for (let draw = 0; draw < draws; draw++) differences[draw] = places[draw] * countries - differences[draw];
      this.points(differences, 0, numbers, avoidedFrom + (2 * SERIES + series) * 5);
      numbers[fewerFrom + series] = fewer / draws;
    }
    this.points(places, 0, numbers, avoidedFrom + 3 * SERIES * 5);
    numbers.set(scenario.pot, fewerFrom + SERIES);
  }

  /** Five points of `draws` numbers through one histogram; only the buckets of wanted ranks are sorted. */
  points(values, start, out, to) {
    const { draws, histogram, wanted, candidates } = this;
    const end = start + draws;
    let least = Infinity;
    let most = -Infinity;
    for (let i = start; i < end; i++) {
      const value = values[i];
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most === least) {
      for (let p = 0; p < 5; p++) out[to + p] = least;
      return;
    }
    const scale = (BUCKETS - 1) / (most - least);
    histogram.fill(0);
    for (let i = start; i < end; i++) histogram[((values[i] - least) * scale) | 0]++;
    wanted.fill(0);
    let bucket = 0;
    let before = 0;
    for (let p = 0; p < 5; p++) {
      const below = Math.floor(PROBABILITIES[p] * (draws - 1));
      for (let rank = below; rank <= below + 1 && rank < draws; rank++) {
        while (before + histogram[bucket] <= rank) before += histogram[bucket++];
        wanted[bucket] = 1;
      }
    }
    let count = 0;
    for (let i = start; i < end; i++) {
      const value = values[i];
      if (wanted[((value - least) * scale) | 0] === 1) candidates[count++] = value;
    }
    candidates.subarray(0, count).sort();
    // Ranks again, now among the candidates: less all values in buckets that were not wanted.
    bucket = 0;
    before = 0;
    let skipped = 0;
    for (let p = 0; p < 5; p++) {
      const position = PROBABILITIES[p] * (draws - 1);
      const below = Math.floor(position);
      let low = 0;
      let high = 0;
      for (let rank = below; rank <= below + 1 && rank < draws; rank++) {
        while (before + histogram[bucket] <= rank) {
          before += histogram[bucket];
          if (wanted[bucket] === 0) skipped += histogram[bucket];
          bucket++;
        }
        high = candidates[rank - skipped];
        if (rank === below) low = high;
      }
      out[to + p] = low + (high - low) * (position - below);
    }
  }
}

/** The world a scenario is held against: the same shocks, no lever moved. */
export function reference(scenario, about) {
  return {
    shocks: scenario.shocks,
    levers: {
      work_visas: 0, visa_targeting: 0.5, entry_places: 0, aid: 1, local_share: about.local_baseline, research: 0,
      violence_prevention: 0, anti_corruption: 0, food_security: 0, anti_smuggling: 1,
    },
  };
}

/**
 * Largest distance between two lists of numbers, relative to what each number is measured in:
 * its own size, or, for differences, which may be near zero, the widest of the range they belong to.
 */
export function distance(numbers, expected) {
  if (numbers.length !== expected.length) return Infinity;
  let worst = 0;
  for (let first = 0; first < expected.length; first += 5) {
    const last = Math.min(first + 5, expected.length);
    let size = 1e-9;
    for (let i = first; i < last; i++) size = Math.max(size, Math.abs(expected[i]));
    for (let i = first; i < last; i++) worst = Math.max(worst, Math.abs(numbers[i] - expected[i]) / size);
  }
  return worst;
}
