"""Python reads this when it starts: `ordagrant._core` is then the module of another build, ORDAGRANT_MODULE."""

from __future__ import annotations

import os
import resource
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location


class ModuleOfAnotherBuild(MetaPathFinder):
    def find_spec(self, fullname: str, *where: object) -> ModuleSpec | None:
        if fullname != "ordagrant._core":
            return None
        return spec_from_file_location(fullname, os.environ["ORDAGRANT_MODULE"])


sys.meta_path.insert(0, ModuleOfAnotherBuild())
# What a sanitiser reserves is more than the memory that a worker of `batch` may have.
if "libasan" in os.environ.get("LD_PRELOAD", ""):
    resource.setrlimit = lambda *_: None
