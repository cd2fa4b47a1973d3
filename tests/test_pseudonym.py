"""Persons under a keyed hash: a published vector, and a key that is never shown."""

from pathlib import Path

import pytest

from toc.pseudonym import FILE_VARIABLE, KEY_VARIABLE, PseudonymError, pseudonym, read_key

KEY = "grey-coast-grey-coast"


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        (b"\x0b" * 20, "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (b"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    ],
)
def test_it_is_the_hmac_sha256_of_rfc_4231(key: bytes, text: str, expected: str) -> None:
    # RFC 4231, test cases 1 and 2
    assert pseudonym(key, text) == expected


def test_the_same_person_has_one_pseudonym_and_another_key_gives_another() -> None:
    assert pseudonym(b"one", "keeper 7") == pseudonym(b"one", "keeper 7")
    assert pseudonym(b"one", "keeper 7") != pseudonym(b"two", "keeper 7")
    assert pseudonym(b"one", "keeper 7") != pseudonym(b"one", "keeper 8")


def test_the_key_comes_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY + "\n", encoding="utf-8")
    assert read_key({KEY_VARIABLE: KEY}) == read_key({FILE_VARIABLE: str(file)}) == KEY.encode()


@pytest.mark.parametrize(
    "environment", [{}, {KEY_VARIABLE: "  "}, {KEY_VARIABLE: "lamp-oil"}, {FILE_VARIABLE: "/no/such/lamp-oil"}]
)
def test_without_a_usable_key_there_is_a_message_that_does_not_show_it(environment: dict[str, str]) -> None:
    with pytest.raises(PseudonymError) as caught:
        read_key(environment)
    assert KEY_VARIABLE in caught.value.message.en or FILE_VARIABLE in caught.value.message.en
    assert "lamp-oil" not in caught.value.message.en
