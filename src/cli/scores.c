/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/scores.h"

#include <stdio.h>

#include "table/table.h"

/* ---- which columns ---- */

static int
ends_in(struct coh_span name, const char *word)
{
    struct coh_span w = coh_span_of(word), tail;
    char before;

    if (name.length < w.length)
        return 0;
    tail.bytes = name.bytes + name.length - w.length;
    tail.length = w.length;
    if (!coh_span_is_caseless(tail, word))
        return 0;
    /* A word of its own, by a separator or by a capital: not "paid". */
    before = name.length > w.length ? tail.bytes[-1] : ' ';
    return before == ' ' || before == '_' || before == '-' || before == '.' ||
           (tail.bytes[0] >= 'A' && tail.bytes[0] <= 'Z');
}

static int
may_be_score(const struct coh_scores *s, size_t column)
{
    struct coh_span name = s->rows.header.name[column];

    return column != s->rows.student && !coh_columns_have(&s->by, column) &&
           !ends_in(name, "id") && !ends_in(name, "date");
}

static int
is_missing(struct coh_span cell)
{
    return !cell.length || coh_span_is(cell, "NA");
}

int
coh_scores_look_so(const struct coh_table *t, size_t column)
{
    size_t i, numbers = 0, others = 0;
    struct coh_span c;

    for (i = 0; i < t->rows; i++) {
        c = coh_span_trim(coh_table_cell(t, i, column));
        if (is_missing(c))
            continue;
        if (coh_value_parse(c).number == COH_NUMBER_NOT)
            others++;
        else if (c.length > 1 && c.bytes[0] == '0' && c.bytes[1] >= '0' &&
                 c.bytes[1] <= '9')
            return 0;
        else
            numbers++;
    }
    return numbers > 0 && numbers >= others;
}

/* Read ahead; the rows are handed out again by coh_scores_next. */
static int
look_ahead(struct coh_scores *s, struct coh_error *err)
{
    struct coh_record rec;
    const char *name = NULL, *now;

    s->seen = coh_alloc_array(1, sizeof(*s->seen), err);
    if (!s->seen)
        return -1;
    *s->seen = (struct coh_table)COH_TABLE_INIT;
    s->seen_name = coh_alloc_array(COH_SCORES_SEEN, sizeof(*s->seen_name), err);
    if (!s->seen_name || coh_header_copy(&s->seen->header, s->rows.header.name,
                                         s->rows.header.n, err))
        return -1;
    while (s->seen->rows < COH_SCORES_SEEN) {
        if (coh_rows_next(&s->rows, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        now = coh_rows_name(&s->rows);
        if (!name || !coh_span_is(coh_span_of(now), name))
            name = coh_arena_text(&s->seen->arena, now, coh_span_of(now).length,
                                  err);
        if (!name)
            return -1;
        s->seen_name[s->seen->rows] = name;
        if (coh_table_add(s->seen, &rec, err))
            return -1;
    }
    return 0;
}

static int
choose_values(struct coh_scores *s, struct coh_error *err)
{
    size_t i, n = s->rows.header.n;

    s->value.at = coh_alloc_array(n, sizeof(*s->value.at), err);
    if (!s->value.at)
        return -1;
    if (s->status < n) {
        s->value.at[s->value.n++] = coh_scores_column(s, "score");
        return 0;
    }
    if (look_ahead(s, err))
        return -1;
    for (i = 0; i < n; i++)
        if (may_be_score(s, i) && coh_scores_look_so(s->seen, i))
            s->value.at[s->value.n++] = i;
    if (!s->value.n && s->seen->rows)
        return coh_fail(err, COH_INPUT,
                        "%s: no column looks like scores: name one with "
                        "--value",
                        s->seen_name[0]);
    return 0;
}

int
coh_scores_open(struct coh_scores *s, struct coh_run *run, const char *value,
                const char *by, struct coh_error *err)
{
    size_t n;

    if (coh_rows_open(&s->rows, run, err) ||
        coh_rows_columns(&s->rows, by, &s->by, err))
        return -1;
    n = s->rows.header.n;
    s->status = coh_scores_column(s, "status");
    if (coh_scores_column(s, "score") == n)
        s->status = n;
    if (value ? coh_rows_columns(&s->rows, value, &s->value, err)
              : choose_values(s, err))
        return -1;
    s->score = coh_alloc_array(s->value.n, sizeof(*s->score), err);
    s->group = coh_alloc_array(s->by.n, sizeof(*s->group), err);
    return s->score && s->group ? 0 : -1;
}

/* ---- rows ---- */

static int
not_a_number(struct coh_scores *s, size_t column, struct coh_span cell,
             struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE], name[COH_QUOTE_SIZE];
    char place[COH_QUOTE_SIZE + 40];
    struct coh_span header = s->rows.header.name[column];

    s->told = 1;
    snprintf(place, sizeof(place), "line %zu: '%s'", s->rec.line,
             coh_quote(cell.bytes, cell.length, quoted));
    return coh_notes_add(&s->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "%s: column '%s': not a number, counted as missing",
                         s->file, coh_quote(header.bytes, header.length, name));
}

static int
next_record(struct coh_scores *s, struct coh_error *err)
{
    size_t at = s->next_seen;

    if (!s->seen || at >= s->seen->rows) {
        if (coh_rows_next(&s->rows, &s->rec, err))
            return -1;
        s->file = coh_rows_name(&s->rows);
        return 0;
    }
    s->rec = (struct coh_record){.n = s->rows.header.n};
    s->rec.cell = &s->seen->cell[at * s->rec.n];
    s->rec.line = s->seen->line[at];
    s->file = s->seen_name[at];
    s->next_seen++;
    return 0;
}

int
coh_scores_next(struct coh_scores *s, struct coh_error *err)
{
    struct coh_span cell;
    int scored;
    size_t i;

    s->told = 0;
    if (next_record(s, err))
        return -1;
    if (s->rec.end)
        return 0;
    for (i = 0; i < s->by.n; i++)
        s->group[i] = coh_span_trim(s->rec.cell[s->by.at[i]]);
    scored = s->status == s->rec.n ||
             coh_span_is(coh_scores_cell(s, s->status), "scored");
    for (i = 0; i < s->value.n; i++) {
        s->score[i] = (struct coh_value){.number = COH_NUMBER_NOT};
        cell = coh_span_trim(s->rec.cell[s->value.at[i]]);
        if (!scored || is_missing(cell))
            continue;
        s->score[i] = coh_value_parse(cell);
        if (s->score[i].number == COH_NUMBER_NOT &&
            not_a_number(s, s->value.at[i], cell, err))
            return -1;
    }
    return 0;
}

size_t
coh_scores_column(const struct coh_scores *s, const char *name)
{
    return coh_header_seek(&s->rows.header, coh_span_of(name));
}

struct coh_span
coh_scores_cell(const struct coh_scores *s, size_t column)
{
    if (column >= s->rec.n)
        return coh_span_of(NULL);
    return coh_span_trim(s->rec.cell[column]);
}

struct coh_value
coh_scores_number(const struct coh_scores *s, size_t column)
{
    return coh_value_parse(coh_scores_cell(s, column));
}

void
coh_scores_release(struct coh_scores *s)
{
    coh_columns_release(&s->value);
    coh_columns_release(&s->by);
    coh_free(s->score);
    coh_free(s->group);
    if (s->seen)
        coh_table_release(s->seen);
    coh_free(s->seen);
    coh_free(s->seen_name);
    coh_rows_release(&s->rows);
    *s = (struct coh_scores)COH_SCORES_INIT;
}
