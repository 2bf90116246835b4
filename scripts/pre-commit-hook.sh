#!/bin/sh
# What pre-commit runs from its own clone of this repository: installs and builds once, on any Node that npm has, and
# audits with the Node that the package brings. `npm install -g` from git, pre-commit's way for Node, installs nothing
# that the build needs.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -f "$here/dist/cli.js" ]; then
  (cd "$here" && npm ci --no-audit --no-fund) >&2
fi
exec "$here/node_modules/.bin/node" "$here/dist/cli.js" "$@"
