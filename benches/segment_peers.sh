#!/usr/bin/env bash
# Runs the segmenters that package registries carry and ours on the same yardstick, prints one table, the share of
# segments that are given back whole when segmented again, and the speed beside icu_segmenter.
#
#   benches/segment_peers.sh SHARED [RULES]
#
# SHARED is a checkout of the evaluation material (eval/segment, eval/ntrex-dev), which is no part of this project; RULES
# an SRX file of another program, for the speed of its rules beside the crate srx. Needs python3 with
# venv, cargo and both registries; nothing is installed outside a temporary folder ($PEERS keeps it when set).
set -euo pipefail
shared=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
if [[ -n ${PEERS:-} ]]; then work=$PEERS; mkdir -p "$work"; else work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; fi
[[ -x $work/venv/bin/python ]] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install pysbd sentencex blingfire numpy segtok 'setuptools<80'
cargo=${CARGO:-cargo}
"$cargo" build --release --locked --quiet --manifest-path "$root/Cargo.toml"
yeksan=${CARGO_TARGET_DIR:-$root/target}/release/yeksan
CARGO_TARGET_DIR=$work/icu "$cargo" build --release --locked --quiet --manifest-path "$root/benches/segment_icu/Cargo.toml"
icu=$work/icu/release/segment-icu

cd "$shared/eval/segment"
systems=("cmd:yeksan=$yeksan segment --jsonl" "cmd:icu_segmenter=$icu")
for peer in pysbd sentencex blingfire segtok; do
  systems+=("cmd:$peer=$work/venv/bin/python $root/benches/segment_peer.py $peer")
done
python3 score.py --json "$work/table.json" hard_cases.dev.json gold/*_{ewt,perdt,seraji,gsd,boun}.jsonl -- "${systems[@]}" > /dev/null
python3 - "$work/table.json" <<'P'
import json, sys
table = json.load(open(sys.argv[1], encoding="utf-8"))
sets = list(table)
names = list(dict.fromkeys(name for row in table.values() for name in row))
print("| |", " | ".join(sets), "|")
print("| --- " * (len(sets) + 1) + "|")
for name in names:
    cells = []
    for s in sets:
        r = table[s].get(name)
        cells.append("–" if r is None else f"{r['right']}/{r['n']}" if s.startswith("hard") else f"{r['bF'] * 100:.1f}/{r['sF'] * 100:.1f}")
    print(f"| {name} |", " | ".join(cells), "|")
P

echo "== segmented again"
python3 - "$yeksan" gold/*_{ewt,perdt,seraji,gsd,boun}.jsonl <<'P'
import json, subprocess, sys
def ask(items):
    lines = "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items)
    out = subprocess.run([sys.argv[1], "segment", "--jsonl"], input=lines.encode(), capture_output=True, check=True).stdout
    return [json.loads(line)["segments"] for line in out.decode().splitlines()]
items = [json.loads(line) for path in sys.argv[2:] for line in open(path, encoding="utf-8")]
again = [{"id": n, "lang": i["lang"], "text": s} for n, (i, segs) in enumerate(zip(items, ask(items))) for s in segs]
whole = sum(got == [a["text"]] for a, got in zip(again, ask(again)))
print(f"{whole} of {len(again)} segments come back whole: {whole / len(again) * 100:.2f}%")
P

echo "== speed, one thread"
for set in en:en_ewt fa:fa_perdt; do
  python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"): print(json.loads(line)["text"].replace("\n", " "))' "gold/${set#*:}.jsonl" > "$work/${set%:*}.txt"
  "$icu" --speed "${set%:*}" "$work/${set%:*}.txt"
done
for set in en:src.eng fa:ref.fas; do
  news=$shared/eval/ntrex-dev/NTREX-128/newstest2019-${set#*:}.txt
  paste -sd '     \n' "$news" > "$work/news.${set%:*}.txt"
  "$icu" --speed "${set%:*}" "$work/news.${set%:*}.txt" "$news"
done
if [[ -n ${2:-} ]]; then
  "$icu" --srx "$2" en "$work/en.txt" "$shared/eval/ntrex-dev/NTREX-128/newstest2019-src.eng.txt"
  "$icu" --srx "$2" ru "$shared/eval/ntrex-dev/NTREX-128/newstest2019-ref.rus.txt"
fi
