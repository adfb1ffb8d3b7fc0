/* SPDX-License-Identifier: MIT
 * The module builtins: functions that everybody has. Those that drive iterators are stepping natives (builtins_iter.c). */
#include "modules/modules.h"
#include "object/dictcore.h"
#include "vm/ops.h"

/// module builtins
/// Built-in functions, types, exceptions, and other objects.

/* ---- attributes ------------------------------------------------------------------------------------------------------------- */

static const KrStr *attribute_name(KrVm *vm, KrValue name)
{
    if (kris_str(vm, name))
        return krintern(vm, kras_str(name));
    krraise(vm, KR_T_TypeError, "attribute name must be string, not '%T'", name);
    return NULL;
}

/// builtins.getattr(object, name, default=None, /)
/// Get a named attribute from an object.
KR_NATIVE(builtins_getattr)
{
    const KrStr *name = attribute_name(vm, a[1]);
    if (!name)
        return KR_RAISED;
    if (a[2] == KR_EMPTY)
        return krobj_getattr(vm, a[0], name);
    KrValue v = krobj_lookup(vm, a[0], name);
    return v == KR_EMPTY ? a[2] : v;
}

/// builtins.setattr(obj, name, value, /)
/// Sets the named attribute on the given object to the specified value.
KR_NATIVE(builtins_setattr)
{
    const KrStr *name = attribute_name(vm, a[1]);
    return name && krobj_setattr(vm, a[0], name, a[2]) ? KR_NONE : KR_RAISED;
}

/// builtins.delattr(obj, name, /)
/// Deletes the named attribute from the given object.
KR_NATIVE(builtins_delattr)
{
    const KrStr *name = attribute_name(vm, a[1]);
    return name && krobj_setattr(vm, a[0], name, KR_EMPTY) ? KR_NONE : KR_RAISED;
}

/// builtins.hasattr(obj, name, /)
/// Return whether the object has an attribute with the given name.
KR_NATIVE(builtins_hasattr)
{
    const KrStr *name = attribute_name(vm, a[1]);
    KrValue v = name ? krobj_lookup(vm, a[0], name) : KR_RAISED;
    return v == KR_RAISED ? v : krbool(v != KR_EMPTY);
}

/// builtins.vars(object=None, /)
/// Show vars.
KR_NATIVE(builtins_vars)
{
    if (a[0] == KR_EMPTY)
        return krn_builtins_locals(vm, a, 0);
    KrValue v = krobj_lookup(vm, a[0], KR_NAME(__dict__));
    return v != KR_EMPTY ? v : krraise(vm, KR_T_TypeError, "vars() argument must have __dict__ attribute");
}

/// builtins.dir(object=None, /)
/// Show attributes of an object.
KR_NATIVE(builtins_dir)
{
    KrValue names;
    if (a[0] == KR_EMPTY) {
        KrValue locals = krn_builtins_locals(vm, a, 0);
        names = locals == KR_RAISED ? locals : krvalue_or_raised(krobj_list(vm, locals));
    } else {
        names = krcall_given_dunder(vm, KR_D_dir, a[0], NULL, 0);
    }
    KR_TRY(names);
    KrList *list = krlist_with_capacity(vm, 0);
    return list && krlist_extend(vm, list, names) && krlist_sort(vm, list, KR_EMPTY, false) ? krvalue(list) : KR_RAISED;
}

/* ---- numbers ------------------------------------------------------------------------------------------------------------------ */

/// builtins.abs(x, /)
/// Return the absolute value of the argument.
KR_NATIVE(builtins_abs)
{
    return krobj_unary(vm, KR_D_abs, a[0]);
}

/// builtins.divmod(x, y, /)
/// Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.
KR_NATIVE(builtins_divmod)
{
    return krobj_binary(vm, KR_D_divmod, a[0], a[1]);
}

