//! Whole files: encodings with their maps, what is refused, and properties of the maps.

use super::*;
use crate::model::BlockKind;
use proptest::prelude::*;

fn plain(text: &str) -> Document {
    read_bytes("a.txt", text.as_bytes(), &Options::default()).unwrap()
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|b| b.text.as_str()).collect()
}

/// Returns the file's bytes a block was made of.
fn bytes_of(document: &Document, file: &[u8], block: usize) -> Vec<u8> {
    let block = &document.blocks[block];
    let mut out = Vec::new();
    for range in block.map.ranges(0..block.text.len()) {
        for old in document.file_map.ranges(range) {
            out.extend_from_slice(&file[old]);
        }
    }
    out
}

#[test]
fn line_ends_keep_their_place() {
    let file = b"\xef\xbb\xbfOne\r\n\r\nTwo\rend\r\n";
    let document =
        read_bytes("a.txt", file, &Options { one_segment_a_line: true, ..Options::default() }).unwrap();
    assert_eq!(document.text, "One\n\nTwo\nend\n");
    assert_eq!(texts(&document), ["One", "Two", "end"]);
    assert_eq!(bytes_of(&document, file, 1), b"Two");
    assert_eq!(document.file_map.ranges(3..4), vec![6..8]);
}

#[test]
fn utf_16_with_and_without_a_mark() {
    let text = "باران آمد و رفت.\nThe rain came and went.";
    for (big, mark) in [(false, true), (true, true), (false, false), (true, false)] {
        let mut file: Vec<u8> = Vec::new();
        for unit in mark.then_some(0xfeffu16).into_iter().chain(text.encode_utf16()) {
            file.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
        let document =
            read_bytes("a.txt", &file, &Options { one_segment_a_line: true, ..Options::default() }).unwrap();
        assert_eq!(document.text, text);
        assert_eq!(document.encoding, if big { "UTF-16BE" } else { "UTF-16LE" });
        let rain = &bytes_of(&document, &file, 1)[..2];
        assert_eq!(rain, if big { &[0, b'T'] } else { &[b'T', 0] });
    }
}

#[test]
fn utf_32_is_known_by_its_mark() {
    let text = "باران آمد.\nThe rain came.";
    for big in [false, true] {
        let units = std::iter::once('\u{feff}').chain(text.chars()).map(u32::from);
        let file: Vec<u8> = units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect();
        let document =
            read_bytes("a.txt", &file, &Options { one_segment_a_line: true, ..Options::default() }).unwrap();
        assert_eq!(document.text, text);
        assert_eq!(document.encoding, if big { "UTF-32BE" } else { "UTF-32LE" });
        assert_eq!(bytes_of(&document, &file, 1).len(), 4 * "The rain came.".len());
        // Without the mark it is refused, never read with NULs.
        assert!(matches!(read_bytes("a.txt", &file[4..], &Options::default()), Err(Error::Binary { .. })));
    }
    let noise = b"\xff\xfe\0\0\x01\x02\x03\x04\0\0\0\0";
    assert!(matches!(read_bytes("a", noise, &Options::default()), Err(Error::Binary { .. })));
}

#[test]
fn what_xml_cannot_hold_does_not_reach_a_block() {
    let page = "<p>Rain\u{1b}[1m&#12;came &#x1f;and <b\u{1}>went&#xFFFF;</b></p><p>\u{1}</p>";
    let page = read_bytes("a.html", page.as_bytes(), &Options::default()).unwrap();
    assert_eq!(texts(&page), ["Rain[1m came and went"]);
    assert_eq!(page.blocks[0].marks[0].attributes[2].1, "b");
    assert_eq!(
        page.blocks[0].map.ranges(7..8).iter().map(|r| &page.text[r.clone()]).collect::<String>(),
        "&#12;"
    );
    assert!(page.warnings.iter().any(|w| w == "5 control characters were left out, which XML cannot hold"));
    for (name, text) in
        [("a.txt", "Tea\u{b}and\u{7} bread\u{ffff}."), ("a.md", "*Tea*\u{b}and\u{7} bread\u{ffff}.")]
    {
        for one_segment_a_line in [false, true] {
            let options = Options { one_segment_a_line, keep_markup: name == "a.txt", ..Options::default() };
            let document = read_bytes(name, text.as_bytes(), &options).unwrap();
            assert_eq!(texts(&document)[0].replace('*', ""), "Tea and bread.");
            assert!(document.warnings.iter().any(|w| w.starts_with("3 control characters were")));
        }
    }
}

#[test]
fn windows_1256_is_known_by_its_letters() {
    // «پدرم چای و گز آورد.» with Arabic keheh and yeh, as the code page has them.
    let file = b"\x81\xcf\xd1\xe3 \x8d\xc7\xed \xe6 \x90\xd2 \xc2\xe6\xd1\xcf.";
    let document = read_bytes("a.txt", file, &Options::default()).unwrap();
    assert_eq!(document.encoding, "windows-1256");
    assert_eq!(document.blocks[0].text, "پدرم چاي و گز آورد.");
    assert_eq!(bytes_of(&document, file, 0), file);
    assert!(document.warnings.iter().any(|w| w.contains("windows-1256")), "{:?}", document.warnings);
    let russian =
        encoding_rs::WINDOWS_1251.encode("Сегодня весь день шёл дождь, и мы остались дома.").0.into_owned();
    assert_eq!(read_bytes("a.txt", &russian, &Options::default()).unwrap().encoding, "windows-1251");
    let french = encoding_rs::WINDOWS_1252
        .encode("Il a plu toute la journée, et l'été était déjà fini.")
        .0
        .into_owned();
    assert_eq!(read_bytes("a.txt", &french, &Options::default()).unwrap().encoding, "windows-1252");
}

#[test]
fn a_page_names_its_encoding() {
    let read = |file: &[u8]| read_bytes("a.html", file, &Options::default()).unwrap();
    for head in [
        "<meta charset=\"windows-1256\">",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\">",
    ] {
        let mut file = format!("<html><head>{head}</head><body><p>").into_bytes();
        file.extend(b"\xd3\xe1\xc7\xe3 x</p>");
        let document = read(&file);
        assert_eq!((texts(&document), document.encoding.as_str()), (vec!["سلام x"], "windows-1256"));
        assert!(!document.warnings.iter().any(|w| w.contains("UTF-8")), "{:?}", document.warnings);
    }
    let xhtml = b"<?xml version=\"1.0\" encoding=\"windows-1256\"?><html><p>\xd3\xe1\xc7\xe3</p></html>";
    assert_eq!(texts(&read(xhtml)), ["سلام"]);
    // Japanese in seven bits is valid UTF-8 and nothing to read.
    let seven_bits = b"<meta charset=iso-2022-jp><p>\x1b$B1+\x1b(B</p>";
    assert_eq!(texts(&read(seven_bits)), ["雨"]);
    // What is valid UTF-8 is UTF-8, and a label of nothing is said.
    let wrong = read("<meta charset=windows-1256><p>سلام</p>".as_bytes());
    assert_eq!(texts(&wrong), ["سلام"]);
    assert!(wrong.warnings[0].starts_with("declared as windows-1256, but"), "{:?}", wrong.warnings);
    let unknown = read("<meta charset=klingon><p>سلام</p>".as_bytes());
    assert_eq!(unknown.warnings[0], "the declared charset `klingon` is unknown and not heeded");
    // In plain text the words decide nothing.
    let text = read_bytes("a.txt", "<meta charset=klingon> سلام".as_bytes(), &Options::default()).unwrap();
    assert!(!text.warnings.iter().any(|w| w.contains("klingon")));
}

#[test]
fn what_is_no_text_is_refused_with_a_way_out() {
    let said =
        |name: &str, bytes: &[u8]| read_bytes(name, bytes, &Options::default()).unwrap_err().to_string();
    assert_eq!(
        said("a.pdf", b"%PDF-1.7 ..."),
        "a.pdf: this is a PDF, not text; export it as text or HTML first"
    );
    assert!(said("a.docx", b"PK\x03\x04....word/document.xml").contains("DOCX"));
    assert!(said("a.bin", b"ab\0\x01\x02\0\xff\0cd").contains("binary"));
    assert!(matches!(read_bytes("a", b"", &Options::default()), Err(Error::Empty { .. })));
    assert!(matches!(read_bytes("a", b" \n\t", &Options::default()), Err(Error::Blank { .. })));
    assert!(matches!(read_bytes("a.html", b"<p> </p>", &Options::default()), Err(Error::Blank { .. })));
    let small = Options { size_limit_bytes: 3, ..Options::default() };
    assert!(matches!(read_bytes("a", b"abcd", &small), Err(Error::TooLarge { size_bytes: 4, .. })));
    assert!(matches!(read_file(&std::env::temp_dir(), &Options::default()), Err(Error::Directory { .. })));
}

#[test]
fn wraps_are_undone_and_hyphens_mended() {
    let document = plain(
        "The ferry leaves the old harbour early in the morn-\ning, when the water is calm. Passengers of the night-\n\
         boat wait on the pier, since the night-boat is often\nlate and the kitchen of the Tea-\nHouse is closed.\n\nIt is cold.",
    );
    assert_eq!(
        texts(&document),
        [
            "The ferry leaves the old harbour early in the morning, when the water is calm. Passengers of the \
             night-boat wait on the pier, since the night-boat is often late and the kitchen of the Tea-House is closed.",
            "It is cold."
        ]
    );
}

#[test]
fn lines_that_are_paragraphs_stay_apart() {
    let document = plain(
        "The first paragraph stands on one long line and ends here.\nThe second does so too.\nA third.",
    );
    assert_eq!(document.blocks.len(), 3);
    let verse = plain("The rain came down\nUpon the town\nThe lamps went out\nWith none about");
    assert_eq!(verse.blocks.len(), 4);
}

#[test]
fn items_lose_their_marker_and_initials_stay() {
    let document = plain("Bring:\n- bread\n- salt\n\n۱. نان\n۲. نمک\n\nA. Karimi wrote this.");
    assert_eq!(texts(&document), ["Bring:", "bread", "salt", "نان", "نمک", "A. Karimi wrote this."]);
    assert_eq!(document.blocks[3].kind, BlockKind::Item);
    assert_eq!(document.blocks[5].kind, BlockKind::Paragraph);
}

#[test]
fn a_caption_inside_a_sentence_follows_it() {
    let text = "The water reached the lower streets before the men of the council could close\n\n\n\n\
        The old gate in a picture of last spring.\n\nthe iron gate. Nobody was hurt.";
    let document = plain(text);
    assert_eq!(
        texts(&document),
        [
            "The water reached the lower streets before the men of the council could close the iron gate. Nobody was hurt.",
            "The old gate in a picture of last spring."
        ]
    );
    assert_eq!(document.blocks[1].kind, BlockKind::Caption);
    assert_eq!(document.blocks[0].map.ranges(0..document.blocks[0].text.len()).len(), 2);
    let persian =
        plain("آب به کوچه‌های پایین رسید،\n\n\n\nدروازهٔ کهنه در عکسی از بهار.\n\nو مردم به بام‌ها رفتند.");
    assert_eq!(persian.blocks[0].text, "آب به کوچه‌های پایین رسید، و مردم به بام‌ها رفتند.");
}

#[test]
fn headings_head_and_are_not_joined() {
    let document = plain("Waters of Spring\n\nThe river rose at night.\n\nA Gate of Iron\n\nIt held.");
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BlockKind::Heading, BlockKind::Paragraph, BlockKind::Heading, BlockKind::Paragraph]);
}

