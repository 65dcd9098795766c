//! Tells the language of a text nobody named.
//!
//! `whatlang` knows scripts and trigrams but not Pashto, Central Kurdish or short Urdu; for the Arabic script letters
//! and stop words decide instead, which one short paragraph holds enough of.

use crate::model::Lang;

/// Languages of the Arabic script with words that few sentences do without.
const ARABIC_SCRIPT: &[(&str, &str)] = &[
    (
        "fa",
        "است که را از به این با در برای می شد آن و بود خود تا کرد های یک بر هم نیز شده اند شود ما او آنها ولی اما دارد",
    ),
    (
        "ar",
        "في من على إلى أن التي الذي هذا هذه عن مع كان ما لا بعد قد بين ذلك كما كل لم وقال حيث أو ثم هو هي و",
    ),
    ("ur", "ہے کے کی میں کا اور سے نے کو پر یہ اس ہیں کہ بھی تھا گیا کر ایک وہ ہو نہیں تھے"),
    ("ps", "په د چې له او سره دی ده کې یې دا تر هم شوي ته څخه کړی"),
    ("ckb", "لە بە و کە بۆ ئەم ئەو لەگەڵ دەکات هەیە بوو یان لەسەر"),
];

/// Returns the language of a text and how sure that is, 0..=1; `None` when the text holds too few letters.
///
/// # Examples
///
/// ```
/// let (lang, sure) = yeksan::read::detect_language("هوا سرد است و برف می‌بارد.").unwrap();
/// assert_eq!(lang.as_str(), "fa");
/// assert!(sure > 0.5);
/// ```
pub fn detect_language(text: &str) -> Option<(Lang, f64)> {
    let sample = sample(text);
    let (mut arabic, mut other) = (0usize, 0usize);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        if matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
        {
            arabic += 1;
        } else {
            other += 1;
        }
    }
    if arabic + other < 2 {
        return None;
    }
    if arabic > other {
        return Some(arabic_script(sample));
    }
    let info = whatlang::detect(sample)?;
    let tag = two_letters(info.lang());
    Some((Lang::new(tag), info.confidence().clamp(0.0, 1.0)))
}

/// Ten thousand characters tell as much as the whole.
fn sample(text: &str) -> &str {
    let end = text.char_indices().nth(10_000).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

/// What speaks for one language of the Arabic script.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// All that the language has and may share with others.
    all: f64,
    /// What none of the others has: this alone speaks against them.
    own: f64,
}

impl Evidence {
    fn own(&mut self, weight: f64) {
        self.all += weight;
        self.own += weight;
    }
}

fn arabic_script(text: &str) -> (Lang, f64) {
    let mut found = [Evidence::default(); ARABIC_SCRIPT.len()];
    let words = text.split(|c: char| !(c.is_alphabetic() || matches!(c, '\u{200c}' | '\u{64b}'..='\u{655}')));
    for word in words.filter(|w| !w.is_empty()) {
        let has = |stops: &str| stops.split(' ').any(|stop| stop == word);
        let shared = ARABIC_SCRIPT.iter().filter(|(_, stops)| has(stops)).count() > 1;
        for (evidence, _) in found.iter_mut().zip(ARABIC_SCRIPT).filter(|(_, (_, stops))| has(stops)) {
            if shared { evidence.all += 1.0 } else { evidence.own(1.0) }
        }
        // Shapes no other language of the five has: می‌ and ‌ها, the article.
        let prefixed = ["می\u{200c}", "نمی\u{200c}"].iter().any(|p| word.starts_with(p));
        let suffixed = ["ها", "های", "هایی", "ای", "اند", "تر", "ترین"]
            .iter()
            .any(|s| word.strip_suffix(s).is_some_and(|stem| stem.ends_with('\u{200c}')));
        if prefixed || suffixed {
            found[0].own(1.5);
        }
        // البته and المپیک have no article.
        let article = word.starts_with("ال")
            && word.chars().count() > 4
            && !word.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی', '\u{200c}'])
            && word != "البته";
        if article || word.ends_with('ة') {
            found[1].own(0.7);
        }
    }
    for c in text.chars() {
        match c {
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ھ' | 'ۓ' => found[2].own(1.0),
            'ہ' | '۔' => found[2].own(0.6),
            'ټ' | 'ډ' | 'ړ' | 'ښ' | 'ږ' | 'ڼ' | 'ې' | 'ۍ' | 'ځ' | 'څ' | 'ګ' => found[3].own(1.0),
            'ێ' | 'ۆ' | 'ڵ' | 'ڕ' | 'ڤ' => found[4].own(1.0),
            'ە' => found[4].own(0.5),
            'ژ' | 'گ' | 'چ' | 'پ' => not_arabic(&mut found, 0.35, 0.2),
            'ک' | 'ی' => not_arabic(&mut found, 0.12, 0.1),
            'ة' | 'ى' => found[1].own(0.5),
            'ي' | 'ك' | 'أ' | 'إ' => found[1].own(0.12),
            _ => {}
        }
    }
    let mut best = 0;
    for i in 1..found.len() {
        if found[i].all > found[best].all {
            best = i;
        }
    }
    // No evidence at all: Persian and Arabic share the plain letters; Arabic is the larger language.
    if found[best].all == 0.0 {
        return (Lang::new("ar"), 0.2);
    }
    let against: f64 = (0..found.len()).filter(|i| *i != best).map(|i| found[i].own).sum();
    // A single letter is little evidence, even if nothing speaks against it.
    let sure = found[best].all / (found[best].all + against + DOUBT);
    (Lang::new(ARABIC_SCRIPT[best].0), sure.clamp(0.0, 1.0))
}

