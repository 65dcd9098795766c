//! Joins the forms of one rendering and tells renderings apart.

use super::accepted::{self, Acceptance};
use super::capital;
use super::class;
use super::corpus::Corpus;
use super::link::{Link, Why};
use super::runs::{Key, Spot};
use super::speech::{self, Sounding};
use super::table::Head;
use super::token::Gap;
use crate::model::{NameKind, VariantClass};
use glossary::fold::{Level, fold};
use std::collections::BTreeMap;

/// Likeness from which two accepted renderings of a people are spellings of one word.
const ONE_WORD: f32 = 0.75;

/// Likeness to the name from which a rendering spells it, and to a translation below which it is none.
const SPELLED: f32 = 0.66;
const ALIKE: f32 = 0.5;
/// How much more a rendering must be like the name than a translation that it resembles.
const CLEARER: f32 = 0.15;

/// Least letters of a prefix or of a part of a compound.
const LEAST_PART: usize = 3;

/// One rendering of a name: its links and how it differs from the first.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The most frequent form as written.
    pub(super) text: String,
    /// Every form with its count, most frequent first.
    pub(super) forms: Vec<(String, usize)>,
    pub(super) class: VariantClass,
    /// Which cluster of same words the group belongs to: groups of one cluster differ in writing only.
    pub(super) cluster: usize,
    pub(super) links: Vec<Link>,
}

