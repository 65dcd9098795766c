//! Whole cases about offices: what is composed, what clashes, what is a matter of style.

use super::tests::{name, names, units};
use crate::lexicon::Lexicon;
use crate::model::{Lang, Name, NameKind, Verdict};
use crate::names::{Options, find};
use glossary::data::built_in;
use glossary::term::Term;

fn terms() -> Vec<Term> {
    built_in("en", "fa").to_vec()
}

/// Finds names without a lexicon: a few sentences teach too little.
fn plain(pairs: &[(&str, &str)], terms: &[Term]) -> Vec<Name> {
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    find(&units("fa", pairs), &en, &fa, terms, &Lexicon::default(), &Options::default())
}

#[test]
fn two_words_for_one_office_clash() {
    let found = names(
        "fa",
        &[
            ("The rear admiral inspected the fleet.", "دریادار از ناوگان بازدید کرد."),
            ("A rear admiral spoke on the radio.", "یک دریادار در رادیو سخن گفت."),
            ("They wrote to the rear admiral.", "آنان به دریابان نامه نوشتند."),
        ],
        &terms(),
    );
    assert_eq!(name(&found, "rear admiral").verdict, Verdict::True);
}

#[test]
fn synonyms_of_a_calling_are_style() {
    let found = names(
        "fa",
        &[
            ("An expert looked at the bridge.", "یک کارشناس پل را دید."),
            ("The expert was sure of it.", "کارشناس از آن مطمئن بود."),
            ("They asked another expert.", "از متخصص دیگری پرسیدند."),
        ],
        &terms(),
    );
    assert_ne!(name(&found, "expert").verdict, Verdict::True);
}

#[test]
fn deputies_are_composed() {
    let found = names(
        "fa",
        &[
            ("The deputy energy minister resigned.", "معاون وزیر نیرو استعفا داد."),
            ("Later the deputy energy minister left.", "سپس معاون وزیر نیرو رفت."),
        ],
        &terms(),
    );
    let found = name(&found, "deputy energy minister");
    assert_eq!((found.kind, found.renderings[0].text.as_str()), (NameKind::Title, "معاون وزیر نیرو"));
}

#[test]
fn words_for_former_are_as_good_as_each_other() {
    let found = plain(
        &[
            ("The former energy minister spoke.", "وزیر پیشین نیرو سخن گفت."),
            ("A former energy minister came.", "وزیر نیروی سابق آمد."),
            ("Another former energy minister came.", "یک وزیر نیروی پیشین دیگر هم آمد."),
        ],
        &terms(),
    );
    assert!(found.iter().all(|n| n.verdict != Verdict::True), "{found:?}");
}

#[test]
fn the_country_of_an_office_keeps_its_own_places() {
    let found = names(
        "fa",
        &[
            ("The French defence minister came.", "وزیر دفاع فرانسه آمد."),
            ("They met the French defence minister.", "آنان با وزیر دفاع فرانسه دیدار کردند."),
            ("A French ship sank.", "یک کشتی فرانسوی غرق شد."),
        ],
        &terms(),
    );
    assert_eq!(name(&found, "French defence minister").renderings[0].uses.len(), 2);
    let uses: usize = name(&found, "French").renderings.iter().map(|r| r.uses.len()).sum();
    assert_eq!(uses, 3);
}

#[test]
fn the_one_office_nothing_accounts_for_is_the_missing_one() {
    let found = plain(
        &[
            ("The mayor wrote a letter.", "شهردار نامه‌ای نوشت."),
            ("Nobody answered the mayor.", "هیچ‌کس به شهردار پاسخ نداد."),
            ("The city thanked the mayor.", "شهر از فرماندار سپاسگزاری کرد."),
        ],
        &terms(),
    );
    let found = name(&found, "mayor");
    assert_eq!(found.verdict, Verdict::True);
    assert_eq!(found.renderings[1].text, "فرماندار");
}

#[test]
fn a_slip_inside_a_known_rendering_is_found() {
    let found = plain(
        &[
            ("The Security Council met at noon.", "شورای امنیت ظهر تشکیل جلسه داد."),
            ("Nobody in the Security Council spoke.", "هیچ‌کس در شورای امنیت سخن نگفت."),
            ("They left the Security Council.", "آنان شورای امنیط را ترک کردند."),
        ],
        &terms(),
    );
    let texts: Vec<&str> =
        name(&found, "Security Council").renderings.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts, ["شورای امنیت", "شورای امنیط"]);
}

