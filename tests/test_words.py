"""Words: two languages that say the same, every sentence used, numbers as a reader writes them, no causal claims."""

import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import toc
from toc.declared import Text
from toc.words import SENTENCES, euro, list_of, number, percent, say
from toc.words.labels import LABELS
from toc.words.saying import about

PACKAGE = Path(toc.__file__).parent
SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "words" or path.name == "saying.py"]
TEMPLATES = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "report" / "templates").rglob("*")) if path.is_file()
)
ALL = {**SENTENCES, **LABELS}
SAYING = ("say", "_say", "say_of_link", "label", "label_or")
DOTTED = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_<>=]+)+$")


# --- Two languages ----------------------------------------------------------------------------------------------


def fields(template: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, name, form, _ in string.Formatter().parse(template):
        if name is not None:
            found.setdefault(name, set()).add("plural" if (form or "").startswith("plural|") else form or "")
    return found


@pytest.mark.parametrize("code", sorted(ALL))
def test_both_languages_use_the_same_values(code: str) -> None:
    dutch, english = map(fields, ALL[code])
    assert set(dutch) == set(english)
    for name in dutch:
        # Only the choice between one and many may be needed in one language alone.
        assert dutch[name] - {"plural"} == english[name] - {"plural"}, name


@pytest.mark.parametrize("code", sorted(ALL))
def test_every_plural_gives_one_and_many(code: str) -> None:
    for template in ALL[code]:
        for form in re.findall(r":(plural[^}]*)}", template):
            assert len(form.split("|")) == 3, form


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_can_be_said_and_leaves_no_braces(code: str) -> None:
    values: dict[str, object] = {}
    for template in SENTENCES[code]:
        for name, forms in fields(template).items():
            values[name] = (
                0.5 if forms & {"n", "e", "r", "s", "x", "p", "p1", "chance", "about", "plural"} else "‹name›"
            )
    said = say(code, **values)
    assert said.nl
    assert said.en
    assert not re.search(r"[{}]", said.nl + said.en)


def test_a_sentence_that_misses_a_value_is_not_said() -> None:
    with pytest.raises(KeyError):
        say("period.reversed", start=date(2024, 1, 1))


def test_values_with_braces_are_never_filled_themselves() -> None:
    assert "{start.year} {0}" in say("period.unknown", label="{start.year} {0}").nl


# --- Every sentence exists and is used --------------------------------------------------------------------------


def pattern_of(node: ast.expr) -> str | None:
    """A regular expression for the texts that an expression can be; None when it says nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(part) or ".*" for part in node.values)
    if isinstance(node, ast.IfExp):
        either = [pattern_of(node.body), pattern_of(node.orelse)]
        return "|".join(one for one in either if one) or None
    return None


def trees() -> Iterator[tuple[Path, ast.AST]]:
    for path in SOURCES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def said_codes() -> Iterator[tuple[str, str]]:
    """(place, pattern) of everything that the engine says: the first word of ``say`` and ``label``."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in SAYING and node.args:
                pattern = pattern_of(node.args[0])
                for one in (pattern or "").split("|"):
                    if one and not one.startswith(".*"):
                        yield f"{path.name}:{node.lineno}", one


def test_every_code_that_is_said_exists() -> None:
    unknown = [f"{place} {pattern}" for place, pattern in said_codes() if not any(
        re.fullmatch(pattern, code) for code in ALL)]  # fmt: skip
    assert unknown == []


def written_texts() -> tuple[set[str], list[str]]:
    """All plain texts in the source and templates, and patterns of those that are put together."""
    plain: set[str] = set()
    put_together: list[str] = []
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                pattern = pattern_of(node)
                if pattern and "\\." in pattern and not pattern.startswith(".*"):
                    put_together.append(pattern)
    plain |= set(re.findall(r"""["']([a-z0-9_.]+)["']""", TEMPLATES))
    # In a template a code is put together with a tilde: "level." ~ level.
    put_together += [re.escape(one) + ".*" for one in re.findall(r"""["']([a-z_]+\.)["']\s*~""", TEMPLATES)]
    return plain, put_together


@pytest.mark.parametrize("kind", ["sentences", "labels"])
def test_every_word_that_is_kept_is_used_somewhere(kind: str) -> None:
    plain, put_together = written_texts()
    kept = SENTENCES if kind == "sentences" else LABELS
    idle = [
        code
        for code in kept
        if code not in plain
        and code.removesuffix("_near") not in plain
        and not any(re.fullmatch(pattern, code) for pattern in put_together)
        # the report puts a label together from a kind and a name, "status" and "reached"
        and not (kept is LABELS and code.partition(".")[0] in plain)
    ]
    assert idle == []


# --- Numbers, dates and lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (0, "0", "0"),
        (1765, "1.765", "1,765"),
        (1234567, "1.234.567", "1,234,567"),
        (45.4545, "45,5", "45.5"),
        (0.04567, "0,0457", "0.0457"),
        (-3.5, "−3,5", "−3.5"),
        (3.0, "3", "3"),
        (999.96, "1.000", "1,000"),
        (None, "onbekend", "unknown"),
        (float("nan"), "onbekend", "unknown"),
        (-0.0, "0", "0"),
    ],
)
def test_numbers_are_written_as_a_reader_of_that_language_does(value: float | None, dutch: str, english: str) -> None:
    assert (number(value, "nl"), number(value, "en")) == (dutch, english)


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(1e30)
@example(-1e300)
@example(5e-324)
def test_every_number_can_be_written(value: float) -> None:
    assert number(value, "nl")
    assert percent(value, "en")


