//! Inline codes inside the text (TMX) and beside it (model), one made from the other without loss.

use crate::model::{Mark, MarkKind};
use ::tmx::{Content, Piece, Tag};

/// Stands first in the attributes of a `<sub>` that is in no code, which TMX forbids and files have; no XML name.
const STRAY_SUB: &str = ":sub";

/// The attributes of an open highlight, and the pieces before it.
type Start = (Vec<(String, String)>, Vec<Piece>);

/// Takes the codes out of a segment: the text, and the codes by their byte offset in it.
pub(super) fn split(content: Content) -> (String, Vec<Mark>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    split_pieces(content.pieces, &mut text, &mut marks);
    (text, marks)
}

fn split_pieces(pieces: Vec<Piece>, text: &mut String, marks: &mut Vec<Mark>) {
    for piece in pieces {
        match piece {
            Piece::Text(run) if text.is_empty() => *text = run,
            Piece::Text(run) => text.push_str(&run),
            Piece::Code { tag: Tag::Hi, attrs, content } => {
                let mark = |at, kind, attributes| Mark { at, kind, attributes, content: String::new() };
                marks.push(mark(text.len(), MarkKind::HiStart, attrs));
                split_pieces(content, text, marks);
                marks.push(mark(text.len(), MarkKind::HiEnd, Vec::new()));
            }
            Piece::Code { tag, mut attrs, content } => {
                let kind = match tag {
                    Tag::Bpt => MarkKind::Bpt,
                    Tag::Ept => MarkKind::Ept,
                    Tag::It => MarkKind::It,
                    Tag::Ut => MarkKind::Ut,
                    Tag::Ph | Tag::Hi => MarkKind::Ph,
                    Tag::Sub => {
                        attrs.insert(0, (STRAY_SUB.to_owned(), String::new()));
                        MarkKind::Ph
                    }
                };
                let content = Content { pieces: content }.to_xml();
                marks.push(Mark { at: text.len(), kind, attributes: attrs, content });
            }
        }
    }
}

/// Puts the codes back; the inverse of [`split`].
///
/// A highlight that is not closed ends with the text, and an end without a start is left out.
///
/// # Errors
///
/// Says what is wrong: a code outside the text or inside a character, codes out of order, content that is no XML.
pub(super) fn join(text: &str, marks: &[Mark]) -> Result<Content, String> {
    let mut open: Vec<Start> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut done = 0;
    for mark in marks {
        let run = text
            .get(done..mark.at)
            .ok_or_else(|| format!("inline code at byte {} does not fit the text", mark.at))?;
        push_text(&mut pieces, run);
        done = mark.at;
        let tag = match mark.kind {
            MarkKind::HiStart => {
                open.push((mark.attributes.clone(), std::mem::take(&mut pieces)));
                continue;
            }
            MarkKind::HiEnd => {
                if let Some(start) = open.pop() {
                    close(&mut pieces, start);
                }
                continue;
            }
            MarkKind::Bpt => Tag::Bpt,
            MarkKind::Ept => Tag::Ept,
            MarkKind::It => Tag::It,
            MarkKind::Ut => Tag::Ut,
            MarkKind::Ph => Tag::Ph,
        };
        let (tag, attributes) = match mark.attributes.split_first() {
            Some(((name, _), rest)) if name == STRAY_SUB => (Tag::Sub, rest),
            _ => (tag, mark.attributes.as_slice()),
        };
        let content =
            Content::parse_xml(&mark.content).map_err(|e| format!("inline code at byte {}: {e}", mark.at))?;
        pieces.push(Piece::Code { tag, attrs: attributes.to_vec(), content: content.pieces });
    }
    push_text(&mut pieces, &text[done..]);
    while let Some(start) = open.pop() {
        close(&mut pieces, start);
    }
    Ok(Content { pieces })
}

fn close(pieces: &mut Vec<Piece>, (attrs, before): Start) {
    let content = std::mem::replace(pieces, before);
    pieces.push(Piece::Code { tag: Tag::Hi, attrs, content });
}

