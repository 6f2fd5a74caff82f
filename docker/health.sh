#!/bin/bash
# health.sh [PORT]: whether the gateway on this machine is alive. The image has no curl.
exec 3<>"/dev/tcp/127.0.0.1/${1:-${MANAGEMENT_SERVER_PORT:-8080}}" || exit 1
printf 'GET /actuator/health/liveness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 3 _ status _ <&3 && [ "$status" = 200 ]
