"""translate_toolkit.py CORPUS.en CORPUS.fa QUERIES [UNITS] [QUERIES]: queries a second of translate-toolkit's matcher.

Needs `pip install translate-toolkit rapidfuzz`. Compare with `yeksan search --file QUERIES --format tsv` on the same lines.
"""
import sys
import time
from itertools import islice

from translate.search import match
from translate.storage import base

source, target, asked = sys.argv[1:4]
units = int(sys.argv[4]) if len(sys.argv) > 4 else 10_000
count = int(sys.argv[5]) if len(sys.argv) > 5 else 30
lines = lambda path, n: [line.rstrip("\n") for line in islice(open(path, encoding="utf-8"), n)]
store = base.TranslationStore()
for en, fa in zip(lines(source, units), lines(target, units)):
    unit = base.TranslationUnit(en)
    unit.target = fa
    store.units.append(unit)
matcher = match.matcher(store, max_candidates=5, min_similarity=70, max_length=1000)
queries = lines(asked, count)
start = time.perf_counter()
for query in queries:
    matcher.matches(query)
print(f"translate-toolkit: {len(queries) / (time.perf_counter() - start):.2f} queries/s at {units} units")
