/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/settle.h"

#include <stdio.h>
#include <string.h>

#include "base/blank.h"
#include "base/hash.h"

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
    *level = coh_cell_plain_whole(*level, coh_settle_mark(s, *level), s->level);
    if (coh_settle_code(s, *level, &status))
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
    if (!coh_settle_code(s, answer, &status)) {
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
        s->cell.status = coh_settle_code(s, s->response, &status)
                             ? COH_STATUS_UNPARSED
                             : status;
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
        *found = !coh_settle_code(s, *text, status);
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
        status =
            coh_settle_code(s, told, &code) ? coh_status_find(told) : (int)code;
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
    return what ? coh_settle_note(s, text, COH_NOTE_LOOK, what, err) : 0;
}

/* "51%" of a known maximum is that many points; else it stays a percent. */
static void
settle_percent(struct coh_settle *s)
{
    if (!s->cell.percent ||
        !coh_cell_points(&s->cell, s->out.cell[COH_RESULT_MAX_SCORE]))
        return;
    s->out.cell[COH_RESULT_SCALE] = coh_span_of("percent");
    s->out.cell[COH_RESULT_MAX_SCORE] = coh_span_of("");
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
        return coh_settle_note(s, s->score, COH_NOTE_LOOK, "a score below 0",
                               err);
    if (coh_decimal_compare(score, max) > 0)
        return coh_settle_note(s, s->score, COH_NOTE_FACT,
                               "a score above its maximum", err);
    return 0;
}

/* NULL and the like, unless the layout says what they mean. */
static int
is_word_for_none(const struct coh_settle *s)
{
    enum coh_status status;

    return coh_blank_is_word(s->score) && coh_settle_code(s, s->score, &status);
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

    if (coh_settle_date(s, err) ||
        coh_settle_number(s, COH_RESULT_MAX_SCORE, s->max_score, err) ||
        coh_settle_number(s, COH_RESULT_SEM, s->sem, err))
        return -1;
    read_cell(s);
    if (coh_settle_percentile(s, err) || settle_beside(s, err))
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
