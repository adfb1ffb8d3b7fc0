"""A chat server: the first line that a client sends is its name, every other goes to all the others."""
import asyncio
import sys


class Room:
    def __init__(self):
        self.members = {}

    def tell(self, text, but=None):
        for name, writer in self.members.items():
            if name != but:
                writer.write(text.encode() + b"\n")

    async def serve(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        if not name or name in self.members:
            writer.write(b"that name will not do\n")
            writer.close()
            return
        self.tell(f"* {name} comes in")
        self.members[name] = writer
        writer.write(f"* here: {', '.join(sorted(self.members))}\n".encode())
        try:
            async for line in reader:
                self.tell(f"{name}: {line.decode().rstrip()}", but=name)
        except ConnectionError:
            pass
        finally:
            del self.members[name]
            self.tell(f"* {name} leaves")
            writer.close()


async def main(port):
    server = await asyncio.start_server(Room().serve, "127.0.0.1", port)
    print("listening on", server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
