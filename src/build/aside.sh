#!/bin/sh
# aside.sh start NAME COMMAND...: begins a command of the build that runs beside the phases that follow.
# aside.sh join NAME: waits for its end, prints its output and returns its status.
set -eu
action=$1
state=target/aside/$2
shift 2

case $action in
  start)
    mkdir -p target/aside
    rm -f "$state".*
    (
      status=0
      "$@" || status=$?
      echo "$status" >"$state.ended"
      mv "$state.ended" "$state.status"
    ) >"$state.log" 2>&1 </dev/null &
    echo $! >"$state.pid"
    ;;
  join)
    while [ ! -f "$state.status" ] && kill -0 "$(cat "$state.pid")"; do
      sleep 0.1
    done
    cat "$state.log"
    read -r status <"$state.status"
    exit "$status"
    ;;
esac
