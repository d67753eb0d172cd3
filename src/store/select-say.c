/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/select-internal.h"

#include <stdio.h>
#include <string.h>

#include "store/sql.h"

/* A place is somebody else each time. */
static int
was_named(const struct coh_notes *notes, const char *reason, const char *id)
{
    size_t i, k;

    for (i = 0; notes && i < notes->n; i++)
        if (strstr(notes->note[i].reason, reason))
            for (k = 0; k < notes->note[i].places; k++)
                if (!strcmp(notes->note[i].place[k], id))
                    return 1;
    return 0;
}

static const char *const reason[] = {
    [COH_LEFT_GONE] = "results that are gone from their export left out "
                      "(--gone shows them)",
    [COH_LEFT_AN_ITEM] = "item rows left out (--items shows them)",
    [COH_LEFT_OTHER_MEASURE] =
        "results of other measures than overall left out "
        "(--measure all shows them)",
    [COH_LEFT_OTHER_SCALE] =
        "results in other scales than the main one left out "
        "(--scale all shows them)",
    [COH_LEFT_OF_NO_ROSTER] = "results of ids that are on no roster left out "
                              "(--everyone shows them)",
    [COH_LEFT_NOT_ACTIVE] = "results of students who are not active left out "
                            "(--everyone shows them)",
};

int
coh_selection_is_latest(const struct coh_selection *s)
{
    return !s->sitting || (s->place.attempt == s->sitting->attempt &&
                           coh_span_equal(s->place.date, s->sitting->date));
}

static int
say_unseen(struct coh_selection *s, int gone, struct coh_error *err)
{
    struct coh_unseen *u = &s->look.unseen[gone];

    for (; u->n; u->n--)
        if (coh_notes_add(s->notes, COH_NOTE_FACT, NULL, err, "%s",
                          reason[gone ? COH_LEFT_GONE : COH_LEFT_AN_ITEM]))
            return -1;
    return 0;
}

int
coh_selection_say_items(struct coh_selection *s, int end, struct coh_error *err)
{
    struct coh_unseen *u = s->look.unseen;
    /* Both may be due at once: the first row of one, then of the other. */
    const int first = u[0].n && u[1].n &&
                      coh_select_place_compare(&u[1].first, &u[0].first) < 0;
    int i, gone;

    for (i = 0; i < 2; i++) {
        gone = i ? !first : first;
        if (u[gone].n &&
            (end || coh_select_place_compare(&u[gone].first, &s->place) < 0) &&
            say_unseen(s, gone, err))
            return -1;
    }
    return 0;
}

int
coh_selection_say(struct coh_selection *s, enum coh_left_out why,
                  const struct coh_select_row *row, struct coh_error *err)
{
    struct coh_span id = row->result.cell[COH_RESULT_STUDENT_ID];
    int person = why == COH_LEFT_OF_NO_ROSTER || why == COH_LEFT_NOT_ACTIVE;
    char quoted[COH_QUOTE_SIZE];

    if (why == COH_LEFT_ASKED)
        return 0;
    coh_quote(id.bytes, id.length, quoted);
    if (person && was_named(s->notes, reason[why], quoted))
        person = 0;
    return coh_notes_add(s->notes, COH_NOTE_FACT, person ? quoted : NULL, err,
                         "%s", reason[why]);
}

int
coh_selection_say_tie(struct coh_selection *s, const struct coh_select_row *row,
                      struct coh_error *err)
{
    struct coh_span id = row->result.cell[COH_RESULT_STUDENT_ID];
    char quoted[COH_QUOTE_SIZE];

    if (!s->query->latest || coh_look_ties(s, &s->place) < 2)
        return 0;
    return coh_notes_add(s->notes, COH_NOTE_LOOK,
                         coh_quote(id.bytes, id.length, quoted), err,
                         "neither date nor attempt says which of several "
                         "results is the latest; all are shown");
}

/* A row without a date is never the latest. Where another source's score is
 * shown in its place and differs, nobody knows which of the two is right. */
int
coh_selection_say_hidden(struct coh_selection *s,
                         const struct coh_select_row *row,
                         struct coh_error *err)
{
    const struct coh_span *cell = row->result.cell;
    const struct coh_sitting *at = s->sitting;
    char quoted[COH_QUOTE_SIZE], place[2 * COH_QUOTE_SIZE];

    if (coh_selection_is_latest(s) || cell[COH_RESULT_DATE].length ||
        cell[COH_RESULT_ITEM].length || !cell[COH_RESULT_SCORE].length ||
        !at->score.length ||
        coh_span_equal(at->source, cell[COH_RESULT_SOURCE]) ||
        coh_span_equal(at->score, cell[COH_RESULT_SCORE]))
        return 0;
    snprintf(place, sizeof(place), "%s: %.*s and %.*s",
             coh_quote(cell[COH_RESULT_STUDENT_ID].bytes,
                       cell[COH_RESULT_STUDENT_ID].length, quoted),
             (int)cell[COH_RESULT_SCORE].length, cell[COH_RESULT_SCORE].bytes,
             (int)at->score.length, at->score.bytes);
    return coh_notes_add(s->notes, COH_NOTE_LOOK, place, err,
                         "two sources differ, and the one without a date is "
                         "not shown (--source chooses)");
}
