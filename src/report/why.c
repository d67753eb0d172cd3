/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/why.h"

#include <string.h>

#define FORM "{{why BLOCK | finding | move}}"

enum { PARTS = 4 };

static const char lead[] = "{{why";
static const char although[] = "although:";

static int
is_blank(char c)
{
    return strchr(" \t\r\n", c) != NULL;
}

int
coh_why_starts(struct coh_span s)
{
    const size_t n = sizeof(lead) - 1;

    return s.length > n && !memcmp(s.bytes, lead, n) &&
           (is_blank(s.bytes[n]) || s.bytes[n] == '|');
}

static int
pair(struct coh_span s, size_t at, char c)
{
    return at + 1 < s.length && s.bytes[at] == c && s.bytes[at + 1] == c;
}

/* A line end with a blank line behind it: nothing goes on there. */
static int
ends_paragraph(struct coh_span s, size_t at)
{
    if (s.bytes[at] != '\n')
        return 0;
    for (at++; at < s.length && is_blank(s.bytes[at]); at++)
        if (s.bytes[at] == '\n')
            return 1;
    return 0;
}

/* Cut at the bars that stand in no value; *taken is behind the last brace. */
static int
cut(struct coh_span s, struct coh_span part[PARTS], size_t *n, size_t *taken,
    struct coh_error *err)
{
    size_t i = sizeof(lead) - 1, from = i, depth = 0;

    for (*n = 0; i < s.length && !ends_paragraph(s, i); i++) {
        int end = !depth && pair(s, i, '}');

        if (s.bytes[i] == '\\') {
            i++;
        } else if (pair(s, i, '{')) {
            depth++;
            i++;
        } else if (depth && pair(s, i, '}')) {
            depth--;
            i++;
        } else if (end || (!depth && s.bytes[i] == '|')) {
            if (*n == PARTS)
                return coh_fail(err, COH_INPUT,
                                "a note has three parts, and at most '| "
                                "although: …' behind them; '\\|' is a bar");
            part[(*n)++] =
                coh_span_trim((struct coh_span){s.bytes + from, i - from});
            from = i + 1;
            *taken = i + 2;
            if (end)
                return 0;
        }
    }
    return coh_fail(err, COH_INPUT, "a note has no }} behind it: " FORM);
}

static int
read_although(struct coh_why *why, struct coh_span part, struct coh_error *err)
{
    const size_t n = sizeof(although) - 1;

    if (part.length < n || memcmp(part.bytes, although, n))
        return coh_fail(err, COH_INPUT,
                        "the fourth part of a note begins with 'although:'");
    why->although =
        coh_span_trim((struct coh_span){part.bytes + n, part.length - n});
    return why->although.length
               ? 0
               : coh_fail(err, COH_INPUT,
                          "behind 'although:' the note gives no reason");
}

int
coh_why_read(struct coh_span s, struct coh_why *why, size_t *taken,
             struct coh_error *err)
{
    struct coh_span part[PARTS];
    size_t n;

    *why = (struct coh_why){.block = {NULL, 0}};
    if (cut(s, part, &n, taken, err))
        return -1;
    if (!part[0].length)
        return coh_fail(err, COH_INPUT,
                        "a note names the block it rests on: " FORM);
    why->block = part[0];
    if (n < 2 || !part[1].length)
        return coh_fail(err, COH_INPUT,
                        "a note says what was found in the data: " FORM);
    why->finding = part[1];
    if (n < 3 || !part[2].length)
        return coh_fail(err, COH_INPUT,
                        "a note says what the team does because of it: " FORM);
    why->move = part[2];
    return n == PARTS ? read_although(why, part[3], err) : 0;
}
