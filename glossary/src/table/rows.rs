//! Bytes → rows of fields: encodings, comments, tab separated lines and quoted CSV.

use crate::table::{Problem, RowError};

/// Decodes UTF-8 or UTF-16 with or without a byte order mark; lines that are not UTF-8 are reported and emptied.
pub(crate) fn decode(bytes: &[u8], file: &str, errors: &mut Vec<RowError>) -> String {
    let zeros = |parity: usize| {
        let head = &bytes[..bytes.len().min(64)];
        head.len() >= 4
            && head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count() * 4 > head.len()
    };
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if zeros(1) => utf16(bytes, u16::from_le_bytes),
        _ if zeros(0) => utf16(bytes, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                let mut text = String::with_capacity(bytes.len());
                for (at, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
                    match std::str::from_utf8(line) {
                        Ok(line) => text.push_str(line),
                        Err(_) => errors.push(RowError {
                            file: file.to_owned(),
                            line: at + 1,
                            problem: Problem::Encoding,
                        }),
                    }
                    text.push('\n');
                }
                text
            }
        },
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Fields of one row and the line it begins on.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) fields: Vec<String>,
}

fn is_comment(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

/// Splits the text into rows: tab separated when the first line that says something has a tab, CSV otherwise.
pub(super) fn rows(text: &str, file: &str, errors: &mut Vec<RowError>) -> Vec<Row> {
    let first = text.lines().find(|line| !is_comment(line)).unwrap_or("");
    if first.contains('\t') {
        let lines = text.lines().enumerate().filter(|(_, line)| !is_comment(line));
        return lines
            .map(|(at, line)| Row { line: at + 1, fields: line.split('\t').map(unquoted).collect() })
            .collect();
    }
    let semicolons = first.matches(';').count() > first.matches(',').count();
    let delimiter = if semicolons { ';' } else { ',' };
    let mut out = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let own_len = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let mut taken = own_len;
        if !is_comment(&rest[..own_len]) {
            match record(rest, delimiter) {
                Ok((fields, len)) => {
                    taken = len;
                    if fields.iter().any(|field| !field.is_empty()) {
                        out.push(Row { line, fields });
                    }
                }
                Err(at) => {
                    // Reading goes on below the line that opened the quote.
                    let end = rest[at..].find('\n').map_or(rest.len(), |end| at + end + 1);
                    let open = line + rest[..at].matches('\n').count();
                    let problem = Problem::OpenQuote;
                    errors.push(RowError { file: file.to_owned(), line: open, problem });
                    taken = end;
                }
            }
        }
        line += rest[..taken].matches('\n').count();
        rest = &rest[taken..];
    }
    out
}

/// Reads one CSV record from the beginning of `text`: its fields without blanks at their ends, and its bytes with the
/// line end.
///
/// A quoted field may hold line ends. A quote inside a field is a letter, and so is what follows the closing quote on
/// the line that opened it; over several lines it shows that the quote was never closed. The error is the offset of
/// such a quote.
fn record(text: &str, delimiter: char) -> Result<(Vec<String>, usize), usize> {
    let mut fields = Vec::new();
    let mut at = 0;
    loop {
        let mut field = String::new();
        let blanks = text[at..].len() - text[at..].trim_start_matches(' ').len();
        if text[at + blanks..].starts_with('"') {
            let open = at + blanks;
            at = open + 1;
            loop {
                let quote = text[at..].find('"').map(|step| at + step).ok_or(open)?;
                field.push_str(&text[at..quote]);
                at = quote + 1;
                if !text[at..].starts_with('"') {
                    break;
                }
                field.push('"');
                at += 1;
            }
            let tail = &text[at..];
            let tail = &tail[..tail.find([delimiter, '\n']).unwrap_or(tail.len())];
            if !tail.trim().is_empty() && text[open..at].contains('\n') {
                return Err(open);
            }
            field.push_str(tail);
            at += tail.len();
        } else {
            let len = text[at..].find([delimiter, '\n']).unwrap_or(text.len() - at);
            field.push_str(&text[at..at + len]);
            at += len;
        }
        fields.push(field.trim().to_owned());
        match text[at..].chars().next() {
            Some('\n') => return Ok((fields, at + 1)),
            Some(c) => at += c.len_utf8(),
            None => return Ok((fields, at)),
        }
    }
}

/// Takes the quotes off that spreadsheets put around a field.
pub(super) fn unquoted(field: &str) -> String {
    let field = field.trim();
    match field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if inner.replace("\"\"", "").find('"').is_none() => inner.replace("\"\"", "\""),
        _ => field.to_owned(),
    }
}
