/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solve/program.h"

#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include "base/memory.h"

int
coh_program_open(struct coh_program *p, struct coh_error *err)
{
    (void)err;
    *p = (struct coh_program)COH_PROGRAM_INIT;
    return 0;
}

void
coh_program_close(struct coh_program *p)
{
    coh_free(p->column);
    coh_free(p->row);
    coh_free(p->entry);
    coh_free(p->start);
    coh_free(p->value);
    *p = (struct coh_program)COH_PROGRAM_INIT;
}

void
coh_program_bounds(struct coh_program *p, size_t column, double low,
                   double high)
{
    p->column[column].low = low;
    p->column[column].high = high;
}

void
coh_program_cost(struct coh_program *p, size_t column, double cost)
{
    p->column[column].cost = cost;
}

void
coh_program_row_bounds(struct coh_program *p, size_t row, double low,
                       double high)
{
    p->row[row].low = low;
    p->row[row].high = high;
}

/* GLPK counts in int. */
static int
too_many(size_t n, struct coh_error *err)
{
    if (n < INT_MAX / 2)
        return 0;
    return coh_fail(err, COH_SYSTEM, "the problem is too large to solve");
}

int
coh_program_column(struct coh_program *p, double low, double high, int whole,
                   double cost, size_t *at, struct coh_error *err)
{
    if (too_many(p->columns, err) ||
        coh_reserve(&p->column, &p->column_capacity, p->columns + 1,
                    sizeof(*p->column), err))
        return -1;
    *at = p->columns++;
    p->column[*at] = (struct coh_program_column){low, high, cost, whole};
    return 0;
}

int
coh_program_row(struct coh_program *p, double low, double high, size_t n,
                const size_t *column, const double *value,
                struct coh_error *err)
{
    size_t i;

    if (too_many(p->rows, err) || too_many(p->entries + n, err) ||
        coh_reserve(&p->row, &p->row_capacity, p->rows + 1, sizeof(*p->row),
                    err) ||
        coh_reserve(&p->entry, &p->entry_capacity, p->entries + n,
                    sizeof(*p->entry), err))
        return -1;
    for (i = 0; i < n; i++)
        p->entry[p->entries++] =
            (struct coh_program_entry){p->rows, column[i], value[i]};
    p->row[p->rows++] = (struct coh_program_row){low, high};
    return 0;
}

int
coh_program_start(struct coh_program *p, const double *value,
                  struct coh_error *err)
{
    coh_free(p->start);
    p->start = NULL;
    if (!value)
        return 0;
    p->start = coh_alloc_array(p->columns, sizeof(*p->start), err);
    if (!p->start)
        return -1;
    memcpy(p->start, value, p->columns * sizeof(*value));
    return 0;
}

static int
between(double low, double x, double high)
{
    return x >= low - 1e-6 && x <= high + 1e-6;
}

int
coh_program_keeps(const struct coh_program *p, const double *value)
{
    size_t i, e = 0;
    double sum;

    for (i = 0; i < p->columns; i++)
        if (!between(p->column[i].low, value[i], p->column[i].high) ||
            (p->column[i].whole && fabs(value[i] - round(value[i])) > 1e-6))
            return 0;
    for (i = 0; i < p->rows; i++) {
        for (sum = 0; e < p->entries && p->entry[e].row == i; e++)
            sum += p->entry[e].value * value[p->entry[e].column];
        if (!between(p->row[i].low, sum, p->row[i].high))
            return 0;
    }
    return 1;
}

/* One solve: what GLPK needs and what it says. */
struct task {
    struct coh_program *p;
    glp_prob *lp;
    int *row, *column;
    double *value, *start;
    const double *known; /* `start`, until GLPK has it */
    uint64_t nodes, most;
    uint64_t step; /* work of a step of the simplex method */
    double bound;
    int impossible, failed;
};

static int
bound_kind(double low, double high)
{
    int has_low = low > -COH_PROGRAM_FREE, has_high = high < COH_PROGRAM_FREE;

    if (has_low && has_high)
        return low < high ? GLP_DB : GLP_FX;
    return has_low ? GLP_LO : has_high ? GLP_UP : GLP_FR;
}

