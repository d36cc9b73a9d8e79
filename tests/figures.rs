//! Figures: numbers into words, places and pictures that hold together at every width.

use root_causes::draw::layout::layout;
use root_causes::draw::scene::{Rect, Scene, Size};
use root_causes::draw::text::Face;
use root_causes::draw::theme::{Rgb, Theme};
use root_causes::figures::difference::{self, Change, Difference, Effect, difference};
use root_causes::figures::levels::{self, Break, FanYear, Levels, Naming, PartialYear, levels};
use root_causes::figures::spec::{Figure, Level, Tone};
use root_causes::i18n::Lang;
use root_causes::model::reach::Extent;

/// The three rows as the page shows them, with recorded counts and a plausible fan.
mod rows {
    use super::*;

    /// Recorded encounters, FY2000-25.
    pub const EL_SALVADOR: [f64; 26] = [
        6660.0, 8270.0, 6850.0, 9440.0, 16740.0, 39010.0, 40960.0, 13600.0, 12140.0, 11180.0,
        13120.0, 10370.0, 21900.0, 36960.0, 66420.0, 43390.0, 71850.0, 49760.0, 31370.0, 89810.0,
        16480.0, 95930.0, 93200.0, 53350.0, 45690.0, 7805.0,
    ];
    /// As above.
    pub const GUATEMALA: [f64; 26] = [
        4030.0, 4510.0, 5410.0, 6990.0, 10850.0, 21810.0, 19070.0, 16300.0, 15140.0, 14120.0,
        16830.0, 17580.0, 34450.0, 54140.0, 80470.0, 56690.0, 74600.0, 65870.0, 115_720.0,
        264_170.0, 47240.0, 279_030.0, 228_220.0, 213_270.0, 195_290.0, 30035.0,
    ];
    /// As above.
    pub const HONDURAS: [f64; 26] = [
        8650.0, 8340.0, 8880.0, 13920.0, 23880.0, 51870.0, 27640.0, 21710.0, 18120.0, 13350.0,
        12230.0, 11270.0, 30350.0, 46450.0, 90970.0, 33450.0, 52950.0, 47260.0, 76510.0, 253_800.0,
        40090.0, 308_930.0, 199_190.0, 180_660.0, 111_160.0, 17114.0,
    ];

    /// A row that owns its numbers.
    pub struct Owned {
        pub tone: Tone,
        pub name: String,
        pub title: String,
        pub recorded: Vec<(i32, f64)>,
        pub partial: f64,
        pub counterfactual: Vec<FanYear>,
        pub baseline: Vec<FanYear>,
        pub scenario: Vec<FanYear>,
        pub rules: Vec<(i32, f64)>,
        pub breaks: Vec<Break>,
        pub top: f64,
    }

