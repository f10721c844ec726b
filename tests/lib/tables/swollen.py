"""Workbooks that swell, each read in a process of its own; prints what that took, as JSON.

python -m tests.lib.tables.swollen NAME
"""

import json
import struct
import sys
import time
from pathlib import Path

import django
from django.core.exceptions import ValidationError

from lib.tables import read_file
from tests.lib.tables.workbooks import MAIN, packed, workbook

MB = 1_000_000
TENFOLD = [f"&e{n};" * 10 for n in range(9)]
ENTITIES = "".join(f'<!ENTITY e{n} "{ten}">' for n, ten in enumerate(TENFOLD, start=1))


def with_a_false_size(raw: bytes) -> bytes:
    """The zip says of each part that it is ten bytes long when unpacked."""
    changed = bytearray(raw)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + place : at + place + 4] = struct.pack("<I", 10)
            at = changed.find(mark, at + 4)
    return bytes(changed)


SWOLLEN = {
    "zeros": lambda: workbook(worksheets__sheet1=b"\x00" * 200 * MB),
    "spaces": lambda: workbook(worksheets__sheet1=b"<a>" + b" " * 200 * MB),
    "false_size": lambda: with_a_false_size(workbook(worksheets__sheet1=b" " * 200 * MB)),
    "many_parts": lambda: packed({f"xl/{n}": "" for n in range(15_000)}),
    "one_row": lambda: workbook("<row>" + "<c/>" * 4 * MB),
    "values": lambda: workbook("<row>" + "<c><v>1</v></c>" * 2 * MB),
    "strings": lambda: workbook(strings="<si><t>1</t></si>" * MB),
    "attributes": lambda: workbook("<row " + " ".join(f'a{n}="1"' for n in range(MB // 5)) + "/>"),
    "deep": lambda: workbook("<a>" * 5 * MB),
    "comment": lambda: workbook("<!--" + "x" * 25 * MB + "-->"),
    "laughs": lambda: workbook(
        worksheets__sheet1=f'<!DOCTYPE w [<!ENTITY e0 "ha">{ENTITIES}]>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>&e9;</v></c></row>'
        "</sheetData></worksheet>"
    ),
    "outside": lambda: workbook(
        worksheets__sheet1='<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>&e;</v></c></row>'
        "</sheetData></worksheet>"
    ),
}


def peak() -> int:
    """The most memory that this process has had, in kB; not that of the one that began it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def main(path: str) -> None:
    django.setup()
    raw = Path(path).read_bytes()
    before, start, said = peak(), time.process_time(), ""
    try:
        read_file(raw)
    except ValidationError as refused:
        said = refused.messages[0]
    took = time.process_time() - start
    print(json.dumps({"kB": peak() - before, "seconds": took, "said": said, "bytes": len(raw)}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
