/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_LAYOUT_H
#define COH_INTAKE_LAYOUT_H

#include "base/date-order.h"
#include "intake/pattern.h"
#include "result/result.h"

/*
 * A layout: what the columns of one kind of export mean, as data. It is read
 * from an INI text, compiled in or the user's own, by the same code. Columns
 * are named, never counted; names are values, one a line.
 *
 *     [layout]
 *     name = fluency            ; what the user types
 *     title = Oral reading fluency probes
 *     main_scale = wcpm         ; what select shows unasked
 *     date_order = mdy          ; where the dates alone do not tell
 *     short_rows = pad          ; else a short record is set aside
 *     repeats = drop            ; a record that stands twice counts once
 *     attempts = number         ; a second result with the same key: attempt 2
 *     [match]
 *     required = Words Correct  ; all of these, or one of those behind `or`
 *     or = WCPM
 *     optional = Errors         ; speaks for the layout
 *     forbidden = Composite     ; speaks against it, finally
 *     ignore = ^Mark\d+$        ; known, of no use: others unread are named
 *     [student]
 *     id = Student ID           ; the first that is there and not blank
 *     name = Student            ; or {LastName}, {FirstName}
 *     [record points-possible]  ; records that are no student's
 *     column = Student          ; where to look: the first that is not blank;
 *     column = LastName         ; or text = {LastName}, {FirstName}
 *     pattern = ^Points Possible$
 *     role = max_score          ; or skip (the default)
 *     [record posting]
 *     any = ^Manual Posting$    ; a pattern on every cell
 *     [common]                  ; holds for every result
 *     date = {Date}
 *     [result wcpm]             ; one result a record …
 *     score = {Words Correct}
 *     scale = wcpm
 *     blank = missing           ; or skip: a blank cell gives no result
 *     code = Absent absent      ; the last word is the status
 *     suffix = L                ; a unit behind the number: 580L is 580
 *     [result item]             ; … or one for each column that fits
 *     column = ^Points(?<n>\d+)$
 *     item = Q{n}
 *     response = {Stu{n}}
 *
 * A line holds one key, at most 198 bytes and UTF-8; blanks before it do not
 * count. ` ;` begins a comment, so a value cannot hold a blank before a
 * semicolon; it may hold `:` and `=`. A layout without ids keeps results
 * under the name.
 *
 * In a value, {n} is a capture of `column`, {Name} the cell of that column. A
 * key given several times is a list of alternatives: the first that is there
 * and not blank counts.
 */

/* Fields of a result in a layout: those of the tidy result, and the form (key
 * version), by which items find their standard. */
enum { COH_FIELD_FORM = COH_RESULT_COLUMNS, COH_LAYOUT_FIELDS };

struct coh_layout_words { /* alternatives, in order */
    const char **text;
    size_t n, capacity;
};

struct coh_layout_code {
    struct coh_span text; /* of the cell */
    enum coh_status status;
};

struct coh_layout_result {
    const char *name;
    struct coh_pattern *column; /* NULL: one result a record */
    struct coh_layout_words field[COH_LAYOUT_FIELDS];
    int skip_blank;
    const char *suffix;
    int max_from_row;
    struct coh_pattern *skip_max; /* a column whose maximum reads so is none */
    struct coh_layout_code *code;
    size_t codes, code_capacity;
};

struct coh_layout_record {
    const char *name;
    struct coh_layout_words column; /* where to look: names of columns */
    struct coh_layout_words text;   /* or texts with {Name} in them */
    struct coh_pattern *pattern;    /* on the first that is not blank */
    struct coh_pattern *any;        /* on every cell */
    int is_max;
};

struct coh_layout_name { /* one line of [match] with its `or`s */
    struct coh_layout_words name;
    int required;
};

struct coh_layout {
    const char *name, *title, *main_scale;
    enum coh_date_order date_order;
    int pad_short, drop_repeats, number_attempts;
    struct coh_layout_name *match;
    size_t matches, match_capacity;
    struct coh_layout_words forbidden, id, student_name;
    struct coh_pattern **ignore;
    size_t ignores, ignore_capacity;
    struct coh_layout_record *record;
    size_t records, record_capacity;
    struct coh_layout_words common[COH_LAYOUT_FIELDS];
    struct coh_layout_result *result;
    size_t results, result_capacity;
    struct coh_arena arena;
};

#define COH_LAYOUT_INIT                       \
    {                                         \
        .name = NULL, .arena = COH_ARENA_INIT \
    }

/* Read a layout of at most 256 KiB. `where` names it in messages ("my.ini").
 * COH_INPUT with the line for an unknown section, key, status or pattern, and
 * for what is no UTF-8 text. */
int
coh_layout_parse(struct coh_layout *layout, const char *where,
                 struct coh_span text, struct coh_error *err) COH_MUST_CHECK;

/* COH_INPUT when one of its patterns ran into its bound: what it did not
 * match cannot be trusted. */
int coh_layout_check_patterns(const struct coh_layout *layout,
                              struct coh_error *err) COH_MUST_CHECK;

void coh_layout_release(struct coh_layout *layout);

#endif
