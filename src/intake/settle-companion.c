/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/settle.h"

#include <stdio.h>
#include <string.h>

#include "base/blank.h"
#include "base/hash.h"

static int
note_column(const struct coh_settle *s, struct coh_span column,
            struct coh_span cell, enum coh_note_level level, const char *what,
            struct coh_error *err)
{
    char place[COH_QUOTE_SIZE + 60], quoted[COH_QUOTE_SIZE];
    char title[COH_QUOTE_SIZE];

    snprintf(place, sizeof(place), "line %zu: '%s'", s->line,
             coh_quote(cell.bytes, cell.length, quoted));
    return coh_notes_add(s->job->notes, level, place, err,
                         "%s: column '%s': %s", coh_reader_name(s->job->reader),
                         coh_quote(column.bytes, column.length, title), what);
}

int
coh_settle_note(const struct coh_settle *s, struct coh_span cell,
                enum coh_note_level level, const char *what,
                struct coh_error *err)
{
    return note_column(s, s->r->title, cell, level, what, err);
}

int
coh_settle_code(const struct coh_settle *s, struct coh_span text,
                enum coh_status *status)
{
    if (!text.length)
        return -1;
    if (!coh_cell_code(text, s->r->rule, status))
        return 0;
    return s->r->rule->manner.words ? coh_cell_status_word(text, status) : -1;
}

/* One date serves most results of a record: it is said once, of its column. */
static int
note_date(struct coh_settle *s, struct coh_span text, enum coh_note_level level,
          const char *what, struct coh_error *err)
{
    const struct coh_plan_field *f = &s->r->field[COH_RESULT_DATE];
    const uint64_t hash = coh_hash64(1, text.bytes, text.length);
    struct coh_span title = s->r->title;
    size_t i;

    if (s->job->said_line == s->line && s->job->said_date == hash)
        return 0;
    s->job->said_line = s->line;
    s->job->said_date = hash;
    for (i = 0; i < f->n; i++)
        if (f->at[i].n == 1 && f->at[i].piece[0].kind == COH_PIECE_CELL) {
            title = s->job->header.name[f->at[i].piece[0].column];
            break;
        }
    return note_column(s, title, text, level, what, err);
}

int
coh_settle_date(struct coh_settle *s, struct coh_error *err)
{
    struct coh_span *cell = &s->out.cell[COH_RESULT_DATE], text = *cell;
    const enum coh_date_form form = s->job->layout->date_form;
    struct coh_date_written written;
    coh_date date;

    if (!text.length || s->job->options->set[COH_RESULT_DATE])
        return 0;
    *cell = coh_span_of("");
    written = coh_last_date(&s->job->last, text, form);
    switch (coh_date_order_tell_written(&written, s->job->order, &date)) {
    case COH_DATE_IS_DAY:
        *cell = coh_span_of(coh_date_text(date, s->iso));
        return 0;
    case COH_DATE_IS_PERIOD:
        if (!s->out.cell[COH_RESULT_TERM].length)
            s->out.cell[COH_RESULT_TERM] =
                coh_date_period(text, form, s->period);
        return note_date(s, text, COH_NOTE_FACT,
                         "a month, quarter or year, and no day: the date is "
                         "left blank",
                         err);
    case COH_DATE_IS_BLANK:
        return 0;
    case COH_DATE_IS_EITHER:
    case COH_DATE_IS_NOT:
        break;
    }
    return note_date(s, text, COH_NOTE_LOOK, "not a date, left blank", err);
}

enum coh_mark
coh_settle_mark(const struct coh_settle *s, struct coh_span text)
{
    struct coh_mark_evidence own = {0, 0};

    if (s->r->mark != COH_MARK_UNKNOWN)
        return s->r->mark;
    coh_cell_mark_look(text, &own);
    return coh_cell_mark(&own);
}

/* Companion numbers: what is none is left blank and said. */
int
coh_settle_number(struct coh_settle *s, int field, char text[COH_NUMBER_SIZE],
                  struct coh_error *err)
{
    struct coh_span *cell = &s->out.cell[field], given = *cell;
    char plain[COH_PLAIN_SIZE];
    struct coh_cell number;

    if (!given.length)
        return 0;
    coh_cell_score(coh_cell_plain(given, coh_settle_mark(s, given), plain),
                   NULL, &number);
    *cell = coh_span_of("");
    if (number.status == COH_STATUS_MISSING)
        return 0;
    if (number.status != COH_STATUS_SCORED)
        return coh_settle_note(
            s, given, COH_NOTE_LOOK,
            "a maximum or standard error that is not a number, "
            "left blank",
            err);
    memcpy(text, number.score, COH_NUMBER_SIZE);
    *cell = coh_span_of(text);
    return 0;
}

/* 0 and 100 are no percentile ranks, but some vendors print them. */
static int
is_0_or_100(const char *number)
{
    return !strcmp(number, "0") || !strcmp(number, "100");
}

int
coh_settle_percentile(struct coh_settle *s, struct coh_error *err)
{
    struct coh_span *cell = &s->out.cell[COH_RESULT_PERCENTILE], text = *cell;
    char plain[COH_PLAIN_SIZE];
    struct coh_percentile p;
    enum coh_status status;

    coh_cell_percentile(coh_cell_plain(text, coh_settle_mark(s, text), plain),
                        &p);
    *cell = coh_span_of("");
    if (p.kind == COH_PERCENTILE_MISSING)
        return 0;
    if (p.kind == COH_PERCENTILE_RANK ||
        (p.kind == COH_PERCENTILE_OUTSIDE && is_0_or_100(p.number))) {
        memcpy(s->percentile, p.number, sizeof(s->percentile));
        *cell = coh_span_of(s->percentile);
        return 0;
    }
    if (p.kind == COH_PERCENTILE_OUTSIDE)
        return coh_settle_note(
            s, text, COH_NOTE_LOOK,
            "a percentile that is not from 1 to 99, left blank", err);
    if (p.kind == COH_PERCENTILE_WORD && !coh_settle_code(s, text, &status)) {
        if (!s->score.length && s->cell.status == COH_STATUS_MISSING) {
            s->cell.status = status;
            s->out.cell[COH_RESULT_RAW] = text;
            return 0;
        }
        return coh_settle_note(
            s, text, COH_NOTE_FACT,
            "a status where a percentile is expected, left blank "
            "beside the score",
            err);
    }
    return coh_settle_note(s, text, COH_NOTE_FACT,
                           "not one percentile, left blank", err);
}
