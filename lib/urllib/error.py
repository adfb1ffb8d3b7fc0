# SPDX-License-Identifier: MIT
"""The exceptions of urllib."""

__all__ = ['URLError', 'ContentTooShortError']


class URLError(OSError):
    """An address could not be opened."""

    def __init__(self, reason, filename=None):
        self.args = reason,
        self.reason = reason
        if filename is not None:
            self.filename = filename

    def __str__(self):
        return f'<urlopen error {self.reason}>'


class ContentTooShortError(URLError):
    """Less came than was announced."""

    def __init__(self, message, content):
        super().__init__(message)
        self.content = content
