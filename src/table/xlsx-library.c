/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#ifdef __APPLE__
#define FILE_NAME "libxlsxwriter." LXW_SOVERSION ".dylib"
#else
#define FILE_NAME "libxlsxwriter.so." LXW_SOVERSION
#endif

static struct coh_xlsx_library library;

/* Is what stands in the header the function's own type? Never evaluated, so
 * that the library is not linked for it. */
#define FUNCTION(member, function)                             \
    {                                                          \
#function, offsetof(struct coh_xlsx_library, member) + \
                       0 * sizeof(library.member == function)  \
    }

static const struct {
    const char *name;
    size_t at;
} function[] = {
    FUNCTION(strerror, lxw_strerror),
    FUNCTION(rowcol_to_range, lxw_rowcol_to_range),
    FUNCTION(workbook_new_opt, workbook_new_opt),
    FUNCTION(workbook_add_worksheet, workbook_add_worksheet),
    FUNCTION(workbook_add_format, workbook_add_format),
    FUNCTION(workbook_set_properties, workbook_set_properties),
    FUNCTION(workbook_close, workbook_close),
    FUNCTION(workbook_free, lxw_workbook_free),
    FUNCTION(format_set_bold, format_set_bold),
    FUNCTION(format_set_bottom, format_set_bottom),
    FUNCTION(format_set_text_wrap, format_set_text_wrap),
    FUNCTION(format_set_align, format_set_align),
    FUNCTION(format_set_num_format, format_set_num_format),
    FUNCTION(worksheet_write_string, worksheet_write_string),
    FUNCTION(worksheet_write_number, worksheet_write_number),
    FUNCTION(worksheet_set_column, worksheet_set_column),
    FUNCTION(worksheet_autofilter, worksheet_autofilter),
    FUNCTION(worksheet_ignore_errors, worksheet_ignore_errors),
    FUNCTION(worksheet_set_landscape, worksheet_set_landscape),
    FUNCTION(worksheet_fit_to_pages, worksheet_fit_to_pages),
    FUNCTION(worksheet_repeat_rows, worksheet_repeat_rows),
    FUNCTION(worksheet_set_footer, worksheet_set_footer),
    FUNCTION(worksheet_freeze_panes, worksheet_freeze_panes),
};

const struct coh_xlsx_library *
coh_xlsx_library(struct coh_error *err)
{
    static int loaded;
    void *handle, *found;
    size_t i;

    if (loaded)
        return &library;
    handle = dlopen(FILE_NAME, RTLD_NOW | RTLD_LOCAL);
    for (i = 0; handle && i < sizeof(function) / sizeof(*function); i++) {
        found = dlsym(handle, function[i].name);
        if (!found)
            break;
        /* POSIX: a function's address fits into an object pointer. */
        memcpy((char *)&library + function[i].at, &found, sizeof(found));
    }
    if (!handle || i < sizeof(function) / sizeof(*function)) {
        coh_fail(err, COH_SYSTEM,
                 "workbooks are written by libxlsxwriter, and " FILE_NAME
                 " cannot be loaded: install it, or write csv");
        return NULL;
    }
    loaded = 1;
    return &library;
}
