//! How well the likeness tells spellings of a name from words that only look near.

use glossary::sound::{likeness, likeness_at_least, similar, sound_key};
use proptest::prelude::*;

/// From this likeness on two spellings are taken for one name.
const BORDER: f32 = 0.66;

const SAME: &[(&str, &str)] = &[
    (
        "ar",
        "Angela أنجيلا|Merkel ميركل|Obama أوباما|Clinton كلينتون|Trump ترامب|Putin بوتين|Kerry كيري|Johnson جونسون|\
      Churchill تشرشل|Google جوجل|Google غوغل|Paris باريس|London لندن|Berlin برلين|Vienna فيينا|Venice فينيسيا|Chicago شيكاغو|\
      Tehran طهران|Washington واشنطن|Moscow موسكو|Gaza غزة|Ramallah رام الله|Khartoum الخرطوم|Riyadh الرياض|Cairo القاهرة|\
      Kiev كييف|Victoria فيكتوريا|Peter بيتر|Pakistan باكستان|George جورج|Michael مايكل|Jacques جاك|BBC بي بي سي",
    ),
    (
        "el",
        "Obama Ομπάμα|Merkel Μέρκελ|Putin Πούτιν|Trump Τραμπ|Athena Αθηνά|Berlin Βερολίνο|London Λονδίνο|Tsipras Τσίπρας|\
      Papandreou Παπανδρέου|Washington Ουάσιγκτον|Clinton Κλίντον|Boris Μπόρις",
    ),
    (
        "fa",
        "Abdullah عبدالله|Abe آبه|Aleppo آلپو|Alexander الکساندر|al-Assad اسد|Ali علی|Amsterdam آمستردام|Angela آنگلا|Ankara آنکارا|Antonio آنتونیو|\
      Araghchi عراقچی|Armstrong آرمسترانگ|Athens آتن|Atlanta آتلانتا|Baghdad بغداد|Bangkok بانکوک|Barcelona بارسلونا|BBC بی‌بی‌سی|\
      Beckham بکهام|Beethoven بتهوون|Belfast بلفاست|Belfast بلفست|Berlin برلین|Bernard برنارد|Biden بایدن|Birmingham بیرمنگام|\
      Blair بلر|Bolton بولتون|Boris بوریس|Boston بوستون|Brisbane بریزبن|Brown براون|Brussels بروکسل|Bucharest بخارست|Bush بوش|\
      California کالیفرنیا|Cambridge کمبریج|Cameron کامرون|Carter کارتر|Catalonia کاتالونیا|Charles چارلز|Chicago شیکاگو|Chopin شوپن|\
      Christine کریستین|Churchill چرچیل|CIA سیا|CIA سی‌آی‌ای|Clinton کلینتون|CNN سی‌ان‌ان|Columbia کلمبیا|Corbyn کوربین|Cruz کروز|\
      Darwin داروین|David دیوید|Davos داووس|Descartes دکارت|Detroit دیترویت|Diana دایانا|Donald دونالد|Dostoevsky داستایوفسکی|\
      Dubai دبی|Dublin دوبلین|Edinburgh ادینبورگ|Einstein اینشتین|Einstein انیشتین|Elizabeth الیزابت|Emmanuel امانوئل|Erdogan اردوغان|\
      Esfahan اصفهان|Facebook فیسبوک|FBI اف‌بی‌آی|Ferguson فرگوسن|Florida فلوریدا|Francis فرانسیس|Frankfurt فرانکفورت|Freud فروید|\
      Gaddafi قذافی|Gandhi گاندی|Geneva ژنو|George جورج|Goethe گوته|Google گوگل|Gorbachev گورباچف|Grenoble گرنوبل|Guardian گاردین|\
      Guterres گوترش|Hamburg هامبورگ|Hawaii هاوایی|Heathrow هیترو|Hegel هگل|Helsinki هلسینکی|Hemingway همینگوی|Henry هنری|\
      Hillary هیلاری|Hiroshima هیروشیما|Hitler هیتلر|Hollande اولاند|Houston هیوستون|Hughes هیوز|Ibrahim ابراهیم|Istanbul استانبول|\
      Ivanka ایوانکا|Jacques ژاک|James جیمز|Jean ژان|Jeremy جرمی|Jerusalem اورشلیم|Jessica جسیکا|Jinping جین‌پینگ|John جان|Johnson جانسون|\
      Jones جونز|Jose خوزه|Kafka کافکا|Kashmir کشمیر|Kate کیت|Kavanaugh کاوانا|Keith کیت|Kennedy کندی|Kerry کری|Khamenei خامنه‌ای|\
      Khatami خاتمی|Khomeini خمینی|Khrushchev خروشچف|Kim کیم|Kissinger کیسینجر|Kosovo کوزوو|Lagarde لاگارد|Lavrov لاوروف|Leicester لستر|\
      Lisbon لیسبون|Liverpool لیورپول|London لندن|Los Angeles لس‌آنجلس|Macron مکرون|Macron ماکرون|Madrid مادرید|Manchester منچستر|\
      Mandela ماندلا|Margaret مارگارت|Maria ماریا|Mark مارک|Marseille مارسی|Martin مارتین|Marx مارکس|Mathew متیو|McCain مک‌کین|\
      Melbourne ملبورن|Merkel مرکل|Messi مسی|Miami میامی|Michael مایکل|Michelle میشل|Microsoft مایکروسافت|Milan میلان|Minneapolis مینیاپولیس|\
      Mogherini موگرینی|Mozart موتسارت|Mueller مولر|Munich مونیخ|Murdoch مرداک|Musk ماسک|Nairobi نایروبی|NATO ناتو|Naples ناپل|\
      Nebraska نبراسکا|Netanyahu نتانیاهو|Newton نیوتون|Nicolas نیکلا|Nietzsche نیچه|Nixon نیکسون|Obama اوباما|Ohio اوهایو|Oliver الیور|\
      Oxford آکسفورد|Palu پالو|Paris پاریس|Patrick پاتریک|Paul پل|Pelosi پلوسی|Pence پنس|Peshawar پیشاور|Philadelphia فیلادلفیا|Philip فیلیپ|\
      Picasso پیکاسو|Plato افلاطون|Pompeo پمپئو|Powell پاول|Pushkin پوشکین|Putin پوتین|Qatar قطر|Quebec کبک|Raisi رئیسی|Raesi رئیسی|\
      Reagan ریگان|Rehman رحمان|Reuters رویترز|Reza رضا|Rice رایس|Richard ریچارد|Robert رابرت|Romney رامنی|Ronaldo رونالدو|\
      Roosevelt روزولت|Rouhani روحانی|Rousseau روسو|Rubio روبیو|Saddam صدام|Sanders سندرز|Sarajevo سارایوو|Sarkozy سارکوزی|\
      Schwarzenegger شوارتزنگر|Scott اسکات|Seoul سئول|Shakespeare شکسپیر|Shanghai شانگهای|Sharon شارون|Shiraz شیراز|Smith اسمیت|\
      Snowden اسنودن|Sofia صوفیه|Stalin استالین|Stanford استنفورد|Steve استیو|Stockholm استکهلم|Sulawesi سولاوسی|Swift سوئیفت|\
      Sydney سیدنی|Tabriz تبریز|Tehran تهران|Tehran طهران|Texas تگزاس|Thatcher تاچر|Theresa ترزا|Thomas توماس|Tillerson تیلرسون|\
      Tokyo توکیو|Tolstoy تولستوی|Tony تونی|Toronto تورنتو|Trudeau ترودو|Truman ترومن|Trump ترامپ|Trump ترمپ|Tunis تونس|Twitter توییتر|\
      Tyson تایسون|Utrecht اوترخت|Vancouver ونکوور|Van Gogh ون گوگ|Velayati ولایتی|Venezuela ونزوئلا|Vladimir ولادیمیر|Voltaire ولتر|\
      Wagner واگنر|Warsaw ورشو|Washington واشنگتن|William ویلیام|Wright رایت|Xi شی|Yeltsin یلتسین|York یورک|Zarif ظریف|Zidane زیدان|\
      Zuckerberg زاکربرگ|Zurich زوریخ",
    ),
    (
        "he",
        "Obama אובמה|Merkel מרקל|Putin פוטין|Trump טראמפ|Clinton קלינטון|London לונדון|Paris פריז|Netanyahu נתניהו|David דוד|\
      Washington וושינגטון",
    ),
    (
        "hi",
        "Obama ओबामा|Modi मोदी|Gandhi गांधी|Delhi दिल्ली|London लंदन|Trump ट्रम्प|Mumbai मुंबई|Washington वाशिंगटन",
    ),
    (
        "ru",
        "Obama Обама|Merkel Меркель|Trump Трамп|Clinton Клинтон|Johnson Джонсон|George Джордж|Washington Вашингтон|Hillary Хиллари|\
      Hitler Гитлер|Shakespeare Шекспир|Churchill Черчилль|Macron Макрон|Theresa Тереза|May Мэй|London Лондон|Chicago Чикаго|\
      Los Angeles Лос-Анджелес|Zuckerberg Цукерберг|Google Гугл|Kavanaugh Кавано|Schmidt Шмидт|Yeltsin Ельцина|Putin Путиным|\
      Michael Майкл|Smith Смит|Brown Браун|Tehran Тегеран|Khamenei Хаменеи",
    ),
    ("uk", "Zelensky Зеленський|Kyiv Київ|Poroshenko Порошенко|Shevchenko Шевченко"),
    ("ur", "Imran عمران|Nawaz نواز|Bhutto بھٹو|Lahore لاہور|Karachi کراچی|Trump ٹرمپ|London لندن|Modi مودی"),
];

