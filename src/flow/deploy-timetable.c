/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timetables: block by group, one alternative after the other. */
#include "flow/deploy-sheet.h"
#include "group/rotation.h"

/* "Fractions with Dana Okafor in Room 3, and Ruth Adair". */
static int
say_cell(const struct coh_deploy_sheet *s, const struct coh_rotation_answer *a,
         size_t n_blocks, size_t g, size_t b, struct coh_text *t,
         struct coh_error *err)
{
    const size_t at = a->at[g * n_blocks + b];
    size_t i, j;

    coh_text_clear(t);
    if (at == COH_ROTATION_NONE)
        return 0;
    if (coh_text_add_string(t, s->stations.at[at], err) ||
        (s->teacher[at] != COH_ROTATION_NONE &&
         coh_text_format(t, err, " with %s", s->educators.at[s->teacher[at]])))
        return -1;
    /* A room that has no other name than the station's goes without saying. */
    if (!coh_span_is(coh_span_of(s->rooms.at[s->room[at]]),
                     s->stations.at[at]) &&
        coh_text_format(t, err, " in %s", s->rooms.at[s->room[at]]))
        return -1;
    for (i = 0; i < s->calls; i++) {
        if (a->unmet[i] || s->call[i].group != g || a->when[i] != b ||
            a->helper[i] == s->teacher[at])
            continue;
        for (j = 0; j < i; j++)
            if (!a->unmet[j] && s->call[j].group == g && a->when[j] == b &&
                a->helper[j] == a->helper[i])
                break;
        if (j == i &&
            coh_text_format(t, err, ", and %s", s->educators.at[a->helper[i]]))
            return -1;
    }
    return 0;
}

int
coh_deploy_timetable_write(const struct coh_deploy_sheet *s,
                           const struct coh_deploy_timetables *t,
                           struct coh_writer *w, struct coh_error *err)
{
    struct coh_text cell = COH_TEXT_INIT;
    size_t i, b, g;
    int rc = -1;

    if (coh_writer_column(w, coh_span_of("alternative"), COH_COLUMN_NUMBER,
                          err) ||
        coh_writer_column(w, coh_span_of("block"), COH_COLUMN_TEXT, err))
        goto out;
    for (g = 0; g < s->groups.n; g++) {
        if (coh_writer_column(w, coh_span_of(s->groups.at[g]), COH_COLUMN_TEXT,
                              err))
            goto out;
        coh_writer_wrap(w, s->groups.at[g], 20);
    }
    for (i = 0; i < t->n; i++)
        for (b = 0; b < t->n_blocks; b++) {
            if (coh_writer_count(w, i + 1, err) ||
                coh_writer_string(w, t->block[b], err))
                goto out;
            for (g = 0; g < s->groups.n; g++)
                if (say_cell(s, &t->plan[i], t->n_blocks, g, b, &cell, err) ||
                    coh_writer_text(w, coh_text_span(&cell), err))
                    goto out;
            if (coh_writer_row(w, err))
                goto out;
        }
    rc = 0;
out:
    coh_text_release(&cell);
    return rc;
}

/* ---- the page ---- */

static int
say_table(const struct coh_deploy_sheet *s, const struct coh_rotation_answer *a,
          const struct coh_deploy_timetables *t, struct coh_text *page,
          struct coh_error *err)
{
    struct coh_text cell = COH_TEXT_INIT;
    size_t b, g;
    int rc = -1;

    if (coh_text_add_string(page, "| block |", err))
        goto out;
    for (g = 0; g < s->groups.n; g++)
        if (coh_text_add_string(page, " ", err) ||
            coh_deploy_put_cell(s->groups.at[g], page, err))
            goto out;
    if (coh_text_add_string(page, "\n| --- |", err))
        goto out;
    for (g = 0; g < s->groups.n; g++)
        if (coh_text_add_string(page, " --- |", err))
            goto out;
    for (b = 0; b < t->n_blocks; b++) {
        if (coh_text_add_string(page, "\n| ", err) ||
            coh_deploy_put_cell(t->block[b], page, err))
            goto out;
        for (g = 0; g < s->groups.n; g++)
            if (say_cell(s, a, t->n_blocks, g, b, &cell, err) ||
                coh_text_add_string(page, " ", err) ||
                coh_deploy_put_cell(coh_text_get(&cell), page, err))
                goto out;
    }
    rc = coh_text_add_string(page, "\n\n", err);
out:
    coh_text_release(&cell);
    return rc;
}

/* One line a call: who helps whom, when and where, or that nobody does. */
static int
say_call(const struct coh_deploy_sheet *s, const struct coh_rotation_answer *a,
         const struct coh_deploy_timetables *t, size_t i, struct coh_text *page,
         struct coh_error *err)
{
    const struct coh_deploy_call *c = &s->call[i];

    if (coh_text_format(page, err, "- %s%s%s", c->student ? c->student : "",
                        c->student ? " in group " : "group ",
                        s->groups.at[c->group]))
        return -1;
    if (a->unmet[i])
        return coh_text_format(
            page, err, ": %s is missing%s%s\n", c->whom,
            c->station == COH_DEPLOY_NONE ? "" : " at ",
            c->station == COH_DEPLOY_NONE ? "" : s->stations.at[c->station]);
    return coh_text_format(
        page, err, ": %s, in %s at %s\n", s->educators.at[a->helper[i]],
        t->block[a->when[i]],
        s->stations.at[a->at[c->group * t->n_blocks + a->when[i]]]);
}

static int
say_plan(const struct coh_deploy_sheet *s,
         const struct coh_deploy_timetables *t, size_t i, struct coh_text *page,
         struct coh_error *err)
{
    const struct coh_rotation_answer *a = &t->plan[i];
    size_t c;

    if (coh_text_format(page, err, "## Alternative %zu\n\nChosen for: %s.\n\n",
                        i + 1, coh_deploy_chosen_for(i)) ||
        say_table(s, a, t, page, err) ||
        coh_text_format(page, err, "Changes of rooms, of all groups: %lld. ",
                        (long long)a->total[COH_ROTATION_CHANGES]) ||
        (s->calls &&
         coh_text_format(page, err, "Calls for support met: %zu of %zu. ",
                         s->calls - (size_t)a->total[COH_ROTATION_UNMET],
                         s->calls)) ||
        coh_text_add_string(page,
                            a->proved ? "Proved optimal.\n\n"
                                      : "The best found, not proved.\n\n",
                            err))
        return -1;
    for (c = 0; c < s->calls; c++)
        if (say_call(s, a, t, c, page, err))
            return -1;
    return s->calls ? coh_text_add_string(page, "\n", err) : 0;
}

int
coh_deploy_timetable_page(const struct coh_deploy_sheet *s,
                          const struct coh_deploy_timetables *t,
                          struct coh_text *page, struct coh_error *err)
{
    size_t i;

    if (coh_text_format(page, err,
                        "# Rotation\n\nEach group meets each of %zu stations "
                        "once; nobody and no room is at two stations at a "
                        "time.\n\n",
                        s->stations.n))
        return -1;
    for (i = 0; i < t->n; i++)
        if (say_plan(s, t, i, page, err))
            return -1;
    return 0;
}
