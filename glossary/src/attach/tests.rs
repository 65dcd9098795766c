use super::*;
use proptest::prelude::*;

fn moved(surface: &str, base: &str, new: &str, lang: &str) -> Option<String> {
    split_affixes(surface, base, lang)?.attach(new)
}

#[test]
fn persian_affixes_move_to_another_base() {
    for (surface, base, new, expected) in [
        ("خمینی‌ها", "خمینی", "خامنه‌ای", "خامنه‌ای‌ها"),
        ("خمینی", "خمینی", "آیت‌الله خمینی", "آیت‌الله خمینی"),
        ("هیئتهای", "هیئت", "کمیته", "کمیته‌های"),
        ("هیئت‌های", "هیئت", "کمیته", "کمیته‌های"),
        ("کمیتهٔ", "کمیته", "هیئت", "هیئت"),
        ("کمیتهٔ", "کمیته", "شورا", "شورای"),
        ("کمیته‌ی", "کمیته", "کمیسیون", "کمیسیون"),
        ("کمیته‌ی", "کمیته", "اتحادیه", "اتحادیه‌ی"),
        ("کمیتۀ", "کمیته", "اتحادیه", "اتحادیۀ"),
        ("شورای", "شورا", "کمیته", "کمیتهٔ"),
        ("شورای", "شورا", "مجلس", "مجلس"),
        ("ایرانی", "ایران", "آمریکا", "آمریکایی"),
        ("ایرانی‌ها", "ایران", "ترکیه", "ترکیه‌ای‌ها"),
        ("آمریکایی‌های", "آمریکا", "ایران", "ایرانی‌های"),
        ("نمایندگان", "نماینده", "وزیر", "وزیران"),
        ("وزیران", "وزیر", "نماینده", "نمایندگان"),
        ("نمایندگانش", "نماینده", "وزیر", "وزیرانش"),
        ("دولتشان", "دولت", "کابینه", "کابینه‌شان"),
        ("خانه‌اش", "خانه", "کتاب", "کتابش"),
        ("کتابش", "کتاب", "خانه", "خانه‌اش"),
        ("کتابش", "کتاب", "دعوا", "دعوایش"),
        ("مجلس‌را", "مجلس", "شورا", "شورا‌را"),
        ("وزیران امور خارجه", "وزیر امور خارجه", "وزیر خارجه", "وزیران خارجه"),
        ("وزير خارجه‌اي", "وزیر خارجه", "وزیر امور خارجه", "وزیر امور خارجه‌ای"),
        ("خانه های", "خانه", "کاخ", "کاخ های"),
    ] {
        assert_eq!(moved(surface, base, new, "fa").as_deref(), Some(expected), "{surface} → {new}");
    }
}

#[test]
fn arabic_clitics_move_to_another_base() {
    for (surface, base, new, expected) in [
        ("والرئيس", "الرئيس", "الوزير", "والوزير"),
        ("للرئيس", "الرئيس", "السفير", "للسفير"),
        ("للرئيس", "الرئيس", "اللواء", "للواء"),
        ("وبالحكومة", "الحكومة", "السلطة", "وبالسلطة"),
        ("والوزير", "وزير", "سفير", "والسفير"),
        ("لوزير", "وزير", "سفير", "لسفير"),
        ("لأوباما", "أوباما", "ترامب", "لترامب"),
        ("حكومتها", "حكومة", "وزارة", "وزارتها"),
        ("حكومات", "حكومة", "منظمة", "منظمات"),
        ("الرئيس الإيراني", "رئيس إيراني", "وزير إيراني", "الوزير الإيراني"),
        ("ولوزير الخارجية", "وزير الخارجية", "وزير الشؤون الخارجية", "ولوزير الشؤون الخارجية"),
    ] {
        assert_eq!(moved(surface, base, new, "ar").as_deref(), Some(expected), "{surface} → {new}");
    }
    assert_eq!(moved("حكومات", "حكومة", "رئيس الوزراء", "ar"), None);
    assert_eq!(moved("المدرسون", "المدرس", "الحكومة", "ar"), None);
}

