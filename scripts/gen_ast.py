#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the C declarations of the syntax tree from the abstract grammar.

    gen_ast.py grammar/ast.asdl OUT/ast_nodes.inc

The file written has three parts, chosen by what is defined where it is included:
  nothing           enums, structs and sequences, declarations of the constructors (src/syntax/ast.h)
  KR_AST_BODIES     the bodies of the constructors (src/syntax/ast.c)
  KR_AST_TYPES      the numbers of the types (src/syntax/asttable.h)
  KR_AST_TABLES     the tables that describe nodes and fields (src/syntax/dump.c)

As a module: parse(text) gives [Type], for other generators that need the nodes.
"""
import re
import sys
from dataclasses import dataclass, field

TOKEN = re.compile(r"\s*(?:--[^\n]*|([A-Za-z_]\w*)|(\?\*|[{}()=|,?*]))")

# names that are not what camel() and the rule for prefixes would give
PREFIX = {"expr_context": "CTX", "operator": "OP", "unaryop": "UNARY", "cmpop": "CMP", "type_param": "TYPEPARAM",
          "type_ignore": "TYPEIGNORE"}
BUILTIN = {"identifier": "const KrName *", "string": "const KrName *", "int": "int ", "constant": "KrConst "}
# fields of the C struct that the abstract grammar does not have
EXTRA = {"mod": "KrNameTable *names; /* every name of the tree; more can be interned */"}


@dataclass
class Field:
    type: str
    name: str
    quantifier: str  # "", "?", "*" or "?*"


@dataclass
class Constructor:
    name: str
    fields: list


@dataclass
class Type:
    name: str
    constructors: list
    attributes: list = field(default_factory=list)
    product: bool = False

    @property
    def simple(self):
        return not self.product and not self.attributes and all(not c.fields for c in self.constructors)

    @property
    def c_name(self):
        return "Kr" + "".join(p.capitalize() for p in self.name.split("_"))

    @property
    def prefix(self):
        return "KR_" + PREFIX.get(self.name, self.name.upper())


class Parser:
    def __init__(self, text):
        self.tokens, at = [], 0
        while at < len(text):
            m = TOKEN.match(text, at)
            if not m:
                if text[at:].strip():
                    raise SystemExit("ast.asdl: stray text %r" % text[at:at + 20].strip())
                break
            at = m.end()
            if m.group(1) or m.group(2):
                self.tokens.append(m.group(1) or m.group(2))
        self.at = 0

    def peek(self):
        return self.tokens[self.at]

    def take(self, wanted=None):
        token = self.tokens[self.at]
        if wanted and token != wanted:
            raise SystemExit("ast.asdl: %s wanted, %s found" % (wanted, token))
        self.at += 1
        return token

    def module(self):
        self.take("module")
        self.take()
        self.take("{")
        types = []
        while self.peek() != "}":
            types.append(self.type())
        return types

    def type(self):
        name = self.take()
        self.take("=")
        if self.peek() == "(":
            t = Type(name, [Constructor(name, self.fields())], product=True)
        else:
            t = Type(name, [self.constructor()])
            while self.peek() == "|":
                self.take()
                t.constructors.append(self.constructor())
        if self.peek() == "attributes":
            self.take()
            t.attributes = self.fields()
        return t

    def constructor(self):
        name = self.take()
        return Constructor(name, self.fields() if self.peek() == "(" else [])

    def fields(self):
        self.take("(")
        out = []
        while True:
            kind, quantifier = self.take(), ""
            if self.peek() in ("?", "*", "?*"):
                quantifier = self.take()
            out.append(Field(kind, self.take(), quantifier))
            if self.take() == ")":
                return out


def parse(text):
    return Parser(text).module()


class Writer:
    def __init__(self, types):
        self.types = types
        self.by_name = {t.name: t for t in types}
        self.out = []

    def put(self, *lines):
        self.out += lines

    def seq_name(self, kind):
        return "KrNameSeq" if kind in ("identifier", "string") else self.by_name[kind].c_name + "Seq"

    def c_type(self, f):
        if "*" in f.quantifier:
            return self.seq_name(f.type) + " *"
        if f.type in BUILTIN:
            return BUILTIN[f.type]
        t = self.by_name[f.type]
        return t.c_name + (" " if t.simple else " *")

    # ---- declarations ----------------------------------------------------------------------------------------------

    def enum(self, t):
        name = t.c_name if t.simple else t.c_name + "Kind"
        kinds = ["%s_%s" % (t.prefix, c.name) for c in t.constructors]
        # from 1, so that zeroed memory is no node
        self.put("typedef enum %s {" % name)
        self.put(*["    %s%s," % (k, " = 1" if i == 0 else "") for i, k in enumerate(kinds)])
        self.put("} %s;" % name)

    def struct(self, t):
        self.put("struct %s {" % t.c_name)
        if not t.product:
            self.put("    %sKind kind;" % t.c_name)
        if t.attributes:
            self.put("    int %s;" % ", ".join(a.name for a in t.attributes))
        if t.name in EXTRA:
            self.put("    " + EXTRA[t.name])
        if t.product:
            self.put(*["    %s%s;" % (self.c_type(f), f.name) for f in t.constructors[0].fields])
        else:
            self.put("    union {")
            for c in t.constructors:
                if c.fields:
                    self.put("        struct {")
                    self.put(*["            %s%s;" % (self.c_type(f), f.name) for f in c.fields])
                    self.put("        } %s;" % c.name)
            self.put("    } v;")
        self.put("};")

    def seq(self, t):
        name = t.c_name + "Seq"
        star = "" if t.simple else "*"
        self.put("typedef struct %s {" % name, "    int n;", "    %s %sat[];" % (t.c_name, star), "} %s;" % name,
                 "%s *krast_new_%s_seq(KrArena *arena, int n) KR_MUST_USE;" % (name, t.name))

    def signature(self, t, c):
        params = ["KrArena *arena"] + [(self.c_type(f) + f.name) for f in c.fields]
        if t.attributes:
            params.append("KrSpan span")
        return "%s *krast_%s(%s)" % (t.c_name, c.name, ", ".join(params))

    def declarations(self):
        nodes = [t for t in self.types if not t.simple]
        for t in self.types:
            if not t.product:
                self.enum(t)
        for t in nodes:
            self.put("typedef struct %s %s;" % (t.c_name, t.c_name))
        for t in nodes:
            self.seq(t)
        self.seq(self.by_name["cmpop"])
        for t in nodes:
            self.struct(t)
        for t in nodes:
            self.put(*[self.signature(t, c) + " KR_MUST_USE;" for c in t.constructors])

    # ---- constructors ----------------------------------------------------------------------------------------------

    def bodies(self):
        for t in self.types:
            if not t.simple or t.name == "cmpop":
                s = t.c_name + "Seq"
                self.put("%s *krast_new_%s_seq(KrArena *arena, int n)" % (s, t.name), "{",
                         "    %s *seq = krarena_new(arena, sizeof *seq + (size_t)n * sizeof *seq->at);" % s,
                         "    if (seq)", "        seq->n = n;", "    return seq;", "}")
            if t.simple:
                continue
            for c in t.constructors:
                self.body(t, c)

    def body(self, t, c):
        self.put(self.signature(t, c), "{", "    %s *node = krarena_new(arena, sizeof *node);" % t.c_name,
                 "    if (!node)", "        return NULL;")
        if not t.product:
            self.put("    node->kind = %s_%s;" % (t.prefix, c.name))
        if t.attributes:
            self.put(*["    node->%s = span.%s;" % (a.name, a.name) for a in t.attributes])
        path = "" if t.product else "v.%s." % c.name
        self.put(*["    node->%s%s = %s;" % (path, f.name, f.name) for f in c.fields])
        self.put("    return node;", "}")

    # ---- tables ----------------------------------------------------------------------------------------------------

    def type_numbers(self):
        kinds = ["identifier", "string", "int", "constant"] + [t.name for t in self.types]
        self.put("enum {", *["    TYPE_%s," % k for k in kinds], "    TYPE_COUNT", "};")

    def tables(self):
        fields = []
        for t in self.types:
            rows = []
            for c in t.constructors:
                rows.append('    {"%s", %d, %d},' % (c.name, len(fields), len(c.fields)))
                path = "" if t.product else "v.%s." % c.name
                for f in c.fields:
                    fields.append('    {"%s", TYPE_%s, %d, %d, offsetof(%s, %s%s)},' % (
                        f.name, f.type, "*" in f.quantifier, "?" in f.quantifier, t.c_name, path, f.name))
            self.put("static const KrAstNode nodes_%s[] = {" % t.name, *rows, "};")
        self.put("const KrAstField krast_fields[] = {", *fields, "};")
        self.put("const KrAstType krast_types[TYPE_COUNT] = {")
        for t in self.types:
            where = "offsetof(%s, lineno)" % t.c_name if t.attributes else "-1"
            kind = "AST_SIMPLE" if t.simple else "AST_PRODUCT" if t.product else "AST_SUM"
            size = "sizeof(int)" if t.simple else "sizeof(%s)" % t.c_name
            self.put('    [TYPE_%s] = {"%s", %s, nodes_%s, %d, %s, %s},' % (t.name, t.name, kind, t.name, len(t.constructors), where, size))
        self.put("};")

    def text(self):
        self.put("/* Generated by scripts/gen_ast.py; do not edit. */", "#if defined KR_AST_BODIES")
        self.bodies()
        self.put("#elif defined KR_AST_TYPES")
        self.type_numbers()
        self.put("#elif defined KR_AST_TABLES")
        self.tables()
        self.put("#else")
        self.declarations()
        self.put("#endif")
        return "\n".join(self.out) + "\n"


def main():
    source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as f:
        types = parse(f.read())
    with open(target, "w", encoding="utf-8") as f:
        f.write(Writer(types).text())


if __name__ == "__main__":
    main()
