"""A picture, its caption and its sound agree; copies are recognised; what is alike is near, what is not is not."""

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageEnhance

from tests.made import drawing
from tests.standin import StandIn
from tests.unit.standin.samples import (
    QUERY,
    Parts,
    ask,
    batch_body,
    clip,
    encoded,
    jpeg,
    mp3,
    pdf,
    picture,
    tone,
    vectors,
    wav,
    words,
)


def _shrunk(image: Image.Image) -> Parts:
    small = image.resize((image.width // 2, image.height // 2))
    return [("image/jpeg", encoded(small, quality=60))]


def _asked(server: StandIn, text: str) -> NDArray[np.float32]:
    return server.vector_of([words(f"{QUERY}{text}")])


def test_answers_are_of_unit_length_and_the_same_every_time(server: StandIn) -> None:
    body = batch_body([jpeg()], [words(f"{QUERY}red car")], [jpeg(), words("a page")])
    first, second = (vectors(ask(server, body)[1]) for _ in range(2))
    assert first.shape == (3, 3072)
    assert np.allclose(np.linalg.norm(first, axis=1), 1, atol=1e-6)
    assert (first == second).all()
    with StandIn() as another:
        assert (vectors(ask(another, body)[1]) == first).all()


def test_a_prefix_is_the_whole_cut_and_renormalised(server: StandIn) -> None:
    whole = vectors(ask(server, batch_body([jpeg()]))[1])[0]
    for width in (128, 768):
        short = vectors(ask(server, batch_body([jpeg()], outputDimensionality=width))[1])[0]
        cut = whole[:width] / np.linalg.norm(whole[:width])
        assert np.allclose(short, cut, atol=1e-6)


@pytest.mark.parametrize("width", [128, 768, 3072])
def test_a_caption_finds_its_picture_at_every_width(width: int, server: StandIn) -> None:
    captions = ["a red bicycle by the sea", "two dogs in snow", "a birthday cake", "old church"]
    for seed, caption in enumerate(captions):
        server.teach(picture(seed), caption)
    seen = batch_body(*[_shrunk(picture(n)) for n in range(4)], outputDimensionality=width)
    asked = ["bicycles", "dog in the snow", "cakes", "church"]
    questions = batch_body(*[[words(QUERY + q)] for q in asked], outputDimensionality=width)
    scores = vectors(ask(server, questions)[1]) @ vectors(ask(server, seen)[1]).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]
    right = np.diag(scores)
    assert (right > 0.3).all()
    assert (scores[~np.eye(4, dtype=bool)] < 0.3).all()


def test_a_picture_its_sound_and_its_clip_agree(server: StandIn, tmp_path: Path) -> None:
    film, chord = clip(6, seed=9), tone(6, hertz=(300, 1100))
    server.teach(film[1], "a ship at sea")
    server.teach(chord, "a ship at sea")
    server.teach(tone(6, hertz=(2000, 3000)), "a bird")
    question = _asked(server, "ship")
    other = _asked(server, "bird")
    for content in ([film], [mp3(chord[16_000:])], [wav(chord * 0.3)]):
        lies = server.vector_of(content)
        assert lies @ question > 0.4
        assert lies @ other < 0.1


def test_a_file_is_taught_as_well_as_a_picture(server: StandIn, tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    picture(3).rotate(90, expand=True).save(path, exif=exif)
    server.teach(path, "a lighthouse")
    server.teach(wav(tone(2))[1], "a horn")
    assert server.vector_of(_shrunk(picture(3))) @ _asked(server, "lighthouse") > 0.5
    assert server.vector_of([mp3(tone(2))]) @ _asked(server, "horn") > 0.5
    with pytest.raises(ValueError, match="nothing to recognise"):
        server.teach(b"neither picture nor sound", "nothing")


def test_a_piece_of_a_long_recording_is_recognised(server: StandIn) -> None:
    low, high = tone(60, hertz=(200, 500)), tone(60, hertz=(2500, 5000))
    server.teach(np.concatenate([low, high]), "an organ")
    question = _asked(server, "organ")
    assert server.vector_of([wav(low[160_000:560_000])]) @ question > 0.5
    assert server.vector_of([wav(tone(20, hertz=(900, 1300)))]) @ question < 0.2


def test_like_pictures_are_near_and_others_are_not(server: StandIn) -> None:
    plain = np.stack([server.vector_of([jpeg(seed)]) for seed in range(12)])
    between = (plain @ plain.T)[~np.eye(12, dtype=bool)]
    assert between.max() < 0.9
    for seed in range(12):
        edited = ImageEnhance.Brightness(drawing(seed, (160, 120))).enhance(1.15)
        assert server.vector_of(_shrunk(edited)) @ plain[seed] > 0.9


def test_like_sounds_are_near_and_others_are_not(server: StandIn) -> None:
    a = server.vector_of([wav(tone(3, hertz=(440, 880)))])
    assert a @ server.vector_of([mp3(tone(5, hertz=(440, 880)) * 0.5)]) > 0.9
    assert a @ server.vector_of([wav(tone(3, hertz=(2000, 4000)))]) < 0.9


def test_a_page_lies_at_its_words_and_at_its_look(server: StandIn, tmp_path: Path) -> None:
    page = [pdf(tmp_path, "contract about a lighthouse")]
    assert server.vector_of(page) @ _asked(server, "lighthouse") > 0.3
    picture_and_words = [jpeg(2), words("contract about a lighthouse")]
    both = server.vector_of(picture_and_words)
    assert both @ _asked(server, "lighthouse") > 0.25
    assert both @ server.vector_of([jpeg(2)]) > 0.6


def test_words_are_told_apart_from_their_prefix(server: StandIn) -> None:
    document = server.vector_of([words("title: none | text: red cars")])
    assert document @ _asked(server, "red car") > 0.99
    assert abs(float(document @ _asked(server, "task search result query text"))) < 0.1


def test_two_parts_lie_between_them(server: StandIn) -> None:
    one, two = server.vector_of([jpeg(1)]), server.vector_of([jpeg(2)])
    both = server.vector_of([jpeg(1), jpeg(2)])
    between = (one + two) / np.linalg.norm(one + two)
    assert np.allclose(both, between, atol=1e-5)


def test_silence_and_a_plain_picture_have_a_place_too(server: StandIn) -> None:
    flat = io.BytesIO()
    Image.new("RGB", (64, 64), (128, 128, 128)).save(flat, "JPEG")
    for content in ([wav(tone(2) * 0)], [("image/jpeg", flat.getvalue())]):
        assert np.linalg.norm(server.vector_of(content)) == pytest.approx(1, abs=1e-5)


def test_a_labelled_folder_is_taught(server: StandIn, tmp_path: Path) -> None:
    picture(5).save(tmp_path / "a.png")
    (tmp_path / "b.txt").write_text("not media")
    rows = [
        "path,label,caption",
        "a.png,tree;park,an oak | a tree",
        "b.txt,x,",
        "c.png,y,",
        "a.png,,",
    ]
    (tmp_path / "MANIFEST.csv").write_text("\n".join(rows))
    assert server.teach_folder(tmp_path) == 1
    assert server.vector_of(_shrunk(picture(5))) @ _asked(server, "oak") > 0.3
