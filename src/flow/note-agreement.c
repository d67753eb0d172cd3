/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/note-agreement.h"

#include <math.h>

#include "base/memory.h"
#include "result/codes.h"
#include "stat/krippendorff-interval.h"
#include "stat/krippendorff.h"

#define LEVEL 0.95

/* Present codings below which no alpha of a code is one to rely on. */
enum { FEWEST = 5 };

/* What one coder said of one note: its codes are has[first … first + n − 1]. */
struct coding {
    size_t unit, coder, first, n;
};

struct agreement {
    const struct coh_note_agreement_ask *ask;
    struct coh_run *run;
    struct coh_rows rows;
    struct coh_columns unit_at, coder_at, codes_at;
    int by_file; /* a file is a coder */
    struct coh_note_codes codes;
    struct coh_keys unit, coder, pair; /* pair: of unit and coder */
    struct coding *coding;
    size_t codings, coding_capacity;
    size_t *has;
    size_t held, held_capacity;
    size_t blank; /* codings without a code */
    struct coh_text tidy;
    size_t sure, tentative, unsure, undefined, rare; /* codes by their alpha */
    size_t without_interval;
};

/* ---- reading ---- */

static int
find_coder(struct agreement *a, struct coh_error *err)
{
    const struct coh_header *h = &a->rows.header;

    if (a->ask->coder)
        return coh_rows_columns(&a->rows, a->ask->coder, &a->coder_at, err);
    if (coh_header_seek(h, coh_span_of("coder")) < h->n)
        return coh_rows_columns(&a->rows, "coder", &a->coder_at, err);
    a->by_file = 1;
    return a->run->operands.n > 1
               ? 0
               : coh_fail(err, COH_USAGE,
                          "who coded? Name the column with --coder COL, or "
                          "give a FILE for each coder");
}

static int
open_rows(struct agreement *a, struct coh_error *err)
{
    const struct coh_note_agreement_ask *ask = a->ask;

    if (coh_note_codes_scheme(&a->codes, a->run, ask->scheme, err) ||
        coh_rows_open(&a->rows, a->run, err))
        return -1;
    if (!ask->unit && coh_header_seek(&a->rows.header, coh_span_of("note")) ==
                          a->rows.header.n)
        return coh_fail(err, COH_INPUT,
                        "%s: no column 'note': name the columns that tell "
                        "notes apart, as --unit student_id,date,text",
                        coh_rows_name(&a->rows));
    if (coh_rows_columns(&a->rows, ask->unit ? ask->unit : "note", &a->unit_at,
                         err) ||
        coh_rows_columns(&a->rows, ask->codes ? ask->codes : "codes",
                         &a->codes_at, err) ||
        find_coder(a, err))
        return -1;
    if (a->codes_at.n != 1 || (!a->by_file && a->coder_at.n != 1))
        return coh_fail(err, COH_USAGE,
                        "one column of codes, and one of coders");
    a->unit.width = a->unit_at.n;
    return 0;
}

static int
find_unit(struct agreement *a, const struct coh_record *rec, size_t *unit,
          struct coh_error *err)
{
    struct coh_span *cell = coh_alloc_array(a->unit_at.n, sizeof(*cell), err);
    size_t i;
    int rc;

    if (!cell)
        return -1;
    for (i = 0; i < a->unit_at.n; i++)
        cell[i] = coh_span_trim(rec->cell[a->unit_at.at[i]]);
    rc = coh_keys_index(&a->unit, cell, unit, err);
    coh_free(cell);
    return rc;
}

static int
keep_codes(struct agreement *a, struct coh_span cell, struct coding *c,
           struct coh_error *err)
{
    struct coh_span rest, code;
    size_t k;

    if (coh_codes_tidy(cell, &a->tidy, err))
        return -1;
    rest = coh_text_span(&a->tidy);
    c->first = a->held;
    while (coh_codes_next(&rest, &code)) {
        if (coh_note_codes_find(&a->codes, code, &k, err) ||
            coh_reserve(&a->has, &a->held_capacity, a->held + 1,
                        sizeof(*a->has), err))
            return -1;
        a->codes.code[k].notes++;
        a->has[a->held++] = k;
        c->n++;
    }
    a->blank += !c->n;
    return 0;
}

