/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-roster-unknown: whose results are kept apart because their id is on
 * no roster, and who on the roster is close.
 *
 * Memory: holds the roster, streams the rest.
 */
#include <stdio.h>
#include <string.h>

#include "cli/tool.h"
#include "flow/standing.h"
#include "store/student_apart.h"

struct listing {
    struct coh_run *run;
    struct coh_writer *writer;
    size_t results;
    char advice[4 * COH_QUOTE_SIZE + 60]; /* what to type, of the first */
};

static int
write_header(struct coh_writer *w, struct coh_error *err)
{
    static const struct {
        const char *name;
        enum coh_column_kind kind;
    } column[] = {
        {"id", COH_COLUMN_TEXT},           {"name", COH_COLUMN_TEXT},
        {"results", COH_COLUMN_NUMBER},    {"files", COH_COLUMN_NUMBER},
        {"first_file", COH_COLUMN_TEXT},   {"first_line", COH_COLUMN_NUMBER},
        {"sources", COH_COLUMN_TEXT},      {"closest_id", COH_COLUMN_TEXT},
        {"closest_name", COH_COLUMN_TEXT}, {"why", COH_COLUMN_TEXT},
    };
    size_t i;

    for (i = 0; i < sizeof(column) / sizeof(*column); i++)
        if (coh_writer_column(w, coh_span_of(column[i].name), column[i].kind,
                              err))
            return -1;
    return 0;
}

/* The first one that can be typed as it stands: a shell reads '…' as it is. */
static void
advise(struct listing *l, const struct coh_student_unknown *u)
{
    char id[COH_QUOTE_SIZE], own[COH_QUOTE_SIZE];

    if (*l->advice || !u->likely || memchr(u->id.bytes, '\'', u->id.length))
        return;
    coh_quote(u->closest_id.bytes, u->closest_id.length, own);
    coh_quote(u->id.bytes, u->id.length, id);
    snprintf(l->advice, sizeof(l->advice),
             "; if '%s' is %s: cohort roster set %s --alias '%s'", id, own, own,
             id);
}

static int
write_unknown(void *context, const struct coh_student_unknown *u,
              struct coh_error *err)
{
    struct listing *l = context;
    struct coh_writer *w = l->writer;

    l->results += u->results;
    advise(l, u);
    return coh_writer_text(w, u->id, err) || coh_writer_text(w, u->name, err) ||
                   coh_writer_count(w, u->results, err) ||
                   coh_writer_count(w, u->files, err) ||
                   coh_writer_text(w, u->first, err) ||
                   coh_writer_count(w, u->line, err) ||
                   coh_writer_text(w, u->sources, err) ||
                   coh_writer_text(w, u->closest_id, err) ||
                   coh_writer_text(w, u->closest_name, err) ||
                   coh_writer_text(w, u->why, err) || coh_writer_row(w, err)
               ? -1
               : 0;
}

static void
tell(const struct listing *l)
{
    size_t n = coh_writer_rows(l->writer);

    if (!n)
        coh_run_say(l->run, "every result belongs to a student of the roster");
    else
        coh_run_say(l->run, "%zu id%s of no roster, with %zu result%s%s", n,
                    n == 1 ? "" : "s", l->results, l->results == 1 ? "" : "s",
                    *l->advice ? l->advice
                               : "; cohort roster set ID --alias UNKNOWN gives "
                                 "them to a student");
}

static int
run_unknown(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_store store = COH_STORE_INIT;
    struct listing l = {.run = run};
    int rc = -1;

    (void)context;
    if (run->operands.n)
        return coh_fail(err, COH_USAGE, "takes no FILE");
    if (!coh_store_open(&store, run->db, COH_STORE_READ, err) &&
        (l.writer = coh_run_writer(run, err)) && !write_header(l.writer, err) &&
        !coh_student_unknown_list(&store, write_unknown, &l, err))
        rc = coh_run_finish_standing(run, &store, NULL, err);
    if (!rc)
        tell(&l);
    coh_store_close(&store);
    return rc;
}

int
main(int argc, char **argv)
{
    const struct coh_option options[] = {COH_OPTIONS_END};
    const struct coh_tool tool = {
        "cohort-roster-unknown",
        "",
        "List whose results are kept apart, on no roster",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_unknown, NULL);
}
