#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles grammar/python.gram into the tables of the parsing machine (src/syntax/peg.c).

    gen_grammar.py grammar/python.gram grammar/tokens.def src/syntax OUT/peg_tables.inc

The grammar is compiled three times. First without the rules named invalid_... and mistake_..., predictively: where the
next token decides, nothing is remembered for backtracking. Then by the letter with memory, for the passes that look for
the best message: without the rules named invalid_..., and with all. Actions are
the KR_ACTION(name, values) of the C files in src/syntax; a missing one, a stray one, or one with another number of
values is an error.
"""
import glob
import os
import re
import sys

import peg_grammar as peg
from peg_grammar import Check, Choice, Collect, Cut, Drop, Force, Look, Null, Opt, Ref, Rep, Seq, Tok, fail, values

STARTS = ["file", "eval", "interactive", "func_type"]  # as in KrParseMode
OPS = """TOK TOKV SET SETV ADVANCE CALL RET JMP CHOICE COMMIT POP FAIL IFTOK IFSET NEXT2 SWITCH ACT ACTRET NULLV DROP
         LOOP SEQ PEEK PEEKNOT PEEKSET PEEKNOTSET LOOKEND LOOKFAIL FORCE BIN PREFIX BINNEXT BINEND MEMO MEMOFAIL MEMORET
         HALT""".split()
OP = {name: i for i, name in enumerate(OPS)}


class Label:
    def __init__(self):
        self.at = None


class Tail:
    """What a rule's alternatives end with: they return."""

    def __init__(self, rule, memo):
        self.rule, self.memo = rule, memo

    def end(self, out, seq, count, pushed):
        if seq.action:
            out.action(seq, count, not self.memo)
        elif count == 0:
            out.emit("NULLV")
        elif count != 1:
            fail("%s: an alternative without action has %s values" % (self.rule, count))
        if self.memo:
            out.emit("MEMORET", self.memo)
        elif not seq.action:
            out.emit("RET")


class Join:
    """What the alternatives of a group end with: they go on behind it."""

    def __init__(self, label):
        self.label = label

    def end(self, out, seq, count, pushed):
        if seq.action:
            out.action(seq, count, False)
        out.leave(pushed, self.label)


class LoopTail(Join):
    """The tails of a left-recursive rule: each goes round again, the empty one returns."""

    def __init__(self, label, tail):
        self.label, self.tail = label, tail

    def end(self, out, seq, count, pushed):
        if not seq.items and not seq.action:
            self.tail.end(out, seq, 1, pushed)
        else:
            Join.end(self, out, seq, count, pushed)


