#!/bin/sh
# Builds the pages, the dashboard and GraphiQL, for Maven: below target alone, and only when one of their files changed.
# The pages are an extra. Without Node, or without their packages, the gateway is built without them.
set -eu

target=$PWD/target
pages=$target/classes/static
operations=$PWD/schema/operations

without() {
  echo "The pages at / and /graphiql are not built: $1"
  exit 0
}

inputs=$(find src/main/web schema/operations -name node_modules -prune -o -name screenshots -prune -o -type f -exec cksum {} + | LC_ALL=C sort)
if [ -f "$pages/dashboard/index.html" ] && [ -f "$pages/graphiql/index.html" ] &&
  [ "$inputs" = "$(cat "$target/web.built" 2>/dev/null)" ]; then
  exit 0
fi

command -v npm >/dev/null || without 'no npm on the PATH. It takes Node.js 20.19 or 22.12, or newer.'

rm -f "$target/web.built"
mkdir -p "$target/web"
find "$target/web" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
find src/main/web -mindepth 1 -maxdepth 1 ! -name node_modules -exec cp -R {} "$target/web" \;
cd "$target/web"

if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --ignore-scripts --loglevel=error || without 'their packages could not be installed, see above.'
  cp package-lock.json node_modules/.installed-lock
fi
for page in dashboard graphiql; do
  OPERATIONS=$operations OUT_DIR=$pages node_modules/.bin/vite build --mode "$page" --logLevel error
done
echo "$inputs" >"$target/web.built"
