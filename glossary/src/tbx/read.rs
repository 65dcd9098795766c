//! TBX → terms.

use super::{Broken, Entry, EntryError};
use crate::table::Options;
use crate::table::decode;
use crate::term::{Forms, Rendering, Status, Term};
use roxmltree::{Document, Node, ParsingOptions};

/// Nodes that a file may have: about 1.5 GB of them.
const NODES_MAX: u32 = 20_000_000;

/// Reads the terms of two languages from a termbase; entries that lack one of them are returned beside the terms.
///
/// The status of a term becomes that of its rendering (without one the first is preferred, the others admitted), short
/// forms and plurals become [`Forms`], the subject or customer the scope, notes and definitions the note, and the last
/// transaction says who, when and why.
///
/// ```
/// use glossary::table::Options;
/// use glossary::tbx::read;
/// use glossary::term::Kind;
/// let file = r#"<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry>
///   <langSet xml:lang="en"><tig><term>ceasefire</term></tig></langSet>
///   <langSet xml:lang="fa"><tig><term>آتش‌بس</term></tig></langSet></termEntry></body></text></martif>"#;
/// let options = Options { file: "press.tbx", source_lang: "en", target_lang: "fa", kind: Kind::Term };
/// let (entries, errors) = read(file.as_bytes(), &options)?;
/// assert_eq!(entries[0].term.preferred().next(), Some("آتش‌بس"));
/// assert!(errors.is_empty());
/// # Ok::<(), glossary::tbx::Broken>(())
/// ```
///
/// # Errors
///
/// [`Broken`] for a file that is no TBX, is not well-formed or declares entities, with the line.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<(Vec<Entry>, Vec<EntryError>), Broken> {
    let broken = |line: usize, detail: String| Broken { file: options.file.to_owned(), line, detail };
    let mut errors = Vec::new();
    let text = decode(bytes, options.file, &mut errors);
    if let Some(error) = errors.first() {
        return Err(broken(error.line, error.problem.to_string()));
    }
    if let Some(at) = text.find("<!ENTITY") {
        let line = 1 + text[..at].matches('\n').count();
        return Err(broken(
            line,
            "declarations of entities are refused: entities are never resolved".to_owned(),
        ));
    }
    let parsing = ParsingOptions { allow_dtd: true, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, parsing).map_err(|error| {
        use roxmltree::Error::{NoRootNode, UnclosedRootNode, UnexpectedEndOfStream};
        let row = match error {
            NoRootNode | UnclosedRootNode | UnexpectedEndOfStream => text.lines().count().max(1),
            _ => error.pos().row as usize,
        };
        broken(row, error.to_string())
    })?;
    let root = document.root_element();
    if !matches!(root.tag_name().name(), "martif" | "tbx" | "TBX") {
        let found = root.tag_name().name();
        return Err(broken(1, format!("expected <martif> or <tbx>, found <{found}>")));
    }
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    let (mut at, mut line) = (0, 1);
    for node in root.descendants().filter(|n| matches!(n.tag_name().name(), "termEntry" | "conceptEntry")) {
        let start = node.range().start;
        line += text[at..start].matches('\n').count();
        at = start;
        match entry(node, options) {
            Ok(entry) => entries.push(entry),
            Err(reason) => refused.push(EntryError { file: options.file.to_owned(), line, reason }),
        }
    }
    Ok((entries, refused))
}

/// Returns the category of an element: that of its `type`, or its name where categories are elements.
fn category<'n>(node: Node<'n, '_>) -> &'n str {
    match node.tag_name().name() {
        "descrip" | "termNote" | "admin" | "adminNote" | "transac" | "transacNote" | "termCompList" => {
            node.attribute("type").unwrap_or_default()
        }
        name => name,
    }
}

