"""Archives that are made in tests."""

from __future__ import annotations

import io
import zipfile


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive of these members by name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()
