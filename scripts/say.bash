# shellcheck shell=bash
# Sourced by the other scripts: goes to the repository's root, and says how they speak.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi

say() { printf '%s\n' "$bold$*$plain"; }

die() {
  printf '\n%s\n' "$*" >&2
  exit 1
}
