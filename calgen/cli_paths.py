"""The addresses of files that are given to commands: paths, and URLs of buckets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from calgen.files.stores.address import AddressError, S3Address, is_url, parse_url, without_secrets
from calgen.system_language import system_words


def _text(*path: str, **values: object) -> str:
    return system_words().text("cli", *path, **values)


class FilePath(click.Path):
    """The address of a file, or where it is allowed of a folder, which need not exist: a `Path` or an `S3Address`."""

    def __init__(self, *, takes_folders: bool = False) -> None:
        super().__init__(dir_okay=takes_folders, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The address; a usage error where it is a folder, a file that may not be read, or a URL of another kind."""
        if is_url(str(value)):
            return self._convert_url(str(value), param, ctx)
        if os.path.isdir(value) and not self.dir_okay:
            raise click.BadParameter(_text("usage", "is_a_folder", value=str(value)), ctx, param)
        needed = os.R_OK | os.X_OK if os.path.isdir(value) else os.R_OK
        if os.path.exists(value) and not os.access(value, needed):
            raise click.BadParameter(_text("usage", "not_readable", value=str(value)), ctx, param)
        return super().convert(value, param, ctx)

    def _convert_url(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> S3Address:
        try:
            found = parse_url(value)
        except AddressError as error:
            shown = without_secrets(value)
            raise click.BadParameter(_text("usage", error.code, value=shown), ctx, param) from None
        if not found.name and not self.dir_okay:
            raise click.BadParameter(_text("usage", "is_a_folder", value=str(value)), ctx, param)
        return found
