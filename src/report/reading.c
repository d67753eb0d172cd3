/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/reading.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "report/trail.h"
#include "table/masked.h"

enum { SHOWN_DECIMALS = 2, MOST_DECIMALS = 12, DATE = 10 };

int
coh_reading_decimals(const struct coh_table *t, size_t column, long digits)
{
    struct coh_decimal d;
    int most = 0;
    size_t i;

    if (coh_table_kind(t, column) != COH_COLUMN_NUMBER)
        return -1;
    for (i = 0; i < t->rows; i++) {
        struct coh_span s = coh_span_trim(coh_table_cell(t, i, column));
        enum coh_number kind = coh_decimal_parse(s, &d);

        if (kind == COH_NUMBER_LONG)
            most = MOST_DECIMALS;
        else if (kind == COH_NUMBER_EXACT && d.scale > most)
            most = d.scale;
    }
    if (!most)
        return 0;
    /* Decimals that cohort mask rounded away are not invented. */
    if (digits > most && coh_reading_suppressed(t) < t->header.n)
        return most;
    if (digits >= 0)
        return digits > MOST_DECIMALS ? MOST_DECIMALS : (int)digits;
    return most < SHOWN_DECIMALS ? most : SHOWN_DECIMALS;
}

/* `d` at `scale` decimals, half away from zero. */
static struct coh_decimal
round_decimal(struct coh_decimal d, int scale)
{
    int64_t half = 5, whole = 10;
    int k;

    if (d.scale <= scale)
        return d;
    /* At most 18 decimals go: everything fits. */
    for (k = d.scale - scale; k > 1; k--) {
        half *= 10;
        whole *= 10;
    }
    if (d.mantissa < 0)
        d.mantissa = -((-d.mantissa + half) / whole);
    else
        d.mantissa = (d.mantissa + half) / whole;
    d.scale = scale;
    return d;
}

/* `d` with exactly `scale` decimals, if there is room for the zeros. */
static struct coh_decimal
pad_decimal(struct coh_decimal d, int scale)
{
    while (d.scale < scale && d.mantissa < INT64_MAX / 10 &&
           d.mantissa > INT64_MIN / 10) {
        d.mantissa *= 10;
        d.scale++;
    }
    return d;
}

static int
show_decimal(struct coh_text *into, struct coh_decimal d, int decimals,
             struct coh_error *err)
{
    struct coh_decimal shown = round_decimal(d, decimals);
    char text[COH_NUMBER_SIZE];

    while (d.mantissa && !shown.mantissa && decimals < d.scale)
        shown = round_decimal(d, ++decimals);
    return coh_text_add_string(
        into, coh_decimal_text(pad_decimal(shown, decimals), text), err);
}

int
coh_reading_show(struct coh_text *into, struct coh_span cell, int decimals,
                 struct coh_error *err)
{
    struct coh_span s = coh_span_trim(cell);
    char text[COH_NUMBER_SIZE];
    struct coh_decimal d;

    if (decimals < 0 || !s.length)
        return coh_text_add(into, cell.bytes, cell.length, err);
    if (coh_decimal_parse(s, &d) == COH_NUMBER_EXACT)
        return show_decimal(into, d, decimals, err);
    return coh_text_add_string(
        into, coh_double_fixed(coh_number_double(s), decimals, text), err);
}

int
coh_reading_percent(struct coh_text *into, struct coh_span cell, long digits,
                    struct coh_error *err)
{
    struct coh_span s = coh_span_trim(cell);
    char text[COH_NUMBER_SIZE], shown[COH_QUOTE_SIZE];
    struct coh_decimal d;
    int decimals = digits > 0 ? (int)digits : 0;
    enum coh_number kind = coh_decimal_parse(s, &d);
    double low, high;

    if (!s.length)
        return 0;
    if (kind == COH_NUMBER_NOT && !coh_masked_band(s, &low, &high))
        return coh_masked_band_text(into, s, err);
    if (kind == COH_NUMBER_NOT)
        return coh_fail(err, COH_INPUT, "'%s' is no number to show in percent",
                        coh_quote(s.bytes, s.length, shown));
    if (kind == COH_NUMBER_EXACT && d.scale >= 2) {
        d.scale -= 2;
        if (show_decimal(into, d, decimals, err))
            return -1;
    } else if (coh_text_add_string(
                   into,
                   coh_double_fixed(100 * coh_number_double(s), decimals, text),
                   err)) {
        return -1;
    }
    return coh_text_add_string(into, "\xC2\xA0%", err); /* not to be parted */
}

size_t
coh_reading_suppressed(const struct coh_table *t)
{
    return coh_header_seek(&t->header, coh_span_of(COH_MASKED_COLUMN));
}

int
coh_reading_hidden(const struct coh_table *t, size_t row, size_t column)
{
    size_t at = coh_reading_suppressed(t);

    return at < t->header.n &&
           !coh_span_trim(coh_table_cell(t, row, column)).length &&
           coh_masked_names(coh_table_cell(t, row, at), t->header.name[column]);
}

