/* SPDX-License-Identifier: MIT
 * krait: a Python that lives in a C program. This header is the whole interface and its manual.
 *
 * A kr_vm is one interpreter. There may be any number of them; each is used by one thread at a time. A kr_value is a
 * Python object or, for the small ones, the thing itself; there is nothing to free. Values in local variables are kept
 * alive by themselves, and by pointers in local variables into their text or storage (kr_utf8(), kr_object()). What is kept
 * anywhere else (the heap, globals) needs kr_hold().
 *
 * A function that can fail returns KR_ERROR, NULL, false or a negative number; then an exception is pending in the VM,
 * which kr_catch() takes out. What failed may be passed on: a function that is given KR_ERROR fails likewise; while an
 * exception is pending no Python function is run. Nothing in the library ends the process, prints, or installs signal handlers.
 *
 * Pointers must not be NULL where nothing is said of it, and a value must be one of the VM that it is given to: with KR_DEV_MODE
 * the VM looks, and raises SystemError. */
#ifndef KRAIT_H
#define KRAIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KR_API __attribute__((visibility("default")))

typedef struct kr_vm kr_vm;
typedef struct kr_ref kr_ref;
typedef struct {
    uint64_t bits;
} kr_value;

/* "An exception is pending", as a value. */
#define KR_ERROR_BITS 0xFFFE000000000008u
#ifdef __cplusplus
#define KR_ERROR (kr_value{KR_ERROR_BITS})
#else
#define KR_ERROR ((kr_value){KR_ERROR_BITS})
#endif
static inline bool kr_failed(kr_value v)
{
    return v.bits == KR_ERROR_BITS;
}
/* A run has stopped in the middle because the host wanted it: see kr_resume(). */
#define KR_PAUSED_BITS 0xFFFE00000000000Au
static inline bool kr_paused(kr_value v)
{
    return v.bits == KR_PAUSED_BITS;
}

/* ---- errors ------------------------------------------------------------------------------------------------------ */

typedef enum kr_kind {
    KR_KIND_NONE,
    KR_KIND_ERROR,  /* an exception */
    KR_KIND_EXIT,   /* SystemExit: `code` is the status that the program asks for */
    KR_KIND_KILLED, /* kr_interrupt(vm, KR_KILL) */
    KR_KIND_OOM,    /* MemoryError */
    KR_KIND_INTERRUPT, /* KeyboardInterrupt */
    KR_KIND_BUSY,  /* another thread is in the VM: this call did nothing */
    KR_KIND_STACK, /* the C stack is none that the VM knows: this call did nothing; see kr_bind_stack() */
} kr_kind;

typedef struct kr_frame {
    const char *file, *function;
    int line, column;         /* lines from 1; columns in bytes from 0, -1 where unknown */
    int end_line, end_column;
} kr_frame;

/* The texts are valid until the next kr_catch() of the VM, or kr_free(). */
typedef struct kr_error {
    size_t size;         /* sizeof(kr_error), set by the caller; 0 counts as that of version 0.1 */
    kr_kind kind;
    int code;            /* KR_KIND_EXIT */
    const char *type;    /* name of the class */
    const char *message; /* str(exception) */
    const char *text;    /* with traceback, as CPython prints it; for KR_KIND_EXIT what is to be printed, or "" */
    kr_value exception;
    const kr_frame *frames; /* where it passed, the outermost first; of a SyntaxError the last is the place in the source */
    size_t nframes;
} kr_error;

/* Takes the pending exception; false if there is none. `out` may be NULL: it is dropped. */
KR_API bool kr_catch(kr_vm *vm, kr_error *out);
/* Makes an exception pending: `type` is a class of builtins ("ValueError") or of an imported module ("game.GameError"), the message
 * a printf format. One that is pending already is dropped. */
