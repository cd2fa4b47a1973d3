"""Hashes of files, so that a result says from what it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def sha256_of(paths: Iterable[Path]) -> str:
    """Hash of names and contents, the same on every machine (line endings do not count)."""
    parts = sorted(
        (path.name, hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()) for path in set(paths)
    )
    return hashlib.sha256("\n".join(f"{name} {digest}" for name, digest in parts).encode()).hexdigest()
