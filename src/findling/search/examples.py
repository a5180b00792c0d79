"""Files given as examples become vectors: from the library where it has them, else freshly read, else asked for.

Runs on the search lane. A file is opened by a decode process; only its hash is taken here. Nothing that lies in a folder
marked local only, or has a copy there, is ever sent.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Reader
from findling.core.cut import Cut
from findling.core.errors import FindlingError, NotMedia
from findling.core.model import ContentHash, Decoded, FileRow, ItemId, Kind, Payload
from findling.embedding.forms import Form
from findling.media.identity import identify
from findling.search.combine import combined
from findling.search.realms import Meaning, Realm
from findling.search.recent import Recent
from findling.search.sample import Prepared, Sample
from findling.search.waiting import Superseded, result_of

T = TypeVar("T")

UNREADABLE = "like-unreadable"
KEPT_FILES = 32
"""Contents from outside, and cuts, whose reading is remembered: a list that is refreshed does not read them again."""


class ExampleDecoder(Protocol):
    """The part of the decode pool that an example needs."""

    def decode(
        self,
        path: Path,
        *,
        provider: str = "builtin",
        urgent: bool = False,
        cut: Cut | None = None,
    ) -> "Future[Decoded]": ...

    def prepare(
        self,
        path: Path,
        *,
        provider: str,
        take: Callable[[Decoded, Callable[[], None]], None],
        urgent: bool = False,
        cut: Cut | None = None,
    ) -> "Future[Decoded]": ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One file. `item_id`: the library's item of this very content.

    `inside`: the path itself is a file of the library, so that it is no news as an answer. `private`: it is not to be
    sent anywhere. `state`: size and time of change, None for a file that is away. `content`: its hash, where it was
    taken. `cut`: what of it is meant.
    """

    path: Path
    item_id: ItemId | None
    inside: bool
    private: bool
    state: tuple[int, int] | None
    content: ContentHash | None = None
    cut: Cut | None = None

    @property
    def key(self) -> object:
        """Equal for equal contents."""
        return (self.content or self.item_id or (self.path, self.state), self.cut)


def find_item(item_id: ItemId, *, reader: Reader, cut: Cut | None = None) -> Example | None:
    """An item of the library by any of its files; None where it has none any more."""
    for row in reader.files_of(item_id):
        return Example(
            path=row.path,
            item_id=item_id,
            inside=True,
            private=reader.is_local_only(item_id),
            state=_state(row.path),
            cut=cut,
        )
    return None


def find_example(path: Path, *, reader: Reader, cut: Cut | None = None) -> Example:
    """What the library knows of a file: looked for by path, then by content. FindlingError "like-unreadable"."""
    path = path.expanduser().absolute()
    row, state = reader.file_by_path(path), _state(path)
    content: ContentHash | None = None
    if row is not None and row.item_id is not None and _speaks_of(row, state):
        item_id: ItemId | None = row.item_id
    else:
        content = _content(path)
        item_id = reader.item_by_hash(content)
    return Example(
        path=path,
        item_id=item_id,
        inside=row is not None,
        private=_is_private(path, item_id, reader),
        state=state,
        content=content,
        cut=cut,
    )


