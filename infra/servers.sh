#!/usr/bin/env bash
# PostgreSQL, RabbitMQ, ClamAV and an S3 server for development and tests: private, on loopback, on free ports,
# everything they write under one folder. The system's own services stay untouched.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: infra/servers.sh COMMAND [--dir DIR]

  up                 install what is missing, start the servers, write servers.json and servers.env
  down [--wipe]      stop the servers; --wipe also deletes their data
  status             say what runs where; exit 0 when all run, 3 otherwise
  env                print servers.env (use: eval "$(infra/servers.sh env)")
  broker-stop        stop RabbitMQ only
  broker-start       start RabbitMQ on the port it had
  broker-restart     both of these
  postgres-restart   restart PostgreSQL on the port it had
  clamd-stop         stop ClamAV only
  clamd-start        start ClamAV on the port it had
  psql SERVICE [ROLE] [ARG...]   psql on a service's database; ROLE is app (default), relay, owner or admin
  rabbitmqctl [ARG...]           rabbitmqctl against this broker
  chromium           install Chromium and fonts when missing and print the browser's path

DIR is $HEED_SERVERS, or .cache/servers in the repository.
HEED_USE_DOCKER=1 uses containers instead of Debian packages where a Docker engine answers; ClamAV and the
S3 server then start only where clamd and npm are already here.
TEXT
}

infra="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dir="${HEED_SERVERS:-$(dirname "$infra")/.cache/servers}"
services=(assessments engagement grievances transparency identity gateway)

source "$infra/servers/packages.sh"
source "$infra/servers/state.sh"

say() { printf '%s\n' "$*" >&2; }
die() { say "servers.sh: $*"; exit 1; }

choose_engine() {
  if [ -z "${ENGINE:-}" ]; then
    ENGINE=native
    if [ "${HEED_USE_DOCKER:-0}" = 1 ] && docker info >/dev/null 2>&1; then ENGINE=docker; fi
  fi
  if [ "$ENGINE" = docker ]; then
    source "$infra/servers/docker.sh"
  else
    source "$infra/servers/postgres.sh"
    source "$infra/servers/rabbitmq.sh"
  fi
  source "$infra/servers/clamav.sh"
  source "$infra/servers/s3.sh"
  FILE_SERVERS=1
  if [ "$ENGINE" = docker ] && ! (command -v clamd && command -v npm) >/dev/null; then FILE_SERVERS=0; fi
}

# One command at a time per folder; the servers must not inherit the lock (9>&- where they start).
lock() {
  exec 9>"$dir/lock"
  flock -w 600 9 || die "another servers.sh has held $dir/lock for ten minutes"
}

require_state() {
  [ -f "$dir/state" ] || die "nothing in $dir: run infra/servers.sh up first"
  load_state
  choose_engine
}

provision() {
  local service
  for service in "${services[@]}"; do
    HEED_OWNER_PASSWORD="$(password_of "$service" owner)" \
    HEED_APP_PASSWORD="$(password_of "$service" app)" \
    HEED_RELAY_PASSWORD="$(password_of "$service" relay)" \
      postgres_psql -X -q -v "service=$service" <"$infra/postgres/roles.sql" >/dev/null
  done
  postgres_psql -X -q -v ON_ERROR_STOP=1 >/dev/null <<'SQL'
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
SQL
}

