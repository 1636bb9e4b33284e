//! Codes that people read from paper: long enough that nobody guesses them, without letters that look alike.

/// Neither 0 and O, nor 1, I and L, and no U, so that no word stands in one by chance.
const LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 12 of 30 letters are 58 bits.
const LENGTH: usize = 12;

/// A new code, in three groups: `ABCD-EFGH-2345`.
pub fn new_code() -> String {
    let mut code = String::with_capacity(LENGTH + 2);
    for at in 0..LENGTH {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(LETTERS[rand::random_range(0..LETTERS.len())]));
    }
    code
}

/// Six digits, to be sent and typed at once.
pub fn new_digits() -> String {
    format!("{:06}", rand::random_range(0..1_000_000_u32))
}

/// A code as it is compared: without spaces and dashes, in capitals. None for what cannot be one.
pub fn read_code(typed: &str) -> Option<String> {
    let kept = typed.chars().filter(|letter| !letter.is_whitespace() && !is_dash(*letter));
    let code: String = kept.flat_map(char::to_uppercase).take(LENGTH + 1).collect();
    (code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter))).then_some(code)
}

/// Six digits, as an authenticator app shows them; any spaces are forgiven.
pub fn read_digits(typed: &str) -> Option<String> {
    let digits: String =
        typed.chars().filter(|letter| !letter.is_whitespace() && !is_dash(*letter)).take(7).collect();
    (digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_code_is_read_again_however_it_is_typed() {
        let code = new_code();
        assert_eq!(code.len(), 14);
        let plain = read_code(&code).expect("a code");
        assert_eq!(read_code(&code.to_lowercase()), Some(plain.clone()));
        assert_eq!(read_code(&format!(" {} ", code.replace('-', "  "))), Some(plain));
        assert_ne!(new_code(), new_code());
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for typed in ["", "ABCD", "ABCD-EFGH-234O", "ABCDEFGH2345X", "ÄBCD-EFGH-234"] {
            assert_eq!(read_code(typed), None, "{typed}");
        }
        assert_eq!(read_digits("123 456").as_deref(), Some("123456"));
        for typed in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] {
            assert_eq!(read_digits(typed), None, "{typed}");
        }
    }
}