/// What the evidence must outweigh, in stop words.
const DOUBT: f64 = 0.4;

/// Letters that Arabic has not and the other four share.
fn not_arabic(found: &mut [Evidence; ARABIC_SCRIPT.len()], persian: f64, other: f64) {
    found[0].all += persian;
    for evidence in &mut found[2..] {
        evidence.all += other;
    }
}

fn two_letters(lang: whatlang::Lang) -> String {
    let code = lang.code();
    match code {
        "pes" => "fa".to_owned(),
        "nob" => "nb".to_owned(),
        "ydd" | "yid" => "yi".to_owned(),
        "hrv" => "hr".to_owned(),
        "srp" => "sr".to_owned(),
        "bel" => "be".to_owned(),
        "lit" => "lt".to_owned(),
        "lav" => "lv".to_owned(),
        "est" => "et".to_owned(),
        "slv" => "sl".to_owned(),
        "mkd" => "mk".to_owned(),
        "cat" => "ca".to_owned(),
        "lat" => "la".to_owned(),
        "epo" => "eo".to_owned(),
        "kat" => "ka".to_owned(),
        "afr" => "af".to_owned(),
        "mar" => "mr".to_owned(),
        "tam" => "ta".to_owned(),
        "tel" => "te".to_owned(),
        "guj" => "gu".to_owned(),
        "pan" => "pa".to_owned(),
        "mal" => "ml".to_owned(),
        "kan" => "kn".to_owned(),
        "ori" => "or".to_owned(),
        "nep" => "ne".to_owned(),
        "sin" => "si".to_owned(),
        "mya" => "my".to_owned(),
        "khm" => "km".to_owned(),
        "amh" => "am".to_owned(),
        "tuk" => "tk".to_owned(),
        "jav" => "jv".to_owned(),
        "tgl" => "tl".to_owned(),
        "cym" => "cy".to_owned(),
        "zul" => "zu".to_owned(),
        "sna" => "sn".to_owned(),
        "aka" => "ak".to_owned(),
        _ => Lang::new(code).primary(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> String {
        detect_language(text).map(|(l, _)| l.as_str().to_owned()).unwrap_or_default()
    }

    #[test]
    fn the_arabic_script_is_told_apart() {
        assert_eq!(tag("کتابخانهٔ شهر تا ساعت هشت شب باز است."), "fa");
        assert_eq!(tag("باران باريد و ما در خانه مانديم، چون راه را آب گرفته بود."), "fa");
        assert_eq!(tag("ذهب الطلاب إلى المدرسة في الصباح."), "ar");
        assert_eq!(tag("بچے سکول جا رہے ہیں اور بارش ہو رہی ہے۔"), "ur");
        assert_eq!(tag("زموږ ښار ډېر لوی دی او خلک یې ښه دي."), "ps");
        assert_eq!(tag("ئەم کتێبە زۆر باشە و من دەیخوێنمەوە."), "ckb");
    }

    #[test]
    fn clear_evidence_is_sure() {
        for (text, lang) in [
            (
                "دادگاه روز دوشنبه دو روزنامه‌نگار را محکوم کرد. وکیلان آنان گفتند که درخواست تجدیدنظر خواهند کرد.",
                "fa",
            ),
            ("هوا سرد است و برف می‌بارد.", "fa"),
            ("کتابخانهٔ شهر تا ساعت هشت شب باز است. بچه‌ها پس از مدرسه به آنجا می‌روند.", "fa"),
            ("البته المپیک امسال برگزار نشد. ورزشکاران به خانه‌های خود بازگشتند.", "fa"),
            ("نخست‌وزیر با رئیس‌جمهور دیدار کرد. دو طرف دربارهٔ صلح گفت‌وگو کردند و بیانیه‌ای منتشر شد.", "fa"),
            ("اجتمع المجلس يوم الاثنين في العاصمة. وقال الوزير إن الحكومة ستعلن القرار بعد أسبوع.", "ar"),
            ("بچے سکول جا رہے ہیں اور بارش ہو رہی ہے۔ ان کی ماں گھر میں ہے۔", "ur"),
            ("زموږ ښار ډېر لوی دی او خلک یې ښه دي. دوی په کور کې پاتې شوي دي.", "ps"),
            ("ئەم کتێبە زۆر باشە و من دەیخوێنمەوە. ئەو لە شارەکە دەژی.", "ckb"),
        ] {
            let (found, sure) = detect_language(text).unwrap();
            assert_eq!(found.as_str(), lang, "{text}");
            assert!(sure >= 0.8, "{sure} {text}");
        }
        assert!(detect_language("گربه").unwrap().1 < 0.6);
    }

    #[test]
    fn other_scripts() {
        assert_eq!(tag("The children walked home through the snow."), "en");
        assert_eq!(tag("Die Kinder gingen durch den Schnee nach Hause."), "de");
        assert_eq!(tag("12:30"), "");
    }
}