#[test]
fn a_split_dateline_is_one_sentence() {
    let document = plain(
        "SHIRAZ, IRAN, March 4, 2021\n\n/Newsdesk.example/ -- The [Tea Board](#)\n\nof the province met on Thursday.",
    );
    assert_eq!(
        texts(&document),
        ["SHIRAZ, IRAN, March 4, 2021 /Newsdesk.example/ -- The Tea Board of the province met on Thursday."]
    );
    assert_eq!(document.blocks[0].marks.len(), 2);
}

#[test]
fn page_furniture_is_set_apart() {
    let page = |n: usize, body: &str| format!("Tea Board Yearly Report\n\n{body}\n\nPage {n}\n");
    let text = [
        page(1, "The harvest was good in the hills and poor in the"),
        page(2, "plain, where the rain came late. Prices rose."),
        page(3, "The next year began with snow."),
    ]
    .join("\u{c}");
    let document = plain(&text);
    let prose: Vec<&str> = document
        .blocks
        .iter()
        .filter(|b| b.kind != BlockKind::Boilerplate)
        .map(|b| b.text.as_str())
        .collect();
    assert_eq!(
        prose,
        [
            "The harvest was good in the hills and poor in the plain, where the rain came late. Prices rose.",
            "The next year began with snow."
        ]
    );
    assert_eq!(document.blocks.len(), 8);
}