static int
take_row(struct agreement *a, const struct coh_record *rec,
         struct coh_error *err)
{
    struct coding c = {.n = 0};
    struct coh_span who = a->by_file
                              ? coh_span_of(coh_rows_name(&a->rows))
                              : coh_span_trim(rec->cell[a->coder_at.at[0]]);
    size_t pair[2], at, before = a->pair.n;
    const struct coh_span key = {(const char *)pair, sizeof(pair)};

    if (!who.length)
        return coh_notes_add(&a->run->notes, COH_NOTE_LOOK, NULL, err,
                             "rows without a coder left out");
    if (find_unit(a, rec, &c.unit, err) ||
        coh_keys_index(&a->coder, &who, &c.coder, err))
        return -1;
    pair[0] = c.unit;
    pair[1] = c.coder;
    if (coh_keys_index(&a->pair, &key, &at, err))
        return -1;
    if (at < before)
        return coh_notes_add(&a->run->notes, COH_NOTE_LOOK, NULL, err,
                             "rows of a coder for a note that this coder has "
                             "coded before left out: the first counts");
    if (keep_codes(a, rec->cell[a->codes_at.at[0]], &c, err) ||
        coh_reserve(&a->coding, &a->coding_capacity, a->codings + 1,
                    sizeof(*a->coding), err))
        return -1;
    a->coding[a->codings++] = c;
    return 0;
}

static int
read_rows(struct agreement *a, struct coh_error *err)
{
    struct coh_record rec;

    for (;;) {
        if (coh_rows_next(&a->rows, &rec, err))
            return -1;
        if (rec.end)
            break;
        if (take_row(a, &rec, err))
            return -1;
    }
    if (a->codings && a->coder.n < 2)
        return coh_fail(err, COH_INPUT,
                        "one coder only: agreement needs two who coded the "
                        "same notes");
    return 0;
}

/* ---- the table ---- */

/* Units × coders of one code: 1 present, 0 absent, or not coded. Gives how
 * many of the codings that count, on units of two coders or more, have it. */
static size_t
fill(const struct agreement *a, size_t code, int *cell)
{
    size_t i, k, coders = a->coder.n, present = 0;

    for (i = 0; i < a->unit.n * coders; i++)
        cell[i] = COH_KRIPPENDORFF_MISSING;
    for (i = 0; i < a->codings; i++) {
        const struct coding *c = &a->coding[i];
        int *at = &cell[c->unit * coders + c->coder];

        *at = 0;
        for (k = 0; k < c->n; k++)
            *at |= a->has[c->first + k] == code;
    }
    for (i = 0; i < a->unit.n; i++) {
        size_t by = 0, with = 0;

        for (k = 0; k < coders; k++) {
            by += cell[i * coders + k] != COH_KRIPPENDORFF_MISSING;
            with += cell[i * coders + k] == 1;
        }
        present += by > 1 ? with : 0;
    }
    return present;
}

static const char *
use_of(struct agreement *a, double alpha, size_t present)
{
    if (isnan(alpha)) {
        a->undefined++;
        return "undefined: it never varies";
    }
    if (present < FEWEST && alpha >= 0.667) {
        a->rare++;
        return "too few";
    }
    if (alpha >= 0.8) {
        a->sure++;
        return "good enough to rely on";
    }
    if (alpha >= 0.667) {
        a->tentative++;
        return "for tentative conclusions only";
    }
    a->unsure++;
    return "do not rely on it yet";
}

static int
put_double(struct coh_writer *w, double x, struct coh_error *err)
{
    return isnan(x) ? coh_writer_blank(w, err) : coh_writer_double(w, x, err);
}

static int
put_code(struct agreement *a, size_t code, int *cell, struct coh_writer *w,
         struct coh_error *err)
{
    struct coh_krippendorff_interval c = {.level = LEVEL,
                                          .seed = (unsigned long)a->run->seed};
    struct coh_krippendorff k;
    size_t present = fill(a, code, cell);

