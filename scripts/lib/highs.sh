# shellcheck shell=bash
# Gets the MIP solver HiGHS, which Debian 12 has no package of, from the wheel that scripts/python-packages.txt pins.
# Nothing is installed into the system: it is unpacked into build/deps, where CMake looks. Needs lib/common.sh.

highs_list=${root:?}/scripts/python-packages.txt

# highs_version: as pinned.
highs_version() {
    sed -n 's/^highsbox==\([0-9.]*\).*/\1/p' "$highs_list"
}

# Leaves build/deps/highs-VERSION with include/, lib/ and the licence; does nothing, quickly, when it is there. Without a
# network it warns, and the build has CBC only: slower, not wrong.
install_highs() {
    local folder stamp hash
    folder=$root/build/deps/highs-$(highs_version)
    stamp=$folder/.yizhan-stamp
    hash=$(hash_of "$highs_list" "$root/scripts/lib/highs.sh")
    if is_fresh "$stamp" "$hash"; then return; fi
    say "Getting HiGHS $(highs_version)"
    local work
    work=$(mktemp -d)
    if download_highs "$work" && unpack_highs "$work" "$folder"; then
        leave_stamp "$stamp" "$hash"
    else
        warn "no HiGHS ($(tail -n 1 "$work/log")): this build will solve with CBC only, which takes much longer"
    fi
    rm -rf "$work"
}

# download_highs WORK: pip refuses a file whose hash is not listed.
download_highs() {
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes --retries 2 \
        --timeout 30 --dest "$1" --requirement "$highs_list" >"$1/log" 2>&1 </dev/null
}

# unpack_highs WORK FOLDER
unpack_highs() {
    local wheels=("$1"/*.whl) inside
    inside=$1/unpacked/highsbox-$(highs_version).data/purelib/highsbox/highs_dist
    python3 -m zipfile -e "${wheels[0]}" "$1/unpacked" >>"$1/log" 2>&1 || return
    if [[ ! -f $inside/lib/libhighs.so ]]; then
        echo 'the wheel is not as expected: it has no lib/libhighs.so' >>"$1/log"
        return 1
    fi
    # OpenBLAS, also in the wheel, serves only HiGHS's interior-point method HiPO, which we do not use.
    rm -rf "$2"
    mkdir -p "$2/lib" &&
        cp -r "$inside/include" "$2/include" &&
        rm -rf "$2/include/openblas" &&
        cp "$inside/lib/libhighs.so" "$2/lib/" &&
        cp "$inside/share/doc/HIGHS/LICENSE.txt" "$2/LICENSE.txt"
}
