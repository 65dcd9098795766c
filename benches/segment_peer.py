#!/usr/bin/env python3
"""Answers the segmentation yardstick with a library of the package index, one paragraph a line.

  segment_peer.py pysbd|sentencex|blingfire|segtok < questions.jsonl > answers.jsonl

Reads {"id","lang","text"} a line and writes {"id","segments"} a line. A language the library does not know ends the run
with an error, so that the table shows a gap.
"""
import functools
import json
import sys


@functools.cache
def splitter(peer, lang):
    """Returns the function that cuts one paragraph of a language into sentences."""
    if peer == "pysbd":
        import pysbd
        return pysbd.Segmenter(language=lang, clean=False).segment
    if peer == "sentencex":
        import sentencex
        return lambda text: list(sentencex.segment(lang, text))
    if peer == "blingfire":
        import blingfire
        return lambda text: blingfire.text_to_sentences(text.replace("\n", " ")).split("\n")
    if peer == "segtok":
        from segtok.segmenter import split_single
        return lambda text: list(split_single(text))
    sys.exit(f"unknown peer {peer}")


for line in sys.stdin:
    item = json.loads(line)
    cut = splitter(sys.argv[1], item["lang"].split("-")[0])
    pieces = [piece.strip() for piece in cut(item["text"])]
    print(json.dumps({"id": item["id"], "segments": [p for p in pieces if p]}, ensure_ascii=False))
