"""Texts of the words we look for, and of everything that Unicode has to make trouble with."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    "målstyrning", "Målstyrningens", "tillit", "TILLITEN", "kund", "mål- och resultatstyrning", "tillid", "målstyring",
    "m\u0061\u030alstyrning", "inte", "ikke",
    "bl.a.", "EU:s", "1 200,50", "10–15", "§ 12", "SOU 2018:47", "\u00ad",
    " ", "  ", "\n",
    "\r\n", "\r", "\n\n", "\t", "\u00a0", "\u2028", "\u0085", "\x00", "\ufeff", ".", "!", "?", "…", ",",
    ";", ":", "-", "–", "/", "”", "\"", "»", "«", "(", ")",
    "#", "*", "a\u0301\u0323", "\u0344", "ﬁ", "İ", "ẞ", "𝒳", "👩‍👩‍👧", "한", "각",
    "\u0958", "عربى", "ไทย", "\ufffd", "\U0010ffff", "A.", "3.", "é", "e\u0301",
]  # fmt: skip

NASTY = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=25).map("".join)
