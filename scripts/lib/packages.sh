# shellcheck shell=bash
# Reads scripts/packages.txt and asks Debian for what is missing. Needs lib/common.sh.

# shellcheck source=highs.sh
. "${root:?}/scripts/lib/highs.sh"

package_list=${root:?}/scripts/packages.txt

# listed GROUP…: lines "package version" of these groups.
listed() {
    awk -v groups=" $* " '
        { sub(/#.*/, "") }
        NF == 3 && index(groups, " " $3 " ") && !seen[$1]++ { print $1, $2 }
    ' "$package_list"
}

listed_groups() {
    awk '{ sub(/#.*/, "") } NF == 3 { print $3 }' "$package_list" | sort -u
}

listed_release() {
    awk '$1 == "release" { print $2 }' "$package_list"
}

# Node.js often comes from elsewhere; one that is new enough will do, with its npm.
has_node() {
    local version
    version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    ((${version%%.*} >= 18)) && command -v npm >/dev/null
}

has_pip() {
    python3 -m pip --version >/dev/null 2>&1
}

# check_packages GROUP…: sets `missing`; warns of versions that the project is not tested with.
check_packages() {
    missing=()
    local -A wanted=() installed=()
    local package version status
    while read -r package version; do
        if [[ $package == nodejs || $package == npm ]] && has_node; then continue; fi
        if [[ $package == python3-pip ]] && has_pip; then continue; fi
        wanted[$package]=$version
    done < <(listed "$@")

    while read -r package version status; do
        if [[ $status == installed ]]; then installed[$package]=${version#*:}; fi
    done < <(dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}\n' "${!wanted[@]}" 2>/dev/null || true)

    while read -r package; do
        if [[ -z ${installed[$package]:-} ]]; then
            missing+=("$package")
        elif ! version_matches "${installed[$package]}" "${wanted[$package]}"; then
            warn "$package is ${installed[$package]}, tested with ${wanted[$package]}"
        fi
    done < <(printf '%s\n' "${!wanted[@]}" | sort)
}

# version_matches 3.25.1-1 3.25
version_matches() {
    [[ $2 == '*' || $1 == "$2" || $1 == "$2"[!0-9]* ]]
}

check_system() {
    local ID='' VERSION_CODENAME='' release
    if [[ -r /etc/os-release ]]; then
        # shellcheck source=/dev/null
        . /etc/os-release
    fi
    release=$(listed_release)
    if [[ $ID != debian ]] || ! command -v dpkg-query >/dev/null; then
        die "this installs packages of Debian 12 ($release), and this system is ${ID:-unknown}; scripts/packages.txt says what is needed"
    fi
    if [[ $VERSION_CODENAME != "$release" ]]; then
        warn "this is Debian $VERSION_CODENAME; the project is tested on $release"
    fi
}

# as_root COMMAND…
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif [[ -t 0 ]]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

check_rights() {
    if ((EUID == 0)); then return; fi
    if ! command -v sudo >/dev/null; then
        die "packages are missing (${missing[*]}): run this as root, or install sudo"
    fi
    if ! as_root true 2>/dev/null; then
        die "packages are missing (${missing[*]}): run this as root, or as a user who may use sudo"
    fi
}

apt_get() { # ARGUMENT…; waits up to ten minutes for another apt to finish
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@"
}

# apt_install PACKAGE…
apt_install() {
    local log
    log=$(mktemp)
    apt_get update >"$log" 2>&1 </dev/null || true # one broken source of many is no reason to give up
    if ! apt_get install --yes --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
        grep -E '^(E|dpkg):' "$log" | tail -n 5 >&2 || tail -n 5 "$log" >&2
        rm -f "$log"
        die 'apt-get could not install the packages; is there a network, and room on the disk?'
    fi
    rm -f "$log"
}

install_debian_packages() { # GROUP…
    check_system
    check_packages "$@"
    if ((${#missing[@]} == 0)); then return; fi
    check_rights
    say "Installing ${#missing[@]} Debian packages (this can take some minutes)"
    note "${missing[*]}"
    apt_install "${missing[@]}"
    check_packages "$@"
    if ((${#missing[@]} > 0)); then die "still missing: ${missing[*]}"; fi
}

# install_packages GROUP…
install_packages() {
    install_debian_packages "$@"
    if [[ " $* " == *' build '* ]]; then install_highs; fi
}
