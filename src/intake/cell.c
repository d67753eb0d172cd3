/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/cell.h"

#include <string.h>

#include "cell/cell-excel.h"
#include "cell/cell-grade.h"

static int
fits_code(struct coh_span s, const struct coh_layout_code *code)
{
    if (code->is_blank)
        return 0;
    return code->like ? coh_pattern_match(code->like, s)
                      : coh_span_equal(s, code->text);
}

int
coh_cell_code(struct coh_span s, const struct coh_layout_result *rule,
              enum coh_status *status)
{
    size_t i, at, n = rule ? rule->codes : 0;

    /* Its own codes first, then those of all results. */
    for (i = 0; i < n; i++) {
        at = (i + rule->inherited) % n;
        if (fits_code(s, &rule->code[at])) {
            *status = rule->code[at].status;
            return 0;
        }
    }
    return -1;
}

static struct coh_span
without_suffix(struct coh_span s, const struct coh_layout_result *rule)
{
    size_t n = rule && rule->manner.suffix ? strlen(rule->manner.suffix) : 0;

    if (n && s.length > n &&
        !memcmp(s.bytes + s.length - n, rule->manner.suffix, n))
        s.length -= n;
    return s;
}

static int
set_number(struct coh_span s, struct coh_cell *out)
{
    int rc = coh_cell_number(s, out->score);

    if (rc > 0)
        out->keep_raw = 1;
    return rc < 0 ? -1 : 0;
}

/* Where `/` or `out of` stands, and its length in *n; 0 when it does not. */
static size_t
find_fraction(struct coh_span s, size_t *n)
{
    static const char word[] = "out of";
    size_t i;

    for (i = 1; i < s.length; i++) {
        *n = s.bytes[i] == '/' ? 1 : sizeof(word) - 1;
        if (*n == 1 ||
            (s.length - i > *n &&
             coh_span_is_caseless((struct coh_span){s.bytes + i, *n}, word)))
            return i;
    }
    return 0;
}

/* `7 / 10`, `7 out of 10` */
static int
set_fraction(struct coh_span s, struct coh_cell *out)
{
    size_t n = 0, at = find_fraction(s, &n);
    struct coh_span score = {s.bytes, at}, max;

    if (!at)
        return -1;
    max = (struct coh_span){s.bytes + at + n, s.length - at - n};
    if (coh_cell_number(score, out->score) < 0 ||
        coh_cell_number(max, out->max_score) < 0) {
        out->score[0] = out->max_score[0] = '\0';
        return -1;
    }
    out->keep_raw = 1;
    return 0;
}

static int
set_percent(struct coh_span s, struct coh_cell *out)
{
    if (s.length < 2 || s.bytes[s.length - 1] != '%')
        return -1;
    s.length--;
    if (set_number(s, out))
        return -1;
    out->percent = 1;
    out->keep_raw = 1;
    return 0;
}

/* A number behind which a grade stands: `85.12 B+`, `17/20 (B+)`. */
static int
set_graded(struct coh_span s, struct coh_cell *out)
{
    struct coh_span number = {s.bytes, s.length - coh_cell_grade_length(s)};

    if (number.length == s.length ||
        (set_number(number, out) && set_fraction(number, out) &&
         set_percent(number, out)))
        return -1;
    out->level = coh_cell_grade(s);
    out->keep_raw = 1;
    return 0;
}

static int
is_of_a_word(char c)
{
    return (c & 0x80) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == ' ' || c == '-' || c == '/';
}

/* `STRATEGIC 91%`. Without the percent sign the number may be anything: `Level
 * 3` is no score of 3. */
static int
set_levelled(struct coh_span s, struct coh_cell *out)
{
    struct coh_span level = s, number;
    size_t i = 0;

    while (i < s.length && is_of_a_word(s.bytes[i]))
        i++;
    level.length = i;
    number = (struct coh_span){s.bytes + i, s.length - i};
    level = coh_blank_trim(level);
    if (level.length < 2 || level.length == i ||
        (level.bytes[0] >= 'a' && level.bytes[0] <= 'z') ||
        level.bytes[level.length - 1] == '-' ||
        level.bytes[level.length - 1] == '/' || set_percent(number, out))
        return -1;
    out->level = level;
    return 0;
}

static int
set_letter(struct coh_span s, int flags, struct coh_cell *out)
{
    if (!(flags & COH_CELL_LETTERS) || !coh_cell_grade_is(s))
        return -1;
    out->level = s;
    out->keep_raw = 1;
    return 0;
}

/* What is no score and no word that anybody declared. */
static enum coh_status
judge(struct coh_span s, struct coh_cell *out)
{
    if (!coh_cell_bound_read(s, &out->bound)) {
        out->percent = out->bound.percent;
        if (out->bound.of_count)
            return COH_STATUS_SUPPRESSED;
        return out->bound.side == COH_BOUND_BELOW ? COH_STATUS_CENSORED_LOW
                                                  : COH_STATUS_CENSORED_HIGH;
    }
    out->bound = (struct coh_cell_bound){.side = COH_BOUND_NONE};
    return coh_cell_excel_is_damage(s) ? COH_STATUS_CORRUPT_EXCEL
                                       : COH_STATUS_UNPARSED;
}

void
coh_cell_read(struct coh_span s, const struct coh_layout_result *rule,
              int flags, struct coh_cell *out)
{
    *out = (struct coh_cell){.status = COH_STATUS_SCORED, .level = {"", 0}};
    s = coh_blank_trim(s);
    if (!s.length) {
        out->status = COH_STATUS_MISSING;
        return;
    }
    /* A code that means `scored` is for other columns: here it is no score. */
    if (!coh_cell_code(s, rule, &out->status) &&
        out->status != COH_STATUS_SCORED) {
        out->keep_raw = 1;
        return;
    }
    if (!set_number(without_suffix(s, rule), out))
        return;
    if (coh_blank_is_word(s)) {
        out->keep_raw = 1;
        out->status = COH_STATUS_MISSING;
        return;
    }
    if (!set_fraction(s, out) || !set_percent(s, out) || !set_graded(s, out) ||
        !set_levelled(s, out) || !set_letter(s, flags, out))
        return;
    out->keep_raw = 1;
    out->status = judge(s, out);
}

void
coh_cell_score(struct coh_span s, const struct coh_layout_result *rule,
               struct coh_cell *out)
{
    coh_cell_read(s, rule, 0, out);
}

int
coh_cell_points(struct coh_cell *cell, struct coh_span max_score)
{
    const struct coh_decimal hundredth = {.mantissa = 1, .scale = 2};
    struct coh_decimal d, max;

    if (coh_decimal_parse(coh_span_of(cell->score), &d) != COH_NUMBER_EXACT ||
        coh_decimal_parse(max_score, &max) != COH_NUMBER_EXACT ||
        max.mantissa <= 0 || coh_decimal_multiply(d, max, &d) ||
        coh_decimal_multiply(d, hundredth, &d))
        return -1;
    coh_decimal_text(coh_decimal_reduce(d), cell->score);
    return 0;
}
