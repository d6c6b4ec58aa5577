# A private RabbitMQ node: own name, ports, cookie, data and log; nothing of /etc/rabbitmq is read.

rabbit_bin=/usr/lib/rabbitmq/bin
rabbit_home="$dir/rabbitmq"

rabbit_environment() {
  export HOME="$rabbit_home"
  export RABBITMQ_NODENAME=heed@localhost
  export RABBITMQ_CONF_ENV_FILE="$rabbit_home/rabbitmq-env.conf"
  export RABBITMQ_CONFIG_FILE="$rabbit_home/rabbitmq.conf"
  export RABBITMQ_ADVANCED_CONFIG_FILE="$rabbit_home/advanced.config"
  export RABBITMQ_ENABLED_PLUGINS_FILE="$rabbit_home/enabled_plugins"
  export RABBITMQ_MNESIA_BASE="$rabbit_home/data"
  export RABBITMQ_LOG_BASE="$rabbit_home/log"
  export RABBITMQ_PID_FILE="$rabbit_home/node.pid"
  export RABBITMQ_DIST_PORT="$DIST_PORT"
  export RABBITMQ_CTL_DIST_PORT_MIN=$((DIST_PORT + 10000))
  export RABBITMQ_CTL_DIST_PORT_MAX=$((DIST_PORT + 10010))
  # The ports Erlang's nodes talk on are as private as the broker's own.
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
  export RABBITMQ_CTL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
  export ERL_EPMD_PORT="$EPMD_PORT"
  export ERL_EPMD_ADDRESS=127.0.0.1
}

rabbit_configure() (
  umask 077
  mkdir -p "$rabbit_home/data" "$rabbit_home/log"
  cat >"$rabbit_home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$AMQP_PORT
default_vhost = /heed
default_user = heed
default_pass = $BUS_PASSWORD
default_permissions.configure = .*
default_permissions.read = .*
default_permissions.write = .*
disk_free_limit.absolute = 50MB
log.file.level = info
CONF
  echo '[].' >"$rabbit_home/advanced.config"
  echo '[].' >"$rabbit_home/enabled_plugins"
  : >"$rabbit_home/rabbitmq-env.conf"
  if [ ! -f "$rabbit_home/.erlang.cookie" ]; then random_password >"$rabbit_home/.erlang.cookie"; fi
  chmod 400 "$rabbit_home/.erlang.cookie"
)

# A pid file outlives its process: believe it only when the process names this node's own folder.
pid_if_ours() {
  local pid
  [ -f "$1" ] || return 0
  # The node deletes its file while it shuts down, perhaps right now.
  pid="$(cat "$1" 2>/dev/null | tr -dc '0-9' || true)"
  if [ -n "$pid" ] && grep -qzF -- "$rabbit_home" "/proc/$pid/environ" 2>/dev/null; then echo "$pid"; fi
}

broker_pids() {
  pid_if_ours "$rabbit_home/node.pid"
  pid_if_ours "$rabbit_home/launcher.pid"
}

broker_running() { [ -n "$(broker_pids)" ]; }

broker_spawn() {
  rabbit_configure
  # After a crash the name server of last time may be all that is left.
  stop_name_server
  rm -f "$rabbit_home/node.pid"
  (
    rabbit_environment
    setsid nohup epmd </dev/null >"$rabbit_home/log/epmd.log" 2>&1 9>&- &
    echo $! >"$rabbit_home/epmd.pid"
    setsid nohup "$rabbit_bin/rabbitmq-server" </dev/null >"$rabbit_home/log/console.log" 2>&1 9>&- &
    echo $! >"$rabbit_home/launcher.pid"
  )
}

# Listeners open as the last step of the boot; the protocol's first frame says that the broker serves.
broker_answers() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$AMQP_PORT"
    printf 'AMQP\x00\x00\x09\x01' >&3
    read -r -t 5 -N 1 frame <&3
    [ "$frame" = $'\x01' ]
  ) 2>/dev/null
}

broker_await() {
  local attempt
  for attempt in $(seq 1 600); do
    if broker_answers; then return; fi
    if ! broker_running; then break; fi
    sleep 0.2
  done
  tail -n 20 "$rabbit_home/log/console.log" >&2
  die "RabbitMQ did not start (logs in $rabbit_home/log)"
}

broker_stop() {
  local pids attempt
  pids="$(broker_pids)"
  if [ -n "$pids" ]; then
    # The node shuts down in order on TERM; the launcher only waits for it.
    kill -TERM $(echo "$pids" | head -n 1) 2>/dev/null || true
    for attempt in $(seq 1 300); do
      if ! broker_running; then break; fi
      sleep 0.1
    done
    pids="$(broker_pids)"
    if [ -n "$pids" ]; then
      say "RabbitMQ ignored TERM for 30 s: killing it"
      kill -KILL $pids 2>/dev/null || true
    fi
  fi
  stop_name_server
  rm -f "$rabbit_home/node.pid" "$rabbit_home/launcher.pid"
}

stop_name_server() {
  local pid
  pid="$(pid_if_ours "$rabbit_home/epmd.pid")"
  if [ -n "$pid" ]; then kill -TERM "$pid" 2>/dev/null || true; fi
  rm -f "$rabbit_home/epmd.pid"
}

broker_wipe() { rm -rf -- "$rabbit_home"; }

broker_ctl() (
  rabbit_environment
  "$rabbit_bin/rabbitmqctl" "$@"
)
