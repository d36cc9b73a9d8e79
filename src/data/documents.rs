//! The figures and claims of the two documents, for the native program. What each code means is
//! ruled in `assets/data/README.md`.

use super::Source;

/// An enum whose variants have a key, as in tables, addresses and message files.
macro_rules! keyed {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every value, in the order of the rules.
            pub const ALL: &'static [$name] = &[$(Self::$variant),+];

            /// The key in tables, addresses and message files.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }
        }
    };
}

keyed!(
    /// One of the two documents, the older first.
    Document {
        /// The op-ed of 2021-22.
        OpEd = "op_ed",
        /// The fact sheet of 25 March 2024.
        FactSheet = "fact_sheet",
    }
);
keyed!(
    /// The pillar of the strategy of whose subject a row speaks.
    Pillar {
        /// The economy.
        Economy = "1",
        /// Corruption and governance.
        Governance = "2",
        /// Human and labor rights.
        Rights = "3",
        /// Violence.
        Violence = "4",
        /// Gender-based violence.
        GenderViolence = "5",
        /// The strategy or aid as a whole.
        All = "all",
        /// A subject that no pillar has.
        Unnamed = "none",
    }
);
keyed!(
    /// Where in the document the countries of a row are named.
    From {
        /// In the sentence.
        Named = "named",
        /// In the same bullet or paragraph.
        Bullet = "bullet",
        /// In the document as a whole.
        Document = "document",
        /// Nowhere.
        Nowhere = "none",
    }
);
keyed!(
    /// What kind of statement a row makes.
    Kind {
        /// What should be, or what an act aims at.
        Goal = "goal",
        /// Sums spent, lent, promised, raised or asked for.
        Money = "money",
        /// What was done or whom it reached.
        Output = "output",
        /// A change in lives or conditions, laid to a program.
        Outcome = "outcome",
        /// One thing brings about another.
        Causal = "causal",
        /// What will come if a policy is kept, changed or carried out.
        Prediction = "prediction",
        /// The rest.
        Description = "description",
    }
);
keyed!(
    /// Whether data or model of this project could contradict a row.
    Testable {
        /// A plain reading could be contradicted.
        Yes = "yes",
        /// Only a part, or a neighbouring quantity.
        Partly = "partly",
        /// Nothing here could.
        No = "no",
    }
);
keyed!(
    /// What a figure's words make it.
    Bound {
        /// As stated.
        Exact = "exact",
        /// At least this.
        Floor = "floor",
        /// At most this.
        Ceiling = "ceiling",
        /// Near this.
        About = "about",
        /// No number is given.
        Open = "none",
    }
);
keyed!(
    /// What a figure counts. Unlike things are never added.
    Number {
        /// Dollars or a share of them.
        Money = "money",
        /// Each one counted is a person.
        People = "people",
        /// All else.
        Things = "things",
        /// A trend without a number.
        Trend = "none",
    }
);
keyed!(
    /// Sorts of money that may not be added to each other.
    MoneyKind {
        /// A promise.
        Pledge = "pledge",
        /// Loans and stakes together.
        Investment = "investment",
        /// A loan, to be paid back.
        Loan = "loan",
        /// A stake.
        Equity = "equity",
        /// The whole size of a fund.
        Fund = "fund",
        /// The cost of a program.
        Program = "program",
        /// A gift.
        Grant = "grant",
        /// The grantees' own part.
        Match = "match",
        /// Gift and own part together.
        GrantAndMatch = "grant_and_match",
        /// Money of private firms.
        Private = "private",
        /// A value put on goods that were seized.
        Seized = "seized",
        /// A share of aid, per cent.
        Share = "share",
    }
);
keyed!(
    /// How far a figure has come, by its document.
    Status {
        /// It happened.
        Done = "done",
        /// It is to happen.
        Planned = "planned",
        /// It is proposed or requested.
        AskedFor = "asked_for",
        /// It describes, and is nobody's act.
        Stated = "stated",
    }
);
keyed!(
    /// What a claim does in its argument.
    Role {
        /// Says why people leave.
        Cause = "cause",
        /// Says what is wrong.
        Critique = "critique",
        /// Says what to do.
        Solution = "solution",
        /// Says what stands in the way.
        Obstacle = "obstacle",
        /// Limits what was said.
        Caveat = "caveat",
        /// Speaks of policy of the past.
        PastPolicy = "past_policy",
    }
);

/// A figure or claim of one of the documents.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// `OC`, `OE`, `FC` or `FS` and three digits; for ever.
    pub id: &'static str,
    /// The pillar whose subject it speaks of.
    pub pillar: Pillar,
    /// Part and number of the paragraph or bullet, `paragraph/4` or `2/1`.
    pub place: &'static str,
    /// A few words of the document, as they stand there.
    pub phrase: &'static str,
    /// `SLV`, `GTM`, `HND`, `region`, `wider`, `US` or `unstated`.
    pub countries: &'static [&'static str],
    /// Where these are named.
    pub countries_from: From,
    /// What kind of statement it is.
    pub kind: Kind,
    /// Whether this project could contradict it.
    pub testable: Testable,
    /// What in the simulator speaks to it: `lever:`, `preset:` or `shock:` and a key.
    pub lever: Option<&'static str>,
    /// Tables or series that speak to it, the nearest first.
    pub series: &'static [&'static str],
    /// Studies behind the text about it.
    pub evidence: &'static [&'static str],
    /// The document.
    pub source: &'static Source,
    /// A figure or a claim.
    pub says: Says,
}

/// What a row holds.
#[derive(Debug, PartialEq)]
pub enum Says {
    /// A claim, by its role in the argument.
    Claim(Role),
    /// A figure.
    Figure(Figure),
}

/// A figure as its document gives it.
#[derive(Debug, PartialEq)]
pub struct Figure {
    /// What is counted, as a key.
    pub metric: &'static str,
    /// The document's own words before or after the number; may be empty.
    pub qualifier: &'static str,
    /// What these words make it.
    pub bound: Bound,
    /// The number in its unit; `None` where a trend is told without one.
    pub value: Option<f64>,
    /// The unit, in English: `USD`, `percent`, or what is counted.
    pub unit: &'static str,
    /// Money, people or things.
    pub number: Number,
    /// Which sort of money.
    pub money_kind: Option<MoneyKind>,
    /// When it holds, in the document's words.
    pub period: &'static str,
    /// Who acts.
    pub agency: &'static str,
    /// How far it has come.
    pub status: Status,
    /// The figure that this one is part of: never add the two.
    pub part_of: Option<&'static str>,
}

impl Row {
    /// The document in which it stands.
    pub fn document(&self) -> Document {
        match self.id.starts_with('O') {
            true => Document::OpEd,
            false => Document::FactSheet,
        }
    }

    /// The figure, if it is one.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.says {
            Says::Figure(figure) => Some(figure),
            Says::Claim(_) => None,
        }
    }
}

/// Every row: claims of the op-ed, its figures, then the same of the fact sheet.
pub fn rows() -> &'static [Row] {
    &ROWS
}

/// The row with this id.
pub fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.id == id)
}

include!(concat!(env!("OUT_DIR"), "/documents.rs"));
