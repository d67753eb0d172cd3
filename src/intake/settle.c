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

static int
note_cell(const struct coh_settle *s, struct coh_span cell,
          enum coh_note_level level, const char *what, struct coh_error *err)
{
    return note_column(s, s->r->title, cell, level, what, err);
}

int
coh_settle_is_blank(const struct coh_layout_result *rule, struct coh_span text)
{
    size_t i;

    for (i = 0; i < rule->codes; i++)
        if (rule->code[i].is_blank && text.length &&
            (rule->code[i].like ? coh_pattern_match(rule->code[i].like, text)
                                : coh_span_equal(rule->code[i].text, text)))
            return 1;
    return 0;
}

/* A status by the rule's codes, or by plain English words where it asks. */
static int
code_of(const struct coh_settle *s, struct coh_span text,
        enum coh_status *status)
{
    if (!text.length)
        return -1;
    if (!coh_cell_code(text, s->r->rule, status))
        return 0;
    return s->r->rule->manner.words ? coh_cell_status_word(text, status) : -1;
}

/* ---- dates and companion numbers ---- */

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

static int
settle_date(struct coh_settle *s, struct coh_error *err)
{
    struct coh_span *cell = &s->out.cell[COH_RESULT_DATE], text = *cell;
    coh_date date;

    if (!text.length || s->job->options->set[COH_RESULT_DATE])
        return 0;
    *cell = coh_span_of("");
    switch (coh_date_order_tell(text, s->job->order, s->job->layout->date_form,
                                &date)) {
    case COH_DATE_IS_DAY:
        *cell = coh_span_of(coh_date_text(date, s->iso));
        return 0;
    case COH_DATE_IS_PERIOD:
        if (!s->out.cell[COH_RESULT_TERM].length)
            s->out.cell[COH_RESULT_TERM] =
                coh_date_period(text, s->job->layout->date_form, s->period);
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

/* The column's mark; where it has none, what the number itself shows. */
static enum coh_mark
mark_of(const struct coh_settle *s, struct coh_span text)
{
    struct coh_mark_evidence own = {0, 0};

    if (s->r->mark != COH_MARK_UNKNOWN)
        return s->r->mark;
    coh_cell_mark_look(text, &own);
    return coh_cell_mark(&own);
}

/* Companion numbers: what is none is left blank and said. */
static int
settle_number(struct coh_settle *s, int field, char text[COH_NUMBER_SIZE],
              struct coh_error *err)
{
    struct coh_span *cell = &s->out.cell[field], given = *cell;
    char plain[COH_PLAIN_SIZE];
    struct coh_cell number;

    if (!given.length)
        return 0;
    coh_cell_score(coh_cell_plain(given, mark_of(s, given), plain), NULL,
                   &number);
    *cell = coh_span_of("");
    if (number.status == COH_STATUS_MISSING)
        return 0;
    if (number.status != COH_STATUS_SCORED)
        return note_cell(s, given, COH_NOTE_LOOK,
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

static int
settle_percentile(struct coh_settle *s, struct coh_error *err)
{
    struct coh_span *cell = &s->out.cell[COH_RESULT_PERCENTILE], text = *cell;
    struct coh_percentile p;
    enum coh_status status;

    if (!text.length)
        return 0;
    coh_cell_percentile(text, &p);
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
        return note_cell(s, text, COH_NOTE_LOOK,
                         "a percentile that is not from 1 to 99, left blank",
                         err);
    if (p.kind == COH_PERCENTILE_WORD && !code_of(s, text, &status)) {
        if (!s->score.length && s->cell.status == COH_STATUS_MISSING) {
            s->cell.status = status;
            s->out.cell[COH_RESULT_RAW] = text;
            return 0;
        }
        return note_cell(s, text, COH_NOTE_FACT,
                         "a status where a percentile is expected, left blank "
                         "beside the score",
                         err);
    }
    return note_cell(s, text, COH_NOTE_FACT, "not one percentile, left blank",
                     err);
}

/* ---- the score ---- */

/* "85.12 B+" has its level in the score's cell; a level may be a code. */
static void
settle_level(struct coh_settle *s)
{
    struct coh_span *level = &s->out.cell[COH_RESULT_LEVEL];
    enum coh_status status;

    if (coh_blank_is_word(*level))
        *level = coh_span_of("");
    if (!level->length)
        *level = s->cell.level;
    if (code_of(s, *level, &status))
        return;
    if (!s->score.length && s->cell.status == COH_STATUS_MISSING) {
        s->cell.status = status;
        s->out.cell[COH_RESULT_RAW] = *level;
    }
    *level = coh_span_of("");
}

/* The end of a range that the rule asks for; what is no range stays. */
static void
take_range(struct coh_settle *s)
{
    const enum coh_layout_end end = s->r->rule->manner.range;

    if (end && !coh_cell_range(s->score, s->range[0], s->range[1])) {
        s->out.cell[COH_RESULT_RAW] = s->score;
        s->score = coh_span_of(s->range[end == COH_RANGE_HIGH]);
    }
}

/* A text that is worth a score by the rule: + is 1. */
static int
take_value(struct coh_settle *s)
{
    const struct coh_layout_result *rule = s->r->rule;
    int judged = rule->manner.judged && !s->score.length;
    struct coh_span text = coh_span_trim(judged ? s->response : s->score);
    size_t i;

    for (i = 0; i < rule->values; i++)
        if (coh_span_equal(text, rule->value[i].text)) {
            coh_cell_score(coh_span_of(rule->value[i].number), NULL, &s->cell);
            s->cell.keep_raw = !judged;
            if (judged && !s->out.cell[COH_RESULT_MAX_SCORE].length)
                s->out.cell[COH_RESULT_MAX_SCORE] = coh_span_of("1");
            return 1;
        }
    return 0;
}

/* Right or wrong, by the key; an answer without a key waits for one. */
static void
take_by_key(struct coh_settle *s)
{
    struct coh_span answer = coh_span_trim(s->response);
    enum coh_status status = COH_STATUS_MISSING;

    s->cell = (struct coh_cell){.status = COH_STATUS_MISSING};
    if (!answer.length)
        return;
    if (!code_of(s, answer, &status)) {
        s->cell.status = status;
        return;
    }
    s->cell.status = COH_STATUS_NOT_YET_GRADED;
    if (!s->key.length)
        return;
    s->cell.status = COH_STATUS_SCORED;
    s->cell.score[0] =
        coh_span_equal(answer, coh_span_trim(s->key)) ? '1' : '0';
    s->cell.score[1] = '\0';
    if (!s->out.cell[COH_RESULT_MAX_SCORE].length)
        s->out.cell[COH_RESULT_MAX_SCORE] = coh_span_of("1");
}

static enum coh_status
word_of(struct coh_span text)
{
    enum coh_status status = COH_STATUS_UNPARSED;

    return coh_cell_status_word(text, &status) ? COH_STATUS_UNPARSED : status;
}

static void
read_cell(struct coh_settle *s)
{
    const struct coh_layout_manner *m = &s->r->rule->manner;
    enum coh_status status;

    if (m->by_key && !s->score.length) {
        take_by_key(s);
        return;
    }
    take_range(s);
    if (take_value(s))
        return;
    coh_cell_read(coh_cell_plain(s->score, s->r->mark, s->plain), s->r->rule,
                  m->grades ? COH_CELL_LETTERS : 0, &s->cell);
    if (s->cell.status == COH_STATUS_UNPARSED && m->words)
        s->cell.status = word_of(s->score);
    if (m->judged && !s->score.length && s->response.length)
        s->cell.status =
            code_of(s, s->response, &status) ? COH_STATUS_UNPARSED : status;
    if (s->unreadable)
        s->cell =
            (struct coh_cell){.status = COH_STATUS_UNPARSED, .keep_raw = 1};
    if (!s->score.length && m->unscored >= 0 && s->response.length)
        s->cell.status = (enum coh_status)m->unscored;
}

/* ---- the status ---- */

/* A status word beside the score: the first alternative that is one. */
static int
find_status(struct coh_settle *s, struct coh_span *text,
            enum coh_status *status, int *found, struct coh_error *err)
{
    const struct coh_plan_field *f = &s->r->field[COH_FIELD_STATUS_IN];
    size_t i;

    *found = 0;
    for (i = 0; i < f->n && !*found; i++) {
        if (coh_template_fill(&f->at[i], &s->job->row,
                              &s->job->field[COH_FIELD_STATUS_IN], text, err))
            return -1;
        *found = !code_of(s, *text, status);
    }
    return 0;
}

/* The bytes of its first characters that are kept beside another text. */
static int
shown(struct coh_span s)
{
    enum { MOST = 70 };

    return (int)(s.length <= MOST ? s.length : coh_utf8_valid(s.bytes, MOST));
}

/* The status that another column gives. A ceiling may stand beside a score;
 * any other one says that there is none, and what stands there is kept. */
static int
settle_beside(struct coh_settle *s, struct coh_error *err)
{
    struct coh_span *level = &s->out.cell[COH_RESULT_LEVEL], text;
    enum coh_status status = COH_STATUS_SCORED;
    int found;

    if (find_status(s, &text, &status, &found, err))
        return -1;
    if (!found || status == COH_STATUS_SCORED)
        return 0;
    if (coh_span_equal(*level, text))
        *level = coh_span_of("");
    s->out.cell[COH_RESULT_RAW] = text;
    if (s->score.length && !coh_blank_is_word(s->score) &&
        !coh_span_equal(s->score, text)) {
        snprintf(s->raw, sizeof(s->raw), "%.*s: %.*s", shown(text), text.bytes,
                 shown(s->score), s->score.bytes);
        s->out.cell[COH_RESULT_RAW] = coh_span_of(s->raw);
    }
    s->cell.status = status;
    return 0;
}

/* What the file says of the result and what the cell shows, as one status.
 * Where they contradict each other nothing is a score, and it is said. */
static int
settle_told(struct coh_settle *s, struct coh_error *err)
{
    struct coh_span told = s->out.cell[COH_RESULT_STATUS], text = s->score;
    int by_level = !text.length && s->out.cell[COH_RESULT_LEVEL].length > 0;
    int status = (int)s->cell.status;
    const char *what = NULL;
    enum coh_status code;

    if (told.length)
        status = code_of(s, told, &code) ? coh_status_find(told) : (int)code;
    if (status < 0) {
        status = COH_STATUS_UNPARSED;
        s->cell.keep_raw = text.length > 0;
        what = "not a known status, kept as unparsed";
        text = told;
    } else if (by_level && !told.length && status == COH_STATUS_MISSING) {
        status = COH_STATUS_SCORED; /* a level alone is a result too */
    } else if (told.length && status == COH_STATUS_SCORED && !by_level &&
               s->cell.status != COH_STATUS_SCORED) {
        status = (int)s->cell.status;
        what = "no score, although the status is scored";
    } else if (told.length && status != COH_STATUS_SCORED && text.length &&
               status != COH_STATUS_CEILING) {
        s->cell.keep_raw = 1;
        what = "a score, although the status says that there is none";
    } else if (!told.length && status == COH_STATUS_UNPARSED &&
               (text.length || s->r->rule->manner.unscored < 0)) {
        what = "not a score, kept as unparsed";
    } else if (!told.length && status == COH_STATUS_CORRUPT_EXCEL) {
        what = "a spreadsheet changed what stood here, kept as corrupt";
    }
    s->cell.status = (enum coh_status)status;
    return what ? note_cell(s, text, COH_NOTE_LOOK, what, err) : 0;
}

/* "51%" of a known maximum is that many points; else it stays a percent. */
static void
settle_percent(struct coh_settle *s)
{
    const struct coh_decimal hundredth = {.mantissa = 1, .scale = 2};
    struct coh_decimal percent, max;

    if (!s->cell.percent)
        return;
    if (coh_decimal_parse(coh_span_of(s->cell.score), &percent) ==
            COH_NUMBER_EXACT &&
        coh_decimal_parse(s->out.cell[COH_RESULT_MAX_SCORE], &max) ==
            COH_NUMBER_EXACT &&
        !coh_decimal_multiply(percent, max, &percent) &&
        !coh_decimal_multiply(percent, hundredth, &percent))
        coh_decimal_text(coh_decimal_reduce(percent), s->cell.score);
    else
        s->out.cell[COH_RESULT_SCALE] = coh_span_of("percent");
}

/* Scores that cannot be, or can hardly be: taken as they stand, and said. */
static int
doubt_score(struct coh_settle *s, struct coh_error *err)
{
    struct coh_decimal score, max;

    if (coh_decimal_parse(s->out.cell[COH_RESULT_SCORE], &score) !=
            COH_NUMBER_EXACT ||
        coh_decimal_parse(s->out.cell[COH_RESULT_MAX_SCORE], &max) !=
            COH_NUMBER_EXACT)
        return 0;
    if (score.mantissa < 0)
        return note_cell(s, s->score, COH_NOTE_LOOK, "a score below 0", err);
    if (coh_decimal_compare(score, max) > 0)
        return note_cell(s, s->score, COH_NOTE_FACT,
                         "a score above its maximum", err);
    return 0;
}

/* NULL and the like, unless the layout says what they mean. */
static int
is_word_for_none(const struct coh_settle *s)
{
    enum coh_status status;

    return coh_blank_is_word(s->score) && code_of(s, s->score, &status);
}

/* Is it one of those that give no result? */
static int
gives_nothing(const struct coh_settle *s)
{
    const struct coh_layout_manner *m = &s->r->rule->manner;

    if (s->out.cell[COH_RESULT_LEVEL].length ||
        s->cell.status != COH_STATUS_MISSING ||
        (s->score.length && !(m->skip_blank && is_word_for_none(s))) ||
        ((m->by_key || m->judged || m->unscored >= 0) && s->response.length))
        return 0;
    return m->skip_blank || m->unscored >= 0 ||
           (!s->r->filled && s->r->rule->column);
}

int
coh_settle(struct coh_settle *s, struct coh_error *err)
{
    struct coh_span *raw = &s->out.cell[COH_RESULT_RAW];

    if (settle_date(s, err) ||
        settle_number(s, COH_RESULT_MAX_SCORE, s->max_score, err) ||
        settle_number(s, COH_RESULT_SEM, s->sem, err))
        return -1;
    read_cell(s);
    if (settle_percentile(s, err) || settle_beside(s, err))
        return -1;
    settle_level(s);
    s->nothing = gives_nothing(s);
    if (s->nothing)
        return 0;
    if (settle_told(s, err))
        return -1;
    if (s->cell.max_score[0])
        s->out.cell[COH_RESULT_MAX_SCORE] = coh_span_of(s->cell.max_score);
    settle_percent(s);
    s->out.cell[COH_RESULT_SCORE] =
        coh_span_of(s->cell.status == COH_STATUS_SCORED ||
                            s->cell.status == COH_STATUS_CEILING
                        ? s->cell.score
                        : "");
    if (s->cell.keep_raw && !raw->length)
        *raw = s->score;
    s->out.cell[COH_RESULT_STATUS] =
        coh_span_of(coh_status_name(s->cell.status));
    return doubt_score(s, err);
}
