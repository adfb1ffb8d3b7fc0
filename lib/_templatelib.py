# SPDX-License-Identifier: MIT
"""Template and Interpolation, which t'...' makes; string.templatelib is where they are public."""

__name__ = 'string.templatelib'     # where the names are public


class Interpolation:
    """A replacement field of a template: its value, its source text, its conversion and its format."""

    __slots__ = ('value', 'expression', 'conversion', 'format_spec')
    __match_args__ = __slots__

    def __new__(cls, value, expression='', conversion=None, format_spec=''):
        if conversion not in (None, 's', 'r', 'a'):
            if not isinstance(conversion, str):
                raise TypeError("Interpolation() argument 'conversion' must be str, not "
                                + type(conversion).__name__)
            raise ValueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        self = super().__new__(cls)
        for name, given in zip(cls.__slots__, (value, expression, conversion, format_spec)):
            object.__setattr__(self, name, given)
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Interpolation' is not an acceptable base type")

    def __setattr__(self, name, value):
        raise AttributeError('readonly attribute')

    __delattr__ = __setattr__

    def __repr__(self):
        return (f'Interpolation({self.value!r}, {self.expression!r}, {self.conversion!r}, '
                f'{self.format_spec!r})')

    def __reduce__(self):
        return Interpolation, (self.value, self.expression, self.conversion, self.format_spec)

    @classmethod
    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class Template:
    """What t'...' gives: strings, and the interpolations that stand between them."""

    __slots__ = ('strings', 'interpolations')

    def __new__(cls, *parts):
        strings, interpolations = [''], []
        for part in parts:
            if isinstance(part, str):
                strings[-1] += part
            elif isinstance(part, Interpolation):
                interpolations.append(part)
                strings.append('')
            else:
                raise TypeError(f"Template.__new__ *args need to be of type 'str' or 'Interpolation', "
                                f'got {type(part).__name__}')
        return template_of_syntax(strings, interpolations)

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Template' is not an acceptable base type")

    def __setattr__(self, name, value):
        raise AttributeError('readonly attribute')

    __delattr__ = __setattr__

    @property
    def values(self):
        return tuple(i.value for i in self.interpolations)

    def __iter__(self):
        for i, text in enumerate(self.strings):
            if text:
                yield text
            if i < len(self.interpolations):
                yield self.interpolations[i]

    def __add__(self, other):
        if not isinstance(other, Template):
            raise TypeError('can only concatenate string.templatelib.Template (not '
                            f'"{type(other).__name__}") to string.templatelib.Template')
        strings = [*self.strings[:-1], self.strings[-1] + other.strings[0], *other.strings[1:]]
        return template_of_syntax(strings, self.interpolations + other.interpolations)

    def __repr__(self):
        return f'Template(strings={self.strings!r}, interpolations={self.interpolations!r})'

    def __reduce__(self):
        return Template, tuple(self)


def template_of_syntax(strings, interpolations):
    """The template of n + 1 strings around n interpolations."""
    self = object.__new__(Template)
    object.__setattr__(self, 'strings', tuple(strings))
    object.__setattr__(self, 'interpolations', tuple(interpolations))
    return self
