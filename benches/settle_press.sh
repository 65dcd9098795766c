#!/usr/bin/env bash
# settle_press.sh DIR [YEKSAN]: fixes each row of a press release whose translators did not agree, and takes each back.
#
# DIR holds source.en.txt, target.fa.txt and expected.md, whose table begins with `| source | renderings … | class |`; the first
# rendering of a row is the one decided for. Per row: the name is reported, one `fix` mends it, `names` reports it no more,
# the TMX differs in exactly the segments of the diff, and `undo` brings every byte back.
set -euo pipefail
dir=$(cd "${1:?usage: settle_press.sh DIR [YEKSAN]}" && pwd)
yeksan=${2:-yeksan}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$yeksan" -q run "$dir/source.en.txt" "$dir/target.fa.txt" -s en -t fa --out job >run.txt
db=(-q --db job/memory.db)
failures=0
fail() { echo "  FAIL: $*"; failures=$((failures + 1)); }

python3 - "$dir/expected.md" >rows.tsv <<'PY'
import re, sys
for line in open(sys.argv[1], encoding="utf-8"):
    cells = [c.strip() for c in line.strip().strip("|").split("|")]
    if line.startswith("| ") and len(cells) == 3 and cells[0] not in ("source", "---"):
        source = re.sub(r"\(s\)|\s*\(.*?\)", "", cells[0])
        first = re.match(r"[^\d(,·]+", cells[1]).group().strip()
        print(source, first.replace("هیئت‌های", "هیئت"), sep="\t")
PY

while IFS=$'\t' read -r name rendering; do
  echo "$name → $rendering"
  "$yeksan" "${db[@]}" names | cut -f1 >before.names
  grep -qi "^$name" before.names || fail "not reported before the fix"
  "$yeksan" "${db[@]}" dump >before.jsonl
  "$yeksan" "${db[@]}" export before.tmx
  "$yeksan" "${db[@]}" fix "$name" --to "$rendering" --format json >diff.json || fail "fix ended with $?"
  "$yeksan" "${db[@]}" names | cut -f1 >after.names
  ! grep -qi "^$name" after.names || fail "still reported after the fix"
  "$yeksan" "${db[@]}" export after.tmx
  python3 - <<'PY' || fail "the TMX differs elsewhere"
import json, re, sys
segments = lambda f: re.findall(r"<seg>(.*?)</seg>", open(f, encoding="utf-8").read(), re.S)
diff = json.load(open("diff.json", encoding="utf-8"))
before, after = segments("before.tmx"), segments("after.tmx")
bare = lambda s: re.sub(r"<[^>]*>[^<]*</(?:bpt|ept|ph|it)>|<[^>]*>", "", s)
from html import unescape
changed = [(unescape(bare(b)), unescape(bare(a))) for b, a in zip(before, after) if b != a]
told = [(c["before"], c["after"]) for c in diff["changes"]]
print(f"  {len(told)} segments changed, {len(diff['asks'])} asked")
rest = lambda f: re.sub(r"<seg>.*?</seg>", "<seg/>", open(f, encoding="utf-8").read(), flags=re.S)
# The header bears the date of the last step, a unit who rewrote it and when.
signed = re.compile(r' changedate="[^"]*" changeid="[^"]*"')
dateless = lambda s: signed.sub("", re.sub(r'creationdate="[^"]*"', "", s, count=1))
ok = len(before) == len(after) and changed == told and dateless(rest("before.tmx")) == dateless(rest("after.tmx"))
sys.exit(0 if ok and told else 1)
PY
  "$yeksan" "${db[@]}" undo
  "$yeksan" "${db[@]}" dump >undone.jsonl
  cmp -s before.jsonl undone.jsonl || fail "undo does not bring every byte back"
  [[ -z $("$yeksan" "${db[@]}" glossary list) ]] || fail "undo leaves a term"
done <rows.tsv

echo "all rows in turn"
while IFS=$'\t' read -r name rendering; do
  "$yeksan" "${db[@]}" fix "$name" --to "$rendering" >/dev/null || fail "$name: fix ended with $?"
done <rows.tsv
left=$("$yeksan" "${db[@]}" names)
[[ -z $left ]] || fail "names still reports: $left"
echo "$(wc -l <rows.tsv) rows, $failures failures"
[[ $failures == 0 ]]
