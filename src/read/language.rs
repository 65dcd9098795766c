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

fn arabic_script(text: &str) -> (Lang, f64) {
    let mut scores = [0f64; 5];
    let words = text.split(|c: char| !(c.is_alphabetic() || matches!(c, '\u{200c}' | '\u{64b}'..='\u{655}')));
    for word in words.filter(|w| !w.is_empty()) {
        for (score, (_, stops)) in scores.iter_mut().zip(ARABIC_SCRIPT) {
            if stops.split(' ').any(|stop| stop == word) {
                *score += 1.0;
            }
        }
        // Shapes no other language of the five has: می‌ and ‌ها, the article.
        if word.starts_with("می\u{200c}") || word.ends_with("\u{200c}ها") || word.ends_with("\u{200c}های")
        {
            scores[0] += 1.5;
        }
        if word.starts_with("ال") && word.chars().count() > 4 || word.ends_with('ة') {
            scores[1] += 0.7;
        }
    }
    for c in text.chars() {
        match c {
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ھ' | 'ۓ' => scores[2] += 1.0,
            'ہ' | '۔' => scores[2] += 0.6,
            'ټ' | 'ډ' | 'ړ' | 'ښ' | 'ږ' | 'ڼ' | 'ې' | 'ۍ' | 'ځ' | 'څ' | 'ګ' => scores[3] += 1.0,
            'ێ' | 'ۆ' | 'ڵ' | 'ڕ' | 'ڤ' => scores[4] += 1.0,
            'ە' => scores[4] += 0.5,
            'ژ' | 'گ' | 'چ' | 'پ' => {
                scores[0] += 0.35;
                scores[2] += 0.2;
                scores[3] += 0.2;
                scores[4] += 0.2;
            }
            'ک' | 'ی' => {
                scores[0] += 0.12;
                scores[2] += 0.1;
                scores[3] += 0.1;
                scores[4] += 0.1;
            }
            'ة' | 'ى' => scores[1] += 0.5,
            'ي' | 'ك' | 'أ' | 'إ' => scores[1] += 0.12,
            _ => {}
        }
    }
    let total: f64 = scores.iter().sum();
    let mut best = 0;
    for i in 1..scores.len() {
        if scores[i] > scores[best] {
            best = i;
        }
    }
    // No evidence at all: Persian and Arabic share the plain letters; Arabic is the larger language.
    if total == 0.0 {
        return (Lang::new("ar"), 0.2);
    }
    (Lang::new(ARABIC_SCRIPT[best].0), (scores[best] / total).clamp(0.0, 1.0))
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
    fn other_scripts() {
        assert_eq!(tag("The children walked home through the snow."), "en");
        assert_eq!(tag("Die Kinder gingen durch den Schnee nach Hause."), "de");
        assert_eq!(tag("12:30"), "");
    }
}
