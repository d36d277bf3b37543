# Functions to install Debian packages; sourced by the scripts beside it, which define `say`.
# shellcheck shell=bash

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif [ -t 0 ]; then sudo "$@"
    else sudo -n "$@"
    fi
}

# Installs Debian packages; returns 1 where that is not possible here.
apt_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || return 1
    say "installing $* with apt-get"
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends)
    # The list of packages may be absent or old: fetch it only when the first attempt fails.
    as_root "${install[@]}" "$@" >/dev/null 2>&1 && return 0
    as_root apt-get update -q >/dev/null && as_root "${install[@]}" "$@" >/dev/null
}
