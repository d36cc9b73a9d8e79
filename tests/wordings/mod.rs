//! What no text may say, whoever speaks in it: what no record and no study here can carry, and
//! words about people. Each theme has its wordings in both languages, in lower case.

/// One thing that may not be said.
pub struct Theme {
    /// Why not.
    pub why: &'static str,
    /// In English.
    pub english: &'static [&'static str],
    /// In Spanish.
    pub spanish: &'static [&'static str],
}

/// What the model and the record can't carry. A study may have found it: this list is not held
/// against what is quoted of studies.
#[rustfmt::skip]
pub const CLAIMS: &[Theme] = &[
    Theme {
        why: "futures are scenarios",
        english: &["forecast", "prediction", "the model predicts", "our model predicts", "projected encounters"],
        spanish: &["pronóstico", "pronostica", "predicción", "predice", "el modelo prevé", "encuentros proyectados"],
    },
    Theme {
        why: "no lever is known to do this",
        english: &[
            "will cut migration", "will reduce migration", "will lower migration", "will end migration",
            "will cut encounters", "will reduce encounters", "will lower encounters", "cuts migration",
            "reduces migration", "lowers migration", "stops migration",
        ],
        spanish: &[
            "reducirá la migración", "bajará la migración", "disminuirá la migración", "detendrá la migración",
            "frenará la migración", "reducirá los encuentros", "bajará los encuentros",
            "disminuirá los encuentros", "reduce la migración", "baja la migración", "frena la migración",
            "detiene la migración",
        ],
    },
    Theme {
        why: "encounters are events, not people",
        english: &[
            "people encountered", "encountered people", "migrants encountered", "people were encountered", "encounters of migrants",
            "fewer people at the border", "more people at the border", "more families at the border", "fewer families at the border", "fewer migrants at the border", "more migrants at the border",
            "people reached the border in", "people crossed the border in", "fewer people crossed", "more people crossed",
            "fewer people cross ", "more people cross ", "fewer people come", "more people come", "fewer people arrive",
            "more people arrive", "fewer people came", "more people came", "fewer arrivals", "more arrivals", "people apprehended",
            "people were apprehended",
        ],
        spanish: &[
            "personas encontradas", "personas fueron encontradas", "migrantes encontrados", "encuentros de migrantes",
            "menos personas en la frontera", "más personas en la frontera", "más familias en la frontera", "menos familias en la frontera", "menos gente en la frontera", "más gente en la frontera",
            "menos migrantes en la frontera", "más migrantes en la frontera", "personas llegaron a la frontera en",
            "personas cruzaron la frontera en", "menos personas cruz", "más personas cruz", "menos gente cruz", "más gente cruz",
            "llega menos gente", "llega más gente", "llegan menos personas", "llegan más personas", "llegó menos gente",
            "llegó más gente", "llegaron menos personas", "llegaron más personas", "entra más gente", "entra menos gente",
            "menos llegadas", "más llegadas", "personas detenidas en la frontera fueron",
        ],
    },
    Theme {
        why: "what guns and drugs do to encounters is plausible and was not measured here: no number, and no sign as found",
        english: &[
            "guns cause", "drugs cause", "guns explain", "drugs explain", "guns raise encounters", "guns add encounters",
            "guns drive encounters", "drugs drive encounters", "guns drive migration", "drugs drive migration",
            "drug demand raises", "drug demand drives", "drug demand explains", "due to guns", "due to drugs",
            "fewer guns would", "fewer guns mean fewer encounters", "more guns mean more encounters", "without guns, encounters",
            "guns are behind", "drugs are behind",
        ],
        spanish: &[
            "las armas causan", "las drogas causan", "las armas explican", "las drogas explican", "las armas suben los encuentros",
            "las armas aumentan los encuentros", "las armas suman encuentros", "las armas impulsan", "las drogas impulsan",
            "la demanda de drogas sube", "la demanda de drogas aumenta los", "la demanda de drogas explica", "debido a las armas",
            "debido a las drogas", "a causa de las armas", "a causa de las drogas", "menos armas bajarían", "menos armas reducirían",
            "con menos armas habría menos encuentros", "más armas significan más encuentros", "sin armas, los encuentros",
        ],
    },
    Theme {
        why: "fewer encounters are neither less migration nor better lives",
        english: &["migration fell by", "less migration", "fewer encounters mean"],
        spanish: &["la migración bajó un", "menos migración", "menos encuentros significan", "menos encuentros quieren decir"],
    },
    Theme {
        why: "the three countries are not ranked",
        english: &["works best in", "most effective in"],
        spanish: &["funciona mejor en", "más eficaz en"],
    },
    Theme {
        why: "the sign of aid is not known",
        english: &[
            "aid deters", "aid spurs", "that aid works", "this shows that aid", "aid reduces", "aid lowers migration",
            "aid raises migration", "aid brought down", "thanks to aid, encounters",
        ],
        spanish: &[
            "que la ayuda funciona", "la ayuda frena", "la ayuda reduce", "la ayuda baja la migra",
            "la ayuda aumenta la", "la ayuda hizo bajar", "gracias a la ayuda, los encuentros",
        ],
    },
    Theme {
        why: "the sign of prevention, food programs and untargeted visas is not known",
        english: &["prevention works", "prevention lowers", "food programs reduce", "food support reduces", "visas reduce", "visas cut"],
        spanish: &[
            "la prevención funciona", "la prevención reduce", "los programas de alimentos reducen",
            "el apoyo alimentario reduce", "las visas reducen", "las visas frenan",
        ],
    },
    Theme {
        why: "the Mexican history is confounded",
        english: &["mexico proves", "mexico shows that", "as mexico shows", "mexico is proof"],
        spanish: &["méxico demuestra", "méxico prueba", "méxico muestra que", "como muestra méxico"],
    },
    Theme {
        why: "no study of local delivery and migration was found",
        english: &["localization cuts", "localization works", "localization does nothing", "local aid works", "local groups lower"],
        spanish: &["la ayuda local funciona", "la ayuda local reduce", "la ayuda local no sirve", "los grupos locales reducen"],
    },
    Theme {
        why: "the study does not carry this",
        english: &["cut murders by half", "halved murders"],
        spanish: &["redujo los homicidios a la mitad", "redujo los asesinatos a la mitad"],
    },
    Theme {
        why: "mass arrests are history here, not advice",
        english: &["model to follow", "example to follow", "bukele model"],
        spanish: &["modelo a seguir", "ejemplo a seguir", "modelo bukele"],
    },
    Theme {
        why: "studies of deterrence speak for and against",
        english: &["deterrence never works", "deterrence works", "deterrence does not work", "deterrence fails", "closing the border works"],
        spanish: &["la disuasión nunca funciona", "la disuasión funciona", "la disuasión no funciona", "la disuasión fracasa", "cerrar la frontera funciona"],
    },
    Theme {
        why: "2025 does not show what works",
        english: &["2025 shows what works", "2025 shows that", "2025 proves"],
        spanish: &["2025 muestra qué funciona", "2025 muestra que", "2025 demuestra"],
    },
    Theme {
        why: "beliefs are ours, at sizes of ours; neither document gives an estimate of migration",
        english: &["the op-ed estimates", "bermeo estimates", "the fact sheet claims", "the strategy estimates"],
        spanish: &["la columna estima", "bermeo estima", "la hoja informativa afirma", "la estrategia estima"],
    },
    Theme {
        why: "the default border rules are not those of today",
        english: &["today’s border rules, late 2024", "current border rules of late 2024"],
        spanish: &["las reglas de hoy, de fines de 2024", "las reglas actuales de fines de 2024"],
    },
    Theme {
        why: "a cost per encounter is not identified",
        english: &["per encounter", "cost of an encounter", "for each encounter avoided"],
        spanish: &["por encuentro", "costo de un encuentro", "por cada encuentro evitado"],
    },
    Theme {
        why: "openings are an index, not jobs a person",
        english: &["per unemployed"],
        spanish: &["por desempleado"],
    },
    Theme {
        why: "nothing here is a proof",
        english: &["this proves", "clearly shows", "obviously"],
        spanish: &["esto demuestra", "esto prueba que", "muestra claramente", "obviamente"],
    },
    Theme {
        why: "the fact sheet is no reply to the op-ed",
        english: &["in reply to the op-ed", "replies to the op-ed"],
        spanish: &["responde a la columna", "en respuesta a la columna"],
    },
];

