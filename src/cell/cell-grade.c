/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-grade.h"

#include <string.h>

int
coh_cell_grade_is(struct coh_span s)
{
    if (!s.length || s.bytes[0] < 'A' || s.bytes[0] > 'F')
        return 0;
    s.bytes++, s.length--;
    return !s.length || coh_span_is(s, "+") || coh_span_is(s, "-") ||
           coh_span_is(s, "\xE2\x88\x92");
}

/* Where the grade begins: a letter and at most three bytes. */
static size_t
find(struct coh_span s)
{
    size_t at;

    for (at = s.length; at > 0 && s.length - at < 4;) {
        at--;
        if (coh_cell_grade_is((struct coh_span){s.bytes + at, s.length - at}))
            return at;
    }
    return 0;
}

size_t
coh_cell_grade_length(struct coh_span s)
{
    struct coh_span before;
    size_t length = s.length, at;
    int closed;

    s = coh_blank_trim(s);
    closed = s.length && s.bytes[s.length - 1] == ')';
    s.length -= closed != 0;
    at = find(s);
    before = (struct coh_span){s.bytes, at};
    if (at && closed && s.bytes[at - 1] == '(')
        before.length--;
    else if (!at || closed || coh_blank_trim(before).length == at)
        return 0;
    before = coh_blank_trim(before);
    return before.length ? length - before.length : 0;
}

struct coh_span
coh_cell_grade(struct coh_span s)
{
    s = coh_blank_trim(s);
    if (s.length && s.bytes[s.length - 1] == ')')
        s.length--;
    return (struct coh_span){s.bytes + find(s), s.length - find(s)};
}