const OTHER: &[(&str, &str)] = &[
    (
        "ar",
        "Merkel مركز|Obama أبناء|Clinton كانت|Trump تراث|Putin بيان|Kerry كثير|Paris فارس|London لدينا|Berlin برلمان|Gaza جزء|\
      Cairo كبيرة|Washington وسائل|Peter بعد|Michael مشكلة|George جورب|Moscow موقف|Madrid مدرسة|Boston بستان|Martin مرتين|Jordan جدران|\
      Kiev كيف حال|Victoria فترة|Pakistan بستان|Chicago شكوك|Riyadh رئيس",
    ),
    (
        "fa",
        "Abe آنها|Ali عالم|Amsterdam آمدند|Angela انگار|Ankara انکارناپذیر|Antonio آن‌ها|Armstrong ارتش|Athens آتش|Atlanta اطلاعات|\
      Baghdad باغ|Barcelona برابر|Berlin بیرون|Berlin برای|Bernard برادر|Biden بودند|Birmingham برنامه|Blair بلند|Bolton باتون|Boris بررسی|\
      Boston بستن|Brown بیرون آمد|Brussels برسد|Bush باشد|California کارفرما|Cambridge کمبود|Cameron کمتر|Carter کاربر|Charles چهل|\
      Chicago چگونه|Christine کارشناسان|Churchill چهار|Clinton کنترل|Columbia کلمات|Corbyn کردن|Cruz کردند|Darwin دارند|David دیده|\
      Davos دوست|Detroit درست|Diana دانا|Donald دنبال|Dublin دولت|Edinburgh اندازه|Einstein ایستاد|Elizabeth الزامات|Erdogan اردوگاه|\
      Facebook فیلسوف|Ferguson فراگیر|Florida فردا|Francis فارسی|Frankfurt فراوان|Geneva جنوب|George جرم|Google گفت|Grenoble گردن|\
      Guardian گردان|Guterres گسترش|Hamburg همراه|Hawaii هوا|Helsinki هستند|Henry هنر|Hillary هزاران|Hitler هتل‌ها|Hollande هلند|\
      Houston هستند|Hughes هویج|Ibrahim ابرها|Istanbul استان|Jacques جاده|James جامعه|Jean جهان|Jeremy جرم|Jessica جسد|Johnson جهانی|\
      Jones جنس|Kashmir کشور|Kate کتاب|Kavanaugh کاروان|Kennedy کنند|Kerry کار|Kerry کرد|Khamenei خانه|Khatami خاتمه|Kim کم|Kissinger کشیدند|\
      Lagarde لاغر|Lavrov لازم|Lisbon لباس|Liverpool لیوان|London لندنی‌ها بودند|Macron مکان|Madrid مادر|Madrid مدیر|Manchester منتشر|\
      Mandela ماندند|Margaret مرگبار|Maria مرز|Mark مرگ|Marseille مرسوم|Martin مردان|Marx مرکز|McCain مکان‌ها|Melbourne مالیات|Merkel مراکش|\
      Merkel مشکل|Merkel مرکز|Messi مسئله|Miami میان|Michael محل|Michelle میلیون|Milan مالی|Mogherini مغرور|Mozart مذاکرات|Mueller ملی|\
      Munich ممکن|Murdoch مردم|Musk مسکو|Nairobi نیرو|NATO نتوان|Nebraska نبرد|Netanyahu نتایج|Newton نوشتن|Nicolas نیکی|Nixon نکند|\
      Obama آب و هوا|Oliver اولین|Oxford افراد|Paris پارسال|Patrick پرتاب|Paul پول‌ها|Pelosi پلیس|Pence پنجره|Philadelphia فیلم|Philip فیلم|\
      Picasso پزشک|Pompeo پمپاژ|Powell پول|Putin پایتخت|Putin پایین|Qatar قطعه|Raisi رسید|Raisi روسیه|Reagan رنگ|Rehman رهبران|\
      Reuters روستا|Reza روز|Rice راست|Richard رفتار|Robert رابطه|Romney رومانی|Ronaldo روان|Roosevelt روزنامه|Rouhani رویداد|Rubio روبه‌رو|\
      Sanders سنگر|Sarkozy سرکوب|Scott سکوت|Seoul سال|Shakespeare شرکت|Shanghai شناخت|Sharon شرایط|Smith سمت|Snowden سودان|Stalin سالن|\
      Stanford استاندارد|Steve ستون|Stockholm استقلال|Swift سفر|Sydney سودان|Texas تماس|Theresa ترس|Thomas تماس|Tillerson تولید|\
      Tokyo تاکید|Toronto توانند|Trudeau ترافیک|Truman تروریست|Trump تورم|Trump ترمیم|Tunis تنها|Twitter تئاتر|Tyson تیم|Utrecht اتریش|\
      Venezuela وزیر|Vladimir والدین|Wagner واقعی|Warsaw وارسی|Washington واکنش|William ولی|Wright روایت|Yeltsin یلدا|York یورو|Zarif ظرفیت|\
      Zidane زندان|Zuckerberg زیرزمین|Zurich زیر",
    ),
    (
        "ru",
        "Obama оба|Merkel меркнуть|Trump труп|Clinton клин|Johnson джинсы|Washington ваше|Hitler хитрый|Macron макароны|Theresa терять|\
      London ладонь|Chicago чисто|Smith смех|Brown бровь|Michael мелко|Paris парус|Berlin перила|Putin путешествие|Boston бастовать|\
      Texas тоска|Martin мартышка",
    ),
];

