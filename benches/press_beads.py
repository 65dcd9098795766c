"""press_beads.py BEADS.tsv DUMP.jsonl: F1 of aligned units against beads given by the ends of their texts.

A line of BEADS.tsv names a bead by the first and last 40 characters of both sides (white space squeezed); a bead with an
empty side is an omission and is left out on both sides, as eval/align does.
"""
import html
import json
import sys


def ends(text):
    text = " ".join(text.split())
    return text[:40], text[-40:]


def written(variant):
    """The text with its inline codes put back as they stood in the file."""
    out, at, data = [], 0, variant["text"].encode()
    for mark in variant.get("marks", []):
        out.append(data[at:mark["at"]].decode())
        out.append(html.unescape(mark.get("content", "")))
        at = mark["at"]
    out.append(data[at:].decode())
    return "".join(out)


rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")][1:]
norm = lambda s: " ".join(s.split())
gold = {tuple(norm(f) for f in r) for r in rows if r[0] and r[2]}
have = set()
for line in open(sys.argv[2], encoding="utf-8"):
    source, target = json.loads(line)["variants"][:2]
    have.add(tuple(norm(e) for e in ends(written(source)) + ends(written(target))))
right = len(gold & have)
print(f"beads {len(gold)}, given {len(have)}, right {right}, F1 {2 * right / max(1, len(gold) + len(have)):.3f}")
for kind, rest in (("missed", gold - have), ("extra", have - gold)):
    for row in sorted(rest):
        print(f"  {kind}: {row[0]} … | {row[2]} …")
