//! Letters that are read aloud and typed: the base 32 of Douglas Crockford, which leaves out I, L,
//! O and U.

/// The letters in the order of their values.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The letter of a value below 32.
pub(super) fn letter(value: u8) -> char {
    char::from(LETTERS[usize::from(value & 31)])
}

/// The value of a letter, in either case; O is read as 0, I and L as 1.
pub(super) fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    let at = LETTERS
        .iter()
        .position(|&known| char::from(known) == letter)?;
    Some(at as u8)
}
