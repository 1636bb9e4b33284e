//! Draws sheets and reads their words, here and now; for files that nobody vouches for see [`super::Drawer`].

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::words::words;
use super::{CannotDraw, Sheet, Sheets};

/// How wide a sheet is drawn, in pixels: A4 at 150 dots an inch, so that small print can be made larger.
const WIDTH: f32 = 1240.0;
/// How high a sheet is drawn at most, in pixels.
const HIGHEST: f32 = 3508.0;

/// At most this many sheets, from this place on.
///
/// # Errors
/// Why there are none.
pub fn draw(file: Vec<u8>, from: usize, most: usize) -> Result<Sheets, CannotDraw> {
    let pdf = Pdf::new(file).map_err(|why| match why {
        LoadPdfError::Decryption(_) => CannotDraw::Locked,
        LoadPdfError::Invalid => CannotDraw::Unreadable,
    })?;
    let pages = pdf.pages();
    let of = pages.len();
    if of == 0 {
        return Err(CannotDraw::Unreadable);
    }
    let cache = RenderCache::new();
    let drawn: Result<Vec<_>, _> =
        pages.iter().skip(from).take(most).map(|page| sheet(page, &cache)).collect();
    let drawn = drawn?;
    if drawn.is_empty() { Err(CannotDraw::NoSuchSheet) } else { Ok(Sheets { from, of, drawn }) }
}

fn sheet<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Result<Sheet, CannotDraw> {
    let (width, height) = page.render_dimensions();
    let scale = (WIDTH / width).min(HIGHEST / height);
    let is_paper = |points: f32| points.is_finite() && points * scale >= 1.0;
    if !(is_paper(width) && is_paper(height)) {
        return Err(CannotDraw::Unreadable);
    }
    let on = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let picture = render(page, cache, &InterpreterSettings::default(), &RenderSettings::default(), &on);
    let (width, height) = (picture.width(), picture.height());
    let picture = picture.into_png().map_err(|_| CannotDraw::Unreadable)?;
    Ok(Sheet { picture: BASE64_STANDARD.encode(picture), width, height, words: words(page) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::plain;

    fn pdf(sheets: &[&str]) -> Vec<u8> {
        plain::pdf(&sheets.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn each_sheet_is_a_picture_with_its_words_in_their_lines() {
        let sheets = draw(pdf(&["Dear Sam\nYour scan was normal.", "Kind regards"]), 0, 5).expect("sheets");
        assert_eq!((sheets.from, sheets.of, sheets.drawn.len()), (0, 2, 2));
        assert_eq!(sheets.drawn[0].words.trim(), "Dear Sam\nYour scan was normal.");
        assert_eq!(sheets.drawn[1].words.trim(), "Kind regards");
        for sheet in &sheets.drawn {
            let png = BASE64_STANDARD.decode(&sheet.picture).expect("base64");
            assert!(png.starts_with(b"\x89PNG"), "no picture");
            assert_eq!((sheet.width, sheet.height), (1240, 1754));
        }
        assert_ne!(sheets.drawn[0].picture, sheets.drawn[1].picture, "both sheets look the same");
    }

    #[test]
    fn a_long_letter_comes_in_parts_and_has_no_sheet_after_its_last() {
        let file = pdf(&["One", "Two", "Three"]);
        let words = |from, most| {
            let sheets = draw(file.clone(), from, most)?;
            Ok(sheets.drawn.iter().map(|sheet| sheet.words.trim().to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(words(0, 2), Ok(vec!["One".to_owned(), "Two".to_owned()]));
        assert_eq!(words(2, 2), Ok(vec!["Three".to_owned()]));
        assert_eq!(words(3, 2), Err(CannotDraw::NoSuchSheet));
    }

    #[test]
    fn what_is_no_letter_is_refused() {
        for file in [&b""[..], b"%PDF-1.7", b"hello", b"%PDF-1.4\n%%EOF\n", b"%PDF-1.4\n1 0 obj\n<<"] {
            assert_eq!(draw(file.to_vec(), 0, 1), Err(CannotDraw::Unreadable), "{file:?}");
        }
    }

    #[test]
    fn a_sheet_is_never_drawn_larger_than_paper() {
        for (size, expected) in [
            // A sheet without a size is taken for A4.
            ("0 0 0 0", Ok((1240, 1753))),
            ("0 0 1 900000", Err(CannotDraw::Unreadable)),
            ("0 0 14400 14400", Ok((1240, 1240))),
            ("0 0 10 10", Ok((1240, 1240))),
        ] {
            let file = String::from_utf8(pdf(&["Big"])).expect("text").replace("0 0 595 842", size);
            let drawn =
                draw(file.into_bytes(), 0, 1).map(|sheets| (sheets.drawn[0].width, sheets.drawn[0].height));
            assert_eq!(drawn, expected, "{size}");
        }
    }
}
