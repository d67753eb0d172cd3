/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One block, and what its reasons are looked for in. */
struct pair {
    const struct coh_making *page;
    const struct coh_weave *weave;
    const struct coh_table *loads;
    const struct coh_making_block *then, *now;
    struct coh_text *why;
};

static int
add(struct pair *p, const char *reason, struct coh_error *err)
{
    return coh_text_format(p->why, err, "%s%s", p->why->length ? "; " : "",
                           reason);
}

/* ---- lists, a thing a line ---- */

/* The next line of `list`; 0 at its end. */
static int
next_line(struct coh_span *list, struct coh_span *line)
{
    const char *end;
    size_t n;

    if (!list->length)
        return 0;
    end = memchr(list->bytes, '\n', list->length);
    n = end ? (size_t)(end - list->bytes) : list->length;
    *line = (struct coh_span){list->bytes, n};
    n += end != NULL;
    list->bytes += n;
    list->length -= n;
    return 1;
}

/* "SOURCE: N" without its number. */
static struct coh_span
source_of(struct coh_span line)
{
    size_t n = line.length;

    while (n && line.bytes[n - 1] != ':')
        n--;
    return (struct coh_span){line.bytes, n ? n - 1 : 0};
}

static int
names(const char *loads, struct coh_span source)
{
    struct coh_span list = coh_span_of(loads), line;

    while (next_line(&list, &line))
        if (coh_span_equal(source_of(line), source))
            return 1;
    return 0;
}

/* ---- loads ---- */

static struct coh_span
cell(const struct coh_table *t, size_t row, const char *column)
{
    size_t i;

    for (i = 0; i < t->header.n; i++)
        if (coh_span_is(t->header.name[i], column))
            return coh_table_cell(t, row, i);
    return coh_span_of("");
}

static long
number(struct coh_span s)
{
    char text[24] = "";

    if (s.length < sizeof(text))
        memcpy(text, s.bytes, s.length);
    return strtol(text, NULL, 10);
}

/* Loads, or undos, newer than the page, of sources that the block speaks of.
 * A load that was undone since is neither. */
static int
add_loads(struct pair *p, int undos, const char *one, const char *several,
          struct coh_error *err)
{
    struct coh_text list = COH_TEXT_INIT, all = COH_TEXT_INIT;
    size_t row = p->loads->rows, n = 0;
    int rc = -1;

    while (row-- > 0) {
        struct coh_span undoes = cell(p->loads, row, "undoes");
        struct coh_span source = cell(p->loads, row, "source");
        long load = number(cell(p->loads, row, "load"));

        if (load <= p->then->newest_load || (undoes.length > 0) != undos ||
            (undos ? number(undoes) > p->then->newest_load
                   : cell(p->loads, row, "undone_by").length > 0) ||
            (!names(p->then->loads, source) && !names(p->now->loads, source)))
            continue;
        if (coh_text_format(&list, err, "%s%ld", n++ ? ", " : "",
                            undos ? number(undoes) : load))
            goto out;
    }
    rc = 0;
    if (n)
        rc = coh_text_format(&all, err, "%s %s", n > 1 ? several : one,
                             coh_text_get(&list)) ||
                     add(p, coh_text_get(&all), err)
                 ? -1
                 : 0;
out:
    coh_text_release(&list);
    coh_text_release(&all);
    return rc;
}

/* ---- decisions ---- */

static int
add_decisions(struct pair *p, struct coh_error *err)
{
    const long then = p->then->newest_decision, now = p->now->newest_decision;
    char why[80];

    if (then < 0 || now <= then)
        return 0;
    if (now == then + 1)
        snprintf(why, sizeof(why), "changed by decision entry %ld", now);
    else
        snprintf(why, sizeof(why), "changed by decision entries %ld to %ld",
                 then + 1, now);
    return add(p, why, err);
}

/* ---- files ---- */

static int
add_file(struct pair *p, struct coh_span line, struct coh_error *err)
{
    const char *blank = memchr(line.bytes, ' ', line.length);
    struct coh_text s = COH_TEXT_INIT;
    int rc;

    if (!blank)
        return 0;
    blank++;
    rc = coh_text_format(&s, err, "file %.*s changed",
                         (int)(line.bytes + line.length - blank), blank) ||
                 add(p, coh_text_get(&s), err)
             ? -1
             : 0;
    coh_text_release(&s);
    return rc;
}

/* A file that is read now and was not read then, with this content. */
static int
add_files(struct pair *p, struct coh_error *err)
{
    struct coh_span now = coh_span_of(p->now->files), line, then, other;

    while (next_line(&now, &line)) {
        int found = 0;

        then = coh_span_of(p->then->files);
        while (!found && next_line(&then, &other))
            found = coh_span_equal(line, other);
        if (!found && add_file(p, line, err))
            return -1;
    }
    return 0;
}

/* ---- reasons ---- */

static int
differs(const char *a, const char *b)
{
    return *a && *b && strcmp(a, b) != 0;
}

static int
add_store(struct pair *p, struct coh_error *err)
{
    const size_t before = p->why->length;

    if (p->then->newest_load < 0)
        return 0;
    if (p->loads &&
        (add_loads(p, 0, "changed by load", "changed by loads", err) ||
         add_loads(p, 1, "undone load", "undone loads", err)))
        return -1;
    if (add_decisions(p, err))
        return -1;
    if (differs(p->then->roster, p->now->roster) &&
        add(p, "the roster changed", err))
        return -1;
    /* A load writes the day of its source into the inventory. */
    if (p->why->length == before &&
        differs(p->then->inventory, p->now->inventory))
        return add(p, "the inventory changed", err);
    return 0;
}

