"""What a person writes in YAML: frozen, nothing unknown accepted, texts in two languages."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

LANGUAGES: tuple[str, ...] = ("nl", "en")


def _no_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("float_type", "a boolean is no number")
    return value


Number = Annotated[float, BeforeValidator(_no_boolean)]
"""A number as written in YAML; ``true`` and ``false`` are none."""


class Declared(BaseModel):
    """Base of everything that is declared in a model folder.

    A declared object never changes after it is read, and it refuses a key it does not know,
    so a typing error can never be silently ignored.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        populate_by_name=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )


class Text(Declared):
    """The same words in Dutch and in English.

    A plain string is allowed and then serves for both languages. With only one language given,
    that one serves for the other too.
    """

    nl: str
    """Dutch text."""

    en: str
    """English text."""

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"nl": data, "en": data}
        if isinstance(data, dict) and len(data) == 1:
            (language, words), *_ = data.items()
            if language in LANGUAGES:
                return {"nl": words, "en": words}
        return data

    def __getitem__(self, language: str) -> str:
        """Return the words in ``language`` (``"nl"`` or ``"en"``)."""
        return self.en if language == "en" else self.nl
