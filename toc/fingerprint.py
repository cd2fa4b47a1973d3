"""Hashes of files, so that a result says from what it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def sha256_of(paths: Iterable[Path]) -> str:
    """Hash of names and contents, the same on every machine (line endings do not count)."""
    digest = hashlib.sha256()
    for path in sorted(set(paths), key=lambda one: one.name):
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()
