/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rounds of one survey beside each other. */
#include "flow/reflect.h"

#include <math.h>

const struct coh_reflect_part *
coh_reflect_before(const struct coh_reflect *r, size_t at)
{
    size_t i = coh_survey_seek(&r->before, r->now.question[at]);

    if (i == r->before.questions || !r->tally_before.asked[i] ||
        !r->tally_before.part[i].shown)
        return NULL;
    return &r->tally_before.part[i];
}

/* Answers that `a` has beyond those of `b`. */
static size_t
beyond(const struct coh_reflect *r, const struct coh_reflect_part *a,
       const struct coh_reflect_part *b)
{
    size_t i, n = 0;

    for (i = 0; i < r->scale.n; i++)
        n += a->count[i] > b->count[i] ? a->count[i] - b->count[i] : 0;
    return n;
}

int
coh_reflect_is_same_round(const struct coh_reflect *r)
{
    size_t q, later = 0, earlier = 0, both = 0, most = 0;

    for (q = 0; q < r->now.questions; q++) {
        const struct coh_reflect_part *now = &r->tally.part[q];
        const struct coh_reflect_part *before = coh_reflect_before(r, q);
        size_t more, less;

        if (!r->tally.asked[q] || !now->shown || !before)
            continue;
        more = beyond(r, now, before);
        less = beyond(r, before, now);
        later += more > 0, earlier += less > 0, both++;
        if (more + less > most)
            most = more + less;
    }
    return both && (!later || !earlier) && most > 0 &&
           most < COH_REFLECT_FEWEST;
}

int
coh_reflect_median(const struct coh_reflect *r,
                   const struct coh_reflect_part *part, struct coh_text *text,
                   struct coh_error *err)
{
    const struct coh_scale *s = &r->scale;
    char number[COH_NUMBER_SIZE];

    if (s->numeric)
        return coh_text_add_string(
            text,
            coh_double_text((coh_value_double(&s->value[part->low]) +
                             coh_value_double(&s->value[part->high])) /
                                2,
                            number),
            err);
    if (part->low == part->high)
        return coh_text_add_string(text, s->label[part->low].bytes, err);
    return coh_text_format(text, err, "%s / %s", s->label[part->low].bytes,
                           s->label[part->high].bytes);
}

static int
add_sorts(enum coh_reflect_sort before, enum coh_reflect_sort now,
          struct coh_text *words, struct coh_error *err)
{
    if (before == COH_REFLECT_NOT || now == COH_REFLECT_NOT)
        return 0;
    if (before == now)
        return coh_text_format(words, err, "still %s; ",
                               coh_reflect_sort_name(now));
    return coh_text_format(words, err, "from %s to %s; ",
                           coh_reflect_sort_name(before),
                           coh_reflect_sort_name(now));
}

int
coh_reflect_moved(const struct coh_reflect *r,
                  const struct coh_reflect_part *before,
                  const struct coh_reflect_part *now, struct coh_text *words,
                  struct coh_error *err)
{
    size_t was = before->low + before->high, is = now->low + now->high;
    size_t moved = beyond(r, now, before), gone = beyond(r, before, now);

    if (add_sorts(before->sort, now->sort, words, err))
        return -1;
    if (!moved && !gone)
        return coh_text_add_string(words, "the same answers", err);
    if (was == is) {
        if (coh_text_add_string(words, "median the same", err))
            return -1;
    } else if (coh_text_format(words, err, "median %s from ",
                               is > was ? "up" : "down") ||
               coh_reflect_median(r, before, words, err) ||
               coh_text_add_string(words, " to ", err) ||
               coh_reflect_median(r, now, words, err)) {
        return -1;
    }
    if (before->n != now->n)
        return coh_text_format(words, err, "; %zu answers, before %zu", now->n,
                               before->n);
    if (moved == 1)
        return coh_text_add_string(words, "; one answer is enough for that",
                                   err);
    return coh_text_format(words, err, "; at least %zu answers changed", moved);
}