class Compiler:
    def __init__(self, shared, grammar, predictive):
        self.shared, self.grammar, self.predictive = shared, grammar, predictive
        self.code, self.entries = shared.code, {}
        self.wanted = []

    # ---- emission --------------------------------------------------------------------------------------------------

    def emit(self, op, *operands):
        self.code.append(OP[op])
        self.code += operands

    def place(self, label):
        label.at = len(self.code)

    def action(self, seq, count, returns):
        if count == "n":
            fail("=> %s: the number of values is not fixed" % seq.action)
        index = self.shared.action(seq.action, seq.text, count)
        self.emit("ACTRET" if returns else "ACT", count, index)

    def leave(self, pushed, label):
        for _ in range(pushed - 1):
            self.emit("POP")
        self.emit("COMMIT" if pushed else "JMP", label)

    def test(self, mask, otherwise):
        """Goes to `otherwise` unless the token is in the set."""
        if mask & (mask - 1):
            self.emit("IFSET", self.shared.set(mask), otherwise)
        else:
            self.emit("IFTOK", mask.bit_length() - 1, otherwise)

    def entry(self, name):
        if name not in self.entries:
            self.entries[name] = Label()
            self.wanted.append(name)
        return self.entries[name]

    def compile(self, starts):
        heads = []
        for name in starts:
            heads.append(len(self.code))
            self.emit("CALL", self.entry(name))
            self.emit("HALT")
        self.compile_wanted()
        return heads

    def compile_wanted(self):
        while self.wanted:
            self.rule(self.grammar.rules[self.wanted.pop()])

    # ---- rules -----------------------------------------------------------------------------------------------------

    def rule(self, rule):
        self.place(self.entries[rule.name])
        memo = 0
        if rule.memo and not self.predictive:
            memo = self.shared.memo(rule.name)
            failed = Label()
            self.emit("MEMO", memo, failed)
        tail = Tail(rule.name, memo)
        follow = self.grammar.follows[rule.name]
        if rule.operators:
            self.operators(rule, tail)
        elif rule.tails:
            loop = Label()
            first = self.grammar.first(rule.tails)[0]
            self.choice(rule.choice, first | follow, Join(loop), 0)
            self.place(loop)
            tails = Choice(rule.tails.seqs + (Seq(()),))
            self.choice(tails, first | follow, LoopTail(loop, tail), 1, leave=follow)
        else:
            self.choice(rule.choice, follow, tail, 0)
        if memo:
            self.place(failed)
            self.emit("MEMOFAIL", memo)

    def operators(self, rule, tail):
        again = Label()
        self.emit("BIN", self.grammar.levels.index(rule.operators) + 1)
        self.place(again)
        self.emit("PREFIX")
        self.emit("CALL", self.entry(self.grammar.operand))
        # by the letter, an operator without operand is left to whoever comes next
        self.emit("BINNEXT", again, 0 if self.predictive else 1)
        self.emit("BINEND")
        tail.end(self, Seq(()), 1, 0)

    # ---- choices ---------------------------------------------------------------------------------------------------

    def viable(self, seq, follow, leave):
        if not seq.items and leave is not None:
            follow = leave
        first, empty = self.grammar.first(seq)
        return first | (empty & follow if self.predictive else empty)

    def classes(self, choice, follow, leave):
        """{alternatives to try in order: tokens for which they are}"""
        masks = [self.viable(s, follow, leave) for s in choice.seqs]
        out = {}
        for sym in range(1, self.grammar.symbols.count):
            key = tuple(i for i, m in enumerate(masks) if m >> sym & 1)
            out[key] = out.get(key, 0) | 1 << sym
        return out

    def choice(self, choice, follow, end, count, pushed=0, leave=None):
        """`leave`: what follows when a loop ends, for its empty alternative."""
        if len(choice.seqs) == 1:
            self.seq(choice.seqs[0], follow, end, count, pushed)
            return
        classes = self.classes(choice, follow, leave)
        dead = classes.pop((), 0)
        if not classes:
            fail("an alternative that can never match")
        bodies = {}
        keys = sorted(classes, key=lambda k: (-bin(classes[k]).count("1"), k))
        labels = {key: Label() for key in keys}
        if len(keys) == 1:
            order = keys
        elif len(keys) == 2 and (not dead or self.self_checking(choice, keys[0])):
            order = [keys[1], keys[0]]
            self.test(classes[keys[1]], labels[keys[0]])
        else:
            order = keys
            refuse = Label()
            self.emit("SWITCH", *self.shared.switch(classes, keys))
            self.code += [labels[k] for k in keys] + [refuse]
            self.place(refuse)
            self.emit("FAIL")
        for key in order:
            self.place(labels[key])
            self.chain(choice, key, classes[key], follow, end, count, pushed, bodies)

    def self_checking(self, choice, key):
        """Whether the alternatives fail by themselves on a token they cannot start with."""
        return all(choice.seqs[i].items and isinstance(choice.seqs[i].items[0], (Tok, Ref)) for i in key)

    def chain(self, choice, key, mask, follow, end, count, pushed, bodies):
        if self.predictive:
            self.check_once(choice, key)
        later = []
        for i in key[:-1]:
            seq = choice.seqs[i]
            if self.decided_by_second(seq, mask):
                body = bodies.get(i)
                if not body:
                    body = Label()
                    later.append((i, body))
                self.emit("NEXT2", seq.items[1].mask.bit_length() - 1, body)
                continue
            other = Label()
            self.emit("CHOICE", other)
            self.seq(seq, follow, end, count, pushed + 1)
            self.place(other)
        last = key[-1]
        if last in bodies:
            self.emit("JMP", bodies[last])
        else:
            bodies[last] = Label()
            self.place(bodies[last])
            self.seq(choice.seqs[last], follow, end, count, pushed)
        for i, body in later:
            bodies[i] = body
            self.place(body)
            self.seq(choice.seqs[i], follow, end, count, pushed)

    def check_once(self, choice, key):
        """Reading a rule twice at one place takes time exponential in the depth of brackets."""
        heads = [choice.seqs[i].items[0].rule for i in key
                 if choice.seqs[i].items and isinstance(choice.seqs[i].items[0], Ref)]
        if len(heads) > len(set(heads)):
            fail("alternatives that start alike must be neighbours: " + ", ".join(heads))

    def decided_by_second(self, seq, mask):
        items = seq.items
        return (len(items) > 2 and isinstance(items[0], Tok) and isinstance(items[1], Tok) and items[2] == Cut()
                and not mask & ~items[0].mask and not items[1].mask & (items[1].mask - 1))

    # ---- sequences and items ---------------------------------------------------------------------------------------

    def seq(self, seq, follow, end, count, pushed):
        tail_call = isinstance(end, Tail) and not end.memo and not seq.action and not seq.tail and count == 0
        if tail_call and len(seq.items) == 1 and isinstance(seq.items[0], Ref):
            self.emit("JMP", self.entry(seq.items[0].rule))
            return
        follows = self.grammar.seq_follows(seq, follow)
        for item, after in zip(seq.items, follows):
            if item == Cut():
                for _ in range(pushed):
                    self.emit("POP")
                pushed = 0
                continue
            self.item(item, after, count)
            left = values(item)
            if isinstance(item, (Rep, Collect)) and item.join:
                count = 0
            count = "n" if "n" in (count, left) else count + left
        if seq.tail:
            self.choice(seq.tail, follow, end, count, pushed)
        else:
            end.end(self, seq, count, pushed)

    def item(self, item, follow, count=0):
        if isinstance(item, Tok):
            self.token(item)
        elif isinstance(item, Ref):
            self.emit("CALL", self.shared.plain.entry(item.rule) if item.plain else self.entry(item.rule))
        elif isinstance(item, Collect):
            self.emit("LOOP", count if item.join else 0)
            self.item(item.item, follow)
            self.emit("SEQ")
        elif isinstance(item, Drop):
            self.item(item.item, follow)
            if values(item.item):
                self.emit("DROP")
        elif isinstance(item, Null):
            self.emit("NULLV")
        elif isinstance(item, Check):
            self.emit("ACT", 1, self.shared.action(item.action, None, 1))
        elif isinstance(item, Force):
            self.emit("FORCE", item.mask.bit_length() - 1, self.shared.force(item.text))
        elif isinstance(item, Look):
            self.look(item)
        elif isinstance(item, Opt):
            self.optional(item, follow)
        elif isinstance(item, Rep):
            self.repeat(item, follow, count)
        elif isinstance(item, Choice):
            end = Label()
            self.choice(item, follow, Join(end), 0)
            self.place(end)
        else:
            fail("%r" % (item,))

    def token(self, item):
        suffix = "V" if item.capture else ""
        if item.mask & (item.mask - 1):
            self.emit("SET" + suffix, self.shared.set(item.mask))
        else:
            self.emit("TOK" + suffix, item.mask.bit_length() - 1)

    def look(self, look):
        negate = "" if look.positive else "NOT"
        if isinstance(look.item, Tok):
            mask = look.item.mask
            if mask & (mask - 1):
                self.emit("PEEK" + negate + "SET", self.shared.set(mask))
            else:
                self.emit("PEEK" + negate, mask.bit_length() - 1)
            return
        end, refuse = Label(), Label()
        self.emit("CHOICE", refuse if look.positive else end)
        self.item(look.item, self.grammar.symbols.all)
        if look.positive:
            self.emit("LOOKEND")
            self.emit("JMP", end)
            self.place(refuse)
            self.emit("FAIL")
        else:
            self.emit("LOOKFAIL")
        self.place(end)

    def decided(self, item, follow):
        """Whether the next token alone tells if the item is there."""
        first, empty = self.grammar.first(item)
        if empty:
            fail("something optional can be empty: %r" % (item,))
        return isinstance(item, Tok) or (self.predictive and not first & follow)

    def optional(self, opt, follow):
        first = self.grammar.first(opt.item)[0]
        none, end = Label(), Label()
        has_value = not opt.splice and values(opt.item) == 1
        self.test(first, none)
        if self.decided(opt.item, follow):
            if isinstance(opt.item, Tok) and not has_value:
                self.emit("ADVANCE")
            else:
                self.item(opt.item, follow)
            if has_value:
                self.emit("JMP", end)
        else:
            self.emit("CHOICE", none)
            self.item(opt.item, follow)
            self.emit("COMMIT", end)
        self.place(none)
        if has_value:
            self.emit("NULLV")
        self.place(end)

    def repeat(self, rep, follow, count):
        first = self.grammar.first(rep.item)[0]
        collects = not rep.splice and (values(rep.item) or rep.join)
        if collects:
            self.emit("LOOP", count if rep.join else 0)
        after = follow | (rep.separator or first)
        if rep.minimum and not rep.join:
            self.item(rep.item, after)
        loop, end = Label(), Label()
        self.place(loop)
        starter = rep.separator or first
        self.test(starter, end)
        if rep.separator and rep.trailing and self.predictive and not (starter | first) & follow:
            self.emit("ADVANCE")
            self.test(first, end)
            self.item(rep.item, after)
            self.emit("JMP", loop)
        elif self.predictive and not rep.trailing and not starter & follow:
            if rep.separator:
                self.emit("ADVANCE")
            self.item(rep.item, after)
            self.emit("JMP", loop)
        else:
            stop = Label() if rep.trailing else end
            self.emit("CHOICE", stop)
            if rep.separator:
                self.emit("ADVANCE")
            self.item(rep.item, after)
            self.emit("COMMIT", loop)
            if rep.trailing:
                self.place(stop)
                self.emit("ADVANCE")
        self.place(end)
        if collects:
            self.emit("SEQ")


