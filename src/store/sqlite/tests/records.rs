//! Decisions, settings, terms and the lexicon.

use super::bench::{bench, step, work};
use crate::model::Lang;
use crate::store::Store;
use crate::store::{Decision, LexiconEntry};
use glossary::term::{Forms, Kind, Status, Term};

#[test]
fn decisions_carry_who_and_when() {
    let mut bench = bench();
    let given = Decision {
        id: 0,
        kind: "allow".into(),
        subject: "term-missing".into(),
        value: "report.fa.txt".into(),
        why: "نقل قول است".into(),
        who: "somebody else".into(),
        when: String::new(),
    };
    let id = work(&mut bench.store, "allow", |work| work.add_decision(&given).unwrap());
    let expected = Decision { id, who: "mina".into(), when: "2024-05-01T08:00:00Z".into(), ..given };
    assert_eq!(bench.store.decisions(None).unwrap(), [expected]);
    assert_eq!(bench.store.decisions(Some("allow")).unwrap().len(), 1);
    assert!(bench.store.decisions(Some("name-same")).unwrap().is_empty());
}

#[test]
fn settings() {
    let mut bench = bench();
    work(&mut bench.store, "config", |work| work.set_setting("source", Some("en")).unwrap());
    let seq = bench.store.change_seq().unwrap();
    work(&mut bench.store, "config", |work| {
        work.set_setting("source", Some("en")).unwrap();
        work.set_setting("target", None).unwrap();
    });
    assert_eq!(bench.store.change_seq().unwrap(), seq);
    assert_eq!(bench.store.setting("source").unwrap().as_deref(), Some("en"));
    assert_eq!(bench.store.setting("target").unwrap(), None);
}

#[test]
fn the_lexicon_of_a_pair_is_replaced() {
    let mut bench = bench();
    let (en, fa, de) = (Lang::new("en"), Lang::new("fa"), Lang::new("de"));
    let entry = |source: &str, target: &str| LexiconEntry {
        source: source.into(),
        target: target.into(),
        forward: 1.0 / 3.0,
        backward: 0.25,
        count: 7.5,
    };
    work(&mut bench.store, "align", |work| {
        work.put_lexicon(&en, &fa, &[entry("old", "قدیم")]).unwrap();
        work.put_lexicon(&en, &de, &[entry("old", "alt")]).unwrap();
    });
    let new = [entry("book", "کتاب"), entry("tree", "درخت")];
    work(&mut bench.store, "align", |work| work.put_lexicon(&en, &fa, &new).unwrap());
    assert_eq!(bench.store.lexicon(&en, &fa).unwrap(), new);
    assert_eq!(bench.store.lexicon(&en, &de).unwrap().len(), 1);
    assert!(bench.store.lexicon(&fa, &en).unwrap().is_empty());
    assert!(bench.store.steps().unwrap().is_empty());
}

#[test]
fn terms_come_back_whole() {
    let mut bench = bench();
    let bare = Term::new("Tehran", "تهران", Kind::Place, "en", "fa");
    let whole = Term {
        source: vec!["death committee".into(), "Death Commission".into()],
        target: vec![
            glossary::term::Rendering { text: "هیأت مرگ".into(), status: Status::Preferred },
            glossary::term::Rendering { text: "هیئت مرگ".into(), status: Status::Admitted },
            glossary::term::Rendering { text: "کمیته مرگ".into(), status: Status::Forbidden },
        ],
        forms: Forms { source_plural: vec!["death committees".into()], ..Forms::default() },
        scope: Some("press".into()),
        note: Some("شیوه‌نامهٔ ۱۴۰۳".into()),
        from: Some("house.csv".into()),
        ..Term::new("", "", Kind::Term, "en", "fa")
    };
    let ids = work(&mut bench.store, "glossary import", |work| {
        [work.add_term(&bare, "").unwrap(), work.add_term(&whole, "house style").unwrap()]
    });
    let seq = bench.store.change_seq().unwrap();
    let again = work(&mut bench.store, "glossary import", |work| {
        [work.add_term(&bare, "").unwrap(), work.add_term(&whole, "house style").unwrap()]
    });
    assert_eq!(again, ids);
    assert_eq!(bench.store.change_seq().unwrap(), seq);
    let terms = bench.store.terms().unwrap();
    assert_eq!(terms.iter().map(|t| &t.term).collect::<Vec<_>>(), [&bare, &whole]);
    assert_eq!((terms[1].why.as_str(), terms[1].who.as_str()), ("house style", "mina"));
    assert_eq!(terms[1].when, "2024-05-01T08:00:00Z");

    work(&mut bench.store, "glossary edit", |work| work.update_term(ids[0], &whole, "").unwrap());
    assert_eq!(bench.store.terms().unwrap()[0].term, whole);
    work(&mut bench.store, "glossary rm", |work| work.remove_term(ids[0]).unwrap());
    assert_eq!(bench.store.stats().unwrap().terms, 1);
    let mut missing = bench.store.begin(&step("glossary rm")).unwrap();
    assert!(matches!(
        missing.remove_term(77),
        Err(crate::store::Error::NotFound { what: "term", id: 77, .. })
    ));
}