/// Groups the links of a name by rendering, the majority first.
pub(super) fn group(corpus: &Corpus<'_>, links: Vec<Link>, key: &Key, head: Option<&Head>) -> Vec<Group> {
    let lang = corpus.target_lang.as_str();
    let mut forms: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    for link in links {
        forms.entry(form(corpus, &link)).or_default().push(link);
    }
    // Same words: equal letters, or forms of one word.
    let mut forms: Vec<(String, Vec<Link>)> = forms.into_iter().collect();
    forms.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.1[0].unit.cmp(&b.1[0].unit)).then(a.0.cmp(&b.0)));
    let keys: Vec<(String, String)> =
        forms.iter().map(|(text, _)| (fold(text, Level::Ortho), fold(text, Level::Skeleton))).collect();
    let sounds: Vec<Sounding> =
        key.words.iter().map(|&w| Sounding::new(corpus.source_words.text(w))).collect();
    // A name known by its sound has no endings: only what is written before it (و, ال, ב) makes no other rendering.
    let by_sound = corpus.caseless && head.is_none() && sounds.iter().all(Sounding::is_caseless);
    let bare: Option<Vec<String>> =
        by_sound.then(|| keys.iter().map(|(text, _)| bare_form(&sounds, text, lang)).collect());
    // A surname has no plural: شکوهیان is another name than شکوهی.
    let sounded = |links: &[Link]| {
        let spelt =
            |l: &Link| matches!(l.why, Why::Sound | Why::SoundAndLexicon | Why::Likeness | Why::Parts);
        links.iter().all(spelt) || key.kind == NameKind::Person
    };
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for i in 0..forms.len() {
        let same = |j: usize| {
            if let Some(bare) = &bare {
                return is_form(&bare[i], &bare[j], lang);
            }
            keys[i].1 == keys[j].1
                || speech::is_latin(&keys[i].0) == speech::is_latin(&keys[j].0)
                    && speech::same_word(&keys[i].0, &keys[j].0, lang)
                    && !(sounded(&forms[i].1)
                        && sounded(&forms[j].1)
                        && speech::is_weak_plural(&keys[i].0, &keys[j].0, lang))
        };
        match clusters.iter().position(|members| members.iter().any(|&j| same(j))) {
            Some(at) => clusters[at].push(i),
            None => clusters.push(vec![i]),
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    // Letters of an Arabic keyboard are those of the whole text, not of the name in it.
    let typed: Vec<String> = forms.iter().map(|(text, links)| persian(corpus, text, links)).collect();
    for (number, members) in clusters.iter().enumerate() {
        let mut writings: Vec<(String, Vec<usize>)> = Vec::new();
        // The shortest skeleton is what all forms of the cluster share.
        let base = members.iter().map(|&i| keys[i].1.as_str()).min_by_key(|k| k.len()).unwrap_or_default();
        let (whole, other): (Vec<usize>, Vec<usize>) = members
            .iter()
            .partition(|&&i| core(&typed[i], base).is_some_and(|core| !is_umlauted(&typed[i], core, lang)));
        for i in whole {
            let core = core(&typed[i], base).unwrap_or(&typed[i]);
            match writings.iter_mut().find(|(other, _)| class::writing(other, core).is_none()) {
                Some((_, list)) => list.push(i),
                None => writings.push((core.to_owned(), vec![i])),
            }
        }
        // A form that lacks the common part as it stands (a broken plural) tells nothing about writing.
        match writings.first_mut() {
            Some((_, list)) => list.extend(other),
            None => writings.push((String::new(), other)),
        }
        for (_, list) in &mut writings {
            list.sort_unstable();
        }
        for (_, list) in writings {
            let text = forms[list[0]].0.clone();
            let mut links: Vec<Link> = list.iter().flat_map(|&i| forms[i].1.iter().cloned()).collect();
            links.sort_by_key(|l| (l.unit, l.first));
            let forms = list.iter().map(|&i| (forms[i].0.clone(), forms[i].1.len())).collect();
            groups.push(Group { text, forms, class: VariantClass::Main, cluster: number, links });
        }
    }
    // Majority by cluster, then by group.
    let mut weight = vec![0; clusters.len()];
    for group in &groups {
        weight[group.cluster] += group.links.len();
    }
    groups.sort_by(|a, b| {
        weight[b.cluster]
            .cmp(&weight[a.cluster])
            .then(a.cluster.cmp(&b.cluster))
            .then(b.links.len().cmp(&a.links.len()))
            .then(a.links[0].unit.cmp(&b.links[0].unit))
    });
    let name: Vec<&str> = key.words.iter().map(|&w| corpus.source_words.text(w)).collect();
    let guessed = glossary::data::lexicon(&corpus.source_lang, &corpus.target_lang).is_empty();
    classify(&mut groups, key, lang, &sounds, &Sounding::new(&name.concat()));
    if guessed {
        drop_guesses(&mut groups, lang);
    }
    accept(corpus, key, head, &mut groups);
    if by_sound {
        // Nothing but its sound tells a name without capitals: another wording is listed and no claim.
        let other = groups.iter_mut().filter(|g| g.class == VariantClass::Wording);
        other.for_each(|g| g.class = VariantClass::ChooseOne);
    }
    groups
}

/// Returns whether two spellings of a name are one, but for an ending of what is made of it (لندن, لندنی).
fn is_form(a: &str, b: &str, lang: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|rest| {
        rest.is_empty() || speech::is_ending(rest, lang) && !speech::is_weak_plural(a, b, lang)
    })
}

/// Returns the letters of a folded rendering without what is written before each word that sounds like one of the name.
fn bare_form(sounds: &[Sounding], text: &str, lang: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |(i, word): (usize, &&str)| match sounds {
        [one] if i == 0 => one.bare(word, lang).to_owned(),
        many if many.len() == words.len() => many[i].bare(word, lang).to_owned(),
        _ => (*word).to_owned(),
    };
    fold(&words.iter().enumerate().map(bare).collect::<String>(), Level::Skeleton)
}

/// Returns a rendering in Persian letters where every text around it is written in the letters of an Arabic keyboard.
fn persian(corpus: &Corpus<'_>, text: &str, links: &[Link]) -> String {
    const ARABIC: [char; 2] = ['ي', 'ك'];
    let foreign = |l: &Link| {
        let (whole, own) = (corpus.texts[l.unit as usize].1, corpus.target_range(l.unit as usize, l.words()));
        let around = whole[..own.start].contains(ARABIC) || whole[own.end..].contains(ARABIC);
        around && !whole.contains(['ی', 'ک'])
    };
    if matches!(corpus.target_lang.as_str(), "fa" | "prs")
        && text.contains(ARABIC)
        && links.iter().all(foreign)
    {
        text.replace(ARABIC[0], "ی").replace(ARABIC[1], "ک")
    } else {
        text.to_owned()
    }
}

