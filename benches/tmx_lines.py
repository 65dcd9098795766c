"""tmx_lines.py EXPORT.tmx DIR: the sources a program must fill, one a line, and what it must fill them with.

Left out are units with codes or line breaks, sources with two targets (there is no one right answer), and what a text
filter itself would change: blanks at the ends. Sources of one or two letters too: pretranslate looks none of them up.
"""
import sys
from lxml import etree

lang = "{http://www.w3.org/XML/1998/namespace}lang"
seen, rows = {}, []
for tu in etree.parse(sys.argv[1]).iter("tu"):
    segs = [v.find("seg") for v in tu.iter("tuv")]
    if len(segs) != 2 or any(len(s) for s in segs):
        continue
    a, b = ("".join(s.itertext()) for s in segs)
    if any(c in x for x in (a, b) for c in "\n\r\t\\") or a != a.strip() or b != b.strip() or len(a) < 3 or not b:
        continue
    seen.setdefault(a, set()).add(b)
    rows.append((a, b))
rows = [r for r in dict.fromkeys(rows) if len(seen[r[0]]) == 1]
for i, name in enumerate(("src", "exp")):
    with open(f"{sys.argv[2]}/{name}.txt", "w", encoding="utf-8") as out:
        out.write("".join(r[i] + "\n" for r in rows))