    impl Owned {
        pub fn borrowed(&self, naming: Naming) -> Levels<'_> {
            Levels {
                tone: self.tone,
                name: &self.name,
                title: &self.title,
                heading: None,
                recorded: &self.recorded,
                partial: Some(PartialYear {
                    year: 2026,
                    value: self.partial,
                    months: 11,
                }),
                counterfactual: &self.counterfactual,
                baseline: &self.baseline,
                scenario: &self.scenario,
                rules: &self.rules,
                breaks: &self.breaks,
                top: self.top,
                naming,
            }
        }
    }

    fn fan(years: std::ops::RangeInclusive<i32>, from: [f64; 5], to: [f64; 5]) -> Vec<FanYear> {
        let first = *years.start();
        let parts = f64::from((years.end() - first).max(1));
        years
            .map(|year| {
                let share = f64::from(year - first) / parts;
                let wave = 1.0 + 0.008 * f64::from((year * 7) % 5 - 2);
                let at = |n: usize| (from[n] + share * (to[n] - from[n])) * wave;
                FanYear {
                    year,
                    p05: at(0),
                    p25: at(1),
                    p50: at(2),
                    p75: at(3),
                    p95: at(4),
                }
            })
            .collect()
    }

    /// A row from its record and the fan of its first and last simulated year.
    pub fn row(
        tone: Tone,
        name: &str,
        record: &[f64],
        partial: f64,
        from: [f64; 5],
        to: [f64; 5],
        rules: f64,
    ) -> Owned {
        let baseline = |values: [f64; 5]| values.map(|value| value * 1.06);
        Owned {
            tone,
            name: name.to_string(),
            title: format!("{name}: encounters a year, border rules as in late 2024"),
            recorded: (2000..).zip(record.iter().copied()).collect(),
            partial,
            counterfactual: fan(2025..=2026, from.map(|v| v * 1.15), from.map(|v| v * 1.08)),
            baseline: fan(2027..=2036, baseline(from), baseline(to)),
            scenario: fan(2027..=2036, from, to),
            rules: (2027..=2036)
                .map(|year| (year, rules * (1.0 + 0.02 * f64::from(year - 2027))))
                .collect(),
            breaks: [2020, 2023, 2025, 2025, 2026, 2026]
                .into_iter()
                .zip(1..)
                .map(|(year, footnote)| Break { year, footnote })
                .collect(),
            top: 310_000.0,
        }
    }

    /// El Salvador, Guatemala, Honduras, and the three together.
    pub fn all() -> Vec<Owned> {
        let k = |values: [f64; 5]| values.map(|value| value * 1e3);
        let total: Vec<f64> = (0..26)
            .map(|n| EL_SALVADOR[n] + GUATEMALA[n] + HONDURAS[n])
            .collect();
        let mut all = vec![
            row(
                Tone::ElSalvador,
                "El Salvador",
                &EL_SALVADOR,
                2023.0,
                k([7.0, 15.0, 25.0, 42.0, 94.0]),
                k([5.5, 14.0, 24.0, 43.0, 110.0]),
                2100.0,
            ),
            row(
                Tone::Guatemala,
                "Guatemala",
                &GUATEMALA,
                10294.0,
                k([19.0, 44.0, 71.0, 117.0, 278.0]),
                k([14.0, 42.0, 66.0, 118.0, 345.0]),
                9300.0,
            ),
            row(
                Tone::Honduras,
                "Honduras",
                &HONDURAS,
                5916.0,
                k([13.0, 30.0, 48.0, 79.0, 185.0]),
                k([10.0, 28.0, 46.0, 80.0, 210.0]),
                5400.0,
            ),
            row(
                Tone::Total,
                "the three countries",
                &total,
                18233.0,
                k([48.0, 96.0, 149.0, 232.0, 500.0]),
                k([40.0, 90.0, 140.0, 235.0, 610.0]),
                17000.0,
            ),
        ];
        all[3].top = 700_000.0;
        all
    }

    /// The words of a row.
    pub fn words(lang: Lang) -> levels::Words<'static> {
        match lang {
            Lang::En => levels::Words {
                recorded: "recorded",
                simulated: "simulated",
                scenario: "your scenario",
                baseline: "nothing changes",
                rules: "if today’s border rules hold",
                rules_short: "today’s rules",
                ninety: "90 of 100 futures",
                ninety_short: "90 of 100",
                fifty: "50 of 100",
                unit: "encounters a year",
                cut: "to {n}",
                months: "{n} months",
                summary: "{name}: {last} encounters recorded in fiscal year {year}. In {end}, \
                          under your scenario, the middle future has {middle}, and 90 of 100 \
                          futures lie between {low} and {high}; if nothing changes, the middle \
                          future has {baseline}.",
                summary_partial: "In {months} months of {partial_year}, {partial} were recorded.",
                summary_rules: "If today’s border rules hold, the middle future of {end} has \
                                {rules}.",
                caption: "{name}: encounters by fiscal year",
                year: "fiscal year",
                beside: "beside the record",
                middle: "{of}: middle future",
                p05: "{of}: 5 of 100 lie below",
                p25: "{of}: 25 of 100 lie below",
                p75: "{of}: 75 of 100 lie below",
                p95: "{of}: 95 of 100 lie below",
            },
            Lang::Es => levels::Words {
                recorded: "registrado",
                simulated: "simulado",
                scenario: "su escenario",
                baseline: "nada cambia",
                rules: "si siguen las reglas fronterizas de hoy",
                rules_short: "reglas de hoy",
                ninety: "90 de 100 futuros",
                ninety_short: "90 de 100",
                fifty: "50 de 100",
                unit: "encuentros al año",
                cut: "hasta {n}",
                months: "{n} meses",
                summary: "{name}: {last} encuentros registrados en el año fiscal {year}. En \
                          {end}, en su escenario, el futuro del medio tiene {middle}, y 90 de \
                          100 futuros quedan entre {low} y {high}; si nada cambia, el futuro del \
                          medio tiene {baseline}.",
                summary_partial: "En {months} meses de {partial_year} se registraron {partial}.",
                summary_rules: "Si siguen las reglas fronterizas de hoy, el futuro del medio de \
                                {end} tiene {rules}.",
                caption: "{name}: encuentros por año fiscal",
                year: "año fiscal",
                beside: "junto al registro",
                middle: "{of}: futuro del medio",
                p05: "{of}: 5 de 100 quedan por debajo",
                p25: "{of}: 25 de 100 quedan por debajo",
                p75: "{of}: 75 de 100 quedan por debajo",
                p95: "{of}: 95 de 100 quedan por debajo",
            },
        }
    }

    /// The words of a strip.
    pub fn strip_words(lang: Lang) -> difference::Words<'static> {
        match lang {
            Lang::En => difference::Words {
                fewer: "fewer",
                more: "more",
                no_change: "no change",
                sign_unknown: "sign not known",
                too_small: "too small to see",
                no_effect: "no effect",
                summary: "{name}, ten years together: {middle}, {range} in 90 of 100 futures.",
                summary_range: "{name}, ten years together: {verdict}; {range} in 90 of 100 \
                                futures.",
                summary_none: "{name}, ten years together: {verdict}.",
                caption: "{name}: change in encounters over ten years",
                corner: "futures",
                column: "change, in per cent of what happens if nothing changes",
                p05: "5 of 100 lie below",
                p25: "25 of 100 lie below",
                middle: "middle future",
                p75: "75 of 100 lie below",
                p95: "95 of 100 lie below",
            },
            Lang::Es => difference::Words {
                fewer: "menos",
                more: "más",
                no_change: "sin cambio",
                sign_unknown: "dirección desconocida",
                too_small: "demasiado pequeño para verse",
                no_effect: "sin efecto",
                summary: "{name}, diez años en conjunto: {middle}, {range} en 90 de 100 futuros.",
                summary_range: "{name}, diez años en conjunto: {verdict}; {range} en 90 de 100 \
                                futuros.",
                summary_none: "{name}, diez años en conjunto: {verdict}.",
                caption: "{name}: cambio en los encuentros en diez años",
                corner: "futuros",
                column: "cambio, en por ciento de lo que pasa si nada cambia",
                p05: "5 de 100 quedan por debajo",
                p25: "25 de 100 quedan por debajo",
                middle: "futuro del medio",
                p75: "75 de 100 quedan por debajo",
                p95: "95 de 100 quedan por debajo",
            },
        }
    }

    /// Every verdict, and changes that strain the words.
    pub fn effects() -> Vec<Effect> {
        let change = |values: [f64; 5]| Change {
            p05: values[0],
            p25: values[1],
            p50: values[2],
            p75: values[3],
            p95: values[4],
        };
        vec![
            Effect::Known(change([-18.0, -10.0, -6.0, -2.6, 5.0])),
            Effect::Known(change([-24.2, -13.0, -8.1, -4.0, -0.8])),
            Effect::Known(change([0.9, 3.0, 5.2, 8.0, 12.7])),
            Effect::SignUnknown(change([-9.0, -3.0, 0.4, 4.0, 9.6])),
            Effect::TooSmall(change([-1.2, -0.5, -0.1, 0.2, 0.9])),
            Effect::None,
            Effect::Known(change([-71.0, -50.0, -41.0, -33.0, -12.0])),
        ]
    }

    /// A strip among rows that share a scale.
    pub fn strip(effect: Effect, lang: Lang) -> Figure {
        let row = Difference {
            tone: Tone::Guatemala,
            name: "Guatemala",
            title: "Guatemala: change in encounters, border rules as in late 2024",
            heading: None,
            effect,
            domain: (-25.0, 10.0),
        };
        difference(&row, &strip_words(lang), lang)
    }
}

