//! Inline codes under the names that OmegaT gives them: `<b0>`, `</b0>`, `<br1/>`.

use crate::model::{Mark, MarkKind, Variant};
use ::tmx::{Content, Piece};

/// A code of the source that the target can have too.
struct Known {
    /// `x` and content as they were.
    x: Option<String>,
    content: String,
    kind: MarkKind,
    number: usize,
    used: bool,
}

/// Names the codes of both sides as OmegaT does: a letter of the tag and a number that counts the codes of the source.
///
/// A code of the target has the number of the source's code of the same `x`, else of the same content; one that the
/// source has not is counted on. Highlights, which OmegaT has not, are left out and counted in `changes`.
pub(super) fn name_codes(source: &mut Variant, target: &mut Variant, changes: &mut Vec<String>) {
    let mut known = Vec::new();
    let mut next = 0;
    let highlights = rename(source, &mut |mark| {
        let number = next;
        next += 1;
        known.push(Known { x: x(mark), content: mark.content.clone(), kind: mark.kind, number, used: false });
        number
    }) + rename(target, &mut |mark| {
        let own = x(mark);
        let free = |k: &Known| !k.used && k.kind == mark.kind;
        let equal = known.iter().position(|k| free(k) && k.x == own && k.content == mark.content);
        let found = equal
            .or_else(|| known.iter().position(|k| free(k) && own.is_some() && k.x == own))
            .or_else(|| known.iter().position(|k| free(k) && k.content == mark.content));
        match found {
            Some(index) => {
                known[index].used = true;
                known[index].number
            }
            None => {
                next += 1;
                next - 1
            }
        }
    });
    if highlights > 0 {
        changes.push(format!("{highlights} highlights left out, OmegaT has none"));
    }
}

/// Takes out the blank after each line break; returns whether there was one.
///
/// A page that was read has a blank there whether it was written or not, and OmegaT has it only if it was.
pub(super) fn close_breaks(variant: &mut Variant) -> bool {
    let breaks = variant.marks.iter().filter(|mark| letters(mark) == "br").map(|mark| mark.at);
    let blanks: Vec<usize> = breaks.filter(|&at| variant.text[at..].starts_with(' ')).collect();
    for &at in blanks.iter().rev() {
        if !variant.text[at..].starts_with(' ') {
            continue;
        }
        variant.text.remove(at);
        for mark in variant.marks.iter_mut().filter(|mark| mark.at > at) {
            mark.at -= 1;
        }
    }
    !blanks.is_empty()
}

/// Returns the pieces of a side between its line breaks, each break at the end of its piece, as OmegaT cuts HTML.
pub(super) fn pieces(variant: &Variant) -> Vec<Variant> {
    let mut pieces = Vec::new();
    let (mut start, mut first) = (0, 0);
    let mut cut = |start: usize, end: usize, marks: &[Mark]| {
        let marks = marks.iter().map(|mark| Mark { at: mark.at - start, ..mark.clone() }).collect();
        pieces.push(Variant { text: variant.text[start..end].to_owned(), marks, ..variant.clone() });
    };
    for (index, mark) in variant.marks.iter().enumerate() {
        if letters(mark) == "br" {
            cut(start, mark.at, &variant.marks[first..=index]);
            (start, first) = (mark.at, index + 1);
        }
    }
    cut(start, variant.text.len(), &variant.marks[first..]);
    pieces
}

fn x(mark: &Mark) -> Option<String> {
    attribute(mark, "x").map(str::to_owned)
}

fn attribute<'a>(mark: &'a Mark, name: &str) -> Option<&'a str> {
    mark.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

/// Renames the codes of a side, whose numbers `number` gives; returns how many highlights were left out.
fn rename(variant: &mut Variant, number: &mut dyn FnMut(&Mark) -> usize) -> usize {
    // Open pairs: their `i`, number and letters.
    let mut open: Vec<(Option<String>, usize, String)> = Vec::new();
    let before = variant.marks.len();
    let starts = variant.marks.iter().filter(|mark| mark.kind == MarkKind::HiStart).count();
    variant.marks.retain(|mark| !matches!(mark.kind, MarkKind::HiStart | MarkKind::HiEnd));
    debug_assert!(before >= variant.marks.len());
    for mark in &mut variant.marks {
        let i = attribute(mark, "i").map(str::to_owned);
        let (n, letters, closes, empty) = match mark.kind {
            MarkKind::Ept => {
                let at = open.iter().rposition(|(other, _, _)| *other == i);
                let (_, n, letters) = match at {
                    Some(at) => open.remove(at),
                    None => (None, number(mark), letters(mark)),
                };
                (n, letters, true, false)
            }
            MarkKind::Bpt => {
                let (n, letters) = (number(mark), letters(mark));
                open.push((i, n, letters.clone()));
                (n, letters, false, false)
            }
            MarkKind::It => (number(mark), letters(mark), attribute(mark, "pos") == Some("end"), false),
            _ => (number(mark), letters(mark), native(mark).starts_with("</"), native(mark).ends_with("/>")),
        };
        let (slash, end) = (if closes { "/" } else { "" }, if empty { "/" } else { "" });
        mark.content = Content::from(format!("<{slash}{letters}{n}{end}>")).to_xml();
        let n = n.to_string();
        let pos = attribute(mark, "pos").map(|pos| ("pos".to_owned(), pos.to_owned()));
        mark.attributes = match mark.kind {
            MarkKind::Bpt => vec![("i".to_owned(), n.clone()), ("x".to_owned(), n)],
            MarkKind::Ept => vec![("i".to_owned(), n)],
            MarkKind::It => pos.into_iter().chain([("x".to_owned(), n)]).collect(),
            _ => vec![("x".to_owned(), n)],
        };
    }
    starts
}

