/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/roster-import.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "flow/roster-join.h"
#include "layout/catalog.h"
#include "store/inventory.h"

enum { RESULTS_NAME = 60 };

struct import {
    struct coh_run *run;
    struct coh_store *store;
    const struct coh_roster_request *request;
    struct coh_roster_layouts layouts;
    struct coh_roster_asked asked;
    struct coh_span *column; /* of `asked` */
    struct coh_roster_input *file;
    size_t n, capacity;
    struct coh_roster_join join;
};

/* ---- files ---- */

/* A gradebook has ids, names and sections, too, and a table of results has
 * ids: scores would become attributes, and its test student a student. *name is
 * the layout of results that knows the file, or "". */
static int
find_results(const struct coh_header *h, char name[RESULTS_NAME],
             struct coh_error *err)
{
    struct coh_catalog catalog = COH_CATALOG_INIT;
    struct coh_headings names = COH_HEADINGS_INIT;
    struct coh_catalog_hit hit;
    int rc =
        coh_catalog_open(&catalog, err) || coh_headings_make(&names, h, err);

    *name = '\0';
    if (!rc) {
        hit = coh_catalog_best(&catalog, &names, 0);
        if (hit.score)
            snprintf(name, RESULTS_NAME, "%s", hit.layout->name);
    }
    coh_headings_release(&names);
    coh_catalog_release(&catalog);
    return rc;
}

/* Which of the columns that were asked for a roster of our own has. */
static int
note_asked(struct import *im, const struct coh_header *h)
{
    size_t at;

    for (at = 0; at < im->asked.n; at++)
        if (coh_header_seek(h, im->asked.name[at]) < h->n)
            im->asked.found[at] = 1;
    return 0;
}

/* What the table says by the layout; a roster of our own stays as it is. */
static int
interpret(struct import *im, struct coh_roster_input *f, int named,
          struct coh_error *err)
{
    const struct coh_roster_layout *l;
    struct coh_table by_layout = COH_TABLE_INIT;
    struct coh_header *h = &f->table.header;
    char results[RESULTS_NAME] = "";
    int own = coh_header_seek(h, coh_span_of("student_id")) < h->n;
    size_t at;

    l = coh_roster_layout_find(&im->layouts, h);
    if ((own || (l && l->others)) && find_results(h, results, err))
        return -1;
    if (*results && named)
        return coh_fail(err, COH_INPUT,
                        "these are results (%s), no roster: cohort ingest FILE",
                        results);
    if (*results)
        l = NULL;
    else if (own)
        return note_asked(im, h);
    if (!l && named)
        return coh_header_find(h, coh_span_of("student_id"), &at, err);
    if (!l) {
        im->n--;
        coh_table_release(&f->table);
        coh_free(f->name);
        return coh_notes_add(&im->run->notes, COH_NOTE_FACT, NULL, err,
                             "no roster: passed over");
    }
    f->kind = l->kind;
    if (coh_roster_layout_read(l, &f->table, &im->asked, &by_layout,
                               &f->unruled, &im->run->notes, err)) {
        coh_table_release(&by_layout);
        return -1;
    }
    coh_table_release(&f->table);
    f->table = by_layout;
    return 0;
}

static int
read_file(struct import *im, const char *path, int named, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(im->run, path, err);
    struct coh_roster_input *f;

    if (!reader)
        return -1;
    if (coh_reserve(&im->file, &im->capacity, im->n + 1, sizeof(*im->file),
                    err)) {
        coh_reader_free(reader);
        return -1;
    }
    f = &im->file[im->n++];
    *f = (struct coh_roster_input){.table = COH_TABLE_INIT};
    f->name = coh_copy_text(coh_reader_name(reader),
                            strlen(coh_reader_name(reader)), err);
    /* The reader names its file itself. */
    if (!f->name || coh_notes_subject(&im->run->notes, NULL, err) ||
        coh_table_read(&f->table, reader, &im->run->notes, err) ||
        coh_notes_subject(&im->run->notes, f->name, err)) {
        coh_reader_free(reader);
        return -1;
    }
    if (coh_run_reader_done(im->run, reader, err))
        return -1;
    if (!interpret(im, f, named, err))
        return 0;
    coh_error_context(err, "%s: ", f->name);
    return -1;
}

static int
is_csv(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot && *name != '.' &&
           coh_span_is_caseless(coh_span_of(dot), ".csv");
}

static int
read_entry(struct import *im, const char *folder, const char *name,
           struct coh_error *err)
{
    struct coh_text path = COH_TEXT_INIT;
    int rc = coh_text_format(&path, err, "%s/%s", folder, name) ||
             read_file(im, coh_text_get(&path), 0, err);

    coh_text_release(&path);
    return rc ? -1 : 0;
}

static int
read_folder(struct import *im, const char *folder, struct coh_error *err)
{
    struct dirent **entry = NULL;
    int i, n = scandir(folder, &entry, NULL, alphasort);
    size_t before = im->n;
    int rc = n < 0 ? coh_fail_errno(err, folder) : 0;

    for (i = 0; i < n; i++) {
        if (!rc && is_csv(entry[i]->d_name))
            rc = read_entry(im, folder, entry[i]->d_name, err);
        free(entry[i]);
    }
    free(entry);
    return rc || im->n > before
               ? rc
               : coh_fail(err, COH_INPUT, "%s: holds no roster", folder);
}

