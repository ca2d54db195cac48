# The tree, the README's command, the tools and what they say; sourced by run.
# shellcheck shell=bash disable=SC2154

# what is committed, changed or new; not what is ignored, not what is gone
copy_tree() {
    mkdir "$tree"
    if git -C "$here" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        (cd "$here" && git ls-files -z --cached --others --exclude-standard |
            while IFS= read -r -d '' file; do
                if [[ -e "$file" ]]; then printf '%s\0' "$file"; fi
            done | tar --null --files-from=- -cf -) | tar -xf - -C "$tree"
    else
        (cd "$here" && tar --exclude=.git --exclude=.venv -cf - .) | tar -xf - -C "$tree"
    fi
    cp -R "$tree" "$work/clean"
}

# the one command between the markers, without its code fence, word by word
readme_command() {
    local command
    command="$(sed -n '/<!-- test-command -->/,/<!-- \/test-command -->/p' README.md |
        sed -e '/^<!--/d' -e '/^```/d' -e '/^[[:space:]]*$/d')"
    if [[ -z "$command" ]]; then
        echo "README.md has no command between its test-command markers" >&2
        return 1
    fi
    printf '%s\n' "$command"
    bash -euo pipefail -c "$command" || what_failed_once_more
}

# what_failed_once_more [OPTIONS...]: tests that wait for a terminal can be unlucky on a busy
# machine; what failed, named above, has to pass in one process on its own
what_failed_once_more() {
    printf '\nwhat failed, once more:\n'
    .venv/bin/python -m pytest -q -n0 "$@" --last-failed --last-failed-no-failures=none
}

install_tools() {
    "$bin/pip" install --quiet --constraint .ci/constraints.txt '.[dev]'
    "$bin/python" -m venv "$tools"
    "$tools/bin/pip" install --quiet uv pipx pip-audit
}

# constraints.txt names a version for everything that pyproject.toml asks for, within its bounds
lock_is_in_order() {
    PATH="$tools/bin:$PATH" .ci/lock --check
}

lint() {
    "$bin/ruff" check .
    "$bin/ruff" format --check .
}

audit() {
    local found
    if found="$("$tools/bin/pip-audit" --progress-spinner off --disable-pip --no-deps --strict \
        --requirement .ci/constraints.txt 2>&1)"; then
        printf '%s\n' "$found"
        return
    fi
    printf '%s\n' "$found" | tail -n 20
    if ! grep -q "Found [0-9]* known vulnerabilit" <<<"$found"; then
        could_not "pip-audit reached no list of vulnerabilities"
    fi
    return 1
}