/* Hand the program over. GLPK counts from 1. */
static void
load(struct task *t)
{
    const struct coh_program *p = t->p;
    const struct coh_program_column *c;
    size_t i;

    t->lp = glp_create_prob();
    glp_set_obj_dir(t->lp, GLP_MIN);
    if (p->columns)
        glp_add_cols(t->lp, (int)p->columns);
    if (p->rows)
        glp_add_rows(t->lp, (int)p->rows);
    for (i = 0; i < p->columns; i++) {
        c = &p->column[i];
        glp_set_col_kind(t->lp, (int)i + 1, c->whole ? GLP_IV : GLP_CV);
        glp_set_col_bnds(t->lp, (int)i + 1, bound_kind(c->low, c->high), c->low,
                         c->high);
        glp_set_obj_coef(t->lp, (int)i + 1, c->cost);
    }
    for (i = 0; i < p->rows; i++)
        glp_set_row_bnds(t->lp, (int)i + 1,
                         bound_kind(p->row[i].low, p->row[i].high),
                         p->row[i].low, p->row[i].high);
    for (i = 0; i < p->entries; i++) {
        t->row[i + 1] = (int)p->entry[i].row + 1;
        t->column[i + 1] = (int)p->entry[i].column + 1;
        t->value[i + 1] = p->entry[i].value;
    }
    glp_load_matrix(t->lp, (int)p->entries, t->row, t->column, t->value);
}

static uint64_t
work_of(const struct task *t)
{
    return ((uint64_t)glp_get_it_cnt(t->lp) + 100 * t->nodes) * t->step;
}

static int
spent(const struct task *t)
{
    const struct coh_program *p = t->p;

    return (t->most && t->nodes >= t->most) ||
           (p->most_work && p->work + work_of(t) >= p->most_work);
}

/* Each choice of a node counts; the bound is that of the best open node. What
 * is known beforehand is handed over as soon as GLPK takes it. */
static void
look(glp_tree *tree, void *info)
{
    struct task *t = info;
    int best;

    if (glp_ios_reason(tree) == GLP_IHEUR && t->known) {
        glp_ios_heur_sol(tree, t->known);
        t->known = NULL;
    }
    if (glp_ios_reason(tree) != GLP_ISELECT)
        return;
    best = glp_ios_best_node(tree);
    if (best && glp_ios_node_bound(tree, best) > t->bound)
        t->bound = glp_ios_node_bound(tree, best);
    if (spent(t))
        glp_ios_terminate(tree);
    else
        t->nodes++;
}

/* The program without whole numbers. Its start, all at their bounds, suits the
 * dual method where costs are not below 0; where that gets stuck, the other
 * goes on. */
static void
relax(struct task *t)
{
    const struct coh_program *p = t->p;
    glp_smcp how;
    int status;

    glp_init_smcp(&how);
    if (p->most_work) {
        uint64_t left = p->most_work > p->work ? p->most_work - p->work : 0;
        how.it_lim = (int)(left / t->step < INT_MAX ? left / t->step : INT_MAX);
    }
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    t->failed = glp_simplex(t->lp, &how);
    status = glp_get_status(t->lp);
    if (t->failed == GLP_EITLIM)
        return;
    if (t->failed || (status != GLP_OPT && status != GLP_NOFEAS)) {
        glp_std_basis(t->lp);
        how.meth = GLP_PRIMAL;
        t->failed = glp_simplex(t->lp, &how);
        status = glp_get_status(t->lp);
    }
    t->impossible = !t->failed && status == GLP_NOFEAS;
    if (status == GLP_OPT)
        t->bound = glp_get_obj_val(t->lp);
    else if (!t->impossible && !t->failed)
        t->failed = GLP_ENODFS;
}

static int
has_costs(const struct coh_program *p)
{
    size_t i;

    for (i = 0; i < p->columns; i++)
        if (p->column[i].cost != 0)
            return 1;
    return 0;
}

/* With costs: no cuts, and branching on what has cost most so far. Measured on
 * groupings of 112 students with all rules mixed, cuts made the same proofs
 * take two to fifty times as long. Without costs there is nothing to learn
 * from, and cuts are what refutes. */
static void
branch(struct task *t)
{
    glp_iocp how;

    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    if (has_costs(t->p))
        how.br_tech = GLP_BR_PCH;
    else if (t->p->columns)
        how.gmi_cuts = how.mir_cuts = how.cov_cuts = how.clq_cuts = GLP_ON;
    how.cb_func = look;
    how.cb_info = t;
    t->failed = glp_intopt(t->lp, &how);
    t->impossible = !t->failed && glp_mip_status(t->lp) == GLP_NOFEAS;
}

