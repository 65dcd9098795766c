//! The bullets, numbers and letters that open list items.

/// What opens an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// Bytes of the marker with the white space after it.
    pub(super) len: usize,
    /// The bullet, or the character that closes the label.
    pub(super) shape: char,
    /// The count of the label from 1; 0 for a bullet.
    pub(super) count: u32,
    /// The label is a letter.
    pub(super) letter: bool,
}

const PERSIAN: &[&str] = &["الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش"];
const ARABIC: &[&str] = &["أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي"];

/// Reads the marker `line` opens with.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    if matches!(
        first,
        '•' | '‣'
            | '◦'
            | '⁃'
            | '▪'
            | '●'
            | '■'
            | '○'
            | '∙'
            | '\u{f0b7}'
            | '*'
            | '-'
            | '–'
            | '—'
            | '·'
    ) {
        let rest = &line[first.len_utf8()..];
        let white = rest.len() - rest.trim_start().len();
        return (white > 0 && white < rest.len()).then_some(Marker {
            len: first.len_utf8() + white,
            shape: first,
            count: 0,
            letter: false,
        });
    }
    let open = usize::from(first == '(');
    let label_len = line[open..].find(|c: char| !c.is_alphanumeric()).filter(|&l| l > 0 && l <= 8)?;
    let label = &line[open..open + label_len];
    let tail = &line[open + label_len..];
    let close_len = if tail.starts_with(".)") { 2 } else { 1 };
    let shape = tail.chars().next().filter(|c| matches!(c, '.' | ')'))?;
    if open == 1 && shape != ')' {
        return None;
    }
    let rest = &tail[close_len..];
    let white = rest.len() - rest.trim_start().len();
    // A dash may stand for the point after Persian numbers: `۱- `.
    if white == 0 || white == rest.len() {
        return None;
    }
    let (count, letter) = count(label)?;
    Some(Marker { len: open + label_len + close_len + white, shape, count, letter })
}

fn count(label: &str) -> Option<(u32, bool)> {
    if label.chars().all(char::is_numeric) {
        let number = label.chars().try_fold(0u32, |n, c| {
            let digit = match c {
                '۰'..='۹' => u32::from(c) - u32::from('۰'),
                '٠'..='٩' => u32::from(c) - u32::from('٠'),
                _ => c.to_digit(10)?,
            };
            Some(n.checked_mul(10)? + digit)
        })?;
        return (number < 1000).then_some((number, false));
    }
    for letters in [PERSIAN, ARABIC] {
        if let Some(i) = letters.iter().position(|l| *l == label) {
            return Some((i as u32 + 1, true));
        }
    }
    let mut chars = label.chars();
    let c = chars.next().filter(char::is_ascii_alphabetic)?;
    chars.next().is_none().then(|| (u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1, true))
}

impl Marker {
    /// Returns whether this marker may be the next of a list after `before`.
    pub(super) fn follows(&self, before: &Marker) -> bool {
        let gap = self.count.wrapping_sub(before.count);
        // Arabic and Persian order letters differently: الف ب ج د beside الف ب پ ت.
        self.shape == before.shape
            && self.letter == before.letter
            && (gap == 1 || self.count == 0 && gap == 0 || self.letter && gap > 1 && gap < 7)
    }

    /// Returns whether the marker is a bullet that nothing else begins with.
    pub(super) fn is_bullet(&self) -> bool {
        self.count == 0 && !matches!(self.shape, '-' | '–' | '—' | '*' | '·')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_several_scripts() {
        let read = |line| marker(line).map(|m| (m.len, m.shape, m.count));
        assert_eq!(read("• tea"), Some((4, '•', 0)));
        assert_eq!(read("12. tea"), Some((4, '.', 12)));
        assert_eq!(read("۲) چای"), Some((4, ')', 2)));
        assert_eq!(read("الف) چای"), Some((8, ')', 1)));
        assert_eq!(read("(b) tea"), Some((4, ')', 2)));
        assert_eq!(read("1989 was dry."), None);
        assert_eq!(read("-5 degrees"), None);
        assert_eq!(read("3.5 litres"), None);
    }
}
