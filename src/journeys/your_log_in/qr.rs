//! A QR code as a picture that a strict content policy allows: one path, no style.

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around it (ISO/IEC 18004, section 6.3.8).
const QUIET: i32 = 4;

/// The side and the path of the black modules; none where the text is too long for one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub side: i32,
    pub path: String,
}

pub fn picture(text: &str) -> Option<Picture> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{},{}h1v1h-1z", x + QUIET, y + QUIET));
        }
    }
    Some(Picture { side: code.size() + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_corners_and_white_around_it() {
        let picture = picture("otpauth://totp/Front%20Door?secret=GEZDGNBVGY3TQOJQ").expect("a picture");
        assert!(picture.path.starts_with("M4,4h1v1h-1z"));
        assert!(picture.side > 21 + 8);
        assert_eq!(super::picture(&"x".repeat(5_000)), None);
    }
}