fn push_text(pieces: &mut Vec<Piece>, run: &str) {
    match pieces.last_mut() {
        _ if run.is_empty() => {}
        // Where an end without a start was left out.
        Some(Piece::Text(text)) => text.push_str(run),
        _ => pieces.push(Piece::Text(run.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn there_and_back(xml: &str) -> (String, Vec<Mark>) {
        let content = Content::parse_xml(xml).unwrap();
        let (text, marks) = split(content.clone());
        assert_eq!(text, content.plain());
        assert_eq!(join(&text, &marks).unwrap(), content, "{xml}");
        (text, marks)
    }

    #[test]
    fn every_element_comes_back() {
        there_and_back("");
        there_and_back("باران &amp; برف");
        there_and_back(r#"<bpt i="1" x="1">&lt;b&gt;</bpt>Bold<ept i="1">&lt;/b&gt;</ept> text"#);
        there_and_back(r#"<hi type="a">one <hi><hi x="2">two</hi></hi></hi><hi></hi>"#);
        there_and_back(
            r#"See<ph type="fnote">{\fn <sub>A note with <hi>weight</hi> and <bpt i="3">{</bpt>codes.</sub>}</ph>."#,
        );
        there_and_back(r#"<it pos="begin">&lt;i></it>half<ut>?</ut>"#);
        let (_, marks) = there_and_back(r#"a<sub type="x">stray</sub>b"#);
        assert_eq!(marks.len(), 1);
    }

    #[test]
    fn offsets_are_bytes_of_the_text() {
        let (text, marks) = there_and_back(r#"نان<ph x="1"/> و <hi>پنیر</hi>"#);
        assert_eq!(text, "نان و پنیر");
        assert_eq!(marks.iter().map(|m| m.at).collect::<Vec<_>>(), [6, 10, text.len()]);
    }

    #[test]
    fn codes_that_do_not_fit_are_told() {
        let mark = |at, kind, content: &str| Mark { at, kind, attributes: vec![], content: content.into() };
        assert!(join("نان", &[mark(1, MarkKind::Ph, "")]).unwrap_err().contains("byte 1"));
        assert!(join("نان", &[mark(99, MarkKind::Ph, "")]).is_err());
        assert!(join("نان", &[mark(4, MarkKind::Ph, ""), mark(2, MarkKind::Ph, "")]).is_err());
        assert!(join("نان", &[mark(2, MarkKind::Ph, "<b>")]).is_err());
        let open = join("نان", &[mark(0, MarkKind::HiEnd, ""), mark(2, MarkKind::HiStart, "")]).unwrap();
        assert_eq!(open.to_xml(), "ن<hi>ان</hi>");
        assert_eq!(join("نان", &[mark(2, MarkKind::HiEnd, "")]).unwrap(), Content::from("نان"));
    }

    fn pieces() -> impl Strategy<Value = Vec<Piece>> {
        let text = "[a-z<&>\"' ابپ\u{200c}\u{1F600}]{1,6}".prop_map(Piece::Text);
        let attributes =
            prop::collection::vec(("[a-z]{1,4}", "[^\\p{C}]{0,5}"), 0..3).prop_map(|mut list| {
                list.sort();
                list.dedup_by(|a, b| a.0 == b.0);
                list
            });
        let tag =
            prop::sample::select(vec![Tag::Bpt, Tag::Ept, Tag::Ph, Tag::It, Tag::Ut, Tag::Hi, Tag::Sub]);
        text.prop_recursive(4, 24, 5, move |inner| {
            (tag.clone(), attributes.clone(), prop::collection::vec(inner, 0..4))
                .prop_map(|(tag, attrs, content)| Piece::Code { tag, attrs, content: merged(content) })
        })
        .prop_flat_map(Just)
        .prop_map(|piece| vec![piece])
    }

    /// As the reader gives pieces: never two texts in a row.
    fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (out.last_mut(), piece) {
                (Some(Piece::Text(text)), Piece::Text(run)) => text.push_str(&run),
                (_, piece) => out.push(piece),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn split_and_join_are_inverse(parts in prop::collection::vec(pieces(), 0..5)) {
            let content = Content { pieces: merged(parts.into_iter().flatten().collect()) };
            let (text, marks) = split(content.clone());
            prop_assert_eq!(&text, &content.plain());
            prop_assert_eq!(join(&text, &marks).unwrap(), content);
        }
    }
}
