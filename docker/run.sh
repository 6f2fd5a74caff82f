#!/bin/sh
# run.sh APP [option...]: runs what layout.sh laid out, as the image does.
set -eu
app=$1
shift
exec java "@$app/java.options" -XX:AOTCache="$app/exist-graph.aot" -jar "$app/exist-graph.jar" "$@"
