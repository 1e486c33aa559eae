"""Spreadsheets: what is read of a workbook, and what is not handed to the library that reads it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from xml.sax.saxutils import escape

import pytest

import ordagrant as og
from ordagrant.readers.series import read_columns

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

GENERAL, DATE, DATE_AND_TIME = range(3)  # the styles of a workbook below


def number(value: float, style: int = GENERAL) -> str:
    return f' s="{style}"><v>{value!r}</v>'


def cell(column: int, row: int, value: str | int | float | None) -> str:
    if value is None:
        return ""
    place = f'<c r="{chr(ord("A") + column)}{row}"'
    if isinstance(value, str) and value.startswith(" s="):
        return f"{place}{value}</c>"
    if isinstance(value, str):
        return f'{place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"{place}{number(value)}</c>"


def sheet(rows) -> str:
    lines = (
        f'<row r="{line}">{"".join(cell(column, line, value) for column, value in enumerate(row))}</row>'
        for line, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def workbook(sheets: dict[str, str], further: dict[str, str] | None = None) -> bytes:
    """A workbook of sheets in XML, with the least that a programme needs to open it."""
    numbered = list(enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n, _ in numbered
        )
        + f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SPREADSHEET}"><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": sheets[name] for n, name in numbered} | (further or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    """Writes a workbook and reads it."""

    def read(content: bytes, **options):
        (tmp_path / "x.xlsx").write_bytes(content)
        return list(og.read_corpus(tmp_path / "x.xlsx", **options))

    return read


def test_a_row_of_a_sheet_is_a_document(read):
    rows = [["id", "text"], ["a", "Målstyrning\nför alla"], [None, None], ["b", "Tillit & ansvar"], ["c", None]]
    found = read(workbook({"Brev": sheet(rows)}))
    assert [(row.id, row.status, row.source, row.encoding) for row in found] == [
        ("a", "ok", "Målstyrning\nför alla", "xlsx"),
        ("b", "ok", "Tillit & ansvar", "xlsx"),
        ("c", "empty", "", "xlsx"),
    ]


def test_the_first_row_that_is_not_empty_names_the_columns(read):
    (row,) = read(workbook({"Brev": sheet([[], [None], [" id ", None, "text"], [7, None, "Ja"]])}))
    assert (row.id, row.source) == ("7", "Ja")


def test_a_title_may_stand_above_the_header(read):
    rows = [["Synpunkter 2025"], [], [None, "Uttag 3 mars"], ["id", "text"], ["a", "Ja"], ["b", "Nej"]]
    found = read(workbook({"Brev": sheet(rows), "Mer": sheet([["text"], ["Kanske"]])}))
    assert [(row.id, row.source) for row in found] == [("a", "Ja"), ("b", "Nej"), ("2", "Kanske")]
    assert found[0].note == "above the header of Brev, and not read: row 1, 3"
    assert [row.note for row in found[1:]] == [None, None]


def test_the_row_that_was_taken_for_the_header_is_named(read):
    wrong = r"column 'text' is not one of: nr, svar in .*x\.xlsx, sheet 'Brev', row 3"
    with pytest.raises(og.RequestError, match=wrong):
        read(workbook({"Brev": sheet([["Synpunkter 2025"], [], ["nr", "svar"], [1, "text"]])}))
    with pytest.raises(og.RequestError, match=r"not one of: Svar in .*, sheet 'Brev', row 1"):
        read(workbook({"Brev": sheet([["Svar"], *[[f"Nej {n}"] for n in range(20)], ["text"], ["Ja"]])}))
    with pytest.raises(og.RequestError, match=r"sheet 'Brev', row 1"):
        read(workbook({"Brev": sheet([["nr", "svar"], ["id", "text"], [1, "Nej"]])}))


def test_dates_are_iso_and_numbers_are_plain(read):
    rows = [
        ["id", "text", "dag", "enhet"],
        [202403010001, 45352, number(45352, DATE), 1200.5],
        [1e15, 0.1 + 0.2, number(45352.5, DATE_AND_TIME), 1e-7],
    ]
    first, second = read(workbook({"Brev": sheet(rows)}), date="dag", group="enhet")
    assert (first.id, first.source) == ("202403010001", "45352")
    assert first.meta["date"] == "2024-03-01"
    assert first.meta["group"] == "1200.5"
    assert (second.id, second.source) == ("1000000000000000", "0.3")
    assert second.meta["date"] == "2024-03-01T12:00:00"
    assert second.meta["group"] == "0.0000001"


def test_every_sheet_that_has_the_column_is_read_and_the_others_are_named(read):
    sheets = {
        "Läs mig": sheet([["Så här gjorde vi"]]),
        "Vår": sheet([["text"], ["Ja"]]),
        "Tom": sheet([]),
        "Höst": sheet([["nr", "text"], [1, "Nej"]]),
    }
    found = read(workbook(sheets))
    assert [(row.id, row.source) for row in found] == [("0", "Ja"), ("1", "Nej")]
    assert found[0].note == "without the columns asked for, and not read: Läs mig"
    assert found[1].note is None


def test_a_workbook_without_the_column_is_a_wrong_request_that_names_those_it_has(read):
    with pytest.raises(og.RequestError, match=r"'text' is not one of: nr, svar in .*x\.xlsx, sheet 'Höst'"):
        read(workbook({"Höst": sheet([["nr", "svar"], [1, "Nej"]])}))
    with pytest.raises(og.RequestError, match="column 'text' stands twice"):
        read(workbook({"Höst": sheet([["text", "text"], [1, "Nej"]])}))


def test_a_workbook_without_rows_is_empty(read):
    assert [row.status for row in read(workbook({"A": sheet([]), "B": sheet([["text"]])}))] == ["empty"]
    assert [row.status for row in read(workbook({"A": sheet([])}))] == ["empty"]


def test_what_is_no_workbook_is_a_row_that_says_so(read):
    whole = workbook({"Brev": sheet([["text"], ["Ja"]] * 50)})
    assert [row.status for row in read(b"")] == ["empty"]
    for content in (b"Hej", whole[:400], whole[:-30], workbook({"Brev": "<worksheet><sheetData><row><c"})):
        assert [row.status for row in read(content)] == ["damaged"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hej.txt", "Hej")
    assert [row.status for row in read(out.getvalue())] == ["damaged"]
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert [row.status for row in read(old)] == ["wrong type"]
    assert [row.status for row in read(old + "EncryptedPackage".encode("utf-16-le"))] == ["encrypted"]


def test_bytes_changed_anywhere_end_no_run(read):
    whole = workbook({"Brev": sheet([["text", "id"], ["Ja", 1], ["Nej", 2]])})
    for place in range(0, len(whole), 37):
        for row in read(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            assert row.status in {"ok", "empty", "damaged", "encrypted"}


# The library holds a sheet as a full rectangle, and ends the process where it cannot.


@pytest.mark.parametrize("reference", ['r="XFD1048576"', "r = 'XFD1048576'", 's="0" r="XFD1048576"', 'r="xfd1048576"'])
def test_a_mark_in_the_last_corner_of_a_sheet_is_too_large_and_no_crash(read, reference):
    content = sheet([["text"], ["Ja"]]).replace("</sheetData>", f"<row><c {reference}><v>1</v></c></row></sheetData>")
    (row,) = read(workbook({"Brev": content}))
    assert row.status == "too large"
    assert "17179869184 cells" in row.reason


def test_a_workbook_that_unpacks_to_more_than_can_be_held_is_too_large(read, monkeypatch):
    from ordagrant.readers import sheet as reader

    monkeypatch.setattr(reader, "_MOST_BYTES", 1 << 20)
    content = workbook({"Brev": sheet([["text"], ["Ja"]])}, {"xl/sharedStrings.xml": "<sst>" + " " * (1 << 20)})
    assert len(content) < 10_000
    assert [row.status for row in read(content)] == ["too large"]


@pytest.mark.slow
def test_a_million_cells_are_read_within_the_memory_of_a_laptop(tmp_path):
    rows = "".join(
        f'<row r="{line}"><c r="A{line}" t="inlineStr"><is><t>Ingen svarade på brev {line}</t></is></c>'
        + "".join(f'<c r="{letter}{line}"><v>{line}</v></c>' for letter in "BCDEFGHIJ")
        + "</row>"
        for line in range(2, 100_002)
    )
    content = sheet([["text"]]).replace("</sheetData>", f"{rows}</sheetData>")
    (tmp_path / "x.xlsx").write_bytes(workbook({"Brev": content}))
    code = (
        "import resource, sys, ordagrant as og\n"
        "print(sum(row.status == 'ok' for row in og.read_corpus(sys.argv[1])))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "x.xlsx"], capture_output=True, text=True, check=True)
    count, peak = map(int, done.stdout.split())
    assert count == 100_000
    assert peak < 1.5 * (1 << 20)


def test_booleans_are_those_of_other_tables(read):
    def boolean(place: str, value: int) -> str:
        return f'<c r="{place}" t="b"><v>{value}</v></c>'

    header = f'<row r="1">{cell(0, 1, "id")}{cell(1, 1, "text")}</row>'
    rows = f'<row r="2">{boolean("A2", 1)}{cell(1, 2, "Ja")}</row><row r="3">{cell(0, 3, "k")}{boolean("B3", 0)}</row>'
    page = f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{header}{rows}</sheetData></worksheet>'
    found = read(workbook({"Blad": page}))
    assert [(row.id, row.status) for row in found] == [("true", "ok"), ("k", "damaged")]
    assert found[1].reason == "row 1: 'text' is of type bool"


def test_columns_of_numbers_and_dates_are_those_of_the_first_sheet_that_has_them(tmp_path):
    cases = [["start", "note", "end"], [number(45352, DATE), "x", number(45362, DATE_AND_TIME)], [None, None, None]]
    content = workbook({"about": sheet([["x"], ["y"]]), "cases": sheet([*cases, ["2024-03-02", "", "2024-03-16"]])})
    (tmp_path / "x.xlsx").write_bytes(content)
    columns = read_columns(str(tmp_path / "x.xlsx"), {"start": "--start", "end": "--end"})
    assert og.chart(columns, start="start", end="end")["value"] == [10, 14]
    with pytest.raises(og.RequestError, match="--value: column 'z' is not one of: x in .*, sheet 'about'"):
        read_columns(str(tmp_path / "x.xlsx"), {"z": "--value"})
