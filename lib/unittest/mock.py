# SPDX-License-Identifier: MIT
"""Mocks: objects that take any use and remember it, and patches that put them in the place of real ones."""

from ._mock_calls import ANY, _ANY, DEFAULT, FILTER_DIR, _Call, _CallList, call, sentinel
from ._mock_objects import (AsyncMock, AsyncMagicMixin, CallableMixin, InvalidSpecError, MagicMixin, MagicMock, Mock, MagicProxy,
                            NonCallableMagicMock, NonCallableMock, PropertyMock, ThreadingMock, Base, seal)
from ._mock_patch import _patch, _patch_dict, create_autospec, mock_open, patch

__all__ = ('Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock',
           'ThreadingMock', 'FILTER_DIR', 'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock',
           'seal')
