/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include <string.h>

#include "inventory/locate.h"
#include "store/inventory.h"
#include "store/sql.h"
#include "store/student.h"
#include "store/student_apart.h"

/* Read roster and inventory, if somebody changed the store since. Our own
 * loads change neither the roster nor what an entry is found by. */
static int
catch_up(struct coh_desk *desk, struct coh_error *err)
{
    int64_t version;

    if (coh_sql_number(&desk->store, "PRAGMA data_version", &version, err))
        return -1;
    if (version == desk->version)
        return 0;
    desk->version = -1; /* none: what follows may fail half-way */
    coh_roster_release(&desk->roster);
    coh_inventory_release(&desk->inventory);
    if (coh_student_roster(&desk->store, &desk->roster, err) ||
        coh_store_inventory_read(&desk->store, &desk->inventory, err))
        return -1;
    desk->version = version;
    return 0;
}

int
coh_desk_open(struct coh_desk *desk, const char *path, struct coh_notes *notes,
              struct coh_error *err)
{
    desk->notes = notes;
    if (coh_store_open(&desk->store, path,
                       desk->dry_run ? COH_STORE_TRY : COH_STORE_WRITE, err))
        return -1;
    return catch_up(desk, err);
}

static int
begin(void *context, const struct coh_result_origin *origin,
      struct coh_error *err)
{
    struct coh_desk *desk = context;
    const struct coh_desk_file *file = desk->file;
    const struct coh_entry *entry = NULL;
    struct coh_load_file load = {
        .source_id = coh_span_of(file->source),
        .layout = origin->layout,
        .main_scale = origin->main_scale,
        .name = coh_span_of(file->name),
        .sha256 = origin->sha256,
        .today = file->today,
        .dry_run = file->dry_run,
        .again = file->again,
        .partial = origin->partial,
        .of_notes = origin->of_notes,
    };

    if (catch_up(desk, err))
        return -1;
    desk->rows = origin->of_notes ? "notes" : "results";

    if (!file->source) {
        if (coh_inventory_locate(&desk->inventory, file->name, &entry, err))
            return -1;
        load.source_id =
            entry ? coh_span_of(coh_entry_get(entry, COH_FIELD_SOURCE_ID))
                  : origin->layout;
    }
    coh_text_clear(&desk->source);
    coh_text_clear(&desk->name);
    if (coh_text_add_string(&desk->name, file->name, err) ||
        coh_text_add(&desk->source, load.source_id.bytes, load.source_id.length,
                     err))
        return -1;
    /* From here on nobody else writes: the roster stays as it is now. */
    return coh_load_begin(&desk->load, &desk->store, &load, err) ||
                   catch_up(desk, err)
               ? -1
               : 0;
}

static int
put(void *context, size_t line, const struct coh_result *result,
    struct coh_span student_id, struct coh_error *err)
{
    struct coh_desk *desk = context;

    return coh_load_add(&desk->load, line, result, student_id, err);
}

static int
put_note(void *context, size_t line, const struct coh_field_note *note,
         struct coh_span student_id, struct coh_error *err)
{
    struct coh_desk *desk = context;

    return coh_load_add_note(&desk->load, line, note, student_id, err);
}

static int
put_aside(void *context, size_t line, struct coh_span reason,
          struct coh_span raw, struct coh_error *err)
{
    struct coh_desk *desk = context;

    (void)raw; /* a child's row: the store keeps where it stands, and why */
    return coh_load_set_aside(&desk->load, line, reason, err);
}

static int
keep_name(void *context, struct coh_span id, struct coh_span name,
          struct coh_error *err)
{
    struct coh_desk *desk = context;

    return coh_student_apart_name(&desk->store, id, name, err);
}

struct coh_result_sink
coh_desk_sink(struct coh_desk *desk, const struct coh_desk_file *file)
{
    desk->file = file;
    return (struct coh_result_sink){.begin = begin,
                                    .result = put,
                                    .note = put_note,
                                    .aside = put_aside,
                                    .apart = keep_name,
                                    .context = desk};
}