int
coh_reading_all_hidden(const struct coh_table *t, size_t rows)
{
    size_t i, k, first = t->header.n;

    for (k = 0; k < t->header.n; k++) {
        int hidden = rows && coh_reading_hidden(t, 0, k);

        for (i = 1; i < rows; i++)
            if (coh_reading_hidden(t, i, k) != hidden)
                return 0;
        if (hidden && first == t->header.n)
            first = k;
        /* Before the first hidden column stand the labels, numbers or not. */
        if (!hidden && first < k && coh_table_kind(t, k) == COH_COLUMN_NUMBER)
            return 0;
    }
    return first < t->header.n;
}

/* The band that cohort mask makes of a share; header.n when there is none. */
static size_t
find_band(const struct coh_table *t, struct coh_span name)
{
    static const char *const bands[][2] = {
        {"rate", "rate_band"},
        {"rate_reference", "rate_band_reference"},
        {"difficulty", "difficulty_band"},
    };
    size_t i;

    if (coh_reading_suppressed(t) < t->header.n)
        for (i = 0; i < sizeof(bands) / sizeof(*bands); i++)
            if (coh_span_is(name, bands[i][0]))
                return coh_header_seek(&t->header, coh_span_of(bands[i][1]));
    return t->header.n;
}

int
coh_reading_share(const struct coh_table *t, struct coh_span name, size_t *at,
                  struct coh_error *err)
{
    *at = coh_header_seek(&t->header, name);
    if (*at == t->header.n)
        *at = find_band(t, name);
    return *at < t->header.n ? 0 : coh_header_find(&t->header, name, at, err);
}

/* The column that `name` means: itself, or without a % behind it. */
static int
find_column(const struct coh_table *t, struct coh_span name, size_t *at,
            int *percent, struct coh_error *err)
{
    struct coh_span share = {name.bytes, name.length ? name.length - 1 : 0};
    struct coh_span band;
    size_t n = t->header.n;

    *at = coh_header_seek(&t->header, name);
    *percent =
        *at == n && name.length > 1 && name.bytes[name.length - 1] == '%';
    if (*percent)
        return coh_reading_share(t, share, at, err);
    if (*at == n && (*at = find_band(t, name)) < n) {
        band = t->header.name[*at];
        return coh_fail(err, COH_INPUT,
                        "on a shared page '%.*s' is a band: say '%.*s%%', or "
                        "'%.*s'",
                        (int)name.length, name.bytes, (int)name.length,
                        name.bytes, (int)band.length, band.bytes);
    }
    return coh_header_find(&t->header, name, at, err);
}

int
coh_reading_of_row(struct coh_text *into, const struct coh_table *t, size_t row,
                   struct coh_span name, long digits, struct coh_error *err)
{
    struct coh_span cell;
    int percent;
    size_t at;

    if (find_column(t, name, &at, &percent, err))
        return -1;
    cell = coh_table_cell(t, row, at);
    if (coh_reading_hidden(t, row, at))
        return coh_text_add_string(into, COH_MASKED_TEXT, err);
    if (percent)
        return coh_reading_percent(into, cell, digits, err);
    return coh_reading_show(into, cell, coh_reading_decimals(t, at, digits),
                            err);
}

/* ---- words ---- */

/* May a date end before `at`, or start behind it? A point or a comma ends it
 * too, unless more of a name follows. */
static int
is_edge(struct coh_span s, size_t at)
{
    if (at >= s.length || strchr(" \t\n()[];:", s.bytes[at]))
        return 1;
    return strchr(".,", s.bytes[at]) &&
           (at + 1 >= s.length || s.bytes[at + 1] == ' ');
}

static int
is_date(struct coh_span s, size_t at)
{
    const size_t n = DATE;
    coh_date day;

    return at + n <= s.length && is_edge(s, at + n) &&
           (at == 0 || strchr(" \t\n([:", s.bytes[at - 1])) &&
           !coh_date_parse((struct coh_span){s.bytes + at, n}, &day);
}

int
coh_reading_words(struct coh_text *into, struct coh_span text, int in_full,
                  const struct coh_lexicon *words, struct coh_error *err)
{
    const size_t n = DATE;
    size_t i = 0, from = 0;

    while (i < text.length) {
        if (!is_date(text, i)) {
            i++;
            continue;
        }
        if (coh_text_add(into, text.bytes + from, i - from, err) ||
            coh_lexicon_day(into, words, (struct coh_span){text.bytes + i, n},
                            in_full, err))
            return -1;
        from = i += n;
    }
    return coh_text_add(into, text.bytes + from, text.length - from, err);
}

int
coh_reading_number(struct coh_text *into, struct coh_span text,
                   const struct coh_lexicon *words, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < text.length; i++)
        if (!text.bytes[i] || !strchr("0123456789.+-% \xC2\xA0", text.bytes[i]))
            return coh_text_add(into, text.bytes, text.length, err);
    return coh_lexicon_number(into, words, text, err);
}

