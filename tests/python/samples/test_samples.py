"""The samples are what corpora/ has, and small."""

from __future__ import annotations

from pathlib import Path

import pytest

import ordagrant as og
from ordagrant import samples

CORPORA = Path(__file__).parents[3] / "corpora"
SHIPPED = Path(samples.__file__).parent


def test_a_name_gives_its_texts():
    assert og.sample("protocol").id == "sv_kommunstyrelsen_almvik.txt"
    assert {name: len(og.sample(name)) for name in samples.SAMPLES[1:]} == {
        "protocols": 7,
        "policies": 6,
        "debate": 6,
        "contacts": 240,
    }


def test_what_is_known_of_them_comes_along():
    assert og.sample("protocol").meta["date"].year == 2024
    assert og.sample("policies").columns == ["title"]
    contacts = og.sample("contacts")
    assert {lang: len(part) for lang, part in contacts.group_by("lang").items()} == {"da": 120, "sv": 120}
    assert set(contacts.group_by("demand")) == {"value", "failure", "mixed", "undetermined"}


def test_another_name_is_an_error_that_names_them():
    with pytest.raises(og.RequestError, match="sample 'minutes' is not one of: protocol, protocols, policies"):
        og.sample("minutes")


@pytest.mark.parametrize(
    "path", sorted(path for path in SHIPPED.glob("*/**/*") if path.suffix in (".txt", ".md", ".toml"))
)
def test_a_text_is_the_original_byte_for_byte(path):
    assert path.read_bytes() == (CORPORA / path.relative_to(SHIPPED)).read_bytes()


@pytest.mark.parametrize("lang", ["sv", "da"])
def test_contacts_are_the_first_of_the_original(lang):
    shipped = (SHIPPED / f"contacts/contacts_{lang}.jsonl").read_bytes()
    assert len(shipped.splitlines()) == 120
    assert (CORPORA / f"contacts/contacts_{lang}.jsonl").read_bytes().startswith(shipped)


def test_all_together_are_below_300_kilobytes():
    shipped = [path for path in SHIPPED.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in shipped) < 300_000
