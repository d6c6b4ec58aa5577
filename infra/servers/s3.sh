# A private S3 server: one node process, its packages by lock file, its objects in one folder.

s3_home="$dir/s3"
s3_source="$infra/servers/s3"
s3_bucket=heed

# The lock file's own sum says whether what is installed is what is asked for.
s3_install() {
  local sum
  sum="$(cat "$s3_source/package-lock.json" "$s3_source/server.js" | sha256sum | cut -c1-64)"
  if [ "$(cat "$s3_home/program/installed" 2>/dev/null)" = "$sum" ]; then return; fi
  say "installing the S3 server"
  mkdir -p "$s3_home/program"
  cp "$s3_source/package.json" "$s3_source/package-lock.json" "$s3_source/server.js" "$s3_home/program/"
  (cd "$s3_home/program" && npm ci --ignore-scripts --no-audit --no-fund --omit=dev) >"$s3_home/npm.log" 2>&1 </dev/null ||
    { tail -n 20 "$s3_home/npm.log" >&2; die "the S3 server's packages could not be installed"; }
  echo "$sum" >"$s3_home/program/installed"
}

s3_pid() {
  local pid
  pid="$(cat "$s3_home/pid" 2>/dev/null | tr -dc '0-9')"
  if [ -n "$pid" ] && grep -qzF -- "$s3_home" "/proc/$pid/cmdline" 2>/dev/null; then echo "$pid"; fi
}

s3_running() { [ -n "$(s3_pid)" ]; }

s3_spawn() {
  (umask 077; mkdir -p "$s3_home/objects")
  s3_install
  # Beyond a thousand names it seals where a listing goes on with DES, which OpenSSL 3 gives only to a process that asks for it.
  S3_ACCESS_KEY=heed S3_SECRET_KEY="$S3_PASSWORD" setsid nohup \
    node --openssl-legacy-provider "$s3_home/program/server.js" "$s3_home/objects" "$S3_PORT" "$s3_bucket" </dev/null >"$s3_home/console.log" 2>&1 9>&- &
  echo $! >"$s3_home/pid"
}

s3_await() {
  local attempt
  for attempt in $(seq 1 150); do
    if port_is_taken "$S3_PORT"; then return; fi
    if ! s3_running; then break; fi
    sleep 0.2
  done
  tail -n 20 "$s3_home/console.log" >&2
  die "the S3 server did not start"
}

s3_stop() {
  local pid
  pid="$(s3_pid)"
  if [ -n "$pid" ]; then end_process "$pid"; fi
  rm -f "$s3_home/pid"
}

s3_wipe() { rm -rf -- "$s3_home"; }