int
coh_reading_prose(struct coh_text *into, struct coh_span text,
                  const struct coh_lexicon *words, struct coh_error *err)
{
    struct coh_text number = COH_TEXT_INIT;
    int rc = coh_reading_number(&number, text, words, err);

    if (!rc)
        rc = coh_reading_words(into, coh_text_span(&number), 1, words, err);
    coh_text_release(&number);
    return rc;
}

struct coh_span
coh_reading_status(struct coh_span status, const struct coh_lexicon *words)
{
    static const char *const english[][2] = {
        {"missing", "marked missing"},
        {"not_assigned", "not assigned"},
        {"not_submitted", "not handed in"},
        {"in_progress", "still at it"},
        {"not_yet_graded", "handed in, not graded yet"},
        {"discontinued", "stopped early"},
        {"ceiling", "reached the top of the test"},
        {"suppressed", "hidden in the export"},
        {"censored_low", "below what the test measures"},
        {"censored_high", "above what the test measures"},
        {"corrupt_excel", "spoiled by a spreadsheet"},
        {"unparsed", "a score that cannot be read"},
        {"no_record", "no result"},
    };
    char key[40];
    size_t i;

    for (i = 0; i < sizeof(english) / sizeof(*english); i++)
        if (coh_span_is(status, english[i][0])) {
            snprintf(key, sizeof(key), "page.status.%s", english[i][0]);
            return coh_lexicon_say(words, key, english[i][1]);
        }
    return status;
}

/* ---- single values ---- */

/* Text up to `mark`; *s becomes what follows it, NULL bytes at the end. */
static struct coh_span
cut(struct coh_span *s, char mark)
{
    const char *at = memchr(s->bytes, mark, s->length);
    struct coh_span first = {s->bytes,
                             at ? (size_t)(at - s->bytes) : s->length};

    s->bytes = at ? at + 1 : NULL;
    s->length = at ? s->length - first.length - 1 : 0;
    return first;
}

/* Does the row fit COLUMN=VALUE@COLUMN=VALUE…? */
static int
fits(const struct coh_table *t, size_t row, struct coh_span conditions,
     int *yes, struct coh_error *err)
{
    *yes = 1;
    while (conditions.bytes) {
        struct coh_span value = cut(&conditions, '@');
        struct coh_span column = cut(&value, '=');
        size_t at;

        if (!value.bytes)
            return coh_fail(err, COH_INPUT, "'@%.*s' is not @COLUMN=VALUE",
                            (int)column.length, column.bytes);
        if (coh_header_find(&t->header, coh_span_trim(column), &at, err))
            return -1;
        if (!coh_span_equal(coh_span_trim(coh_table_cell(t, row, at)),
                            coh_span_trim(value)))
            *yes = 0;
    }
    return 0;
}

static int
find_row(const struct coh_table *t, struct coh_span conditions, size_t *row,
         struct coh_error *err)
{
    size_t i, found = 0;
    int yes;

    if (!conditions.bytes) {
        *row = 0;
        return t->rows ? 0 : coh_fail(err, COH_INPUT, "there is no row");
    }
    for (i = 0; i < t->rows; i++) {
        if (fits(t, i, conditions, &yes, err))
            return -1;
        if (yes && !found++)
            *row = i;
    }
    if (found == 1)
        return 0;
    if (!found)
        return coh_fail(err, COH_INPUT, "no row fits");
    return coh_fail(err, COH_INPUT, "%zu rows fit; add @COLUMN=VALUE", found);
}

/* *hidden becomes 1 when the cell is. */
static int
is_hidden(const struct coh_table *t, size_t row, struct coh_span name,
          int *hidden, struct coh_error *err)
{
    int percent;
    size_t at;

    if (find_column(t, name, &at, &percent, err))
        return -1;
    *hidden |= coh_reading_hidden(t, row, at);
    return 0;
}

/* The values of all rows, with commas between. */
static int
join(struct coh_text *into, const struct coh_table *t, struct coh_span name,
     long digits, int *hidden, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < t->rows; i++)
        if (is_hidden(t, i, name, hidden, err) ||
            (i && coh_text_add_string(into, ", ", err)) ||
            coh_reading_of_row(into, t, i, name, digits, err))
            return -1;
    return 0;
}

int
coh_reading_find(struct coh_text *into, const struct coh_table *t,
                 struct coh_span want, long digits, int *hidden,
                 struct coh_error *err)
{
    struct coh_span conditions = want;
    struct coh_span name = coh_span_trim(cut(&conditions, '@'));
    size_t row = 0, before = into->length;

    *hidden = 0;
    if (coh_span_is(name, "#rows"))
        return coh_text_format(into, err, "%zu", t->rows);
    if (conditions.bytes && coh_span_is(coh_span_trim(conditions), "*"))
        return join(into, t, name, digits, hidden, err);
    if (find_row(t, conditions, &row, err) ||
        is_hidden(t, row, name, hidden, err) ||
        coh_reading_of_row(into, t, row, name, digits, err))
        return -1;
    if (into->length == before)
        return coh_fail(err, COH_INPUT, "the value is blank");
    return 0;
}
