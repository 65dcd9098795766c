//! Units ↔ rows of cells, whatever the rows are written in.

use super::Warning;
use crate::exchange::content;
use crate::exchange::facts;
use crate::exchange::item::{Item, Rejected, no_text_in};
use crate::exchange::moses::one_line;
use crate::exchange::property;
use crate::model::{Lang, Origin, TranslationUnit, Variant};
use ::tmx::Content;

/// Ends the heading of a column that has a language's texts with their inline codes.
const CODES: &str = " (tmx)";

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Text(Lang),
    /// The content of the `<seg>` of this language, where it says more than the text.
    Codes(Lang),
    Tuid,
    Note,
    Approved,
    /// Anything else, kept under this name.
    Fact(String),
}

/// Returns the columns that a header names, `None` when the row names fewer than two columns of text.
pub(super) fn header<'c>(
    row: impl Iterator<Item = &'c str>,
    source: &Lang,
    target: &Lang,
) -> Option<Vec<Column>> {
    let column = |cell: &str| {
        let name = cell.trim().trim_start_matches('\u{feff}');
        if let Some(lang) = name.strip_suffix(CODES) {
            return Column::Codes(Lang::new(lang));
        }
        match name.to_lowercase().as_str() {
            "source" | "src" => Column::Text(source.clone()),
            "target" | "tgt" | "translation" => Column::Text(target.clone()),
            "tuid" | "id" => Column::Tuid,
            "note" | "notes" | "comment" => Column::Note,
            "approved" => Column::Approved,
            "confidence" => Column::Fact(property::CONFIDENCE.to_owned()),
            "file" => Column::Fact(property::SOURCE_FILE.to_owned()),
            "place" => Column::Fact(property::PLACE.to_owned()),
            other if is_language(other) => Column::Text(Lang::new(name)),
            _ if name.starts_with("x-") => Column::Fact(name.to_owned()),
            _ => Column::Fact(format!("x-{name}")),
        }
    };
    let columns: Vec<Column> = row.map(column).collect();
    let texts = columns.iter().filter(|column| matches!(column, Column::Text(_))).count();
    (texts >= 2).then_some(columns)
}