#[test]
fn the_language_is_given_or_said() {
    let given = Options { lang: Some(Lang::new("fa-IR")), ..Options::default() };
    assert_eq!(read_bytes("a", "Rain.".as_bytes(), &given).unwrap().lang.as_str(), "fa-IR");
    let page = "<html lang=\"de-AT\"><p>Regen.</p>";
    assert_eq!(read_bytes("a.html", page.as_bytes(), &Options::default()).unwrap().lang.as_str(), "de-AT");
    let guessed = plain("The children walked home through the deep snow.");
    assert_eq!(guessed.lang.as_str(), "en");
    assert_eq!(guessed.warnings.len(), 1);
    assert!(plain("12 34").lang.is_unknown());
}

#[test]
fn warnings_read_on_after_the_name_of_the_file() {
    let utf16: Vec<u8> = "The rain came and went.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let split = "The water reached the lower streets before the men of the council could close\n\n\n\n\
        The old gate in a picture of last spring.\n\nthe iron gate. Nobody was hurt.";
    let files: [(&str, &[u8], &str); 10] = [
        ("a.txt", &utf16, "no byte-order mark"),
        ("a.txt", b"\x81\xcf\xd1\xe3 \x8d\xc7\xed \xe6 \x90\xd2 \xc2\xe6\xd1\xcf.", "not UTF-8"),
        ("a.txt", b"\xef\xbb\xbfTea \xff.", "1 character not readable"),
        ("a.html", "<meta charset=x-none><p>چای".as_bytes(), "the declared charset"),
        ("a.html", "<meta charset=windows-1252><p>چای".as_bytes(), "declared as"),
        ("a.md", b"Tea.\n\n```\ncode\n```\n", "1 block was left out"),
        ("a.html", b"<p>Tea.</p><pre>code <b>x</b></pre><p>More.</p>", "1 block was left out"),
        ("a.txt", b"Tea\x01.", "1 control character was left out"),
        ("a.txt", split.as_bytes(), "1 caption stood"),
        ("a.txt", b"12 34", "language not given and not recognised"),
    ];
    for (name, bytes, expected) in files {
        let warnings = read_bytes(name, bytes, &Options::default()).unwrap().warnings;
        assert!(warnings.iter().any(|w| w.starts_with(expected)), "{expected}: {warnings:?}");
        for warning in warnings {
            assert!(warning.starts_with(|c: char| c.is_lowercase() || c.is_numeric()), "{warning}");
            assert!(
                !warning.ends_with('.') && !warning.contains(name) && !warning.contains('\n'),
                "{warning}"
            );
        }
    }
}

