/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a page that no block makes: its stamp, its title, and what
 * stands where a block has nothing to show. */
#include <string.h>

#include "base/escape.h"
#include "report/frame.h"
#include "report/weave-internal.h"

/* "no note fits" is what the author's own words for no rows say better. */
static int
says_no_more(struct coh_span why)
{
    return coh_span_is(why, "no note fits") ||
           coh_span_is(why, "no result fits");
}

int
coh_weave_empty(struct coh_text *into, const struct coh_display *show,
                const struct coh_block *b, struct coh_error *err)
{
    const char *words = b->absent ? b->missing : b->empty;
    /* What a tool says can name a student. */
    struct coh_span why = show->shared ? coh_span_of("") : coh_block_why(b);

    if (!words)
        return coh_fail(err, COH_INPUT,
                        "no rows; empty=\"…\" says what to print then");
    if (!b->absent && says_no_more(why))
        why = coh_span_of("");
    /* The author's words, and the reason, if there is one, in the tool's. */
    if (coh_expand(coh_span_of(words), show->marked, into, err))
        return -1;
    if (why.length && (coh_text_add_string(into, " (", err) ||
                       coh_escape_markdown(into, why, err) ||
                       coh_text_add_string(into, ")", err)))
        return -1;
    return *words || why.length ? coh_text_add_string(into, "\n\n", err) : 0;
}

/* Is `line` the last that stands there, but for headings and blank ones? */
static int
stands_last(const struct coh_text *page, const char *line)
{
    size_t from, to = page->length;
    struct coh_span s;

    for (; to; to = from) {
        for (from = to - 1; from && page->bytes[from - 1] != '\n'; from--)
            ;
        s = coh_span_trim((struct coh_span){page->bytes + from, to - from});
        if (s.length && !coh_weave_heading(s))
            return coh_span_is(s, line);
    }
    return 0;
}

int
coh_weave_left_out(struct coh_text *into, const struct coh_block *b,
                   struct coh_error *err)
{
    struct coh_text line = COH_TEXT_INIT;
    int rc = -1;

    if (b->shape == COH_SHAPE_VALUE)
        return 0;
    if (!coh_text_add_string(&line, "*", err) &&
        !coh_escape_markdown(
            &line,
            coh_lexicon_say(b->words, "page.left-out",
                            "A part is left out here: it is for the team "
                            "only."),
            err) &&
        !coh_text_add_string(&line, "*", err))
        rc = stands_last(into, line.bytes)
                 ? 0
                 : coh_text_format(into, err, "%s\n\n", line.bytes);
    coh_text_release(&line);
    return rc;
}

/* ---- for the author ---- */

static int
starts_with(struct coh_span s, const char *text)
{
    size_t n = strlen(text);

    return s.length >= n && !memcmp(s.bytes, text, n);
}

/* What a mask said of each of its lines, where it hid something. What it always
 * says (what it leaves out) helps nobody here. */
static int
tell_mask(const struct coh_weave *w, const struct coh_block *b,
          const struct coh_stage *mask, struct coh_error *err)
{
    struct coh_span left = coh_text_span(&mask->talk), line;

    if (!left.length ||
        !strstr(coh_text_get(&mask->talk), " hidden to protect small groups"))
        return 0;
    while (left.length) {
        const char *end = memchr(left.bytes, '\n', left.length);
        size_t n = end ? (size_t)(end - left.bytes) + 1 : left.length;

        line = coh_span_trim((struct coh_span){left.bytes, n});
        left = (struct coh_span){left.bytes + n, left.length - n};
        if (starts_with(line, "cohort-mask: "))
            line = coh_span_trim(
                (struct coh_span){line.bytes + sizeof("cohort-mask: ") - 1,
                                  line.length - (sizeof("cohort-mask: ") - 1)});
        if (line.length && !starts_with(line, "left out, ") &&
            coh_notes_add(w->notes, COH_NOTE_FACT, NULL, err,
                          "line %zu: block '%s': %.*s", b->line, b->id,
                          (int)line.length, line.bytes))
            return -1;
    }
    return 0;
}

int
coh_weave_tell_hidden(const struct coh_weave *w, struct coh_error *err)
{
    const struct coh_block *b;
    size_t i;

    for (b = w->block; b < w->block + w->n; b++)
        for (i = 0; !b->left_out && i < b->pipeline.n; i++)
            if (!strcmp(b->pipeline.stage[i].name, "cohort-mask") &&
                tell_mask(w, b, &b->pipeline.stage[i], err))
                return -1;
    return 0;
}

int
coh_weave_tell(const struct coh_weave *w, struct coh_error *err)
{
    static const char inside[] =
        "blocks with something to look at, told on the page";
    static const char shared[] =
        "blocks with something to look at: the page without --share tells it";
    static const char family[] = "blocks with something to look at, told on "
                                 "pages for the team";
    size_t i;

    if ((w->share && coh_weave_tell_hidden(w, err)) ||
        coh_weave_tell_words(w, err))
        return -1;
    for (i = 0; i < w->n; i++)
        if (!w->block[i].left_out && coh_block_look(&w->block[i]) &&
            coh_notes_add(w->notes, COH_NOTE_LOOK, w->block[i].id, err, "%s",
                          w->family  ? family
                          : w->share ? shared
                                     : inside))
            return -1;
    return 0;
}

/* ---- the lines that every page has ---- */

int
coh_weave_team(const struct coh_weave *w, struct coh_text *into,
               struct coh_error *err)
{
    const struct coh_span team = coh_span_of("team");

    return coh_parameters_know(&w->parameters, team)
               ? coh_parameters_get(&w->parameters, team, into, err)
               : 0;
}

int
coh_weave_made(const struct coh_weave *w, struct coh_text *into,
               struct coh_error *err)
{
    struct coh_text day = COH_TEXT_INIT;
    int rc =
        coh_parameters_get(&w->parameters, coh_span_of("today"), &day, err);

    if (!rc)
        rc = coh_lexicon_put(into, &w->words, "page.made", "made {1}",
                             coh_text_get(&day), NULL, err);
    coh_text_release(&day);
    return rc;
}

int
coh_weave_title(const struct coh_weave *w, struct coh_text *into,
                struct coh_error *err)
{
    const struct coh_span title = coh_span_of("title");
    const char *name = strrchr(w->path, '/');
    const char *end;

    if (coh_parameters_know(&w->parameters, title))
        return coh_parameters_get(&w->parameters, title, into, err);
    name = name ? name + 1 : w->path;
    end = strrchr(name, '.');
    return coh_text_add(into, name,
                        end && end > name ? (size_t)(end - name) : strlen(name),
                        err);
}

int
coh_weave_origin(const struct coh_weave *w, struct coh_text *into,
                 struct coh_error *err)
{
    const char *name = strrchr(w->path, '/');

    name = name ? name + 1 : w->path;
    return w->share ? coh_text_add_string(into, name, err)
                    : coh_text_format(into, err, "%s, SHA-256 %.12s", name,
                                      w->sha256);
}
