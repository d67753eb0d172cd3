/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group's change: all students beside those who were there both times. */
#include <math.h>

#include "flow/growth-internal.h"
#include "stat/difference.h"

/* The scores of one group. */
struct scores {
    struct coh_sample first, last;         /* all students */
    struct coh_sample before, after, gain; /* those matched */
    size_t joined, left;
    size_t blank, between; /* scores of no occasion, students of neither */
    size_t later;          /* not there when others were chosen */
    coh_date from, until;  /* of the two occasions */
};

static void
clear(struct scores *s)
{
    coh_sample_release(&s->first);
    coh_sample_release(&s->last);
    coh_sample_release(&s->before);
    coh_sample_release(&s->after);
    coh_sample_release(&s->gain);
    *s = (struct scores){.from = COH_DATE_NONE, .until = COH_DATE_NONE};
}

static int
add_line(struct scores *s, const struct coh_growth_point *first,
         const struct coh_growth_point *last, struct coh_error *err)
{
    struct coh_value gain;

    if (first && (s->from == COH_DATE_NONE || first->day < s->from))
        s->from = first->day;
    if (last && (s->until == COH_DATE_NONE || last->day > s->until))
        s->until = last->day;
    s->left += first && !last;
    s->joined += last && !first;
    if ((first && coh_growth_add(&s->first, &first->score, err)) ||
        (last && coh_growth_add(&s->last, &last->score, err)))
        return -1;
    if (!first || !last)
        return 0;
    gain = coh_growth_gain(&first->score, &last->score);
    if (coh_growth_add(&s->before, &first->score, err) ||
        coh_growth_add(&s->after, &last->score, err))
        return -1;
    return coh_growth_add(&s->gain, &gain, err);
}

static int
gather(const struct coh_growth *g, size_t group, struct scores *s,
       struct coh_error *err)
{
    const struct coh_growth_point *first, *last;
    size_t i, k;

    clear(s);
    for (i = 0; i < g->group[group].n; i++) {
        const struct coh_growth_line *l =
            &g->line[g->by_group[g->group[group].start + i]];

        if (!l->chosen)
            continue;
        for (k = 0; g->occasions.n && k < l->n; k++)
            s->blank += !g->point[l->start + k].occasion;
        coh_growth_at_occasions(g, l, &first, &last);
        s->between += l->n && !first && !last;
        /* Chosen by the first occasion is who had a score on it. */
        if (g->set.chosen && !first) {
            s->later += last != NULL;
            continue;
        }
        if (add_line(s, first, last, err))
            return -1;
    }
    if (coh_sample_finish(&s->first, err) || coh_sample_finish(&s->last, err) ||
        coh_sample_finish(&s->before, err) || coh_sample_finish(&s->after, err))
        return -1;
    return coh_sample_finish(&s->gain, err);
}

/* The first scores of all students of each frame, chosen or not: what those
 * chosen by their first score come back to. */
static int
sides_of_all(const struct coh_growth *g, struct coh_side *side,
             struct coh_error *err)
{
    struct coh_sample *s = coh_alloc_array(g->frames.n, sizeof(*s), err);
    const struct coh_growth_point *first, *last;
    size_t i;
    int rc = s ? 0 : -1;

    for (i = 0; s && i < g->frames.n; i++)
        s[i] = (struct coh_sample)COH_SAMPLE_INIT;
    for (i = 0; !rc && i < g->lines.n; i++) {
        if (g->line[i].group == COH_GROWTH_NONE)
            continue;
        coh_growth_at_occasions(g, &g->line[i], &first, &last);
        if (first)
            rc = coh_growth_add(&s[g->group[g->line[i].group].frame],
                                &first->score, err);
    }
    for (i = 0; s && i < g->frames.n; i++) {
        if (!rc && !(rc = coh_sample_finish(&s[i], err)))
            side[i] = coh_side_of(&s[i]);
        coh_sample_release(&s[i]);
    }
    coh_free(s);
    return rc;
}

/* ---- the row's note ---- */

/* Does the measure of a frame stand in others that differ in this cell? Each
 * of these has rows of its own. */
static int
differs(const struct coh_growth *g, size_t frame, size_t at)
{
    const struct coh_span *cell = coh_keys_cells(&g->frames, frame), *other;
    size_t i;

    for (i = 0; i < g->frames.n; i++) {
        other = coh_keys_cells(&g->frames, i);
        if (coh_span_equal(other[0], cell[0]) &&
            !coh_span_equal(other[at], cell[at]))
            return 1;
    }
    return 0;
}

