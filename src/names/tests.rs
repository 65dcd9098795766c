//! Whole cases on small texts of several languages.

use crate::lexicon::{Lexicon, stems};
use crate::model::{Lang, Name, Origin, TranslationUnit, Variant, VariantClass, Verdict};
use crate::names::{Options, find, is_reversed};
use glossary::term::{Kind, Rendering, Status, Term};

pub(super) fn units(target: &str, pairs: &[(&str, &str)]) -> Vec<TranslationUnit> {
    pairs
        .iter()
        .enumerate()
        .map(|(i, (from, to))| {
            let origin = Origin { file: "a".to_owned(), place: i as u64 + 1, ..Origin::default() };
            TranslationUnit::pair(
                Variant::new(Lang::new("en"), *from),
                Variant::new(Lang::new(target), *to),
                origin,
            )
        })
        .collect()
}

pub(super) fn names(target: &str, pairs: &[(&str, &str)], terms: &[Term]) -> Vec<Name> {
    let (en, other) = (Lang::new("en"), Lang::new(target));
    let taught: Vec<(Vec<String>, Vec<String>)> =
        pairs.iter().map(|(from, to)| (stems(from, &en), stems(to, &other))).collect();
    let lexicon = Lexicon::train(&taught, 5, None);
    find(&units(target, pairs), &en, &other, terms, &lexicon, &Options::default())
}

pub(super) fn name<'n>(names: &'n [Name], source: &str) -> &'n Name {
    let found = names.iter().find(|n| n.source == source);
    found
        .unwrap_or_else(|| panic!("no {source} in {:?}", names.iter().map(|n| &n.source).collect::<Vec<_>>()))
}

fn classes(name: &Name) -> Vec<VariantClass> {
    name.renderings.iter().map(|r| r.class).collect()
}

#[test]
fn another_spelling_is_a_variant() {
    let found = names(
        "fa",
        &[
            ("The visit of Doctor Lindqvist began on time.", "دیدار دکتر لیندکویست به‌موقع آغاز شد."),
            ("Later Lindqvist spoke to the press.", "سپس لیندکویست با خبرنگاران سخن گفت."),
            ("The crowd cheered when Lindqvist left.", "هنگام رفتن لیندکوئیست مردم شادی کردند."),
            ("The city was quiet.", "شهر آرام بود."),
        ],
        &[],
    );
    let found = name(&found, "Lindqvist");
    assert_eq!(found.verdict, Verdict::True);
    assert_eq!(classes(found), [VariantClass::Main, VariantClass::Spelling]);
    assert_eq!(found.renderings[1].uses[0].unit, 2);
}

#[test]
fn spans_are_those_of_the_raw_texts() {
    let pairs = [
        ("“Good,” said Ms. Okonkwo’s aide.", "دستیار خانم اوکونکوو گفت: «خوب است».\u{200f}"),
        ("Then Okonkwo left.", "سپس اوکونکوو رفت."),
    ];
    let found = names("fa", &pairs, &[]);
    for rendering in &name(&found, "Okonkwo").renderings {
        for used in &rendering.uses {
            let (from, to) = pairs[used.unit];
            assert_eq!(&from[used.source.clone()], "Okonkwo");
            assert!(rendering.forms.iter().any(|f| f == &to[used.target.clone()]));
        }
    }
}

#[test]
fn letters_and_half_spaces_are_orthography() {
    let found = names(
        "fa",
        &[
            ("The speech of Karimi was long.", "سخنرانی کریمی طولانی بود."),
            ("Nobody answered Karimi there.", "هیچ‌کس آنجا به کریمی پاسخ نداد."),
            ("We asked Karimi again.", "دوباره از كريمي پرسیدیم."),
            ("The cousin of Gholam-Reza came.", "پسرعموی غلامرضا آمد."),
            ("They met Gholam-Reza twice.", "آن‌ها دو بار با غلام‌رضا دیدار کردند."),
        ],
        &[],
    );
    let karimi = name(&found, "Karimi");
    assert_eq!(
        (karimi.verdict, classes(karimi)),
        (Verdict::Ortho, vec![VariantClass::Main, VariantClass::Letters])
    );
    let reza = name(&found, "Gholam-Reza");
    assert_eq!(
        (reza.verdict, classes(reza)),
        (Verdict::Ortho, vec![VariantClass::Main, VariantClass::HalfSpace])
    );
}

