//! The exported rules cut as the built-in ones do: what drifts fails here.

use crate::model::Lang;
use crate::segment::srx::{Cutter, Dialect, Export, Options, Srx, export, exported_languages};
use crate::segment::{Segmenter, WordRules, split};

/// Texts with what the rules of a language are about, a paragraph each.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "de",
        &[
            "Am 3. Oktober kam Dr. Weber. Er blieb bis zum 5. November z. B. wegen der Messe. Danach fuhr er heim.",
            "„Kommst du mit?“, fragte sie. „Ja. Gleich.“ Nr. 7 fehlt noch. Der Preis stieg um 1,5 Mio. Euro. Gut!",
        ],
    ),
    (
        "en",
        &[
            "Dr. Amini met Mrs. J. B. Cole at 6 p.m. in Tabriz. She had come from the U.S. The train was late. See No. 5 and p. 12. It was over.",
            "\"Is it late?\" she asked. \"Yes. Go now.\" They left (nobody knew why. Not even he.) and slept. Then it rained... and stopped. What now?",
            "1) Boil the water. 2) Add the tea. 3) Wait (about 5 min.) and pour. Enjoy it.",
            "The shop (Firuz & Sons Inc.) closed. Inc. The owner left. It ended.The next day came. Call example.org. Read it [3]. Good :) Bye.",
            "i went home. it was late! did you see it? yes.",
            "Chapter IV. The River. He paid 3.5 million. Why?! Because... Well… I see. So be it!",
        ],
    ),
    (
        "fa",
        &[
            "دکتر م. ا. رضایی در سال ۱۳۵۷ ه.ش. به تهران آمد. چه کسی او را دید؟ هیچ‌کس! او نوشت: «باران می‌بارد. باید رفت.» سپس رفت.",
            "«چه کسی آنجاست؟» قاضی پرسید. کسی پاسخ نداد... و همه خاموش ماندند. صفحه ۱۲ را ببینید (چاپ دوم. تهران) و برگردید.",
            "تهران - ایرنا: باران شدید راه‌ها را بست. مدرسه‌ها تعطیل شد.او به خانه رفت. پایان.",
            "۱) آب را بجوشانید. ۲) چای را دم کنید. ۳) نوش جان!",
        ],
    ),
    (
        "ja",
        &[
            "彼は「もう遅い。帰ろう。」と言った。外は雨だ。本当？はい！それは3.5倍です。",
            "東京駅で会いましょう。〈雨。風。〉という本を読んだ。",
        ],
    ),
    (
        "ru",
        &[
            "В 1998 г. он уехал в г. Казань. Там жил А. С. Иванов, т. е. его дядя. «Поздно?» — спросил он. Да. Ушли...",
            "Цена выросла на 5 тыс. руб. Это много. См. рис. 3. Конец?!",
        ],
    ),
    (
        "tr",
        &[
            "Prof. Dr. Ayşe Yılmaz 12. yüzyılı anlattı. Toplantı saat 14.30'da bitti. \"Geç mi?\" diye sordu. Evet. Hadi!",
            "Mah. 5. Sok. No. 3 adresine geldi. Sonra gitti. vb. şeyler kaldı.",
        ],
    ),
    ("xx", &["One fell. Two rose! (It was No. 3.) What… Then A. Bell came. सच है। ठीक। Done."]),
    ("zh", &["他说：“下雨了。我们走吧。”天黑了！真的吗？是的……好。", "《雨。风》是一本书。完。"]),
];

fn java() -> Options {
    Options { dialect: Dialect::Java, omegat: false }
}

fn cut(cutter: &Cutter, text: &str) -> Vec<String> {
    cutter.split(text).into_iter().map(|span| text[span].trim().to_owned()).collect()
}

#[test]
fn texts_of_many_languages_are_cut_as_the_built_in_rules_cut_them() {
    for (tag, texts) in TEXTS {
        let lang = Lang::new(*tag);
        let srx = export(Some(std::slice::from_ref(&lang)), &Segmenter::default()).srx;
        let cutter = Cutter::new(&srx, tag, &java()).unwrap();
        for text in *texts {
            let built_in: Vec<&str> = split(text, &lang).into_iter().map(|span| &text[span]).collect();
            assert_eq!(cut(&cutter, text), built_in, "{tag}");
        }
    }
}

