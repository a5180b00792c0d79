"""Reads the size out of a JPEG XL code stream, because its decoder decodes before it tells. Pure."""

_DISTANCES = ((9, 1), (13, 1), (18, 1), (30, 1))
"""Bits and offset of each U32 choice of a SizeHeader; ISO/IEC 18181-1, D.2."""
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))


def jxl_size(head: bytes) -> tuple[int, int] | None:
    """Width and height before any turn; None where the code stream does not start within `head`."""
    start = _start(head)
    if start is None or len(head) < start + 12:
        return None
    bits = int.from_bytes(head[start + 2 : start + 12], "little")
    position = 0

    def take(count: int) -> int:
        nonlocal position
        value = bits >> position & ((1 << count) - 1)
        position += count
        return value

    small = take(1)

    def extent() -> int:
        if small:
            return (take(5) + 1) * 8
        width, offset = _DISTANCES[take(2)]
        return take(width) + offset

    height = extent()
    ratio = take(3)
    if ratio == 0:
        return extent(), height
    across, down = _RATIOS[ratio - 1]
    return height * across // down, height


def _start(head: bytes) -> int | None:
    """Where the code stream begins: at once, or in the first `jxlc` or `jxlp` box."""
    if head.startswith(b"\xff\x0a"):
        return 0
    at = 0
    while at + 16 <= len(head):
        size, name = int.from_bytes(head[at : at + 4], "big"), head[at + 4 : at + 8]
        header = 16 if size == 1 else 8
        if size == 1:
            size = int.from_bytes(head[at + 8 : at + 16], "big")
        if name in (b"jxlc", b"jxlp"):
            return at + header + (4 if name == b"jxlp" else 0)
        if size < header:
            return None
        at += size
    return None