#[test]
fn letters_in_brackets_are_spelt_out() {
    let found = names(
        "fa",
        &[
            ("The Harbour Safety Board (HSB) was founded.", "هیئت ایمنی بندر (HSB) بنیاد نهاده شد."),
            ("The Harbour Safety Board grew fast.", "هیئت ایمنی بندر به‌سرعت بزرگ شد."),
            ("Reports went to the HSB in May.", "گزارش‌ها در ماه مه به هیئت ایمنی بندر رفت."),
        ],
        &terms(),
    );
    let found = name(&found, "HSB");
    assert!(found.renderings.iter().any(|r| r.text == "هیئت ایمنی بندر"), "{found:?}");
}

#[test]
fn a_surname_has_no_plural() {
    let found = plain(
        &[
            ("The poet Shokouhi came early.", "شکوهی شاعر زود آمد."),
            ("We heard Shokouhi in the hall.", "صدای شکوهی را در تالار شنیدیم."),
            ("They paid Shokouhi for it.", "برای آن به شکوهیان پول دادند."),
        ],
        &[],
    );
    let found = name(&found, "Shokouhi");
    assert_eq!(found.verdict, Verdict::True);
}

#[test]
fn a_bare_name_left_in_latin_is_a_variant_wherever_it_stands() {
    let mut pairs = vec![
        ("The editor Martha Ellwood resigned.".to_owned(), "مارتا الوود، ویراستار، استعفا داد.".to_owned()),
        ("Later Ellwood spoke again.".to_owned(), "سپس الوود دوباره سخن گفت.".to_owned()),
    ];
    pairs.extend((0..40).map(|i| (format!("Line {i} is dull."), format!("سطر {i} خسته‌کننده است."))));
    pairs.push((
        "The crowd saw Ellwood, who smiled.".to_owned(),
        "مردم Ellwood را دیدند که لبخند می‌زد.".to_owned(),
    ));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(name(&names("fa", &pairs, &[]), "Ellwood").verdict, Verdict::True);
}

#[test]
fn uses_inside_a_longer_name_are_listed() {
    let found = names(
        "fa",
        &[
            ("Much of Oxford was flooded.", "بخش بزرگی از آکسفورد را آب گرفت."),
            ("She studied at Oxford University.", "او در دانشگاه آکسفورد درس خواند."),
        ],
        &terms(),
    );
    assert_eq!(name(&found, "Oxford").renderings[0].uses.len(), 2);
}

#[test]
fn a_broken_plural_is_the_same_office() {
    let found = plain(
        &[
            ("The police chief denied it.", "رئیس پلیس آن را تکذیب کرد."),
            ("A new police chief was named.", "رئیس پلیس تازه‌ای منصوب شد."),
            ("Several police chiefs were dismissed.", "چند تن از رؤسای پلیس برکنار شدند."),
            ("The head teacher wrote to us.", "مدیر مدرسه به ما نامه نوشت."),
            ("Every head teacher signed.", "مدیران مدارس همه امضا کردند."),
        ],
        &[],
    );
    assert!(found.iter().all(|n| n.verdict != Verdict::True), "{found:?}");
}

#[test]
fn a_word_for_former_may_stand_inside_the_office() {
    let found = plain(
        &[
            ("The finance minister defended the tax.", "وزیر دارایی از مالیات دفاع کرد."),
            ("They booed the finance minister.", "آنان وزیر دارایی را هو کردند."),
            ("The former finance ministers met.", "وزرای سابق دارایی دیدار کردند."),
            ("The acting finance minister spoke.", "سرپرست وزارت دارایی سخن گفت."),
        ],
        &terms(),
    );
    let found = name(&found, "finance minister");
    assert_eq!(found.verdict, Verdict::Consistent);
    assert!(found.renderings.iter().any(|r| r.forms.iter().any(|f| f == "وزرای سابق دارایی")));
}

#[test]
fn a_modifier_alone_is_no_office() {
    let found = plain(
        &[
            ("The special envoy thanked them.", "فرستاده ویژه از آنان تشکر کرد."),
            ("The special envoy left Minsk.", "فرستاده ویژه مینسک را ترک کرد."),
            ("The American special envoy came.", "مأمور ویژه آمریکا آمد."),
        ],
        &[],
    );
    let texts: Vec<&str> = found
        .iter()
        .flat_map(|n| &n.renderings)
        .map(|r| r.text.as_str())
        .filter(|t| t.starts_with("ویژه"))
        .collect();
    assert!(texts.is_empty(), "{texts:?}");
}

