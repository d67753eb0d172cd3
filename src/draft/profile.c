/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft/profile.h"

#include <string.h>

#include "base/hash.h"
#include "intake/mend.h"
#include "table/head.h"

/* ---- records that are no student's ---- */

static int
first_cell(const struct coh_record *rec, size_t n, size_t *at)
{
    for (*at = 0; *at < n && *at < rec->n; ++*at)
        if (coh_span_trim(rec->cell[*at]).length)
            return 1;
    return 0;
}

static int
is_one_of(struct coh_span s, const char *const *word)
{
    for (; *word; word++)
        if (coh_span_is_caseless(s, *word))
            return 1;
    return 0;
}

/* 1 for a record of maxima, 2 for another that is no student's, else 0. */
static int
special(struct coh_span s)
{
    static const char *const maxima[] = {
        "points possible", "possible points", "max points", "maximum points",
        "max score",       "maximum score",   "maximum",    "max",
        "out of",          "total possible",  NULL};
    static const char *const none[] = {"average",
                                       "class average",
                                       "overall average",
                                       "group average",
                                       "mean",
                                       "class mean",
                                       "median",
                                       "standard deviation",
                                       "key",
                                       "answer key",
                                       "student, test",
                                       "test student",
                                       "total",
                                       "totals",
                                       "manual posting",
                                       "std dev",
                                       "count",
                                       NULL};

    return is_one_of(s, maxima) ? 1 : is_one_of(s, none) ? 2 : 0;
}

static int
take_special(struct coh_profile *p, const struct coh_record *rec)
{
    struct coh_profile_row *row = &p->row[p->rows];
    struct coh_span s;
    size_t at, i;
    int kind;

    if (!first_cell(rec, p->header.n, &at))
        return 1;
    s = coh_span_trim(rec->cell[at]);
    kind = special(s);
    if (!kind || s.length >= sizeof(row->text))
        return 0;
    for (i = 0; i < p->rows; i++)
        if (p->row[i].column == at && coh_span_is(s, p->row[i].text))
            return 1;
    if (p->rows == sizeof(p->row) / sizeof(*p->row))
        return 0;
    *row = (struct coh_profile_row){.column = at, .is_max = kind == 1};
    memcpy(row->text, s.bytes, s.length);
    p->rows++;
    return 1;
}

/* ---- values ---- */

static void
count_distinct(struct coh_profile_column *c, struct coh_span s)
{
    uint64_t hash = coh_hash64(3, s.bytes, s.length);
    size_t i;

    for (i = 0; i < c->distinct; i++)
        if (c->seen[i] == hash) {
            c->repeats = 1;
            return;
        }
    if (c->distinct < COH_PROFILE_DISTINCT)
        c->seen[c->distinct++] = hash;
}

static void
keep_word(struct coh_profile_column *c, struct coh_span s)
{
    size_t i;

    for (i = 0; i < c->words; i++)
        if (coh_span_is(s, c->word[i].text)) {
            c->word[i].times++;
            return;
        }
    if (c->words == COH_PROFILE_WORDS || s.length >= COH_PROFILE_WORD ||
        memchr(s.bytes, '\n', s.length)) {
        c->other++;
        return;
    }
    memcpy(c->word[i].text, s.bytes, s.length);
    c->word[i].text[s.length] = '\0';
    c->word[i].times = 1;
    c->words++;
}

static int
has_digit_and_no_blank(struct coh_span s)
{
    size_t i, digits = 0;

    for (i = 0; i < s.length; i++) {
        if (s.bytes[i] == ' ')
            return 0;
        digits += s.bytes[i] >= '0' && s.bytes[i] <= '9';
    }
    return digits > 0;
}

/* A day of the calendar, and no number. */
static int
is_day(struct coh_span s)
{
    struct coh_decimal d;
    coh_date day;

    return coh_decimal_parse(s, &d) == COH_NUMBER_NOT &&
           (!coh_date_order_read(s, COH_ORDER_MDY, &day) ||
            !coh_date_order_read(s, COH_ORDER_DMY, &day));
}

static int
is_letter(struct coh_span s)
{
    return s.length == 1 && memchr("ABCDEabcde*", s.bytes[0], 11) != NULL;
}

static int
is_lexile(struct coh_span s)
{
    struct coh_decimal d;

    if (s.length < 2 || s.bytes[s.length - 1] != 'L')
        return 0;
    s.length--;
    return coh_decimal_parse(s, &d) == COH_NUMBER_EXACT;
}

static void
count_number(struct coh_profile_column *c, const struct coh_cell *cell)
{
    int first = !(c->numbers + c->fractions + c->percents);
    struct coh_decimal d;

    if (coh_decimal_parse(coh_span_of(cell->score), &d) != COH_NUMBER_EXACT)
        return;
    if (first || coh_decimal_compare(d, c->low) < 0)
        c->low = d;
    if (first || coh_decimal_compare(d, c->high) > 0)
        c->high = d;
    c->fractions += cell->max_score[0] != '\0';
    c->percents += !cell->max_score[0] && cell->percent;
    c->numbers += !cell->max_score[0] && !cell->percent;
    c->binary += d.mantissa == 0 || (d.mantissa == 1 && d.scale == 0);
}

