#!/usr/bin/env bash
# Runs the TMX yardsticks on the release build and prints their figures.
#
#   benches/tmx.sh SHARED [kit|catalogues|hostile|clients|html|rates …]
#
# SHARED is a checkout of the evaluation material (eval/), which is no part of this project. Needs python3 with lxml;
# catalogues and clients need gettext, translate-toolkit and the Persian catalogues of GTK and GLib (Debian:
# libgtk-3-common, libglib2.0-data), clients and html OmegaT. Without names all are run.
set -euo pipefail
shared=$(cd "$1" && pwd); shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
yeksan=${YEKSAN:-${CARGO_TARGET_DIR:-$root/target}/release/yeksan}
[[ -n ${YEKSAN:-} ]] || cargo build --release --locked --quiet --manifest-path "$root/Cargo.toml"
export SOURCE_DATE_EPOCH=1738540800
what=${*:-kit catalogues hostile clients html rates}
has() { [[ " $what " == *" $1 "* ]]; }
y() { "$yeksan" --isolated -q "$@"; }
count="python3 $shared/eval/tmx/count_tmx.py"

# Import → dump against the counter; export → import → export; the check of the export itself.
around() { # file
  local f=$1 d; d=$(mktemp -d -p "$work")
  if ! y --db "$d/a.db" import "$f" 2> "$d/why"; then echo "refused: $(grep -m1 error "$d/why" | cut -c1-150)"; return; fi
  if ! y --db "$d/a.db" dump --format tmx-json > "$d/a.json" || [[ $($count "$f" | grep -c '"tu": 0[,}]') = 1 ]]; then echo "no unit"; return; fi
  local said; said=$($count --compare "$d/a.json" "$f" || true)
  y --db "$d/a.db" export "$d/1.tmx" --check 2> "$d/check" || said+=" [check: $(grep -m1 error "$d/check")]"
  y --db "$d/b.db" import "$d/1.tmx"; y --db "$d/b.db" export "$d/2.tmx"
  said+="; export $($count --compare-files "$f" "$d/1.tmx" || true)"
  cmp -s "$d/1.tmx" "$d/2.tmx" && said+="; second export identical" || said+="; SECOND EXPORT DIFFERS"
  echo "$said" | tr '\n' ' '; echo
}

catalogue() { # name
  [[ -e $work/$1.tmx ]] && return
  msgunfmt "/usr/share/locale/fa/LC_MESSAGES/$1.mo" -o "$work/$1.po"
  po2tmx --progress=none -l fa "$work/$1.po" "$work/$1.tmx"
}

if has kit; then
  echo "== LISA kit: every import file"
  for f in "$shared"/eval/tmx/lisa-kit/*.tmx; do printf '%-22s ' "$(basename "$f")"; around "$f"; done
fi

if has catalogues; then
  echo "== Persian catalogues of GTK and GLib"
  for c in gtk30 glib20; do catalogue $c; printf '%-22s ' $c; around "$work/$c.tmx"; done
fi

if has hostile; then
  echo "== hostile and malformed files"
  python3 "$shared/eval/tmx/mutate_tmx.py" "$work/hostile" > /dev/null
  python3 "$shared/eval/tmx/run_hostile.py" "$work/hostile" --units-re '(\d+) read' -- \
    "$yeksan" --isolated --db '{tmp}/m.db' import '{file}' | tail -20
  echo "== after a refused file a dump is empty"
  python3 - "$yeksan" "$work/hostile" <<'P'
import json, os, subprocess, sys, tempfile
yeksan, folder = sys.argv[1:]
refused = full = 0
for name, case in sorted(json.load(open(folder + "/expect.json")).items()):
    if case["expect"] != "reject":
        continue
    db = tempfile.mkdtemp() + "/m.db"
    base = [yeksan, "--isolated", "-q", "--db", db]
    refused += subprocess.run(base + ["import", f"{folder}/{name}.tmx"], capture_output=True).returncode != 0
    dump = subprocess.run(base + ["dump"], capture_output=True, text=True)
    full += bool(dump.stdout.strip())
print(refused, "refused,", full, "of them left units behind")
P
fi

if has clients; then
  echo "== other programs, on the catalogue of GTK"
  catalogue gtk30
  for pair in en:fa en-US:fa-IR; do
    s=${pair%:*}; t=${pair#*:}; d=$work/clients.$s; mkdir -p "$d"
    y --db "$d/m.db" import "$work/gtk30.tmx" $([[ $s = en ]] || echo --map-lang en=en-US --map-lang fa=fa-IR)
    y --db "$d/m.db" export "$d/m.tmx" --for any -s "$s" -t "$t" --dedupe --check
    python3 "$root/benches/tmx_lines.py" "$d/m.tmx" "$d"
    echo "-- $pair, $(wc -l < "$d/src.txt") units to fill"
    bash "$shared/eval/tmx/clients.sh" "$d/m.tmx" "$s" "$t" "$d/src.txt" "$d/exp.txt"
  done
fi

if has html; then
  echo "== HTML with inline tags in OmegaT"
  bash "$root/benches/omegat_html.sh" "$yeksan"
fi

if has rates; then
  echo "== rates"
  python3 "$root/benches/tmx_rates.py" "$yeksan" "${CARGO_TARGET_DIR:-$root/target}" "$work"
fi