fn pairs(table: &'static [(&'static str, &'static str)]) -> Vec<(&'static str, String, String)> {
    let mut out = Vec::new();
    for (lang, text) in table {
        for pair in text.split('|').map(str::trim) {
            let at = pair.find(|c: char| !c.is_ascii()).expect("a pair has two scripts");
            out.push((*lang, pair[..at].trim().to_owned(), pair[at..].trim().to_owned()));
        }
    }
    out
}

#[test]
fn names_and_lookalikes_part_at_the_border() {
    let (same, other) = (pairs(SAME), pairs(OTHER));
    assert!(same.len() >= 150 && other.len() >= 150, "{} {}", same.len(), other.len());
    let score = |(lang, a, b): &(&str, String, String)| likeness(a, b, lang);
    let missed: Vec<String> = (same.iter())
        .map(|pair| (score(pair), pair))
        .filter(|(score, _)| *score < BORDER)
        .map(|(score, (lang, a, b))| format!("{lang} {a} {b} {score:.2}"))
        .collect();
    let wrong: Vec<String> = (other.iter())
        .map(|pair| (score(pair), pair))
        .filter(|(score, _)| *score >= BORDER)
        .map(|(score, (lang, a, b))| format!("{lang} {a} {b} {score:.2}"))
        .collect();
    let share = |wrong: usize, all: usize| 1.0 - wrong as f32 / all as f32;
    let (found, kept_out) = (share(missed.len(), same.len()), share(wrong.len(), other.len()));
    println!("above: {found:.3} of {}, below: {kept_out:.3} of {}", same.len(), other.len());
    println!("missed:\n{}\nwrong:\n{}", missed.join("\n"), wrong.join("\n"));
    assert!(found >= 0.97, "{found}");
    assert!(kept_out >= 0.88, "{kept_out}");
}

