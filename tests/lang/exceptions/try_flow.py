def flow(kind):
    log = []
    try:
        log.append("try")
        if kind == "raise":
            raise ValueError(kind)
        if kind == "return":
            return log
        if kind == "type":
            raise TypeError
        if kind == "other":
            raise KeyError(kind)
    except ValueError as e:
        log.append(f"except {e}")
    except (TypeError, IndexError):
        log.append("tuple")
    else:
        log.append("else")
    finally:
        log.append("finally")
        if kind == "other":
            return log + ["swallowed"]
    log.append("end")
    return log


for kind in ("none", "raise", "return", "type", "other"):
    print(kind, flow(kind))


def loops():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("no else after break")
    while True:
        try:
            return "returned"
        finally:
            print("finally of return")


print(loops())


def override():
    try:
        return "try"
    finally:
        return "finally"


def order():
    x = 1
    try:
        return x
    finally:
        x = 2
        print("x is", x)


print(override(), order())


def nested():
    try:
        try:
            raise ValueError("inner")
        except KeyError:
            print("wrong")
        finally:
            print("inner finally")
    except ValueError as e:
        print("outer caught", e)
        try:
            raise
        except ValueError as again:
            print("again", again is e)
    finally:
        print("outer finally")


nested()


def in_else():
    try:
        pass
    except ValueError:
        print("not here")
    else:
        raise ValueError("from else")


try:
    in_else()
except ValueError as e:
    print(e)


def name_deleted():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as err:
        print(err)


name_deleted()
try:
    raise ValueError
except ValueError as gone:
    pass
try:
    gone
except NameError as err:
    print(err)


def matching():
    class Odd:
        pass
    for target in (5, "x", Odd, (ValueError, 5), [ValueError]):
        try:
            try:
                raise ValueError("v")
            except target:
                print("matched")
        except TypeError as e:
            print(e)


matching()


def lazily():
    try:
        pass
    except undefined_name_is_not_evaluated:
        pass
    return "fine"


print(lazily())


def many():
    total = 0
    for i in range(1000):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            total += 1
        except ValueError as e:
            total += e.args[0]
        finally:
            total += 1
    return total


print(many())


def deep(n):
    try:
        if n == 0:
            raise LookupError("bottom")
        deep(n - 1)
    finally:
        counts.append(n)


counts = []
try:
    deep(20)
except LookupError as e:
    print(e, counts)


def yield_in_try():
    for i in range(3):
        try:
            yield i
        except ValueError:
            yield "caught"
        else:
            yield "else"


print(list(yield_in_try()))


def continue_in_finally():
    for i in range(3):
        try:
            raise ValueError
        finally:
            continue
    return "all swallowed"


print(continue_in_finally())


def with_return_in_loop():
    for i in range(3):
        for j in range(3):
            try:
                if i * j == 2:
                    return i, j
            finally:
                seen.append((i, j))


seen = []
print(with_return_in_loop(), seen)