#[test]
fn a_name_left_in_latin_is_a_variant_but_not_in_brackets() {
    let pairs = [
        ("The mayor of Tromsdal resigned.", "شهردار ترومسدال استعفا کرد."),
        ("Snow fell on Tromsdal yesterday.", "دیروز در Tromsdal برف بارید."),
        ("The harbour of Vestnes is small.", "بندر وستنس (Vestnes) کوچک است."),
        ("Boats come to Vestnes daily.", "قایق‌ها هر روز به وستنس می‌آیند."),
    ];
    let found = names("fa", &pairs, &[]);
    let left = name(&found, "Tromsdal");
    assert_eq!(
        (left.verdict, classes(left)),
        (Verdict::True, vec![VariantClass::Main, VariantClass::Script])
    );
    assert_eq!(name(&found, "Vestnes").verdict, Verdict::Consistent);
}

fn court() -> Term {
    let rendering = |text: &str| Rendering { text: text.to_owned(), status: Status::Admitted };
    Term {
        target: vec![rendering("دیوان عالی"), rendering("دادگاه عالی")],
        ..Term::new("supreme court", "دیوان عالی", Kind::Title, "en", "fa")
    }
}

#[test]
fn a_title_in_lower_case_has_other_words() {
    let found = names(
        "fa",
        &[
            ("He asked the supreme court to decide.", "او از دیوان عالی خواست تصمیم بگیرد."),
            ("The Supreme Court refused.", "دیوان عالی نپذیرفت."),
            ("Two supreme courts agreed.", "دو دادگاه عالی موافقت کردند."),
        ],
        &[court()],
    );
    let found = name(&found, "supreme court");
    assert_eq!(
        (found.verdict, classes(found)),
        (Verdict::True, vec![VariantClass::Main, VariantClass::Wording])
    );
    assert_eq!(found.renderings[0].uses.len(), 2);
}

#[test]
fn several_names_of_a_country_are_a_choice() {
    let rendering = |text: &str| Rendering { text: text.to_owned(), status: Status::Admitted };
    let term = Term {
        target: vec![rendering("بریتانیا"), rendering("انگلستان")],
        ..Term::new("Britain", "بریتانیا", Kind::Place, "en", "fa")
    };
    let found = names(
        "fa",
        &[
            ("She came from Britain.", "او از بریتانیا آمد."),
            ("In Britain it rains.", "در انگلستان باران می‌بارد."),
            ("All of Britain watched.", "همهٔ بریتانیا تماشا کرد."),
        ],
        &[term],
    );
    let found = name(&found, "Britain");
    assert_eq!(
        (found.verdict, classes(found)),
        (Verdict::True, vec![VariantClass::Main, VariantClass::ChooseOne])
    );
}

#[test]
fn a_shorter_form_is_no_variant() {
    let found = names(
        "fa",
        &[
            ("A council of Harbour Pilots met.", "شورای ناوبران بندر تشکیل جلسه داد."),
            (
                "The Harbour Pilots Union agreed to the plan.",
                "اتحادیهٔ ناوبران بندر با این برنامه موافقت کرد.",
            ),
            ("The Harbour Pilots Union wrote to us.", "اتحادیهٔ ناوبران بندر به ما نامه نوشت."),
            ("We answered the Harbour Pilots Union.", "به اتحادیهٔ ناوبران پاسخ دادیم."),
        ],
        &[],
    );
    for name in &found {
        assert_ne!(name.verdict, Verdict::True, "{name:?}");
    }
}

#[test]
fn two_bearers_of_a_first_name_are_no_claim() {
    let found = names(
        "fa",
        &[
            ("The painter Stefan Brandl opened the hall.", "اشتفان برندل نقاش تالار را گشود."),
            ("Visitors liked what Stefan Brandl showed.", "بازدیدکنندگان آثار اشتفان برندل را پسندیدند."),
            ("The runner Stefan Kovac won again.", "استفان کوواچ دونده دوباره پیروز شد."),
            ("A medal went to Stefan Kovac too.", "یک مدال هم به استفان کوواچ رسید."),
        ],
        &[],
    );
    assert_eq!(name(&found, "Stefan").verdict, Verdict::Bearer);
}

