from html.parser import HTMLParser


class Show(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print(self.getpos(), 'start', tag, attrs, repr(self.get_starttag_text()))

    def handle_endtag(self, tag):
        print(self.getpos(), 'end', tag)

    def handle_data(self, data):
        print(self.getpos(), 'data', repr(data))

    def handle_comment(self, data):
        print('comment', repr(data))

    def handle_decl(self, decl):
        print('decl', decl)

    def handle_pi(self, data):
        print('pi', data)

    def handle_entityref(self, name):
        print('entity', name)

    def handle_charref(self, name):
        print('char', name)


text = '''<!DOCTYPE html>
<html lang="en"><!-- a comment -->
<p class='x y' id=main data-empty hidden="">Caf&eacute; &amp; &#233; &unknown; 1 < 2</P>
<br/><img src="a?b=1&amp;c=2" ALT=Text>
<script>if (a < b && c) { "</p>" }</script>
<?php echo ?><a href="x"title="y">t</a>
<ul><li>one<li>two</ul>
'''
for convert in (True, False):
    parser = Show(convert_charrefs=convert)
    parser.feed(text)
    parser.close()
    print('--')
parser = Show()
for c in '<p a="1">te&lt;xt</p><!-- x -->':
    parser.feed(c)
parser.close()
