/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/plotter.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* No chart takes as long; one that waits for another waits for the lock. */
enum { PATIENCE_MS = 10000 };

/* ---- who has it ---- */

void
coh_plotter_begin(struct coh_plotter *p)
{
    char name[] = "gnuplot", settings[] = "-d", input[] = "-";
    char *argv[] = {name, settings, input, NULL};
    const struct coh_child child = {.argv = argv, .open = 1};

    if (p->lock >= 0 || coh_file_temporary(&p->lock, NULL))
        return;
    /* It stays without a process, and charts start their own. */
    if (coh_child_begin(&p->child, &child, NULL))
        p->child = (struct coh_child_running)COH_CHILD_RUNNING_INIT;
}

void
coh_plotter_lend(const struct coh_plotter *p, int yes)
{
    const int fd[] = {p->child.in, p->child.out, p->lock};
    char said[64];
    size_t i;

    if (p->child.pid <= 0)
        return;
    for (i = 0; i < sizeof(fd) / sizeof(*fd); i++)
        if (fcntl(fd[i], F_SETFD, yes ? 0 : FD_CLOEXEC))
            yes = 0;
    snprintf(said, sizeof(said), "%d %d %d", fd[0], fd[1], fd[2]);
    if (!yes || setenv(COH_PLOTTER_VARIABLE, said, 1))
        unsetenv(COH_PLOTTER_VARIABLE);
}

void
coh_plotter_end(struct coh_plotter *p)
{
    coh_child_release(&p->child);
    if (p->lock >= 0)
        close(p->lock);
    *p = (struct coh_plotter)COH_PLOTTER_INIT;
}

/* ---- who draws ---- */

struct talk {
    int in, out;
    struct coh_span rest; /* to be said */
    struct coh_text heard;
};

static int
lock(int fd, short how)
{
    struct flock l = {.l_type = how, .l_whence = SEEK_SET};
    int rc;

    do
        rc = fcntl(fd, F_SETLKW, &l);
    while (rc && errno == EINTR);
    return rc;
}

static int
give(struct talk *t)
{
    ssize_t n = write(t->in, t->rest.bytes, t->rest.length);

    if (n < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    t->rest.bytes += n;
    t->rest.length -= (size_t)n;
    return 0;
}

static int
take(struct talk *t)
{
    char buffer[16384];
    ssize_t n = read(t->out, buffer, sizeof(buffer));

    if (n < 0)
        return errno == EINTR || errno == EAGAIN ? 0 : -1;
    return n ? coh_text_add(&t->heard, buffer, (size_t)n, NULL) : -1;
}

static int
ends_with(const struct coh_text *t, const char *end)
{
    const size_t n = strlen(end);

    return t->length >= n && !memcmp(t->bytes + t->length - n, end, n);
}

/* Until it has said `end`, a line of its own. */
static int
converse(struct talk *t, const char *end)
{
    while (t->rest.length || !ends_with(&t->heard, end)) {
        struct pollfd f[] = {
            {.fd = t->rest.length ? t->in : -1, .events = POLLOUT},
            {.fd = t->out, .events = POLLIN},
        };
        const int n = poll(f, 2, PATIENCE_MS);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || (f[0].revents && give(t)) || (f[1].revents && take(t)))
            return -1;
    }
    return 0;
}

/* The answer to this process alone: what an earlier one left behind is before
 * the line that begins it. Where a script failed gnuplot goes on, and a part of
 * a picture is none. */
static int
cut(const struct talk *t, const char *begin, const char *end,
    struct coh_text *picture)
{
    const size_t n = strlen(begin), tail = strlen(end);
    size_t i;

    for (i = 0; ends_with(&t->heard, end) && i + n + tail <= t->heard.length;
         i++)
        if ((!i || t->heard.bytes[i - 1] == '\n') &&
            !memcmp(t->heard.bytes + i, begin, n))
            return coh_text_add(picture, t->heard.bytes + i + n,
                                t->heard.length - i - n - tail, NULL);
    return -1;
}

static int
draw(int in, int out, struct coh_span script, struct coh_text *picture)
{
    struct talk t = {.in = in, .out = out, .heard = COH_TEXT_INIT};
    struct coh_text all = COH_TEXT_INIT;
    const long own = (long)getpid();
    char begin[48], fine[96];
    const char *end;
    int rc = -1;

    snprintf(begin, sizeof(begin), "begin cohort %ld\n", own);
    snprintf(fine, sizeof(fine), "fine cohort %ld\nend cohort %ld\n", own, own);
    end = strchr(fine, '\n') + 1;
    if (coh_text_format(&all, NULL, "set print '-'\nprint 'begin cohort %ld'\n",
                        own) ||
        coh_text_add(&all, script.bytes, script.length, NULL) ||
        coh_text_format(&all, NULL,
                        "\nset output\nset print '-'\n"
                        "if (GPVAL_ERRNO == 0) print 'fine cohort %ld'\n"
                        "reset session\nreset errors\nset print '-'\n"
                        "print 'end cohort %ld'\n",
                        own, own))
        goto out;
    t.rest = coh_text_span(&all);
    if (!converse(&t, end))
        rc = cut(&t, begin, fine, picture);
out:
    coh_text_release(&all);
    coh_text_release(&t.heard);
    return rc;
}

int
coh_plotter_draw(struct coh_span script, struct coh_text *picture)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    const char *lent = getenv(COH_PLOTTER_VARIABLE);
    int in, out, alone, rc = -1;

    if (!lent || sscanf(lent, "%d %d %d", &in, &out, &alone) != 3)
        return 0;
    sigaction(SIGPIPE, &ignore, &before);
    if (!lock(alone, F_WRLCK)) {
        rc = draw(in, out, script, picture);
        if (lock(alone, F_UNLCK))
            rc = -1;
    }
    sigaction(SIGPIPE, &before, NULL);
    if (!rc && picture->length)
        return 1;
    coh_text_clear(picture);
    return 0;
}
