//! Tables written and read again: nothing a term holds is lost on the way.

use glossary::table::{DATA_HEADER, Layout, Options, read, write};
use glossary::term::{Forms, Kind, Rendering, Status, Term};
use proptest::prelude::*;
use std::slice::from_ref;

const OPTIONS: Options<'_> =
    Options { file: "port.csv", source_lang: "en", target_lang: "fa", kind: Kind::Term };

fn again(terms: &[Term], layout: Layout) -> Vec<Term> {
    let (terms, errors) = read(write(terms, layout).as_bytes(), &OPTIONS);
    assert_eq!(errors, []);
    terms
}

fn header(terms: &[Term], layout: Layout) -> String {
    write(terms, layout).lines().next().unwrap_or_default().to_owned()
}

fn harbour() -> Term {
    let mut term = Term::new("harbour", "بندر", Kind::Place, "en", "fa");
    term.target.push(Rendering { text: "لنگرگاه".to_owned(), status: Status::Admitted });
    term.target.push(Rendering { text: "پورت".to_owned(), status: Status::Forbidden });
    term
}

#[test]
fn columns_are_there_when_a_term_needs_them() {
    let plain = harbour();
    let mut scoped = harbour();
    scoped.source[0] = "port".to_owned();
    scoped.scope = Some("coast guard".to_owned());
    scoped.forms.target_plural = vec!["بنادر".to_owned(), "بندرها".to_owned()];
    scoped.forms.source_short = vec!["PRT".to_owned()];
    let mut german = Term::new("Hafen", "بندر", Kind::Term, "de", "fa");
    german.target[0].status = Status::Admitted;

    let nine = DATA_HEADER.join("\t");
    let csv = "source,target,status,kind,scope,note,from";
    assert_eq!(header(from_ref(&plain), Layout::Data), nine);
    assert_eq!(header(from_ref(&plain), Layout::Csv), csv);
    let two = [plain.clone(), scoped.clone()];
    assert_eq!(header(&two, Layout::Data), format!("{nine}\tscope"));
    assert_eq!(header(&two, Layout::Csv), format!("{csv},target_plural,source_short"));
    let three = [plain.clone(), scoped, german.clone()];
    assert_eq!(header(&three, Layout::Data), format!("{nine}\tscope\tstatus\tsource_lang\ttarget_lang"));
    // Terms alike in headword, kind and scope stay two.
    let mut twin = plain.clone();
    twin.note = Some("of the old town".to_owned());
    let twins = [plain, twin];
    assert_eq!(header(&twins, Layout::Csv), format!("{csv},entry"));
    for layout in [Layout::Data, Layout::Csv] {
        assert_eq!(again(&two, layout), two);
        assert_eq!(again(&three, layout), three);
        assert_eq!(again(&twins, layout), twins);
    }
}

#[test]
fn languages_of_rows_are_read_however_they_are_named() {
    let text = "source,target,source_lang,Target-Language,status\n\
        Hafen,بندر,German,fa-IR,preferred\nport,بندر,,,admitted\nport,لنگرگاه,fr-CA,,preferred|admitted\n";
    let (terms, errors) = read(text.as_bytes(), &OPTIONS);
    assert_eq!(errors, []);
    let pairs: Vec<(&str, &str)> =
        terms.iter().map(|term| (term.source_lang.as_str(), term.target_lang.as_str())).collect();
    assert_eq!(pairs, [("de", "fa"), ("en", "fa"), ("fr", "fa")]);
}

#[test]
fn signs_of_the_layout_are_letters_in_a_term() {
    for text in [
        "!", "!x", "\\!x", "a|b", "a\\|b", "a\\", "\\", "|", "#metoo", "\"a\"", "\"", "\"\"\"", "a\"b",
        "a,b;c",
    ] {
        let mut term = Term::new(text, text, Kind::Term, "en", "fa");
        term.target.push(Rendering { text: text.to_owned() + "ب", status: Status::Forbidden });
        term.source.push("x".to_owned());
        term.forms.target_short = vec![text.to_owned(), text.to_owned()];
        term.note = Some(text.to_owned());
        for layout in [Layout::Data, Layout::Csv] {
            assert_eq!(again(from_ref(&term), layout), [term.clone()], "{text}");
        }
    }
}

fn words() -> impl Strategy<Value = String> {
    "[a-zآ-ی|!#\"';,\\\\][a-zآ-ی |!#\"';,\\\\\u{200c}]{0,6}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("a word", |text| !text.is_empty())
}

fn optional() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(words())
}

fn term() -> impl Strategy<Value = Term> {
    let some = || proptest::collection::vec(words(), 0..3);
    let status = prop_oneof![Just(Status::Preferred), Just(Status::Admitted), Just(Status::Forbidden)];
    let target = proptest::collection::vec((words(), status), 1..4);
    let langs = prop_oneof![4 => Just(("en", "fa")), 1 => Just(("de", "fa")), 1 => Just(("fa", "ckb"))];
    let told = (optional(), optional(), optional());
    let kind = proptest::sample::select(Kind::ALL.to_vec());
    (proptest::collection::vec(words(), 1..3), target, [some(), some(), some(), some()], kind, langs, told)
        .prop_map(|(source, target, forms, kind, (source_lang, target_lang), (scope, note, from))| {
            let [source_plural, target_plural, source_short, target_short] = forms;
            let mut target: Vec<Rendering> =
                target.into_iter().map(|(text, status)| Rendering { text, status }).collect();
            target.sort_by(|a, b| (&a.text, a.status).cmp(&(&b.text, b.status)));
            target.dedup();
            let forms = Forms { source_plural, target_plural, source_short, target_short };
            let (source_lang, target_lang) = (source_lang.to_owned(), target_lang.to_owned());
            Term { source, target, forms, kind, source_lang, target_lang, scope, note, from }
        })
}

proptest! {
    #[test]
    fn what_was_written_is_read(mut terms in proptest::collection::vec(term(), 1..6)) {
        let pair = |term: &Term| (term.source_lang.clone(), term.target_lang.clone());
        if terms.iter().all(|term| pair(term) == pair(&terms[0])) {
            // The languages all share are those of the options.
            for term in &mut terms {
                (term.source_lang, term.target_lang) = ("en".to_owned(), "fa".to_owned());
            }
        }
        for layout in [Layout::Data, Layout::Csv] {
            let (found, errors) = read(write(&terms, layout).as_bytes(), &OPTIONS);
            prop_assert_eq!(errors, vec![]);
            prop_assert_eq!(&found, &terms);
        }
    }

    #[test]
    fn notes_keep_their_lines_in_csv(note in "[a-z\"#,][a-z\"#,\n]{0,12}[a-z\"#,]") {
        let mut term = harbour();
        term.note = Some(note);
        prop_assert_eq!(again(from_ref(&term), Layout::Csv), vec![term]);
    }
}