mod numbers_in_words {
    use root_causes::figures::format::{
        axis, change, counted, decimal, fill, percent, range, said, signed_percent,
    };
    use root_causes::i18n::Lang::{En, Es};

    #[test]
    fn counts_carry_commas_in_both_languages() {
        assert_eq!(counted(195_290.0), "195,290");
        assert_eq!(counted(999.4), "999");
        assert_eq!(said(200_000.0, En), "200,000");
        assert_eq!(said(200_000.0, Es), "200,000");
    }

    #[test]
    fn simulated_counts_keep_two_digits_or_three_after_a_one() {
        assert_eq!(said(66_432.0, En), "66,000");
        assert_eq!(said(154_321.0, En), "154,000");
        assert_eq!(said(309_876.0, Es), "310,000");
        assert_eq!(said(137.0, En), "140");
        assert_eq!(said(42.4, En), "42");
        assert_eq!(said(1_234_567.0, En), "1.2\u{a0}million");
        assert_eq!(said(1_234_567.0, Es), "1.2\u{a0}millones");
        assert_eq!(said(1_000_000.0, Es), "1\u{a0}millón");
        assert_eq!(said(2_000_000.0, En), "2\u{a0}million");
    }

    #[test]
    fn axes_shorten_thousands_and_millions() {
        assert_eq!(axis(200_000.0, En), "200k");
        assert_eq!(axis(200_000.0, Es), "200\u{a0}mil");
        assert_eq!(axis(1_500_000.0, En), "1.5M");
        assert_eq!(axis(1_500_000.0, Es), "1.5\u{a0}M");
        assert_eq!(axis(2_500.0, En), "2.5k");
        assert_eq!(axis(0.0, Es), "0");
        assert_eq!(axis(0.5, En), "0.5");
    }

    #[test]
    fn spanish_keeps_a_no_break_space_before_the_per_cent_sign() {
        assert_eq!(percent(6.0, En), "6%");
        assert_eq!(percent(6.4, Es), "6\u{a0}%");
    }

    #[test]
    fn zero_is_never_negative() {
        assert_eq!(decimal(-0.0, 0), "0");
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(signed_percent(-0.04, En), "0.0%");
        assert_eq!(percent(-0.3, Es), "0\u{a0}%");
        assert_eq!(change(-0.3, En), "no change");
        assert_eq!(change(0.4, Es), "sin cambio");
    }

    #[test]
    fn signs_are_true_signs() {
        assert_eq!(signed_percent(-6.24, En), "\u{2212}6.2%");
        assert_eq!(signed_percent(5.0, Es), "+5.0\u{a0}%");
        assert_eq!(decimal(-1_234.5, 1), "\u{2212}1,234.5");
    }

    #[test]
    fn ranges_name_both_directions() {
        assert_eq!(range(-18.0, 5.0, En), "between 5% more and 18% fewer");
        assert_eq!(
            range(-18.0, 5.0, Es),
            "entre 5\u{a0}% más y 18\u{a0}% menos"
        );
        assert_eq!(range(-18.0, -3.0, En), "between 3% and 18% fewer");
        assert_eq!(range(3.0, 18.0, Es), "entre 3\u{a0}% y 18\u{a0}% más");
        assert_eq!(range(-18.0, 0.2, En), "between no change and 18% fewer");
        assert_eq!(range(-0.3, 0.2, En), "within 0.5% of no change");
        assert_eq!(range(-6.2, -5.9, En), "close to 6% fewer");
    }

    #[test]
    fn templates_take_values_by_name_and_show_what_is_missing() {
        assert_eq!(fill("to {n}", &[("n", "610,000")]), "to 610,000");
        assert_eq!(fill("{a} and {b}", &[("b", "2")]), "{a} and 2");
    }
}

mod places {
    use proptest::prelude::*;
    use root_causes::figures::scale::{Scale, nice_ticks, year_ticks};

    proptest! {
        #[test]
        fn ticks_are_even_lie_inside_and_leave_no_end_uncovered(
            low in -1e6..1e6f64, span in 1e-3..1e7f64, most in 3usize..9,
        ) {
            let ticks = nice_ticks(low, low + span, most);
            prop_assert!(!ticks.is_empty());
            prop_assert!(ticks.len() <= most + 1);
            let slack = span * 1e-6;
            prop_assert!(ticks.iter().all(|t| *t >= low - slack && *t <= low + span + slack));
            if let [first, second, ..] = ticks[..] {
                let step = second - first;
                prop_assert!(first - step < low + slack);
                prop_assert!(ticks[ticks.len() - 1] + step > low + span - slack);
            }
        }

        #[test]
        fn the_inverse_takes_places_back_to_values(
            a in -1e6..1e6f64, width in 1.0..1e6f64, left in -500.0..500.0f64, value in 0.0..1.0f64,
        ) {
            let scale = Scale::new((a, a + width), (left + 300.0, left));
            let value = a + value * width;
            let back = scale.invert(scale.project(value));
            prop_assert!((back - value).abs() <= 1e-6 * width.max(value.abs()));
        }
    }