static int
another_day(const struct pair *p)
{
    char day[COH_DATE_SIZE];

    return strcmp(p->page->day,
                  coh_date_text(p->weave->parameters.today, day)) != 0;
}

static int
add_circumstances(struct pair *p, struct coh_error *err)
{
    if (another_day(p) && add(p, "today is another day", err))
        return -1;
    if (strcmp(p->page->version, COH_VERSION) &&
        add(p, "another version of Cohort", err))
        return -1;
    /* The parameters are the page's own; little else is read there. */
    return !p->why->length && differs(p->page->team, p->weave->team_sha256)
               ? add(p, "team.ini changed", err)
               : 0;
}

/* Its command differs: by the source, by the day, or else by what {{id:…}} of
 * a block above stands for. */
static int
add_command(struct pair *p, struct coh_error *err)
{
    if (!strcmp(p->then->command, p->now->command))
        return 0;
    if (differs(p->then->text, p->now->text))
        return add(p, "the page's source changed", err);
    return another_day(p)
               ? 0
               : add(p, "a value from a block above it changed", err);
}

static int
find_reasons(struct pair *p, struct coh_error *err)
{
    if (add_command(p, err))
        return -1;
    if (add_store(p, err) || add_files(p, err) || add_circumstances(p, err))
        return -1;
    if (p->why->length)
        return 0;
    return add(p,
               p->then->newest_load < 0
                   ? "changed, though its files and its command did not"
                   : "changed outside any load",
               err);
}

/* ---- blocks ---- */

static struct coh_compared *
new_row(struct coh_comparison *c, const char *id, struct coh_error *err)
{
    if (coh_reserve(&c->block, &c->capacity, c->n + 1, sizeof(*c->block), err))
        return NULL;
    c->block[c->n] = (struct coh_compared){.id = id, .reason = ""};
    return &c->block[c->n++];
}

static int
end_row(struct coh_comparison *c, struct coh_compared *row,
        const struct coh_text *why, struct coh_error *err)
{
    row->same = !why->length;
    c->changed += !row->same;
    row->reason =
        coh_arena_text(&c->arena, coh_text_get(why), why->length, err);
    return row->reason ? 0 : -1;
}

/* What a block that has nothing to be compared with says. */
static const char *
one_sided(const struct pair *p, const struct coh_block *b)
{
    const int source = strcmp(p->page->sha256, p->weave->sha256) != 0;

    if (b && !p->then)
        return source ? "the block is new" : "it had no data then";
    return b ? "it has no data now" : "the block is gone";
}

static int
compare_block(struct coh_comparison *c, struct pair *p,
              const struct coh_block *b, struct coh_error *err)
{
    struct coh_compared *row = new_row(c, b->id, err);
    struct coh_making_block now;

    if (!row || coh_making_of(&now, b, &c->arena, err))
        return -1;
    p->now = &now;
    row->was = p->then != NULL;
    row->is = b->ran && !b->skipped && !b->fault;
    row->rows_then = p->then ? p->then->rows : 0;
    row->rows_now = now.rows;
    if (b->fault) {
        if (coh_text_format(p->why, err, "cannot be made: %s", b->fault) ||
            (p->then && (add_store(p, err) || add_circumstances(p, err))))
            return -1;
    } else if (!row->was || !row->is) {
        if (add(p, one_sided(p, b), err) || (p->then && add_store(p, err)))
            return -1;
    } else if (strcmp(p->then->sha256, now.sha256) && find_reasons(p, err)) {
        return -1;
    }
    return end_row(c, row, p->why, err);
}

static int
compare_gone(struct coh_comparison *c, struct pair *p, struct coh_error *err)
{
    struct coh_compared *row = new_row(c, p->then->id, err);

    if (!row || add(p, one_sided(p, NULL), err))
        return -1;
    row->was = 1;
    row->rows_then = p->then->rows;
    return end_row(c, row, p->why, err);
}

static int
is_there(const struct coh_weave *w, const char *id)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (!strcmp(w->block[i].id, id))
            return 1;
    return 0;
}

int
coh_compare(struct coh_comparison *c, const struct coh_making *then,
            const struct coh_weave *now, const struct coh_table *loads,
            struct coh_error *err)
{
    struct coh_text why = COH_TEXT_INIT;
    struct pair p = {.page = then, .weave = now, .loads = loads, .why = &why};
    int rc = -1;
    size_t i;

    for (i = 0; i < now->n; i++) {
        const struct coh_block *b = &now->block[i];

        coh_text_clear(&why);
        p.then = coh_making_find(then, b->id);
        if ((p.then || !b->skipped) && compare_block(c, &p, b, err))
            goto out;
    }
    for (i = 0; i < then->n; i++) {
        coh_text_clear(&why);
        p.then = &then->block[i];
        if (!is_there(now, p.then->id) && compare_gone(c, &p, err))
            goto out;
    }
    rc = 0;
out:
    coh_text_release(&why);
    return rc;
}

void
coh_comparison_release(struct coh_comparison *c)
{
    coh_free(c->block);
    coh_arena_release(&c->arena);
    *c = (struct coh_comparison)COH_COMPARISON_INIT;
}
