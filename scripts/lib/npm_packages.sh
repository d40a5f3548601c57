# shellcheck shell=bash
# The npm packages of the office's pages (office/console/pages/package.json): exactly those of the lock file, whose hashes npm
# checks, from the registry that the machine's npm is set up with. Their install scripts are not run.

PAGES_DIR=$LOBBY_ROOT/office/console/pages

ensure_npm_packages() {
    local laid_down=$PAGES_DIR/node_modules/.lock-of-setup log
    cmp -s "$PAGES_DIR/package-lock.json" "$laid_down" && return 0
    say "Fetching the npm packages of the office's pages:"
    awk -F'"' '/"(dependencies|devDependencies)"/ { on = 1; next } /}/ { on = 0 } on { printf "  %s %s\n", $2, $4 }' \
        "$PAGES_DIR/package.json"
    # npm brings a list of authorities of its own; what this machine trusts counts, unless its npm is set up otherwise.
    local authorities=/etc/ssl/certs/ca-certificates.crt
    if [ -z "${NPM_CONFIG_CAFILE-}${npm_config_cafile-}" ] && [ -r $authorities ] &&
        [ "$(npm config get cafile 2>/dev/null)" = null ]; then
        export NPM_CONFIG_CAFILE=$authorities
    fi
    log=$(mktemp)
    (cd "$PAGES_DIR" && npm ci --ignore-scripts) >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "npm could not fetch them (see above)"
    }
    rm -f "$log"
    cp "$PAGES_DIR/package-lock.json" "$laid_down"
}
