//! Foreign rules: whatever a file holds, it is read or refused; what is read is written and read again the same; and its
//! pieces cover the text.
//!
//!     cargo +nightly fuzz run srx -- -max_total_time=600 -rss_limit_mb=1024 -timeout=10 -max_len=2048 -dict=fuzz/srx.dict
//!
//! Before a NUL stand the rules, after it the text. Rules that begin with `<` are a file; others are lines of a sign, the
//! half before, a tab and the half after, so that patterns are met sooner than XML.

#![no_main]

use libfuzzer_sys::fuzz_target;
use yeksan::segment::srx::{Cutter, Dialect, LanguageMap, LanguageRules, Options, Rule, Srx};

const TEXT: &str = "Dr. Azad came. „So?“ – U.S. 3,5 a.b@c.d et al. و… نه؟ یک۔\n日本。e\u{301}! (x.) [1]";

fn cut(srx: &Srx, text: &str) {
    for (dialect, omegat) in [(Dialect::Icu, false), (Dialect::Java, true)] {
        let Ok(cutter) = Cutter::new(srx, "en", &Options { dialect, omegat }) else { continue };
        let mut at = 0;
        for piece in cutter.split(text) {
            assert!(
                piece.start == at && at < piece.end && text.is_char_boundary(piece.end),
                "{piece:?} after {at}"
            );
            at = piece.end;
        }
        assert_eq!(at, text.len());
    }
}

/// Lines are not written: rules are compared without them.
fn settled(mut srx: Srx) -> Srx {
    srx.languages.iter_mut().flat_map(|language| &mut language.rules).for_each(|rule| rule.line = 0);
    srx
}

fn rules(lines: &str) -> Srx {
    let rule = |line: &str| {
        let (before, after) = line.split_once('\t').unwrap_or((line, ""));
        let breaks = before.starts_with('+');
        let before = before.strip_prefix(['+', '-']).unwrap_or(before).to_owned();
        Rule { breaks, before, after: after.to_owned(), line: 0 }
    };
    let mut srx = Srx::default();
    srx.languages.push(LanguageRules::new("all", lines.lines().map(rule).collect()));
    srx.maps.push(LanguageMap { pattern: ".*".to_owned(), rules: "all".to_owned() });
    srx
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (file, text) = text.split_once('\0').unwrap_or((&text, TEXT));
    if !file.starts_with('<') {
        cut(&rules(file), text);
        return;
    }
    match Srx::parse(file) {
        Ok(srx) => {
            let written = srx.write();
            let again = Srx::parse(&written).expect("what is written can be read");
            assert_eq!(again.write(), written);
            assert_eq!(settled(again), settled(srx.clone()));
            cut(&srx, text);
        }
        Err(error) => drop(error.to_string()),
    }
});
