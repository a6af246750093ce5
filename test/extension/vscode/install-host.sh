#!/usr/bin/env bash
# Puts a real VS Code (server and workbench, from the npm package code-server) and a browser driver into the cache folder.
# Usage: install-host.sh CACHE_DIRECTORY   (does nothing when the same versions are there already)
set -euo pipefail

readonly code_server=4.100.3 # carries VS Code 1.100.3, the newest that runs on Node 20
readonly code_server_integrity='sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA=='
readonly playwright=1.65.1
readonly cache=$1
readonly host=$cache/code-server-$code_server
readonly driver=$cache/playwright-core-$playwright

install_browser() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v rg >/dev/null || missing+=(ripgrep)
  [ -d /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "install-host: install ${missing[*]} first (Debian: apt-get install ${missing[*]})" >&2
    exit 1
  fi
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

install_host() {
  [ -e "$host/.complete" ] && return
  local work
  work=$(mktemp -d)
  # Into a folder of its own, renamed when whole: an interrupted download is never taken for an installed host.
  npm pack "code-server@$code_server" --silent --pack-destination "$work" >/dev/null
  local found
  found=sha512-$(openssl dgst -sha512 -binary "$work/code-server-$code_server.tgz" | base64 -w0)
  if [ "$found" != "$code_server_integrity" ]; then
    echo "install-host: code-server-$code_server.tgz has integrity $found" >&2
    exit 1
  fi
  rm -rf "$host" "$host.partial"
  mkdir -p "$host.partial"
  tar -xzf "$work/code-server-$code_server.tgz" -C "$host.partial" --strip-components=3 --no-same-owner \
    --exclude='*.map' --exclude='package/lib/vscode/extensions/ms-vscode.*' package/lib/vscode
  rm -rf "$work"
  # --legacy-peer-deps: npm 11 calls the shipped shrinkwrap out of sync without it. No install script runs.
  (cd "$host.partial" && npm ci --legacy-peer-deps --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
  ln -sfn node_modules "$host.partial/node_modules.asar"
  mkdir -p "$host.partial/node_modules/@vscode/ripgrep/bin"
  ln -sfn "$(command -v rg)" "$host.partial/node_modules/@vscode/ripgrep/bin/rg"
  touch "$host.partial/.complete"
  mv "$host.partial" "$host"
}

install_driver() {
  [ -e "$driver/node_modules/playwright-core/package.json" ] && return
  mkdir -p "$driver"
  echo '{"private":true}' >"$driver/package.json"
  (cd "$driver" && npm install "playwright-core@$playwright" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
}

mkdir -p "$cache"
install_browser
install_host
install_driver
echo "host=$host"
echo "driver=$driver"
