# shellcheck shell=bash
# A PostgreSQL for one run: its own folder, its own port, gone afterwards. Needs say.sh.

postgres_home=""
postgres_url=""

# Where the programs of the newest PostgreSQL are; nothing when there is none.
postgres_folder() {
    local folder
    for folder in "$(dirname "$(command -v initdb || echo /)")" \
        "$(pg_config --bindir 2>/dev/null)" \
        $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV); do
        if [[ -x $folder/initdb && -x $folder/postgres ]]; then
            echo "$folder"
            return
        fi
    done
}

# Each test copies a database of some 1,500 files: in memory that takes half the time.
postgres_place() {
    local free
    free=$(df --output=avail --block-size=1M /dev/shm 2>/dev/null | tail -n 1) || free=0
    if [[ -w /dev/shm ]] && ((${free:-0} >= 4096)); then echo /dev/shm; else echo /tmp; fi
}

# Sets $postgres_url for ./test. Another process may take the port between the look and the start, so it tries thrice.
postgres_start() {
    # Not TMPDIR: the path of a socket may have 107 characters only.
    postgres_home=$(mktemp -d "$(postgres_place)/postgres.XXXXXX")
    postgres_init
    local port
    for _ in 1 2 3; do
        port=$(free_port)
        if postgres_serve "$port"; then
            # shellcheck disable=SC2034
            postgres_url="postgres://learning:$(<"$postgres_home/password")@127.0.0.1:$port/postgres"
            echo "PostgreSQL in $postgres_home on port $port"
            return
        fi
    done
    tail -n 20 "$postgres_home/log" >&2
    stop "PostgreSQL does not start. Its last lines are above."
}

postgres_init() {
    head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$postgres_home/password"
    ((EUID != 0)) || chown -R "$(postgres_user)" "$postgres_home"
    # The password guards a port that every user of this machine can reach. It is
    # sent as it is, over loopback, because the tests open very many connections.
    postgres_run initdb --pgdata="$postgres_home/data" --username=learning --pwfile="$postgres_home/password" \
        --auth=password --encoding=UTF8 --locale=C.UTF-8 >"$postgres_home/initdb.log" 2>&1 ||
        { cat "$postgres_home/initdb.log" >&2; stop "initdb failed. Its message is above."; }
}

# Tests kill servers of ours, but never the machine: nothing has to reach the disk.
postgres_serve() {
    postgres_run pg_ctl start --silent --wait --timeout=60 --pgdata="$postgres_home/data" --log="$postgres_home/log" \
        --options="-c listen_addresses=127.0.0.1 -c port=$1 -c unix_socket_directories=$postgres_home \
            -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
            -c max_connections=300 -c max_locks_per_transaction=256"
}

postgres_stop() {
    [[ -n $postgres_home ]] || return 0
    if [[ -f $postgres_home/data/postmaster.pid ]]; then
        postgres_run pg_ctl stop --silent --mode=immediate --wait --pgdata="$postgres_home/data" || true
    fi
    rm -rf "$postgres_home"
    postgres_home=""
}

# postgres_run PROGRAM ARGUMENT…: PostgreSQL refuses to run as root, so root steps aside.
postgres_run() {
    local program
    program=$(postgres_folder)/$1
    shift
    if ((EUID == 0)); then
        (cd "$postgres_home" && runuser -u "$(postgres_user)" -- "$program" "$@")
    else
        "$program" "$@"
    fi
}

postgres_user() {
    if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

free_port() {
    node -e 'const probe = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(probe.address().port); probe.close(); })'
}
