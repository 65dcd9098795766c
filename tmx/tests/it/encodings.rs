//! Bytes of all kinds become the same units.

use crate::{codes, error, file, read, tu};
use encoding_rs::WINDOWS_1256;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

fn sample() -> String {
    file(&tu("Tea & sugar", "چای و قند").replace('&', "&amp;"))
}

fn declared(label: &str, text: &str) -> String {
    text.replace("UTF-8", label)
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn marks_and_declarations_are_obeyed() {
    let text = sample();
    let units = read(&text).unwrap();
    let wide = declared("UTF-16", &text);
    let mut encoded = vec![
        format!("\u{FEFF}{text}").into_bytes(),
        utf16(&format!("\u{FEFF}{wide}"), true),
        utf16(&format!("\u{FEFF}{wide}"), false),
        utf16(&format!("\u{FEFF}{}", &text[text.find("<tmx").unwrap()..]), true),
    ];
    encoded.push(gzip(&encoded[1]));
    for bytes in encoded {
        assert_eq!(read(&bytes).unwrap(), units);
        assert!(codes(&bytes).is_empty());
    }
    for little in [true, false] {
        assert_eq!(codes(utf16(&wide, little)), ["byte-order-mark-missing"]);
        assert_eq!(read(utf16(&wide, little)).unwrap(), units);
    }
    assert_eq!(codes(&wide), ["encoding-mismatch"]);
    assert_eq!(read(&wide).unwrap(), units);
}

#[test]
fn legacy_encodings() {
    let arabic = declared("windows-1256", &file(&tu("Tea", "چاي و قند")));
    let bytes = WINDOWS_1256.encode(&arabic).0;
    assert_eq!(read(&bytes).unwrap()[0].variants[1].content.plain(), "چاي و قند");
    let ascii = declared("US-ASCII", &file(&tu("Tea", "&#x686;&#x627;&#x6CC;")));
    assert_eq!(read(&ascii).unwrap()[0].variants[1].content.plain(), "چای");
    assert_eq!(error(declared("US-ASCII", &sample())), "5: bytes that are not US-ASCII (unit 1)");
    assert_eq!(error(declared("klingon-8", &sample())), "1: unknown encoding `klingon-8`");
    assert_eq!(error([0xFF, 0xFE, 0, 0, b'<', 0, 0, 0]), "1: unknown encoding `UTF-32`");
}

#[test]
fn bytes_outside_the_encoding_are_refused_never_replaced() {
    let place = |bad: &[u8]| {
        let text = file(&(tu("First", "یکم") + &tu("@", "دوم")));
        let at = text.find('@').unwrap();
        [&text.as_bytes()[..at], bad, &text.as_bytes()[at + 1..]].concat()
    };
    for bad in [&b"caf\xE9 ok"[..], b"\xC0\xBC", b"\xED\xA0\xBD\xED\xB8\x80", b"\xF5\x80\x80\x80"] {
        assert_eq!(error(place(bad)), "6: bytes that are not UTF-8 (unit 2)");
    }
    let text = sample();
    let cut = text.find('چ').unwrap() + 1;
    assert_eq!(error(&text.as_bytes()[..cut]), "5: bytes that are not UTF-8 (unit 1)");
    let wide = utf16(&format!("\u{FEFF}{text}"), true);
    assert_eq!(error(&wide[..wide.len() - 1]), "7: bytes that are not UTF-16LE");
    let mut lone = wide;
    let at = lone.len() - 60;
    lone[at..at + 2].copy_from_slice(&0xD800_u16.to_le_bytes());
    assert!(error(&lone).contains("bytes that are not UTF-16LE"));
}

#[test]
fn damaged_gzip_is_an_error() {
    let whole = gzip(sample().as_bytes());
    assert!(read(&whole).is_ok());
    assert!(read(&whole[..whole.len() - 12]).is_err());
    assert_eq!(error(gzip(&whole)), "1: not a TMX file but gzip inside gzip");
}
