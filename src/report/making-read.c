/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page keeps of its making, read back. The page is data: whatever
 * stands in it, its commands are compared and never run. */
#include <stdlib.h>
#include <string.h>

#include "report/making.h"

static const char section[] = "<section class=\"trail\" id=\"evidence\"";
static const char block[] = "<dl id=\"evidence-";
static const char parameter[] = "<dd data-parameter=\"";

/* The first place of `word` in `s`, or s.length. */
static size_t
find(struct coh_span s, const char *word)
{
    const size_t n = strlen(word);
    size_t i;

    for (i = 0; i + n <= s.length; i++)
        if (s.bytes[i] == *word && !memcmp(s.bytes + i, word, n))
            return i;
    return s.length;
}

static int
starts(struct coh_span s, const char *word)
{
    const size_t n = strlen(word);

    return s.length >= n && !memcmp(s.bytes, word, n);
}

static struct coh_span
behind(struct coh_span s, size_t n)
{
    n = n < s.length ? n : s.length;
    return (struct coh_span){s.bytes + n, s.length - n};
}

static struct coh_span
up_to(struct coh_span s, const char *word)
{
    return (struct coh_span){s.bytes, find(s, word)};
}

/* Escaped text as coh_escape_html writes it, plain. */
static const char *
plain(struct coh_making *r, struct coh_span s, struct coh_error *err)
{
    static const struct {
        const char *name;
        char is;
    } entity[] = {{"&amp;", '&'},
                  {"&lt;", '<'},
                  {"&gt;", '>'},
                  {"&quot;", '"'},
                  {"&#39;", '\''}};
    struct coh_text t = COH_TEXT_INIT;
    const char *kept = NULL;
    size_t k, n;

    for (; s.length; s = behind(s, n)) {
        n = 1;
        for (k = 0; k < sizeof(entity) / sizeof(*entity); k++) {
            size_t length = strlen(entity[k].name);

            if (length > s.length || memcmp(s.bytes, entity[k].name, length))
                continue;
            if (coh_text_add(&t, &entity[k].is, 1, err))
                goto out;
            n = length;
            break;
        }
        if (n == 1 && coh_text_add(&t, s.bytes, 1, err))
            goto out;
    }
    kept = coh_arena_text(&r->arena, coh_text_get(&t), t.length, err);
out:
    coh_text_release(&t);
    return kept;
}

/* The value of data-`name` in a tag; "" without it. */
static const char *
attribute(struct coh_making *r, struct coh_span tag, const char *name,
          struct coh_error *err)
{
    char word[40] = " data-";

    strncat(word, name, sizeof(word) - 10);
    strncat(word, "=\"", 3);
    tag = behind(tag, find(tag, word) + strlen(word));
    return plain(r, up_to(tag, "\""), err);
}

static int
read_block(struct coh_making *r, struct coh_span tag, struct coh_error *err)
{
    struct coh_making_block *b;
    const char *rows, *newest, *decision;

    if (coh_reserve(&r->block, &r->capacity, r->n + 1, sizeof(*b), err))
        return -1;
    b = &r->block[r->n];
    *b = (struct coh_making_block){
        .id = plain(r, up_to(tag, "\""), err),
        .command = attribute(r, tag, "command", err),
        .text = attribute(r, tag, "text-sha256", err),
        .sha256 = attribute(r, tag, "sha256", err),
        .loads = attribute(r, tag, "loads", err),
        .roster = attribute(r, tag, "roster", err),
        .inventory = attribute(r, tag, "inventory", err),
        .files = attribute(r, tag, "files", err),
    };
    rows = attribute(r, tag, "rows", err);
    newest = attribute(r, tag, "newest-load", err);
    decision = attribute(r, tag, "newest-decision", err);
    if (!b->id || !b->command || !b->text || !b->sha256 || !b->loads ||
        !b->roster || !b->inventory || !b->files || !rows || !newest ||
        !decision)
        return -1;
    b->rows = strtoul(rows, NULL, 10);
    b->newest_load = *newest ? strtol(newest, NULL, 10) : -1;
    b->newest_decision = *decision ? strtol(decision, NULL, 10) : -1;
    r->n++;
    return 0;
}

static int
read_parameter(struct coh_making *r, struct coh_span at, struct coh_error *err)
{
    struct coh_making_parameter *p;

    if (coh_reserve(&r->parameter, &r->parameter_capacity, r->parameters + 1,
                    sizeof(*p), err))
        return -1;
    p = &r->parameter[r->parameters];
    p->name = plain(r, up_to(at, "\""), err);
    at = behind(at, find(at, ">") + 1);
    p->value = plain(r, up_to(at, "</dd>"), err);
    r->parameters++;
    return p->name && p->value ? 0 : -1;
}

static int
read_parts(struct coh_making *r, struct coh_span left, struct coh_error *err)
{
    size_t n;

    for (; left.length; left = behind(left, n)) {
        const char *tag = memchr(left.bytes, '<', left.length);
        struct coh_span at;

        if (!tag)
            return 0;
        at = behind(left, (size_t)(tag - left.bytes));
        n = (size_t)(tag - left.bytes) + 1;
        if (starts(at, block) &&
            read_block(r, up_to(behind(at, sizeof(block) - 1), ">"), err))
            return -1;
        if (starts(at, parameter) &&
            read_parameter(r, behind(at, sizeof(parameter) - 1), err))
            return -1;
    }
    return 0;
}

int
coh_making_read(struct coh_making *r, struct coh_span page,
                struct coh_error *err)
{
    struct coh_span left = behind(page, find(page, section)), tag;
    const char *shared;

    if (!left.length)
        return coh_fail(err, COH_INPUT,
                        "is no HTML page with evidence that cohort weave made");
    left = behind(left, sizeof(section) - 1);
    tag = up_to(left, ">");
    shared = attribute(r, tag, "shared", err);
    r->source = attribute(r, tag, "source", err);
    r->sha256 = attribute(r, tag, "source-sha256", err);
    r->day = attribute(r, tag, "day", err);
    r->version = attribute(r, tag, "version", err);
    r->team = attribute(r, tag, "team-sha256", err);
    if (!shared || !r->team || !r->source || !r->sha256 || !r->day ||
        !r->version)
        return -1;
    if (*shared)
        return coh_fail(
            err, COH_INPUT,
            "is a shared page or one about a student, which holds no "
            "hashes: weave it again, or check the page that is "
            "woven without --share and --only");
    if (!*r->source || !*r->sha256)
        return coh_fail(err, COH_INPUT,
                        "does not say how it was made: weave it again");
    return read_parts(r, left, err);
}

const struct coh_making_block *
coh_making_find(const struct coh_making *r, const char *id)
{
    size_t i;

    for (i = 0; i < r->n; i++)
        if (!strcmp(r->block[i].id, id))
            return &r->block[i];
    return NULL;
}

void
coh_making_release(struct coh_making *r)
{
    coh_free(r->parameter);
    coh_free(r->block);
    coh_arena_release(&r->arena);
    *r = (struct coh_making)COH_MAKING_INIT;
}
