//! What a language by itself says of a word without capitals: what introduces a name, what is an ordinary word.

use super::corpus::target_key;
use super::speech;
use super::token::pieces;
use glossary::data::{built_in, lexicon};
use glossary::term::Kind;
use rustc_hash::FxHashSet;

/// Nouns and forms of address that stand before a name, by language. Sorted.
const CUES: &[(&str, &str)] = &[
    (
        "ar",
        "إقليم الآنسة الأستاذ البروفيسور الدكتور الدكتورة السيد السيدة الشيخ القاضي المدرب المهندس بحيرة \
         بلدة بنك جامعة جبل جزيرة خليج ساحل سهل شارع شركة صحيفة عاصمة فريق قرية قناة مجلة محافظة مدينة \
         مستشفى مطار منظمة مهرجان ميناء نادي نهر ولاية",
    ),
    (
        "fa",
        "آقای استاد استان باشگاه بانک بندر بیمارستان تیم جزیره جشنواره خانم خلیج خیابان دانشگاه دریاچه \
         دکتر رود رودخانه روزنامه روستای سازمان شرکت شهر شهرستان شیخ فرودگاه مجله منطقه مهندس موزه \
         پایتخت پروفسور کشور کوه کوهستان",
    ),
    (
        "he",
        "אגם אוניברסיטת אי גב' גברת ד\"ר הדוקטור הכפר העיר הר השופט השופטת חברת חוף כפר מפלגת מר נהר נמל \
         עיר עיתון פרופ' פרופסור קבוצת קיבוץ רחוב שייח'",
    ),
    ("hi", "कंपनी गांव जिला जिले झील टीम डॉ डॉक्टर नदी प्रोफेसर राज्य शहर श्री श्रीमती"),
    (
        "ur",
        "اخبار استاد جزیرہ جناب جھیل دریائے روزنامہ شہر صوبہ ضلع قصبہ محترمہ مسز مسٹر ملک ٹیم پروفیسر \
         ڈاکٹر کمپنی گاؤں",
    ),
];

/// Everyday words that no table holds, by language. Sorted by language.
const EVERYDAY: &[(&str, &str)] = &[
    (
        "ar",
        "أحيانا أمس أيضا الآن الأحيان اليوم بدون تكون حالا حيث خلال سوف عند عندما غير قال قالت كانا \
         كانوا كل لدى منذ نحو هنا هناك يكون",
    ),
    (
        "fa",
        "آنان الان اکنون ایشان باز بسیار بلکه حالا حتی خیلی درباره زیرا سپس شاید همچنین هنوز ولی چرا \
         کدام گفته",
    ),
    (
        "he",
        "אבל או אז אחר אחרי איך אין אך אל אלא אלה אם אמר אמרה אני אף אשר את אתה בין גם הוא היא היה היו \
         הייתה הם זאת זה יותר יש כאשר כדי כי כל כמו לא לאחר לפני מאוד מי מתוך נגד עד עוד עכשיו על עם \
         עצמו רק של שלא שלו תחת",
    ),
    (
        "hi",
        "अगर अपना अपनी अपने अब इन इस उन उनके उस उसके एक और कर करने का कि किया की कुछ के को गई गए गया जब \
         जो तक तो था थी थे दिया ने पर बाद भी में यह या ये लिए वह वे साथ से हम ही हुआ हुई हुए है हैं हो",
    ),
    (
        "ur",
        "آج اب اس ان انہوں اور ایک بعد بھی بہت تا تک تھا تھی تھے جب جو خلاف دی دیا ساتھ سے طرح لئے لیے \
         میں نہیں نے وہ پر کا کر کرنے کو کہ کہا کی کیا کے گئی گئے گیا ہم ہو ہوئی ہوئے ہوا ہی ہیں ہے یا \
         یہ",
    ),
];

/// What shows a word to be a common noun, by language: an article before it, endings of its plural behind it.
const NOUN_FORMS: &[(&str, &[&str], &[&str])] = &[
    ("ar", &["ال"], &["ات", "ین", "ون"]),
    ("fa", &[], &["ها", "های", "هایی"]),
    ("he", &["ה"], &["ים", "ות"]),
    ("hi", &[], &["ों"]),
    ("ur", &[], &["وں", "یں"]),
];

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// Nothing.
    No,
    /// It is a place or a part of a person's name.
    Name,
    /// It is made of an ordinary word.
    Derived,
    /// It is an ordinary word.
    Common,
}

