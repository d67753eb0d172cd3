/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/mend.h"

#include <stdio.h>
#include <string.h>

static const char columns_reason[] = "columns with values";

/* What was done to a record, told behind its reason. */
static const char filled_up[] = "; filled up behind field ";
static const char joined[] = "; the rest stands in its last field";
static const char was_split[] = "; split at each delimiter";
static const char was_cut[] = "; only its beginning is here";

/* ---- writing ---- */

static int
needs_quotes(struct coh_span s, char delimiter)
{
    size_t i;

    if (!s.length)
        return 0;
    if (s.bytes[0] == ' ' || s.bytes[s.length - 1] == ' ')
        return 1;
    for (i = 0; i < s.length; i++)
        if (s.bytes[i] == delimiter || strchr("\"\n\r", s.bytes[i]))
            return 1;
    return 0;
}

static int
add_cell(struct coh_text *t, struct coh_span s, char delimiter,
         struct coh_error *err)
{
    size_t i;

    if (!needs_quotes(s, delimiter))
        return coh_text_add(t, s.bytes, s.length, err);
    if (coh_text_add(t, "\"", 1, err))
        return -1;
    for (i = 0; i < s.length; i++)
        if ((s.bytes[i] == '"' && coh_text_add(t, "\"", 1, err)) ||
            coh_text_add(t, s.bytes + i, 1, err))
            return -1;
    return coh_text_add(t, "\"", 1, err);
}

static int
add_cells(struct coh_text *t, const struct coh_span *cell, size_t n,
          char delimiter, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if ((i && coh_text_add(t, &delimiter, 1, err)) ||
            add_cell(t, cell[i], delimiter, err))
            return -1;
    return 0;
}

/* The length of a quoted field with its quotes, if it ends where a field may
 * end; else 0. */
static size_t
quoted_length(struct coh_span s, char delimiter)
{
    size_t i = 1;

    if (!s.length || s.bytes[0] != '"')
        return 0;
    for (; i < s.length; i++) {
        if (s.bytes[i] != '"')
            continue;
        if (i + 1 == s.length || s.bytes[i + 1] == delimiter)
            return i + 1;
        if (s.bytes[i + 1] != '"')
            return 0;
        i++;
    }
    return 0;
}

static size_t
field_length(struct coh_span s, char delimiter)
{
    size_t quoted = quoted_length(s, delimiter);
    const char *end;

    if (quoted || !s.length)
        return quoted;
    end = memchr(s.bytes, delimiter, s.length);
    return end ? (size_t)(end - s.bytes) : s.length;
}

/* What is well quoted stays as it stands. */
static int
add_field(struct coh_text *t, struct coh_span s, char delimiter,
          struct coh_error *err)
{
    if (s.length && quoted_length(s, delimiter) == s.length)
        return coh_text_add(t, s.bytes, s.length, err);
    return add_cell(t, s, delimiter, err);
}

static int
says_nothing(struct coh_span field)
{
    size_t i;

    for (i = 0; i < field.length; i++)
        if (!strchr(" \t\"", field.bytes[i]))
            return 0;
    return 1;
}

/* A line whose cells could not be told apart, as `width` fields. `told` gets
 * what was done to it. */
enum { TOLD_SIZE = 60 };
static int
add_raw(struct coh_text *t, struct coh_span rest, size_t width, char delimiter,
        char told[TOLD_SIZE], struct coh_error *err)
{
    size_t i, n, last = 0;

    snprintf(told, TOLD_SIZE, "%s", was_split);
    for (i = 0; i + 1 < width; i++) {
        n = field_length(rest, delimiter);
        if (!says_nothing((struct coh_span){rest.bytes, n}))
            last = i + 1;
        if (add_field(t, (struct coh_span){rest.bytes, n}, delimiter, err) ||
            coh_text_add(t, &delimiter, 1, err))
            return -1;
        if (n == rest.length)
            break;
        rest.bytes += n + 1;
        rest.length -= n + 1;
    }
    if (i + 1 == width) {
        if (field_length(rest, delimiter) == rest.length)
            return add_field(t, rest, delimiter, err);
        snprintf(told, TOLD_SIZE, "%s", joined);
        return add_cell(t, rest, delimiter, err);
    }
    snprintf(told, TOLD_SIZE, "%s%zu", filled_up, last);
    for (i++; i + 1 < width; i++)
        if (coh_text_add(t, &delimiter, 1, err))
            return -1;
    return 0;
}