#[test]
fn the_usual_rendering_may_be_missing() {
    let found = names(
        "fa",
        &[
            ("The port of Larvik is open.", "بندر لارویک باز است."),
            ("Ships leave Larvik at noon.", "کشتی‌ها ظهر از لارویک حرکت می‌کنند."),
            ("Everybody knows Larvik well.", "همه لارویک را خوب می‌شناسند."),
            ("It is cold in Larvik now.", "اکنون آنجا سرد است."),
        ],
        &[],
    );
    let found = name(&found, "Larvik");
    assert_eq!(
        (found.verdict, classes(found)),
        (Verdict::Consistent, vec![VariantClass::Main, VariantClass::Missing])
    );
    assert_eq!(found.renderings[1].uses[0].unit, 3);
    assert!(found.renderings[1].uses[0].target.is_empty());
}

#[test]
fn inflected_forms_are_one_rendering() {
    type Case = (&'static str, [(&'static str, &'static str); 3], &'static str);
    let cases: [Case; 4] = [
        (
            "ru",
            [
                ("We spoke with Sokolov today.", "Сегодня мы говорили с Соколовым."),
                ("The house of Sokolov burnt.", "Дом Соколова сгорел."),
                ("Today Sokolov is silent.", "Сегодня Соколов молчит."),
            ],
            "Sokolov",
        ),
        (
            "ar",
            [
                ("The words of Halvorsen were clear.", "كانت كلمات هالفورسن واضحة."),
                ("And Halvorsen refused the offer.", "وهالفورسن رفض العرض."),
                ("They gave Halvorsen a prize.", "منحوا لهالفورسن جائزة."),
            ],
            "Halvorsen",
        ),
        (
            "de",
            [
                ("The car of Ramirez was old.", "Das Auto von Ramirez war alt."),
                ("The wish of Ramirez is known.", "Ramirez' Wunsch ist bekannt."),
                ("Today Ramirez spoke.", "Heute sprach Ramirez."),
            ],
            "Ramirez",
        ),
        (
            "tr",
            [
                ("The road to Bergen is closed.", "Bergen'e giden yol kapalı."),
                ("We live in Bergen now.", "Artık Bergen'de yaşıyoruz."),
                ("They like Bergen a lot.", "Bergen'i çok seviyorlar."),
            ],
            "Bergen",
        ),
    ];
    for (lang, pairs, source) in cases {
        let found = names(lang, &pairs, &[]);
        let found = name(&found, source);
        assert_eq!((found.verdict, found.renderings.len()), (Verdict::Consistent, 1), "{lang}: {found:?}");
        assert_eq!(found.renderings[0].uses.len(), 3, "{lang}: {found:?}");
    }
}

#[test]
fn what_is_derived_from_a_name_is_no_variant() {
    let found = names(
        "ru",
        &[
            ("The trade with Europe grew.", "Торговля с Европой выросла."),
            ("The map of Europe is old.", "Карта Европы устарела."),
            ("The parliament of Europe voted.", "Европейский парламент проголосовал."),
        ],
        &[],
    );
    assert_ne!(name(&found, "Europe").verdict, Verdict::True);
}

#[test]
fn names_are_those_of_the_side_with_capitals() {
    let (fa, en) = (Lang::new("fa"), Lang::new("en"));
    let pair = |from: &str, to: &str| {
        TranslationUnit::pair(Variant::new(fa.clone(), from), Variant::new(en.clone(), to), Origin::default())
    };
    let units = [
        pair("گزارش رحمان خوانده شد.", "The report by Rehman was read."),
        pair("از رهمان سپاسگزاری کردند.", "They thanked Rehman for it."),
    ];
    assert!(is_reversed(&units, &fa, &en));
    assert!(!is_reversed(&units, &en, &fa));
    let de = Lang::new("de");
    let both = [TranslationUnit::pair(
        Variant::new(de.clone(), "Der Bericht wurde gelesen."),
        Variant::new(en.clone(), "The report was read."),
        Origin::default(),
    )];
    assert!(is_reversed(&both, &de, &en), "every noun has a capital in German");
    assert!(!is_reversed(&both, &en, &de));
    let found = find(&units, &fa, &en, &[], &Lexicon::default(), &Options::default());
    assert_eq!(name(&found, "Rehman").verdict, Verdict::True);
}

