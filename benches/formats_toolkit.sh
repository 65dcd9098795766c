#!/usr/bin/env bash
# Writes 300 generated units with inline codes in every form, reads them back, and lets translate-toolkit count them.
#
#   benches/formats_toolkit.sh [WORK]
#
# Needs python3 with venv, and PyPI for translate-toolkit unless WORK/venv has it. Exit 1 when a count differs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
[ $# -gt 0 ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
yeksan=${YEKSAN:-}
if [ -z "$yeksan" ]; then
  cargo build --release --locked --quiet --manifest-path "$root/Cargo.toml"
  yeksan=${CARGO_TARGET_DIR:-$root/target}/release/yeksan
fi
if ! [ -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q translate-toolkit lxml openpyxl
fi
export SOURCE_DATE_EPOCH=1738540800
cd "$work"
rm -f -- *.db *.tmx *.xlf *.po *.csv *.tsv *.xlsx *.tbx *.jsonl moses.en moses.fa terms.*

python3 - <<'PY'
"""300 units: pairs, placeholders, highlights, sub-flows, half pairs, notes, properties, Persian with half-spaces."""
kinds = [
    ('<bpt i="1" x="1">&lt;b&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept>', 'pair'),
    ('<ph x="1">&lt;br/&gt;</ph>{}', 'placeholder'),
    ('<hi type="term">{}</hi>', 'highlight'),
    ('{}<ph x="1" type="fnote">[<sub>see <hi>below</hi></sub>]</ph>', 'sub-flow'),
    ('<it pos="begin" x="1">&lt;i&gt;</it>{}', 'half pair'),
    ('<bpt i="1" x="3" type="link">&lt;a&gt;</bpt>{}<bpt i="2">&lt;u&gt;</bpt>!<ept i="1">&lt;/a&gt;</ept><ept i="2">&lt;/u&gt;</ept>', 'crossing pairs'),
]
with open('given.tmx', 'w', encoding='utf-8') as out:
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" '
              'segtype="sentence" o-tmf="bench" adminlang="en" srclang="en" datatype="html"/><body>\n')
    for n in range(300):
        shape, kind = kinds[n % len(kinds)]
        out.write(f'<tu tuid="u{n}"><note>{kind}</note><prop type="x-client">press &amp; radio</prop>'
                  f'<tuv xml:lang="en"><seg>Report {n}: {shape.format("the rain")} has stopped &amp; "snow" follows.</seg></tuv>'
                  f'<tuv xml:lang="fa"><seg>گزارش {n}: {shape.format("باران")} بند آمده و برف می‌بارد.</seg></tuv></tu>\n')
    out.write('</body></tmx>\n')
with open('terms.csv', 'w', encoding='utf-8') as out:
    out.write('source,target,status,kind,scope,note,from\n')
    for n in range(300):
        out.write(f'harbour {n},بندر {n},preferred,term,coast,"a, b",desk\nharbour {n},اسکله {n},forbidden,term,coast,"a, b",desk\n')
PY

say() { "$yeksan" -q "$@"; }
# A unit as a line, without the place it was read from and with notes and properties in one order.
plain() {
  say --db "$1" dump --format jsonl | python3 -c '
import json, sys
for line in sys.stdin:
    u = json.loads(line)
    for key in ("origin", "id"): u.pop(key, None)
    u["annotations"] = sorted((a for a in u.get("annotations", [])), key=json.dumps)
    print(json.dumps(u, sort_keys=True, ensure_ascii=False))'
}
say --db given.db import given.tmx
plain given.db > given.jsonl
failed=0
echo "== out and back: units that are not exactly as they were"
for out in x12.xlf x20.xlf t.csv t.tsv t.xlsx t.tmx; do
  case $out in
    x20.xlf) say --db given.db export --xliff $out --xliff-version 2.0 -s en -t fa;;
    *) say --db given.db export $out;;
  esac
  say --db "$out.db" import "$out"
  plain "$out.db" > "$out.jsonl"
  lost=$(diff given.jsonl "$out.jsonl" | grep -c '^<' || true)
  echo "$out: $(wc -l < "$out.jsonl") units, $lost lost"
  [ "$lost" = 0 ] || failed=1
done
say --db given.db export t.po -s en -t fa
say --db po1.db import t.po
say --db po1.db export t2.po
say --db po2.db import t2.po
plain po1.db > po1.jsonl; plain po2.db > po2.jsonl
lost=$(diff po1.jsonl po2.jsonl | grep -c '^<' || true)
echo "t.po (codes as text): $(wc -l < po1.jsonl) units, $lost lost"
[ "$lost" = 0 ] || failed=1
say --db given.db export --moses moses.en moses.fa
echo "moses: $(wc -l < moses.en) and $(wc -l < moses.fa) lines"
say --db terms.db glossary import terms.csv -s en -t fa
for layout in tbx tbx2 tbx-dct xlsx csv tsv; do
  say --db terms.db glossary export "terms.$layout" --layout $layout
  say --db "terms.$layout.db" glossary import "terms.$layout" -s en -t fa
  diff <(say --db terms.db glossary export - --layout tsv) <(say --db "terms.$layout.db" glossary export - --layout tsv) > /dev/null \
    && echo "glossary $layout: 300 terms, 0 lost" || { echo "glossary $layout: differs"; failed=1; }
done

echo "== translate-toolkit $("$work/venv/bin/pip" list 2>/dev/null | awk '/translate-toolkit/ {print $2}')"
"$work/venv/bin/python" - <<'PY' || failed=1
import sys
from translate.storage import factory, tbx
wrong = 0
def count(name, units, wanted=300):
    global wrong
    found = sum(1 for u in units if u.istranslatable() and u.source and u.target)
    print(f'{name}: {found} units with source and target')
    wrong += found != wanted
for name in ('x12.xlf', 't.po', 't2.po', 't.tmx'):
    count(name, factory.getobject(name).units)
try:
    from translate.storage import xliff2
    count('x20.xlf', xliff2.Xliff2File.parsefile('x20.xlf').units)
except ImportError:
    print('x20.xlf: this translate-toolkit has no reader of XLIFF 2')
from translate.storage.csvl10n import csvfile
header, rows = open('t.csv', encoding='utf-8').read().split('\n', 1)
table = csvfile(fieldnames=header.replace('en,fa', 'source,target', 1).split(','))
table.parse(rows.encode())
count('t.csv', table.units)
store = tbx.tbxfile.parsefile('terms.tbx2')
print('terms.tbx2:', len(store.units), 'terms')
wrong += len(store.units) != 300
sys.exit(1 if wrong else 0)
PY
exit $failed
