"""A model's sentence as it may be shown and spoken: without markup of any kind."""

import re

from walkumentary.domain.shared.text import squeeze

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\"'”’]", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")
_LINE_START = re.compile(r"^\s*(?:#{1,6}|[-•>]|\d+[.)])\s+(?=\S)", re.MULTILINE)
_BEFORE_STOP = re.compile(r"\s+([.,;:!?])")


def plain(text: str) -> str:
    """Return the words alone: no tags, SSML, links, addresses or emphasis.

    A link keeps its words. What only looks like markup ("3 < 5") is left alone.
    """
    bare = _LINE_START.sub("", text)
    for pattern, kept in ((_LINK, r"\1"), (_ADDRESS, ""), (_TAG, ""), (_EMPHASIS, "")):
        bare = pattern.sub(kept, bare)
    return _BEFORE_STOP.sub(r"\1", squeeze(bare))
