"""Mail (.eml): the text of a message, and what is attached to it."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message
from email.policy import EmailPolicy
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from ordagrant import _core
from ordagrant.document import Document, status_of
from ordagrant.readers.archive import on_one_line, unlike
from ordagrant.readers.options import ReadOptions
from ordagrant.readers.zipped import UnreadableError

# The reader of HTML.
ReadHtml = Callable[[BinaryIO, str, ReadOptions], Iterator[Document]]

_META = {"title": "subject", "author": "from", "to": "to"}
_HEADERS = ("from", "to", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path")

_WESTERN = {"ascii", "iso8859-1", "iso8859-15", "cp1252"}  # what programmes say that do not know
_LATIN_1 = "iso8859-1"  # with the quotation marks of Windows, as browsers read it too
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape"}  # Python has them, mail has not
_SAID = {"cp1252": "windows-1252", "mac-roman": "macintosh"}

_ENCRYPTED_TYPES = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_PGP = b"-----BEGIN PGP MESSAGE-----"
_CUT = ("CloseBoundaryNotFoundDefect", "StartBoundaryNotFoundDefect")

# Of a part without a name.
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_LONGEST_NAME = 120


class _Forgiving(EmailPolicy):
    """The policy of the library, for headers that it fails on instead of telling what is wrong with them."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # IndexError and others
            return str(value)


@dataclass(frozen=True)
class Attachment:
    """A file that came with a message; `name` is unlike that of every other one, and leads nowhere."""

    name: str
    content: bytes


@dataclass
class Letter:
    """A message taken apart. `pictures` are the suffixes of those that stand in its text."""

    message: Message
    texts: list[Message] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    is_cut: bool = False

    def document(self, id: str, options: ReadOptions, read_html: ReadHtml) -> Document:
        """The message's own document: the text as its writer sent it, the plain one where there are two.

        Its meta has `title`, `author`, `to` and `date` (ISO 8601), as far as the message says so.
        """
        found = [_document_of_text(part, id, options, read_html) for part in self.texts]
        meta = _meta(self.message)
        if not found:
            if self.message.get_content_type() in _ENCRYPTED_TYPES:
                return Document(id, b"", "encrypted", None, options.lang, "it opens with a key only", meta=meta)
            return Document(id, b"", "empty", None, options.lang, "it has no text", meta=meta)
        ill_formed = sum(document.ill_formed for document in found)
        utf8 = b"\n\n".join(document.utf8 for document in found)
        document = replace(found[0], utf8=utf8, meta={**found[0].meta, **meta}, ill_formed=ill_formed)
        if len(found) > 1:
            document = replace(document, status=status_of(utf8), reason=None)
        if document.status != "ok":
            return document
        if utf8.lstrip().startswith(_PGP):
            return replace(document, utf8=b"", status="encrypted", reason="it opens with a key only")
        if self.is_cut:
            return replace(document, status="partial", reason="the message ends before its last part does")
        return document


def parse(file: BinaryIO) -> Letter:
    """The message in a file. Raises UnreadableError if it is none."""
    try:
        content = file.read()
        if not content.strip():
            raise UnreadableError("empty", "the file has no text")
        message = message_from_bytes(content, policy=_Forgiving(refold_source="none"))
        letter = Letter(message)
        if not any(name.lower() in _HEADERS for name in message.keys()):  # noqa: SIM118 - a message is no mapping
            raise UnreadableError("damaged", "it has none of the lines that a mail begins with")
        if message.get_content_type() in _ENCRYPTED_TYPES:
            if message.get_param("smime-type") == "signed-data":
                raise UnreadableError("unreadable", "the text is inside of its signature (S/MIME signed-data)")
        else:
            _take(message, letter, {})
        letter.is_cut = any(type(defect).__name__ in _CUT for part in message.walk() for defect in part.defects)
    except RecursionError:
        raise UnreadableError("damaged", "its parts are nested too deep") from None
    return letter


