#!/usr/bin/env python3
"""Plants wrong renderings of glossary terms: plant_terms.py SOURCE TARGET GLOSSARY COUNT OUT_TARGET OUT_KEY [SEED]

Takes lines of two line-aligned files in which a headword of GLOSSARY (TSV: source, target, kind; forms parted by |) stands
with one of its renderings, and puts something wrong in the place of every such rendering of the line: by turns another
entry's rendering, the right one with a letter changed, the headword itself. Its own plain word matching, so that it does
not lean on the program under test. OUT_KEY has one row a planted line: line, headword, sort, what was there, what is.

With `--score KEY FINDINGS` reads `check --format json` and says how many planted lines have a finding of their term.
"""
import json
import random
import re
import sys

EDGE = r"(?<![^\W_])(?<!‌)"
END = r"(?![^\W_])(?!‌)"


def rows(path):
    for line in open(path, encoding="utf-8").read().splitlines()[1:]:
        source, target = line.split("\t")[:2]
        yield source.split("|"), target.split("|")


def slip(text, dice):
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    at = dice.choice(letters[1:-1] or letters)
    other = dice.choice([c for c in "بپتجدرزسشفقکگلمن" if c != text[at]])
    return text[:at] + other + text[at + 1:]


def plant(source_path, target_path, glossary, count, out_target, out_key, seed=7):
    dice = random.Random(int(seed))
    terms = list(rows(glossary))
    sources = open(source_path, encoding="utf-8").read().splitlines()
    targets = open(target_path, encoding="utf-8").read().splitlines()
    proclitic = "[وفبلك]{0,2}"
    chances = []
    for n, (source, target) in enumerate(zip(sources, targets)):
        for heads, renderings in terms:
            # The longest name wins: no Guinea inside New Guinea.
            inside = [h for other, _ in terms for h in other if h not in heads and any(x in h for x in heads)]
            bare = source
            for longer in sorted(inside, key=len, reverse=True):
                bare = bare.replace(longer, "")
            if not any(re.search(r"\b" + re.escape(h) + r"\b", bare) for h in heads):
                continue
            for rendering in sorted(renderings, key=len, reverse=True):
                there = re.compile(EDGE + f"({proclitic})" + re.escape(rendering) + END)
                if there.search(target):
                    chances.append((n, heads, renderings, rendering, there))
                    break
    dice.shuffle(chances)
    key, used = [], set()
    for n, heads, renderings, rendering, there in chances:
        if n in used or len(key) == int(count):
            continue
        sort = ("another", "slip", "headword")[len(key) % 3]
        if sort == "another":
            rest = [t for h, t in terms if t is not renderings and not any(x in sources[n] for x in h)]
            wrong = dice.choice(rest)[0]
        elif sort == "slip":
            wrong = slip(rendering, dice)
        else:
            wrong = heads[0]
        targets[n] = there.sub(lambda m: m.group(1) + wrong, targets[n])
        if any(re.search(EDGE + proclitic + re.escape(r) + END, targets[n]) for r in renderings):
            continue
        used.add(n)
        key.append((n + 1, heads[0], sort, rendering, wrong))
    open(out_target, "w", encoding="utf-8").write("".join(t + "\n" for t in targets))
    open(out_key, "w", encoding="utf-8").write("".join("\t".join(map(str, k)) + "\n" for k in key))


def score(key_path, findings_path):
    findings = json.load(open(findings_path, encoding="utf-8"))["findings"]
    said = {(p["place"], f["subject"]) for f in findings for p in f["places"]}
    key = [line.split("\t") for line in open(key_path, encoding="utf-8").read().splitlines()]
    missed = [k for k in key if (int(k[0]), k[1]) not in said]
    print(f"planted {len(key)}, found {len(key) - len(missed)}")
    for k in missed:
        print("  missed:", *k)


if sys.argv[1] == "--score":
    score(*sys.argv[2:4])
else:
    plant(*sys.argv[1:])
