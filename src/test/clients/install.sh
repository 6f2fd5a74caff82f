#!/bin/sh
# install.sh [early]: installs the packages of the clients below target, from their lock files, unless they are there.
# early: beside the phases before the tests of `mvn verify`; what fails then is tried again, and reported, by the tests.
set -eu

if [ "${1:-}" = early ]; then
  case " ${MAVEN_CMD_LINE_ARGS:-} " in
    *-DskipTests* | *-Dmaven.test.skip* | *-Dtest=*) exit 0 ;;
    *' verify '*) ;;
    *) exit 0 ;;
  esac
  command -v npm >/dev/null || exit 0
fi

mkdir -p target/clients
cp src/test/clients/.npmrc target/clients/
for folder in . graphql-17; do
  home=target/clients/$folder
  mkdir -p "$home"
  cp "src/test/clients/$folder/package.json" "src/test/clients/$folder/package-lock.json" "$home/"
  if ! cmp -s "$home/package-lock.json" "$home/node_modules/.installed-lock"; then
    (cd "$home" && npm ci --ignore-scripts --loglevel=error)
    cp "$home/package-lock.json" "$home/node_modules/.installed-lock"
  fi
done