int
coh_desk_end(struct coh_desk *desk, const struct coh_load_account *account,
             struct coh_load_outcome *outcome, struct coh_error *err)
{
    desk->file = NULL;
    return coh_load_end(&desk->load, account, outcome, err);
}

void
coh_desk_drop(struct coh_desk *desk)
{
    desk->file = NULL;
    coh_load_release(&desk->load);
}

/* ", 3 repeated", where there are any. */
static int
add_count(struct coh_text *text, size_t n, const char *what,
          struct coh_error *err)
{
    return n ? coh_text_format(text, err, ", %zu %s", n, what) : 0;
}

static int
add_again(const struct coh_desk *desk, struct coh_text *text,
          const struct coh_load_outcome *o, struct coh_error *err)
{
    if (coh_text_format(text, err, "; load %lld had ", (long long)o->again))
        return -1;
    if (o->added || o->changed || o->back)
        return coh_text_add_string(
            text, "this very content, and it is current again", err);
    return o->gone ? coh_text_format(text, err, "these very %s", desk->rows)
                   : coh_text_format(text, err,
                                     "these %s, with another number of records "
                                     "set aside",
                                     desk->rows);
}

/* Results that name their source themselves do not stand twice: they are
 * unchanged. */
static int
note_other(const struct coh_desk *desk, const struct coh_load_outcome *o,
           struct coh_error *err)
{
    if (!o->other_load || !o->added)
        return 0;
    return coh_notes_add(desk->notes, COH_NOTE_LOOK, NULL, err,
                         "%s: load %lld took this very content for source "
                         "'%s': the %s %s twice, for '%s' too",
                         coh_text_get(&desk->name), (long long)o->other_load,
                         o->other_source, desk->rows,
                         o->load ? "now stand" : "would stand",
                         coh_text_get(&desk->source));
}

/* A later file without faults decides about them. */
static int
note_unsure(const struct coh_desk *desk, const struct coh_load_outcome *o,
            struct coh_error *err)
{
    if (!o->unsure || o->same_as)
        return 0;
    return coh_notes_add(desk->notes, COH_NOTE_FACT, NULL, err,
                         "%s: earlier %s that are not in it stay, for "
                         "they may stand in a record that was set aside: %zu",
                         coh_text_get(&desk->name), desk->rows, o->unsure);
}

/* What the store knew on a day is told by the order of the loads. */
static int
note_known_on(const struct coh_desk *desk, const struct coh_load_outcome *o,
              struct coh_error *err)
{
    char day[COH_DATE_SIZE];

    if (!o->load || o->known_on == COH_DATE_NONE)
        return 0;
    return coh_notes_add(desk->notes, COH_NOTE_FACT, NULL, err,
                         "%s: the day of this load is before that of an "
                         "earlier one: select --as-of knows it from %s on",
                         coh_text_get(&desk->name),
                         coh_date_text(o->known_on, day));
}

/* A correction, or an old file that came back: the file does not tell, and
 * with -q the line of the load is not seen. */
static int
note_again(const struct coh_desk *desk, const struct coh_load_outcome *o,
           struct coh_error *err)
{
    if (!o->again || !o->changed)
        return 0;
    return coh_notes_add(desk->notes, COH_NOTE_LOOK, NULL, err,
                         "%s: load %lld had this very content, and %zu of its "
                         "%s %s newer values, which %s history; if "
                         "this is the older file, take the newer one in again",
                         coh_text_get(&desk->name), (long long)o->again,
                         o->changed, desk->rows,
                         o->changed == 1 ? "has had" : "have had",
                         o->load ? "are now" : "would become");
}

/* An old file, or a correction that goes back: a person must say which. */
static int
note_stays(const struct coh_desk *desk, const struct coh_load_outcome *o,
           struct coh_error *err)
{
    if (!o->since)
        return 0;
    return coh_notes_add(desk->notes, COH_NOTE_LOOK, NULL, err,
                         "%s: load %lld had this very content; of its %s "
                         "%zu changed since (by a later load, another student, "
                         "or forgetting) and stay%s so: --again takes in what "
                         "stands here",
                         coh_text_get(&desk->name), (long long)o->same_as,
                         desk->rows, o->since, o->since == 1 ? "s" : "");
}

