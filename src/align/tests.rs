//! The aligner as a whole, on a small text of its own.

use crate::align::{Alignment, Options, Pair, align_batch};
use crate::lexicon::Lexicon;
use crate::model::{Bead, Lang, Segment};
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

const STORY: &[(&str, &str)] = &[
    ("The ferry to Hormuz leaves at 7:30 every morning.", "لنج هرمز هر روز ساعت ۷:۳۰ صبح راه می‌افتد."),
    ("Captain Daryush Kamali has steered it for 22 years.", "ناخدا داریوش کمالی ۲۲ سال است که آن را می‌راند."),
    ("\"The sea is never the same twice,\" he says.", "می‌گوید: «دریا هیچ‌وقت دو بار یک‌جور نیست.»"),
    ("His son wants to study in Shiraz.", "پسرش می‌خواهد در شیراز درس بخواند."),
    ("Who will take the wheel then?", "آن‌وقت چه کسی سکان را به دست می‌گیرد؟"),
    (
        "In 2004 a storm broke the mast and tore the sail.",
        "در سال ۱۳۸۳ توفانی دکل را شکست و بادبان را پاره کرد.",
    ),
    (
        "Twelve passengers were on board, and all of them reached the shore.",
        "دوازده مسافر سوار بودند و همه به ساحل رسیدند.",
    ),
    ("The old engine came from Rotterdam.", "موتور کهنه از روتردام آمده بود."),
    ("It burns too much fuel.", "سوخت زیادی مصرف می‌کند."),
    (
        "A new one costs 45,000 dollars (about 2 years of income).",
        "موتور نو ۴۵٬۰۰۰ دلار قیمت دارد (نزدیک به درآمد ۲ سال).",
    ),
    ("Kamali laughs and ties the rope.", "کمالی می‌خندد و طناب را می‌بندد."),
    ("Children wait on the pier with baskets of fish.", "بچه‌ها با سبدهای ماهی روی اسکله منتظرند."),
    (
        "Their mothers sell the catch in the market of Bandar Abbas.",
        "مادرهایشان صید را در بازار بندرعباس می‌فروشند.",
    ),
    ("At noon the wind turns.", "ظهر باد برمی‌گردد."),
    ("\"Tomorrow,\" says the captain, \"we sail again!\"", "ناخدا می‌گوید: «فردا باز راه می‌افتیم!»"),
];

const OTHER: &[&str] = &[
    "دستور تهیهٔ این خوراک ساده است و نیم ساعت وقت می‌گیرد.",
    "نخست پیازها را خرد کنید و در روغن تفت دهید.",
    "سپس ۳ قاشق رب گوجه‌فرنگی بیفزایید.",
    "نمک و زردچوبه فراموش نشود!",
    "قابلمه را روی شعلهٔ ملایم بگذارید و درش را ببندید.",
    "اگر آب کم بود، یک لیوان دیگر اضافه کنید.",
    "برنج را جداگانه بپزید.",
    "این غذا برای ۶ نفر کافی است.",
    "با سبزی تازه و ماست سر سفره ببرید.",
    "نوش جان.",
];

fn options() -> Options<'static> {
    Options { source_lang: Lang::new("en"), target_lang: Lang::new("fa"), solo: false, memory: None }
}

fn segments<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Segment> {
    texts.into_iter().map(Segment::bare).collect()
}

fn align(source: &[Segment], target: &[Segment], options: &Options<'_>) -> Alignment {
    let result = align_batch(&[Pair { source, target, pins: &[] }], options, &|| false, &|_| {});
    result.expect("nobody stopped it").alignments.remove(0)
}

fn sizes(alignment: &Alignment) -> Vec<(usize, usize)> {
    alignment.beads.iter().map(|b| (b.source.len(), b.target.len())).collect()
}

