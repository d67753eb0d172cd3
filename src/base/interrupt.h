/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_INTERRUPT_H
#define COH_BASE_INTERRUPT_H

#include "base/error.h"

/*
 * Ctrl-C, and its kin from outside (SIGINT, SIGTERM, SIGHUP): a program ends
 * by the signal, as a shell expects (130 for Ctrl-C), but leaves no half file
 * behind. Files under way are registered and unlinked by the handler. While
 * input is read the signal waits, so that the program can end by its own
 * means and the store roll back: reading fails with COH_SYSTEM at its next
 * block. A second signal does not wait.
 *
 *     coh_interrupt_watch();
 *     coh_interrupt_defer(1);
 *     … coh_in_read fails once a signal came …
 *     coh_interrupt_defer(0);
 *     … all is released …
 *     coh_interrupt_end();
 *
 * A signal handler gets no context, so what it needs is the process's: the
 * one mutable state of this layer, besides the memory hook of the tests.
 */

/* Take over these signals, but for those that are ignored (nohup). A file that
 * grows beyond what the shell allows (ulimit -f) is a failed write as that on a
 * full disk, not the end of the program. */
void coh_interrupt_watch(void);

/* From now on a signal waits (1), or no more (0): one that waited stays. */
void coh_interrupt_defer(int on);

/* Did a signal come that waits? */
int coh_interrupt_pending(void);

/* COH_SYSTEM, "interrupted", when one did. */
int coh_interrupt_check(struct coh_error *err) COH_MUST_CHECK;

/* A file that must go with the program: `path` must not move until it is
 * forgotten, and may change its bytes as mkstemp does. Beyond eight files
 * nothing is registered. */
void coh_interrupt_add(const char *path);
void coh_interrupt_forget(const char *path);

/* End by the signal that waited; returns when there was none. */
void coh_interrupt_end(void);

#endif
