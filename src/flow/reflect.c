/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey read and counted. */
#include "flow/reflect.h"

#include <math.h>

/* ---- reading ---- */

/* Whoever may choose people finds out by two choices what one answered: those
 * of A, B, C beside those of A, B, D. */
static int
check_conditions(const struct coh_survey *s, const struct coh_rows *rows,
                 struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < rows->header.n; i++) {
        const struct coh_span name = rows->header.name[i];

        if (coh_where_asks(&rows->where, i) &&
            coh_survey_says_who(s, &rows->header, i))
            return coh_fail(err, COH_USAGE,
                            "--where: '%s' says who or when, and would choose "
                            "single people",
                            coh_quote(name.bytes, name.length, quoted));
    }
    return 0;
}

static int
read_now(struct coh_reflect *r, struct coh_run *run, struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_record rec;
    int rc = -1;

    rows.all = 1;
    if (coh_rows_open(&rows, run, err))
        goto out;
    if (coh_survey_begin(&r->now, &rows.header, err) ||
        check_conditions(&r->now, &rows, err)) {
        coh_error_context(err, "%s: ", coh_rows_name(&rows));
        goto out;
    }
    for (;;) {
        if (coh_rows_next(&rows, &rec, err))
            goto out;
        if (rec.end)
            break;
        if (coh_survey_add(&r->now, &rec, rows.fits, coh_rows_name(&rows),
                           &run->notes, err))
            goto out;
    }
    rc = 0;
out:
    coh_rows_release(&rows);
    return rc;
}

static int
read_before(struct coh_reflect *r, struct coh_run *run, struct coh_error *err)
{
    struct coh_header header = COH_HEADER_INIT;
    struct coh_reader *reader;
    struct coh_record rec;
    int rc = -1;

    if (!r->previous)
        return 0;
    reader = coh_run_reader(run, r->previous, err);
    if (!reader || coh_reader_header(reader, &rec, err) ||
        coh_header_copy(&header, rec.cell, rec.n, err))
        goto out;
    if (coh_survey_begin(&r->before, &header, err)) {
        coh_error_context(err, "%s: ", r->previous);
        goto out;
    }
    for (;;) {
        if (coh_reader_next_good(reader, &rec, &run->notes, err))
            goto out;
        if (rec.end)
            break;
        if (coh_survey_add(&r->before, &rec, 1, r->previous, &run->notes, err))
            goto out;
    }
    rc = coh_run_reader_done(run, reader, err);
    reader = NULL;
out:
    coh_reader_free(reader);
    coh_header_release(&header);
    return rc;
}

static int
check(const struct coh_reflect *r, struct coh_error *err)
{
    if (r->by && r->previous)
        return coh_fail(err, COH_USAGE,
                        "--by and --previous together would show too little "
                        "of too few: one at a time");
    if (r->answers && (r->by || r->previous))
        return coh_fail(err, COH_USAGE,
                        "--answers come without --by and --previous: an answer "
                        "tells its writer soon enough");
    if (r->p && !r->by)
        return coh_fail(err, COH_USAGE,
                        "--p is of the difference between roles: say --by");
    return 0;
}

/* Lines of a long file are people only where a column says whose they are. */
static int
check_share(const struct coh_survey *s, const struct coh_run *run,
            struct coh_error *err)
{
    if (!run->share || s->knows_people)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "--share: there is no column of respondents: n would count "
                    "lines, and only a count of people can be protected; "
                    "--respondent names it");
}

/* Without any answer there is nothing to find options in, nor to mistake. */
static int
find_scale(struct coh_reflect *r, struct coh_run *run, struct coh_error *err)
{
    if (r->options)
        return coh_scale_parse(&r->scale, r->options, err);
    if (!r->now.answers)
        return coh_scale_parse(&r->scale, "1-5", err);
    if (coh_scale_find(&r->scale, &r->now, &run->notes, err))
        return -1;
    if (!r->scale.n && !r->answers)
        return coh_fail(err, COH_INPUT,
                        "no question is answered in numbers: name the options "
                        "in order, the lowest first: --options "
                        "'Disagree,Neutral,Agree'");
    return 0;
}

/* Questions of the round before that this one does not ask. */
static int
say_gone(const struct coh_reflect *r, struct coh_run *run,
         struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i, at;

    for (i = 0; i < r->before.questions; i++) {
        const struct coh_span *q = &r->before.question[i];

        at = coh_survey_seek(&r->now, *q);
        if (r->tally_before.asked[i] &&
            (at == r->now.questions || !r->tally.asked[at]) &&
            coh_notes_add(&run->notes, COH_NOTE_FACT,
                          coh_quote(q->bytes, q->length, quoted), err,
                          "%s: a question that this round does not ask",
                          r->previous))
            return -1;
    }
    return 0;
}

