/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_MAKING_H
#define COH_REPORT_MAKING_H

#include "report/weave.h"

/*
 * What a page keeps of its own making, so that `weave --check` can
 * make it again: on the Evidence section the source, its hash, the day, the
 * version and the parameters; on each block's evidence its command, rows, the
 * SHA-256 of what its last stage wrote, and where the store and the files
 * stood. It stands in data-* attributes, which need no script, and the same
 * values stand in the text beside them. A shared page keeps none.
 *
 *     struct coh_making r = COH_MAKING_INIT;
 *     if (coh_making_read(&r, page, err)) …
 *     coh_making_release(&r);
 */

/* Texts are never NULL. A list has one thing a line. */
struct coh_making_block {
    const char *id, *command, *sha256;
    const char *text;      /* hash of the block as it stands in the source */
    size_t rows;           /* of the table, or that a chart was drawn from */
    long newest_load;      /* of the store; -1: it was not asked */
    long newest_decision;  /* entry; -1: none was asked */
    const char *loads;     /* "SOURCE: N" */
    const char *roster;    /* hash */
    const char *inventory; /* hash */
    const char *files;     /* "HASH NAME" */
};

struct coh_making_parameter {
    const char *name, *value;
};

struct coh_making {
    const char *source, *sha256, *day, *version;
    const char *team; /* hash of team.ini; "": there was none */
    struct coh_making_parameter *parameter;
    size_t parameters, parameter_capacity;
    struct coh_making_block *block;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_MAKING_INIT         \
    {                           \
        .arena = COH_ARENA_INIT \
    }

/* What there is to keep of a block that ran; its texts live in `arena`. */
int
coh_making_of(struct coh_making_block *r, const struct coh_block *b,
              struct coh_arena *arena, struct coh_error *err) COH_MUST_CHECK;

/* Add the attributes, each with a blank before it. */
int coh_making_page_attributes(struct coh_text *into, const struct coh_weave *w,
                               struct coh_error *err) COH_MUST_CHECK;
int
coh_making_block_attributes(struct coh_text *into, const struct coh_block *b,
                            struct coh_error *err) COH_MUST_CHECK;

/* Add the version, the day and the parameters as HTML. */
int coh_making_page_text(struct coh_text *into, const struct coh_weave *w,
                         struct coh_error *err) COH_MUST_CHECK;

/* Read what a page keeps. COH_INPUT for a shared page, which keeps nothing,
 * and for what cohort weave did not make. */
int coh_making_read(struct coh_making *r, struct coh_span page,
                    struct coh_error *err) COH_MUST_CHECK;

/* The block of that id, or NULL. */
const struct coh_making_block *
coh_making_find(const struct coh_making *r, const char *id);

void coh_making_release(struct coh_making *r);

#endif
