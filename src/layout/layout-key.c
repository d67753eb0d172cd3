/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/layout-key.h"

#include <stdlib.h>
#include <string.h>

/* A header further down than this is no header; see coh_intake_open. */
enum { DEEPEST_PREAMBLE = 40 };

int
coh_layout_fail(struct coh_layout_parse *p, const char *what, const char *word)
{
    coh_fail(p->err, COH_INPUT, "%s: line %d: %s '%.60s'", p->where, p->line,
             what, word);
    return 0; /* inih's way of saying no */
}

int
coh_layout_set_text(struct coh_layout_parse *p, const char **into,
                    const char *value)
{
    *into = coh_arena_text(&p->layout->arena, value, strlen(value), p->err);
    return *into != NULL;
}

int
coh_layout_add_word(struct coh_layout_parse *p, struct coh_layout_words *w,
                    const char *value)
{
    if (coh_reserve(&w->text, &w->capacity, w->n + 1, sizeof(*w->text),
                    p->err) ||
        !coh_layout_set_text(p, &w->text[w->n], value))
        return 0;
    w->n++;
    return 1;
}

int
coh_layout_set_pattern(struct coh_layout_parse *p, struct coh_pattern **into,
                       const char *value)
{
    if (*into)
        return coh_layout_fail(p, "a second pattern", value);
    *into = coh_pattern_new(value, p->err);
    if (!*into)
        coh_error_context(p->err, "%s: line %d: ", p->where, p->line);
    return *into != NULL;
}

static int
add_pattern(struct coh_layout_parse *p, struct coh_layout_patterns *patterns,
            const char *value)
{
    if (coh_reserve(&patterns->at, &patterns->capacity, patterns->n + 1,
                    sizeof(struct coh_pattern *), p->err))
        return 0;
    patterns->at[patterns->n] = NULL;
    return coh_layout_set_pattern(p, &patterns->at[patterns->n++], value);
}

int
coh_layout_add_value(struct coh_layout_parse *p, struct coh_layout_value **list,
                     size_t *n, size_t *capacity, const char *value)
{
    const char *blank = strchr(value, ' '), *text;
    struct coh_layout_value *v;

    if (!blank)
        return coh_layout_fail(p, "write a value and what it is, not", value);
    if (coh_reserve(list, capacity, *n + 1, sizeof(**list), p->err) ||
        !coh_layout_set_text(p, &text, value))
        return 0;
    v = &(*list)[(*n)++];
    v->text = (struct coh_span){text, (size_t)(blank - value)};
    v->number = text + (blank - value) + 1;
    return 1;
}

int
coh_layout_set_choice(struct coh_layout_parse *p, int *into, const char *value,
                      const char *const *word, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (!strcmp(value, word[i])) {
            *into = (int)i;
            return 1;
        }
    coh_fail(p->err, COH_INPUT,
             "%s: line %d: '%.60s' is none of the words that go here: %s, %s%s",
             p->where, p->line, value, word[0], word[1], n > 2 ? ", …" : "");
    return 0;
}

/* ---- [layout] ---- */

static int
set_preamble(struct coh_layout_parse *p, const char *value)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || n > DEEPEST_PREAMBLE)
        return coh_layout_fail(p, "a preamble has 0 to 40 records, not", value);
    p->layout->preamble = n;
    return 1;
}

static int
set_date_form(struct coh_layout_parse *p, const char *value)
{
    int form = coh_date_form_find(coh_span_of(value));

    if (form < 0)
        return coh_layout_fail(p, "there is no date_form", value);
    p->layout->date_form = (enum coh_date_form)form;
    return 1;
}

/* The keys that are one of a few words, in the order of `take_choice`. */
enum {
    KEY_ORDER,
    KEY_MARK,
    KEY_SHORT,
    KEY_REPEATS,
    KEY_ATTEMPTS,
    KEY_BLOCKS,
    KEY_SEEN,
    KEY_DETECT,
    KEY_IS,
    CHOICES
};

