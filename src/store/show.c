/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/show.h"

#include "result/roster.h"
#include "result/write.h"
#include "store/shape.h"
#include "store/student.h"

int
coh_show_wide(struct coh_show *show, const char *text, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = -1;

    if (coh_list_parse(&list, text, err))
        goto out;
    for (i = 0; i < list.n; i++) {
        int c = coh_result_column_find(list.item[i]);

        if (c <= COH_RESULT_STUDENT_ID || show->bys == COH_RESULT_COLUMNS) {
            coh_fail(
                err, COH_USAGE, "--wide: '%s' is no column of a result",
                coh_quote(list.item[i].bytes, list.item[i].length, quoted));
            goto out;
        }
        show->by[show->bys++] = (enum coh_result_column)c;
    }
    show->wide = 1;
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

static int
put_names(struct coh_writer *w, const struct coh_span *name, size_t n,
          struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_writer_column(w, name[i], COH_COLUMN_TEXT, err))
            return -1;
    return 0;
}

static int
put_with(struct coh_writer *w, const struct coh_shape_student *student,
         size_t n, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_writer_text(w, student ? student->with[i] : coh_span_of(""),
                            err))
            return -1;
    return 0;
}

/* `gone_on`: of a result that may be gone; else NULL. */
static int
put_row(struct coh_writer *w, const struct coh_result *result,
        const struct coh_span *gone_on, const struct coh_shape_student *student,
        size_t withs, struct coh_error *err)
{
    return coh_result_write(w, result, err) ||
                   (gone_on && coh_writer_text(w, *gone_on, err)) ||
                   put_with(w, student, withs, err) || coh_writer_row(w, err)
               ? -1
               : 0;
}

