"""Notes: what was not as asked for, or is left out of a figure; a sentence each, which a page says in its language."""

from __future__ import annotations

from ordagrant.chart_words import written
from ordagrant.periods import FORMS

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "not_read": "{some} of {n} could not be read, and are among the undetermined",
        "same_ids": "ids that several contacts have: {some} ({first}); coded rows fit the first of each",
        "undated": "{some} of {n} contacts have no date and are in no month and no week",
        "no_dates": f"no date of the form {FORMS}: {{some}} of {{n}}, such as {{first}}",
        "coded_unknown": "coded rows that fit no contact: {some} ({first})",
        "no_letters": "{some} of {n} texts have no letters and are in no cluster",
        "fewer_clusters": "{n} clusters asked for, {some} made: {different} of the texts are different",
        "unreliable": "{some} of {n} clusters are not to be relied on: less than {trusted} of each comes again when a "
        "third of the texts is left out (stability; bounds by Hennig's clusterboot)",
        "doubtful": "{some} of {n} clusters are doubtful: their stability is {trusted} to {stable}, so something is "
        "there, but which texts belong to it is in doubt",
    },
    "sv": {
        "not_read": "{some} av {n} gick inte att läsa och är bland dem som inte säger vad de gäller",
        "same_ids": "id som flera kontakter har: {some} ({first}); kodade rader hör till den första av dem",
        "undated": "{some} av {n} kontakter har inget datum och ingår inte i någon månad eller vecka",
        "no_dates": "inget datum av formen 2024-03-12 eller 12-03-2024 (en dag), 2024-W11 (en vecka) eller 2024-03 "
        "(en månad): {some} av {n}, till exempel {first}",
        "coded_unknown": "kodade rader som inte hör till någon kontakt: {some} ({first})",
        "no_letters": "{some} av {n} texter har inga bokstäver och ingår inte i något kluster",
        "fewer_clusters": "bad om {n} kluster och fick {some}: {different} av texterna är olika",
        "unreliable": "{some} av {n} kluster går inte att lita på: mindre än {trusted} av vart och ett kommer igen när "
        "en tredjedel av texterna utelämnas (stabilitet; gränser efter Hennigs clusterboot)",
        "doubtful": "{some} av {n} kluster är tveksamma: deras stabilitet är {trusted} till {stable}, så något finns "
        "där, men vilka texter som hör dit är osäkert",
    },
    "da": {
        "not_read": "{some} af {n} kunne ikke læses og er blandt dem, der ikke siger, hvad de gælder",
        "same_ids": "id'er, som flere henvendelser har: {some} ({first}); kodede rækker hører til den første af dem",
        "undated": "{some} af {n} henvendelser har ingen dato og indgår ikke i nogen måned eller uge",
        "no_dates": "ingen dato af formen 2024-03-12 eller 12-03-2024 (en dag), 2024-W11 (en uge) eller 2024-03 (en "
        "måned): {some} af {n}, for eksempel {first}",
        "coded_unknown": "kodede rækker, som ikke hører til nogen henvendelse: {some} ({first})",
        "no_letters": "{some} af {n} tekster har ingen bogstaver og indgår ikke i nogen klynge",
        "fewer_clusters": "bad om {n} klynger og fik {some}: {different} af teksterne er forskellige",
        "unreliable": "{some} af {n} klynger er ikke til at stole på: mindre end {trusted} af hver kommer igen, når en "
        "tredjedel af teksterne udelades (stabilitet; grænser efter Hennigs clusterboot)",
        "doubtful": "{some} af {n} klynger er tvivlsomme: deres stabilitet er {trusted} til {stable}, så der er noget, "
        "men hvilke tekster der hører til, er usikkert",
    },
}


class Note(str):
    """A note in English, and what it is made of."""

    kind: str
    figures: dict[str, int | float | str]

    @classmethod
    def of(cls, kind: str, **figures: int | float | str) -> Note:
        """The note of this kind in WORDS. Counts are whole numbers and shares are not; a text stands as it is."""
        note = cls(_said(kind, figures, "en"))
        note.kind, note.figures = kind, figures
        return note

    def said(self, ui: str) -> str:
        """The note in a language of WORDS."""
        return _said(self.kind, self.figures, ui)


def _said(kind: str, figures: dict[str, int | float | str], ui: str) -> str:
    shown = {
        name: value if isinstance(value, str) else written(value, ui, decimals=2 if isinstance(value, float) else 0)
        for name, value in figures.items()
    }
    return WORDS[ui][kind].format(**shown)