up() {
  local started=$SECONDS
  (umask 022; mkdir -p "$dir")
  # The postgres user has to pass through; everything inside has its own mode.
  chmod 711 "$dir"
  lock
  load_state
  choose_engine
  [ "$ENGINE" = docker ] || install_servers
  complete_state

  if ! broker_running; then
    keep_or_pick_port AMQP_PORT
    [ "$ENGINE" = docker ] || { keep_or_pick_port DIST_PORT; keep_or_pick_port EPMD_PORT; }
    save_state
    broker_spawn
  fi
  if [ "$FILE_SERVERS" = 1 ]; then
    if ! clamd_running; then
      keep_or_pick_port CLAMD_PORT
      save_state
      clamd_spawn
    fi
    if ! s3_running; then
      keep_or_pick_port S3_PORT
      save_state
      s3_spawn
    fi
  fi
  if ! postgres_running; then
    keep_or_pick_port PG_PORT
    save_state
    postgres_start
  fi
  provision
  broker_await
  if [ "$FILE_SERVERS" = 1 ]; then
    clamd_await
    s3_await
  fi
  write_connection_files
  local files=''
  [ "$FILE_SERVERS" = 0 ] || files=", ClamAV on 127.0.0.1:$CLAMD_PORT and S3 on 127.0.0.1:$S3_PORT"
  say "PostgreSQL on 127.0.0.1:$PG_PORT, RabbitMQ on 127.0.0.1:$AMQP_PORT$files are ready after $((SECONDS - started)) s: $dir/servers.json"
}

down() {
  if [ ! -f "$dir/state" ]; then
    say "nothing to stop in $dir"
    return
  fi
  lock
  require_state
  broker_stop
  postgres_stop
  clamd_stop
  s3_stop
  if [ "$wipe" = 1 ]; then
    broker_wipe
    postgres_wipe
    clamd_wipe
    s3_wipe
    rm -rf -- "$dir"
  fi
}

status() {
  [ -f "$dir/state" ] || { echo "not set up: $dir"; exit 3; }
  require_state
  local code=0
  if postgres_running; then echo "PostgreSQL running on 127.0.0.1:$PG_PORT"; else echo "PostgreSQL stopped"; code=3; fi
  if broker_running; then echo "RabbitMQ running on 127.0.0.1:$AMQP_PORT"; else echo "RabbitMQ stopped"; code=3; fi
  if [ "$FILE_SERVERS" = 1 ]; then
    if clamd_running; then echo "ClamAV running on 127.0.0.1:$CLAMD_PORT"; else echo "ClamAV stopped"; code=3; fi
    if s3_running; then echo "S3 running on 127.0.0.1:$S3_PORT"; else echo "S3 stopped"; code=3; fi
  fi
  exit "$code"
}

broker() {
  require_state
  lock
  case "$1" in
    stop) broker_stop ;;
    start) broker_running || broker_spawn; broker_await ;;
    restart) broker_stop; broker_spawn; broker_await ;;
  esac
}

clamd_only() {
  require_state
  lock
  case "$1" in
    stop) clamd_stop ;;
    start) clamd_running || clamd_spawn; clamd_await ;;
  esac
}

open_psql() {
  [ $# -ge 1 ] || die "psql needs a service: ${services[*]}"
  require_state
  local service="$1" role="app"
  shift
  case "${1:-}" in app | relay | owner | admin) role="$1"; shift ;; esac
  if [ "$role" = admin ]; then
    postgres_psql -d "$service" "$@"
  else
    PSQL_USER="${service}_$role" PSQL_PASSWORD="$(password_of "$service" "$role")" postgres_psql -d "$service" "$@"
  fi
}

[ $# -ge 1 ] || { usage >&2; exit 2; }
command="$1"
shift
wipe=0
rest=()
while [ $# -gt 0 ]; do
  case "$1" in
    --dir) [ $# -ge 2 ] || die "--dir needs a folder"; dir="$2"; shift 2 ;;
    --dir=*) dir="${1#--dir=}"; shift ;;
    --wipe) wipe=1; shift ;;
    *) rest+=("$1"); shift ;;
  esac
done
dir="$(realpath -m -- "$dir")"
# runuser and psql complain about a working folder that the postgres user can't enter.
cd /

case "$command" in
  up) up ;;
  down) down ;;
  status) status ;;
  env) require_state; cat "$dir/servers.env" ;;
  broker-stop) broker stop ;;
  broker-start) broker start ;;
  broker-restart) broker restart ;;
  clamd-stop) clamd_only stop ;;
  clamd-start) clamd_only start ;;
  postgres-restart) require_state; lock; postgres_stop; postgres_start ;;
  psql) open_psql "${rest[@]}" ;;
  rabbitmqctl) require_state; broker_ctl "${rest[@]}" ;;
  chromium) install_chromium ;;
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
