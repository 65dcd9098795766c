#!/usr/bin/env bash
# Runs the external yardsticks on the release build and prints their figures.
#
#   benches/yardsticks.sh SHARED [segment|align|press|names|tmx …]
#
# SHARED is a checkout of the evaluation material (eval/, press-release/), which is no part of this project. Needs
# python3; tmx needs lxml, and uses xmllint and OmegaT when they are installed. Without names all are run.
set -euo pipefail
shared=$(cd "$1" && pwd); shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cargo build --release --locked --quiet --manifest-path "$root/Cargo.toml"
yeksan=${CARGO_TARGET_DIR:-$root/target}/release/yeksan
export SOURCE_DATE_EPOCH=1738540800
what=${*:-segment align press names tmx}
has() { [[ " $what " == *" $1 "* ]]; }

if has segment; then
  echo "== segment"
  cd "$shared/eval/segment"
  python3 seed_score.py "$shared/press-release/source.en.txt" "cmd:yeksan=$yeksan segment --jsonl"
  python3 score.py hard_cases.dev.json gold/*.jsonl -- "cmd:yeksan=$yeksan segment --jsonl"
fi

if has align; then
  echo "== align (strict and lax F1)"
  for lang in fas arb deu; do
    python3 "$shared/eval/align/make_gold.py" --ntrex "$shared/eval/ntrex-dev" --tgt $lang --out "$work/$lang" >/dev/null
    case $lang in fas) code=fa;; arb) code=ar;; deu) code=de;; esac
    for set in clean noise nm hard gap long longgap; do
      [[ $lang != fas && $set != hard && $set != noise ]] && continue
      for mode in batch solo; do
        [[ $mode == solo && ! $set =~ ^(noise|hard|gap)$ ]] && continue
        dir=$work/$lang/$set
        for s in "$dir"/*.src; do id=$(basename "$s" .src); printf '%s\t%s\t%s\n' "$s" "$dir/$id.tgt" "$id"; done > "$work/pairs.tsv"
        flag=$([[ $mode == solo ]] && echo --solo || true)
        rm -rf "$work/out"
        "$yeksan" --isolated -q align --pairs "$work/pairs.tsv" -s en -t $code --segmented --no-store --min-score 0 $flag \
          --beads "$work/out" >/dev/null || true
        printf '%s %-8s %-5s ' $code $set $mode
        python3 "$shared/eval/align/score.py" "$dir" "$work/out"
      done
    done
  done
fi

if has press; then
  echo "== press release: beads"
  "$yeksan" --isolated -q run "$shared/press-release/source.en.txt" "$shared/press-release/target.fa.txt" -s en -t fa \
    --out "$work/press" > "$work/press.txt"
  "$yeksan" --isolated -q --db "$work/press/memory.db" dump > "$work/press.jsonl"
  python3 "$root/benches/press_beads.py" "$shared/press-release/beads.tsv" "$work/press.jsonl"
  echo "== press release: names and titles"
  grep -E '^(error|warning) (name|title)-' -A 12 "$work/press.txt" | grep -E '^(error|warning)|×' || true
fi

if has names; then
  for pair in fas:fa arb:ar; do
    echo "== names ${pair#*:}"
    db=$work/names.${pair#*:}.db
    "$yeksan" --isolated -q --db "$db" import --moses "$shared/eval/ntrex-dev/NTREX-128/newstest2019-src.eng.txt" \
      "$shared/eval/ntrex-dev/NTREX-128/newstest2019-ref.${pair%:*}.txt" -s en -t "${pair#*:}"
    "$yeksan" --isolated -q --db "$db" names --findings > "$work/findings.json"
    partial=$([[ $pair == arb:ar ]] && echo --only-gold || true)
    python3 "$shared/eval/names/score.py" "$shared/eval/names/dev_gold.${pair#*:}.json" "$work/findings.json" -v $partial | grep -v '^[A-Z_]* [^b]' || true
  done
fi

if has tmx; then
  echo "== tmx: hostile and malformed files"
  python3 "$shared/eval/tmx/mutate_tmx.py" "$work/hostile" >/dev/null
  python3 "$shared/eval/tmx/run_hostile.py" "$work/hostile" --units-re '(\d+) read' -- "$yeksan" --isolated --db '{tmp}/m.db' import '{file}' | tail -20
  echo "== tmx: other programs"
  "$yeksan" --isolated -q run "$shared/press-release/source.en.txt" "$shared/press-release/target.fa.txt" -s en -t fa \
    --out "$work/press" > /dev/null
  python3 - "$work/press/memory.tmx" "$work" <<'P'
import sys
from lxml import etree
lang = "{http://www.w3.org/XML/1998/namespace}lang"
seen, rows = {}, []
for tu in etree.parse(sys.argv[1]).iter("tu"):
    text = {v.get(lang): "".join(v.find("seg").itertext()) for v in tu.iter("tuv") if len(v.find("seg")) == 0}
    if len(text) == 2:
        seen.setdefault(text["en"], set()).add(text["fa"])
        rows.append((text["en"], text["fa"]))
rows = [r for r in rows if len(seen[r[0]]) == 1]  # a source with two targets has no one right answer
for i, name in enumerate(("src", "exp")):
    open(f"{sys.argv[2]}/{name}.txt", "w", encoding="utf-8").write("".join(r[i] + "\n" for r in rows))
P
  bash "$shared/eval/tmx/clients.sh" "$work/press/memory.tmx" en fa "$work/src.txt" "$work/exp.txt"
fi
