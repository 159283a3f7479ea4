# shellcheck shell=bash
# How ./test speaks: a line when a step begins, a line when it ends.

running=""

# step NAME COMMAND…: runs the command; the first that fails ends everything.
step() {
    local name=$1 began=$SECONDS
    shift
    running=$name
    printf '\n== %s\n' "$name"
    "$@"
    printf '== %s: done in %s\n' "$name" "$(duration $((SECONDS - began)))"
    running=""
}

# stop SENTENCE: says what to do, and ends.
stop() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

tell_failure() {
    printf '\n== NOT green%s, after %s\n' "${running:+: “$running” failed}" "$(duration "$SECONDS")" >&2
}

all_green() {
    printf '\nall green in %s\n' "$(duration "$SECONDS")"
}

duration() {
    if (($1 < 60)); then
        printf '%d s' "$1"
    else
        printf '%d min %d s' $(($1 / 60)) $(($1 % 60))
    fi
}
