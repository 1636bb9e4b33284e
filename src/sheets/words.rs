//! The words of a page, in the order in which its file writes them.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect};

/// A gap of more than this part of a letter's height between two letters parts two words.
const GAP: f64 = 0.2;
/// A letter that stands lower or higher than this part of a letter's height begins a line.
const LOWER: f64 = 0.5;

/// The words that the page's file tells, a line each; none in a page that is a picture.
pub fn words(page: &Page<'_>) -> String {
    let (width, height) = page.render_dimensions();
    let (cache, settings) = (InterpreterCache::new(), InterpreterSettings::default());
    let all = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(Affine::IDENTITY, all, &cache, page.xref(), settings);
    let mut written = Written::default();
    interpret_page(page, &mut context, &mut written);
    written.text
}

/// What has been written so far, and where the last letter ended.
#[derive(Default)]
struct Written {
    text: String,
    end: Option<Point>,
}

impl Written {
    fn letter(&mut self, glyph: &Glyph<'_>, to_page: Affine) {
        let Some(letters) = glyph.as_unicode() else { return };
        // Outlines are a thousandth of a letter's height.
        let at = to_page * Point::ORIGIN;
        let height = (to_page * Point::new(0.0, 1000.0) - at).hypot().max(0.1);
        match self.end {
            Some(end) if (at.y - end.y).abs() > LOWER * height => self.part('\n'),
            Some(end) if (at.x - end.x).abs() > GAP * height => self.part(' '),
            _ => {}
        }
        match letters {
            BfString::Char(letter) => self.text.push(letter),
            BfString::String(letters) => self.text.push_str(&letters),
        }
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        self.end = Some(to_page * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0));
    }

    fn part(&mut self, by: char) {
        if !self.text.ends_with([' ', '\n']) || (by == '\n' && !self.text.ends_with('\n')) {
            self.text.push(by);
        }
    }
}

impl<'a> Device<'a> for Written {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.letter(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
