"""The command line ``motcua``: Django's management commands behind one name."""

import importlib
import os
import pkgutil
import sys


def overview() -> str:
    """What ``motcua --help`` prints: our commands, each with its sentence."""
    import django

    django.setup()
    from motcua.conf.management import commands

    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    helps = {name: importlib.import_module(f"{commands.__name__}.{name}").Command.help for name in names}
    width = max(map(len, names))
    lines = [f"  motcua {name:<{width}}  {said}" for name, said in helps.items()]
    return "\n".join(["motcua COMMAND [--help]", "", *lines, ""])


def main() -> None:
    """Run ``motcua COMMAND …``; exits 0 (done), 1 (a finding or a refusal) or 2 (wrong usage)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
    if "init" in sys.argv[1:2] and "--demo" in sys.argv:
        os.environ.setdefault("MOTCUA_PROFILE", "demo")
    from django.core.management import execute_from_command_line

    if sys.argv[1:] in ([], ["--help"], ["-h"], ["help"]):
        sys.stdout.write(overview())
        return

    execute_from_command_line(["motcua", *sys.argv[1:]])


if __name__ == "__main__":
    main()
