/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/cell.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- scores ---- */

static int
set_number(struct coh_span s, char out[COH_NUMBER_SIZE])
{
    struct coh_decimal d;

    if (memchr(s.bytes, 'e', s.length) || memchr(s.bytes, 'E', s.length) ||
        coh_decimal_parse(s, &d) != COH_NUMBER_EXACT)
        return -1;
    coh_decimal_text(coh_decimal_reduce(d), out);
    return 0;
}

/* `7 / 10` */
static int
set_fraction(struct coh_span s, struct coh_cell *out)
{
    const char *slash = memchr(s.bytes, '/', s.length);
    struct coh_span a = s, b = s;

    if (!slash)
        return -1;
    a.length = (size_t)(slash - s.bytes);
    b.bytes = slash + 1;
    b.length = s.length - a.length - 1;
    if (!a.length || !b.length || set_number(a, out->score) ||
        set_number(b, out->max_score)) {
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
    if (set_number(s, out->score))
        return -1;
    out->percent = 1;
    out->keep_raw = 1;
    return 0;
}

/* `<5`, `<=5%`, `>12.9`: a bound, or -1. */
static int
bound(struct coh_span s, enum coh_status *status)
{
    char number[COH_NUMBER_SIZE];
    struct coh_span rest = {s.bytes + 1, s.length - 1};

    if (s.bytes[0] != '<' && s.bytes[0] != '>')
        return -1;
    if (rest.length && rest.bytes[0] == '=')
        rest.bytes++, rest.length--;
    if (rest.length && rest.bytes[rest.length - 1] == '%')
        rest.length--;
    rest = coh_span_trim(rest);
    if (!rest.length || set_number(rest, number))
        return -1;
    *status =
        s.bytes[0] == '<' ? COH_STATUS_CENSORED_LOW : COH_STATUS_CENSORED_HIGH;
    return 0;
}

/* A number in scientific notation, which no export of scores writes. */
static int
is_scientific(struct coh_span s)
{
    struct coh_decimal d;

    return (memchr(s.bytes, 'E', s.length) || memchr(s.bytes, 'e', s.length)) &&
           coh_decimal_parse(s, &d) != COH_NUMBER_NOT;
}

/* `2-Jul`, `Jul-02`: a spreadsheet took 7-2 for a day. */
static int
is_day_of_month(struct coh_span s)
{
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr",
                                        "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec"};
    const char *dash = memchr(s.bytes, '-', s.length);
    size_t before, i;
    const char *word;

    if (!dash || s.length < 5 || s.length > 6)
        return 0;
    before = (size_t)(dash - s.bytes);
    word = before == 3 ? s.bytes : dash + 1;
    if (before != 3 && s.length - before - 1 != 3)
        return 0;
    for (i = 0; i < 12; i++)
        if (!strncasecmp(word, month[i], 3))
            return 1;
    return 0;
}

/* `BR400L`, `BR`: a Lexile below reading. */
static int
is_below_reading(struct coh_span s)
{
    size_t i = 2;

    if (s.length < 2 || memcmp(s.bytes, "BR", 2) != 0)
        return 0;
    while (i < s.length && s.bytes[i] >= '0' && s.bytes[i] <= '9')
        i++;
    return i == s.length || (i + 1 == s.length && s.bytes[i] == 'L');
}

static int
find_code(struct coh_span s, const struct coh_layout_result *rule,
          enum coh_status *status)
{
    size_t i;

    for (i = 0; rule && i < rule->codes; i++)
        if (coh_span_equal(s, rule->code[i].text)) {
            *status = rule->code[i].status;
            return 0;
        }
    return -1;
}

static struct coh_span
without_suffix(struct coh_span s, const struct coh_layout_result *rule)
{
    size_t n = rule && rule->suffix ? strlen(rule->suffix) : 0;

    if (n && s.length > n && !memcmp(s.bytes + s.length - n, rule->suffix, n))
        s.length -= n;
    return s;
}