static void
take_choice(struct coh_layout *l, int key, int word)
{
    switch (key) {
    case KEY_ORDER:
        l->date_order = (enum coh_date_order)word;
        break;
    case KEY_MARK:
        l->decimal_mark = (enum coh_layout_mark)word;
        break;
    case KEY_SHORT:
        l->pad_short = word;
        break;
    case KEY_REPEATS:
        l->repeats = (enum coh_layout_repeats)word;
        break;
    case KEY_ATTEMPTS:
        l->number_attempts = word;
        break;
    case KEY_BLOCKS:
        l->blocks = word;
        break;
    case KEY_SEEN:
        l->unverified = !word;
        break;
    case KEY_DETECT:
        l->undetected = !word;
        break;
    default:
        l->is = (enum coh_layout_is)word;
    }
}

static int
set_choice_key(struct coh_layout_parse *p, const char *key, const char *value,
               int *known)
{
    static const char *const order[] = {"auto", "mdy", "dmy"};
    static const char *const mark[] = {"auto", "point", "comma"};
    static const char *const shorts[] = {"aside", "pad"};
    static const char *const attempts[] = {"given", "number"};
    static const char *const repeats[] = {"keep", "drop", "first", "last"};
    static const char *const blocks[] = {"once", "again"};
    static const char *const no_yes[] = {"no", "yes"};
    static const char *const is[] = {"results", "companion", "notes"};
    static const struct {
        const char *key;
        const char *const *word;
        size_t n;
    } choice[CHOICES] = {
        [KEY_ORDER] = {"date_order", order, 3},
        [KEY_MARK] = {"decimal_mark", mark, 3},
        [KEY_SHORT] = {"short_rows", shorts, 2},
        [KEY_REPEATS] = {"repeats", repeats, 4},
        [KEY_ATTEMPTS] = {"attempts", attempts, 2},
        [KEY_BLOCKS] = {"blocks", blocks, 2},
        [KEY_SEEN] = {"seen", no_yes, 2},
        [KEY_DETECT] = {"detect", no_yes, 2},
        [KEY_IS] = {"is", is, 3},
    };
    int i = 0, word = 0;

    while (i < CHOICES && strcmp(key, choice[i].key) != 0)
        i++;
    *known = i < CHOICES;
    if (!*known ||
        !coh_layout_set_choice(p, &word, value, choice[i].word, choice[i].n))
        return 0;
    take_choice(p->layout, i, word);
    return 1;
}

int
coh_layout_key_layout(struct coh_layout_parse *p, const char *key,
                      const char *value)
{
    struct coh_layout *l = p->layout;
    int known, set;

    if (!strcmp(key, "name"))
        return coh_layout_set_text(p, &l->name, value);
    if (!strcmp(key, "title"))
        return coh_layout_set_text(p, &l->title, value);
    if (!strcmp(key, "main_scale"))
        return coh_layout_set_text(p, &l->main_scale, value);
    if (!strcmp(key, "repeats_by"))
        return coh_layout_set_text(p, &l->repeats_by, value);
    if (!strcmp(key, "preamble"))
        return set_preamble(p, value);
    if (!strcmp(key, "date_form"))
        return set_date_form(p, value);
    set = set_choice_key(p, key, value, &known);
    return known ? set : coh_layout_fail(p, "[layout] has no key", key);
}

/* ---- [match], [student], [lookup NAME], [record NAME] ---- */

/* `required`, `optional`: a new line; `or`: more of the last one. */
static int
match_name(struct coh_layout_parse *p, const char *key, const char *value)
{
    struct coh_layout *l = p->layout;
    const char *like = strstr(key, "_like");
    size_t n = like ? (size_t)(like - key) : strlen(key);
    struct coh_layout_name name = {.required = !strncmp(key, "required", n)};
    struct coh_layout_name *last;

    if ((like && like[5]) || !n ||
        (strncmp(key, "or", n) && strncmp(key, "required", n) &&
         strncmp(key, "optional", n)) ||
        (n != 2 && n != 8) || (n == 2 && !l->matches))
        return coh_layout_fail(p, "[match] has no key", key);
    if (n == 8) {
        if (coh_reserve(&l->match, &l->match_capacity, l->matches + 1,
                        sizeof(*l->match), p->err))
            return 0;
        l->match[l->matches++] = name;
    }
    last = &l->match[l->matches - 1];
    return like ? add_pattern(p, &last->like, value)
                : coh_layout_add_word(p, &last->name, value);
}

