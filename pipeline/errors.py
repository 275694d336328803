"""What can go wrong, said in one line, with the exit code that tells scripts which kind it was."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


class DelibError(Exception):
    """A failure that ends a command; its text tells the user what to do."""

    exit_code = 70


class UsageError(DelibError):
    """The command line asks for something that cannot be; nothing was done."""

    exit_code = 2


class InputMissing(DelibError):
    """RAW is not there, or is suddenly empty."""

    exit_code = 66


class OutputError(DelibError):
    """OUT could not be written; the last published tables stand."""

    exit_code = 74


class OutputBusy(DelibError):
    """Another run holds OUT."""

    exit_code = 75


@contextlib.contextmanager
def output_errors(target: object = "OUT") -> Iterator[None]:
    """Turn any failure of the disk inside into an ``OutputError`` that names the cause."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{target} could not be written ({error.strerror or error}); the last published tables stand") from error


class Stopped(DelibError):
    """The run was asked to end by a signal."""

    exit_code = 143


class Unreadable(Exception):
    """One input cannot be read; it is quarantined and the batch goes on.

    Args:
        code: a code of ``REASONS``.
        detail: what was seen, for the person who looks into it.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        if code not in REASONS:
            raise ValueError(f"unknown reason code {code!r}")
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


#: What every exit code says.
EXIT_CODES = {
    0: "Finished. Files that were put aside are listed.",
    1: "`run --strict`: a file was put aside. `evaluate`: the bar asked for is missed, or a gold document is not published.",
    2: "Wrong use, or SQL that does not run; nothing was done.",
    66: "RAW is missing or suddenly empty, or nothing is published under the tables asked for; nothing was done.",
    70: "A fault of the program. Please report it.",
    74: "OUT could not be written; the last published tables stand.",
    75: "Another run holds OUT; nothing was done.",
    130: "Stopped from the keyboard. What was done is kept for the next run.",
    143: "Stopped by a signal. What was done is kept for the next run.",
}

#: Every reason why an input is quarantined, with what to do about it (shown in the README).
REASONS = {
    "empty": "The file holds no byte, or no character besides white space. Ask the sender for it again.",
    "unreadable": "The file could not be opened (permissions, a link, a special file). Check it on disk.",
    "unsupported": "No reader for this kind of file. Convert it to PDF, or to plain text, and submit it again.",
    "too_large": "The file, its pages or what its archive unfolds to are over the limit. Raise the limit or split the file.",
    "unsafe": "The archive names files outside of itself. Do not unpack it by hand; ask the sender for it again.",
    "encrypted": "The file asks for a password. Ask the sender for a copy without one.",
    "damaged": "The PDF, the message or the archive is broken and could not be repaired. Ask the sender for it again.",
    "binary": "The content is no text although the name says so. Check what the file is.",
    "needs_ocr": "The pages are images and tesseract is missing: apt install tesseract-ocr tesseract-ocr-fra.",
    "no_text": "No text could be found on any page, with or without OCR. Look at the pages.",
    "page_count_mismatch": "Two readers disagree about the pages of this PDF. Print it to a new PDF and submit that.",
    "timeout": "Reading took longer than the limit. Raise the limit, or split the file.",
    "memory": "Reading needed more memory than the limit. Raise the limit, or split the file.",
    "crashed": "The reader died on this file. Please report it with the file.",
    "forgotten": "Somebody had it forgotten (delib forget). Nothing to do; remove the file from RAW to be rid of its name too.",
    "unproven": "A row could not be shown to equal its slice of the text, so nothing was published. Please report it.",
    "internal": "A fault of the program on this file. Please report it with the file.",
}