/// Returns what a link's words are written like; a part of a German compound without the hyphens that the compound asks
/// for (Champions-League-Spiel).
fn form(corpus: &Corpus<'_>, link: &Link) -> String {
    let text = corpus.target_text(link.unit as usize, link.words());
    let next = corpus.target(link.unit as usize).get(link.end as usize);
    if corpus.target_lang == "de" && next.is_some_and(|w| w.gap == Gap::Hyphen) {
        text.replace('-', " ")
    } else {
        text.to_owned()
    }
}

/// Returns whether a German form has a vowel that its ending changed (Europäer): it tells nothing about writing.
fn is_umlauted(form: &str, core: &str, lang: &str) -> bool {
    lang == "de" && core.len() < form.len() && core.to_lowercase().contains(['ä', 'ö', 'ü'])
}

/// Withdraws other wordings that only the words' company speaks for: seen once and without a word of the main rendering.
///
/// With a dictionary of the two languages such a wording is one that its words translate; without, it is a guess.
fn drop_guesses(groups: &mut [Group], lang: &str) {
    let Some((main, others)) = groups.split_first_mut() else { return };
    let own = words(&main.text, lang);
    for other in others.iter_mut().filter(|g| g.class == VariantClass::Wording) {
        let guess = |l: &Link| match l.why {
            Why::Words => other.links.len() == 1,
            Why::Likeness => true,
            Why::Lexicon => own.len() == 1,
            _ => false,
        };
        let shares = |w: &String| own.iter().any(|o| speech::same_word(o, w, lang));
        if other.links.iter().all(guess) && !words(&other.text, lang).iter().any(shares) {
            other.class = VariantClass::ShortForm;
        }
    }
}

