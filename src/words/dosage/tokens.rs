//! A text in pieces: numbers, words in small letters, and marks.

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 300;

#[derive(Clone, PartialEq, Debug)]
pub enum Token {
    Number(f64),
    Word(String),
    Mark(char),
}

/// Nothing for a text in which a number might be misread: ".5" and "0,5" must never become 5.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut tokens = Vec::new();
    for piece in text.split_whitespace() {
        match dotted(piece) {
            Some(word) => tokens.push(Token::Word(word)),
            None => split(&piece.to_lowercase(), &mut tokens)?,
        }
    }
    Some(tokens)
}

/// "b.d." and "P.R.N" as "bd" and "prn".
fn dotted(piece: &str) -> Option<String> {
    let letter = |part: &str| {
        let mut inside = part.chars();
        inside.next().filter(|letter| letter.is_ascii_alphabetic() && inside.next().is_none())
    };
    let word: Option<String> = piece.trim_end_matches(['.', ',']).split('.').map(letter).collect();
    word.filter(|word| word.len() > 1).map(|word| word.to_ascii_lowercase())
}

fn split(piece: &str, tokens: &mut Vec<Token>) -> Option<()> {
    let mut rest = piece;
    while let Some(first) = rest.chars().next() {
        let after_number = rest.len() < piece.len() && matches!(tokens.last(), Some(Token::Number(_)));
        let length = if first.is_ascii_digit() {
            let length = number_length(rest);
            tokens.push(Token::Number(rest[..length].parse().ok()?));
            length
        } else if first == '½' {
            match tokens.last_mut() {
                Some(Token::Number(whole)) if after_number && whole.fract() == 0.0 => *whole += 0.5,
                _ => tokens.push(Token::Number(0.5)),
            }
            first.len_utf8()
        } else if first.is_alphabetic() {
            let length = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..length].to_owned()));
            length
        } else {
            let next_is_digit = rest[first.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
            if matches!(first, '.' | ',') && next_is_digit {
                return None;
            }
            tokens.push(Token::Mark(first));
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    Some(())
}

/// The digits, with one point between two of them.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    match text[whole..].strip_prefix('.').map(digits) {
        Some(decimals) if decimals > 0 => whole + 1 + decimals,
        _ => whole,
    }
}
