/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_LAYOUT_H
#define COH_LAYOUT_LAYOUT_H

#include "base/date-order.h"
#include "layout/cut.h"
#include "layout/pattern.h"
#include "result/result.h"

/*
 * A layout: what the columns of one kind of export mean, as data. It is read
 * from an INI text, compiled in or the user's own, by the same code. Columns
 * are named, never counted; names are values, one a line. The whole grammar,
 * with examples, is docs/man/cohort-layout.5.
 *
 *     [layout]
 *     name = fluency            ; what the user types
 *     title = Oral reading fluency probes
 *     main_scale = wcpm         ; what select shows unasked
 *     [match]
 *     required = Words Correct  ; all of these, or one of those behind `or`
 *     or = WCPM
 *     optional = Errors         ; speaks for the layout
 *     forbidden = Composite     ; speaks against it, finally
 *     ignore = ^Mark\d+$        ; known, of no use: others unread are named
 *     [student]
 *     id = Student ID           ; the first that is there and not blank
 *     [record points-possible]  ; records that are no student's
 *     column = Student
 *     pattern = ^Points Possible$
 *     role = max_score
 *     [common]                  ; holds for every result
 *     date = {Date}
 *     [result wcpm]             ; one result a record …
 *     score = {Words Correct}
 *     code = Absent absent      ; the last word is the status
 *     [result item]             ; … or one for each column that fits
 *     column = ^Points(?<n>\d+)$
 *     item = Q{n}
 *     response = {Stu{n}}
 *
 * A line holds one key, at most 198 bytes and UTF-8; blanks before it do not
 * count. ` ;` begins a comment, so a value cannot hold a blank before a
 * semicolon; it may hold `:` and `=`. A key given several times is a list of
 * alternatives: the first that is there and not blank counts.
 */

/* Fields of a result in a layout: those of the tidy result; the form (key
 * version), by which items find their standard; the school year of a term such
 * as BOY; a cell in which a status word may stand beside the score; the cell
 * that `when_like` looks at; and those that only a note has. */
enum {
    COH_FIELD_FORM = COH_RESULT_COLUMNS,
    COH_FIELD_TERM_YEAR,
    COH_FIELD_STATUS_IN,
    COH_FIELD_WHEN,
    COH_FIELD_AUTHOR_ROLE,
    COH_FIELD_TEXT,
    COH_FIELD_CODES,
    COH_FIELD_SHAREABLE,
    COH_LAYOUT_FIELDS
};

struct coh_layout_words { /* alternatives, in order */
    const char **text;
    size_t n, capacity;
};

struct coh_layout_patterns {
    struct coh_pattern **at;
    size_t n, capacity;
};

struct coh_layout_value { /* a text that is worth a score */
    struct coh_span text;
    const char *number;
};

struct coh_layout_code {
    struct coh_span text;     /* of the cell, or */
    struct coh_pattern *like; /* what it fits */
    enum coh_status status;
    int is_blank; /* instead: it counts as a blank cell */
};

/* What a column that fits `column` is, when no field names it. */
enum coh_layout_cell { COH_CELL_SCORE, COH_CELL_LEVEL, COH_CELL_RESPONSE };

enum coh_layout_end { COH_RANGE_NONE, COH_RANGE_LOW, COH_RANGE_HIGH };

/* What holds for a result, and may be said for all in [common]. */
struct coh_layout_manner {
    int skip_blank, max_from_row, words, grades, by_key, once;
    int judged;   /* right and wrong: the response is worth 1 or 0 */
    int unscored; /* the status of a response without a score; -1 */
    enum coh_layout_cell cell;
    enum coh_layout_end range;
    struct coh_cut packed;  /* many values in one cell */
    const char *part_names; /* "Verbal|Quantitative", or NULL: 1, 2, … */
    const char *suffix;
};

