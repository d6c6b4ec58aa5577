# A private ClamAV daemon that knows one made-up signature: no download, nothing of /etc/clamav, no system service.

clamd_home="$dir/clamav"

clamd_configure() (
  umask 077
  mkdir -p "$clamd_home/signatures"
  # It refuses to start without a single signature. This one is random and in nobody's file.
  [ -f "$clamd_home/signatures/seed.ndb" ] ||
    echo "Heed.Seed:0:*:$(random_password)$(random_password)" >"$clamd_home/signatures/seed.ndb"
  cat >"$clamd_home/clamd.conf" <<CONF
TCPSocket $CLAMD_PORT
TCPAddr 127.0.0.1
DatabaseDirectory $clamd_home/signatures
LogFile $clamd_home/clamd.log
PidFile $clamd_home/clamd.pid
Foreground yes
OfficialDatabaseOnly no
SelfCheck 3600
MaxThreads 4
StreamMaxLength 250M
TemporaryDirectory $clamd_home
CONF
)

clamd_pid() {
  local pid
  pid="$(cat "$clamd_home/pid" 2>/dev/null | tr -dc '0-9')"
  if [ -n "$pid" ] && grep -qzF -- "$clamd_home" "/proc/$pid/cmdline" 2>/dev/null; then echo "$pid"; fi
}

clamd_running() { [ -n "$(clamd_pid)" ]; }

clamd_spawn() {
  clamd_configure
  setsid nohup clamd --config-file="$clamd_home/clamd.conf" </dev/null >"$clamd_home/console.log" 2>&1 9>&- &
  echo $! >"$clamd_home/pid"
}

clamd_await() {
  local attempt
  for attempt in $(seq 1 150); do
    if port_is_taken "$CLAMD_PORT"; then return; fi
    if ! clamd_running; then break; fi
    sleep 0.2
  done
  tail -n 20 "$clamd_home/console.log" >&2
  die "ClamAV did not start"
}

clamd_stop() {
  local pid
  pid="$(clamd_pid)"
  if [ -n "$pid" ]; then end_process "$pid"; fi
  rm -f "$clamd_home/pid"
}

clamd_wipe() { rm -rf -- "$clamd_home"; }
