/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-status.h"

#include "base/blank.h"

enum { LONGEST = 24 };

static const struct {
    const char *word;
    enum coh_status status;
} words[] = {
    {"ex", COH_STATUS_EXCUSED},
    {"excused", COH_STATUS_EXCUSED},
    {"exempt", COH_STATUS_EXEMPT},
    {"exempted", COH_STATUS_EXEMPT},
    {"absent", COH_STATUS_ABSENT},
    {"abs", COH_STATUS_ABSENT},
    {"not assigned", COH_STATUS_NOT_ASSIGNED},
    {"not assessed", COH_STATUS_NOT_ASSIGNED},
    {"not administered", COH_STATUS_NOT_ASSIGNED},
    {"not submitted", COH_STATUS_NOT_SUBMITTED},
    {"never submitted", COH_STATUS_NOT_SUBMITTED},
    {"no submission", COH_STATUS_NOT_SUBMITTED},
    {"not yet graded", COH_STATUS_NOT_YET_GRADED},
    {"not graded", COH_STATUS_NOT_YET_GRADED},
    {"ungraded", COH_STATUS_NOT_YET_GRADED},
    {"needs grading", COH_STATUS_NOT_YET_GRADED},
    {"requires grading", COH_STATUS_NOT_YET_GRADED},
    {"pending", COH_STATUS_NOT_YET_GRADED},
    {"in progress", COH_STATUS_IN_PROGRESS},
    {"incomplete", COH_STATUS_IN_PROGRESS},
    {"not finished", COH_STATUS_IN_PROGRESS},
    {"not completed", COH_STATUS_IN_PROGRESS},
    {"discontinue", COH_STATUS_DISCONTINUED},
    {"discontinued", COH_STATUS_DISCONTINUED},
    {"surpassed level", COH_STATUS_CEILING},
    {"max score", COH_STATUS_CEILING},
    {"invalid", COH_STATUS_INVALIDATED},
    {"invalidated", COH_STATUS_INVALIDATED},
    {"declined", COH_STATUS_DECLINED},
    {"refused", COH_STATUS_DECLINED},
    {"will not take", COH_STATUS_DECLINED},
    {"suppressed", COH_STATUS_SUPPRESSED},
    {"missing", COH_STATUS_MISSING},
    {"no score", COH_STATUS_MISSING},
    {"not tested", COH_STATUS_MISSING},
    {"did not test", COH_STATUS_MISSING},
    {"not determined", COH_STATUS_MISSING},
};

/* One blank between the parts, whatever stood there; cut where it is already
 * longer than any word. */
static struct coh_span
fold(struct coh_span s, char out[LONGEST])
{
    size_t n = 0;

    while (s.length && n < LONGEST) {
        size_t step = coh_blank_length(s);

        if (!step && s.bytes[0] != '_' && s.bytes[0] != '-')
            out[n++] = s.bytes[0];
        else if (!n || out[n - 1] != ' ')
            out[n++] = ' ';
        step = step ? step : 1;
        s.bytes += step, s.length -= step;
    }
    return (struct coh_span){out, n};
}

int
coh_cell_status_word(struct coh_span text, enum coh_status *status)
{
    char folded[LONGEST];
    struct coh_span word = fold(coh_blank_trim(text), folded);
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (coh_span_is_caseless(word, words[i].word)) {
            *status = words[i].status;
            return 0;
        }
    return -1;
}