static int
read_files(struct import *im, struct coh_error *err)
{
    const struct coh_strings *o = &im->run->operands;
    struct stat s;
    size_t i;

    if (!o->n)
        return read_file(im, NULL, 1, err);
    for (i = 0; i < o->n; i++)
        if (!stat(o->at[i], &s) && S_ISDIR(s.st_mode)
                ? read_folder(im, o->at[i], err)
                : read_file(im, o->at[i], 1, err))
            return -1;
    return 0;
}

/* ---- what was asked for ---- */

static int
ask(struct import *im, struct coh_error *err)
{
    const struct coh_strings *c = im->request->column;
    size_t i;

    im->column = coh_alloc_array(c->n, sizeof(*im->column), err);
    if (!im->column)
        return -1;
    im->asked.found = coh_alloc_array(c->n, 1, err);
    if (!im->asked.found)
        return -1;
    for (i = 0; i < c->n; i++)
        im->column[i] = coh_span_trim(coh_span_of(c->at[i]));
    im->asked.name = im->column;
    im->asked.n = c->n;
    return 0;
}

static int
check_asked(const struct import *im, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < im->asked.n; i++)
        if (!im->asked.found[i])
            return coh_fail(err, COH_INPUT,
                            "--attribute '%.60s': no file has a column of this "
                            "name that is not read anyway",
                            im->request->column->at[i]);
    return 0;
}

/* ---- into the store ---- */

/* What is new holds from the first day of this school year, what differs
 * from what was known from today; --from says both. */
static int
choose_days(const struct import *im, struct coh_student_days *days,
            struct coh_error *err)
{
    struct coh_calendar calendar = COH_CALENDAR_INIT;
    coh_date today = im->run->today;
    size_t i;
    int rc;

    days->first = days->change = im->request->from;
    if (days->first != COH_DATE_NONE)
        return 0;
    days->first = days->change = today;
    rc = coh_store_calendar_read(im->store, &calendar, err);
    for (i = 0; !rc && i < calendar.n; i++) {
        const struct coh_period *p = &calendar.period[i];

        if (p->kind == COH_PERIOD_YEAR && p->start <= today && today <= p->end)
            days->first = p->start;
    }
    coh_calendar_release(&calendar);
    return rc;
}

static int
tell(const struct import *im, const struct coh_student_sheet *sheet,
     const struct coh_student_outcome *outcome, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = coh_student_sheet_tell(sheet, &text, err);

    if (!rc && outcome->adopted)
        rc = coh_text_format(
            &text, err, "; %zu earlier result%s found their student",
            outcome->adopted, outcome->adopted == 1 ? "" : "s");
    if (!rc)
        coh_run_say(im->run, "%s", coh_text_get(&text));
    coh_text_release(&text);
    return rc;
}

static int
take_sheet(struct import *im, struct coh_student_sheet *sheet,
           struct coh_error *err)
{
    struct coh_student_outcome outcome;
    struct coh_student_days days;

    if (!sheet->n)
        return coh_fail(err, COH_INPUT, "no row can be used");
    if (coh_roster_join_spans(&im->join, sheet, err) ||
        choose_days(im, &days, err) ||
        coh_student_import(im->store, sheet->student, sheet->n, days, &outcome,
                           &im->run->notes, err))
        return -1;
    return tell(im, sheet, &outcome, err);
}

static int
take_file(struct import *im, const struct coh_roster_input *f,
          struct coh_error *err)
{
    struct coh_student_sheet sheet = COH_STUDENT_SHEET_INIT;
    struct coh_notes *notes = &im->run->notes;
    int rc = coh_notes_subject(notes, f->name, err);

    if (rc)
        return -1;
    rc = coh_student_sheet_read(&sheet, &f->table, notes, err);
    if (!rc)
        rc = f->table.rows ? take_sheet(im, &sheet, err)
                           : coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                                           "a header and no rows");
    coh_student_sheet_release(&sheet);
    if (rc)
        coh_error_context(err, "%s: ", f->name);
    return rc;
}

static int
take_all(struct import *im, struct coh_error *err)
{
    struct coh_roster_join *j = &im->join;
    size_t i;

    j->file = im->file;
    j->n = im->n;
    j->class_name = im->request->class_name->at;
    j->class_names = im->request->class_name->n;
    j->today =
        im->request->from == COH_DATE_NONE ? im->run->today : im->request->from;
    j->notes = &im->run->notes;
    if (coh_notes_subject(&im->run->notes, NULL, err) ||
        coh_roster_join_make(j, err))
        return -1;
    for (i = 0; i < im->n; i++)
        if (im->file[i].kind == COH_ROSTER_STUDENTS &&
            take_file(im, &im->file[i], err))
            return -1;
    return 0;
}

static void
release(struct import *im)
{
    size_t i;

    for (i = 0; i < im->n; i++) {
        coh_free(im->file[i].name);
        coh_table_release(&im->file[i].table);
    }
    coh_free(im->file);
    coh_free(im->column);
    coh_free(im->asked.found);
    coh_roster_join_release(&im->join);
    coh_roster_layouts_release(&im->layouts);
}

int
coh_roster_import(struct coh_run *run, struct coh_store *store,
                  const struct coh_roster_request *request,
                  struct coh_error *err)
{
    struct import im = {.run = run,
                        .store = store,
                        .request = request,
                        .layouts = COH_ROSTER_LAYOUTS_INIT,
                        .join = COH_ROSTER_JOIN_INIT};
    int rc = coh_roster_layouts_open(&im.layouts, err) || ask(&im, err) ||
             read_files(&im, err) || check_asked(&im, err) ||
             take_all(&im, err);

    release(&im);
    return rc ? -1 : 0;
}
