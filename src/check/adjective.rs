//! Adjectives of countries and unions that are known by their initials: "US sanctions" is «تحریم‌های آمریکایی».

/// Initials without stops, language, and the stems of the adjective; sorted.
const ADJECTIVES: &[(&str, &str, &[&str])] = &[
    ("EU", "ar", &["أوروبي", "اوروبي"]),
    ("EU", "fa", &["اروپایی", "اروپائی"]),
    ("EU", "ru", &["европейск"]),
    ("UAE", "ar", &["إماراتي", "اماراتي"]),
    ("UAE", "fa", &["اماراتی"]),
    ("UK", "ar", &["بريطاني"]),
    ("UK", "de", &["britisch"]),
    ("UK", "fa", &["بریتانیایی", "انگلیسی"]),
    ("UK", "ru", &["британск"]),
    ("UN", "ar", &["أممي", "اممي"]),
    ("US", "ar", &["أمريكي", "أميركي", "امريكي", "اميركي"]),
    ("US", "de", &["amerikanisch"]),
    ("US", "fa", &["آمریکایی", "آمریکائی", "امریکایی"]),
    ("US", "ru", &["американск"]),
    ("USA", "ar", &["أمريكي", "أميركي", "امريكي", "اميركي"]),
    ("USA", "fa", &["آمریکایی", "آمریکائی", "امریکایی"]),
];

/// Returns whether the initials at `source` stand before the word they describe and the target has their adjective.
///
/// `lang` is the primary subtag of the target.
pub(crate) fn is_put_as_adjective(
    text: &str,
    source: std::ops::Range<usize>,
    target: &str,
    lang: &str,
) -> bool {
    let initials: String = text[source.clone()].chars().filter(|c| *c != '.').collect();
    let rest = &text[source.end..];
    let describes = rest.strip_prefix([' ', '-']).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let stems = ADJECTIVES.iter().find(|(i, l, _)| *i == initials && *l == lang).map(|(_, _, stems)| *stems);
    let lower = target.to_lowercase();
    describes && stems.is_some_and(|stems| stems.iter().any(|stem| lower.contains(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(ADJECTIVES.windows(2).all(|w| (w[0].0, w[0].1) < (w[1].0, w[1].1)));
    }

    #[test]
    fn initials_before_a_noun_may_be_an_adjective() {
        assert!(is_put_as_adjective("New U.S. sanctions", 4..8, "تحریم‌های تازهٔ آمریکایی", "fa"));
        assert!(is_put_as_adjective("A US leader", 2..4, "قائد أمريكي", "ar"));
        assert!(!is_put_as_adjective("He left the US.", 12..14, "او خاک آمریکایی را ترک کرد.", "fa"));
        assert!(!is_put_as_adjective("New U.S. sanctions", 4..8, "تحریم‌های تازهٔ آمریکا", "fa"));
    }
}
