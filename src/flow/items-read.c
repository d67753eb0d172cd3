/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in: the tidy table as it streams, or a gradebook as a table. */
#include "flow/items.h"

#include <math.h>
#include <stdio.h>

#include "cli/scores.h"

/* Columns of a file with a row a student and item. */
struct places {
    size_t assessment, form, item, measure, key, response, date, attempt;
    size_t score, full, status, name;
};

int
coh_items_word(struct coh_items *t, struct coh_span text, uint32_t *word,
               struct coh_error *err)
{
    size_t at;

    text = coh_span_trim(text);
    if (!t->words.n) {
        const struct coh_span blank = coh_span_of("");

        if (coh_keys_index(&t->words, &blank, &at, err))
            return -1;
    }
    if (coh_keys_index(&t->words, &text, &at, err))
        return -1;
    *word = (uint32_t)at;
    return 0;
}

struct coh_span
coh_items_text(const struct coh_items *t, uint32_t word)
{
    return coh_keys_cells(&t->words, word)[0];
}

static int
note(struct coh_items *t, const struct coh_rows *rows, size_t line,
     enum coh_note_level level, const char *what, struct coh_error *err)
{
    char place[40];

    snprintf(place, sizeof(place), "line %zu", line);
    return coh_notes_add(&t->run->notes, level, place, err, "%s: %s",
                         coh_rows_name(rows), what);
}

/* A cell as points; text that is no number is said. */
static int
read_points(struct coh_items *t, const struct coh_rows *rows, size_t line,
            struct coh_span cell, double *points, struct coh_error *err)
{
    struct coh_value v;
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 40];

    *points = NAN;
    cell = coh_span_trim(cell);
    if (!cell.length || coh_span_is(cell, "NA"))
        return 0;
    v = coh_value_parse(cell);
    if (v.number != COH_NUMBER_NOT) {
        *points = coh_value_double(&v);
        return 0;
    }
    snprintf(place, sizeof(place), "line %zu: '%s'", line,
             coh_quote(cell.bytes, cell.length, quoted));
    return coh_notes_add(&t->run->notes, COH_NOTE_LOOK, place, err,
                         "%s: not a number, counted as not answered",
                         coh_rows_name(rows));
}

static struct coh_items_row *
add_row(struct coh_items *t, struct coh_error *err)
{
    if (coh_reserve(&t->row, &t->row_capacity, t->rows + 1, sizeof(*t->row),
                    err))
        return NULL;
    t->row[t->rows] = (struct coh_items_row){.score = NAN, .full = NAN};
    return &t->row[t->rows++];
}

/* The student's number; the name is that of the first row that has one. */
static int
find_student(struct coh_items *t, struct coh_span id, struct coh_span name,
             uint32_t *student, struct coh_error *err)
{
    size_t at, had = t->students.n;

    if (coh_keys_index(&t->students, &id, &at, err))
        return -1;
    *student = (uint32_t)at;
    if (!t->name || t->students.n == had)
        return 0;
    if (coh_reserve(&t->name, &t->names, t->students.n, sizeof(*t->name), err))
        return -1;
    return coh_items_word(t, name, &t->name[at], err);
}

static int
start_names(struct coh_items *t, int there, struct coh_error *err)
{
    const struct coh_span blank = coh_span_of("");
    uint32_t word;

    if (coh_items_word(t, blank, &word, err))
        return -1;
    if (!there)
        return 0;
    t->names = 0;
    return coh_reserve(&t->name, &t->names, 64, sizeof(*t->name), err);
}

/* ---- a row a student and item ---- */

static struct coh_span
cell_of(const struct coh_record *rec, size_t column)
{
    return column < rec->n ? coh_span_trim(rec->cell[column]) : coh_span_of("");
}

/* Is the status one by which a blank may be the student's own doing? */
static int
is_unexcused(struct coh_span status)
{
    return !status.length || coh_span_is(status, "scored") ||
           coh_span_is(status, "missing") ||
           coh_span_is(status, "not_submitted");
}

static int
fill_words(struct coh_items *t, const struct places *p,
           const struct coh_record *rec, struct coh_items_row *row,
           struct coh_error *err)
{
    uint32_t *const word[] = {&row->assessment, &row->form,   &row->item,
                              &row->measure,    &row->key,    &row->response,
                              &row->date,       &row->attempt};
    const size_t column[] = {p->assessment, p->form,     p->item, p->measure,
                             p->key,        p->response, p->date, p->attempt};
    size_t i;