/// What is known of the words of one language.
#[derive(Debug)]
pub(super) struct Cues {
    lang: String,
    before: FxHashSet<String>,
    titles: FxHashSet<String>,
    names: FxHashSet<String>,
    common: FxHashSet<String>,
}

impl Cues {
    /// Gathers what the built-in tables and the lists here hold of a language, whatever they pair it with.
    pub(super) fn new(lang: &str) -> Cues {
        let listed = |lists: &'static [(&str, &str)]| {
            let words = lists.iter().find(|(l, _)| *l == lang).map_or("", |(_, words)| words);
            words.split_whitespace().map(target_key)
        };
        let mut cues = Cues {
            lang: lang.to_owned(),
            before: listed(CUES).collect(),
            titles: FxHashSet::default(),
            names: FxHashSet::default(),
            common: listed(EVERYDAY).collect(),
        };
        let keys = |text: &str| -> Vec<String> {
            pieces(text, false).into_iter().map(|p| target_key(&text[p.range])).collect()
        };
        // Words inside longer terms: ordinary unless one is a place (شهردار تهران).
        let mut inside: Vec<String> = Vec::new();
        for term in built_in("en", lang) {
            let forms = &term.forms;
            for text in term.accepted().chain(forms.target_plural.iter().map(String::as_str)) {
                let words = keys(text);
                match (term.kind, words.as_slice()) {
                    (Kind::Place | Kind::Person, [word]) => _ = cues.names.insert(word.clone()),
                    (Kind::Person, words) => cues.names.extend(words.iter().cloned()),
                    (Kind::Place | Kind::Event, _) => {}
                    (Kind::Organisation, words) => inside.extend(words.first().cloned()),
                    (kind, words) => {
                        cues.titles.extend(words.last().filter(|_| kind == Kind::Title).cloned());
                        inside.extend(words.iter().cloned());
                    }
                }
            }
        }
        inside.retain(|word| !cues.names.contains(word));
        cues.common.extend(inside);
        cues.titles.retain(|word| !cues.names.contains(word));
        // The dictionary has some places too, in lower case.
        let places: FxHashSet<String> = (built_in("en", lang).iter().filter(|t| t.kind == Kind::Place))
            .flat_map(|t| t.source.iter().map(|s| s.to_lowercase()))
            .collect();
        for term in lexicon("en", lang).iter().filter(|t| !places.contains(&t.headword().to_lowercase())) {
            term.target.iter().for_each(|r| cues.common.extend(keys(&r.text)));
        }
        cues
    }

    /// Returns whether a word introduces the name behind it: a title, a sort of place or body.
    pub(super) fn introduces(&self, key: &str) -> bool {
        self.before.contains(key) || self.titles.contains(key)
    }

    /// Returns what the tables and lists say of a word. A word that names something and is an ordinary one too (a surname
    /// like any noun) is not known.
    pub(super) fn sort(&self, key: &str) -> Known {
        let common = |word: &str| self.common.contains(word) || self.before.contains(word);
        let form = || {
            let stem = speech::stem(key, &self.lang);
            stem != key && common(&stem)
        };
        // What a vowel at the end makes of a noun may be a surname as well.
        let derived = || key.strip_suffix('ی').is_some_and(common);
        match self.names.contains(key) {
            _ if speech::is_function_word(key, &self.lang) => Known::Common,
            true if common(key) => Known::No,
            true => Known::Name,
            false if common(key) || form() => Known::Common,
            false if derived() => Known::Derived,
            false => Known::No,
        }
    }

    /// Returns the forms a word would have as a common noun and a name never has.
    pub(super) fn noun_forms(&self, key: &str) -> Vec<String> {
        let Some((_, before, after)) = NOUN_FORMS.iter().find(|(l, ..)| *l == self.lang) else {
            return Vec::new();
        };
        let prefixed = before.iter().map(|article| format!("{article}{key}"));
        prefixed.chain(after.iter().map(|ending| format!("{key}{ending}"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_sorted() {
        assert!(CUES.is_sorted_by_key(|(lang, _)| lang) && EVERYDAY.is_sorted_by_key(|(lang, _)| lang));
        assert!(NOUN_FORMS.is_sorted_by_key(|(lang, ..)| lang));
    }

    #[test]
    fn tables_of_one_language_tell_names_from_words() {
        let cues = Cues::new("fa");
        let sorts = ["تهران", "کتاب", "فرصتی", "لیندکویست"].map(|word| cues.sort(&target_key(word)));
        assert_eq!(sorts, [Known::Name, Known::Common, Known::Derived, Known::No]);
        assert!(cues.introduces("شهر") && cues.introduces("وزیر"));
    }
}
