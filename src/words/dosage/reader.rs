//! Reads tokens one after the other; what does not fit is given back untouched.

use super::tokens::Token;

pub struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    pub fn new(tokens: Vec<Token>) -> Self {
        Self { tokens, at: 0 }
    }

    pub fn is_done(&self) -> bool {
        self.at == self.tokens.len()
    }

    /// What `read` makes of the next tokens; nothing is taken where it makes nothing of them.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let read = read(self);
        if read.is_none() {
            self.at = before;
        }
        read
    }

    fn next(&mut self) -> Option<&Token> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    /// Takes one of these marks.
    pub fn mark(&mut self, marks: &[char]) -> bool {
        let taken = self.attempt(|reader| match reader.next()? {
            Token::Mark(mark) if marks.contains(mark) => Some(()),
            _ => None,
        });
        taken.is_some()
    }

    /// Takes a phrase: words, and numbers in figures.
    pub fn phrase(&mut self, phrase: &str) -> bool {
        let taken = self.attempt(|reader| {
            phrase
                .split(' ')
                .all(|wanted| match reader.next() {
                    Some(Token::Word(word)) => word == wanted,
                    Some(Token::Number(number)) => wanted.parse::<f64>() == Ok(*number),
                    _ => false,
                })
                .then_some(())
        });
        taken.is_some()
    }

    /// Takes the longest of these phrases that stands here.
    pub fn longest(&mut self, phrases: &[&str]) -> bool {
        self.of(&phrases.iter().map(|phrase| (*phrase, ())).collect::<Vec<_>>()).is_some()
    }

    /// Takes the longest of these phrases that stands here, and gives what it means.
    pub fn of<T: Copy>(&mut self, phrases: &[(&str, T)]) -> Option<T> {
        let start = self.at;
        let mut best: Option<(usize, T)> = None;
        for (phrase, meaning) in phrases {
            if self.phrase(phrase) {
                if best.is_none_or(|(end, _)| self.at > end) {
                    best = Some((self.at, *meaning));
                }
                self.at = start;
            }
        }
        let (end, meaning) = best?;
        self.at = end;
        Some(meaning)
    }

    /// Takes one word that means something.
    pub fn word<T>(&mut self, meaning: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.attempt(|reader| match reader.next()? {
            Token::Word(word) => meaning(word),
            _ => None,
        })
    }

    /// Takes a number in figures.
    pub fn figure(&mut self) -> Option<f64> {
        self.attempt(|reader| match reader.next()? {
            Token::Number(number) => Some(*number),
            _ => None,
        })
    }
}
