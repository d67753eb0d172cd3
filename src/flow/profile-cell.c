/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/profile-cell.h"

#include <ctype.h>
#include <string.h>

#include "base/blank.h"
#include "cell/cell-status.h"

enum { WRITTEN = 40 };

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int
is_letter(char c)
{
    return isalpha((unsigned char)c) != 0;
}

size_t
coh_sight_length(struct coh_span cell)
{
    size_t i, n = 0;

    for (i = 0; i < cell.length; i++)
        n += ((unsigned char)cell.bytes[i] & 0xC0) != 0x80;
    return n;
}

/* ---- numbers in clothes ---- */

/* Are the commas of `s` those between thousands? */
static int
parts_thousands(struct coh_span s)
{
    const char *comma = memchr(s.bytes, ',', s.length);
    size_t at = comma ? (size_t)(comma - s.bytes) : 0;

    if (!comma || at == 0 || at > 4)
        return 0;
    for (; at < s.length && s.bytes[at] == ','; at += 4)
        if (s.length - at < 4 || !is_digit(s.bytes[at + 1]) ||
            !is_digit(s.bytes[at + 2]) || !is_digit(s.bytes[at + 3]))
            return 0;
    return at == s.length || s.bytes[at] == '.';
}

/* Copy the number without its clothes; 0 when it has none, or is too long. */
static size_t
undress(struct coh_span s, char out[WRITTEN])
{
    const int thousands = parts_thousands(s);
    size_t i, n = 0, commas = 0;
    int changed = 0;

    if (s.length >= WRITTEN)
        return 0;
    for (i = 0; i < s.length; i++) {
        const char c = s.bytes[i];
        const int first = i == 0, last = i + 1 == s.length;

        if ((first && (c == '\'' || c == '$')) || (last && c == '%') ||
            (c == ',' && thousands) ||
            (c == ' ' && i + 2 == s.length && s.bytes[i + 1] == '%')) {
            changed = 1;
            continue;
        }
        commas += c == ',';
        changed |= c == ',';
        out[n++] = c == ',' ? '.' : c;
    }
    return changed && commas < 2 ? n : 0;
}

static int
is_written_number(struct coh_span s)
{
    char plain[WRITTEN];
    struct coh_decimal d;
    size_t n = undress(s, plain);

    return n &&
           coh_decimal_parse((struct coh_span){plain, n}, &d) != COH_NUMBER_NOT;
}

/* ---- what points to a person ---- */

/* local@domain.letters, where `at` is the place of the @. */
static int
is_email(struct coh_span s, size_t at)
{
    static const char part[] = "-._+%'";
    size_t from = at, to = at + 1, dot = 0;

    while (from && (isalnum((unsigned char)s.bytes[from - 1]) ||
                    memchr(part, s.bytes[from - 1], sizeof(part) - 1)))
        from--;
    for (; to < s.length && (isalnum((unsigned char)s.bytes[to]) ||
                             s.bytes[to] == '-' || s.bytes[to] == '.');
         to++)
        if (s.bytes[to] == '.')
            dot = to;
    return from < at && dot > at + 1 && to - dot > 2 &&
           is_letter(s.bytes[dot + 1]) && is_letter(s.bytes[dot + 2]);
}

/* A run of digits and what stands between those of a phone number: how many
 * digits each group has. */
struct digit_groups {
    size_t length[6], n, digits;
    int plus, hyphens;
};

static size_t
read_groups(struct coh_span s, size_t at, struct digit_groups *g)
{
    *g = (struct digit_groups){.plus = s.bytes[at] == '+'};
    at += s.bytes[at] == '+';
    while (at < s.length) {
        size_t from = at;

        while (at < s.length && is_digit(s.bytes[at]))
            at++;
        if (g->n < 6)
            g->length[g->n] = at - from;
        g->n++;
        g->digits += at - from;
        from = at;
        while (at < s.length && memchr(" ()-.", s.bytes[at], 5))
            at++;
        if (at == from || at == s.length || !is_digit(s.bytes[at]))
            return from == at ? at : from;
        g->hyphens += at - from == 1 && s.bytes[from] == '-';
    }
    return at;
}

