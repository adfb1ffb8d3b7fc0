/* SPDX-License-Identifier: MIT
 * Regular expressions: compiling and running with PCRE2, whose memory is the VM's.
 *
 * A run that costs more than a time slice is started again from a program with callouts, which charge the budget: then
 * interrupts, deadlines and fuel reach into a match that would take for ever. */
#include "modules/re.h"
#include "object/strcore.h"
#include "object/args.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    FIRST_LIMIT = 800000, /* backtracking steps of a first run: about 2 ms */
    JIT_USES = 4,         /* machine code is made for a program that has run that often, */
    JIT_BYTES = 4096,     /* or at once for a subject of that size */
};

/* ---- memory ------------------------------------------------------------------------------------------------ */

/* A block remembers its size, which PCRE2 does not say when it frees. */
typedef struct Block {
    size_t size;
    size_t padding;
} Block;

static void *take(size_t n, void *user)
{
    KrVm *vm = user;
    Block *b = n < SIZE_MAX - sizeof *b ? kralloc_new(&vm->alloc, n + sizeof *b) : NULL;
    if (!b)
        return NULL;
    b->size = n + sizeof *b;
    return b + 1;
}

static void give(void *p, void *user)
{
    KrVm *vm = user;
    if (p)
        kralloc_free(&vm->alloc, (Block *)p - 1, ((Block *)p - 1)->size);
}

void krfree_Pattern(KrVm *vm, KrObj *o)
{
    KrPattern *p = (KrPattern *)o;
    (void)vm;
    for (int text = 0; text < 2; text++)
        for (int way = 0; way < KR_RE_WAYS; way++) {
            pcre2_code_free(p->programs[text][way].code);
            pcre2_code_free(p->programs[text][way].polling);
        }
    pcre2_match_data_free(p->match_data);
    pcre2_match_context_free(p->match_context);
    memset(p->programs, 0, sizeof p->programs);
    p->match_data = p->match_context = NULL;
}

/* ---- compiling --------------------------------------------------------------------------------------------- */

static int guard_stack(uint32_t depth, void *user)
{
    (void)depth;
    return !krstack_check(user, "");
}

/* A match that begins where it is told has no use for a look ahead for characters that it needs: that cost a walk over thousands
 * of them at each place where a tokenizer tries its patterns. */
static uint32_t options_of(const KrReTranslation *t, KrReText kind, KrReWay way, bool polling)
{
    return PCRE2_MULTILINE | PCRE2_DOTALL | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C |
           (kind == KR_RE_TEXT_UTF8 ? PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK : 0) | (t->caseless ? PCRE2_CASELESS : 0) |
           (way == KR_RE_SEARCH ? 0 : PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE) | (way == KR_RE_FULLMATCH ? PCRE2_ENDANCHORED : 0) |
           (polling ? PCRE2_AUTO_CALLOUT : 0);
}

static void raise_compile_error(KrVm *vm, KrPattern *p, int error)
{
    if (krpending_is(vm, KR_T_RecursionError))
        return;
    if (error == PCRE2_ERROR_HEAP_FAILED) {
        krraise_memory(vm);
        return;
    }
    PCRE2_UCHAR message[200];
    KrReReader r;
    if (pcre2_get_error_message(error, message, sizeof message) < 0)
        message[0] = 0;
    if (krre_reader(vm, p->source, &r))
        krre_error_at(&r, KR_RE_NOWHERE, "%s", (const char *)message);
}

static pcre2_code *compile_translation(KrVm *vm, KrPattern *p, const KrReTranslation *t, uint32_t options)
{
    pcre2_general_context *general = pcre2_general_context_create(take, give, vm);
    pcre2_compile_context *context = general ? pcre2_compile_context_create(general) : NULL;
    pcre2_code *code = NULL;
    int error = PCRE2_ERROR_HEAP_FAILED;
    size_t at;
    if (context) {
        pcre2_set_newline(context, PCRE2_NEWLINE_LF);
        pcre2_set_parens_nest_limit(context, UINT32_MAX);
        pcre2_set_compile_recursion_guard(context, guard_stack, vm);
        pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES & (options & PCRE2_UTF ? ~0u : 0u));
        code = pcre2_compile((PCRE2_SPTR)(t->out.data ? t->out.data : ""), t->out.len, options, &error, &at, context);
    }
    pcre2_compile_context_free(context);
    pcre2_general_context_free(general);
    if (!code)
        raise_compile_error(vm, p, error);
    return code;
}

