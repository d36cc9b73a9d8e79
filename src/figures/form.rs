//! The forms in which the same futures can be seen.

/// A view of the futures of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Bands that hold 50 and 90 of a hundred futures.
    #[default]
    Fan,
    /// Some futures, a line each: "each line is a possible future".
    Lines,
    /// Twenty dots, sorted: "x of 20".
    Dots,
    /// One sentence.
    Sentence,
}

impl Form {
    /// All forms in page order.
    pub const ALL: [Form; 4] = [Form::Fan, Form::Lines, Form::Dots, Form::Sentence];

    /// Eternal key in links and message files.
    pub const fn key(self) -> &'static str {
        match self {
            Form::Fan => "fan",
            Form::Lines => "lines",
            Form::Dots => "dots",
            Form::Sentence => "sentence",
        }
    }

    /// The form with this key.
    pub fn from_key(key: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.key() == key)
    }
}