/// Words about people, and words that take a side. No text of ours has them, nor what we write of a
/// study; a title that somebody else gave may.
#[rustfmt::skip]
pub const PEOPLE: &[Theme] = &[
    Theme {
        why: "no person is illegal",
        english: &["illegal immigra", "illegal migra", "illegal alien", "illegal crosser", "illegals", "aliens"],
        spanish: &["inmigrantes ilegales", "migrantes ilegales", "migración ilegal", "los ilegales", "indocumentados"],
    },
    Theme {
        why: "people are no water and no army",
        english: &["flood of", "surge of", "wave of migra", "tide of", "influx", "invasion"],
        spanish: &["oleada", "ola migratoria", "avalancha", "marea de", "invasión", "hordas"],
    },
    Theme {
        why: "an attribution has a name",
        english: &["experts say", "experts agree", "everyone knows"],
        spanish: &["los expertos dicen", "los expertos coinciden", "todo el mundo sabe"],
    },
    Theme {
        why: "actors have no adjectives",
        english: &["so-called", "propaganda", "radical", "extremist"],
        spanish: &["el llamado plan", "propaganda", "radical", "extremista"],
    },
];

/// What of some themes stands in a text, each as a line; denials that the page needs are let pass.
pub fn found(text: &str, themes: &[Theme]) -> Vec<String> {
    let text = text
        .to_lowercase()
        .replace("not a forecast", "")
        .replace("no un pronóstico", "")
        .replace("no es un pronóstico", "")
        .replace("kind_prediction", "");
    let wordings = themes.iter().flat_map(|theme| {
        let both = theme.english.iter().chain(theme.spanish);
        both.map(move |wording| (wording, theme.why))
    });
    let there = wordings.filter(|(wording, _)| text.contains(**wording));
    there
        .map(|(wording, why)| format!("`{wording}`: {why}"))
        .collect()
}
