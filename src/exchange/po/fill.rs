//! Puts translations into a PO file; everything else stays byte for byte.

use super::entry::{Entry, entries, quoted};
use super::read::{decode, header, langs};
use crate::exchange::error::Error;
use crate::exchange::fill::{Answer, Ask, Edits, Filled, Sureness};
use crate::exchange::xliff::Languages;
use crate::model::Variant;
use encoding_rs::UTF_8;

/// Asks for a translation of every entry (every form of a plural entry) that has none, and returns the file with those
/// that were given.
///
/// `ask` gives `None` to leave a text as it is. An entry that got a doubtful translation becomes fuzzy.
///
/// # Errors
///
/// [`Error::Broken`] for a file that is no PO or is damaged.
pub fn fill(
    bytes: &[u8],
    name: &str,
    languages: &Languages,
    ask: &mut dyn FnMut(&Ask) -> Option<Answer>,
) -> Result<Filled, Error> {
    let (text, encoding) = decode(bytes, name)?;
    let entries = entries(&text, name)?;
    let (source, target) = langs(header(&entries), name, languages)?;
    let breaks = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits = Edits::default();
    let (mut units, mut translated, mut filled) = (0, 0, 0);
    for entry in entries.iter().filter(|entry| !entry.is_header()) {
        let mut doubtful = false;
        for (form, old) in entry.texts.iter().enumerate() {
            units += 1;
            if !old.text.trim().is_empty() || entry.obsolete {
                translated += u64::from(!old.text.trim().is_empty());
                continue;
            }
            let question = Ask {
                source: Variant::new(source.clone(), entry.source_of(form)),
                target_lang: target.clone(),
                id: entry.context.clone().unwrap_or_default(),
                line: entry.line,
            };
            let Some(answer) = ask(&question) else { continue };
            filled += 1;
            doubtful |= answer.sureness == Sureness::Doubtful;
            edits.replace(old.at.clone(), quoted(&answer.text).replace('\n', breaks));
        }
        if doubtful && !entry.is_fuzzy() {
            mark_fuzzy(entry, &text, breaks, &mut edits);
        }
    }
    let text = edits.apply(&text);
    let bytes = match encoding == UTF_8 {
        true if bytes.starts_with(b"\xEF\xBB\xBF") => format!("\u{feff}{text}").into_bytes(),
        true => text.into_bytes(),
        false => encoding.encode(&text).0.into_owned(),
    };
    Ok(Filled { bytes, units, translated, filled })
}

fn mark_fuzzy(entry: &Entry, text: &str, breaks: &str, edits: &mut Edits) {
    match &entry.flags_at {
        Some(at) => {
            let rest = text[at.clone()].trim_start_matches(['#', ',']).trim_start();
            edits.replace(at.clone(), format!("#, fuzzy, {rest}"));
        }
        None => edits.replace(entry.keyword_at..entry.keyword_at, format!("#, fuzzy{breaks}")),
    }
}
