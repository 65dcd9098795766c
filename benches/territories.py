#!/usr/bin/env python3
"""Makes a glossary of countries and territories from CLDR: territories.py CLDR_FOLDER LANG > glossary.tsv

CLDR_FOLDER is the unpacked npm package cldr-localenames-full (Unicode licence). One row a territory, English names and
their alternatives on the left, those of LANG on the right, the usual name first.
"""
import json
import sys


def names(folder, lang):
    path = f"{folder}/main/{lang}/territories.json"
    return json.load(open(path, encoding="utf-8"))["main"][lang]["localeDisplayNames"]["territories"]


def forms(table, code):
    return [table[k] for k in table if k == code or k.startswith(code + "-alt")]


english, other = names(sys.argv[1], "en"), names(sys.argv[1], sys.argv[2])
print("source\ttarget\tkind")
for code in sorted(k for k in english if "-alt" not in k and not k.isdigit()):
    if code in other:
        print("|".join(forms(english, code)), "|".join(forms(other, code)), "place", sep="\t")
