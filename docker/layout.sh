#!/bin/sh
# layout.sh JAR APP LAYERS: lays the jar out as the image holds it. LAYERS gets what changes together, APP all of
# it at the place where it will run, with an AOT cache: that is tied to the place, to the times of the files and to the JDK.
set -eu
jar=$1 app=$2 layers=$3
here=$(cd "$(dirname "$0")" && pwd)

rm -rf "$app" "$layers"
mkdir -p "$app" "$layers"
java -Djarmode=tools -jar "$jar" extract --layers --destination "$layers"
cp "$here/java.options" "$here/health.sh" "$layers/application/"
find "$layers" -exec touch -d '2020-01-01T00:00:00Z' {} +
for layer in dependencies spring-boot-loader snapshot-dependencies application; do
  mkdir -p "$layers/$layer"
  cp -a "$layers/$layer/." "$app/"
done

mkdir -p "$layers/aot"
java "@$app/java.options" -XX:AOTCacheOutput="$app/exist-graph.aot" \
  -Dspring.context.exit=onRefresh -jar "$app/exist-graph.jar"
cp -a "$app/exist-graph.aot" "$layers/aot/"
