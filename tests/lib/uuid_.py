# Identifiers from text, bytes, fields and ints; their parts, order and refusals; versions 1 and 4.
import pickle
import uuid

u = uuid.UUID('{12345678-1234-5678-1234-567812345678}')
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, u.variant, u.version, u.time, u.clock_seq, u.node)
print(uuid.UUID(bytes=u.bytes) == u, uuid.UUID(bytes_le=u.bytes_le) == u, uuid.UUID(fields=u.fields) == u, uuid.UUID(int=u.int) == u)
print(uuid.UUID('urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8') == uuid.NAMESPACE_DNS, uuid.NAMESPACE_DNS.version, uuid.NAMESPACE_DNS.variant, uuid.NAMESPACE_DNS.time)
print(u < uuid.NAMESPACE_URL, sorted([uuid.NAMESPACE_OID, u, uuid.NAMESPACE_DNS]) == [u, uuid.NAMESPACE_DNS, uuid.NAMESPACE_OID], hash(u) == hash(u.int), int(u) == u.int)
print(pickle.loads(pickle.dumps(u)) == u, uuid.UUID(int=5, version=4))
for bad in (lambda: uuid.UUID(), lambda: uuid.UUID('x'), lambda: uuid.UUID(bytes=b'1'), lambda: uuid.UUID(int=-1), lambda: uuid.UUID(fields=(1, 2)),
            lambda: uuid.UUID(fields=(1, 1 << 16, 0, 0, 0, 0)), lambda: uuid.UUID(int=1, version=0), lambda: setattr(u, 'int', 3), lambda: u < 3):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
a, b = uuid.uuid4(), uuid.uuid4()
print(a != b, a.version, a.variant, uuid.uuid1(1, 2).node, uuid.uuid1(1, 2).clock_seq, uuid.uuid1().version, uuid.getnode() == uuid.getnode(), 0 < uuid.getnode() < 1 << 48)
