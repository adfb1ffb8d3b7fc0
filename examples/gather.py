"""Many waits at once: gather() keeps the order of its arguments, whatever finishes first."""
import asyncio

STATIONS = {"Bern": (0.03, 12.5), "Oslo": (0.01, 3.0), "Rome": (0.04, 21.0), "Cork": (0.02, None)}
finished = []


async def temperature(station):
    delay, degrees = STATIONS[station]
    await asyncio.sleep(delay)
    finished.append(station)
    if degrees is None:
        raise LookupError(f"no report from {station}")
    return degrees


async def main():
    results = await asyncio.gather(*map(temperature, STATIONS), return_exceptions=True)
    print("finished in this order:", ", ".join(finished))
    for station, result in zip(STATIONS, results):
        if isinstance(result, Exception):
            print(f"{station:<5} {type(result).__name__}: {result}")
        else:
            print(f"{station:<5} {result:5.1f} degrees")

    print("as they come:")
    good = [name for name in STATIONS if STATIONS[name][1] is not None]
    for earliest in asyncio.as_completed([temperature(name) for name in good]):
        print(f"  {await earliest:.1f}")


if __name__ == "__main__":
    asyncio.run(main())
