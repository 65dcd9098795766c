//! Items of a list inside a paragraph, as rules: each follows the one before it.

use super::maker::{Maker, REACH};

/// How many items are told apart.
const ITEMS: usize = 12;

/// How far back the first item of a list is looked for, in characters.
const LONGEST: usize = 1500;

/// White space before an item, no blank line: that cuts by itself.
const SPACE: &str = r"(?=\s)[ \t\u00A0]{0,3}(?:\r?\n)?[ \t\u00A0]{0,3}";

const BULLETS: &str = r"[•‣◦⁃▪●■○*\-–\uF0B7]";

impl Maker<'_> {
    /// `1) … 2) …`, `(a) … (b) …`, `1. … 2. …`, `• … • …`
    pub(super) fn lists(&mut self) {
        let numbers: Vec<String> = (1..=ITEMS).map(number).collect();
        let letters: Vec<String> = ('a'..='h').map(|c| c.to_string()).collect();
        let romans: Vec<String> =
            ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"].iter().map(|r| (*r).to_owned()).collect();
        let persian: Vec<String> =
            ["الف", "ب", "پ", "ت", "ث", "ج"].iter().map(|letter| (*letter).to_owned()).collect();
        let (plain, round, both, point) = (("", r"\)"), (r"\(", r"\)"), ("", r"\.\)"), ("", r"\."));
        for (what, labels, shapes) in [
            ("number", &numbers, &[plain, round, both, point][..]),
            ("letter", &letters, &[plain, round, both, point][..]),
            ("Roman number", &romans, &[plain, round][..]),
            ("Persian letter", &persian, &[plain][..]),
        ] {
            for &(open, shut) in shapes {
                self.list(what, labels, open, shut);
            }
        }
        let bullets = ['•', '‣', '◦', '▪', '●', '■', '○', '\u{f0b7}'];
        let next =
            bullets.map(|bullet| format!(r"(?={SPACE}{bullet})(?<=^\s{{0,3}}{bullet}[\s\S]{{2,{LONGEST}}})"));
        let (before, after) = (self.item(), format!("(?:{})", next.join("|")));
        self.cut("the next bullet", &before, &after);
    }

    /// Looks back at what stands before the white space before an item: there an end of a sentence cuts too.
    fn item(&self) -> String {
        format!(r"(?<=[^{}])(?<!{BULLETS})", self.c.space)
    }

    fn list(&mut self, what: &str, labels: &[String], open: &str, shut: &str) {
        let lead = format!(r"(?:{BULLETS}\s?)?{open}");
        // A list opens the text with any label; elsewhere it counts from the first.
        let any = if what == "number" { r"\p{N}{1,3}" } else { r"\p{L}{1,3}" };
        let opens = format!(
            r"(?:^\s{{0,3}}{lead}{any}|[.!?:;؟؛]\s{{1,2}}{lead}{}){shut}\s[\s\S]{{1,{LONGEST}}}",
            labels[0]
        );
        let pairs = || labels.windows(2).map(|pair| (&pair[0], &pair[1]));
        let last = |label: &str| format!(r"[\s•⁃(]{label}{shut}\s[\s\S]{{1,{REACH}}}");
        let first = |label: &str| format!(r"(?:^|[\s•⁃(]){label}{shut}\s[\s\S]{{1,{REACH}}}");
        let prior = |label: &str| if label == labels[0] { first(label) } else { last(label) };
        let next: Vec<String> =
            pairs().map(|(last, label)| format!("(?={label}{shut}\\s)(?<={})", prior(last))).collect();
        let after = format!("(?={SPACE}{lead}(?:{}))(?<={opens})", next.join("|"));
        // Between a marker and its item nothing ends.
        let marker: Vec<String> = pairs().map(|(last, label)| format!("{}{label}", prior(last))).collect();
        let marker = format!(
            "(?<={end})(?<=(?:{}){shut})(?<={opens})",
            marker.join("|"),
            end = &shut[shut.len() - 2..]
        );
        let (item, space) = (self.item(), self.space());
        self.cut(&format!("the next {what} of a list"), &item, &after);
        if shut.starts_with(r"\.") {
            self.keep(&format!("the {what} of an item"), &marker, &space);
        }
    }
}

/// A number in the digits of any script the lists know.
fn number(value: usize) -> String {
    let write = |digit: u32| {
        let in_script = |zero: char| char::from_u32(u32::from(zero) + digit);
        let forms: String = ['0', '٠', '۰'].into_iter().filter_map(in_script).collect();
        format!("[{forms}]")
    };
    value.to_string().chars().filter_map(|c| c.to_digit(10)).map(write).collect()
}
