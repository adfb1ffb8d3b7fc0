/* SPDX-License-Identifier: MIT
 * What the prompt and --dis need: lines that become statements, code as text. */
#include "api/host.h"

#include "vm/disasm.h"

static kr_value out(KrValue v)
{
    return (kr_value){v};
}

kr_value kr_disasm(kr_vm *host, kr_value code)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (!krgiven(vm, code))
        return out(KR_RAISED);
    if (!kris_exact(code.bits, KR_T_code))
        return out(krraise(vm, KR_T_TypeError, "kr_disasm() takes code, not '%T'", code.bits));
    KrBuf b = krbuf_init(&vm->alloc);
    if (krdisasm(vm, (KrCode *)kras_obj(code.bits), &b))
        return out(krvalue_or_raised(krstr_from_buf(vm, &b)));
    krbuf_release(&b);
    return out(KR_RAISED);
}

/* A block is complete when an empty line ends it: until then its last line belongs to it. */
static bool may_go_on(const char *text, size_t n, bool *empty_line)
{
    const char *last = n > 1 ? memrchr(text, '\n', n - 1) : NULL;
    last = last ? last + 1 : text;
    *empty_line = strspn(last, " \t\n") >= (size_t)(text + n - last);
    return last != text && (*last == ' ' || *last == '\t') && !*empty_line;
}

/* The first line opens a block: a colon ends it, or it is a decorator. */
static bool opens_block(const char *text, size_t n)
{
    static const char *const words[] = {"if", "while", "for", "try", "with", "def", "class", "async", "match"};
    size_t word = strcspn(text, " \t:(\n");
    if (n && *text == '@')
        return true;
    for (size_t i = 0; i < KR_COUNT(words); i++)
        if (strlen(words[i]) == word && !memcmp(text, words[i], word))
            return memchr(text, ':', n) != NULL;
    return false;
}

static int run_typed(KrVm *vm, KrCode *code)
{
    KrValue main = krdict_get_name(vm, vm->modules, KR_NAME(__main__));
    if (!code || main == KR_EMPTY)
        return -1;
    if (krrun_code(vm, code, ((KrModule *)kras_obj(main))->dict, KR_EMPTY, NULL) == KR_RAISED)
        return -1;
    krhost_flush(vm); /* what was printed comes before the next prompt */
    return 0;
}

int kr_repl_push(kr_vm *host, const char *line)
{
    KR_ENTER(vm, host, -1);
    KrBuf *typed = &krhost(vm)->typed;
    if (!line) {
        atomic_fetch_and(&vm->flags, ~(uint32_t)KR_FLAG_INTERRUPT);
        typed->len = 0;
        return 0;
    }
    krbuf_text(typed, line);
    krbuf_char(typed, '\n');
    if (typed->failed) {
        krbuf_release(typed);
        return krraise_memory(vm), -1;
    }
    bool incomplete = false, empty_line;
    bool block = may_go_on(typed->data, typed->len, &empty_line);
    if (typed->len == strspn(typed->data, " \t\n")) {
        typed->len = 0;
        return 0;
    }
    KrStr *name = krstr_text(vm, "<stdin>");
    KrCode *code = name ? krsource_compile(vm, typed->data, typed->len, name, KR_COMPILE_SINGLE, KR_COMPILE_INTERACTIVE, &incomplete) : NULL;
    bool wait = incomplete || (code && (block || (opens_block(typed->data, typed->len) && !empty_line)));
    if (wait) {
        krpending_clear(vm);
        return 1;
    }
    typed->len = 0;
    return run_typed(vm, code);
}
