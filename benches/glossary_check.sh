#!/usr/bin/env bash
# Holds professional translations against a glossary of countries: every alarm, and how many planted slips are found.
#
#   benches/glossary_check.sh SHARED [LANG=CODE …]      default: fas=fa arb=ar
#
# SHARED is a checkout of the evaluation material, no part of this project. The glossary is made from the npm package
# cldr-localenames-full (Unicode licence), fetched with `npm pack`, or taken from $CLDR when that names it unpacked.
# $YEKSAN names the program; without it the release build is made and used.
set -euo pipefail
shared=$(cd "$1" && pwd); shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
yeksan=${YEKSAN:-}
if [[ -z $yeksan ]]; then
  cargo build --release --locked --quiet --manifest-path "$root/Cargo.toml"
  yeksan=${CARGO_TARGET_DIR:-$root/target}/release/yeksan
fi
cldr=${CLDR:-}
if [[ -z $cldr ]]; then
  (cd "$work" && npm pack --silent cldr-localenames-full > /dev/null && tar xzf cldr-localenames-full-*.tgz)
  cldr=$work/package
fi
ntrex=$shared/eval/ntrex-dev/NTREX-128
source=$ntrex/newstest2019-src.eng.txt
for pair in ${*:-fas=fa arb=ar}; do
  code=${pair#*=}
  target=$ntrex/newstest2019-ref.${pair%=*}.txt
  python3 "$root/benches/territories.py" "$cldr" "$code" > "$work/$code.tsv"
  check() { # NAME TARGET FORMAT
    rm -f "$work/$1.db"
    "$yeksan" --isolated -q --db "$work/$1.db" import --moses "$source" "$2" -s en -t "$code"
    "$yeksan" --isolated -q --db "$work/$1.db" glossary import "$work/$code.tsv" -s en -t "$code"
    "$yeksan" --isolated -v --db "$work/$1.db" check --select term-missing,term-forbidden --exit-zero --format "$3"
  }
  echo "== en-$code: alarms"
  check "$code" "$target" text
  echo "== en-$code: planted"
  python3 "$root/benches/plant_terms.py" "$source" "$target" "$work/$code.tsv" 40 "$work/planted" "$work/key"
  check "$code-planted" "$work/planted" json > "$work/findings.json"
  python3 "$root/benches/plant_terms.py" --score "$work/key" "$work/findings.json"
done
