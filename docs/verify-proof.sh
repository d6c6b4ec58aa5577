#!/usr/bin/env bash
# Checks a proof of filing offline, with nothing but a published key:
#
#   verify-proof.sh proof.json key.pem
#
# Prints who was filed with and on which day, then OK. Anything else is no proof. Needs openssl and what every Debian has.
set -euo pipefail
export LC_ALL=C

fail() { echo "NOT A PROOF: $1" >&2; exit 1; }
[ $# -eq 2 ] || { echo "usage: verify-proof.sh proof.json key.pem" >&2; exit 2; }
[ -r "$1" ] && [ -r "$2" ] || { echo "a file can't be read" >&2; exit 2; }

parts="$(mktemp -d)"
trap 'rm -rf "$parts"' EXIT

# Every value is base64, so a plain search finds it; JSON may write + as an escape.
part() {
  local value
  value="$(tr -d '\r\n' <"$1" | sed -n 's/.*"'"$2"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' | sed 's/\\u002[Bb]/+/g; s/\\\//\//g')"
  [ -n "$value" ] || fail "it has no $2"
  printf '%s' "$value" | base64 -d >"$parts/$2" 2>/dev/null || fail "$2 is not base64"
}
for name in statement signature salt content; do part "$1" "$name"; done

openssl dgst -sha256 -verify "$2" -signature "$parts/signature" "$parts/statement" >/dev/null 2>&1 || fail "the signature is not of this key and statement"

[ "$(sed -n 1p "$parts/statement")" = "heed proof of filing v1" ] || fail "the statement is of another kind"
[ "$(wc -l <"$parts/statement")" -eq 4 ] || fail "the statement is of another form"
organisation="$(sed -n 's/^organisation: //p' "$parts/statement")"
day="$(sed -n 's/^day: //p' "$parts/statement")"
promised="$(sed -n 's/^commitment: //p' "$parts/statement")"

[ "$(wc -c <"$parts/salt")" -eq 32 ] || fail "the salt is not 32 bytes"
actual="$(cat "$parts/salt" "$parts/content" | sha256sum | cut -d' ' -f1)"
[ "$actual" = "$promised" ] || fail "the content is not what was filed"

echo "organisation: $organisation"
echo "day: $day"
echo "OK"