/// Returns whether a word is shaped like a language tag: two letters, or three that have a two-letter equal, then subtags.
fn is_language(word: &str) -> bool {
    let lang = Lang::new(word);
    let primary = lang.primary();
    let subtags = word.split(['-', '_']).skip(1);
    primary.len() == 2
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && subtags
            .into_iter()
            .all(|s| (2..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Returns the unit of a row; a warning says where codes do not fit a text that was changed.
pub(super) fn unit(columns: &[Column], row: &[&str], origin: Origin) -> (Item, Option<Warning>) {
    let mut unit = TranslationUnit::new(Vec::new(), origin);
    let (mut reason, mut warning) = (None, None);
    let mut facts = Vec::new();
    for index in 0..columns.len().max(row.len()) {
        let cell = row.get(index).copied().unwrap_or_default();
        let column = columns.get(index).cloned();
        match column.unwrap_or_else(|| Column::Fact(format!("x-column-{}", index + 1))) {
            Column::Text(lang) => {
                if cell.trim().is_empty() && reason.is_none() {
                    reason = Some(match row.get(index) {
                        Some(_) => format!("no text in {lang}"),
                        None => format!("{} cells, expected at least {}", row.len(), index + 1),
                    });
                }
                unit.variants.push(Variant::new(lang, cell));
            }
            _ if cell.is_empty() => {}
            Column::Codes(lang) => {
                let Some(variant) = unit.variants.iter_mut().find(|v| v.lang == lang) else { continue };
                let whole = Content::parse_xml(cell).ok().map(content::split);
                match whole.filter(|(text, _)| flat(text) == flat(&variant.text)) {
                    Some((text, marks)) => (variant.text, variant.marks) = (text, marks),
                    None => {
                        let Origin { file, line, .. } = &unit.origin;
                        warning = Some(Warning {
                            code: "codes-stale",
                            line: *line,
                            text: format!(
                                "{file}:{line}: the text in {lang} was changed, its inline codes are left out"
                            ),
                        });
                    }
                }
            }
            Column::Tuid => unit.tuid = Some(cell.to_owned()),
            Column::Approved => unit.approved |= matches!(cell.to_lowercase().as_str(), "yes" | "true" | "1"),
            Column::Note => unit.annotations.push(facts::note(cell)),
            Column::Fact(name) => facts.push((name, cell)),
        }
    }
    // Of many languages a few may be missing.
    let texts = unit.variants.iter().filter(|v| !v.text.trim().is_empty()).count();
    if unit.variants.len() > 2 && texts >= 2 {
        unit.variants.retain(|v| !v.text.trim().is_empty());
        reason = None;
    }
    for (name, value) in facts {
        facts::put(&mut unit, &name, value);
    }
    let item = match reason {
        None => Item::Unit(unit),
        Some(reason) => Item::Rejected(Rejected { unit, reason }),
    };
    (item, warning)
}

/// Returns a text as a cell of one line has it.
fn flat(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// Which columns a table needs for its units.
///
/// Every unit that is going to be written is shown to it first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    langs: Vec<Lang>,
    /// Only the languages given, whatever their region.
    only_given: bool,
    /// A cell holds neither tab nor line break.
    pub(super) one_line: bool,
    codes: Vec<Lang>,
    has_tuid: bool,
    has_approved: bool,
    notes: usize,
    /// Names, and how often one unit has each.
    facts: Vec<(String, usize)>,
}

impl Layout {
    /// Returns a layout that takes in every language of the units.
    pub fn all() -> Layout {
        Layout::default()
    }

    /// Returns a layout of two languages, whatever their region; the others are left out.
    pub fn pair(source: &Lang, target: &Lang) -> Layout {
        Layout { langs: vec![source.clone(), target.clone()], only_given: true, ..Layout::default() }
    }

    /// Makes the cells hold neither tab nor line break, as those of a TSV.
    pub fn one_line(mut self) -> Layout {
        self.one_line = true;
        self
    }

    /// Returns whether the texts of a language run from right to left, column by column.
    pub(crate) fn right_to_left(&self) -> Vec<bool> {
        let text = |lang: &Lang| lang.is_right_to_left();
        let mut out: Vec<bool> = self.langs.iter().map(text).collect();
        out.resize(self.heading().len(), false);
        out
    }

    fn variants<'u>(&self, unit: &'u TranslationUnit) -> Vec<Option<&'u Variant>> {
        let find = |lang: &Lang| match self.only_given {
            true => unit.variant(lang),
            false => unit.variants.iter().find(|v| v.lang == *lang),
        };
        self.langs.iter().map(find).collect()
    }

    /// Takes in a unit that is going to be written.
    pub fn add(&mut self, unit: &TranslationUnit) {
        if !self.only_given {
            for variant in &unit.variants {
                if !self.langs.contains(&variant.lang) {
                    self.langs.push(variant.lang.clone());
                }
            }
        }
        let variants = self.variants(unit);
        for (lang, variant) in self.langs.iter().zip(&variants) {
            let needs = variant.is_some_and(|v| self.needs_codes(v));
            if needs && !self.codes.contains(lang) {
                self.codes.push(lang.clone());
            }
        }
        self.has_tuid |= unit.tuid.is_some();
        self.has_approved |= unit.approved;
        let sides: Vec<&Variant> = variants.into_iter().flatten().collect();
        let facts = facts::of(unit, &sides);
        self.notes = self.notes.max(facts.notes.iter().filter(|(side, _)| side.is_none()).count());
        let mut counts: Vec<(&String, usize)> = Vec::new();
        for (name, _) in &facts.pairs {
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
        for (name, count) in counts {
            match self.facts.iter_mut().find(|(known, _)| known == name) {
                Some((_, most)) => *most = count.max(*most),
                None => self.facts.push((name.clone(), count)),
            }
        }
    }

    fn needs_codes(&self, variant: &Variant) -> bool {
        !variant.marks.is_empty() || self.one_line && flat(&variant.text) != variant.text
    }

    /// Returns the heading of every column.
    pub(crate) fn heading(&self) -> Vec<String> {
        let mut out: Vec<String> = self.langs.iter().map(ToString::to_string).collect();
        out.extend(self.has_tuid.then(|| "tuid".to_owned()));
        out.extend(self.has_approved.then(|| "approved".to_owned()));
        out.extend((0..self.notes).map(|_| "note".to_owned()));
        for (name, most) in &self.facts {
            out.extend((0..*most).map(|_| name.clone()));
        }
        out.extend(self.codes.iter().map(|lang| format!("{lang}{CODES}")));
        out
    }

    /// Returns the cells of a unit, and what they could not hold; the error says why the unit has none.
    pub(crate) fn row(&self, unit: &TranslationUnit) -> Result<(Vec<String>, Vec<String>), String> {
        let variants = self.variants(unit);
        if let (true, Some(at)) = (self.langs.len() == 2, variants.iter().position(Option::is_none)) {
            return Err(no_text_in(&self.langs[at]));
        }
        let sides: Vec<&Variant> = variants.iter().copied().flatten().collect();
        let mut facts = facts::of(unit, &sides);
        let mut lost = std::mem::take(&mut facts.lost);
        let mut row: Vec<String> = Vec::new();
        for variant in &variants {
            row.push(variant.map(|v| v.text.clone()).unwrap_or_default());
        }
        if self.only_given {
            let other = sides.iter().zip(&self.langs).filter(|(v, lang)| v.lang != **lang);
            lost.extend(other.map(|(v, lang)| format!("the text in {} stands under {lang}", v.lang)));
        }
        let mut column = |yes: bool, cell: Option<String>| row.extend(yes.then(|| cell.unwrap_or_default()));
        column(self.has_tuid, unit.tuid.clone());
        column(self.has_approved, unit.approved.then(|| "yes".to_owned()));
        let mut notes = Vec::new();
        for (side, note) in &facts.notes {
            match side {
                None => notes.push(note.text.clone()),
                Some(_) => lost.push("a note of one side left out".to_owned()),
            }
            if !note.attributes.is_empty() {
                lost.push("attributes of a note left out".to_owned());
            }
        }
        notes.resize(self.notes.max(notes.len()), String::new());
        row.append(&mut notes);
        for (name, most) in &self.facts {
            for _ in 0..*most {
                row.push(facts.remove(name).unwrap_or_default());
            }
        }
        for lang in &self.codes {
            let variant = self.langs.iter().position(|l| l == lang).and_then(|at| variants[at]);
            let mut cell = String::new();
            if let Some(variant) = variant.filter(|v| self.needs_codes(v)) {
                let content = content::join(&variant.text, &variant.marks)?;
                cell = content.to_xml();
                if self.one_line {
                    cell = cell.replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;");
                }
            }
            row.push(cell);
        }
        if self.one_line {
            for (at, cell) in row.iter_mut().enumerate() {
                let mut changes = Vec::new();
                let mut line = one_line(cell, &mut changes);
                if line.contains('\t') {
                    changes.push("tabs written as spaces".to_owned());
                    line = line.replace('\t', " ");
                }
                *cell = line;
                // A text says its line breaks beside it.
                let beside = self.langs.get(at).is_some_and(|lang| self.codes.contains(lang));
                lost.extend(changes.into_iter().filter(|_| !beside));
            }
        }
        Ok((row, lost))
    }
}
