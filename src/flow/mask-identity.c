/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-identity.h"

#include "flow/mask-name.h"

int
coh_mask_is_identity(struct coh_span name)
{
    return coh_mask_name_is_identity(name);
}

static int
is_digits(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return 0;
    return s.length > 0;
}

int
coh_mask_is_address(struct coh_span s)
{
    size_t i;

    for (i = 1; i + 1 < s.length; i++)
        if (s.bytes[i] == '@' && s.bytes[i - 1] != ' ' && s.bytes[i + 1] != ' ')
            return 1;
    return 0;
}

int
coh_mask_reads_as_ids(const struct coh_table *t, size_t column)
{
    size_t i, k, length = 0;
    int digits = t->rows >= 3;

    for (i = 0; i < t->rows; i++) {
        struct coh_span s = coh_span_trim(coh_table_cell(t, i, column));

        if (coh_mask_is_address(s))
            return 1;
        length = i ? length : s.length;
        digits = digits && is_digits(s) && s.length >= 5 && s.length == length;
        for (k = 0; digits && k < i; k++)
            digits =
                !coh_span_equal(s, coh_span_trim(coh_table_cell(t, k, column)));
    }
    return digits;
}

/* ---- names by another name ---- */

enum { LOOKED_AT = 200, FEWEST = 3 };

static int
is_same(const struct coh_table *t, size_t a, size_t b,
        const unsigned char *same)
{
    size_t i;

    for (i = 0; i < t->header.n; i++)
        if (same[i] &&
            !coh_span_equal(coh_table_cell(t, a, i), coh_table_cell(t, b, i)))
            return 0;
    return 1;
}

/* Do the rows with this row's value count one student at most, together? */
static int
is_one(const struct coh_table *t, size_t row, size_t column, size_t count,
       const unsigned char *same)
{
    struct coh_span value = coh_table_cell(t, row, column);
    double students = 0;
    size_t i;

    for (i = 0; i < t->rows && students <= 1; i++)
        if (coh_span_equal(coh_table_cell(t, i, column), value) &&
            is_same(t, i, row, same))
            students += coh_number_double(coh_table_cell(t, i, count));
    return students <= 1;
}

int
coh_mask_is_one_each(const struct coh_table *t, size_t column, size_t count,
                     const unsigned char *same)
{
    const size_t rows = t->rows < LOOKED_AT ? t->rows : LOOKED_AT;
    size_t i, ones = 0;

    for (i = 0; i < rows; i++)
        ones += (size_t)is_one(t, i, column, count, same);
    return ones >= FEWEST && 5 * ones >= 4 * rows;
}

int
coh_mask_is_result(struct coh_span name)
{
    static const char *const result[] = {"score", "raw", "percentile",
                                         "response", "text"};
    size_t i;

    for (i = 0; i < sizeof(result) / sizeof(result[0]); i++)
        if (coh_span_is_caseless(name, result[i]))
            return 1;
    return 0;
}

int
coh_mask_say_columns(struct coh_notes *notes, enum coh_note_level level,
                     const struct coh_header *header,
                     const unsigned char *which, const char *words,
                     struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = -1;

    for (i = 0; i < header->n; i++)
        if (which[i] &&
            coh_text_format(&t, err, "%s%s", t.length ? ", " : "",
                            coh_quote(header->name[i].bytes,
                                      header->name[i].length, quoted)))
            goto out;
    rc = !t.length ? 0
                   : coh_notes_add(notes, level, NULL, err, "%s%s", words,
                                   coh_text_get(&t));
out:
    coh_text_release(&t);
    return rc;
}