struct coh_layout_result {
    const char *name;
    struct coh_pattern *column; /* NULL: one result a record */
    struct coh_pattern *left;   /* the nearest column left of it that fits */
    struct coh_pattern *above;  /* the nearest cell above it that fits */
    struct coh_layout_words field[COH_LAYOUT_FIELDS];
    const char *unless; /* only where there is no such column */
    struct coh_pattern *cells, *not_cells; /* only where all its cells fit */
    struct coh_pattern *when_like;         /* only records where `when` fits */
    struct coh_pattern *skip_max; /* a column whose maximum reads so is none */
    struct coh_layout_manner manner;
    struct coh_layout_code *code;
    size_t codes, code_capacity;
    size_t inherited; /* the first of them are those of [common] */
    struct coh_layout_value *value;
    size_t values, value_capacity;
};

enum coh_layout_role {
    COH_RECORD_SKIPPED,
    COH_RECORD_MAXIMA, /* the points possible of each column */
    COH_RECORD_KEY,    /* the right answers */
};

struct coh_layout_record {
    const char *name;
    struct coh_layout_words column; /* where to look: names of columns */
    struct coh_layout_words text;   /* or texts with {Name} in them */
    struct coh_pattern *pattern;    /* on the first that is not blank */
    struct coh_pattern *any;        /* on every cell */
    const char *blank;              /* or: that cell is blank */
    enum coh_layout_role role;
};

struct coh_layout_name { /* one line of [match] with its `or`s */
    struct coh_layout_words name;
    struct coh_layout_patterns like;
    int required;
};

struct coh_layout_lookup { /* a companion file in the same folder */
    const char *name, *file, *key, *on;
};

struct coh_layout_names { /* what values stand for: 07 is a subject's name */
    const char *name, *on;
    struct coh_layout_value *value;
    size_t values, value_capacity;
};

enum coh_layout_mark {
    COH_LAYOUT_MARK_AUTO,
    COH_LAYOUT_POINT,
    COH_LAYOUT_COMMA
};

enum coh_layout_repeats {
    COH_REPEATS_KEEP,
    COH_REPEATS_DROP,  /* the very same record again counts once */
    COH_REPEATS_FIRST, /* of those with the same repeats_by the first counts */
    COH_REPEATS_LAST,  /* … the last */
};

enum coh_layout_is {
    COH_LAYOUT_RESULTS,
    COH_LAYOUT_COMPANION, /* read beside a file of results */
    COH_LAYOUT_NOTES,     /* [note NAME] instead of [result NAME] */
};

/* The field of that name, of a tidy result or of a note; -1: none. */
int coh_layout_field_find(struct coh_span name);

struct coh_layout {
    const char *name, *title, *main_scale;
    enum coh_date_order date_order;
    enum coh_date_form date_form;      /* what bare digits mean */
    enum coh_layout_mark decimal_mark; /* where the numbers do not tell */
    int pad_short, number_attempts;
    enum coh_layout_repeats repeats;
    const char *repeats_by; /* a template; NULL: the whole record */
    size_t preamble;        /* how many records may stand above the header */
    int blocks;             /* preamble and header may come again */
    int unverified, undetected;
    enum coh_layout_is is;
    struct coh_layout_name *match;
    size_t matches, match_capacity;
    struct coh_layout_words forbidden, id, student_name;
    struct coh_layout_patterns forbidden_like, ignore, id_like;
    struct coh_pattern *id_part; /* its capture `id` is the id */
    int row_ids;                 /* no id column: row:17 */
    struct coh_layout_lookup *lookup;
    size_t lookups, lookup_capacity;
    struct coh_layout_names *names;
    size_t n_names, names_capacity;
    struct coh_layout_record *record;
    size_t records, record_capacity;
    struct coh_layout_result common;
    struct coh_layout_result *result;
    size_t results, result_capacity;
    struct coh_arena arena;
};

#define COH_LAYOUT_INIT                                                 \
    {                                                                   \
        .common = {.manner = {.unscored = -1}}, .arena = COH_ARENA_INIT \
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