    for (i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (coh_items_word(t, cell_of(rec, column[i]), word[i], err))
            return -1;
    if (coh_span_is(cell_of(rec, p->measure), "overall"))
        row->measure = 0;
    t->has_response |= row->response != 0;
    return 0;
}

static int
read_tidy_row(struct coh_items *t, struct coh_rows *rows,
              const struct places *p, const struct coh_record *rec,
              struct coh_error *err)
{
    struct coh_span id = cell_of(rec, rows->student);
    struct coh_span status = cell_of(rec, p->status);
    struct coh_items_row *row;

    if (!cell_of(rec, p->item).length)
        return note(t, rows, rec->line, COH_NOTE_FACT,
                    "rows without an item are left out", err);
    if (!id.length)
        return note(t, rows, rec->line, COH_NOTE_LOOK,
                    "rows without a student are left out", err);
    row = add_row(t, err);
    if (!row || fill_words(t, p, rec, row, err) ||
        find_student(t, id, cell_of(rec, p->name), &row->student, err) ||
        read_points(t, rows, rec->line, cell_of(rec, p->full), &row->full, err))
        return -1;
    row->line = rec->line;
    row->unexcused = is_unexcused(status);
    if (!(row->full > 0))
        row->full = NAN;
    if (status.length && !coh_span_is(status, "scored")) {
        row->response = 0;
        return 0;
    }
    return read_points(t, rows, rec->line, cell_of(rec, p->score), &row->score,
                       err);
}

static int
read_tidy(struct coh_items *t, struct coh_rows *rows, const struct places *p,
          struct coh_error *err)
{
    struct coh_record rec;

