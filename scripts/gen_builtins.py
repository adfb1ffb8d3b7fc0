#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns what is declared once about built-in classes, exceptions, special methods and native functions into tables.

    gen_builtins.py [OUT_FOLDER]

Reads grammar/types.def, errors.def and dunders.def and scans the C files of src/object and src/modules (and vm) for

    /// OWNER.NAME(parameters)          a method, or a function of a module that has a heading `/// module OWNER`
    /// @classmethod OWNER.NAME(...)    also @staticmethod, and @step(REGISTERS) for a stepping native (what a `*args` takes
                                        is one tuple there, in the register behind the other parameters)
    /// @drain(I) OWNER.NAME(...)       parameter I is an iterable that Python code may have to produce: if so, its items are
                                        collected in steps, and the body gets a list of them, or with @drainset a set
    /// OWNER.NAME                      a getter; `/// OWNER.NAME = value` has a setter too
    /// OWNER.NAME = None               a class attribute that is None; it has no body
    /// class OWNER(...)                the docstring of a class
    /// module NAME                     a native module; a body KR_MODULE_INIT(NAME) may follow
    /// needs FILES or NETWORK          what is declared behind it in the file raises PermissionError in a VM that has been granted
                                        none of these (object/needs.h); until `/// needs nothing`

each with its docstring in the `///` lines below and its body KR_NATIVE(OWNER_NAME) (KR_STEP for a stepping native,
KR_NATIVE(OWNER_get_NAME) and KR_NATIVE(OWNER_set_NAME) for a getter) behind. Writes types.inc, dunders.inc, names.inc
and builtin_tables.c. A heading without its body, a body without a heading, and a name declared twice are errors.
"""
import ast
import os
import re
import sys

from krhash import krhash_str

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCANNED = ["src/object", "src/vm", "src/compile", "src/modules", "src/api"]


def fail(where, message):
    sys.exit("gen_builtins.py: %s: %s" % (where, message))


def rows(name):
    with open(os.path.join(TOP, "grammar", name)) as f:
        for number, line in enumerate(f, 1):
            if line.strip() and not line.startswith("#"):
                yield "%s:%d" % (name, number), line.rstrip("\n")


class Type:
    """One built-in class."""

    def __init__(self, ident, base, struct, words):
        self.ident, self.base, self.struct = ident, base, struct
        options = dict(w.split("=", 1) for w in words if "=" in w)
        self.words = {w for w in words if "=" not in w}
        self.name = options.get("name", ident)
        self.module = options.get("module", "builtins")
        self.refs = int(options.get("refs", 0))
        self.header = options.get("header")
        self.init = options.get("init")
        self.base2 = None
        self.fields = []
        records = options["fields"].split(",") if "fields" in options else []
        self.records = [f.lstrip("+") for f in records]
        self.visible = [f.startswith("+") for f in records].index(True) if any("+" in f for f in records) else len(records)
        self.is_exception = False
        self.doc = ""


class Member:
    """One native method, function, getter or class attribute."""

    def __init__(self, where, owner, name):
        self.where, self.owner, self.name = where, owner, name
        self.decorator = self.signature = None
        self.nregs = 0
        self.settable = self.is_none = False
        self.needs = ()
        self.doc = ""


def read_types():
    types = {}
    for where, line in rows("types.def"):
        ident, base, struct, *words = line.split()
        if ident in types:
            fail(where, "%s is declared twice" % ident)
        types[ident] = Type(ident, None if base == "-" else types[base], struct, words)
    read_errors(types)
    for t in types.values():
        if t.base and t.base.struct == t.struct and not t.refs:
            t.refs = t.base.refs
        if t.base:
            t.words |= t.base.words & {"int", "str", "bytes", "list", "tuple", "dict", "set", "float", "type", "sequence", "mapping"}
            if t.struct == t.base.struct:
                t.words |= t.base.words & {"extra", "var"}
    return types


def read_errors(types):
    stack = []
    for where, line in rows("errors.def"):
        match = re.fullmatch(r"( *)(\w+)(?: \+ (\w+))?(?: \(([\w, ]+)\))?", line)
        if not match:
            fail(where, "not understood: %r" % line)
        depth = len(match[1]) // 4
        del stack[depth:]
        base = types[stack[-1]] if stack else types["object"]
        t = Type(match[2], base, "KrExc", ["base", "extra", "refs=12", "weakref"])
        t.is_exception = True
        t.base2 = match[3]
        t.fields = match[4].split(", ") if match[4] else []
        types[t.ident] = t
        stack.append(t.ident)
    for t in types.values():
        t.base2 = types[t.base2] if t.base2 else None


def read_dunders():
    dunders = []
    for where, line in rows("dunders.def"):
        name, count, *reflected = line.split()
        dunders.append((name, int(count), reflected[0] if reflected else None))
    return dunders


CAPABILITIES = {"FILES", "NETWORK", "PROCESS", "ENVIRONMENT", "STDIN", "EXTENSIONS"}
HEADING = re.compile(r"(?:@(classmethod|staticmethod|step|drain|drainset)(?:\((\d+)\))? )?([\w]+)\.(\w+)\s*(\(.*\))?(?:\s*=\s*(value|None))?\s*$")


def scan(types):
    members, modules, inits, bodies, names = [], {}, set(), {}, set()
    for folder in SCANNED:
        for where, folders, files in os.walk(os.path.join(TOP, folder)):
            folders.sort()
            for f in sorted(files):
                if f.endswith((".c", ".h")):
                    path = os.path.join(where, f)
                    with open(path) as handle:
                        text = handle.read()
                    names.update(re.findall(r"KR_NAME\((\w+)\)", text))
                    if f.endswith(".c"):
                        scan_headings(os.path.relpath(path, TOP), text, types, members, modules)
                        for kind, ident in re.findall(r"^KR_(NATIVE|STEP|MODULE_INIT)\((\w+)\)", text, re.M):
                            if kind == "MODULE_INIT":
                                inits.add(ident)
                            elif (kind, ident) in bodies:
                                fail(path, "%s has two bodies" % ident)
                            else:
                                bodies[kind, ident] = path
    names.discard("id")
    return members, modules, inits, bodies, names


def scan_headings(path, text, types, members, modules):
    lines = text.split("\n")
    number = 0
    needs = ()
    while number < len(lines):
        if not lines[number].startswith("/// "):
            number += 1
            continue
        start = number
        block = []
        while number < len(lines) and lines[number].startswith("///"):
            block.append(lines[number][4:])
            number += 1
        where = "%s:%d" % (path, start + 1)
        head = block[0]
        while head.count("(") > head.count(")") and len(block) > 1:
            head += " " + block.pop(1).strip()
        doc = "\n".join(block[1:]).strip("\n")
        if head.startswith("needs "):
            needs = tuple(head.split()[1::2]) if head != "needs nothing" else ()
            if len(block) > 1 or set(needs) - CAPABILITIES:
                fail(where, "not understood: %r" % head)
        elif head.startswith("module "):
            modules[head.split()[1]] = doc
        elif head.startswith("class "):
            ident = re.match(r"class (\w+)", head)[1]
            if ident not in types:
                fail(where, "no such class: %s" % ident)
            types[ident].doc = head[6:] + "\n" + doc if "(" in head else doc
        else:
            match = HEADING.fullmatch(head)
            if not match:
                fail(where, "heading not understood: %r" % head)
            m = Member(where, match[3], match[4])
            m.decorator, m.nregs = match[1], int(match[2] or 0)
            m.signature = match[5]
            m.settable = match[6] == "value"
            m.is_none = match[6] == "None"
            m.doc = doc
            m.needs = needs
            if needs and m.decorator == "step":
                fail(where, "a stepping native cannot need a capability")
            members.append(m)


def parse_signature(m):
    """Fills in what binding needs to know."""
    try:
        args = ast.parse("def f%s: pass" % re.sub(r"=\s*(<[^>]*>|NULL)", "=None", m.signature)).body[0].args
    except SyntaxError as e:
        fail(m.where, "signature not understood: %s (%s)" % (m.signature, e))
    m.nposonly = len(args.posonlyargs)
    m.positional = [a.arg for a in args.posonlyargs + args.args]
    m.nrequired = len(m.positional) - len(args.defaults)
    m.kwonly = [a.arg for a in args.kwonlyargs]
    m.kwrequired = sum(1 << i for i, d in enumerate(args.kw_defaults) if d is None and i < 8)
    m.varargs = args.vararg is not None
    m.varkw = args.kwarg is not None


class Names:
    """The const interned strings, one blob; the 128 ASCII characters come first, 40 bytes each."""

    def __init__(self):
        self.offset, self.list, self.end = {}, [], 0

    def add(self, text):
        if text not in self.offset:
            self.offset[text] = self.end
            self.list.append(text)
            self.end += 32 + (len(text) + 8) // 8 * 8
        return self.offset[text]


class Pool:
    """Texts behind one another, each found by its offset."""

    def __init__(self, first):
        self.items, self.at = [first], {}
        self.length = len(first)

    def add_text(self, text):
        if text not in self.at:
            self.at[text] = self.length
            self.items.append(text)
            self.length += len(text.encode())
        return self.at[text]


def c_text(text):
    out = []
    for byte in text.encode():
        if byte in (34, 92):
            out.append("\\" + chr(byte))
        elif 32 <= byte < 127:
            out.append(chr(byte))
        else:
            out.append("\\%03o" % byte)
    return '"' + "".join(out) + '"'


TYPE_FLAGS = {"base": "BASE", "var": "VAR", "extra": "EXTRA", "hidden": "HIDDEN", "nonew": "NO_NEW", "int": "INT", "str": "STR",
              "bytes": "BYTES", "list": "LIST", "tuple": "TUPLE", "dict": "DICT", "type": "TYPE", "set": "SET",
              "float": "FLOAT", "sequence": "SEQUENCE", "mapping": "MAPPING", "weakref": "WEAKREF", "finalize": "FINALIZE", "nodict": "NO_DICT"}


class Tables:
    def __init__(self):
        self.types = read_types()
        self.dunders = read_dunders()
        self.members, self.modules, self.inits, self.bodies, self.used_names = scan(self.types)
        self.names = Names()
        for c in range(128):
            self.names.add(chr(c))
        self.names.add("")
        self.type_numbers = {ident: i + 1 for i, ident in enumerate(self.types)}
        self.module_numbers = {name: i for i, name in enumerate(sorted(self.modules))}
        self.docs = Pool("\0")
        self.params = [0]
        self.param_at = {}
        self.check_bodies()
        self.collect_names()

    def body_of(self, m, part=None):
        return "%s_%s%s" % (m.owner, part + "_" if part else "", m.name)

    def check_bodies(self):
        wanted = {}
        for m in self.members:
            if m.owner not in self.types and m.owner not in self.modules:
                fail(m.where, "%s is neither a class of types.def nor a module with a heading" % m.owner)
            if m.is_none:
                continue
            if m.signature is None:
                parts = [("NATIVE", self.body_of(m, "get"))] + ([("NATIVE", self.body_of(m, "set"))] if m.settable else [])
            else:
                parse_signature(m)
                parts = [("STEP" if m.decorator == "step" else "NATIVE", self.body_of(m))]
            for part in parts:
                if part in wanted:
                    fail(m.where, "%s is declared twice" % part[1])
                wanted[part] = m.where
                if part not in self.bodies:
                    fail(m.where, "there is no body KR_%s(%s)" % part)
        for part, path in self.bodies.items():
            if part not in wanted:
                fail(path, "KR_%s(%s) has no heading" % part)
        for name in self.inits:
            if name not in self.modules:
                fail(name, "KR_MODULE_INIT without a heading `/// module %s`" % name)

    def collect_names(self):
        add = self.names.add
        for name in sorted(self.used_names):
            add(name)
        for name, _, _ in self.dunders:
            add("__%s__" % name)
        for t in self.types.values():
            add(t.name)
            for field in t.fields + t.records:
                add(field)
        for name in sorted(self.modules):
            add(name)
        for m in self.members:
            add(m.name)
            if m.signature is not None:
                for p in m.positional + m.kwonly:
                    add(p)

    def conditions(self, m):
        """What must hold before a native's body runs: a capability that was granted, an instance whose __init__ was called."""
        out = ["krneeds(vm, %s)" % " | ".join("KR_NEEDS_" + c for c in m.needs)] if m.needs else []
        t = self.types.get(m.owner)
        if t and t.init and not m.decorator and not m.is_none and m.name not in ("__new__", "__init__"):
            out.append("krinited(vm, a[0], ((%s *)kras_obj(a[0]))->%s)" % (t.struct, t.init))
        return out

    def function_of(self, m, part=None):
        return ("guard_" if self.conditions(m) else "krn_") + self.body_of(m, part)

    def guards_c(self):
        out = []
        for m in self.members:
            parts = [None] if m.signature is not None else ["get", "set"] if m.settable else ["get"]
            if m.is_none or not self.conditions(m):
                continue
            for body in [self.body_of(m, part) for part in parts]:
                out += ["static KrValue guard_%s(KrVm *vm, KrValue *a, uint32_t n)" % body, "{",
                        "    return %s ? krn_%s(vm, a, n) : KR_RAISED;" % (" && ".join(self.conditions(m)), body), "}"]
        return out

    # ---- member rows ----------------------------------------------------------------------------------------------

    def add_params(self, m):
        key = tuple(m.positional + m.kwonly)
        if not key:
            return 0
        if key not in self.param_at:
            self.param_at[key] = len(self.params)
            self.params += [self.names.offset[p] for p in key]
        return self.param_at[key]

    def member_row(self, m, is_type, owner=None):
        name = self.names.offset[m.name]
        owner = owner or (self.type_numbers[m.owner] if is_type else self.module_numbers[m.owner])
        doc = self.docs.add_text("%s\0%s\0" % (m.signature or "", m.doc))
        if m.is_none:
            return "{.h = {0, KR_F_CONST, 0, 0}, .name = %d, .owner = %d, .flags = KR_M_NONE}," % (name, owner)
        if m.signature is None:
            setter = self.function_of(m, "set") if m.settable else "NULL"
            return ("{.h = {KR_T_getset_descriptor, KR_F_CONST, 0, 0}, .fn = %s, .set = %s, .name = %d, .doc = %d, .owner = %d, "
                    ".flags = KR_M_GETTER | KR_M_SELF, .nparams = 1, .nrequired = 1}," % (self.function_of(m, "get"), setter, name, doc, owner))
        flags = []
        shape = "method_descriptor"
        if not is_type:
            flags.append("KR_M_FUNCTION")
            shape = "builtin_function_or_method"
        elif m.decorator == "staticmethod" or m.name == "__new__":
            flags.append("KR_M_STATIC")
            shape = "builtin_function_or_method"
        elif m.decorator == "classmethod":
            flags += ["KR_M_CLASS", "KR_M_SELF"]
            shape = "classmethod_descriptor"
        else:
            flags.append("KR_M_SELF")
            if m.name.startswith("__") and m.name[2:-2] in self.dunder_names:
                shape = "wrapper_descriptor"
        if m.varargs:
            flags.append("KR_M_VARARGS")
        if m.varkw:
            flags.append("KR_M_VARKW")
        fn = ".fn = " + self.function_of(m)
        if m.decorator in ("drain", "drainset"):
            flags.append("KR_M_" + m.decorator.upper())
        if m.decorator == "step":
            flags.append("KR_M_STEP")
            fn = ".step = krs_" + self.body_of(m)
        return ("{.h = {KR_T_%s, KR_F_CONST, 0, 0}, %s, .name = %d, .doc = %d, .params = %d, .owner = %d, .flags = %s, .nparams = %d, "
                ".nposonly = %d, .nrequired = %d, .nkwonly = %d, .kwrequired = %d, .nregs = %d}," % (
                    shape, fn, name, doc, self.add_params(m), owner, " | ".join(flags) or "0", len(m.positional),
                    m.nposonly, m.nrequired, len(m.kwonly), m.kwrequired, m.nregs))

    def field_row(self, t, i):
        return ("{.h = {KR_T_getset_descriptor, KR_F_CONST, 0, 0}, .fn = get_field_%d, .set = set_field_%d, .name = %d, .owner = %d, "
                ".flags = KR_M_GETTER | KR_M_SELF, .nparams = 1, .nrequired = 1}," % (i, i, self.names.offset[t.fields[i]], self.type_numbers[t.ident]))

    def record_rows(self, t, record_methods):
        """What a record type (see object/record.h) has besides its own methods."""
        rows = {name: self.member_row(m, True, self.type_numbers[t.ident]) for name, m in record_methods.items()}
        for i, field in enumerate(t.records):
            rows[field] = ("{.h = {KR_T_getset_descriptor, KR_F_CONST, 0, 0}, .fn = get_record_%d, .name = %d, .owner = %d, "
                           ".flags = KR_M_GETTER | KR_M_SELF, .nparams = 1, .nrequired = 1},"
                           % (i, self.names.offset[field], self.type_numbers[t.ident]))
        return rows

    def build_members(self):
        self.dunder_names = {d[0] for d in self.dunders}
        out, self.first, self.count, self.index = [], {}, {}, {}
        by_owner = {}
        for m in self.members:
            by_owner.setdefault(m.owner, {})
            if m.name in by_owner[m.owner]:
                fail(m.where, "%s.%s is declared twice" % (m.owner, m.name))
            by_owner[m.owner][m.name] = m
        for owner in list(self.types) + sorted(self.modules):
            is_type = owner in self.types
            own = {name: self.member_row(m, is_type) for name, m in by_owner.get(owner, {}).items()}
            if is_type:
                t = self.types[owner]
                for i, field in enumerate(t.fields):
                    own.setdefault(field, self.field_row(t, i))
                if t.records:
                    own = self.record_rows(t, by_owner["record"]) | own
            self.first[owner], self.count[owner] = len(out), len(own)
            for name in sorted(own, key=lambda n: self.names.offset[n]):
                self.index[owner, name] = len(out)
                out.append(own[name])
        return out

    def mro(self, t):
        if t is None:
            return []
        return [t] + ([t.base] + self.mro(t.base2) if t.base2 else self.mro(t.base))

    def dunder_row(self, t):
        row = []
        for name, _, _ in self.dunders:
            at = 0
            for c in self.mro(t):
                if (c.ident, "__%s__" % name) in self.index:
                    at = self.index[c.ident, "__%s__" % name] + 1
                    break
            row.append(at)
        return row

    def type_row(self, t):
        words, struct = t.words, t.struct
        flags = ["KR_TF_BUILTIN"] + ["KR_TF_" + TYPE_FLAGS[w] for w in sorted(words) if w in TYPE_FLAGS]
        if t.is_exception:
            flags.append("KR_TF_EXCEPTION")
        parts = [".h = {KR_T_type, KR_F_CONST, 0, 0}", ".number = KR_T_" + t.ident, ".flags = " + " | ".join(flags),
                 ".size = sizeof(%s)" % struct, ".refs = %d" % t.refs, ".root_shape = KR_T_" + t.ident,
                 ".name = NAME_PTR(%d)" % self.names.offset[t.name], ".module = " + c_text(t.module),
                 ".nmembers = %d" % self.count[t.ident], ".first_member = %d" % self.first[t.ident],
                 ".doc = %d" % self.docs.add_text("\0%s\0" % t.doc), ".solid = &krtypes[KR_T_%s]" % t.ident,
                 ".dunders = dunders_%s" % t.ident]
        if "extra" in words and "var" not in words:
            parts.append(".extra = offsetof(%s, extra)" % struct)
        if t.base:
            parts.append(".base = &krtypes[KR_T_%s]" % t.base.ident)
        if t.base2:
            parts.append(".base2 = &krtypes[KR_T_%s]" % t.base2.ident)
        tracer = t
        while tracer and not ({"trace"} & tracer.words):
            tracer = tracer.base if tracer.base and tracer.base.struct == struct else None
        if t.records:
            parts.append(".trace = krtrace_record")
        elif tracer:
            parts.append(".trace = krtrace_" + tracer.ident)
        if "finalizer" in words:
            parts.append(".finalize = krfinalize_" + t.ident)
        if "free" in words:
            parts.append(".free = krfree_" + t.ident)
        return "[KR_T_%s] = {%s}," % (t.ident, ", ".join(parts))

    # ---- output ----------------------------------------------------------------------------------------------------

    def write(self, folder):
        def put(name, lines):
            path = os.path.join(folder, name)
            text = "\n".join(lines) + "\n"
            if os.path.exists(path):
                with open(path) as f:
                    if f.read() == text:
                        return
            with open(path, "w") as f:
                f.write(text)

        members = self.build_members()
        self.module_docs = {name: self.docs.add_text("\0%s\0" % doc) for name, doc in self.modules.items()}
        put("types.inc", ["KR_TYPE(%s, %s)" % (t.ident, t.struct) for t in self.types.values()])
        put("dunders.inc", ['KR_DUNDER(%s, "__%s__", %d)' % (n, n, count) for n, count, _ in self.dunders])
        idents = [n for n in self.names.list if re.fullmatch(r"\w+", n)]
        put("names.inc", ["enum {"] + ["    KR_NAME_%s = %d," % (n, self.names.offset[n]) for n in idents] + ["};"])
        put("builtin_tables.c", self.tables_c(members))

    def tables_c(self, members):
        headers = sorted({t.header for t in self.types.values() if t.header})
        out = ["/* Generated by scripts/gen_builtins.py; do not edit. */", '#include "object/needs.h"', '#include "object/tables.h"', ""]
        out += ['#include "%s"' % h for h in headers]
        if any(t.records for t in self.types.values()):
            out.append('#include "object/record.h"')
        for kind, ident in sorted(self.bodies):
            out.append("KrValue krs_%s(KrVm *vm, KrFrame *f, KrValue in);" % ident if kind == "STEP" else
                       "KrValue krn_%s(KrVm *vm, KrValue *a, uint32_t n);" % ident)
        for name in sorted(self.inits):
            out.append("bool krmod_%s(KrVm *vm, KrValue module);" % name)
        for t in self.types.values():
            if "trace" in t.words:
                out.append("void krtrace_%s(KrTracer *t, KrObj *o);" % t.ident)
            if "finalizer" in t.words:
                out.append("void krfinalize_%s(KrVm *vm, KrObj *o);" % t.ident)
            if "free" in t.words:
                out.append("void krfree_%s(KrVm *vm, KrObj *o);" % t.ident)
        out += self.guards_c() + self.names_c()
        for i in range(8):
            out += ["static KrValue get_field_%d(KrVm *vm, KrValue *a, uint32_t n) { return krexc_get_field(vm, a, n, %d); }" % (i, i),
                    "static KrValue set_field_%d(KrVm *vm, KrValue *a, uint32_t n) { return krexc_set_field(vm, a, n, %d); }" % (i, i)]
        most = max((len(t.records) for t in self.types.values()), default=0)
        out += ["static KrValue get_record_%d(KrVm *vm, KrValue *a, uint32_t n) { return krrecord_field(vm, a, n, %d); }" % (i, i)
                for i in range(most)]
        if most:
            texts = {t.ident: "".join(f + "\0" for f in t.records) + "\0" for t in self.types.values() if t.records}
            out.append("const char *krrecord_names(uint32_t type)\n{\n    switch (type) {")
            out += ["    case KR_T_%s: return %s;" % (ident, c_text(text)) for ident, text in texts.items()]
            out += ["    default: return NULL;", "    }", "}"]
            out.append("size_t krrecord_visible(uint32_t type)\n{\n    switch (type) {")
            out += ["    case KR_T_%s: return %d;" % (t.ident, t.visible) for t in self.types.values() if t.records]
            out += ["    default: return 0;", "    }", "}"]
        rows = {}
        for t in self.types.values():
            row = ", ".join(map(str, self.dunder_row(t)))
            if row in rows:  # one that inherits all
                out.append("#define dunders_%s dunders_%s" % (t.ident, rows[row]))
            else:
                out.append("static const uint16_t dunders_%s[KR_D_COUNT] = {0, %s};" % (t.ident, row))
                rows[row] = t.ident
        out.append("const KrType krtypes[KR_T_COUNT] = {")
        out += [self.type_row(t) for t in self.types.values()]
        out += ["};", "const KrShape krroot_shapes[KR_T_COUNT] = {"]
        for t in self.types.values():
            dict_mode = "KR_SHAPE_DICT" if "extra" in t.words else "0"
            out.append("[KR_T_%s] = {.h = {KR_T_shape, KR_F_CONST, 0, 0}, .type = (KrType *)&krtypes[KR_T_%s], .id = KR_T_%s, .flags = %s},"
                       % (t.ident, t.ident, t.ident, dict_mode))
        out += ["};", "const KrMember krmembers[] = {"] + (members or ["{.name = 0},"]) + ["};"]
        out.append("const uint32_t krparams[] = {%s};" % ", ".join(map(str, self.params)))
        out.append("const char krdocs[] =")
        out += ["    " + c_text(item) for item in self.docs.items] + ["    ;"]
        out += self.dunder_tables_c() + self.modules_c()
        return out

    def names_c(self):
        out = ["struct KrNames {"]
        for i, n in enumerate(self.names.list):
            out.append("    struct { KrObj h; size_t size, len; uint64_t hash; char text[%d]; } n%d;" % ((len(n) + 8) // 8 * 8, i))
        out += ["};", "const struct KrNames krnames = {"]
        for n in self.names.list:
            text = '""' if n == "\0" else c_text(n)
            out.append("    {{KR_T_str, KR_F_CONST | KR_STR_ASCII | KR_STR_INTERNED, 0, 0}, %d, %d, %dU, %s}," % (len(n), len(n), krhash_str(n), text))
        out += ["};", "#define NAME_PTR(offset) ((const KrStr *)((const char *)&krnames + (offset)))"]
        out.append("const size_t sizeof_krnames = sizeof(struct KrNames);")
        out.append("const uint32_t krname_empty = %d;" % self.names.offset[""])
        size = 1
        while size < 2 * len(self.names.list):
            size *= 2
        table = [0] * size
        for n in self.names.list:
            at = krhash_str(n) & (size - 1)
            while table[at]:
                at = (at + 1) & (size - 1)
            table[at] = self.names.offset[n] + 1
        out.append("const uint32_t krname_mask = %d;" % (size - 1))
        out.append("const uint32_t krname_table[] = {%s};" % ", ".join(map(str, table)))
        return out

    def dunder_tables_c(self):
        number = {name: i + 1 for i, (name, _, _) in enumerate(self.dunders)}
        out = ["const KrDunderInfo krdunders[KR_D_COUNT] = {"]
        for name, count, reflected in self.dunders:
            out.append("    [KR_D_%s] = {%d, %d, %d}," % (name, self.names.offset["__%s__" % name], count, number[reflected] if reflected else 0))
        return out + ["};"]

    def modules_c(self):
        out = ["const KrNativeModule krnative_modules[] = {"]
        for name in sorted(self.modules):
            out.append("    {%d, %d, %d, %d, %s}," % (self.names.offset[name], self.first[name], self.count[name],
                                                   self.module_docs[name],
                                                   "krmod_" + name if name in self.inits else "NULL"))
        return out + ["    {0, 0, 0, 0, NULL}", "};", "const uint32_t krnative_module_count = %d;" % len(self.modules)]


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else os.path.join(TOP, "build-gen")
    os.makedirs(target, exist_ok=True)
    Tables().write(target)
