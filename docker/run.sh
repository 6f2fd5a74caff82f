#!/bin/sh
# run.sh [option...]: runs the gateway in this script's folder, which layout.sh made, on the JDK of its AOT cache.
set -eu
app=$(cd "$(dirname "$0")" && pwd)
read -r java <"$app/java.path"
[ -x "$java" ] || java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" "@$app/java.options" -XX:AOTCache="$app/exist-graph.aot" -jar "$app/exist-graph.jar" "$@"
