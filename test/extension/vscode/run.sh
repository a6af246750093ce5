#!/usr/bin/env bash
# Runs the extension's tests in a real VS Code: packs it, installs it, runs the suite in the extension host, then looks and
# types as a user does. Installs what it needs. The last line is `N passed, N failed`, from Mocha's own reports.
# The pictures of the run are in .cache/vscode-run/ui; extension/images/editor.png is a copy of editor.png there.
set -uo pipefail
cd "$(dirname "$0")/../../.."
readonly here=test/extension/vscode
readonly cache=$PWD/.cache/vscode-host
readonly state=${PXSNAP_VSCODE_STATE:-$PWD/.cache/vscode-run}

fail() {
  printf 'FAILED: %s\n' "$1"
  printf '0 passed, 1 failed\n'
  exit 1
}

installed=$(bash $here/install-host.sh "$cache") || fail 'the VS Code host could not be installed'
host=$(sed -n 's/^host=//p' <<<"$installed")
driver=$(sed -n 's/^driver=//p' <<<"$installed")
npm run --silent package --workspace extension || fail 'the extension could not be packed'
node $here/build-suite.mjs || fail 'the suite could not be bundled'
vsix=$(ls -t "$PWD"/dist/pxsnap-*.vsix | head -n 1)

rm -rf "$state"
mkdir -p "$state/suite" "$state/ui"

npx --no-install tsx $here/run-suite.ts "$host" "$driver" "$vsix" "$PWD/.build/vscode-suite/index.cjs" "$state/suite"

PXSNAP_VSCODE_HOST=$host PXSNAP_BROWSER_DRIVER=$driver PXSNAP_VSIX=$vsix PXSNAP_STATE=$state/ui \
  node --import tsx node_modules/mocha/bin/mocha.js --ui tdd --timeout 120000 --exit \
  --reporter json --reporter-option output="$state/ui/suite.json" $here/ui/*.test.ts >/dev/null

node $here/report.mjs "$state/suite/suite.json" "$state/ui/suite.json"