static void
count_value(struct coh_profile_column *c, struct coh_span s)
{
    char plain[COH_PLAIN_SIZE];
    struct coh_cell cell;

    c->values++;
    count_distinct(c, s);
    c->codes += has_digit_and_no_blank(s);
    c->zeros += s.length > 2 && s.bytes[0] == '0' && s.bytes[1] >= '0' &&
                s.bytes[1] <= '9';
    if (is_day(s)) {
        c->days++;
        coh_date_order_look(s, &c->order);
        return;
    }
    if (is_letter(s)) {
        c->letters++;
        keep_word(c, s);
        return;
    }
    coh_cell_score(coh_cell_plain(s, c->mark, plain), NULL, &cell);
    if (cell.status == COH_STATUS_SCORED)
        count_number(c, &cell);
    else if (cell.status == COH_STATUS_CENSORED_LOW ||
             cell.status == COH_STATUS_CENSORED_HIGH)
        c->bounds++;
    else if (is_lexile(s))
        c->lexiles++;
    else if (memchr(s.bytes, '@', s.length))
        c->addresses++;
    else if (cell.status == COH_STATUS_CORRUPT_EXCEL)
        c->other++;
    else
        keep_word(c, s);
}

size_t
coh_profile_scores(const struct coh_profile_column *c)
{
    return c->numbers + c->fractions + c->percents + c->bounds + c->lexiles;
}

/* ---- readings ---- */

static void
look_at_marks(struct coh_profile *p, const struct coh_record *rec)
{
    size_t i;

    for (i = 0; i < p->header.n && i < rec->n; i++)
        coh_cell_mark_look(coh_span_trim(rec->cell[i]), &p->column[i].marks);
}

static void
look_at_values(struct coh_profile *p, const struct coh_record *rec)
{
    size_t i;

    for (i = 0; i < p->header.n && i < rec->n; i++) {
        struct coh_span s = coh_span_trim(rec->cell[i]);

        if (s.length)
            count_value(&p->column[i], s);
        else
            p->column[i].blank++;
    }
}

static int
read_through(struct coh_profile *p, struct coh_reader *reader,
             void (*look)(struct coh_profile *, const struct coh_record *),
             struct coh_error *err)
{
    struct coh_record rec;

    p->whole = 0;
    for (p->records = p->aside = 0; p->records < COH_PROFILE_RECORDS;
         p->records++) {
        if (coh_reader_next(reader, &rec, err))
            return -1;
        p->whole = rec.end;
        if (rec.end)
            return 0;
        p->aside += rec.aside != 0;
        if (!rec.aside && !take_special(p, &rec))
            look(p, &rec);
    }
    return 0;
}

/* Each column's own numbers tell its decimal mark, else those of all. */
static void
decide_marks(struct coh_profile *p)
{
    struct coh_mark_evidence all = {0, 0};
    size_t i;

    for (i = 0; i < p->header.n; i++) {
        all.comma += p->column[i].marks.comma;
        all.point += p->column[i].marks.point;
    }
    for (i = 0; i < p->header.n; i++) {
        const struct coh_mark_evidence *own = &p->column[i].marks;

        p->column[i].mark =
            coh_cell_mark(own->comma || own->point ? own : &all);
    }
}

static size_t
filled(const struct coh_record *rec)
{
    size_t i, n = 0;

    for (i = 0; i < rec->n; i++)
        n += coh_span_trim(rec->cell[i]).length > 0;
    return n;
}

/* Titles and labels fill a cell or two, the header more than twice as many. */
static int
count_titles(struct coh_profile *p, struct coh_reader *reader,
             struct coh_error *err)
{
    struct coh_head head = COH_HEAD_INIT;
    size_t i, most = 0;
    int rc = coh_head_read(&head, reader, COH_PROFILE_TITLES + 1, err);

    for (i = 0; i < head.n; i++)
        if (!head.record[i].aside && filled(&head.record[i]) > most)
            most = filled(&head.record[i]);
    while (p->above < head.n && !head.record[p->above].aside &&
           filled(&head.record[p->above]) <= 2 &&
           2 * filled(&head.record[p->above]) < most)
        p->above++;
    coh_head_release(&head);
    return rc;
}

/* To the header, and past it. */
static int
start(struct coh_profile *p, struct coh_reader *reader, struct coh_record *rec,
      struct coh_error *err)
{
    if (p->above)
        return coh_reader_start(reader, p->above, rec, err);
    return coh_reader_rewind(reader, err) || coh_reader_header(reader, rec, err)
               ? -1
               : 0;
}

int
coh_profile_read(struct coh_profile *p, struct coh_reader *reader,
                 struct coh_error *err)
{
    struct coh_record rec;

    if (coh_reader_spool(reader, err) || count_titles(p, reader, err) ||
        start(p, reader, &rec, err) ||
        coh_header_copy(&p->header, rec.cell, rec.n, err))
        return -1;
    p->header.n = coh_mend_width(p->header.name, p->header.n);
    p->column = coh_alloc_array(p->header.n, sizeof(*p->column), err);
    if (!p->column || read_through(p, reader, look_at_marks, err))
        return -1;
    decide_marks(p);
    if (start(p, reader, &rec, err))
        return -1;
    return read_through(p, reader, look_at_values, err);
}

void
coh_profile_release(struct coh_profile *p)
{
    coh_free(p->column);
    coh_header_release(&p->header);
    *p = (struct coh_profile)COH_PROFILE_INIT;
}
