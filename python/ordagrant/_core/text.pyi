from __future__ import annotations

__all__: list[str] = ["decode"]

def decode(bytes: bytes) -> tuple[bytes, str, int]:
    """
    Bytes as well-formed UTF-8: (source, encoding, how many ill-formed stretches became U+FFFD).
    """
