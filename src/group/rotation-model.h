/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_ROTATION_MODEL_H
#define COH_GROUP_ROTATION_MODEL_H

#include "group/rotation.h"
#include "solve/program.h"

/*
 * The program behind group/rotation.h. Columns: a group at a station in a
 * block; a station runs in a block; a helper is at a station in a block, and is
 * so for a call; a call is not met; a group changes rooms behind a block.
 */

#define COH_ROTATION_NO_COLUMN ((size_t)-1)

struct coh_rotation_model {
    const struct coh_rotation *p;
    const unsigned char *dropped; /* of each demand; NULL: none. Educators'
                                     times, educators, rooms */
    struct coh_program program;
    size_t *x;      /* group × station × block */
    size_t *runs;   /* station × block */
    size_t *helper; /* educator × station × block */
    size_t *meets;  /* call × educator × station × block */
    size_t *unmet;  /* of each call */
    size_t *change; /* group × block: between it and the next */
    size_t *stay;   /* group × block × room; no whole number need be asked */
    size_t *at;     /* room for a row */
    double *value;
};

#define COH_ROTATION_MODEL_INIT     \
    {                               \
        .program = COH_PROGRAM_INIT \
    }

int coh_rotation_model_open(struct coh_rotation_model *m,
                            const struct coh_rotation *p,
                            const unsigned char *dropped,
                            struct coh_error *err) COH_MUST_CHECK;
void coh_rotation_model_close(struct coh_rotation_model *m);
int coh_rotation_model_possible(struct coh_rotation_model *m, int *possible,
                                struct coh_error *err) COH_MUST_CHECK;
int
coh_rotation_model_aim(struct coh_rotation_model *m, enum coh_rotation_aim aim,
                       const size_t *const *other, size_t others,
                       int64_t *total, int *proved,
                       struct coh_error *err) COH_MUST_CHECK;
int coh_rotation_model_is(const struct coh_rotation_model *m, size_t column);

/* Put a column into the row that is being made in `at` and `value`, if there is
 * such a column, and add the row. */
void coh_rotation_model_put(struct coh_rotation_model *m, size_t *n,
                            size_t column, double value);
int
coh_rotation_model_row(struct coh_rotation_model *m, double low, double high,
                       size_t n, struct coh_error *err) COH_MUST_CHECK;

/* Places in the arrays. */
size_t
coh_rotation_x(const struct coh_rotation *p, size_t g, size_t s, size_t b);
size_t coh_rotation_meets(const struct coh_rotation *p, size_t call, size_t e,
                          size_t s, size_t b);

#endif