/// Sets the class of every group against the first; `sounds` are the words of the name, `whole` all of them as one.
fn classify(groups: &mut [Group], key: &Key, lang: &str, sounds: &[Sounding], whole: &Sounding) {
    let head_first = speech::is_head_first(lang);
    let Some((main, others)) = groups.split_first_mut() else { return };
    main.class = VariantClass::Main;
    let skeleton = |text: &str| fold(text, Level::Skeleton);
    for other in others {
        other.class = if other.cluster == main.cluster {
            let (a, b) = (skeleton(&main.text), skeleton(&other.text));
            let base = if a.len() <= b.len() { a } else { b };
            core(&main.text, &base)
                .zip(core(&other.text, &base))
                .and_then(|(a, b)| class::writing(a, b))
                .unwrap_or(VariantClass::Letters)
        } else {
            let (a, b) = (words(&main.text, lang), words(&other.text, lang));
            // A translated name is shortened behind its head: شورای ملی for شورای ملی مقاومت, not مقاومت.
            let translated = |g: &Group| g.links.iter().any(|l| matches!(l.why, Why::Words | Why::Table));
            let head_first = head_first && key.words.len() > 1 && (translated(main) || translated(other));
            let same = |x: &str, y: &str| speech::same_word(x, y, lang) || class::derived(x, y, lang);
            let short = |long: &[String], short: &[String]| {
                holds(long, short, same)
                    && (!head_first || short.first().zip(long.first()).is_some_and(|(x, y)| same(x, y)))
            };
            let (x, y) = (skeleton(&main.text), skeleton(&other.text));
            // A prefix or suffix of another word (پسابرگزیت): the name itself is there. One letter more is a spelling.
            let inside = |long: &str, short: &str| {
                let surname = !translated(main) && speech::is_weak_plural(long, short, lang);
                let (letters, all) = (short.chars().count(), long.chars().count());
                // سنگاپورو: the space before *and* was lost. What is left of an inflected word must be a word: Хамфриз is
                // another spelling of Хамфри.
                let more = if inflects(lang) {
                    all >= letters + LEAST_PART
                } else {
                    all > letters + 1 || long.ends_with('و')
                };
                letters > 4 && more && !surname && (long.starts_with(short) || long.ends_with(short))
            };
            // Words that ran together: تجمعلدونالد ترامب.
            let glued = |words: &[String], other: &Group| {
                let long = words.concat();
                let letters = long.chars().count();
                let holds = |form: &String| {
                    let own = form.chars().count();
                    own >= 6 && letters >= own + LEAST_PART && long.contains(form.as_str())
                };
                other.forms.iter().map(|(form, _)| skeleton(form)).any(|form| holds(&form))
            };
            // What is left of a name may be the part that sounds like it: مارتین for سنت مارتین.
            let proper = |long: &[String], short: &[String]| {
                // A Persian ezafe tells the thing named from the place it is in: غرب ویرجینیا, ویرجینیای غربی.
                holds(long, short, |x, y| if inflects(lang) { same(x, y) } else { x == y })
                    && (short.iter().all(|w| sounds.iter().any(|s| s.likeness(w, lang, 0.8) > 0.0))
                        || whole.likeness(&short.concat(), lang, 0.8) > 0.0)
            };
            if inflects(lang)
                && (a.len() <= b.len() && glued(&a, other) || b.len() <= a.len() && glued(&b, main))
                || a.len() != b.len() && (short(&a, &b) || short(&b, &a) || proper(&a, &b) || proper(&b, &a))
                || a.len() == b.len() && (inside(&x, &y) || inside(&y, &x))
                || key.kind != NameKind::Person && class::derived(&main.text, &other.text, lang)
                || a.len() != b.len() && (class::is_sort(&a, &b, lang) || class::is_sort(&b, &a, lang))
                || key.is_title() && class::of_one_office(&a, &b, lang)
                || is_country(key.kind) && class::of_one_country(&x, &y, lang)
                || sounds.iter().any(Sounding::is_caseless) && class::of_one_nisba(&x, &y, lang)
                || key.words.len() == 1 && class::compounds(&main.text, &other.text, lang)
            {
                VariantClass::ShortForm
            } else {
                let own = key.words.len() == 1
                    && matches!(
                        key.kind,
                        NameKind::Person | NameKind::Place | NameKind::Demonym | NameKind::Language
                    );
                class::difference(&main.text, &other.text, sounds, own, lang)
            }
        };
    }
}

fn is_country(kind: NameKind) -> bool {
    kind == NameKind::Place || is_people(kind)
}

fn is_people(kind: NameKind) -> bool {
    matches!(kind, NameKind::Demonym | NameKind::Language)
}

/// Returns the folded words of a rendering that say something.
fn words(text: &str, lang: &str) -> Vec<String> {
    let all: Vec<String> = fold(text, Level::Ortho).split_whitespace().map(str::to_owned).collect();
    let content: Vec<String> = all.iter().filter(|w| !speech::is_function_word(w, lang)).cloned().collect();
    if content.is_empty() || !inflects(lang) { all } else { content }
}

/// Returns whether adjectives and cases of a language change a word by more than a letter; Persian does not.
pub(super) fn inflects(lang: &str) -> bool {
    !matches!(lang, "fa" | "prs")
}

/// Returns whether the words of `short` all stand in `long`, in their order and in any form.
fn holds(long: &[String], short: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
    let mut rest = long.iter();
    short.len() < long.len() && short.iter().all(|word| rest.any(|w| same(w, word)))
}

