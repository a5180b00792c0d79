"""One kind's graph on its way from nothing to proven, and the searches it is trusted with.

`work` runs on the ingest thread in small steps; `search` on any thread. A graph that is not built, not proven for a
question's shape, or busy gives no answer, and the scan does.
"""

import json
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from findling.core.model import Kind, Space, Vector
from findling.vectors.cache_file import MALFORMED, Damaged, replace_file, seal, unseal
from findling.vectors.candidates import AllowedItems, Candidates
from findling.vectors.codes import coded_dimensions
from findling.vectors.graph import LINKS, Graph
from findling.vectors.proof import Proof, prove, shape_of
from findling.vectors.shelf import Shelf

BATCH = 32
"""Rows that go in at a time: 20 to 50 ms."""
LAG = 0.02
"""Rows beyond the graph are scanned; past this share of all they go in."""
GROWTH = 1.25
"""A proof holds until the graph has grown by so much."""
SHAPES = 8
"""Shapes of question that are proven at most; the rest are scanned."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphLimits:
    smallest: int = 50_000
    """Rows of a kind below which the scan is quick enough."""
    bytes: int = 1 << 30
    """Memory a graph may take; hnswlib holds its vectors as float32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """The proof file. No `check`: the graph was given up at this size."""

    generation: str
    covered: int
    check: str
    proofs: dict[str, dict[str, float]]


