# The program as people install it; sourced by run.
# shellcheck shell=bash disable=SC2154

build_wheel() {
    "$bin/python" -m build --outdir "$work/dist" . # the wheel is built from the sdist
    ls "$work/dist"
}

# go to an empty folder as somebody without settings
elsewhere() {
    mkdir -p "$work/$1/home"
    cd "$work/$1"
    export HOME="$PWD/home"
    unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME
}

installed_wheel() {
    elsewhere elsewhere
    "$bin/python" -m venv environment
    environment/bin/pip install --quiet "$work"/dist/*.whl
    local offerdesk="$PWD/environment/bin/offerdesk" scripts="$tree/.ci/installed"
    "$offerdesk" --version
    environment/bin/python -m offerdesk --version
    cp "$scripts/offers.json" .
    in_and_out
    "$bin/python" "$tree/tests/journeys/installed.py" "$offerdesk"
    environment/bin/python "$scripts/start_up.py" "$offerdesk"
}

# what came in is listed, goes out as it came, and makes the same desk again
in_and_out() {
    "$offerdesk" --db desk.db import offers.json
    "$offerdesk" --db desk.db import offers.json # reading the same file again changes nothing
    "$offerdesk" --db desk.db list --json >list.json
    environment/bin/python "$scripts/what_was_read.py" "$offerdesk"
    "$offerdesk" --db desk.db export --to greenhouse -o again.json
    environment/bin/python -c \
        'import json; assert json.load(open("again.json")) == json.load(open("offers.json"))'
    "$offerdesk" --db desk.db export --to json -o all.jsonl
    "$offerdesk" --db copy.db import all.jsonl
    "$offerdesk" --db copy.db list --json >copy.json
    cmp list.json copy.json
    "$offerdesk" --db copy.db due || [[ $? -eq 1 ]]
}

installed_by_tools() {
    elsewhere tools-home
    export PIPX_HOME="$PWD/pipx" PIPX_BIN_DIR="$PWD/pipx-bin"
    export UV_TOOL_DIR="$PWD/uv" UV_TOOL_BIN_DIR="$PWD/uv-bin"
    "$tools/bin/pipx" install --quiet --python "$bin/python" "$work/clean"
    reads_and_lists pipx-bin/offerdesk pipx.db
    "$tools/bin/uv" tool install --quiet --python "$bin/python" "$work/clean"
    reads_and_lists uv-bin/offerdesk uv.db
}

# reads_and_lists PROGRAM DESK
reads_and_lists() {
    "$1" --version
    "$1" --db "$2" import "$tree/.ci/installed/offers.json"
    "$1" --db "$2" list --json
}