/// Softens what the table accepts: short forms and plurals are no variants, several names of a country are a choice.
fn accept(corpus: &Corpus<'_>, key: &Key, head: Option<&Head>, groups: &mut [Group]) {
    let lang = corpus.target_lang.as_str();
    let accepted: Vec<Option<Acceptance>> =
        groups.iter().map(|g| head.and_then(|h| accepted::accepts(&h.accepted, &g.text, lang))).collect();
    let calling = key.calling;
    let inflects = inflects(lang);
    let first = groups.first().map(|g| g.text.clone()).unwrap_or_default();
    let main = accepted.first().copied().flatten();
    let source: String = key.words.iter().map(|&w| corpus.source_words.text(w)).collect();
    let name = Sounding::new(&source);
    let local =
        matches!(key.kind, NameKind::Place | NameKind::Demonym | NameKind::Language | NameKind::Event);
    let is_copy = |text: &str| fold(text, Level::Skeleton) == fold(&source, Level::Skeleton);
    // English the surname, Georgia the state: spelled where the people or country is translated.
    let spelled = |group: &Group, accepted: Option<Acceptance>| {
        accepted.is_none() && head.is_some_and(|h| spells(&name, h, &group.text, lang))
    };
    let homographs = local && inflects && !speech::is_latin_script(lang);
    let main_spelled = homographs && groups.first().is_some_and(|g| spelled(g, main));
    // Where the source has a body's letters, letters are no variant of the full name.
    let letters = |l: &Link| {
        let spot = &key.spots[l.spot as usize];
        let text = |i: u16| corpus.source_words.text(corpus.source(l.unit as usize)[i as usize].form);
        spot.end - spot.first == 1 && capital::is_upper(text(spot.first))
    };
    let names_country = matches!(key.kind, NameKind::Place | NameKind::Demonym | NameKind::Language);
    for (group, accepted) in groups.iter_mut().zip(&accepted).skip(1) {
        if matches!(group.class, VariantClass::Letters | VariantClass::HalfSpace) {
            continue;
        }
        if key.words.len() > 1 && speech::is_latin(&group.text) && group.links.iter().all(letters) {
            group.class = VariantClass::ShortForm;
            continue;
        }
        // The commissioner of a police commissioner: another word for the longer office is no variant of the title.
        if key.is_title()
            && key.words.len() == 1
            && accepted.is_none()
            && group.class == VariantClass::Wording
            && name.likeness(&accepted::joined(&group.text), lang, SPELLED) == 0.0
            && group.links.iter().all(|l| is_in_office(corpus, &key.spots[l.spot as usize]))
        {
            group.class = VariantClass::ShortForm;
            continue;
        }
        let people = is_people(key.kind);
        group.class = match accepted {
            Some(Acceptance::Plural) => VariantClass::ShortForm,
            None if inflects && !calling && head.is_some_and(|h| is_part(h, &group.text, lang)) => {
                VariantClass::ShortForm
            }
            // A part of the very rendering that this is.
            Some(own)
                if inflects
                    && main.is_none()
                    && head.is_some_and(|h| is_part_of(h, &first, lang, |a| own.is(a.sense))) =>
            {
                VariantClass::ShortForm
            }
            Some(_) if key.kind == NameKind::Place && is_nisba(head, &group.text, lang) => {
                VariantClass::ShortForm
            }
            Some(_) if inflects && key.kind == NameKind::Event => VariantClass::ShortForm,
            // May the woman, Mai the month.
            Some(_) if main_spelled || key.kind == NameKind::Event && main.is_none() && is_copy(&first) => {
                VariantClass::ShortForm
            }
            None if homographs && !main_spelled && spelled(group, None) => VariantClass::ShortForm,
            // A slip of one letter and a word left in Latin are no synonyms.
            _ if calling && (inflects || group.class == VariantClass::Wording) => VariantClass::ChooseOne,
            // A derived adjective or a part of the name: both are right in their place.
            Some(_) if inflects && group.class == VariantClass::ShortForm => VariantClass::ShortForm,
            // The adjective beside the noun (немецкий, Германия); only spellings of one word are a choice.
            Some(Acceptance::Full(_))
                if people && inflects && speech::similar(&group.text, &first) < ONE_WORD =>
            {
                VariantClass::ShortForm
            }
            _ if main.is_none() => group.class,
            // Two surnames of one person are two spellings.
            Some(Acceptance::Short) if key.kind == NameKind::Person && main == Some(Acceptance::Short) => {
                group.class
            }
            Some(Acceptance::Short) => VariantClass::ShortForm,
            // فرانسه beside فرانسوی: the country where the other text has its people.
            Some(Acceptance::Full(_)) if names_country && group.class == VariantClass::ShortForm => {
                group.class
            }
            // Georgia in the Caucasus and in America: two rows of the table are two places.
            Some(Acceptance::Full(_))
                if key.kind == NameKind::Place
                    && head
                        .is_some_and(|h| accepted::of_two_rows(&h.accepted, &first, &group.text, lang)) =>
            {
                VariantClass::ShortForm
            }
            Some(Acceptance::Full(sense)) => match main {
                Some(Acceptance::Full(usual)) if key.is_title() && *sense == usual => VariantClass::ShortForm,
                Some(Acceptance::Full(_)) if names_country => VariantClass::ChooseOne,
                Some(Acceptance::Full(_)) => group.class,
                _ => VariantClass::ShortForm,
            },
            None => group.class,
        };
    }
}