#[test]
fn cases_move_where_only_one_form_can_be_meant() {
    for (lang, surface, base, new, expected) in [
        ("ru", "Путиным", "Путин", "Иванов", Some("Ивановым")),
        ("ru", "Путиным", "Путин", "Макрон", Some("Макроном")),
        ("ru", "Макроном", "Макрон", "Берлин", None),
        ("ru", "Трампу", "Трамп", "Мэй", Some("Мэю")),
        ("ru", "Москве", "Москва", "Самара", Some("Самаре")),
        ("ru", "Лондона", "Лондон", "Москва", None),
        ("ru", "Лондоном", "Лондон", "Осло", Some("Осло")),
        ("ru", "Белого дома", "Белый дом", "Белый зал", Some("Белого зала")),
        ("ru", "Верховного суда", "Верховный суд", "Высший суд", Some("Высшего суда")),
        ("ru", "Верховному суду", "Верховный суд", "Суд", None),
        ("ru", "президенту", "президент", "министр", Some("министру")),
        ("ru", "Президенту", "президент", "министр", Some("Министру")),
        ("ru", "Осло", "Осло", "Берген", None),
        ("uk", "Києва", "Київ", "Львів", None),
        ("de", "Merkels", "Merkel", "Scholz", None),
        ("de", "Merkels", "Merkel", "Kohl", Some("Kohls")),
        ("de", "Hans'", "Hans", "Peter", Some("Peters")),
        ("de", "Ministers", "Minister", "Präsident", Some("Präsidenten")),
        ("de", "Premierminister", "Premierminister", "Ministerpräsident", None),
        ("de", "Premierministers", "Premierminister", "Ministerpräsident", Some("Ministerpräsidenten")),
        ("de", "Präsidenten", "Präsident", "Minister", None),
        ("de", "Kanzlerinnen", "Kanzlerin", "Ministerin", Some("Ministerinnen")),
        ("en", "Obama's", "Obama", "President Obama", Some("President Obama's")),
        ("en", "secretaries", "secretary", "minister", Some("ministers")),
        ("en", "ministers'", "minister", "secretary", Some("secretaries'")),
        ("tr", "Ankara'nın", "Ankara", "İzmir", Some("İzmir'in")),
        ("tr", "İzmir'den", "İzmir", "Sivas", Some("Sivas'tan")),
        ("tr", "Türkiye’ye", "Türkiye", "Irak", Some("Irak’a")),
        ("tr", "bakanlığı", "bakanlık", "başkanlık", Some("başkanlığı")),
        ("tr", "başkanlara", "başkan", "müdür", Some("müdürlere")),
        ("tr", "Dışişleri Bakanına", "Dışişleri Bakanı", "Hariciye Nazırı", Some("Hariciye Nazırına")),
        ("tr", "Dışişleri Bakanı'nın", "Dışişleri Bakanı", "Hariciye Nazırı", Some("Hariciye Nazırı'nın")),
        ("tr", "müdürü", "müdür", "kitap", None),
        ("es", "ministros", "ministro", "juez", None),
    ] {
        assert_eq!(moved(surface, base, new, lang).as_deref(), expected, "{lang}: {surface} → {new}");
    }
}

#[test]
fn what_is_no_form_is_not_understood() {
    for (lang, surface, base) in [
        ("fa", "تهران", "ایران"),
        ("fa", "دادگاه عالی", "دیوان عالی"),
        ("fa", "بلفست", "بلفاست"),
        ("ar", "بوتين", "بوتن"),
        ("ru", "Трумп", "Трамп"),
        ("de", "Kanzleramt", "Kanzler"),
        ("tr", "Erdem", "Erdoğan"),
        ("en", "", "Obama"),
        ("xx", "Obamas", "Obama"),
    ] {
        assert_eq!(split_affixes(surface, base, lang), None, "{lang}: {surface} / {base}");
    }
}

#[test]
fn the_parts_are_those_of_the_text() {
    for (lang, surface, base, parts) in [
        ("fa", "کميته‌هايشان", "کمیته", ("", "کميته", "\u{200c}هايشان")),
        ("fa", "کمیتهٔ", "کمیته", ("", "کمیته", "ٔ")),
        ("ar", "وبالحكومة", "الحكومة", ("وبال", "حكومة", "")),
        ("ar", "والوزير", "وزير", ("وال", "وزير", "")),
        ("ar", "لوزارتها", "وزارة", ("ل", "وزار", "تها")),
        ("tr", "Ankara'nın", "Ankara", ("", "Ankara", "'nın")),
        ("ru", "Белого дома", "Белый дом", ("", "Белого дом", "а")),
    ] {
        let found = split_affixes(surface, base, lang).unwrap_or_else(|| panic!("{surface}"));
        assert_eq!((found.prefix(), found.stem(), found.suffix()), parts, "{surface}");
        assert!(!found.is_bare());
    }
}

proptest! {
    /// Whatever was understood goes back on its own base as it was.
    #[test]
    fn its_own_base_gives_the_surface_back(
        base in "[ا-ی]{2,5}(ه|ا|و|ی|)",
        tail in "(\u{200c}| |)(ها|های|هایی|هایشان|ان|گان|ی|یی|ای|اش|ش|مان|را|ٔ|)",
    ) {
        let surface = format!("{base}{tail}");
        if let Some(found) = split_affixes(&surface, &base, "fa") {
            prop_assert_eq!(found.attach(&base).unwrap(), surface.trim());
            prop_assert_eq!(format!("{}{}{}", found.prefix(), found.stem(), found.suffix()), surface.trim());
        }
    }

    #[test]
    fn nothing_breaks_on_any_text(surface in "\\PC{0,12}", base in "\\PC{0,8}", new in "\\PC{0,8}") {
        for lang in ["fa", "ar", "ru", "de", "tr", "en", "xx"] {
            if let Some(found) = split_affixes(&surface, &base, lang) {
                let _ = found.attach(&new);
                prop_assert_eq!(format!("{}{}{}", found.prefix(), found.stem(), found.suffix()), surface.trim());
            }
        }
    }
}
