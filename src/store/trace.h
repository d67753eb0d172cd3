/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_TRACE_H
#define COH_STORE_TRACE_H

#include "base/distinct.h"
#include "store/select.h"

/*
 * Where a selection came from: the loads and sources of its results, the
 * newest date of each source and how many students it holds, for the evidence.
 *
 *     struct coh_trace trace = COH_TRACE_INIT;
 *     ... coh_trace_add(&trace, row, err) for each row selected ...
 *     coh_trace_release(&trace);
 */

struct coh_trace_source {
    struct coh_span source, newest; /* newest: a date or "" */
};

struct coh_trace {
    int64_t *load; /* each once, in the order in which they were met */
    size_t loads, load_capacity;
    struct coh_trace_source *source;
    size_t sources, source_capacity;
    struct coh_distinct *student; /* who has a row, and who a score */
    struct coh_arena arena;
};

#define COH_TRACE_INIT \
    {                  \
        .load = NULL   \
    }

int coh_trace_add(struct coh_trace *trace, const struct coh_select_row *row,
                  struct coh_error *err) COH_MUST_CHECK;
/* Hand what was met to `fact`: "students" with a score (and as "missing" how
 * many have rows but none, if any), "min_n", the largest of its sources'
 * entries in the inventory (10 where one does not say), "sources" and the
 * "newest" date of each, then "loads" (their number) and "files" (name and
 * SHA-256) of each load. Once, after the last row. */
int coh_trace_facts(struct coh_trace *trace, struct coh_store *store,
                    int (*fact)(void *context, const char *key,
                                const char *value, struct coh_error *err),
                    void *context, struct coh_error *err) COH_MUST_CHECK;

/* Hand to `fact`, as "students_expected", how many students are active on that
 * day; nothing when the roster is empty. */
int coh_trace_expected(struct coh_store *store, coh_date day,
                       int (*fact)(void *context, const char *key,
                                   const char *value, struct coh_error *err),
                       void *context, struct coh_error *err) COH_MUST_CHECK;

void coh_trace_release(struct coh_trace *trace);

#endif
