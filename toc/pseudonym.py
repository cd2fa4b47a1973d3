"""A keyed hash in place of the number of a person, so that the same person can be counted once and not be recognised.

HMAC with SHA-256 (RFC 2104, FIPS 198-1). Without the key nobody can check whether a known number is in the data, which
a plain hash would allow. The key is never in the model, never in the data and never printed; who loses it gets other
pseudonyms, and who keeps it can find persons back.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from pathlib import Path

from toc.errors import ToCError
from toc.words import say

KEY_VARIABLE = "TOC_PSEUDONYM_KEY"
"""Environment variable that holds the key."""

FILE_VARIABLE = "TOC_PSEUDONYM_KEY_FILE"
"""Environment variable that names a file outside the model that holds the key."""

SHORTEST_KEY = 16
"""Bytes; a shorter key can be guessed."""


class PseudonymError(ToCError):
    """There is no key, or none that can be used."""


def pseudonym(key: bytes, identifier: str) -> str:
    """Return the pseudonym of a person: 64 hexadecimal characters, always the same for one key and identifier."""
    return hmac.new(key, identifier.encode("utf-8"), hashlib.sha256).hexdigest()


def read_key(environment: Mapping[str, str] = os.environ) -> bytes:
    """Read the key from the environment, or from the file that the environment names.

    Raises:
        PseudonymError: there is no key, it is too short, or its file cannot be read. The message never shows it.
    """
    place, written = KEY_VARIABLE, environment.get(KEY_VARIABLE, "").encode("utf-8")
    if not written and (name := environment.get(FILE_VARIABLE)):
        place = FILE_VARIABLE
        try:
            written = Path(name).read_bytes()
        except OSError:
            raise PseudonymError(say("pseudonym.key_unreadable", variable=FILE_VARIABLE)) from None
    key = written.strip()
    if not key:
        raise PseudonymError(say("pseudonym.no_key", variable=KEY_VARIABLE, file_variable=FILE_VARIABLE))
    if len(key) < SHORTEST_KEY:
        raise PseudonymError(say("pseudonym.short_key", place=place, smallest=SHORTEST_KEY))
    return key
