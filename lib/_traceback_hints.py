# SPDX-License-Identifier: MIT
"""The "Did you mean" of NameError, AttributeError and ImportError."""

import sys

_MAX_CANDIDATES = 750
_MAX_LENGTH = 40
_MOVE_COST = 2
_CASE_COST = 1


def _substitution_cost(a, b):
    if a == b:
        return 0
    return _CASE_COST if a.lower() == b.lower() else _MOVE_COST


def levenshtein_distance(a, b, max_cost):
    """Return the cost of turning a into b by edits; more than max_cost if it exceeds that."""
    if a == b:
        return 0
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if not a or not b:
        return _MOVE_COST * (len(a) + len(b))
    if max(len(a), len(b)) > _MAX_LENGTH:
        return max_cost + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * _MOVE_COST > max_cost:
        return max_cost + 1
    row = list(range(_MOVE_COST, _MOVE_COST * (len(a) + 1), _MOVE_COST))
    for bindex, bchar in enumerate(b):
        distance = result = bindex * _MOVE_COST
        minimum = sys.maxsize
        for index, achar in enumerate(a):
            substitute = distance + _substitution_cost(bchar, achar)
            distance = row[index]
            insert_delete = min(result, distance) + _MOVE_COST
            result = row[index] = min(insert_delete, substitute)
            minimum = min(minimum, result)
        if minimum > max_cost:
            return max_cost + 1
    return result


def find_closest(candidates, wrong_name):
    """Return the candidate most like wrong_name, None if none is like it."""
    if len(candidates) > _MAX_CANDIDATES or len(wrong_name) > _MAX_LENGTH:
        return None
    best = None
    best_distance = len(wrong_name)
    for candidate in candidates:
        if candidate == wrong_name:
            continue
        # At most a third of both names may be edited, and nothing worse than the best so far.
        limit = min((len(candidate) + len(wrong_name) + 3) * _MOVE_COST // 6, best_distance - 1)
        distance = levenshtein_distance(wrong_name, candidate, limit)
        if distance <= limit and (best is None or distance < best_distance):
            best = candidate
            best_distance = distance
    return best


def _names_of(obj):
    """List the attributes of obj as dir() does, names that are no strings left out."""
    try:
        return dir(obj)
    except TypeError:
        return [name for name in [*obj.__class__.__dict__, *obj.__dict__]
                if isinstance(name, str)]


def _innermost_frame(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb.tb_frame


def _without_private(names, wrong_name):
    if wrong_name.startswith('_'):
        return names
    return [name for name in names if not name.startswith('_')]


def _attribute_candidates(exc, tb, wrong_name):
    names = _names_of(exc.obj)
    if tb is not None and _innermost_frame(tb).f_locals.get('self') is exc.obj:
        return names        # inside its own methods private names are fair suggestions
    return _without_private(names, wrong_name)


def suggest(exc, tb, wrong_name):
    """Return what the user may have meant by the name that exc is about, None if unknown."""
    if not isinstance(wrong_name, str):
        return None
    try:
        if isinstance(exc, AttributeError):
            names = _attribute_candidates(exc, tb, wrong_name)
        elif isinstance(exc, ImportError):
            names = _without_private(dir(__import__(exc.name)), wrong_name)
        else:
            if tb is None:
                return None
            frame = _innermost_frame(tb)
            if 'self' in frame.f_locals and hasattr(frame.f_locals['self'], wrong_name):
                return f'self.{wrong_name}'
            names = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
    except Exception:
        return None
    return find_closest([name for name in names if isinstance(name, str)], wrong_name)