def _take(part: Message, letter: Letter, taken: dict[str, int]) -> None:
    """Puts the texts and attachments of a part, and of those in it, where they belong."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        _take_one(part, letter, taken)
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in _parts(part):
            _take(inner, letter, taken)
    elif _is_text(part):
        letter.texts.append(part)
    elif kind.startswith("image/") and part.get_content_disposition() != "attachment":
        letter.pictures.append(PurePosixPath(_name(part, taken)).suffix.lower() or kind)
    elif kind not in _SIGNATURES:
        letter.attachments.append(Attachment(_name(part, taken), _content(part)))


def _take_one(part: Message, letter: Letter, taken: dict[str, int]) -> None:
    """Of the alternatives, the plain text if there is one; what is attached to any of them is attached."""
    texts: list[Letter] = []
    for inner in _parts(part):
        alternative = Letter(letter.message)
        _take(inner, alternative, taken)
        letter.attachments += alternative.attachments
        letter.pictures += alternative.pictures
        if any(_content(text).strip() for text in alternative.texts):
            texts.append(alternative)
    plain = [text for text in texts if all(one.get_content_type() == "text/plain" for one in text.texts)]
    html = [text for text in texts if any(one.get_content_type() == "text/html" for one in text.texts)]
    for chosen in (plain or html or texts)[:1]:
        letter.texts += chosen.texts


def _parts(part: Message) -> list[Message]:
    inner = part.get_payload() if part.is_multipart() else None
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _is_text(part: Message) -> bool:
    if part.get_content_disposition() == "attachment" or part.is_multipart():
        return False
    if part.get_content_type() not in ("text/plain", "text/html"):
        return part.get_content_maintype() == "multipart"  # declared so, and without parts: what there is, is text
    return part.get_filename() is None


def _content(part: Message) -> bytes:
    if part.is_multipart():
        return b"\n\n".join(_bytes_of(inner) for inner in _parts(part))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _bytes_of(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except Exception:  # the library writes not all that it reads
        return b""


def _document_of_text(part: Message, id: str, options: ReadOptions, read_html: ReadHtml) -> Document:
    utf8, encoding, ill_formed = _decoded(_content(part), part.get_content_charset())
    if part.get_content_type() == "text/html":
        page = next(read_html(io.BytesIO(codecs.BOM_UTF8 + utf8), id, options))
        return replace(page, encoding=encoding, ill_formed=ill_formed)
    return Document(id, utf8, status_of(utf8), encoding, options.lang, ill_formed=ill_formed)


def _decoded(content: bytes, charset: str | None) -> tuple[bytes, str, int]:
    """The text of a part in the encoding that it says, or if it cannot be in that, in the one it seems to be in."""
    try:
        name = codecs.lookup(charset or "").name
        if name in _NO_CHARSETS or name == "ascii" or (name in _WESTERN and _is_utf8(content)):
            return _core.text.decode(content)
        name = "cp1252" if name == _LATIN_1 else name
        return content.decode(name).encode(), _SAID.get(name, name), 0
    except (LookupError, ValueError):
        return _core.text.decode(content)


def _is_utf8(content: bytes) -> bool:
    # Letters of another encoding are UTF-8 by chance in no text of more than a word.
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _name(part: Message, taken: dict[str, int]) -> str:
    name = on_one_line(part.get_filename() or "").replace("\\", "/").rsplit("/", 1)[-1].strip(" .")
    name = name.encode("utf-8", "replace").decode()
    if not PurePosixPath(name).suffix:
        name = (name or "attachment") + _SUFFIXES.get(part.get_content_type(), "")
    suffix = PurePosixPath(name).suffix
    return unlike(name.removesuffix(suffix)[:_LONGEST_NAME] + suffix[:_LONGEST_NAME], taken)


def _meta(message: Message) -> dict[str, object]:
    meta: dict[str, object] = {name: value for name, header in _META.items() if (value := _header(message, header))}
    date = getattr(message["date"], "datetime", None)
    if date is not None:
        meta["date"] = date.isoformat()
    return meta


def _header(message: Message, name: str) -> str | None:
    for written, raw in message.raw_items():
        if written.lower() != name:
            continue
        value = str(message[name])
        if any("\ud800" <= letter <= "\udfff" for letter in str(raw)):  # bytes, though a header is ASCII
            value = _core.text.decode(str(raw).encode("utf-8", "surrogateescape"))[0].decode()
        return " ".join(value.encode("utf-8", "replace").decode().split()) or None
    return None