static void *compile(KrVm *vm, KrPattern *p, KrReText kind, KrReWay way, bool polling)
{
    KrReTranslation t;
    pcre2_code *code = NULL;
    if (krre_translate(vm, p->source, p->flags & ~(uint32_t)KR_RE_UNICODE, kind, &t))
        code = compile_translation(vm, p, &t, options_of(&t, kind, way, polling));
    krbuf_release(&t.out);
    return code;
}

static KrReProgram *program(KrVm *vm, KrPattern *p, const KrSubject *s, KrReWay way)
{
    KrReProgram *g = &p->programs[s->kind == KR_RE_TEXT_UTF8][way];
    if (!g->code)
        g->code = compile(vm, p, s->kind, way, false);
    if (!g->code)
        return NULL;
    if (!g->jit && !g->jit_failed && (g->uses++ >= JIT_USES || s->end - s->start >= JIT_BYTES)) {
        g->jit = pcre2_jit_compile(g->code, PCRE2_JIT_COMPLETE) == 0;
        g->jit_failed = !g->jit;
    }
    return g;
}

/* ---- running ------------------------------------------------------------------------------------------------ */

static int poll_callout(pcre2_callout_block *block, void *user)
{
    (void)block;
    return krcharge(user, 1) ? 0 : PCRE2_ERROR_CALLOUT;
}

static bool make_data(KrVm *vm, KrPattern *p, pcre2_match_data **data)
{
    *data = p->match_data;
    p->match_data = NULL;
    if (*data && p->match_context)
        return true;
    pcre2_general_context *general = pcre2_general_context_create(take, give, vm);
    if (general && !*data)
        *data = pcre2_match_data_create(p->ngroups + 1, general);
    if (general && !p->match_context && (p->match_context = pcre2_match_context_create(general)))
        pcre2_set_match_limit(p->match_context, FIRST_LIMIT);
    pcre2_general_context_free(general);
    if (*data && p->match_context)
        return true;
    pcre2_match_data_free(*data);
    return krraise_memory(vm), false;
}

static int run_polling(KrVm *vm, KrPattern *p, KrReProgram *g, const KrSubject *s, size_t at, KrReWay way, uint32_t options,
                       pcre2_match_data *data)
{
    if (!g->polling && !(g->polling = compile(vm, p, s->kind, way, true)))
        return PCRE2_ERROR_CALLOUT;
    pcre2_general_context *general = pcre2_general_context_create(take, give, vm);
    pcre2_match_context *context = general ? pcre2_match_context_create(general) : NULL;
    int rc = PCRE2_ERROR_NOMEMORY;
    if (context) {
        pcre2_set_match_limit(context, UINT32_MAX);
        pcre2_set_callout(context, poll_callout, vm);
        rc = pcre2_match(g->polling, (PCRE2_SPTR)s->data, s->end, at, options | PCRE2_NO_JIT, data, context);
    }
    pcre2_match_context_free(context);
    pcre2_general_context_free(general);
    return rc;
}

static int run(KrVm *vm, KrPattern *p, const KrSubject *s, size_t at, KrReWay way, bool not_empty, pcre2_match_data *data)
{
    KrReProgram *g = program(vm, p, s, way);
    uint32_t options = not_empty ? PCRE2_NOTEMPTY_ATSTART : 0;
    int rc = PCRE2_ERROR_JIT_STACKLIMIT;
    if (!g)
        return PCRE2_ERROR_CALLOUT;
    if (g->jit)
        rc = pcre2_jit_match(g->code, (PCRE2_SPTR)s->data, s->end, at, options, data, p->match_context);
    options |= PCRE2_NO_UTF_CHECK;
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
        rc = pcre2_match(g->code, (PCRE2_SPTR)s->data, s->end, at, options | PCRE2_NO_JIT, data, p->match_context);
    if (rc == PCRE2_ERROR_MATCHLIMIT)
        rc = !krpoll(vm) ? PCRE2_ERROR_CALLOUT : run_polling(vm, p, g, s, at, way, options, data);
    return rc;
}