static unsigned
judge_groups(struct coh_span s, size_t at, const struct digit_groups *g)
{
    const size_t *len = g->length;
    const int country = g->n == 4 && len[0] == 1;

    if (g->plus)
        return g->digits >= 8 && g->digits <= 15 ? COH_SIGHT_PHONE : 0;
    if (g->n == 3 && len[0] == 3 && len[1] == 2 && len[2] == 4 &&
        g->hyphens == 2) {
        const char *d = s.bytes + at;

        /* The Social Security Administration gives no area 000, 666 or 9xx,
         * no group 00 and no serial number 0000. */
        return memcmp(d, "000", 3) && memcmp(d, "666", 3) && d[0] != '9' &&
                       memcmp(d + 4, "00", 2) && memcmp(d + 7, "0000", 4)
                   ? COH_SIGHT_SSN
                   : 0;
    }
    len += country;
    return (g->n == 3 || country) && len[0] == 3 && len[1] == 3 && len[2] == 4
               ? COH_SIGHT_PHONE
               : 0;
}

static unsigned
find_personal(struct coh_span s)
{
    struct digit_groups g;
    unsigned found = 0;
    size_t i = 0;

    while (i < s.length) {
        const int plus =
            s.bytes[i] == '+' && i + 1 < s.length && is_digit(s.bytes[i + 1]);

        if (s.bytes[i] == '@' && is_email(s, i))
            found |= COH_SIGHT_EMAIL;
        if (plus || is_digit(s.bytes[i])) {
            const int inside = i && is_letter(s.bytes[i - 1]);
            const size_t from = i;

            i = read_groups(s, i, &g);
            if (!inside && (i == s.length || !is_letter(s.bytes[i])))
                found |= judge_groups(s, from, &g);
        } else {
            i++;
        }
    }
    return found;
}

/* ---- the sight ---- */

static int
has_digit(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (is_digit(s.bytes[i]))
            return 1;
    return 0;
}

static void
look_at_text(struct coh_span s, struct coh_sight *sight)
{
    enum coh_status status;
    const int digits = has_digit(s);

    if (digits) {
        sight->written = coh_date_written_read(s, COH_FORM_AUTO);
        if (sight->written.kind == COH_WRITTEN_DAY ||
            sight->written.kind == COH_WRITTEN_PAIR) {
            sight->kind = COH_SIGHT_DATE;
            return;
        }
        if (sight->written.kind == COH_WRITTEN_BLANK) {
            sight->kind = COH_SIGHT_CODE;
            return;
        }
        if (is_written_number(s)) {
            sight->kind = COH_SIGHT_WRITTEN;
            return;
        }
    } else if (!coh_cell_status_word(s, &status)) {
        sight->status = (int)status;
    }
    if (digits || memchr(s.bytes, '@', s.length))
        sight->flags |= find_personal(s);
}

void
coh_sight_take(struct coh_span cell, struct coh_sight *sight)
{
    struct coh_span s = coh_blank_trim(cell);

    sight->kind = COH_SIGHT_TEXT;
    sight->text = s;
    sight->status = -1;
    sight->flags = s.length && s.length != cell.length ? COH_SIGHT_EDGE : 0;
    if (!s.length) {
        sight->kind = COH_SIGHT_BLANK;
        return;
    }
    if (s.bytes[0] == '0' && s.length > 1 && coh_span_without_zeros(s).length) {
        sight->kind = COH_SIGHT_ZEROS;
        return;
    }
    sight->value = coh_value_parse(s);
    if (sight->value.number != COH_NUMBER_NOT)
        sight->kind = COH_SIGHT_NUMBER;
    else if (coh_blank_is_word(s))
        sight->kind = COH_SIGHT_CODE;
    else
        look_at_text(s, sight);
}
