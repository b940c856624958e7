# shellcheck shell=bash
# What all scripts share: where things are, how they speak, how they remember what is done.
# To be sourced after `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root

# Messages go to standard error; standard output is for results.
say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

if [[ ! -t 2 || -n ${NO_COLOR:-} ]]; then
    say() { printf '==> %s\n' "$*" >&2; }
fi

# usage FILE: the comment at the head of a script, which is its help.
usage() {
    sed -n '2,/^[^#]/ { /^#/ s/^# \{0,1\}//p }' "$1"
}

# hash_of [FILE…] [-- WORD…]: one hash over files' contents and words.
hash_of() {
    local files=()
    while (($# > 0)) && [[ $1 != -- ]]; do
        files+=("$1")
        shift
    done
    {
        if ((${#files[@]} > 0)); then sha256sum -- "${files[@]}" | cut -d ' ' -f 1; fi
        printf '%s\0' "$@"
    } | sha256sum | cut -d ' ' -f 1
}

# Stamps: a step that left STAMP with the hash of its inputs need not run again.
is_fresh() { # STAMP HASH
    [[ -f $1 && $(<"$1") == "$2" ]]
}
leave_stamp() { # STAMP HASH
    printf '%s\n' "$2" >"$1.tmp"
    mv "$1.tmp" "$1"
}

# demo_city_packages: the npm packages of scripts/demo-city, as its lock file says.
install_demo_city_packages() {
    local folder=$root/scripts/demo-city hash
    hash=$(hash_of "$folder/package.json" "$folder/package-lock.json")
    if is_fresh "$folder/node_modules/.yizhan-stamp" "$hash"; then return; fi
    say 'Getting the npm packages of the demo city'
    local log
    log=$(mktemp)
    if ! (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier >"$log" 2>&1); then
        tail -n 5 "$log" >&2
        rm -f "$log"
        die 'npm could not get its packages; is there a network?'
    fi
    rm -f "$log"
    leave_stamp "$folder/node_modules/.yizhan-stamp" "$hash"
}
