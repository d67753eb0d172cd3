/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-roster-list: the students on the roster, with what is known of them
 * on a day.
 *
 * Memory: streams.
 */
#include "cli/only.h"
#include "flow/standing.h"
#include "store/student.h"

struct args {
    const char *with;
    int everyone;
};

struct listing {
    const struct coh_run *run;
    struct coh_writer *writer;
    const struct coh_list *with;
};

static int
write_header(const struct listing *l, struct coh_error *err)
{
    size_t i;

    if (coh_writer_column(l->writer, coh_span_of("student_id"), COH_COLUMN_TEXT,
                          err) ||
        coh_writer_column(l->writer, coh_span_of("name"), COH_COLUMN_TEXT, err))
        return -1;
    for (i = 0; i < l->with->n; i++)
        if (coh_writer_column(l->writer, l->with->item[i], COH_COLUMN_TEXT,
                              err))
            return -1;
    return coh_writer_column(l->writer, coh_span_of("active_from"),
                             COH_COLUMN_TEXT, err) ||
                   coh_writer_column(l->writer, coh_span_of("active_to"),
                                     COH_COLUMN_TEXT, err)
               ? -1
               : 0;
}

static int
write_student(void *context, const struct coh_student_row *row,
              struct coh_error *err)
{
    const struct listing *l = context;
    char from[COH_DATE_SIZE], to[COH_DATE_SIZE];
    size_t i;

    if (!coh_only_may(l->run, row->student_id))
        return 0;
    if (coh_writer_text(l->writer, row->student_id, err) ||
        coh_writer_text(l->writer, row->name, err))
        return -1;
    for (i = 0; i < l->with->n; i++)
        if (coh_writer_text(l->writer, row->with[i], err))
            return -1;
    if (coh_writer_string(l->writer, coh_date_text(row->active_from, from),
                          err) ||
        coh_writer_string(l->writer, coh_date_text(row->active_to, to), err))
        return -1;
    return coh_writer_row(l->writer, err);
}

static int
run_list(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_store store = COH_STORE_INIT;
    struct coh_list with = COH_LIST_INIT;
    struct listing l = {run, NULL, &with};
    struct coh_student_query query = {.day = run->today,
                                      .everyone = a->everyone};
    int rc = -1;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE, "takes no FILE");
    if (coh_list_parse(&with, a->with, err) ||
        coh_store_open(&store, run->db, COH_STORE_READ, err) ||
        !(l.writer = coh_run_writer(run, err)) || write_header(&l, err))
        goto out;
    query.with = with.item;
    query.withs = with.n;
    if (coh_student_list(&store, &query, write_student, &l, err))
        goto out;
    if (!coh_writer_rows(l.writer) &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      a->everyone ? "nobody is on the roster yet"
                                  : "nobody on the roster is active on this "
                                    "day (--everyone shows all)"))
        goto out;
    rc = coh_run_finish_standing(run, &store, NULL, err);
out:
    coh_list_release(&with);
    coh_store_close(&store);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {NULL, 0};
    const struct coh_option options[] = {
        COH_STRING(0, "with", "NAME[,NAME]", &a.with,
                   "also these attributes and ids"),
        COH_FLAG(0, "everyone", &a.everyone,
                 "also who is not active on the day"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-roster-list",
        "",
        "List the students on the roster",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_list, &a);
}
