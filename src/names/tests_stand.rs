//! Whole cases about titles that no table renders: what stands in their place, and what does not.

use super::tests::{name, names, units};
use crate::lexicon::Lexicon;
use crate::model::{Lang, Name, VariantClass};
use crate::names::{Options, find};
use glossary::data::built_in;
use glossary::term::{Kind, Term};

fn terms() -> Vec<Term> {
    built_in("en", "fa").to_vec()
}

/// A title the tables lack, with one rendering.
fn title(source: &str, target: &str) -> Term {
    Term::new(source, target, Kind::Title, "en", "fa")
}

/// Finds names without a lexicon: a few sentences teach too little.
fn plain(pairs: &[(&str, &str)], terms: &[Term]) -> Vec<Name> {
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    find(&units("fa", pairs), &en, &fa, terms, &Lexicon::default(), &Options::default())
}

/// Returns the renderings of a name that are claimed to differ from the first.
fn variants(found: &[Name], source: &str) -> Vec<String> {
    let found = name(found, source);
    let claimed = |class| matches!(class, VariantClass::Wording | VariantClass::Spelling);
    found.renderings.iter().filter(|r| claimed(r.class)).map(|r| r.text.clone()).collect()
}

#[test]
fn words_between_a_name_and_its_country_stand_in() {
    let found = plain(
        &[
            ("The lake warden closed both harbours.", "نگهبان دریاچه هر دو بندر را بست."),
            ("Nobody asked the lake warden.", "هیچ‌کس از نگهبان دریاچه نپرسید."),
            ("Malta's lake warden, Doris Farrugia, laughed.", "دوریس فاروجیا، آب‌بان مالت، خندید."),
        ],
        &[terms(), vec![title("lake warden", "نگهبان دریاچه")]].concat(),
    );
    assert_eq!(variants(&found, "lake warden"), ["آب‌بان"]);
}

#[test]
fn words_before_what_it_is_the_office_of_stand_in() {
    let found = plain(
        &[
            ("The reeve signed the letter.", "داروغه نامه را امضا کرد."),
            ("They trusted the reeve.", "آنان به داروغه اعتماد داشتند."),
            ("The reeve of Oxford spoke.", "گزمه آکسفورد سخن گفت."),
        ],
        &[terms(), vec![title("reeve", "داروغه")]].concat(),
    );
    assert_eq!(variants(&found, "reeve"), ["گزمه"]);
}

#[test]
fn a_pronoun_is_no_rendering() {
    let found = plain(
        &[
            ("The reeve signed the letter.", "داروغه نامه را امضا کرد."),
            ("They trusted the reeve.", "آنان به داروغه اعتماد داشتند."),
            ("In Oxford the reeve spoke.", "او در آکسفورد سخن گفت."),
            ("The reeve answered at once.", "بی‌درنگ پاسخ داد."),
        ],
        &[terms(), vec![title("reeve", "داروغه")]].concat(),
    );
    assert_eq!(variants(&found, "reeve"), Vec::<String>::new());
}

#[test]
fn what_another_word_of_the_source_accounts_for_does_not_stand_in() {
    let found = plain(
        &[
            ("The reeve signed the letter.", "داروغه نامه را امضا کرد."),
            ("They trusted the reeve.", "آنان به داروغه اعتماد داشتند."),
            ("The reeve of Oxford lost a bridge.", "پل آکسفورد از دست رفت."),
        ],
        &[terms(), vec![title("reeve", "داروغه")]].concat(),
    );
    assert_eq!(variants(&found, "reeve"), Vec::<String>::new());
}

#[test]
fn a_longer_title_keeps_the_place_of_the_one_in_it() {
    let found = plain(
        &[
            ("The reeve signed the letter.", "داروغه نامه را امضا کرد."),
            ("They trusted the reeve.", "آنان به داروغه اعتماد داشتند."),
            ("The harbour reeve of Oxford spoke.", "بندربان آکسفورد سخن گفت."),
            ("A harbour reeve came.", "بندربانی آمد."),
        ],
        &[terms(), vec![title("reeve", "داروغه"), title("harbour reeve", "بندربان")]].concat(),
    );
    assert_eq!(variants(&found, "reeve"), Vec::<String>::new());
    assert_eq!(variants(&found, "harbour reeve"), Vec::<String>::new());
}

