//! What Persian writes behind a word: plural, ezafe, indefinite ی, clitics, را.

use crate::fold::{Level, fold, folded};

const ZWNJ: char = '\u{200C}';
const HAMZA_ABOVE: char = '\u{0654}';

/// What stands between a word and its affix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joiner {
    Nothing,
    HalfSpace,
    Space,
}

/// How the ezafe of a silent ه is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ezafe {
    /// هٔ
    Mark,
    /// ۀ, one character.
    Composed,
    /// ه‌ی, or ه ی.
    Letter,
    /// ی behind a vowel.
    Vowel,
}

/// One affix.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Unit {
    Ezafe(Ezafe),
    /// The ی of "a" or "of that place": ایرانی, آمریکایی, ترکیه‌ای.
    Ye,
    /// ها with what may follow it.
    Ha(&'static str),
    /// ان with what may follow it.
    An(&'static str),
    Clitic(&'static str),
    Ra,
}

/// The affixes of a word in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tail(Vec<(Joiner, Unit)>);

/// How the last letter of a word takes an affix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Final {
    SilentHe,
    /// ا or و as a vowel.
    Vowel,
    Ye,
    Consonant,
}

const CLITICS: [&str; 6] = ["مان", "تان", "شان", "م", "ت", "ش"];
const AFTER_HA: [&str; 8] = ["یمان", "یتان", "یشان", "یی", "یم", "یت", "یش", "ی"];

impl Tail {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns a base with these affixes, `None` where it cannot have them.
    pub(super) fn put_on(&self, base: &str) -> Option<String> {
        let mut out = base.to_owned();
        for (joiner, unit) in &self.0 {
            let end = final_of(&out);
            write(&mut out, unit, *joiner, end)?;
        }
        Some(out)
    }
}

/// Says whether a word of a text is an affix that was written apart.
pub(super) fn stands_apart(part: &str) -> bool {
    let key = fold(part, Level::Ortho);
    key.strip_prefix("ها").is_some_and(|rest| rest.is_empty() || AFTER_HA.contains(&rest))
        || matches!(key.as_str(), "ی" | "ای" | "ام" | "ات" | "اش" | "مان" | "تان" | "شان")
}

/// Says whether the ezafe of a silent ه is marked at the end of a text.
pub(super) fn has_mark(text: &str) -> bool {
    text.ends_with([HAMZA_ABOVE, 'ۀ', 'ۂ'])
}

/// Takes the affixes off the end of a text of one or more words.
pub(super) fn split(surface: &str, base: &str) -> Option<Tail> {
    let key = folded(surface, Level::Skeleton);
    let own = fold(base, Level::Skeleton);
    if own.is_empty() {
        return None;
    }
    if let Some(rest) = key.text().strip_prefix(own.as_str()) {
        if rest.is_empty() && has_mark(surface) == has_mark(base) {
            return Some(Tail(Vec::new()));
        }
        let at = if has_mark(surface) && rest.is_empty() {
            surface.char_indices().next_back().map_or(0, |(at, _)| at)
        } else {
            end_of_base(surface, key.raw_range(0..own.len()).end)
        };
        return read(surface, at, base, final_of(base));
    }
    // ه of the base became گ: نماینده, نمایندگان.
    let stem = own.strip_suffix('ه')?;
    let rest = key.text().strip_prefix(stem)?.strip_prefix("گان")?;
    let at = key.raw_range(0..key.text().len() - rest.len()).end;
    let mut units = vec![(Joiner::Nothing, Unit::An(""))];
    let all = letters(&surface[at..]);
    if !all.is_empty() && !tail(&mut units, &all, Final::Consonant) {
        return None;
    }
    Some(Tail(units))
}

/// Returns where the base ends in the surface: a mark of the ezafe belongs to what follows.
fn end_of_base(surface: &str, end: usize) -> usize {
    let base = &surface[..end];
    base.strip_suffix(HAMZA_ABOVE).map_or(end, str::len)
}

fn read(surface: &str, at: usize, base: &str, end: Final) -> Option<Tail> {
    let rest = letters(&surface[at..]);
    let mut units = Vec::new();
    // One character holds the ه and its mark.
    if surface[at..].starts_with('ۀ') && end == Final::SilentHe && !has_mark(base) {
        units.push((Joiner::Nothing, Unit::Ezafe(Ezafe::Composed)));
        return (rest == "ۀ").then_some(Tail(units));
    }
    tail(&mut units, &rest, end).then_some(Tail(units))
}

/// Returns an affix with Persian letters only, so that ي reads as ی.
fn letters(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            '\u{00A0}' => ' ',
            c => c,
        })
        .filter(|c| !matches!(c, '\u{064B}'..='\u{0652}' | '\u{0640}' | '\u{200E}' | '\u{200F}'))
        .collect()
}

/// Reads affixes until nothing is left; says whether all was understood.
fn tail(units: &mut Vec<(Joiner, Unit)>, rest: &str, end: Final) -> bool {
    if rest.is_empty() {
        return true;
    }
    for unit in candidates(end) {
        // ها behind a silent ه always stands apart: what it is joined with elsewhere is a half-space.
        let joiners = match (&unit, end) {
            (Unit::Ha(_), Final::SilentHe) => [Joiner::HalfSpace, Joiner::Nothing, Joiner::Space],
            _ => [Joiner::Nothing, Joiner::HalfSpace, Joiner::Space],
        };
        for joiner in joiners {
            let mut written = String::new();
            if write(&mut written, &unit, joiner, end).is_none() || written.is_empty() {
                continue;
            }
            let Some(after) = rest.strip_prefix(written.as_str()) else { continue };
            let (depth, next) = (units.len(), final_of(&written));
            let closes = matches!(unit, Unit::Ezafe(_) | Unit::Ra | Unit::Clitic(_));
            units.push((joiner, unit.clone()));
            let done = if closes && !after.is_empty() {
                read_ra(units, after, &unit)
            } else {
                tail(units, after, next)
            };
            if done && units.len() <= 3 {
                return true;
            }
            units.truncate(depth);
        }
    }
    false
}