class ExampleReader:
    """Reads what the library does not have. One thread at a time; `decoder`: None where no file can be opened."""

    def __init__(self, decoder: ExampleDecoder | None) -> None:
        self._decoder = decoder
        self._vectors: Recent[object, NDArray[np.float32]] = Recent(KEPT_FILES)
        self._prepared: Recent[object, Prepared] = Recent(KEPT_FILES)

    def vectors(
        self,
        example: Example,
        *,
        reader: Reader,
        realm: Realm,
        meaning: Meaning,
        superseded: Callable[[], bool],
    ) -> NDArray[np.float32] | None:
        """Shape (n, dimensions), one a span; None: it would have to be sent, and must not be.

        Raises Superseded, FindlingError "like-unreadable", and what the provider raises.
        """
        if example.item_id is not None and example.cut is None:
            stored = reader.item_vectors(example.item_id, realm.space.id)
            if len(stored):
                return stored
        if meaning.remote is None:
            return self._decoded(example, realm, superseded)
        if example.private:
            return None
        prepared = self._prepare(example, realm, superseded)
        if not prepared.payloads:
            raise _nothing_to_compare(example.path)
        return meaning.questions.of_contents(prepared.payloads, superseded=superseded)

    def one_content(
        self,
        words: str,
        examples: Sequence[Example],
        *,
        reader: Reader,
        realm: Realm,
        form: Form,
        superseded: Callable[[], bool],
    ) -> Payload | None:
        """Words and pictures in one content; None where that cannot be, or where there is but one of them.

        A picture that is in the library is encoded for it, too: what was once sent of it is not kept.
        """
        if len(examples) + bool(words) < 2 or len(examples) > form.most_images:
            return None
        if not all(_may_be_picture(example, reader) for example in examples):
            return None
        pictures: list[Payload] = []
        for example in examples:
            try:
                prepared = self._prepare(example, realm, superseded)
            except FindlingError:  # one that is away has its vectors all the same
                return None
            if not prepared.is_picture:
                return None
            pictures.append(prepared.payloads[0])
        return combined(words, pictures, form=form)

    def _decoded(
        self, example: Example, realm: Realm, superseded: Callable[[], bool]
    ) -> NDArray[np.float32]:
        key = (realm.name, example.key)
        known = self._vectors.get(key)
        if known is not None:
            return known
        pool = self._pool(example.path)
        future = pool.decode(example.path, provider=realm.name, urgent=True, cut=example.cut)
        decoded = _read(future, example.path, superseded)
        found = [s.embedded.vector for s in decoded.spans if s.embedded is not None]
        if not found:
            raise _nothing_to_compare(example.path)
        vectors = np.stack(found).astype(np.float32)
        self._vectors.put(key, vectors)
        return vectors

    def _prepare(
        self, example: Example, realm: Realm, superseded: Callable[[], bool]
    ) -> Prepared:
        key = (realm.name, example.key)
        known = self._prepared.get(key)
        if known is not None:
            return known
        sample = Sample()
        pool = self._pool(example.path)
        future = pool.prepare(
            example.path, provider=realm.name, take=sample.take, urgent=True, cut=example.cut
        )
        prepared = sample.all_in(_read(future, example.path, superseded))
        self._prepared.put(key, prepared)
        return prepared

    def _pool(self, path: Path) -> ExampleDecoder:
        if self._decoder is None:
            raise _unreadable(path, "it is not in the library", "Add its folder first.")
        return self._decoder


def _state(path: Path) -> tuple[int, int] | None:
    try:
        now = path.stat()
    except OSError:
        return None
    return now.st_size, now.st_mtime_ns


def _speaks_of(row: FileRow, state: tuple[int, int] | None) -> bool:
    """Whether the row still speaks of the file; one that is away at the moment does."""
    return state is None or state == (row.size, row.mtime_ns)


def _content(path: Path) -> ContentHash:
    try:
        return identify(path)
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file", "Check the name.") from error
    except NotMedia as error:
        raise _unreadable(
            path, "it is no file", "Give a photo, clip, recording or PDF."
        ) from error
    except FindlingError as error:
        raise _unreadable(path, error.message, error.hint) from error


def _is_private(path: Path, item_id: ItemId | None, reader: Reader) -> bool:
    """Whether the file, or any file of the same content, lies in a folder that is marked local only."""
    if item_id is not None and reader.is_local_only(item_id):
        return True
    marked = [folder.path for folder in reader.folders() if folder.local_only]
    return any(
        folder in (place, *place.parents)
        for place in (path, path.resolve())
        for folder in marked
    ) or any(_is_same(above, folder) for above in path.resolve().parents for folder in marked)


def _is_same(one: Path, other: Path) -> bool:
    """The same folder, however it is written: through links, or in other letters where case does not count."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _may_be_picture(example: Example, reader: Reader) -> bool:
    """As far as the library knows, without opening it. What may not be sent is none."""
    if example.private or example.state is None:
        return False
    if example.item_id is None or example.cut is not None:
        return True
    return all(
        row.kind is Kind.PHOTO or (row.kind is Kind.DOCUMENT and row.pages == 1)
        for row in reader.rows([example.item_id])
    )


def _read(future: "Future[T]", path: Path, superseded: Callable[[], bool]) -> T:
    try:
        return result_of(future, superseded)
    except Superseded:
        future.cancel()
        raise
    except CancelledError as error:
        raise _unreadable(path, "Findling is closing", "Ask again.") from error
    except NotMedia as error:
        hint = "Give a photo, clip, recording or PDF."
        raise _unreadable(path, "it is no kind of media that Findling knows", hint) from error
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file", "Check the name.") from error
    except FindlingError as error:
        raise _unreadable(path, error.message, error.hint) from error


def _nothing_to_compare(path: Path) -> FindlingError:
    return _unreadable(path, "nothing in it can be compared", "Try another file.")


def _unreadable(path: Path, reason: str, hint: str) -> FindlingError:
    reason = reason.rstrip(".")
    reason = reason[:1].lower() + reason[1:]
    return FindlingError(
        UNREADABLE, f"{path} cannot be used as an example: {reason}.", hint=hint
    )
