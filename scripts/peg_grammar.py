# SPDX-License-Identifier: MIT
"""Reads the notation of grammar/python.gram (described at its head) into a tree, and computes what a predictive
parser needs to know: which tokens an expression can start with, and which may follow it.

Sets of tokens are integers used as bit sets over Symbols.
"""
import re
from dataclasses import dataclass, field, replace

LEX = re.compile(r"""\s*(?:\#[^\n]*|(?P<string>'[^'\n]+')|(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<name>[A-Za-z_]\w*)
                     |(?P<op>=>|&&|\.\.|[$>|()\[\]{}*+?&!~:.,^0@=%-]))""", re.X)


def fail(message):
    raise SystemExit("python.gram: " + message)


class Symbols:
    """The terminals: kinds of tokens, keywords, soft keywords. Number 0 stands for a token not read yet."""

    def __init__(self, token_rows):
        self.names = ["(none)"]
        self.of_kind, self.of_text, self.soft = {}, {}, []
        for name, text in token_rows:
            self.of_kind[name] = self.add(name)
            if text:
                self.of_text[text] = self.of_kind[name]
        self.keywords = {}

    def add(self, name):
        self.names.append(name)
        return len(self.names) - 1

    def keyword(self, text, soft=False):
        if text not in self.keywords:
            self.keywords[text] = self.add(text)
            if soft:
                self.soft.append(text)
        return self.keywords[text]

    def close(self):
        self.count = len(self.names)
        self.all = (1 << self.count) - 2
        self.name_mask = 1 << self.of_kind["NAME"]
        for text in self.soft:
            self.name_mask |= 1 << self.keywords[text]


def read_tokens(path):
    rows = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.split("#")[0].split()
            if line:
                rows.append((line[0], line[1][1:-1] if len(line) > 1 else None))
    return rows


# ---- the tree --------------------------------------------------------------------------------------------------------
# `values`: how many values it leaves on the machine's stack; "n" for a repetition that splices.

@dataclass(frozen=True)
class Tok:
    mask: int
    capture: bool = False


@dataclass(frozen=True)
class Ref:
    rule: str
    plain: bool = False  # without the rules named invalid_...


@dataclass(frozen=True)
class Drop:
    item: object


@dataclass(frozen=True)
class Look:
    item: object
    positive: bool


@dataclass(frozen=True)
class Force:
    mask: int
    text: str


@dataclass(frozen=True)
class Cut:
    pass


@dataclass(frozen=True)
class Null:
    pass


@dataclass(frozen=True)
class Check:
    action: str


@dataclass(frozen=True)
class Opt:
    item: object
    splice: bool = False


@dataclass(frozen=True)
class Rep:
    item: object
    minimum: int
    separator: int = 0   # mask of one token, 0 for none
    trailing: bool = False
    splice: bool = False
    join: bool = False


@dataclass(frozen=True)
class Collect:
    item: object
    join: bool = False


@dataclass(frozen=True)
class Seq:
    items: tuple
    action: str = None
    text: str = None
    tail: object = None  # after left factoring: the Choice that the items are followed by


@dataclass(frozen=True)
class Choice:
    seqs: tuple


@dataclass
class Rule:
    name: str
    choice: Choice
    memo: bool = False
    tails: Choice = None  # of a left-recursive rule: what may follow itself
    operators: object = None


@dataclass
class Level:
    name: str
    kind: str            # nary, chain, left, right, prefix
    rows: list = field(default_factory=list)  # (texts, operator)


