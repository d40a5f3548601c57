# shellcheck shell=bash
# Dear ImGui 1.92 from Debian's source package. Debian 12's own library is 1.86, which cannot draw rare
# characters of names; a later suite's source package can be had without touching the machine's package set:
# apt looks at it through a source list and state folders of its own, and checks the archive's signature.

IMGUI_VERSION=1.92.2b
IMGUI_SUITE=forky
IMGUI_SHA256=e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
ARCHIVE_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

imgui_dir() { printf '%s/lobby/imgui-%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}" "$IMGUI_VERSION"; }

# The mirror of the machine's own Debian, as apt itself understands its source lists (either format).
debian_mirror() {
    local codename
    codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    # shellcheck disable=SC2016 # the names are apt's
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v name="$codename" '($1 == name || $1 == "stable") && $2 == "main" { print $3; exit }'
}

fetch_imgui() { # FOLDER: leaves imgui_*.orig.tar.xz in it
    local dir=$1 mirror
    mirror=$(debian_mirror)
    if [ -z "$mirror" ]; then # apt's lists were cleared away, as in many containers
        as_root apt-get -q=2 update || true
        mirror=$(debian_mirror)
    fi
    [ -n "$mirror" ] || fail "apt knows no Debian mirror on this machine"
    mkdir -p "$dir"/{parts,lists/partial,archives/partial}
    {
        printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\n' "$mirror" "$IMGUI_SUITE"
        [ ! -r "$ARCHIVE_KEYRING" ] || printf 'Signed-By: %s\n' "$ARCHIVE_KEYRING"
    } >"$dir/parts/imgui.sources"
    local apt=(apt-get -q=2 -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$dir/parts"
        -o Dir::State::lists="$dir/lists" -o Dir::Cache::archives="$dir/archives"
        -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Acquire::Languages=none)
    # A list that has outlived its date does no harm here: the archive's hash is on record.
    apt+=(-o Acquire::Check-Valid-Until=false)
    # The folder belongs to whoever runs this, and apt's own user may not enter it.
    [ "$(id -u)" != 0 ] || apt+=(-o APT::Sandbox::User=root)
    "${apt[@]}" update || fail "apt cannot read the source list of Debian $IMGUI_SUITE at $mirror"
    (cd "$dir" && "${apt[@]}" source --download-only imgui >/dev/null) ||
        fail "apt cannot fetch the source package imgui of Debian $IMGUI_SUITE"
}

ensure_imgui_source() {
    local target work tarball version
    target=$(imgui_dir)
    [ ! -f "$target/imgui.h" ] || return 0
    say "Fetching Dear ImGui $IMGUI_VERSION: source package imgui of Debian $IMGUI_SUITE (the library of Debian 12 is 1.86)"
    mkdir -p "$(dirname "$target")"
    work=$(mktemp -d "$(dirname "$target")/fetch.XXXXXX")
    # shellcheck disable=SC2064 # the folder's name now, not at the trap's time
    trap "rm -rf '$work' '${apt_log-}'" EXIT
    fetch_imgui "$work"
    tarball=$(find "$work" -maxdepth 1 -name 'imgui_*.orig.tar.xz' | sort -V | tail -n 1)
    [ -n "$tarball" ] || fail "the source package holds no original archive"
    version=$(basename "$tarball" | sed -E 's/^imgui_([^+]+).*/\1/')
    if [ "$version" = "$IMGUI_VERSION" ]; then
        printf '%s  %s\n' "$IMGUI_SHA256" "$tarball" | sha256sum --check --quiet ||
            fail "the archive of Dear ImGui $version is not the one that this project was checked with"
    else
        dpkg --compare-versions "$version" ge 1.92 || fail "Debian $IMGUI_SUITE has Dear ImGui $version, too old"
        say "NOTE: Debian $IMGUI_SUITE has moved on to Dear ImGui $version; this project was checked with" \
            "$IMGUI_VERSION. Using $version. Its signature was checked by apt, its hash is not on record here."
    fi
    mkdir "$work/tree"
    tar -C "$work/tree" --strip-components=1 -xJf "$tarball"
    grep -q IMGUI_VERSION "$work/tree/imgui.h" || fail "the archive does not hold Dear ImGui"
    # In one step, so that a half unpacked tree is never taken for a whole one; a second setup that was faster wins.
    mv -T "$work/tree" "$target" 2>/dev/null || [ -f "$target/imgui.h" ] || fail "cannot write $target"
    rm -rf "$work"
}
