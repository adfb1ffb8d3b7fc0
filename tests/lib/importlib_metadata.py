import importlib.metadata as metadata
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    info = os.path.join(folder, 'some_thing-1.2.dist-info')
    os.mkdir(info)
    os.mkdir(os.path.join(folder, 'some_thing'))
    open(os.path.join(folder, 'some_thing', '__init__.py'), 'w').close()
    for name, text in (('METADATA', 'Metadata-Version: 2.1\nName: some.thing\nVersion: 1.2\nRequires-Dist: a>1\n'
                                    'Requires-Dist: b; extra == "x"\nClassifier: One\nClassifier: Two\n\nThe long text.\n'),
                       ('entry_points.txt', '[group.one]\nrun = posixpath:join\n\n[group.two]\nother = json\n'),
                       ('RECORD', 'some_thing/__init__.py,sha256=abc,12\nsome_thing-1.2.dist-info/METADATA,,\n')):
        with open(os.path.join(info, name), 'w') as f:
            f.write(text)
    sys.path.insert(0, folder)
    print(metadata.version('some.thing'), metadata.version('Some-Thing'), metadata.requires('some_thing'))
    m = metadata.metadata('some-thing')
    print(m['name'], m.get_all('Classifier'), 'Summary' in m)
    points = metadata.entry_points(group='group.one')
    print([p.name for p in points], points['run'].load() is os.path.join, points['run'].module, points['run'].attr)
    print(metadata.entry_points(group='group.two', name='other')['other'].value)
    print([str(p) for p in metadata.files('some.thing')], metadata.files('some.thing')[0].size)
    print(metadata.distribution('some.thing').name)
    for name in ('not-there', ''):
        try:
            metadata.version(name)
        except (metadata.PackageNotFoundError, ValueError) as e:
            print(type(e).__name__, e)
