/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "flow/deploy-sheet.h"

size_t
coh_deploy_find(const struct coh_deploy_names *names, struct coh_span name)
{
    size_t i;

    name = coh_span_trim(name);
    for (i = 0; i < names->n; i++)
        if (coh_span_is(name, names->at[i]))
            return i;
    return names->n;
}

int
coh_deploy_name(struct coh_deploy_sheet *s, struct coh_deploy_names *names,
                struct coh_span name, size_t *at, struct coh_error *err)
{
    const char *copy;

    name = coh_span_trim(name);
    *at = coh_deploy_find(names, name);
    if (*at < names->n)
        return 0;
    copy = coh_arena_text(&s->arena, name.bytes, name.length, err);
    if (!copy || coh_reserve(&names->at, &names->capacity, names->n + 1,
                             sizeof(*names->at), err))
        return -1;
    names->at[names->n++] = copy;
    return 0;
}

int
coh_deploy_table(struct coh_run *run, const char *path,
                 const char *const *column, size_t n, size_t must,
                 struct coh_table *t, size_t *at, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, path, err);
    size_t i;

    if (!reader)
        return -1;
    if (coh_table_read(t, reader, &run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    for (i = 0; i < n; i++) {
        at[i] = coh_header_seek(&t->header, coh_span_of(column[i]));
        if (at[i] < t->header.n || i >= must)
            continue;
        if (coh_header_find(&t->header, coh_span_of(column[i]), &at[i], err)) {
            coh_error_context(err, "%s: ", path);
            coh_reader_free(reader);
            return -1;
        }
    }
    return coh_run_reader_done(run, reader, err);
}

struct coh_span
coh_deploy_cell(const struct coh_table *t, size_t row, size_t column)
{
    if (column >= t->header.n)
        return coh_span_of("");
    return coh_span_trim(coh_table_cell(t, row, column));
}

long
coh_deploy_whole(struct coh_span s)
{
    long n = 0;
    size_t i;

    if (s.length == 0)
        return -1;
    for (i = 0; i < s.length; i++) {
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return -1;
        n = n * 10 + (s.bytes[i] - '0');
        if (n > 1000000)
            return -1;
    }
    return n;
}

const char *
coh_deploy_line(const struct coh_table *t, size_t row,
                char out[COH_DEPLOY_LINE])
{
    snprintf(out, COH_DEPLOY_LINE, "line %zu", t->line[row]);
    return out;
}

int
coh_deploy_educator(struct coh_deploy_sheet *s, struct coh_span name,
                    size_t *at, struct coh_error *err)
{
    size_t n = s->educators.n;

    if (coh_deploy_name(s, &s->educators, name, at, err))
        return -1;
    if (*at < n)
        return 0;
    if (coh_reserve(&s->educator, &s->educator_capacity, n + 1,
                    sizeof(*s->educator), err))
        return -1;
    s->educator[n] = (struct coh_deploy_educator){
        .leads = 1,
        .max = COH_DEPLOY_ANY,
        .at_once = COH_DEPLOY_ANY,
    };
    return 0;
}

int
coh_deploy_known(struct coh_deploy_sheet *s, struct coh_run *run,
                 struct coh_span name, size_t *at, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    *at = coh_deploy_find(&s->educators, name);
    if (*at < s->educators.n)
        return 0;
    *at = COH_DEPLOY_NONE;
    name = coh_span_trim(name);
    return coh_notes_add(&run->notes, COH_NOTE_LOOK,
                         coh_quote(name.bytes, name.length, quoted), err,
                         "educators whom neither --expertise nor --extended "
                         "nor --stations names, passed over");
}

int
coh_deploy_put(struct coh_deploy_places *places, size_t a, size_t b,
               struct coh_error *err)
{
    if (coh_reserve(&places->at, &places->capacity, places->n + 1,
                    sizeof(*places->at), err))
        return -1;
    places->at[places->n++] = (struct coh_deploy_place){a, b};
    return 0;
}

void
coh_deploy_sheet_release(struct coh_deploy_sheet *s)
{
    coh_free(s->educators.at);
    coh_free(s->groups.at);
    coh_free(s->skills.at);
    coh_free(s->blocks.at);
    coh_free(s->students.at);
    coh_free(s->stations.at);
    coh_free(s->rooms.at);
    coh_free(s->teacher);
    coh_free(s->room);
    coh_free(s->group);
    coh_free(s->educator);
    coh_free(s->level.at);
    coh_free(s->level_of);
    coh_free(s->there.at);
    coh_free(s->group_of);
    coh_free(s->label);
    coh_free(s->call);
    coh_free(s->rule);
    coh_free(s->rank);
    coh_free(s->need);
    coh_free(s->levels);
    coh_free(s->points);
    coh_free(s->present);
    coh_free(s->leads);
    coh_free(s->block);
    coh_free(s->min);
    coh_free(s->max);
    coh_free(s->at_once);
    coh_free(s->want);
    coh_arena_release(&s->arena);
    *s = (struct coh_deploy_sheet)COH_DEPLOY_SHEET_INIT;
}
