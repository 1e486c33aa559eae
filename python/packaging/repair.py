"""Makes a wheel that needs nothing of the system: `python repair.py WHEEL FOLDER`, which `./dev wheel` runs.

auditwheel puts the ICU that the module is linked against beside it. Of ICU's 30 MB of data the core asks for the rules
of word boundaries alone, so the library of data is made anew with these; the licences of others' code go with it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import files
from pathlib import Path
from tempfile import TemporaryDirectory

# Rules of boundaries by language, and the dictionaries of scripts without spaces. That of Chinese and Japanese is left
# out: it weighs more than all the rest, and in Swedish and Danish documents a run of such characters may be one word.
KEPT = re.compile(r"brkitr/(?:.*\.res|word.*\.brk|char\.brk|(?!cj).*dict\.dict)")


def run(*command: str, **environment: str) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(command)}: {ran.stderr}")
    return ran.stdout


def linked(module: Path, name: str) -> Path:
    """The library `name` that the dynamic linker gives to the module."""
    found = re.search(rf"{name}\.so\S* => (\S+)", run("ldd", str(module)))
    if found is None:
        sys.exit(f"{module.name} is not linked against {name}")
    return Path(found[1])


def data_of(library: Path) -> tuple[str, bytes]:
    """ICU's package of data, which is the one symbol of its library: its name and bytes."""
    symbols = run("readelf", "--wide", "--dyn-syms", str(library))
    symbol = re.search(r": ([0-9a-f]{16}) +(\w+) OBJECT .* (icudt\d+_dat)$", symbols, re.MULTILINE)
    section = re.search(
        r" \.rodata +PROGBITS +([0-9a-f]+) ([0-9a-f]+)", run("readelf", "--wide", "--sections", str(library))
    )
    if symbol is None or section is None:
        sys.exit(f"{library}: no package of data")
    begin = int(symbol[1], 16) - int(section[1], 16) + int(section[2], 16)
    return symbol[3], library.read_bytes()[begin : begin + int(symbol[2], 0)]


def trimmed(library: Path, folder: Path) -> None:
    """Leaves a library of the same name in the folder that has what is KEPT and no more."""
    symbol, data = data_of(library)
    # A package is known by the name of its file, which ends with the letter of a little-endian machine.
    whole, kept = (
        folder / f"{symbol.removesuffix('_dat')}l.dat",
        folder / "kept" / f"{symbol.removesuffix('_dat')}l.dat",
    )
    whole.write_bytes(data)
    listed = folder / "kept.txt"
    listed.write_text("\n".join(filter(KEPT.fullmatch, run("icupkg", "-l", str(whole)).splitlines())) + "\n")
    for needed in (kept.parent, folder / "brkitr"):
        needed.mkdir()
    run("icupkg", "-x", str(listed), "-d", str(folder), str(whole))
    run("icupkg", "--ignore-deps", "-a", str(listed), "-s", str(folder), "new", str(kept))
    source = folder / "data.S"
    source.write_text(
        f'.section .rodata\n.globl {symbol}\n.type {symbol}, @object\n.balign 16\n{symbol}:\n.incbin "{kept}"\n'
        f'.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",%progbits\n'
    )
    run("cc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-o", str(folder / library.name), str(source))


def licence_of(library: Path) -> Path:
    """What the system says of the rights in the package that holds the library."""
    package = run("dpkg-query", "--search", str(library.resolve())).split(":")[0]
    return Path("/usr/share/doc") / package / "copyright"


def licence_of_distribution(name: str) -> Path:
    """The licence of a Python package of which headers are compiled in."""
    (found,) = (file for file in files(name) or () if file.name == "LICENSE")
    return Path(str(found.locate()))


def main(wheel: Path, folder: Path) -> None:
    with TemporaryDirectory() as scratch:
        work = Path(scratch)
        with zipfile.ZipFile(wheel) as archive:
            (module,) = (name for name in archive.namelist() if re.match(r"ordagrant/_core.*\.so$", name))
            archive.extract(module, work)
            (about,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        data = linked(work / module, "libicudata")
        libraries = work / "icu"
        libraries.mkdir()
        trimmed(data, libraries)
        run(sys.executable, "-m", "wheel", "unpack", "--dest", str(work / "open"), str(wheel))
        (unpacked,) = (work / "open").iterdir()
        licences = unpacked / about / "licenses"
        (licences / "ICU.txt").write_bytes(licence_of(data).read_bytes())
        (licences / "pybind11.txt").write_bytes(licence_of_distribution("pybind11").read_bytes())
        run(sys.executable, "-m", "wheel", "pack", "--dest-dir", str(work), str(unpacked))
        run(
            *(sys.executable, "-m", "auditwheel", "repair", "--wheel-dir", str(folder), str(work / wheel.name)),
            PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            LD_LIBRARY_PATH=str(libraries),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
