/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-id.h"

#include <string.h>

#include "cell/cell-number.h"

/* The quotation marks at the start or the end of a guard; their bytes. */
static size_t
quote_length(struct coh_span s)
{
    if (s.length && s.bytes[0] == '"')
        return 1;
    if (s.length >= 3 && (!memcmp(s.bytes, "\xE2\x80\x9C", 3) ||
                          !memcmp(s.bytes, "\xE2\x80\x9D", 3)))
        return 3;
    return 0;
}

/* What stands in ="…"; an empty span when it is no such thing. */
static struct coh_span
inside_formula(struct coh_span s)
{
    const struct coh_span none = {"", 0};
    size_t open, close;

    if (s.length < 2 || s.bytes[0] != '=')
        return none;
    s.bytes++, s.length--;
    open = quote_length(s);
    s.bytes += open, s.length -= open;
    for (close = 1; open && close <= 3 && close <= s.length; close += 2)
        if (quote_length((struct coh_span){s.bytes + s.length - close,
                                           close}) == close) {
            s.length -= close;
            return s;
        }
    return none;
}

struct coh_span
coh_cell_id(struct coh_span s, int *was_guarded)
{
    struct coh_span inside;

    s = coh_blank_trim(s);
    inside = coh_blank_trim(inside_formula(s));
    *was_guarded = inside.length > 0;
    if (*was_guarded)
        return inside;
    if (s.length < 2 || s.bytes[0] != '\'')
        return s;
    *was_guarded = 1;
    s.bytes++, s.length--;
    if (s.length > 1 && s.bytes[s.length - 1] == '\'')
        s.length--;
    return coh_blank_trim(s);
}

int
coh_cell_id_is_damaged(struct coh_span s)
{
    size_t i;

    s = coh_blank_trim(s);
    if (!coh_cell_number_is_scientific(s))
        return 0;
    for (i = 0; i < s.length; i++) /* 12E4 may be an id, 9.9E+11 is none */
        if (s.bytes[i] == '.' || s.bytes[i] == '+')
            return 1;
    return 0;
}