    #[test]
    fn years_are_named_at_the_ends_first_and_then_by_decade() {
        assert_eq!(year_ticks(2000, 2036), [2000, 2036, 2010, 2020, 2030]);
        assert_eq!(year_ticks(2026, 2026), [2026]);
    }

    #[test]
    fn a_pointer_reads_the_nearest_year_and_nothing_outside() {
        let scale = Scale::new((1999.7, 2036.3), (0.0, 366.0));
        assert_eq!(scale.year_at(3.0), Some(2000));
        assert_eq!(scale.year_at(scale.project(2027.4)), Some(2027));
        assert_eq!(scale.year_at(366.0), Some(2036));
        assert_eq!(scale.year_at(-1.0), None);
        assert_eq!(scale.year_at(367.0), None);
    }
}

mod pictures {
    use super::*;
    use proptest::prelude::*;
    use root_causes::figures::spec::{Anchor, Keep, Mark};

    const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Es];
    const NAMINGS: [Naming; 2] = [Naming::Full, Naming::None];

    pub fn laid(figure: &Figure, width: f64, height: f64, wider: f64) -> Scene {
        let measure = move |words: &str, face: Face| face.estimate(words) * wider;
        layout(figure, Size { width, height }, &Theme::light(), &measure)
    }

    fn overlap(a: &Rect, b: &Rect) -> bool {
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    }

    pub fn check(scene: &Scene) {
        for (index, text) in scene.texts.iter().enumerate() {
            let room = text.room;
            assert!(
                room.left >= -0.01
                    && room.top >= -0.01
                    && room.right <= scene.size.width + 0.01
                    && room.bottom <= scene.size.height + 0.01,
                "“{}” leaves a picture {} wide: {room:?}",
                text.words,
                scene.size.width,
            );
            assert!(text.face.size >= 12.0);
            for other in &scene.texts[index + 1..] {
                assert!(
                    !overlap(&room, &other.room),
                    "“{}” lies on “{}” at {}",
                    text.words,
                    other.words,
                    scene.size.width,
                );
            }
        }
    }

    fn figures(lang: Lang, naming: Naming) -> Vec<Figure> {
        let words = rows::words(lang);
        rows::all()
            .iter()
            .map(|row| levels(&row.borrowed(naming), &words, lang))
            .collect()
    }

    #[test]
    fn words_never_overlap_nor_leave_the_picture_at_any_width() {
        for lang in LANGUAGES {
            for naming in NAMINGS {
                for figure in figures(lang, naming) {
                    for width in (280..=1200).step_by(7) {
                        for wider in [0.9, 1.0, 1.15] {
                            check(&laid(&figure, f64::from(width), 190.0, wider));
                        }
                    }
                }
            }
            for effect in rows::effects() {
                let strip = rows::strip(effect, lang);
                for width in (280..=1200).step_by(7) {
                    check(&laid(&strip, f64::from(width), 58.0, 1.0));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn words_never_overlap_whatever_the_futures(
            middle in 100.0..400_000.0f64,
            spread in 1.01..6.0f64,
            fall in 0.2..2.0f64,
            rules in 0.0..200_000.0f64,
            top in 20_000.0..700_000.0f64,
            width in 280.0..1200.0f64,
            height in 150.0..420.0f64,
        ) {
            let from = [
                middle / spread / spread, middle / spread, middle, middle * spread,
                middle * spread * spread,
            ];
            let mut row = rows::row(
                Tone::Honduras, "Honduras", &rows::HONDURAS, 5916.0, from,
                from.map(|value| value * fall), rules,
            );
            row.top = top;
            for lang in LANGUAGES {
                let figure = levels(&row.borrowed(Naming::Full), &rows::words(lang), lang);
                check(&laid(&figure, width, height, 1.0));
            }
        }

        #[test]
        fn strips_hold_their_words_whatever_the_change(
            low in -80.0..20.0f64, span in 0.0..120.0f64, width in 280.0..1200.0f64,
        ) {
            let at = |share: f64| low + span * share;
            let change = Change {
                p05: at(0.0), p25: at(0.3), p50: at(0.45), p75: at(0.6), p95: at(1.0),
            };
            for effect in [Effect::Known(change), Effect::SignUnknown(change)] {
                check(&laid(&rows::strip(effect, Lang::Es), width, 58.0, 1.0));
            }
        }
    }

    #[test]
    fn what_must_be_named_is_named_at_every_width() {
        for lang in LANGUAGES {
            for figure in figures(lang, Naming::Full) {
                for width in (300..=1200).step_by(20) {
                    let scene = laid(&figure, f64::from(width), 200.0, 1.0);
                    let written: Vec<&str> = scene.texts.iter().map(|t| t.words.as_str()).collect();
                    let all = written.join(" ");
                    for label in figure.labels.iter().filter(|l| l.keep == Keep::Always) {
                        let short = label.short.as_deref().unwrap_or(&label.text);
                        assert!(
                            all.contains(&label.text) || all.contains(short),
                            "“{}” is missing at {width}: {all}",
                            label.text,
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn rows_that_name_less_keep_the_same_plane() {
        for width in [640.0, 900.0, 1200.0] {
            let planes: Vec<Rect> = NAMINGS
                .iter()
                .flat_map(|naming| figures(Lang::En, *naming))
                .map(|figure| laid(&figure, width, 200.0, 1.0).plane)
                .collect();
            assert!(planes.windows(2).all(|pair| pair[0] == pair[1]));
        }
    }

    #[test]
    fn every_number_drawn_stands_in_the_table() {
        let strips = rows::effects()
            .into_iter()
            .map(|effect| rows::strip(effect, Lang::En));
        for figure in figures(Lang::En, Naming::Full).into_iter().chain(strips) {
            let cells: Vec<f64> = figure
                .table
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().copied().flatten())
                .collect();
            for number in figure.numbers() {
                assert!(
                    cells.contains(&number),
                    "{number} is not in the table of {}",
                    figure.title
                );
            }
            let columns = figure.table.columns.len();
            assert!(figure.table.rows.iter().all(|r| r.cells.len() == columns));
        }
    }

    #[test]
    fn recorded_and_simulated_years_are_never_joined() {
        for figure in figures(Lang::En, Naming::Full) {
            let border = figure
                .marks
                .iter()
                .find_map(|mark| match mark {
                    Mark::Region { from, .. } => Some(*from),
                    _ => None,
                })
                .expect("simulated time is tinted");
            assert_eq!(border, 2026.5);
            for mark in &figure.marks {
                if let Mark::Line { points, .. } = mark {
                    let before = points.iter().filter(|p| p.0 < border).count();
                    assert!(before == 0 || before == points.len());
                    assert!(points.iter().all(|p| p.0 != 2026.0));
                }
            }
        }
    }

    #[test]
    fn a_cut_band_says_how_far_it_goes() {
        let row = &rows::all()[1];
        let figure = levels(
            &row.borrowed(Naming::Full),
            &rows::words(Lang::En),
            Lang::En,
        );
        let cut = figure.labels.iter().find(|l| l.anchor == Anchor::Cut);
        assert_eq!(cut.map(|l| l.text.as_str()), Some("to 350,000"));
        let scene = laid(&figure, 900.0, 200.0, 1.0);
        assert!(scene.texts.iter().any(|t| t.words == "to 350,000"));

        let honduras = &rows::all()[2];
        let figure = levels(
            &honduras.borrowed(Naming::Full),
            &rows::words(Lang::En),
            Lang::En,
        );
        assert!(figure.labels.iter().all(|l| l.anchor != Anchor::Cut));
    }

    #[test]
    fn shapes_stay_inside_the_plane() {
        for figure in figures(Lang::En, Naming::Full) {
            let scene = laid(&figure, 320.0, 190.0, 1.0);
            for item in &scene.items {
                if let root_causes::draw::scene::Item::Stroke { points, .. } = item {
                    assert!(points.iter().all(|p| p.1 >= 0.0 && p.1 <= 190.0));
                }
            }
            let top = scene.plane.top;
            let peaks = figure.numbers().into_iter().fold(0.0, f64::max);
            let y = scene.y.expect("a plane has heights");
            assert!(y.project(peaks.min(y.domain().1)) >= top - 1e-9);
        }
    }

    #[test]
    fn where_the_sign_is_not_known_no_middle_is_shown_anywhere() {
        let change = Change {
            p05: -9.0,
            p25: -3.0,
            p50: 0.4,
            p75: 4.0,
            p95: 9.6,
        };
        for effect in [
            Effect::SignUnknown(change),
            Effect::TooSmall(change),
            Effect::None,
        ] {
            let figure = rows::strip(effect, Lang::En);
            assert!(
                !figure
                    .marks
                    .iter()
                    .any(|m| matches!(m, Mark::Middle { .. }))
            );
            assert!(figure.labels.iter().all(|label| !label.bold));
            let cells = figure.table.rows.iter().flat_map(|row| &row.cells);
            assert!(cells.flatten().all(|value| *value != change.p50));
        }
        let known = rows::strip(Effect::Known(change), Lang::En);
        assert!(known.numbers().contains(&change.p50));
    }

    #[test]
    fn strips_share_a_scale_that_holds_all_bands_and_room_on_both_sides_of_zero() {
        let effects = rows::effects();
        let (low, high) = difference::shared_domain(&effects, Extent::default());
        for change in effects.iter().filter_map(Effect::change) {
            assert!(low <= change.p05 && change.p95 <= high);
        }
        assert!(-low / (high - low) > 0.27 && high / (high - low) > 0.27);
    }

    #[test]
    fn sentences_and_heads_leave_no_hole_unfilled() {
        for lang in LANGUAGES {
            let strips = rows::effects().into_iter().map(|e| rows::strip(e, lang));
            for figure in figures(lang, Naming::Full).into_iter().chain(strips) {
                let heads = figure.table.columns.iter().map(|c| c.head.clone());
                let words = figure.labels.iter().map(|l| l.text.clone());
                let mut all: Vec<String> = heads.chain(words).collect();
                all.extend([figure.summary.clone(), figure.table.caption.clone()]);
                assert!(all.iter().all(|text| !text.contains('{')), "{all:?}");
            }
        }
    }

    #[test]
    fn notches_give_back_where_their_footnotes_open() {
        let figure = &figures(Lang::En, Naming::Full)[0];
        let numbers = |scene: &Scene| -> Vec<u32> {
            scene.notches.iter().map(|(number, _)| *number).collect()
        };
        let narrow = laid(figure, 320.0, 200.0, 1.0);
        assert_eq!(numbers(&narrow), [1, 2, 3, 4, 5, 6]);
        assert!(narrow.texts.iter().any(|text| text.words == "2–6"));

        let wide = laid(figure, 1100.0, 200.0, 1.0);
        assert_eq!(numbers(&wide), [1, 2, 3, 4, 5, 6]);
        let room = wide.notches[0].1;
        let year = wide.x.invert((room.left + room.right) / 2.0);
        assert!((year - 2019.5).abs() < 0.05);
    }
}

mod past {
    use super::*;
    use proptest::prelude::*;
    use root_causes::data::{Outlook, outlooks};
    use root_causes::figures::format;
    use root_causes::figures::guess::{End, Guess, Reach, Tally, interval_score, times};
    use root_causes::figures::past::{CUT_OFFS, Round, figure, guess_sentence, scores, sentence};
    use root_causes::figures::rows::Row;
    use root_causes::figures::spec::{Mark, Stroke};

    const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Es];

    fn rounds() -> impl Iterator<Item = Round> {
        let rounds = Row::ALL
            .into_iter()
            .flat_map(|row| CUT_OFFS.map(move |cut_off| (row, cut_off)));
        rounds.flat_map(|(row, cut_off)| {
            [false, true].map(|revealed| Round {
                row,
                cut_off,
                revealed,
                guess: None,
            })
        })
    }

    /// Every round with the range on which its controls open, and one that lies below all.
    fn guessed() -> impl Iterator<Item = Round> {
        rounds().flat_map(|round| {
            [Reach::of(round).opening, Guess::between(0, 1)].map(|guess| Round {
                guess: Some(guess),
                ..round
            })
        })
    }

    /// The committed lines of a rival after a cut-off: points, record, score.
    fn committed(rival: &str, round: Round) -> Vec<Vec<f64>> {
        let text = include_str!("../assets/model/backtest_fans.csv");
        let lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let (origin, row) = (round.cut_off.to_string(), round.row.key());
        lines
            .filter(|cells| cells[0] == rival && cells[1] == origin && cells[3] == row)
            .map(|cells| {
                let numbers = cells[4..].iter();
                numbers
                    .map(|cell| cell.parse().expect("a number"))
                    .collect()
            })
            .collect()
    }

    #[test]
    fn fans_and_marks_are_those_of_the_committed_back_test() {
        for round in rounds() {
            let pair = outlooks(round.row.series(), round.cut_off);
            for (rival, outlook) in ["no_drivers", "naive"].into_iter().zip(pair) {
                let lines = committed(rival, round);
                let fans: Vec<[f64; 5]> = outlook.fans().collect();
                assert_eq!(fans.len(), lines.len(), "{rival} {round:?}");
                for (fan, line) in fans.iter().zip(&lines) {
                    let said: Vec<f64> = line[..5]
                        .iter()
                        .map(|value| format::rounded(*value))
                        .collect();
                    assert_eq!(fan.as_slice(), said, "{rival} {round:?}");
                }
                marks_agree(outlook, &lines);
            }
        }
    }

    fn marks_agree(outlook: &Outlook, lines: &[Vec<f64>]) {
        let mean =
            |value: fn(&Vec<f64>) -> f64| lines.iter().map(value).sum::<f64>() / lines.len() as f64;
        let factor = mean(|line| f64::max(line[2] / line[5], line[5] / line[2]));
        assert!((f64::from(outlook.factor) / 10.0 - factor).abs() <= 0.050_01);
        assert!((f64::from(outlook.score) / 100.0 - mean(|line| line[6])).abs() <= 0.005_01);
        let held = lines
            .iter()
            .filter(|line| line[0] <= line[5] && line[5] <= line[4]);
        assert_eq!(usize::from(outlook.held), held.count());
    }

    #[test]
    fn every_number_of_a_round_stands_in_its_table() {
        for round in rounds().chain(guessed()) {
            let figure = figure(round, Lang::En);
            let cells: Vec<f64> = figure
                .table
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().flatten().copied())
                .collect();
            for number in figure.numbers() {
                assert!(cells.contains(&number), "{number} of {round:?}");
            }
        }
    }

    #[test]
    fn nothing_after_the_cut_off_is_given_away_before_it_is_asked_for() {
        for round in rounds().filter(|round| !round.revealed) {
            let cut_off = f64::from(round.cut_off);
            let figure = figure(round, Lang::En);
            for mark in &figure.marks {
                match mark {
                    Mark::Line {
                        stroke: Stroke::Solid,
                        points,
                        ..
                    } => assert_eq!(points.last().map(|at| at.0), Some(cut_off)),
                    Mark::Point { at, .. } => panic!("{at:?} of {round:?}"),
                    _ => {}
                }
            }
            for row in &figure.table.rows {
                let year: f64 = row.head[..4].parse().expect("a year");
                assert!(year <= cut_off || row.cells[0].is_none(), "{round:?}");
            }
            let told = Round {
                revealed: true,
                ..round
            };
            assert_ne!(sentence(round, Lang::En), sentence(told, Lang::En));
        }
    }

    #[test]
    fn what_came_is_drawn_as_recorded_and_inside_the_picture() {
        for round in rounds().filter(|round| round.revealed) {
            let figure = figure(round, Lang::En);
            let years: Vec<f64> = figure
                .marks
                .iter()
                .filter_map(|mark| match mark {
                    Mark::Point { at, hollow, .. } => {
                        assert_eq!(*hollow, at.0 == 2026.0);
                        Some(at.0)
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(years.len(), usize::from(round.years()), "{round:?}");
            for scene in
                [332.0, 760.0].map(|width| super::pictures::laid(&figure, width, 320.0, 1.0))
            {
                super::pictures::check(&scene);
            }
        }
    }

    /// The sentence on border rules is only said where the model did miss.
    #[test]
    fn wherever_the_new_border_rules_are_blamed_the_model_had_missed() {
        for round in rounds().filter(|round| round.revealed && round.last() >= 2025) {
            let [model, _] = round.outlooks();
            assert!(model.held < round.years(), "{round:?}");
        }
    }

    #[test]
    fn sentences_of_rounds_leave_no_hole_unfilled() {
        for lang in LANGUAGES {
            for round in rounds() {
                let figure = figure(round, lang);
                let heads = figure.table.columns.iter().map(|column| &column.head);
                let texts = [&figure.title, &figure.summary, &figure.table.caption];
                for text in heads.chain(texts) {
                    assert!(!text.contains(['{', '}', '*']), "{text}");
                }
                assert_eq!(figure.summary, sentence(round, lang));
            }
            for round in guessed() {
                let figure = figure(round, lang);
                let own = guess_sentence(round, lang).expect("a range was given");
                let heads = figure.table.columns.iter().map(|column| &column.head);
                for text in heads.chain([&own]) {
                    assert!(!text.contains(['{', '}', '*']), "{text}");
                }
                assert_eq!(figure.summary, format!("{} {own}", sentence(round, lang)));
            }
        }
    }

    #[test]
    fn a_range_is_told_but_gives_nothing_away_before_what_came_is_shown() {
        for round in guessed() {
            let text = guess_sentence(round, Lang::En).expect("a range was given");
            let came = format::counted(round.came());
            assert_eq!(text.contains(&came), round.revealed, "{text}");
            let reach = Reach::of(round);
            let other = Round {
                revealed: !round.revealed,
                ..round
            };
            assert_eq!(reach, Reach::of(other), "{round:?}");
        }
    }

    #[test]
    fn a_range_is_given_for_a_year_that_is_recorded_whole() {
        for round in rounds() {
            assert!(round.guessed() > round.cut_off, "{round:?}");
            assert!(round.guessed() <= round.last(), "{round:?}");
            let whole = |year| round.row.recorded().iter().any(|(of, _)| *of == year);
            let later = round.guessed() + 1..=round.last();
            assert!(whole(round.guessed()) && !later.into_iter().any(whole));
        }
    }

    #[test]
    fn a_range_stands_beside_its_year_as_a_bracket_and_in_its_row_of_the_table() {
        for round in guessed() {
            let figure = figure(round, Lang::En);
            let (low, high) = round.guess.expect("a range was given").ends();
            let year = i32::from(round.guessed());
            let bracket = figure.marks.iter().find_map(|mark| match mark {
                Mark::Line {
                    stroke: Stroke::Solid,
                    tone: Tone::Baseline,
                    points,
                } => Some(points),
                _ => None,
            });
            let bracket = bracket.expect("a bracket in ink");
            assert!(bracket.iter().all(|(x, _)| x.round() as i32 == year));
            assert_eq!((bracket[0].1, bracket[3].1), (low, high));
            for row in &figure.table.rows {
                let own = &row.cells[row.cells.len() - 2..];
                let wanted = match row.year() == Some(year) {
                    true => [Some(low), Some(high)],
                    false => [None; 2],
                };
                assert_eq!(own, wanted, "{round:?}");
            }
        }
    }

    #[test]
    fn an_end_that_passes_the_other_takes_it_along() {
        let range = Guess::between(300, 200);
        assert_eq!(range.ends(), (200.0, 300.0));
        assert_eq!(range.with(End::Low, 400).ends(), (400.0, 400.0));
        assert_eq!(range.with(End::High, 100).ends(), (100.0, 100.0));
        assert_eq!(range.with(End::High, 250).ends(), (200.0, 250.0));
    }

    /// Of all ranges whose ends can be moved, the interval score is best on average for the one
    /// that leaves one in twenty out on either side.
    #[test]
    fn no_range_scores_better_on_average_than_that_of_the_five_and_ninety_five_per_cent_points() {
        let mean = |range| {
            (1..=100)
                .map(|came| interval_score(range, f64::from(came)))
                .sum::<f64>()
                / 100.0
        };
        let best = mean((5.5, 95.5));
        for low in 0..100 {
            for high in low..=101 {
                assert!(
                    mean((f64::from(low), f64::from(high))) >= best - 1e-9,
                    "{low} {high}"
                );
            }
        }
    }

    #[test]
    fn scores_of_model_and_rival_are_those_of_their_bands_for_that_year() {
        for round in guessed() {
            let year = round.guessed();
            let after = usize::from(year - round.cut_off) - 1;
            let guess = round.guess.expect("a range was given");
            let [own, rest @ ..] = scores(round, guess);
            let record = committed("naive", round)[after][5];
            assert_eq!(round.came(), record, "{round:?}");
            assert_eq!(own, interval_score(guess.ends(), record));
            for (score, rival) in rest.into_iter().zip(["no_drivers", "naive"]) {
                let line = &committed(rival, round)[after];
                let band = (format::rounded(line[0]), format::rounded(line[4]));
                assert_eq!(score, interval_score(band, record), "{rival} {round:?}");
            }
        }
    }

    #[test]
    fn a_round_counts_once_and_only_where_a_range_was_given_before_it_was_seen() {
        let open = rounds().next().expect("a round");
        let wide = Round {
            guess: Some(Guess::between(0, u32::MAX)),
            ..open
        };
        let narrow = Round {
            guess: Some(Guess::between(0, 1)),
            ..open
        };
        let mut tally = Tally::default();
        tally.see(wide);
        tally.see(narrow);
        assert_eq!(tally.counts(), (1, 1));
        tally.see(Round {
            cut_off: open.cut_off + 1,
            ..narrow
        });
        assert_eq!(tally.counts(), (1, 2));
        let unasked = Round {
            cut_off: open.cut_off + 2,
            ..open
        };
        tally.see(unasked);
        tally.see(Round {
            cut_off: unasked.cut_off,
            ..wide
        });
        assert_eq!(tally.counts(), (1, 2));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn words_of_a_round_never_overlap_at_any_width(
            width in 280.0..1200.0f64, height in 240.0..420.0f64, wider in 0.9..1.15f64,
        ) {
            for lang in LANGUAGES {
                for round in rounds().chain(guessed()) {
                    let scene = super::pictures::laid(&figure(round, lang), width, height, wider);
                    super::pictures::check(&scene);
                }
            }
        }

        #[test]
        fn a_narrower_range_that_holds_scores_lower(
            low in 0.0..1e6f64, came in 0.0..1e6f64, high in 0.0..1e6f64, off in 0.0..1e6f64,
        ) {
            let (low, high) = (came - low, came + high);
            let wide = interval_score((low - off, high), came);
            prop_assert!(interval_score((low, high), came) <= wide);
            prop_assert!((wide - (high - low + off)).abs() < 1e-6);
        }

        #[test]
        fn the_penalty_grows_with_the_distance_on_either_side(
            low in 0.0..1e6f64, width in 0.0..1e6f64, near in 0.0..1e6f64, further in 1.0..1e6f64,
        ) {
            let range = (low, low + width);
            for (at, away) in [(range.0 - near, -further), (range.1 + near, further)] {
                let more = interval_score(range, at + away) - interval_score(range, at);
                prop_assert!((more - times() * further).abs() < 1e-4);
            }
        }
    }
}

mod colours {
    use super::*;

    /// Contrast by the formula of WCAG 2.2.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                libm::pow((c + 0.055) / 1.055, 2.4)
            }
        };
        let light = |c: Rgb| 0.2126 * linear(c.0) + 0.7152 * linear(c.1) + 0.0722 * linear(c.2);
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn edges_keep_three_to_one_and_words_four_and_a_half() {
        let tones = [
            Tone::ElSalvador,
            Tone::Guatemala,
            Tone::Honduras,
            Tone::Total,
        ];
        for theme in [Theme::light(), Theme::dark()] {
            for tone in tones {
                assert!(contrast(theme.edge(tone), theme.ground) >= 3.0);
                assert!(contrast(theme.tone(tone), theme.ground) >= 4.5);
            }
            assert!(contrast(theme.quiet, theme.ground) >= 4.5);
            // Words also stand on the band of 90 futures of 100, under its edge.
            for tone in tones {
                let tinted = theme.mixed(theme.tone(tone), theme.opacity(Level::Ninety));
                assert!(contrast(theme.tone(tone), tinted) >= 3.8, "{tone:?}");
            }
        }
    }

    #[test]
    fn forced_colours_use_no_colour_of_their_own() {
        let (ground, text) = (Rgb(0, 0, 0), Rgb(255, 255, 0));
        let theme = Theme::forced(ground, text);
        assert_eq!(theme.tone(Tone::Guatemala), text);
        assert_eq!(theme.tone(Tone::Quiet), text);
        assert_eq!(theme.ground, ground);
    }
}

#[cfg(feature = "cli")]
mod files {
    use super::*;
    use root_causes::draw::svg::{Ground, svg, svg_on};
    use std::path::Path;

    fn guatemala(heading: Option<&str>) -> Figure {
        let row = &rows::all()[1];
        let mut levels_row = row.borrowed(Naming::Full);
        levels_row.heading = heading;
        levels(&levels_row, &rows::words(Lang::En), Lang::En)
    }

    fn size(width: f64, height: f64) -> Size {
        Size { width, height }
    }

    /// Compares with a file kept beside the tests; `UPDATE_GOLDEN=1` writes it anew.
    fn golden(name: &str, drawn: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden/figures")
            .join(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(&path, drawn).expect("a golden can be written");
        }
        let kept = std::fs::read_to_string(&path).expect("a golden is kept");
        assert!(
            kept == drawn,
            "{name} differs: look at it, then UPDATE_GOLDEN=1"
        );
    }

    #[test]
    fn pictures_stay_as_they_are_kept() {
        let theme = Theme::light();
        let levels = svg(&guatemala(None), size(320.0, 200.0), &theme);
        golden("levels-guatemala-320.svg", &levels.expect("drawn"));
        let strip = rows::strip(rows::effects()[0], Lang::Es);
        let drawn = svg(&strip, size(560.0, 58.0), &Theme::dark());
        golden(
            "difference-guatemala-560-es-dark.svg",
            &drawn.expect("drawn"),
        );
    }

    #[test]
    fn pictures_carry_name_and_sentence_and_no_styles() {
        let mut figure = guatemala(Some("A <heading> & more"));
        figure.title = "Title with <b> & \"quotes\"".to_string();
        let drawn = svg_on(
            &figure,
            size(900.0, 320.0),
            &Theme::dark(),
            Ground::Filled(16),
        )
        .expect("drawn");
        assert!(drawn.contains("<title>Title with &lt;b&gt; &amp; &quot;quotes&quot;</title>"));
        assert!(drawn.contains("<desc>Guatemala: 30,035 encounters"));
        assert!(drawn.contains("A &lt;heading&gt; &amp; more"));
        assert!(drawn.contains("role=\"img\""));
        assert!(drawn.contains("viewBox=\"-64 -64 3728 1408\""));
        for banned in ["style=", "<script", "<b>", "id=", "NaN", "inf"] {
            assert!(!drawn.contains(banned), "{banned} in the picture");
        }
        assert_eq!(
            drawn.matches("<text").count(),
            drawn.matches("</text>").count()
        );
    }

    #[test]
    fn text_is_never_smaller_than_twelve_pixels() {
        let drawn = svg(&guatemala(None), size(280.0, 190.0), &Theme::light()).expect("drawn");
        let sizes: Vec<f64> = drawn
            .split("font-size=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().expect("a value"))
            .map(|value| value.parse().expect("a number"))
            .collect();
        assert!(!sizes.is_empty());
        assert!(sizes.iter().all(|size| *size >= 12.0 * 4.0 - 0.01));
    }
}
