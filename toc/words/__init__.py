"""The one room that composes sentences: ``say(code, ...)`` gives the same sentence in Dutch and in English.

``say_of_link`` does so for a sentence on one link, in words that go no further than its claim and its figures
(``toc.words.filter``).
"""

from toc.words.saying import amount_of, euro, fixed, list_of, number, percent, say, say_of_link
from toc.words.sentences import SENTENCES

__all__ = ["SENTENCES", "amount_of", "euro", "fixed", "list_of", "number", "percent", "say", "say_of_link"]
