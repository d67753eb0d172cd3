/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- attributes ---- */

static int
is_id(const char *s)
{
    return *s && s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw"
                             "xyz0123456789_-")] == '\0';
}

static int
take_count(long *to, const char *name, const char *value, struct coh_error *err)
{
    size_t n = strlen(value);

    if (!n || n > 6 || value[strspn(value, "0123456789")])
        return coh_fail(err, COH_INPUT, "%s=%.40s is not a whole number", name,
                        value);
    *to = strtol(value, NULL, 10);
    return 0;
}

static int
take_shape(struct coh_block *b, const char *value, struct coh_error *err)
{
    static const char *const name[] = {"table", "list", "value"};
    int i;

    for (i = 0; i < 3; i++)
        if (!strcmp(value, name[i])) {
            b->shape = (enum coh_block_shape)i;
            return 0;
        }
    return coh_fail(err, COH_INPUT, "as=%.40s: it is table, list or value",
                    value);
}

static int
take_share(struct coh_block *b, const char *value, struct coh_error *err)
{
    b->private = !strcmp(value, "no");
    return b->private || !strcmp(value, "yes")
               ? 0
               : coh_fail(err, COH_INPUT, "share=%.40s: it is yes or no",
                          value);
}

static int
take_of(struct coh_block *b, const char *value, struct coh_error *err)
{
    b->of_class = !strcmp(value, "class");
    return b->of_class
               ? 0
               : coh_fail(err, COH_INPUT, "of=%.40s: it is class", value);
}

static int
unknown_attribute(struct coh_span name, struct coh_error *err)
{
    static const char *const names[] = {
        "id",     "caption", "empty", "as",      "line",  "head", "fold",
        "digits", "missing", "needs", "percent", "share", "of"};
    enum { NAMES = sizeof(names) / sizeof(*names) };
    struct coh_span known[NAMES];
    const struct coh_span *near;
    char shown[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < NAMES; i++)
        known[i] = coh_span_of(names[i]);
    near = coh_nearest(known, NAMES, name);
    return coh_fail(err, COH_INPUT, "there is no attribute '%s'%s%s%s",
                    coh_quote(name.bytes, name.length, shown),
                    near ? "; the nearest is '" : "", near ? near->bytes : "",
                    near ? "'" : "");
}

static int
take_text(char **to, const char *value, struct coh_error *err)
{
    if (*to)
        return coh_fail(err, COH_INPUT, "an attribute stands twice");
    *to = coh_copy_text(value, strlen(value), err);
    return *to ? 0 : -1;
}

static int
take_attribute(struct coh_block *b, const char *word, struct coh_error *err)
{
    const char *value = strchr(word, '=');
    struct coh_span name = {word, value ? (size_t)(value - word) : 0};

    if (!value)
        return coh_fail(err, COH_INPUT, "'%.40s' is not ATTRIBUTE=VALUE", word);
    value++;
    if (coh_span_is(name, "id"))
        return is_id(value)
                   ? take_text(&b->id, value, err)
                   : coh_fail(err, COH_INPUT,
                              "id=%.40s: letters, digits, - and _", value);
    if (coh_span_is(name, "caption"))
        return take_text(&b->caption, value, err);
    if (coh_span_is(name, "empty"))
        return take_text(&b->empty, value, err);
    if (coh_span_is(name, "missing"))
        return take_text(&b->missing, value, err);
    if (coh_span_is(name, "needs"))
        return take_text(&b->needs, value, err);
    if (coh_span_is(name, "percent"))
        return take_text(&b->percent, value, err);
    if (coh_span_is(name, "line"))
        return take_text(&b->item, value, err);
    if (coh_span_is(name, "fold"))
        return take_text(&b->fold, value, err);
    if (coh_span_is(name, "as"))
        return take_shape(b, value, err);
    if (coh_span_is(name, "share"))
        return take_share(b, value, err);
    if (coh_span_is(name, "of"))
        return take_of(b, value, err);
    if (coh_span_is(name, "head"))
        return take_count(&b->head, "head", value, err);
    if (coh_span_is(name, "digits"))
        return take_count(&b->digits, "digits", value, err);
    return unknown_attribute(name, err);
}

int
coh_block_read(struct coh_block *b, const struct coh_piece *piece,
               size_t number, struct coh_error *err)
{
    struct coh_words words = COH_WORDS_INIT;
    struct coh_text name = COH_TEXT_INIT;
    struct coh_span rest;
    int rc = -1;
    size_t i;

    b->line = piece->line;
    b->source = piece->text;
    if (coh_words_split(&words, piece->info, NULL, &rest, err))
        goto out;
    if (rest.bytes) {
        coh_fail(err, COH_INPUT, "an attribute with '|' needs quotes");
        goto out;
    }
    for (i = 0; i < words.n; i++)
        if (take_attribute(b, words.at[i], err))
            goto out;
    if (!b->id) {
        if (coh_text_format(&name, err, "block-%zu", number) ||
            take_text(&b->id, name.bytes, err))
            goto out;
    }
    if ((b->shape == COH_SHAPE_LIST) != (b->item != NULL)) {
        coh_fail(err, COH_INPUT, "as=list and line=\"…\" go together");
        goto out;
    }
    if (b->needs && !b->missing) {
        coh_fail(err, COH_INPUT,
                 "needs= wants missing=\"…\": what to print without it");
        goto out;
    }
    rc = 0;
out:
    coh_text_release(&name);
    coh_words_release(&words);
    return rc;
}

/* ---- what came of it ---- */

int
coh_block_is_empty(const struct coh_block *b)
{
    const struct coh_trail *t = &b->trail;

    if (b->absent || !b->is_chart)
        return b->absent || b->table.rows == 0;
    return b->empty && t->n && !t->step[t->n - 1].rows_used;
}

int
coh_block_is_silent(const struct coh_block *b)
{
    const char *words = b->absent ? b->missing : b->empty;

    return coh_block_is_empty(b) && words && !*words;
}

int
coh_block_speaks(const struct coh_block *b)
{
    return b->absent || (coh_block_is_empty(b) && b->empty);
}

int
coh_block_look(const struct coh_block *b)
{
    size_t i;

    for (i = 0; i < b->pipeline.n; i++)
        if (b->pipeline.stage[i].status == COH_LOOK)
            return 1;
    return b->absent && !b->skipped && !coh_block_is_silent(b);
}

size_t
coh_block_rows(const struct coh_block *b)
{
    return b->head >= 0 && (size_t)b->head < b->table.rows ? (size_t)b->head
                                                           : b->table.rows;
}

void
coh_block_release(struct coh_block *b)
{
    coh_free(b->id);
    coh_free(b->caption);
    coh_free(b->empty);
    coh_free(b->missing);
    coh_free(b->item);
    coh_free(b->fold);
    coh_free(b->needs);
    coh_free(b->percent);
    coh_free(b->fault);
    coh_pipeline_release(&b->pipeline);
    coh_trail_release(&b->trail);
    coh_text_release(&b->svg);
    coh_table_release(&b->table);
    *b = (struct coh_block)COH_BLOCK_INIT;
}
