/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-ledger.h"

#include <string.h>

/* ---- what was asked ---- */

/* "2026-03-02/2026-03-06", either side may be blank. */
static int
read_period(struct coh_mask_ledger *l, const char *text, struct coh_error *err)
{
    const char *slash = text ? strchr(text, '/') : NULL;
    struct coh_span side[2] = {{"", 0}, {"", 0}};
    const char *kept[2];
    coh_date day;
    int i;

    if (text && !slash)
        return coh_fail(err, COH_USAGE,
                        "--period is SINCE/UNTIL, as 2026-03-02/2026-03-06");
    if (slash) {
        side[0] = (struct coh_span){text, (size_t)(slash - text)};
        side[1] = coh_span_of(slash + 1);
    }
    for (i = 0; i < 2; i++) {
        if (side[i].length &&
            (side[i].length != 10 || coh_date_parse(side[i], &day)))
            return coh_fail(err, COH_USAGE,
                            "--period: '%.40s' is not a date as 2026-03-06",
                            side[i].bytes);
        kept[i] = coh_arena_text(&l->arena, side[i].bytes, side[i].length, err);
        if (!kept[i])
            return -1;
    }
    l->since = kept[0];
    l->until = kept[1];
    return 0;
}

/* ---- a sheet as a release ---- */

static const char *
text_of(struct coh_mask_ledger *l, struct coh_span s, struct coh_error *err)
{
    return coh_arena_text(&l->arena, s.length ? s.bytes : "", s.length, err);
}

/* The columns of a comparison: `by` names the column whose values stand in
 * `group`, and `reference` what they are compared with. */
enum comparing { BY_NAME, GROUP, REFERENCE, COMPARING };

static const char *const comparing[] = {"by", "group", "reference"};

/* Which of them is the column? COMPARING: none, or the table is another. */
static enum comparing
comparing_in(const struct coh_mask *m, size_t column)
{
    const struct coh_header *h = &m->table.header;
    size_t i, of = COMPARING;

    for (i = 0; i < COMPARING; i++) {
        size_t at = coh_header_seek(h, coh_span_of(comparing[i]));

        if (at == h->n || (m->plan.role[at] == COH_MASK_BY) != (i == GROUP))
            return COMPARING;
        of = at == column ? i : of;
    }
    return (enum comparing)of;
}

/* Add "variable=score" for each label, or for each of the other kind: what is
 * compared belongs to `how`. */
static int
add_labels(const struct coh_mask *m, const struct coh_mask_sheet *s,
           enum comparing kind, struct coh_text *into, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < m->table.header.n; i++) {
        const struct coh_span name = m->table.header.name[i];
        const struct coh_span cell = coh_table_cell(&m->table, s->first, i);

        if ((m->plan.role[i] != COH_MASK_LABEL &&
             m->plan.role[i] != COH_MASK_APART) ||
            comparing_in(m, i) != kind)
            continue;
        if (coh_text_format(into, err, "%s%.*s=", into->length ? ", " : "",
                            (int)name.length, name.bytes) ||
            coh_text_add(into, cell.bytes, cell.length, err))
            return -1;
    }
    return 0;
}

/* "variable=score": what tells this table from the others of the run. */
static const char *
label_of(struct coh_mask_ledger *l, const struct coh_mask *m,
         const struct coh_mask_sheet *s, struct coh_error *err)
{
    struct coh_text label = COH_TEXT_INIT;
    const char *kept = NULL;

    if (!add_labels(m, s, COMPARING, &label, err))
        kept = text_of(l, coh_text_span(&label), err);
    coh_text_release(&label);
    return kept;
}

/* --how, and what is compared. */
static const char *
how_of(struct coh_mask_ledger *l, const struct coh_mask *m,
       const struct coh_mask_sheet *s, struct coh_error *err)
{
    struct coh_text how = COH_TEXT_INIT;
    const char *kept = NULL;

    if (!coh_text_add_string(&how, m->ask->how ? m->ask->how : "", err) &&
        !add_labels(m, s, REFERENCE, &how, err))
        kept = text_of(l, coh_text_span(&how), err);
    coh_text_release(&how);
    return kept;
}

