//! Sentences of our own for every rule, and properties of the spans.

use super::kind::is_space;
use super::*;
use crate::model::Lang;
use proptest::prelude::*;

/// Checks that the sentences, joined with spaces, are cut where they were joined.
fn check(lang: &str, sentences: &[&str]) {
    let text = sentences.join(" ");
    let found: Vec<&str> = split(&text, &Lang::new(lang)).into_iter().map(|s| &text[s]).collect();
    assert_eq!(found, sentences, "{lang}");
}

#[test]
fn titles_ranks_and_initials() {
    check("en", &["Dr. Sohrabi met Gen. P. T. Barnes at Mt. Damavand.", "Both slept well."]);
    check("en", &["The baker, like his wife and I.", "We had waited."]);
    check("en", &["We tested sample C.", "The rest was lost."]);
    check("fa", &["خانم ن. ر. محمودی نقشه را کشید.", "پل سال بعد ساخته شد."]);
}

#[test]
fn abbreviations_that_may_end() {
    check("en", &["The shop moved to the U.S. in spring.", "Its owner lives in the U.K.", "He likes rain."]);
    check("en", &["The ferry leaves at 7 p.m. on Sundays.", "We came at 9 a.m.", "Tickets were gone."]);
    check("en", &["At 8 a.m. Ms. Lang opened the shop.", "It smelled of bread."]);
    check("en", &["See No. 12, p. 44 and Fig. 3 for the plan.", "It is old."]);
    check("fa", &["این تپه از ۳۲۰۰ ق.م. تا امروز مسکونی بوده است.", "باستان‌شناسان شگفت‌زده شدند."]);
    check("fa", &["نک. ص. ۴۵ و ج. ۲ همان اثر.", "عکس‌ها در پایان آمده است."]);
}

#[test]
fn numbers_addresses_and_references() {
    check("en", &["Rain fell 12.5 mm in 3.2 hours.", "10 roads were closed."]);
    check("en", &["Write to tea.shop@mail.example or see https://tea.example/a.b?c=1.", "We answer soon."]);
    check("en", &["Bees sleep at night. [4-6]", "Wasps do not."]);
    check("fa", &["بهای نان ۲.۵ برابر شد.", "مردم صف کشیدند."]);
}

#[test]
fn ellipses() {
    check("en", &["The engine coughed… and died.", "We walked home..."]);
    check("en", &["He waited, and waited...", "Then the bell rang."]);
    check("fa", &["نان، پنیر، گردو و… روی میز بود.", "همه گرسنه بودیم."]);
}

#[test]
fn quotations_and_brackets() {
    check("en", &["“Is the kettle on?” my aunt asked.", "It was."]);
    check("en", &["“Sit down.", "Drink your tea,” she said."]);
    check("en", &["The bridge (built in 1902. rebuilt later) stands.", "Go and see it."]);
    check("en", &["It was late.", "(Nobody had a watch.)", "We left."]);
    check("fa", &["«کتری جوش آمد؟» مادربزرگ پرسید.", "کسی پاسخ نداد."]);
    check("fa", &["او گفت: «باران بند آمد.»", "همه بیرون رفتند."]);
}

#[test]
fn no_break_at_colon_semicolon_or_comma() {
    check("fa", &["سه چیز آوردند: نان، نمک؛ و کمی آب.", "شب شد."]);
    check("en", &["Bring three things: bread; salt; water.", "Night fell."]);
}

#[test]
fn lists_in_a_line() {
    check("en", &["1.) Wash the rice", "2.) Boil the water", "3.) Wait"]);
    check("fa", &["۱. برنج را بشویید.", "۲. آب را بجوشانید.", "۳. صبر کنید."]);
    check("en", &["Chapter II. The Kitchen"]);
}

#[test]
fn marks_written_in_the_text() {
    check("en", &["<i>The rice is done.</i>", "Call the others."]);
    check("en", &["Read [the recipe.](http://tea.example/r.html)", "It is short."]);
    check("en", &["**Stir it well.**", "Then rest."]);
}

#[test]
fn other_languages() {
    check("de", &["Am 3. Oktober kam Frau Dr. Weiß, z. B. mit Kuchen.", "Wir aßen alles."]);
    check("fr", &["M. Dupont habite av. Foch, cf. p. 12.", "Il est tard."]);
    check("es", &["¿Viene el Sr. Ruiz?", "¡Claro que sí!", "Trae pan, queso, etc. para todos."]);
    check("ru", &["А. П. Чехов родился в 1860 г. в Таганроге, т. е. на юге.", "Он был врачом."]);
    check("tr", &["Prof. Dr. Ayşe Kaya 19. yüzyılı anlattı.", "Salon doluydu."]);
    check("hi", &["आज बारिश हुई।", "हम घर पर रहे।"]);
    check("ur", &["آج بارش ہوئی۔", "ہم گھر پر رہے۔"]);
    check("hy", &["Այսօր անձրև եկավ։", "Մենք տանը մնացինք։"]);
    check("el", &["Πού είναι το ψωμί;", "Στο τραπέζι."]);
    let zh = "今天下雨了。我们在家。你呢？";
    assert_eq!(split(zh, &Lang::new("zh")).len(), 3);
    let ja = "「雨だ。寒い。」と父が言った。母は笑った。";
    assert_eq!(split(ja, &Lang::new("ja")).len(), 2);
}

#[test]
fn lower_case_after_a_whole_word() {
    check("fr", &["Le marché ouvre dimanche prochain.", "on y trouve du miel."]);
    check("tr", &["Annem bütün gün mutfakta çalıştı.", "akşam erkenden uyudu."]);
    check("el", &["Ο φούρνος άνοιξε σήμερα.", "το ψωμί ήταν ζεστό."]);
    check("nl", &["De thee was klaar.", "...dus iedereen ging weer zitten."]);
    check("it", &["Il reparto chirurg. apre alle otto."]);
    check("de", &["Die Stadt hat ca. zehn Brunnen, bzw. elf."]);
}

