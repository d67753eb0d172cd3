/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "report/display.h"
#include "report/making.h"
#include "report/reading.h"
#include "report/share.h"

/*
 * The evidence of a block, told once as pairs of term and text and written
 * twice, as HTML and as Markdown.
 */

enum { HASH = 64, HASH_SHOWN = 12 };

struct teller {
    struct coh_text *into;
    int html;
    int shared; /* struct coh_display */
    int family; /* struct coh_display */
    const struct coh_lexicon *words;
    int released;     /* an earlier release is shown in its place */
    const char *term; /* the one before; equal terms are written once */
};

static int
is_hash(struct coh_span s, size_t at)
{
    size_t i;

    if (at + HASH > s.length)
        return 0;
    for (i = at; i < at + HASH; i++)
        if (!s.bytes[i] || !strchr("0123456789abcdef", s.bytes[i]))
            return 0;
    return 1;
}

/* Escaped text; in HTML a hash is cut, and whole when pointed at. */
static int
put_text(const struct teller *t, struct coh_span s, struct coh_error *err)
{
    size_t i = 0, from = 0;

    if (!t->html)
        return coh_escape_markdown(t->into, s, err);
    for (; i < s.length; i++) {
        if (!is_hash(s, i))
            continue;
        if (coh_escape_html(t->into,
                            (struct coh_span){s.bytes + from, i - from}, err) ||
            coh_text_format(t->into, err,
                            "<code title=\"SHA-256 %.*s\">%.*s…</code>", HASH,
                            s.bytes + i, HASH_SHOWN, s.bytes + i))
            return -1;
        i += HASH - 1;
        from = i + 1;
    }
    return coh_escape_html(
        t->into, (struct coh_span){s.bytes + from, s.length - from}, err);
}

static int
put_term(struct teller *t, const char *term, struct coh_error *err)
{
    int again = t->term && !strcmp(t->term, term);
    struct coh_span said;
    char key[40];
    size_t i;

    t->term = term;
    snprintf(key, sizeof(key), "page.term.%s", term);
    for (i = strlen("page.term."); key[i]; i++)
        key[i] = key[i] == ' ' ? '-' : key[i];
    said = coh_lexicon_say(t->words, key, term);
    if (!t->html)
        return coh_text_add_string(t->into, "- ", err) ||
                       coh_escape_markdown(t->into, said, err) ||
                       coh_text_add_string(t->into, ": ", err)
                   ? -1
                   : 0;
    if (!again && (coh_text_add_string(t->into, "<dt>", err) ||
                   coh_escape_html(t->into, said, err) ||
                   coh_text_add_string(t->into, "</dt>", err)))
        return -1;
    return coh_text_add_string(t->into, "<dd>", err);
}

static int
tell(struct teller *t, const char *term, struct coh_span text,
     struct coh_error *err)
{
    if (put_term(t, term, err) || put_text(t, text, err))
        return -1;
    return coh_text_add_string(t->into, t->html ? "</dd>\n" : "\n", err);
}

/* Backticks within the command need a longer fence around it. */
static int
put_code_markdown(struct coh_text *into, struct coh_span s,
                  struct coh_error *err)
{
    size_t longest = 0, run = 0, i;

