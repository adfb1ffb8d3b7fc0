# An iterator whose step is native raises once, in the middle of other native consumers, and is not asked again.
def show(make):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)


for consume in (list, sorted, tuple, sum, min, max, any, all, dict.fromkeys, ','.join):
    for items in (['x', '5'], ['1', 'x', '7'], [[1], '5']):
        show(lambda: consume(map(int, items)))
show(lambda: list(zip('ab', map(int, 'x5'))))
show(lambda: list(enumerate(map(int, 'x5'))))
show(lambda: list(filter(None, map(int, 'x5'))))
show(lambda: list(zip([1, 2], [3], strict=True)))
show(lambda: sorted(zip([1], [3, 4], strict=True)))
show(lambda: list(map(int, map(str, map(int, ['1', 'y', '2'])))))


class Short:
    def __next__(self):
        raise KeyError('short')

    def __iter__(self):
        return self


show(lambda: list(map(str, Short())))
it = map(int, ['1', 'x', '3'])
show(lambda: sorted(it))
show(lambda: list(it))