static int
join(struct coh_text *out, struct coh_error *err)
{
    return out->length ? coh_text_add_string(out, "; ", err) : 0;
}

static int
is_by(const struct coh_scores *in, const char *name)
{
    return coh_columns_have(&in->by, coh_scores_column(in, name));
}

static int
kind_words(const struct coh_growth *g, const struct coh_scores *in,
           size_t frame, struct coh_text *out, struct coh_error *err)
{
    static const char *const name[] = {"measure", "scale", "assessment"};
    char quoted[COH_QUOTE_SIZE];
    size_t at;

    for (at = 1; at < g->frames.width; at++) {
        struct coh_span kind = coh_keys_cells(&g->frames, frame)[at];

        if (differs(g, frame, at) && !is_by(in, name[at]) &&
            (join(out, err) ||
             coh_text_format(out, err, "%s %s", name[at],
                             kind.length
                                 ? coh_quote(kind.bytes, kind.length, quoted)
                                 : "(blank)")))
            return -1;
    }
    return 0;
}

static int
occasion_words(const struct coh_growth *g, size_t frame, struct coh_text *out,
               struct coh_error *err)
{
    const struct coh_growth_frame *f = &g->frame[frame];
    char first[COH_QUOTE_SIZE], last[COH_QUOTE_SIZE];
    char from[COH_DATE_SIZE], until[COH_DATE_SIZE];
    struct coh_span a, b;

    if (!g->occasions.n && f->from < f->until)
        return join(out, err) ||
                       coh_text_format(out, err, "week of %s to week of %s",
                                       coh_date_text(f->from, from),
                                       coh_date_text(f->until, until))
                   ? -1
                   : 0;
    if (!f->first || !f->last)
        return 0;
    a = coh_keys_cells(&g->occasions, f->first - 1)[0];
    b = coh_keys_cells(&g->occasions, f->last - 1)[0];
    if (join(out, err))
        return -1;
    return coh_text_format(out, err, "%s to %s",
                           coh_quote(a.bytes, a.length, first),
                           coh_quote(b.bytes, b.length, last));
}

static int
note_words(const struct coh_growth *g, const struct coh_scores *in,
           size_t group, const struct scores *s, const struct coh_error *why,
           struct coh_text *out, struct coh_error *err)
{
    size_t frame = g->group[group].frame;
    const struct coh_growth_frame *f = &g->frame[frame];
    int one = g->occasions.n ? !f->last : f->from == f->until;

    coh_text_clear(out);
    if (kind_words(g, in, frame, out, err) ||
        occasion_words(g, frame, out, err))
        return -1;
    if (!one && !why->code)
        return 0;
    if (join(out, err))
        return -1;
    if (one)
        return coh_text_add_string(out, "one occasion only: no change", err);
    if (!s->gain.n)
        return coh_text_add_string(out, "nobody was tested on both", err);
    return coh_text_add_string(out, why->text, err);
}

/* ---- the table ---- */

static int
put_header(const struct coh_scores *in, struct coh_writer *w,
           struct coh_error *err)
{
    static const char *const name[] = {"measure",
                                       "first_date",
                                       "last_date",
                                       "n_first",
                                       "n_last",
                                       "mean_first",
                                       "mean_last",
                                       "change_all",
                                       "n_matched",
                                       "mean_first_matched",
                                       "mean_last_matched",
                                       "change_matched",
                                       "ci_low",
                                       "ci_high",
                                       "effect",
                                       "effect_low",
                                       "effect_high",
                                       "joined",
                                       "left",
                                       "chance_gain",
                                       "note"};
    enum { COLUMNS = sizeof(name) / sizeof(*name) };
    size_t i;

    for (i = 0; i < in->by.n; i++)
        if (coh_writer_column(w, in->rows.header.name[in->by.at[i]],
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < COLUMNS; i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i < 3 || i == COLUMNS - 1 ? COH_COLUMN_TEXT
                                                        : COH_COLUMN_NUMBER,
                              err))
            return -1;
    return 0;
}

static int
put_labels(const struct coh_growth *g, const struct coh_scores *in,
           size_t group, const struct scores *s, struct coh_writer *w,
           struct coh_error *err)
{
    const struct coh_span *cell = coh_keys_cells(&g->groups, group);
    char from[COH_DATE_SIZE], until[COH_DATE_SIZE];
    size_t i;

    for (i = 0; i < in->by.n; i++)
        if (coh_writer_text(
                w, cell[3 + i].length ? cell[3 + i] : coh_span_of("(blank)"),
                err))
            return -1;
    if (coh_writer_text(w, cell[0], err) ||
        coh_writer_string(w, coh_date_text(s->from, from), err))
        return -1;
    return coh_writer_string(w, coh_date_text(s->until, until), err);
}

