# Steps with their minutes, and what could not run; sourced by run.
# shellcheck shell=bash disable=SC2154

rows=() missing=() failures=0

# step NAME COMMAND...: run it apart from the other steps, and remember how it went
step() {
    local name="$1" begun=$SECONDS code result=passed reason
    shift
    printf '\n== %s (%ss)\n' "$name" "$SECONDS"
    : >"$work/could-not"
    (
        set -euo pipefail
        "$@"
    )
    code=$?
    if [[ $code -ne 0 ]]; then
        result="FAILED ($code)"
        failures=$((failures + 1))
    elif [[ -s "$work/could-not" ]]; then
        result="passed in part"
        if grep -q '^-' "$work/could-not"; then result="could not run"; fi
    fi
    while IFS= read -r reason; do missing+=("$name: ${reason#-}"); done <"$work/could-not"
    rows+=("$(printf '%-42s %5.1f  %s' "$name" "$(minutes $((SECONDS - begun)))" "$result")")
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
    printf '\n%-42s %5s  %s\n' step min result
    printf '%s\n' "${rows[@]}"
    printf '%-42s %5.1f\n' all "$(minutes "$SECONDS")"
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