static int
add_same(const struct coh_desk *desk, struct coh_text *text,
         const struct coh_load_outcome *o, struct coh_error *err)
{
    if (coh_text_format(text, err,
                        "; nothing changed: load %lld had this very content",
                        (long long)o->same_as))
        return -1;
    return o->gone ? coh_text_format(
                         text, err, ", and %zu %.*s%s not in it stay%s",
                         o->gone, (int)strlen(desk->rows) - (o->gone == 1),
                         desk->rows, o->gone == 1 ? " that is" : " that are",
                         o->gone == 1 ? "s" : "")
                   : 0;
}

/* How many other sources of words the team collects; *id is the last. */
static size_t
other_words(const struct coh_desk *desk, const char **found)
{
    size_t i, n = 0;

    *found = NULL;
    for (i = 0; i < desk->inventory.n; i++) {
        const struct coh_entry *e = &desk->inventory.entry[i];
        const char *id = coh_entry_get(e, COH_FIELD_SOURCE_ID);

        if (strcmp(coh_entry_get(e, COH_FIELD_DATA_TYPE), "qualitative") ||
            !strcmp(coh_entry_get(e, COH_FIELD_STATUS), "retired") ||
            !strcmp(id, coh_text_get(&desk->source)))
            continue;
        *found = id;
        n++;
    }
    return n;
}

/* Notes of a source that the team has under another name leave that one
 * overdue. */
static int
note_new(const struct coh_desk *desk, const struct coh_load_outcome *o,
         struct coh_error *err)
{
    const char *own = coh_text_get(&desk->source), *id;
    size_t others = other_words(desk, &id);

    if (!o->source_is_new || strcmp(desk->rows, "notes") || !others ||
        (desk->file && desk->file->source))
        return 0;
    if (others > 1)
        id = NULL;
    if (!o->load)
        return coh_notes_add(desk->notes, COH_NOTE_FACT, NULL, err,
                             "%s: would go to a new source '%s'; of another "
                             "one: --source %s",
                             coh_text_get(&desk->name), own, id ? id : "ID");
    return coh_notes_add(desk->notes, COH_NOTE_FACT, NULL, err,
                         "%s: went to a new source '%s'; if it is of %s: "
                         "cohort ingest --undo %lld, cohort inventory remove "
                         "%s, and ingest it again with --source %s",
                         coh_text_get(&desk->name), own, id ? id : "another",
                         (long long)o->load, own, id ? id : "ID");
}

int
coh_desk_words(const struct coh_desk *desk, const struct coh_load_outcome *o,
               struct coh_text *text, struct coh_error *err)
{
    if (note_other(desk, o, err) || note_again(desk, o, err) ||
        note_stays(desk, o, err) || note_unsure(desk, o, err) ||
        note_known_on(desk, o, err) || note_new(desk, o, err))
        return -1;
    if (o->same_as)
        return add_same(desk, text, o, err);
    if (coh_text_format(text, err, "; %zu new, %zu changed", o->added,
                        o->changed) ||
        add_count(text, o->gone, "gone", err) ||
        add_count(text, o->back, "back", err) ||
        coh_text_format(text, err, ", %zu unchanged", o->unchanged) ||
        add_count(text, o->repeated, "repeated", err) ||
        add_count(text, o->future, "dated after today", err) ||
        (o->again && add_again(desk, text, o, err)))
        return -1;
    return o->source_is_new
               ? coh_text_format(text, err,
                                 "; %s is new in the inventory: complete its "
                                 "entry",
                                 coh_text_get(&desk->source))
               : 0;
}

void
coh_desk_release(struct coh_desk *desk)
{
    coh_load_release(&desk->load);
    coh_store_close(&desk->store);
    coh_inventory_release(&desk->inventory);
    coh_roster_release(&desk->roster);
    coh_text_release(&desk->source);
    coh_text_release(&desk->name);
    desk->file = NULL;
}