static int
put_row(const struct coh_growth *g, const struct coh_scores *in, size_t group,
        const struct scores *s, const struct coh_difference *d,
        const struct coh_side *all, struct coh_writer *w, struct coh_error *err)
{
    struct coh_side first = coh_side_of(&s->first);
    struct coh_side last = coh_side_of(&s->last);
    struct coh_side before = coh_side_of(&s->before);
    double means[] = {coh_side_mean(&first), coh_side_mean(&last),
                      coh_side_difference(&last, &first)};
    double rest[] = {coh_side_mean(&before),
                     coh_sample_mean(&s->after),
                     d->value,
                     d->ci.low,
                     d->ci.high,
                     d->effect,
                     d->effect_ci.low,
                     d->effect_ci.high};
    double nothing = coh_change_from_nothing(coh_side_difference(all, &before),
                                             0, g->set.reliability);

    if (put_labels(g, in, group, s, w, err) ||
        coh_writer_count(w, s->first.n, err) ||
        coh_writer_count(w, s->last.n, err) ||
        coh_writer_doubles(w, means, 3, err) ||
        coh_writer_count(w, s->gain.n, err) ||
        coh_writer_doubles(w, rest, 8, err) ||
        coh_writer_count(w, s->joined, err) ||
        coh_writer_count(w, s->left, err))
        return -1;
    return coh_writer_double(w, nothing, err);
}

static int
say_left_out(const struct coh_growth *g, const struct scores *s,
             struct coh_notes *notes, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->blank; i++)
        if (coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                          "scores whose occasion is blank are left out"))
            return -1;
    for (i = 0; i < s->between; i++)
        if (coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                          "students tested neither at the first nor at the "
                          "last occasion are left out%s",
                          g->occasions.n ? ""
                                         : "; occasions are weeks, unless "
                                           "--occasions names their column"))
            return -1;
    for (i = 0; i < s->later; i++)
        if (coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                          "students without a score at the first occasion "
                          "could not be chosen by it: left out"))
            return -1;
    return 0;
}

static int
write_group(const struct coh_growth *g, const struct coh_scores *in,
            size_t group, struct scores *s, const struct coh_side *all,
            struct coh_text *note, struct coh_writer *w, struct coh_error *err)
{
    struct coh_run *run = in->rows.run;
    struct coh_error why = COH_ERROR_INIT;
    struct coh_difference d;
    struct coh_side after, before, gain;

    if (gather(g, group, s, err))
        return -1;
    after = coh_side_of(&s->after);
    before = coh_side_of(&s->before);
    gain = coh_side_of(&s->gain);
    if (coh_difference_paired(&after, &before, &gain, g->set.level, &d, &why) &&
        why.code != COH_INPUT)
        return coh_fail(err, why.code, "%s", why.text);
    if (!isnan(d.ci.low) &&
        coh_run_intervals(run, COH_ABOUT_STUDENTS, g->set.level, err))
        return -1;
    if (say_left_out(g, s, &run->notes, err))
        return -1;
    if (put_row(g, in, group, s, &d, all, w, err) ||
        note_words(g, in, group, s, &why, note, err) ||
        coh_writer_text(w, coh_text_span(note), err))
        return -1;
    return coh_writer_row(w, err);
}

int
coh_growth_write_change(struct coh_growth *g, const struct coh_scores *in,
                        struct coh_error *err)
{
    struct scores s = {.from = COH_DATE_NONE};
    struct coh_text note = COH_TEXT_INIT;
    struct coh_side *all = coh_alloc_array(g->frames.n, sizeof(*all), err);
    struct coh_writer *w = coh_run_writer(in->rows.run, err);
    size_t i;
    int rc = -1;

    if (!all || !w || sides_of_all(g, all, err) || put_header(in, w, err) ||
        coh_growth_say_choice(g, in, 1, err))
        goto out;
    for (i = 0; i < g->lines.n; i++)
        if (g->line[i].n && g->line[i].group == COH_GROWTH_NONE &&
            coh_growth_say_mixed(g, &g->line[i], in->rows.run, err))
            goto out;
    for (i = 0; i < g->groups.n; i++)
        if (write_group(g, in, i, &s, &all[g->group[i].frame], &note, w, err))
            goto out;
    rc = coh_growth_say_change(g, in->rows.run, err);
out:
    clear(&s);
    coh_text_release(&note);
    coh_free(all);
    return rc;
}