    for (i = 0; i < s.length; i++) {
        run = s.bytes[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (i = 0; i <= longest; i++)
        if (coh_text_add(into, "`", 1, err))
            return -1;
    if (coh_text_add(into, " ", longest != 0, err) ||
        coh_text_add(into, s.bytes, s.length, err) ||
        coh_text_add(into, " ", longest != 0, err))
        return -1;
    for (i = 0; i <= longest; i++)
        if (coh_text_add(into, "`", 1, err))
            return -1;
    return coh_text_add(into, "\n", 1, err);
}

/* The pipeline; on a shared page without the names of the files it read. */
static int
put_pipeline(const struct teller *t, const struct coh_block *b,
             struct coh_text *line, struct coh_error *err)
{
    struct coh_span *names = NULL;
    size_t capacity = 0, n = 0, i, k;
    int rc = 0;

    if (!t->shared)
        return coh_pipeline_text(&b->pipeline, line, err);
    for (i = 0; !rc && i < b->trail.n; i++)
        for (k = 0; !rc && k < b->trail.step[i].inputs; k++) {
            rc = coh_reserve(&names, &capacity, n + 1, sizeof(*names), err);
            if (!rc)
                names[n++] = coh_span_of(b->trail.step[i].input[k].name);
        }
    if (!rc)
        rc = coh_share_text(&b->pipeline, names, n, line, err);
    coh_free(names);
    return rc;
}

static int
tell_command(struct teller *t, const struct coh_block *b, struct coh_error *err)
{
    struct coh_text line = COH_TEXT_INIT;
    int rc = -1;
    size_t i;

    if (put_pipeline(t, b, &line, err) || put_term(t, "Command", err))
        goto out;
    for (i = 0; i < line.length; i++)
        if (line.bytes[i] == '\n')
            line.bytes[i] = ' ';
    if (t->html)
        rc = coh_text_add_string(t->into, "<code>", err) ||
                     coh_escape_html(t->into, coh_text_span(&line), err) ||
                     coh_text_add_string(t->into, "</code></dd>\n", err)
                 ? -1
                 : 0;
    else
        rc = put_code_markdown(t->into, coh_text_span(&line), err);
out:
    coh_text_release(&line);
    return rc;
}

static int
tell_inputs(struct teller *t, const struct coh_trail_step *step,
            struct coh_text *s, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < step->inputs; i++) {
        const struct coh_trail_input *in = &step->input[i];

        if (!coh_trail_is_file(in))
            continue;
        coh_text_clear(s);
        if (coh_text_format(s, err, "%s, SHA-256 %s: %zu records", in->name,
                            in->sha256, in->records) ||
            (in->aside &&
             coh_text_format(s, err, ", %zu set aside", in->aside)) ||
            tell(t, "File", coh_text_span(s), err))
            return -1;
    }
    return 0;
}

/* The name of a file stays as it is; elsewhere a date is said in words. */
static int
put_fact(struct coh_text *s, const char *value, int is_file,
         const struct coh_lexicon *words, struct coh_error *err)
{
    return is_file ? coh_text_add_string(s, value, err)
                   : coh_reading_words(s, coh_span_of(value), 0, words, err);
}

/* Facts of one key in one line, or a line each. */
static int
tell_fact(struct teller *t, const struct coh_trail_step *step, const char *key,
          const char *term, struct coh_text *s, struct coh_error *err)
{
    int lines = !strcmp(term, "File");
    size_t i;

    coh_text_clear(s);
    for (i = 0; i < step->facts; i++) {
        if (strcmp(step->fact[i].key, key))
            continue;
        if (lines)
            coh_text_clear(s);
        if ((s->length && coh_text_add_string(s, ", ", err)) ||
            put_fact(s, step->fact[i].value, lines, t->words, err) ||
            (lines && tell(t, term, coh_text_span(s), err)))
            return -1;
    }
    return s->length && !lines ? tell(t, term, coh_text_span(s), err) : 0;
}

/* Facts of select and inventory, by their key. Of a page that leaves the team
 * only sources and the newest date: the hash of a file, or of a table, lets its
 * reader try values until it fits, and loads tell that something came. */
static int
tell_facts(struct teller *t, const struct coh_trail_step *step,
           struct coh_text *s, struct coh_error *err)
{
    static const struct {
        const char *key, *term;
        int shared;
    } shown[] = {
        {"sources", "Source", 1},   {"files", "File", 0},
        {"file_hashes", "File", 0}, {"loads", "Load", 0},
        {"newest", "Newest", 1},    {"load", "Newest load of", 0},
        {"stale", "Overdue", 0},
    };
    size_t k;

    for (k = 0; k < sizeof(shown) / sizeof(*shown); k++)
        if ((!t->shared || shown[k].shared) &&
            (strcmp(shown[k].key, "newest") || !t->released) &&
            tell_fact(t, step, shown[k].key, shown[k].term, s, err))
            return -1;
    return 0;
}

static int
tell_step(struct teller *t, const struct coh_trail_step *step,
          struct coh_text *s, struct coh_error *err)
{
    coh_text_clear(s);
    if (coh_text_format(s, err, "%s %s, seed %ld, day ", step->tool,
                        step->version, step->seed) ||
        coh_lexicon_day(s, t->words, coh_span_of(step->today), 1, err))
        return -1;
    if (t->shared)
        return tell(t, "Program", coh_text_span(s), err);
    if (step->rows_used &&
        coh_text_format(s, err, "; %zu row%s used", step->rows_used,
                        step->rows_used == 1 ? "" : "s"))
        return -1;
    if (step->rows_filtered &&
        coh_text_format(s, err, "; %zu left out by a condition",
                        step->rows_filtered))
        return -1;
    return tell(t, "Program", coh_text_span(s), err);
}

static int
tell_notes(struct teller *t, const struct coh_trail_step *step,
           struct coh_text *s, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < step->notes; i++) {
        const struct coh_trail_note *note = &step->note[i];

        coh_text_clear(s);
        if (coh_text_format(s, err, "%s: %s", step->tool, note->reason) ||
            (note->count > 1 &&
             coh_text_format(s, err, ": %zu times", note->count)) ||
            tell(t, note->look ? "To look at" : "Noted", coh_text_span(s), err))
            return -1;
    }
    return 0;
}

