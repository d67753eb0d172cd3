/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solving the program of a rotation for one aim after the other. */
#include <math.h>

#include "group/rotation-model.h"

/* A rotation has many plans that are as good as each other, and the search sees
 * too many of them: it stops, and says that nothing is proved. A node of a
 * larger program takes longer, so there are fewer. */
enum { WORK = 500000, FEWEST = 100, UNLIKE = 100 };

static uint64_t
nodes(const struct coh_rotation_model *m)
{
    const uint64_t n = WORK / (m->program.columns + 1);

    return n > FEWEST ? n : FEWEST;
}

static int
undecided(struct coh_error *err)
{
    return coh_fail(err, COH_INPUT,
                    "whether there is a rotation stayed undecided");
}

int
coh_rotation_model_possible(struct coh_rotation_model *m, int *possible,
                            struct coh_error *err)
{
    if (coh_program_solve(&m->program, 4 * nodes(m), err))
        return -1;
    if (m->program.end == COH_PROGRAM_STOPPED && !m->program.found)
        return undecided(err);
    *possible = m->program.end != COH_PROGRAM_IMPOSSIBLE;
    return 0;
}

/* What an aim counts, as a row. */
static size_t
count_aim(struct coh_rotation_model *m, enum coh_rotation_aim aim,
          const size_t *const *other, size_t others)
{
    const struct coh_rotation *p = m->p;
    size_t i, g, b, s, times, n = 0;

    if (aim == COH_ROTATION_UNMET)
        for (i = 0; i < p->n_calls; i++)
            coh_rotation_model_put(m, &n, m->unmet[i], 1);
    if (aim == COH_ROTATION_CHANGES)
        for (i = 0; i < p->n_groups * p->n_blocks; i++)
            coh_rotation_model_put(m, &n, m->change[i], 1);
    if (aim == COH_ROTATION_SAME)
        for (g = 0; g < p->n_groups; g++)
            for (b = 0; b < p->n_blocks; b++)
                for (s = 0; s < p->n_stations; s++) {
                    for (times = i = 0; i < others; i++)
                        times += other[i][g * p->n_blocks + b] == s;
                    if (times)
                        coh_rotation_model_put(m, &n,
                                               m->x[coh_rotation_x(p, g, s, b)],
                                               (double)times);
                }
    return n;
}

/* Best by the costs that stand. How unlike another plan is need not be proved:
 * where the search finds none in its time, any plan will do. */
static int
search(struct coh_rotation_model *m, enum coh_rotation_aim aim, size_t n,
       struct coh_error *err)
{
    const int unlike = aim == COH_ROTATION_SAME;
    size_t i;

    if (coh_program_solve(&m->program, unlike ? UNLIKE : nodes(m), err))
        return -1;
    if (!m->program.found && unlike) {
        for (i = 0; i < n; i++)
            coh_program_cost(&m->program, m->at[i], 0);
        if (coh_program_solve(&m->program, 4 * nodes(m), err))
            return -1;
    }
    return m->program.found ? 0 : undecided(err);
}

int
coh_rotation_model_aim(struct coh_rotation_model *m, enum coh_rotation_aim aim,
                       const size_t *const *other, size_t others,
                       int64_t *total, int *proved, struct coh_error *err)
{
    size_t i, n = count_aim(m, aim, other, others);

    for (i = 0; i < n; i++)
        coh_program_cost(&m->program, m->at[i], m->value[i]);
    if (search(m, aim, n, err))
        return -1;
    if (m->program.end != COH_PROGRAM_BEST)
        *proved = 0;
    for (*total = 0, i = 0; i < n; i++) {
        *total += llround(m->program.value[m->at[i]]) * llround(m->value[i]);
        coh_program_cost(&m->program, m->at[i], 0);
    }
    return coh_rotation_model_row(m, -COH_PROGRAM_FREE, (double)*total, n, err);
}

int
coh_rotation_model_is(const struct coh_rotation_model *m, size_t column)
{
    return column != COH_ROTATION_NO_COLUMN && m->program.value[column] > 0.5;
}
