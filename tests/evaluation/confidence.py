"""Whether the program says that nothing matches: it should for things that are not there, and not for things that are.

The things are those of our own samples (`../shared/media`), looked through by a person; other folders have other things, so
the table is made for that one only. The threshold is not fitted to them: see `findling.search.calibrate`.
"""

from findling.core.query import SearchRequest
from tests.evaluation.indexed import Indexed
from tests.evaluation.labelled import Entry
from tests.evaluation.measures import Table

THERE = (
    *(
        "a giraffe",
        "a pizza",
        "zebras",
        "an elephant",
        "a stop sign",
        "a motorcycle",
        "a teddy bear",
    ),
    *(
        "a tennis player",
        "a skateboarder",
        "a school bus",
        "a laptop",
        "a kitchen with an oven",
    ),
    *(
        "a toilet",
        "a cat on a sofa",
        "a dog",
        "horses on a beach",
        "kites in the sky",
        "a bear",
    ),
    *("broccoli", "a hot chocolate and a slice of cake", "a baseball player", "a biplane"),
    *(
        "a clock tower",
        "a traffic light",
        "sunflowers",
        "tulips",
        "roses",
        "daisies",
        "dandelions",
    ),
    *(
        "a starfish",
        "a butterfly",
        "a scuba diver",
        "the Eiffel Tower",
        "a castle in the mountains",
    ),
    *(
        "a wristwatch",
        "an espresso",
        "a rocket launch",
        "an astronaut",
        "a cactus",
        "a red telephone box",
    ),
    *(
        "a cannon",
        "hay bales in a field",
        "a sailing boat",
        "a bridge",
        "a swimming pool",
        "mountains with snow",
    ),
    *("a scooter", "bananas and oranges", "a violin", "a race car"),
)
NOT_THERE = (
    *(
        "a kangaroo",
        "a penguin",
        "an octopus",
        "a crocodile",
        "a peacock",
        "a hedgehog",
        "a polar bear",
    ),
    *(
        "a jellyfish",
        "a koala",
        "a snake",
        "a spider in its web",
        "a goldfish",
        "a parrot",
        "a llama",
    ),
    *(
        "a helicopter",
        "a submarine",
        "a tank",
        "a snowmobile",
        "a tractor",
        "a hot air balloon",
    ),
    *(
        "a washing machine",
        "a sewing machine",
        "a vacuum cleaner",
        "a typewriter",
        "a chess board",
    ),
    *(
        "a trumpet",
        "a grand piano",
        "drums",
        "an accordion",
        "a harp",
        "a bow and arrow",
        "a golf course",
    ),
    *(
        "a basketball game",
        "boxing",
        "fencing",
        "ice hockey",
        "a bowling alley",
        "a roller coaster",
    ),
    *(
        "a volcano erupting",
        "a waterfall",
        "a desert caravan of camels",
        "an igloo",
        "a pyramid",
    ),
    *(
        "pineapple",
        "a lobster",
        "sushi",
        "a mosque",
        "a lighthouse",
        "a windmill",
        "a wedding dress",
    ),
)


def is_ours(entries: list[Entry]) -> bool:
    return any(e.path.name == "pages500.pdf" for e in entries)


def confidence_table(indexed: Indexed) -> list[Table]:
    table = Table(
        f"“No confident match”: {len(NOT_THERE)} things that are not there, {len(THERE)} that are",
        ("said", "of"),
        note="said: of those that are there, the fewer the better; threshold: what the best of n random scores exceeds once in ten",
    )
    for name, things in (("not there", NOT_THERE), ("there", THERE)):
        answers = [indexed.answer(SearchRequest(text=words, limit=20)) for words in things]
        refused = [words for words, a in zip(things, answers, strict=True) if not a.confident]
        table.rows.append(
            (name, (100 * len(refused) / len(things), f"{len(refused)}/{len(things)}"))
        )
    return [table]
