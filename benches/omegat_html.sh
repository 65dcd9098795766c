#!/usr/bin/env bash
# Does HTML with inline tags fill in OmegaT?  omegat_html.sh YEKSAN
#
# Aligns two pages, exports with --for omegat, runs OmegaT without a window on the source page, and compares the words and
# tags of what it wrote with the target page. Ends with the number of paragraphs that filled.
set -euo pipefail
yeksan=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export HOME=$work/home; mkdir -p "$HOME"
cat > "$work/page.en.html" <<'H'
<html><head><title>Weather report</title></head><body>
<h1>Rain in the <i>north</i></h1>
<p>The <b>rain</b> stopped on Monday.</p>
<p>Read the <a href="https://example.org/report">full report</a> of the <em>weather office</em> today.</p>
<p>The office said:<br>the roads are open again.</p>
<p>Two <b>large</b> and three <b>small</b> villages were cut off.</p>
<p>All schools in the province remain closed.</p>
<p>The <b>governor of <i>Gilan</i></b> visited the villages.</p>
</body></html>
H
cat > "$work/page.fa.html" <<'H'
<html><head><title>گزارش هواشناسی</title></head><body>
<h1>باران در <i>شمال</i></h1>
<p>بارش <b>باران</b> روز دوشنبه پایان یافت.</p>
<p>امروز <a href="https://example.org/report">گزارش کامل</a> <em>سازمان هواشناسی</em> را بخوانید.</p>
<p>سازمان گفت:<br>راه‌ها دوباره باز است.</p>
<p>راه دو روستای <b>بزرگ</b> و سه روستای <b>کوچک</b> بسته شد.</p>
<p>همهٔ مدرسه‌های استان تعطیل می‌ماند.</p>
<p><b>استاندار <i>گیلان</i></b> از روستاها دیدن کرد.</p>
</body></html>
H
cd "$work"
"$yeksan" --isolated -q --db m.db align page.en.html page.fa.html -s en -t fa --min-score 0 > /dev/null
"$yeksan" --isolated -q --db m.db export m.tmx --for omegat -s en -t fa
p=$work/project; mkdir -p "$p"/{source,target,tm/auto,glossary,dictionary,omegat}
cat > "$p/omegat.project" <<'X'
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>en</source_lang><target_lang>fa</target_lang><sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
X
cp m.tmx "$p/tm/auto/m.tmx"; cp page.en.html "$p/source/page.html"
timeout 300 omegat "$p" --mode=console-translate > omegat.log 2>&1 || { tail -5 omegat.log; exit 1; }
python3 - "$p/target/page.html" page.fa.html m.tmx <<'P'
import re, sys
from lxml import html
def blocks(path):
    page = html.fromstring(open(path, "rb").read().decode("utf-8"))
    inner = lambda e: re.sub(r"\s+", " ", (e.text or "") + "".join(html.tostring(c, encoding="unicode") for c in e)).strip()
    return [inner(e) for e in page.iter("title", "h1", "p")]
got, want = blocks(sys.argv[1]), blocks(sys.argv[2])
for g, w in zip(got, want):
    if g != w:
        print("differs:", g, "| expected:", w)
if "-v" in sys.argv:
    print(open(sys.argv[3], encoding="utf-8").read())
print(sum(g == w for g, w in zip(got, want)), "of", len(want), "filled with their tags")
sys.exit(got != want)
P
