/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_GROUPING_DESK_H
#define COH_TESTS_GROUPING_DESK_H

/* For tests of grouping: tables as text, and what is asked of them. Included
 * behind cmocka. */

#include <string.h>

#include "flow/grouping-ask.h"

/* ---- tables ---- */

/* A table from text without quotes: lines of cells; blank cells stay. */
static int
make(struct coh_table *t, const char *text, struct coh_error *err)
{
    struct coh_span cell[16];
    struct coh_record rec = {.cell = cell};
    const char *end;

    *t = (struct coh_table)COH_TABLE_INIT;
    for (rec.line = 1; *text; rec.line++, text = end + 1) {
        for (rec.n = 0, end = text - 1; end < text || *end == ',';) {
            const char *start = end + 1;

            end = start + strcspn(start, ",\n");
            cell[rec.n++] = (struct coh_span){start, (size_t)(end - start)};
        }
        if (rec.line == 1 ? coh_header_copy(&t->header, cell, rec.n, err)
                          : coh_table_add(t, &rec, err))
            return -1;
    }
    return 0;
}

/* What a test asks for, and what becomes of it. */
struct desk {
    struct coh_grouping_ask ask;
    struct coh_table t, file[COH_GROUPING_ASK_FILES];
    struct coh_grouping g;
    struct coh_notes notes;
    struct coh_error err;
};

static void
open_desk(struct desk *d, const char *method, const char *text)
{
    size_t i;

    *d = (struct desk){.ask = COH_GROUPING_ASK_INIT,
                       .g = COH_GROUPING_INIT,
                       .notes = COH_NOTES_INIT};
    for (i = 0; i < COH_GROUPING_ASK_FILES; i++)
        d->file[i] = (struct coh_table)COH_TABLE_INIT;
    d->ask.choice.student = "student_id";
    d->ask.choice.file = "t.csv";
    assert_int_equal(coh_grouping_ask_method(&d->ask, method, NULL), 0);
    assert_int_equal(make(&d->t, text, NULL), 0);
}

static void
give(struct desk *d, enum coh_grouping_ask_file which, const char *text)
{
    assert_int_equal(make(&d->file[which], text, NULL), 0);
    d->ask.file[which] = (struct coh_grouping_file){"f.csv", &d->file[which]};
}

static int
read_desk(struct desk *d)
{
    if (coh_grouping_ask_check(&d->ask, &d->err))
        return -1;
    return coh_grouping_ask_read(&d->ask, &d->t, &d->g, &d->notes, &d->err);
}

static void
close_desk(struct desk *d)
{
    size_t i;

    for (i = 0; i < COH_GROUPING_ASK_FILES; i++)
        coh_table_release(&d->file[i]);
    coh_table_release(&d->t);
    coh_grouping_release(&d->g);
    coh_notes_release(&d->notes);
}

/* What reading says: its code, with everything put away. */
static int
code_of(struct desk *d)
{
    int rc = read_desk(d);

    close_desk(d);
    return rc ? (int)d->err.code : COH_OK;
}

static const char scores[] = "student_id,score,status\n"
                             "01,1.5,\n02,2,scored\n03,3.25,\n04,10.0,\n"
                             "05,,absent\n6,12,\n07,9,x\n";

static const char roster[] = "student_id,name,email,iep,active_to\n"
                             "03,Ada,ada@x,no,\n"
                             "01,Bo,bo@x,yes,\n"
                             "02,Cy,cy@x,,2020-01-01\n"
                             "04,Di,di@x,no,\n";

#endif
