//! Character properties as ICU and Java name them.

/// Horizontal white space, as the inside of a class.
pub(super) const BLANKS: &str = r"\t \x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}";

/// Blocks by the name Java gives them, as far as rule files use them.
const BLOCKS: &[(&str, &str)] = &[
    ("arabic", r"\x{600}-\x{6FF}"),
    ("cjkunifiedideographs", r"\x{4E00}-\x{9FFF}"),
    ("cyrillic", r"\x{400}-\x{4FF}"),
    ("devanagari", r"\x{900}-\x{97F}"),
    ("generalpunctuation", r"\x{2000}-\x{206F}"),
    ("greek", r"\x{370}-\x{3FF}"),
    ("hebrew", r"\x{590}-\x{5FF}"),
    ("hiragana", r"\x{3040}-\x{309F}"),
    ("katakana", r"\x{30A0}-\x{30FF}"),
    ("thai", r"\x{E00}-\x{E7F}"),
];

/// Returns a property as the inside of a class.
pub(super) fn property(name: &str, unicode: bool) -> Result<String, String> {
    let plain: String =
        name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect::<String>().to_lowercase();
    if let Some(block) = plain.strip_prefix("in").or_else(|| plain.strip_prefix("block=")) {
        return BLOCKS
            .iter()
            .find(|(n, _)| *n == block)
            .map(|(_, range)| (*range).to_owned())
            .ok_or_else(|| format!("unknown block `{name}`"));
    }
    let posix = match plain.as_str() {
        "lower" => Some((r"\p{Lowercase}", "a-z")),
        "upper" => Some((r"\p{Uppercase}", "A-Z")),
        "alpha" => Some((r"\p{Alphabetic}", "A-Za-z")),
        "digit" => Some((r"\d", "0-9")),
        "alnum" => Some((r"\p{Alphabetic}\d", "0-9A-Za-z")),
        "punct" => Some((r"\p{P}", r"!-/:-@\x{5B}-`\{-\x{7E}")),
        "space" => Some((r"\s", r" \t\n\x{B}\x{C}\r")),
        "blank" => Some((BLANKS, r" \t")),
        "cntrl" => Some((r"\p{Cc}", r"\x{0}-\x{1F}\x{7F}")),
        "xdigit" => Some((r"0-9A-Fa-f", "0-9A-Fa-f")),
        "ascii" => Some((r"\x{0}-\x{7F}", r"\x{0}-\x{7F}")),
        _ => None,
    };
    if let Some((wide, narrow)) = posix {
        return Ok(if unicode { wide } else { narrow }.to_owned());
    }
    let known = match plain.as_str() {
        "javalowercase" => "Lowercase".to_owned(),
        "javauppercase" => "Uppercase".to_owned(),
        "javaletter" | "javaalphabetic" => "Alphabetic".to_owned(),
        "javawhitespace" => "White_Space".to_owned(),
        other => other.strip_prefix("is").filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned(),
    };
    let written = format!(r"\p{{{known}}}");
    if regex_automata::util::syntax::parse(&written).is_err() {
        return Err(format!("unknown property `{name}`"));
    }
    Ok(written)
}
