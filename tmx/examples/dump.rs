//! Prints the units of a TMX file as one JSON object, or writes the file anew.
//!
//! `dump FILE` prints `{"units":[{"tuid":…,"tuvs":[{"lang":…,"plain":…,"full":…}]}]}`, where `full` is the inner XML of
//! the segment with its attributes sorted. `dump --count FILE` prints the number of units, `dump --copy FILE` the file as
//! the writer writes it, `dump --conform FILE` the same after fitting it to the DTD. Warnings and refused units go to
//! stderr; a refused unit is left out.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::process::ExitCode;
use tmx::{Content, Piece, Reader, Unit, Writer};

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = args.pop() else { return ExitCode::from(2) };
    let mode = args.pop().unwrap_or_default();
    match run(&path, &mode) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{path}:{error}");
            ExitCode::from(2)
        }
    }
}

fn run(path: &str, mode: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut reader = Reader::new(BufReader::new(File::open(path)?))?;
    let out = BufWriter::new(io::stdout().lock());
    match mode {
        "--copy" | "--conform" => copy(path, &mut reader, out, mode == "--conform"),
        "--count" => count(path, &mut reader, out),
        _ => print_json(path, &mut reader, out),
    }
}

type Input = Reader<BufReader<File>>;

/// Returns the next unit that is not refused; tells of those that are.
fn next(path: &str, reader: &mut Input) -> tmx::Result<Option<Unit>> {
    loop {
        let unit = reader.next();
        for warning in reader.take_warnings() {
            let _ = writeln!(io::stderr(), "{path}:{warning} [{}]", warning.code);
        }
        match unit {
            Some(Err(error)) if error.is_recoverable() => {
                let _ = writeln!(io::stderr(), "{path}:{error} [refused]");
            }
            other => return other.transpose(),
        }
    }
}

fn count(path: &str, reader: &mut Input, mut out: impl Write) -> Result<(), Box<dyn std::error::Error>> {
    let mut units = 0;
    while next(path, reader)?.is_some() {
        units += 1;
    }
    writeln!(out, "units {units}")?;
    Ok(())
}

fn copy(
    path: &str,
    reader: &mut Input,
    out: impl Write,
    conform: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut header = reader.header().clone();
    if conform {
        header.conform();
    }
    let mut writer = Writer::new(out, &header)?;
    while let Some(mut unit) = next(path, reader)? {
        if conform {
            unit.conform();
        }
        writer.write(&unit)?;
    }
    writer.finish()?;
    Ok(())
}

fn print_json(path: &str, reader: &mut Input, mut out: impl Write) -> Result<(), Box<dyn std::error::Error>> {
    write!(out, "{{\"units\":[")?;
    let mut comma = "";
    while let Some(unit) = next(path, reader)? {
        let tuid = unit.tuid().map_or("null".to_string(), quoted);
        write!(out, "{comma}\n{{\"tuid\":{tuid},\"tuvs\":[")?;
        comma = ",";
        let mut inner_comma = "";
        for variant in unit.variants {
            let lang = quoted(&variant.lang);
            let plain = quoted(&variant.content.plain());
            let full = quoted(&canonical(variant.content));
            write!(out, "{inner_comma}{{\"lang\":{lang},\"plain\":{plain},\"full\":{full}}}")?;
            inner_comma = ",";
        }
        write!(out, "]}}")?;
    }
    writeln!(out, "\n]}}")?;
    Ok(())
}

fn canonical(mut content: Content) -> String {
    sort_attrs(&mut content.pieces);
    content.to_xml().replace("&#13;", "&#xD;")
}

fn sort_attrs(pieces: &mut [Piece]) {
    for piece in pieces {
        if let Piece::Code { attrs, content, .. } = piece {
            attrs.sort();
            sort_attrs(content);
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\u{0}'..='\u{1F}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