class Reader:
    def __init__(self, text, symbols):
        self.symbols, self.tokens, at = symbols, [], 0
        while at < len(text):
            m = LEX.match(text, at)
            if not m:
                if text[at:].strip():
                    fail("stray text %r" % text[at:at + 30].strip())
                break
            at = m.end()
            if m.lastgroup:
                self.tokens.append((m.lastgroup, m.group(m.lastgroup)))
        self.tokens.append(("end", ""))
        self.at = 0
        self.rules, self.levels, self.operand = {}, [], None
        for kind, value in self.tokens:
            if kind == "string" and re.match(r"'[a-zA-Z]+'$", value):
                symbols.keyword(value[1:-1])
        for i, (kind, value) in enumerate(self.tokens):
            if kind == "text" and re.match(r'"[a-z_]+"$', value) and not self.is_action_text(i):
                symbols.keyword(value[1:-1], soft=True)
        symbols.close()

    def is_action_text(self, i):
        return i >= 2 and self.tokens[i - 1][0] == "name" and self.tokens[i - 2][1] == "=>"

    def peek(self, offset=0):
        return self.tokens[self.at + offset]

    def take(self, value=None):
        token = self.tokens[self.at]
        if value is not None and token[1] != value:
            fail("%s wanted, %s found near %s" % (value, token[1], self.tokens[self.at - 4:self.at]))
        self.at += 1
        return token[1]

    def accept(self, value):
        if self.peek()[0] == "op" and self.peek()[1] == value:
            self.at += 1
            return True
        return False

    def read(self):
        while self.peek()[0] != "end":
            if self.accept("@"):
                self.operators()
                continue
            name = self.take()
            memo = self.accept_memo()
            self.take(":")
            if name in self.rules:
                fail("%s is defined twice" % name)
            self.owner, self.lifted = name, 0
            rule = self.rules[name] = Rule(name, None, memo)
            rule.choice = self.choice()
        return self.rules

    def accept_memo(self):
        if self.accept("("):
            self.take("memo")
            self.take(")")
            return True
        return False

    def operators(self):
        """@operators operand: then lines `level kind: texts => Operator ...`."""
        self.take("operators")
        self.operand = self.take()
        while self.accept("|"):
            level = Level(self.take(), self.take())
            self.levels.append(level)
            self.rules[level.name] = Rule(level.name, Choice(()), self.accept_memo(), operators=level)
            while self.peek()[0] == "string":
                texts = []
                while self.peek()[0] == "string":
                    texts.append(self.token_symbol(self.take()[1:-1]))
                self.take("=>")
                level.rows.append((texts, self.take()))

    def token_symbol(self, text):
        if text in self.symbols.keywords:
            return self.symbols.keywords[text]
        if text not in self.symbols.of_text:
            fail("'%s' is no token" % text)
        return self.symbols.of_text[text]

    def choice(self):
        self.accept("|")
        seqs = [self.seq()]
        while self.accept("|"):
            seqs.append(self.seq())
        return Choice(tuple(seqs))

    def at_end_of_seq(self):
        kind, value = self.peek()
        if kind == "end" or (kind == "op" and value in ("|", ")", "]", "}", "=>", "@")):
            return True
        if kind != "name":
            return False
        return self.peek(1)[1] == ":" or (self.peek(1)[1] == "(" and self.peek(2)[1] == "memo")

    def seq(self):
        items = []
        while not self.at_end_of_seq():
            items.append(self.item())
        action = text = None
        if self.accept("=>"):
            action = self.take()
            if self.peek()[0] == "text":
                text = self.take()
        return Seq(tuple(items), action, text)

    def item(self):
        if self.accept("&&"):
            text = self.take()[1:-1]
            return Force(1 << self.token_symbol(text), text)
        if self.accept("&"):
            return Look(self.atom(), True)
        if self.accept("!"):
            return Look(self.atom(), False)
        if self.accept("~"):
            return Cut()
        if self.accept("0"):
            return Null()
        if self.accept("="):
            return Check(self.take())
        if self.accept("-"):
            return Drop(self.item())
        join = self.accept(">")
        if self.accept("{"):
            choice = self.choice()
            self.take("}")
            return Collect(choice, join)
        atom = self.atom()
        trailing = False
        if self.peek()[1] in (".", "..") and self.peek()[0] == "op":
            trailing = self.take() == ".."
            separator, atom = atom.mask, self.atom()
            repeated = Rep(atom, 1, separator, trailing, False, join)
            if self.take() == "*" and not join:
                return Opt(repeated)
            return replace(repeated, splice=self.accept("^"))
        if self.accept("?"):
            return Opt(atom)
        if isinstance(atom, Opt) and self.accept("^"):
            return replace(atom, splice=True)
        for mark, minimum in (("*", 0), ("+", 1)):
            if self.accept(mark):
                return Rep(atom, minimum, splice=self.accept("^"), join=join)
        return atom

    def atom(self):
        if self.accept("$"):
            inner = self.atom()
            masks = [inner.mask] if isinstance(inner, Tok) else [s.items[0].mask for s in inner.seqs]
            mask = 0
            for m in masks:
                mask |= m
            return Tok(mask, True)
        if self.accept("%"):
            return Ref(self.take(), True)
        if self.accept("("):
            choice = self.choice()
            self.take(")")
            return self.simplify(choice)
        if self.accept("["):
            choice = self.choice()
            self.take("]")
            return Opt(self.simplify(choice))
        kind, value = self.peek()
        self.at += 1
        if kind == "string":
            return Tok(1 << self.token_symbol(value[1:-1]))
        if kind == "text":
            return Tok(1 << self.symbols.keywords[value[1:-1]])
        if kind == "name":
            if value == "NAME":
                return Tok(self.symbols.name_mask, True)
            if value in self.symbols.of_kind:
                layout = value in ("NEWLINE", "INDENT", "DEDENT", "ENDMARKER", "FSTRING_END", "TSTRING_END")
                return Tok(1 << self.symbols.of_kind[value], not layout)
            return Ref(value)
        fail("%r is out of place near %s" % (value, self.tokens[self.at - 5:self.at]))

    def simplify(self, choice):
        """A group of single tokens is one token set; a group with actions is a rule of its own."""
        toks = [s.items[0] for s in choice.seqs if len(s.items) == 1 and isinstance(s.items[0], Tok) and not s.action]
        if len(toks) == len(choice.seqs) and len({t.capture for t in toks}) == 1:
            mask = 0
            for t in toks:
                mask |= t.mask
            return Tok(mask, toks[0].capture)
        if any(s.action for s in choice.seqs):
            self.lifted += 1
            name = "%s.%d" % (self.owner, self.lifted)
            self.rules[name] = Rule(name, choice)
            return Ref(name)
        if len(choice.seqs) == 1 and len(choice.seqs[0].items) == 1:
            return choice.seqs[0].items[0]
        return choice


