/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-text.h"

#include "base/date-order.h"
#include "base/decimal.h"
#include "cell/cell-status.h"
#include "flow/mask-name.h"

enum {
    SENTENCE = 5, /* words that make a cell read as free text */
    MOST_VALUES = 12,
    MOST_DIGITS = 6,
    MARK = 3, /* the longest value that may be one student's, such as "AB" */
    FEW = 4, /* of the rows have one at most a fourth: else they are initials */
};

struct value {
    struct coh_span text, student; /* the first who has it */
    int shared;
    size_t cells;
};

static size_t
words(struct coh_span s)
{
    size_t i, n = 0;

    for (i = 0; i < s.length; i++)
        n += s.bytes[i] != ' ' && (!i || s.bytes[i - 1] == ' ');
    return n;
}

int
coh_mask_is_free_name(struct coh_span name)
{
    static const char *const known[] = {
        "text",      "comment",    "comments",    "note",   "notes",
        "remark",    "remarks",    "feedback",    "quote",  "observation",
        "narrative", "reflection", "description", "answer",
    };
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (coh_span_is_caseless(name, known[i]))
            return 1;
    return 0;
}

int
coh_mask_is_flag(struct coh_span cell)
{
    static const char *const flag[] = {"",   "yes",  "no",   "y",     "n",
                                       "t",  "f",    "true", "false", "none",
                                       "na", "null", "n/a",  "-"};
    size_t i;

    cell = coh_span_trim(cell);
    for (i = 0; i < sizeof(flag) / sizeof(*flag); i++)
        if (coh_span_is_caseless(cell, flag[i]))
            return 1;
    return 0;
}

static int
is_date(struct coh_span cell)
{
    coh_date day;

    return !coh_date_order_read(cell, COH_ORDER_MDY, &day) ||
           !coh_date_order_read(cell, COH_ORDER_DMY, &day);
}

/* A mark beside the numbers of a column: absent, excused. */
static int
is_status(struct coh_span cell)
{
    enum coh_status status;

    return !coh_cell_status_word(cell, &status);
}

/* A number, a range or a band: 126, 179-189, 580L, 5A; not an id with its
 * leading zero, nor digits enough for a telephone. */
static int
is_number(struct coh_span cell)
{
    struct coh_decimal number;
    size_t i, digits = 0, letters = 0;

    if (cell.length > 1 && cell.bytes[0] == '0' && cell.bytes[1] != '.')
        return 0;
    if (coh_decimal_parse(cell, &number) != COH_NUMBER_NOT)
        return 1;
    for (i = 0; i < cell.length; i++) {
        char c = cell.bytes[i];

        digits += c >= '0' && c <= '9';
        letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                   (unsigned char)c >= 0x80;
    }
    return digits && digits <= MOST_DIGITS && letters <= 1;
}

struct values {
    struct value at[MOST_VALUES];
    size_t n;
    size_t cells; /* that hold one of them */
};

/* -1: too many. */
static int
add_value(struct values *v, struct coh_span cell, struct coh_span who)
{
    size_t k;

    for (k = 0; k < v->n && !coh_span_equal(v->at[k].text, cell); k++)
        ;
    if (k == MOST_VALUES)
        return -1;
    if (k == v->n)
        v->at[v->n++] = (struct value){.text = cell, .student = who};
    else if (!coh_span_equal(v->at[k].student, who))
        v->at[k].shared = 1;
    v->at[k].cells++;
    v->cells++;
    return 0;
}

int
coh_mask_is_shared(const struct coh_table *t, size_t column, size_t student)
{
    struct values v = {.n = 0};
    size_t i, k, rare = 0;

    for (i = 0; i < t->rows; i++) {
        struct coh_span cell = coh_span_trim(coh_table_cell(t, i, column));
        struct coh_span who = coh_span_trim(coh_table_cell(t, i, student));

        if (!coh_mask_is_flag(cell) && !is_number(cell) && !is_date(cell) &&
            !is_status(cell) && add_value(&v, cell, who))
            return 0;
    }
    for (k = 0; k < v.n; k++) {
        if (v.at[k].shared || v.at[k].text.length == 1)
            continue;
        if (v.at[k].text.length > MARK)
            return 0;
        rare += v.at[k].cells;
    }
    return !rare || FEW * rare <= t->rows;
}

int
coh_mask_can_name(const struct coh_table *t, size_t column, size_t student)
{
    return !coh_mask_name_is_harmless(t->header.name[column]) &&
           !coh_mask_is_shared(t, column, student);
}

int
coh_mask_is_sentence(const struct coh_table *t, size_t column, size_t student)
{
    size_t i;

    if (coh_mask_is_shared(t, column, student))
        return 0;
    for (i = 0; i < t->rows; i++)
        if (words(coh_table_cell(t, i, column)) >= SENTENCE)
            return 1;
    return 0;
}
