/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/standards.h"

#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
    const struct coh_standard *x = a, *y = b;
    int c = coh_span_compare(x->assessment, y->assessment);

    if (!c)
        c = coh_span_compare(x->item, y->item);
    return c ? c : coh_span_compare(x->form, y->form);
}

static struct coh_span
cell(const struct coh_table *t, size_t row, size_t column)
{
    if (column == t->header.n)
        return coh_span_of("");
    return coh_span_trim(coh_table_cell(t, row, column));
}

static int
check_twice(const struct coh_standards *s, struct coh_error *err)
{
    char item[COH_QUOTE_SIZE];
    size_t i;

    for (i = 1; i < s->n; i++)
        if (!compare(&s->row[i - 1], &s->row[i]) &&
            !coh_span_equal(s->row[i - 1].standard, s->row[i].standard))
            return coh_fail(
                err, COH_INPUT, "item '%s' stands twice with two standards",
                coh_quote(s->row[i].item.bytes, s->row[i].item.length, item));
    return 0;
}

static int
fill(struct coh_standards *s, struct coh_error *err)
{
    const struct coh_table *t = &s->table;
    size_t assessment, item, standard, form, max_score, key, i;

    if (coh_header_find(&t->header, coh_span_of("assessment"), &assessment,
                        err) ||
        coh_header_find(&t->header, coh_span_of("item"), &item, err) ||
        coh_header_find(&t->header, coh_span_of("standard"), &standard, err))
        return -1;
    form = coh_header_seek(&t->header, coh_span_of("form"));
    max_score = coh_header_seek(&t->header, coh_span_of("max_score"));
    key = coh_header_seek(&t->header, coh_span_of("key"));
    s->row = coh_alloc_array(t->rows, sizeof(*s->row), err);
    if (!s->row)
        return -1;
    for (i = 0; i < t->rows; i++)
        s->row[i] = (struct coh_standard){
            cell(t, i, assessment), cell(t, i, form),      cell(t, i, item),
            cell(t, i, standard),   cell(t, i, max_score), cell(t, i, key)};
    s->n = t->rows;
    qsort(s->row, s->n, sizeof(*s->row), compare);
    return check_twice(s, err);
}

int
coh_standards_read(struct coh_standards *s, const char *path,
                   struct coh_notes *notes, struct coh_error *err)
{
    struct coh_reader *reader = coh_reader_open(path, NULL, err);
    int rc = -1;

    if (reader && !coh_table_read(&s->table, reader, notes, err)) {
        rc = fill(s, err);
        if (rc)
            coh_error_context(err, "%s: ", path);
    }
    coh_reader_free(reader);
    return rc;
}

const struct coh_standard *
coh_standards_find(const struct coh_standards *s, struct coh_span assessment,
                   struct coh_span form, struct coh_span item)
{
    struct coh_standard wanted = {
        .assessment = assessment, .form = form, .item = item};
    const struct coh_standard *hit;

    if (!s->n)
        return NULL;
    hit = bsearch(&wanted, s->row, s->n, sizeof(wanted), compare);
    if (!hit && form.length) {
        wanted.form = coh_span_of("");
        hit = bsearch(&wanted, s->row, s->n, sizeof(wanted), compare);
    }
    return hit;
}

void
coh_standards_release(struct coh_standards *s)
{
    coh_table_release(&s->table);
    coh_free(s->row);
    *s = (struct coh_standards)COH_STANDARDS_INIT;
}
