/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solve/program.h"

#include <float.h>
#include <glpk.h>
#include <math.h>
#include <setjmp.h>

#include "base/memory.h"

int
coh_program_open(struct coh_program *p, struct coh_error *err)
{
    *p = (struct coh_program)COH_PROGRAM_INIT;
    glp_term_out(GLP_OFF);
    p->handle = glp_create_prob();
    if (!p->handle)
        return coh_fail_memory(err);
    glp_set_obj_dir(p->handle, GLP_MIN);
    return 0;
}

void
coh_program_close(struct coh_program *p)
{
    if (p->handle)
        glp_delete_prob(p->handle);
    coh_free(p->value);
    *p = (struct coh_program)COH_PROGRAM_INIT;
}

static int
bound_kind(double low, double high)
{
    int has_low = low > -COH_PROGRAM_FREE, has_high = high < COH_PROGRAM_FREE;

    if (has_low && has_high)
        return low < high ? GLP_DB : GLP_FX;
    return has_low ? GLP_LO : has_high ? GLP_UP : GLP_FR;
}

void
coh_program_bounds(struct coh_program *p, size_t column, double low,
                   double high)
{
    glp_set_col_bnds(p->handle, (int)column + 1, bound_kind(low, high), low,
                     high);
}

void
coh_program_cost(struct coh_program *p, size_t column, double cost)
{
    glp_set_obj_coef(p->handle, (int)column + 1, cost);
}

int
coh_program_column(struct coh_program *p, double low, double high, int whole,
                   double cost, size_t *at, struct coh_error *err)
{
    if (p->columns >= INT32_MAX / 2)
        return coh_fail(err, COH_INPUT, "the problem is too large to solve");
    *at = p->columns++;
    glp_add_cols(p->handle, 1);
    coh_program_bounds(p, *at, low, high);
    coh_program_cost(p, *at, cost);
    glp_set_col_kind(p->handle, (int)*at + 1, whole ? GLP_IV : GLP_CV);
    return 0;
}

int
coh_program_row(struct coh_program *p, double low, double high, size_t n,
                const size_t *column, const double *value,
                struct coh_error *err)
{
    int *index = coh_alloc_array(n + 1, sizeof(*index), err);
    double *at = coh_alloc_array(n + 1, sizeof(*at), err);
    size_t i;

    if (index && at) {
        for (i = 0; i < n; i++) {
            index[i + 1] = (int)column[i] + 1;
            at[i + 1] = value[i];
        }
        p->rows++;
        glp_add_rows(p->handle, 1);
        glp_set_row_bnds(p->handle, (int)p->rows, bound_kind(low, high), low,
                         high);
        glp_set_mat_row(p->handle, (int)p->rows, (int)n, index, at);
    }
    coh_free(index);
    coh_free(at);
    return index && at ? 0 : -1;
}

struct watch {
    uint64_t nodes, most;
    double bound;
};

/* Each choice of a node counts; the bound is that of the best open node. */
static void
look(glp_tree *tree, void *info)
{
    struct watch *w = info;
    int best;

    if (glp_ios_reason(tree) != GLP_ISELECT)
        return;
    best = glp_ios_best_node(tree);
    if (best)
        w->bound = glp_ios_node_bound(tree, best);
    if (w->most && w->nodes >= w->most)
        glp_ios_terminate(tree);
    else
        w->nodes++;
}

static void
read_values(struct coh_program *p)
{
    size_t i;

    p->found = 1;
    p->total = glp_mip_obj_val(p->handle);
    for (i = 0; i < p->columns; i++)
        p->value[i] = glp_mip_col_val(p->handle, (int)i + 1);
}

/* What the return value and status of the solver mean. */
static int
settle(struct coh_program *p, int failed, const struct watch *w,
       struct coh_error *err)
{
    int status = glp_mip_status(p->handle);

    p->nodes += w->nodes;
    p->bound = w->bound;
    if (failed == GLP_ENOPFS || (!failed && status == GLP_NOFEAS)) {
        p->end = COH_PROGRAM_IMPOSSIBLE;
        return 0;
    }
    if (failed && failed != GLP_ESTOP && failed != GLP_EMIPGAP)
        return coh_fail(err, COH_SYSTEM, "the solver failed (%d)", failed);
    if (status == GLP_OPT || status == GLP_FEAS)
        read_values(p);
    p->end =
        status == GLP_OPT && !failed ? COH_PROGRAM_BEST : COH_PROGRAM_STOPPED;
    if (p->end == COH_PROGRAM_BEST)
        p->bound = p->total;
    return 0;
}

/* GLPK ends the process where it cannot go on, unless it is left by a jump;
 * its memory is gone with it then. */
static void
leave(void *info)
{
    glp_free_env();
    longjmp(*(jmp_buf *)info, 1);
}

int
coh_program_solve(struct coh_program *p, uint64_t nodes, struct coh_error *err)
{
    struct watch w = {.most = nodes, .bound = -DBL_MAX};
    glp_iocp how;
    jmp_buf away;
    int failed;

    p->found = 0;
    coh_free(p->value);
    p->value = coh_alloc_array(p->columns, sizeof(*p->value), err);
    if (!p->value)
        return -1;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_ON;
    how.gmi_cuts = how.mir_cuts = how.cov_cuts = how.clq_cuts = GLP_ON;
    how.cb_func = look;
    how.cb_info = &w;
    if (setjmp(away)) {
        p->handle = NULL;
        return coh_fail(err, COH_SYSTEM, "the solver failed");
    }
    glp_error_hook(leave, &away);
    failed = glp_intopt(p->handle, &how);
    glp_error_hook(NULL, NULL);
    return settle(p, failed, &w, err);
}