/// Returns whether a noun before a title makes a longer office of it.
fn is_in_office(corpus: &Corpus<'_>, spot: &Spot) -> bool {
    let words = corpus.source(spot.unit as usize);
    let first = spot.first as usize;
    let before = first.checked_sub(1).filter(|_| words[first].gap == Gap::Space);
    before.is_some_and(|i| {
        let text = corpus.source_words.text(words[i].form);
        let style = [
            "current", "former", "incoming", "late", "new", "old", "outgoing", "senior", "then", "top",
            "young",
        ];
        !words[i].capital
            && text.chars().all(|c| c.is_alphabetic() || c == '-')
            && !capital::is_common(text)
            && !style.contains(&text)
    })
}

/// Returns whether a group spells a name that the table translates.
pub(super) fn is_spelled(corpus: &Corpus<'_>, key: &Key, head: &Head, group: &Group) -> bool {
    let source: String = key.words.iter().map(|&w| corpus.source_words.text(w)).collect();
    let lang = &corpus.target_lang;
    accepted::accepts(&head.accepted, &group.text, lang).is_none()
        && spells(&Sounding::new(&source), head, &group.text, lang)
}

fn spells(name: &Sounding, head: &Head, text: &str, lang: &str) -> bool {
    let key = fold(text, Level::Skeleton);
    let like = if speech::is_latin(&key) { 0.0 } else { name.likeness(&key, lang, SPELLED) };
    // جردن is somewhat like اردن and much more like the name.
    let other = |a: &accepted::Accepted| {
        speech::similar(&a.joined, &key) < ALIKE || name.likeness(&a.joined, lang, 0.0) < like - CLEARER
    };
    like > 0.0 && head.accepted.iter().all(other)
}

/// Returns whether a rendering is only some words of an accepted one: what was found of it, not another wording.
fn is_part(head: &Head, text: &str, lang: &str) -> bool {
    is_part_of(head, text, lang, |_| true)
}

/// Returns whether a rendering is only some words of one of the accepted ones that `of` admits.
fn is_part_of(head: &Head, text: &str, lang: &str, of: impl Fn(&accepted::Accepted) -> bool) -> bool {
    let words = accepted::words_of(text);
    head.accepted
        .iter()
        .filter(|a| of(a))
        .any(|a| holds(&a.words, &words, |x, y| speech::same_word(x, y, lang)))
}

/// Returns whether a rendering of a place is the Arabic adjective made of its name: أمريكي for أمريكا.
fn is_nisba(head: Option<&Head>, text: &str, lang: &str) -> bool {
    let key = accepted::joined(text);
    let made = ["ی", "یه", "یین", "یون"].iter().any(|end| key.ends_with(end));
    lang == "ar" && made && head.is_some_and(|h| h.accepted.iter().all(|a| !key.ends_with(&a.joined)))
}

/// Returns the part of a form that folds to `base`, at its beginning if it can be, `None` when there is none.
fn core<'t>(form: &'t str, base: &str) -> Option<&'t str> {
    let starts = form.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(i, _)| i).take(4);
    for start in starts {
        let ends = form[start..].char_indices().map(|(i, c)| start + i + c.len_utf8());
        for end in ends {
            let key = fold(&form[start..end], Level::Skeleton);
            if key == base {
                return Some(&form[start..end]);
            }
            if key.len() > base.len() {
                break;
            }
        }
    }
    None
}
