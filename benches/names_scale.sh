#!/usr/bin/env bash
# What names and checks cost a unit as a memory grows: time, processor and most memory, on one core.
#
#   benches/names_scale.sh [--full] [SOURCE.txt TARGET.txt]
#
# Invented news (benches/names_corpus.py) of 10,000 and 100,000 pairs, with --full a million as well; with two files of
# lines those again and again, with other names put in. Needs python3 and GNU time. YEKSAN names another program than
# this tree's release build.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
sizes=(10000 100000)
[[ ${1:-} == --full ]] && { sizes+=(1000000); shift; }
if [[ -z ${YEKSAN:-} ]]; then
  cargo build --release --locked --quiet --manifest-path "$root/Cargo.toml"
  YEKSAN=${CARGO_TARGET_DIR:-$root/target}/release/yeksan
fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
printf '%-8s %-6s %8s %8s %8s %10s %10s\n' units what 'wall s' 'cpu s' MB 'us/unit' 'KB/unit'
for n in "${sizes[@]}"; do
  python3 "$root/benches/names_corpus.py" "$n" "$work/c" "$@"
  rm -f "$work"/m.db*
  "$YEKSAN" --isolated -q --db "$work/m.db" import --moses "$work/c.en" "$work/c.fa" -s en -t fa > /dev/null
  for what in names check; do
    args=(check); [[ $what == names ]] && args=(names --findings)
    # What is found ends a check with 1.
    RAYON_NUM_THREADS=1 /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' taskset -c 0 \
      "$YEKSAN" --isolated -q --db "$work/m.db" "${args[@]}" > /dev/null || [[ $? == 1 ]]
    awk -v n="$n" -v what=$what '{ cpu = $2 + $3
      printf "%-8d %-6s %8.1f %8.1f %8.0f %10.0f %10.1f\n", n, what, $1, cpu, $4 / 1024, cpu * 1e6 / n, $4 / n }' "$work/time"
  done
done
