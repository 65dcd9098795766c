//! Findings as one self-contained page: no script, no network, right-to-left sides set right to left.

use super::sink::{Context, Report, place_label};
use super::terminal::{closing, sound_spans};
use crate::model::{Finding, Lang, Place, Summary};
use std::io::{self, Write};
use std::ops::Range;

pub(super) const STYLE: &str = include_str!("page.css");

/// What the page says about the run on top.
#[derive(Debug, Clone, Default)]
pub struct Title {
    /// The heading, mostly the files' names.
    pub heading: String,
    /// Lines under the heading (pairs, confidence, date).
    pub lines: Vec<String>,
    /// How many places are shown for each rendering.
    pub places: usize,
}

/// Writes findings as an HTML page.
#[derive(Debug)]
pub struct Html<'a, W: Write> {
    out: W,
    context: Context<'a>,
    title: Title,
    open: bool,
}

impl<'a, W: Write> Html<'a, W> {
    /// Returns a report that writes to `out`.
    pub fn new(out: W, context: Context<'a>, title: Title) -> Self {
        Html { out, context, title, open: false }
    }

    /// Returns the output.
    pub fn into_inner(self) -> W {
        self.out
    }

    fn open(&mut self) -> io::Result<()> {
        if self.open {
            return Ok(());
        }
        self.open = true;
        let heading = escape(&self.title.heading);
        write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1><bdi>{heading}</bdi></h1>\n"
        )?;
        for line in &self.title.lines {
            writeln!(self.out, "<p><bdi>{}</bdi></p>", escape(line))?;
        }
        writeln!(self.out, "</header>\n<main>")
    }

    fn side(&mut self, lang: &Lang, text: &str, spans: &[Range<usize>], class: &str) -> io::Result<()> {
        let direction = if lang.is_right_to_left() { "rtl" } else { "ltr" };
        write!(self.out, "<p lang=\"{}\" dir=\"{direction}\">", escape(lang.as_str()))?;
        let mut at = 0;
        for span in sound_spans(text, spans) {
            let (before, inside) = (escape(&text[at..span.start]), escape(&text[span.clone()]));
            write!(self.out, "{before}<mark class=\"{class}\">{inside}</mark>")?;
            at = span.end;
        }
        writeln!(self.out, "{}</p>", escape(&text[at..]))
    }

    fn place(&mut self, place: &Place, class: &str) -> io::Result<()> {
        let Some(unit) = self.context.units.get(place.unit) else { return Ok(()) };
        writeln!(self.out, "<div class=\"pair\">")?;
        if let Some(v) = self.context.source_of(place.unit) {
            self.side(&v.lang, &v.text, &place.source, "source")?;
        }
        if let Some(v) = self.context.target_of(place.unit) {
            self.side(&v.lang, &v.text, &place.target, class)?;
        }
        writeln!(self.out, "<small><bdi>{}</bdi></small>\n</div>", escape(&place_label(unit)))
    }
}

/// Escapes text for HTML content and double-quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

impl<W: Write> Report for Html<'_, W> {
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.open()?;
        let severity = finding.severity.as_str();
        writeln!(self.out, "<details open class=\"finding {severity}\">\n<summary>")?;
        if !finding.subject.is_empty() {
            writeln!(self.out, "<b><bdi>{}</bdi></b>", escape(&finding.subject))?;
        }
        writeln!(
            self.out,
            "<bdi>{}</bdi> <span class=\"code\">{}</span>\n</summary>",
            escape(&finding.message),
            finding.code
        )?;
        if !finding.rivals.is_empty() {
            let most = finding.rivals.iter().map(|r| r.count).max().unwrap_or(1).max(1);
            let direction = if self.context.target.is_right_to_left() { "rtl" } else { "ltr" };
            writeln!(self.out, "<table class=\"rivals\">")?;
            for rival in &finding.rivals {
                let text = if rival.text.is_empty() { "–".to_owned() } else { escape(&rival.text) };
                writeln!(
                    self.out,
                    "<tr><td lang=\"{}\" dir=\"{direction}\">{text}</td><td class=\"bar\"><i style=\"width:{}%\"></i></td>\
                     <td class=\"count\">{}</td><td><span class=\"class {c}\">{c}</span></td></tr>",
                    escape(self.context.target.as_str()),
                    100 * rival.count / most,
                    rival.count,
                    c = escape(&rival.class),
                )?;
            }
            writeln!(self.out, "</table>")?;
        }
        if let Some(fix) = &finding.fix {
            writeln!(self.out, "<p class=\"fix\">Suggested: <bdi>{}</bdi></p>", escape(&fix.replacement))?;
        }
        if finding.rivals.is_empty() {
            for place in finding.places.iter().take(self.title.places) {
                self.place(place, "odd")?;
            }
            self.more(finding.places.len())?;
        }
        for (n, rival) in finding.rivals.iter().enumerate() {
            for place in rival.places.iter().take(self.title.places) {
                self.place(place, if n == 0 { "main" } else { "odd" })?;
            }
            self.more(rival.places.len())?;
        }
        writeln!(self.out, "</details>")
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.open()?;
        if summary.errors + summary.warnings + summary.infos == 0 {
            writeln!(self.out, "<p>No findings.</p>")?;
        }
        let (found, seen) = closing(summary);
        writeln!(self.out, "</main>\n<footer><p>{found} in {seen}</p></footer>\n</body>\n</html>")?;
        self.out.flush()
    }
}

impl<W: Write> Html<'_, W> {
    fn more(&mut self, places: usize) -> io::Result<()> {
        match places.saturating_sub(self.title.places) {
            0 => Ok(()),
            n => writeln!(self.out, "<p class=\"more\">… and {n} more</p>"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, Rival, Severity, TranslationUnit, Variant};

    #[test]
    fn both_sides_stand_with_the_name_marked_and_text_escaped() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let unit = TranslationUnit::pair(
            Variant::new(en.clone(), "Karimi & <sons>"),
            Variant::new(fa.clone(), "کریمی و پسران"),
            Origin { file: "a.txt".into(), place: 3, ..Origin::default() },
        );
        let units = [unit];
        let context = Context { units: &units, source: &en, target: &fa };
        let mut out = Vec::new();
        let title = Title { heading: "a.txt".into(), lines: vec![], places: 5 };
        let mut page = Html::new(&mut out, context, title);
        let place = Place { unit: 0, source: vec![0..6], target: vec![0.."کریمی".len()] };
        let rival = Rival { text: "کریمی".into(), count: 1, class: "main".into(), places: vec![place] };
        page.finding(&Finding {
            id: String::new(),
            code: "name-variant",
            severity: Severity::Error,
            message: "rendered two ways".into(),
            subject: "Karimi".into(),
            places: vec![],
            rivals: vec![rival],
            fix: None,
        })
        .unwrap();
        page.finish(&Summary::default()).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(page.contains(
            "<p lang=\"en\" dir=\"ltr\"><mark class=\"source\">Karimi</mark> &amp; &lt;sons&gt;</p>"
        ));
        assert!(page.contains("<p lang=\"fa\" dir=\"rtl\"><mark class=\"main\">کریمی</mark> و پسران</p>"));
        assert!(!page.contains("<script") && !page.contains("http"), "self-contained");
    }
}