/* Of a comparison its own name: section, not group. */
static struct coh_span
name_of(const struct coh_mask *m, const struct coh_mask_sheet *s, size_t by)
{
    const struct coh_header *h = &m->table.header;
    const size_t column = m->plan.by.at[by];

    return comparing_in(m, column) == GROUP
               ? coh_table_cell(
                     &m->table, s->first,
                     coh_header_seek(h, coh_span_of(comparing[BY_NAME])))
               : h->name[column];
}

/* The by-columns, then those with one value for all: --fixed COL=VALUE. */
static int
name_columns(struct coh_mask_ledger *l, const struct coh_mask *m,
             struct coh_mask_table *t, const char **fixed,
             struct coh_error *err)
{
    const size_t by = m->plan.by.n, n = by + m->ask->fixed.n;
    const char **column =
        coh_arena_alloc(&l->arena, (n + 1) * sizeof(*column), err);
    size_t i;

    if (!column)
        return -1;
    for (i = 0; i < n; i++) {
        const char *pair = i < by ? NULL : m->ask->fixed.at[i - by];
        const char *is = pair ? strchr(pair, '=') : NULL;
        struct coh_span name;

        if (pair && (!is || is == pair))
            return coh_fail(err, COH_USAGE, "--fixed is COL=VALUE, not '%.40s'",
                            pair);
        name = pair ? (struct coh_span){pair, (size_t)(is - pair)}
                    : name_of(m, t->sheet, i);
        if (pair)
            fixed[i - by] = is + 1;
        column[i] = text_of(l, name, err);
        if (!column[i])
            return -1;
    }
    t->release.column = column;
    t->release.columns = n;
    return 0;
}

/* Every place of the block: all cells and all their totals. */
static int
list_groups(struct coh_mask_ledger *l, const struct coh_mask *m,
            struct coh_mask_table *t, const char **fixed, struct coh_error *err)
{
    const struct coh_mask_block *b = t->block;
    const size_t by = m->plan.by.n, n = t->release.columns;
    struct coh_release_group *group =
        coh_arena_alloc(&l->arena, b->places * sizeof(*group), err);
    const char **value =
        coh_arena_alloc(&l->arena, (b->places * n + 1) * sizeof(*value), err);
    size_t place, i;

    if (!group || !value)
        return -1;
    for (place = 0; place < b->places; place++, value += n) {
        group[place] = (struct coh_release_group){
            value, t->sheet->problem.sum[b->sum[place]].count, 0, 0};
        for (i = 0; i < n; i++) {
            size_t v = i < by ? coh_mask_value_at(b, by, place, i) : 0;

            value[i] = i >= by            ? fixed[i - by]
                       : v < b->values[i] ? text_of(l, b->value[i][v], err)
                                          : NULL;
            if (!value[i] && i < by && v < b->values[i])
                return -1;
        }
    }
    t->release.group = group;
    t->release.groups = b->places;
    return 0;
}

static int
fill_release(struct coh_mask_ledger *l, const struct coh_mask *m,
             struct coh_mask_table *t, struct coh_error *err)
{
    struct coh_release *r = &t->release;
    const char **fixed =
        coh_arena_alloc(&l->arena, (m->ask->fixed.n + 1) * sizeof(*fixed), err);

    if (!fixed)
        return -1;
    *r = (struct coh_release){.about = m->ask->about,
                              .day = l->day,
                              .since = l->since,
                              .until = l->until};
    r->label = label_of(l, m, t->sheet, err);
    r->how = how_of(l, m, t->sheet, err);
    if (!r->label || !r->how || name_columns(l, m, t, fixed, err))
        return -1;
    return list_groups(l, m, t, fixed, err);
}

/* What of it is shown, once it is formed: a row for each place that is listed,
 * in their order. */
static int
fill_shown(struct coh_mask_ledger *l, const struct coh_mask *m,
           struct coh_mask_table *t, struct coh_error *err)
{
    const struct coh_mask_output *o = &m->output;
    struct coh_release *r = &t->release;
    struct coh_release_group *group =
        coh_arena_alloc(&l->arena, r->groups * sizeof(*group), err);
    size_t place, row = 0;