    if (coh_krippendorff_nominal(cell, a->unit.n, a->coder.n, &k, err) ||
        coh_krippendorff_interval(cell, a->unit.n, a->coder.n, &c, err))
        return -1;
    a->without_interval += !isnan(k.alpha) && isnan(c.low);
    return coh_note_codes_cells(&a->codes, code, w, err) ||
                   coh_writer_count(w, k.units, err) ||
                   coh_writer_count(w, a->coder.n, err) ||
                   coh_writer_count(w, present, err) ||
                   put_double(w, 100 * k.agreement, err) ||
                   put_double(w, k.alpha, err) || put_double(w, c.low, err) ||
                   put_double(w, c.high, err) ||
                   coh_writer_string(w,
                                     k.units
                                         ? use_of(a, k.alpha, present)
                                         : "undefined: no note has two coders",
                                     err) ||
                   coh_writer_row(w, err)
               ? -1
               : 0;
}

static int
put_header(const struct agreement *a, struct coh_writer *w,
           struct coh_error *err)
{
    static const char *const name[] = {"units",     "coders", "present",
                                       "agreement", "alpha",  "low",
                                       "high",      "use"};
    size_t i;

    if (coh_note_codes_columns(&a->codes, w, err))
        return -1;
    for (i = 0; i < 8; i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i < 7 ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
    return 0;
}

static int
say_all(struct agreement *a, struct coh_error *err)
{
    struct coh_notes *n = &a->run->notes;

    if (coh_note_codes_say(&a->codes, n, err) ||
        (a->blank &&
         coh_notes_add(n, COH_NOTE_FACT, NULL, err,
                       "rows with blank codes, taken as \"none of the codes "
                       "fits\": %zu",
                       a->blank)))
        return -1;
    if (a->unsure &&
        coh_notes_add(n, COH_NOTE_LOOK, NULL, err,
                      "codes below .667, on which counts should not rest: %zu; "
                      "look at notes where you differ, write down what the "
                      "code means and does not, and code new notes apart",
                      a->unsure))
        return -1;
    if (a->sure + a->tentative + a->unsure + a->rare > a->without_interval &&
        coh_notes_add(n, COH_NOTE_FACT, NULL, err,
                      "low and high: alphas that these notes are consistent "
                      "with, had other notes of this kind been coded by the "
                      "same coders (95 %%, bootstrap over notes, seed %ld)",
                      a->run->seed))
        return -1;
    return a->without_interval
               ? coh_notes_add(n, COH_NOTE_FACT, NULL, err,
                               "codes without low and high, for notes are too "
                               "few or the code too rare or too common: %zu",
                               a->without_interval)
               : 0;
}

static int
write_table(struct agreement *a, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(a->run, err);
    size_t *order = NULL, i;
    int *cell = NULL;
    int rc = -1;

    if (!w || put_header(a, w, err) ||
        coh_note_codes_order(&a->codes, &order, err))
        goto out;
    if (a->coder.n && a->unit.n > (size_t)-1 / sizeof(*cell) / a->coder.n) {
        coh_fail_memory(err);
        goto out;
    }
    cell = coh_alloc_array(a->unit.n * a->coder.n, sizeof(*cell), err);
    if (!cell)
        goto out;
    for (i = 0; i < a->codes.n; i++)
        if (put_code(a, order[i], cell, w, err))
            goto out;
    rc = say_all(a, err) || coh_run_finish(a->run, err) ? -1 : 0;
out:
    coh_free(order);
    coh_free(cell);
    return rc;
}

static void
release(struct agreement *a)
{
    coh_rows_release(&a->rows);
    coh_columns_release(&a->unit_at);
    coh_columns_release(&a->coder_at);
    coh_columns_release(&a->codes_at);
    coh_note_codes_release(&a->codes);
    coh_keys_release(&a->unit);
    coh_keys_release(&a->coder);
    coh_keys_release(&a->pair);
    coh_free(a->coding);
    coh_free(a->has);
    coh_text_release(&a->tidy);
}

int
coh_note_agreement_run(const struct coh_note_agreement_ask *ask,
                       struct coh_run *run, struct coh_error *err)
{
    struct agreement a = {
        .ask = ask,
        .run = run,
        .rows = COH_ROWS_INIT,
        .unit_at = COH_COLUMNS_INIT,
        .coder_at = COH_COLUMNS_INIT,
        .codes_at = COH_COLUMNS_INIT,
        .codes = COH_NOTE_CODES_INIT,
        .coder = {.width = 1},
        .pair = {.width = 1},
    };
    int rc = -1;

    if (!open_rows(&a, err) && !read_rows(&a, err))
        rc = write_table(&a, err);
    release(&a);
    return rc;
}