/// Returns the native code of a mark, unescaped, sub-flows left out.
fn native(mark: &Mark) -> String {
    let content = Content::parse_xml(&mark.content).unwrap_or_default();
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Code { .. } => String::new(),
    };
    content.pieces.iter().map(text).collect()
}

/// Returns the letters by which OmegaT names a tag: the first of its name, two for a line break; `f` for other codes.
fn letters(mark: &Mark) -> String {
    let native = native(mark);
    let name = native.trim_start_matches(['<', '/']);
    let name: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
    if name.eq_ignore_ascii_case("br") {
        return "br".to_owned();
    }
    name.chars().next().filter(char::is_ascii_alphabetic).map_or('f', |c| c.to_ascii_lowercase()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::content;
    use crate::model::Lang;

    fn variant(lang: &str, xml: &str) -> Variant {
        let (text, marks) = content::split(Content::parse_xml(xml).unwrap());
        Variant { marks, ..Variant::new(Lang::new(lang), text) }
    }

    fn named(source: &str, target: &str) -> (String, String, Vec<String>) {
        let (mut source, mut target) = (variant("en", source), variant("fa", target));
        let mut changes = Vec::new();
        name_codes(&mut source, &mut target, &mut changes);
        let xml = |v: &Variant| {
            content::join(&v.text, &v.marks).unwrap().to_xml().replace("&lt;", "<").replace("&gt;", ">")
        };
        (xml(&source), xml(&target), changes)
    }

    #[test]
    fn codes_are_named_and_numbered_as_omegat_does() {
        let (source, target, changes) = named(
            r#"The <bpt i="1" x="1">&lt;b></bpt>rain<ept i="1">&lt;/b></ept> <bpt i="2" x="2">&lt;a href="/x"></bpt>stopped<ept i="2">&lt;/a></ept>.<ph x="3">&lt;br></ph><ph x="4">&lt;img/></ph>"#,
            r#"<bpt i="1" x="2">&lt;a href="/x"></bpt>بند آمد<ept i="1">&lt;/a></ept> <bpt i="2" x="1">&lt;b></bpt>باران<ept i="2">&lt;/b></ept><ph x="9">&lt;hr/></ph>"#,
        );
        assert_eq!(
            source,
            r#"The <bpt i="0" x="0"><b0></bpt>rain<ept i="0"></b0></ept> <bpt i="1" x="1"><a1></bpt>stopped<ept i="1"></a1></ept>.<ph x="2"><br2></ph><ph x="3"><i3/></ph>"#
        );
        assert_eq!(
            target,
            r#"<bpt i="1" x="1"><a1></bpt>بند آمد<ept i="1"></a1></ept> <bpt i="0" x="0"><b0></bpt>باران<ept i="0"></b0></ept><ph x="4"><h4/></ph>"#
        );
        assert!(changes.is_empty());
    }

    #[test]
    fn the_blank_after_a_line_break_can_go() {
        let mut side = variant(
            "en",
            r#"one:<ph x="1">&lt;br></ph> two<ph x="2">&lt;br/></ph>three<ph x="3">&lt;hr></ph> four"#,
        );
        let mut named = side.clone();
        rename(&mut named, &mut |_| 0);
        assert!(close_breaks(&mut named), "OmegaT's own name of it is known too");
        assert!(close_breaks(&mut side));
        assert_eq!(side.text, "one:twothree four");
        assert_eq!(side.marks.iter().map(|m| m.at).collect::<Vec<_>>(), [4, 7, 12]);
        assert!(!close_breaks(&mut side));
        let parts: Vec<_> = pieces(&side).into_iter().map(|v| (v.text, v.marks.len())).collect();
        assert_eq!(parts, [("one:".to_owned(), 1), ("two".to_owned(), 1), ("three four".to_owned(), 1)]);
    }

    #[test]
    fn codes_that_are_no_tags_and_halves_have_names_too() {
        let (source, _, changes) = named(
            r#"<it pos="end" x="1">&lt;/i></it>a <hi>b</hi><ph x="2">{\tab}</ph><ept i="7">}</ept>"#,
            "x",
        );
        assert_eq!(source, r#"<it pos="end" x="0"></i0></it>a b<ph x="1"><f1></ph><ept i="2"></f2></ept>"#);
        assert_eq!(changes, ["1 highlights left out, OmegaT has none"]);
    }
}
