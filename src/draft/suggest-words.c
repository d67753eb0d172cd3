/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft/suggest.h"

/* Words in place of scores, as schools and systems write them. */
static const struct {
    const char *word, *status;
} known[] = {
    {"ex", "excused"},
    {"exc", "excused"},
    {"excused", "excused"},
    {"exempt", "exempt"},
    {"absent", "absent"},
    {"abs", "absent"},
    {"ab", "absent"},
    {"missing", "missing"},
    {"mi", "missing"},
    {"m", "missing"},
    {"miss", "missing"},
    {"-", "missing"},
    {"--", "missing"},
    {"---", "missing"},
    {".", "missing"},
    {"na", "missing"},
    {"n/a", "missing"},
    {"n/a*", "missing"},
    {"nan", "missing"},
    {"null", "missing"},
    {"none", "missing"},
    {"#n/a", "missing"},
    {"not assigned", "not_assigned"},
    {"not assessed", "not_assigned"},
    {"not tested", "not_assigned"},
    {"nt", "not_assigned"},
    {"ns", "not_submitted"},
    {"not submitted", "not_submitted"},
    {"not turned in", "not_submitted"},
    {"nti", "not_submitted"},
    {"in progress", "in_progress"},
    {"ip", "in_progress"},
    {"incomplete", "in_progress"},
    {"inc", "in_progress"},
    {"pending", "not_yet_graded"},
    {"not yet graded", "not_yet_graded"},
    {"ungraded", "not_yet_graded"},
    {"needs grading", "not_yet_graded"},
    {"discontinue", "discontinued"},
    {"discontinued", "discontinued"},
    {"max score", "ceiling"},
    {"surpassed level", "ceiling"},
    {"inv", "invalidated"},
    {"invalid", "invalidated"},
    {"dec", "declined"},
    {"declined", "declined"},
    {"refused", "declined"},
    {"will not take", "declined"},
    {"*", "suppressed"},
    {"ds", "suppressed"},
};

const char *
coh_suggest_status(const char *word)
{
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (coh_span_is_caseless(coh_span_of(word), known[i].word))
            return known[i].status;
    return NULL;
}
