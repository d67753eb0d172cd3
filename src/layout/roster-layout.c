/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/roster-layout.h"

#include <ini.h>
#include <string.h>

#include "base/embedded.h"
#include "layout/roster-name.h"

#define FOLDER "layout/rosters/"

struct parse {
    struct coh_roster_layouts *all;
    struct coh_roster_layout *layout;
    struct coh_error *err;
};

static const char *
keep(struct parse *p, const char *text)
{
    return coh_arena_text(&p->all->arena, text, strlen(text), p->err);
}

static int
set_text(struct parse *p, const char **into, const char *value)
{
    *into = keep(p, value);
    return *into != NULL;
}

static int
add_word(struct parse *p, struct coh_layout_words *words, const char *value)
{
    if (coh_reserve(&words->text, &words->capacity, words->n + 1,
                    sizeof(*words->text), p->err))
        return 0;
    return set_text(p, &words->text[words->n++], value);
}

static int
set_kind(struct parse *p, const char *value)
{
    static const char *const kind[] = {"students", "enrollments", "classes",
                                       "roles", "extra"};
    int i;

    for (i = 0; i < 5; i++)
        if (!strcmp(value, kind[i])) {
            p->layout->kind = (enum coh_roster_file)i;
            return 1;
        }
    return 0;
}

static int
add_leave(struct parse *p, const char *value)
{
    struct coh_roster_layout *l = p->layout;
    struct coh_pattern *pattern = coh_pattern_new(value, p->err);

    if (!pattern)
        return 0;
    if (coh_reserve(&l->leave, &l->leave_capacity, l->leaves + 1,
                    sizeof(struct coh_pattern *), p->err)) {
        coh_pattern_free(pattern);
        return 0;
    }
    l->leave[l->leaves++] = pattern;
    return 1;
}

static int
roster_key(struct parse *p, const char *key, const char *value)
{
    struct coh_roster_layout *l = p->layout;

    if (!strcmp(key, "name"))
        return set_text(p, &l->name, value);
    if (!strcmp(key, "title"))
        return set_text(p, &l->title, value);
    if (!strcmp(key, "kind"))
        return set_kind(p, value);
    if (!strcmp(key, "others"))
        return l->others = !strcmp(value, "attribute");
    return !strcmp(key, "leave") && add_leave(p, value);
}

static int
match_key(struct parse *p, const char *key, const char *value)
{
    struct coh_roster_layout *l = p->layout;

    if (!strcmp(key, "required")) {
        if (coh_reserve(&l->match, &l->match_capacity, l->matches + 1,
                        sizeof(*l->match), p->err))
            return 0;
        l->match[l->matches++] = (struct coh_layout_words){.text = NULL};
    } else if (strcmp(key, "or") != 0 || !l->matches) {
        return 0;
    }
    return add_word(p, &l->match[l->matches - 1], value);
}

static int
rows_key(struct parse *p, const char *name, const char *key, const char *value)
{
    struct coh_roster_layout *l = p->layout;
    struct coh_roster_rows *r = l->filters ? &l->rows[l->filters - 1] : NULL;

    if (!r || strcmp(r->name, name) != 0) {
        if (coh_reserve(&l->rows, &l->rows_capacity, l->filters + 1,
                        sizeof(*l->rows), p->err))
            return 0;
        r = &l->rows[l->filters++];
        *r = (struct coh_roster_rows){.name = keep(p, name)};
        if (!r->name)
            return 0;
    }
    if (!strcmp(key, "from"))
        return add_word(p, &r->from, value);
    if (!strcmp(key, "said"))
        return set_text(p, &r->said, value);
    r->not_it = !strcmp(key, "not");
    return (r->not_it || !strcmp(key, "is")) && set_text(p, &r->value, value);
}

static int
column_key(struct parse *p, const char *name, const char *key,
           const char *value)
{
    struct coh_roster_layout *l = p->layout;
    struct coh_roster_column *c =
        l->columns ? &l->column[l->columns - 1] : NULL;

    if (strcmp(key, "from") != 0)
        return 0;
    if (!c || strcmp(c->name, name) != 0) {
        if (coh_reserve(&l->column, &l->column_capacity, l->columns + 1,
                        sizeof(*l->column), p->err))
            return 0;
        c = &l->column[l->columns++];
        *c = (struct coh_roster_column){.name = keep(p, name)};
        if (!c->name)
            return 0;
    }
    return add_word(p, &c->from, value);
}