    if (!group)
        return -1;
    for (place = 0; place < r->groups; place++) {
        group[place] = r->group[place];
        group[place].shown =
            !coh_mask_is_hidden(t->sheet, t->block->sum[place]);
        if (coh_mask_is_listed(t->block, t->sheet, m->plan.by.n, place))
            group[place].row = ++row;
    }
    r->group = group;
    r->rows = t->sheet->to - t->sheet->from;
    r->cell = o->cell + t->sheet->from * o->width;
    return row == r->rows ? 0 : coh_fail(err, COH_SYSTEM, "a row is lost");
}

/* Worked out of the row's group alone, not of the reference or of a total. */
static int
is_own(enum coh_mask_role role)
{
    return role == COH_MASK_FIGURE || role == COH_MASK_RATE ||
           role == COH_MASK_REACHED;
}

/* The names of the output's columns, the same for every sheet. */
static int
fill_header(struct coh_mask_ledger *l, const struct coh_mask *m,
            struct coh_error *err)
{
    const struct coh_mask_output *o = &m->output;
    const char **header =
        coh_arena_alloc(&l->arena, (o->width + 1) * sizeof(*header), err);
    unsigned char *own = coh_arena_alloc(&l->arena, o->width + 1, err);
    size_t i;

    if (!header || !own)
        return -1;
    for (i = 0; i < o->width; i++) {
        header[i] = text_of(l, o->column[i].name, err);
        own[i] = (unsigned char)is_own(o->column[i].role);
        if (!header[i])
            return -1;
    }
    for (i = 0; i < l->tables; i++) {
        l->table[i].release.header = header;
        l->table[i].release.width = o->width;
        l->table[i].release.own = own;
    }
    return 0;
}

/* ---- words ---- */

/* "section=5A: 27 then, 28 now". Not for a shared page. */
static int
add_group(const struct coh_mask_table *t, struct coh_text *into,
          struct coh_error *err)
{
    const struct coh_judgement *j = &t->judgement;
    const struct coh_release *r = &t->release;
    const char *joint = "";
    size_t i;

    if (j->group == r->groups)
        return coh_text_format(into, err, "a group of %lld is there no more",
                               (long long)j->then);
    for (i = 0; i < r->columns; i++) {
        const char *value = r->group[j->group].value[i];
        char quoted[COH_QUOTE_SIZE];

        if (!value)
            continue;
        if (coh_text_format(into, err, "%s%s=%s", joint, r->column[i],
                            coh_quote(value, strlen(value), quoted)))
            return -1;
        joint = ", ";
    }
    return coh_text_format(into, err, "%s: %lld then, %lld now",
                           *joint ? "" : "all", (long long)j->then,
                           (long long)r->group[j->group].count);
}

static int
clash(const struct coh_mask *m, const struct coh_mask_table *t,
      struct coh_error *err)
{
    struct coh_text group = COH_TEXT_INIT;
    int rc = -1;

    if (!add_group(t, &group, err))
        rc = coh_fail(
            err, COH_INPUT,
            "nothing is shown: another table of nearly these students was "
            "released on %s%s%s%s; show what was known then (select --as-of "
            "%s), or wait until %ld have changed",
            t->judgement.against->day, m->run->share ? "" : " (",
            m->run->share ? "" : coh_text_get(&group), m->run->share ? "" : ")",
            t->judgement.against->day, m->ask->min_n);
    coh_text_release(&group);
    return rc;
}

/* In the notes why, for the team; on the page only that it is so. */
static int
say_replaced(struct coh_mask *m, const struct coh_mask_table *t,
             struct coh_error *err)
{
    const struct coh_judgement *j = &t->judgement;
    struct coh_text why = COH_TEXT_INIT;
    int rc = -1;

