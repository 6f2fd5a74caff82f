#!/bin/sh
# layout.sh JAR APP: makes the folder APP: the jar, its libraries, the scripts, and an AOT cache of classes and method
# profiles, recorded while the gateway serves the simulator's data. The cache is bound to the JDK and to the times of the jars.
set -eu
jar=$1 app=$2
here=$(cd "$(dirname "$0")" && pwd)
java=$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")

rm -rf "$app"
"$java" -Djarmode=tools -jar "$jar" extract --destination "$app"
cp "$here/java.options" "$here/run.sh" "$here/health.sh" "$app/"
echo "$java" >"$app/java.path"
find "$app" -exec touch -d '2020-01-01T00:00:00Z' {} +

cd "$app"
"$java" @java.options -XX:AOTCacheOutput=exist-graph.aot -jar exist-graph.jar --spring.profiles.active=training >training.log 2>&1 ||
  { cat training.log >&2; exit 1; }
[ -f exist-graph.aot ] || { cat training.log >&2; exit 1; }