void
coh_cell_score(struct coh_span s, const struct coh_layout_result *rule,
               struct coh_cell *out)
{
    *out = (struct coh_cell){.status = COH_STATUS_SCORED};
    s = coh_span_trim(s);
    if (!s.length) {
        out->status = COH_STATUS_MISSING;
        return;
    }
    if (find_code(s, rule, &out->status) == 0) {
        out->keep_raw = 1;
        return;
    }
    if (!set_number(without_suffix(s, rule), out->score) ||
        !set_fraction(s, out) || !set_percent(s, out))
        return;
    out->keep_raw = 1;
    if (bound(s, &out->status) == 0)
        return;
    out->status = is_below_reading(s) ? COH_STATUS_CENSORED_LOW
                  : is_scientific(s) || is_day_of_month(s)
                      ? COH_STATUS_CORRUPT_EXCEL
                      : COH_STATUS_UNPARSED;
}

int
coh_cell_id_is_damaged(struct coh_span s)
{
    size_t i;

    s = coh_span_trim(s);
    if (!is_scientific(s))
        return 0;
    for (i = 0; i < s.length; i++) /* 12E4 may be an id, 9.9E+11 is none */
        if (s.bytes[i] == '.' || s.bytes[i] == '+')
            return 1;
    return 0;
}

/* ---- dates ---- */

/* Three numbers with the same separator at the start of `s`. */
static int
three_numbers(struct coh_span s, int n[3], size_t digits[3])
{
    char separator = 0;
    size_t i = 0;
    int k;

    for (k = 0; k < 3; k++) {
        n[k] = 0;
        for (digits[k] = 0; i < s.length && s.bytes[i] >= '0' &&
                            s.bytes[i] <= '9' && digits[k] < 5;
             i++, digits[k]++)
            n[k] = n[k] * 10 + (s.bytes[i] - '0');
        if (!digits[k])
            return -1;
        if (k == 2)
            break;
        if (i >= s.length || !strchr("/-.", s.bytes[i]) ||
            (separator && s.bytes[i] != separator))
            return -1;
        separator = s.bytes[i++];
    }
    return i == s.length || s.bytes[i] == ' ' || s.bytes[i] == 'T' ? 0 : -1;
}

void
coh_cell_date_look(struct coh_span s, struct coh_date_evidence *e)
{
    int n[3];
    size_t digits[3];

    if (three_numbers(coh_span_trim(s), n, digits) || digits[0] > 2)
        return;
    if (n[0] > 12)
        e->day_first++;
    else if (n[1] > 12)
        e->month_first++;
    else if (n[0] != n[1])
        e->either++;
}

int
coh_cell_date(struct coh_span s, enum coh_date_order order, coh_date *date)
{
    struct coh_date_parts p;
    int n[3];
    size_t digits[3];

    if (three_numbers(coh_span_trim(s), n, digits))
        return -1;
    if (digits[0] == 4) {
        p = (struct coh_date_parts){n[0], n[1], n[2]};
        return coh_date_from(p, date);
    }
    if (digits[0] > 2 || (digits[2] != 4 && digits[2] != 2))
        return -1;
    p.year = digits[2] == 2 ? 2000 + n[2] : n[2];
    if (order == COH_ORDER_UNKNOWN && n[0] != n[1])
        return -1;
    p.month = order == COH_ORDER_DMY ? n[1] : n[0];
    p.day = order == COH_ORDER_DMY ? n[0] : n[1];
    return coh_date_from(p, date);
}

/* ---- terms ---- */

struct coh_span
coh_cell_term(struct coh_span s, char out[64])
{
    static const struct {
        const char *season;
        int of_second_year;
    } season[] = {{"fall", 0},
                  {"autumn", 0},
                  {"winter", 1},
                  {"spring", 1},
                  {"summer", 1}};
    int first, second;
    char rest[24];
    size_t i;

    for (i = 0; i < sizeof(season) / sizeof(*season); i++) {
        size_t n = strlen(season[i].season);

        if (s.length <= n + 1 || s.length - n >= sizeof(rest) ||
            strncasecmp(s.bytes, season[i].season, n) != 0)
            continue;
        memcpy(rest, s.bytes + n, s.length - n);
        rest[s.length - n] = '\0';
        if (sscanf(rest, " %4d-%4d", &first, &second) != 2 ||
            second != first + 1)
            break;
        snprintf(out, 64, "%s %d", season[i].season,
                 season[i].of_second_year ? second : first);
        return coh_span_of(out);
    }
    return s;
}