fn text(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns what is said of an entry, a language or a term itself, groups looked into.
fn said<'d, 't>(node: Node<'d, 't>) -> impl Iterator<Item = Node<'d, 't>> {
    let parts = ["langSet", "langSec", "tig", "ntig", "termSec"];
    let own = node.children().filter(move |n| n.is_element() && !parts.contains(&n.tag_name().name()));
    own.flat_map(|n| n.descendants().filter(Node::is_element))
}

fn first(node: Node<'_, '_>, categories: &[&str]) -> Option<String> {
    said(node).find(|n| categories.contains(&category(*n))).map(text).filter(|text| !text.is_empty())
}

/// A term of one language.
struct Word {
    text: String,
    status: Option<Status>,
    short: bool,
    plural: bool,
}

/// Returns the sections of a language, whatever its region.
fn sections<'d, 't>(entry: Node<'d, 't>, lang: &str) -> Vec<Node<'d, 't>> {
    let of = |node: &Node<'_, '_>| {
        let tag = node.attributes().find(|a| a.name() == "lang").map_or("", |a| a.value());
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        matches!(node.tag_name().name(), "langSet" | "langSec") && primary.eq_ignore_ascii_case(lang)
    };
    entry.children().filter(of).collect()
}

fn words(sections: &[Node<'_, '_>]) -> Vec<Word> {
    let parts = sections.iter().flat_map(|s| s.children());
    let parts = parts.filter(|n| matches!(n.tag_name().name(), "tig" | "ntig" | "termSec"));
    let word = |part: Node<'_, '_>| {
        let term = part.descendants().find(|n| n.tag_name().name() == "term")?;
        let status = first(part, &["administrativeStatus", "normativeAuthorization"]);
        let kind = first(part, &["termType"]).unwrap_or_default().to_lowercase();
        Some(Word {
            text: text(term),
            status: status.and_then(|word| word.parse().ok()),
            short: matches!(
                kind.as_str(),
                "acronym" | "abbreviation" | "initialism" | "shortform" | "clippedterm"
            ),
            plural: first(part, &["grammaticalNumber"]).as_deref() == Some("plural"),
        })
    };
    parts.filter_map(word).filter(|word| !word.text.is_empty()).collect()
}

fn entry(node: Node<'_, '_>, options: &Options<'_>) -> Result<Entry, String> {
    let (source, target) = (sections(node, options.source_lang), sections(node, options.target_lang));
    let mut forms = Forms::default();
    let mut take = |words: Vec<Word>,
                    plural: fn(&mut Forms) -> &mut Vec<String>,
                    short: fn(&mut Forms) -> &mut Vec<String>| {
        let full = words.iter().any(|word| !word.short && !word.plural);
        let mut rest = Vec::new();
        for word in words {
            // A term that has nothing but its abbreviation is that.
            match (full && word.status != Some(Status::Forbidden), word.plural, word.short) {
                (true, true, _) => plural(&mut forms).push(word.text),
                (true, _, true) => short(&mut forms).push(word.text),
                _ => rest.push(word),
            }
        }
        rest
    };
    let source_words = take(words(&source), |f| &mut f.source_plural, |f| &mut f.source_short);
    let target_words = take(words(&target), |f| &mut f.target_plural, |f| &mut f.target_short);
    let id = node.attributes().find(|a| a.name() == "id").map_or("?", |a| a.value());
    let lacks = |lang: &str, other: &[Word]| {
        let word = other.first().map(|word| format!(", `{}`", word.text)).unwrap_or_default();
        Err(format!("no term in {lang} (entry {id}{word})"))
    };
    if source_words.is_empty() {
        return lacks(options.source_lang, &target_words);
    }
    if target_words.is_empty() {
        return lacks(options.target_lang, &source_words);
    }
    let mut source_texts: Vec<(bool, String)> =
        source_words.into_iter().map(|word| (word.status != Some(Status::Preferred), word.text)).collect();
    source_texts.sort_by_key(|(other, _)| *other);
    let mut rendered: Vec<Rendering> = Vec::new();
    for word in target_words {
        let has_preferred = rendered.iter().any(|r| r.status == Status::Preferred);
        let default = if has_preferred { Status::Admitted } else { Status::Preferred };
        rendered.push(Rendering { text: word.text, status: word.status.unwrap_or(default) });
    }
    let everywhere: Vec<Node<'_, '_>> = [node].into_iter().chain(source).chain(target).collect();
    let find = |categories: &[&str]| everywhere.iter().find_map(|n| first(*n, categories));
    let kind = find(&["characteristic", "kind"]).and_then(|word| word.parse().ok()).unwrap_or(options.kind);
    // A note of a transaction is the reason of it.
    let notes = everywhere.iter().flat_map(|n| said(*n)).filter(|n| {
        matches!(category(*n), "note" | "definition" | "explanation" | "usageNote") && !in_transaction(*n)
    });
    let notes: Vec<String> = notes.map(text).filter(|note| !note.is_empty()).collect();
    let term = Term {
        source: source_texts.into_iter().map(|(_, text)| text).collect(),
        target: rendered,
        forms,
        kind,
        source_lang: options.source_lang.to_owned(),
        target_lang: options.target_lang.to_owned(),
        scope: find(&["subjectField", "customerSubset", "projectSubset"]),
        note: (!notes.is_empty()).then(|| notes.join("; ")),
        from: find(&["source", "sourceIdentifier"]),
    };
    let last = node.descendants().rfind(|n| n.tag_name().name() == "transacGrp");
    let of = |categories: &[&str]| {
        let inside = last.into_iter().flat_map(|n| n.descendants().skip(1));
        inside
            .filter(Node::is_element)
            .find(|n| categories.contains(&category(*n)))
            .map(text)
            .unwrap_or_default()
    };
    Ok(Entry { term, who: of(&["responsibility"]), when: of(&["date"]), why: of(&["note"]) })
}

fn in_transaction(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|n| n.tag_name().name() == "transacGrp")
}
