# Debian packages: installed when missing, never started as system services.

apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >&2 </dev/null
}

install_packages() {
  [ "$(id -u)" = 0 ] || die "missing: $*. Run this once as root, or: apt-get install --no-install-recommends $*"
  command -v apt-get >/dev/null || die "missing: $*, and there is no apt-get to install them with"
  say "installing $*"

  # A package's own service would take its default port; a policy that says no is asked before any start.
  local policy=/usr/sbin/policy-rc.d own_policy=0
  if [ ! -e "$policy" ]; then
    own_policy=1
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  # apt waits for dpkg's lock by itself, but not for the lock on the package lists.
  local attempt
  for attempt in $(seq 1 60); do
    if apt update; then break; fi
    [ "$attempt" -lt 60 ] || die "apt-get update keeps failing"
    sleep 5
  done
  apt install --no-install-recommends "$@"
  if [ "$own_policy" = 1 ]; then
    rm -f "$policy"
    trap - EXIT
  fi
}

# What the servers for files need: a scanner, a node for the S3 server, and two tools that tests check cleaned files with.
missing_file_tools() {
  command -v clamd >/dev/null || echo clamav-daemon
  command -v node >/dev/null && command -v npm >/dev/null || echo nodejs npm
  command -v exiftool >/dev/null || echo libimage-exiftool-perl
  command -v qpdf >/dev/null || echo qpdf
}

# The newest PostgreSQL of 15 or later that has its server programs.
find_postgres() {
  local candidate
  for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5,5nr); do
    if [ "$(echo "$candidate" | cut -d/ -f5)" -ge 15 ] && [ -x "$candidate/initdb" ]; then
      echo "$candidate"
      return
    fi
  done
}

install_servers() {
  local missing=()
  [ -n "$(find_postgres)" ] || missing+=(postgresql)
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
  # The mail server of the tests; another Python on the path may lack it.
  /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing+=(python3-aiosmtpd)
  missing+=($(missing_file_tools))
  if [ ${#missing[@]} -gt 0 ]; then install_packages "${missing[@]}"; fi
  [ -n "$(find_postgres)" ] || die "PostgreSQL 15 or later is needed and Debian's package brought an older one"
}

find_chromium() {
  local candidate
  for candidate in "${HEED_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$candidate" ] && command -v "$candidate"; then return; fi
  done
}

install_chromium() {
  local missing=() font
  [ -n "$(find_chromium)" ] || missing+=(chromium)
  if command -v dpkg-query >/dev/null; then
    for font in fonts-noto-core fonts-noto-cjk; do
      dpkg-query -W -f '${Status}' "$font" 2>/dev/null | grep -q 'ok installed' || missing+=("$font")
    done
  fi
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ] && [ -n "$(find_chromium)" ]; then
      say "fonts missing (${missing[*]}): Arabic or Chinese pages will show boxes in screenshots"
    else
      install_packages "${missing[@]}"
    fi
  fi
  find_chromium
}
