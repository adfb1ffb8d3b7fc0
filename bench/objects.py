# Objects: attributes, methods, properties, operators, slots, subclasses.
import sys


class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


class Body:
    count = 0

    def __init__(self, name, place, speed):
        self.name = name
        self.place = place
        self.speed = speed
        Body.count += 1

    @property
    def energy(self):
        return self.speed.x ** 2 + self.speed.y ** 2

    def move(self, time):
        self.place = self.place + self.speed * time


class Bouncing(Body):
    bounces = 0

    def move(self, time):
        super().move(time)
        if not 0 <= self.place.x <= 100:
            self.speed = Vector(-self.speed.x, self.speed.y)
            self.bounces += 1


def run(n):
    kinds = Body, Bouncing
    bodies = [kinds[i % 2](f'body {i}', Vector(i, -i), Vector(i % 5 - 2, 1)) for i in range(20)]
    for step in range(n * 5):
        for body in bodies:
            body.move(1)
    return (Body.count, sum(body.energy for body in bodies), sum(getattr(body, 'bounces', 0) for body in bodies),
            bodies[3].place.x, bodies[4].place == Vector(4, -4))


answer = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
print(answer)
