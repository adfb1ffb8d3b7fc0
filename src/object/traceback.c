/* SPDX-License-Identifier: MIT
 * One frame of a traceback: its place, its source lines, and carets under the part that raised. */
#include "object/traceback.h"

#include "base/utf8.h"
#include "object/needs.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <utf8proc.h>

/* ---- source --------------------------------------------------------------------------------------------------------- */

enum { MOST_SOURCE = 64 << 20 };

static void read_source(KrVm *vm, KrBuf *b, const char *path)
{
    int fd = !(vm->granted & KR_NEEDS_FILES) ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    while (fd >= 0 && b->len < MOST_SOURCE && krbuf_reserve(b, 65536)) {
        ssize_t n = read(fd, b->data + b->len, b->cap - b->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        b->len += (size_t)n;
    }
    if (fd >= 0)
        close(fd);
}

/* What is no UTF-8 is taken for Latin-1. */
static void make_text(KrBuf *b)
{
    KrUtf8Scan scan;
    if (b->failed || krutf8_check(b->data ? b->data : "", b->len, false, &scan))
        return;
    KrBuf wide = krbuf_init(b->alloc);
    for (size_t i = 0; i < b->len; i++) {
        char c[4];
        krbuf_add(&wide, c, krutf8_encode((unsigned char)b->data[i], c));
    }
    krbuf_release(b);
    *b = wide;
}

/* Source that was not in a file: sys._sources is a list of (file name, text), found by the very same name object. */
static bool find_registered(KrVm *vm, KrSource *s, KrStr *filename)
{
    KrValue list = vm->sys ? krobj_lookup(vm, vm->sys, KR_NAME(_sources)) : KR_EMPTY;
    if (!kris_exact(list, KR_T_list))
        return false;
    for (size_t i = 0; i < kras_list(list)->n; i++) {
        KrTuple *entry = kras_tuple(kras_list(list)->items->at[i]);
        if (entry->at[0] == krvalue(filename)) {
            krbuf_str(&s->text, kras_str(entry->at[1]));
            return true;
        }
    }
    return false;
}

static void load(KrVm *vm, KrSource *s, KrStr *filename)
{
    if (s->filename && (s->filename == filename || (krstr_equal(s->filename, filename) && *krstr_data(filename) != '<')))
        return;
    krbuf_release(&s->text);
    s->text = krbuf_init(&vm->alloc);
    s->filename = filename;
    s->number = 0;
    const char *path = krstr_data(filename);
    if (!filename->size || find_registered(vm, s, filename))
        return;
    if (*path != '<' && !(filename->h.flags & KR_STR_EXTERNAL))
        read_source(vm, &s->text, path);
    make_text(&s->text);
}

KrLine krtraceback_line(KrVm *vm, KrSource *s, KrStr *filename, int number)
{
    load(vm, s, filename);
    if (s->text.failed || !s->text.data)
        return (KrLine){"", 0};
    if (number < s->number || !s->number) {
        s->number = 1;
        s->offset = 0;
    }
    const char *p = s->text.data + s->offset, *end = s->text.data + s->text.len;
    while (p < end) {
        const char *stop = p;
        while (stop < end && *stop != '\n' && *stop != '\r')
            stop++;
        if (s->number == number) {
            while (stop > p && strchr(" \t\f\v", stop[-1]))
                stop--;
            return (KrLine){p, (size_t)(stop - p)};
        }
        p = stop + 1 + (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n');
        s->number++;
        s->offset = (size_t)(p - s->text.data);
    }
    return (KrLine){"", 0};
}

static size_t leading_space(KrLine l)
{
    size_t i = 0;
    while (i < l.n && strchr(" \t\f", l.p[i]))
        i++;
    return i;
}

void krerror_source_line(KrVm *vm, KrBuf *b, KrStr *filename, int line, int indent)
{
    KrSource s = {.text = krbuf_init(&vm->alloc)};
    KrLine l = krtraceback_line(vm, &s, filename, line);
    size_t space = leading_space(l);
    if (l.n > space) {
        krbuf_printf(b, "%*s", indent, "");
        krbuf_add(b, l.p + space, l.n - space);
        krbuf_char(b, '\n');
    }
    krbuf_release(&s.text);
}

/* ---- lines of one instruction ------------------------------------------------------------------------------------------ */

typedef struct Lines {
    KrLine *at;
    int n;
    size_t start, end; /* byte offsets of the instruction: in the first line, in the last */
} Lines;

/* The white space that all lines which are not blank begin with. */
static size_t margin(const KrLine *at, int n)
{
    const KrLine *first = NULL;
    size_t common = 0;
    for (int i = 0; i < n; i++) {
        size_t space = leading_space(at[i]);
        if (space == at[i].n)
            continue;
        if (!first) {
            first = &at[i];
            common = space;
        }
        size_t same = 0;
        while (same < common && same < space && at[i].p[same] == first->p[same])
            same++;
        common = same;
    }
    return common;
}

static void dedent(Lines *l)
{
    size_t cut = margin(l->at, l->n);
    for (int i = 0; i < l->n; i++) {
        size_t part = cut < l->at[i].n ? cut : l->at[i].n;
        l->at[i].p += part;
        l->at[i].n -= part;
    }
    l->start = l->start > cut ? l->start - cut : 0;
    l->end = l->end > cut ? l->end - cut : 0;
    if (l->start > l->at[0].n)
        l->start = l->at[0].n;
    if (l->end > l->at[l->n - 1].n)
        l->end = l->at[l->n - 1].n;
}

static KrAnchors find_anchors(KrVm *vm, const Lines *l)
{
    KrBuf segment = krbuf_init(&vm->alloc);
    for (int i = 0; i < l->n; i++) {
        size_t from = i ? 0 : l->start, to = i == l->n - 1 ? l->end : l->at[i].n;
        if (i)
            krbuf_char(&segment, '\n');
        if (to > from)
            krbuf_add(&segment, l->at[i].p + from, to - from);
    }
    KrAnchors a = {0};
    if (!segment.failed && segment.len)
        a = kranchors_find(segment.data, segment.len);
    krbuf_release(&segment);
    if (a.found && a.left_line == 0)
        a.left += l->start;
    if (a.found && a.right_line == 0)
        a.right += l->start;
    return a;
}

static bool all_ascii(const char *p, size_t n)
{
    return krutf8_ascii_prefix(p, n) == n;
}

/* A call that is the whole value of `return f(...)` or `x = ...(...)` needs no carets: the line says it all. */
static bool is_whole_statement(const Lines *l, const KrAnchors *a)
{
    const char *first = l->at[0].p, *rest = l->at[l->n - 1].p + l->end;
    size_t after = l->at[l->n - 1].n - l->end;
    if (!a->call || !all_ascii(first, l->start) || !all_ascii(l->at[l->n - 1].p, l->end))
        return false;
    while (after && (*rest == ' ' || *rest == '\t'))
        rest++, after--;
    if (after && *rest != '#' && *rest != ';')
        return false;
    bool returns = l->start >= 7 && !memcmp(first, "return", 6) && strspn(first + 6, " \t") >= l->start - 6;
    return returns ? a->plain_call : kranchors_assigns(first, l->start);
}

static bool shows_carets(const Lines *l, const KrAnchors *a)
{
    if (is_whole_statement(l, a))
        return false;
    if (a->found)
        return true;
    KrLine last = l->at[l->n - 1], before = {l->at[0].p, l->start};
    KrLine after = {last.p + l->end, last.n - l->end};
    return leading_space(before) < before.n || leading_space(after) < after.n;
}

/* ---- output ---------------------------------------------------------------------------------------------------------------- */

static void put_carets(KrBuf *b, const Lines *l, const KrAnchors *a, int line)
{
    KrLine text = l->at[line];
    size_t stop = line == l->n - 1 ? l->end : text.n, space = leading_space(text);
    for (const char *p = text.p; p < text.p + stop;) {
        size_t at = (size_t)(p - text.p);
        uint32_t c = krutf8_next(&p);
        char mark = a->found ? '~' : '^';
        if (at < space || (line == 0 && at < l->start))
            mark = ' ';
        else if (a->found && (line > a->left_line || (line == a->left_line && at >= a->left)) &&
                 (line < a->right_line || (line == a->right_line && at < a->right)))
            mark = '^';
        krbuf_char(b, mark);
        if (c > 0x7F && utf8proc_charwidth((utf8proc_int32_t)c) == 2)
            krbuf_char(b, mark);
    }
    krbuf_char(b, '\n');
}

static void put_line(KrBuf *b, const Lines *l, const KrAnchors *a, bool carets, int line)
{
    krbuf_add(b, l->at[line].p, l->at[line].n);
    krbuf_char(b, '\n');
    if (carets)
        put_carets(b, l, a, line);
}

static bool is_significant(const Lines *l, const KrAnchors *a, int line)
{
    if (line == 0 || line == l->n - 1)
        return true;
    return a->found && ((line >= a->left_line - 1 && line <= a->left_line + 1) || (line >= a->right_line - 1 && line <= a->right_line + 1));
}

/* Adds text with its common margin cut off and four spaces before each line. */
static void add_indented(KrVm *vm, KrBuf *b, KrBuf *text)
{
    KrBuf lines = krbuf_init(&vm->alloc);
    for (char *p = text->data, *end = p + text->len, *stop; p < end; p = stop + 1) {
        stop = memchr(p, '\n', (size_t)(end - p));
        KrLine l = {p, (size_t)(stop - p)};
        krbuf_add(&lines, &l, sizeof l);
    }
    const KrLine *at = (const KrLine *)(void *)lines.data;
    int n = (int)(lines.len / sizeof(KrLine));
    size_t cut = lines.failed ? 0 : margin(at, n);
    for (int i = 0; !lines.failed && i < n; i++) {
        krbuf_text(b, "    ");
        if (leading_space(at[i]) < at[i].n)
            krbuf_add(b, at[i].p + cut, at[i].n - cut);
        krbuf_char(b, '\n');
    }
    krbuf_release(&lines);
}

static void put_lines(KrVm *vm, KrBuf *b, Lines *l)
{
    KrAnchors a = find_anchors(vm, l);
    bool carets = shows_carets(l, &a);
    KrBuf text = krbuf_init(&vm->alloc);
    int last = 0;
    for (int i = 0; i < l->n; i++) {
        if (!is_significant(l, &a, i))
            continue;
        if (i - last == 2)
            put_line(&text, l, &a, carets, i - 1);
        else if (i - last > 2)
            krbuf_printf(&text, "...<%d lines>...\n", i - last - 1);
        put_line(&text, l, &a, carets, i);
        last = i;
    }
    if (!text.failed && text.len)
        add_indented(vm, b, &text);
    b->failed |= text.failed;
    krbuf_release(&text);
}

static void put_source(KrVm *vm, KrBuf *b, KrSource *s, KrStr *filename, int line, KrPosition at)
{
    KrLine first = krtraceback_line(vm, s, filename, line);
    if (at.line != line || at.col < 0 || at.end_col < 0) {
        size_t space = leading_space(first);
        if (first.n > space) {
            krbuf_text(b, "    ");
            krbuf_add(b, first.p + space, first.n - space);
            krbuf_char(b, '\n');
        }
        return;
    }
    int n = at.end_line - at.line + 1;
    KrLine *lines = n > 0 ? kralloc_new(&vm->alloc, (size_t)n * sizeof *lines) : NULL;
    if (!lines)
        return;
    bool any = false;
    for (int i = 0; i < n; i++) {
        lines[i] = i ? krtraceback_line(vm, s, filename, line + i) : first;
        any |= lines[i].n > 0;
    }
    Lines l = {lines, n, (size_t)at.col, (size_t)at.end_col};
    if (any) {
        dedent(&l);
        put_lines(vm, b, &l);
    }
    kralloc_free(&vm->alloc, lines, (size_t)n * sizeof *lines);
}

void krtraceback_frame(KrVm *vm, KrBuf *b, KrSource *s, KrTraceback *tb)
{
    KrCode *code = tb->func->code;
    krbuf_text(b, "  File \"");
    krbuf_str(b, code->filename);
    krbuf_printf(b, "\", line %d, in ", tb->lineno);
    krbuf_str(b, code->name);
    krbuf_char(b, '\n');
    put_source(vm, b, s, code->filename, tb->lineno, krcode_position(code, tb->unit));
}