static int
add_tail(struct coh_text *t, const struct coh_kept *kept, const char *told,
         char delimiter, struct coh_error *err)
{
    struct coh_text reason = COH_TEXT_INIT;
    int rc = -1;

    if (kept->role == COH_KEPT_COLUMNS
            ? coh_text_add_string(&reason, columns_reason, err)
            : kept->reason &&
                  coh_text_format(&reason, err, "%s%s", kept->reason, told))
        goto out;
    if (coh_text_add(t, &delimiter, 1, err) ||
        (kept->line && coh_text_format(t, err, "%zu", kept->line)) ||
        coh_text_add(t, &delimiter, 1, err) ||
        add_cell(t, coh_text_span(&reason), delimiter, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&reason);
    return rc;
}

int
coh_mend_write(struct coh_text *t, const struct coh_kept *kept, size_t width,
               char delimiter, struct coh_error *err)
{
    char told[TOLD_SIZE] = "";

    if (kept->cell ? add_cells(t, kept->cell, kept->n, delimiter, err)
                   : add_raw(t, kept->raw, width, delimiter, told, err))
        return -1;
    if (kept->cut)
        snprintf(told, sizeof(told), "%s", was_cut);
    if (kept->role == COH_KEPT_HEADER
            ? coh_text_format(t, err, "%cline%creason", delimiter, delimiter)
            : kept->role != COH_KEPT_ABOVE &&
                  add_tail(t, kept, told, delimiter, err))
        return -1;
    return coh_text_add(t, "\n", 1, err);
}

/* ---- reading ---- */

size_t
coh_mend_width(const struct coh_span *name, size_t n)
{
    size_t last = n;

    while (last && !coh_span_trim(name[last - 1]).length)
        last--;
    return last > 2 && coh_span_is(coh_span_trim(name[last - 1]), "reason") &&
                   coh_span_is(coh_span_trim(name[last - 2]), "line")
               ? last - 2
               : n;
}

static int
ends_with(struct coh_span s, const char *end)
{
    size_t n = strlen(end);

    return s.length >= n && !memcmp(s.bytes + s.length - n, end, n);
}

/* The field behind which the reason says that blanks were added; -1 if it
 * says nothing of the kind. */
static long
filled_behind(struct coh_span reason)
{
    const size_t n = strlen(filled_up);
    size_t at = reason.length;
    long field = 0, place = 1;

    while (at && reason.bytes[at - 1] >= '0' && reason.bytes[at - 1] <= '9' &&
           place < 1000000000) {
        field += place * (reason.bytes[--at] - '0');
        place *= 10;
    }
    if (at < n || place == 1 ||
        memcmp(reason.bytes + at - n, filled_up, n) != 0)
        return -1;
    return field;
}

/* Does what was done to the record still show? Whatever field is put into a
 * record that was filled up, its last value moves. */
static int
still_shows(const struct coh_record *rec, struct coh_span reason,
            char delimiter)
{
    struct coh_span last = coh_span_trim(rec->cell[rec->n - 1]);
    long behind = filled_behind(reason);
    size_t i = rec->n;

    if (ends_with(reason, was_cut))
        return 1;
    while (behind >= 0 && i && says_nothing(rec->cell[i - 1]))
        i--;
    if (behind >= 0)
        return (size_t)behind == i;
    if (ends_with(reason, joined))
        return last.length && memchr(last.bytes, delimiter, last.length);
    for (i = 0; i < rec->n && ends_with(reason, was_split); i++)
        if (rec->cell[i].length &&
            memchr(rec->cell[i].bytes, '"', rec->cell[i].length))
            return 1;
    return 0;
}

static int
is_blank(const struct coh_record *rec, size_t from, size_t to)
{
    size_t i;

    for (i = from; i < to; i++)
        if (coh_span_trim(rec->cell[i]).length)
            return 0;
    return 1;
}

/* Where the record's reason stands; *at is rec->n when it has none. -1 when it
 * has not the fields of the export. Whoever put a missing field in has left
 * the blanks before `line`; whoever put the export's own line has no reason. */
static int
find_reason(const struct coh_record *rec, size_t width, size_t *at)
{
    size_t end = rec->n;

    *at = rec->n;
    if (rec->n == width)
        return 0;
    while (end > width + 2 && !coh_span_trim(rec->cell[end - 1]).length)
        end--;
    if (end < width + 2 || !is_blank(rec, width, end - 2))
        return -1;
    *at = end - 1;
    return 0;
}

static void
put_aside(struct coh_record *rec, struct coh_span reason)
{
    rec->aside = 1;
    if (reason.length >= sizeof(rec->reason))
        reason.length = sizeof(rec->reason) - 1;
    memcpy(rec->reason, reason.bytes, reason.length);
    rec->reason[reason.length] = '\0';
}

struct coh_span
coh_mend_read(struct coh_record *rec, size_t width, char delimiter)
{
    struct coh_span reason = coh_span_of("");
    size_t at;

    if (rec->end || rec->aside)
        return reason;
    if (find_reason(rec, width, &at)) {
        rec->aside = 1;
        snprintf(rec->reason, sizeof(rec->reason), "%zu of %zu fields", rec->n,
                 width + 2);
        return reason;
    }
    if (at < rec->n)
        reason = coh_span_trim(rec->cell[at]);
    rec->n = width;
    if (still_shows(rec, reason, delimiter))
        put_aside(rec, reason);
    return reason;
}

int
coh_mend_is_columns(struct coh_span reason)
{
    return coh_span_is(reason, columns_reason);
}