#[test]
fn a_longer_office_is_not_the_title_in_it() {
    let found = plain(
        &[
            ("The commissioner welcomed the ruling.", "کمیسر از این حکم استقبال کرد."),
            ("Nobody told the commissioner.", "کسی به کمیسر نگفت."),
            ("The bus commissioner resigned.", "رئیس اتوبوسرانی استعفا کرد."),
        ],
        &terms(),
    );
    assert_ne!(name(&found, "commissioner").verdict, Verdict::True);
}

#[test]
fn a_title_left_untranslated_is_a_rendering() {
    let found = names(
        "fa",
        &[
            ("The chancellor opened the bridge on Monday.", "صدراعظم دوشنبه پل را افتتاح کرد."),
            ("A chancellor had never come so far north.", "هیچ صدراعظمی تا این اندازه به شمال نیامده بود."),
            ("The chancellor signed nothing that day.", "چنسلر آن روز چیزی را امضا نکرد."),
            ("They waited for the train at noon.", "ظهر منتظر قطار ماندند."),
        ],
        &terms(),
    );
    assert_eq!(name(&found, "chancellor").verdict, Verdict::True);
}

#[test]
fn a_phrase_in_lower_case_is_a_name_only_where_offices_are_taken_apart() {
    let pairs = [
        ("The Norwegian delegate said no.", "Der Delegierte Norwegens sagte Nein."),
        ("Every Norwegian delegate was tired.", "Jeder norwegische Delegierte war müde."),
        ("The Norwegian delegate went home.", "Der norwegische Delegierte ging nach Hause."),
    ];
    let found = names("de", &pairs, built_in("en", "de"));
    assert!(!found.iter().any(|n| n.source == "Norwegian delegate" && n.verdict == Verdict::True));
}

#[test]
fn one_word_for_several_offices_clashes_where_one_holder_has_two() {
    let verdict = |pairs: &[(&str, &str)]| name(&plain(pairs, &terms()), "governor").verdict;
    let of_one = [
        ("The governor of Sistan spoke of the drought.", "استاندار سیستان از خشکسالی سخن گفت."),
        ("Later the governor flew home.", "سپس فرماندار به خانه بازگشت."),
    ];
    assert_eq!(verdict(&of_one), Verdict::True);
    let of_two = [
        ("The governor of Sistan spoke of the drought.", "استاندار سیستان از خشکسالی سخن گفت."),
        ("The governor of Oregon flew home.", "فرماندار اورگن به خانه بازگشت."),
    ];
    assert_eq!(verdict(&of_two), Verdict::Consistent);
    let by_name = [
        ("Nasrin Kohdani, the governor, opened the bridge.", "نسرین کوهدانی، استاندار، پل را گشود."),
        ("They thanked Governor Kohdani for it.", "از فرماندار کوهدانی برای آن سپاسگزاری کردند."),
    ];
    assert_eq!(verdict(&by_name), Verdict::True);
}

#[test]
fn the_words_of_a_country_are_right_in_texts_about_it() {
    let abroad = [
        ("The interior minister of Norway resigned.", "وزیر کشور نروژ استعفا کرد."),
        ("Later the interior minister flew home.", "سپس وزیر کشور به خانه بازگشت."),
    ];
    let kabul = ("In Kabul the interior minister opened a road.", "در کابل وزیر داخله جاده‌ای را گشود.");
    // Ten units lie between the countries.
    let mut pairs = abroad.to_vec();
    pairs.extend([("It rained.", "باران آمد."); 12]);
    pairs.push(kabul);
    assert_ne!(name(&plain(&pairs, &terms()), "interior minister").verdict, Verdict::True);
    pairs.push(("The Taliban removed the interior minister.", "طالبان وزیر کشور را برکنار کرد."));
    assert_eq!(name(&plain(&pairs, &terms()), "interior minister").verdict, Verdict::True);
}

#[test]
fn letters_and_the_office_they_stand_for_are_one_title() {
    let found = plain(
        &[
            ("The chief executive officer left on Monday.", "مدیرعامل دوشنبه رفت."),
            ("The board praised the CEO for it.", "هیئت‌مدیره از مدیر ارشد اجرایی برای آن قدردانی کرد."),
        ],
        &terms(),
    );
    assert_eq!(name(&found, "chief executive officer").verdict, Verdict::True);
}
