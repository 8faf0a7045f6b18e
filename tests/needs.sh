#!/bin/sh
# Installs Chromium, PostgreSQL and what a second host needs when root on Debian; otherwise says exactly what to install.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
# A second host that checks the certificate (tests/browser/test_on_a_phone.py); without root that test is skipped.
if [ "$(id -u)" = 0 ]; then
  command -v ip >/dev/null 2>&1 || missing="$missing iproute2"
  command -v certutil >/dev/null 2>&1 || missing="$missing libnss3-tools"
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing fonts-dejavu-core"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fonts-dejavu-core >/dev/null
else
  echo "The tests need:$missing" >&2
  echo "On Debian or Ubuntu: sudo apt install$missing fonts-dejavu-core" >&2
  echo "Without them: make test-quick" >&2
  exit 2
fi