class Guide:
    def __init__(
        self,
        kind: Kind,
        *,
        space: Space,
        directory: Path,
        limits: GraphLimits,
        clock: Callable[[], float],
    ) -> None:
        self._clock = clock
        self._kind = kind
        self._space = space
        self._directory = directory
        self._limits = limits
        self._graph: Graph | None = None
        self._proofs: dict[int, Proof] = {}
        self._proven_at = 0
        self._given_up_at = 0
        self._wanted: set[int] = set()
        self._looked = False

    @property
    def recall(self) -> float | None:
        """The least recall of the shapes it answers; None where it answers none."""
        proofs = tuple(self._proofs.values())  # the other thread may be adding one
        return min((proof.recall for proof in proofs if proof.width), default=None)

    def search(
        self, shelf: Shelf, query: Vector, *, count: int, allowed: AllowedItems | None
    ) -> Candidates | None:
        """None: ask the scan. A filter that lets less than half through is the scan's too, which is then the quicker."""
        graph, shape = self._graph, shape_of(query)
        proof = self._proofs.get(shape)
        if graph is None or proof is None:
            self._want(shape)
            return None
        total = len(shelf)
        eligible = total if allowed is None else shelf.eligible(allowed)
        if proof.width == 0 or 2 * eligible < total:
            return None
        wanted = shelf.fetch(count)
        proposed = graph.nearest(
            query, count=int(wanted * 1.25 * total / eligible), width=proof.width
        )
        if proposed is None:
            return None
        rows, covered = proposed
        if allowed is not None:
            rows = rows[shelf.allows(rows, allowed)]
            if len(rows) < wanted:
                return None
        return shelf.search(query, count=count, allowed=allowed, found=rows, scan_from=covered)

    def work(self, shelf: Shelf, *, generation: str, asked: Sequence[Vector]) -> Iterator[None]:
        """Everything that is left to do, a small step at a time; the rows are in the cache file already."""
        if not self._worth_it(len(shelf)):
            return
        if not self._looked:
            self._looked = True
            self._read(generation, len(shelf))
            yield
            if not self._worth_it(len(shelf)):
                return
        grown = yield from self._extend(shelf)
        learned = yield from self._prove(shelf, asked)
        if grown or learned:
            self._keep(generation)

    def _worth_it(self, rows: int) -> bool:
        row = 4 * coded_dimensions(self._space) + 8 * LINKS + 24
        return (
            self._limits.smallest <= rows
            and rows * row <= self._limits.bytes
            and rows >= 1.5 * self._given_up_at
        )

    def _extend(self, shelf: Shelf) -> Generator[None, None, bool]:
        graph, total = self._graph, len(shelf)
        if graph is not None and total - graph.covered <= LAG * total:
            return False
        if graph is None:
            graph = Graph(self._space, capacity=int(total * 1.2))
            self._proofs, self._proven_at = {}, 0
        while graph.covered < total:
            rows = np.arange(graph.covered, min(graph.covered + BATCH, total))
            graph.add(shelf.pick(rows))
            yield
        self._graph = graph
        return True

    def _prove(self, shelf: Shelf, asked: Sequence[Vector]) -> Generator[None, None, bool]:
        graph = self._graph
        assert graph is not None
        again = graph.covered >= GROWTH * self._proven_at
        self._find_shapes(shelf, asked)
        shapes = [shape for shape in sorted(self._wanted) if again or shape not in self._proofs]
        for shape in shapes:
            proof = yield from prove(shelf, graph, shape=shape, clock=self._clock, asked=asked)
            self._proofs[shape] = proof
            log.info(
                "%s graph, questions of %d: recall %.3f, %s",
                self._kind.value,
                shape,
                proof.recall,
                f"ef {proof.width}" if proof.width else "the scan answers",
            )
        if again:
            self._proven_at = graph.covered
        if self.recall is None:
            self._graph, self._given_up_at = None, graph.covered
        return bool(shapes)

    def _find_shapes(self, shelf: Shelf, asked: Sequence[Vector]) -> None:
        """Examples come in the shapes of the rows; typed questions as they were asked."""
        some = np.random.default_rng(5).integers(0, len(shelf), 64)
        for query in (*shelf.pick(some), *asked):
            self._want(shape_of(query))

    def _want(self, shape: int) -> None:
        if shape and len(self._wanted) < SHAPES:
            self._wanted.add(shape)

    def _keep(self, generation: str) -> None:
        graph, check = self._graph, ""
        covered = self._given_up_at if graph is None else graph.covered
        try:
            if graph is not None:
                check = graph.save(self._path(generation, covered))
            kept = _Kept(
                generation=generation,
                covered=covered,
                check=check,
                proofs={str(shape): asdict(proof) for shape, proof in self._proofs.items()},
            )
            replace_file(self._proof_path(generation), seal(json.dumps(asdict(kept))))
        except (Damaged, OSError) as reason:
            log.warning("the %s graph was not kept: %s", self._kind.value, reason)
            return
        for path in self._directory.glob(f"{self._kind.value}-{generation}.*.graph"):
            if graph is None or path != self._path(generation, covered):
                path.unlink(missing_ok=True)

    def _read(self, generation: str, rows: int) -> None:
        try:
            kept, graph = load_kept(
                self._directory, self._kind, space=self._space, generation=generation, rows=rows
            )
            proofs = {
                int(shape): Proof(width=int(raw["width"]), recall=float(raw["recall"]))
                for shape, raw in kept.proofs.items()
            }
        except FileNotFoundError:
            return
        except (Damaged, OSError, *MALFORMED) as reason:
            log.warning("the %s graph will be rebuilt: %s", self._kind.value, reason)
            return
        if graph is None:
            self._given_up_at = kept.covered
            return
        self._wanted.update(proofs)
        self._proven_at, self._proofs, self._graph = kept.covered, proofs, graph

    def _path(self, generation: str, covered: int) -> Path:
        return graph_path(self._directory, self._kind, generation, covered)

    def _proof_path(self, generation: str) -> Path:
        return proof_path(self._directory, self._kind, generation)


def graph_path(directory: Path, kind: Kind, generation: str, covered: int) -> Path:
    return directory / f"{kind.value}-{generation}.{covered}.graph"


def proof_path(directory: Path, kind: Kind, generation: str) -> Path:
    return directory / f"{kind.value}-{generation}.proof"


def load_kept(
    directory: Path, kind: Kind, *, space: Space, generation: str, rows: int
) -> tuple[_Kept, Graph | None]:
    """The proof file and its graph, if one was worth it. FileNotFoundError where there is none.

    Damaged, OSError or one of MALFORMED where they are not to be trusted.
    """
    sealed = proof_path(directory, kind, generation).read_bytes()
    kept = _Kept(**json.loads(unseal(sealed)))
    if kept.generation != generation or kept.covered > rows:
        raise Damaged("it is of other rows")
    if not kept.check:
        return kept, None
    path = graph_path(directory, kind, generation, kept.covered)
    return kept, Graph.load(path, space=space, covered=kept.covered, check=kept.check)