static int
on_key(void *context, const char *section, const char *key, const char *value)
{
    struct parse *p = context;

    if (!strcmp(section, "roster"))
        return roster_key(p, key, value);
    if (!strcmp(section, "match"))
        return match_key(p, key, value);
    if (!strcmp(section, "ids"))
        return add_word(p, &p->layout->ids, value);
    if (!strcmp(section, "never"))
        return add_word(p, &p->layout->never, value);
    if (!strncmp(section, "rows ", 5))
        return rows_key(p, section + 5, key, value);
    return !strncmp(section, "column ", 7) &&
           column_key(p, section + 7, key, value);
}

static int
parse(struct coh_roster_layouts *all, const struct coh_embedded *e,
      struct coh_error *err)
{
    struct coh_error own = COH_ERROR_INIT;
    struct parse p = {all, NULL, &own};
    char *text;
    int line;

    if (coh_reserve(&all->layout, &all->capacity, all->n + 1,
                    sizeof(*all->layout), err))
        return -1;
    p.layout = &all->layout[all->n++];
    *p.layout = (struct coh_roster_layout){.name = NULL};
    text = coh_copy_text((const char *)e->bytes, e->length, err);
    if (!text)
        return -1;
    line = ini_parse_string(text, on_key, &p);
    coh_free(text);
    if (!line)
        return 0;
    if (own.code == COH_SYSTEM)
        return coh_fail(err, own.code, "%s", own.text);
    return coh_fail(err, COH_INPUT, "%s: line %d: %s", e->name, line,
                    own.code ? own.text : "no key of a roster's layout");
}

int
coh_roster_layouts_open(struct coh_roster_layouts *all, struct coh_error *err)
{
    const struct coh_embedded *e;

    for (e = coh_embedded_first(FOLDER); e; e = coh_embedded_next(e, FOLDER))
        if (parse(all, e, err))
            return -1;
    return 0;
}

static void
release_layout(struct coh_roster_layout *l)
{
    size_t i;

    for (i = 0; i < l->leaves; i++)
        coh_pattern_free(l->leave[i]);
    for (i = 0; i < l->matches; i++)
        coh_free(l->match[i].text);
    for (i = 0; i < l->filters; i++)
        coh_free(l->rows[i].from.text);
    for (i = 0; i < l->columns; i++)
        coh_free(l->column[i].from.text);
    coh_free(l->leave);
    coh_free(l->match);
    coh_free(l->rows);
    coh_free(l->column);
    coh_free(l->ids.text);
    coh_free(l->never.text);
}

void
coh_roster_layouts_release(struct coh_roster_layouts *all)
{
    size_t i;

    for (i = 0; i < all->n; i++)
        release_layout(&all->layout[i]);
    coh_free(all->layout);
    coh_arena_release(&all->arena);
    *all = (struct coh_roster_layouts)COH_ROSTER_LAYOUTS_INIT;
}

/* ---- which one ---- */

static int
has_any(const struct coh_layout_words *words, const struct coh_header *h)
{
    size_t i;

    for (i = 0; i < words->n; i++)
        if (coh_roster_name_seek(h, coh_span_of(words->text[i])) < h->n)
            return 1;
    return 0;
}

const struct coh_roster_layout *
coh_roster_layout_find(const struct coh_roster_layouts *all,
                       const struct coh_header *header)
{
    const struct coh_roster_layout *best = NULL;
    size_t i, k;

    for (i = 0; i < all->n; i++) {
        const struct coh_roster_layout *l = &all->layout[i];

        for (k = 0; k < l->matches && has_any(&l->match[k], header); k++)
            ;
        if (k == l->matches && (!best || k > best->matches))
            best = l;
    }
    return best;
}

/* Does the layout read or refuse the column of this name? */
static int
names(const struct coh_roster_layout *l, struct coh_span name)
{
    size_t i, k;

    for (i = 0; i < l->columns; i++)
        for (k = 0; k < l->column[i].from.n; k++)
            if (coh_roster_name_in(coh_span_of(l->column[i].from.text[k]),
                                   name))
                return 1;
    for (i = 0; i < l->leaves; i++)
        if (coh_pattern_match(l->leave[i], name))
            return 1;
    return 0;
}

int
coh_roster_layout_fits(const struct coh_header *header)
{
    struct coh_roster_layouts all = COH_ROSTER_LAYOUTS_INIT;
    const struct coh_roster_layout *l = NULL;
    size_t i = 0;

    if (!coh_roster_layouts_open(&all, NULL))
        l = coh_roster_layout_find(&all, header);
    while (l && l->others && i < header->n && names(l, header->name[i]))
        i++;
    if (l && l->others && i < header->n)
        l = NULL;
    coh_roster_layouts_release(&all);
    return l != NULL;
}
