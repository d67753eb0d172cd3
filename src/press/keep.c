/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/keep.h"

#include <string.h>

#include "base/file.h"
#include "table/writer.h"

/* The block of "ID=FILE", and *file; NULL when there is none. */
static const struct coh_block *
find(const struct coh_weave *w, const char *wish, const char **file,
     struct coh_error *err)
{
    const char *equals = strchr(wish, '=');
    char quoted[COH_QUOTE_SIZE];
    struct coh_span id = {wish, equals ? (size_t)(equals - wish) : 0};
    size_t i;

    if (!equals || !id.length || !equals[1]) {
        coh_fail(err, COH_USAGE, "--keep takes ID=FILE.csv, not '%s'", wish);
        return NULL;
    }
    *file = equals + 1;
    for (i = 0; i < w->n; i++)
        if (coh_span_is(id, w->block[i].id))
            return &w->block[i];
    coh_fail(err, COH_USAGE, "--keep: the page has no block '%s'",
             coh_quote(id.bytes, id.length, quoted));
    return NULL;
}

/* May `file` be written, and is it not that of an earlier wish? */
static int
check_file(const struct coh_strings *keep, size_t at, const char *file,
           const struct coh_run *run, struct coh_error *err)
{
    struct coh_run other = *run;
    size_t i;

    if (coh_run_may_write(run, file, err))
        return -1;
    for (i = 0; i < at; i++) {
        other.output = strchr(keep->at[i], '=') + 1;
        if (coh_run_may_write(&other, file, err))
            return -1;
    }
    return 0;
}

int
coh_press_keep_check(const struct coh_strings *keep, struct coh_run *run,
                     const struct coh_weave *w, struct coh_error *err)
{
    const char *file;
    size_t i;

    if (keep->n && w->share)
        return coh_fail(err, COH_USAGE,
                        "--keep does not go with --share: the sheets of a "
                        "page stay inside the team");
    for (i = 0; i < keep->n; i++)
        if (!find(w, keep->at[i], &file, err) ||
            check_file(keep, i, file, run, err))
            return -1;
    return 0;
}

static int
fill(const struct coh_table *t, struct coh_writer *w, struct coh_error *err)
{
    size_t row, column;

    for (column = 0; column < t->header.n; column++)
        if (coh_writer_column(w, t->header.name[column],
                              coh_table_kind(t, column), err))
            return -1;
    for (row = 0; row < t->rows; row++) {
        for (column = 0; column < t->header.n; column++)
            if (coh_writer_text(w, coh_table_cell(t, row, column), err))
                return -1;
        if (coh_writer_row(w, err))
            return -1;
    }
    return coh_writer_end(w, err);
}

static int
write_sheet(const struct coh_table *t, const char *file, struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (!coh_out_open(&out, file, err) &&
        (w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) && !fill(t, w, err))
        rc = coh_out_close(&out, err);
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

int
coh_press_keep(const struct coh_strings *keep, struct coh_run *run,
               const struct coh_weave *w, struct coh_error *err)
{
    const struct coh_block *b;
    const char *file;
    size_t i;

    for (i = 0; i < keep->n; i++) {
        b = find(w, keep->at[i], &file, err);
        if (!b)
            return -1;
        if (b->is_chart)
            return coh_fail(err, COH_USAGE,
                            "--keep: block '%s' is a chart; only a table can "
                            "be kept",
                            b->id);
        if (!b->table.rows
                ? coh_notes_add(&run->notes, COH_NOTE_FACT, b->id, err,
                                "blocks without rows to keep: %s stays as it "
                                "is",
                                file)
                : write_sheet(&b->table, file, err))
            return -1;
    }
    return 0;
}
