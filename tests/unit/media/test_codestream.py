import io

import pytest
from PIL import Image

from findling.media.codestream import jxl_size


@pytest.mark.parametrize(
    "size",
    [
        (1, 1),
        (8, 8),
        (256, 256),
        (300, 200),
        (1920, 1080),
        (5000, 4000),
        (9000, 3),
        (12, 70000),
    ],
)
def test_the_size_is_read_before_decoding(size: tuple[int, int]) -> None:
    from pillow_jxl import JpegXLImagePlugin  # noqa: F401 - registers the format

    for container in (False, True):
        out = io.BytesIO()
        Image.new("L", size).save(out, "JXL", effort=1, use_container=container)
        assert jxl_size(out.getvalue()[:4096]) == size


@pytest.mark.parametrize(
    "head", [b"", b"\xff\x0a\x00", b"\xff\xd8", b"\0\0\0\x02free" + bytes(40)]
)
def test_too_little_tells_nothing(head: bytes) -> None:
    assert jxl_size(head) is None