/// builtins.pow(base, exp, mod=None)
/// Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.
KR_NATIVE(builtins_pow)
{
    if (a[2] == KR_EMPTY || a[2] == KR_NONE)
        return krobj_binary(vm, KR_D_pow, a[0], a[1]);
    if (krint_check(vm, a[0]) && krint_check(vm, a[1]) && krint_check(vm, a[2]))
        return krint_pow(vm, a[0], a[1], a[2]);
    KrValue v = krcall_dunder(vm, KR_D_pow, a[0], &a[1], 2);
    bool native = (v == KR_EMPTY || v == KR_NOTIMPLEMENTED) && krint_check(vm, a[0]);
    if (native && (krfloat_check(vm, a[1]) || krfloat_check(vm, a[2])))
        return krraise(vm, KR_T_TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
    if (v == KR_EMPTY || v == KR_NOTIMPLEMENTED)
        return krraise(vm, KR_T_TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a[0], a[1], a[2]);
    return v;
}

/// builtins.round(number, ndigits=None)
/// Round a number to a given precision in decimal digits.
KR_NATIVE(builtins_round)
{
    bool given = a[1] != KR_EMPTY && a[1] != KR_NONE;
    KrValue v = krcall_dunder(vm, KR_D_round, a[0], &a[1], given);
    return v != KR_EMPTY ? v : krraise(vm, KR_T_TypeError, "type %T doesn't define __round__ method", a[0]);
}

static KrValue prefixed(KrVm *vm, KrValue v, int base, const char *prefix)
{
    v = krobj_index(vm, v);
    KrValue text = v == KR_RAISED ? v : krint_to_str(vm, v, base);
    KR_TRY(text);
    bool negative = krint_is_negative(v);
    KrStr *s = kras_str(text);
    return krvalue_or_raised(krstr_printf(vm, "%s%s%s", negative ? "-" : "", prefix, krstr_data(s) + negative));
}

/// builtins.bin(number, /)
/// Return the binary representation of an integer.
KR_NATIVE(builtins_bin)
{
    return prefixed(vm, a[0], 2, "0b");
}

/// builtins.oct(number, /)
/// Return the octal representation of an integer.
KR_NATIVE(builtins_oct)
{
    return prefixed(vm, a[0], 8, "0o");
}

/// builtins.hex(number, /)
/// Return the hexadecimal representation of an integer.
KR_NATIVE(builtins_hex)
{
    return prefixed(vm, a[0], 16, "0x");
}

/// builtins.chr(i, /)
/// Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.
KR_NATIVE(builtins_chr)
{
    int64_t c;
    if (!krobj_as_i64(vm, a[0], &c, true))
        return KR_RAISED;
    if (c < 0 || c > 0x10FFFF)
        return krraise(vm, KR_T_ValueError, "chr() arg not in range(0x110000)");
    return krvalue_or_raised(krstr_char(vm, (uint32_t)c));
}

/// builtins.ord(character, /)
/// Return the ordinal value of a character.
KR_NATIVE(builtins_ord)
{
    size_t size;
    const uint8_t *data;
    if (kris_str(vm, a[0])) {
        if (kras_str(a[0])->len == 1)
            return krsmall(krstr_at(kras_str(a[0]), 0));
        size = kras_str(a[0])->len;
    } else if (kris_exact(a[0], KR_T_bytes) || kris_exact(a[0], KR_T_bytearray)) {
        if (!krbuffer_get(vm, a[0], &data, &size))
            return KR_RAISED;
        if (size == 1)
            return krsmall(data[0]);
    } else {
        return krraise(vm, KR_T_TypeError, "ord() expected string of length 1, but %T found", a[0]);
    }
    return krraise(vm, KR_T_TypeError, "ord() expected a character, but string of length %zu found", size);
}

/* ---- objects -------------------------------------------------------------------------------------------------------------------- */

/// builtins.len(obj, /)
/// Return the number of items in a container.
KR_NATIVE(builtins_len)
{
    if (kris_exact(a[0], KR_T_list))
        return krsmall((int64_t)kras_list(a[0])->n);
    if (kris_exact(a[0], KR_T_str))
        return krsmall((int64_t)kras_str(a[0])->len);
    int64_t length = krobj_len(vm, a[0]);
    return length < 0 ? KR_RAISED : krint_from(vm, length);
}

/// builtins.id(obj, /)
/// Return the identity of an object.
KR_NATIVE(builtins_id)
{
    return krint_from_u64(vm, kris_ptr(a[0]) ? a[0] : (a[0] << 1 | 1) & 0x7FFFFFFFFFFFFFFF);
}

/// builtins.hash(obj, /)
/// Return the hash value for the given object.
KR_NATIVE(builtins_hash)
{
    uint64_t h;
    if (!krobj_hash(vm, a[0], &h))
        return KR_RAISED;
    return krint_from(vm, (int64_t)h);
}

/// builtins.repr(obj, /)
/// Return the canonical string representation of the object.
KR_NATIVE(builtins_repr)
{
    return krobj_repr(vm, a[0]);
}

/// builtins.ascii(obj, /)
/// Return an ASCII-only representation of an object.
KR_NATIVE(builtins_ascii)
{
    return krobj_ascii(vm, a[0]);
}

/// builtins.format(value, format_spec='', /)
/// Return type(value).__format__(value, format_spec)
KR_NATIVE(builtins_format)
{
    if (a[1] != KR_EMPTY && !kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "format() argument 2 must be str, not %T", a[1]);
    return krobj_format(vm, a[0], a[1] == KR_EMPTY ? krvalue(vm->empty_str) : a[1]);
}

/// builtins.callable(obj, /)
/// Return whether the object is callable (i.e., some kind of function).
KR_NATIVE(builtins_callable)
{
    return krbool(krdunder(vm, krtype_of(vm, a[0]), KR_D_call) != KR_EMPTY);
}

/// builtins.isinstance(obj, class_or_tuple, /)
/// Return whether an object is an instance of a class or of a subclass thereof.
KR_NATIVE(builtins_isinstance)
{
    int is = krobj_isinstance(vm, a[0], a[1]);
    return is < 0 ? KR_RAISED : krbool(is);
}

/// builtins.issubclass(cls, class_or_tuple, /)
/// Return whether 'cls' is derived from another class or is the same class.
KR_NATIVE(builtins_issubclass)
{
    int is = krobj_issubclass(vm, a[0], a[1]);
    return is < 0 ? KR_RAISED : krbool(is);
}

/// builtins.iter(object, sentinel=None, /)
/// Get an iterator from an object.
KR_NATIVE(builtins_iter)
{
    if (a[1] == KR_EMPTY)
        return krobj_iter(vm, a[0]);
    if (krdunder(vm, krtype_of(vm, a[0]), KR_D_call) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "iter(v, w): v must be callable");
    KrWrapped *w = krheap_new(vm, KR_T_callable_iterator, sizeof *w);
    if (!w)
        return KR_RAISED;
    krstore(vm, w, &w->value, a[0]);
    krstore(vm, w, &w->other, a[1]);
    return krvalue(w);
}

/// builtins.aiter(async_iterable, /)
/// Return an AsyncIterator for an AsyncIterable object.
KR_NATIVE(builtins_aiter)
{
    KrValue it = krcall_dunder(vm, KR_D_aiter, a[0], NULL, 0);
    if (it == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "'%T' object is not an async iterable", a[0]);
    if (it != KR_RAISED && krdunder(vm, krtype_of(vm, it), KR_D_anext) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "aiter() returned not an async iterator of type '%T'", it);
    return it;
}

/// builtins.anext(async_iterator, default=None, /)
/// Return the next item from the async iterator.
KR_NATIVE(builtins_anext)
{
    KrValue next = krcall_dunder(vm, KR_D_anext, a[0], NULL, 0);
    if (next == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "'%T' object is not an async iterator", a[0]);
    if (next == KR_RAISED || a[1] == KR_EMPTY)
        return next;
    KrValue helper = krmodule_import(vm, "_krait");
    KrValue args[2] = {next, a[1]};
    return helper == KR_RAISED ? helper : krcall_method(vm, helper, KR_NAME(anext_or), args, 2);
}

/// builtins.breakpoint(*args, **kws)
/// Call sys.breakpointhook(*args, **kws). sys.breakpointhook() must accept whatever arguments are passed.
KR_NATIVE(builtins_breakpoint)
{
    KrValue hook = krobj_lookup(vm, vm->sys, KR_NAME(breakpointhook));
    KR_TRY(hook);
    if (hook == KR_EMPTY)
        return krraise(vm, KR_T_RuntimeError, "lost sys.breakpointhook");
    KrTuple *args = krtuple_new(vm, &a[1], n - 1);
    return args ? krcall_ex(vm, hook, args, a[0] == KR_EMPTY ? NULL : kras_dict(a[0])) : KR_RAISED;
}

/// builtins.help(*request)
/// Print help about an object, or about what a name in a str means.
KR_NATIVE(builtins_help)
{
    KrValue module = krmodule_import(vm, "_help"), fn = module == KR_RAISED ? module : krobj_getattr(vm, module, KR_NAME(help));
    KR_TRY(fn);
    return krcall(vm, fn, a, n);
}

/* ---- scopes ---------------------------------------------------------------------------------------------------------------------- */

/// builtins.globals()
/// Return the dictionary containing the current scope's global variables.
KR_NATIVE(builtins_globals)
{
    KrFrame *f = krvm_python_frame(vm);
    return f ? krvalue(f->func->globals) : krraise(vm, KR_T_SystemError, "globals() needs a running frame");
}

/// builtins.locals()
/// Return a dictionary containing the current scope's local variables.
KR_NATIVE(builtins_locals)
{
    KrFrame *f = krvm_python_frame(vm);
    return f ? krframe_snapshot(vm, f) : krraise(vm, KR_T_SystemError, "locals() needs a running frame");
}

/* ---- input and output ------------------------------------------------------------------------------------------------------------ */

static bool write_text(KrVm *vm, KrValue file, KrValue text)
{
    return krcall_method(vm, file, KR_NAME(write), &text, 1) != KR_RAISED;
}

static bool print_separator(KrVm *vm, KrValue *v, const char *what, const char *plain)
{
    if (*v == KR_EMPTY || *v == KR_NONE) {
        *v = krvalue_or_raised(krstr_text(vm, plain));
        return *v != KR_RAISED;
    }
    if (kris_str(vm, *v))
        return true;
    krraise(vm, KR_T_TypeError, "%s must be None or a string, not %T", what, *v);
    return false;
}

/// builtins.print(*args, sep=' ', end='\n', file=None, flush=False)
/// Prints the values to a stream, or to sys.stdout by default.
KR_NATIVE(builtins_print)
{
    KrValue sep = a[0], end = a[1], file = a[2];
    if (file == KR_EMPTY || file == KR_NONE) {
        file = krobj_lookup(vm, vm->sys, KR_NAME(stdout));
        if (file == KR_EMPTY)
            return krraise(vm, KR_T_RuntimeError, "lost sys.stdout");
        if (file == KR_NONE || file == KR_RAISED)
            return file;
    }
    if (!print_separator(vm, &sep, "sep", " ") || !print_separator(vm, &end, "end", "\n"))
        return KR_RAISED;
    /* One write: text is put together first. */
    KrBuf b = krbuf_init(&vm->alloc);
    for (uint32_t i = 4; i < n; i++) {
        KrValue text = krobj_str(vm, a[i]);
        if (text == KR_RAISED)
            return krbuf_release(&b), KR_RAISED;
        if (i > 4)
            krbuf_str(&b, kras_str(sep));
        krbuf_str(&b, kras_str(text));
    }
    krbuf_str(&b, kras_str(end));
    KrStr *whole = krstr_from_buf(vm, &b);
    if (!whole || !write_text(vm, file, krvalue(whole)))
        return KR_RAISED;
    int flush = a[3] == KR_EMPTY ? 0 : krobj_true(vm, a[3]);
    if (flush > 0)
        return krcall_method(vm, file, KR_NAME(flush), NULL, 0) == KR_RAISED ? KR_RAISED : KR_NONE;
    return flush < 0 ? KR_RAISED : KR_NONE;
}

/// builtins.input(prompt='', /)
/// Read a string from standard input.  The trailing newline is stripped.
KR_NATIVE(builtins_input)
{
    KrValue out = krobj_getattr(vm, vm->sys, KR_NAME(stdout)), source = krobj_getattr(vm, vm->sys, KR_NAME(stdin));
    if (out == KR_RAISED || source == KR_RAISED)
        return KR_RAISED;
    if (a[0] != KR_EMPTY) {
        KrValue text = krobj_str(vm, a[0]);
        if (text == KR_RAISED || !write_text(vm, out, text))
            return KR_RAISED;
    }
    if (krcall_method(vm, out, KR_NAME(flush), NULL, 0) == KR_RAISED)
        return KR_RAISED;
    KrValue line = krcall_method(vm, source, KR_NAME(readline), NULL, 0);
    KR_TRY(line);
    if (!kris_str(vm, line))
        return krraise(vm, KR_T_TypeError, "object.readline() returned non-string");
    KrStr *s = kras_str(line);
    if (!s->size)
        return krraise(vm, KR_T_EOFError, "EOF when reading a line");
    size_t size = s->size - (krstr_data(s)[s->size - 1] == '\n');
    return krvalue_or_raised(krstr_sub(vm, s, 0, size));
}

/* ---- classes ----------------------------------------------------------------------------------------------------------------------- */

/* Bases that are no classes say through __mro_entries__ what stands for them. */
static KrTuple *resolve_bases(KrVm *vm, KrValue *bases, uint32_t n, bool *changed)
{
    KrList *out = krlist_with_capacity(vm, n);
    *changed = false;
    for (uint32_t i = 0; out && i < n; i++) {
        KrValue hook = kris_type(vm, bases[i]) ? KR_EMPTY : krobj_lookup(vm, bases[i], KR_NAME(__mro_entries__));
        if (hook == KR_RAISED)
            return NULL;
        if (hook == KR_EMPTY) {
            if (!krlist_append(vm, out, bases[i]))
                return NULL;
            continue;
        }
        KrTuple *all = krtuple_new(vm, bases, n);
        KrValue arg = krvalue(all);
        KrValue entries = all ? krcall(vm, hook, &arg, 1) : KR_RAISED;
        if (entries != KR_RAISED && !kris_exact(entries, KR_T_tuple))
            krraise(vm, KR_T_TypeError, "__mro_entries__ must return a tuple");
        if (vm->exec->pending || !krlist_extend(vm, out, entries))
            return NULL;
        *changed = true;
    }
    return out ? krtuple_new(vm, out->n ? out->items->at : NULL, out->n) : NULL;
}

static KrValue choose_metaclass(KrVm *vm, KrTuple *bases, KrDict *kwargs)
{
    KrValue meta = kwargs ? krdict_get_name(vm, kwargs, KR_NAME(metaclass)) : KR_EMPTY;
    if (meta != KR_EMPTY)
        krdict_delete_name(vm, kwargs, KR_NAME(metaclass));
    else
        meta = bases->n ? krvalue(krtype_of(vm, bases->at[0])) : krvalue(KR_TYPE_OF(type));
    if (!kris_type(vm, meta))
        return meta;
    for (size_t i = 0; i < bases->n; i++)
        if (!kris_type(vm, krvalue(krtype_of(vm, bases->at[i]))))
            return meta;
    return krvalue_or_raised(krtype_metaclass(vm, kras_type(meta), bases));
}

static KrValue prepare_namespace(KrVm *vm, KrValue meta, KrValue name, KrTuple *bases, KrDict *kwargs)
{
    if (meta == krvalue(KR_TYPE_OF(type)))
        return krvalue_or_raised(krdict_new(vm));
    KrValue prepare = krobj_lookup(vm, meta, KR_NAME(__prepare__));
    if (prepare == KR_EMPTY)
        return krvalue_or_raised(krdict_new(vm));
    KrTuple *args = prepare == KR_RAISED ? NULL : krtuple_of(vm, 2, name, krvalue(bases));
    KrValue ns = args ? krcall_ex(vm, prepare, args, kwargs) : KR_RAISED;
    if (ns != KR_RAISED && krdunder(vm, krtype_of(vm, ns), KR_D_getitem) == KR_EMPTY) {
        if (kris_type(vm, meta))
            return krraise(vm, KR_T_TypeError, "%N.__prepare__() must return a mapping, not %T", kras_type(meta), ns);
        return krraise(vm, KR_T_TypeError, "<metaclass>.__prepare__() must return a mapping, not %T", ns);
    }
    return ns;
}

static bool check_class_cell(KrVm *vm, KrValue cell, KrValue cls, KrValue name)
{
    if (!kris_exact(cell, KR_T_cell) || !kris_type(vm, cls))
        return true;
    KrValue in_cell = ((KrCell *)kras_obj(cell))->value;
    if (in_cell == cls)
        return true;
    if (in_cell == KR_EMPTY)
        krraise(vm, KR_T_RuntimeError, "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?", name, cls);
    else
        krraise(vm, KR_T_TypeError, "__class__ set to %R defining %R as %R", in_cell, name, cls);
    return false;
}

/// builtins.__build_class__(func, name, /, *bases, **kwds)
/// Internal helper function used by the class statement.
KR_NATIVE(builtins___build_class__)
{
    if (!kris_exact(a[0], KR_T_function))
        return krraise(vm, KR_T_TypeError, "__build_class__: func must be a function");
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__build_class__: name is not a string");
    bool changed;
    KrDict *kwargs = a[2] == KR_EMPTY ? NULL : krdict_copy(vm, kras_dict(a[2]));
    KrTuple *bases = resolve_bases(vm, &a[3], n - 3, &changed);
    if (!bases)
        return KR_RAISED;
    KrValue meta = choose_metaclass(vm, bases, kwargs);
    KrValue ns = meta == KR_RAISED ? meta : prepare_namespace(vm, meta, a[1], bases, kwargs);
    KR_TRY(ns);
    KrFunc *body = (KrFunc *)kras_obj(a[0]);
    KrValue cell = krrun_code(vm, body->code, body->globals, ns, body->closure);
    KR_TRY(cell);
    if (changed) {
        KrTuple *original = krtuple_new(vm, &a[3], n - 3);
        if (!original || !krobj_setitem(vm, ns, krvalue(KR_NAME(__orig_bases__)), krvalue(original)))
            return KR_RAISED;
    }
    KrTuple *args = krtuple_of(vm, 3, a[1], krvalue(bases), ns);
    KrValue cls = args ? krcall_ex(vm, meta, args, kwargs) : KR_RAISED;
    if (cls == KR_RAISED || !check_class_cell(vm, cell, cls, a[1]))
        return KR_RAISED;
    return cls;
}

/* ---- the module ---------------------------------------------------------------------------------------------------------------------- */

static bool is_shown(uint32_t type)
{
    const KrType *t = &krtypes[type];
    bool shown = t->flags & KR_TF_EXCEPTION || !(t->flags & (KR_TF_HIDDEN | KR_TF_NO_NEW));
    return shown && *t->module == 'b' && !strcmp(t->module, "builtins") && krbuiltins_exports(type);
}

enum { FURTHER_NAMES = 10 }; /* constants, second names, exit and quit */

KR_MODULE_INIT(builtins)
{
    KrDict *d = ((KrModule *)kras_obj(module))->dict;
    uint32_t shown = 0;
    for (uint32_t i = 1; i < KR_T_COUNT; i++)
        shown += is_shown(i);
    if (!krdict_reserve(vm, d, d->live + shown + FURTHER_NAMES))
        return false;
    for (uint32_t i = 1; i < KR_T_COUNT; i++)
        if (is_shown(i) && !krdict_set_name(vm, d, krtypes[i].name, krvalue(&krtypes[i])))
            return false;
    static const struct {
        const char *name;
        KrValue value;
    } constants[] = {{"None", KR_NONE}, {"False", KR_FALSE}, {"True", KR_TRUE}, {"Ellipsis", KR_ELLIPSIS}, {"NotImplemented", KR_NOTIMPLEMENTED}};
    for (uint32_t i = 0; i < KR_COUNT(constants); i++) {
        const KrStr *name = krintern_text(vm, constants[i].name, strlen(constants[i].name));
        if (!name || !krdict_set_name(vm, d, name, constants[i].value))
            return false;
    }
    return krdict_set_name(vm, d, KR_NAME(__debug__), krbool(!vm->optimize)) &&
           krdict_set_name(vm, d, KR_NAME(EnvironmentError), krvalue(KR_TYPE_OF(OSError))) &&
           krdict_set_name(vm, d, KR_NAME(IOError), krvalue(KR_TYPE_OF(OSError)));
}

/* Classes of builtins that its namespace does not show: they are found through types and type(). */
bool krbuiltins_exports(uint32_t type)
{
    static const uint8_t inner[] = {KR_T_NoneType, KR_T_NotImplementedType, KR_T_ellipsis, KR_T_function, KR_T_code, KR_T_cell, KR_T_module, KR_T_method,
                                    KR_T_mappingproxy, KR_T_traceback};
    for (uint32_t i = 0; i < KR_COUNT(inner); i++)
        if (inner[i] == type)
            return false;
    return true;
}
