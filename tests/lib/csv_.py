# Readers and writers: quoting, escapes, dialects, dicts, refusals.
import csv
import io


def w(row, **kw):
    o = io.StringIO()
    try:
        csv.writer(o, **kw).writerow(row)
        print(repr(o.getvalue()))
    except Exception as e:
        print(type(e), e)


def r(lines, **kw):
    try:
        print(list(csv.reader(lines, **kw)))
    except Exception as e:
        print(type(e), e)


for kw in (dict(delimiter=''), dict(delimiter='ab'), dict(quotechar=5), dict(quoting=9), dict(quotechar=None, quoting=0), dict(lineterminator=None), dict(delimiter='\n'), dict(delimiter=',', quotechar=','), dict(escapechar=' ', skipinitialspace=True), dict(bad=1)):
    w([], **kw)
w(5); w([]); w(['']); w([''],quoting=3); w([None]); w(['a b',' x','x ',1.5,2,None,'"q"','a\nb','a,b','\r']); w(['a,b'],quoting=3); w(['a"b'],quoting=3); w(['a"b'],doublequote=False); w(['a"b'],doublequote=False,escapechar='\\'); w(['a\\b'],escapechar='\\'); w([1,'a',None,1.5],quoting=2); w([1,'a',None,''],quoting=4);w([1,'a',None,''],quoting=5); w([None],quoting=3); w([None],quoting=5); w(['a',''],quoting=0); w(['a b'],delimiter=' '); w(['a','',' b'],delimiter=' ',skipinitialspace=True); w([' a','','b'],skipinitialspace=True); w(['',''],delimiter=' ',skipinitialspace=True,quoting=3); w(['\n'],lineterminator='!'); w(['!'],lineterminator='!')
r(['a,b']);r(['a,"b,c"','"x""y",z']);r(['"a\n','b",c']);r(['"a'] );r(['"a'],strict=True);r(['"a"b'],strict=True);r(['"a"b,c']);r(['a"b"']);r(['']);r(['\n','a\n']);r(['a\nb']);r(['a\r\n']);r(['1,"2",x'],quoting=2);r(['1,"2"'],quoting=2);r(['a\\,b'],escapechar='\\');r(['a\\'],escapechar='\\');r(['a\\'],escapechar='\\',strict=True);r(["a, 'b'"],quotechar="'",skipinitialspace=True);r(['"a",b'],quoting=3);r([b'a']);r([5]);r(['a\0b']);r([',"",3'],quoting=4);r([',"",3'],quoting=5);r(['"a\\\n','b"'],escapechar='\\');r(['a "b" c'],delimiter=' '); r(['"a" ,b']); r(['a'*200000])
r(['a,', ',', ', ', '"",']); r(['x,y\r\n', '"1\r\n', '2",3\r\n'])
print(list(csv.DictReader(io.StringIO('a,b\n1,2\n\n3\n4,5,6\n'), restkey='rest', restval='-')))
o = io.StringIO()
d = csv.DictWriter(o, ['x', 'y'], extrasaction='ignore', dialect='unix')
d.writeheader(); d.writerow({'x': 1, 'z': 2}); d.writerows([{'y': 'a"b'}])
print(o.getvalue(), csv.list_dialects())
try:
    csv.DictWriter(o, ['x']).writerow({'q': 1})
except ValueError as e:
    print(e)
try:
    csv.get_dialect('nope')
except csv.Error as e:
    print(e)
s = csv.Sniffer()
for text in 'a;b;c\n1;2;3\n', "'x','y'\n'1','2'\n", 'name\tage\nbob\t5\n', 'a, b\n1, 2\n':
    x = s.sniff(text)
    print(repr(x.delimiter), x.quotechar, x.skipinitialspace, s.has_header(text))
