#!/usr/bin/env bash
# The one test command: on a Debian machine with the .NET SDK it installs and starts what the tests
# need, builds, runs every tests/*.Tests project and stops everything again.
#
#   tests/run.sh                            everything
#   tests/run.sh --only Grievances          one project (with or without .Tests); may be repeated
#   tests/run.sh --only X -- -class '*Y'    what follows -- goes to each test program
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
export CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 NO_COLOR=1
logs="$root/artifacts/tests"
servers="$root/infra/servers.sh"
HEED_SERVERS="$(realpath -m -- "${HEED_SERVERS:-$root/.cache/servers}")"
export HEED_SERVERS

only=()
arguments=()
while [ $# -gt 0 ]; do
  case "$1" in
    --only) [ $# -ge 2 ] || { echo "--only needs a project's name" >&2; exit 2; }; only+=("${2%.Tests}.Tests"); shift 2 ;;
    --) shift; arguments=("$@"); break ;;
    *) echo "unknown option: $1 (known: --only NAME, -- ARGUMENTS)" >&2; exit 2 ;;
  esac
done

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }

passed=0 failed=0 skipped=0
limit="${HEED_TEST_LIMIT:-1500}"
preparation=
current=
beside=
stop() {
  trap - EXIT INT TERM
  local running
  for running in $current $beside; do kill "$running" 2>/dev/null; wait "$running" 2>/dev/null; done
  # Servers that are still starting can't be stopped: let that end first.
  if [ -n "$preparation" ]; then wait "$preparation" 2>/dev/null; fi
  bash "$servers" down >"$logs/servers-down.log" 2>&1 </dev/null || { cat "$logs/servers-down.log"; say "the servers did not stop"; }
}
finish() {
  local code=$?
  stop
  if [ $((passed + failed)) -eq 0 ] && [ "$code" -eq 0 ]; then
    say "no test ran"
    code=1
  fi
  if [ "$failed" -gt 0 ] && [ "$code" -eq 0 ]; then code=1; fi
  echo "$passed passed, $failed failed, $skipped skipped"
  exit "$code"
}
interrupted() { failed=$((failed + 1)); say "interrupted"; exit 130; }
trap finish EXIT
trap interrupted INT TERM
fail() { say "$1"; [ -z "${2:-}" ] || tail -n "${3:-60}" "$2"; failed=$((failed + 1)); }

# Projects that wait more than they work (for clocks, timeouts and scanners) run beside the others.
waits() { case "$1" in Clocks.Tests | Files.Tests | Gateway.Tests | Guests.Tests | Webhooks.Tests) return 0 ;; *) return 1 ;; esac; }

# The journeys through pages wait for a browser as long as they work: where all of them run, these run beside the others too, and those that
# load or kill servers alone.
pages=(PortalPageTests HostileTextTests WalkthroughTests WalkthroughRemedyTests BrowserTests GoingBackTests)
of_pages() { printf -- '-class *.%s ' "${pages[@]}"; }
but_pages() { printf -- '-class- *.%s ' "${pages[@]}"; }

# Cheap projects first: a broken rule shows in seconds, journeys and loads come last.
cost() {
  case "$1" in
    Architecture.Tests) echo 10 ;;
    Platform.*) echo 20 ;;
    Tenancy.Tests) echo 60 ;;
    Messaging.Tests) echo 70 ;;
    Journeys.Tests) echo 80 ;;
    Benchmarks.Tests) echo 90 ;;
    *) echo 40 ;;
  esac
}

select_projects() {
  local folder name
  for folder in tests/*.Tests; do
    name="$(basename "$folder")"
    [ -f "$folder/$name.csproj" ] || continue
    if [ ${#only[@]} -gt 0 ] && ! printf '%s\n' "${only[@]}" | grep -qxF -- "$name"; then continue; fi
    printf '%s %s\n' "$(cost "$name")" "$name"
  done | sort -k1,1n -k2,2 | cut -d' ' -f2
}

# Prints "total failed skipped" from the last summary in a log, in either form a test program has:
# xUnit's own   "Total: 5, Errors: 0, Failed: 1, Skipped: 1, Not Run: 0, Time: 0.2s"
# the platform's "total: 5 / failed: 1 / succeeded: 3 / skipped: 1" on lines of their own.
read_summary() {
  sed -E $'s/\x1b\\[[0-9;]*[A-Za-z]//g; s/\r$//' "$1" | awk '
    function number(name,   text) {
      text = $0
      if (!match(text, name ": *[0-9]+")) return 0
      text = substr(text, RSTART, RLENGTH); sub(/.*: */, "", text)
      return text + 0
    }
    /Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+/ {
      seen = 1
      total = number("Total") - number("Not Run"); bad = number("Failed") + number("Errors"); skip = number("Skipped")
      # A clean-up error is counted apart from tests.
      total += number("Errors")
    }
    /Total: 0$/ { seen = 1; total = bad = skip = 0 }
    /^Test run summary:/ { block = 1; total = bad = skip = 0; next }
    block && /^ +total: [0-9]+$/ { seen = 1; total = number("total") }
    block && /^ +failed: [0-9]+$/ { bad = number("failed") }
    block && /^ +error: [0-9]+$/ { bad += number("error"); total += number("error") }
    block && /^ +skipped: [0-9]+$/ { skip = number("skipped") }
    END { if (!seen) exit 1; print total, bad, skip }'
}

