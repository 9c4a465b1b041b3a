"""The command line ``motcua``: Django's management commands behind one name."""

import difflib
import importlib
import os
import pkgutil
import sys

from motcua.conf import keys
from motcua.conf.loading import loading
from motcua.conf.management import commands


def names() -> list[str]:
    """Our commands."""
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def overview() -> str:
    """What ``motcua --help`` prints: our commands, each with its sentence."""
    helps = {name: importlib.import_module(f"{commands.__name__}.{name}").Command.help for name in names()}
    width = max(map(len, helps))
    lines = [f"  motcua {name:<{width}}  {said}" for name, said in helps.items()]
    return "\n".join(["motcua COMMAND [--help]", "", *lines, ""])


def _another(name: str) -> None:
    """A command of Django, which may write; or none at all: say so in both languages and end with 2."""
    from django.core.management import get_commands

    if name in get_commands():
        keys.keep()
        return
    near = difflib.get_close_matches(name, names(), n=1)
    there = f"motcua {near[0]}" if near else "motcua --help"
    sys.stderr.write(f"Không có lệnh “{name}”; thử: {there} · There is no command “{name}”; try: {there}\n")
    sys.exit(2)


def _settled() -> None:
    """Read the settings; one that is wrong is named in both languages, and the command ends with 2."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        bool(settings.DEBUG)
    except ImproperlyConfigured as error:
        sys.stderr.write(
            f"Thông số đặt sai, sửa rồi chạy lại · A setting is wrong, mend it and run again: {error}\n"
            "docs/reference/settings.md\n"
        )
        sys.exit(2)


def main() -> None:
    """Run ``motcua COMMAND …``; exits 0 (done), 1 (a finding or a refusal) or 2 (wrong usage)."""
    os.umask(0o077)  # what is written here is for this account of the machine only
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
    if "init" in sys.argv[1:2] and "--demo" in sys.argv:
        os.environ.setdefault("MOTCUA_PROFILE", "demo")
    keys.wait()
    with loading():
        _settled()
        import django
        from django.core.management import execute_from_command_line

        django.setup()

    if sys.argv[1:] in ([], ["--help"], ["-h"], ["help"]):
        sys.stdout.write(overview())
        return
    if not sys.argv[1].startswith("-") and sys.argv[1] not in {"help", *names()}:
        _another(sys.argv[1])
    execute_from_command_line(["motcua", *sys.argv[1:]])


if __name__ == "__main__":
    main()
