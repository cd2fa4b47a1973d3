"""How far our own words may go: words of cause by claim and evidence, ``impact`` for impact alone, ``about`` for what is converted.

What is looked at is the template, with its marks in braces, so never a name or title that somebody gave: a programme
may call its element anything. A word counts where it is asserted. It does not count in a clause that denies or asks
(``Whether it leads to it cannot be judged``), nor in an example of what not to write (``Do not write: ‘...’``).

The ladder follows contribution analysis (Mayne, 2001, Canadian Journal of Program Evaluation 16) and the levels of
evidence on which verdicts rest (``toc/linking/verdict.py``): one series of figures, or organisations side by side at
two moments, show that things go together; organisations side by side at three or more moments may be consistent with
a contribution; that the one brought the other is said by nobody here, as no test that could have shown otherwise is
done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache

from toc.declared import LANGUAGES

Template = tuple[str, str]
"""One sentence, Dutch and English, with its marks in braces."""


class Reach(IntEnum):
    """How far words go."""

    NOTHING = 0
    """Nothing is said of how things hang together."""

    ASSOCIATION = 1
    """Things go together."""

    CONTRIBUTION = 2
    """The one contributes to the other, or that is consistent with the figures."""

    ATTRIBUTION = 3
    """The one brings the other."""


BY_CLAIM: Mapping[str, Reach] = {
    "association": Reach.ASSOCIATION,
    "contribution": Reach.CONTRIBUTION,
    "attribution": Reach.ATTRIBUTION,
}
"""How far the theory itself goes."""

BY_TIER: Mapping[str, Reach] = {
    "N0": Reach.NOTHING,
    "P0": Reach.NOTHING,
    "N2": Reach.ASSOCIATION,
    "N3": Reach.ASSOCIATION,
    "P2": Reach.ASSOCIATION,
    "P3": Reach.CONTRIBUTION,
    "D": Reach.CONTRIBUTION,
}
"""How far the figures go: none or too few, one series, organisations side by side at two moments, at three or more
moments, and a comparison with organisations that started later or never. Attribution would take a comparison that was
put to a test of its own (a placebo); while there is none, no figures go that far."""

WORDS: Mapping[str, Mapping[Reach, re.Pattern[str]]] = {
    "nl": {
        Reach.ASSOCIATION: re.compile(
            r"\bsamenh(?:ang|ing)\w*|\bh(?:ang|ing)\w*\b[^.;:]*\bsamen\b|\bhangt? ook af van"
            r"|\bga(?:at|an)\b[^.;:]*\bsamen\b|\bging(?:en)?\b[^.;:]*\bsamen\b|\bsamenga\w*"
            r"|\bbewe(?:egt|gen)\b[^.;:]*\b(?:mee|samen)\b|\bmeega\w*|\bmeebewe\w*",
            re.IGNORECASE,
        ),
        Reach.CONTRIBUTION: re.compile(
            r"\bbijdra\w*|\bbijgedragen|\bdr(?:aagt|agen|oeg|oegen)\b[^.;:]*\bbij\b|\bhelpt\b|\bhielp\w*|\bgeholpen",
            re.IGNORECASE,
        ),
        Reach.ATTRIBUTION: re.compile(
            r"\bveroorza\w*|\boorza\w*|\b(?:ge)?leid(?:t|en|de|den)?\b|\bdankzij|\bte danken\b|\bgevolg(?:en)? van"
            r"|\b(?:effect|impact|invloed|gevolg)(?:en|s)? (?:van|op)\b|\bkom(?:t|en)? (?:\w+ )?door\b"
            r"|\bdoor [^.,;:]*\bkom(?:t|en)\b|\bkwam(?:en)? (?:\w+ )?door\b|\bdoor toedoen|\bzorg(?:t|en|de|den) (?:\w+ )?(?:er)?voor\b"
            r"|\bteweeg\w*|\bresulteer\w*|\bbewerkstellig\w*|\blever(?:t|en|de|den)\b[^.,;:]*\bop\b|\bopgeleverd"
            r"|\bbr(?:eng|acht)\w*\b[^.,;:]*\b(?:op|meer|minder)\b|\btoe te (?:schrijven|rekenen)|\bwaardoor\b|\bbewijst\b",
            re.IGNORECASE,
        ),
    },
    "en": {
        Reach.ASSOCIATION: re.compile(
            r"\bg(?:o|oes|oing|one)\b[^.;:]*\b(?:together|with)\b|\bwent\b[^.;:]*\btogether\b|\bhang(?:s)? together"
            r"|\bmov(?:e|es|ed|ing) (?:along|together)\b|\bassociat\w*|\bcorrelat\w*|\bdepends? on|\balso depends on",
            re.IGNORECASE,
        ),
        Reach.CONTRIBUTION: re.compile(r"\bcontribut\w*|\bhelp(?:s|ed|ing)\b", re.IGNORECASE),
        Reach.ATTRIBUTION: re.compile(
            r"\bcaus(?:e|es|ed|ing|al)\b|\bled to\b|\bleads? to\b|\bleading to\b|\bbecause of\b|\bdue to\b|\bthanks to\b"
            r"|\b(?:effect|impact|influence|consequence)s? (?:of|on)\b|\bas a result of\b|\bresult(?:s|ed|ing)? in\b"
            r"|\bbr(?:ing|ings|inging|ought)\b[^.,;:]*\b(?:about|more|less)\b|\bowing to\b|\bensur\w*|\battribut\w*"
            r"|\bprov(?:es|ed|en)\b",
            re.IGNORECASE,
        ),
    },
}  # fmt: skip
"""Words of each reach, in each language."""

_BEFORE: Mapping[str, re.Pattern[str]] = {
    "nl": re.compile(
        r"\b(?:niet|geen|nooit|nergens|zonder|niets|niemand)\b|(?:^|\s)Of\b|\b(?:weten|weet|zien|zeggen|hoe|gezegd) of\b"
        r"|\bhoe (?:sterk|ver)\b|\bzou(?:den)?\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not|no|never|nowhere|nothing|nobody|neither|nor|without|cannot|whether)\b|\bhow (?:strong|far)\b|\bwould\b",
        re.IGNORECASE,
    ),
}
"""What denies or asks, when it stands before the word in the same clause."""

_AFTER = re.compile(r"^\s+(?:\w+\s+)?(?:niet|nooit|geen|not|never)\b", re.IGNORECASE)
"""What denies right after a verb: ``leidt niet tot``."""

_OR = re.compile(r"(?<=[\w’}]) of (?=[\w‘{])")
"""``of`` between two names is ``or``, not ``whether``."""

_UNWANTED = re.compile(r"(?:Schrijf niet|Do not write): ‘[^‘’]*(?:‘[^‘’]*’[^‘’]*)*’")
_MARK = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_CLAUSE = re.compile(r"[.?!;:,]\s+|\n|\bmaar\b|\bbut\b")
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n")


def bare(template: str) -> str:
    """A template without what is filled in: of one or many both words stay, of other marks only a sign."""
    template = _UNWANTED.sub("", template)
    return _MARK.sub(lambda mark: (mark[2] or "").removeprefix("plural|").replace("|", " ")
                     if (mark[2] or "").startswith("plural|") else "¤", template)  # fmt: skip


def asserted(template: str, language: str) -> Iterator[tuple[Reach, str]]:
    """Words of each reach that a template asserts: not where it denies or asks."""
    for clause in _CLAUSE.split(bare(template)):
        for reach, words in WORDS[language].items():
            for found in words.finditer(clause):
                before = clause[: found.start()] + (found[0] if reach is not Reach.ASSOCIATION else "")
                if language == "nl":
                    before = _OR.sub(" ", before) if not before.lower().startswith("of ") else before
                if not _BEFORE[language].search(before) and not _AFTER.match(clause[found.end() :]):
                    yield reach, found[0]


@cache
def reach_of(template: Template) -> Reach:
    """How far a sentence goes, in the language in which it goes furthest."""
    found = (reach for text, language in zip(template, LANGUAGES, strict=True) for reach, _ in asserted(text, language))
    return max(found, default=Reach.NOTHING)


def furthest(claim: str, tier: str) -> Reach:
    """How far words on a link may go: no further than its declared claim, and no further than its figures.

    Args:
        claim: ``association``, ``contribution`` or ``attribution``.
        tier: what kind of figures there are (``toc.linking.verdict.tier``).

    Raises:
        KeyError: there is no such claim or tier.
    """
    return min(BY_CLAIM[claim], BY_TIER[tier])


class TooFarError(ValueError):
    """A sentence goes further than the claim of its link and its figures allow; it is never printed."""


MILDER: Mapping[str, str] = {"contribution": "association", "contribution_down": "association_down"}
"""Last part of a code, and that of the same sentence in milder words."""


def fitting(code: str, templates: Mapping[str, Template], claim: str, tier: str) -> str:
    """The code of a sentence that may be said of a link: ``code``, or the same in milder words.

    Args:
        code: the sentence in the strongest words that it has.
        templates: sentences by code.
        claim: how far the theory goes.
        tier: what kind of figures there are.

    Raises:
        KeyError: there is no such sentence, claim or tier.
        TooFarError: it goes too far, and there are no milder words for it.
    """
    allowed = furthest(claim, tier)
    found = reach_of(templates[code])
    if found <= allowed:
        return code
    stem, _, last = code.rpartition(".")
    milder = f"{stem}.{MILDER.get(last, last)}"
    if milder in templates and reach_of(templates[milder]) <= allowed:
        return milder
    raise TooFarError(f"{code} speaks of {found.name.lower()}; {claim} at {tier} allows {allowed.name.lower()}")


# --- Figures that are converted, and impact -----------------------------------------------------------------------

_CONVERTED: Mapping[str, re.Pattern[str]] = {
    "nl": re.compile(r"\bper maand\b|\bomgerekend\b|\bop jaarbasis\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:per|a) month\b|\bconverted\b|\bannualised\b", re.IGNORECASE),
}
_ABOUT: Mapping[str, re.Pattern[str]] = {
    "nl": re.compile(r"\bongeveer\b|\bniet\b", re.IGNORECASE),
    "en": re.compile(r"\babout\b|\b(?:not|cannot|never)\b", re.IGNORECASE),
}
_WHOLE_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n")
_LEVELS: Mapping[str, re.Pattern[str]] = {
    "nl": re.compile(r"outcomes? (?:en|of) impacts?\b|\b(?:tot|naar) impact\b|, impact wat\b|\bde impact aan het eind\b", re.I),
    "en": re.compile(r"outcomes? (?:and|or) impacts?\b|\bto impact\b|; impact is what\b|\bthe impact at the end\b", re.I),
}  # fmt: skip


def not_called_about(template: str, language: str) -> tuple[str, ...]:
    """Sentences with a figure per month, or converted from a part of a year, that do not call it ``about``.

    A sentence without a figure that ends in a full stop explains, and needs no such word; a label without one stands
    beside a figure, and does.
    """
    found = (one for one in _WHOLE_SENTENCE.split(bare(template)) if _CONVERTED[language].search(one))
    return tuple(one for one in found
                 if not _ABOUT[language].search(one) and ("¤" in one or not one.rstrip().endswith(".")))  # fmt: skip


def impact_loosely(template: str, language: str) -> bool:
    """Whether ``impact`` is used for something else than the level of a chain, such as the impact of an output."""
    return re.search(r"impact", _LEVELS[language].sub("", bare(template)), re.IGNORECASE) is not None
