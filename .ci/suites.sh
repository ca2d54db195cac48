# The suites: as an ordinary user, on every Python, with the lowest libraries; sourced by run.
# shellcheck shell=bash disable=SC2154

claimed_pythons() {
    sed -n 's/.*"Programming Language :: Python :: \(3\.[0-9]*\)".*/\1/p' "$tree/pyproject.toml"
}

# those that the README's command did not run on
other_pythons() {
    claimed_pythons | grep -vxF "$("$bin/python" -c 'print("3.%d" % __import__("sys").version_info[1])')"
}

# python_of VERSION [COMMAND...]: an interpreter that works here, run through the command if given
python_of() {
    local version="$1" found
    shift
    while IFS= read -r found; do
        if "$@" "$found" - "$version" >/dev/null 2>&1 <<'PYTHON'; then
import ensurepip, sqlite3, sys, venv
sys.exit("{}.{}".format(*sys.version_info) != sys.argv[1])
PYTHON
            printf '%s\n' "$found"
            return
        fi
    done < <(
        exec 2>/dev/null
        type -aP "python$version"
        ls -d "$HOME"/.pyenv/versions/"$version".*/bin/python
        ls -d "${UV_PYTHON_INSTALL_DIR:-$HOME/.local/share/uv/python}"/cpython-"$version"*/bin/python
        "$tools/bin/uv" python find --no-project "$version"
    )
    return 1
}

# fetch_python VERSION: what is not here, uv may bring, into a folder of this run
fetch_python() {
    export UV_PYTHON_INSTALL_DIR="$work/pythons"
    timeout 180 "$tools/bin/uv" python install --quiet "$1" >/dev/null 2>&1
    python_of "$1"
}

# what depends on the Python or the libraries; neither the order of the house nor every picture does
quick_tests() {
    .venv/bin/python -m pytest -q --ignore=tests/house --ignore=tests/looks \
        --deselect=tests/screens/test_nasty_text.py --deselect=tests/journeys/test_installation.py
}

# newest_suite VERSION: the quick tests with the newest libraries that are allowed
newest_suite() {
    local python
    python="$(python_of "$1")" || python="$(fetch_python "$1")" ||
        could_not "Python $1 is not installed, and uv could not fetch it"
    in_own_tree "newest-$1" "$python"
    install '.[test]'
    .venv/bin/python -VV
    quick_tests
}

lowest_suite() {
    local python
    python="$(python_of "$(claimed_pythons | head -n 1)")" || could_not "the oldest Python is not here"
    in_own_tree lowest "$python"
    install --resolution lowest-direct '.[test]'
    .venv/bin/pip freeze --exclude offerdesk
    quick_tests
}

# in_own_tree NAME PYTHON: go to a fresh copy with an environment of that Python
in_own_tree() {
    cp -R "$work/clean" "$work/$1"
    cd "$work/$1"
    "$2" -m venv .venv
}

# Small changes of meaning in modules that changed of late: other ones after every commit
mutations_of_what_changed() {
    local seed
    seed="$(git -C "$here" rev-list --count HEAD 2>/dev/null || echo 0)"
    "$bin/python" -B "$here/tests/mutants.py" --changed "${OFFERDESK_CI_BASE:-HEAD~20}" \
        --sample 24 --seed "$seed" --least 70
}

# uv takes seconds where pip takes a minute; the README's command is pip's
install() {
    "$tools/bin/uv" pip install --quiet --python .venv/bin/python "$@"
}

provide_pango() {
    "$bin/pip" install --quiet --constraint .ci/constraints.txt '.[pdf]'
    if "$bin/python" -c 'import weasyprint' 2>/dev/null; then
        echo "Pango is here"
    elif [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
            libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
        "$bin/python" -c 'import weasyprint'
    elif command -v brew >/dev/null; then
        brew install --quiet pango
        "$bin/python" -c 'import weasyprint'
    else
        could_not "Pango is not installed, and only root with apt-get, or Homebrew, can install it"
    fi
}

# What the README's command leaves out, and every property with more examples than it tries
long_tests() {
    local which=(-m 'long or hypothesis' --hypothesis-profile=thorough)
    .venv/bin/python -m pytest -q "${which[@]}" || what_failed_once_more "${which[@]}"
}

# What takes long about letters on paper, which nothing before could make
long_pdf_tests() {
    grep -l weasyprint tests/letters/*.py | xargs "$bin/python" -m pytest -q -rs -m long
}

# With PDFs, and not as root: root may read and write what others cannot
users_suite() {
    local python='' as_user=() version
    if [[ $EUID -eq 0 ]]; then as_user=(runuser -u nobody --); fi
    for version in $(claimed_pythons); do
        if python="$(python_of "$version" ${as_user[@]+"${as_user[@]}"})"; then break; fi
    done
    if [[ -z "$python" ]]; then
        not_here "no Python can be run by an ordinary user: this ran as root"
        as_user=() python="$bin/python"
    fi
    in_own_tree user "$python"
    install --constraint .ci/constraints.txt '.[dev,pdf]'
    mkdir home tmp
    if [[ ${#as_user[@]} -gt 0 ]]; then chown -R nobody .; fi
    ${as_user[@]+"${as_user[@]}"} env HOME="$PWD/home" TMPDIR="$PWD/tmp" \
        .venv/bin/python -m pytest -q -rs --cov=data --cov-branch \
        --cov-report=term-missing:skip-covered --cov-fail-under=95
}
