//! An SRX file: rules of languages, which languages they are for, and how inline codes are shared out.

use super::error::Error;
use super::foreign::Foreign;
use super::parse;
use std::borrow::Cow;
use std::fmt::Write;

/// The namespace of SRX 2.0.
pub(super) const NAMESPACE: &str = "http://www.lisa.org/srx20";

/// Segmentation rules as a file holds them.
///
/// Reading and writing keeps everything the standard knows and the elements of other programs (`okpsrx:options` …);
/// comments and layout are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Srx {
    /// `segmentsubflows`: text inside inline codes is cut too.
    pub segment_subflows: bool,
    /// `cascade`: all maps that fit a language give their rules, not only the first.
    pub cascade: bool,
    /// `formathandle`: on which side of a break an opening, closing or lone code stays.
    pub handles: Handles,
    /// Rules by name, in order.
    pub languages: Vec<LanguageRules>,
    /// Which languages the rules are for, in order.
    pub maps: Vec<LanguageMap>,
    pub(super) foreign: Foreign,
}

/// Whether a code that stands at a break belongs to the text before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handles {
    /// Opening codes.
    pub start: bool,
    /// Closing codes.
    pub end: bool,
    /// Codes that stand alone.
    pub isolated: bool,
}

impl Default for Handles {
    /// What the standard says where a file says nothing: closing codes stay, others go with what follows.
    fn default() -> Handles {
        Handles { start: false, end: true, isolated: false }
    }
}

/// The rules of one name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LanguageRules {
    /// The name that maps refer to.
    pub name: String,
    /// The rules; of those that match at one place the first decides.
    pub rules: Vec<Rule>,
    pub(super) foreign: Vec<String>,
}

impl LanguageRules {
    /// Returns rules under a name.
    pub fn new(name: impl Into<String>, rules: Vec<Rule>) -> LanguageRules {
        LanguageRules { name: name.into(), rules, foreign: Vec::new() }
    }
}

/// One rule: between these two, break or do not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// Whether it breaks.
    pub breaks: bool,
    /// What stands before; empty is anything.
    pub before: String,
    /// What stands after; empty is anything.
    pub after: String,
    /// The line of the file it begins in; 0 for a rule made here.
    pub line: usize,
    /// What it is for: written as a comment before it, not read.
    pub note: String,
}

/// Which languages some rules are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageMap {
    /// A pattern for the whole language tag, letters of either case.
    pub pattern: String,
    /// The name of the rules.
    pub rules: String,
}

impl Default for Srx {
    fn default() -> Srx {
        Srx {
            segment_subflows: true,
            cascade: false,
            handles: Handles::default(),
            languages: Vec::new(),
            maps: Vec::new(),
            foreign: Foreign::default(),
        }
    }
}

impl Srx {
    /// Reads a file's text.
    ///
    /// # Errors
    ///
    /// [`Error::Xml`] and [`Error::Content`] with the line; an entity that XML does not define is refused and no file is
    /// opened.
    pub fn parse(text: &str) -> Result<Srx, Error> {
        parse::parse(text)
    }

    /// Returns the rules for a language in the order in which they are asked; none when no map fits.
    ///
    /// # Errors
    ///
    /// [`Error::Pattern`] for a map whose pattern cannot be read.
    pub fn rules_for(&self, lang: &str) -> Result<Vec<&Rule>, Error> {
        let mut found = Vec::new();
        for map in &self.maps {
            let pattern = format!("^(?i:{})$", map.pattern);
            let fits = regex::Regex::new(&pattern)
                .map_err(|e| Error::Pattern { line: 0, pattern: map.pattern.clone(), detail: e.to_string() })?
                .is_match(lang);
            if fits {
                found.extend(self.languages.iter().filter(|l| l.name == map.rules).flat_map(|l| &l.rules));
                if !self.cascade {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Returns the file's text, version 2.0.
    pub fn write(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let yes = |value: bool| if value { "yes" } else { "no" };
        let _ = write!(out, "<srx xmlns=\"{NAMESPACE}\"");
        for (prefix, uri) in &self.foreign.prefixes {
            let _ = write!(out, " xmlns:{prefix}=\"{}\"", escape(uri));
        }
        out.push_str(" version=\"2.0\">\n");
        let _ = writeln!(
            out,
            "<header segmentsubflows=\"{}\" cascade=\"{}\">",
            yes(self.segment_subflows),
            yes(self.cascade)
        );
        for (kind, kept) in
            [("start", self.handles.start), ("end", self.handles.end), ("isolated", self.handles.isolated)]
        {
            let _ = writeln!(out, "<formathandle type=\"{kind}\" include=\"{}\"/>", yes(kept));
        }
        push_all(&mut out, &self.foreign.header);
        out.push_str("</header>\n<body>\n<languagerules>\n");
        for language in &self.languages {
            let _ = writeln!(out, "<languagerule languagerulename=\"{}\">", escape(&language.name));
            for rule in &language.rules {
                if !rule.note.is_empty() {
                    let _ = writeln!(out, "<!-- {} -->", rule.note.replace("--", "- -"));
                }
                let _ = writeln!(out, "<rule break=\"{}\">", yes(rule.breaks));
                let _ = writeln!(out, "<beforebreak>{}</beforebreak>", escape(&rule.before));
                let _ = writeln!(out, "<afterbreak>{}</afterbreak>\n</rule>", escape(&rule.after));
            }
            push_all(&mut out, &language.foreign);
            out.push_str("</languagerule>\n");
        }
        push_all(&mut out, &self.foreign.rules);
        out.push_str("</languagerules>\n<maprules>\n");
        for map in &self.maps {
            let _ = writeln!(
                out,
                "<languagemap languagepattern=\"{}\" languagerulename=\"{}\"/>",
                escape(&map.pattern),
                escape(&map.rules)
            );
        }
        push_all(&mut out, &self.foreign.maps);
        out.push_str("</maprules>\n");
        push_all(&mut out, &self.foreign.body);
        out.push_str("</body>\n");
        push_all(&mut out, &self.foreign.root);
        out.push_str("</srx>\n");
        out
    }
}

fn push_all(out: &mut String, elements: &[String]) {
    for element in elements {
        out.push_str(element);
        out.push('\n');
    }
}

/// Escapes text; line ends and tabs as references, since a reader may normalise them.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\n', '\r', '\t']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
