# SPDX-License-Identifier: MIT
# What typing_extensions and others look for in typing beyond its public names.
import typing

print('__forward_is_class__' in typing.ForwardRef.__slots__)


class Form(typing._SpecialForm, _root=True):
    def __repr__(self):
        return 'own.' + self._name


@Form
def Mine(self, parameters):
    return parameters


print(Mine, Mine[int], issubclass(typing._SpecialForm, typing._Final))
try:
    class Wrong(typing._GenericAlias):
        pass
except TypeError as e:
    print(e)
print(typing._ProtocolMeta is type(typing.Protocol), '__doc__' in typing.EXCLUDED_ATTRIBUTES, callable(typing._overload_dummy))