/// Asserts that the beads hold every segment of both sides once and in order.
fn covers(alignment: &Alignment, source: usize, target: usize) {
    let (mut i, mut j) = (0, 0);
    for bead in &alignment.beads {
        assert_eq!((bead.source.start, bead.target.start), (i, j));
        assert!(bead.source.len() + bead.target.len() > 0);
        assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        assert!(bead.cost.is_finite());
        (i, j) = (bead.source.end, bead.target.end);
    }
    assert_eq!((i, j), (source, target));
}

#[test]
fn a_story_and_its_translation() {
    let (source, target) = (segments(STORY.iter().map(|s| s.0)), segments(STORY.iter().map(|s| s.1)));
    let alignment = align(&source, &target, &options());
    assert_eq!(sizes(&alignment), vec![(1, 1); STORY.len()]);
    assert!(alignment.related && alignment.confidence > 0.7, "{alignment:?}");
}

#[test]
fn an_omission_an_insertion_and_a_broken_line() {
    let source = segments(STORY.iter().map(|s| s.0));
    let mut texts: Vec<&str> = STORY.iter().map(|s| s.1).collect();
    texts.splice(9..10, ["موتور نو ۴۵٬۰۰۰ دلار قیمت دارد", "(نزدیک به درآمد ۲ سال)."]);
    texts.remove(5);
    texts.insert(12, OTHER[0]);
    let alignment = align(&source, &segments(texts), &options());
    let found = sizes(&alignment);
    assert_eq!(found.iter().filter(|&&s| s == (1, 0)).count(), 1, "{found:?}");
    assert_eq!(found.iter().filter(|&&s| s == (0, 1)).count(), 1, "{found:?}");
    assert!(alignment.beads.iter().any(|b| b.source == (9..10) && b.target.len() == 2));
    covers(&alignment, STORY.len(), STORY.len() + 1);
}

#[test]
fn a_long_omission_stays_one_gap() {
    let source = segments(STORY.iter().map(|s| s.0));
    let target = segments(STORY.iter().map(|s| s.1).take(4).chain(STORY[10..].iter().map(|s| s.1)));
    let alignment = align(&source, &target, &options());
    let beads: Vec<usize> = alignment
        .beads
        .iter()
        .filter(|b| b.source.len() == 1 && b.target.is_empty())
        .map(|b| b.source.start)
        .collect();
    assert_eq!(beads, [4, 5, 6, 7, 8, 9]);
}

#[test]
fn a_dictionary_decides_where_nothing_else_does() {
    let source = segments(["The cat sleeps.", "The bread is warm.", "The night is long."]);
    let target = segments(["نان گرم است.", "شب دراز است."]);
    let words = [
        ("cat", vec!["گربه"]),
        ("bread", vec!["نان"]),
        ("warm", vec!["گرم"]),
        ("night", vec!["شب"]),
        ("long", vec!["دراز"]),
    ];
    let dictionary = Lexicon::from_words(words, &Lang::new("en"), &Lang::new("fa"));
    let alignment = align(&source, &target, &Options { memory: Some(&dictionary), ..options() });
    assert_eq!(sizes(&alignment), [(1, 0), (1, 1), (1, 1)]);
}

#[test]
fn a_heading_that_the_first_sentence_repeats_stays_alone() {
    let heading = "Captain Daryush Kamali steers the ferry to Hormuz";
    let source = segments([heading].into_iter().chain([STORY[1].0, STORY[0].0, STORY[2].0, STORY[3].0]));
    let target = segments([STORY[1].1, STORY[0].1, STORY[2].1, STORY[3].1]);
    assert_eq!(sizes(&align(&source, &target, &options())), [(1, 0), (1, 1), (1, 1), (1, 1), (1, 1)]);
}

#[test]
fn strangers_are_not_related() {
    let alignment = align(&segments(STORY.iter().map(|s| s.0)), &segments(OTHER.iter().copied()), &options());
    assert!(!alignment.related);
    assert!(alignment.confidence < 0.3);
    covers(&alignment, STORY.len(), OTHER.len());
}