# A project, or with a second word a part of it that the words after it select.
run_project() {
  local name="$1" part="${2:-}" started=$SECONDS code summary total bad skip
  local log="$logs/$name${part:+.$part}.log" program="tests/$name/bin/Release/net10.0/$name.dll"
  shift $(( $# > 1 ? 2 : 1 ))
  if [ ! -f "$program" ]; then
    fail "$name: $program was not built"
    return
  fi
  name="$name${part:+ ($part)}"
  say "$name ..."
  # A test that hangs is named in the log, and its project is ended rather than the whole run.
  timeout --kill-after=30 "$limit" dotnet exec "$program" -diagnostics -longRunning 120 "$@" ${arguments[@]+"${arguments[@]}"} >"$log" 2>&1 </dev/null &
  current=$!
  wait "$current"
  code=$?
  current=
  if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
    fail "$name: ended after $limit s without an end (log: artifacts/tests/${log##*/})" "$log"
    return
  fi

  if ! summary="$(read_summary "$log")"; then
    fail "$name: ended with code $code and without a summary (log: artifacts/tests/${log##*/})" "$log"
    return
  fi
  read -r total bad skip <<<"$summary"
  passed=$((passed + total - bad - skip))
  failed=$((failed + bad))
  skipped=$((skipped + skip))
  say "$name: $((total - bad - skip)) passed, $bad failed, $skip skipped in $((SECONDS - started)) s"
  if [ "$bad" -gt 0 ]; then
    # The failures first: the end of a log may be another test's.
    grep -F -A 20 '[FAIL]' "$log" || true
    tail -n 20 "$log"
  elif [ "$total" -eq 0 ]; then
    # A filter may leave a project empty; without one, an empty project means that tests were lost.
    if [ ${#arguments[@]} -eq 0 ]; then fail "$name: not one test was found" "$log"; fi
  elif [ "$code" -ne 0 ]; then
    fail "$name: every test passed but the program ended with code $code" "$log"
  fi
}

mkdir -p "$logs"
rm -f "$logs"/*.log "$logs/beside.counts"
mapfile -t projects < <(select_projects)
if [ ${#projects[@]} -eq 0 ]; then
  say "no test project found"
  exit 1
fi

(
  # Ctrl-C must not cut an installation short; stop() waits for it.
  trap '' INT
  bash "$servers" up >"$logs/servers-up.log" 2>&1 || exit 1
  bash "$servers" chromium >"$logs/chromium.path" 2>"$logs/chromium.log" || exit 2
) </dev/null &
preparation=$!

say "building"
if ! dotnet build Platform.sln -c Release -nologo -v q -clp:NoSummary -nodeReuse:false >"$logs/build.log" 2>&1 </dev/null; then
  fail "the build failed (log: artifacts/tests/build.log)" "$logs/build.log"
  exit 1
fi
say "built in $SECONDS s"

wait "$preparation"
case $? in
  0) ;;
  1) preparation=; fail "the servers did not start" "$logs/servers-up.log"; exit 1 ;;
  *) preparation=; fail "Chromium could not be installed" "$logs/chromium.log"; exit 1 ;;
esac
preparation=
HEED_SERVERS_JSON="$HEED_SERVERS/servers.json"
HEED_CHROMIUM="$(tail -n 1 "$logs/chromium.path")"
export HEED_SERVERS_JSON HEED_CHROMIUM
say "servers and Chromium ready after $SECONDS s"

patient=()
busy=()
# With arguments somebody looks for something of their own.
split=
if [ ${#arguments[@]} -eq 0 ] && printf '%s\n' "${projects[@]}" | grep -qxF Journeys.Tests; then split=1; fi
for project in "${projects[@]}"; do
  if waits "$project"; then patient+=("$project"); else busy+=("$project"); fi
done
(
  # What is counted in here comes out by a file.
  trap - EXIT
  trap 'if [ -n "$current" ]; then kill "$current" 2>/dev/null; wait "$current" 2>/dev/null; fi; exit 1' INT TERM
  for project in ${patient[@]+"${patient[@]}"}; do run_project "$project"; done
  # Split into words on purpose; no name of a class is a pattern of files.
  set -f
  if [ -n "$split" ]; then run_project Journeys.Tests pages $(of_pages); fi
  echo "$passed $failed $skipped" >"$logs/beside.counts"
) &
beside=$!
await_beside() {
  [ -n "$beside" ] || return 0
  wait "$beside"
  beside=
  [ -n "$split" ] || [ ${#patient[@]} -gt 0 ] || return 0
  local more_passed more_failed more_skipped
  if read -r more_passed more_failed more_skipped 2>/dev/null <"$logs/beside.counts"; then
    passed=$((passed + more_passed)) failed=$((failed + more_failed)) skipped=$((skipped + more_skipped))
  else
    fail "the projects beside the others left no result"
  fi
}
for project in ${busy[@]+"${busy[@]}"}; do
  # Journeys and what loads the machine have it to themselves.
  if [ "$(cost "$project")" -ge 80 ]; then await_beside; fi
  if [ -n "$split" ] && [ "$project" = Journeys.Tests ]; then
    set -f
    run_project Journeys.Tests rest $(but_pages)
    set +f
  else
    run_project "$project"
  fi
done
await_beside
say "everything took $SECONDS s"