#[test]
fn early_exit_agrees_with_the_whole_answer() {
    for (lang, a, b) in pairs(SAME).into_iter().chain(pairs(OTHER)) {
        let whole = likeness(&a, &b, lang);
        for min in [0.3, 0.66, 0.9] {
            let early = likeness_at_least(&a, &b, lang, min);
            assert_eq!(early.is_some(), whole >= min, "{lang} {a} {b} {whole} {min} {early:?}");
            assert!(early.is_none_or(|early| (early - whole).abs() < 1e-4), "{a} {b} {whole} {early:?}");
        }
    }
}

#[test]
fn one_script() {
    for (a, b) in [
        ("رحمان", "رهمان"),
        ("Raesi", "Raisi"),
        ("بلفاست", "بلفست"),
        ("ترامپ", "ترمپ"),
        ("Mohammed", "Muhammad"),
        ("تهران", "طهران"),
        ("قذافی", "غذافی"),
        ("Трамп", "Трэмп"),
        ("Kadafi", "Qaddafi"),
    ] {
        assert!(similar(a, b) >= 0.75, "{a} {b} {}", similar(a, b));
        assert!((similar(a, b) - similar(b, a)).abs() < 1e-6);
    }
    for (a, b) in
        [("رحمان", "رئیسی"), ("Merkel", "Macron"), ("پاریس", "پلیس"), ("کری", "کندی"), ("دادگاه", "دیوان")]
    {
        assert!(similar(a, b) < 0.66, "{a} {b} {}", similar(a, b));
    }
    assert!((similar("آلمان", "آلمان") - 1.0).abs() < f32::EPSILON);
}

#[test]
fn keys_gather_most_spellings() {
    let same = pairs(SAME);
    let equal = same.iter().filter(|(_, a, b)| sound_key(a) == sound_key(b)).count();
    println!("equal keys: {equal} of {}", same.len());
    assert!(equal * 100 >= same.len() * 70, "{equal} of {}", same.len());
}

proptest! {
    #[test]
    fn likeness_stays_in_range(a in "[a-zA-Z. é-]{0,20}|\\PC{0,12}", b in "[ا-یآئ\u{200c} ]{0,20}|[а-яё]{0,12}|\\PC{0,12}") {
        for lang in ["fa", "ar", "ru", "el", "he", "hi", "xx"] {
            let score = likeness(&a, &b, lang);
            prop_assert!((0.0..=1.0).contains(&score));
        }
        prop_assert!((0.0..=1.0).contains(&similar(&a, &b)));
    }
}
