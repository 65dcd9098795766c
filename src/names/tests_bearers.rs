//! Whole cases about who or what a name means: people named like countries, days, countries and their peoples.

use super::tests::{name, names};
use crate::model::{Name, Verdict};
use glossary::data::built_in;

fn found(pairs: &[(&str, &str)]) -> Vec<Name> {
    names("fa", pairs, built_in("en", "fa"))
}

#[test]
fn a_person_named_like_a_country_is_another_bearer() {
    let found = found(&[
        ("The players thanked Peter Jordan.", "بازیکنان از پیتر جردن تشکر کردند."),
        ("Jordan scored twice.", "جردن دو گل زد."),
        ("The king of Jordan flew to Cairo.", "شاه اردن به قاهره پرواز کرد."),
        ("Jordan shares a border with Syria.", "اردن با سوریه مرز دارد."),
        ("Chad Morrison won the race.", "چد موریسون برنده مسابقه شد."),
        ("Soldiers from Chad arrived.", "سربازانی از چاد رسیدند."),
    ]);
    assert_eq!(name(&found, "Jordan").verdict, Verdict::Bearer);
    assert_eq!(name(&found, "Chad").verdict, Verdict::Bearer);
}

#[test]
fn a_country_spelled_in_two_ways_still_clashes() {
    let found = found(&[
        ("Soldiers from Chad arrived.", "سربازانی از چاد رسیدند."),
        ("The border with Chad is closed.", "مرز با چاد بسته است."),
        ("Nobody in Chad was asked.", "از کسی در چد نپرسیدند."),
    ]);
    assert_eq!(name(&found, "Chad").verdict, Verdict::True);
}

#[test]
fn a_king_is_told_from_others_of_his_first_name() {
    let found = found(&[
        ("King Charles visited the museum.", "شاه چارلز از موزه دیدن کرد."),
        ("Charles Delmas was named best actor.", "شارل دلما بهترین بازیگر شد."),
        ("They saw Charles Delmas on the stage.", "شارل دلما را روی صحنه دیدند."),
    ]);
    assert_eq!(name(&found, "Charles").verdict, Verdict::Bearer);
}

#[test]
fn a_word_beside_a_day_is_no_day() {
    let found = found(&[
        ("Prices rose by six per cent on Thursday.", "قیمت‌ها پنجشنبه شش درصد بالا رفت."),
        ("Shares fell two per cent on Thursday.", "سهام پنجشنبه دو درصد افت کرد."),
        ("On Thursday inflation stood at nine per cent.", "تورم به نه درصد رسید."),
    ]);
    let texts: Vec<&str> = name(&found, "Thursday").renderings.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts, ["پنجشنبه"]);
}

#[test]
fn a_day_for_another_day_is_found() {
    let found = found(&[
        ("The shop closes on Saturday.", "فروشگاه شنبه تعطیل می‌شود."),
        ("They came on Saturday.", "شنبه آمدند."),
        ("The vote is on Saturday.", "رأی‌گیری دوشنبه است."),
    ]);
    assert_eq!(name(&found, "Saturday").verdict, Verdict::True);
}

#[test]
fn a_country_and_its_people_are_no_variants() {
    let found = found(&[
        ("A French teenager won the match.", "نوجوانی فرانسوی مسابقه را برد."),
        ("The French police came.", "پلیس فرانسه آمد."),
    ]);
    assert_ne!(name(&found, "French").verdict, Verdict::True);
}

#[test]
fn letters_of_an_arabic_keyboard_are_the_texts_not_the_names() {
    let found = found(&[
        ("The talks in Zurich ended.", "مذاکرات در زوریک پایان یافت."),
        ("They met in Zurich.", "آن‌ها در زوریک دیدار کردند."),
        ("Nobody lives in Zurich.", "هيچ‌كس در زوريك زندگي نمي‌كند."),
    ]);
    assert_eq!(name(&found, "Zurich").verdict, Verdict::Consistent);
}

#[test]
fn the_sort_of_a_thing_before_its_name_is_no_variant() {
    let found = found(&[
        ("Veltrin moved to Basel.", "ولترین به بازل رفت."),
        ("Shares in Veltrin rose.", "سهام شرکت ولترین بالا رفت."),
        ("Nobody at Veltrin answered.", "در ولترین کسی پاسخ نداد."),
        ("Amnesty International was asked.", "از عفو بین‌الملل پرسیدند."),
        ("They wrote to Amnesty International.", "آنان به سازمان عفو بین‌الملل نامه نوشتند."),
    ]);
    assert!(found.iter().all(|n| n.verdict != Verdict::True), "{found:?}");
}

#[test]
fn one_letter_more_is_another_spelling() {
    let found = found(&[
        ("Hana Dalavard spoke first.", "اول هانا دالاوار سخن گفت."),
        ("They thanked Hana Dalavard.", "از هانا دالاوار تشکر کردند."),
        ("Then Dalavard left.", "سپس دالاوارد رفت."),
    ]);
    assert_eq!(name(&found, "Dalavard").verdict, Verdict::True);
}

#[test]
fn two_places_of_one_name_are_two_bearers() {
    let found = found(&[
        ("They bought two houses in Georgia.", "آن‌ها دو خانه در جورجیا خریدند."),
        ("Voters in Georgia waited for hours.", "رأی‌دهندگان جورجیا ساعت‌ها منتظر ماندند."),
        ("The director was born in a village in Georgia.", "کارگردان در روستایی در گرجستان زاده شد."),
    ]);
    assert_ne!(name(&found, "Georgia").verdict, Verdict::True);
}

#[test]
fn a_common_word_is_no_newspaper() {
    let found = found(&[
        ("The sun rose over the far post.", "خورشید بر دیرک دورتر تابید."),
        ("He hit the far post.", "توپ را به تیرک دورتر زد."),
        ("The sun set early.", "آفتاب زود غروب کرد."),
    ]);
    assert!(found.iter().all(|n| n.source != "The sun" && n.source != "far post"), "{found:?}");
}

#[test]
fn a_full_name_that_stands_once_is_listed() {
    let found = found(&[
        ("The captain, Declan Rafferty, survived.", "دکلان رفرتی، ناخدا، جان به در برد."),
        ("Later Judge Alvin Haverkamp spoke.", "سپس قاضی الوین هاورکمپ سخن گفت."),
    ]);
    assert_eq!(name(&found, "Declan Rafferty").renderings[0].text, "دکلان رفرتی");
    assert_eq!(name(&found, "Alvin Haverkamp").renderings[0].text, "الوین هاورکمپ");
}

#[test]
fn an_actor_is_no_capital() {
    let found = found(&[
        ("Denzel Washington accepted the prize.", "دنزل واشینگتن جایزه را پذیرفت."),
        ("Talks will resume in Washington.", "گفت‌وگوها در واشنگتن از سر گرفته می‌شود."),
        ("Nobody in Washington answered.", "در واشنگتن کسی پاسخ نداد."),
    ]);
    assert_eq!(name(&found, "Washington").verdict, Verdict::Bearer);
}
