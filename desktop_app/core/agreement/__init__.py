"""How far coders agree: pure functions on spans, without a database or any library.

`ratings` turns spans into units (characters, sentences, paragraphs, documents) with what each
coder said of them; `coefficients` reckons percent agreement, kappas, alpha and their kin from
those; `unitizing` holds the alpha family for free spans, `matching` the comparison of segments.
Every figure is a `results.Agreement`, with what it was reckoned over and why it may be undefined.

Not here: the older alpha of Krippendorff 1995, which is another number under the same name;
gamma, whose expectation is sampled; boundary similarity, for full segmentations only; intervals
of confidence; and fetching spans from a project.
"""

from desktop_app.core.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    dice,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    holsti,
    jaccard,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
)
from desktop_app.core.agreement.matching import (
    ANY_OVERLAP,
    EXACT,
    OverlapRule,
    iou_at_least,
    segment_f1,
    segment_kappa,
    segment_share,
)
from desktop_app.core.agreement.ratings import CodedText, Ratings, pool, rate, rate_values, tabulate
from desktop_app.core.agreement.results import Agreement, Scope, pooled
from desktop_app.core.agreement.unitizing import (
    Continuum,
    binary_u_alpha,
    continuum,
    cu_alpha,
    k_u_alpha,
    k_u_alphas,
    u_alpha,
)

__all__ = [
    "ANY_OVERLAP",
    "EXACT",
    "Agreement",
    "CodedText",
    "Continuum",
    "OverlapRule",
    "Ratings",
    "Scope",
    "binary_u_alpha",
    "brennan_prediger",
    "cohen_kappa",
    "continuum",
    "cu_alpha",
    "dice",
    "fleiss_kappa",
    "gwet_ac1",
    "gwet_ac2",
    "holsti",
    "iou_at_least",
    "jaccard",
    "k_u_alpha",
    "k_u_alphas",
    "krippendorff_alpha",
    "percent_agreement",
    "pool",
    "pooled",
    "rate",
    "rate_values",
    "scott_pi",
    "segment_f1",
    "segment_kappa",
    "segment_share",
    "tabulate",
    "u_alpha",
]
