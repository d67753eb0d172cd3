/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_GROUPING_H
#define COH_CHART_GROUPING_H

#include "chart/kind.h"

/*
 * Groups of students, as cohort group wrote them: what the files of the kind
 * `groups` share. It is made by coh_chart_grouping_columns and lives in
 * c->own; c->keys are the groups and c->students the students.
 *
 *     const struct coh_chart_grouping *s = c->own;
 *     s->group[g].first … s->member[i].marks
 *
 * Knows of the words of cohort group's column `note` as much as it marks:
 * who moved, who is new, and equals that were parted.
 */

enum coh_chart_grouping_marks {
    COH_CHART_GROUPING_PIN = 1,   /* placed by hand */
    COH_CHART_GROUPING_SPLIT = 2, /* has an equal in another group */
    COH_CHART_GROUPING_MOVED = 4, /* was in another group before */
    COH_CHART_GROUPING_NEW = 8,   /* was in none before */
};

/* Beyond these a picture cannot be read: names are left out, or groups are
 * refused. */
enum { COH_CHART_GROUPING_NAMES = 600, COH_CHART_GROUPING_GROUPS = 200 };

struct coh_chart_grouping_member {
    size_t group, student;
    unsigned marks;
    double score;         /* NAN: none */
    struct coh_span from; /* the group before, of those who moved */
};

struct coh_chart_grouping_group {
    size_t first, n; /* in `member` */
    size_t scored;
};

struct coh_chart_grouping {
    size_t group_column, pin, note, moved_from;
    int has_score;
    struct coh_chart_grouping_member
        *member; /* by group, then score, then row */
    size_t n, capacity;
    struct coh_chart_grouping_group *group; /* one a key of c->keys */
    size_t pins, splits, moved, added, scored, hidden;
};

/* The marks that a note stands for, and from which group the student moved to
 * `group`. */
unsigned coh_chart_grouping_note(struct coh_span note, struct coh_span group,
                                 struct coh_span *from);

/* "Ana Ortiz, from 2": what stands at a member; with `score` "Ana Ortiz 14". */
int coh_chart_grouping_label(const struct coh_chart *c,
                             const struct coh_chart_grouping_member *m,
                             int score, struct coh_text *t,
                             struct coh_error *err) COH_MUST_CHECK;

/* ", pinned" */
int coh_chart_grouping_pinned(const struct coh_chart *c, struct coh_text *t,
                              struct coh_error *err) COH_MUST_CHECK;

/* Axis of the scores. */
void coh_chart_grouping_axis(const struct coh_chart *c, struct coh_axis *axis);

/* Heights, in pixels: of a name's line, and between blocks; from the axis'
 * ends to the panel's. */
#define COH_CHART_GROUPING_LANE 18.0
#define COH_CHART_GROUPING_GAP  16.0
#define COH_CHART_GROUPING_EDGE 18.0
/* gnuplot's radius of a mark of size 1. */
#define COH_CHART_GROUPING_MARK 4.5

/* A member, or several equal ones without a name. */
struct coh_chart_grouping_mark {
    double x, y; /* from the panel's corner */
    double size;
    int shape;
    size_t member;
    double name_x, width;
    char align; /* of the name; 0: none */
};

struct coh_chart_grouping_block {
    double top, height;
    struct coh_text rest; /* those without a score */
};

struct coh_chart_grouping_view {
    const struct coh_chart *c;
    const struct coh_chart_grouping *s;
    struct coh_axis axis;
    struct coh_chart_grouping_mark *mark;
    size_t marks;
    struct coh_chart_grouping_block *block;
    double width, height; /* of the panel */
    int scale, names;     /* scores are drawn; names are */
    double cell, widest;  /* of a list: its columns; of a name */
    double unit;          /* radius of the mark of one student */
    double *lane;         /* where the names of each line end */
};

/* Of width, axis, scale and names all marks, blocks and the height. The caller
 * releases what it finds in *v, after a failure too. */
int coh_chart_grouping_place(struct coh_chart_grouping_view *v,
                             struct coh_error *err) COH_MUST_CHECK;
void coh_chart_grouping_view_release(struct coh_chart_grouping_view *v);

double
coh_chart_grouping_x(const struct coh_chart_grouping_view *v, double score);

/* Write those without a score from `y` on; without a page only count the lines.
 * Returns how many. */
size_t
coh_chart_grouping_rest(struct coh_page *p,
                        const struct coh_chart_grouping_view *v,
                        const struct coh_chart_grouping_block *b, double y);

/* The picture in characters. */
int coh_chart_grouping_terminal(struct coh_page *p,
                                const struct coh_chart *c) COH_MUST_CHECK;

#endif
