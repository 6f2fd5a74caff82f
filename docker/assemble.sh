#!/bin/sh
# Lays the gateway out for an image: assemble.sh JAR FOLDER. The Dockerfile and the tests run the same steps.
#
# An AOT cache holds for one JDK build and these very paths, so it is made where it is used.
set -eu
jar=$1
app=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

rm -rf "$app"
"$java" -Djarmode=tools -jar "$jar" extract --destination "$app"
cp "$here/java.options" "$app/java.options"
# The training run ends as soon as the gateway has started; it asks nobody for anything
"$java" "@$app/java.options" "-XX:AOTCacheOutput=$app/app.aot" -Dspring.context.exit=onRefresh -jar "$app/exist-graph.jar"
echo "-XX:AOTCache=$app/app.aot" >>"$app/java.options"
