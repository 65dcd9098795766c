"""Runs OmegaT over documents and holds its segments against those of `yeksan segment`. Called by srx_omegat.sh."""
import glob
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

SRX = "{http://www.lisa.org/srx20}"
NTREX = {"en": "src.eng", "fa": "ref.fas", "de": "ref.deu", "ru": "ref.rus"}
# Between these a segment stands in what OmegaT writes.
OPEN, SHUT = "\u27e6", "\u27e7"
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>{}</source_lang><target_lang>{}</target_lang>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def paragraphs(text):
    """Blocks between blank lines, each on one line."""
    # OmegaT composes letters and their marks.
    text = unicodedata.normalize("NFC", text)
    found = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return [block for block in found if block]


def documents(lang, root, shared):
    """Name -> paragraphs."""
    found = {}
    names = {"en": "source.en.txt", "fa": "target.fa.txt"}
    if lang in names:
        for case in ("communique", "annual-report", "news-feature"):
            path = f"{root}/tests/cases/{case}/{names[lang]}"
            if os.path.exists(path):
                found[case] = paragraphs(read(path))
        found["press release"] = paragraphs(read(f"{shared}/press-release/{names[lang]}"))
    if lang in NTREX:
        ids = [line.split("\t")[0] for line in read(f"{shared}/eval/ntrex-dev/DOCUMENT_IDS.tsv").splitlines()]
        lines = read(f"{shared}/eval/ntrex-dev/NTREX-128/newstest2019-{NTREX[lang]}.txt").splitlines()
        joined = {}
        for name, line in zip(ids, lines):
            joined.setdefault(name, []).append(" ".join(line.split()))
        found["ntrex-dev"] = [paragraphs(" ".join(lines))[0] for lines in joined.values()]
    for path in sorted(glob.glob(f"{shared}/eval/segment/gold/*_*.jsonl")):
        name = os.path.basename(path)[:-6]
        if name.startswith("golden"):
            continue
        items = [json.loads(line) for line in read(path).splitlines()]
        if items[0]["lang"] == lang:
            # A treebank's line ends are its own: OmegaT would take a blank line for the end of a paragraph.
            found[name] = [block for item in items for block in paragraphs(item["text"])]
    return found


def own(yeksan, lang, blocks):
    asked = "".join(json.dumps({"id": str(i), "lang": lang, "text": b}) + "\n" for i, b in enumerate(blocks))
    run = subprocess.run([yeksan, "segment", "--jsonl"], input=asked.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["segments"] for line in run.stdout.decode().splitlines()]


def beans(srx):
    """The rules as OmegaT up to 4 keeps them; later ones read the SRX itself."""
    tree = ET.parse(srx).getroot()
    rules = {one.get("languagerulename"): one.findall(f"{SRX}rule") for one in tree.iter(f"{SRX}languagerule")}
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<java version="1.8.0" class="java.beans.XMLDecoder">',
           '<object class="org.omegat.core.segmentation.SRX"><void property="mappingRules">']
    for mapped in tree.iter(f"{SRX}languagemap"):
        name = mapped.get("languagerulename")
        out.append('<void method="add"><object class="org.omegat.core.segmentation.MapRule">'
                   f'<void property="language"><string>{escape(name)}</string></void>'
                   f'<void property="pattern"><string>{escape(mapped.get("languagepattern"))}</string></void>'
                   '<void property="rules"><object class="java.util.ArrayList">')
        for rule in rules[name]:
            breaks = "true" if rule.get("break", "yes") == "yes" else "false"
            before, after = (rule.findtext(f"{SRX}{half}break", "") for half in ("before", "after"))
            out.append('<void method="add"><object class="org.omegat.core.segmentation.Rule">'
                       f'<void property="breakRule"><boolean>{breaks}</boolean></void>'
                       f'<void property="beforebreak"><string>{escape(before)}</string></void>'
                       f'<void property="afterbreak"><string>{escape(after)}</string></void></object></void>')
        out.append("</object></void></object></void>")
    out.append('</void><void property="version"><string>9</string></void></object></java>')
    return "\n".join(out)


def omegat(project, *arguments):
    with open(f"{project}.log", "ab") as log:
        run = subprocess.run(["omegat", project, *arguments], stdout=log, stderr=log, timeout=580)
    wrong = [line for line in read(f"{project}.log").splitlines() if "Exception" in line or "CORE_SRX" in line]
    if run.returncode or wrong:
        sys.exit(f"omegat: {run.returncode}: {' '.join(wrong[:3])}")


def theirs(lang, docs, work):
    project = f"{work}/{lang}"
    for folder in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        os.makedirs(f"{project}/{folder}")
    target = "en" if lang == "fa" else "fa"
    with open(f"{project}/omegat.project", "w") as file:
        file.write(PROJECT.format(lang, target))
    with open(f"{project}/omegat/segmentation.conf", "w", encoding="utf-8") as file:
        file.write(beans(f"{work}/yeksan.srx"))
    with open(f"{work}/yeksan.srx", "rb") as file, open(f"{project}/omegat/segmentation.srx", "wb") as copy:
        copy.write(file.read())
    for name, blocks in docs.items():
        with open(f"{project}/source/{name}.txt", "w", encoding="utf-8") as file:
            file.write("\n\n".join(blocks) + "\n")
    listed = f"{work}/{lang}.tmx"
    omegat(project, "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={listed}",
           "--pseudotranslatetype=equal")
    memory = ET.parse(listed)
    for unit in memory.iter("tu"):
        segments = [variant.find("seg") for variant in unit.iter("tuv")]
        segments[1].text = OPEN + (segments[0].text or "") + SHUT
    memory.write(f"{project}/tm/auto/marked.tmx", encoding="utf-8", xml_declaration=True)
    omegat(project, "--mode=console-translate")
    cut = {}
    for name in docs:
        written = re.split(r"\n\s*\n", read(f"{project}/target/{name}.txt").strip("\ufeff\n"))
        cut[name] = [re.findall(f"{OPEN}(.*?){SHUT}", block, re.S) for block in written]
    return cut


def spans(segments):
    """Segments as places, white space not counted."""
    at, found = 0, []
    for segment in segments:
        length = len("".join(segment.split()))
        found.append((at, at + length))
        at += length
    return found


def main():
    yeksan, work, root, shared, *langs = sys.argv[1:]
    short = False
    print(f"{'lang':5}{'document':16}{'here':>7}{'OmegaT':>8}{'same':>7}{'%':>9}")
    for lang in langs:
        docs = documents(lang, root, shared)
        found = theirs(lang, docs, work)
        for name, blocks in docs.items():
            here, there = own(yeksan, lang, blocks), found[name]
            if len(there) != len(blocks):
                sys.exit(f"{name}: {len(blocks)} paragraphs went to OmegaT and {len(there)} came back")
            same = left = right = 0
            for block, ours, cut in zip(blocks, here, there):
                if "".join("".join(cut).split()) != "".join(block.split()):
                    sys.exit(f"{name}: a paragraph came back changed:\n{block}\n{' ¦ '.join(cut)}")
                a, b = spans(ours), spans(cut)
                if a != b and "SHOW" in os.environ:
                    print("  here:  ", " ¦ ".join(ours), "\n  OmegaT:", " ¦ ".join(cut))
                same, left, right = same + len(set(a) & set(b)), left + len(a), right + len(b)
            percent = 200 * same / (left + right)
            short |= percent < 99.5 and lang in ("en", "fa")
            print(f"{lang:5}{name:16}{left:7}{right:8}{same:7}{percent:9.2f}", flush=True)
    sys.exit(short)


main()
