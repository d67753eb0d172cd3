/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each group needs, and when it meets. */
#include "flow/deploy-sheet.h"

/* "5.NF.A.1 (2)" without its " (2)". */
static struct coh_span
skill_of(struct coh_span name)
{
    size_t i = name.length;

    if (i < 4 || name.bytes[i - 1] != ')')
        return name;
    for (i--; i > 0 && name.bytes[i - 1] >= '0' && name.bytes[i - 1] <= '9';)
        i--;
    if (i == name.length - 1 || i < 3 || name.bytes[i - 1] != '(' ||
        name.bytes[i - 2] != ' ')
        return name;
    return coh_span_trim((struct coh_span){name.bytes, i - 2});
}

static int
take_need(struct coh_deploy_sheet *s, struct coh_run *run,
          const struct coh_table *t, size_t row, const size_t *at,
          struct coh_error *err)
{
    struct coh_span name = coh_deploy_cell(t, row, at[0]);
    struct coh_span skill = coh_deploy_cell(t, row, at[1]);
    struct coh_span text = coh_deploy_cell(t, row, at[2]);
    struct coh_span block = coh_deploy_cell(t, row, at[3]);
    size_t g = coh_deploy_find(&s->groups, name);
    long level = text.length ? coh_deploy_whole(text) : s->ask->level;
    char quoted[COH_QUOTE_SIZE];

    if (g == s->groups.n)
        return coh_notes_add(&run->notes, COH_NOTE_LOOK,
                             coh_quote(name.bytes, name.length, quoted), err,
                             "--needs: groups that are not among those to "
                             "deploy, passed over");
    if (s->group[g].said)
        return coh_fail(err, COH_INPUT, "line %zu: %s stands here twice",
                        t->line[row], s->groups.at[g]);
    if (level < 0 || level > 1000)
        return coh_fail(err, COH_INPUT,
                        "line %zu: '%s' is no level: a whole number, or blank "
                        "for that of --level",
                        t->line[row],
                        coh_quote(text.bytes, text.length, quoted));
    s->group[g].said = 1;
    if (block.length &&
        coh_deploy_name(s, &s->blocks, block, &s->group[g].block, err))
        return -1;
    if (!skill.length)
        return 0;
    s->group[g].need = (int)level;
    s->group[g].unsaid = !text.length;
    return coh_deploy_name(s, &s->skills, skill, &s->group[g].skill, err);
}

static int
read_needs(struct coh_deploy_sheet *s, struct coh_run *run,
           struct coh_error *err)
{
    static const char *const columns[] = {"group", "skill", "level", "block"};
    struct coh_table t = COH_TABLE_INIT;
    size_t at[4], row;
    int rc = -1;

    if (!s->ask->needs)
        return 0;
    if (coh_deploy_table(run, s->ask->needs, columns, 4, 2, &t, at, err))
        goto out;
    for (row = 0; row < t.rows; row++)
        if (take_need(s, run, &t, row, at, err)) {
            coh_error_context(err, "%s: ", s->ask->needs);
            goto out;
        }
    rc = 0;
out:
    coh_table_release(&t);
    return rc;
}

/* A group of which the needs say nothing has its skill in its name. */
static int
read_names(struct coh_deploy_sheet *s, struct coh_run *run,
           struct coh_error *err)
{
    size_t g, at;

    for (g = 0; g < s->groups.n; g++) {
        if (s->group[g].said)
            continue;
        at =
            coh_deploy_find(&s->skills, skill_of(coh_span_of(s->groups.at[g])));
        if (at < s->skills.n) {
            s->group[g].skill = at;
            s->group[g].need = (int)s->ask->level;
            s->group[g].unsaid = 1;
        } else if (coh_notes_add(&run->notes, COH_NOTE_FACT, s->groups.at[g],
                                 err,
                                 "groups whose name is no skill of the "
                                 "expertise: no level is asked for")) {
            return -1;
        }
    }
    return 0;
}

/* Groups of other blocks go, and what was said of them. */
static void
keep_block(struct coh_deploy_sheet *s, size_t block)
{
    size_t g, i, n = 0;

    for (g = 0; g < s->groups.n; g++) {
        if (s->group[g].block != block)
            continue;
        for (i = 0; i < s->students.n; i++)
            if (s->group_of[i] == g)
                s->group_of[i] = n;
        s->groups.at[n] = s->groups.at[g];
        s->group[n++] = s->group[g];
    }
    s->groups.n = n;
}

/* Students of groups that have gone; before keep_block renumbers. */
static void
drop_students(struct coh_deploy_sheet *s, size_t block)
{
    size_t i, n = 0;

    for (i = 0; i < s->students.n; i++)
        if (s->group[s->group_of[i]].block == block) {
            s->students.at[n] = s->students.at[i];
            s->label[n] = s->label[i];
            s->group_of[n++] = s->group_of[i];
        }
    s->students.n = n;
}

/* A block that no file names, where everybody has times, is a name misspelt, or
 * several names in one: nobody could ever be there. */
static int
check_block(const struct coh_deploy_sheet *s, struct coh_error *err)
{
    const struct coh_deploy_names *names = &s->blocks;
    struct coh_text list = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < s->educators.n; i++)
        if (!s->educator[i].bound)
            return 0;
    if (!names->n ||
        coh_deploy_find(names, coh_span_of(s->ask->block)) < names->n)
        return 0;
    for (i = 0; i < names->n && i < 8; i++)
        if (coh_text_format(&list, err, "%s%.40s", i ? ", " : "", names->at[i]))
            goto out;
    coh_fail(err, COH_INPUT,
             "--block '%.40s': the files name no such block; there %s %s%s",
             s->ask->block, names->n == 1 ? "is" : "are", coh_text_get(&list),
             names->n > 8 ? ", …" : "");
out:
    coh_text_release(&list);
    return rc;
}

/* --block is one of those of the groups, or, where they have none, that of
 * all. */
static int
choose_block(struct coh_deploy_sheet *s, struct coh_run *run,
             struct coh_error *err)
{
    const size_t all = s->groups.n;
    size_t g, block, timed = 0;

    for (g = 0; g < s->groups.n; g++)
        timed += s->group[g].block != COH_DEPLOY_NONE;
    if (!timed && !s->ask->block && s->there.n)
        return coh_fail(err, COH_USAGE,
                        "the team has times, but the groups have none: say "
                        "when they meet by a column block in --needs, or by "
                        "--block NAME");
    if (!s->ask->block)
        return 0;
    if (check_block(s, err) ||
        coh_deploy_name(s, &s->blocks, coh_span_of(s->ask->block), &block, err))
        return -1;
    for (g = 0; !timed && g < s->groups.n; g++)
        s->group[g].block = block;
    drop_students(s, block);
    keep_block(s, block);
    if (all && !s->groups.n)
        return coh_fail(err, COH_INPUT, "no group meets in '%.40s'",
                        s->ask->block);
    if (s->groups.n < all)
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "of %zu groups the %zu of %s", all, s->groups.n,
                             s->ask->block);
    return 0;
}

int
coh_deploy_read_needs(struct coh_deploy_sheet *s, struct coh_run *run,
                      struct coh_error *err)
{
    return read_needs(s, run, err) || read_names(s, run, err) ||
                   choose_block(s, run, err)
               ? -1
               : 0;
}