KR_API kr_value kr_raise(kr_vm *vm, const char *type, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same for an exception that the host has: one that it caught, an instance it made, or a class. */
KR_API kr_value kr_throw(kr_vm *vm, kr_value exception);
/* Prints an exception through sys.excepthook. */
KR_API void kr_report(kr_vm *vm, kr_value exception);

/* ---- life cycle ---------------------------------------------------------------------------------------------------- */

/* As realloc(): p has `old` bytes; size 0 frees. Blocks are aligned to `align`. */
typedef void *(*kr_alloc_fn)(void *user, void *p, size_t old, size_t size, size_t align);

enum {
    KR_OPTIMIZE = 1,           /* no assert statements, __debug__ is False */
    KR_DEV_MODE = 4,           /* more checks and warnings; of values that the host gives, too */
    KR_UNBUFFERED = 16,        /* standard output is written at once */
    KR_LOOP_DEBUG = 32,        /* event loops begin in asyncio's debug mode */
    KR_IGNORE_ENVIRONMENT = 64 /* only what sys.flags says of it */
};

/* What a VM may do outside its own memory. Without it, PermissionError tells what the host has not granted; os.environ is empty,
 * sys.path leads nowhere but to the library. Clocks, random numbers, timers of the loop, and writing to the process' standard
 * output and error are always allowed; these two go to `write` if there is one. A VM that may use descriptors can use any that
 * the process has open. */
enum {
    KR_CAP_FILES = 1,        /* files, folders, descriptors; import from sys.path; source lines in tracebacks */
    KR_CAP_NETWORK = 2,      /* sockets, names of hosts */
    KR_CAP_PROCESS = 4,      /* start, signal and wait for processes; os._exit(), os.abort(); what is the whole process': its folder,
                                umask, limits, signal handlers */
    KR_CAP_ENVIRONMENT = 8,  /* environment variables; users and groups, the machine's name and load, sys.executable */
    KR_CAP_STDIN = 16,       /* the process' standard input */
    KR_CAP_EXTENSIONS = 32,  /* shared objects with modules */
    KR_CAP_ALL = 0x7fffffff,
};

/* A module's source, as the host has it. */
typedef struct kr_source {
    size_t size;      /* sizeof(kr_source), set by the VM */
    const char *text; /* n bytes, read before the callback is called again */
    size_t n;
    const char *file; /* for tracebacks and __file__; NULL: "<NAME>" */
    bool package;     /* has submodules */
} kr_source;

enum { KR_SIGNAL_DEFAULT, KR_SIGNAL_IGNORE, KR_SIGNAL_HANDLE };

typedef struct kr_config {
    size_t size;          /* sizeof(kr_config): members that a later version adds count as zero */
    kr_alloc_fn alloc;    /* NULL: the C library's */
    void *alloc_user;
    size_t memory_limit;  /* bytes; 0: none */
    uint32_t depth_limit; /* frames; 0: 1000 */
    uint32_t options;     /* KR_OPTIMIZE ... */
    void *user;           /* kr_user() */
    /* Sets what a signal does to the process, for the module signal: with KR_SIGNAL_HANDLE a handler of the host's that calls
     * kr_signal(). 0, or an error number. NULL: signal.signal() fails. `user` is what is above. */
    int (*set_signal)(void *user, int number, int action);
    uint32_t capabilities; /* KR_CAP_...; 0: none */
    /* Takes what is written to sys.stdout (stream 1) and sys.stderr (2), tracebacks too: n bytes of whole UTF-8 characters, not
     * ended by a NUL. stdout comes at the end of a line or when it is flushed. False: OSError. It must not call the VM. NULL: the
     * process' own. */
    bool (*write)(void *user, int stream, const char *utf8, size_t n);
    /* Reads for sys.stdin and input(): the number of bytes, at most `room`, as a rule a line; 0 at the end, -1: OSError. It must
     * not call the VM. NULL: the process' own, with KR_CAP_STDIN. */
    ptrdiff_t (*read)(void *user, char *to, size_t room);
    /* The source of a module that is not built in; asked before sys.path and the library. `name` has dots for a submodule. False: there
     * is none, or with kr_raise() that fails. */
    bool (*import)(kr_vm *vm, const char *name, kr_source *out);
} kr_config;

/* NULL config: the defaults, no capability. NULL on failure; `err`, if not NULL, then says why. */
KR_API kr_vm *kr_new(const kr_config *config, kr_error *err);
/* Runs what atexit knows and flushes files; false if that failed. kr_free() does not do it. */
KR_API bool kr_finish(kr_vm *vm);
/* Ends it and frees all that it has, handles too, without running Python: what files and sys.stdout still keep is lost after no
 * kr_finish(). False, and nothing was done: the VM is in use, by another thread or below the host's function that calls this. */
KR_API bool kr_free(kr_vm *vm);
KR_API void *kr_user(kr_vm *vm);
/* A VM is used by one thread at a time, which may be another each time. A second one that comes while a call of the first has
 * not returned gets KR_ERROR (NULL, false, a negative number) and kr_catch() tells it KR_KIND_BUSY; the VM is unharmed. Two that
 * come to an idle VM in the same few nanoseconds are not told apart.
 *
 * Stacks of threads are known. That of a fiber lies between `low` and `high`: say so before the first call from it, and with `high`
 * NULL before it is freed. From an unknown one calls fail with KR_KIND_STACK. Calls nest also across stacks: while a function of
 * the host's that the VM called on one stack has not returned, another may enter, and has to return first. Values in local
 * variables are kept alive of the stack that runs, and of those on which the VM waits for a function of the host's, as far as the
 * last call into the VM from there could see; what any other fiber keeps, needs kr_hold(). False: memory is exhausted. */
KR_API bool kr_bind_stack(kr_vm *vm, void *low, void *high);
/* sys.argv. */
KR_API bool kr_set_argv(kr_vm *vm, int argc, const char *const *argv);
KR_API const char *kr_version(void);

/* ---- code ------------------------------------------------------------------------------------------------------------ */

typedef enum kr_mode { KR_EXEC /* statements */, KR_EVAL /* an expression */, KR_SINGLE /* a line of a prompt */ } kr_mode;

/* n bytes of source in the encoding that they declare (UTF-8 if none). Tracebacks name `file`; NULL is "<string>". */
KR_API kr_value kr_compile(kr_vm *vm, const char *source, size_t n, const char *file, kr_mode mode);
/* Runs code in the namespace of a module, or in a dict: the value of an expression, or None. */
KR_API kr_value kr_run(kr_vm *vm, kr_value code, kr_value module);
/* Calls anything callable with n arguments by position. */
KR_API kr_value kr_call(kr_vm *vm, kr_value fn, const kr_value *args, size_t n);
/* Goes on with the kr_run() or call that has paused, and gives what that would give. They pause if the host asks for it
 * by kr_interrupt(vm, KR_PAUSE) or KR_LIMIT_PAUSE, not otherwise, and only where the host called them itself and not in a
 * function that a script has called. All of the VM stands still meanwhile; the host may use it, and what it calls then
 * does not pause. A pause comes at the next turn of a loop, call of a function, or step of an iterator in Python code; it waits
 * for the end of what runs on the C stack: an import, a comparison or hash that Python defines, `exec`, one step of a native.
 * SystemError if nothing is paused. A paused run is given up by kr_interrupt(vm, KR_KILL) and kr_resume(), or with the VM. */
KR_API kr_value kr_resume(kr_vm *vm);
/* The last of the n arguments are keyword arguments, named by a tuple of str. */
KR_API kr_value kr_call_kw(kr_vm *vm, kr_value fn, const kr_value *args, size_t n, kr_value names);
/* Arguments in the format of kr_build(), those with NAME= in front by keyword: kr_callf(vm, fn, "i,s,unit=s", 3, "x", "m"). */
KR_API kr_value kr_callf(kr_vm *vm, kr_value fn, const char *format, ...);
/* o.NAME(...): `name` is a str, best made once by kr_name(). */
KR_API kr_value kr_call_method(kr_vm *vm, kr_value o, kr_value name, const kr_value *args, size_t n);
/* The module of the whole dotted name, imported if it was not. A folder is added to sys.path by
 * kr_append(vm, kr_getattr(vm, kr_import(vm, "sys"), "path"), kr_str(vm, folder, strlen(folder))). */
KR_API kr_value kr_import(kr_vm *vm, const char *name);
/* Runs a module's new code in the old module: `code`, or for None what import finds now. Classes of the module stay the same
 * objects, with the new methods, if their bases, slots and metaclass (type) are as they were, so that instances are kept; other
 * names are assigned anew, and what the code does not define any more stays. The module; KR_ERROR if the code has failed, what
 * it has done until then is done. It does not pause. */
KR_API kr_value kr_reload(kr_vm *vm, kr_value module, kr_value code);
/* The module __main__. */
KR_API kr_value kr_main(kr_vm *vm);
/* Code as bytes, and code from such bytes: what is kept in a file need not be compiled again, and works without its source. ValueError:
 * they were made by another version, or are damaged. That is found; made-up code is not, and can do what the process can: load
 * it only from where you would load a shared object. */
KR_API kr_value kr_dump(kr_vm *vm, kr_value code);
KR_API kr_value kr_load(kr_vm *vm, const void *data, size_t n);
/* The instructions of code, and of the functions in it, as a str. */
KR_API kr_value kr_disasm(kr_vm *vm, kr_value code);
/* One more line of what is typed at a prompt: 0 it was complete and ran, 1 more lines are needed, -1 exception pending. */
KR_API int kr_repl_push(kr_vm *vm, const char *line);

/* ---- values ------------------------------------------------------------------------------------------------------------ */

KR_API kr_value kr_none(void);
KR_API kr_value kr_bool(bool b);
KR_API kr_value kr_int(kr_vm *vm, int64_t i);
KR_API kr_value kr_float(double d);
KR_API kr_value kr_str(kr_vm *vm, const char *utf8, size_t n); /* a copy */
KR_API kr_value kr_list(kr_vm *vm, const kr_value *items, size_t n);
KR_API kr_value kr_tuple(kr_vm *vm, const kr_value *items, size_t n);
KR_API kr_value kr_dict(kr_vm *vm);                                        /* an empty one */
KR_API kr_value kr_set(kr_vm *vm, const kr_value *items, size_t n);
KR_API kr_value kr_bytes(kr_vm *vm, const void *data, size_t n);           /* a copy */
/* A str that looks attributes up faster than any other of the same text. */
KR_API kr_value kr_name(kr_vm *vm, const char *text);
KR_API bool kr_is_none(kr_value v);
/* Instances of derived classes count as what they derive from. */
typedef enum kr_type {
    KR_TYPE_NOTHING, /* KR_ERROR, or an empty kr_value */
    KR_TYPE_NONE, KR_TYPE_BOOL, KR_TYPE_INT, KR_TYPE_FLOAT, KR_TYPE_STR, KR_TYPE_BYTES, KR_TYPE_LIST, KR_TYPE_TUPLE, KR_TYPE_DICT,
    KR_TYPE_SET, /* and frozenset */
    KR_TYPE_CLASS, KR_TYPE_OTHER,
} kr_type;
KR_API kr_type kr_typeof(kr_vm *vm, kr_value v);
KR_API kr_value kr_class_of(kr_vm *vm, kr_value v); /* type(v) */
/* 1, 0, or -1 with an exception pending: isinstance(v, cls), bool(v), a == b (identity first), item in container. */
KR_API int kr_isinstance(kr_vm *vm, kr_value v, kr_value cls);
KR_API int kr_truth(kr_vm *vm, kr_value v);
KR_API int kr_equal(kr_vm *vm, kr_value a, kr_value b);
KR_API int kr_contains(kr_vm *vm, kr_value container, kr_value item);
/* Conversions: false with an exception pending if the value is of another kind. */
KR_API bool kr_as_int(kr_vm *vm, kr_value v, int64_t *out);
KR_API bool kr_as_float(kr_vm *vm, kr_value v, double *out);
/* The text of a str, valid while the str is; a NUL follows it. n may be NULL. */
KR_API const char *kr_utf8(kr_vm *vm, kr_value v, size_t *n);
/* str(v) and repr(v). */
KR_API kr_value kr_to_str(kr_vm *vm, kr_value v);
KR_API kr_value kr_repr(kr_vm *vm, kr_value v);
KR_API kr_value kr_getattr(kr_vm *vm, kr_value o, const char *name);
/* 1 and the attribute, 0 if there is none, -1 with an exception pending. */
KR_API int kr_findattr(kr_vm *vm, kr_value o, const char *name, kr_value *v);
KR_API bool kr_setattr(kr_vm *vm, kr_value o, const char *name, kr_value v);
KR_API kr_value kr_getitem(kr_vm *vm, kr_value o, kr_value key);
KR_API bool kr_setitem(kr_vm *vm, kr_value o, kr_value key, kr_value v);
KR_API bool kr_delitem(kr_vm *vm, kr_value o, kr_value key);
KR_API bool kr_delattr(kr_vm *vm, kr_value o, const char *name);
/* The same as kr_getattr() and kr_setattr() with a str, best made once by kr_name(). */
KR_API kr_value kr_get_named(kr_vm *vm, kr_value o, kr_value name);
KR_API bool kr_set_named(kr_vm *vm, kr_value o, kr_value name, kr_value v);
KR_API int64_t kr_len(kr_vm *vm, kr_value v); /* -1 with an exception pending */
KR_API bool kr_append(kr_vm *vm, kr_value list, kr_value item);
/* iter(v); then 1 and an item, 0 at the end, -1 with an exception pending. */
KR_API kr_value kr_iter(kr_vm *vm, kr_value v);
KR_API int kr_next(kr_vm *vm, kr_value iterator, kr_value *item);
/* The pairs of a dict in their order, without an iterator: *pos is 0 at first. 1, 0 at the end, -1. Changed meanwhile, the dict may
 * show a pair twice or not at all. */
KR_API int kr_dict_next(kr_vm *vm, kr_value dict, size_t *pos, kr_value *key, kr_value *value);

/* Memory of the host's as a memoryview, not copied. When no view of it is left, `done` (or NULL) is called, at the latest by
 * kr_free(), under the rules of a class's `finalize`. If kr_buffer() fails, it is not called. */
enum { KR_BUFFER_WRITE = 1 };
KR_API kr_value kr_buffer(kr_vm *vm, void *data, size_t n, int flags, void (*done)(void *data, void *user), void *user);
/* The bytes of bytes, bytearray, a contiguous memoryview or what has __buffer__; valid while it is and does not change its size. NULL:
 * TypeError. */
KR_API const void *kr_as_bytes(kr_vm *vm, kr_value v, size_t *n);

/* A value made from C variables:
 *   i int   I int64_t   d double   b bool   s const char * (NULL: None)   y const char *, as bytes
 *   s# y# const char *, size_t      O kr_value      N None      'text' that str, no variable
 *   [...] list   (...) tuple   {key:value ...} dict      blanks, commas and colons only separate
 * kr_build(vm, "{'name':s, 'points':[(dd)(dd)]}", name, x0, y0, x1, y1) */
KR_API kr_value kr_build(kr_vm *vm, const char *format, ...);
/* The reverse: variables are pointers (s: const char **, y: const void **, b: bool *). The keys of a dict are texts; other keys
 * may be there, too. [] and () take a list or tuple of just so many items. ? in front: may be missing or None, the variables stay
 * as they are. False with TypeError, which says where: "['points'][1]: expected float, not str". Texts last as long as v. */
KR_API bool kr_parse(kr_vm *vm, kr_value v, const char *format, ...);

/* Keeps a value alive wherever the handle is stored, until kr_drop() or kr_free(). */
KR_API kr_ref *kr_hold(kr_vm *vm, kr_value v);
KR_API kr_value kr_get(const kr_ref *ref);
/* From any thread as long as the VM lives, and in `finalize`. Once for each handle; NULL does nothing. */
KR_API void kr_drop(kr_vm *vm, kr_ref *ref);
/* Keeps nothing alive: once the value is gone kr_get() gives None, and kr_alive() false. */
KR_API kr_ref *kr_hold_weak(kr_vm *vm, kr_value v);
KR_API bool kr_alive(const kr_ref *ref);

/* A value as C data: it may cross threads, or stand in a const table. */
typedef enum kr_ckind { KR_C_NONE, KR_C_INT, KR_C_FLOAT, KR_C_STR, KR_C_BYTES, KR_C_ERROR } kr_ckind;
typedef struct kr_cval {
    kr_ckind kind;
    int64_t i;
    double d;
    const char *text; /* n bytes of a str (UTF-8) or bytes; of an error its message; NULL is empty */
    size_t n;
    const char *type; /* of an error: a class of builtins, such as "OSError"; NULL: Exception */
} kr_cval;
typedef struct kr_constant {
    const char *name;
    kr_cval value;
} kr_constant;

/* ---- what the host gives to scripts ------------------------------------------------------------------------------------- */

/* A function in C. `args` are the values of all n parameters in the order of the signature, defaults filled in (*args as a
 * tuple, **kwargs as a dict). It returns a value, or KR_ERROR with an exception pending: what a failed call gave, or
 * kr_raise(). It may call back into the VM. */
typedef kr_value (*kr_cfn)(kr_vm *vm, const kr_value *args, size_t n, void *user);
/* `signature` is what would stand behind `def`: "add(a: int, b: int = 0, *, unit: str = '')". Parameters that are annotated
 * with a class are checked; None always passes, and an int where a float is wanted. */
KR_API kr_value kr_func(kr_vm *vm, const char *signature, kr_cfn fn, void *user);
/* The module of that name in sys.modules, made if there is none: scripts import it. */
KR_API kr_value kr_module(kr_vm *vm, const char *name);
/* module.NAME = kr_func(signature...) */
KR_API bool kr_define(kr_vm *vm, kr_value module, const char *signature, kr_cfn fn, void *user);

/* ---- classes of the host's ------------------------------------------------------------------------------------------- */

/* Instances have `size` bytes of C storage of their own, zeroed; scripts may derive from the class, and then instances have it
 * too. An instance that was made without __init__ has zeroed storage, which methods must be prepared for. */
typedef struct kr_visitor kr_visitor;
typedef struct kr_classdef kr_classdef;

enum { KR_METHOD, KR_STATICMETHOD, KR_CLASSMETHOD };
/* The signature of a method begins with self: "scale(self, factor: float = 1.0)", "__add__(self, other)". The function gets the
 * instance as args[0], which is one of the class for sure, and its storage as `user`. Special methods are methods; what
 * __eq__ and operators do not know they answer with kr_not_implemented(); __next__ ends with kr_stop().
 * A class method gets the class as args[0]; for it and for static methods `user` is NULL. */
typedef struct kr_method {
    const char *signature;
    kr_cfn fn;
    int kind;
    const char *doc;
} kr_method;
/* "radius" or "radius: float": what is assigned is checked then. `get` is called as a method; `set` (NULL: read-only) has the
 * value as args[1], and returns kr_none(). */
typedef struct kr_property {
    const char *name;
    kr_cfn get, set;
    const char *doc;
} kr_property;

enum {
    KR_CLASS_DICT = 1,   /* instances take any attribute; without it only those of the class, or of classes of scripts */
    KR_CLASS_NO_NEW = 2, /* instances come from kr_object() only */
    KR_CLASS_FINAL = 4,  /* scripts cannot derive from it */
};
/* The tables must outlive the VM: let them be static and const. All but `name` may be zero. */
struct kr_classdef {
    const char *name;    /* "geometry.Vec": __module__ and __name__ */
    const char *doc;
    size_t size, align;  /* of the storage: up to 60000 bytes, aligned to 8 if 0, at most 16 */
    unsigned flags;      /* KR_CLASS_... */
    const kr_method *methods;       /* up to one without signature */
    const kr_property *properties;  /* up to one without name */
    const kr_constant *constants;
    /* The instance is gone: frees what the storage owns. Called once for each, at the latest by kr_free(), in the VM's thread but
     * in the middle of a collection: it must not call krait nor touch other objects. `user` is that of kr_config. */
    void (*finalize)(void *mem, void *user);
    /* Calls kr_visit() for every kr_value in the storage, and nothing else. */
    void (*trace)(void *mem, kr_visitor *visitor);
};
/* The class of the table, made by the first call in a VM; later calls find it, whatever `base` they say. It lives as long as the VM.
 * `base`: kr_none() for object; if there is storage, object, or another class with storage (whose own storage instances have besides), or what derives from it. The class
 * is in no module yet: kr_setattr(vm, module, "Vec", cls). */
KR_API kr_value kr_class(kr_vm *vm, const kr_classdef *def, kr_value base);
/* A new instance of a class with storage, or of one derived from it, without __init__; *mem, if not NULL, is the storage, at
 * its place as long as the instance lives. */
KR_API kr_value kr_object(kr_vm *vm, kr_value cls, void **mem);
/* The storage that an instance has by the table's class; NULL, with TypeError pending, if it is no instance. */
KR_API void *kr_unwrap(kr_vm *vm, kr_value v, const kr_classdef *def);
/* Values in the storage are written with kr_store() only (`owner` is the instance), and visited by `trace`. A slot that was never
 * written holds no value: kr_is_empty(). */
KR_API bool kr_store(kr_vm *vm, kr_value owner, kr_value *slot, kr_value v);
KR_API void kr_visit(kr_visitor *visitor, kr_value v);
static inline bool kr_is_empty(kr_value v)
{
    return v.bits == 0;
}
KR_API kr_value kr_not_implemented(void);
/* StopIteration(v) is pending; KR_ERROR. */
KR_API kr_value kr_stop(kr_vm *vm, kr_value v);

/* ---- extension modules ------------------------------------------------------------------------------------------------- */

/* `import geometry` loads geometry.krait.so from sys.path (behind a package, before geometry.py), a shared object written against this
 * header and not linked with libkrait; it finds krait's functions in the program that loads it, which must be linked with
 * libkrait.so, or export them (the command krait does). It begins
 *     KR_EXTENSION(geometry)
 *     {
 *         return kr_define(vm, module, "area(r: float)", area, NULL);
 *     }
 * and is called once for each VM, from the thread of the VM, to fill the new module; false with an exception pending ends the import.
 * The VM must have KR_CAP_FILES and KR_CAP_EXTENSIONS: native code can do all that the process can.
 * VMs of other threads may be in it at the same time: keep state in objects, not in variables. It stays loaded until the process ends. */
#define KR_API_VERSION 1
#ifdef __cplusplus
#define KR_EXTERN extern "C" KR_API
#else
#define KR_EXTERN extern KR_API
#endif
#define KR_EXTENSION(name)                                                                                    \
    KR_EXTERN const int kr_ext_api_##name;                                                                    \
    const int kr_ext_api_##name = KR_API_VERSION;                                                             \
    KR_EXTERN bool kr_ext_##name(kr_vm *vm, kr_value module);                                                 \
    bool kr_ext_##name(kr_vm *vm, kr_value module)
/* An extension that is linked with the host: `import name` calls kr_ext_NAME, no file is looked for. */
KR_API bool kr_extension(kr_vm *vm, const char *name, bool (*init)(kr_vm *vm, kr_value module));

/* ---- the event loop --------------------------------------------------------------------------------------------------- */

/* The host's own loop drives the VM's: it waits until kr_loop_fd() can be read, and calls kr_loop_run(vm, 0, 0). Nothing else
 * need be watched or computed. Tasks come from kr_spawn(), or from what they start themselves. */

/* The descriptor; it stays the VM's. -1 with an exception pending. */
KR_API int kr_loop_fd(kr_vm *vm);
enum {
    KR_LOOP_ERROR = -1, /* an exception left the loop: kr_catch() */
    KR_LOOP_IDLE = 0,   /* nothing is left to do: no task, timer or descriptor */
    KR_LOOP_WAITING = 1,
    KR_LOOP_MORE = 2,   /* something is ready already; the descriptor can be read */
};
/* One turn: everything that is ready now. With nothing ready it waits up to timeout_ns first (-1: without limit). After `fuel`
 * units of work (0: no limit), or kr_interrupt(vm, KR_PAUSE), it stops in the middle of a task, says KR_LOOP_MORE, and the next
 * call goes on there. */
KR_API int kr_loop_run(kr_vm *vm, int64_t timeout_ns, uint64_t fuel);
/* A task of the VM's loop that runs the coroutine. When it is done, `done` (or NULL) is called with its result, or with KR_ERROR
 * and the exception pending, which it takes with kr_catch(). */
typedef void (*kr_done_fn)(kr_vm *vm, kr_value result, void *user);
KR_API kr_value kr_spawn(kr_vm *vm, kr_value coroutine, kr_done_fn done, void *user);

typedef struct kr_promise kr_promise;
/* A future for a script to await, which a C function may return, and the promise to fulfil it, once, with kr_settle(). If the
 * script cancels it, `cancelled` (or NULL) is called in the VM's thread; the promise is to be settled all the same. */
KR_API kr_value kr_future(kr_vm *vm, kr_promise **promise, void (*cancelled)(void *user), void *user);
/* From any thread, also after the VM was freed. What `value` points at is copied, into the C library's memory; NULL is None. It frees the promise. False: nobody
 * waits any more, or memory is exhausted. */
KR_API bool kr_settle(kr_promise *promise, const kr_cval *value);
/* From any thread, as long as the VM lives and after its thread has called kr_loop_fd(): fn is called in a turn of the loop, in
 * the VM's thread. An exception that it leaves pending leaves kr_loop_run(). False: there is no loop, or memory is exhausted. */
KR_API bool kr_post(kr_vm *vm, void (*fn)(kr_vm *vm, void *user), void *user);

/* ---- control ------------------------------------------------------------------------------------------------------------ */

enum {
    KR_INTERRUPT = 1, /* KeyboardInterrupt at the next poll */
    KR_KILL = 2,      /* nothing catches it, no `finally` runs */
    KR_PAUSE = 3,     /* kr_resume(); between two runs it counts for the next */
};
/* From any thread or a signal handler. A function of the host's that asks for KR_PAUSE pauses the script that called it when it
 * returns: what it returned is the value of the call after kr_resume(). */
KR_API void kr_interrupt(kr_vm *vm, int how);
/* A signal came: the handler that the program set with signal.signal() runs at the next poll; without any, SIGINT counts as
 * KR_INTERRUPT. From a signal handler. */
KR_API void kr_signal(kr_vm *vm, int number);

/* When fuel or time is up, TimeoutError is raised, which the program may catch. It has a short grace then (100 000 units of
 * fuel, 3 ms), after which the VM is killed: no except, finally or __exit__ runs, kr_catch() says KR_KIND_KILLED with the type
 * TimeoutError. kr_catch() in the host takes away the limit that was passed; the VM can be used on. Fuel is the same in every
 * run of a program with the same inputs. Time is looked at when a slice of fuel (a tenth of a millisecond) is over. */
enum {
    KR_LIMIT_MEMORY = 1,   /* bytes, 0 for none */
    KR_LIMIT_DEPTH = 2,    /* frames */
    KR_LIMIT_FUEL = 3,     /* units from now on, 0 for no limit */
    KR_LIMIT_DEADLINE = 4, /* nanoseconds from now, 0 for none */
    KR_LIMIT_HARD = 5,     /* 1: fuel and deadline kill at once, no exception first */
    KR_LIMIT_PAUSE = 6,    /* units from now on after which the run pauses, once; 0 for no pause */
};
KR_API bool kr_limit(kr_vm *vm, int what, uint64_t value);

typedef struct kr_stats {
    size_t size;          /* sizeof(kr_stats) */
    size_t bytes;         /* in use */
    size_t peak_bytes;
    uint64_t fuel;        /* units of work done */
    uint64_t collections;
    uint64_t frames_entered; /* frames entered to resume generators */
    size_t live_bytes;    /* of `bytes`, without the room that is kept for new objects; as of the last collection */
    size_t handles;       /* of kr_hold() and kr_hold_weak() that were not dropped */
} kr_stats;
KR_API void kr_get_stats(kr_vm *vm, kr_stats *out);
KR_API void kr_collect(kr_vm *vm);

#ifdef __cplusplus
}
#endif

#endif
