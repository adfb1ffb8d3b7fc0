# Mock and MagicMock, their assertions and messages, side effects, specs, patches, autospec, asynchronous mocks.
import asyncio
import os
import sys
import types
from unittest import mock
from unittest.mock import ANY, AsyncMock, MagicMock, Mock, NonCallableMock, PropertyMock, call, create_autospec, mock_open, patch, seal, sentinel

m = Mock(return_value=3, name='m')
print(m(1, a=2), m.called, m.call_count, m.call_args, m.call_args.args, m.call_args.kwargs, m.call_args_list, m.mock_calls)
m.method(1).other('x')
m.attr.deep()
print(m.mock_calls, m.method_calls, m.method.return_value is m.method(1))
print(call.a(1).b(x=2).call_list(), call(1) == call(1), call.a(1) == ('a', (1,)), call(1, b=2), call.a.b, call('x') == (('x',), {}))
for check in (lambda: m.assert_called_once(), lambda: m.assert_called_with(1, a=3), lambda: m.assert_not_called(), lambda: m.nope.assert_called(),
              lambda: m.nope.assert_called_once_with(1), lambda: m.assert_any_call(7), lambda: m.assert_has_calls([call(5)]), lambda: m.assert_called_once_with(1, a=2),
              lambda: m.assert_has_calls([call.attr.deep(), call(1, a=2)], any_order=True), lambda: m.nope.assert_called_with(4), lambda: m.assert_foo()):
    try:
        check()
        print('holds')
    except (AssertionError, AttributeError) as e:
        print(type(e).__name__, str(e))
m.reset_mock()
print(m.called, m.mock_calls, m())

m = Mock(side_effect=[1, ValueError('bad'), 3])
for i in range(4):
    try:
        print(m())
    except (ValueError, StopIteration) as e:
        print(repr(e))
m.side_effect = lambda x: x * 2
print(m(4))
m.side_effect = KeyError('k')
try:
    m()
except KeyError as e:
    print(repr(e))
m.configure_mock(**{'x.y.return_value': 9, 'z': 1})
print(m.x.y(), m.z)
print(Mock(wraps=len)([1, 2]), repr(sentinel.thing), sentinel.thing is sentinel.thing, ANY == 5, [ANY, 1] == [object(), 1])

mm = MagicMock()
mm.__len__.return_value = 7
mm.__getitem__.side_effect = lambda k: k * 2
mm.__iter__.return_value = [1, 2]
with mm as inside:
    pass
mm[3] = 4
print(len(mm), mm[4], list(mm), inside is mm.__enter__.return_value, int(mm), bool(mm), 3 in mm, mm.__setitem__.call_args, mm == mm, mm != mm, mm == 3, hash(mm) == hash(mm))
print(mm.__enter__.called, (mm + 1) is mm.__add__.return_value)


class Real:
    value = 1

    def method(self, a, b=2):
        return a + b

    @classmethod
    def make(cls, x):
        return cls()

    async def later(self):
        return 1


spec = Mock(spec=Real)
print(isinstance(spec, Real), repr(spec.method(1)).split(' id=')[0])
try:
    spec.missing
except AttributeError as e:
    print(e)
strict = Mock(spec_set=Real)
try:
    strict.new = 1
except AttributeError as e:
    print(e)
auto = create_autospec(Real)
instance = auto()
instance.method(1, b=3)
instance.method.assert_called_with(1, 3)
for bad in (lambda: instance.method(), lambda: instance.nothing, lambda: auto(1, 2)):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


def function(a, *, b):
    pass


f = create_autospec(function, return_value='r')
print(f(1, b=2), f.mock.called)
try:
    f(1)
except TypeError as e:
    print(e)

target = types.SimpleNamespace(one=1, two=2)
with patch.object(target, 'one', 'patched') as p:
    print(target.one, p)
print(target.one)


@patch.object(target, 'two')
@patch.object(target, 'one', new_callable=lambda: 5)
def decorated(first, second):
    print(first, isinstance(second, MagicMock), target.one, second is target.two)


decorated()
print(target)
with patch('os.path.exists', return_value='mocked') as exists:
    print(os.path.exists('x'), exists.call_args)
with patch.dict(os.environ, {'MOCKED': 'yes'}):
    print(os.environ['MOCKED'])
print('MOCKED' in os.environ)
d = {'a': 1}
with patch.dict(d, b=2, clear=True):
    print(d)
print(d)
with patch.multiple(target, one=mock.DEFAULT, two=22) as made:
    print(sorted(made), target.two, made['one'] is target.one)
p = patch.object(target, 'one')
print(p.start() is target.one, patch.stopall(), target.one)
for bad in (lambda: patch('x'), lambda: patch.object(target, 'none').start(), lambda: patch.object(target, 'one', 1, new_callable=int)):
    try:
        bad()
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)


class Holder:
    pass


with patch.object(Holder, 'prop', new_callable=PropertyMock, create=True) as prop:
    prop.return_value = 'got'
    h = Holder()
    print(h.prop)
    h.prop = 4
    print(prop.mock_calls)
sealed = Mock()
sealed.known = 1
seal(sealed)
try:
    sealed.unknown
except AttributeError as e:
    print(e)
opened = mock_open(read_data='one\ntwo\n')
with patch('builtins.open', opened):
    with open('file') as f:
        print(f.readline(), f.read())
    with open('other', 'rb') as f:
        print(list(f))
    open('out', 'w').write('text')
opened.assert_any_call('other', 'rb')
print(opened.call_args_list, opened().write.call_args)
parent = Mock()
child = Mock()
parent.attach_mock(child, 'kid')
child(1)
print(parent.mock_calls, str(parent.a.b()).split(' id=')[0])


async def go():
    a = AsyncMock(return_value=5)
    print(await a(1), a.await_count, a.await_args)
    a.assert_awaited_once_with(1)
    a.side_effect = [1, OSError('no')]
    print(await a())
    try:
        await a()
    except OSError as e:
        print(e)
    m = MagicMock(spec=Real)
    m.later.return_value = 8
    print(await m.later())
    async with MagicMock() as x:
        print(type(x).__name__)
    it = MagicMock()
    it.__aiter__.return_value = [1, 2]
    print([i async for i in it])


asyncio.run(go())
