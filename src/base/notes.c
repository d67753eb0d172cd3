/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

int
coh_notes_subject(struct coh_notes *notes, const char *subject,
                  struct coh_error *err)
{
    char *copy = NULL;

    if (subject && !(copy = coh_copy_text(subject, strlen(subject), err)))
        return -1;
    coh_free(notes->subject);
    notes->subject = copy;
    return 0;
}

static struct coh_note *
find(struct coh_notes *notes, enum coh_note_level level, const char *reason)
{
    size_t i;

    for (i = 0; i < notes->n; i++)
        if (notes->note[i].level == level &&
            !strcmp(notes->note[i].reason, reason))
            return &notes->note[i];
    return NULL;
}

static struct coh_note *
append(struct coh_notes *notes, enum coh_note_level level, const char *reason,
       struct coh_error *err)
{
    struct coh_note *note;
    char *copy;

    if (coh_reserve(&notes->note, &notes->capacity, notes->n + 1,
                    sizeof(*notes->note), err))
        return NULL;
    copy = coh_copy_text(reason, strlen(reason), err);
    if (!copy)
        return NULL;
    note = &notes->note[notes->n++];
    *note = (struct coh_note){.level = level, .reason = copy};
    return note;
}

static int
add(struct coh_notes *notes, enum coh_note_level level, const char *reason,
    const char *place, size_t count, struct coh_error *err)
{
    struct coh_note *note = find(notes, level, reason);

    if (!note && !(note = append(notes, level, reason, err)))
        return -1;
    note->count += count;
    if (place && note->places < 3) {
        char *copy = coh_copy_text(place, strlen(place), err);

        if (!copy)
            return -1;
        note->place[note->places++] = copy;
    }
    return 0;
}

int
coh_notes_add(struct coh_notes *notes, enum coh_note_level level,
              const char *place, struct coh_error *err, const char *format, ...)
{
    char reason[640];
    int n = 0;
    va_list ap;

    if (!notes)
        return 0;
    if (notes->subject)
        n = snprintf(reason, sizeof(reason), "%.300s: ", notes->subject);
    va_start(ap, format);
    vsnprintf(reason + n, sizeof(reason) - (size_t)n, format, ap);
    va_end(ap);
    return add(notes, level, reason, place, 1, err);
}

int
coh_notes_merge(struct coh_notes *into, const struct coh_notes *from,
                struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < from->n; i++) {
        const struct coh_note *note = &from->note[i];

        if (add(into, note->level, note->reason, NULL, note->count, err))
            return -1;
        for (k = 0; k < note->places; k++)
            if (add(into, note->level, note->reason, note->place[k], 0, err))
                return -1;
    }
    return 0;
}

void
coh_notes_calm(struct coh_notes *notes)
{
    size_t i;

    for (i = 0; i < notes->n; i++)
        notes->note[i].level = COH_NOTE_FACT;
}

int
coh_notes_look(const struct coh_notes *notes)
{
    size_t i;

    for (i = 0; i < notes->n; i++)
        if (notes->note[i].level == COH_NOTE_LOOK)
            return 1;
    return 0;
}

void
coh_notes_release(struct coh_notes *notes)
{
    size_t i, k;

    for (i = 0; i < notes->n; i++) {
        coh_free(notes->note[i].reason);
        for (k = 0; k < notes->note[i].places; k++)
            coh_free(notes->note[i].place[k]);
    }
    coh_free(notes->note);
    coh_free(notes->subject);
    *notes = (struct coh_notes)COH_NOTES_INIT;
}