class Shared:
    """What both variants share: one code array, and tables that it refers to by number."""

    def __init__(self, symbols):
        self.symbols = symbols
        self.code, self.sets, self.switches, self.forces, self.memos = [], [], [], [], []
        self.actions, self.arity = [], {}

    def number(self, items, item):
        if item not in items:
            items.append(item)
        return items.index(item)

    def set(self, mask):
        return self.number(self.sets, mask)

    def force(self, text):
        return self.number(self.forces, text)

    def memo(self, name):
        return self.number(self.memos, name) + 1

    def switch(self, classes, keys):
        row = [len(keys)] * self.symbols.count
        for i, key in enumerate(keys):
            for sym in range(self.symbols.count):
                if classes[key] >> sym & 1:
                    row[sym] = i
        return [self.number(self.switches, row)]

    def action(self, name, text, count):
        if name not in self.arity:
            fail("=> %s: there is no KR_ACTION(%s, ...)" % (name, name))
        if self.arity[name] != count:
            fail("=> %s: %s values, but KR_ACTION(%s, %d)" % (name, count, name, self.arity[name]))
        return self.number(self.actions, (name, text))

    def read_actions(self, folder):
        for path in sorted(glob.glob(os.path.join(folder, "*.c"))):
            with open(path, encoding="utf-8") as f:
                for name, count in re.findall(r"^KR_ACTION\((\w+), (\d+)\)", f.read(), re.M):
                    if name in self.arity:
                        fail("KR_ACTION(%s) is there twice" % name)
                    self.arity[name] = int(count)

    def check_all_used(self):
        stray = set(self.arity) - {name for name, _ in self.actions}
        if stray:
            fail("KR_ACTION without use in the grammar: " + ", ".join(sorted(stray)))