static int
put_wide(struct coh_writer *w, const struct coh_shape *shape,
         const struct coh_shape_wide *wide, const struct coh_span *with,
         size_t withs, struct coh_error *err)
{
    size_t i, k;

    if (coh_writer_column(w, coh_span_of("student_id"), COH_COLUMN_TEXT, err) ||
        put_names(w, with, withs, err))
        return -1;
    for (k = 0; k < wide->labels; k++)
        if (coh_writer_column(
                w, wide->label[k],
                wide->number[k] ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < wide->students; i++) {
        struct coh_span id = wide->student_id[i];

        if (coh_writer_text(w, id, err) ||
            put_with(w, coh_shape_find(shape, id), withs, err))
            return -1;
        for (k = 0; k < wide->labels; k++)
            if (coh_writer_text(w, wide->cell[i * wide->labels + k], err))
                return -1;
        if (coh_writer_row(w, err))
            return -1;
    }
    return 0;
}

/* A selection on its way to the writer. */
struct showing {
    struct coh_store *store;
    const struct coh_show *show;
    struct coh_writer *writer;
    struct coh_trace *trace;
    struct coh_notes *notes;
    struct coh_shape shape;
    struct coh_roster roster; /* read when students were asked for */
    int holds;
};

/* Of asked-for students only these can be missing. */
static int
asked(const struct showing *s, struct coh_span student_id)
{
    const struct coh_select *q = &s->show->query;
    size_t i, at;

    for (i = 0; i < q->students; i++) {
        enum coh_match m = coh_roster_find(&s->roster, q->student[i], &at);

        if (coh_match_found(m) &&
            coh_span_is(student_id, s->roster.student[at].student_id))
            return 1;
    }
    return !q->students;
}

static int
take_student(void *context, const struct coh_student_row *row,
             struct coh_error *err)
{
    struct showing *s = context;
    int expected = s->holds && (row->active || s->show->query.everyone) &&
                   asked(s, row->student_id);

    return coh_shape_student(&s->shape, row, s->show->withs, expected, err);
}

static int
read_students(struct showing *s, struct coh_error *err)
{
    const struct coh_show *show = s->show;
    struct coh_student_query query = {.day = show->query.day,
                                      .everyone = 1,
                                      .with = show->with,
                                      .withs = show->withs};

    if (!show->withs && !s->holds)
        return 0;
    if (show->query.students && coh_student_roster(s->store, &s->roster, err))
        return -1;
    return coh_student_list(s->store, &query, take_student, s, err);
}

static int
put_result(struct showing *s, const struct coh_result *r,
           const struct coh_span *gone_on, struct coh_error *err)
{
    return put_row(s->writer, r, gone_on,
                   coh_shape_find(&s->shape, r->cell[COH_RESULT_STUDENT_ID]),
                   s->show->withs, err);
}

static int
take_result(void *context, const struct coh_select_row *row,
            struct coh_error *err)
{
    struct showing *s = context;

    if (coh_trace_add(s->trace, row, err))
        return -1;
    return s->holds
               ? coh_shape_result(&s->shape, &row->result, err)
               : put_result(s, &row->result,
                            s->show->query.gone ? &row->gone_on : NULL, err);
}

static int
pivot(struct showing *s, struct coh_error *err)
{
    struct coh_shape_wide wide = COH_SHAPE_WIDE_INIT;
    int rc = coh_shape_pivot(&s->shape, s->show->by, s->show->bys, &wide, err);

    if (!rc && wide.without)
        rc = coh_notes_add(s->notes, COH_NOTE_FACT, NULL, err,
                           "results without a score, blank in the wide "
                           "table: %zu",
                           wide.without);
    if (!rc)
        rc = put_wide(s->writer, &s->shape, &wide, s->show->with,
                      s->show->withs, err);
    coh_shape_wide_release(&wide);
    return rc;
}

static int
put_rows(struct showing *s, struct coh_error *err)
{
    const struct coh_show *show = s->show;
    const struct coh_span gone = coh_span_of("gone_on");
    size_t i;

    if (!show->wide && (coh_result_write_columns(s->writer, err) ||
                        put_names(s->writer, &gone, show->query.gone, err) ||
                        put_names(s->writer, show->with, show->withs, err)))
        return -1;
    if (coh_select_run(s->store, &show->query, take_result, s, s->notes, err))
        return -1;
    if (!s->trace->loads &&
        coh_notes_add(s->notes, COH_NOTE_FACT, NULL, err, "no result fits"))
        return -1;
    if (show->wide)
        return pivot(s, err);
    if (s->holds && coh_shape_complete(&s->shape, err))
        return -1;
    for (i = 0; i < s->shape.rows; i++)
        if (put_result(s, &s->shape.row[i], NULL, err))
            return -1;
    return 0;
}

int
coh_show_run(struct coh_store *store, const struct coh_show *show,
             struct coh_writer *writer, struct coh_trace *trace,
             struct coh_notes *notes, struct coh_error *err)
{
    struct showing s = {
        .store = store,
        .show = show,
        .writer = writer,
        .trace = trace,
        .notes = notes,
        .holds = show->complete || show->wide,
    };
    int rc = read_students(&s, err) || put_rows(&s, err) ? -1 : 0;

    coh_shape_release(&s.shape);
    coh_roster_release(&s.roster);
    return rc;
}

static int
put_held(void *context, const struct coh_select_held *held,
         struct coh_error *err)
{
    struct coh_writer *w = context;

    return coh_writer_text(w, held->assessment, err) ||
                   coh_writer_count(w, held->measures, err) ||
                   coh_writer_count(w, held->items, err) ||
                   coh_writer_count(w, held->students, err) ||
                   coh_writer_count(w, held->results, err) ||
                   coh_writer_text(w, held->newest, err) ||
                   coh_writer_text(w, held->source, err) ||
                   coh_writer_count(w, held->gone, err) ||
                   coh_writer_row(w, err)
               ? -1
               : 0;
}

int
coh_show_held(struct coh_writer *w, struct coh_store *store, coh_date as_of,
              struct coh_error *err)
{
    static const char *const name[] = {"assessment", "measures", "items",
                                       "students",   "results",  "newest",
                                       "source",     "gone"};
    size_t i;

    for (i = 0; i < sizeof(name) / sizeof(*name); i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              (i > 0 && i < 5) || i == 7 ? COH_COLUMN_NUMBER
                                                         : COH_COLUMN_TEXT,
                              err))
            return -1;
    return coh_select_list(store, as_of, put_held, w, err);
}
