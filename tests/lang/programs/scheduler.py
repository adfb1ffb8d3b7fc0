"""A little operating system: processes are generators, system calls are what they yield."""
from collections import deque


class Call:
    def handle(self, task, kernel):
        raise NotImplementedError


class GetId(Call):
    def handle(self, task, kernel):
        kernel.ready(task, task.id)


class Spawn(Call):
    def __init__(self, target):
        self.target = target

    def handle(self, task, kernel):
        kernel.ready(task, kernel.new(self.target))


class Kill(Call):
    def __init__(self, id):
        self.id = id

    def handle(self, task, kernel):
        victim = kernel.tasks.get(self.id)
        if victim:
            victim.target.close()
        kernel.ready(task, victim is not None)


class Wait(Call):
    def __init__(self, id):
        self.id = id

    def handle(self, task, kernel):
        if self.id in kernel.tasks:
            kernel.waiting.setdefault(self.id, []).append(task)
        else:
            kernel.ready(task, kernel.results.get(self.id))


class Sleep(Call):
    def __init__(self, ticks):
        self.ticks = ticks

    def handle(self, task, kernel):
        kernel.sleeping.append((kernel.now + self.ticks, task))


class Task:
    count = 0

    def __init__(self, target):
        Task.count += 1
        self.id, self.target, self.value, self.error = Task.count, target, None, None

    def step(self):
        if self.error:
            error, self.error = self.error, None
            return self.target.throw(error)
        value, self.value = self.value, None
        return self.target.send(value)


class Kernel:
    def __init__(self):
        self.queue, self.tasks, self.waiting, self.results = deque(), {}, {}, {}
        self.sleeping, self.now = [], 0

    def new(self, target):
        task = Task(target)
        self.tasks[task.id] = task
        self.ready(task)
        return task.id

    def ready(self, task, value=None):
        task.value = value
        self.queue.append(task)

    def finish(self, task, result):
        del self.tasks[task.id]
        self.results[task.id] = result
        for waiter in self.waiting.pop(task.id, []):
            self.ready(waiter, result)

    def wake(self):
        due = sorted((t for t in self.sleeping if t[0] <= self.now), key=lambda t: (t[0], t[1].id))
        self.sleeping = [t for t in self.sleeping if t[0] > self.now]
        for _, task in due:
            self.ready(task)

    def run(self):
        while self.tasks:
            self.now += 1
            self.wake()
            for _ in range(len(self.queue)):
                task = self.queue.popleft()
                try:
                    call = task.step()
                except StopIteration as stop:
                    self.finish(task, stop.value)
                except Exception as error:
                    print(f"[{self.now}] task {task.id} died: {error!r}")
                    self.finish(task, None)
                else:
                    if isinstance(call, Call):
                        call.handle(task, self)
                    else:
                        self.ready(task)


def worker(name, n, result):
    me = yield GetId()
    for i in range(n):
        print(f"{name} ({me}) step {i}")
        yield
    return result


def sleeper(name, ticks):
    try:
        yield Sleep(ticks)
        print(name, "woke up")
        return ticks
    finally:
        print(name, "cleans up")


def failing():
    yield
    raise RuntimeError("oops")


def child_calls():
    total = 0
    for n in (1, 2):
        total += yield Wait((yield Spawn(worker(f"child{n}", n, n * 10))))
    return total


def main():
    a = yield Spawn(worker("a", 2, "A"))
    b = yield Spawn(sleeper("b", 5))
    c = yield Spawn(sleeper("c", 1000))
    d = yield Spawn(failing())
    print("results", (yield Wait(a)), (yield Wait(b)))
    print("killed", (yield Kill(c)), (yield Kill(99)))
    print("failed", (yield Wait(d)))
    print("delegated", (yield from child_calls()))
    return "done"


kernel = Kernel()
first = kernel.new(main())
kernel.run()
print(kernel.results[first], Task.count)
