//! The encoding an HTML file names itself: `<?xml encoding=…?>`, `<meta charset>`, `<meta http-equiv content>`.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into the file browsers look for a declaration.
const HEAD_BYTES: usize = 1024;

/// What a file says of its encoding.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Declared {
    /// A label of the Encoding Standard.
    Known(&'static Encoding),
    /// A label that names no encoding.
    Unknown(String),
}

/// Returns the encoding the head of an HTML file declares; `None` when it declares none.
pub(super) fn declared(bytes: &[u8]) -> Option<Declared> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let label = xml_label(head).or_else(|| meta_label(head))?;
    let known = match Encoding::for_label_no_replacement(label.as_bytes()) {
        // A declaration one can read byte for byte does not stand in UTF-16 (HTML standard, prescan).
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) => encoding,
        None => return Some(Declared::Unknown(printable(&label))),
    };
    Some(Declared::Known(known))
}

/// Keeps a foreign label fit for a message.
fn printable(label: &str) -> String {
    label.chars().filter(|c| !c.is_control()).take(40).collect()
}

fn xml_label(head: &[u8]) -> Option<String> {
    let head = head.trim_ascii_start();
    let rest = head.strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(rest, b"?>")?;
    attributes(&rest[..end]).into_iter().find(|(name, _)| name == "encoding").map(|(_, value)| value)
}

fn meta_label(head: &[u8]) -> Option<String> {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at + 1..];
        if rest.starts_with(b"!--") {
            // What a comment declares does not count.
            rest = &rest[memchr::memmem::find(rest, b"-->")? + 3..];
            continue;
        }
        let is_meta = rest.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
            && rest.get(4).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/');
        if is_meta && let Some(label) = label_of_meta(&attributes(&rest[4..])) {
            return Some(label);
        }
    }
    None
}

fn label_of_meta(attributes: &[(String, String)]) -> Option<String> {
    let value = |name: &str| attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    if let Some(label) = value("charset") {
        return Some(label.trim().to_owned());
    }
    if !value("http-equiv")?.trim().eq_ignore_ascii_case("content-type") {
        return None;
    }
    let content = value("content")?;
    let at = content.to_ascii_lowercase().find("charset")?;
    let label = content[at + "charset".len()..].trim_start().strip_prefix('=')?.trim_start();
    let label = label.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'')).unwrap_or(label.len());
    Some(label[..end].to_owned())
}

/// Returns the attributes up to the end of the tag, names in lower case.
fn attributes(tag: &[u8]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = tag;
    loop {
        let skip = rest.iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
        rest = &rest[skip..];
        if rest.is_empty() || rest[0] == b'>' {
            return out;
        }
        let len = 1 + rest[1..]
            .iter()
            .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/'))
            .count();
        let name = String::from_utf8_lossy(&rest[..len]).to_ascii_lowercase();
        rest = rest[len..].trim_ascii_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix(b"=") {
            let after = after.trim_ascii_start();
            let (body, len) = match after.first() {
                Some(quote @ (b'"' | b'\'')) => {
                    // A quote that the head does not close declares nothing.
                    let Some(len) = memchr::memchr(*quote, &after[1..]) else { return out };
                    (&after[1..=len], len + 2)
                }
                _ => {
                    let len = after.iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count();
                    (&after[..len], len)
                }
            };
            value = String::from_utf8_lossy(body).into_owned();
            rest = &after[len..];
        }
        out.push((name, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{ISO_2022_JP, WINDOWS_1251, WINDOWS_1256};

    #[test]
    fn declarations_of_every_spelling() {
        let known = |head: &str| match declared(head.as_bytes()) {
            Some(Declared::Known(encoding)) => Some(encoding),
            _ => None,
        };
        for head in [
            "<meta charset=\"windows-1256\">",
            "<html><head><META CharSet = cp1256 />",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\">",
            "<meta content='text/html;CHARSET = x-cp1256; x' http-equiv=content-type>",
            "<?xml version=\"1.0\" encoding='Windows-1256' ?><html>",
            "<!-- <meta charset=utf-8> --><meta name=a content=b><meta charset=windows-1256>",
        ] {
            assert_eq!(known(head), Some(WINDOWS_1256), "{head}");
        }
        assert_eq!(known("<meta charset=windows-1251>"), Some(WINDOWS_1251));
        assert_eq!(known("<meta charset=iso-2022-jp>"), Some(ISO_2022_JP));
        assert_eq!(known("<meta charset=utf-16>"), Some(UTF_8));
        assert_eq!(declared(b"<meta charset=klingon>"), Some(Declared::Unknown("klingon".to_owned())));
        for head in
            ["<p>charset=windows-1256", "<metadata charset=windows-1256>", "<meta charset=\"windows-1256"]
        {
            assert_eq!(declared(head.as_bytes()), None, "{head}");
        }
        let late = format!("{}<meta charset=windows-1256>", " ".repeat(HEAD_BYTES));
        assert_eq!(declared(late.as_bytes()), None);
    }
}
