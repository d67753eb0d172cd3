/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_RELEASES_H
#define COH_TESTS_RELEASES_H

/* Releases made by hand, for tests of the ledger. */

#include <string.h>

#include "privacy/ledger.h"

#define MIN_N 10

static const char *const by_section[] = {"section"};
static const char *const by_both[] = {"section", "iep"};
static const char *const header[] = {"section", "n", "mean", "suppressed"};

/* A table by section: counts of A, B, C, and their total; what is shown of
 * each group in `mean`. */
struct sections {
    const char *value[4][1];
    struct coh_release_group group[4];
    const char *cell[3 * 4];
    struct coh_release release;
};

static inline const struct coh_release *
sections(struct sections *s, const int64_t count[3], const char *mean)
{
    static const char *const name[] = {"A", "B", "C"};
    size_t i;

    memset(s, 0, sizeof(*s));
    for (i = 0; i < 4; i++) {
        s->value[i][0] = i < 3 ? name[i] : NULL;
        s->group[i].value = s->value[i];
        s->group[i].count = i < 3 ? count[i] : count[0] + count[1] + count[2];
        s->group[i].shown = s->group[i].count >= MIN_N;
    }
    for (i = 0; i < 3; i++) {
        s->cell[4 * i] = name[i];
        s->cell[4 * i + 1] = "";
        s->cell[4 * i + 2] = mean;
        s->cell[4 * i + 3] = "";
    }
    s->release = (struct coh_release){
        .about = "Unit 3 \"Test\"\n",
        .how = "",
        .label = "score",
        .day = "2026-03-06",
        .since = "",
        .until = "",
        .columns = 1,
        .column = by_section,
        .groups = 4,
        .group = s->group,
        .width = 4,
        .rows = 3,
        .header = header,
        .cell = s->cell,
    };
    return &s->release;
}

/* A cross of section (A, B) and program (yes, no): its four cells, the total
 * of A, and that of all. */
struct cross {
    const char *value[6][2];
    struct coh_release_group group[6];
    struct coh_release release;
};

static inline const struct coh_release *
cross(struct cross *c, const int64_t count[4])
{
    static const char *const value[6][2] = {{"A", "yes"}, {"A", "no"},
                                            {"B", "yes"}, {"B", "no"},
                                            {"A", NULL},  {NULL, NULL}};
    int64_t all[6];
    size_t i;

    for (i = 0; i < 4; i++)
        all[i] = count[i];
    all[4] = count[0] + count[1];
    all[5] = all[4] + count[2] + count[3];
    memset(c, 0, sizeof(*c));
    memcpy(c->value, value, sizeof(value));
    for (i = 0; i < 6; i++)
        c->group[i] = (struct coh_release_group){c->value[i], all[i], 1, 0};
    c->release = (struct coh_release){
        .about = "Unit 3 \"Test\"\n",
        .how = "",
        .label = "score",
        .day = "2026-03-07",
        .since = "",
        .until = "",
        .columns = 2,
        .column = by_both,
        .groups = 6,
        .group = c->group,
    };
    return &c->release;
}

#endif