#[test]
fn identical_texts_align_one_to_one() {
    let side = segments(STORY.iter().map(|s| s.0));
    let same = Options { target_lang: Lang::new("en"), ..options() };
    let alignment = align(&side, &side, &same);
    assert_eq!(sizes(&alignment), vec![(1, 1); STORY.len()]);
    assert!(alignment.related);
}

#[test]
fn empty_sides_and_single_segments() {
    let one = segments([STORY[0].0]);
    for (source, target) in [(&[][..], &[][..]), (&one, &[]), (&[], &one), (&one, &one)] {
        let alignment = align(source, target, &options());
        covers(&alignment, source.len(), target.len());
        assert_eq!(alignment.related, source.is_empty() == target.is_empty());
    }
    let blank = segments(["", " ", "…"]);
    covers(&align(&blank, &one, &options()), 3, 1);
    assert!(align_batch(&[], &options(), &|| false, &|_| {}).is_some_and(|r| r.alignments.is_empty()));
}

#[test]
fn unequal_long_documents() {
    let source = segments((0..900).map(|i| STORY[i % STORY.len()].0));
    let target = segments(STORY.iter().map(|s| s.1));
    covers(&align(&source, &target, &options()), 900, STORY.len());
}

#[test]
fn a_word_repeated_without_end() {
    let side = |texts: [&str; 2], word: &str| segments([texts[0], &word.repeat(50_000), texts[1]]);
    let source = side([STORY[0].0, STORY[1].0], "word ");
    let target = side([STORY[0].1, STORY[1].1], "واژه ");
    let alignment = align(&source, &target, &options());
    assert_eq!(sizes(&alignment), [(1, 1); 3]);
    let result = align_batch(
        &[Pair { source: &source, target: &target, pins: &[] }],
        &Options { solo: true, ..options() },
        &|| false,
        &|_| {},
    );
    assert!(result.is_some_and(|r| r.lexicon.forward("word", "واژه") > 0.1));
}

#[test]
fn a_script_without_spaces() {
    let source = segments(["He came in 1999.", "She left.", "They met 12 friends in 2004."]);
    let target = segments(["他1999年来了。", "她走了。", "2004年他们见了12个朋友。"]);
    let chinese = Options { target_lang: Lang::new("zh"), ..options() };
    assert_eq!(sizes(&align(&source, &target, &chinese)), [(1, 1); 3]);
}

#[test]
fn stopping_gives_nothing() {
    let side = segments(STORY.iter().map(|s| s.0));
    let pair = Pair { source: &side, target: &side, pins: &[] };
    assert!(align_batch(&[pair], &options(), &|| true, &|_| {}).is_none());
}