/* The values that --check compares, in words. */
static int
tell_record(struct teller *t, const struct coh_block *b, struct coh_error *err)
{
    struct coh_arena arena = COH_ARENA_INIT;
    struct coh_text s = COH_TEXT_INIT;
    struct coh_making_block r;
    int rc = -1;

    if (coh_making_of(&r, b, &arena, err) ||
        coh_text_format(&s, err, "%zu row%s, SHA-256 %s", r.rows,
                        r.rows == 1 ? "" : "s", r.sha256) ||
        tell(t, "Result", coh_text_span(&s), err))
        goto out;
    coh_text_clear(&s);
    if (r.newest_load >= 0 &&
        (coh_text_format(&s, err, "newest load %ld, roster %s, inventory %s",
                         r.newest_load, r.roster, r.inventory) ||
         tell(t, "Store", coh_text_span(&s), err)))
        goto out;
    rc = 0;
out:
    coh_arena_release(&arena);
    coh_text_release(&s);
    return rc;
}

static int
tell_block(struct teller *t, const struct coh_block *b, struct coh_error *err)
{
    struct coh_text s = COH_TEXT_INIT;
    int rc = -1;
    size_t i;

    if (!t->family && tell_command(t, b, err))
        goto out;
    if (!t->shared && tell_record(t, b, err))
        goto out;
    t->released = t->shared && coh_trail_released(&b->trail);
    for (i = 0; i < b->trail.n; i++)
        if ((!t->shared && tell_inputs(t, &b->trail.step[i], &s, err)) ||
            tell_facts(t, &b->trail.step[i], &s, err))
            goto out;
    for (i = 0; i < b->trail.n && !t->family; i++)
        if (tell_step(t, &b->trail.step[i], &s, err))
            goto out;
    if (t->shared) { /* notes can name students, or count few */
        rc = 0;
        goto out;
    }
    for (i = 0; i < b->trail.n; i++)
        if (tell_notes(t, &b->trail.step[i], &s, err))
            goto out;
    rc = b->absent ? tell(t, "To look at", coh_block_why(b), err) : 0;
out:
    coh_text_release(&s);
    return rc;
}

int
coh_display_tells_nothing(const struct coh_display *show,
                          const struct coh_block *b)
{
    size_t i, k;

    for (i = 0; show->family && i < b->trail.n; i++)
        for (k = 0; k < b->trail.step[i].facts; k++)
            if (!strcmp(b->trail.step[i].fact[k].key, "sources"))
                return 0;
    return show->family;
}

/* ---- the section's parts ---- */

static int
put_title(const struct teller *t, const struct coh_display *show,
          const struct coh_block *b, struct coh_error *err)
{
    struct coh_text caption = COH_TEXT_INIT;
    int rc = coh_display_plain(&caption, show, b->caption, err);

    if (!rc && caption.length)
        rc = put_text(t, coh_text_span(&caption), err);
    coh_text_release(&caption);
    return rc;
}

/* A block that was masked tells no more on a page for the team than on one that
 * leaves it. */
static struct teller
tell_of(struct coh_text *into, const struct coh_display *show,
        const struct coh_block *b, int html)
{
    return (struct teller){.into = into,
                           .html = html,
                           .shared = show->shared || b->masked,
                           .family = show->family,
                           .words = b->words};
}

/* Folded; the address is within, so that a link to it unfolds. */
int
coh_display_trail_html(struct coh_text *into, const struct coh_display *show,
                       const struct coh_block *b, struct coh_error *err)
{
    struct teller t = tell_of(into, show, b, 1);

    if (coh_display_tells_nothing(show, b))
        return 0;
    if (coh_text_format(into, err, "<details>\n<summary>%s",
                        b->caption ? "" : b->id) ||
        put_title(&t, show, b, err) ||
        coh_text_format(into, err, "</summary>\n<dl id=\"evidence-%s\"",
                        b->id) ||
        (!show->shared && coh_making_block_attributes(into, b, err)) ||
        coh_text_add_string(into, ">\n", err) || tell_block(&t, b, err))
        return -1;
    return coh_text_add_string(into, "</dl>\n</details>\n", err);
}

/* The heading is the address that the lines above link to. */
int
coh_display_trail_markdown(struct coh_text *into,
                           const struct coh_display *show,
                           const struct coh_block *b, struct coh_error *err)
{
    struct teller t = tell_of(into, show, b, 0);

    if (coh_display_tells_nothing(show, b))
        return 0;
    if (coh_text_format(into, err, "### Evidence %s\n\n", b->id))
        return -1;
    if (b->caption &&
        (put_title(&t, show, b, err) || coh_text_add_string(into, "\n\n", err)))
        return -1;
    if (tell_block(&t, b, err))
        return -1;
    return coh_text_add_string(into, "\n", err);
}
