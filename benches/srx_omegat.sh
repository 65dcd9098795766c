#!/usr/bin/env bash
# Does OmegaT, given the exported rules, cut as the built-in rules do?
#
#   benches/srx_omegat.sh SHARED [LANG…]      default: en fa de fr ru tr zh ja
#
# SHARED is a checkout of the evaluation material, no part of this project. OmegaT runs without a window, twice a language:
# first it lists its segments, then it translates each into itself between marks, so that the text it writes shows where
# it cut. Needs omegat (Debian has it) and python3. $YEKSAN names the program; without it the release build is made.
# Prints a line a document: segments here, segments there, the share that is the same. Exit 1 under 99.5 % in en or fa.
set -euo pipefail
shared=$(cd "$1" && pwd); shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
yeksan=${YEKSAN:-}
if [[ -z $yeksan ]]; then
  cargo build --release --locked --quiet --manifest-path "$root/Cargo.toml"
  yeksan=${CARGO_TARGET_DIR:-$root/target}/release/yeksan
fi
export HOME=$work/home; mkdir -p "$HOME"
"$yeksan" -q segment --export-srx "$work/yeksan.srx"
python3 "$root/benches/srx_omegat.py" "$yeksan" "$work" "$root" "$shared" ${*:-en fa de fr ru tr zh ja}
