//! Bounds, and that a caller can move them.

use crate::{file, tu};
use tmx::{ErrorKind, Limits, Reader, Unit};

fn read(text: &str, limits: Limits) -> Result<Vec<Unit>, String> {
    let reader = Reader::with_limits(text.as_bytes(), limits).map_err(|error| error.to_string())?;
    reader.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

#[test]
fn each_bound_refuses_and_can_be_raised() {
    let small = Limits {
        depth: 10,
        unit_bytes: 200_000,
        tag_bytes: 1000,
        attributes: 4,
        elements: 20,
        ..Limits::default()
    };
    let text = "x".repeat(300_000);
    let attrs = "<tu a='1' b='2' c='3' d='4' e='5'><tuv xml:lang='en'><seg>a</seg></tuv></tu>";
    let header = file("").replace("creationtool=\"pen\" creationtoolversion=\"2\" segtype=\"sentence\" ", "");
    let around = |body: &str| {
        file(body)
            .replace(&file("")[..file("").find("<body>").unwrap()], &header[..header.find("<body>").unwrap()])
    };
    let cases = [
        (tu(&("<hi>".repeat(7) + &"</hi>".repeat(7)), "b"), "more than 10 nested elements"),
        (tu(&text, "b"), "more than 200000 bytes in one unit"),
        (tu(&format!("<ph x='{}'/>", &text[..100_000]), "b"), "more than 1000 bytes in one tag"),
        (attrs.to_string(), "more than 4 attributes in one element"),
        (tu(&"<ph/>".repeat(20), "b"), "more than 20 elements and attributes in one unit"),
    ];
    for (body, what) in cases {
        let refused = read(&around(&body), small).unwrap_err();
        assert!(refused.contains(what), "{refused}");
        assert_eq!(read(&around(&body), Limits::default()).map(|units| units.len()), Ok(1));
    }
    let many = tu("a", "b").repeat(5000);
    assert_eq!(read(&around(&many), small).map(|units| units.len()), Ok(5000));
}

#[test]
fn comments_cost_nothing() {
    let small = Limits { unit_bytes: 1000, ..Limits::default() };
    let long = format!("<!--{}-->", "c".repeat(500_000));
    let body = tu(&format!("a{long}b"), "c") + &long + &tu("d", "e");
    let units = read(&file(&body), small).unwrap();
    assert_eq!(units[0].variants[0].content.plain(), "ab");
    assert_eq!(units.len(), 2);
}

#[test]
fn what_is_left_out_is_bounded_by_itself() {
    let long = "c".repeat(17 << 20);
    let what = "6: more than 16777216 bytes in one comment, instruction or DOCTYPE";
    for left_out in [format!("<!--{long}-->"), format!("<?pi {long}?>")] {
        let text = file(&(tu("a", "b") + &left_out + &tu("d", "e")));
        assert_eq!(read(&text, Limits::default()).unwrap_err(), what);
        let roomy = Limits { unit_bytes: 32 << 20, ..Limits::default() };
        assert_eq!(read(&text, roomy).map(|units| units.len()), Ok(2));
    }
}

#[test]
fn depth_cannot_be_raised_to_where_the_stack_ends() {
    let deep = Limits { depth: usize::MAX, ..Limits::default() };
    let nested = |n: usize| file(&tu(&("<hi>".repeat(n) + "core" + &"</hi>".repeat(n)), "b"));
    assert_eq!(read(&nested(900), deep).unwrap()[0].variants[0].content.plain(), "core");
    assert!(read(&nested(100_000), deep).unwrap_err().contains("more than 1000 nested elements"));
}

#[test]
fn warnings_are_bounded_and_counted() {
    let few = Limits { warnings: 3, ..Limits::default() };
    let text = file(&tu("a", "").repeat(10));
    let mut reader = Reader::with_limits(text.as_bytes(), few).unwrap();
    assert_eq!(reader.by_ref().filter(Result::is_ok).count(), 10);
    assert_eq!((reader.warnings().len(), reader.warning_count()), (3, 10));
    assert_eq!(reader.take_warnings().len(), 3);
    assert!(reader.warnings().is_empty());
}

#[test]
fn a_limit_is_an_error_of_its_own_kind() {
    let text = file(&tu(&"<hi>".repeat(500), "b"));
    let error = Reader::new(text.as_bytes()).unwrap().next().unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Limit { limit: 200, .. }));
}
