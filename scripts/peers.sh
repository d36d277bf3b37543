#!/usr/bin/env bash
# Prepares .venv-peers with the programs that the benchmark compares with, each at the version of
# tests/benchmarks/peers.txt. One that cannot be installed is named and left out: the benchmark goes on without it.
# All of them call the Tesseract that scripts/setup.sh installs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PINS=tests/benchmarks/peers.txt
PEERS=(pytesseract ocrmypdf img2table pdfplumber)
stamp=.venv-peers/.stamp
wanted=$({ pwd; .venv/bin/python -V; cat "$PINS"; } | sha256sum)

say() { printf 'peers: %s\n' "$*"; }
. scripts/apt.sh

install() { .venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -c "$PINS" "$@"; }

[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || exit 0
say "making .venv-peers with the programs of $PINS (a minute the first time)"
.venv/bin/python -m venv --clear .venv-peers || { say "python3-venv does not work here: no peers"; exit 0; }
if ! install "${PEERS[@]}"; then
    for peer in "${PEERS[@]}"; do
        install "$peer" || say "$peer could not be installed (pip says why above)"
    done
    # no stamp: the next run tries again
    exit 0
fi
# img2table comes with the OpenCV that draws windows; on a machine without a screen its libraries may be missing.
if ! .venv-peers/bin/python -c 'import cv2' 2>/dev/null; then
    apt_install libgl1 libglib2.0-0 libxcb1 || say "libgl1 could not be installed: img2table will not start"
fi
printf '%s\n' "$wanted" >"$stamp"