#[test]
fn numbers_that_are_no_ordinals() {
    check("tr", &["Sayfa on ikide, satır 2.", "3 elma alındı."]);
    check("de", &["Am 12. 05. 2020 regnete es.", "Danach nicht."]);
    check("ru", &["В июне 1998 г. Анна жила у моря.", "Ей там нравилось."]);
    check("ru", &["Дом построен в 1898 г.", "Сад моложе."]);
}

#[test]
fn marks_that_open_no_sentence() {
    check("kk", &["(«Дала», 3 мамыр 2011 жыл. № 12).", "Мақала қысқа."]);
    check("it", &["\"La neve scende. / La casa tace. / Il fuoco canta.\""]);
    check("bg", &["Мостът стои вече 150 г. Асен мина по него.", "Беше студено."]);
    check("sk", &["„Prší už tretí deň. Zostaneme doma,“ povedala babka.", "Nikto nenamietal."]);
    check("da", &["Jeg ved det ikke ... I må selv vælge.", "Vi venter."]);
    let text = "The oven rested. . . . The bread did not.";
    let found: Vec<&str> = split(text, &Lang::new("en")).into_iter().map(|s| &text[s]).collect();
    assert_eq!(found, ["The oven rested.", ". . . The bread did not."]);
}

#[test]
fn questions_in_a_row_and_missing_white_space() {
    check("kk", &["Бұл кім?", "не?"]);
    for (lang, text) in [
        ("ru", "Дождь кончился.Ветер стих."),
        ("ja", "もう朝?9時に出ます。"),
        ("ja", "楽しい店です!また来ます。"),
    ] {
        assert_eq!(split(text, &Lang::new(lang)).len(), 2, "{text}");
    }
    assert_eq!(split("Use java.lang.String here.", &Lang::new("de")).len(), 1);
}

#[test]
fn invisible_space_and_direction_marks() {
    let text = "It rained.\u{2009}\u{200b}We stayed. \u{200f}Good.";
    assert_eq!(split(text, &Lang::new("en")).len(), 3);
    assert!(split(" \u{200b}\n ", &Lang::new("en")).is_empty());
}

#[test]
fn sentences_of_many_languages() {
    let mut wrong = Vec::new();
    for line in include_str!("cases.tsv").lines().filter(|l| !l.starts_with('#')) {
        let (lang, sentences) = line.split_once('\t').unwrap();
        let text = sentences.replace("¦¦", "").replace('¦', " ");
        let found: Vec<&str> = split(&text, &Lang::new(lang)).into_iter().map(|s| &text[s]).collect();
        if found != sentences.replace("¦¦", "¦").split('¦').collect::<Vec<_>>() {
            wrong.push(format!("{lang}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_that_no_mark_parts() {
    check("tr", &["Yeni köprü için imzalar atıldı", "Bu köprü iki yakayı birleştirecek."]);
    check("en", &["Getting there and away", "This ferry runs daily."]);
    check("en", &["https://tea.example/a", "https://tea.example/b"]);
    check("en", &["Ann Lee", "08/16/2000 12:05 PM", "I wanted to ask you."]);
    check("fr", &["trois œufs et du sucre ;", "Il faut les battre."]);
    check("en", &["Tea, black or green; The Crown serves both."]);
    check("en", &["We heard (as ever This is said) nothing."]);
}

#[test]
fn an_item_inside_an_address_cuts_nothing() {
    let text = "We sell tea.](cups! 1.) The first item. 2.) The second item.";
    let found: Vec<&str> = split(text, &Lang::new("en")).into_iter().map(|s| &text[s]).collect();
    assert_eq!(found, ["We sell tea.](cups! 1.)", "The first item.", "2.) The second item."]);
}

#[test]
fn a_mark_on_a_terminator_stays_with_it() {
    let text = "朝だね！\u{741}行く。";
    let found: Vec<&str> = split(text, &Lang::new("ja")).into_iter().map(|s| &text[s]).collect();
    assert_eq!(found, ["朝だね！\u{741}", "行く。"]);
    assert_eq!(split("ね！\u{741}", &Lang::new("ja")), [0..8]);
}

proptest! {
    #[test]
    fn spans_cover_all_text_in_order(text in "[a-zA-Z .!?…؟۔،«»“”\"'()\\[\\]0-9\u{200b}\u{200c}\u{301}\u{741}\r\n。！」ابپم]{0,80}", lang in "(en|fa|de|ja|el|hy|und)") {
        let spans = split(&text, &Lang::new(lang));
        let mut at = 0;
        for span in &spans {
            prop_assert!(span.start >= at && span.start < span.end);
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            prop_assert!(text[at..span.start].chars().all(is_space), "{:?} between", &text[at..span.start]);
            at = span.end;
        }
        prop_assert!(text[at..].chars().all(is_space));
        for span in &spans {
            for end in [span.start, span.end] {
                let mut cursor = unicode_segmentation::GraphemeCursor::new(end, text.len(), true);
                prop_assert!(cursor.is_boundary(&text, 0).unwrap_or(true), "cut at {end} in {text:?}");
            }
        }
    }

    #[test]
    fn any_text_is_split(text in any::<String>(), lang in "(en|fa|ar|zh|ru|el|hy|tr|xx)") {
        let spans = split(&text, &Lang::new(lang));
        prop_assert!(spans.windows(2).all(|w| w[0].end <= w[1].start));
    }
}
