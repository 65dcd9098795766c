#!/usr/bin/env bash
# Scores names and titles on the golden sets of tests/titles.
#
#   benches/titles.sh SHARED [first|second|third|fourth|fifth|sixth|names …]
#
# SHARED is a checkout of the evaluation material (for eval/names/score.py). YEKSAN names another program than this tree's
# release build. Of each set: all names, then titles alone.
set -euo pipefail
shared=$(cd "$1" && pwd); shift
root=$(cd "$(dirname "$0")/.." && pwd)
if [[ -z ${YEKSAN:-} ]]; then
  cargo build --release --locked --quiet --manifest-path "$root/Cargo.toml"
  YEKSAN=${CARGO_TARGET_DIR:-$root/target}/release/yeksan
fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
sets=("$@"); [[ ${#sets[@]} -gt 0 ]] || sets=(first second third fourth fifth sixth names)
for set in "${sets[@]}"; do
  echo "== $set"
  tail -n +2 "$root/tests/titles/$set.tsv" | cut -f2 > "$work/en"
  tail -n +2 "$root/tests/titles/$set.tsv" | cut -f3 > "$work/fa"
  rm -f "$work"/m.db*
  "$YEKSAN" --isolated -q --db "$work/m.db" import --moses "$work/en" "$work/fa" -s en -t fa > /dev/null
  "$YEKSAN" --isolated -q --db "$work/m.db" names --findings > "$work/findings.json"
  python3 "$shared/eval/names/score.py" "$root/tests/titles/$set.gold.json" "$work/findings.json" -v
  python3 - "$root/tests/titles/$set.gold.json" "$work/titles.json" <<'P'
import json, sys
gold = json.load(open(sys.argv[1], encoding="utf-8"))
gold["names"] = [name for name in gold["names"] if name["kind"] == "title"]
json.dump(gold, open(sys.argv[2], "w", encoding="utf-8"), ensure_ascii=False)
P
  echo "-- titles alone"
  python3 "$shared/eval/names/score.py" "$work/titles.json" "$work/findings.json" --only-gold
done