def test_a_percentage_is_a_part_of_one() -> None:
    assert (percent(0.74, "nl"), percent(0.74, "en")) == ("74%", "74%")
    assert (percent(0.8547, "nl", 1), percent(0.8547, "en", 1)) == ("85,5%", "85.5%")
    assert percent(None, "nl") == "onbekend"
    assert percent(-0.5, "en") == "−50%"


def test_money_has_its_sign_before_it() -> None:
    assert (euro(1250.4, "nl"), euro(1250000, "en")) == ("€ 1.250", "€ 1,250,000")


def test_names_are_joined_with_and() -> None:
    assert list_of(["a", "b", "c"], "nl") == "a, b en c"
    assert list_of(["a", "b", "c"], "en") == "a, b and c"
    assert list_of(["a"], "nl") == "a"
    assert list_of([], "nl") == ""


def test_days_are_written_out() -> None:
    said = say("summary.as_of", day=date(2025, 12, 31))
    assert "31 december 2025" in said.nl
    assert "31 December 2025" in said.en


def test_growth_has_one_decimal_below_ten_and_none_above() -> None:
    values = {"indicator": "Lampen", "first": 361, "last": 1765, "start": "2022", "end": "2023"}
    assert "×4,9" in say("summary.rise", factor=1765 / 361, **values).nl
    assert "×12" in say("summary.rise", factor=12.3, **values).en


def test_one_and_many_get_their_own_word() -> None:
    one, many = (say("data.known_later", count=count, day=date(2024, 1, 1)).nl for count in (1, 2))
    assert "1 rij is" in one
    assert "2 rijen zijn" in many


@pytest.mark.parametrize(
    ("probability", "dutch", "english"),
    [
        (0.35, "ongeveer 35%", "about 35%"), (0.328, "ongeveer 35%", "about 35%"), (0.05, "ongeveer 5%", "about 5%"),
        (0.95, "ongeveer 95%", "about 95%"), (0.049, "kleiner dan 5%", "less than 5%"),
        (0.0, "kleiner dan 5%", "less than 5%"), (1.0, "groter dan 95%", "more than 95%"),
        (float("nan"), "onbekend", "unknown"),
    ],
)  # fmt: skip
def test_an_estimated_chance_is_written_roughly(probability: float, dutch: str, english: str) -> None:
    assert (about(probability, "nl"), about(probability, "en")) == (dutch, english)


def test_nothing_is_ever_quite_certain() -> None:
    code = next(code for code, (dutch, _) in SENTENCES.items() if re.search(r"{\w+:chance}", dutch))
    names = fields(SENTENCES[code][0])
    values = {
        name: 1.0 if forms & {"n", "e", "r", "s", "x", "p", "p1", "chance"} else "x" for name, forms in names.items()
    }
    assert "meer dan 99%" in say(code, **values).nl
    assert "100%)" not in say(code, **values).en


@pytest.mark.parametrize("bound", ["at_least", "at_most", "about"])
def test_the_word_for_a_bound_stands_apart_from_its_number(bound: str) -> None:
    said = say("explain.row", bound=say(f"bound.{bound}"), value=8000, name="r1", source="-", file="data.csv:2")
    assert re.search(r"\w 8\.000", said.nl)
    assert re.search(r"\w 8,000", said.en)


def test_a_text_is_given_in_the_language_that_is_asked_for() -> None:
    text = Text(nl="schip", en="ship")
    assert (text["nl"], text["en"]) == ("schip", "ship")


# --- No causal claims -------------------------------------------------------------------------------------------

CAUSAL = re.compile(
    r"dankzij|veroorza|\bleid(?:t|en|de|den)?\b|als gevolg van|(?:effect|impact|invloed) van|komt door"
    r"|caus(?:ed|es|ing)\b|\bled to|\bleads? to|effects? of|thanks to|impacts? of|due to|as a result of|resulted in",
    re.IGNORECASE,
)
DENIES_OR_ASKS = re.compile(
    r"\b(?:niet|geen|nooit|nergens|zonder|[Nn]iets)\b|\bOf\b|\?"
    r"|\b(?:not|no|never|nowhere|nothing|neither|without|[Ww]hether|cannot)\b"
)


def claims(sentence: str) -> bool:
    return CAUSAL.search(sentence) is not None and DENIES_OR_ASKS.search(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "claiming"),
    [
        ("Meer lampen leidt tot minder wrakken.", True),
        ("Dankzij de lampen vergingen minder schepen.", True),
        ("More lamps led to fewer wrecks.", True),
        ("The effect of lamps is clear.", True),
        ("Of dit leidt tot minder wrakken, is niet te beoordelen.", False),
        ("Whether it leads to fewer wrecks cannot be judged.", False),
        ("They moved together.", False),
    ],
)
def test_the_filter_of_causal_words_sees_a_claim_and_lets_a_question_pass(sentence: str, claiming: bool) -> None:
    assert claims(sentence) is claiming


@pytest.mark.parametrize("code", sorted(ALL))
def test_no_words_claim_that_one_thing_brought_the_other(code: str) -> None:
    for template in ALL[code]:
        for sentence in re.split(r"(?<=[.?!;])\s", template):
            assert not claims(sentence), sentence


@pytest.mark.parametrize("code", [code for code in sorted(SENTENCES) if code.startswith("verdict.")])
def test_a_verdict_says_no_more_than_that_things_moved_together(code: str) -> None:
    dutch, english = SENTENCES[code]
    assert not re.search(r"bewijst|bewezen effect|zorgt voor", dutch)
    assert not re.search(r"\b(?:proves|proven effect|ensures|works because)\b", english)