int
coh_layout_key_match(struct coh_layout_parse *p, const char *key,
                     const char *value)
{
    struct coh_layout *l = p->layout;

    if (!strcmp(key, "forbidden"))
        return coh_layout_add_word(p, &l->forbidden, value);
    if (!strcmp(key, "forbidden_like"))
        return add_pattern(p, &l->forbidden_like, value);
    if (!strcmp(key, "ignore"))
        return add_pattern(p, &l->ignore, value);
    return match_name(p, key, value);
}

int
coh_layout_key_student(struct coh_layout_parse *p, const char *key,
                       const char *value)
{
    static const char *const no_yes[] = {"no", "yes"};
    struct coh_layout *l = p->layout;

    if (!strcmp(key, "id"))
        return coh_layout_add_word(p, &l->id, value);
    if (!strcmp(key, "id_like"))
        return add_pattern(p, &l->id_like, value);
    if (!strcmp(key, "id_part"))
        return coh_layout_set_pattern(p, &l->id_part, value) &&
               (coh_pattern_has(l->id_part, "id") ||
                coh_layout_fail(p, "no capture id in the pattern", value));
    if (!strcmp(key, "row_ids"))
        return coh_layout_set_choice(p, &l->row_ids, value, no_yes, 2);
    if (!strcmp(key, "name"))
        return coh_layout_add_word(p, &l->student_name, value);
    return coh_layout_fail(p, "[student] has no key", key);
}

int
coh_layout_key_lookup(struct coh_layout_parse *p, const char *key,
                      const char *value)
{
    struct coh_layout_lookup *l = &p->layout->lookup[p->layout->lookups - 1];

    if (!strcmp(key, "file"))
        return strchr(value, '/')
                   ? coh_layout_fail(
                         p, "a companion is in the same folder:", value)
                   : coh_layout_set_text(p, &l->file, value);
    if (!strcmp(key, "key"))
        return coh_layout_set_text(p, &l->key, value);
    if (!strcmp(key, "on"))
        return coh_layout_set_text(p, &l->on, value);
    return coh_layout_fail(p, "[lookup] has no key", key);
}

int
coh_layout_key_names(struct coh_layout_parse *p, const char *key,
                     const char *value)
{
    struct coh_layout_names *n = &p->layout->names[p->layout->n_names - 1];

    if (!strcmp(key, "on"))
        return coh_layout_set_text(p, &n->on, value);
    if (!strcmp(key, "name"))
        return coh_layout_add_value(p, &n->value, &n->values,
                                    &n->value_capacity, value);
    return coh_layout_fail(p, "[names] has no key", key);
}

int
coh_layout_key_record(struct coh_layout_parse *p, const char *key,
                      const char *value)
{
    static const char *const role[] = {"skip", "max_score", "key"};
    struct coh_layout_record *r = &p->layout->record[p->layout->records - 1];
    int at = 0;

    if (!strcmp(key, "column"))
        return coh_layout_add_word(p, &r->column, value);
    if (!strcmp(key, "text"))
        return coh_layout_add_word(p, &r->text, value);
    if (!strcmp(key, "pattern"))
        return coh_layout_set_pattern(p, &r->pattern, value);
    if (!strcmp(key, "any"))
        return coh_layout_set_pattern(p, &r->any, value);
    if (!strcmp(key, "blank"))
        return coh_layout_set_text(p, &r->blank, value);
    if (strcmp(key, "role") != 0)
        return coh_layout_fail(p, "[record] has no key", key);
    if (!coh_layout_set_choice(p, &at, value, role, 3))
        return 0;
    r->role = (enum coh_layout_role)at;
    return 1;
}