int
coh_reflect_read(struct coh_reflect *r, struct coh_run *run,
                 struct coh_error *err)
{
    r->seed = (unsigned long)run->seed;
    r->now.respondent = r->before.respondent = r->respondent;
    r->now.role = r->by;
    if (check(r, err) || read_now(r, run, err) ||
        check_share(&r->now, run, err) || find_scale(r, run, err) ||
        read_before(r, run, err) ||
        (r->previous && check_share(&r->before, run, err)))
        return -1;
    coh_scale_apply(&r->scale, &r->now);
    coh_scale_apply(&r->scale, &r->before);
    if (coh_reflect_count(r, &r->now, &r->tally, &run->notes, err))
        return -1;
    if (!r->previous)
        return 0;
    return coh_reflect_count(r, &r->before, &r->tally_before, NULL, err) ||
                   say_gone(r, run, err)
               ? -1
               : 0;
}

/* ---- judging ---- */

const char *
coh_reflect_sort_name(enum coh_reflect_sort sort)
{
    static const char *const name[COH_REFLECT_SORTS] = {"celebrate", "converge",
                                                        "diverge", "mixed", ""};

    return name[sort];
}

/* What n people who answer at random do; made once for each n. */
static const struct coh_agreement_random *
random_of(struct coh_reflect *r, size_t n, struct coh_error *err)
{
    struct coh_agreement_random *random;
    size_t i;

    for (i = 0; i < r->randoms; i++)
        if (r->random[i]->n == n)
            return r->random[i];
    if (coh_reserve(&r->random, &r->random_capacity, r->randoms + 1,
                    sizeof(*r->random), err) ||
        !(random = coh_alloc_array(1, sizeof(*random), err)))
        return NULL;
    r->random[r->randoms++] = random;
    return coh_agreement_random_fill(random, n, r->scale.n, COH_REFLECT_LEVEL,
                                     r->seed, err)
               ? NULL
               : random;
}

/* The option of the answer at place `at` of all answers in order. */
static size_t
option_at(const struct coh_reflect_part *part, size_t at)
{
    size_t i = 0;

    while (at >= part->count[i])
        at -= part->count[i++];
    return i;
}

/* Is the median among the two best options, and above the middle of them? */
static int
is_high(const struct coh_reflect_part *part, size_t k, int reversed)
{
    size_t twice = part->low + part->high;

    if (reversed)
        twice = 2 * (k - 1) - twice;
    return twice >= 2 * (k - 2) && twice > k - 1;
}

int
coh_reflect_judge(struct coh_reflect *r, struct coh_reflect_part *part,
                  int reversed, struct coh_error *err)
{
    size_t k = r->scale.n;

    part->agreement = NAN;
    part->sort = COH_REFLECT_NOT;
    if (!part->n)
        return 0;
    part->low = option_at(part, (part->n - 1) / 2);
    part->high = option_at(part, part->n / 2);
    part->agreement = coh_agreement(part->count, k);
    if (isnan(part->agreement))
        return 0;
    part->random = random_of(r, part->n, err);
    if (!part->random)
        return -1;
    if (coh_agreement_reaches(part->agreement, part->random->benchmark))
        part->sort = is_high(part, k, reversed) ? COH_REFLECT_CELEBRATE
                                                : COH_REFLECT_CONVERGE;
    else if (coh_agreement_reaches(0, part->agreement))
        part->sort = COH_REFLECT_DIVERGE;
    else
        part->sort = COH_REFLECT_MIXED;
    return 0;
}

/* ---- lifecycle ---- */

static void
release_tally(struct coh_reflect_tally *t)
{
    coh_free(t->asked);
    coh_free(t->open);
    coh_free(t->reversed);
    coh_free(t->count);
    coh_free(t->blank);
    coh_free(t->left_out);
    coh_free(t->people);
    coh_free(t->part);
    *t = (struct coh_reflect_tally){.asked = NULL};
}

void
coh_reflect_release(struct coh_reflect *r)
{
    size_t i;

    for (i = 0; i < r->randoms; i++) {
        coh_agreement_random_release(r->random[i]);
        coh_free(r->random[i]);
    }
    coh_free(r->random);
    release_tally(&r->tally);
    release_tally(&r->tally_before);
    coh_survey_release(&r->now);
    coh_survey_release(&r->before);
    coh_scale_release(&r->scale);
    *r = (struct coh_reflect)COH_REFLECT_INIT;
}