#[test]
fn cascading_or_not_the_rules_cut_alike() {
    let mut srx = export(Some(&[Lang::new("it")]), &Segmenter::default()).srx;
    let text = "Il dott. Rossi arrivò. «Dove?» chiese lei. L'ing. Bianchi, ecc. Poi piovve.";
    let plain = cut(&Cutter::new(&srx, "it-IT", &java()).unwrap(), text);
    srx.cascade = true;
    let cascading = cut(&Cutter::new(&srx, "IT", &Options { omegat: true, ..java() }).unwrap(), text);
    assert_eq!(plain, cascading);
    assert!(plain.len() > 2);
}

#[test]
fn every_language_has_rules_and_the_same_bytes_come_out_twice() {
    let all: Export = export(None, &Segmenter::default());
    let written = all.srx.write();
    assert_eq!(written, export(None, &Segmenter::default()).srx.write());
    let read = Srx::parse(&written).unwrap();
    assert_eq!(read.languages.len(), all.srx.languages.len());
    for (read, made) in read.languages.iter().zip(&all.srx.languages) {
        assert_eq!(read.name, made.name);
        assert_eq!(read.rules.len(), made.rules.len());
        for (read, made) in read.rules.iter().zip(&made.rules) {
            assert_eq!((&read.before, &read.after, read.breaks), (&made.before, &made.after, made.breaks));
            assert!(!made.before.is_empty() && !made.after.is_empty() && !made.note.is_empty());
        }
    }
    for tag in exported_languages() {
        let map = all.srx.maps.iter().find(|map| map.rules.split(", ").any(|name| name == tag));
        assert!(map.is_some_and(|map| map.pattern.contains(tag)), "{tag}");
    }
    assert!(!all.left_out.is_empty());
}

#[test]
fn a_language_without_rules_of_its_own_adds_none() {
    let only = export(Some(&[Lang::new("xx")]), &Segmenter::default()).srx;
    assert_eq!(only.languages.len(), 1);
    assert_eq!(only.maps[0].pattern, ".*");
    assert_eq!(export(Some(&[Lang::new("fa-IR")]), &Segmenter::default()).srx.maps.len(), 2);
}

#[test]
fn words_of_a_team_go_out_too() {
    let words = WordRules::read("never\tWrhs\ten\n").unwrap();
    let lang = Lang::new("en");
    let plain = export(Some(std::slice::from_ref(&lang)), &Segmenter::default()).srx.write();
    let with = export(Some(std::slice::from_ref(&lang)), &Segmenter::new(words)).srx.write();
    assert!(with.contains("|Wrhs|") && !plain.contains("Wrhs"));
}

/// Java looks back only as far as it can count, and this program only through patterns without further look-around.
#[test]
fn what_looks_back_is_bounded() {
    for language in export(None, &Segmenter::default()).srx.languages {
        for rule in language.rules {
            for pattern in [&rule.before, &rule.after] {
                let mut rest = pattern.as_str();
                while let Some(at) = rest.find("(?<=").or_else(|| rest.find("(?<!")) {
                    let body = inside(&rest[at + 4..]);
                    let plain = body.replace(r"\*", "").replace(r"\+", "").replace("(?:", "(");
                    let loose = plain.contains("(?") || open_ended(&plain);
                    assert!(!loose, "{}: {}: {body}", language.name, rule.note);
                    rest = &rest[at + 4..];
                }
            }
        }
    }
}

/// Returns the inside of a group, from after its opening.
fn inside(text: &str) -> &str {
    let (mut depth, mut class, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class && depth == 0 => return &text[..at],
            ')' if !class => depth -= 1,
            _ => {}
        }
    }
    text
}

fn open_ended(pattern: &str) -> bool {
    let (mut class, mut escaped) = (false, false);
    pattern.chars().any(|c| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '*' | '+' if !class => return true,
            _ => {}
        }
        false
    }) || pattern.contains(",}")
}
