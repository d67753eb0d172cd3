/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_KRIPPENDORFF_H
#define COH_STAT_KRIPPENDORFF_H

#include <stddef.h>

#include "base/error.h"

/*
 * Do raters put the same codes on the same units? Krippendorff's alpha for
 * nominal codes (Content Analysis, 3rd ed. 2013, ch. 12): any number of raters,
 * any of whom may have left units out.
 *
 *     struct coh_krippendorff k;
 *     if (coh_krippendorff_nominal(code, units, raters, &k, err))
 *         return -1;
 *     … k.alpha: NAN when there is no variation …
 *
 * It is of raters across units, never of one question of one team.
 */

enum { COH_KRIPPENDORFF_MISSING = -1 };

struct coh_krippendorff {
    size_t units;     /* that at least two raters coded */
    size_t pairable;  /* codes on them */
    double agreement; /* 1 − Do: share of agreeing pairs; NAN: no pair */
    double alpha;     /* 1 − Do/De; NAN: no pair, or one code throughout */
};

/* `code` holds units × raters, unit by unit: 0 and above a code,
 * COH_KRIPPENDORFF_MISSING not coded. With m of n codes on a unit, n_uc of them
 * c, and n_c of all pairable codes,
 *     Do = 1 − Σ_u Σ_c n_uc (n_uc − 1)/(m_u − 1)/n,
 *     De = 1 − Σ_c n_c (n_c − 1)/(n (n − 1)):
 * a pair weighs 1/(m − 1), whether codes are missing or none is. Units that
 * fewer than two raters coded are left out. COH_SYSTEM when out of memory. */
int coh_krippendorff_nominal(const int *code, size_t units, size_t raters,
                             struct coh_krippendorff *k,
                             struct coh_error *err) COH_MUST_CHECK;

#endif
