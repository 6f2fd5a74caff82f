#!/bin/sh
# layout.sh JAR APP: makes the folder APP: the jar, its libraries, the scripts, and an AOT cache of the classes that are
# loaded while the gateway serves the simulator's data. The cache fits only this JDK, place and jars.
set -eu
jar=$1
here=$(cd "$(dirname "$0")" && pwd)
java=$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")

rm -rf "$2"
mkdir -p "$2"
app=$(cd "$2" && pwd)
"$java" -Djarmode=tools -jar "$jar" extract --force --destination "$app"
cp "$here/java.options" "$here/run.sh" "$here/health.sh" "$app/"
echo "$java" >"$app/java.path"
find "$app" -exec touch -d '2020-01-01T00:00:00Z' {} +

if ! "$java" "@$app/java.options" -XX:AOTCacheOutput="$app/exist-graph.aot" -jar "$app/exist-graph.jar" \
  --spring.profiles.active=training >"$app/training.log" 2>&1 || ! [ -f "$app/exist-graph.aot" ]; then
  cat "$app/training.log" >&2
  exit 1
fi
rm "$app/training.log"
