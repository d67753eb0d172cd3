/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/check.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/compare.h"

/* ---- the page again ---- */

static int
give_parameters(struct coh_weave *w, const struct coh_making *then,
                struct coh_error *err)
{
    size_t i;

    for (i = 0; i < then->parameters; i++)
        if (coh_parameters_default(&w->parameters,
                                   coh_span_of(then->parameter[i].name),
                                   coh_span_of(then->parameter[i].value), err))
            return -1;
    return 0;
}

static int
make_again(struct coh_weave *w, const struct coh_run *run,
           const struct coh_making *then, struct coh_error *err)
{
    if (access(then->source, F_OK))
        return coh_fail(err, COH_INPUT,
                        "its source '%s' is not here: check it in the folder "
                        "that it was made in",
                        then->source);
    w->parameters.today = run->today;
    if (!run->today_text &&
        coh_date_parse(coh_span_of(then->day), &w->parameters.today))
        return coh_fail(err, COH_INPUT, "does not say which day it was made");
    w->go_on = 1;
    return give_parameters(w, then, err) ||
                   coh_weave_read(w, then->source, "team.ini", err) ||
                   coh_weave_run(w, err)
               ? -1
               : 0;
}

/* No value stands in the command below. */
static int
no_value(void *context, struct coh_span name, struct coh_text *into,
         struct coh_error *err)
{
    (void)context;
    (void)into;
    return coh_fail(err, COH_INPUT, "{{%.*s}}", (int)name.length, name.bytes);
}

/* The loads of the store, as its tool tells them; *rows is 0 without a store:
 * then no block read one. */
static int
read_loads(struct coh_table *loads, const char *folder, int *there,
           struct coh_error *err)
{
    static char evidence[] = "COHORT_EVIDENCE=", share[] = "COHORT_SHARE=";
    char *variables[] = {evidence, share, NULL};
    const struct coh_expander x = {no_value, NULL};
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_text said = COH_TEXT_INIT;
    int rc = -1;

    *there = 0;
    if (coh_pipeline_parse(&p, coh_span_of("cohort ingest --list -q -f csv"),
                           &x, folder, err))
        goto out;
    if (coh_pipeline_run(&p, variables, &said, err)) {
        rc = p.stage[0].ran && p.stage[0].status == COH_INPUT ? 0 : -1;
        if (!rc && err)
            *err = (struct coh_error)COH_ERROR_INIT;
        goto out;
    }
    *there = 1;
    rc = coh_block_table(loads, coh_text_span(&said), err);
out:
    coh_text_release(&said);
    coh_pipeline_release(&p);
    return rc;
}

/* ---- the table ---- */

static int
write_rows_of(struct coh_writer *w, int there, size_t rows,
              struct coh_error *err)
{
    return there ? coh_writer_count(w, rows, err) : coh_writer_blank(w, err);
}

static int
write_table(const struct coh_comparison *c, struct coh_writer *w,
            struct coh_error *err)
{
    size_t i;

    if (coh_writer_column(w, coh_span_of("block"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("rows_then"), COH_COLUMN_NUMBER,
                          err) ||
        coh_writer_column(w, coh_span_of("rows_now"), COH_COLUMN_NUMBER, err) ||
        coh_writer_column(w, coh_span_of("same"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("reason"), COH_COLUMN_TEXT, err))
        return -1;
    for (i = 0; i < c->n; i++) {
        const struct coh_compared *b = &c->block[i];

        if (coh_writer_string(w, b->id, err) ||
            write_rows_of(w, b->was, b->rows_then, err) ||
            write_rows_of(w, b->is, b->rows_now, err) ||
            coh_writer_string(w, b->same ? "yes" : "no", err) ||
            coh_writer_string(w, b->reason, err) || coh_writer_row(w, err))
            return -1;
    }
    return 0;
}

static int
choose_format(struct coh_run *run, const char *format, const char *output,
              struct coh_error *err)
{
    run->output = output;
    if (format)
        return coh_format_parse(format, &run->format, err);
    run->format = coh_format_of_path(output);
    if (run->format == COH_FORMAT_AUTO)
        run->format = !output && isatty(STDOUT_FILENO) ? COH_FORMAT_TABLE
                                                       : COH_FORMAT_CSV;
    return 0;
}

static int
tell(struct coh_run *run, const struct coh_comparison *c,
     const struct coh_making *then, const struct coh_weave *w,
     struct coh_error *err)
{
    size_t i;

    if (strcmp(then->sha256, w->sha256) &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "%s changed since the page was made: its words are not "
                      "compared, only its blocks",
                      then->source))
        return -1;
    for (i = 0; i < c->n; i++)
        if (!c->block[i].same &&
            coh_notes_add(&run->notes, COH_NOTE_LOOK, c->block[i].id, err,
                          "blocks changed since the page was made"))
            return -1;
    if (!c->changed)
        coh_run_say(run, "cohort-weave: all %zu blocks give what the page says",
                    c->n);
    return 0;
}

static int
check(struct coh_run *run, struct coh_weave *w, const struct coh_making *then,
      struct coh_error *err)
{
    struct coh_comparison c = COH_COMPARISON_INIT;
    struct coh_table loads = COH_TABLE_INIT;
    struct coh_writer *writer;
    int rc = -1, there;

    if (make_again(w, run, then, err) ||
        read_loads(&loads, w->folder, &there, err) ||
        coh_compare(&c, then, w, there ? &loads : NULL, err) ||
        !(writer = coh_run_writer(run, err)) || write_table(&c, writer, err) ||
        tell(run, &c, then, w, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_comparison_release(&c);
    coh_table_release(&loads);
    return rc;
}

int
coh_press_check(struct coh_run *run, const char *folder, const char *page,
                const char *format, const char *output, struct coh_error *err)
{
    struct coh_making then = COH_MAKING_INIT;
    struct coh_weave w = COH_WEAVE_INIT;
    struct coh_text html = COH_TEXT_INIT;
    int rc = -1;

    w.folder = folder;
    if (choose_format(run, format, output, err) ||
        coh_file_read(page, &html, err))
        goto out;
    rc = coh_making_read(&then, coh_text_span(&html), err) ||
                 check(run, &w, &then, err)
             ? -1
             : 0;
    if (rc)
        coh_error_context(err, "%s: ", page);
out:
    coh_weave_release(&w);
    coh_making_release(&then);
    coh_text_release(&html);
    return rc;
}
