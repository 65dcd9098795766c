//! Termbases as TBX: version 2 (`<martif>`) and version 3 (`<tbx>`), its categories as attributes (DCA) or as elements (DCT).

mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::term::Term;

/// A term, and what a termbase says of its making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The term.
    pub term: Term,
    /// Who last decided it; empty when nothing says.
    pub who: String,
    /// When: `2024-05-01`, or as the file spells it; empty when nothing says.
    pub when: String,
    /// Why; empty when nothing says.
    pub why: String,
}

impl From<Term> for Entry {
    fn from(term: Term) -> Entry {
        Entry { term, who: String::new(), when: String::new(), why: String::new() }
    }
}

/// How a termbase is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Version 2, TBX-Basic: the one that most programs read.
    Martif,
    /// Version 3, categories as attributes.
    #[default]
    Dca,
    /// Version 3, categories as elements.
    Dct,
}

/// A file that is no termbase, or is damaged; nothing of it was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {detail}")]
pub struct Broken {
    /// Name of the file.
    pub file: String,
    /// Line number from 1.
    pub line: usize,
    /// What is wrong.
    pub detail: String,
}

/// An entry that is no term of the two languages; those around it were read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct EntryError {
    /// Name of the file.
    pub file: String,
    /// Line number from 1.
    pub line: usize,
    /// What it lacks.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Options;
    use crate::term::Kind;
    use crate::term::{Rendering, Status};
    use proptest::prelude::*;

    const OPTIONS: Options<'_> =
        Options { file: "house.tbx", source_lang: "en", target_lang: "fa", kind: Kind::Term };

    const OLD: &str = r#"<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>desk</p></sourceDesc></fileDesc></martifHeader>
<text><body>
<termEntry id="c1"><descripGrp><descrip type="subjectField">coast guard</descrip></descripGrp><note>since 1998</note>
<langSet xml:lang="en-US"><ntig><termGrp><term>harbour</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
<tig><term>harbor</term></tig></langSet>
<langSet xml:lang="FA"><tig><term>بندر</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>بندرگاه</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
<tig><term>اسکله</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<transacGrp><transac type="transactionType">modification</transac><transacNote type="responsibility">نرگس</transacNote><date>2024-05-01</date></transacGrp>
</termEntry>
<termEntry id="c2"><langSet xml:lang="en"><tig><term>quay</term></tig></langSet></termEntry>
</body></text></martif>
"#;

    #[test]
    fn an_old_termbase_is_read() {
        let (entries, errors) = read(OLD.as_bytes(), &OPTIONS).unwrap();
        let [entry] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!(entry.term.source, ["harbour", "harbor"]);
        let target: Vec<_> = entry.term.target.iter().map(|r| (r.text.as_str(), r.status)).collect();
        assert_eq!(
            target,
            [("بندر", Status::Preferred), ("بندرگاه", Status::Admitted), ("اسکله", Status::Forbidden)]
        );
        assert_eq!(
            (entry.term.scope.as_deref(), entry.term.note.as_deref()),
            (Some("coast guard"), Some("since 1998"))
        );
        assert_eq!((entry.who.as_str(), entry.when.as_str()), ("نرگس", "2024-05-01"));
        assert_eq!(errors[0].to_string(), "house.tbx:13: no term in fa (entry c2, `quay`)");
    }

    #[test]
    fn categories_may_be_elements() {
        let text = r#"<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="1"><min:subjectField>press</min:subjectField><langSec xml:lang="en"><termSec><term>UN</term><basic:termType>acronym</basic:termType></termSec><termSec><term>United Nations</term></termSec></langSec>
<langSec xml:lang="fa"><basic:definition>سازمان جهانی</basic:definition><termSec><term>سازمان ملل</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>"#;
        let (entries, errors) = read(text.as_bytes(), &OPTIONS).unwrap();
        assert_eq!(errors, []);
        let term = &entries[0].term;
        assert_eq!(
            (term.headword(), term.forms.source_short.as_slice()),
            ("United Nations", &["UN".to_owned()][..])
        );
        assert_eq!((term.scope.as_deref(), term.note.as_deref()), (Some("press"), Some("سازمان جهانی")));
    }

    #[test]
    fn what_is_no_termbase_is_named() {
        let refused = |text: &str| read(text.as_bytes(), &OPTIONS).unwrap_err().to_string();
        assert_eq!(refused("<tmx/>"), "house.tbx:1: expected <martif> or <tbx>, found <tmx>");
        assert!(refused("<martif>\n<text></martif>").starts_with("house.tbx:2: "));
        let bomb = "<!DOCTYPE martif [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><martif>&a;</martif>";
        assert!(refused(bomb).contains("entities are never resolved"));
        assert!(read(&[b"<martif>".as_slice(), b"\xFF"].concat(), &OPTIONS).is_err());
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        prop::collection::btree_set("[a-zآ-ی<&\"']{1,3}( [a-zآ-ی&<>\u{200c}]{1,4}[a-z])?", 0..3)
            .prop_map(|set| set.into_iter().collect())
    }

    fn entry() -> impl Strategy<Value = Entry> {
        let status = prop::sample::select(vec![Status::Preferred, Status::Admitted, Status::Forbidden]);
        let line = || prop::option::of("[a-zآ-ی<&]{1,8}");
        (
            (words(), prop::collection::vec(("[a-zآ-ی]{1,6}", status), 1..4)),
            (words(), words(), words(), words()),
            (line(), line(), line()),
            ("[a-z]{0,4}", "(2024-05-01)?", "[a-z]{0,4}", prop::sample::select(Kind::ALL.to_vec())),
        )
            .prop_map(
                |((mut source, target), forms, (scope, note, from), (who, when, why, kind))| {
                    source.insert(0, "head".to_owned());
                    let mut term = Term::new("", "", kind, "en", "fa");
                    term.source = source;
                    term.target =
                        target.into_iter().map(|(text, status)| Rendering { text, status }).collect();
                    term.forms.source_plural = forms.0;
                    term.forms.target_plural = forms.1;
                    term.forms.source_short = forms.2;
                    term.forms.target_short = forms.3;
                    (term.scope, term.note, term.from) = (scope, note, from);
                    Entry { term, who, when, why }
                },
            )
    }

    proptest! {
        #[test]
        fn every_style_comes_back(entries in prop::collection::vec(entry(), 0..4)) {
            for style in [Style::Martif, Style::Dca, Style::Dct] {
                let text = write(&entries, style);
                let (back, errors) = read(text.as_bytes(), &OPTIONS).unwrap();
                prop_assert_eq!(errors, vec![]);
                prop_assert_eq!(&back, &entries, "{}", text);
            }
        }

        #[test]
        fn any_text_is_read(text in "(<martif>|<termEntry>|<langSet xml:lang='en'>|<tig>|<term>|</term>|[<>/a ]){0,12}") {
            let _ = read(text.as_bytes(), &OPTIONS);
        }
    }
}
