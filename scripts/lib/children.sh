# shellcheck shell=bash
# Programs that a script starts in the background, and their end on every way out.

CHILDREN=()
CHILD_NAMES=()
CHILD_PID=

start_child() { # NAME LOG COMMAND...: the process id is in CHILD_PID
    local name=$1 log=$2
    shift 2
    # A process group of its own: Ctrl-C reaches this script only, which then stops all of them in order. Should the
    # script itself be killed, the kernel stops them.
    setpriv --pdeathsig TERM setsid "$@" >"$log" 2>&1 </dev/null &
    CHILD_PID=$!
    CHILDREN+=("$CHILD_PID")
    CHILD_NAMES+=("$name")
}

child_runs() { kill -0 "$1" 2>/dev/null; }

# The first started child that has ended, by name; fails when all run.
ended_child() {
    local i
    for i in "${!CHILDREN[@]}"; do
        if ! child_runs "${CHILDREN[$i]}"; then
            printf '%s\n' "${CHILD_NAMES[$i]}"
            return 0
        fi
    done
    return 1
}

# Last started, first stopped; who has not ended after 5 s is killed.
stop_children() {
    local i pid waited
    for ((i = ${#CHILDREN[@]} - 1; i >= 0; --i)); do
        pid=${CHILDREN[$i]}
        kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || continue
        for ((waited = 0; waited < 50; ++waited)); do
            child_runs "$pid" || break
            sleep 0.1
        done
        if child_runs "$pid"; then
            printf 'killed %s: it did not stop within 5 s\n' "${CHILD_NAMES[$i]}" >&2
            kill -KILL -- "-$pid" 2>/dev/null || true
        fi
        wait "$pid" 2>/dev/null || true
    done
    CHILDREN=()
    CHILD_NAMES=()
}

# wait_until SECONDS COMMAND...: true as soon as the command is, false after that time or when a child ended.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        ! ended_child >/dev/null || return 1
        sleep 0.05
    done
}

# start_display WIDTH HEIGHT LOG: an Xvfb on a free display; its name is in DISPLAY.
start_display() {
    local number_file
    number_file=$(mktemp)
    # shellcheck disable=SC2016 # expanded by the inner shell
    # Xvfb picks the number itself and writes it to the descriptor: no race for a free one.
    start_child Xvfb "$3" bash -c 'exec Xvfb -displayfd 7 -screen 0 "$1x$2x24" -nolisten tcp -noreset 7>"$3"' \
        Xvfb "$1" "$2" "$number_file"
    wait_until 15 test -s "$number_file" || {
        rm -f "$number_file"
        return 1
    }
    DISPLAY=:$(tr -d '[:space:]' <"$number_file")
    export DISPLAY
    rm -f "$number_file"
}
