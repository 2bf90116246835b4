#!/usr/bin/env bash
# Writes an OCI bundle with a busybox root into the directory given.
set -euo pipefail
bundle=$1
mkdir -p "$bundle/rootfs/bin"
cp /bin/busybox "$bundle/rootfs/bin/sh"
cd "$bundle"
crun spec --rootless
