# return, break and continue out of try statements: what an outer `finally` or __exit__ raises then is not for the inner handlers,
# and nothing runs twice.
log = []


def returned(fail):
    try:
        try:
            return "value"
        finally:
            log.append("finally")
            if fail:
                raise ValueError("from finally")
    except ValueError as e:
        return str(e)


def inner_handler():
    try:
        try:
            try:
                return 1
            except ValueError:
                log.append("wrong")
        finally:
            log.append("outer")
            raise ValueError("outer")
    except ValueError as e:
        return str(e), e.__context__


class Manager:
    def __enter__(self):
        log.append("enter")

    def __exit__(self, *exc):
        log.append(("exit", exc[0]))
        raise KeyError("exit")


def with_statement():
    for i in range(3):
        try:
            with Manager():
                continue
        except KeyError as e:
            log.append(repr(e.__context__))
    return "done"


def from_handler():
    try:
        try:
            try:
                raise OSError("first")
            except OSError as e:
                return "from handler"
        finally:
            log.append("once")
            raise TypeError("second")
    except TypeError as e:
        return repr(e.__context__), str(e)


def loops():
    out = []
    while True:
        try:
            try:
                break
            finally:
                out.append("break")
                try:
                    1 / 0
                except ZeroDivisionError:
                    out.append("caught")
        finally:
            out.append("outer")
    for i in range(4):
        try:
            try:
                if i % 2:
                    continue
                out.append(i)
            finally:
                if i == 3:
                    raise IndexError("three")
        except IndexError as e:
            out.append(str(e))
    return out


def overridden():
    for i in range(2):
        try:
            return "first"
        finally:
            try:
                raise KeyError(i)
            except KeyError:
                continue
    return "last"


def generator():
    try:
        try:
            yield 1
            return 2
        finally:
            log.append("finally of generator")
            raise ValueError("stop")
    except ValueError:
        log.append("caught")


async def coroutine():
    class Async:
        async def __aenter__(self):
            pass

        async def __aexit__(self, *exc):
            log.append(("aexit", exc[0]))
            raise ValueError("aexit")
    try:
        async with Async():
            return 1
    except ValueError as e:
        return str(e)


for f in (lambda: returned(False), lambda: returned(True), inner_handler, with_statement, from_handler, loops, overridden,
          lambda: list(generator())):
    print(f(), log)
    log.clear()
try:
    coroutine().send(None)
except StopIteration as e:
    print(e.value, log)
import sys
print(sys.exception())
