/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page keeps of its making, gathered and written. */
#include "report/making.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"

/* ---- gathering ---- */

/* Add `line` to the list unless it stands there. */
static int
add_line(struct coh_text *list, const char *line, struct coh_error *err)
{
    struct coh_span left = coh_text_span(list);
    const size_t n = strlen(line);

    while (left.length) {
        const char *end = memchr(left.bytes, '\n', left.length);
        size_t length = end ? (size_t)(end - left.bytes) : left.length;

        if (length == n && !memcmp(left.bytes, line, n))
            return 0;
        length += end != NULL;
        left.bytes += length;
        left.length -= length;
    }
    return coh_text_format(list, err, "%s%s", list->length ? "\n" : "", line);
}

static int
add_files(struct coh_text *list, const struct coh_trail_step *step,
          struct coh_error *err)
{
    struct coh_text line = COH_TEXT_INIT;
    int rc = 0;
    size_t i;

    for (i = 0; !rc && i < step->inputs; i++) {
        if (!coh_trail_is_file(&step->input[i]))
            continue;
        coh_text_clear(&line);
        rc = coh_text_format(&line, err, "%s %s", step->input[i].sha256,
                             step->input[i].name) ||
                     add_line(list, coh_text_get(&line), err)
                 ? -1
                 : 0;
    }
    coh_text_release(&line);
    return rc;
}

static void
take_fact(struct coh_making_block *r, const struct coh_trail_fact *fact)
{
    long n;

    if (!strcmp(fact->key, "newest_load")) {
        n = strtol(fact->value, NULL, 10);
        r->newest_load = n > r->newest_load ? n : r->newest_load;
    } else if (!strcmp(fact->key, "newest_decision")) {
        n = strtol(fact->value, NULL, 10);
        r->newest_decision = n > r->newest_decision ? n : r->newest_decision;
    } else if (!strcmp(fact->key, "roster")) {
        r->roster = fact->value;
    } else if (!strcmp(fact->key, "inventory")) {
        r->inventory = fact->value;
    }
}

static int
gather(struct coh_making_block *r, const struct coh_block *b,
       struct coh_text *loads, struct coh_text *files, struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < b->trail.n; i++) {
        const struct coh_trail_step *step = &b->trail.step[i];

        if (add_files(files, step, err))
            return -1;
        for (k = 0; k < step->facts; k++) {
            take_fact(r, &step->fact[k]);
            if (!strcmp(step->fact[k].key, "load") &&
                add_line(loads, step->fact[k].value, err))
                return -1;
        }
    }
    return 0;
}

static const char *
keep(struct coh_arena *arena, const struct coh_text *t, struct coh_error *err)
{
    return coh_arena_text(arena, coh_text_get(t), t->length, err);
}

int
coh_making_of(struct coh_making_block *r, const struct coh_block *b,
              struct coh_arena *arena, struct coh_error *err)
{
    struct coh_text loads = COH_TEXT_INIT, files = COH_TEXT_INIT,
                    command = COH_TEXT_INIT;
    char hex[COH_SHA256_HEX];
    int rc = -1;

    coh_sha256_of(b->source.bytes, b->source.length, hex);
    *r = (struct coh_making_block){.id = b->id,
                                   .sha256 = b->sha256,
                                   .rows = b->table.rows,
                                   .newest_load = -1,
                                   .newest_decision = -1,
                                   .roster = "",
                                   .inventory = ""};
    if (b->is_chart && b->trail.n)
        r->rows = b->trail.step[b->trail.n - 1].rows_used;
    if (gather(r, b, &loads, &files, err) ||
        coh_pipeline_text(&b->pipeline, &command, err) ||
        !(r->text = coh_arena_text(arena, hex, strlen(hex), err)) ||
        !(r->loads = keep(arena, &loads, err)) ||
        !(r->files = keep(arena, &files, err)) ||
        !(r->command = keep(arena, &command, err)))
        goto out;
    rc = 0;
out:
    coh_text_release(&loads);
    coh_text_release(&files);
    coh_text_release(&command);
    return rc;
}

/* ---- writing ---- */

static int
put(struct coh_text *into, const char *name, const char *value,
    struct coh_error *err)
{
    if (!*value)
        return 0;
    return coh_text_format(into, err, " data-%s=\"", name) ||
                   coh_escape_html(into, coh_span_of(value), err) ||
                   coh_text_add_string(into, "\"", err)
               ? -1
               : 0;
}

int
coh_making_page_attributes(struct coh_text *into, const struct coh_weave *w,
                           struct coh_error *err)
{
    char day[COH_DATE_SIZE];

    if (w->share || w->only)
        return put(into, "shared", "yes", err);
    return put(into, "version", COH_VERSION, err) ||
                   put(into, "day", coh_date_text(w->parameters.today, day),
                       err) ||
                   put(into, "source", w->path, err) ||
                   put(into, "source-sha256", w->sha256, err) ||
                   put(into, "team-sha256", w->team_sha256, err)
               ? -1
               : 0;
}

int
coh_making_block_attributes(struct coh_text *into, const struct coh_block *b,
                            struct coh_error *err)
{
    struct coh_arena arena = COH_ARENA_INIT;
    struct coh_making_block r;
    int rc = -1;

    if (coh_making_of(&r, b, &arena, err) ||
        coh_text_format(into, err, " data-rows=\"%zu\"", r.rows) ||
        put(into, "sha256", r.sha256, err) ||
        put(into, "text-sha256", r.text, err) ||
        put(into, "command", r.command, err) ||
        (r.newest_load >= 0 &&
         coh_text_format(into, err, " data-newest-load=\"%ld\"",
                         r.newest_load)) ||
        (r.newest_decision >= 0 &&
         coh_text_format(into, err, " data-newest-decision=\"%ld\"",
                         r.newest_decision)) ||
        put(into, "loads", r.loads, err) ||
        put(into, "roster", r.roster, err) ||
        put(into, "inventory", r.inventory, err) ||
        put(into, "files", r.files, err))
        goto out;
    rc = 0;
out:
    coh_arena_release(&arena);
    return rc;
}

static int
put_parameter(struct coh_text *into, const struct coh_parameter *p,
              struct coh_error *err)
{
    return coh_text_add_string(into, "<dt>", err) ||
                   coh_escape_html(into, p->name, err) ||
                   coh_text_add_string(into, "</dt><dd data-parameter=\"",
                                       err) ||
                   coh_escape_html(into, p->name, err) ||
                   coh_text_add_string(into, "\">", err) ||
                   coh_escape_html(into, p->value, err) ||
                   coh_text_add_string(into, "</dd>\n", err)
               ? -1
               : 0;
}

int
coh_making_page_text(struct coh_text *into, const struct coh_weave *w,
                     struct coh_error *err)
{
    const struct coh_parameter **used = NULL;
    size_t n = 0, i;
    int rc = -1;

    if (w->share || w->only)
        return 0;
    if (coh_parameters_list_used(&w->parameters, coh_text_span(&w->source),
                                 &used, &n, err) ||
        coh_text_format(into, err,
                        "<details>\n<summary>Made with Cohort %s; what was set"
                        "</summary>\n<dl>\n<dt>Check</dt><dd><code>cohort weave"
                        " --check</code> makes the page again and says what "
                        "changed</dd>\n",
                        COH_VERSION))
        goto out;
    for (i = 0; i < n; i++)
        if (put_parameter(into, used[i], err))
            goto out;
    rc = coh_text_add_string(into, "</dl>\n</details>\n", err);
out:
    coh_free(used);
    return rc;
}
