"""ordagrant completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ordagrant.cli.verbs import examples
from ordagrant.errors import not_one_of

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=examples(
        "completion bash > ~/.local/share/bash-completion/completions/ordagrant",
        "completion zsh > ~/.zfunc/_ordagrant",
        "completion fish > ~/.config/fish/completions/ordagrant.fish",
    )
)
@click.argument("shell", metavar="|".join(SHELLS))
def completion(shell: str) -> int:
    """Let a shell complete verbs, options and values.

    The script for it is written to standard output. Where it belongs is shown below; of zsh it is any folder of $fpath.
    A new shell has it. For one shell alone: eval "$(ordagrant completion bash)".
    """
    made = get_completion_class(shell) if shell in SHELLS else None
    if made is None:
        raise not_one_of("shell", shell, SHELLS)
    root = click.get_current_context().find_root()
    name = root.info_name or "ordagrant"
    click.echo(made(root.command, {}, name, f"_{name.upper()}_COMPLETE").source())
    return 0
