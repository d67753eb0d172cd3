/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: whatever stands in one, a score is a decimal and nothing else is. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "intake/cell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that does not hold stops the fuzzer. */
static void
must(int holds)
{
    if (!holds)
        abort();
}

static int
is_within(struct coh_span piece, struct coh_span text)
{
    return piece.bytes >= text.bytes &&
           piece.bytes + piece.length <= text.bytes + text.length;
}

static int
is_decimal(const char *text)
{
    struct coh_decimal d;

    return coh_decimal_parse(coh_span_of(text), &d) == COH_NUMBER_EXACT;
}

static void
check_score(struct coh_span s, int flags)
{
    struct coh_cell cell;

    coh_cell_read(s, NULL, flags, &cell);
    if (cell.status == COH_STATUS_SCORED)
        must(cell.score[0] || (flags && cell.level.length));
    else
        must(!cell.score[0] && !cell.max_score[0] && !cell.level.length);
    must(!cell.score[0] || is_decimal(cell.score));
    must(!cell.max_score[0] || is_decimal(cell.max_score));
    must(!cell.level.length || is_within(cell.level, s));
    must((cell.bound.side != COH_BOUND_NONE) ==
         (cell.status == COH_STATUS_CENSORED_LOW ||
          cell.status == COH_STATUS_CENSORED_HIGH ||
          cell.status == COH_STATUS_SUPPRESSED));
    must(cell.bound.side == COH_BOUND_NONE || is_decimal(cell.bound.number));
}

static void
check_numbers(struct coh_span s)
{
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];
    struct coh_percentile p;

    if (!coh_cell_range(s, low, high))
        must(is_decimal(low) && is_decimal(high));
    coh_cell_percentile(s, &p);
    must((p.kind == COH_PERCENTILE_MISSING || p.kind == COH_PERCENTILE_WORD) ==
         !p.number[0]);
}

/* Forms and orders: what is a day is one of the calendar, and reads back. */
static void
check_date(struct coh_span s)
{
    int order, form;

    for (form = COH_FORM_AUTO; form <= COH_FORM_EPOCH; form++)
        for (order = COH_ORDER_UNKNOWN; order <= COH_ORDER_DMY; order++) {
            struct coh_date_evidence e = {0};
            char iso[COH_DATE_SIZE];
            coh_date day, again;
            enum coh_date_outcome is = coh_date_order_tell(
                s, (enum coh_date_order)order, (enum coh_date_form)form, &day);

            coh_date_order_look_form(s, (enum coh_date_form)form, &e);
            must(e.day_first + e.month_first + e.either <= 1);
            must((is == COH_DATE_IS_DAY) == (day != COH_DATE_NONE));
            must(is != COH_DATE_IS_EITHER ||
                 (e.either == 1 && order == COH_ORDER_UNKNOWN));
            if (is != COH_DATE_IS_DAY)
                continue;
            must(!coh_date_parse(coh_span_of(coh_date_text(day, iso)), &again));
            must(again == day);
        }
}

/* The first byte parts the text in two: a period and its school year. */
static void
check_words(struct coh_span s)
{
    size_t cut = s.length ? (unsigned char)s.bytes[0] % s.length : 0;
    struct coh_span a = {s.bytes, cut}, b = {s.bytes + cut, s.length - cut};
    char term[COH_TERM_SIZE];
    enum coh_status status = COH_STATUSES;
    struct coh_span id;
    int guarded;

    must(coh_cell_term(s, term).length <= s.length + 12);
    must(coh_cell_term_of(a, b, term).length <= a.length + 12);
    if (!coh_cell_status_word(s, &status))
        must(status < COH_STATUSES && status != COH_STATUS_SCORED);
    id = coh_cell_id(s, &guarded);
    must(is_within(id, s) && (!guarded || id.length < s.length));
    (void)coh_cell_id_is_damaged(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct coh_mark_evidence marks = {0, 0};
    char plain[COH_PLAIN_SIZE];
    struct coh_span s = {(const char *)data, size};
    int mark;

    check_score(s, COH_CELL_LETTERS);
    coh_cell_mark_look(s, &marks);
    for (mark = COH_MARK_UNKNOWN; mark <= COH_MARK_COMMA; mark++)
        check_score(coh_cell_plain(s, (enum coh_mark)mark, plain), 0);
    check_numbers(s);
    check_date(s);
    check_words(s);
    return 0;
}
