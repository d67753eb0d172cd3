/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/reflect-scale.h"

#include <stdio.h>
#include <string.h>

#include "base/blank.h"

static int
add_option(struct coh_scale *scale, struct coh_span label,
           struct coh_error *err)
{
    const char *copy;

    if (!label.length)
        return coh_fail(err, COH_USAGE, "--options: an option is blank");
    if (coh_scale_place(scale, label) < scale->n)
        return coh_fail(err, COH_USAGE, "--options: '%.*s' stands twice",
                        label.length < 40 ? (int)label.length : 40,
                        label.bytes);
    if (scale->n == COH_AGREEMENT_OPTIONS)
        return coh_fail(err, COH_USAGE, "--options takes 2 to %d of them",
                        COH_AGREEMENT_OPTIONS);
    copy = coh_arena_text(&scale->arena, label.bytes, label.length, err);
    if (!copy)
        return -1;
    scale->label[scale->n] = (struct coh_span){copy, label.length};
    scale->value[scale->n] = coh_value_parse(label);
    scale->numeric = (scale->n == 0 || scale->numeric) &&
                     scale->value[scale->n].number == COH_NUMBER_EXACT;
    scale->n++;
    return 0;
}

static int
add_range(struct coh_scale *scale, long low, long high, struct coh_error *err)
{
    char number[24];

    for (long i = low; i <= high; i++) {
        snprintf(number, sizeof(number), "%ld", i);
        if (add_option(scale, coh_span_of(number), err))
            return -1;
    }
    return 0;
}

/* `1-5`: two whole numbers of at most two digits, the lower first. */
static int
is_range(const char *text, long *low, long *high)
{
    long *side[2];
    size_t digits;
    int i;

    side[0] = low, side[1] = high;
    for (i = 0; i < 2; i++) {
        *side[i] = 0;
        for (digits = 0; *text >= '0' && *text <= '9'; digits++)
            *side[i] = *side[i] * 10 + (*text++ - '0');
        if (!digits || digits > 2 || *text != (i ? '\0' : '-'))
            return 0;
        text += !i;
    }
    return *low < *high;
}

int
coh_scale_parse(struct coh_scale *scale, const char *text,
                struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    long low, high;
    size_t i;
    int rc;

    if (is_range(text, &low, &high))
        return add_range(scale, low, high, err);
    rc = coh_list_parse(&list, text, err);
    if (rc)
        coh_error_context(err, "--options: ");
    for (i = 0; !rc && i < list.n; i++)
        rc = add_option(scale, coh_blank_trim(list.item[i]), err);
    coh_list_release(&list);
    if (!rc && scale->n < 2)
        return coh_fail(err, COH_USAGE,
                        "--options are two numbers, as 1-5, or all options in "
                        "order, the lowest first: 'Disagree,Neutral,Agree'");
    return rc;
}

/* ---- from the answers ---- */

/* An answer as a whole number from 0 to 99; -1 for all else. */
static int
whole_number(struct coh_span text)
{
    struct coh_decimal d;

    if (coh_decimal_parse(text, &d) != COH_NUMBER_EXACT)
        return -1;
    d = coh_decimal_reduce(d);
    return d.scale || d.mantissa < 0 || d.mantissa > 99 ? -1 : (int)d.mantissa;
}

/* What was answered to a question in whole numbers. */
struct used {
    size_t numbers, others;
    int low, high;
};

static void
use(struct used *u, struct coh_span text)
{
    int x = whole_number(text);

    if (!text.length)
        return;
    if (x < 0) {
        u->others++;
        return;
    }
    if (!u->numbers || x < u->low)
        u->low = x;
    if (!u->numbers || x > u->high)
        u->high = x;
    u->numbers++;
}

static int
outside(const struct used *u, struct coh_span question, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "the answers to '%s' go from %d to %d: which options there "
                    "were is not known: say --options, as 0-10 or 1-7",
                    coh_quote(question.bytes, question.length, quoted), u->low,
                    u->high);
}

static int
say_found(const struct used *all, struct coh_notes *notes,
          struct coh_error *err)
{
    if (all->low == 1 && all->high == 5)
        return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                             "options taken to be 1 to 5, from the answers");
    return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                         "options taken to be 1 to 5, but nobody chose %s: if "
                         "there were others, say --options, as 1-4",
                         all->high == 5  ? "1"
                         : all->low == 1 ? "5"
                                         : "1 or 5");
}

int
coh_scale_find(struct coh_scale *scale, const struct coh_survey *s,
               struct coh_notes *notes, struct coh_error *err)
{
    struct used *used = coh_alloc_array(s->questions, sizeof(*used), err);
    struct used all = {0};
    size_t i;
    int rc = -1;

    if (!used)
        return -1;
    for (i = 0; i < s->answers; i++)
        use(&used[s->answer[i].question], s->answer[i].text);
    for (i = 0; i < s->questions; i++) {
        if (s->personal[i] || !used[i].numbers ||
            used[i].numbers < used[i].others)
            continue;
        if ((used[i].low < 1 || used[i].high > 5) &&
            outside(&used[i], s->question[i], err))
            goto out;
        if (!all.numbers || used[i].low < all.low)
            all.low = used[i].low;
        if (!all.numbers || used[i].high > all.high)
            all.high = used[i].high;
        all.numbers += used[i].numbers;
    }
    rc = 0;
    if (all.numbers &&
        (add_range(scale, 1, 5, err) || say_found(&all, notes, err)))
        rc = -1;
out:
    coh_free(used);
    return rc;
}

size_t
coh_scale_place(const struct coh_scale *scale, struct coh_span answer)
{
    struct coh_value v = coh_value_parse(answer);
    size_t i;

    for (i = 0; i < scale->n; i++) {
        if (v.number == COH_NUMBER_EXACT &&
            scale->value[i].number == COH_NUMBER_EXACT &&
            !coh_decimal_compare(v.decimal, scale->value[i].decimal))
            return i;
        /* Labels end in NUL, as the arena copies them. */
        if (coh_span_is_caseless(answer, scale->label[i].bytes))
            return i;
    }
    return scale->n;
}

void
coh_scale_apply(const struct coh_scale *scale, struct coh_survey *s)
{
    size_t i, place;

    for (i = 0; i < s->answers; i++) {
        struct coh_survey_answer *a = &s->answer[i];

        place = a->text.length ? coh_scale_place(scale, a->text) : 0;
        a->option = !a->text.length    ? COH_SURVEY_BLANK
                    : place < scale->n ? (unsigned char)place
                                       : COH_SURVEY_OTHER;
    }
}

void
coh_scale_release(struct coh_scale *scale)
{
    coh_arena_release(&scale->arena);
    *scale = (struct coh_scale)COH_SCALE_INIT;
}
