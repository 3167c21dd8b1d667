"""Writes the reference of the command line from the commands themselves: ``python -m onrecord.faces.reference > docs/cli.md``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord.faces.cli import group

_WIDTH = 100


def reference() -> str:
    """The help of every command, as Markdown."""
    return "# Commands\n\nWritten by `python -m onrecord.faces.reference`.\n" + "".join(_sections(group, "onrecord", None))


def _sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    settings = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield f"\n## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from _sections(found, child, context)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