#[test]
fn the_same_units_give_the_same_names() {
    let pairs = [
        ("The Council of Elders met Anna Lund in Oslo.", "شورای ریش‌سفیدان در اسلو با آنا لوند دیدار کرد."),
        ("In Oslo the Council of Elders praised Lund.", "شورای ریش‌سفیدان در اسلو از لوند ستایش کرد."),
        ("Later Anna Lund thanked Oslo.", "سپس آنا لوند از اسلو سپاسگزاری کرد."),
    ];
    let first = names("fa", &pairs, &[court()]);
    assert!(!first.is_empty());
    for _ in 0..5 {
        assert_eq!(names("fa", &pairs, &[court()]), first);
    }
}

#[test]
fn units_without_a_side_are_passed_over() {
    let en = Lang::new("en");
    let only = TranslationUnit {
        variants: vec![Variant::new(en.clone(), "Only Oslo here.")],
        ..units("fa", &[("", "")]).remove(0)
    };
    assert!(find(&[only], &en, &Lang::new("fa"), &[], &Lexicon::default(), &Options::default()).is_empty());
    assert!(find(&[], &en, &Lang::new("fa"), &[], &Lexicon::default(), &Options::default()).is_empty());
}

#[test]
fn a_difference_is_claimed_once() {
    let found = names(
        "fa",
        &[
            ("The report of Oskar Rimstad was read.", "گزارش اسکار ریمستاد خوانده شد."),
            ("They asked Mr. Rimstad to wait.", "از آقای ریمستاد خواستند صبر کند."),
            ("In the hall Oskar Rimstad spoke first.", "در تالار نخست اسکار ریمشتاد سخن گفت."),
            ("The door was closed behind Mr. Rimstad then.", "سپس در پشت سر آقای ریمشتاد بسته شد."),
            ("Nobody else was there.", "کس دیگری آنجا نبود."),
        ],
        &[],
    );
    let claimed: Vec<&str> =
        found.iter().filter(|n| n.verdict == Verdict::True).map(|n| n.source.as_str()).collect();
    assert_eq!(claimed, ["Rimstad"]);
}

fn envoy() -> Term {
    Term::new("special envoy", "فرستاده ویژه", Kind::Title, "en", "fa")
}

#[test]
fn an_office_may_have_another_word_in_it() {
    let mut pairs = vec![
        ("The special envoy was late.", "فرستاده ویژه دیر رسید."),
        ("She wrote to the special envoy on Monday.", "او روز دوشنبه به فرستاده ویژه نامه نوشت."),
        ("A letter for the special envoy was lost.", "نامه‌ای برای فرستاده مخصوص گم شد."),
    ];
    let claimed = |pairs: &[(&str, &str)]| {
        let found = names("fa", pairs, &[envoy()]);
        let found = name(&found, "special envoy");
        (found.verdict == Verdict::True).then(|| (found.renderings[1].text.clone(), classes(found)))
    };
    let classes = vec![VariantClass::Main, VariantClass::Wording];
    assert_eq!(claimed(&pairs), Some(("فرستاده مخصوص".to_owned(), classes)));
    // A word that another word of the source may stand for is none of the office.
    pairs[2] = ("The special envoy apologised.", "فرستاده پوزش خواست.");
    assert_eq!(claimed(&pairs), None);
}

#[test]
fn what_was_left_untranslated_renders_nothing() {
    let found = names(
        "fa",
        &[
            ("The mayor of Tromsdal resigned.", "شهردار ترومسدال استعفا کرد."),
            ("Snow fell on Tromsdal yesterday.", "دیروز در ترومسدال برف بارید."),
            ("Please write to the Tromsdal office.", "Please write to the Tromsdal office."),
            ("Ask Tromsdal (mail@tromsdal.example) for more.", "از ترومسدال (mail@tromsdal.example) بپرسید."),
        ],
        &[],
    );
    let found = name(&found, "Tromsdal");
    assert_eq!((found.verdict, classes(found)), (Verdict::Consistent, vec![VariantClass::Main]));
}