/* The values of GLPK, those of whole columns without its last digits, or those
 * known beforehand. Returns whether they keep all rows. */
static int
read_values(struct task *t, int found)
{
    struct coh_program *p = t->p;
    size_t i;

    for (p->total = 0, i = 0; i < p->columns; i++) {
        p->value[i] = found ? glp_mip_col_val(t->lp, (int)i + 1) : p->start[i];
        if (p->column[i].whole)
            p->value[i] = round(p->value[i]);
        p->total += p->column[i].cost * p->value[i];
    }
    return coh_program_keeps(p, p->value);
}

/* What was found. GLPK may take for values what keeps no row any more when it
 * is rounded, where costs or rows span too many digits: that is none. */
static void
read_found(struct task *t)
{
    struct coh_program *p = t->p;
    int status = glp_mip_status(t->lp);

    if (!t->impossible && (status == GLP_OPT || status == GLP_FEAS)) {
        p->found = read_values(t, 1);
        if (!p->found)
            t->failed = GLP_EFAIL;
    }
    if (!p->found && p->start)
        p->found = read_values(t, 0);
}

/* GLPK ends the process where it cannot go on, unless it is left by a jump;
 * its memory is gone with it then. */
static void
leave(void *info)
{
    glp_free_env();
    longjmp(*(jmp_buf *)info, 1);
}

/* GLPK turns its terminal on again to tell of an error; a hook that takes the
 * text keeps it silent. */
static int
swallow(void *info, const char *text)
{
    (void)info;
    (void)text;
    return 1;
}

/* All calls of GLPK. −1: it gave up, and everything it had is gone. */
static int
work(struct task *t)
{
    jmp_buf away;

    if (setjmp(away))
        return -1;
    glp_term_out(GLP_OFF);
    glp_term_hook(swallow, NULL);
    glp_error_hook(leave, &away);
    load(t);
    relax(t);
    if (!t->failed && !t->impossible)
        branch(t);
    read_found(t);
    t->p->work += work_of(t);
    glp_delete_prob(t->lp);
    glp_error_hook(NULL, NULL);
    return 0;
}

/* What the return value and status of the solver mean. */
static int
settle(struct task *t, struct coh_error *err)
{
    struct coh_program *p = t->p;

    /* Values are known: only digits can have been lacking. */
    if (t->impossible && p->start) {
        t->impossible = 0;
        t->failed = GLP_EFAIL;
    }
    p->nodes += t->nodes;
    p->bound = t->bound;
    if (t->failed == GLP_ENODFS)
        return coh_fail(err, COH_SYSTEM, "there is no least value");
    p->end = t->impossible ? COH_PROGRAM_IMPOSSIBLE
             : t->failed   ? COH_PROGRAM_STOPPED
                           : COH_PROGRAM_BEST;
    if (p->end == COH_PROGRAM_BEST)
        p->bound = p->total;
    return 0;
}

int
coh_program_solve(struct coh_program *p, uint64_t nodes, struct coh_error *err)
{
    struct task t = {.p = p,
                     .most = nodes,
                     .step = p->rows + p->columns + 1,
                     .bound = -DBL_MAX};
    size_t i;
    int rc = -1;

    p->found = 0;
    coh_free(p->value);
    p->value = coh_alloc_array(p->columns, sizeof(*p->value), err);
    t.row = coh_alloc_array(p->entries + 1, sizeof(*t.row), err);
    t.column = coh_alloc_array(p->entries + 1, sizeof(*t.column), err);
    t.value = coh_alloc_array(p->entries + 1, sizeof(*t.value), err);
    t.start = coh_alloc_array(p->columns + 1, sizeof(*t.start), err);
    if (!p->value || !t.row || !t.column || !t.value || !t.start)
        goto out;
    if (p->start && !coh_program_keeps(p, p->start) &&
        coh_program_start(p, NULL, err))
        goto out;
    for (i = 0; p->start && i < p->columns; i++)
        t.start[i + 1] = p->start[i];
    t.known = p->start ? t.start : NULL;
    if (work(&t))
        rc = coh_fail(err, COH_SYSTEM, "the solver failed");
    else
        rc = settle(&t, err);
out:
    coh_free(t.row);
    coh_free(t.column);
    coh_free(t.value);
    coh_free(t.start);
    return rc;
}
