# The same two servers as containers. Containers are thrown away on stop; named volumes keep the data.

docker_suffix="$(printf '%s' "$dir" | sha256sum | cut -c1-10)"
postgres_container="heed-postgres-$docker_suffix"
broker_container="heed-rabbitmq-$docker_suffix"

container_running() { [ "$(docker inspect -f '{{.State.Running}}' "$1" 2>/dev/null)" = true ]; }

postgres_home() { echo "volume:$postgres_container"; }
postgres_running() { container_running "$postgres_container"; }

postgres_start() {
  docker rm -f "$postgres_container" >/dev/null 2>&1 || true
  POSTGRES_PASSWORD="$PG_PASSWORD" docker run -d --name "$postgres_container" \
    -p "127.0.0.1:$PG_PORT:5432" -v "$postgres_container:/var/lib/postgresql/data" \
    -e POSTGRES_PASSWORD -e POSTGRES_INITDB_ARGS='--auth=scram-sha-256 --locale=C.UTF-8' \
    "${HEED_POSTGRES_IMAGE:-postgres:17}" -c max_connections=300 -c shared_buffers=256MB >/dev/null
  local attempt
  for attempt in $(seq 1 300); do
    # Over TCP: while the image initialises, its temporary server listens on the socket only.
    if docker exec "$postgres_container" pg_isready -q -h 127.0.0.1 -U postgres; then return; fi
    sleep 0.2
  done
  docker logs --tail 20 "$postgres_container" >&2
  die "PostgreSQL did not start"
}

postgres_stop() { docker rm -f "$postgres_container" >/dev/null 2>&1 || true; }
postgres_wipe() { docker volume rm "$postgres_container" >/dev/null 2>&1 || true; }

postgres_psql() {
  PGPASSWORD="${PSQL_PASSWORD:-$PG_PASSWORD}" docker exec -i -e PGPASSWORD \
    -e HEED_OWNER_PASSWORD -e HEED_APP_PASSWORD -e HEED_RELAY_PASSWORD -e PGDATABASE=postgres \
    "$postgres_container" psql -h 127.0.0.1 -U "${PSQL_USER:-postgres}" "$@"
}

broker_running() { container_running "$broker_container"; }

broker_spawn() {
  docker rm -f "$broker_container" >/dev/null 2>&1 || true
  # The node's name, and with it its data folder, follows the host name.
  RABBITMQ_DEFAULT_PASS="$BUS_PASSWORD" docker run -d --name "$broker_container" --hostname heed \
    -p "127.0.0.1:$AMQP_PORT:5672" -v "$broker_container:/var/lib/rabbitmq" \
    -e RABBITMQ_DEFAULT_USER=heed -e RABBITMQ_DEFAULT_PASS -e RABBITMQ_DEFAULT_VHOST=/heed \
    -e RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-rabbit disk_free_limit 50000000' \
    "${HEED_RABBITMQ_IMAGE:-rabbitmq:4}" >/dev/null
}

broker_await() {
  local attempt
  for attempt in $(seq 1 120); do
    # The forwarded port opens before the broker does, so only the broker itself can tell.
    if docker exec "$broker_container" rabbitmq-diagnostics -q check_port_connectivity >/dev/null 2>&1; then return; fi
    sleep 1
  done
  docker logs --tail 20 "$broker_container" >&2
  die "RabbitMQ did not start"
}

broker_stop() {
  if broker_running; then docker stop -t 30 "$broker_container" >/dev/null; fi
  docker rm -f "$broker_container" >/dev/null 2>&1 || true
}

broker_wipe() { docker volume rm "$broker_container" >/dev/null 2>&1 || true; }
broker_ctl() { docker exec -i "$broker_container" rabbitmqctl "$@"; }