static void raise_run_error(KrVm *vm, int rc)
{
    if (rc == PCRE2_ERROR_CALLOUT)
        return; /* pending already */
    if (rc == PCRE2_ERROR_NOMEMORY || rc == PCRE2_ERROR_HEAPLIMIT)
        krraise_memory(vm);
    else if (rc == PCRE2_ERROR_MATCHLIMIT)
        krraise(vm, KR_T_RuntimeError, "the regular expression takes more than 4294967295 steps");
    else
        krraise(vm, KR_T_SystemError, "PCRE2 error %d", rc);
}

static void take_spans(const pcre2_match_data *data, int count, uint32_t ngroups, size_t *spans)
{
    const size_t *found = pcre2_get_ovector_pointer((pcre2_match_data *)(uintptr_t)data);
    for (uint32_t i = 0; i <= ngroups; i++) {
        bool set = i < (uint32_t)count && found[2 * i] != PCRE2_UNSET;
        spans[2 * i] = set ? found[2 * i] : KR_RE_UNSET;
        spans[2 * i + 1] = set ? found[2 * i + 1] : KR_RE_UNSET;
    }
}

int krre_run(KrVm *vm, KrPattern *p, const KrSubject *s, size_t at, KrReWay way, bool not_empty, size_t *spans)
{
    pcre2_match_data *data;
    if (at > s->end)
        return 0;
    if (!make_data(vm, p, &data))
        return -1;
    int rc = run(vm, p, s, at, way, not_empty, data);
    if (rc > 0)
        take_spans(data, rc, p->ngroups, spans);
    /* A callout may have matched with the same pattern, and left data of its own. */
    pcre2_match_data_free(p->match_data);
    p->match_data = data;
    if (rc == PCRE2_ERROR_NOMATCH)
        return krcharge(vm, (int64_t)((s->end - at) / 64) + 1) ? 0 : -1;
    if (rc < 0) {
        raise_run_error(vm, rc);
        return -1;
    }
    return krcharge(vm, (int64_t)((spans[1] - at) / 64) + 1) ? 1 : -1;
}

/* ---- subjects ------------------------------------------------------------------------------------------------ */

static bool text_subject(KrVm *vm, KrPattern *p, KrValue string, KrSubject *s)
{
    const uint8_t *data;
    if (kris_str(vm, string)) {
        if (!p->text)
            return krraise(vm, KR_T_TypeError, "cannot use a bytes pattern on a string-like object"), false;
        s->data = krstr_data(kras_str(string));
        s->size = kras_str(string)->size;
        s->kind = krstr_ascii(kras_str(string)) ? KR_RE_TEXT_ASCII : KR_RE_TEXT_UTF8;
        return true;
    }
    if (!krbuffer_check(vm, string))
        return krraise(vm, KR_T_TypeError, "expected string or bytes-like object, got '%T'", string), false;
    if (!krbuffer_get(vm, string, &data, &s->size))
        return false;
    if (p->text)
        return krraise(vm, KR_T_TypeError, "cannot use a string pattern on a bytes-like object"), false;
    s->data = (const char *)data;
    s->kind = KR_RE_TEXT_BYTES;
    return true;
}

/* A tokenizer goes on at one position after the other: a long text that is a piece of another one gets what finds them at once. */
static bool indexable(KrVm *vm, KrValue string)
{
    enum { LONG = 1024 };
    KrStr *t = kris_str(vm, string) ? kras_str(string) : NULL;
    return !t || krstr_ascii(t) || !(t->h.flags & KR_STR_EXTERNAL) || t->size <= LONG || krstr_settle(vm, t);
}

bool krre_subject(KrVm *vm, KrPattern *p, KrValue string, KrValue pos, KrValue endpos, KrSubject *s)
{
    int64_t from = 0, to = INT64_MAX;
    s->string = string;
    if (!krargs_ssize(vm, pos, &from) || !krargs_ssize(vm, endpos, &to) || (from > 0 && !indexable(vm, string)) ||
        !text_subject(vm, p, string, s))
        return false;
    bool utf8 = s->kind == KR_RE_TEXT_UTF8;
    int64_t len = utf8 ? (int64_t)kras_str(string)->len : (int64_t)s->size;
    s->pos = from < 0 ? 0 : from > len ? len : from;
    s->endpos = to < 0 ? 0 : to > len ? len : to;
    s->start = utf8 && s->pos ? krstr_offset(kras_str(string), (size_t)s->pos) : (size_t)s->pos;
    s->end = !utf8 ? (size_t)s->endpos : s->endpos == len ? s->size : krstr_offset(kras_str(string), (size_t)s->endpos);
    return true;
}