# ---- passes over the tree --------------------------------------------------------------------------------------------

def refs(node):
    if isinstance(node, Ref):
        yield node.rule
    elif isinstance(node, (Look, Opt, Rep, Drop, Collect)):
        yield from refs(node.item)
    elif isinstance(node, Seq):
        for item in node.items:
            yield from refs(item)
        if node.tail:
            yield from refs(node.tail)
    elif isinstance(node, Choice):
        for seq in node.seqs:
            yield from refs(seq)


def values(node):
    """The values that a node leaves; "n" if their number is not fixed."""
    if isinstance(node, Tok):
        return int(node.capture)
    if isinstance(node, (Ref, Null, Collect)):
        return 1
    if isinstance(node, (Look, Force, Cut, Drop, Check)):
        return 0
    if isinstance(node, Opt):
        if node.splice:
            return "n"
        inner = values(node.item)
        return inner if inner in (0, 1) else fail("an optional item with %s values" % inner)
    if isinstance(node, Rep):
        inner = values(node.item)
        return "n" if node.splice else 1 if inner or node.join else 0
    if isinstance(node, Choice):
        counts = {values(s) for s in node.seqs}
        return counts.pop() if len(counts) == 1 else "n"
    total = 0
    for item in node.items:
        if isinstance(item, (Rep, Collect)) and item.join:
            total = 0
        count = values(item)
        total = "n" if "n" in (total, count) else total + count
    if node.tail:
        tails = values(node.tail)
        total = "n" if "n" in (total, tails) else total + tails
    return total


