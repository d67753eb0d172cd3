/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a growth table has to say beside its cells: how scores were chosen,
 * and what chance does. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "flow/growth-internal.h"
#include "stat/difference.h"

/* ---- how scores were chosen ---- */

/* Does a condition of --where speak of the scores themselves? */
static int
is_on_scores(const struct coh_scores *in, const char *text, int *is,
             struct coh_error *err)
{
    struct coh_header one = COH_HEADER_INIT;
    struct coh_where w = COH_WHERE_INIT;
    struct coh_error why = COH_ERROR_INIT;
    int rc =
        coh_header_copy(&one, &in->rows.header.name[in->value.at[0]], 1, err);

    /* Dropping what is blank (COL!=) drops no score. */
    *is = !rc && !coh_where_add(&w, text, &one, &why) &&
          !strchr("=<>", text[strlen(text) - 1]);
    if (!rc && why.code == COH_SYSTEM)
        rc = coh_fail(err, COH_SYSTEM, "%s", why.text);
    coh_where_release(&w);
    coh_header_release(&one);
    return rc;
}

static int
say_where(const struct coh_scores *in, struct coh_error *err)
{
    struct coh_run *run = in->rows.run;
    size_t i;
    int is;

    for (i = 0; i < run->where.n; i++)
        if (is_on_scores(in, run->where.at[i], &is, err) ||
            (is && coh_notes_add(&run->notes, COH_NOTE_LOOK, NULL, err,
                                 "--where '%.40s' drops single scores by the "
                                 "score itself, and so makes first and last "
                                 "ones; --chosen '%.40s' keeps all scores of "
                                 "students by their first",
                                 run->where.at[i], run->where.at[i])))
            return -1;
    return 0;
}

/* Groups of a level or of the score are chosen by the score, row by row. */
static int
say_by(const struct coh_scores *in, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < in->by.n; i++) {
        struct coh_span name = in->rows.header.name[in->by.at[i]];

        if ((in->by.at[i] == in->value.at[0] ||
             coh_span_is_caseless(name, "level") ||
             coh_span_is_caseless(name, "percentile")) &&
            coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, NULL, err,
                          "groups by '%s' follow each score: who moves up "
                          "leaves the group, and its change says little; "
                          "--chosen looks at those who began low",
                          coh_quote(name.bytes, name.length, quoted)))
            return -1;
    }
    return 0;
}

/* First scores of all and of those chosen, and what these gained. */
struct chosen {
    struct coh_sample all, first, gain;
};

/* Where occasions have names, of the first and the last of these. */
static void
find_ends(const struct coh_growth *g, const struct coh_growth_line *l,
          const struct coh_growth_point **first,
          const struct coh_growth_point **last)
{
    if (g->occasions.n) {
        coh_growth_at_occasions(g, l, first, last);
        return;
    }
    *first = l->n ? &g->point[l->start] : NULL;
    *last = l->n ? *first + l->n - 1 : NULL;
    if (l->n && (*last)->day == (*first)->day)
        *last = NULL;
}

static int
gather(const struct coh_growth *g, size_t frame, struct chosen *c,
       struct coh_error *err)
{
    const struct coh_growth_point *first, *last;
    struct coh_value gain;
    size_t at;

    for (at = 0; at < g->lines.n; at++) {
        const struct coh_growth_line *l = &g->line[at];

        if (l->group == COH_GROWTH_NONE || g->group[l->group].frame != frame)
            continue;
        find_ends(g, l, &first, &last);
        if (first && coh_growth_add(&c->all, &first->score, err))
            return -1;
        if (!l->chosen || !first || !last)
            continue;
        gain = coh_growth_gain(&first->score, &last->score);
        if (coh_growth_add(&c->first, &first->score, err) ||
            coh_growth_add(&c->gain, &gain, err))
            return -1;
    }
    if (coh_sample_finish(&c->all, err) || coh_sample_finish(&c->first, err))
        return -1;
    return coh_sample_finish(&c->gain, err);
}

static int
say_chosen_of(const struct coh_growth *g, size_t frame, struct chosen *c,
              struct coh_run *run, struct coh_error *err)
{
    struct coh_span cell = coh_keys_cells(&g->frames, frame)[0];
    char measure[COH_QUOTE_SIZE], gain[COH_NUMBER_SIZE];
    char nothing[COH_NUMBER_SIZE];
    struct coh_side all, first;
    int digits;

    if (gather(g, frame, c, err))
        return -1;
    if (!c->gain.n)
        return 0;
    digits = c->gain.decimals + 1;
    coh_quote(cell.bytes, cell.length, measure);
    coh_double_fixed(coh_sample_mean(&c->gain), digits, gain);
    if (isnan(g->set.reliability))
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "%s: %zu of %zu chosen by their first score "
                             "gained %s in the mean, a part of it from "
                             "nothing (regression to the mean): --reliability "
                             "says how much",
                             measure, c->gain.n, c->all.n, gain);
    all = coh_side_of(&c->all);
    first = coh_side_of(&c->first);
    coh_double_fixed(coh_change_from_nothing(coh_side_difference(&all, &first),
                                             0, g->set.reliability),
                     digits, nothing);
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                         "%s: %zu of %zu chosen by their first score gained "
                         "%s in the mean; about %s would have come from "
                         "nothing (regression to the mean at reliability %g)",
                         measure, c->gain.n, c->all.n, gain, nothing,
                         g->set.reliability);
}

