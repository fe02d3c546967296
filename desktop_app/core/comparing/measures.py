"""The measures of agreement under the names by which they are asked for.

Their formulas, with sources, are in `core.agreement`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from desktop_app.core import agreement
from desktop_app.core.errors import BadValue

Kind = Literal["ratings", "continuum"]
Scale = Literal["nominal", "ordinal", "number"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A coefficient under the name that is typed and shown.

    `kind`: over ratings of units, or over the continuum of freely cut passages, whose unit is
    always the character. `per_code` and `overall` reckon the two sorts of rows; None where a
    measure has no such row: some only tell codes apart, and one sets a code against the others,
    its `per_code` taking all codes at once.
    `scale` is what values must be where a property is compared: any, in an order, or numbers;
    marks of a code are there or not, on which all scales are one. `is_of_marks`: values are
    nothing to it.
    """

    name: str
    title: str
    kind: Kind
    per_code: Callable[..., Any] | None
    overall: Callable[..., agreement.Agreement] | None
    for_pairs_only: bool = False
    scale: Scale = "nominal"
    is_of_marks: bool = True


def _of_ratings(
    name: str, title: str, reckon: Any, *, pair: bool = False, scale: Scale = "nominal"
) -> Measure:
    overall = agreement.pooled
    return Measure(name, title, "ratings", reckon, overall, pair, scale, is_of_marks=False)


def _of_shares(
    name: str, title: str, reckon: Any, *, pair: bool = False, is_of_marks: bool = True
) -> Measure:
    """A measure without chance: over all codes, each unit is judged once for each code."""
    return Measure(name, title, "ratings", reckon, None, pair, is_of_marks=is_of_marks)


def _segments(reckon: Any, rule: agreement.OverlapRule) -> Callable[..., agreement.Agreement]:
    return lambda data, *_: reckon(data, rule)


def _apart(name: str, title: str, reckon: Any, *, pair: bool = False) -> Measure:
    """A measure of how codes are told apart, which a code alone knows nothing of."""
    return Measure(name, title, "continuum", None, reckon, pair)


def _cut(name: str, title: str, reckon: Any, *, pair: bool = False) -> Measure:
    return Measure(name, title, "continuum", reckon, reckon, pair)


_HALF = agreement.iou_at_least(0.5)
MEASURES = {
    measure.name: measure
    for measure in (
        _of_shares("percent_agreement", "Percent agreement", agreement.percent_agreement,
                   is_of_marks=False),
        _of_ratings("cohen_kappa", "Cohen’s kappa", agreement.cohen_kappa, pair=True),
        _of_ratings("kappa_linear", "Weighted kappa, linear",
                    partial(agreement.cohen_kappa, weights="linear"), pair=True, scale="ordinal"),
        _of_ratings("kappa_quadratic", "Weighted kappa, quadratic",
                    partial(agreement.cohen_kappa, weights="quadratic"), pair=True,
                    scale="ordinal"),
        _of_ratings("scott_pi", "Scott’s pi", agreement.scott_pi, pair=True),
        _of_ratings("fleiss_kappa", "Fleiss’ kappa", agreement.fleiss_kappa),
        _of_ratings("bennett_s", "Bennett’s S (Brennan-Prediger)", agreement.brennan_prediger),
        _of_ratings("krippendorff_alpha", "Krippendorff’s alpha", agreement.krippendorff_alpha),
        *(_of_ratings(f"alpha_{metric}", f"Krippendorff’s alpha, {metric}",
                      partial(agreement.krippendorff_alpha, metric=metric),
                      scale="ordinal" if metric == "ordinal" else "number")
          for metric in ("ordinal", "interval", "ratio")),
        _of_ratings("gwet_ac1", "Gwet’s AC1", agreement.gwet_ac1),
        _of_ratings("gwet_ac2", "Gwet’s AC2, quadratic", agreement.gwet_ac2, scale="ordinal"),
        _of_shares("jaccard", "Jaccard", agreement.jaccard, pair=True),
        _of_shares("dice", "Dice (F1 of units)", agreement.dice, pair=True),
        _of_shares("holsti", "Holsti", agreement.holsti, pair=True, is_of_marks=False),
        _cut("u_alpha", "u-alpha", lambda data, *_: agreement.u_alpha(data)),
        _cut("binary_u_alpha", "|u-alpha", lambda data, *_: agreement.binary_u_alpha(data)),
        _apart("cu_alpha", "cu-alpha", lambda data, *_: agreement.cu_alpha(data)),
        Measure("k_u_alpha", "(k)u-alpha", "continuum", agreement.k_u_alphas, None),
        _cut("f1_exact", "F1 of passages, equal", _segments(agreement.segment_f1, agreement.EXACT),
             pair=True),
        _cut("f1_overlap", "F1 of passages, overlapping",
             _segments(agreement.segment_f1, agreement.ANY_OVERLAP), pair=True),
        _cut("f1_half", "F1 of passages, half shared", _segments(agreement.segment_f1, _HALF),
             pair=True),
        _apart("segment_kappa", "Kappa of passages, half shared",
             _segments(agreement.segment_kappa, _HALF), pair=True),
    )
}  # fmt: skip
ALIASES = {
    "percent": "percent_agreement", "pa": "percent_agreement", "kappa": "cohen_kappa",
    "cohen": "cohen_kappa", "pi": "scott_pi", "scott": "scott_pi", "fleiss": "fleiss_kappa",
    "s": "bennett_s", "bennett": "bennett_s", "brennan_prediger": "bennett_s",
    "alpha": "krippendorff_alpha", "krippendorff": "krippendorff_alpha",
    "krippendorff_alpha_nominal": "krippendorff_alpha", "ac1": "gwet_ac1", "gwet": "gwet_ac1",
    "alpha_nominal": "krippendorff_alpha", "krippendorff_alpha_ordinal": "alpha_ordinal",
    "krippendorff_alpha_interval": "alpha_interval", "krippendorff_alpha_ratio": "alpha_ratio",
    "ac2": "gwet_ac2", "weighted_kappa_linear": "kappa_linear",
    "weighted_kappa_quadratic": "kappa_quadratic", "weighted_kappa": "kappa_quadratic",
    "f1": "f1_overlap", "ualpha": "u_alpha", "cualpha": "cu_alpha", "|u_alpha": "binary_u_alpha",
    "(k)u_alpha": "k_u_alpha", "ku_alpha": "k_u_alpha",
}  # fmt: skip


def find_measure(name: str) -> Measure:
    """Find a measure by its name or a usual short form, or raise BadValue."""
    key = name.strip().casefold().replace("-", "_").replace(" ", "_").replace("’", "")
    key = ALIASES.get(key, key)
    if key not in MEASURES:
        raise BadValue(kind=f"measure ({', '.join(MEASURES)})", value=name)
    return MEASURES[key]


def usual_measures(coders: int) -> list[Measure]:
    """Return what is reported when nothing else is asked for."""
    kappa = "cohen_kappa" if coders == 2 else "fleiss_kappa"
    return [MEASURES[name] for name in ("percent_agreement", kappa, "krippendorff_alpha")]
