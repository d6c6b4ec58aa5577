# What has to survive from one command to the next: engine, ports, passwords. One file, mode 0600.

state_keys() {
  local service role
  echo ENGINE PG_PORT PG_HOME PG_PASSWORD AMQP_PORT DIST_PORT EPMD_PORT BUS_PASSWORD CLAMD_PORT S3_PORT S3_PASSWORD
  for service in "${services[@]}"; do
    for role in owner app relay; do echo "PASSWORD_${service}_$role"; done
  done
}

load_state() {
  if [ -f "$dir/state" ]; then source "$dir/state"; fi
}

save_state() {
  local key
  (
    umask 077
    for key in $(state_keys); do printf '%s=%q\n' "$key" "${!key:-}"; done >"$dir/state.new"
    mv -f "$dir/state.new" "$dir/state"
  )
}

complete_state() {
  local key
  PG_HOME="${PG_HOME:-$(postgres_home)}"
  for key in $(state_keys); do
    case "$key" in
      *PASSWORD*) [ -n "${!key:-}" ] || printf -v "$key" '%s' "$(random_password)" ;;
    esac
  done
  save_state
}

password_of() {
  local key="PASSWORD_$1_$2"
  printf '%s' "${!key}"
}

# Hexadecimal, so that no quoting rule of a URL, a connection string or JSON ever matters.
random_password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The port of last time if it is still free. Below 32768, where the kernel hands out no client ports.
keep_or_pick_port() {
  local candidate="${!1:-}"
  while [ -z "$candidate" ] || port_is_taken "$candidate" || port_is_ours "$candidate" "$1"; do
    candidate=$((20000 + (RANDOM * 32768 + RANDOM) % 10000))
  done
  printf -v "$1" '%s' "$candidate"
}

port_is_ours() {
  local key
  for key in PG_PORT AMQP_PORT DIST_PORT EPMD_PORT CLAMD_PORT S3_PORT; do
    if [ "$key" != "$2" ] && [ "${!key:-}" = "$1" ]; then return 0; fi
  done
  return 1
}

# TERM, ten seconds, KILL: for servers that have nothing to finish.
end_process() {
  local attempt
  kill -TERM "$1" 2>/dev/null || true
  for attempt in $(seq 1 100); do
    # A process nobody reaps, as in a container without init, has ended all the same.
    if ! kill -0 "$1" 2>/dev/null || grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; then return; fi
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || true
}

connection_string() {
  printf 'Host=127.0.0.1;Port=%s;Database=%s;Username=%s;Password=%s;Maximum Pool Size=%s' "$PG_PORT" "$@"
}

write_connection_files() (
  umask 077
  local service bus="amqp://heed:$BUS_PASSWORD@127.0.0.1:$AMQP_PORT/%2Fheed"
  local app relay owner
  local admin
  admin="$(connection_string postgres postgres "$PG_PASSWORD" 20)"
  {
    printf '{\n  "ConnectionStrings": {\n'
    local separator=''
    for service in "${services[@]}"; do
      app="$(connection_string "$service" "${service}_app" "$(password_of "$service" app)" 40)"
      relay="$(connection_string "$service" "${service}_relay" "$(password_of "$service" relay)" 40)"
      owner="$(connection_string "$service" "${service}_owner" "$(password_of "$service" owner)" 40)"
      printf '%s    "%s": "%s",\n' "$separator" "$service" "$app"
      printf '    "%s-relay": "%s",\n    "%s-owner": "%s"' "$service" "$relay" "$service" "$owner"
      separator=$',\n'
    done
    printf '\n  },\n  "Bus": { "Transport": "RabbitMq", "Url": "%s" },\n' "$bus"
    printf '  "Database": { "Provider": "Postgres" },\n'
    if [ "$FILE_SERVERS" = 1 ]; then
      printf '  "Files": {\n    "Store": "s3", "Clamd": "127.0.0.1:%s",\n' "$CLAMD_PORT"
      printf '    "S3": { "Endpoint": "http://127.0.0.1:%s", "Bucket": "%s", "AccessKey": "heed", "SecretKey": "%s" }\n  },\n' \
        "$S3_PORT" "$s3_bucket" "$S3_PASSWORD"
      printf '  "Admin": { "postgres": "%s", "clamdSignatures": "%s" }\n}\n' "$admin" "$clamd_home/signatures"
    else
      printf '  "Admin": { "postgres": "%s" }\n}\n' "$admin"
    fi
  } >"$dir/servers.json.new"
  {
    echo "# A shell can't export names with a hyphen: the relay's and the owner's strings are in servers.json only."
    printf "export HEED_SERVERS_JSON='%s'\n" "$dir/servers.json"
    printf "export Database__Provider='Postgres'\nexport Bus__Transport='RabbitMq'\nexport Bus__Url='%s'\n" "$bus"
    for service in "${services[@]}"; do
      printf "export ConnectionStrings__%s='%s'\n" "$service" \
        "$(connection_string "$service" "${service}_app" "$(password_of "$service" app)" 40)"
    done
    if [ "$FILE_SERVERS" = 1 ]; then
      printf "export Files__Store='s3'\nexport Files__Clamd='127.0.0.1:%s'\n" "$CLAMD_PORT"
      printf "export Files__S3__Endpoint='http://127.0.0.1:%s'\nexport Files__S3__Bucket='%s'\n" "$S3_PORT" "$s3_bucket"
      printf "export Files__S3__AccessKey='heed'\nexport Files__S3__SecretKey='%s'\n" "$S3_PASSWORD"
    fi
    printf "export Admin__postgres='%s'\n" "$admin"
  } >"$dir/servers.env.new"
  mv -f "$dir/servers.json.new" "$dir/servers.json"
  mv -f "$dir/servers.env.new" "$dir/servers.env"
)