#[test]
fn two_renderings_that_no_table_has_are_found_by_coming_back() {
    let found = plain(
        &[
            ("The reeve of Oxford spoke.", "داروغه آکسفورد سخن گفت."),
            ("The reeve of Cambridge spoke.", "داروغه کمبریج سخن گفت."),
            ("Canada praised the reeve of Bristol.", "کانادا داروغه بریستول را ستود."),
            ("The reeve of Birmingham spoke.", "گزمه بیرمنگام سخن گفت."),
            ("Canada’s reeve spoke.", "گزمه کانادا سخن گفت."),
        ],
        &[terms(), vec![title("reeve", "کلانتربان")]].concat(),
    );
    // Reeves of two towns are two bearers of one title; the renderings are there to compare.
    assert_eq!(name(&found, "reeve").renderings[0].text, "داروغه");
    assert_eq!(variants(&found, "reeve"), ["گزمه"]);
}

#[test]
fn a_part_of_a_rendering_is_widened_by_what_comes_back() {
    let found = names(
        "fa",
        &[
            ("A shop steward from the port came.", "نماینده کارگاه از بندر آمد."),
            ("The shop steward asked for bread.", "نماینده کارگاه نان خواست."),
            ("Nobody knew the shop steward.", "کسی نماینده صنفی را نمی‌شناخت."),
            ("The shop steward of Oxford slept.", "نماینده صنفی آکسفورد خوابید."),
            ("A shop steward of the mine wept.", "نماینده صنفی معدن گریست."),
        ],
        &terms(),
    );
    let found = name(&found, "shop steward");
    let texts: Vec<&str> = found.renderings.iter().map(|r| r.text.as_str()).collect();
    assert!(texts.contains(&"نماینده صنفی") && texts.contains(&"نماینده کارگاه"), "{texts:?}");
}

#[test]
fn a_spelling_inside_a_longer_office_is_a_variant_and_chance_likeness_is_none() {
    let found = plain(
        &[
            ("The chancellor opened the bridge.", "صدراعظم پل را افتتاح کرد."),
            ("They met the chancellor.", "آنان با صدراعظم دیدار کردند."),
            ("An assistant chancellor signed it.", "دستیار چنسلر آن را امضا کرد."),
        ],
        &terms(),
    );
    assert_eq!(variants(&found, "chancellor"), ["چنسلر"]);
}

#[test]
fn words_that_fill_the_gap_between_two_renderings_stand_in() {
    let found = names(
        "fa",
        &[
            ("The chief whip counted the votes.", "مسئول انضباط حزبی رأی‌ها را شمرد."),
            ("Everybody feared the chief whip.", "همه از مسئول انضباط حزبی می‌ترسیدند."),
            (
                "They heard that the chief whip threatened nobody.",
                "شنیدند که تازیانه‌دار ارشد تهدید نکرده است.",
            ),
            ("She said that the bridge was old.", "گفت که پل کهنه است."),
            ("He believes that the bridge will fall.", "باور دارد که پل خواهد افتاد."),
            ("We know that nobody came.", "می‌دانیم که کسی نیامد."),
        ],
        &terms(),
    );
    assert_eq!(variants(&found, "chief whip"), ["تازیانه‌دار ارشد"]);
}

#[test]
fn an_office_of_two_words_that_no_term_knows_is_looked_for_too() {
    let found = plain(
        &[
            ("The garden minister of Canada came.", "وزیر بوستان کانادا آمد."),
            ("A garden minister of Canada wept.", "وزیر بوستان کانادا گریست."),
            ("The garden minister of Malta slept.", "متولی مالت خوابید."),
        ],
        &terms(),
    );
    assert_eq!(variants(&found, "garden minister"), ["متولی"]);
}
