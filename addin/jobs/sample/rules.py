"""Draw a stratified random sample; the same seed gives the same people.

Source: 连委组通〔2015〕23号 四（集中抽查）; 规格 §5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from addin.model.archive import person_key
from addin.model.rows import Person

if TYPE_CHECKING:
    import pandas as pd

SEEDS = range(2**32)  # the largest seed of the random number generator
_LOOKED_AT = ("id_number", "post", "category", "holds", "documents", "custody", "status")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of one unit who may be drawn, with the values to inspect.

    ``identity`` is the number that the person is matched by; ``place`` is the row's address.
    """

    unit: str
    identity: str
    name: str
    id_number: str
    post: str
    category: str
    holds: str
    documents: str
    custody: str
    status: str
    place: str


def candidate(unit: str, source: str, person: Person) -> Candidate:
    """Return a person of 附件1 as a candidate."""
    return Candidate(
        unit=unit,
        identity=person_key(person),
        name=person.name,
        place=f"{source}!{person.row.number}",
        **{key: person.text(key) for key in _LOOKED_AT},
    )


def draw(
    candidates: Sequence[Candidate], size: int, seed: int, *, by_category: bool
) -> list[Candidate]:
    """Return ``size`` people (all, where there are fewer), by unit and identity number.

    Every unit (and, ``by_category``, every 人员类型 in it) has a share by its number of people,
    and one person at least where the size allows. Neither the order of the files nor that of
    the rows matters; a person entered twice in a unit can be drawn only once.
    """
    import pandas as pd  # noqa: PLC0415 - who does not draw need not wait for it

    strata = ["unit", "category"] if by_category else ["unit"]
    frame = (
        pd.DataFrame(candidates)
        .sort_values(["unit", "identity", "place"])
        .drop_duplicates(["unit", "identity"])
        .sample(frac=1, random_state=seed)
    )
    shares = _shares(frame.groupby(strata, sort=True).size(), size)
    rank = frame.groupby(strata).cumcount()
    allowed = frame[strata].merge(shares, left_on=strata, right_index=True, how="left")["share"]
    drawn = frame[rank < allowed].sort_values(["unit", "identity"])
    return [Candidate(*row) for row in drawn.itertuples(index=False, name=None)]


def _shares(sizes: pd.Series[int], size: int) -> pd.DataFrame:
    """Return the sample size of each stratum: one each, the rest by the largest remainder.

    With fewer people to draw than strata, the largest strata have one each.
    """
    size = min(size, int(sizes.sum()))
    shares = sizes * 0
    shares[sizes.sort_values(ascending=False, kind="stable").index[:size]] = 1
    while (left := size - int(shares.sum())) > 0:
        room = sizes - shares
        exact = room * left / room.sum()
        whole = exact.astype(int)
        if not whole.sum():
            order = exact.sort_values(ascending=False, kind="stable")
            whole[order.index[:left]] = 1
        shares += whole
    return shares.rename("share").to_frame()
