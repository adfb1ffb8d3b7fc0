"""Pipelines of generators: each stage takes lines from the one before it and holds no more than one of them."""

LOG = """\
09:00:01 info  server started
09:00:07 warn  disk 81% full
09:00:09 info  request /index took 12 ms
09:00:12 error request /report took 2300 ms
09:00:15 info  request /index took 9 ms
09:00:20 error connection lost
"""


def lines(text):
    for line in text.splitlines():
        yield line


def parse(source):
    for line in source:
        when, level, message = line.split(maxsplit=2)
        yield when, level, message


def at_least(level, source):
    order = ["info", "warn", "error"]
    for record in source:
        if order.index(record[1]) >= order.index(level):
            yield record


def chunks(source, size):
    """Lists of `size` items each, the last one perhaps shorter."""
    batch = []
    for item in source:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def running_maximum():
    """Answers each number sent with the greatest so far; the value of the whole is the last of these."""
    best = None
    while True:
        number = yield best
        if number is None:
            return best
        best = number if best is None else max(best, number)


def main():
    for number, batch in enumerate(chunks(at_least("warn", parse(lines(LOG))), 2), 1):
        print(f"page {number}")
        for when, level, message in batch:
            print(f"  {when} {level:<5} {message}")

    durations = (int(message.split()[-2]) for _, _, message in parse(lines(LOG)) if message.endswith("ms"))
    maximum = running_maximum()
    next(maximum)
    print("greatest so far:", [maximum.send(ms) for ms in durations])
    try:
        maximum.send(None)
    except StopIteration as end:
        print("greatest of all:", end.value)


if __name__ == "__main__":
    main()
