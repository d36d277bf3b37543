#!/usr/bin/env bash
# Prepares this folder: .venv with the exact packages of constraints.txt, and Tesseract with both Vietnamese models.
# Running it again is quick: it compares what is there with what is asked for and does only what is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 3; }

. scripts/apt.sh

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" python3 python3.11 python3.12 python3.13; do
        if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# What .venv is made from; a moved folder or another Python makes a new stamp too.
wanted_stamp() {
    { pwd; "$1" -c 'import sys; print(sys.version)'; cat constraints.txt pyproject.toml; } | sha256sum
}

set_up_python() {
    local python stamp=.venv/.setup-stamp wanted
    if ! python=$(find_python); then
        if command -v python3 >/dev/null; then
            fail "Python 3.11 or newer is needed, python3 is $(python3 -V 2>&1). Name another one: make setup PYTHON=/path/to/python3.11"
        fi
        apt_install python3 python3-venv && python=$(find_python) ||
            fail "Python 3.11 or newer is needed. Run: apt-get install python3 python3-venv"
    fi
    wanted=$(wanted_stamp "$python")
    if [ -x .venv/bin/kehoach ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return 0
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install python3-venv && "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            fail "python3-venv is missing and could not be installed here. Run: apt-get update && apt-get install python3-venv"
    fi
    say "making .venv with $("$python" -V) and the packages of constraints.txt (some minutes the first time)"
    # An environment of another folder or another Python is made anew, one that an interrupted run left is completed.
    if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c "import sys; sys.exit(sys.prefix != '$PWD/.venv')" 2>/dev/null ||
        [ "$(.venv/bin/python -V)" != "$("$python" -V)" ]; then
        "$python" -m venv --clear .venv
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]' ||
        fail "the Python packages could not be installed (pip says why above). Check the network and run make setup again."
    printf '%s\n' "$wanted" >"$stamp"
}

missing_tesseract_packages() {
    if ! command -v tesseract >/dev/null; then
        echo tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet
        return
    fi
    local languages
    languages=$(tesseract --list-langs 2>/dev/null || true)
    grep -qx vie <<<"$languages" || echo tesseract-ocr-vie
    # Debian lists the model as 'Vietnamese' or, below script/, as 'script/Vietnamese'.
    grep -qxE '(script/)?Vietnamese' <<<"$languages" || echo tesseract-ocr-script-viet
}

set_up_tesseract() {
    local missing
    missing=$(missing_tesseract_packages | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # a list of package names
    apt_install $missing || true
    missing=$(missing_tesseract_packages | tr '\n' ' ')
    missing=${missing% }
    [ -z "$missing" ] || fail "scans cannot be read yet: $missing could not be installed here.
       On Debian or Ubuntu, as root, run: apt-get update && apt-get install $missing
       On macOS run: brew install tesseract tesseract-lang
       Then run make setup again; .venv/bin/kehoach doctor tells what is still missing."
}

# Only the tests draw pages; without a font with Vietnamese letters they skip that.
set_up_font() {
    compgen -G '/usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf' >/dev/null && return 0
    apt_install fonts-liberation2 ||
        say "fonts-liberation2 is missing and could not be installed: tests that draw pages are skipped"
}

set_up_python
set_up_tesseract
[ "${1:-}" != --with-font ] || set_up_font
say "ready: .venv/bin/kehoach"