#[test]
fn stopping_in_the_middle_of_a_document() {
    let side = segments((0..40).map(|i| STORY[i % STORY.len()].0));
    let pair = Pair { source: &side, target: &side, pins: &[] };
    let polls = |solo: bool, most: usize| {
        let count = AtomicUsize::new(0);
        let stopped = || count.fetch_add(1, Ordering::Relaxed) >= most;
        let result = align_batch(&[pair], &Options { solo, ..options() }, &stopped, &|_| {});
        (result.is_some(), count.into_inner())
    };
    for solo in [false, true] {
        let (ended, all) = polls(solo, usize::MAX);
        assert!(ended && all > 3 * 40, "{all}");
        // Both directions of the words are learnt side by side, so that one more may ask before all have heard.
        for most in [0, 1, 50, all / 2, all - 1] {
            let (ended, asked) = polls(solo, most);
            assert!(!ended && asked <= most + 2, "{asked} after {most}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let documents: Vec<(Vec<Segment>, Vec<Segment>)> = (0..6)
        .map(|skip| {
            let rest = STORY.iter().skip(skip);
            (segments(rest.clone().map(|s| s.0)), segments(rest.map(|s| s.1).filter(|t| t.len() % 7 != skip)))
        })
        .collect();
    let pairs: Vec<Pair<'_>> =
        documents.iter().map(|d| Pair { source: &d.0, target: &d.1, pins: &[] }).collect();
    for solo in [false, true] {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let options = Options { solo, ..options() };
            pool.install(|| align_batch(&pairs, &options, &|| false, &|_| {})).expect("not stopped")
        };
        let (one, four) = (run(1), run(4));
        assert_eq!(one.alignments, four.alignments);
        assert_eq!(one.lexicon.entries(), four.lexicon.entries());
        assert!(!one.lexicon.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_two_lists_are_covered(
        source in prop::collection::vec("[a-zA-Z0-9 .?]{0,30}", 0..24),
        target in prop::collection::vec("[ابپتدرسکمنوی۰-۹\u{200C} .؟]{0,30}", 0..24),
        solo in any::<bool>(),
    ) {
        let (left, right) = (segments(source.iter().map(String::as_str)), segments(target.iter().map(String::as_str)));
        let alignment = align(&left, &right, &Options { solo, ..options() });
        covers(&alignment, left.len(), right.len());
    }
}

#[test]
fn pins_stand_and_the_rest_goes_round_them() {
    let source = segments(STORY.iter().map(|s| s.0));
    let target = segments(STORY.iter().map(|s| s.1));
    let pin = |source, target| Bead { source, target, cost: 0.0, confidence: 1.0 };
    // A wrong bead, an omission and a bead larger than the aligner would make.
    let pins = [pin(2..3, 3..4), pin(5..6, 5..5), pin(8..13, 8..9)];
    let pair = Pair { source: &source, target: &target, pins: &pins };
    let result = align_batch(&[pair], &options(), &|| false, &|_| {}).expect("nobody stopped it");
    let found = &result.alignments[0];
    covers(found, source.len(), target.len());
    for pin in &pins {
        let bead = found.beads.iter().find(|b| b.source == pin.source && b.target == pin.target);
        assert_eq!(bead.map(|b| b.confidence), Some(1.0), "{pin:?}");
    }
    assert!(found.related);
    assert!(found.beads.iter().any(|b| (b.source.clone(), b.target.clone()) == (0..1, 0..1)));
}

#[test]
fn a_long_text_is_aligned_block_by_block_without_a_seam() {
    let text = |n: usize, pair: usize, number: &str, side: bool| {
        let (en, fa) = STORY[pair];
        Segment::bare(if side {
            format!("{en} ({number}, {})", n * 7)
        } else {
            format!("{fa} ({number}، {})", n * 7)
        })
    };
    let all = 1_200;
    let lost = |n: usize| n % 10 == 3 || (290..330).contains(&n);
    let source: Vec<Segment> = (0..all).map(|n| text(n, n % STORY.len(), "no", true)).collect();
    let target: Vec<Segment> =
        (0..all).filter(|n| !lost(*n)).map(|n| text(n, n % STORY.len(), "no", false)).collect();
    let pair = Pair { source: &source, target: &target, pins: &[] };
    let told = AtomicUsize::new(0);
    let tell = |more: usize| _ = told.fetch_add(more, Ordering::Relaxed);
    let result = align_batch(&[pair], &options(), &|| false, &tell).expect("nobody stopped it");
    assert_eq!(told.into_inner(), pair.work());
    let found = &result.alignments[0];
    covers(found, source.len(), target.len());
    let right: std::collections::BTreeSet<(usize, usize)> =
        (0..all).filter(|n| !lost(*n)).enumerate().map(|(at, n)| (n, at)).collect();
    let ones = found.beads.iter().filter(|b| b.source.len() == 1 && b.target.len() == 1);
    let hits = ones.filter(|b| right.contains(&(b.source.start, b.target.start))).count();
    assert!(hits * 1000 >= right.len() * 995, "{hits} of {}", right.len());
}