/// Checks what every document promises of its maps.
fn sound(document: &Document, file_len: usize) -> Result<(), TestCaseError> {
    let text = &document.text;
    prop_assert_eq!(document.file_map.len(), text.len());
    for piece in document.file_map.pieces() {
        prop_assert!(piece.old.end <= file_len);
    }
    for block in &document.blocks {
        prop_assert!(!block.text.trim().is_empty());
        prop_assert!(!block.text.contains(control::is_unfit));
        prop_assert_eq!(block.map.len(), block.text.len());
        for mark in &block.marks {
            prop_assert!(block.text.is_char_boundary(mark.at));
        }
        prop_assert!(block.marks.windows(2).all(|w| w[0].at <= w[1].at));
        for range in block.map.ranges(0..block.text.len()) {
            prop_assert!(text.get(range.clone()).is_some(), "{:?} in {:?}", range, text);
        }
        // A line end may have become a space in step; everything else of equal length is as written.
        for piece in block.map.pieces().iter().filter(|p| p.new.len() == p.old.len() && p.new.len() > 1) {
            let words = |s: &str| {
                s.split(|c: char| c.is_whitespace())
                    .filter(|w| !w.is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            prop_assert_eq!(words(&block.text[piece.new.clone()]), words(&text[piece.old.clone()]));
        }
    }
    Ok(())
}

const MIXED: &str = "([a-zA-Z]{1,8}[.,!?:;-]?|[اآبپتم]{1,4}[.،؟]?|\\*\\*|\\[|\\]\\(#\\)|<b>|</b>|<p>|<li>|</ul>|&amp;|&#x41;|<br>|<img alt=\"a b\">|1\\.|- |\\\\\\(|`|# |> |\\||“|\n|\n\n|\n\n\n\n|\r\n|\r|\u{c}|\u{1}|&#12;|\u{b}|\u{ffff}| |  ){0,40}";

proptest! {
    #[test]
    fn maps_are_sound_in_every_format(text in MIXED, keep_markup: bool, one_segment_a_line: bool) {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            let options = Options { format: Some(format), keep_markup, one_segment_a_line, ..Options::default() };
            if let Ok(document) = read_bytes("a", text.as_bytes(), &options) {
                sound(&document, text.len())?;
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            let options = Options { format: Some(format), ..Options::default() };
            if let Ok(document) = read_bytes("a", &bytes, &options) {
                sound(&document, bytes.len())?;
            }
        }
    }

    #[test]
    fn plain_words_come_out_in_order(text in "([a-zA-Z]{1,8}[.,!?]?|\n|\n\n| ){0,60}") {
        let options = Options { one_segment_a_line: true, ..Options::default() };
        if let Ok(document) = read_bytes("a.txt", text.as_bytes(), &options) {
            let out: Vec<&str> = document.blocks.iter().flat_map(|b| b.text.split_whitespace()).collect();
            prop_assert_eq!(out, text.split_whitespace().collect::<Vec<_>>());
        }
    }
}
