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

/* `16+`: sixteen or more. */
static int
is_open_above(struct coh_span s)
{
    char number[COH_NUMBER_SIZE];

    if (s.length < 2 || s.bytes[s.length - 1] != '+')
        return 0;
    s.length--;
    return !set_number(s, number);
}

/* `<5`, `<=5%`, `>12.9`, `16+`: a bound, or -1. */
static int
bound(struct coh_span s, enum coh_status *status)
{
    char number[COH_NUMBER_SIZE];
    struct coh_span rest = {s.bytes + 1, s.length - 1};

    if (is_open_above(s)) {
        *status = COH_STATUS_CENSORED_HIGH;
        return 0;
    }
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

/* `BR400L`, `BR`: below reading; `EM840Q`, `EM`: an emerging mathematician.
 * Both lie under their scale's zero. */
static int
is_below_scale(struct coh_span s)
{
    size_t i = 2;
    char unit;

    if (s.length < 2)
        return 0;
    if (!memcmp(s.bytes, "BR", 2))
        unit = 'L';
    else if (!memcmp(s.bytes, "EM", 2))
        unit = 'Q';
    else
        return 0;
    while (i < s.length && s.bytes[i] >= '0' && s.bytes[i] <= '9')
        i++;
    return i == s.length || (i + 1 == s.length && s.bytes[i] == unit);
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
    out->status = is_below_scale(s) ? COH_STATUS_CENSORED_LOW
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

/* ---- decimal marks ---- */

/* How a number is written: which marks, and how many digits stand where. */
struct written {
    size_t commas, points;
    size_t first;    /* digits before the first mark */
    size_t last;     /* digits behind the last mark */
    char last_mark;  /* 0: none */
    int grouped;     /* three digits between any two marks */
    int zero;        /* it begins with 0 */
    int is_a_number; /* nothing but a sign, digits and marks */
};

static struct written
examine(struct coh_span s)
{
    struct written w = {.grouped = 1};
    size_t i, run = 0;

    if (s.length && (s.bytes[0] == '-' || s.bytes[0] == '+'))
        s.bytes++, s.length--;
    w.zero = s.length > 0 && s.bytes[0] == '0';
    for (i = 0; i < s.length; i++) {
        char c = s.bytes[i];

        if (c >= '0' && c <= '9') {
            run++;
            continue;
        }
        if (c != ',' && c != '.')
            return w;
        if (!w.last_mark)
            w.first = run;
        else if (run != 3)
            w.grouped = 0;
        w.commas += c == ',';
        w.points += c == '.';
        w.last_mark = c;
        run = 0;
    }
    w.last = run;
    w.is_a_number = run > 0 && w.last_mark && w.first > 0;
    return w;
}

/* Could the marks be those between thousands: 1,204 or 12,000,000? */
static int
is_thousands(const struct written *w)
{
    return w->grouped && w->last == 3 && w->first <= 3 && !w->zero;
}

void
coh_cell_mark_look(struct coh_span s, struct coh_mark_evidence *e)
{
    struct written w;

    s = coh_span_trim(s);
    if (s.length && s.bytes[s.length - 1] == '%')
        s.length--;
    w = examine(s);
    if (!w.is_a_number)
        return;
    if (w.commas && w.points)
        *(w.last_mark == ',' ? &e->comma : &e->point) += 1;
    else if (w.commas + w.points > 1)
        *(w.commas ? &e->point : &e->comma) += is_thousands(&w) != 0;
    else if (!is_thousands(&w))
        *(w.commas ? &e->comma : &e->point) += 1;
}

enum coh_mark
coh_cell_mark(const struct coh_mark_evidence *e)
{
    if (!e->comma == !e->point)
        return COH_MARK_UNKNOWN;
    return e->comma ? COH_MARK_COMMA : COH_MARK_POINT;
}

struct coh_span
coh_cell_plain(struct coh_span s, enum coh_mark mark, char out[COH_PLAIN_SIZE])
{
    const char decimal = mark == COH_MARK_COMMA ? ',' : '.';
    struct coh_span number = s;
    struct written w;
    size_t i, n = 0;
    int percent = s.length && s.bytes[s.length - 1] == '%';

    number.length -= percent != 0;
    w = examine(number);
    if (mark == COH_MARK_UNKNOWN || !w.is_a_number || !w.grouped ||
        s.length >= COH_PLAIN_SIZE)
        return s;
    /* One decimal mark at most, and it is the last of all. */
    if ((decimal == ',' ? w.commas : w.points) > (w.last_mark == decimal) ||
        (w.last_mark != decimal && !is_thousands(&w)) ||
        (w.commas && w.points && w.first > 3))
        return s;
    for (i = 0; i < s.length; i++)
        if (s.bytes[i] == decimal)
            out[n++] = '.';
        else if (s.bytes[i] != ',' && s.bytes[i] != '.')
            out[n++] = s.bytes[i];
    return (struct coh_span){out, n};
}

/* ---- terms ---- */

/* The year of a term: " 2025-2026" or " 2025", and nothing behind it. */
static int
year_of(struct coh_span s, int of_second_year)
{
    int year[2] = {0, 0};
    size_t i = 0, k, digits;

    s = coh_span_trim(s);
    for (k = 0; k < 2; k++) {
        for (digits = 0; i < s.length && digits < 5 && s.bytes[i] >= '0' &&
                         s.bytes[i] <= '9';
             i++, digits++)
            year[k] = year[k] * 10 + (s.bytes[i] - '0');
        if (digits != 4)
            return 0;
        if (i == s.length)
            break;
        if (k || s.bytes[i++] != '-')
            return 0;
    }
    if (year[1] && year[1] != year[0] + 1)
        return 0;
    return year[1] && of_second_year ? year[1] : year[0];
}

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
    size_t i;

    for (i = 0; i < sizeof(season) / sizeof(*season); i++) {
        size_t n = strlen(season[i].season);
        int year;

        if (s.length <= n || s.bytes[n] != ' ' ||
            strncasecmp(s.bytes, season[i].season, n) != 0)
            continue;
        year = year_of((struct coh_span){s.bytes + n, s.length - n},
                       season[i].of_second_year);
        if (!year)
            break;
        snprintf(out, 64, "%s %d", season[i].season, year);
        return coh_span_of(out);
    }
    return s;
}