static int
say_chosen(const struct coh_growth *g, struct coh_run *run,
           struct coh_error *err)
{
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < g->frames.n; i++) {
        struct chosen c = {COH_SAMPLE_INIT, COH_SAMPLE_INIT, COH_SAMPLE_INIT};

        rc = say_chosen_of(g, i, &c, run, err);
        coh_sample_release(&c.all);
        coh_sample_release(&c.first);
        coh_sample_release(&c.gain);
    }
    return rc;
}

int
coh_growth_say_choice(const struct coh_growth *g, const struct coh_scores *in,
                      int groups, struct coh_error *err)
{
    if (say_where(in, err) || say_by(in, err))
        return -1;
    if (!g->set.chosen)
        return 0;
    /* A table of groups by calendar weeks has its own first and last ones, and
     * says how much is chance in a column. */
    if (!groups || g->occasions.n)
        return say_chosen(g, in->rows.run, err);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_FACT, NULL, err,
                         "who was chosen by the first score gains a part from "
                         "nothing (regression to the mean): %s",
                         isnan(g->set.reliability)
                             ? "--reliability says how much"
                             : "see chance_gain");
}

int
coh_growth_say_mixed(const struct coh_growth *g,
                     const struct coh_growth_line *l, struct coh_run *run,
                     struct coh_error *err)
{
    struct coh_text why = COH_TEXT_INIT;
    int rc = coh_growth_mixed(g, l, &why, err);

    if (!rc)
        rc = coh_notes_add(&run->notes, COH_NOTE_LOOK, coh_text_get(&why), err,
                           l->other_scale
                               ? "lines on more than one scale have no trend"
                               : "lines of more than one assessment have no "
                                 "trend: -b assessment makes a line of each, "
                                 "--forms says that they are forms of one");
    coh_text_release(&why);
    return rc;
}

int
coh_growth_say_change(const struct coh_growth *g, struct coh_run *run,
                      struct coh_error *err)
{
    if (isnan(g->set.reliability))
        return 0;
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                         "chance_gain is what a group would gain from nothing "
                         "if it was chosen by its first scores (regression to "
                         "the mean at reliability %g)",
                         g->set.reliability);
}

/* ---- what chance does ---- */

/* The note says it all; the remark is what a woven page shows. */
static int
say_trends(const struct coh_growth *g, struct coh_run *run,
           struct coh_error *err)
{
    double expected = (double)g->tested * (1 - g->set.level) / 2;
    char number[COH_NUMBER_SIZE], remark[100];

    if (!g->tested)
        return 0;
    coh_double_fixed(expected, 1, number);
    snprintf(remark, sizeof(remark),
             "of %zu line%s, chance alone would call about %s falling",
             g->tested, g->tested == 1 ? "" : "s", number);
    if (coh_run_fact(run, "remark", remark, err))
        return -1;
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                         "%zu line%s tested, %zu falling, %zu rising; if "
                         "nobody changed, chance alone would still call about "
                         "%s falling and as many rising",
                         g->tested, g->tested == 1 ? "" : "s", g->falling,
                         g->rising, number);
}

static int
say_gains(const struct coh_growth *g, struct coh_run *run,
          struct coh_error *err)
{
    char number[COH_NUMBER_SIZE], any[COH_NUMBER_SIZE];
    int expected = !isnan(g->set.expected) && g->set.expected != 0;

    if (g->unjudged &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "%zu gain%s without a standard error of measurement%s: "
                      "no limits",
                      g->unjudged, g->unjudged == 1 ? "" : "s",
                      isnan(g->set.sem) && isnan(g->set.reliability)
                          ? " (--sem, --reliability or a column sem)"
                          : ""))
        return -1;
    if (!g->judged)
        return 0;
    coh_double_fixed((double)g->judged * (1 - g->set.level), 1, number);
    return coh_notes_add(
        &run->notes, COH_NOTE_FACT, NULL, err,
        "%zu gain%s against measurement error: %zu %s, %zu %s; if %s, chance "
        "alone would still flag about %s, and at least one with a chance of %s",
        g->judged, g->judged == 1 ? "" : "s", g->better,
        expected ? "above expected" : "improved", g->worse,
        expected ? "below expected" : "declined",
        expected ? "all gained as expected" : "nobody changed", number,
        coh_growth_percent(coh_change_any_false(g->judged, g->set.level), any));
}

int
coh_growth_say_chance(const struct coh_growth *g, struct coh_run *run,
                      struct coh_error *err)
{
    if (g->intervals &&
        coh_run_intervals(run, COH_ABOUT_MEASUREMENT, g->set.level, err))
        return -1;
    if (g->judged && !isnan(g->set.reliability) &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "--reliability: errors of measurement from the spread "
                      "of first scores here; a norm group's would be surer"))
        return -1;
    return say_trends(g, run, err) || say_gains(g, run, err) ? -1 : 0;
}