class Grammar:
    """One variant of the grammar: without the rules whose names start as given, and the alternatives with them."""

    def __init__(self, rules, symbols, levels, operand, without):
        self.symbols, self.levels, self.operand = symbols, levels, operand
        self.without = without
        self.rules = {}
        for rule in rules.values():
            if not rule.name.startswith(without):
                self.rules[rule.name] = Rule(rule.name, self.filter(rule.choice), rule.memo, operators=rule.operators)
        for rule in self.rules.values():
            self.split_left_recursion(rule)
            rule.choice = self.factor(rule.choice)
            if rule.tails:
                rule.tails = self.factor(rule.tails)
        self.analyse()

    def filter(self, choice):
        return Choice(tuple(s for s in choice.seqs if not any(r.startswith(self.without) for r in refs(s))))

    def split_left_recursion(self, rule):
        tails = [s for s in rule.choice.seqs if s.items and s.items[0] == Ref(rule.name)]
        if tails:
            rule.tails = Choice(tuple(Seq(s.items[1:], s.action, s.text) for s in tails))
            rule.choice = Choice(tuple(s for s in rule.choice.seqs if s not in tails))

    def factor(self, choice):
        """Merges neighbours that start with the same items."""
        out, seqs = [], list(choice.seqs)
        while seqs:
            group = [seqs.pop(0)]
            while seqs and group[0].items and seqs[0].items and seqs[0].items[0] == group[0].items[0]:
                group.append(seqs.pop(0))
            if len(group) == 1:
                out.append(group[0])
                continue
            n = 0
            while all(len(s.items) > n and s.items[n] == group[0].items[n] for s in group):
                n += 1
            tail = Choice(tuple(Seq(s.items[n:], s.action, s.text) for s in group))
            out.append(Seq(group[0].items[:n], tail=self.factor(tail)))
        return Choice(tuple(out))

    # ---- FIRST and FOLLOW; `first` is a pair: tokens it can start with, tokens on which it can match nothing

    def analyse(self):
        self.firsts = {name: (0, 0) for name in self.rules}
        changed = True
        while changed:
            changed = False
            for rule in self.rules.values():
                new = self.rule_first(rule)
                if new != self.firsts[rule.name]:
                    self.firsts[rule.name] = new
                    changed = True
        self.follows = {name: 0 for name in self.rules}
        changed = True
        while changed:
            before = dict(self.follows)
            for rule in self.rules.values():
                self.follow_rule(rule)
            changed = before != self.follows

    def rule_first(self, rule):
        if rule.operators:
            mask = self.first(Ref(self.operand))[0]
            for level in self.levels[self.levels.index(rule.operators):]:
                if level.kind == "prefix":
                    for texts, _ in level.rows:
                        mask |= 1 << texts[0]
            return mask, 0
        return self.first(rule.choice)

    def first(self, node):
        every = self.symbols.all
        if isinstance(node, Tok):
            return node.mask, 0
        if isinstance(node, Ref):
            if node.rule not in self.firsts:
                fail("there is no rule %s" % node.rule)
            return self.firsts[node.rule]
        if isinstance(node, Look):
            if isinstance(node.item, Tok):
                return 0, node.item.mask if node.positive else every & ~node.item.mask
            return 0, every
        if isinstance(node, Force):
            return every, 0
        if isinstance(node, (Cut, Null, Check)):
            return 0, every
        if isinstance(node, (Drop, Collect)):
            return self.first(node.item)
        if isinstance(node, Opt):
            return self.first(node.item)[0], every
        if isinstance(node, Rep):
            if node.join:
                return node.separator or self.first(node.item)[0], every
            first, empty = self.first(node.item)
            return first, empty if node.minimum else every
        if isinstance(node, Choice):
            firsts = [self.first(s) for s in node.seqs]
            first = empty = 0
            for f, e in firsts:
                first, empty = first | f, empty | e
            return first, empty
        return self.seq_first(list(node.items) + ([node.tail] if node.tail else []))

    def seq_first(self, items):
        first, empty = 0, self.symbols.all
        for item in items:
            f, e = self.first(item)
            first |= f & empty
            empty &= e
            if not empty:
                break
        return first, empty

    def follow_rule(self, rule):
        follow = self.follows[rule.name]
        if rule.operators:
            level = self.levels.index(rule.operators)
            for later in self.levels[level:]:
                if later.kind != "prefix":
                    for texts, _ in later.rows:
                        follow |= 1 << texts[0]
            self.follows[self.operand] |= follow
            return
        if rule.tails:
            follow |= self.first(rule.tails)[0]
            self.follow_choice(rule.tails, follow)
        self.follow_choice(rule.choice, follow)

    def follow_choice(self, choice, follow):
        for seq in choice.seqs:
            self.follow_seq(seq, follow)

    def seq_follows(self, seq, follow):
        """What follows each item of the sequence."""
        items = list(seq.items) + ([seq.tail] if seq.tail else [])
        out = []
        for i in range(len(items)):
            first, empty = self.seq_first(items[i + 1:])
            out.append(first | (follow if empty else 0))
        return out

    def follow_seq(self, seq, follow):
        items = list(seq.items) + ([seq.tail] if seq.tail else [])
        for item, after in zip(items, self.seq_follows(seq, follow)):
            self.follow_item(item, after)

    def follow_item(self, item, follow):
        if isinstance(item, Ref):
            self.follows[item.rule] |= follow
        elif isinstance(item, Look):
            self.follow_item(item.item, self.symbols.all)
        elif isinstance(item, (Opt, Drop, Collect)):
            self.follow_item(item.item, follow)
        elif isinstance(item, Rep):
            self.follow_item(item.item, follow | item.separator | (0 if item.separator else self.first(item.item)[0]))
        elif isinstance(item, Choice):
            self.follow_choice(item, follow)