/// Reads را behind a clitic.
fn read_ra(units: &mut Vec<(Joiner, Unit)>, rest: &str, before: &Unit) -> bool {
    let joiner = match rest {
        "را" => Joiner::Nothing,
        "\u{200C}را" => Joiner::HalfSpace,
        " را" => Joiner::Space,
        _ => return false,
    };
    units.push((joiner, Unit::Ra));
    matches!(before, Unit::Clitic(_))
}

/// Returns the affixes to try, longest first.
fn candidates(end: Final) -> Vec<Unit> {
    let mut all: Vec<Unit> = AFTER_HA.iter().map(|rest| Unit::Ha(rest)).collect();
    all.push(Unit::Ha(""));
    all.extend(["یشان", "شان", "ش", "ی"].map(Unit::An));
    all.push(Unit::An(""));
    all.extend(CLITICS.map(Unit::Clitic));
    match end {
        Final::SilentHe => all.extend([Unit::Ezafe(Ezafe::Mark), Unit::Ezafe(Ezafe::Letter), Unit::Ye]),
        Final::Vowel => all.extend([Unit::Ye, Unit::Ezafe(Ezafe::Vowel)]),
        Final::Ye | Final::Consonant => all.push(Unit::Ye),
    }
    all.push(Unit::Ra);
    // The longest reading wins: شان is no ش with something behind it.
    all
}

/// Writes an affix behind what is there; `None` where the language does not.
fn write(out: &mut String, unit: &Unit, joiner: Joiner, end: Final) -> Option<()> {
    let join = |out: &mut String, joiner| match joiner {
        Joiner::Nothing => {}
        Joiner::HalfSpace => out.push(ZWNJ),
        Joiner::Space => out.push(' '),
    };
    // Behind a silent ه nothing can be joined.
    let apart = if end == Final::SilentHe && joiner == Joiner::Nothing { Joiner::HalfSpace } else { joiner };
    match unit {
        Unit::Ezafe(style) => match (end, style) {
            (Final::SilentHe, Ezafe::Composed) if out.ends_with('ه') => {
                out.pop();
                out.push('ۀ');
            }
            (Final::SilentHe, Ezafe::Letter) => {
                if joiner == Joiner::Nothing {
                    return None;
                }
                join(out, joiner);
                out.push('ی');
            }
            (Final::SilentHe, _) => {
                if joiner != Joiner::Nothing && *style == Ezafe::Mark {
                    return None;
                }
                out.push(HAMZA_ABOVE);
            }
            (Final::Vowel, _) => {
                if *style == Ezafe::Vowel {
                    join(out, joiner);
                }
                out.push('ی');
            }
            // It is heard and not written.
            (Final::Ye | Final::Consonant, _) => {}
        },
        Unit::Ye => {
            match end {
                Final::SilentHe | Final::Ye => join(out, Joiner::HalfSpace),
                _ => join(out, joiner),
            }
            out.push_str(match end {
                Final::SilentHe | Final::Ye => "ای",
                Final::Vowel => "یی",
                Final::Consonant => "ی",
            });
        }
        Unit::Ha(rest) => {
            join(out, apart);
            out.push_str("ها");
            out.push_str(rest);
        }
        Unit::An(rest) => {
            match end {
                Final::SilentHe if out.ends_with('ه') => {
                    out.pop();
                    out.push('گ');
                }
                Final::SilentHe => return None,
                Final::Vowel => out.push('ی'),
                _ => {}
            }
            out.push_str("ان");
            out.push_str(rest);
        }
        Unit::Clitic(clitic) => {
            let short = clitic.chars().count() == 1;
            match end {
                Final::SilentHe => join(out, apart),
                _ => join(out, joiner),
            }
            match end {
                Final::SilentHe | Final::Ye
                    if short && (end == Final::SilentHe || joiner != Joiner::Nothing) =>
                {
                    out.push('ا');
                }
                Final::Vowel => out.push('ی'),
                _ => {}
            }
            out.push_str(clitic);
        }
        Unit::Ra => {
            join(out, apart);
            out.push_str("را");
        }
    }
    Some(())
}

/// Words in ه that is heard, but for those in اه and الله.
const HEARD: [&str; 24] = [
    "انبوه",
    "اندوه",
    "به",
    "تشبیه",
    "تنبیه",
    "توجه",
    "توجیه",
    "ده",
    "زره",
    "ستوه",
    "سفیه",
    "شبیه",
    "شکوه",
    "فرمانده",
    "فقه",
    "فقیه",
    "متوجه",
    "مه",
    "نه",
    "وجه",
    "وجیه",
    "کوه",
    "گره",
    "گروه",
];

fn final_of(text: &str) -> Final {
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric() || c == HAMZA_ABOVE);
    match bare.chars().next_back() {
        Some('ه' | 'ة' | 'ۀ') => {
            let word = bare.rsplit([' ', ZWNJ]).next().unwrap_or(bare);
            let heard = word.ends_with("اه") || word.ends_with("لله") || HEARD.contains(&word);
            if heard { Final::Consonant } else { Final::SilentHe }
        }
        Some('ا' | 'و' | 'آ' | 'ؤ') => Final::Vowel,
        Some('ی' | 'ي' | 'ى') => Final::Ye,
        _ => Final::Consonant,
    }
}