def c_rows(items, width=18):
    items = [str(i) for i in items]
    return ["    " + ", ".join(items[i:i + width]) + "," for i in range(0, len(items), width)]


class Output:
    def __init__(self, shared, symbols, heads, levels):
        self.shared, self.symbols, self.heads, self.levels = shared, symbols, heads, levels
        self.out = ["/* Generated by scripts/gen_grammar.py; do not edit. */"]

    def text(self):
        self.symbols_c()
        self.code_c()
        self.actions_c()
        self.operators_c()
        self.keywords_c()
        return "\n".join(self.out) + "\n"

    def symbols_c(self):
        names = ["KR_SYM_" + ("NONE" if i == 0 else n) for i, n in enumerate(self.symbols.names)]
        self.out += ["enum {"] + ["    %s," % n for n in names] + ["    KR_SYM_COUNT", "};"]
        self.out += ["#define KR_PEG_OPS(X) \\"] + ["    X(%s) \\" % op for op in OPS] + ["    /* end */"]
        self.out += ["enum {"] + ["    OP_%s," % op for op in OPS] + ["};"]

    def code_c(self):
        code = [c.at if isinstance(c, Label) else c for c in self.shared.code]
        if max(code) > 0xFFFF:
            fail("the code is too long for 16-bit addresses")
        rows = ["{%s}" % ", ".join(str(h) for h in heads) for heads in self.heads]
        self.out.append("static const uint16_t entries[3][%d] = {%s};" % (len(STARTS), ", ".join(rows)))
        self.out += ["static const uint16_t code[%d] = {" % len(code)] + c_rows(code) + ["};"]
        self.out.append("static const uint8_t switches[%d][KR_SYM_COUNT] = {" % len(self.shared.switches))
        for row in self.shared.switches:
            self.out += ["    {"] + c_rows(row, 30) + ["    },"]
        self.out += ["};", "static const uint64_t sets[%d][2] = {" % len(self.shared.sets)]
        self.out += ["    {%#xu, %#xu}," % (m & (1 << 64) - 1, m >> 64) for m in self.shared.sets] + ["};"]
        texts = ", ".join('"%s"' % t for t in self.shared.forces) or "NULL"
        self.out.append("static const char *const forced[] = {%s};" % texts)

    def actions_c(self):
        for name in sorted(self.shared.arity):
            self.out.append("void *kract_%s(KrPeg *p, void **a);" % name)
        self.out.append("static const KrPegAction actions[%d] = {" % len(self.shared.actions))
        for name, text in self.shared.actions:
            self.out.append("    {kract_%s, %s}," % (name, text or "NULL"))
        self.out.append("};")

    def operators_c(self):
        binary, prefix = {}, {}
        for number, level in enumerate(self.levels, 1):
            for texts, operator in level.rows:
                if level.kind == "prefix":
                    prefix[texts[0]] = (number, "KR_UNARY_" + operator)
                    continue
                kind = {"nary": "BOOLOP", "chain": "CMP"}.get(level.kind, "OP")
                row = binary.setdefault(texts[0], [number, "KR_PEG_" + level.kind.upper(), 0, 0, 0])
                if len(texts) == 2:
                    row[3:] = [texts[1], "KR_%s_%s" % (kind, operator)]
                else:
                    row[2] = "KR_%s_%s" % (kind, operator)
        self.out.append("static const KrPegBinary binary_operators[KR_SYM_COUNT] = {")
        self.out += ["    [%d] = {%s}," % (s, ", ".join(str(x) for x in row)) for s, row in sorted(binary.items())]
        self.out += ["};", "static const KrPegPrefix prefix_operators[KR_SYM_COUNT] = {"]
        self.out += ["    [%d] = {%d, %s}," % (s, n, op) for s, (n, op) in sorted(prefix.items())] + ["};"]

    def keywords_c(self):
        """A perfect hash of length, first, second and last byte."""
        words = sorted(self.symbols.keywords)
        for seed in range(1, 100000):
            a, b, c = seed % 61 + 1, seed // 61 % 61 + 1, seed // 3721 + 1
            slots = {(len(w) * c + ord(w[0]) * a + ord(w[-1]) * b + ord(w[1:2] or "\0")) & 127: w for w in words}
            if len(slots) == len(words):
                break
        else:
            fail("no perfect hash of the keywords")
        self.out.append("#define KR_KEYWORD_SLOT(text, n) (((n) * %du + (unsigned char)(text)[0] * %du + "
                        "(unsigned char)(text)[(n) - 1] * %du + "
                        "((n) > 1 ? (unsigned char)(text)[1] : 0)) & 127)" % (c, a, b))
        self.out.append("enum {\n    KR_KEYWORD_MAX = %d\n};" % max(map(len, words)))
        self.out.append("static const struct {\n    char text[%d];\n    uint8_t len, sym;\n} keywords[128] = {"
                        % (max(map(len, words)) + 1))
        for slot, w in sorted(slots.items()):
            self.out.append('    [%d] = {"%s", %d, %d},' % (slot, w, len(w), self.symbols.keywords[w]))
        self.out.append("};")


def main():
    source, tokens, folder, target = sys.argv[1:]
    with open(source, encoding="utf-8") as f:
        text = f.read()
    symbols = peg.Symbols(peg.read_tokens(tokens))
    reader = peg.Reader(text, symbols)
    rules = reader.read()
    shared = Shared(symbols)
    shared.read_actions(folder)
    variants = [peg.Grammar(rules, symbols, reader.levels, reader.operand, without)
                for without in (("invalid_", "mistake_"), ("invalid_",), ())]
    compilers = [Compiler(shared, grammar, grammar is variants[0]) for grammar in variants]
    shared.plain = compilers[1]
    heads = [compiler.compile(STARTS) for compiler in compilers]
    compilers[1].compile_wanted()
    stray = set(rules) - set(compilers[0].entries) - set(compilers[2].entries) - {level.name for level in reader.levels}
    if stray:
        fail("rules that nothing refers to: " + ", ".join(sorted(stray)))
    shared.check_all_used()
    with open(target, "w", encoding="utf-8") as f:
        f.write(Output(shared, symbols, heads, reader.levels).text())


if __name__ == "__main__":
    main()
