#!/bin/sh
# Builds the GraphiQL page for Maven: below target alone, and only when one of its files changed.
# The page is an extra. Without Node, or without its packages, the gateway is built without it.
set -eu

target=$PWD/target
page=$target/classes/static/graphiql
operations=$PWD/schema/operations

without() {
  echo "The page at /graphiql is not built: $1"
  exit 0
}

inputs=$(find src/main/web schema/operations -name node_modules -prune -o -type f -exec cksum {} + | LC_ALL=C sort)
if [ -f "$page/index.html" ] && [ "$inputs" = "$(cat "$target/web.built" 2>/dev/null)" ]; then
  exit 0
fi

command -v npm >/dev/null || without 'no npm on the PATH. It takes Node.js 20.19 or 22.12, or newer.'

rm -f "$target/web.built"
mkdir -p "$target/web"
find "$target/web" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
find src/main/web -mindepth 1 -maxdepth 1 ! -name node_modules -exec cp -R {} "$target/web" \;
cd "$target/web"

if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --ignore-scripts --loglevel=error || without 'its packages could not be installed, see above.'
  cp package-lock.json node_modules/.installed-lock
fi
OPERATIONS=$operations OUT_DIR=$page node_modules/.bin/vite build --logLevel error
echo "$inputs" >"$target/web.built"