    if (rows->student == rows->header.n) {
        coh_fail(err, COH_INPUT,
                 "there is no student column '%.40s': --student names it",
                 t->run->student);
        coh_error_context(err, "%s: ", coh_rows_name(rows));
        return -1;
    }
    if (start_names(t, p->name < rows->header.n, err))
        return -1;
    for (;;) {
        if (coh_rows_next(rows, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        if (read_tidy_row(t, rows, p, &rec, err))
            return -1;
    }
}

/* ---- a row a student, a column an item ---- */

static int
may_be_item(const struct coh_rows *rows, const struct places *p, size_t column)
{
    return column != rows->student && column != p->assessment &&
           column != p->form && column != p->date && column != p->attempt &&
           column != p->name && !coh_name_is_id(rows->header.name[column]);
}

/* Which columns were taken, where nobody named them. */
static int
say_columns(struct coh_items *t, const struct coh_rows *rows,
            const struct coh_columns *c, struct coh_error *err)
{
    struct coh_text names = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = -1;

    for (i = 0; i < c->n && i < 8; i++) {
        struct coh_span name = rows->header.name[c->at[i]];

        if (coh_text_format(&names, err, "%s%s", i ? ", " : "",
                            coh_quote(name.bytes, name.length, quoted)))
            goto out;
    }
    rc = coh_notes_add(&t->run->notes, COH_NOTE_FACT, NULL, err,
                       "%s: %zu columns are taken for items (%s%s): --value "
                       "names others",
                       coh_rows_name(rows), c->n, coh_text_get(&names),
                       c->n > 8 ? ", …" : "");
out:
    coh_text_release(&names);
    return rc;
}

/* The items of --key where there is one, else what looks like scores. */
static int
choose_columns(struct coh_items *t, struct coh_rows *rows,
               const struct places *p, const struct coh_table *table,
               struct coh_columns *c, struct coh_error *err)
{
    struct coh_items_where where = {coh_span_of(""), coh_span_of(""),
                                    coh_span_of(""), 0};
    size_t i, at;

    c->at = coh_alloc_array(rows->header.n, sizeof(*c->at), err);
    if (!c->at)
        return -1;
    for (i = 0; i < rows->header.n; i++) {
        where.item = rows->header.name[i];
        at = 0;
        if (may_be_item(rows, p, i) &&
            (t->keys.path ? coh_items_map_next(&t->keys, &where, &at)
                          : coh_scores_look_so(table, i)))
            c->at[c->n++] = i;
    }
    if (!c->n && table->rows) {
        coh_fail(err, COH_INPUT,
                 "no column 'item', and no column looks like an item: --value "
                 "names those of a gradebook");
        coh_error_context(err, "%s: ", coh_rows_name(rows));
        return -1;
    }
    return c->n && !t->keys.path ? say_columns(t, rows, c, err) : 0;
}

static int
read_wide_cell(struct coh_items *t, struct coh_rows *rows,
               const struct coh_table *table, size_t at, size_t column,
               const struct coh_items_row *like, struct coh_error *err)
{
    struct coh_span cell = coh_span_trim(coh_table_cell(table, at, column));
    struct coh_items_row *row = add_row(t, err);

    if (!row)
        return -1;
    *row = *like;
    if (coh_items_word(t, rows->header.name[column], &row->item, err))
        return -1;
    if (!t->keys.path)
        return read_points(t, rows, row->line, cell, &row->score, err);
    if (coh_span_is(cell, "NA"))
        cell = coh_span_of("");
    t->has_response |= cell.length > 0;
    return coh_items_word(t, cell, &row->response, err);
}

static int
read_wide_row(struct coh_items *t, struct coh_rows *rows,
              const struct places *p, const struct coh_table *table, size_t at,
              const struct coh_columns *c, struct coh_error *err)
{
    struct coh_record rec = {.n = table->header.n,
                             .cell = &table->cell[at * table->header.n],
                             .line = table->line[at]};
    struct coh_items_row like = {.score = NAN, .full = NAN, .unexcused = 1};
    struct coh_span id = cell_of(&rec, rows->student);
    char line[40];
    size_t i;

    if (rows->student == rows->header.n) {
        snprintf(line, sizeof(line), "line %zu", rec.line);
        id = coh_span_of(line);
    } else if (!id.length) {
        return note(t, rows, rec.line, COH_NOTE_LOOK,
                    "rows without a student are left out", err);
    }
    like.line = rec.line;
    if (find_student(t, id, cell_of(&rec, p->name), &like.student, err) ||
        coh_items_word(t, cell_of(&rec, p->assessment), &like.assessment,
                       err) ||
        coh_items_word(t, cell_of(&rec, p->form), &like.form, err) ||
        coh_items_word(t, cell_of(&rec, p->date), &like.date, err) ||
        coh_items_word(t, cell_of(&rec, p->attempt), &like.attempt, err))
        return -1;
    for (i = 0; i < c->n; i++)
        if (read_wide_cell(t, rows, table, at, c->at[i], &like, err))
            return -1;
    return 0;
}

static int
read_wide(struct coh_items *t, struct coh_rows *rows, const struct places *p,
          const char *value, struct coh_error *err)
{
    struct coh_table table = COH_TABLE_INIT;
    struct coh_columns c = COH_COLUMNS_INIT;
    size_t i;
    int rc = -1;

    t->wide = 1;
    if ((value && coh_rows_columns(rows, value, &c, err)) ||
        coh_rows_table(rows, &table, err) ||
        (!value && choose_columns(t, rows, p, &table, &c, err)) ||
        start_names(t, p->name < rows->header.n, err))
        goto out;
    for (i = 0; i < table.rows; i++)
        if (read_wide_row(t, rows, p, &table, i, &c, err))
            goto out;
    rc = 0;
out:
    coh_columns_release(&c);
    coh_table_release(&table);
    return rc;
}

int
coh_items_read(struct coh_items *t, struct coh_rows *rows, const char *value,
               struct coh_error *err)
{
    const struct coh_header *h = &rows->header;
    struct places p = {
        .assessment = coh_header_seek(h, coh_span_of("assessment")),
        .form = coh_header_seek(h, coh_span_of("form")),
        .item = coh_header_seek(h, coh_span_of("item")),
        .measure = coh_header_seek(h, coh_span_of("measure")),
        .key = coh_header_seek(h, coh_span_of("key")),
        .response = coh_header_seek(h, coh_span_of("response")),
        .date = coh_header_seek(h, coh_span_of("date")),
        .attempt = coh_header_seek(h, coh_span_of("attempt")),
        .score = coh_header_seek(h, coh_span_of("score")),
        .full = coh_header_seek(h, coh_span_of("max_score")),
        .status = coh_header_seek(h, coh_span_of("status")),
        .name = coh_header_seek(h, coh_span_of("name")),
    };

    t->run = rows->run;
    t->has_form = p.form < h->n;
    if (p.item < h->n && !value && (p.score < h->n || p.response < h->n))
        return read_tidy(t, rows, &p, err);
    return read_wide(t, rows, &p, value, err);
}
