# Connections that are dropped without close() give their descriptors back when there are none left.
import asyncio
import gc
import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (64, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
gc.disable()


async def main():
    server = await asyncio.start_server(lambda reader, writer: writer.close(), '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    for _ in range(100):
        reader, writer = await asyncio.open_connection('127.0.0.1', port)
        await reader.read()
        del reader, writer
    server.close()


asyncio.run(main())
print('connected')
