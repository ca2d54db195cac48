# Steps with their minutes, and what could not run; sourced by run.
# shellcheck shell=bash disable=SC2154

rows=() missing=() failures=0

# step NAME COMMAND...: run it apart from the other steps, and remember how it went
step() {
    run_step "$@"
    if [[ $code -ne 0 ]]; then failures=$((failures + 1)); fi
}

# advise NAME COMMAND...: the same; what fails is told and does not fail the run. For checks that
# were not yet seen green as a whole.
advise() {
    run_step "$1 (advice)" "${@:2}"
}

run_step() {
    local name="$1" begun=$SECONDS
    shift
    begin_step "$name"
    (
        set -euo pipefail
        "$@"
    )
    code=$?
    end_step "$name" "$begun" "$code"
}

# in a step: within SECONDS COMMAND... ends it after so many seconds
within() {
    local seconds="$1" code=0 step_group watch_group
    shift
    set -m # each in a process group of its own, so that all of it can be ended
    ("$@") &
    step_group=$!
    (
        sleep "$seconds"
        printf 'ended after %s seconds\n' "$seconds"
        kill -INT -- "-$step_group" # what has failed until then is told
        sleep 20
        kill -TERM -- "-$step_group"
    ) &
    watch_group=$!
    wait "$step_group" || code=$?
    kill -TERM -- "-$step_group" "-$watch_group" 2>/dev/null || true # and whatever is left of them
    wait "$watch_group" 2>/dev/null || true
    set +m
    return "$code"
}

begin_step() {
    printf '\n== %s (%ss)\n' "$1" "$SECONDS"
    : >"$work/could-not"
}

end_step() {
    local name="$1" begun="$2" code="$3" result=passed reason
    if [[ $code -ne 0 ]]; then
        result="FAILED ($code)"
    elif [[ -s "$work/could-not" ]]; then
        result="passed in part"
        if grep -q '^-' "$work/could-not"; then result="could not run"; fi
    fi
    while IFS= read -r reason; do missing+=("$name: ${reason#-}"); done <"$work/could-not"
    rows+=("$(printf '%-52s %5.1f  %s' "$name" "$(minutes $((SECONDS - begun)))" "$result")")
}

# in a step: say that a part of it cannot run here, and go on
not_here() {
    printf '%s\n' "$*" | tee -a "$work/could-not"
}

# in a step: say that it cannot run here, and end it
could_not() {
    printf -- '-%s\n' "$*" >>"$work/could-not"
    printf 'could not run: %s\n' "$*"
    exit 0
}

minutes() {
    local tenths=$((($1 + 3) / 6))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# print all steps, and end with 1 if one has failed
closing_table() {
    printf '\n%-52s %5s  %s\n' step min result
    printf '%s\n' "${rows[@]}"
    printf '%-52s %5.1f\n' all "$(minutes "$SECONDS")"
    if [[ ${#missing[@]} -gt 0 ]]; then
        printf '\nnot run here:\n'
        printf -- '- %s\n' "${missing[@]}"
    fi
    if [[ $failures -gt 0 ]]; then
        printf '\n%d of %d steps failed\n' "$failures" "${#rows[@]}"
        exit 1
    fi
    printf '\nall is well\n'
}
