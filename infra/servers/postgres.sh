# A private PostgreSQL cluster from the programs of Debian's package.

# initdb and the server refuse to run as root; anyone else runs them as themselves.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# A checkout below a private home folder can't be entered by the postgres user: its data lives apart then.
postgres_home() {
  if as_postgres test -x "$dir"; then
    echo "$dir/postgres"
  else
    echo "/var/lib/heed-servers/$(printf '%s' "$dir" | sha256sum | cut -c1-16)"
  fi
}

postgres_create() {
  local bin="$1" secret="$PG_HOME/superuser"
  say "creating a PostgreSQL cluster in $PG_HOME"
  (umask 022; mkdir -p "$PG_HOME")
  (umask 077; printf '%s' "$PG_PASSWORD" >"$secret")
  if [ "$(id -u)" = 0 ]; then chown postgres: "$PG_HOME" "$secret"; fi
  chmod 700 "$PG_HOME"
  as_postgres "$bin/initdb" -D "$PG_HOME/data.new" -U postgres --auth=scram-sha-256 --pwfile="$secret" \
    --encoding=UTF8 --locale=C.UTF-8 >"$PG_HOME/initdb.log" 2>&1 || { cat "$PG_HOME/initdb.log" >&2; die "initdb failed"; }
  rm -f "$secret"
  echo "include 'heed.conf'" >>"$PG_HOME/data.new/postgresql.conf"
  # Renamed last, so that a start that was cut short leaves no half-made cluster behind.
  mv "$PG_HOME/data.new" "$PG_HOME/data"
}

postgres_configure() {
  local sockets="$PG_HOME"
  # A socket's path has room for 107 bytes.
  [ ${#sockets} -le 85 ] || sockets=''
  cat >"$PG_HOME/data/heed.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $PG_PORT
unix_socket_directories = '$sockets'
max_connections = 300
shared_buffers = 256MB
fsync = on
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u@%d '
CONF
  chmod 644 "$PG_HOME/data/heed.conf"
}

# Not pg_ctl's status: it takes a dead process that nobody has reaped, as in a container without init, for a server.
postgres_running() {
  local pid
  [ -n "${PG_HOME:-}" ] && [ -f "$PG_HOME/data/postmaster.pid" ] || return 1
  pid="$(head -n 1 "$PG_HOME/data/postmaster.pid")"
  grep -qzFx -- "$PG_HOME/data" "/proc/$pid/cmdline" 2>/dev/null
}

postgres_start() {
  local bin
  bin="$(find_postgres)"
  if [ ! -d "$PG_HOME/data" ]; then
    rm -rf -- "$PG_HOME/data.new"
    postgres_create "$bin"
  fi
  postgres_configure
  # Locks of a server that died, which PostgreSQL too would believe while its process is unreaped.
  postgres_running || rm -f "$PG_HOME/data/postmaster.pid" "$PG_HOME"/.s.PGSQL.*
  as_postgres "$bin/pg_ctl" -D "$PG_HOME/data" -l "$PG_HOME/server.log" -w -t 60 start >/dev/null 2>&1 </dev/null 9>&- ||
    { tail -n 20 "$PG_HOME/server.log" >&2; die "PostgreSQL did not start"; }
}

postgres_stop() {
  postgres_running || return 0
  as_postgres "$(find_postgres)/pg_ctl" -D "$PG_HOME/data" -m fast -w -t 60 stop >/dev/null
}

postgres_wipe() { rm -rf -- "$PG_HOME"; }

postgres_psql() {
  PGPASSWORD="${PSQL_PASSWORD:-$PG_PASSWORD}" PGDATABASE=postgres \
    "$(find_postgres)/psql" -h 127.0.0.1 -p "$PG_PORT" -U "${PSQL_USER:-postgres}" "$@"
}