    if (!m->run->share && j->kind == COH_JUDGED_NEAR &&
        (coh_text_add_string(&why, ", for too few have changed since (", err) ||
         add_group(t, &why, err) || coh_text_add_string(&why, ")", err)))
        goto out;
    if (!m->run->share && j->kind == COH_JUDGED_VALUES &&
        coh_text_add_string(
            &why,
            ", for its counts are the same and its numbers are not: of how "
            "many students nobody can see here; say --period, or another "
            "--about when all was scored anew",
            err))
        goto out;
    if (coh_notes_add(&m->run->notes, COH_NOTE_FACT,
                      *t->release.label ? t->release.label : NULL, err,
                      "as released on %s%s", j->before->day,
                      coh_text_get(&why)) ||
        coh_text_format(&m->said, err, "%sas released on %s",
                        m->said.length ? "; " : "", j->before->day) ||
        coh_run_fact(m->run, "released", j->before->day, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&why);
    return rc;
}

/* ---- judging ---- */

static int
judge(struct coh_mask_ledger *l, struct coh_mask *m, struct coh_mask_table *t,
      struct coh_error *err)
{
    coh_judgement_release(&t->judgement);
    return coh_ledger_judge(&l->ledger, &t->release, m->ask->min_n,
                            &t->judgement, err);
}

static int
list_tables(struct coh_mask_ledger *l, struct coh_mask *m,
            struct coh_error *err)
{
    size_t i, s, n = 0;

    for (i = 0; i < m->blocks; i++)
        n += m->block[i].sheets;
    l->table = coh_arena_alloc(&l->arena, (n + 1) * sizeof(*l->table), err);
    if (!l->table)
        return -1;
    for (i = 0; i < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++) {
            struct coh_mask_table *t = &l->table[l->tables];

            *t = (struct coh_mask_table){.block = &m->block[i],
                                         .sheet = &m->block[i].sheet[s]};
            if (fill_release(l, m, t, err))
                return -1;
            l->tables++;
        }
    return fill_header(l, m, err);
}

int
coh_mask_ledger_open(struct coh_mask_ledger *l, struct coh_mask *m,
                     struct coh_error *err)
{
    char day[COH_DATE_SIZE];
    size_t i;

    if (!m->ask->ledger)
        return 0;
    l->day = text_of(l, coh_span_of(coh_date_text(m->run->today, day)), err);
    if (!l->day || read_period(l, m->ask->period, err) ||
        list_tables(l, m, err) ||
        coh_ledger_open(&l->ledger, m->ask->ledger, err))
        return -1;
    for (i = 0; i < l->tables; i++) {
        struct coh_mask_table *t = &l->table[i];

        if (judge(l, m, t, err))
            return -1;
        if (t->judgement.kind == COH_JUDGED_CLASH)
            return clash(m, t, err);
        if (t->judgement.kind == COH_JUDGED_NEAR)
            t->sheet->before = t->judgement.before;
        else if (coh_mask_link(m, t, err))
            return -1;
    }
    return 0;
}

static int
enter_table(struct coh_mask_ledger *l, struct coh_mask *m,
            struct coh_mask_table *t, int *again, struct coh_error *err)
{
    if (t->sheet->before)
        return say_replaced(m, t, err);
    if (fill_shown(l, m, t, err) || judge(l, m, t, err))
        return -1;
    switch (t->judgement.kind) {
    case COH_JUDGED_SAME:
        return 0;
    case COH_JUDGED_NEW:
        return coh_ledger_add(&l->ledger, &t->release, err);
    case COH_JUDGED_CLASH:
        return clash(m, t, err);
    default:
        t->sheet->before = t->judgement.before;
        *again = 1;
        return say_replaced(m, t, err);
    }
}

int
coh_mask_ledger_enter(struct coh_mask_ledger *l, struct coh_mask *m, int *again,
                      struct coh_error *err)
{
    const size_t before = l->ledger.n;
    size_t i;

    *again = 0;
    if (!m->ask->ledger)
        return 0;
    for (i = 0; i < l->tables; i++)
        if (enter_table(l, m, &l->table[i], again, err))
            return -1;
    return l->ledger.n > before ? coh_ledger_save(&l->ledger, err) : 0;
}

void
coh_mask_ledger_release(struct coh_mask_ledger *l)
{
    size_t i;

    for (i = 0; i < l->tables; i++)
        coh_judgement_release(&l->table[i].judgement);
    coh_ledger_release(&l->ledger);
    coh_arena_release(&l->arena);
    *l = (struct coh_mask_ledger)COH_MASK_LEDGER_INIT;
}
