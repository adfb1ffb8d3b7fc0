# SPDX-License-Identifier: MIT
"""The files that lie beside a module."""

import os
from pathlib import Path

from .abc import TraversableResources


class FileReader(TraversableResources):
    """Those of a module that a FileLoader loaded."""

    def __init__(self, loader):
        self.path = Path(loader.path).parent

    def resource_path(self, resource):
        return os.path.join(self.path, resource)

    def files(self):
        return self.path
